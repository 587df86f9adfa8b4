//! Templates of WhatsApp.

use serde_json::{Value, json};

use super::*;
use crate::meta::{Template, TemplateCategory, TemplateHeader, TemplateState, Tier};

const DAY_MS: i64 = 24 * 3_600_000;

fn order_ready() -> Template {
    let mut template = Template::new(
        "order_ready",
        "uz",
        TemplateCategory::Utility,
        "{{1}}, buyurtma {{2}} tayyor",
    );
    template.quick_replies = vec!["Rahmat".to_owned()];
    template
}

fn call(name: &str, parameters: &[&str]) -> Value {
    let parameters: Vec<Value> = parameters
        .iter()
        .map(|text| json!({"type": "text", "text": text}))
        .collect();
    let components = json!([{"type": "body", "parameters": parameters}]);
    json!({"type": "template", "template": {"name": name, "language": {"code": "uz"}, "components": components}})
}

async fn set() -> Scene {
    let scene = Scene::set().await;
    scene.meta().template(WABA, order_ready());
    let sale = Template::new("sale", "uz", TemplateCategory::Marketing, "Chegirma!");
    scene.meta().template(WABA, sale);
    scene
}

#[tokio::test]
async fn a_template_opens_a_closed_window() {
    let scene = set().await;
    let (status, answer) = scene.send(call("order_ready", &["Lola", "7"])).await;
    assert_eq!(status, 200, "{answer}");
    assert_eq!(answer["messages"][0]["message_status"], "accepted");
    let seen = scene.lola().last().unwrap();
    assert_eq!(seen.text, "Lola, buyurtma 7 tayyor");
    scene.told().await;
    scene.lola().taps("Rahmat").unwrap();
    let message = scene.values().await.remove(0)["messages"][0].clone();
    assert_eq!(message["type"], "button");
    assert_eq!(
        message["button"],
        json!({"text": "Rahmat", "payload": "Rahmat"})
    );
    let mut body = call("order_ready", &["Lola", "8"]);
    let payload = json!({"type": "payload", "payload": "thanks-8"});
    let button =
        json!({"type": "button", "sub_type": "quick_reply", "index": "0", "parameters": [payload]});
    body["template"]["components"]
        .as_array_mut()
        .unwrap()
        .push(button);
    scene.sent(body).await;
    assert_eq!(scene.lola().last().unwrap().buttons[0].id, "thanks-8");
    scene.nothing_unexpected();
}

#[tokio::test]
async fn templates_are_checked() {
    let scene = set().await;
    assert_eq!(scene.refused(call("unknown", &[])).await, (404, 132_001));
    assert_eq!(
        scene.refused(call("order_ready", &["Lola"])).await,
        (400, 132_000)
    );
    assert_eq!(
        scene.refused(call("order_ready", &["Lola", ""])).await.1,
        132_012
    );
    assert_eq!(
        scene
            .refused(call("order_ready", &["Lola", "a\nb"]))
            .await
            .1,
        132_012
    );
    assert_eq!(
        scene
            .refused(call("order_ready", &["Lola", &"x".repeat(1024)]))
            .await
            .1,
        132_005
    );
    for (state, code) in [
        (TemplateState::Paused, 132_015),
        (TemplateState::Disabled, 132_016),
        (TemplateState::Pending, 132_001),
    ] {
        scene.meta().template(
            WABA,
            Template {
                state,
                ..order_ready()
            },
        );
        assert_eq!(
            scene.refused(call("order_ready", &["Lola", "7"])).await.1,
            code
        );
    }
    scene.nothing_unexpected();
}

#[tokio::test]
async fn a_template_may_have_a_picture_above() {
    let scene = set().await;
    let mut with_picture = order_ready();
    with_picture.header = Some(TemplateHeader::Image);
    scene.meta().template(WABA, with_picture);
    assert_eq!(
        scene.refused(call("order_ready", &["Lola", "7"])).await.1,
        132_012
    );
    let link = scene.hook.serve("a.png", "image/png", b"png");
    let mut body = call("order_ready", &["Lola", "7"]);
    let header =
        json!({"type": "header", "parameters": [{"type": "image", "image": {"link": link}}]});
    body["template"]["components"]
        .as_array_mut()
        .unwrap()
        .push(header);
    scene.sent(body).await;
    assert!(scene.lola().last().unwrap().media.is_some());
    scene.nothing_unexpected();
}

#[tokio::test]
async fn marketing_stops_when_people_say_so() {
    let scene = set().await;
    scene.lola().stops_marketing().unwrap();
    let told = scene.values().await.remove(0);
    assert_eq!(told["user_preferences"][0]["value"], "stop");
    scene.sent(call("sale", &[])).await;
    assert_eq!(
        scene.values().await[0]["statuses"][0]["errors"][0]["code"],
        131_050
    );
    scene.sent(call("order_ready", &["Lola", "7"])).await;
    assert_eq!(scene.values().await[0]["statuses"][0]["status"], "sent");
    scene.lola().resumes_marketing().unwrap();
    scene.told().await;
    scene.sent(call("sale", &[])).await;
    assert_eq!(scene.values().await[0]["statuses"][0]["status"], "sent");
}

#[tokio::test]
async fn the_tier_counts_people_written_to_first() {
    let scene = set().await;
    let tier = WhatsAppNumber {
        tier: Tier::Of250,
        ..WhatsAppNumber::new(NUMBER, WABA, "+998 71 200 00 01")
    };
    scene.meta().whatsapp_number(tier);
    let mut last = Value::Null;
    for index in 0..251 {
        // Within the throughput of one second.
        scene.advance(100);
        let phone = scene.meta().whatsapp_person(WhatsAppPerson::with_phone(
            &format!("9989300{index:05}"),
            "A",
        ));
        let mut body = call("sale", &[]);
        body["to"] = json!(phone);
        scene.sent(body).await;
        last = scene.values().await.remove(0)["statuses"][0].clone();
    }
    assert_eq!(last["errors"][0]["code"], 131_048);
    scene.advance(DAY_MS);
    scene.sent(call("sale", &[])).await;
    assert_eq!(scene.values().await[0]["statuses"][0]["status"], "sent");
}

#[tokio::test]
async fn codes_go_to_phones_only() {
    let scene = set().await;
    let code = Template::new("code", "uz", TemplateCategory::Authentication, "Kod: {{1}}");
    scene.meta().template(WABA, code);
    scene
        .meta()
        .whatsapp_person(WhatsAppPerson::with_username("UZ.1", "nur", "Nur"));
    let mut body = call("code", &["1234"]);
    body["to"] = Value::Null;
    body["recipient"] = json!("UZ.1");
    assert_eq!(scene.refused(body).await.1, 131_062);
}

#[tokio::test]
async fn templates_are_listed() {
    let scene = set().await;
    let listed = scene.ask(&format!("{WABA}/message_templates")).await.1;
    let first = &listed["data"][0];
    assert_eq!(
        (&first["name"], &first["status"]),
        (&json!("order_ready"), &json!("APPROVED"))
    );
    assert_eq!(
        first["components"][0]["text"],
        "{{1}}, buyurtma {{2}} tayyor"
    );
    let path = format!("{WABA}/message_templates?name=sale&fields=category");
    let listed = scene.ask(&path).await.1;
    assert_eq!(listed["data"].as_array().unwrap().len(), 1);
    assert_eq!(listed["data"][0]["category"], "MARKETING");
    scene.nothing_unexpected();
}
