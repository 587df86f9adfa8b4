//! Updates by webhook and by long poll.

use serde_json::{Value, json};

use crate::testing::{ALI, BOT, LOLA, Receiver, START_MS, Stage, ali};

async fn hooked() -> (Stage, Receiver) {
    let stage = Stage::set().await;
    stage.telegram().add_person(ali());
    let receiver = Receiver::default();
    let hook = json!({"url": receiver.start().await, "secret_token": "s3cret_-"});
    stage.done("setWebhook", hook).await;
    (stage, receiver)
}

fn texts(seen: &[Value]) -> Vec<&str> {
    let texts = seen
        .iter()
        .map(|it| it["message"]["text"].as_str().unwrap());
    texts.collect()
}

#[tokio::test]
async fn the_pump_posts_in_order_with_the_secret() {
    let (stage, receiver) = hooked().await;
    stage.telegram().send_text(LOLA, BOT, "bir").unwrap();
    stage.telegram().send_text(LOLA, BOT, "ikki").unwrap();
    assert_eq!(stage.telegram().pending(), 2);
    assert_eq!(stage.telegram().next_delivery_ms(), Some(START_MS));
    assert_eq!(stage.telegram().pump().await, 2);
    assert_eq!(texts(&receiver.seen()), ["bir", "ikki"]);
    assert_eq!(receiver.secrets()[0].as_deref(), Some("s3cret_-"));
    assert_eq!(stage.telegram().pending(), 0);
    assert_eq!(stage.telegram().next_delivery_ms(), None);
    assert_eq!(stage.outside.exchanges().last().unwrap().method, ">POST");
}

#[tokio::test]
async fn a_failing_chat_waits_while_others_go_on() {
    let (stage, receiver) = hooked().await;
    for _ in 0..3 {
        receiver.answer_next(500, "");
    }
    stage.telegram().send_text(LOLA, BOT, "bir").unwrap();
    stage.telegram().send_text(LOLA, BOT, "ikki").unwrap();
    assert_eq!(stage.telegram().pump().await, 0);
    assert_eq!(
        texts(&receiver.seen()),
        ["bir", "bir"],
        "again at once, then a pause"
    );
    assert_eq!(stage.telegram().next_delivery_ms(), Some(START_MS + 2_000));
    stage.advance(1_999);
    assert_eq!(stage.telegram().pump().await, 0);
    assert_eq!(receiver.seen().len(), 2);
    stage.advance(1);
    stage.telegram().pump().await;
    assert_eq!(stage.telegram().next_delivery_ms(), Some(START_MS + 6_000));
    stage.telegram().send_text(ALI, BOT, "salom").unwrap();
    assert_eq!(
        stage.telegram().pump().await,
        1,
        "another chat does not wait"
    );
    let info = stage.done("getWebhookInfo", json!({})).await;
    assert_eq!(info["pending_update_count"], 2);
    assert_eq!(
        info["last_error_message"],
        "Wrong response from the webhook: 500"
    );
    stage.advance(4_000);
    assert_eq!(stage.telegram().pump().await, 2);
    assert_eq!(
        texts(&receiver.seen()),
        ["bir", "bir", "bir", "salom", "bir", "ikki"]
    );
}

#[tokio::test]
async fn an_undelivered_update_is_forgotten_after_a_day() {
    let (stage, receiver) = hooked().await;
    receiver.answer_next(500, "");
    receiver.answer_next(500, "");
    stage.telegram().send_text(LOLA, BOT, "bir").unwrap();
    stage.telegram().pump().await;
    stage.advance(24 * 3_600_000 + 1);
    assert_eq!(stage.telegram().pump().await, 0);
    assert_eq!((stage.telegram().pending(), receiver.seen().len()), (0, 2));
}

#[tokio::test]
async fn a_call_may_ride_in_the_answer() {
    let (stage, receiver) = hooked().await;
    let typing = json!({"method": "sendChatAction", "chat_id": LOLA, "action": "typing"});
    receiver.answer_next(200, &typing.to_string());
    stage.telegram().send_text(LOLA, BOT, "bir").unwrap();
    stage.telegram().pump().await;
    assert!(stage.telegram().chat(LOLA, BOT).typing_until_ms.is_some());
    stage.assert_nothing_unexpected();
    receiver.answer_next(200, "{\"method\": \"getMe\"}");
    stage.telegram().send_text(LOLA, BOT, "ikki").unwrap();
    stage.telegram().pump().await;
    assert!(stage.one_unexpected().contains("getMe may not ride"));
}

#[tokio::test]
async fn an_update_can_come_twice() {
    let (stage, receiver) = hooked().await;
    stage.telegram().send_text(LOLA, BOT, "bir").unwrap();
    stage.telegram().pump().await;
    let id = stage.telegram().update_ids(BOT)[0];
    stage.telegram().redeliver(BOT, id).unwrap();
    stage.telegram().pump().await;
    let seen = receiver.seen();
    assert_eq!(seen[0], seen[1]);
    assert!(stage.telegram().redeliver(BOT, 1).is_err());
    let id = stage
        .telegram()
        .raw_update(BOT, json!({"poll": {"id": "1"}}))
        .unwrap();
    stage.telegram().pump().await;
    assert_eq!(
        receiver.seen()[2],
        json!({"update_id": id, "poll": {"id": "1"}})
    );
}

#[tokio::test]
async fn only_allowed_kinds_are_sent() {
    let (stage, receiver) = hooked().await;
    let url = stage.telegram().webhook_url(BOT).unwrap();
    let hook = json!({"url": url, "allowed_updates": ["message"]});
    stage.done("setWebhook", hook).await;
    stage.telegram().send_text(LOLA, BOT, "bir").unwrap();
    stage.telegram().block(LOLA, BOT).unwrap();
    stage.telegram().pump().await;
    assert_eq!(receiver.seen().len(), 1);
    assert_eq!(
        receiver.secrets(),
        [None],
        "a new call without secret drops it"
    );
    assert_eq!(stage.telegram().webhook_calls(BOT), 2);
}

#[tokio::test]
async fn webhooks_are_checked() {
    let stage = Stage::set().await;
    for url in ["ftp://x.uz", "x.uz"] {
        stage.refused("setWebhook", json!({"url": url})).await;
    }
    for secret in ["", "a b", &"a".repeat(257)] {
        let hook = json!({"url": "https://x.uz", "secret_token": secret});
        assert!(
            stage
                .refused("setWebhook", hook)
                .await
                .contains("secret token")
        );
    }
    assert_eq!(stage.telegram().webhook_calls(BOT), 0);
}

#[tokio::test]
async fn the_background_pump_delivers_by_itself() {
    let (stage, receiver) = hooked().await;
    stage.telegram().run_pump();
    let mut changes = stage.outside.changes();
    stage.telegram().send_text(LOLA, BOT, "bir").unwrap();
    changes
        .wait_for(|_| stage.telegram().pending() == 0)
        .await
        .unwrap();
    assert_eq!(receiver.seen().len(), 1);
}

#[tokio::test]
async fn polling_confirms_by_offset() {
    let stage = Stage::set().await;
    stage.telegram().send_text(LOLA, BOT, "bir").unwrap();
    stage.telegram().send_text(LOLA, BOT, "ikki").unwrap();
    let first = stage.done("getUpdates", json!({"limit": 1})).await;
    assert_eq!(texts(first.as_array().unwrap()), ["bir"]);
    let next = first[0]["update_id"].as_i64().unwrap() + 1;
    let rest = stage
        .done("getUpdates", json!({"offset": next, "timeout": 30}))
        .await;
    assert_eq!(texts(rest.as_array().unwrap()), ["ikki"]);
    let none = stage.done("getUpdates", json!({"offset": next + 1})).await;
    assert_eq!(none, json!([]));
}

#[tokio::test]
async fn a_long_poll_wakes_for_an_update_or_at_its_time() {
    let stage = Stage::set().await;
    let (client, url) = (stage.client.clone(), stage.method_url("getUpdates"));
    let poll = move || {
        let request = client.post(&url).json(&json!({"timeout": 30}));
        tokio::spawn(async move { request.send().await.unwrap().json::<Value>().await.unwrap() })
    };
    let mut changes = stage.outside.changes();
    let polls = |count: usize| stage.telegram().calls(BOT, "getUpdates").len() == count;
    let waiting = poll();
    changes.wait_for(|_| polls(1)).await.unwrap();
    assert_eq!(stage.outside.held(), 0);
    stage.advance(30_000);
    assert_eq!(waiting.await.unwrap()["result"], json!([]));
    let first = poll();
    changes.wait_for(|_| polls(2)).await.unwrap();
    let second = poll();
    let ended = first.await.unwrap();
    assert_eq!(ended["error_code"], 409, "{ended}");
    changes.wait_for(|_| polls(3)).await.unwrap();
    stage.telegram().send_text(LOLA, BOT, "bir").unwrap();
    assert_eq!(second.await.unwrap()["result"][0]["message"]["text"], "bir");
}

#[tokio::test]
async fn polling_conflicts_with_a_webhook() {
    let (stage, _receiver) = hooked().await;
    let (status, body) = stage.call("getUpdates", json!({})).await;
    assert_eq!(status, 409);
    assert!(
        body["description"]
            .as_str()
            .unwrap()
            .contains("webhook is active")
    );
    stage.done("deleteWebhook", json!({})).await;
    stage.done("getUpdates", json!({})).await;
}
