//! Payment inside a chat: nobody calls us, the bot is asked before the money is
//! taken and told afterwards. What it is told is true whatever was said before:
//! the money is there, so it pays its invoice, or is kept for whoever sent it.

use scx_connect::payment::{
    Ask, Bill, Charge, Currency, Decision, No, Payments, Price, Stage, TELEGRAM,
};
use scx_store::Tx;

use super::act::{House, act, begin, pay};
use super::model::{ChargeState, Charged, Invoice, InvoiceState, Payment, PaymentState};
use super::settle::settle_refunded;
use super::sql::{self, charges};
use super::{CHARGE_CARD, ledger};
use crate::accounts::{self, PartnerId};
use crate::admins::Right;
use crate::{Arg, Error, Refusal, notify};

/// The reason that is written down for a payment whose question came to nothing.
const TIMED_OUT: i64 = 4;
/// The reason of money that went back, as payments keep it.
const WENT_BACK: i64 = 5;

/// Somebody is about to pay: whether they may. A yes holds the invoice for this
/// payment, and the same question gets the same answer.
///
/// # Errors
/// A fault. A no is a value: the payer reads it, and nothing is undone.
pub async fn agree(
    tx: &mut Tx,
    payments: &Payments,
    (query, payer): (&str, i64),
    bill: &Bill,
) -> Result<Result<(), Refusal>, Error> {
    let no = |key| Ok(Err(Refusal::new(key)));
    let way = Currency::named(&bill.currency).and_then(|known| payments.get(known.way()));
    let Some(way) = way else {
        return no("checkout-closed");
    };
    let invoice = sql::by_name(&mut *tx, &bill.order).await?;
    let Some(invoice) = invoice.filter(|invoice| invoice.provider == way.id()) else {
        return no("checkout-unknown");
    };
    let partner = accounts::by_telegram(&mut *tx, payer).await?;
    if partner.is_none_or(|partner| partner.id.to_string() != invoice.partner) {
        return no("checkout-not-yours");
    }
    if !costs(&invoice, bill) {
        return no("checkout-other-sum");
    }
    let ask = Ask::Create {
        id: query.to_owned(),
        at_ms: None,
        order: invoice.name,
        amount: invoice.due_tiyin,
    };
    match act(tx, House::of(way), &ask).await? {
        Decision::Payment(told) | Decision::Already(told) => match told.stage {
            Stage::Created => Ok(Ok(())),
            Stage::Performed => no("checkout-paid"),
            Stage::Cancelled | Stage::Refunded => no("checkout-closed"),
        },
        Decision::No(why) => no(key_of(why)),
        Decision::Payable(_) | Decision::Payments(_) => no("checkout-failed"),
    }
}

/// Whether an invoice costs exactly this; its price was frozen when it was made.
fn costs(invoice: &Invoice, bill: &Bill) -> bool {
    let price = invoice.link.parse::<Price>();
    price.is_ok_and(|price| price.is_of(bill))
}

fn key_of(no: No) -> &'static str {
    match no {
        No::NoOrder => "checkout-unknown",
        No::OtherSum => "checkout-other-sum",
        No::Held => "checkout-held",
        No::Paid => "checkout-paid",
        No::Closed => "checkout-closed",
        No::NoPayment | No::WrongStage | No::CalledOff | No::NotRefundable | No::Failed => {
            "checkout-failed"
        }
    }
}

/// Our yes came too late to be heard: the invoice is free again.
///
/// # Errors
/// A fault.
pub async fn let_go(
    tx: &mut Tx,
    payments: &Payments,
    (query, bill): (&str, &Bill),
) -> Result<(), Error> {
    let way = Currency::named(&bill.currency).and_then(|known| payments.get(known.way()));
    let Some(way) = way else {
        return Ok(());
    };
    let ask = Ask::Cancel {
        id: query.to_owned(),
        reason: Some(TIMED_OUT),
        may_refund: false,
        echo: None,
    };
    act(tx, House::of(way), &ask).await.map(|_| ())
}

/// Money was taken. The same news again changes nothing.
///
/// # Errors
/// A fault, after which it is told again.
pub async fn taken(
    tx: &mut Tx,
    payments: &Payments,
    payer: i64,
    charge: &Charge,
) -> Result<(), Error> {
    let bill = &charge.bill;
    let provider = Currency::named(&bill.currency).map_or(TELEGRAM, Currency::way);
    // Two tellings, or one beside a closing, come one after the other.
    sql::hold(tx, &bill.order).await?;
    let known = charges::by_provider(&mut *tx, (provider, &charge.id)).await?;
    if known.is_some() {
        return Ok(());
    }
    let invoice = sql::by_name(&mut *tx, &bill.order).await?;
    let invoice = invoice.filter(|invoice| invoice.provider == provider && costs(invoice, bill));
    let payment = match &invoice {
        Some(invoice) => meant(tx, invoice, &charge.id).await?,
        None => None,
    };
    let partner = match accounts::by_telegram(&mut *tx, payer).await? {
        Some(partner) => partner.id.to_string(),
        None => invoice
            .as_ref()
            .map(|invoice| invoice.partner.clone())
            .unwrap_or_default(),
    };
    let row = Charged {
        id: tx.id(),
        provider: provider.to_owned(),
        provider_id: charge.id.clone(),
        payment: payment.as_ref().map(|payment| payment.id.to_string()),
        partner,
        payer,
        order_name: bill.order.clone(),
        currency: bill.currency.clone(),
        amount: bill.amount,
        tiyin: match &invoice {
            Some(invoice) => invoice.due_tiyin,
            None => payments.in_chat().worth(&bill.currency, bill.amount),
        },
        state: ChargeState::Kept,
        returned_by: None,
        return_reason: None,
        trouble: None,
        created_at: tx.now(),
    };
    charges::insert(tx, &row, &charge.provider_id).await?;
    match payment {
        Some(payment) => pay(tx, provider, &payment).await.map(|_| ()),
        None => keep_aside(tx, &row).await,
    }
}

/// The payment that money for an invoice makes true: the one that holds it, or a
/// new one where that was called off meanwhile or the invoice closed. None for an
/// invoice that was paid: it is paid once.
async fn meant(tx: &mut Tx, invoice: &Invoice, charge: &str) -> Result<Option<Payment>, Error> {
    if let Some(active) = sql::active(&mut *tx, invoice.id).await? {
        return Ok(Some(active).filter(|active| active.state == PaymentState::Created));
    }
    match invoice.state {
        InvoiceState::Open | InvoiceState::Closed => {
            let now = tx.now().0;
            let payment = begin(tx, &invoice.provider, (charge, now), invoice).await?;
            Ok(Some(payment))
        }
        InvoiceState::Paid | InvoiceState::Refunded => Ok(None),
    }
}

/// Money that pays no invoice: it stands in the books as owed, the admins get a
/// card of it, and whoever sent it is told.
async fn keep_aside(tx: &mut Tx, charge: &Charged) -> Result<(), Error> {
    tracing::warn!(charge.id = %charge.id, "money came that pays no invoice");
    let (provider, id) = (charge.provider.as_str(), charge.id.to_string());
    ledger::unclaimed(tx, charge, ("payment", provider, &id)).await?;
    notify::redraw_for_admins(tx, CHARGE_CARD, &id, Right::Refund).await?;
    if let Ok(partner) = charge.partner.parse::<PartnerId>() {
        let args = vec![("invoice".to_owned(), Arg::Text(charge.order_name.clone()))];
        notify::tell(tx, partner, "payment-kept-aside", args).await?;
    }
    Ok(())
}

/// Money went back, says the messenger. The same news again changes nothing.
///
/// # Errors
/// A fault, after which it is told again.
pub async fn went_back(tx: &mut Tx, charge: &Charge) -> Result<(), Error> {
    let provider = Currency::named(&charge.bill.currency).map_or(TELEGRAM, Currency::way);
    match charges::by_provider(&mut *tx, (provider, &charge.id)).await? {
        Some(known) => returned(tx, &known).await,
        None => {
            tracing::error!("money went back that never came");
            Ok(())
        }
    }
}

/// What follows from money having gone back: for an invoice what follows from every
/// refund, for money that was kept aside the books alone.
pub(super) async fn returned(tx: &mut Tx, charge: &Charged) -> Result<(), Error> {
    if !charges::set_returned(tx, charge.id).await? {
        return Ok(());
    }
    let id = charge.id.to_string();
    let by = charge.returned_by.as_ref().unwrap_or(&charge.provider);
    let reason = charge.return_reason.as_ref().unwrap_or(&id);
    redraw(tx, charge).await?;
    let Some(payment) = &charge.payment else {
        return ledger::unclaimed(tx, charge, ("refund", by, reason)).await;
    };
    let payment = payment.parse().map_err(anyhow::Error::from)?;
    let steps = (PaymentState::Performed, PaymentState::Refunded);
    let at_ms = tx.now().0;
    if sql::end(tx, payment, steps, (at_ms, Some(WENT_BACK))).await? {
        let invoice = sql::by_name(&mut *tx, &charge.order_name).await?;
        let invoice = invoice.ok_or(scx_store::DbError::Missing)?;
        settle_refunded(tx, &invoice, (&charge.provider, by, reason)).await?;
    }
    Ok(())
}

/// Draws the admins' card of a charge anew. Money that pays an invoice has one only
/// after it could not be given back.
pub(super) async fn redraw(tx: &mut Tx, charge: &Charged) -> Result<(), Error> {
    let id = charge.id.to_string();
    let hung = notify::card_places(&mut *tx, CHARGE_CARD, &id).await?;
    if charge.payment.is_none() || !hung.is_empty() {
        notify::redraw_for_admins(tx, CHARGE_CARD, &id, Right::Refund).await?;
    }
    Ok(())
}
