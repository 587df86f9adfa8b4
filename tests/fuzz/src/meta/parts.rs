//! A body told in one is told as its parts are, each in a body of its own: no
//! part is lost, none costs or changes another.

use scx_connect::meta::{Content, Event, Message, Messenger, Notice, split};
use serde_json::{Value, json};

/// Bodies of parts are nested a little deeper than the whole.
const DEEPEST: usize = super::DEEPEST - 10;
/// The lists of a change on WhatsApp, in the order in which they are told.
const LISTS: [&str; 6] = [
    "messages",
    "statuses",
    "message_echoes",
    "user_preferences",
    "user_id_update",
    "errors",
];
/// The lists of an entry on Instagram, in the order in which they are told.
const ITEMS: [&str; 3] = ["messaging", "standby", "changes"];

pub(super) fn is_told_by(messenger: Messenger, notices: &[Notice], body: &Value) {
    if super::depth(body.to_string().as_bytes()) > DEEPEST {
        return;
    }
    let mut parts = Vec::new();
    for body in items(body) {
        for entry in items(&body["entry"]) {
            parts.extend(of_entry(messenger, &body["object"], entry));
        }
    }
    assert_eq!(told(&parts), told(notices), "{body}");
}

/// What is told of one thing.
type Told<'n> = (&'n str, &'n str, Event);

fn told(notices: &[Notice]) -> Vec<Told<'_>> {
    let told = |notice: &Notice| notice.event();
    notices
        .iter()
        .map(|notice| (&*notice.account, &*notice.conversation, told(notice)))
        .collect()
}

/// A list's elements; an object in its place is the only one.
fn items(value: &Value) -> &[Value] {
    match value {
        Value::Array(items) => items,
        Value::Object(_) => std::slice::from_ref(value),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => &[],
    }
}

fn of_entry(messenger: Messenger, object: &Value, entry: &Value) -> Vec<Notice> {
    let ours = match messenger {
        Messenger::WhatsApp => "whatsapp_business_account",
        Messenger::Instagram => "instagram",
    };
    if object.is_string() && object != ours {
        let body = json!({"object": object, "entry": [entry]});
        let other = split(messenger, body.to_string().as_bytes()).expect("JSON");
        assert_eq!(other.len(), 1, "{entry}");
        is_raw(&other[0], entry);
        return other;
    }
    let mut parts = Vec::new();
    match messenger {
        Messenger::WhatsApp => {
            for change in items(&entry["changes"]) {
                parts.extend(of_change(entry, change));
            }
        }
        Messenger::Instagram => {
            for list in ITEMS {
                for item in items(&entry[list]) {
                    parts.push(of_item(entry, list, item));
                }
            }
        }
    }
    parts.extend(of_rest(messenger, entry));
    parts
}

/// What is told of an entry.
fn read(messenger: Messenger, entry: &Value) -> Vec<Notice> {
    let body = json!({"entry": [entry]});
    split(messenger, body.to_string().as_bytes()).expect("JSON")
}

/// An entry that has this part only.
fn with(entry: &Value, list: &str, item: &Value) -> Value {
    json!({"id": entry["id"], "time": entry["time"], list: [item]})
}

fn of_item(entry: &Value, list: &str, item: &Value) -> Notice {
    let mut told = read(Messenger::Instagram, &with(entry, list, item));
    assert_eq!(told.len(), 1, "{item}");
    let notice = told.remove(0);
    let kept = kept(&notice);
    let is_raw = kept == *item || list == "changes" && kept == item["value"];
    assert!(is_raw, "{item} was kept as {kept}");
    notice
}

/// What is left of an entry without its lists: a change of its own, and what
/// nobody knows.
fn of_rest(messenger: Messenger, entry: &Value) -> Vec<Notice> {
    let (lists, known): (&[&str], &[&str]) = match messenger {
        Messenger::WhatsApp => (&["changes"], &["id", "time", "uid"]),
        Messenger::Instagram => (&ITEMS, &["id", "time", "uid", "field", "value"]),
    };
    let mut rest = entry.as_object().cloned().unwrap_or_default();
    rest.retain(|name, _| !lists.contains(&name.as_str()));
    let is_change = messenger == Messenger::Instagram
        && (entry["field"].is_string() || entry["value"].is_object());
    let is_new =
        |(name, part): (&String, &Value)| !known.contains(&&**name) && !items(part).is_empty();
    let is_more = rest.iter().any(is_new);
    let told = read(messenger, &Value::Object(rest));
    let expected = usize::from(is_change) + usize::from(is_more);
    assert_eq!(told.len(), expected, "{entry}");
    told
}

/// A change is told as a whole or as what stands in its lists.
fn of_change(entry: &Value, change: &Value) -> Vec<Notice> {
    let of = |change: &Value| read(Messenger::WhatsApp, &with(entry, "changes", change));
    let told = of(change);
    let (field, value) = (&change["field"], &change["value"]);
    let things: Vec<(&str, &Value)> = LISTS
        .iter()
        .flat_map(|list| items(&value[*list]).iter().map(|thing| (*list, thing)))
        .collect();
    if field == "history" {
        let old = things
            .iter()
            .filter(|(list, _)| matches!(*list, "messages" | "message_echoes"));
        assert_eq!(told.len(), old.count().max(1), "{change}");
        return told;
    }
    let is_empty = |list: &&str| {
        value
            .get(*list)
            .is_some_and(|l| l.is_null() || *l == json!([]))
    };
    match told.len() {
        0 => assert!(things.is_empty() && LISTS.iter().any(is_empty), "{change}"),
        1 if things.len() != 1 => is_raw(&told[0], change),
        count => assert_eq!(count, things.len(), "{change}"),
    }
    let is_named = word(&value["metadata"]["phone_number_id"]).is_some();
    if field == "messages" && is_named && !things.is_empty() {
        assert_eq!(told.len(), things.len(), "{change}");
        for ((list, thing), notice) in things.iter().zip(&told) {
            is_raw(notice, thing);
            let mut alone = change.clone();
            let parts = alone["value"].as_object_mut().expect("it has lists");
            parts.retain(|name, _| !LISTS.contains(&name.as_str()));
            parts.insert((*list).to_owned(), json!([thing]));
            let (alone, notice) = (of(&alone), std::slice::from_ref(notice));
            assert_eq!(self::told(&alone), self::told(notice), "{thing}");
            if *list == "messages" {
                is_said_by(&notice[0].event(), thing, value);
            }
        }
    }
    told
}

/// A text on WhatsApp is that of its message, and of nobody but its sender.
fn is_said_by(event: &Event, thing: &Value, value: &Value) {
    let (Some(from), Some(words)) = (word(&thing["from"]), thing["text"]["body"].as_str()) else {
        return;
    };
    if thing["type"] != "text" {
        return;
    }
    let Event::Message(Message {
        id,
        from: person,
        content,
        ..
    }) = event
    else {
        panic!("a text was read as {event:?}");
    };
    assert_eq!(*content, Content::Text(words.to_owned()));
    assert_eq!(*id, word(&thing["id"]).unwrap_or_default());
    assert_eq!(person.phone.as_ref(), Some(&from));
    let contacts = items(&value["contacts"]);
    let theirs = |contact: &&Value| {
        let own = word(&thing["from_user_id"]);
        contacts.len() == 1
            || word(&contact["wa_id"]).as_ref() == Some(&from)
            || own.is_some() && word(&contact["user_id"]) == own
    };
    let named = contacts.iter().filter(theirs);
    let mut ids: Vec<_> = named
        .filter_map(|contact| word(&contact["user_id"]))
        .collect();
    ids.extend(word(&thing["from_user_id"]));
    ids.push(from);
    assert!(ids.contains(&person.id), "{person:?} is not in {value}");
}

/// A text or a number that an index takes.
fn word(value: &Value) -> Option<String> {
    let word = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => return None,
    };
    (1..=super::ID_CHARS)
        .contains(&word.chars().count())
        .then_some(word)
}

/// What a notice keeps of its thing.
fn kept(notice: &Notice) -> Value {
    let mut stored: Value = serde_json::from_slice(&notice.bytes()).expect("JSON");
    stored["envelope"]["item"].take()
}

fn is_raw(notice: &Notice, item: &Value) {
    assert_eq!(kept(notice), *item, "not kept as it came");
}
