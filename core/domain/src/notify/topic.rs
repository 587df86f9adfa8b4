//! What notices are about, and which topics a partner has muted.

use scx_store::{DbError, On, Tx};
use serde::{Deserialize, Serialize};

use super::sql;
use crate::accounts::PartnerId;
use crate::names::stored_names;

/// What a notice is about. A muted question arrives without a sound, because a
/// customer waits for the answer; muted news are not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Customers' questions that wait for an answer.
    Questions,
    /// A bot or an own key that stopped working.
    Trouble,
    /// The end of the trial.
    Trial,
    /// What could still be done or filled in.
    Tips,
    /// The figures of the week.
    Reports,
    /// What the house tells everybody.
    News,
}

stored_names!(Topic {
    Questions => "questions",
    Trouble => "trouble",
    Trial => "trial",
    Tips => "tips",
    Reports => "reports",
    News => "news",
});

/// The topics that a partner has muted.
///
/// # Errors
/// [`DbError`].
pub async fn muted(on: impl Into<On<'_>>, partner: PartnerId) -> Result<Vec<Topic>, DbError> {
    sql::muted(on, partner).await
}

/// Mutes a topic or makes it heard again.
///
/// # Errors
/// [`DbError`].
pub async fn set_muted(
    tx: &mut Tx,
    partner: PartnerId,
    topic: Topic,
    is_muted: bool,
) -> Result<(), DbError> {
    sql::set_muted(tx, partner, topic, is_muted).await
}
