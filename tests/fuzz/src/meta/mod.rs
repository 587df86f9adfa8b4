//! What Meta posts about WhatsApp and Instagram, also with the signature that it
//! would have made.

mod parts;
mod words;

use std::collections::BTreeSet;

use hmac::{Hmac, KeyInit, Mac};
use scx_connect::meta::{Content, Event, Messenger, Notice, split, stored};
use scx_kit::Secret;
use scx_webhooks::fuzz::notices;
use serde::de::IgnoredAny;
use serde_json::{Value, json};
use sha2::Sha256;

use crate::input::Values;

const SECRET: &str = "0f3c2a57b1d94e6688a1c2f3d4e5f607";
/// The secret of another app.
const ANOTHER: &str = "9b1d94e6688a1c2f3d4e5f6070f3c2a5";
/// What an index takes.
const ID_CHARS: usize = 255;
/// The longest word before an id in a key.
const SORT_CHARS: usize = 16;
/// Nothing of Meta's is nested like this.
const DEEPEST: usize = 100;

/// The header `X-Hub-Signature-256` and a body; the same bytes as what a person
/// wrote.
pub fn meta(bytes: &[u8]) {
    let mut values = Values::of(bytes);
    let header = values.bytes();
    let body = values.rest();
    for messenger in Messenger::ALL {
        is_believed(messenger, header, body);
        is_read(messenger, body);
    }
    written(&String::from_utf8_lossy(bytes));
}

/// Nothing unsigned is looked at.
fn is_believed(messenger: Messenger, header: &[u8], body: &[u8]) {
    let secret = |secret: &str| Secret::new(secret.to_owned());
    let (ours, another, none) = (secret(SECRET), secret(ANOTHER), secret(""));
    let heard =
        |secrets: &[&Secret<String>], header: &[u8]| notices(messenger, secrets, header, body);
    let right = signature(SECRET, body);
    // Nobody guesses it, but what was found may be replayed.
    let said = String::from_utf8_lossy(header).to_ascii_lowercase();
    if !said.contains(&right) {
        assert_eq!(heard(&[&ours], header), None, "{said}");
    }
    let signed = |secret: &str, body: &[u8]| format!("sha256={}", signature(secret, body));
    let more = [body, b" "].concat();
    let wrong = [
        right.clone(),
        format!("sha1={right}"),
        format!("sha256={right}00"),
        format!("sha256={}", &right[2..]),
        signed(ANOTHER, body),
        signed("", body),
        signed(SECRET, &more),
    ];
    for wrong in wrong {
        assert_eq!(heard(&[&ours, &none], wrong.as_bytes()), None, "{wrong}");
    }
    let right = format!("sha256={right}");
    assert_eq!(heard(&[], right.as_bytes()), None);
    assert_eq!(heard(&[&another], right.as_bytes()), None);
    let read = Some(split(messenger, body).unwrap_or_default());
    assert_eq!(heard(&[&ours], right.as_bytes()), read);
    assert_eq!(heard(&[&another, &ours], right.as_bytes()), read);
}

fn signature(secret: &str, body: &[u8]) -> String {
    let mut keyed = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("a key");
    keyed.update(body);
    let digest = keyed.finalize().into_bytes();
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn is_read(messenger: Messenger, body: &[u8]) {
    let Ok(notices) = split(messenger, body) else {
        let is_json = serde_json::from_slice::<IgnoredAny>(body).is_ok();
        assert!(!is_json || depth(body) > DEEPEST, "JSON was refused");
        return;
    };
    let words = words::of(body);
    for notice in &notices {
        is_storable(notice);
        if let Some(words) = &words {
            is_of_the_body(notice, words);
        }
    }
    // Numbers of other sorts and what a database refuses are not kept as they came.
    if let Ok(body) = serde_json::from_slice::<Value>(body)
        && is_plain(&body)
    {
        parts::is_told_by(messenger, &notices, &body);
    }
}

/// No more than what is nested here, whether it is closed or not.
fn depth(body: &[u8]) -> usize {
    body.iter()
        .filter(|byte| matches!(byte, b'[' | b'{'))
        .count()
}

/// What is written to the inbox reads back as it was, and a database takes it.
fn is_storable(notice: &Notice) {
    let (bytes, event) = (notice.bytes(), notice.event());
    let value: Value = serde_json::from_slice(&bytes).expect("JSON");
    assert!(!has_nul(&value), "a NUL in {value}");
    assert_eq!(stored(&bytes), Some((notice.messenger, event)), "{value}");
    let key = &notice.key;
    let is_key = !key.is_empty() && key.chars().count() <= SORT_CHARS + ID_CHARS;
    assert!(is_key && !key.contains('\0'), "{key:?}");
    for id in [&notice.account, &notice.conversation] {
        is_id(id);
    }
}

/// An id stands in an index.
fn is_id(id: &str) {
    let is_short = id.chars().count() <= ID_CHARS;
    assert!(is_short && !id.contains('\0'), "{id:?}");
}

/// Ids and words are those of the body, as they are written.
fn is_of_the_body(notice: &Notice, words: &BTreeSet<String>) {
    let event = notice.event();
    let said = words::said(&event);
    for id in &said.ids {
        is_id(id);
    }
    let places = [&notice.account, &notice.conversation].map(String::as_str);
    for word in places.into_iter().chain(said.ids).chain(said.words) {
        let is_theirs = word.is_empty() || words.contains(word);
        assert!(is_theirs, "{word:?} is not in the body, {event:?}");
    }
}

fn has_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(all) => all.iter().any(has_nul),
        Value::Object(all) => all
            .iter()
            .any(|(name, value)| name.contains('\0') || has_nul(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Whether it is kept as it came.
fn is_plain(value: &Value) -> bool {
    !has_nul(value) && !has_fraction(value)
}

fn has_fraction(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.is_f64(),
        Value::Array(all) => all.iter().any(has_fraction),
        Value::Object(all) => all.values().any(has_fraction),
        Value::Null | Value::Bool(_) | Value::String(_) => false,
    }
}

/// No word of a person is lost or changed.
fn written(words: &str) {
    let of_whatsapp = json!({"object": "whatsapp_business_account", "entry": [
        {"id": "310000000000041", "changes": [{"field": "messages", "value": {
            "metadata": {"phone_number_id": "106540352240017"},
            "contacts": [{"profile": {"name": words}, "wa_id": "998900000011"}],
            "messages": [{"from": "998900000011", "id": "wamid.1", "timestamp": "1795230000",
                "type": "text", "text": {"body": words}}]}}]}]});
    let of_instagram = json!({"object": "instagram", "entry": [
        {"id": "17841400000000107", "time": 1_795_230_000_000_i64, "messaging": [
            {"sender": {"id": "9200000000000011"}, "recipient": {"id": "17841400000000107"},
                "timestamp": 1_795_230_000_000_i64, "message": {"mid": "m1", "text": words}}]}]});
    let expected = words.replace('\0', "");
    for (messenger, body) in [
        (Messenger::WhatsApp, of_whatsapp),
        (Messenger::Instagram, of_instagram),
    ] {
        let notices = split(messenger, body.to_string().as_bytes()).expect("JSON");
        let [notice] = &notices[..] else {
            panic!("{} notices of one text", notices.len());
        };
        is_storable(notice);
        match notice.event() {
            Event::Message(message) => assert_eq!(message.content, Content::Text(expected.clone())),
            // Nothing was written.
            Event::Unknown { .. } if expected.is_empty() => {}
            other => panic!("a text was read as {other:?}"),
        }
    }
}
