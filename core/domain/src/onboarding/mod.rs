//! The first steps of a new partner, from the upload to the first answer.
//!
//! Each step is ticked when it was done for the first time, in the transaction
//! in which it happened, and the card that shows the steps is drawn anew. A
//! partner from before this list has no row, and no card.

mod model;
mod rules;
mod sql;

use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

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
    let known = tx.memory::<Ticked>();
    partners.sort_unstable();
    partners.dedup();
    partners.retain(|partner| !known.has(step, *partner));
    if partners.is_empty() {
        return Ok(());
    }
    for partner in sql::tick(tx, step, &partners).await? {
        notify::redraw(tx, partner, CARD, &partner.to_string()).await?;
    }
    tx.after_commit(move || known.add(step, &partners));
    Ok(())
}

/// Above this many, what is remembered is forgotten, and asked for again.
const MOST_TICKED: usize = 16_384;

/// Steps that are known to be ticked: none is ever taken back, and a shop that
/// answers all day ticks the same one with every answer.
#[derive(Debug, Default)]
struct Ticked(Mutex<HashSet<(Step, PartnerId)>>);

impl Ticked {
    fn has(&self, step: Step, partner: PartnerId) -> bool {
        self.lock().contains(&(step, partner))
    }

    fn add(&self, step: Step, partners: &[PartnerId]) {
        let mut ticked = self.lock();
        if ticked.len() + partners.len() > MOST_TICKED {
            ticked.clear();
        }
        ticked.extend(partners.iter().map(|partner| (step, *partner)));
    }

    fn lock(&self) -> MutexGuard<'_, HashSet<(Step, PartnerId)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
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
