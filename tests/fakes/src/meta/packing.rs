//! Webhook bodies: how events are put together, written and signed.

use std::fmt::Write as _;

use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use super::events::{Event, Part};
use crate::common::hex;

/// How several events share one body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// An entry for each event, also for the same account.
    Entries,
    /// An entry for each account, with a change or messaging item for each event.
    Changes,
    /// As `Changes`, and messages of one WhatsApp number share one value.
    Values,
}

/// The body of a webhook.
pub(super) fn body(events: &[Event], packing: Packing) -> String {
    let object = events.first().map_or("", |event| event.product.object());
    let mut entries: Vec<Value> = Vec::new();
    for event in events {
        if let Part::Flat { field, value } = &event.part {
            let (id, time) = (&event.entry_id, event.entry_time);
            entries.push(json!({"id": id, "time": time, "field": field, "value": value}));
            continue;
        }
        let same = entries.iter_mut().find(|entry| {
            let is_full = packing == Packing::Entries || entry["field"].is_string();
            !is_full && entry["id"] == event.entry_id.as_str()
        });
        match same {
            Some(entry) => add(entry, event, packing),
            None => {
                let mut entry = json!({"id": event.entry_id, "time": event.entry_time});
                add(&mut entry, event, packing);
                entries.push(entry);
            }
        }
    }
    ascii(&json!({"object": object, "entry": entries}))
}

fn add(entry: &mut Value, event: &Event, packing: Packing) {
    let (list, item) = match &event.part {
        Part::Change { field, value } | Part::Flat { field, value } => {
            ("changes", json!({"field": field, "value": value}))
        }
        Part::Messaging(item) => ("messaging", item.clone()),
    };
    if !entry[list].is_array() {
        entry[list] = json!([]);
    }
    let Some(items) = entry[list].as_array_mut() else {
        return;
    };
    if packing == Packing::Values {
        let twin = items
            .iter_mut()
            .find(|other| item["field"] == "messages" && shares_value(other, &item));
        if let Some(twin) = twin {
            return join(twin, &item);
        }
    }
    items.push(item);
}

fn shares_value(one: &Value, other: &Value) -> bool {
    one["field"] == other["field"] && one["value"]["metadata"] == other["value"]["metadata"]
}

/// Puts the second change's lists behind the first one's.
fn join(into: &mut Value, from: &Value) {
    for list in ["contacts", "messages", "statuses"] {
        let Some(more) = from["value"][list].as_array() else {
            continue;
        };
        let mut all = into["value"][list].as_array().cloned().unwrap_or_default();
        for item in more {
            // One person is listed once, however much they wrote.
            if list != "contacts" || !all.contains(item) {
                all.push(item.clone());
            }
        }
        into["value"][list] = Value::from(all);
    }
}

/// Meta writes everything outside of ASCII as escapes with small letters, and
/// escapes slashes.
pub(super) fn ascii(json: &Value) -> String {
    let mut written = String::new();
    for letter in json.to_string().chars() {
        match letter {
            '/' => written.push_str("\\/"),
            letter if letter.is_ascii() => written.push(letter),
            letter => {
                for unit in letter.encode_utf16(&mut [0; 2]) {
                    write!(written, "\\u{unit:04x}").expect("writing to a string succeeds");
                }
            }
        }
    }
    written
}

/// `sha256=` and the keyed hash of the bytes.
pub fn signature(secret: &str, body: &[u8]) -> String {
    let mut keyed = Hmac::<Sha256>::new_from_slice(secret.as_bytes())
        .expect("this hash takes keys of any length");
    keyed.update(body);
    format!("sha256={}", hex(&keyed.finalize().into_bytes()))
}
