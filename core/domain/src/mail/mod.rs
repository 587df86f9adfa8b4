//! Letters that a partner asked for or must get: codes, receipts.
//!
//! A letter is a row and a job. The row says that it is being tried before a
//! server is called, so a letter whose sending was cut off is unknown and is not
//! sent a second time. While the relay refuses our account, no letter of any
//! kind is tried: the account is one, however many letters wait.

mod jobs;
mod sql;

use scx_kit::{Id, Millis, Prefix, Time};
use scx_store::{DbError, On, Sealed, Tx};

pub use jobs::Deliver;

use crate::accounts::{self, Partner, PartnerId};
use crate::{Arg, Parts, plain, readable};

/// What a letter says; a code may stand in it.
const WORDS: Sealed = Sealed {
    scope: None,
    name: "mail.words",
    table: "letter",
    column: "words",
    row: "id",
};

/// How long nothing is tried after the relay has refused our account.
pub const REST: Millis = Millis::minutes(30);

/// What this capability hands to the composition root.
pub fn parts() -> Parts {
    Parts {
        statements: sql::ALL.to_vec(),
        sealed: vec![WORDS],
        holdings: sql::HOLDINGS.to_vec(),
        keys: scx_connect::mail::KEYS.to_vec(),
        ..Parts::default()
    }
}

/// Marks the ids of letters.
#[derive(Debug)]
pub struct LetterMark;
impl Prefix for LetterMark {
    const PREFIX: &'static str = "let";
}

/// The id of a letter.
pub type LetterId = Id<LetterMark>;

/// A letter to a partner.
#[derive(Clone, Debug, PartialEq)]
pub struct Letter {
    /// Where the texts begin: `<kind>-subject`, `<kind>-text`.
    pub kind: String,
    /// The address.
    pub address: String,
    /// The arguments of the texts.
    pub args: Vec<(String, Arg)>,
    /// The invoice that goes along as a PDF, by its id.
    pub invoice: Option<String>,
    /// What comes later than this is of no use to anybody.
    pub good_until: Option<Time>,
}

/// Queues a letter, in the transaction that makes it necessary.
///
/// # Errors
/// [`DbError`].
pub async fn post(tx: &mut Tx, partner: PartnerId, letter: &Letter) -> Result<(), DbError> {
    let id: LetterId = tx.id();
    let words = tx.seal(&WORDS, &id.to_string(), plain(&letter.args).as_bytes());
    sql::insert(tx, (id, partner), letter, words).await?;
    scx_jobs::enqueue(
        tx,
        &Deliver {
            letter: id,
            partner,
        },
    )
    .await
}

/// How many letters of a kind were queued for a partner since a moment.
///
/// # Errors
/// [`DbError`].
pub async fn posted_since(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    kind: &str,
    since: Time,
) -> Result<i64, DbError> {
    sql::posted_since(on, partner, kind, since).await
}

/// Takes a letter up, for the one attempt that may reach a server. None where it
/// is not to be sent: an earlier attempt was cut off, it is too late, or the
/// partner is gone.
///
/// # Errors
/// [`DbError`].
pub async fn take_up(tx: &mut Tx, id: LetterId) -> Result<Option<(Partner, Letter)>, DbError> {
    if !sql::step(tx, id, ("queued", "trying")).await? {
        // Cut off in the middle: it may be out.
        sql::end(tx, id, "unknown").await?;
        return Ok(None);
    }
    let row = sql::one(tx, id).await?;
    let words = readable(tx.open(&WORDS, &id.to_string(), &row.words))?;
    let partner = match accounts::partner(&mut *tx, readable(row.partner.parse())?).await {
        Err(DbError::Missing) => return Ok(None),
        found => found?,
    };
    let letter = Letter {
        kind: row.kind,
        address: row.address,
        args: readable(serde_json::from_slice(words.expose()))?,
        invoice: row.invoice,
        good_until: row.good_until.map(Time),
    };
    let now = tx.now();
    if letter.good_until.is_some_and(|until| until <= now) {
        sql::end(tx, id, "late").await?;
        return Ok(None);
    }
    Ok(Some((partner, letter)))
}

/// Takes note of what became of a letter, and forgets what it said.
///
/// # Errors
/// [`DbError`].
pub async fn settle(tx: &mut Tx, id: LetterId, outcome: &str) -> Result<(), DbError> {
    sql::end(tx, id, outcome).await
}

/// A letter that was certainly not taken is tried again.
///
/// # Errors
/// [`DbError`].
pub async fn put_back(tx: &mut Tx, id: LetterId) -> Result<(), DbError> {
    sql::step(tx, id, ("trying", "queued")).await.map(|_| ())
}

/// The relay refuses our account: nothing is tried for a while.
///
/// # Errors
/// [`DbError`].
pub async fn rest(tx: &mut Tx) -> Result<Time, DbError> {
    let until = tx.now() + REST;
    sql::rest(tx, until).await?;
    Ok(until)
}

/// Until when nothing is tried, where that is ahead.
///
/// # Errors
/// [`DbError`].
pub async fn rests_until(tx: &mut Tx) -> Result<Option<Time>, DbError> {
    let now = tx.now();
    let until = sql::rests_until(tx).await?;
    Ok(until.filter(|until| *until > now))
}
