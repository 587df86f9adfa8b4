//! What messages cost, as statuses tell it.

use serde_json::{Value, json};

use super::*;
use crate::meta::{PricedStatus, Template, TemplateCategory};
use crate::testing::START_MS;

/// 2026-10-01T00:00Z
const CHARGED_FROM_MS: i64 = 1_790_812_800_000;
const HOUR_MS: i64 = 3_600_000;

async fn prices(scene: &Scene) -> Vec<(Value, Value)> {
    let values = scene.values().await;
    let statuses = values
        .iter()
        .flat_map(|it| it["statuses"].as_array().into_iter().flatten());
    let priced = statuses.filter(|it| it["pricing"].is_object());
    priced
        .map(|it| (it["status"].clone(), it["pricing"].clone()))
        .collect()
}

fn price(kind: &str, category: &str) -> Value {
    json!({"billable": kind == "regular", "pricing_model": "PMP", "type": kind, "category": category})
}

#[tokio::test]
async fn one_status_carries_the_price() {
    let scene = Scene::set().await;
    scene.lola().says("salom").unwrap();
    scene.sent(Scene::text("bir")).await;
    let free = price("free_customer_service", "service");
    assert_eq!(prices(&scene).await, [(json!("delivered"), free.clone())]);
    scene.meta().price_in(PricedStatus::Sent);
    scene.sent(Scene::text("ikki")).await;
    assert_eq!(prices(&scene).await, [(json!("sent"), free)]);
}

#[tokio::test]
async fn a_thousand_service_messages_a_month_are_free_since_october_2026() {
    let scene = Scene::set().await;
    scene.advance(CHARGED_FROM_MS - START_MS);
    scene.lola().says("salom").unwrap();
    scene.meta().add_service_messages(NUMBER, 999);
    scene.sent(Scene::text("a")).await;
    assert_eq!(
        prices(&scene).await[0].1,
        price("free_customer_service", "service")
    );
    scene.sent(Scene::text("a")).await;
    assert_eq!(prices(&scene).await[0].1, price("regular", "service"));
    assert_eq!(
        scene.meta().service_messages(NUMBER, CHARGED_FROM_MS),
        1_001
    );
    scene.advance(31 * 24 * HOUR_MS);
    scene.lola().says("noyabr").unwrap();
    scene.sent(Scene::text("a")).await;
    assert_eq!(
        prices(&scene).await[0].1,
        price("free_customer_service", "service")
    );
    assert_eq!(
        scene.meta().service_messages(NUMBER, CHARGED_FROM_MS),
        1_001
    );
}

#[tokio::test]
async fn templates_have_the_price_of_their_category() {
    let scene = Scene::set().await;
    let utility = Template::new("ready", "uz", TemplateCategory::Utility, "Tayyor");
    let marketing = Template::new("sale", "uz", TemplateCategory::Marketing, "Chegirma");
    scene.meta().template(WABA, utility);
    scene.meta().template(WABA, marketing);
    let call = |name: &str| json!({"type": "template", "template": {"name": name, "language": {"code": "uz"}}});
    scene.sent(call("ready")).await;
    assert_eq!(prices(&scene).await[0].1, price("regular", "utility"));
    scene.lola().says("rahmat").unwrap();
    scene.sent(call("ready")).await;
    assert_eq!(
        prices(&scene).await[0].1,
        price("free_customer_service", "utility")
    );
    scene.sent(call("sale")).await;
    assert_eq!(prices(&scene).await[0].1, price("regular", "marketing"));
    scene.advance(CHARGED_FROM_MS - START_MS);
    scene.lola().says("rahmat").unwrap();
    scene.sent(call("ready")).await;
    assert_eq!(prices(&scene).await[0].1, price("regular", "utility"));
}

#[tokio::test]
async fn an_ad_opens_a_free_entry_for_three_days() {
    let scene = Scene::set().await;
    scene.lola().comes_from_ad("narxi?", "120210").unwrap();
    let message = scene.values().await.remove(0)["messages"][0].clone();
    assert_eq!(message["referral"]["source_id"], "120210");
    scene.sent(Scene::text("150 000")).await;
    scene.told().await;
    scene.advance(71 * HOUR_MS);
    scene.sent(Scene::text("o'ylab ko'rdingizmi?")).await;
    assert_eq!(
        prices(&scene).await[0].1,
        price("free_entry_point", "service")
    );
    scene.advance(HOUR_MS);
    scene.sent(Scene::text("kech")).await;
    assert_eq!(
        scene.values().await[0]["statuses"][0]["errors"][0]["code"],
        131_047
    );
}
