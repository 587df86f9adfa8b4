//! Every kind of message as the bytes that leave.

use serde_json::{Value, json};

use super::*;

fn sent(outgoing: &Outgoing) -> (&'static str, Value) {
    let wire = wire(outgoing).unwrap();
    let Body::Json(json) = wire.body else {
        panic!("not JSON: {:?}", wire.body);
    };
    (wire.method, serde_json::from_slice(&json).unwrap())
}

fn button(label: &str, action: ButtonAction) -> Button {
    Button {
        label: label.to_owned(),
        action,
    }
}

#[test]
fn a_text_carries_its_buttons_and_never_a_preview() {
    let text = Outgoing::Text {
        chat: -1_001_234_567_890,
        html: String::from("<b>Narxi</b> 5&lt;6"),
        keyboard: Keyboard::Inline(vec![
            vec![button("Ha", ButtonAction::Data(String::from("v1|x")))],
            vec![
                button("Sayt", ButtonAction::Url(String::from("t.me/shop?a=1"))),
                button("Kod", ButtonAction::Copy(String::from("A-1"))),
            ],
        ]),
        reply_to: Some(9),
        silent: true,
        thread: None,
        business: None,
    };
    assert_eq!(
        sent(&text),
        (
            "SendMessage",
            json!({
                "chat_id": -1_001_234_567_890_i64,
                "text": "<b>Narxi</b> 5&lt;6",
                "parse_mode": "HTML",
                "link_preview_options": {"is_disabled": true},
                "disable_notification": true,
                "reply_parameters": {"message_id": 9, "allow_sending_without_reply": true},
                "reply_markup": {"inline_keyboard": [
                    [{"text": "Ha", "callback_data": "v1|x"}],
                    [{"text": "Sayt", "url": "https://t.me/shop?a=1"},
                     {"text": "Kod", "copy_text": {"text": "A-1"}}],
                ]},
            })
        )
    );
}

#[test]
fn a_plain_text_sends_nothing_superfluous() {
    let text = Outgoing::Text {
        chat: 5,
        html: String::from("a"),
        keyboard: Keyboard::None,
        reply_to: None,
        silent: false,
        thread: None,
        business: None,
    };
    assert_eq!(
        sent(&text).1,
        json!({"chat_id": 5, "text": "a", "parse_mode": "HTML", "link_preview_options": {"is_disabled": true}})
    );
}

#[test]
fn asking_for_a_contact_puts_its_button_first_and_once() {
    let text = |keyboard| Outgoing::Text {
        chat: 5,
        html: String::from("a"),
        keyboard,
        reply_to: None,
        silent: false,
        thread: None,
        business: None,
    };
    let contact = Keyboard::Contact {
        label: String::from("Raqamim"),
        other: vec![String::from("Keyin")],
    };
    assert_eq!(
        sent(&text(contact)).1["reply_markup"],
        json!({
            "keyboard": [[{"text": "Raqamim", "request_contact": true}], [{"text": "Keyin"}]],
            "one_time_keyboard": true,
            "resize_keyboard": true,
        })
    );
    assert_eq!(
        sent(&text(Keyboard::Remove)).1["reply_markup"],
        json!({"remove_keyboard": true})
    );
}

#[test]
fn asking_for_a_bot_and_a_draft_are_written_by_hand() {
    let create = Keyboard::CreateBot {
        label: String::from("Bot"),
        name: String::from("Lola & Co"),
        username: String::from("lola_bot"),
    };
    let text = Outgoing::Text {
        chat: 5,
        html: String::from("a"),
        keyboard: create,
        reply_to: None,
        silent: false,
        thread: None,
        business: None,
    };
    let (_, body) = sent(&text);
    assert_eq!((&body["chat_id"], &body["text"]), (&json!(5), &json!("a")));
    assert_eq!(
        body["reply_markup"]["keyboard"],
        json!([[{"text": "Bot", "request_managed_bot": {
            "request_id": 1, "suggested_name": "Lola & Co", "suggested_username": "lola_bot",
        }}]])
    );
    let thinking = Outgoing::Thinking { chat: 5, draft: 9 };
    assert_eq!(
        sent(&thinking).1,
        json!({"chat_id": 5, "draft_id": 9, "text": ""})
    );
}

#[test]
fn changes_name_their_message() {
    let edit = Outgoing::Edit {
        chat: 5,
        message: 6,
        html: String::from("b"),
        keyboard: Keyboard::Inline(vec![]),
    };
    assert_eq!(
        sent(&edit),
        (
            "EditMessageText",
            json!({"chat_id": 5, "message_id": 6, "text": "b", "parse_mode": "HTML",
                   "link_preview_options": {"is_disabled": true}, "reply_markup": {"inline_keyboard": []}})
        )
    );
    let keys = Outgoing::Keys {
        chat: 5,
        message: 6,
        keyboard: Keyboard::None,
    };
    assert_eq!(
        sent(&keys),
        (
            "EditMessageReplyMarkup",
            json!({"chat_id": 5, "message_id": 6})
        )
    );
    let delete = Outgoing::Delete {
        chat: 5,
        message: 6,
    };
    assert_eq!(
        sent(&delete),
        ("DeleteMessage", json!({"chat_id": 5, "message_id": 6}))
    );
}

#[test]
fn a_toast_without_words_only_ends_the_waiting_sign() {
    let toast = |text: Option<&str>| Outgoing::Toast {
        query: String::from("q1"),
        text: text.map(str::to_owned),
        alert: true,
    };
    assert_eq!(
        sent(&toast(None)),
        ("AnswerCallbackQuery", json!({"callback_query_id": "q1"}))
    );
    assert_eq!(
        sent(&toast(Some("Saqlandi"))).1,
        json!({"callback_query_id": "q1", "text": "Saqlandi", "show_alert": true})
    );
    assert_eq!(
        sent(&Outgoing::Typing { chat: 5 }),
        ("SendChatAction", json!({"chat_id": 5, "action": "typing"}))
    );
}

#[test]
fn a_document_is_a_form_and_survives_a_wrong_media_type() {
    let document = Outgoing::Document {
        chat: 5,
        file_name: String::from("narxlar.csv"),
        media_type: String::from("text csv"),
        bytes: b"a;b".to_vec(),
        caption_html: Some(String::from("<i>c</i>")),
        keyboard: Keyboard::Remove,
        aside: Aside::default(),
    };
    let wire = wire(&document).unwrap();
    let Body::Form(parts) = wire.body else {
        panic!("not a form");
    };
    let shown: Vec<_> = parts
        .iter()
        .map(|part| {
            (
                part.name.as_str(),
                std::str::from_utf8(&part.bytes).unwrap(),
            )
        })
        .collect();
    assert_eq!(wire.method, "SendDocument");
    assert_eq!(
        shown,
        [
            ("chat_id", "5"),
            ("caption", "<i>c</i>"),
            ("parse_mode", "HTML"),
            ("reply_markup", r#"{"remove_keyboard":true}"#),
            ("document", "a;b"),
        ]
    );
    assert_eq!(
        parts[4].file,
        Some((
            String::from("narxlar.csv"),
            String::from("application/octet-stream")
        ))
    );
}

#[test]
fn what_the_bot_api_cannot_express_is_refused_here() {
    let keys = |message, keyboard| Outgoing::Keys {
        chat: 5,
        message,
        keyboard,
    };
    let contact = Keyboard::Contact {
        label: String::from("a"),
        other: vec![],
    };
    assert!(wire(&keys(6, contact)).is_err());
    assert!(wire(&keys(i64::MAX, Keyboard::None)).is_err());
    let link = vec![vec![button(
        "a",
        ButtonAction::Url(String::from("http://")),
    )]];
    assert!(wire(&keys(6, Keyboard::Inline(link))).is_err());
}

#[test]
fn a_link_without_a_scheme_is_a_secure_one() {
    let link = |text| link_of(text).map(String::from).unwrap();
    assert_eq!(
        link("t.me/a?u=https://b.uz"),
        "https://t.me/a?u=https://b.uz"
    );
    assert_eq!(link("shop.uz:8443/x"), "https://shop.uz:8443/x");
    assert_eq!(link("tg://user?id=5"), "tg://user?id=5");
    assert!(link_of("http://").is_err());
    assert!(link_of("").is_err());
}
