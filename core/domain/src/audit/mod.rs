//! What admins did and what they looked at: who, what, before, after, why.
//!
//! Rows are only ever added; triggers of the database refuse everything else.
//! They outlive an erased partner, so they hold no id of one: the subject is a
//! hash of it, which leads nowhere once the partner's row is gone.

mod sql;

use scx_kit::{Id, Prefix, Time};
use scx_store::{DbError, On, Tx};
use sha2::{Digest as _, Sha256};

use crate::Parts;

/// Rows of a page.
pub const PAGE: usize = 8;

/// Marks the ids of audit entries.
#[derive(Debug)]
pub struct AuditMark;
impl Prefix for AuditMark {
    const PREFIX: &'static str = "aud";
}

/// What is written down about one act.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Act {
    /// What was done, as `plan.extended`.
    pub act: &'static str,
    /// The partner whom it concerns.
    pub partner: Option<String>,
    /// What it was done to, in words that identify it.
    pub target: String,
    /// The value before.
    pub before: String,
    /// The value after.
    pub after: String,
    /// Why, in the words of who did it.
    pub reason: String,
}

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// The Telegram account as text, or `system`.
    pub id: String,
    /// The name at that time.
    pub name: String,
}

impl Author {
    /// The product itself, for a reason.
    pub fn system(why: &str) -> Self {
        Self {
            id: "system".to_owned(),
            name: why.to_owned(),
        }
    }
}

/// An entry of the log.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Entry {
    /// The id, which orders entries by time.
    pub id: String,
    /// When.
    #[sqlx(try_from = "i64")]
    pub created_at: Time,
    /// Who, as a Telegram account.
    pub actor: String,
    /// The name of who did it, at that time.
    pub actor_name: String,
    /// What was done.
    pub act: String,
    /// What it was done to.
    pub target: String,
    /// The value before.
    pub value_before: String,
    /// The value after.
    pub value_after: String,
    /// Why.
    pub reason: String,
}

/// Which entries are looked at; nothing set means all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// By whom, as a Telegram account.
    pub actor: Option<String>,
    /// The beginning of what was done: `plan` finds `plan.extended`.
    pub act: Option<String>,
    /// About which partner.
    pub partner: Option<String>,
}

/// What this capability hands to the composition root.
pub fn parts() -> Parts {
    Parts {
        statements: sql::ALL.to_vec(),
        ..Parts::default()
    }
}

/// Writes an act down, in the transaction in which it happens.
///
/// # Errors
/// [`DbError`].
pub async fn write(tx: &mut Tx, author: &Author, act: Act) -> Result<(), DbError> {
    let id: Id<AuditMark> = tx.id();
    let subject = act.partner.as_deref().map(subject);
    sql::insert(tx, &id.to_string(), author, (&act, subject)).await
}

/// A page of entries, newest first, older than the entry `before`; one more
/// than fits, so that its reader knows of a next page.
///
/// # Errors
/// [`DbError`].
pub async fn page(
    on: impl Into<On<'_>>,
    filter: &Filter,
    before: Option<&str>,
) -> Result<Vec<Entry>, DbError> {
    let subject = filter.partner.as_deref().map(subject);
    sql::page(on, filter, subject, before).await
}

/// A page of what was looked at of a partner's, which is all of the log that the partner
/// sees; newest first, older than the entry `before`, one more than fits.
///
/// # Errors
/// [`DbError`].
pub async fn looks(
    on: impl Into<On<'_>>,
    partner: &str,
    before: Option<&str>,
) -> Result<Vec<Entry>, DbError> {
    sql::looks(on, subject(partner), before).await
}

/// How often each act was done in a span, most first.
///
/// # Errors
/// [`DbError`].
pub async fn counts(
    on: impl Into<On<'_>>,
    (from, until): (Time, Time),
) -> Result<Vec<(String, String, i64)>, DbError> {
    let [first, end] = [from, until].map(|at| Id::<AuditMark>::first_of(at).to_string());
    sql::counts(on, (&first, &end)).await
}

/// What stands for a partner in the log. An id holds 80 random bits, so that
/// it cannot be found from its hash.
fn subject(partner: &str) -> String {
    let digest = Sha256::digest(partner.as_bytes());
    digest[..16]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
