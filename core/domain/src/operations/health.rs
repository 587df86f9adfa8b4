//! How the house is, read when somebody asks.

use scx_jobs::Lags;
use scx_kit::Millis;
use scx_store::{DbError, Tx};

use super::model::Health;
use super::sql;
use crate::mail;

/// A token that ends sooner is told of.
const SOON: Millis = Millis::days(7);
/// Answers of this long ago count.
const LATELY: Millis = Millis::hours(1);

/// How the house is now.
///
/// # Errors
/// [`DbError`].
pub async fn health(tx: &mut Tx) -> Result<Health, DbError> {
    let now = tx.now();
    Ok(Health {
        is_postgres: tx.locks_rows(),
        lags: Lags::read(&mut *tx, now).await?,
        bots: sql::bots(tx).await?,
        accounts: sql::accounts(tx).await?,
        endings: sql::endings(tx, now + SOON).await?,
        failed_keys: sql::failed_keys(tx).await?,
        answers: sql::answers(tx, now - LATELY).await?,
        mail_rests_until: mail::rests_until(&mut *tx)
            .await?
            .filter(|until| *until > now),
    })
}
