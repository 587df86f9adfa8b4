//! Webhooks: signatures, handshakes, redelivery, order, batches.

use serde_json::json;

use super::*;
use crate::meta::{Order, Packing};

const HOUR_MS: i64 = 3_600_000;

fn texts(values: &[Value]) -> Vec<String> {
    let messages = values
        .iter()
        .flat_map(|value| value["messages"].as_array().unwrap());
    messages
        .map(|it| it["text"]["body"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn bodies_are_signed_and_escaped() {
    let scene = Scene::set().await;
    scene.lola().says("қанча? 😀 a/b").unwrap();
    assert_eq!(scene.meta().pending(), 1);
    assert_eq!(scene.meta().pump().await, 1);
    let post = lock(&scene.hook.posts).remove(0);
    let written = String::from_utf8(post.body.to_vec()).unwrap();
    assert!(
        written.contains(r"\u049b\u0430\u043d\u0447\u0430? \ud83d\ude00 a\/b"),
        "{written}"
    );
    assert!(written.is_ascii());
    let expected = crate::meta::packing::signature(SECRET, &post.body);
    assert_eq!(post.signature, expected);
    // The well-known example of this hash.
    assert_eq!(
        crate::meta::packing::signature("key", b"The quick brown fox jumps over the lazy dog"),
        "sha256=f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8"
    );
    let body: Value = serde_json::from_str(&written).unwrap();
    assert_eq!(body["object"], "whatsapp_business_account");
    assert_eq!(body["entry"][0]["id"], WABA);
    let change = &body["entry"][0]["changes"][0];
    assert_eq!(change["field"], "messages");
    let metadata = json!({"display_phone_number": "998712000001", "phone_number_id": NUMBER});
    assert_eq!(change["value"]["metadata"], metadata);
    assert_eq!(
        change["value"]["messages"][0]["text"]["body"],
        "қанча? 😀 a/b"
    );
}

#[tokio::test]
async fn instagram_login_signs_with_its_own_secret() {
    let scene = Scene::set().await;
    scene.ali().says("salom").unwrap();
    scene.meta().pump().await;
    let post = lock(&scene.hook.posts).remove(0);
    let own = format!("{SECRET}-ig");
    assert_eq!(
        post.signature,
        crate::meta::packing::signature(&own, &post.body)
    );
    scene
        .stage
        .client
        .delete(scene.instagram("me", "subscribed_apps"))
        .bearer_auth(IG_TOKEN)
        .send()
        .await
        .unwrap();
    let wish = json!({"subscribed_fields": "messages"});
    let url = scene.graph(PAGE, "subscribed_apps");
    assert_eq!(scene.post_as(PAGE_TOKEN, &url, &wish).await.0, 200);
    scene.ali().says("yana").unwrap();
    scene.meta().pump().await;
    let post = lock(&scene.hook.posts).remove(0);
    assert_eq!(
        post.signature,
        crate::meta::packing::signature(SECRET, &post.body)
    );
}

#[tokio::test]
async fn anything_but_200_is_delivered_again_for_a_week() {
    let scene = Scene::set().await;
    for status in [500, 201, 302, 503] {
        scene.hook.answer_next(status);
    }
    scene.lola().says("bir").unwrap();
    let start = scene.stage.now_ms();
    assert_eq!(scene.told().await.len(), 2, "again at once, then a pause");
    assert_eq!(scene.meta().next_delivery_ms(), Some(start + 30_000));
    scene.advance(30_000);
    scene.told().await;
    assert_eq!(
        scene.meta().next_delivery_ms(),
        Some(start + 90_000),
        "longer and longer"
    );
    scene.advance(60_000);
    scene.told().await;
    scene.advance(120_000);
    assert_eq!(scene.told().await.len(), 1);
    assert_eq!(scene.meta().pending(), 0);
    scene.hook.answer_next(500);
    scene.hook.answer_next(500);
    scene.lola().says("ikki").unwrap();
    scene.told().await;
    scene.advance(7 * 24 * HOUR_MS + 1);
    assert_eq!((scene.told().await.len(), scene.meta().pending()), (0, 0));
    scene.hook.answer_next(500);
    scene.hook.answer_next(500);
    scene.ali().says("uch").unwrap();
    scene.told().await;
    scene.advance(36 * HOUR_MS + 1);
    assert_eq!((scene.told().await.len(), scene.meta().pending()), (0, 0));
}

#[tokio::test]
async fn held_deliveries_come_in_any_order_or_together() {
    let scene = Scene::set().await;
    scene.meta().hold_deliveries();
    for word in ["bir", "ikki", "uch"] {
        scene.lola().says(word).unwrap();
    }
    assert_eq!(scene.values().await.len(), 0);
    assert_eq!(scene.meta().next_delivery_ms(), None);
    let held = scene.meta().held_deliveries();
    assert_eq!(held[0].what, "messages text");
    scene
        .meta()
        .release(&Order::Exactly(vec![held[2].id, held[0].id]));
    assert_eq!(texts(&scene.values().await), ["uch", "bir", "ikki"]);
    for (packing, entries, changes) in [
        (Packing::Entries, 2, 1),
        (Packing::Changes, 1, 2),
        (Packing::Values, 1, 1),
    ] {
        scene.meta().hold_deliveries();
        scene.lola().says("bir").unwrap();
        scene.lola().says("ikki").unwrap();
        scene.meta().release_together(packing);
        let told = scene.told().await;
        assert_eq!(told.len(), 1);
        let entry = told[0]["entry"].as_array().unwrap();
        assert_eq!(entry.len(), entries);
        assert_eq!(entry[0]["changes"].as_array().unwrap().len(), changes);
        if packing == Packing::Values {
            let value = &entry[0]["changes"][0]["value"];
            assert_eq!(texts(std::slice::from_ref(value)), ["bir", "ikki"]);
            assert_eq!(value["contacts"].as_array().unwrap().len(), 1);
        }
    }
    scene.meta().hold_deliveries();
    scene.lola().says("bir").unwrap();
    scene.lola().says("ikki").unwrap();
    scene.meta().release(&Order::Reversed);
    assert_eq!(texts(&scene.values().await), ["ikki", "bir"]);
}

#[tokio::test]
async fn bodies_come_twice_when_told_so() {
    let scene = Scene::set().await;
    scene.meta().deliver_twice(true);
    scene.lola().says("bir").unwrap();
    assert_eq!(texts(&scene.values().await), ["bir", "bir"]);
    scene.meta().deliver_twice(false);
    let id = scene.meta().delivery_ids()[0];
    scene.meta().redeliver(id).unwrap();
    assert_eq!(texts(&scene.values().await), ["bir"]);
    assert!(scene.meta().redeliver(999).is_err());
    let body = scene.meta().delivery_body(id).unwrap();
    assert!(body.contains("\"bir\""));
    let url = scene.hook.url.clone();
    assert_eq!(
        scene
            .meta()
            .deliver_raw(&url, "another", b"{\"a\": \"\xd1\x8f\"}")
            .await,
        200
    );
    let post = lock(&scene.hook.posts).remove(0);
    assert_eq!(&post.body[..], b"{\"a\": \"\xd1\x8f\"}");
    assert_eq!(
        post.signature,
        crate::meta::packing::signature("another", &post.body)
    );
}

#[tokio::test]
async fn a_callback_must_shake_hands() {
    let scene = Scene::set().await;
    let url = scene.hook.url.clone();
    let wrong = scene
        .meta()
        .verify_callback(APP, Product::WhatsApp, &url, "wrong")
        .await;
    assert!(wrong.unwrap_err().0.contains("403"));
    let closed = scene
        .meta()
        .verify_callback(APP, Product::WhatsApp, "http://127.0.0.1:9/x", VERIFY)
        .await;
    assert!(closed.is_err());
    let mute = scene.hook.serve("mute", "text/plain", b"no challenge");
    assert!(
        scene
            .meta()
            .verify_callback(APP, Product::WhatsApp, &mute, VERIFY)
            .await
            .is_err()
    );
    assert!(
        scene
            .meta()
            .verify_callback("0", Product::WhatsApp, &url, VERIFY)
            .await
            .is_err()
    );
    let log = scene.stage.outside.exchanges();
    assert!(
        log.iter()
            .all(|it| !it.request.contains(VERIFY) && !it.path.contains(VERIFY))
    );
}

#[tokio::test]
async fn addresses_of_number_and_account_go_first() {
    let scene = Scene::set().await;
    let (for_waba, for_number) = (Hook::start().await, Hook::start().await);
    let url = scene.graph(WABA, "subscribed_apps");
    let refused = json!({"override_callback_uri": for_waba.url, "verify_token": "wrong"});
    let (status, answer) = scene.post_as(TOKEN, &url, &refused).await;
    assert_eq!((status, &answer["error"]["code"]), (400, &json!(2200)));
    let wish = json!({"override_callback_uri": for_waba.url, "verify_token": VERIFY});
    scene.done("override", &url, wish).await;
    scene.lola().says("bir").unwrap();
    scene.told().await;
    assert_eq!(lock(&for_waba.posts).len(), 1);
    let listed = scene.ask(&format!("{WABA}/subscribed_apps")).await.1;
    assert_eq!(listed["data"][0]["override_callback_uri"], for_waba.url);
    assert_eq!(listed["data"][0]["whatsapp_business_api_data"]["id"], APP);
    let number = format!("{}/v26.0/{NUMBER}", scene.stage.outside.url_of("graph"));
    let hook = json!({"webhook_configuration": {"override_callback_uri": for_number.url, "verify_token": VERIFY}});
    scene.done("number", &number, hook).await;
    scene.lola().says("ikki").unwrap();
    scene.told().await;
    assert_eq!(lock(&for_number.posts).len(), 1);
    let shown = scene
        .ask(&format!("{NUMBER}?fields=webhook_configuration"))
        .await
        .1;
    let hooks = json!({
        "phone_number": for_number.url,
        "whatsapp_business_account": for_waba.url,
        "application": scene.hook.url,
    });
    assert_eq!(shown["webhook_configuration"], hooks);
    scene
        .done(
            "number",
            &number,
            json!({"webhook_configuration": {"override_callback_uri": ""}}),
        )
        .await;
    scene.done("account", &url, json!({})).await;
    scene.lola().says("uch").unwrap();
    assert_eq!(scene.told().await.len(), 1);
    scene.nothing_unexpected();
}

#[tokio::test]
async fn only_live_and_subscribed_apps_are_told() {
    let scene = Scene::set().await;
    scene.meta().set_live(APP, false);
    scene.lola().says("bir").unwrap();
    assert_eq!(scene.told().await.len(), 0);
    scene.meta().set_live(APP, true);
    scene
        .meta()
        .choose_fields(APP, Product::WhatsApp, &["account_update"])
        .unwrap();
    scene.lola().says("ikki").unwrap();
    assert_eq!(scene.told().await.len(), 0);
    scene
        .meta()
        .announce(WABA, "account_update", json!({"event": "VERIFIED_ACCOUNT"}));
    assert_eq!(scene.values().await[0]["event"], "VERIFIED_ACCOUNT");
    let url = scene.graph(WABA, "subscribed_apps");
    let gone = scene
        .stage
        .client
        .delete(url)
        .bearer_auth(TOKEN)
        .send()
        .await
        .unwrap();
    assert_eq!(gone.status(), 200);
    scene.meta().announce(WABA, "account_update", json!({}));
    assert_eq!(scene.told().await.len(), 0);
    let url = scene.instagram("me", "subscribed_apps");
    scene
        .post_as(IG_TOKEN, &url, &json!({"subscribed_fields": "comments"}))
        .await;
    scene.ali().says("uch").unwrap();
    assert_eq!(scene.told().await.len(), 0);
    let listed = scene.fetch_as(IG_TOKEN, &url).await.1;
    assert_eq!(listed["data"][0]["subscribed_fields"], json!(["comments"]));
    let (status, _) = scene
        .post_as(IG_TOKEN, &url, &json!({"subscribed_fields": "pigeons"}))
        .await;
    assert_eq!(status, 400);
    assert!(scene.one_unexpected().contains("subscribed_fields[0]"));
}

#[tokio::test]
async fn messages_and_comments_may_share_an_entry() {
    let scene = Scene::set().await;
    let post = scene.meta().instagram_post(SHOP, "FEED");
    scene.meta().hold_deliveries();
    scene.meta().deliver_twice(true);
    scene.ali().says("salom").unwrap();
    scene.ali().comments(&post, "narxi?").unwrap();
    scene.lola().says("salom").unwrap();
    scene.meta().release_together(Packing::Changes);
    let told = scene.told().await;
    assert_eq!(told.len(), 4, "a body for each product, and each twice");
    assert_eq!(told[0], told[1]);
    let entry = &told[0]["entry"][0];
    assert_eq!(entry["messaging"][0]["message"]["text"], "salom");
    assert_eq!(entry["changes"][0]["value"]["text"], "narxi?");
    assert_eq!(told[2]["object"], "whatsapp_business_account");
}

#[tokio::test]
async fn the_pump_runs_by_itself_when_told_so() {
    let scene = Scene::set().await;
    scene.meta().run_pump();
    let mut changes = scene.stage.outside.changes();
    scene.lola().says("salom").unwrap();
    changes
        .wait_for(|_| scene.meta().pending() == 0)
        .await
        .unwrap();
    assert_eq!(lock(&scene.hook.posts).len(), 1);
}
