//! Requests for a plan with the money that goes with them: coupons are held
//! for a request, and what an admin was paid by hand goes into the ledger.

use scx_store::Tx;

use super::{coupons, invoices, ledger, sql};
use crate::Error;
use crate::accounts::{self, PartnerId};
use crate::admins::Permit;
use crate::plans::{self, Approval, Offer, RejectReason, RequestId};

/// The provider that stands for money given to an admin: a transfer, cash.
pub const BY_HAND: &str = "manual";

/// Asks the admins for an offer, with the coupon in the pocket.
///
/// # Errors
/// A refusal while an earlier request waits, and for a coupon that is used up.
pub async fn ask(tx: &mut Tx, partner: PartnerId, offer: Offer) -> Result<RequestId, Error> {
    let (offer, coupon) = invoices::priced(tx, partner, offer).await?;
    let id = plans::ask(tx, partner, &offer, coupon.as_deref()).await?;
    if let Some(code) = coupon {
        coupons::hold(tx, partner, (&code, &id.to_string())).await?;
    }
    Ok(id)
}

/// Takes back a request that nobody has decided.
///
/// # Errors
/// A refusal when it is decided already.
pub async fn withdraw(tx: &mut Tx, partner: PartnerId) -> Result<(), Error> {
    let id = plans::withdraw(tx, partner).await?;
    Ok(coupons::release(tx, &id.to_string()).await?)
}

/// Says yes. Where the money was received, it is an invoice that is paid and a
/// posting; a gift is an event of the plan alone and never looks like revenue.
///
/// # Errors
/// A refusal when it is decided already.
pub async fn approve(
    tx: &mut Tx,
    permit: &Permit,
    id: RequestId,
    (period, is_paid): (&str, bool),
) -> Result<Approval, Error> {
    let asked = plans::request(&mut *tx, id).await?;
    let approval = plans::approve(tx, permit, id, period).await?;
    let is_as_asked = approval.period.id == asked.period && approval.period.days == asked.days;
    // The coupon made the price of what was asked for, and of nothing else.
    let coupon = asked.coupon.clone().filter(|_| is_paid && is_as_asked);
    if coupon.is_none() {
        coupons::release(tx, &id.to_string()).await?;
    }
    let known = plans::catalogue(tx).await?;
    let Some(tier) = known.tier(&asked.tier).cloned().filter(|_| is_paid) else {
        return Ok(approval);
    };
    let offer = Offer {
        tier,
        with_ai: asked.with_ai,
        period: approval.period.clone(),
        list: if is_as_asked {
            asked.list_tiyin
        } else {
            approval.due
        },
        due: approval.due,
    };
    let language = accounts::partner(&mut *tx, asked.partner).await?.language;
    let about = (&offer, coupon, (BY_HAND, ""));
    let mut invoice = invoices::draft(tx, asked.partner, about, language).await?;
    invoice.state = super::InvoiceState::Paid;
    invoice.paid_at = Some(tx.now().0);
    sql::insert_invoice(tx, &invoice).await?;
    let admin = permit.admin().telegram_user.to_string();
    ledger::paid(tx, &invoice, (BY_HAND, &admin, &id.to_string())).await?;
    Ok(approval)
}

/// Says no; the coupon is free again.
///
/// # Errors
/// A refusal when it is decided already, and without a reason.
pub async fn reject(
    tx: &mut Tx,
    permit: &Permit,
    id: RequestId,
    reason: &RejectReason,
) -> Result<(), Error> {
    plans::reject(tx, permit, id, reason).await?;
    Ok(coupons::release(tx, &id.to_string()).await?)
}
