//! Updates, taps and answers of the Bot API.

use serde_json::{Value, json};

use super::{Seed, Values, lines};

pub(super) fn seeds() -> Vec<Seed> {
    [updates(), buttons(), answers()].concat()
}

fn message(content: &Value) -> Value {
    let mut message = json!({
        "message_id": 5, "date": 1_795_230_000, "chat": {"id": 42, "type": "private"},
        "from": {"id": 42, "is_bot": false, "first_name": "Lola", "last_name": "A", "username": "lola", "language_code": "uz"},
    });
    if let (Some(all), Some(content)) = (message.as_object_mut(), content.as_object()) {
        all.extend(content.clone());
    }
    message
}

fn updates() -> Vec<Seed> {
    let file = json!({"file_id": "f", "file_unique_id": "u", "file_name": "a.csv", "mime_type": "text/csv", "file_size": 10});
    let contents = [
        ("text", json!({"text": "Salom"})),
        (
            "reply",
            json!({"text": "Ha", "reply_to_message": {"message_id": 4}, "forward_origin": {}}),
        ),
        (
            "contact",
            json!({"contact": {"phone_number": "998901234567", "user_id": 42, "first_name": "Lola"}}),
        ),
        (
            "document",
            json!({"document": file, "caption": "narxlar", "media_group_id": "7"}),
        ),
        (
            "photo",
            json!({"photo": [{"file_id": "s", "width": 1, "height": 1}, {"file_id": "b", "width": 9, "height": 9}]}),
        ),
        ("voice", json!({"voice": file})),
        (
            "venue",
            json!({"venue": {}, "location": {"latitude": 41.3, "longitude": 69.2}}),
        ),
        ("made", json!({"managed_bot_created": {"bot": {"id": 77}}})),
        ("notice", json!({"pinned_message": {}})),
        ("payment", json!({"successful_payment": {}})),
        (
            "topic",
            json!({"text": "a", "message_thread_id": 9, "is_topic_message": true, "business_connection_id": "b"}),
        ),
    ];
    let mut seeds: Vec<Seed> = contents
        .into_iter()
        .map(|(name, content)| (name, json!({"update_id": 1, "message": message(&content)})))
        .chain(others())
        .map(|(name, update)| ("update", name, update.to_string().into_bytes()))
        .collect();
    seeds.extend(odd());
    seeds
}

/// What no honest server sends.
fn odd() -> Vec<Seed> {
    lines(
        "update",
        &[
            ("words", &["Ассалому алайкум, нархи 145 000 so‘m? 😀"]),
            (
                "half-surrogate",
                &[r#"{"update_id":2,"message":{"message_id":1,"text":"\ud83d"}}"#],
            ),
            (
                "huge-number",
                &[r#"{"update_id":3,"message":{"message_id":1,"x":1e999}}"#],
            ),
            (
                "nul",
                &[r#"{"update_id":4,"message":{"message_id":1,"text":"a\u0000b"}}"#],
            ),
            ("twice", &[r#"{"update_id":5,"update_id":6}"#]),
            (
                "deep",
                &[&format!(
                    r#"{{"update_id":7,"a":{}{}}}"#,
                    "[".repeat(200),
                    "]".repeat(200)
                )],
            ),
        ],
    )
}

fn others() -> Vec<(&'static str, Value)> {
    let person = json!({"id": 42, "is_bot": false, "first_name": "Lola"});
    vec![
        (
            "tap",
            json!({"update_id": 1, "callback_query": {"id": "9", "from": person, "data": "v1|home|1|go|", "message": message(&json!({}))}}),
        ),
        (
            "edited",
            json!({"update_id": 1, "edited_message": message(&json!({"text": "b", "edit_date": 1_795_230_001}))}),
        ),
        (
            "member",
            json!({"update_id": 1, "my_chat_member": {"chat": {"id": 42, "type": "private"}, "from": person, "new_chat_member": {"status": "kicked"}}}),
        ),
        (
            "managed",
            json!({"update_id": 1, "managed_bot": {"user": person, "bot": {"id": 77}}}),
        ),
        (
            "channel",
            json!({"update_id": 1, "channel_post": {"message_id": 1, "chat": {"id": -100, "type": "channel"}, "text": "c"}}),
        ),
        (
            "business",
            json!({"update_id": 1, "business_message": message(&json!({"text": "d", "business_connection_id": "q"}))}),
        ),
        (
            "checkout",
            json!({"update_id": 1, "pre_checkout_query": {"id": "9", "from": person, "currency": "XTR", "total_amount": 1_800, "invoice_payload": "SCX-000001"}}),
        ),
        (
            "paid",
            json!({"update_id": 1, "message": message(&json!({"successful_payment": {"currency": "XTR", "total_amount": 1_800, "invoice_payload": "SCX-000001", "telegram_payment_charge_id": "stx1", "provider_payment_charge_id": "42_1"}}))}),
        ),
        (
            "returned",
            json!({"update_id": 1, "message": message(&json!({"refunded_payment": {"currency": "XTR", "total_amount": 1_800, "invoice_payload": "SCX-000001", "telegram_payment_charge_id": "stx1"}}))}),
        ),
        (
            "unknown",
            json!({"update_id": 1, "poll_answer": {"user": person}}),
        ),
    ]
}

fn buttons() -> Vec<Seed> {
    lines(
        "button",
        &[
            ("screen", &["v1|home|1|go|"]),
            ("card", &["v1|doc|-|activate|02hJ3kQwErTyUiOpAsDfGh"]),
            ("word", &["v1|languages|12|choose|uz-Latn"]),
            ("zeros", &["v1|a|007|b|"]),
            ("id", &["thg_01JD0000000000000000000000"]),
            ("largest", &["thg_7ZZZZZZZZZZZZZZZZZZZZZZZZZ"]),
        ],
    )
}

fn answers() -> Vec<Seed> {
    let mut seeds = lines("bot_answer", GOOD);
    let no = [
        (
            "limited",
            429,
            "Too Many Requests: retry after 7",
            r#","parameters":{"retry_after":7}"#,
        ),
        (
            "moved",
            400,
            "group chat was upgraded",
            r#","parameters":{"migrate_to_chat_id":-100}"#,
        ),
        ("blocked", 403, "Forbidden: bot was blocked by the user", ""),
        ("unchanged", 400, "Bad Request: message is not modified", ""),
        ("token", 404, "no method /botSECRET/sendMessage", ""),
    ];
    for (name, code, words, more) in no {
        let body = format!(r#"{{"ok":false,"error_code":{code},"description":"{words}"{more}}}"#);
        seeds.extend(lines(
            "bot_answer",
            &[(name, &[&code.to_string(), "7", "", &body])],
        ));
    }
    seeds
}

const GOOD: &[Values] = &[
    (
        "sent",
        &["200", "", "", r#"{"ok":true,"result":{"message_id":5}}"#],
    ),
    ("true", &["200", "", "", r#"{"ok":true,"result":true}"#]),
    ("page", &["502", "1.5", "250", "<html>Bad Gateway SECRET"]),
];
