//! Buttons, lists and link buttons of WhatsApp.

use serde_json::{Value, json};

use super::*;

fn buttons(titles: &[&str]) -> Value {
    let buttons = titles.iter().enumerate().map(|(place, title)| {
        json!({"type": "reply", "reply": {"id": format!("b{place}"), "title": title}})
    });
    let buttons: Vec<Value> = buttons.collect();
    interactive("button", json!({"buttons": buttons}))
}

fn interactive(kind: &str, action: Value) -> Value {
    json!({"type": "interactive", "interactive": {
        "type": kind,
        "body": {"text": "Rozimisiz?"},
        "action": action,
    }})
}

fn list(rows: &[(&str, &str)]) -> Value {
    let rows = rows
        .iter()
        .map(|(id, title)| json!({"id": id, "title": title, "description": "izoh"}));
    let rows: Vec<Value> = rows.collect();
    interactive(
        "list",
        json!({"button": "Tanlang", "sections": [{"title": "Mollar", "rows": rows}]}),
    )
}

async fn refuse(scene: &Scene, body: Value) -> String {
    let (status, answer) = scene.send(body).await;
    assert_eq!(status, 400, "{answer}");
    scene.one_unexpected();
    let error = &answer["error"];
    let details = error["error_data"]["details"].as_str();
    details
        .unwrap_or(error["message"].as_str().unwrap())
        .to_owned()
}

#[tokio::test]
async fn buttons_are_tapped() {
    let scene = Scene::set().await;
    scene.lola().says("salom").unwrap();
    let id = scene.sent(buttons(&["Ha", "Yo'q"])).await;
    scene.told().await;
    assert!(scene.lola().taps("Balki").is_err());
    scene.lola().taps("Ha").unwrap();
    let message = scene.values().await.remove(0)["messages"][0].clone();
    assert_eq!(message["type"], "interactive");
    let reply = json!({"type": "button_reply", "button_reply": {"id": "b0", "title": "Ha"}});
    assert_eq!(message["interactive"], reply);
    assert_eq!(
        message["context"],
        json!({"id": id, "from": "998712000001"})
    );
    scene.lola().taps_on(&id, "b1").unwrap();
    scene.nothing_unexpected();
}

#[tokio::test]
async fn buttons_have_limits() {
    let scene = Scene::set().await;
    scene.lola().says("salom").unwrap();
    scene
        .sent(buttons(&["я".repeat(20).as_str(), "b", "c"]))
        .await;
    assert!(
        refuse(&scene, buttons(&["a", "b", "c", "d"]))
            .await
            .contains("Max allowed buttons: 3")
    );
    assert!(
        refuse(&scene, buttons(&[]))
            .await
            .contains("Min allowed buttons: 1")
    );
    assert!(
        refuse(&scene, buttons(&["a".repeat(21).as_str()]))
            .await
            .contains("Max length: 20")
    );
    assert!(
        refuse(&scene, buttons(&[""]))
            .await
            .contains("Min length: 1")
    );
    assert!(
        refuse(&scene, buttons(&["a", "a"]))
            .await
            .contains("different")
    );
    let mut body = buttons(&["a"]);
    body["interactive"]["action"]["buttons"][0]["reply"]["id"] = json!("x".repeat(257));
    assert!(refuse(&scene, body).await.contains("Max length: 256"));
    for (part, most) in [("body", 1024), ("footer", 60)] {
        let mut body = buttons(&["a"]);
        body["interactive"][part] = json!({"text": "x".repeat(most)});
        scene.sent(body.clone()).await;
        body["interactive"][part] = json!({"text": "x".repeat(most + 1)});
        assert!(
            refuse(&scene, body).await.contains(&most.to_string()),
            "{part}"
        );
    }
    let mut body = buttons(&["a"]);
    body["interactive"]["header"] = json!({"type": "text", "text": "x".repeat(61)});
    assert!(refuse(&scene, body).await.contains("60"));
    let mut body = buttons(&["a"]);
    body["interactive"]["body"] = json!({});
    assert!(refuse(&scene, body).await.contains("missing"));
}

#[tokio::test]
async fn list_rows_are_tapped_and_limited() {
    let scene = Scene::set().await;
    scene.lola().says("salom").unwrap();
    scene.sent(list(&[("p1", "Choy"), ("p2", "Qahva")])).await;
    scene.told().await;
    let seen = scene.lola().last().unwrap();
    assert_eq!(seen.list_button.as_deref(), Some("Tanlang"));
    scene.lola().taps("Qahva").unwrap();
    let reply = scene.values().await.remove(0)["messages"][0]["interactive"].clone();
    let row = json!({"id": "p2", "title": "Qahva", "description": "izoh"});
    assert_eq!(reply, json!({"type": "list_reply", "list_reply": row}));
    let ids: Vec<String> = (0..11).map(|place| place.to_string()).collect();
    let rows: Vec<(&str, &str)> = ids.iter().map(|id| (id.as_str(), "a")).collect();
    scene.sent(list(&rows[..10])).await;
    scene.nothing_unexpected();
    assert!(refuse(&scene, list(&rows)).await.contains("10"));
    assert!(refuse(&scene, list(&[])).await.contains("10"));
    assert!(
        refuse(&scene, list(&[("a", &"x".repeat(25))]))
            .await
            .contains("Max length: 24")
    );
    assert!(
        refuse(&scene, list(&[(&"x".repeat(201), "a")]))
            .await
            .contains("Max length: 200")
    );
    assert!(
        refuse(&scene, list(&[("a", "b"), ("a", "c")]))
            .await
            .contains("different")
    );
    let mut body = list(&[("a", "b")]);
    body["interactive"]["action"]["sections"][0]["rows"][0]["description"] = json!("x".repeat(73));
    assert!(refuse(&scene, body).await.contains("Max length: 72"));
    let mut body = list(&[("a", "b")]);
    body["interactive"]["action"]["button"] = json!("x".repeat(21));
    assert!(refuse(&scene, body).await.contains("Max length: 20"));
    let mut body = list(&[("a", "b")]);
    body["interactive"]["action"]["sections"] =
        json!([{"rows": [{"id": "a", "title": "a"}]}, {"rows": []}]);
    assert!(refuse(&scene, body).await.contains("Section title"));
}

#[tokio::test]
async fn link_buttons_tell_nobody() {
    let scene = Scene::set().await;
    scene.lola().says("salom").unwrap();
    let link = |url: &str| {
        let parameters = json!({"display_text": "Ko'rish", "url": url});
        interactive(
            "cta_url",
            json!({"name": "cta_url", "parameters": parameters}),
        )
    };
    scene.sent(link("https://dokon.uz")).await;
    assert_eq!(
        scene.lola().last().unwrap().buttons[0].url.as_deref(),
        Some("https://dokon.uz")
    );
    assert!(scene.lola().taps("Ko'rish").is_err());
    assert!(refuse(&scene, link("dokon.uz")).await.contains("http"));
    let products = |count: usize| {
        let items: Vec<Value> = (0..count)
            .map(|it| json!({"product_retailer_id": it.to_string()}))
            .collect();
        let mut body = interactive(
            "product_list",
            json!({"catalog_id": "c", "sections": [{"title": "a", "product_items": items}]}),
        );
        body["interactive"]["header"] = json!({"type": "text", "text": "Mollar"});
        body
    };
    scene.sent(products(30)).await;
    assert!(refuse(&scene, products(31)).await.contains("30"));
}
