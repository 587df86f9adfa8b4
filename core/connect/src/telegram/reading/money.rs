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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telegram::parse;

    fn event(json: &str) -> Event {
        parse(json.as_bytes()).unwrap().event
    }

    fn bill() -> Bill {
        Bill {
            order: String::from("SCX-000001"),
            currency: String::from("XTR"),
            amount: 1_800,
        }
    }

    const BILL: &str = r#""currency":"XTR","total_amount":1800,"invoice_payload":"SCX-000001""#;

    #[test]
    fn a_question_before_a_payment_names_who_asks_and_what_for() {
        let from = r#"{"id":7,"is_bot":false,"first_name":"L"}"#;
        let json = format!(
            r#"{{"update_id":5,"pre_checkout_query":{{"id":"9","from":{from},{BILL},"order_info":null}}}}"#
        );
        let incoming = parse(json.as_bytes()).unwrap();
        assert_eq!((incoming.chat, incoming.from.unwrap().id), (None, 7));
        let asked = Money::Asked {
            query: String::from("9"),
            bill: bill(),
        };
        assert_eq!(incoming.event, Event::Money(asked));
    }

    #[test]
    fn money_that_came_and_money_that_went_are_told_apart() {
        let told = |kind: &str, more: &str| {
            event(&format!(
                r#"{{"update_id":5,"message":{{"message_id":10,"date":0,"chat":{{"id":7,"type":"private"}},
                    "{kind}":{{{BILL},"telegram_payment_charge_id":"stx1"{more}}}}}}}"#
            ))
        };
        let charge = |provider_id: &str| Charge {
            id: String::from("stx1"),
            provider_id: provider_id.to_owned(),
            bill: bill(),
        };
        let message = 10;
        let taken = Money::Taken {
            message,
            charge: charge("7_1"),
        };
        let provider = r#","provider_payment_charge_id":"7_1","order_info":null"#;
        assert_eq!(told("successful_payment", provider), Event::Money(taken));
        let back = Money::Back {
            message,
            charge: charge(""),
        };
        assert_eq!(told("refunded_payment", ""), Event::Money(back));
    }

    #[test]
    fn what_no_index_can_hold_is_no_payment() {
        let long = "9".repeat(MOST_ID_CHARS + 1);
        for id in ["", &long] {
            let json = format!(r#"{{"update_id":5,"pre_checkout_query":{{"id":"{id}",{BILL}}}}}"#);
            assert!(matches!(event(&json), Event::Unknown { .. }), "{id}");
        }
    }
}
