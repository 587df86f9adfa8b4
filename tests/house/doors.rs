//! The doors: health, methods, limits, and who is turned away.

use reqwest::header::HeaderMap;
use reqwest::{Method, RequestBuilder, Response};
use scx_kit::Millis;
use scx_store::sql;
use scx_world::{PARTNER_BOT, Start, World};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::{world, world_with};

/// A stranger's address and another one, as a proxy tells them.
const STRANGER: &str = "203.0.113.7";
const OTHER: &str = "198.51.100.1";

/// The address of the product, as Telegram was told it.
pub fn base(w: &World) -> String {
    let hook = w
        .outside
        .telegram()
        .webhook_url(PARTNER_BOT)
        .expect("a webhook is set");
    let (base, _) = hook.split_once("/telegram/").expect("our path");
    base.to_owned()
}

fn request(method: Method, url: &str) -> RequestBuilder {
    #[expect(
        clippy::disallowed_methods,
        reason = "a stranger has a client of their own"
    )]
    let client = reqwest::Client::new();
    client.request(method, url)
}

async fn sent(request: RequestBuilder) -> Response {
    request.send().await.expect("an answer")
}

async fn status(method: Method, url: String) -> u16 {
    sent(request(method, &url)).await.status().as_u16()
}

/// A start with further keys.
fn with(config: &[(&str, &str)]) -> Start {
    let config = config
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    Start {
        config,
        ..Start::default()
    }
}

/// The partner bot's hook and the secret that Telegram was told.
fn hook(w: &World) -> (String, String) {
    let url = w.outside.telegram().webhook_url(PARTNER_BOT);
    let calls = w.outside.telegram().calls(PARTNER_BOT, "setWebhook");
    let secret = calls[0]["secret_token"].as_str().expect("a secret");
    (url.expect("a webhook is set"), secret.to_owned())
}

/// Posts an update through our proxy on behalf of an address.
async fn posts(from: &str, url: &str, secret: &str) -> Response {
    let update = request(Method::POST, url)
        .header("X-Forwarded-For", from)
        .header("X-Telegram-Bot-Api-Secret-Token", secret)
        .body(json!({"update_id": 1}).to_string());
    sent(update).await
}

#[tokio::test]
async fn health_and_readiness_are_told_to_anybody_who_asks() {
    world(async |w| {
        let base = base(w);
        for path in ["healthz", "readyz", "health/live", "health/ready"] {
            assert_eq!(status(Method::GET, format!("{base}/{path}")).await, 200);
            assert_eq!(status(Method::POST, format!("{base}/{path}")).await, 405);
        }
        assert_eq!(status(Method::GET, format!("{base}/nothing")).await, 404);
    })
    .await;
}

fn told<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

#[tokio::test]
async fn every_answer_says_that_it_is_no_page_and_not_to_be_kept() {
    world(async |w| {
        let (base, (hook, _)) = (base(w), hook(w));
        for (method, url, expected) in [
            (Method::GET, format!("{base}/healthz"), 200),
            (Method::GET, format!("{base}/nothing"), 404),
            (Method::POST, format!("{base}/healthz"), 405),
            (Method::POST, hook, 401),
        ] {
            let page = request(method, &url).header("Origin", "https://page.example");
            let answer = sent(page).await;
            assert_eq!(answer.status().as_u16(), expected, "{url}");
            let headers = answer.headers();
            for (name, value) in [
                ("x-content-type-options", Some("nosniff")),
                ("cache-control", Some("no-store")),
                ("referrer-policy", Some("no-referrer")),
                (
                    "content-security-policy",
                    Some("default-src 'none'; frame-ancestors 'none'"),
                ),
                ("strict-transport-security", None),
                ("access-control-allow-origin", None),
                ("server", None),
            ] {
                assert_eq!(told(headers, name), value, "{url}: {name}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn an_https_address_is_to_stay_one_and_named_pages_may_read() {
    let start = with(&[("CORS_ORIGINS", "https://page.example")]);
    world_with(start, async |w| {
        let health = format!("{}/healthz", base(w));
        w.halt().await;
        let public = ("WEBHOOK_BASE_URL", "https://shop.example");
        w.start
            .config
            .push((public.0.to_owned(), public.1.to_owned()));
        w.boot().await;
        for (origin, allowed) in [
            ("https://page.example", Some("https://page.example")),
            ("https://other.example", None),
        ] {
            let page = request(Method::GET, &health).header("Origin", origin);
            let answer = sent(page).await;
            let headers = answer.headers();
            assert_eq!(told(headers, "access-control-allow-origin"), allowed);
            let https_only = told(headers, "strict-transport-security");
            assert_eq!(https_only, Some("max-age=31536000"));
        }
    })
    .await;
}

#[tokio::test]
async fn who_tries_many_paths_and_secrets_waits_while_telegram_never_does() {
    world_with(with(&[("TRUSTED_PROXIES", "127.0.0.0/8")]), async |w| {
        let (url, secret) = hook(w);
        let nowhere = format!("{}/telegram/webhook/{}", base(w), "x".repeat(24));
        for round in 0..10 {
            let wrong = posts(STRANGER, &url, "wrong").await.status().as_u16();
            let unknown = posts(STRANGER, &nowhere, &secret).await.status().as_u16();
            assert_eq!((wrong, unknown), (401, 404), "round {round}");
        }
        for wrong in [&url, &nowhere, &format!("{}/admin.php", base(w))] {
            let answer = posts(STRANGER, wrong, "wrong").await;
            assert_eq!(answer.status().as_u16(), 429, "{wrong}");
            assert_eq!(told(answer.headers(), "retry-after"), Some("300"));
        }
        // Others are not meant, and neither is the right secret from there.
        assert_eq!(posts(OTHER, &url, "wrong").await.status().as_u16(), 401);
        assert_eq!(posts(STRANGER, &url, &secret).await.status().as_u16(), 200);
        for _ in 0..30 {
            let counted = posts(STRANGER, &nowhere, "wrong").await.status().as_u16();
            assert_eq!(counted, 404, "an address of Telegram is not counted");
        }
    })
    .await;
}

#[tokio::test]
async fn a_page_that_anybody_gets_makes_no_stranger_welcome() {
    world_with(with(&[("TRUSTED_PROXIES", "127.0.0.0/8")]), async |w| {
        let (url, _) = hook(w);
        let page = format!("{}/u/{}", base(w), "x".repeat(32));
        for method in [Method::GET, Method::POST] {
            let click = request(method, &page).header("X-Forwarded-For", STRANGER);
            assert_eq!(sent(click).await.status().as_u16(), 200);
        }
        for _ in 0..20 {
            posts(STRANGER, &url, "wrong").await;
        }
        assert_eq!(posts(STRANGER, &url, "wrong").await.status().as_u16(), 429);
    })
    .await;
}

#[tokio::test]
async fn a_stranger_may_come_again_after_a_while() {
    world_with(with(&[("TRUSTED_PROXIES", "127.0.0.0/8")]), async |w| {
        let (url, _) = hook(w);
        for _ in 0..20 {
            posts(STRANGER, &url, "wrong").await;
        }
        assert_eq!(posts(STRANGER, &url, "wrong").await.status().as_u16(), 429);
        w.passes(Millis::minutes(6)).await;
        assert_eq!(posts(STRANGER, &url, "wrong").await.status().as_u16(), 401);
    })
    .await;
}

#[tokio::test]
async fn an_invented_address_does_not_hide_a_stranger_and_an_unnamed_proxy_is_not_blamed() {
    world_with(with(&[("TRUSTED_PROXIES", "127.0.0.0/8")]), async |w| {
        let (url, _) = hook(w);
        for number in 0..20 {
            posts(&format!("10.9.8.{number}, {STRANGER}"), &url, "wrong").await;
        }
        assert_eq!(posts(STRANGER, &url, "wrong").await.status().as_u16(), 429);
    })
    .await;
    world(async |w| {
        let (url, _) = hook(w);
        for _ in 0..30 {
            let status = posts(STRANGER, &url, "wrong").await.status().as_u16();
            assert_eq!(status, 401);
        }
    })
    .await;
}

#[tokio::test]
async fn a_body_that_does_not_arrive_is_not_waited_for() {
    world(async |w| {
        let (url, secret) = hook(w);
        let (host, path) = url
            .strip_prefix("http://")
            .and_then(|rest| rest.split_once('/'))
            .expect("an address");
        let mut line = TcpStream::connect(host).await.expect("connected");
        let head = format!(
            "POST /{path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 500\r\n\
             Expect: 100-continue\r\nX-Telegram-Bot-Api-Secret-Token: {secret}\r\n\r\n"
        );
        line.write_all(head.as_bytes()).await.expect("sent");
        let mut heard = Vec::new();
        while !heard.ends_with(b"\r\n\r\n") {
            // The product asks for the body, so it waits for it now.
            assert_ne!(line.read_buf(&mut heard).await.expect("read"), 0);
        }
        line.write_all(b"{\"update_id\": ").await.expect("sent");
        w.passes(Millis::secs(11)).await;
        line.read_to_end(&mut heard).await.expect("the end");
        let heard = String::from_utf8_lossy(&heard).into_owned();
        assert!(heard.contains("HTTP/1.1 408"), "{heard}");
    })
    .await;
}

#[tokio::test]
async fn a_product_without_its_database_lives_and_is_not_ready() {
    world(async |w| {
        let base = base(w);
        w.expect_errors();
        w.cx().db.clone().close().await;
        let get = async |path: &str| status(Method::GET, format!("{base}/{path}")).await;
        assert_eq!(get("health/live").await, 200);
        assert_eq!(get("health/ready").await, 503);
        w.halt().await;
        w.boot().await;
    })
    .await;
}

async fn change(w: &World, text: &'static str) {
    let mut tx = w.cx().db.begin().await.expect("a transaction");
    sql(text).execute(&mut tx).await.expect("changed");
    tx.commit().await.expect("committed");
}

#[tokio::test]
async fn what_could_not_be_stored_is_not_thanked_for() {
    world(async |w| {
        w.expect_errors();
        let lola = w.seller("Lola");
        change(w, "ALTER TABLE inbox RENAME TO elsewhere").await;
        lola.writes(w, "/start");
        w.rest().await;
        assert_eq!(w.outside.telegram().pending(), 1, "Telegram keeps it");
        change(w, "ALTER TABLE elsewhere RENAME TO inbox").await;
        w.advance(Millis::minutes(5)).await;
        assert_eq!(w.outside.telegram().pending(), 0);
        assert!(lola.screen(w).contains("[English]"), "{}", lola.screen(w));
    })
    .await;
}
