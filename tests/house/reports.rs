//! Errors told to the operator's Sentry.

use std::sync::Arc;

use scx_connect::sentry::{Dsn, Sentry};
use scx_fakes::Fault;
use scx_kit::{Hosts, Http, Millis};
use scx_world::World;
use sellercloudx::Reports;
use tracing::subscriber::DefaultGuard;
use tracing_subscriber::layer::SubscriberExt;

use crate::world;

/// From now on errors of this thread are reported to `dsn`.
fn reported_to(w: &World, dsn: &str) -> DefaultGuard {
    let clock = Arc::new(w.house.clock.clone());
    let (reports, noticed) = Reports::new(w.house.activity.clone());
    let http = Http::new(clock.clone(), Hosts::default());
    let sentry = Sentry::new(http, Dsn::parse(dsn).expect("a DSN"));
    tokio::spawn(noticed.send_all(sentry, clock, w.house.entropy.clone()));
    tracing::subscriber::set_default(tracing_subscriber::registry().with(reports))
}

/// What was told, oldest first.
fn told(w: &World) -> Vec<String> {
    let events = w.outside.sentry().events();
    let words = events
        .iter()
        .map(|event| event["message"]["formatted"].as_str());
    words
        .map(|words| words.expect("a message").to_owned())
        .collect()
}

#[tokio::test]
async fn an_error_of_the_product_is_reported_without_what_people_said() {
    world(async |w| {
        let _guard = reported_to(w, &w.outside.sentry_dsn());
        let lola = w.seller("Lolaxon");
        lola.registers(w).await;
        let body =
            r#"{"ok":false,"error_code":400,"description":"Bad Request: Lolaxon +998901234567"}"#;
        let fault = Fault::Status {
            code: 400,
            body: Some(body.to_owned()),
        };
        w.outside.fail_next("telegram", Some("sendMessage"), fault);
        lola.types(w, "/help").await;
        let events = w.outside.sentry().events();
        assert_eq!(told(w), ["a letter cannot be sent"]);
        let event = &events[0];
        assert_eq!(event["level"], "error");
        assert_eq!(event["logger"], "scx_bot::post");
        assert_eq!(event["transaction"], "job");
        assert_eq!(event["extra"]["job.name"], "outbox.send");
        assert_eq!(
            event["extra"]["error"],
            "telegram: telegram.SendMessage: refused: other"
        );
        let all = format!("{events:?}");
        assert!(!all.contains("Lolaxon") && !all.contains("99890"), "{all}");
    })
    .await;
}

#[tokio::test]
async fn a_fault_that_repeats_is_reported_once_a_minute() {
    world(async |w| {
        let _guard = reported_to(w, &w.outside.sentry_dsn());
        for _ in 0..5 {
            tracing::error!(body = "a body", "broken");
        }
        tracing::error!(
            error = "token 7000000001:AAPartnerBotTokenForTestsAndPlays01",
            "other"
        );
        w.settle().await;
        assert_eq!(told(w), ["broken", "other"]);
        let events = w.outside.sentry().events();
        assert_eq!(events[1]["extra"]["withheld"], "4");
        assert_eq!(events[1]["extra"]["error"], "token [token]");
        assert!(!format!("{events:?}").contains("a body"));
        w.advance(Millis::minutes(1)).await;
        tracing::error!("broken");
        w.settle().await;
        assert_eq!(told(w), ["broken", "other", "broken"]);
    })
    .await;
}

#[tokio::test]
async fn a_service_that_asks_for_silence_gets_it() {
    world(async |w| {
        let _guard = reported_to(w, &w.outside.sentry_dsn());
        let limit = Fault::RateLimited { retry_after_s: 120 };
        w.outside.fail_next("sentry", None, limit);
        for words in ["first", "second", "third"] {
            tracing::error!("{words}");
            w.settle().await;
        }
        let asked = |w: &World| {
            let exchanges = w.outside.exchanges().into_iter();
            exchanges.filter(|it| it.service == "sentry").count()
        };
        assert_eq!((asked(w), told(w).len()), (1, 0));
        w.advance(Millis::secs(120)).await;
        tracing::error!("fourth");
        w.settle().await;
        assert_eq!((asked(w), told(w)), (2, vec!["fourth".to_owned()]));
    })
    .await;
}

#[tokio::test]
async fn a_dead_address_costs_nothing_but_the_reports() {
    world(async |w| {
        let dead = {
            let socket = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
            socket.local_addr().expect("bound")
        };
        let _guard = reported_to(w, &format!("http://0123abcd@{dead}/1"));
        for at in 0..200 {
            tracing::error!("error {at}");
        }
        let lola = w.seller("Lola");
        lola.registers(w).await;
        assert!(
            lola.screen(w).contains("Connect a bot"),
            "{}",
            lola.screen(w)
        );
        // An address that hangs holds up nobody either.
        let _guard = reported_to(w, &w.outside.sentry_dsn());
        w.outside.fail_next("sentry", None, Fault::Hang);
        tracing::error!("hangs");
        lola.types(w, "/help").await;
        assert!(!lola.screen(w).is_empty());
        w.advance(Millis::secs(30)).await;
        tracing::error!("works again");
        w.settle().await;
        assert_eq!(told(w), ["works again"]);
    })
    .await;
}
