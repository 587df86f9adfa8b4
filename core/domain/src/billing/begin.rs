//! A payment that we begin: somebody opens the page of an invoice.

use scx_connect::payment::{Decision, No, Told};
use scx_store::{DbError, Tx};

use super::act::{House, call_off_if_late, create, told};
use super::model::{Invoice, InvoiceId, PaymentId, PaymentState};
use super::sql;
use crate::Error;

/// A payment that can be paid now, with its invoice.
#[derive(Clone, Debug)]
pub struct Begun {
    /// The invoice.
    pub invoice: Invoice,
    /// The payment, whose id the provider is told.
    pub payment: Told,
}

/// Begins a payment of an invoice, or gives the one that was begun before and
/// holds it.
///
/// # Errors
/// A fault; a no is a result.
pub async fn begin(
    tx: &mut Tx,
    house: House<'_>,
    id: InvoiceId,
) -> Result<Result<Begun, No>, Error> {
    let invoice = match sql::invoice(&mut *tx, id).await {
        Err(DbError::Missing) => return Ok(Err(No::NoOrder)),
        invoice => invoice?,
    };
    if invoice.provider != house.provider {
        return Ok(Err(No::NoOrder));
    }
    sql::hold(tx, &invoice.name).await?;
    if let Some(active) = sql::active(&mut *tx, id).await? {
        let active = call_off_if_late(tx, house, active).await?;
        if active.state == PaymentState::Created {
            let payment = told(&active);
            return Ok(Ok(Begun { invoice, payment }));
        }
    }
    let own: PaymentId = tx.id();
    let order = (invoice.name.as_str(), invoice.due_tiyin);
    match create(tx, house, (&own.to_string(), None), order).await? {
        Decision::Payment(payment) => Ok(Ok(Begun { invoice, payment })),
        Decision::No(no) => Ok(Err(no)),
        Decision::Payable(_) | Decision::Already(_) | Decision::Payments(_) => {
            Ok(Err(No::WrongStage))
        }
    }
}
