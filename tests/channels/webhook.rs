//! The door that Telegram's updates come in by.

use reqwest::{Method, StatusCode};
use scx_world::{PARTNER_BOT, World};
use serde_json::json;

use super::new_bot;
use crate::world;

const FILE: &str = "Mahsulot;Narxi\nChoynak 2 litr;145 000 so'm\n";
const BOT: i64 = 7_200_000_001;

/// Knocks at a webhook with a secret that is not Telegram's, or with none.
#[expect(
    clippy::disallowed_methods,
    reason = "whoever knocks is no part of the product"
)]
async fn knock(url: &str, method: Method, secret: Option<&str>, body: Vec<u8>) -> StatusCode {
    let client = reqwest::Client::builder()
        .no_proxy()
        .build()
        .expect("a plain client");
    let request = client.request(method, url).body(body);
    let request = match secret {
        Some(secret) => request.header("X-Telegram-Bot-Api-Secret-Token", secret),
        None => request,
    };
    request.send().await.expect("the product answers").status()
}

fn hook(w: &World) -> String {
    w.outside
        .telegram()
        .webhook_url(PARTNER_BOT)
        .expect("the partner bot has a webhook")
}

/// The secret that Telegram was told for the partner bot.
fn secret(w: &World) -> String {
    let calls = w.outside.telegram().calls(PARTNER_BOT, "setWebhook");
    calls[0]["secret_token"]
        .as_str()
        .expect("a secret")
        .to_owned()
}

#[tokio::test]
async fn a_wrong_or_missing_secret_is_turned_away() {
    world(async |w| {
        let update = json!({"update_id": 1}).to_string().into_bytes();
        let half = secret(w)[1..].to_owned();
        for wrong in [None, Some(""), Some("wrong"), Some(half.as_str())] {
            let status = knock(&hook(w), Method::POST, wrong, update.clone()).await;
            assert_eq!(status, StatusCode::UNAUTHORIZED, "{wrong:?}");
        }
        let right = secret(w);
        assert_eq!(
            knock(&hook(w), Method::POST, Some(&right), update).await,
            StatusCode::OK
        );
    })
    .await;
}

#[tokio::test]
async fn an_unknown_path_another_method_and_garbage_are_told_apart() {
    world(async |w| {
        let (url, right) = (hook(w), secret(w));
        let update = json!({"update_id": 1}).to_string().into_bytes();
        let unknown = format!("{url}x");
        let status = knock(&unknown, Method::POST, Some(&right), update).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        for method in [Method::GET, Method::PUT, Method::DELETE] {
            let status = knock(&url, method.clone(), Some(&right), Vec::new()).await;
            assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
        }
        for garbage in ["", "{", "[]", "no update", r#"{"message": {}}"#] {
            let status = knock(&url, Method::POST, Some(&right), garbage.into()).await;
            assert_eq!(status, StatusCode::BAD_REQUEST, "{garbage}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_body_beyond_a_megabyte_is_too_large() {
    world(async |w| {
        let right = secret(w);
        let mut body = br#"{"update_id": 1, "filler": ""#.to_vec();
        body.resize((1 << 20) + 1, b' ');
        let status = knock(&hook(w), Method::POST, Some(&right), body).await;
        assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    })
    .await;
}

#[tokio::test]
async fn the_door_of_a_disconnected_bot_says_gone() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        let (_, token) = new_bot(w, BOT, "lola_shop_bot", "Q7zX");
        lola.types(w, &token).await;
        let telegram = w.outside.telegram();
        let url = telegram.webhook_url(BOT).expect("a webhook");
        let calls = telegram.calls(BOT, "setWebhook");
        let right = calls[0]["secret_token"]
            .as_str()
            .expect("a secret")
            .to_owned();
        let update = json!({"update_id": 1}).to_string().into_bytes();
        assert_eq!(
            knock(&url, Method::POST, Some(&right), update.clone()).await,
            StatusCode::OK
        );
        // Known to be there a moment ago, and gone at once.
        lola.taps(w, "Disconnect").await;
        assert_eq!(
            knock(&url, Method::POST, Some(&right), update).await,
            StatusCode::GONE
        );
    })
    .await;
}

#[tokio::test]
async fn a_webhook_is_set_once_and_again_only_after_a_move() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        lola.activates(w, "narxlar.csv", FILE.as_bytes()).await;
        let (_, token) = new_bot(w, BOT, "lola_shop_bot", "Q7zX");
        lola.types(w, &token).await;
        w.halt().await;
        w.boot().await;
        let set = |w: &World, bot| w.outside.telegram().webhook_calls(bot);
        assert_eq!((set(w, PARTNER_BOT), set(w, BOT)), (1, 1));
        w.halt().await;
        w.moves();
        w.boot().await;
        assert_eq!((set(w, PARTNER_BOT), set(w, BOT)), (2, 2));
        let aziz = w.customer("Aziz", BOT);
        aziz.starts(w).await;
        let answer = aziz.asks(w, "Choynak qancha turadi?").await;
        assert!(answer.contains("145 000"), "{answer}");
    })
    .await;
}

#[tokio::test]
async fn an_update_that_comes_twice_is_answered_once() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        lola.activates(w, "narxlar.csv", FILE.as_bytes()).await;
        let (_, token) = new_bot(w, BOT, "lola_shop_bot", "Q7zX");
        lola.types(w, &token).await;
        let aziz = w.customer("Aziz", BOT);
        aziz.starts(w).await;
        aziz.asks(w, "Choynak qancha turadi?").await;
        let before = aziz.chat(w).messages.len();
        for update in w.outside.telegram().update_ids(BOT) {
            w.outside
                .telegram()
                .redeliver(BOT, update)
                .expect("it was there");
        }
        w.settle().await;
        assert_eq!(w.outside.telegram().pending(), 0);
        assert_eq!(aziz.chat(w).messages.len(), before, "{}", aziz.heard(w));
    })
    .await;
}
