//! Messages on their way out, written in the transaction that decided them.
//!
//! The table knows no channel: an account, a chat (what must stay in order)
//! and a body that the sender understands. One job per chat sends everything
//! that waits, in order.

use scx_kit::{Id, Millis, Prefix, Time};
use scx_store::{Db, DbError, Many, Sealed, Tx, Value, many, sql};
use serde::{Deserialize, Serialize};

use crate::{Bucket, Job, Key, Lane, Priority, enqueue_many};

/// Telegram's limit for one bot: thirty messages a second. The strictest of
/// the channels counts for all.
const SPACING: Millis = Millis(1_000 / 30 + 1);

/// Marks the ids of outbox rows.
#[derive(Debug)]
pub struct OutboxMark;
impl Prefix for OutboxMark {
    const PREFIX: &'static str = "out";
}

/// Sealed because bodies quote what customers wrote.
pub const BODY: Sealed = Sealed {
    name: "outbox.body",
    table: "outbox",
    column: "body",
    row: "id",
    scope: None,
};

const POST: Many = many(
    "INSERT INTO outbox (id, account, chat, body, revocable, created_at) VALUES",
    "($, $, $, $, $, $)",
    "",
);
const WAITING: Many = many(
    "SELECT id, account, chat, body, created_at FROM outbox WHERE (account, chat) IN (VALUES",
    "($, $)",
    ") ORDER BY id",
);
const DONE: Many = many("DELETE FROM outbox WHERE id IN (VALUES", "($)", ")");

scx_store::statements! {
    COUNT = "SELECT COUNT(*) FROM outbox";
    REVOKE = "DELETE FROM outbox WHERE account = $1 AND chat = $2 AND revocable IS NOT NULL RETURNING revocable";
}

/// The statements of this module, the multi-row ones in every size.
pub(crate) fn statements() -> Vec<&'static str> {
    let many = [POST, WAITING, DONE];
    [ALL.to_vec(), many.iter().flat_map(Many::texts).collect()].concat()
}

/// A message to be sent.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The account that sends.
    pub account: String,
    /// The chat; letters of one chat keep their order.
    pub chat: String,
    /// Whose work it is, for fairness.
    pub partner: Option<String>,
    /// What to send, in the sender's own format.
    pub body: Vec<u8>,
    /// The sender's name of it, where [`revoke`] may take it back.
    pub revocable: Option<String>,
}

/// A message that waits.
#[derive(Debug)]
pub struct Posted {
    /// Its row.
    pub id: Id<OutboxMark>,
    /// The account that sends.
    pub account: String,
    /// The chat.
    pub chat: String,
    /// What to send.
    pub body: scx_kit::Secret<Vec<u8>>,
    /// When it was written.
    pub created_at: Time,
}

/// Something waits to be sent to a chat.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Send {
    /// The account.
    pub account: String,
    /// The chat.
    pub chat: String,
    /// Whose work it is.
    pub partner: Option<String>,
}

impl Job for Send {
    const NAME: &'static str = "outbox.send";
    const LANE: Lane = Lane::Send;
    const PRIORITY: Priority = Priority::High;

    fn partner(&self) -> Option<String> {
        self.partner.clone()
    }

    fn once(&self) -> Option<Key> {
        Some(Key::of(&[&self.account, &self.chat]))
    }

    fn bucket(&self) -> Option<Bucket> {
        Some(self.budget())
    }
}

impl Send {
    /// The budget of the account, over all processes.
    pub fn budget(&self) -> Bucket {
        budget(&self.account)
    }
}

/// What an account may send, over all processes.
pub fn budget(account: &str) -> Bucket {
    Bucket {
        name: account.to_owned(),
        spacing: SPACING,
    }
}

/// Posts letters; they leave after the commit.
///
/// # Errors
/// [`DbError`].
pub async fn post(tx: &mut Tx, letters: Vec<Letter>) -> Result<(), DbError> {
    let now = tx.now();
    let mut rows = Vec::with_capacity(letters.len());
    let mut sends = Vec::with_capacity(letters.len());
    for letter in letters {
        let id = tx.id::<OutboxMark>().to_string();
        let sealed = tx.seal(&BODY, &id, &letter.body);
        rows.push(vec![
            Value::from(&id),
            (&letter.account).into(),
            (&letter.chat).into(),
            sealed.into(),
            Value::Text(letter.revocable),
            now.into(),
        ]);
        let send = Send {
            account: letter.account,
            chat: letter.chat,
            partner: letter.partner,
        };
        sends.push((send, now));
    }
    POST.execute(tx, rows).await?;
    enqueue_many(tx, &sends).await
}

/// Everything that waits for the given (account, chat) pairs, oldest first.
///
/// # Errors
/// [`DbError::Unreadable`] when a body does not open.
pub async fn waiting(db: &Db, chats: &[(&str, &str)]) -> Result<Vec<Posted>, DbError> {
    #[derive(sqlx::FromRow)]
    struct PostedRow {
        #[sqlx(try_from = "String")]
        id: Id<OutboxMark>,
        account: String,
        chat: String,
        body: Vec<u8>,
        created_at: i64,
    }
    let keys = chats
        .iter()
        .map(|(account, chat)| vec![(*account).into(), (*chat).into()])
        .collect();
    let rows = WAITING.all::<PostedRow>(db, keys).await?;
    rows.into_iter()
        .map(|row| {
            let body = db
                .unseal(&BODY, &row.id.to_string(), &row.body)
                .map_err(|error| DbError::Unreadable(error.to_string()))?;
            Ok(Posted {
                id: row.id,
                account: row.account,
                chat: row.chat,
                body,
                created_at: Time(row.created_at),
            })
        })
        .collect()
}

/// Removes letters that were sent or can never be.
///
/// # Errors
/// [`DbError`].
pub async fn done(tx: &mut Tx, ids: &[Id<OutboxMark>]) -> Result<(), DbError> {
    let rows = ids.iter().map(|id| vec![Value::from(*id)]).collect();
    DONE.execute(tx, rows).await.map(|_| ())
}

/// Takes back what may be taken back of what waits for a chat; gives the names
/// of those letters. One that is being sent at this moment still leaves.
///
/// # Errors
/// [`DbError`].
pub async fn revoke(tx: &mut Tx, account: &str, chat: &str) -> Result<Vec<String>, DbError> {
    let rows = sql(REVOKE).bind(account).bind(chat);
    let rows = rows.all::<(String,)>(tx).await?;
    Ok(rows.into_iter().map(|(name,)| name).collect())
}

/// How many letters wait.
///
/// # Errors
/// [`DbError`].
pub async fn count(db: &Db) -> Result<i64, DbError> {
    let (count,) = sql(COUNT).one::<(i64,)>(db).await?;
    Ok(count)
}
