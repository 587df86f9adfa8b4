//! What a payment provider asks is done here: one state machine for all of
//! them. A payment goes from created to performed or cancelled, and from
//! performed to refunded; whatever follows happens in the same transaction.

use scx_connect::payment::{Ask, Decision, Echo, No, Provider, Stage, Told};
use scx_kit::{Millis, Tiyin};
use scx_store::{DbError, Tx};

use super::model::{Invoice, InvoiceState, Payment, PaymentState};
use super::settle::{settle_paid, settle_refunded, settle_returned};
use super::sql;
use crate::Error;

/// How a provider's payments end by themselves.
#[derive(Clone, Copy, Debug)]
pub struct House<'a> {
    /// The provider.
    pub provider: &'a str,
    /// After how long an unpaid one is called off, and with which reason.
    pub timeout: Option<(Millis, i64)>,
}

impl<'a> House<'a> {
    /// How payments of a provider end.
    pub fn of(provider: &'a dyn Provider) -> Self {
        Self {
            provider: provider.id(),
            timeout: provider.timeout(),
        }
    }
}

/// Does what a provider asks, and decides what it is told.
///
/// # Errors
/// A fault, after which the provider asks again.
pub async fn act(tx: &mut Tx, house: House<'_>, ask: &Ask) -> Result<Decision, Error> {
    match ask {
        Ask::Check { order, amount } => check(tx, house, order, *amount).await,
        Ask::Create {
            id,
            at_ms,
            order,
            amount,
        } => create(tx, house, (id, *at_ms), (order, *amount)).await,
        Ask::Perform { id, echo } => perform(tx, house, id, echo.as_ref()).await,
        Ask::Pay { id, order, amount } => {
            match create(tx, house, (id, None), (order, *amount)).await? {
                Decision::Payment(_) => perform(tx, house, id, None).await,
                known => Ok(known),
            }
        }
        Ask::Cancel {
            id,
            reason,
            may_refund,
            echo,
        } => cancel(tx, house, (id, *reason, *may_refund), echo.as_ref()).await,
        Ask::Return {
            id,
            order,
            paid,
            back,
        } => give_back(tx, house, id, (order, *paid, *back)).await,
        Ask::Look { id } => match found(tx, house, id).await? {
            Some(payment) => Ok(Decision::Payment(told(&payment))),
            None => Ok(Decision::No(No::NoPayment)),
        },
        Ask::Statement { from_ms, to_ms } => {
            call_off_late(tx, house).await?;
            let all = sql::statement(&mut *tx, house.provider, (*from_ms, *to_ms)).await?;
            Ok(Decision::Payments(all.iter().map(told).collect()))
        }
    }
}

/// Calls off every payment of a provider whose time is over.
///
/// # Errors
/// [`DbError`].
pub async fn call_off_late(tx: &mut Tx, house: House<'_>) -> Result<(), DbError> {
    let Some((span, _)) = house.timeout else {
        return Ok(());
    };
    let before_ms = (tx.now() - span).0;
    for payment in sql::waiting(&mut *tx, house.provider, before_ms).await? {
        call_off_if_late(tx, house, payment).await?;
    }
    Ok(())
}

async fn check(
    tx: &mut Tx,
    house: House<'_>,
    order: &str,
    amount: Option<Tiyin>,
) -> Result<Decision, Error> {
    match payable(tx, house, order, amount).await? {
        Ok(invoice) => Ok(Decision::Payable(invoice.due_tiyin)),
        Err(no) => Ok(Decision::No(no)),
    }
}

/// The invoice, when it can be paid with this sum now.
async fn payable(
    tx: &mut Tx,
    house: House<'_>,
    order: &str,
    amount: Option<Tiyin>,
) -> Result<Result<Invoice, No>, Error> {
    let invoice = sql::by_name(&mut *tx, order).await?;
    let Some(invoice) = invoice.filter(|invoice| invoice.provider == house.provider) else {
        return Ok(Err(No::NoOrder));
    };
    if amount.is_some_and(|amount| amount != invoice.due_tiyin) {
        return Ok(Err(No::OtherSum));
    }
    match invoice.state {
        InvoiceState::Open => {}
        InvoiceState::Paid => return Ok(Err(No::Paid)),
        InvoiceState::Closed | InvoiceState::Refunded => return Ok(Err(No::Closed)),
    }
    if let Some(active) = sql::active(&mut *tx, invoice.id).await? {
        let active = call_off_if_late(tx, house, active).await?;
        if active.state == PaymentState::Created {
            return Ok(Err(No::Held));
        }
    }
    if invoice.expires_at <= tx.now() {
        return Ok(Err(No::Closed));
    }
    Ok(Ok(invoice))
}

pub(super) async fn create(
    tx: &mut Tx,
    house: House<'_>,
    (id, at_ms): (&str, Option<i64>),
    (order, amount): (&str, Tiyin),
) -> Result<Decision, Error> {
    // Two calls at once, or one beside a closing, come one after the other.
    sql::hold(tx, order).await?;
    if let Some(known) = found(tx, house, id).await? {
        return Ok(Decision::Already(told(&known)));
    }
    let now = tx.now();
    let provider_ms = at_ms.unwrap_or(now.0);
    let is_late = house
        .timeout
        .is_some_and(|(span, _)| now.0 - provider_ms > span.0);
    let invoice = match payable(tx, house, order, Some(amount)).await? {
        Ok(invoice) => invoice,
        Err(no) => return Ok(Decision::No(no)),
    };
    if is_late {
        return Ok(Decision::No(No::WrongStage));
    }
    let payment = begin(tx, house.provider, (id, provider_ms), &invoice).await?;
    Ok(Decision::Payment(told(&payment)))
}

/// Writes down that a payment of an invoice begins.
pub(super) async fn begin(
    tx: &mut Tx,
    provider: &str,
    (id, provider_ms): (&str, i64),
    invoice: &Invoice,
) -> Result<Payment, DbError> {
    let payment = Payment {
        id: tx.id(),
        number: sql::next_number(tx, true).await?,
        provider_id: id.to_owned(),
        invoice: invoice.id,
        invoice_name: invoice.name.clone(),
        tiyin: invoice.due_tiyin,
        state: PaymentState::Created,
        provider_ms,
        performed_ms: 0,
        cancelled_ms: 0,
        reason: None,
        created_at: tx.now(),
    };
    sql::insert_payment(tx, &payment, provider).await?;
    Ok(payment)
}

async fn perform(
    tx: &mut Tx,
    house: House<'_>,
    id: &str,
    echo: Option<&Echo>,
) -> Result<Decision, Error> {
    let payment = match meant(tx, house, id, echo).await? {
        Ok(payment) => payment,
        Err(no) => return Ok(Decision::No(no)),
    };
    match payment.state {
        PaymentState::Performed => return Ok(Decision::Already(told(&payment))),
        PaymentState::Cancelled | PaymentState::Refunded => {
            return Ok(Decision::No(No::CalledOff));
        }
        PaymentState::Created => {}
    }
    let at_ms = tx.now().0;
    if !pay(tx, house.provider, &payment).await? {
        // Another process was faster; what it wrote is what is told.
        return again(tx, house, id).await;
    }
    Ok(Decision::Payment(told(&Payment {
        state: PaymentState::Performed,
        performed_ms: at_ms,
        ..payment
    })))
}

/// Makes a payment that was begun true, with all that follows from it; false when
/// it no longer waits.
pub(super) async fn pay(tx: &mut Tx, provider: &str, payment: &Payment) -> Result<bool, Error> {
    let at_ms = tx.now().0;
    if !sql::perform(tx, payment.id, at_ms).await? {
        return Ok(false);
    }
    let invoice = sql::invoice(&mut *tx, payment.invoice).await?;
    let by = (provider, provider, payment.id.to_string());
    settle_paid(tx, &invoice, (by.0, by.1, &by.2)).await?;
    Ok(true)
}

async fn cancel(
    tx: &mut Tx,
    house: House<'_>,
    (id, reason, may_refund): (&str, Option<i64>, bool),
    echo: Option<&Echo>,
) -> Result<Decision, Error> {
    let payment = match meant(tx, house, id, echo).await? {
        Ok(payment) => payment,
        Err(no) => return Ok(Decision::No(no)),
    };
    let to = match payment.state {
        // The first reason and moment stay.
        PaymentState::Cancelled | PaymentState::Refunded => {
            return Ok(Decision::Already(told(&payment)));
        }
        PaymentState::Performed if !may_refund => return Ok(Decision::No(No::Paid)),
        PaymentState::Performed => PaymentState::Refunded,
        PaymentState::Created => PaymentState::Cancelled,
    };
    let at_ms = tx.now().0;
    let steps = (payment.state, to);
    if !sql::end(tx, payment.id, steps, (at_ms, reason)).await? {
        return again(tx, house, id).await;
    }
    if to == PaymentState::Refunded {
        let invoice = sql::invoice(&mut *tx, payment.invoice).await?;
        let by = (house.provider, house.provider, payment.id.to_string());
        settle_refunded(tx, &invoice, (by.0, by.1, &by.2)).await?;
    }
    Ok(Decision::Payment(told(&Payment {
        state: to,
        cancelled_ms: at_ms,
        reason,
        ..payment
    })))
}

/// So much has gone back: the whole takes the days with it, a part is told and
/// written down.
async fn give_back(
    tx: &mut Tx,
    house: House<'_>,
    id: &str,
    (order, paid, back): (&str, Tiyin, Tiyin),
) -> Result<Decision, Error> {
    // Two tells at once come one after the other.
    sql::hold(tx, order).await?;
    let echo = Echo {
        order: order.to_owned(),
        number: None,
        amount: paid,
    };
    let payment = match meant(tx, house, id, Some(&echo)).await? {
        Ok(payment) => payment,
        Err(no) => return Ok(Decision::No(no)),
    };
    match payment.state {
        PaymentState::Refunded => return Ok(Decision::Already(told(&payment))),
        PaymentState::Cancelled => return Ok(Decision::No(No::CalledOff)),
        // What goes back has come, though nobody has told of that yet.
        PaymentState::Created => {
            perform(tx, house, id, None).await?;
        }
        PaymentState::Performed => {}
    }
    if back >= paid {
        return cancel(tx, house, (id, None, true), None).await;
    }
    let invoice = sql::invoice(&mut *tx, payment.invoice).await?;
    let by = (house.provider, house.provider, payment.id.to_string());
    settle_returned(tx, &invoice, (by.0, by.1, &by.2), back).await?;
    again(tx, house, id).await
}

/// How the payment stands after somebody else changed it.
async fn again(tx: &mut Tx, house: House<'_>, id: &str) -> Result<Decision, Error> {
    let payment = sql::payment(&mut *tx, house.provider, id).await?;
    Ok(match payment {
        Some(payment) if payment.state == PaymentState::Performed => {
            Decision::Already(told(&payment))
        }
        Some(payment) => Decision::Payment(told(&payment)),
        None => Decision::No(No::NoPayment),
    })
}

/// The payment, when it is the one that the provider means.
async fn meant(
    tx: &mut Tx,
    house: House<'_>,
    id: &str,
    echo: Option<&Echo>,
) -> Result<Result<Payment, No>, Error> {
    if let Some(echo) = echo
        && sql::by_name(&mut *tx, &echo.order).await?.is_none()
    {
        return Ok(Err(No::NoOrder));
    }
    let Some(payment) = found(tx, house, id).await? else {
        return Ok(Err(No::NoPayment));
    };
    Ok(match echo {
        Some(echo) if echo.order != payment.invoice_name => Err(No::NoOrder),
        Some(echo) if echo.number.is_some_and(|number| number != payment.number) => {
            Err(No::NoPayment)
        }
        Some(echo) if echo.amount != payment.tiyin => Err(No::OtherSum),
        Some(_) | None => Ok(payment),
    })
}

/// The payment as it is now: one whose time is over is called off first.
async fn found(tx: &mut Tx, house: House<'_>, id: &str) -> Result<Option<Payment>, DbError> {
    let Some(payment) = sql::payment(&mut *tx, house.provider, id).await? else {
        return Ok(None);
    };
    call_off_if_late(tx, house, payment).await.map(Some)
}

/// Nobody calls when a payment's time is over, so whoever looks calls it off.
pub(super) async fn call_off_if_late(
    tx: &mut Tx,
    house: House<'_>,
    payment: Payment,
) -> Result<Payment, DbError> {
    let Some((span, reason)) = house.timeout else {
        return Ok(payment);
    };
    let late_ms = payment.provider_ms + span.0;
    let now_ms = tx.now().0;
    if payment.state != PaymentState::Created || now_ms <= late_ms {
        return Ok(payment);
    }
    let steps = (PaymentState::Created, PaymentState::Cancelled);
    let is_ended = sql::end(tx, payment.id, steps, (now_ms, Some(reason))).await?;
    if !is_ended {
        let known = sql::payment(&mut *tx, house.provider, &payment.provider_id).await?;
        return Ok(known.unwrap_or(payment));
    }
    Ok(Payment {
        state: PaymentState::Cancelled,
        cancelled_ms: now_ms,
        reason: Some(reason),
        ..payment
    })
}

/// A payment as its provider is told of it.
pub(super) fn told(payment: &Payment) -> Told {
    Told {
        id: payment.provider_id.clone(),
        ours: payment.id.to_string(),
        number: payment.number,
        order: payment.invoice_name.clone(),
        amount: payment.tiyin,
        stage: match payment.state {
            PaymentState::Created => Stage::Created,
            PaymentState::Performed => Stage::Performed,
            PaymentState::Cancelled => Stage::Cancelled,
            PaymentState::Refunded => Stage::Refunded,
        },
        provider_ms: payment.provider_ms,
        created_ms: payment.created_at.0,
        performed_ms: payment.performed_ms,
        cancelled_ms: payment.cancelled_ms,
        reason: payment.reason,
    }
}
