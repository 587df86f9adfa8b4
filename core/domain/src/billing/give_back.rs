//! Giving Stars back: asked for by an admin, done by a job, true once the messenger
//! has said so, by its answer or by its news, whichever comes first.

use scx_jobs::{Job, Key, Lane, Priority, enqueue};
use scx_store::{DbError, On, Tx};
use serde::{Deserialize, Serialize};

use super::in_chat::{redraw, returned};
use super::model::{ChargeId, ChargeState, Charged, Invoice, InvoiceId, InvoiceState};
use super::sql::{self, charges};
use super::{CHARGE_CARD, note_refund};
use crate::admins::{Permit, Right};
use crate::audit::{self, Act};
use crate::{Error, Refusal, notify};

/// Gives the Stars of a charge back.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReturnStars {
    /// The charge.
    pub charge: ChargeId,
}

impl Job for ReturnStars {
    const NAME: &'static str = "billing.return_stars";
    const LANE: Lane = Lane::Send;
    const PRIORITY: Priority = Priority::High;

    fn once(&self) -> Option<Key> {
        Some(Key(self.charge.to_string()))
    }
}

/// The money of an invoice as it came inside a chat.
///
/// # Errors
/// [`DbError`].
pub async fn charge_of(tx: &mut Tx, invoice: &Invoice) -> Result<Option<Charged>, DbError> {
    match sql::active(&mut *tx, invoice.id).await? {
        Some(payment) => charges::of_payment(tx, payment.id).await,
        None => Ok(None),
    }
}

/// A charge.
///
/// # Errors
/// [`DbError::Missing`].
pub async fn charge(on: impl Into<On<'_>>, id: ChargeId) -> Result<Charged, DbError> {
    charges::by_id(on, id).await
}

/// Whether we can give this money back ourselves.
pub fn may_return(charge: &Charged) -> bool {
    charge.is_in_stars() && charge.payer > 0 && charge.state == ChargeState::Kept
}

/// Gives the money of an invoice back where we can, else notes that it was given
/// back. True when it is on its way and not yet back.
///
/// # Errors
/// A refusal without a reason, and for what is not paid or is on its way already.
pub async fn refund(
    tx: &mut Tx,
    permit: &Permit,
    id: InvoiceId,
    reason: &str,
) -> Result<bool, Error> {
    permit.of(Right::Refund)?;
    let name = sql::invoice(&mut *tx, id).await?.name;
    sql::hold(tx, &name).await?;
    let invoice = sql::invoice(&mut *tx, id).await?;
    let charge = charge_of(tx, &invoice).await?;
    let charge = charge.filter(|charge| charge.is_in_stars() && charge.payer > 0);
    let Some(charge) = charge else {
        note_refund(tx, permit, id, reason).await?;
        return Ok(false);
    };
    if invoice.state != InvoiceState::Paid {
        return Err(Refusal::new("invoice-not-paid").into());
    }
    give_back(tx, permit, &charge, reason).await?;
    Ok(true)
}

/// Gives money back that pays no invoice, or notes that it was given back.
///
/// # Errors
/// A refusal for what is on its way already or back.
pub async fn give_back(
    tx: &mut Tx,
    permit: &Permit,
    charge: &Charged,
    reason: &str,
) -> Result<(), Error> {
    let author = permit.of(Right::Refund)?.author();
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Refusal::new("reason-needed").into());
    }
    if !charges::give_back(tx, charge.id, (&author.id, reason)).await? {
        return Err(Refusal::new("charge-on-its-way").into());
    }
    if charge.is_in_stars() && charge.payer > 0 {
        let job = ReturnStars { charge: charge.id };
        enqueue(tx, &job).await?;
        redraw(tx, charge).await?;
    } else {
        let asked = charges::by_id(&mut *tx, charge.id).await?;
        returned(tx, &asked).await?;
    }
    let act = Act {
        act: "invoice.stars_returned",
        partner: Some(charge.partner.clone()).filter(|partner| !partner.is_empty()),
        target: charge.order_name.clone(),
        before: format!("{} {}", charge.amount, charge.currency),
        reason: reason.to_owned(),
        ..Act::default()
    };
    Ok(audit::write(tx, &author, act).await?)
}

/// The messenger says that it went back.
///
/// # Errors
/// A fault.
pub async fn note_returned(tx: &mut Tx, id: ChargeId) -> Result<(), Error> {
    let charge = charges::by_id(&mut *tx, id).await?;
    returned(tx, &charge).await
}

/// The messenger refuses to give it back: the admins are told, and may try again.
///
/// # Errors
/// [`DbError`].
pub async fn note_kept(tx: &mut Tx, id: ChargeId, why: &str) -> Result<(), DbError> {
    if !charges::keep(tx, id, why).await? {
        return Ok(());
    }
    notify::redraw_for_admins(tx, CHARGE_CARD, &id.to_string(), Right::Refund).await
}
