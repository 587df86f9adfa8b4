//! Updates from outside, stored before anybody is thanked for them.
//!
//! The table knows no channel: an account (whose door), the update's own id
//! (for deduplication), the conversation (what must stay in order) and sealed
//! bytes. One job per conversation hands over everything that waits.

use std::collections::HashSet;

use scx_kit::{Id, Millis, Prefix, Secret, Time};
use scx_store::{Db, DbError, Many, Scope, Sealed, Tx, Value, many, sql};
use serde::{Deserialize, Serialize};

use crate::{
    Attempt, Cx, Every, Job, Key, Lane, Priority, Registry, Run, Stop, bucket, enqueue_many,
};

/// Marks the ids of inbox rows.
#[derive(Debug)]
pub struct InboxMark;
impl Prefix for InboxMark {
    const PREFIX: &'static str = "inb";
}

/// Sealed because a pasted token is in the raw update. The logical name gets
/// the day of arrival, so that every day has a subkey of its own.
pub const BODY: Sealed = Sealed {
    name: "inbox.body",
    table: "inbox",
    column: "body",
    row: "id",
    scope: Some(Scope::DayOf("received_at")),
};

const STORE: Many = many(
    "INSERT INTO inbox (id, account, update_key, conversation, body, is_handled, received_at) VALUES",
    "($, $, $, $, $, FALSE, $)",
    "ON CONFLICT (account, update_key) DO NOTHING",
);
const STORED: Many = many("SELECT id FROM inbox WHERE id IN (VALUES", "($)", ")");
const HANDLED: Many = many(
    "UPDATE inbox SET is_handled = TRUE WHERE is_handled = FALSE AND id IN (VALUES",
    "($)",
    ")",
);
const WAITING: Many = many(
    "SELECT id, account, conversation, body, received_at FROM inbox
        WHERE is_handled = FALSE AND (account, conversation) IN (VALUES",
    "($, $)",
    ") ORDER BY id",
);

scx_store::statements! {
    /// Ids begin with their moment, so the primary key serves for age as well.
    FORGET = "DELETE FROM inbox WHERE id IN
        (SELECT id FROM inbox WHERE is_handled = TRUE AND id < $1 ORDER BY id LIMIT $2)";
    UNREAD = "SELECT COUNT(*) FROM inbox WHERE is_handled = FALSE";
}

/// The statements of this module, the multi-row ones in every size.
pub(crate) fn statements() -> Vec<&'static str> {
    let many = [STORE, STORED, HANDLED, WAITING];
    [ALL.to_vec(), many.iter().flat_map(Many::texts).collect()].concat()
}

/// An update on its way into the table.
#[derive(Clone, Debug)]
pub struct Arrived {
    /// The door it came through, e.g. a bot's row id.
    pub account: String,
    /// The vendor's id of the update, unique within the account.
    pub update_key: String,
    /// What must stay in order.
    pub conversation: String,
    /// Whose work it is, for fairness.
    pub partner: Option<String>,
    /// When to look at it first: now, or after a quiet time.
    pub due_at: Time,
    /// Whoever sent it gives up within seconds: it goes before all other work.
    pub is_urgent: bool,
    /// The bytes as received.
    pub body: Vec<u8>,
}

/// An update on its way out of the table.
#[derive(Debug)]
pub struct Waiting {
    /// Its row.
    pub id: Id<InboxMark>,
    /// The door it came through.
    pub account: String,
    /// What must stay in order.
    pub conversation: String,
    /// The bytes as received.
    pub body: Secret<Vec<u8>>,
    /// When it arrived.
    pub received_at: Time,
}

/// Something waits in a conversation.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Look {
    /// The door.
    pub account: String,
    /// The conversation.
    pub conversation: String,
    /// Whose work it is.
    pub partner: Option<String>,
}

impl Job for Look {
    const NAME: &'static str = "inbox.look";
    const LANE: Lane = Lane::Chat;
    const PRIORITY: Priority = Priority::High;

    fn partner(&self) -> Option<String> {
        self.partner.clone()
    }

    fn once(&self) -> Option<Key> {
        Some(Key::of(&[&self.account, &self.conversation]))
    }
}

/// Something waits in a conversation that cannot wait.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LookNow {
    /// The door.
    pub account: String,
    /// The conversation.
    pub conversation: String,
}

impl Job for LookNow {
    const NAME: &'static str = "inbox.look_now";
    const LANE: Lane = Lane::Chat;
    const PRIORITY: Priority = Priority::Urgent;

    fn once(&self) -> Option<Key> {
        Some(Key::of(&[&self.account, &self.conversation]))
    }
}

/// An update that is ready to be written: everything that takes time is done.
#[derive(Clone, Debug)]
pub struct Ready {
    id: String,
    sealed: Vec<u8>,
    received_at: Time,
    account: String,
    update_key: String,
    conversation: String,
    partner: Option<String>,
    due_at: Time,
    is_urgent: bool,
}

impl Arrived {
    /// Seals the bytes, before the turn of the transaction that writes them.
    pub fn ready(self, db: &Db) -> Ready {
        let (received_at, id) = (db.now(), db.id::<InboxMark>().to_string());
        Ready {
            sealed: db.seal_scoped(&BODY, &Scope::day(received_at), &id, &self.body),
            id,
            received_at,
            account: self.account,
            update_key: self.update_key,
            conversation: self.conversation,
            partner: self.partner,
            due_at: self.due_at,
            is_urgent: self.is_urgent,
        }
    }
}

/// Stores updates and makes their conversations due. Updates seen before are
/// left out silently. Returns how many were new.
///
/// # Errors
/// [`DbError`]; nothing is stored then.
pub async fn store(tx: &mut Tx, updates: &[&Ready]) -> Result<usize, DbError> {
    let rows = updates.iter().map(|update| update.row()).collect();
    let stored = STORE.execute(&mut *tx, rows).await?;
    let mut new = updates.to_vec();
    if usize::try_from(stored) != Ok(updates.len()) {
        // Seldom: a vendor that has not heard a thank-you delivers again.
        let known = stored_of(&mut *tx, updates).await?;
        new.retain(|update| known.contains(&update.id));
    }
    let (urgent, usual): (Vec<_>, Vec<_>) =
        new.iter().copied().partition(|update| update.is_urgent);
    if !usual.is_empty() {
        let looks: Vec<(Look, Time)> = usual.into_iter().map(Ready::look).collect();
        enqueue_many(tx, &looks).await?;
    }
    if !urgent.is_empty() {
        let looks: Vec<(LookNow, Time)> = urgent.into_iter().map(Ready::look_now).collect();
        enqueue_many(tx, &looks).await?;
    }
    Ok(new.len())
}

/// The ids of those that have a row.
async fn stored_of(tx: &mut Tx, updates: &[&Ready]) -> Result<HashSet<String>, DbError> {
    let ids = updates.iter().map(|update| vec![(&update.id).into()]);
    let stored = STORED.all::<(String,)>(tx, ids.collect()).await?;
    Ok(stored.into_iter().map(|(id,)| id).collect())
}

impl Ready {
    fn row(&self) -> Vec<Value> {
        vec![
            (&self.id).into(),
            (&self.account).into(),
            (&self.update_key).into(),
            (&self.conversation).into(),
            self.sealed.clone().into(),
            self.received_at.into(),
        ]
    }

    fn look(&self) -> (Look, Time) {
        let look = Look {
            account: self.account.clone(),
            conversation: self.conversation.clone(),
            partner: self.partner.clone(),
        };
        (look, self.due_at)
    }

    fn look_now(&self) -> (LookNow, Time) {
        let look = LookNow {
            account: self.account.clone(),
            conversation: self.conversation.clone(),
        };
        (look, self.due_at)
    }
}

/// Everything that waits in the given conversations, oldest first.
///
/// # Errors
/// [`DbError::Unreadable`] when a body does not open.
pub async fn waiting(db: &Db, conversations: &[(&str, &str)]) -> Result<Vec<Waiting>, DbError> {
    #[derive(sqlx::FromRow)]
    struct WaitingRow {
        #[sqlx(try_from = "String")]
        id: Id<InboxMark>,
        account: String,
        conversation: String,
        body: Vec<u8>,
        received_at: i64,
    }
    let keys = conversations
        .iter()
        .map(|(account, conversation)| vec![(*account).into(), (*conversation).into()])
        .collect();
    let rows = WAITING.all::<WaitingRow>(db, keys).await?;
    rows.into_iter()
        .map(|row| {
            let received_at = Time(row.received_at);
            let body = db
                .unseal_scoped(
                    &BODY,
                    &Scope::day(received_at),
                    &row.id.to_string(),
                    &row.body,
                )
                .map_err(|error| DbError::Unreadable(error.to_string()))?;
            Ok(Waiting {
                id: row.id,
                account: row.account,
                conversation: row.conversation,
                body,
                received_at,
            })
        })
        .collect()
}

/// Marks updates as handled, inside the transaction that holds the effects of
/// handling them.
///
/// # Errors
/// [`DbError`], also when somebody else has handled one of them: a process that
/// was frozen past its lease must not answer a second time.
pub async fn handled(tx: &mut Tx, ids: &[Id<InboxMark>]) -> Result<(), DbError> {
    let rows = ids.iter().map(|id| vec![Value::from(*id)]).collect();
    let marked = HANDLED.execute(tx, rows).await?;
    if usize::try_from(marked) == Ok(ids.len()) {
        return Ok(());
    }
    Err(DbError::Other(
        "an update was handled by somebody else".into(),
    ))
}

/// How long a handled update is kept: longer than a vendor delivers it again
/// (a day), and long enough to look into what went wrong. Then the row goes
/// with its body, in which a secret may have been pasted.
pub const RETENTION: Millis = Millis::days(3);

/// Forgets updates past their retention.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Forget {}

impl Job for Forget {
    const NAME: &'static str = "inbox.forget";
    const LANE: Lane = Lane::House;

    fn once(&self) -> Option<Key> {
        Some(Key("all".to_owned()))
    }
}

/// Rows forgotten in one transaction: others write in between.
const FORGOTTEN_AT_ONCE: u64 = 500;

impl Run for Forget {
    async fn run(&self, cx: &Cx, _attempt: Attempt) -> Result<(), Stop> {
        let before = cx.clock.now() - RETENTION;
        loop {
            let mut tx = cx.db.begin().await?;
            let forgotten = forget(&mut tx, before).await?;
            bucket::forget(&mut tx, before).await?;
            tx.commit().await?;
            if forgotten < FORGOTTEN_AT_ONCE {
                return Ok(());
            }
        }
    }
}

/// The jobs and schedules of the inbox.
pub fn registry() -> Registry {
    Registry::default()
        .job::<Forget>()
        .every::<Forget>(Every::Cron("0 0 23 * * *"), || Forget {})
}

/// Forgets the oldest handled updates that arrived before `before`, and says
/// how many.
///
/// # Errors
/// [`DbError`].
pub async fn forget(tx: &mut Tx, before: Time) -> Result<u64, DbError> {
    let first_kept = Id::<InboxMark>::first_of(before);
    sql(FORGET)
        .bind(first_kept)
        .bind(i64::try_from(FORGOTTEN_AT_ONCE).unwrap_or(i64::MAX))
        .execute(tx)
        .await
}

/// How many updates wait to be handled.
///
/// # Errors
/// [`DbError`].
pub async fn unread(db: &Db) -> Result<i64, DbError> {
    let (count,) = sql(UNREAD).one::<(i64,)>(db).await?;
    Ok(count)
}
