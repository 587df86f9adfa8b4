//! Sending by a WhatsApp number: recipients, windows, paces, states.

use serde_json::{Value, json};

use super::*;
use crate::meta::{MessageState, Progress};

const DAY_MS: i64 = 24 * 3_600_000;

#[tokio::test]
async fn an_answer_is_taken_and_arrives() {
    let scene = Scene::set().await;
    scene.lola().says("narxi qancha?").unwrap();
    scene.told().await;
    let (status, answer) = scene.send(Scene::text("150 000 so'm")).await;
    assert_eq!(status, 200);
    assert_eq!(answer["messaging_product"], "whatsapp");
    assert_eq!(answer["contacts"], json!([{"input": LOLA, "wa_id": LOLA}]));
    let id = answer["messages"][0]["id"].as_str().unwrap();
    assert!(id.starts_with("wamid."));
    let statuses: Vec<Value> = scene.values().await;
    let names: Vec<&Value> = statuses
        .iter()
        .map(|it| &it["statuses"][0]["status"])
        .collect();
    assert_eq!(names, ["sent", "delivered"]);
    let delivered = &statuses[1]["statuses"][0];
    assert_eq!(
        (&delivered["id"], &delivered["recipient_id"]),
        (&json!(id), &json!(LOLA))
    );
    assert!(delivered["timestamp"].is_string());
    let seen = scene.lola().last().unwrap();
    assert_eq!(
        (seen.text.as_str(), seen.state),
        ("150 000 so'm", MessageState::Delivered)
    );
    scene.lola().reads().unwrap();
    assert_eq!(scene.values().await[0]["statuses"][0]["status"], "read");
    assert!(scene.lola().reads().is_err(), "nothing new");
    scene.nothing_unexpected();
}

#[tokio::test]
async fn texts_end_at_4096_characters_and_fields_are_known() {
    let scene = Scene::set().await;
    scene.lola().says("salom").unwrap();
    scene.sent(Scene::text(&"я".repeat(4096))).await;
    assert_eq!(
        scene.refused(Scene::text(&"я".repeat(4097))).await,
        (400, 100)
    );
    assert!(scene.one_unexpected().contains("4096"));
    for (body, code) in [
        (json!({"type": "text"}), 131_008),
        (json!({"type": "text", "text": {}}), 131_008),
        (json!({"type": "text", "text": {"body": 5}}), 131_009),
        (json!({"type": "text", "text": {"body": " "}}), 100),
        (
            json!({"type": "text", "text": {"body": "a", "colour": "red"}}),
            100,
        ),
        (json!({"type": "telepathy", "text": {"body": "a"}}), 131_009),
        (
            json!({"type": "text", "text": {"body": "a"}, "messaging_product": null}),
            131_008,
        ),
        (
            json!({"type": "text", "text": {"body": "a"}, "to": null}),
            100,
        ),
        (
            json!({"type": "text", "text": {"body": "a"}, "to": "lola"}),
            131_009,
        ),
        (
            json!({"type": "text", "text": {"body": "a"}, "context": {"message_id": "wamid.x"}}),
            131_009,
        ),
        (
            json!({"type": "text", "text": {"body": "a"}, "biz_opaque_callback_data": "x".repeat(513)}),
            100,
        ),
    ] {
        assert_eq!(scene.refused(body.clone()).await.1, code, "{body}");
        scene.one_unexpected();
    }
    let own = json!({"type": "text", "text": {"body": "a"}, "to": "+998 71 200-00-01"});
    assert_eq!(scene.refused(own).await.1, 131_021);
}

#[tokio::test]
async fn a_username_hides_the_number() {
    let scene = Scene::set().await;
    let nur = scene.meta().whatsapp_person(WhatsAppPerson::with_username(
        "UZ.13491208655302741918",
        "nur",
        "Nur",
    ));
    let talk = scene.meta().talk(NUMBER, &nur);
    talk.says("salom").unwrap();
    let value = scene.values().await.remove(0);
    let message = &value["messages"][0];
    assert!(message["from"].is_null());
    assert_eq!(message["from_user_id"], "UZ.13491208655302741918");
    let contact = json!({"profile": {"name": "Nur", "username": "nur"}, "user_id": "UZ.13491208655302741918"});
    assert_eq!(value["contacts"], json!([contact]));
    let by_id = json!({"to": null, "recipient": "UZ.13491208655302741918", "type": "text", "text": {"body": "salom"}});
    let (status, answer) = scene.send(by_id).await;
    assert_eq!(status, 200, "{answer}");
    let contact = json!({"input": "UZ.13491208655302741918", "user_id": "UZ.13491208655302741918"});
    assert_eq!(answer["contacts"], json!([contact]));
    let status = scene.values().await.remove(0)["statuses"][0].clone();
    assert!(status["recipient_id"].is_null());
    assert_eq!(status["recipient_user_id"], "UZ.13491208655302741918");
    assert_eq!(talk.last().unwrap().text, "salom");
    scene.lola().says("salom").unwrap();
    let both =
        json!({"recipient": "UZ.13491208655302741918", "type": "text", "text": {"body": "kimga?"}});
    scene.sent(both).await;
    assert_eq!(
        scene.lola().last().unwrap().text,
        "kimga?",
        "the phone wins"
    );
    scene.nothing_unexpected();
    let bad = json!({"to": null, "recipient": "13491208655302741918", "type": "text", "text": {"body": "a"}});
    assert_eq!(scene.refused(bad).await.1, 131_009);
}

#[tokio::test]
async fn each_portfolio_knows_a_person_by_another_id() {
    let scene = Scene::set().await;
    let nur = scene
        .meta()
        .whatsapp_person(WhatsAppPerson::with_username("UZ.1", "nur", "Nur"));
    scene.meta().set_user_id(&nur, &format!("7{WABA}"), "UZ.2");
    scene.meta().talk(NUMBER, &nur).says("salom").unwrap();
    assert_eq!(
        scene.values().await[0]["messages"][0]["from_user_id"],
        "UZ.2"
    );
    scene
        .meta()
        .talk(NUMBER, &nur)
        .changes_user_id("UZ.3")
        .unwrap();
    let values = scene.values().await;
    assert_eq!(
        values[0]["messages"][0]["system"]["type"],
        "user_changed_user_id"
    );
    let update = &values[1]["user_id_update"][0]["user_id"];
    assert_eq!(*update, json!({"previous": "UZ.2", "current": "UZ.3"}));
    let to = |id: &str| json!({"to": null, "recipient": id, "type": "text", "text": {"body": "a"}});
    assert_eq!(
        scene.refused(to("UZ.2")).await.1,
        131_009,
        "an id of the past"
    );
    scene.sent(to("UZ.3")).await;
    scene.nothing_unexpected();
}

#[tokio::test]
async fn the_window_closes_a_day_after_the_last_word() {
    let scene = Scene::set().await;
    scene.lola().says("salom").unwrap();
    scene.advance(DAY_MS - 1);
    scene.sent(Scene::text("hali vaqt bor")).await;
    scene.told().await;
    assert!(scene.lola().window_is_open());
    scene.advance(1);
    assert!(!scene.lola().window_is_open());
    let id = scene.sent(Scene::text("kech")).await;
    let status = scene.values().await.remove(0)["statuses"][0].clone();
    assert_eq!(
        (&status["id"], &status["status"]),
        (&json!(id), &json!("failed"))
    );
    assert_eq!(status["errors"][0]["code"], 131_047);
    assert!(
        status["errors"][0]["error_data"]["details"]
            .as_str()
            .unwrap()
            .contains("24 hours")
    );
    assert_eq!(scene.lola().last().unwrap().text, "hali vaqt bor");
    scene.meta().refuse_at_once(true);
    assert_eq!(scene.refused(Scene::text("kech")).await, (400, 131_047));
    scene.nothing_unexpected();
}

#[tokio::test]
async fn blocks_and_strangers_are_undeliverable() {
    let scene = Scene::set().await;
    scene.lola().says("salom").unwrap();
    scene.lola().blocks().unwrap();
    scene.told().await;
    scene.sent(Scene::text("bor")).await;
    assert_eq!(
        scene.values().await[0]["statuses"][0]["errors"][0]["code"],
        131_026
    );
    assert!(scene.lola().says("x").is_err());
    let stranger = json!({"type": "text", "text": {"body": "a"}, "to": "998900000000"});
    scene.sent(stranger).await;
    let status = scene.values().await.remove(0)["statuses"][0].clone();
    assert_eq!(
        (&status["recipient_id"], &status["status"]),
        (&json!("998900000000"), &json!("failed"))
    );
    scene.lola().unblocks().unwrap();
    scene.sent(Scene::text("yana")).await;
    assert_eq!(scene.lola().last().unwrap().text, "yana");
}

#[tokio::test]
async fn one_person_gets_a_burst_and_then_one_in_six_seconds() {
    let scene = Scene::set().await;
    scene.meta().set_pair_burst(3);
    scene.lola().says("salom").unwrap();
    for word in ["bir", "ikki", "uch"] {
        scene.sent(Scene::text(word)).await;
    }
    assert_eq!(scene.refused(Scene::text("to'rt")).await, (400, 131_056));
    scene.advance(5_999);
    assert_eq!(scene.refused(Scene::text("to'rt")).await.1, 131_056);
    scene.advance(1);
    scene.sent(Scene::text("to'rt")).await;
    assert_eq!(scene.refused(Scene::text("besh")).await.1, 131_056);
    scene.advance(18_000);
    for word in ["besh", "olti", "yetti"] {
        scene.sent(Scene::text(word)).await;
    }
    scene.nothing_unexpected();
}

#[tokio::test]
async fn a_number_has_a_throughput() {
    let scene = Scene::set().await;
    let slow = WhatsAppNumber {
        messages_per_s: 2,
        ..WhatsAppNumber::new(NUMBER, WABA, "+998 71 200 00 01")
    };
    scene.meta().whatsapp_number(slow);
    scene.lola().says("salom").unwrap();
    scene.sent(Scene::text("bir")).await;
    scene.sent(Scene::text("ikki")).await;
    assert_eq!(scene.refused(Scene::text("uch")).await, (400, 130_429));
    scene.advance(1_000);
    scene.sent(Scene::text("uch")).await;
}

#[tokio::test]
async fn a_receipt_shows_read_marks_and_typing_for_25_seconds() {
    let scene = Scene::set().await;
    let first = scene.lola().says("bir").unwrap();
    let second = scene.lola().says("ikki").unwrap();
    let receipt = json!({"to": null, "status": "read", "message_id": first, "typing_indicator": {"type": "text"}});
    let (status, answer) = scene.send(receipt.clone()).await;
    assert_eq!((status, answer), (200, json!({"success": true})));
    let seen = scene.lola().sees();
    assert!(seen.is_typing && seen.messages[0].is_read && !seen.messages[1].is_read);
    scene.advance(25_000);
    assert!(!scene.lola().sees().is_typing);
    scene.send(json!({"to": null, "status": "read", "message_id": second, "typing_indicator": {"type": "text"}})).await;
    assert!(scene.lola().sees().is_typing);
    scene.sent(Scene::text("javob")).await;
    assert!(!scene.lola().sees().is_typing, "the answer ends it");
    scene.nothing_unexpected();
    let wrong = json!({"to": null, "status": "read", "message_id": "wamid.none"});
    assert_eq!(scene.refused(wrong).await.1, 131_009);
    scene.one_unexpected();
    let wrong = json!({"to": null, "status": "delivered", "message_id": second});
    assert_eq!(scene.refused(wrong).await.1, 131_009);
}

#[tokio::test]
async fn reactions_and_replies_hang_on_messages() {
    let scene = Scene::set().await;
    let asked = scene.lola().says("bormi?").unwrap();
    scene.told().await;
    let heart = |emoji: &str| json!({"type": "reaction", "reaction": {"message_id": asked, "emoji": emoji}});
    scene.sent(heart("❤")).await;
    let told = scene.values().await;
    assert_eq!(told.len(), 1, "reactions are told as sent and no further");
    let seen = scene.lola().sees().messages;
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].reactions[&crate::meta::Author::Api], "❤");
    scene.sent(heart("")).await;
    assert!(scene.lola().sees().messages[0].reactions.is_empty());
    let reply = json!({"type": "text", "text": {"body": "bor"}, "context": {"message_id": asked}});
    scene.sent(reply).await;
    assert_eq!(
        scene.lola().last().unwrap().reply_to.as_deref(),
        Some(asked.as_str())
    );
    scene.nothing_unexpected();
}

#[tokio::test]
async fn tests_decide_how_messages_go_on() {
    let scene = Scene::set().await;
    scene.lola().says("salom").unwrap();
    scene.told().await;
    scene.meta().set_progress(Progress::Manual);
    let mut body = Scene::text("bir");
    body["biz_opaque_callback_data"] = json!("row-7");
    let id = scene.sent(body).await;
    assert_eq!(scene.values().await.len(), 0);
    assert!(scene.lola().last().is_none());
    for state in [MessageState::Read, MessageState::Delivered] {
        scene.meta().advance_message(NUMBER, &id, state).unwrap();
    }
    let told = scene.values().await;
    assert_eq!(told[0]["statuses"][0]["status"], "read");
    assert_eq!(
        told[1]["statuses"][0]["status"], "delivered",
        "Meta promises no order"
    );
    assert_eq!(told[0]["statuses"][0]["biz_opaque_callback_data"], "row-7");
    assert_eq!(scene.lola().last().unwrap().state, MessageState::Read);
    scene.meta().set_progress(Progress::Fails(131_049));
    scene.sent(Scene::text("ikki")).await;
    let failed = scene.values().await.remove(0)["statuses"][0].clone();
    assert_eq!(failed["errors"][0]["code"], 131_049);
    scene.meta().set_progress(Progress::Read);
    scene.sent(Scene::text("uch")).await;
    assert_eq!(scene.values().await.len(), 3);
    assert!(
        scene
            .meta()
            .advance_message(NUMBER, "wamid.x", MessageState::Read)
            .is_err()
    );
}

#[tokio::test]
async fn calls_can_be_made_to_fail() {
    let scene = Scene::set().await;
    scene.lola().says("salom").unwrap();
    let outside = &scene.stage.outside;
    outside.fail_next(
        "graph",
        Some("messages"),
        crate::Fault::Status {
            code: 500,
            body: None,
        },
    );
    assert_eq!(scene.refused(Scene::text("bir")).await, (500, 131_000));
    outside.fail_next(
        "graph",
        Some("messages"),
        crate::Fault::RateLimited { retry_after_s: 90 },
    );
    assert_eq!(scene.refused(Scene::text("bir")).await, (429, 130_429));
    assert!(scene.lola().last().is_none());
    scene.sent(Scene::text("bir")).await;
    assert_eq!(scene.meta().calls(NUMBER, "messages").len(), 1);
    scene.nothing_unexpected();
}
