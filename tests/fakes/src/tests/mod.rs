//! Proofs of the common core and the scripted models, over HTTP.

mod media;
mod models;

use serde_json::json;

use crate::Fault;
use crate::testing::{LOLA, Stage, TOKEN};

#[tokio::test]
async fn unknown_services_and_routes_are_noted() {
    let stage = Stage::set().await;
    let (status, _) = stage
        .post(&format!("{}/nowhere/x", stage.outside.url()), json!({}))
        .await;
    assert_eq!(status, 404);
    assert!(stage.one_unexpected().contains("no such service"));
    let (status, body) = stage.call("sendPigeon", json!({})).await;
    assert_eq!((status, &body["error_code"]), (404, &json!(404)));
    assert!(stage.one_unexpected().contains("sendPigeon"));
}

#[tokio::test]
async fn the_log_masks_tokens_and_counts_up() {
    let stage = Stage::set().await;
    stage
        .telegram()
        .send_text(LOLA, crate::testing::BOT, TOKEN)
        .unwrap();
    stage.tell(&format!("your token is {TOKEN}")).await;
    let hook = json!({"url": "http://127.0.0.1:9/x", "secret_token": "hook-secret"});
    stage.done("setWebhook", hook).await;
    let log = stage.outside.exchanges();
    assert_eq!(log.iter().map(|it| it.seq).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(log[0].path, "/bot700001:***/sendMessage");
    assert_eq!((log[0].service.as_str(), log[0].status), ("telegram", 200));
    let whole = serde_json::to_string(&log).unwrap();
    assert!(
        !whole.contains("AAAAAAAA") && !whole.contains("hook-secret"),
        "{whole}"
    );
    assert!(log[0].request.contains("your token is 700001:***"));
}

#[tokio::test]
async fn every_change_moves_the_counter() {
    let stage = Stage::set().await;
    let mut changes = stage.outside.changes();
    changes.mark_unchanged();
    stage
        .telegram()
        .send_text(LOLA, crate::testing::BOT, "/start")
        .unwrap();
    assert!(changes.has_changed().unwrap());
}

#[tokio::test]
async fn statuses_and_limits_answer_without_effect() {
    let stage = Stage::set().await;
    stage
        .telegram()
        .send_text(LOLA, crate::testing::BOT, "/start")
        .unwrap();
    let fault = Fault::Status {
        code: 502,
        body: None,
    };
    stage
        .outside
        .fail_next("telegram", Some("sendmessage"), fault);
    stage
        .outside
        .fail_next("telegram", None, Fault::RateLimited { retry_after_s: 7 });
    let (status, _) = stage.call("getMe", json!({})).await;
    assert_eq!(status, 429, "the fault for sendMessage waits for it");
    let hello = json!({"chat_id": LOLA, "text": "salom"});
    let (status, body) = stage.call("sendMessage", hello.clone()).await;
    assert_eq!((status, &body["ok"]), (502, &json!(false)));
    stage
        .outside
        .fail_next("telegram", None, Fault::RateLimited { retry_after_s: 7 });
    let (_, body) = stage.call("sendMessage", hello).await;
    assert_eq!(body["parameters"]["retry_after"], 7);
    assert_eq!(
        stage
            .telegram()
            .chat(LOLA, crate::testing::BOT)
            .messages
            .len(),
        1
    );
    assert_eq!(stage.outside.planned_faults(), 0);
}

#[tokio::test]
async fn a_slow_answer_waits_for_the_scripted_clock() {
    let stage = Stage::set().await;
    stage
        .outside
        .fail_next("telegram", None, Fault::Slow { ms: 40_000 });
    let mut changes = stage.outside.changes();
    let url = stage.method_url("getMe");
    let client = stage.client.clone();
    let asking = tokio::spawn(async move { client.get(url).send().await.unwrap().status() });
    changes
        .wait_for(|_| stage.outside.held() == 1)
        .await
        .unwrap();
    assert_eq!(
        stage.outside.next_release_ms(),
        Some(stage.now_ms() + 40_000)
    );
    stage.advance(39_999);
    assert_eq!(stage.outside.held(), 1);
    stage.advance(1);
    assert_eq!(stage.outside.held(), 0);
    assert_eq!(asking.await.unwrap(), 200);
}

#[tokio::test]
async fn a_client_that_gives_up_is_no_longer_held() {
    let stage = Stage::set().await;
    stage.outside.fail_next("telegram", None, Fault::Hang);
    let mut changes = stage.outside.changes();
    let (client, url) = (stage.client.clone(), stage.method_url("getMe"));
    let asking = tokio::spawn(async move { client.get(url).send().await.map(|_| ()) });
    changes
        .wait_for(|_| stage.outside.held() == 1)
        .await
        .unwrap();
    assert_eq!(stage.outside.next_release_ms(), None);
    asking.abort();
    changes
        .wait_for(|_| stage.outside.held() == 0)
        .await
        .unwrap();
}

#[tokio::test]
async fn shutdown_ends_hanging_requests() {
    let stage = Stage::set().await;
    stage.outside.fail_next("telegram", None, Fault::Hang);
    let mut changes = stage.outside.changes();
    let (client, url) = (stage.client.clone(), stage.method_url("getMe"));
    let asking = tokio::spawn(async move { client.get(url).send().await.map(|_| ()) });
    changes
        .wait_for(|_| stage.outside.held() == 1)
        .await
        .unwrap();
    stage.outside.shutdown();
    assert!(asking.await.unwrap().is_err());
}

#[tokio::test]
async fn a_dropped_connection_hides_that_the_work_was_done() {
    let stage = Stage::set().await;
    stage
        .telegram()
        .send_text(LOLA, crate::testing::BOT, "/start")
        .unwrap();
    stage
        .outside
        .fail_next("telegram", Some("sendMessage"), Fault::Drop);
    let request = stage.client.post(stage.method_url("sendMessage"));
    let request = request.json(&json!({"chat_id": LOLA, "text": "salom"}));
    assert!(request.send().await.is_err());
    let view = stage.telegram().chat(LOLA, crate::testing::BOT);
    assert_eq!(view.messages.last().unwrap().text, "salom");
    assert_eq!(stage.outside.exchanges().last().unwrap().status, 0);
    stage.tell("yana").await;
}

#[tokio::test]
async fn the_last_handle_stops_the_server() {
    let stage = Stage::set().await;
    let url = stage.method_url("getMe");
    let Stage {
        outside, client, ..
    } = stage;
    let more = outside.clone();
    drop(outside);
    assert_eq!(client.get(&url).send().await.unwrap().status(), 200);
    let gone = more.inner.common.stop.clone();
    drop(more);
    assert!(gone.is_cancelled());
}
