//! Invoices: made when a partner chooses a way to pay, closed when nobody does.

use scx_connect::payment::{Order, Provider};
use scx_kit::{Language, Millis};
use scx_store::{DbError, On, Tx};

use super::model::{Invoice, InvoiceId, InvoiceState};
use super::{INVOICE_CARD, coupons, sql};
use crate::accounts::{self, PartnerId};
use crate::plans::Offer;
use crate::{Error, Refusal, notify};

/// How long an invoice can be paid.
pub const PAYABLE_FOR: Millis = Millis::days(3);

/// What an offer costs a partner now, with the coupon in their pocket.
///
/// # Errors
/// [`DbError`].
pub async fn priced(
    tx: &mut Tx,
    partner: PartnerId,
    offer: Offer,
) -> Result<(Offer, Option<String>), Error> {
    let coupon = coupons::in_pocket(tx, partner).await?;
    Ok(coupons::discounted(offer, coupon.as_ref()))
}

/// Makes an invoice to be paid through a provider. Its price holds whatever
/// happens to prices meanwhile; its coupon is held for it.
///
/// # Errors
/// A refusal when the coupon has been used up meanwhile, and where the provider
/// cannot carry the sum.
pub async fn invoice_for(
    tx: &mut Tx,
    partner: PartnerId,
    offer: Offer,
    (provider, return_url): (&dyn Provider, &str),
) -> Result<Invoice, Error> {
    for open in sql::open_of(&mut *tx, partner).await? {
        let is_same = open.provider == provider.id()
            && (open.tier == offer.tier.id && open.with_ai == offer.with_ai)
            && open.period == offer.period.id
            && open.expires_at > tx.now();
        if is_same {
            // Two taps are one invoice.
            return Ok(open);
        }
        // Its coupon is free for the new one.
        close(tx, &open).await?;
    }
    let (offer, coupon) = priced(tx, partner, offer).await?;
    let language = accounts::partner(&mut *tx, partner).await?.language;
    let from = (provider.id(), provider.name());
    let mut invoice = draft(tx, partner, (&offer, coupon, from), language).await?;
    let order = Order {
        id: &invoice.name,
        key: &invoice.id.base62(),
        due: invoice.due_tiyin,
        language: language.telegram_code(),
        return_url,
    };
    let link = provider.link(&order);
    invoice.link = link.ok_or_else(|| Refusal::new("payment-sum-too-large"))?;
    if let Some(code) = &invoice.coupon {
        coupons::hold(tx, partner, (code, &invoice.id.to_string())).await?;
    }
    sql::insert_invoice(tx, &invoice).await?;
    Ok(invoice)
}

pub(super) async fn draft(
    tx: &mut Tx,
    partner: PartnerId,
    (offer, coupon, (provider, provider_name)): (&Offer, Option<String>, (&str, &str)),
    language: Language,
) -> Result<Invoice, DbError> {
    let number = sql::next_number(tx, false).await?;
    let now = tx.now();
    Ok(Invoice {
        id: tx.id(),
        number,
        name: format!("SCX-{number:06}"),
        partner: partner.to_string(),
        provider: provider.to_owned(),
        provider_name: provider_name.to_owned(),
        link: String::new(),
        tier: offer.tier.id.clone(),
        tier_name: offer.tier.name.clone(),
        with_ai: offer.with_ai,
        period: offer.period.id.clone(),
        days: offer.period.days,
        list_tiyin: offer.list,
        due_tiyin: offer.due,
        coupon,
        language,
        state: InvoiceState::Open,
        expires_at: now + PAYABLE_FOR,
        paid_at: None,
        created_at: now,
    })
}

/// An invoice of a partner.
///
/// # Errors
/// [`DbError::Missing`].
pub async fn invoice(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    id: InvoiceId,
) -> Result<Invoice, DbError> {
    sql::invoice_of(on, partner, id).await
}

/// The newest invoices of a partner.
///
/// # Errors
/// [`DbError`].
pub async fn invoices_of(
    on: impl Into<On<'_>>,
    partner: PartnerId,
) -> Result<Vec<Invoice>, DbError> {
    sql::invoices_of(on, partner).await
}

/// Closes an invoice that nobody pays: by the partner's wish, or because its
/// time is over. One whose payment has begun stays.
///
/// # Errors
/// [`DbError`].
pub async fn close(tx: &mut Tx, invoice: &Invoice) -> Result<bool, DbError> {
    let steps = (InvoiceState::Open, InvoiceState::Closed);
    if !sql::set_invoice(tx, invoice.id, steps, None).await? {
        return Ok(false);
    }
    // Looked at after the row is held: a payment that began before is seen, and
    // one that begins now finds it closed.
    if sql::active(&mut *tx, invoice.id).await?.is_some() {
        let back = (InvoiceState::Closed, InvoiceState::Open);
        sql::set_invoice(tx, invoice.id, back, None).await?;
        return Ok(false);
    }
    coupons::release(tx, &invoice.id.to_string()).await?;
    redraw(tx, invoice).await?;
    Ok(true)
}

/// Draws an invoice's card anew in its payer's chat.
pub(super) async fn redraw(tx: &mut Tx, invoice: &Invoice) -> Result<(), DbError> {
    let Ok(partner) = invoice.partner.parse() else {
        // Erased: there is no chat any more.
        return Ok(());
    };
    notify::redraw(tx, partner, INVOICE_CARD, &invoice.id.to_string()).await
}
