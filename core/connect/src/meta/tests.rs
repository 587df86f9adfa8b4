//! Single bodies; the whole tables are read in `tests/channels`.

use serde_json::{Value, json};

use super::*;

fn whatsapp(value: Value) -> Vec<Event> {
    let body = json!({"object": "whatsapp_business_account", "entry": [
        {"id": "1029", "changes": [{"field": "messages", "value": value}]}]});
    events(Messenger::WhatsApp, &body)
}

fn instagram(item: Value) -> Vec<Event> {
    let body = json!({"object": "instagram", "entry": [
        {"id": "17841400000000001", "time": 1_795_230_000, "messaging": [item]}]});
    events(Messenger::Instagram, &body)
}

fn events(messenger: Messenger, body: &Value) -> Vec<Event> {
    let notices = split(messenger, body.to_string().as_bytes()).expect("JSON");
    let read = |notice: &Notice| {
        let event = notice.event();
        // The inbox gives back what came in.
        assert_eq!(stored(&notice.bytes()), Some((messenger, event.clone())));
        event
    };
    notices.iter().map(read).collect()
}

#[test]
fn a_person_without_a_phone_number_is_known_by_the_id_within_the_business() {
    let value = json!({
        "metadata": {"phone_number_id": "106540352242922"},
        "contacts": [{"profile": {"name": "Dilnoza", "username": "dilnoza"}, "user_id": "UZ.17"}],
        "messages": [{"from_user_id": "UZ.17", "id": "wamid.A", "timestamp": "1795230000",
            "type": "text", "text": {"body": "Narxi qancha?"}}]});
    let [Event::Message(message)] = &whatsapp(value)[..] else {
        panic!("a message");
    };
    assert_eq!(message.from.id, "UZ.17");
    assert_eq!(message.from.phone, None);
    assert_eq!(message.from.username.as_deref(), Some("dilnoza"));
    assert_eq!(message.at_ms, Some(1_795_230_000_000));
    assert_eq!(message.content, Content::Text("Narxi qancha?".to_owned()));
}

#[test]
fn one_odd_thing_costs_none_of_the_others() {
    let value = json!({
        "metadata": {"phone_number_id": 106_540_352_242_922_i64},
        "messages": [
            {"from": 998_901_234_567_i64, "id": "wamid.A", "type": "text", "text": null},
            {"from": "998901234567", "id": "wamid.B", "type": "hologram", "hologram": {}},
            null,
            {"from": "998901234567", "id": "wamid.C", "type": "text", "text": {"body": "bor"}}],
        "statuses": {"id": "wamid.D", "status": "failed", "recipient_id": "998901234567",
            "errors": [{"code": "131047", "title": "Re-engagement message"}]}});
    let kinds: Vec<&str> = whatsapp(value).iter().map(Event::kind).collect();
    assert_eq!(kinds, ["unknown", "unknown", "unknown", "text", "status"]);
}

#[test]
fn a_message_its_deletion_and_its_echo_have_keys_of_their_own() {
    let about = |message: Value| {
        let body = json!({"entry": [{"id": "1", "messaging": [
            {"sender": {"id": "7"}, "recipient": {"id": "1"}, "message": message}]}]});
        let notices = split(Messenger::Instagram, body.to_string().as_bytes()).expect("JSON");
        (notices[0].key.clone(), notices[0].conversation.clone())
    };
    let said = about(json!({"mid": "m1", "text": "salom"}));
    let deleted = about(json!({"mid": "m1", "is_deleted": true}));
    let echo = about(json!({"mid": "m1", "is_echo": true, "text": "salom"}));
    assert_ne!(said.0, deleted.0);
    assert_ne!(said.0, echo.0);
    assert_eq!((said.1.as_str(), echo.1.as_str()), ("7", "1"));
}

#[test]
fn what_has_no_id_is_known_by_all_of_its_content() {
    let read = json!({"sender": {"id": "7"}, "recipient": {"id": "1"},
        "timestamp": 1_795_230_000_000_i64, "read": {"mid": "m1"}});
    assert_eq!(instagram(read.clone()).len(), 1);
    let key = |item: &Value| {
        let body = json!({"entry": [{"id": "1", "messaging": [item]}]});
        let notices = split(Messenger::Instagram, body.to_string().as_bytes()).expect("JSON");
        notices[0].key.clone()
    };
    let mut later = read.clone();
    later["timestamp"] = json!(1_795_230_000_001_i64);
    assert_eq!(key(&read), key(&read.clone()));
    assert_ne!(key(&read), key(&later));
}

#[test]
fn only_what_is_no_json_is_refused() {
    assert!(split(Messenger::WhatsApp, b"<html>").is_err());
    for body in ["null", "[]", "{}", "{\"entry\": []}", "{\"entry\": null}"] {
        assert_eq!(
            split(Messenger::WhatsApp, body.as_bytes())
                .expect("JSON")
                .len(),
            0
        );
    }
    for odd in [
        "{\"entry\": {\"id\": 5, \"holograms\": [{}]}}",
        "{\"entry\": [{\"changes\": {\"field\": \"holograms\"}}]}",
    ] {
        let notices = split(Messenger::WhatsApp, odd.as_bytes()).expect("JSON");
        assert_eq!(notices.len(), 1, "{odd}");
        assert_eq!(notices[0].event().kind(), "unknown");
    }
}

/// A body of Instagram with one message, its fields as they are given.
fn raw(sender: &str, mid: &str, words: &str) -> String {
    format!(
        r#"{{"entry": [{{"id": "1", "messaging": [
            {{"sender": {{"id": {sender}}}, "message": {{"mid": {mid}, "text": {words}}}}}]}}]}}"#
    )
}

#[test]
fn half_a_sign_or_a_number_beyond_all_bounds_costs_no_message() {
    for (words, expected) in [
        (r#""bor\ud83d""#, "bor\u{fffd}"),
        (r#""bo\u0000r""#, "bor"),
        (r#""bor", "of_next_year": 1e999"#, "bor"),
    ] {
        let body = raw("7", r#""m1""#, words);
        let notices = split(Messenger::Instagram, body.as_bytes()).expect("JSON");
        let Event::Message(message) = notices[0].event() else {
            panic!("a message");
        };
        assert_eq!(message.content, Content::Text(expected.to_owned()));
    }
}

#[test]
fn ids_are_never_rounded_and_always_fit_an_index() {
    let told = |sender: &str, mid: &str| {
        let body = raw(sender, mid, r#""bor""#);
        let notices = split(Messenger::Instagram, body.as_bytes()).expect("JSON");
        let notice = notices.into_iter().next().expect("a notice");
        (notice.key, notice.conversation)
    };
    let (key, conversation) = told("9007199254740993", "18446744073709551616");
    assert_eq!(key, "message:18446744073709551616");
    assert_eq!(conversation, "9007199254740993");
    assert_eq!(told(r#""7\u0000""#, "1").1, "7");
    let long = format!("\"{}\"", "m".repeat(256));
    let (key, conversation) = told(&long, &long);
    assert!(key.len() < 64 && conversation.is_empty(), "{key}");
}

#[test]
fn what_stands_nowhere_on_the_map_is_no_place() {
    let at = |latitude: &str| {
        let message = json!({"from": "7", "id": "m", "type": "location",
            "location": {"latitude": latitude, "longitude": "69.2"}});
        let value = json!({"metadata": {"phone_number_id": "1"}, "messages": [message]});
        whatsapp(value)[0].kind()
    };
    assert_eq!(
        (at("41.3"), at("NaN"), at("inf")),
        ("location", "unknown", "unknown")
    );
}

#[test]
fn nobody_is_known_by_the_card_of_another() {
    let value = json!({"metadata": {"phone_number_id": "1"},
        "contacts": [{"wa_id": "8", "user_id": "UZ.8"}, {"wa_id": "9", "user_id": "UZ.9"}],
        "messages": [{"from": "7", "id": "m", "type": "text", "text": {"body": "bor"}}]});
    let [Event::Message(message)] = &whatsapp(value)[..] else {
        panic!("a message");
    };
    assert_eq!(
        (message.from.id.as_str(), message.from.name.as_ref()),
        ("7", None)
    );
}

#[test]
fn a_value_without_lists_or_a_field_is_kept() {
    let odd = json!({"metadata": {"phone_number_id": "1"}, "messages": "bor"});
    assert_eq!(whatsapp(odd)[0].kind(), "unknown");
    let value = json!({"sender": {"id": "7"}, "message": {"mid": "m", "text": "bor"}});
    let body = json!({"entry": [{"id": "1", "value": value}]});
    assert_eq!(events(Messenger::Instagram, &body)[0].kind(), "text");
}

#[test]
fn own_comments_are_told_from_those_of_customers() {
    let comment = |from: Value| {
        let value = json!({"id": "c1", "text": "narxi?", "from": from, "media": {"id": "p1"}});
        let body = json!({"entry": [{"id": "17841400000000001",
            "changes": [{"field": "comments", "value": value}]}]});
        events(Messenger::Instagram, &body)[0].kind()
    };
    assert_eq!(
        comment(json!({"id": "900", "username": "xaridor"})),
        "comment"
    );
    assert_eq!(comment(json!({"id": "17841400000000001"})), "own_comment");
    let scoped = json!({"id": "901", "self_ig_scoped_id": "901"});
    assert_eq!(comment(scoped), "own_comment");
}

/// The bodies of `tests/bodies` and what a reader understands in each.
fn bodies(messenger: Messenger) -> Vec<(String, Value, Vec<String>)> {
    let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = here.join("../../tests/bodies").join(messenger.word());
    let table = std::fs::read_to_string(folder.join("expected.tsv")).expect("a table");
    let rows = table.lines().filter(|line| line.contains(".json"));
    let rows = rows.map(|row| {
        let (file, kinds) = row.split_once('\t').expect("two columns");
        let body = std::fs::read_to_string(folder.join(file)).expect("a body");
        let body = serde_json::from_str(&body).expect("JSON");
        let kinds = kinds.split_whitespace().map(str::to_owned).collect();
        (file.to_owned(), body, kinds)
    });
    rows.collect()
}

/// The ids and the name of the account in the bodies.
const OWN: [&str; 4] = [
    "17841400000000107",
    "26300000000000107",
    "9100000000000107",
    "lola_gullari",
];

fn kinds(messenger: Messenger, body: &Value) -> Vec<String> {
    let events = events(messenger, body);
    let kind = |event: &Event| match event {
        Event::Comment(comment) if comment.is_by(&OWN.map(String::from)) => "own_comment",
        other => other.kind(),
    };
    events.iter().map(|event| kind(event).to_owned()).collect()
}

#[test]
fn every_body_of_the_tables_is_understood() {
    for messenger in Messenger::ALL {
        let bodies = bodies(messenger);
        assert!(bodies.len() >= 60, "{}", bodies.len());
        let mut wrong = Vec::new();
        for (file, body, expected) in bodies {
            let found = kinds(messenger, &body);
            if found != expected {
                wrong.push(format!("{file}: {found:?}, expected {expected:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}: {wrong:#?}", messenger.word());
    }
}

/// Applies a change to every object inside a value.
fn in_every_object(value: &mut Value, change: &impl Fn(&mut serde_json::Map<String, Value>)) {
    match value {
        Value::Object(fields) => {
            fields
                .values_mut()
                .for_each(|value| in_every_object(value, change));
            change(fields);
        }
        Value::Array(items) => items
            .iter_mut()
            .for_each(|value| in_every_object(value, change)),
        _ => {}
    }
}

#[test]
fn unknown_fields_change_nothing() {
    for messenger in Messenger::ALL {
        for (file, mut body, expected) in bodies(messenger) {
            in_every_object(&mut body, &|fields| {
                fields.insert("of_next_year".to_owned(), json!("x"));
            });
            assert_eq!(kinds(messenger, &body), expected, "{file}");
        }
    }
}

#[test]
fn missing_optional_fields_lose_nothing() {
    const OPTIONAL: [&str; 20] = [
        "timestamp",
        "time",
        "profile",
        "display_phone_number",
        "context",
        "referral",
        "filename",
        "caption",
        "sha256",
        "mime_type",
        "pricing",
        "conversation",
        "username",
        "name",
        "title",
        "product",
        "biz_opaque_callback_data",
        "error_data",
        "media",
        "object",
    ];
    for messenger in Messenger::ALL {
        for (file, body, expected) in bodies(messenger) {
            if file.contains("other_object") || file.contains("page_object") {
                continue;
            }
            for name in OPTIONAL {
                let mut body = body.clone();
                in_every_object(&mut body, &|fields| {
                    fields.remove(name);
                });
                let found = kinds(messenger, &body);
                assert_eq!(found.len(), expected.len(), "{file} without {name}");
            }
        }
    }
}
