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
    let approval = plans::approve(tx, permit, id, period).await?;
    if !is_paid {
        return Ok(approval);
    }
    let request = plans::request(&mut *tx, id).await?;
    let known = plans::catalogue(tx).await?;
    let chosen = request.chosen();
    let tier = known.tier(&request.tier).cloned();
    let (Some(tier), Some(list)) = (tier, known.cost(&chosen, period)) else {
        return Ok(approval);
    };
    let list = if approval.period.days == request.days {
        request.list_tiyin
    } else {
        list
    };
    let offer = Offer {
        tier,
        with_ai: request.with_ai,
        period: approval.period.clone(),
        list: list.max(approval.due),
        due: approval.due,
    };
    let language = accounts::partner(&mut *tx, request.partner).await?.language;
    let about = (&offer, request.coupon.clone(), (BY_HAND, ""));
    let mut invoice = invoices::draft(tx, request.partner, about, language).await?;
    invoice.state = super::InvoiceState::Paid;
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
