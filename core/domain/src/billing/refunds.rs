//! Giving money back, where no provider tells us of it.

use scx_store::{DbError, On, Tx};

use super::model::{Invoice, InvoiceId, InvoiceState, PaymentState, Posted};
use super::settle::settle_refunded;
use super::sql;
use crate::accounts::PartnerId;
use crate::admins::{Permit, Right};
use crate::audit::{self, Act};
use crate::{Error, Refusal};

/// Invoices of a page.
pub const INVOICES: i64 = 6;
/// The reason of a refund that an admin noted, as payments keep it.
const NOTED: i64 = 5;

/// A page of invoices, newest first; one more than fits.
///
/// # Errors
/// [`DbError`].
pub async fn page(on: impl Into<On<'_>>, page: i64) -> Result<Vec<Invoice>, DbError> {
    sql::page(on, page.max(0).saturating_mul(INVOICES)).await
}

/// An invoice of whomever, for the eyes of admins.
///
/// # Errors
/// [`DbError::Missing`].
pub async fn any_invoice(
    tx: &mut Tx,
    permit: &Permit,
    id: InvoiceId,
) -> Result<(Invoice, Vec<Posted>), Error> {
    permit.of(Right::SeeMoney)?;
    let invoice = sql::invoice(&mut *tx, id).await?;
    let posted = sql::ledger::posted(tx, id).await?;
    Ok((invoice, posted))
}

/// Whether a refund of it may be noted here: a provider that calls us tells us by
/// itself.
pub fn may_note_refund(invoice: &Invoice, tells: bool) -> bool {
    invoice.state == InvoiceState::Paid && !tells
}

/// Notes that the money of an invoice was given back: the days that it gave are
/// taken back, and the ledger says so.
///
/// # Errors
/// A refusal without a reason, and for what is not paid.
pub async fn note_refund(
    tx: &mut Tx,
    permit: &Permit,
    id: InvoiceId,
    reason: &str,
) -> Result<(), Error> {
    let author = permit.of(Right::Refund)?.author();
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Refusal::new("reason-needed").into());
    }
    let name = sql::invoice(&mut *tx, id).await?.name;
    sql::hold(tx, &name).await?;
    let invoice = sql::invoice(&mut *tx, id).await?;
    if invoice.state != InvoiceState::Paid {
        return Err(Refusal::new("invoice-not-paid").into());
    }
    let now = tx.now();
    if let Some(payment) = sql::active(&mut *tx, id).await? {
        let steps = (PaymentState::Performed, PaymentState::Refunded);
        sql::end(tx, payment.id, steps, (now.0, Some(NOTED))).await?;
    }
    let by = (invoice.provider.as_str(), author.id.as_str(), reason);
    settle_refunded(tx, &invoice, by).await?;
    let act = Act {
        act: "invoice.refunded",
        partner: invoice
            .partner
            .parse::<PartnerId>()
            .ok()
            .map(|id| id.to_string()),
        target: invoice.name.clone(),
        before: InvoiceState::Paid.name().to_owned(),
        after: InvoiceState::Refunded.name().to_owned(),
        reason: reason.to_owned(),
    };
    Ok(audit::write(tx, &author, act).await?)
}
