//! What follows from a payment, and from its going back: the plan, the ledger,
//! the coupon, the receipt. All of it in the transaction of the payment.

use scx_kit::Tiyin;
use scx_store::Tx;

use super::model::{Invoice, InvoiceState};
use super::{coupons, invoices, ledger, sql};
use crate::accounts::{self, PartnerId};
use crate::mail::{self, Letter};
use crate::plans::{self, Cause, Change};
use crate::{Arg, Error, notify, referrals};

/// An invoice was paid.
pub(super) async fn settle_paid(
    tx: &mut Tx,
    invoice: &Invoice,
    by: (&str, &str, &str),
) -> Result<(), Error> {
    let now = tx.now().0;
    let steps = (InvoiceState::Open, InvoiceState::Paid);
    if !sql::set_invoice(tx, invoice.id, steps, Some(now)).await? {
        // Closed while the money was on its way: who has paid gets what they paid for.
        let steps = (InvoiceState::Closed, InvoiceState::Paid);
        sql::set_invoice(tx, invoice.id, steps, Some(now)).await?;
    }
    ledger::paid(tx, invoice, by).await?;
    let Ok(partner) = invoice.partner.parse::<PartnerId>() else {
        tracing::error!(invoice.name = %invoice.name, "a partner who was erased has paid");
        return Ok(());
    };
    let until = plans::change(tx, partner, &bought(invoice, by.2, false)).await?;
    let args = vec![
        ("invoice".to_owned(), Arg::Text(invoice.name.clone())),
        ("sum".to_owned(), invoice.due_tiyin.into()),
        ("tier".to_owned(), Arg::Text(invoice.tier_name.clone())),
        ("until".to_owned(), Arg::Moment(until.0)),
    ];
    notify::tell(tx, partner, "payment-receipt", args.clone()).await?;
    post_receipt(tx, partner, invoice, args).await?;
    if invoice.due_tiyin > coupons::TOKEN {
        referrals::note_paid(tx, partner, (&invoice.id.to_string(), &invoice.name)).await?;
    }
    Ok(invoices::redraw(tx, invoice).await?)
}

/// The receipt by mail, with the invoice, for whom has a proven address.
async fn post_receipt(
    tx: &mut Tx,
    partner: PartnerId,
    invoice: &Invoice,
    args: Vec<(String, Arg)>,
) -> Result<(), Error> {
    let partner = accounts::partner(&mut *tx, partner).await?;
    let Some(address) = partner.mailbox() else {
        return Ok(());
    };
    let letter = Letter {
        kind: "mail-receipt".to_owned(),
        address: address.to_owned(),
        args,
        invoice: Some(invoice.id.to_string()),
        good_until: None,
    };
    Ok(mail::post(tx, partner.id, &letter).await?)
}

/// The money of an invoice went back: the days that it gave are taken back, no
/// further than to now.
pub(super) async fn settle_refunded(
    tx: &mut Tx,
    invoice: &Invoice,
    by: (&str, &str, &str),
) -> Result<(), Error> {
    let steps = (InvoiceState::Paid, InvoiceState::Refunded);
    let paid_at = invoice.paid_at;
    sql::set_invoice(tx, invoice.id, steps, paid_at).await?;
    ledger::refunded(tx, invoice, by, invoice.due_tiyin).await?;
    let id = invoice.id.to_string();
    coupons::release(tx, &id).await?;
    if let Ok(partner) = invoice.partner.parse() {
        take_days(tx, partner, invoice, by.2).await?;
    }
    // The inviter's days go also where the payer is erased.
    referrals::take_back(tx, (&id, &invoice.name)).await?;
    Ok(invoices::redraw(tx, invoice).await?)
}

/// Takes back the days that an invoice gave.
async fn take_days(
    tx: &mut Tx,
    partner: PartnerId,
    invoice: &Invoice,
    payment: &str,
) -> Result<(), Error> {
    accounts::hold(tx, partner).await?;
    let held = plans::held(&accounts::partner(&mut *tx, partner).await?, tx.now());
    if let Some(held) = held {
        // The tier stays as it is; only the days go, as many as they are worth in it.
        let known = plans::catalogue(tx).await?;
        let change = Change {
            days: -plans::carried(&known, invoice.days, &invoice.chosen(), &held),
            chosen: held,
            ..bought(invoice, payment, true)
        };
        plans::change(tx, partner, &change).await?;
    }
    let args = vec![
        ("invoice".to_owned(), Arg::Text(invoice.name.clone())),
        ("sum".to_owned(), invoice.due_tiyin.into()),
    ];
    Ok(notify::tell(tx, partner, "payment-refunded", args).await?)
}

/// A part of the money went back, so much all told. The plan stays: which days a
/// part stands for is nobody's to guess.
pub(super) async fn settle_returned(
    tx: &mut Tx,
    invoice: &Invoice,
    by: (&str, &str, &str),
    back: Tiyin,
) -> Result<(), Error> {
    let now = ledger::refunded(tx, invoice, by, back).await?;
    let Ok(partner) = invoice.partner.parse::<PartnerId>() else {
        return Ok(());
    };
    if now > Tiyin::ZERO {
        let args = vec![
            ("invoice".to_owned(), Arg::Text(invoice.name.clone())),
            ("sum".to_owned(), now.into()),
        ];
        notify::tell(tx, partner, "payment-returned", args).await?;
    }
    Ok(())
}

fn bought(invoice: &Invoice, payment: &str, goes_back: bool) -> Change {
    let (days, cause) = match goes_back {
        false => (invoice.days, Cause::Bought),
        true => (-invoice.days, Cause::Refunded),
    };
    Change {
        chosen: invoice.chosen(),
        days,
        cause,
        by: invoice.provider.clone(),
        reason: format!("{} {payment}", invoice.name),
    }
}
