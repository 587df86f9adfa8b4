//! The first steps of a new partner, from the upload to the first answer.
//!
//! Each step is ticked when it was done for the first time, in the transaction
//! in which it happened, and the card that shows the steps is drawn anew. A
//! partner from before this list has no row, and no card.

mod model;
mod rules;
mod sql;

use scx_store::{DbError, On, Tx};

pub use model::{Progress, Reminder, Step};
pub use rules::{REMINDED_AFTER, polite_moment};

use crate::accounts::PartnerId;
use crate::{Parts, notify};

/// The card that shows the steps; its subject is the partner's id.
pub const CARD: &str = "steps";

/// What this capability hands to the composition root.
pub fn parts() -> Parts {
    Parts {
        statements: sql::statements(),
        holdings: sql::HOLDINGS.to_vec(),
        ..Parts::default()
    }
}

/// Begins the list of a new partner; false when it has begun already.
///
/// # Errors
/// [`DbError`].
pub async fn begin(tx: &mut Tx, partner: PartnerId) -> Result<bool, DbError> {
    sql::insert(tx, partner).await
}

/// How far a partner is; none for a partner from before this list.
///
/// # Errors
/// [`DbError`].
pub async fn progress(
    on: impl Into<On<'_>>,
    partner: PartnerId,
) -> Result<Option<Progress>, DbError> {
    sql::progress(on, partner).await
}

/// Ticks a step, and draws the card anew when it was done for the first time.
///
/// # Errors
/// [`DbError`].
pub async fn done(tx: &mut Tx, partner: PartnerId, step: Step) -> Result<(), DbError> {
    all_done(tx, vec![partner], step).await
}

/// Ticks a step of several partners with few statements.
///
/// # Errors
/// [`DbError`].
pub async fn all_done(
    tx: &mut Tx,
    mut partners: Vec<PartnerId>,
    step: Step,
) -> Result<(), DbError> {
    partners.sort_unstable();
    partners.dedup();
    for partner in sql::tick(tx, step, &partners).await? {
        notify::redraw(tx, partner, CARD, &partner.to_string()).await?;
    }
    Ok(())
}

/// Takes the one reminder: true for the first who asks, false ever after.
///
/// # Errors
/// [`DbError`].
pub async fn take_reminder(tx: &mut Tx, partner: PartnerId) -> Result<bool, DbError> {
    sql::move_reminder(tx, partner, Reminder::Due, Reminder::Sent).await
}

/// Who blocks the bot is not reminded, and is again after coming back in time.
///
/// # Errors
/// [`DbError`].
pub async fn set_reachable(tx: &mut Tx, partner: PartnerId, is: bool) -> Result<(), DbError> {
    let (from, to) = if is {
        (Reminder::Off, Reminder::Due)
    } else {
        (Reminder::Due, Reminder::Off)
    };
    sql::move_reminder(tx, partner, from, to).await.map(drop)
}
