//! How admins find partners.

use scx_kit::Time;
use scx_store::{DbError, On, Tx};

use super::sql::browse as sql;
use super::{Partner, Phone};
use crate::names::stored_names;

/// Partners of a page.
pub const PAGE: i64 = 6;

/// Partners who are in the same state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Group {
    /// All of them.
    #[default]
    Everybody,
    /// Their trial runs.
    Trial,
    /// Their plan runs.
    Paid,
    /// Their trial is over and they never had a plan.
    Free,
    /// Their plan is over.
    Expired,
    /// They are banned.
    Banned,
}

stored_names!(Group {
    Everybody => "all",
    Trial => "trial",
    Paid => "paid",
    Free => "free",
    Expired => "expired",
    Banned => "banned",
});

/// How many partners are in each group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Tallies {
    /// All of them.
    pub everybody: i64,
    /// Their trial runs.
    pub on_trial: i64,
    /// Their plan runs.
    pub paying: i64,
    /// Their trial is over and they never had a plan.
    pub free: i64,
    /// Their plan is over.
    pub expired: i64,
    /// They are banned.
    pub banned: i64,
}

impl Tallies {
    /// How many are in a group.
    pub fn of(&self, group: Group) -> i64 {
        match group {
            Group::Everybody => self.everybody,
            Group::Trial => self.on_trial,
            Group::Paid => self.paying,
            Group::Free => self.free,
            Group::Expired => self.expired,
            Group::Banned => self.banned,
        }
    }
}

/// A page of a group, newest first; one more than fits tells of a next page.
///
/// # Errors
/// [`DbError`].
pub async fn group(
    on: impl Into<On<'_>>,
    group: Group,
    page: i64,
    now: Time,
) -> Result<Vec<Partner>, DbError> {
    sql::group(on, group, page, now).await
}

/// How many partners are in each group.
///
/// # Errors
/// [`DbError`].
pub async fn tallies(on: impl Into<On<'_>>, now: Time) -> Result<Tallies, DbError> {
    sql::tallies(on, now).await
}

/// Partners by what an admin types: a phone, an address, an @name or a part of
/// the shop's name in either script.
///
/// # Errors
/// [`DbError`].
pub async fn search(tx: &mut Tx, text: &str) -> Result<Vec<Partner>, DbError> {
    let text = text.trim();
    if let Ok(phone) = Phone::parse(text) {
        return sql::by_phone(tx, &phone).await;
    }
    if let Some(username) = text.strip_prefix('@') {
        return sql::by_username(tx, &username.to_lowercase()).await;
    }
    if text.contains('@') {
        return sql::by_email(tx, text).await;
    }
    let folded = scx_lang::fold(text);
    if folded.is_empty() {
        return Ok(Vec::new());
    }
    sql::by_name(tx, (&folded, text)).await
}
