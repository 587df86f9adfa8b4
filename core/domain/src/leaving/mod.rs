//! Leaving: logging out, closing the account, being erased.
//!
//! Whoever leaves is unlinked from the Telegram account and their bots are
//! disconnected; everything else stays. Logging out has no end. A closed
//! account can be opened again for a week by sharing the same number; then a
//! job erases what every capability holds of the partner, in short batches,
//! and only a keyed hash of the number stays behind.

mod jobs;
mod sql;

use scx_jobs::{Every, Registry};
use scx_kit::Millis;
use scx_store::{DbError, On, Tx};

pub use jobs::{Erase, Sweep};
pub use sql::Belongings;

use crate::accounts::{self, PartnerId};
use crate::{Parts, channels};

/// For how long a closed account can be opened again.
pub const WINDOW: Millis = Millis::days(7);

/// What this capability hands to the composition root.
pub fn parts() -> Parts {
    Parts {
        registry: Registry::default()
            .job::<Sweep>()
            .job::<Erase>()
            // At night in Tashkent.
            .every::<Sweep>(Every::Cron("0 0 21 * * *"), || Sweep {}),
        statements: sql::ALL.to_vec(),
        ..Parts::default()
    }
}

/// How much a partner has here, to be told before they leave.
///
/// # Errors
/// [`DbError`].
pub async fn belongings(on: impl Into<On<'_>>, partner: PartnerId) -> Result<Belongings, DbError> {
    sql::belongings(on, partner).await
}

/// Unlinks the Telegram account and disconnects the bots. The same person gets
/// everything back by sharing the number again.
///
/// # Errors
/// [`DbError`].
pub async fn log_out(tx: &mut Tx, partner: PartnerId) -> Result<(), DbError> {
    leave(tx, partner, false).await
}

/// Closes the account: as logging out, and erased when the window is over.
///
/// # Errors
/// [`DbError`].
pub async fn close(tx: &mut Tx, partner: PartnerId) -> Result<(), DbError> {
    leave(tx, partner, true).await
}

async fn leave(tx: &mut Tx, partner: PartnerId, closes: bool) -> Result<(), DbError> {
    if accounts::leave(tx, partner, closes).await? {
        channels::remove_all(tx, partner).await?;
    }
    Ok(())
}
