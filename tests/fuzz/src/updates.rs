//! Telegram's updates.

use scx_connect::fuzz::update_id;
use scx_connect::telegram::{Event, Incoming, parse};
use serde_json::{Value, json};

/// Telegram's names have at most so many characters.
const NAME_CHARS: usize = 64;

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
