//! Telegram's updates.

use scx_connect::fuzz::update_id;
use scx_connect::payment::{Bill, Charge};
use scx_connect::telegram::{Event, Incoming, Money, parse};
use serde_json::{Value, json};

/// Telegram's names have at most so many characters.
const NAME_CHARS: usize = 64;
/// What an index takes.
const ID_CHARS: usize = 255;
/// Kinds of updates that are messages, in the order in which they are looked for.
const MESSAGES: [&str; 4] = [
    "message",
    "business_message",
    "channel_post",
    "edited_channel_post",
];

/// An update as Telegram posts it, and the same bytes as what a person wrote.
pub fn update(bytes: &[u8]) {
    posted(bytes);
    written(&String::from_utf8_lossy(bytes));
}

fn posted(raw: &[u8]) {
    let id = update_id(raw);
    let Ok(incoming) = parse(raw) else {
        // A webhook would refuse for ever what long polling takes.
        assert_eq!(id, None, "an update with an id was refused");
        return;
    };
    if let Some(id) = id {
        assert_eq!(incoming.update_id, id);
    }
    is_storable(&incoming);
    if let Ok(update) = serde_json::from_slice::<Value>(raw) {
        is_told_by(&incoming, &update);
    }
}

/// What follows from an update is written to a database, and cards show names whole.
fn is_storable(incoming: &Incoming) {
    let json = serde_json::to_string(incoming).expect("an update serialises");
    let again: Incoming = serde_json::from_str(&json).expect("it reads back");
    assert_eq!(&again, incoming);
    if !matches!(incoming.event, Event::Unknown { .. }) {
        let value = serde_json::to_value(incoming).expect("an update serialises");
        assert!(!has_nul(&value), "a NUL in {json}");
    }
    if let Some(person) = &incoming.from {
        let names = [Some(&person.first_name), person.last_name.as_ref()];
        let is_short = |name: &String| name.chars().count() <= NAME_CHARS;
        assert!(names.into_iter().flatten().all(is_short), "a long name");
    }
}

fn has_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(all) => all.iter().any(has_nul),
        Value::Object(all) => all.values().any(has_nul),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Compares with the JSON, looked at without our reader.
fn is_told_by(incoming: &Incoming, update: &Value) {
    assert_eq!(Some(incoming.update_id), update["update_id"].as_i64());
    if let Event::Money(money) = &incoming.event {
        is_exact(money, update);
    }
    let message = &update["message"];
    if !message.is_object() {
        return;
    }
    let chat = incoming.chat.map(|chat| chat.id);
    // A message inside of the message would be a tap's.
    if !message["message"].is_object() {
        assert_eq!(chat, message["chat"]["id"].as_i64());
    }
    let (Some(id), Some(text)) = (message["message_id"].as_i64(), message["text"].as_str()) else {
        return;
    };
    match &incoming.event {
        Event::Text {
            message,
            text: read,
            ..
        } => {
            assert_eq!(*message, id);
            assert_eq!(*read, text.replace('\0', ""));
        }
        other => panic!("a text was read as {other:?}"),
    }
}

/// Sums, orders and ids of payments are those of the update.
fn is_exact(money: &Money, update: &Value) {
    let mut messages = MESSAGES.iter().map(|kind| &update[*kind]);
    let about = messages.find(|body| body.is_object());
    let about = about.unwrap_or(&Value::Null);
    match money {
        Money::Asked { query, bill } => {
            let asked = &update["pre_checkout_query"];
            is_id(query, &asked["id"]);
            is_billed(bill, asked);
        }
        Money::Taken { message, charge } => {
            assert_eq!(about["message_id"], json!(message));
            is_charged(charge, &about["successful_payment"]);
        }
        Money::Back { message, charge } => {
            assert_eq!(about["message_id"], json!(message));
            assert!(!about["successful_payment"].is_object(), "taken, not back");
            is_charged(charge, &about["refunded_payment"]);
        }
    }
}

fn is_charged(charge: &Charge, told: &Value) {
    is_id(&charge.id, &told["telegram_payment_charge_id"]);
    if !charge.provider_id.is_empty() {
        is_id(&charge.provider_id, &told["provider_payment_charge_id"]);
    }
    is_billed(&charge.bill, told);
}

fn is_billed(bill: &Bill, told: &Value) {
    assert_eq!(told["total_amount"], json!(bill.amount));
    is_id(&bill.currency, &told["currency"]);
    let order = told["invoice_payload"].as_str().expect("an order");
    let order = order.chars().filter(|c| *c != '\0').take(ID_CHARS);
    assert_eq!(bill.order, order.collect::<String>());
}

fn is_id(id: &str, told: &Value) {
    assert!((1..=ID_CHARS).contains(&id.chars().count()), "{id:?}");
    assert_eq!(
        told.as_str().map(|told| told.replace('\0', "")).as_deref(),
        Some(id)
    );
}

/// No word of a person is lost or changed.
fn written(words: &str) {
    let update = json!({
        "update_id": 7,
        "message": {
            "message_id": 5, "date": 1_795_230_000,
            "chat": {"id": 42, "type": "private"},
            "from": {"id": 42, "is_bot": false, "first_name": words},
            "text": words,
        },
    });
    let incoming = parse(update.to_string().as_bytes()).expect("an update");
    let Event::Text { text, .. } = &incoming.event else {
        panic!("a text was read as {:?}", incoming.event);
    };
    assert_eq!(*text, words.replace('\0', ""));
    is_storable(&incoming);
    tapped(words);
}

fn tapped(data: &str) {
    let update = json!({
        "update_id": 8,
        "callback_query": {
            "id": "1", "from": {"id": 42, "is_bot": false, "first_name": "A"}, "data": data,
            "message": {"message_id": 5, "chat": {"id": 42, "type": "private"}},
        },
    });
    let incoming = parse(update.to_string().as_bytes()).expect("an update");
    match incoming.event {
        Event::Tap { data: read, .. } => assert_eq!(read, data.replace('\0', "")),
        other => panic!("a tap was read as {other:?}"),
    }
}
