//! Payments in updates. What lacks a part is no payment that could be settled, and
//! stays visible as unknown.

use super::{Object, integer, object, text};
use crate::payment::{Bill, Charge};
use crate::telegram::incoming::Event;
use crate::telegram::money::Money;

/// Longer ids fit into no index; Telegram's have about a hundred characters.
const MOST_ID_CHARS: usize = 255;

pub(super) fn asked(body: &Object) -> Option<Event> {
    Some(Event::Money(Money::Asked {
        query: id(body, "id")?,
        bill: bill(body)?,
    }))
}

/// What a message says of money that moved.
pub(super) fn moved(body: &Object, message: i64) -> Option<Event> {
    if let Some(taken) = object(body, "successful_payment") {
        let charge = charge(taken)?;
        return Some(Event::Money(Money::Taken { message, charge }));
    }
    let charge = charge(object(body, "refunded_payment")?)?;
    Some(Event::Money(Money::Back { message, charge }))
}

fn charge(body: &Object) -> Option<Charge> {
    Some(Charge {
        id: id(body, "telegram_payment_charge_id")?,
        provider_id: id(body, "provider_payment_charge_id").unwrap_or_default(),
        bill: bill(body)?,
    })
}

fn bill(body: &Object) -> Option<Bill> {
    Some(Bill {
        order: text(body, "invoice_payload")?
            .chars()
            .take(MOST_ID_CHARS)
            .collect(),
        currency: id(body, "currency")?,
        amount: integer(body, "total_amount")?,
    })
}

fn id(body: &Object, key: &str) -> Option<String> {
    text(body, key).filter(|id| (1..=MOST_ID_CHARS).contains(&id.chars().count()))
}
