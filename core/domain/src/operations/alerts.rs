//! Raising and settling alerts.

use scx_store::{DbError, On, Tx};

use super::model::{Alert, AlertId, AlertKind};
use super::{MUTED_FOR, sql};
use crate::admins::{Permit, Right};
use crate::audit::{self, Act};
use crate::{Error, Refusal};

/// What an alert keeps of its detail, in characters.
const DETAIL_CHARS: usize = 300;

/// A trouble is there, so many times. Where it was there before, only its numbers
/// change, and nobody hears of it anew.
///
/// # Errors
/// [`DbError`].
pub async fn raise(
    tx: &mut Tx,
    (kind, subject): (AlertKind, &str),
    (times, detail): (i64, &str),
) -> Result<(), DbError> {
    let detail: String = detail.chars().take(DETAIL_CHARS).collect();
    sql::raise(tx, (kind, subject), (times, &detail)).await
}

/// A trouble is gone.
///
/// # Errors
/// [`DbError`].
pub async fn settle(tx: &mut Tx, kind: AlertKind, subject: &str) -> Result<(), DbError> {
    sql::settle(tx, kind, subject).await
}

/// Troubles that are there, the newest first.
///
/// # Errors
/// [`DbError`].
pub async fn open(on: impl Into<On<'_>>) -> Result<Vec<Alert>, DbError> {
    sql::open(on).await
}

/// One alert.
///
/// # Errors
/// [`DbError::Missing`].
pub async fn alert(on: impl Into<On<'_>>, id: AlertId) -> Result<Alert, DbError> {
    sql::alert(on, id).await
}

/// What the admins have not seen as it is, and may be told now.
///
/// # Errors
/// [`DbError`].
pub async fn untold(tx: &mut Tx) -> Result<Vec<Alert>, DbError> {
    sql::untold(tx).await
}

/// The admins have seen an alert as it is here; not where it has changed since.
///
/// # Errors
/// [`DbError`].
pub async fn note_told(tx: &mut Tx, alert: &Alert) -> Result<(), DbError> {
    sql::note_told(tx, alert).await
}

/// Nobody is told of an alert for an hour.
///
/// # Errors
/// A refusal where it is settled.
pub async fn mute(tx: &mut Tx, permit: &Permit, id: AlertId) -> Result<(), Error> {
    let until = tx.now() + MUTED_FOR;
    if !sql::mute(tx, id, until).await? {
        return Err(Refusal::new("alert-settled-already").into());
    }
    written(tx, permit, id, "alert.muted").await
}

/// An alert is told of again.
///
/// # Errors
/// A refusal where it is settled.
pub async fn unmute(tx: &mut Tx, permit: &Permit, id: AlertId) -> Result<(), Error> {
    if !sql::mute(tx, id, scx_kit::Time(0)).await? {
        return Err(Refusal::new("alert-settled-already").into());
    }
    written(tx, permit, id, "alert.unmuted").await
}

async fn written(
    tx: &mut Tx,
    permit: &Permit,
    id: AlertId,
    act: &'static str,
) -> Result<(), Error> {
    let author = permit.of(Right::Operate)?.author();
    let alert = sql::alert(&mut *tx, id).await?;
    let act = Act {
        act,
        target: format!("{} {}", alert.kind.name(), alert.subject),
        ..Act::default()
    };
    Ok(audit::write(tx, &author, act).await?)
}
