//! What the operator's monitor is told.

use scx_kit::{Meter, Millis, Moves};
use scx_world::{Start, World};
use sellercloudx::all_parts;

use super::doors::base;
use crate::{world, world_with};

const TOKEN: &str = "a-token-of-the-monitor";

async fn ask(w: &World, path: &str, bearer: Option<&str>) -> (u16, String) {
    #[expect(
        clippy::disallowed_methods,
        reason = "the monitor is no part of the product"
    )]
    let client = reqwest::Client::new();
    let request = client.get(format!("{}/{path}", base(w)));
    let request = match bearer {
        Some(token) => request.bearer_auth(token),
        None => request,
    };
    let answer = request.send().await.expect("an answer");
    let status = answer.status().as_u16();
    (status, answer.text().await.expect("a text"))
}

fn watched() -> Start {
    Start {
        config: vec![("METRICS_TOKEN".into(), TOKEN.into())],
        ..Start::default()
    }
}

/// The value of one series.
fn value(text: &str, series: &str) -> f64 {
    let line = text.lines().find_map(|line| line.strip_prefix(series));
    let line = line.unwrap_or_else(|| panic!("no {series} in\n{text}"));
    // Without labels the braces are empty.
    line.trim_start_matches("{}")
        .trim()
        .parse()
        .expect("a number")
}

/// Every name under which a meter is exported.
fn exported(meter: &Meter) -> Vec<String> {
    let with = |end: &str| format!("{}{end}", meter.name);
    match meter.moves {
        Moves::Up => vec![with("_total")],
        Moves::Freely => vec![with("")],
        Moves::Gathers => vec![with("_bucket"), with("_sum"), with("_count")],
    }
}

/// All texts of the dashboard that name metrics.
fn queries(node: &serde_json::Value, found: &mut Vec<String>) {
    match node {
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                match value.as_str() {
                    Some(text) if name == "expr" || name == "query" => found.push(text.to_owned()),
                    _ => queries(value, found),
                }
            }
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| queries(item, found)),
        _ => {}
    }
}

#[test]
fn the_dashboard_asks_for_exported_metrics_and_for_each_of_them() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/examples/grafana/sellercloudx.json"
    );
    let text = std::fs::read_to_string(path).expect("the dashboard");
    let mut asked = Vec::new();
    queries(&serde_json::from_str(&text).expect("JSON"), &mut asked);
    let name = regex::Regex::new("scx_[a-z_]+").expect("a constant");
    let asked: std::collections::BTreeSet<&str> = asked
        .iter()
        .flat_map(|query| name.find_iter(query).map(|found| found.as_str()))
        .collect();
    let meters = all_parts().meters;
    let known: Vec<String> = meters.iter().flat_map(exported).collect();
    for name in &asked {
        assert!(known.iter().any(|it| it == name), "{name} is not exported");
    }
    for meter in &meters {
        let is_shown = exported(meter)
            .iter()
            .any(|name| asked.contains(name.as_str()));
        assert!(is_shown, "{} is not on the dashboard", meter.name);
    }
    assert!(asked.len() > 10, "{asked:?}");
}

#[tokio::test]
async fn without_a_token_there_are_no_metrics() {
    world(async |w| {
        assert_eq!(ask(w, "metrics", None).await.0, 404);
        assert_eq!(ask(w, "metrics", Some("")).await.0, 404);
    })
    .await;
    world_with(watched(), async |w| {
        for wrong in [
            None,
            Some(""),
            Some("a-token-of-the-monitoR"),
            Some("a-token"),
        ] {
            assert_eq!(ask(w, "metrics", wrong).await.0, 404, "{wrong:?}");
        }
        assert_eq!(ask(w, "metrics", Some(TOKEN)).await.0, 200);
    })
    .await;
}

#[tokio::test]
async fn a_story_moves_every_meter_and_names_nobody() {
    world_with(watched(), async |w| {
        let lola = w.seller("Lolaxon");
        lola.registers(w).await;
        lola.activates(w, "narxlar.csv", b"Mahsulot;Narxi\nChoynakcha;145 000\n")
            .await;
        let shop = lola.connects_bot(w, "lola_shop_bot").await;
        let aziz = w.customer("Azizbek", shop);
        aziz.starts(w).await;
        aziz.asks(w, "Choynakcha qancha turadi?").await;
        w.has_meta();
        lola.connects_whatsapp(w).await;
        let dilnoza = w.on_whatsapp("Dilnozaxon", "998900000011");
        dilnoza.says("Choynakcha qancha turadi?").expect("a chat");
        // By then the bots were looked after.
        w.advance(Millis::minutes(15)).await;
        let (_, text) = ask(w, "metrics", Some(TOKEN)).await;
        assert!(text.ends_with("# EOF\n"));
        for meter in all_parts().meters {
            let name = exported(&meter).swap_remove(0);
            let has_value = text.lines().any(|line| {
                line.strip_prefix(&name)
                    .is_some_and(|rest| rest.starts_with([' ', '{']))
            });
            assert!(has_value, "{name} was not moved:\n{text}");
        }
        assert_eq!(
            value(
                &text,
                "scx_answers_total{action=\"answer\",provider=\"built-in\"}"
            ),
            2.0
        );
        assert!(
            value(
                &text,
                "scx_outside_calls_total{service=\"telegram\",op=\"SendMessage\",outcome=\"ok\"}"
            ) > 3.0
        );
        assert!(value(&text, "scx_database_size_bytes") > 10_000.0);
        assert_eq!(value(&text, "scx_inbox_waiting"), 0.0);
        let partner = w.partner(&lola).await.id.to_string();
        for private in [
            partner.as_str(),
            "Lolaxon",
            "Azizbek",
            "lola_shop_bot",
            "bot_0",
            "prt_",
            "99890",
        ] {
            let line = text
                .lines()
                .find(|line| line.contains(private) && !line.starts_with('#'));
            assert_eq!(line, None, "{private} is told");
        }
    })
    .await;
}

#[tokio::test]
async fn what_waits_is_told_with_its_age_and_read_at_most_every_five_seconds() {
    world_with(watched(), async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        let shop = lola.connects_bot(w, "lola_shop_bot").await;
        let aziz = w.customer("Aziz", shop);
        aziz.starts(w).await;
        w.passes(Millis::secs(10)).await;
        aziz.writes(w, "Choynak bormi?");
        w.rest().await;
        w.passes(Millis(1_000)).await;
        let (_, text) = ask(w, "metrics", Some(TOKEN)).await;
        assert_eq!(value(&text, "scx_inbox_waiting"), 1.0);
        assert_eq!(value(&text, "scx_inbox_lag_seconds"), 1.0);
        assert_eq!(value(&text, "scx_jobs{lane=\"chat\",state=\"later\"}"), 1.0);
        assert_eq!(value(&text, "scx_jobs_lag_seconds{lane=\"chat\"}"), 0.0);
        let (status, ready) = ask(w, "health/ready", None).await;
        let ready: serde_json::Value = serde_json::from_str(&ready).expect("JSON");
        assert_eq!((status, &ready["status"]), (200, &"ready".into()));
        assert_eq!(
            ready["inbox"],
            serde_json::json!({"waiting": 1, "lag_ms": 1_000})
        );
        w.settle().await;
        let (_, text) = ask(w, "metrics", Some(TOKEN)).await;
        assert_eq!(
            value(&text, "scx_inbox_waiting"),
            1.0,
            "the last reading is young"
        );
        w.passes(Millis::secs(5)).await;
        let (_, text) = ask(w, "metrics", Some(TOKEN)).await;
        assert_eq!(value(&text, "scx_inbox_waiting"), 0.0);
    })
    .await;
}
