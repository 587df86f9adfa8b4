//! Instagram messages: both ways in, windows, limits, echoes.

use serde_json::{Value, json};

use super::*;
use crate::meta::{Author, MessageState};

const HOUR_MS: i64 = 3_600_000;

fn to_ali(message: Value) -> Value {
    json!({"recipient": {"id": ALI}, "message": message})
}

fn text(text: &str) -> Value {
    to_ali(json!({"text": text}))
}

#[tokio::test]
async fn an_answer_arrives_and_comes_back_as_an_echo() {
    let scene = Scene::set().await;
    let asked = scene.ali().says("narxi?").unwrap();
    let told = scene.told().await.remove(0);
    assert_eq!(
        (&told["object"], &told["entry"][0]["id"]),
        (&json!("instagram"), &json!(SHOP))
    );
    let item = &told["entry"][0]["messaging"][0];
    assert_eq!(
        (&item["sender"]["id"], &item["recipient"]["id"]),
        (&json!(ALI), &json!(SHOP))
    );
    assert_eq!(item["message"], json!({"mid": asked, "text": "narxi?"}));
    let (status, answer) = scene.dm(text("150 000")).await;
    assert_eq!((status, &answer["recipient_id"]), (200, &json!(ALI)));
    let echo = scene.items().await.remove(0);
    assert_eq!(
        (&echo["sender"]["id"], &echo["recipient"]["id"]),
        (&json!(SHOP), &json!(ALI))
    );
    let message = json!({"mid": answer["message_id"], "text": "150 000", "is_echo": true});
    assert_eq!(echo["message"], message);
    assert_eq!(scene.ali().last().unwrap().text, "150 000");
    scene.ali().reads().unwrap();
    assert_eq!(scene.items().await[0]["read"]["mid"], answer["message_id"]);
    assert_eq!(scene.ali().last().unwrap().state, MessageState::Read);
    scene.nothing_unexpected();
}

#[tokio::test]
async fn the_account_has_two_names_on_its_own_host_and_one_on_the_other() {
    let scene = Scene::set().await;
    scene.ali().says("salom").unwrap();
    for id in ["me", SHOP] {
        let url = scene.instagram(id, "messages");
        assert_eq!(
            scene.post_as(IG_TOKEN, &url, &text("a")).await.0,
            200,
            "{id}"
        );
    }
    for id in ["me", PAGE] {
        let url = scene.graph(id, "messages");
        assert_eq!(
            scene.post_as(PAGE_TOKEN, &url, &text("b")).await.0,
            200,
            "{id}"
        );
    }
    let url = scene.graph(SHOP, "messages");
    assert_eq!(scene.post_as(PAGE_TOKEN, &url, &text("c")).await.0, 400);
    let url = scene.instagram(PAGE, "messages");
    assert_eq!(scene.post_as(IG_TOKEN, &url, &text("c")).await.0, 400);
    scene
        .meta()
        .revoke_scope(IG_TOKEN, "instagram_business_manage_messages");
    assert_eq!(scene.dm_refused(text("d")).await.0, 10);
    scene.nothing_unexpected();
}

#[tokio::test]
async fn texts_end_at_a_thousand_bytes() {
    let scene = Scene::set().await;
    scene.ali().says("salom").unwrap();
    scene.dm_done(text(&"я".repeat(500))).await;
    assert_eq!(
        scene
            .dm_refused(text(&format!("{}a", "я".repeat(500))))
            .await
            .0,
        100
    );
    assert!(
        scene
            .one_unexpected()
            .contains("less than or equal to 1000")
    );
    for body in [
        to_ali(json!({})),
        to_ali(json!({"text": " "})),
        to_ali(json!({"text": "a", "colour": "red"})),
        json!({"message": {"text": "a"}}),
        json!({"recipient": {}, "message": {"text": "a"}}),
        json!({"recipient": {"id": ALI}}),
        json!({"recipient": {"id": ALI}, "message": {"text": "a"}, "tag": "HUMAN_AGENT"}),
        json!({"recipient": {"id": ALI}, "message": {"text": "a"}, "sender_action": "typing_on"}),
        json!({"recipient": {"id": ALI}, "sender_action": "dance"}),
    ] {
        assert_eq!(scene.dm_refused(body.clone()).await.0, 100, "{body}");
        scene.one_unexpected();
    }
}

#[tokio::test]
async fn the_window_is_a_day_and_a_week_for_humans() {
    let scene = Scene::set().await;
    assert_eq!(
        scene.dm_refused(text("a")).await,
        (10, Some(2_534_022)),
        "never wrote"
    );
    scene.ali().says("salom").unwrap();
    scene.advance(24 * HOUR_MS - 1);
    scene.dm_done(text("a")).await;
    scene.advance(1);
    assert_eq!(scene.dm_refused(text("a")).await, (10, Some(2_534_022)));
    scene.nothing_unexpected();
    let mut human = text("a");
    human["messaging_type"] = json!("MESSAGE_TAG");
    human["tag"] = json!("HUMAN_AGENT");
    assert_eq!(
        scene.dm_refused(human.clone()).await,
        (10, None),
        "not reviewed"
    );
    scene.meta().app(MetaApp {
        may_send_as_human: true,
        ..MetaApp::new(APP, SECRET)
    });
    scene.told().await;
    scene.dm_done(human.clone()).await;
    let echoed = scene.items().await;
    assert_eq!(echoed.len(), 1, "the app keeps its callback");
    scene.advance(6 * 24 * HOUR_MS);
    assert_eq!(scene.dm_refused(human).await, (10, Some(2_534_022)));
    assert_eq!(
        scene
            .dm_refused(json!({"recipient": {"id": "1"}, "message": {"text": "a"}}))
            .await,
        (100, Some(2_534_014))
    );
    scene.ali().comes_from_ad("reklamadan", "120").unwrap();
    scene.dm_done(text("a")).await;
    scene.advance(24 * HOUR_MS);
    let late = scene.dm_refused(text("a")).await;
    assert_eq!(late, (10, Some(2_534_022)), "ads open nothing more here");
    scene.ali().says("yana").unwrap();
    scene.ali().blocks().unwrap();
    assert_eq!(scene.dm_refused(text("a")).await, (551, Some(1_545_041)));
    scene.nothing_unexpected();
}

#[tokio::test]
async fn quick_replies_and_templates_are_tapped() {
    let scene = Scene::set().await;
    scene.ali().says("salom").unwrap();
    let reply = |title: &str| json!({"content_type": "text", "title": title, "payload": format!("p-{title}")});
    let body = to_ali(json!({"text": "Qaysi?", "quick_replies": [reply("Choy"), reply("Qahva")]}));
    let id = scene.dm_done(body).await;
    scene.told().await;
    scene.ali().taps("Choy").unwrap();
    let message = scene.items().await.remove(0)["message"].clone();
    assert_eq!(
        (&message["text"], &message["quick_reply"]),
        (&json!("Choy"), &json!({"payload": "p-Choy"}))
    );
    assert!(
        scene.ali().taps_on(&id, "Qahva").is_err(),
        "gone after the answer"
    );
    let buttons = json!([
        {"type": "postback", "title": "Olaman", "payload": "buy"},
        {"type": "web_url", "title": "Sayt", "url": "https://dokon.uz"},
    ]);
    let payload = json!({"template_type": "generic", "elements": [{"title": "Choy", "subtitle": "20 000", "buttons": buttons}]});
    scene
        .dm_done(to_ali(
            json!({"attachment": {"type": "template", "payload": payload}}),
        ))
        .await;
    assert_eq!(scene.ali().last().unwrap().text, "Choy\n20 000");
    let echo = scene.items().await.remove(0);
    assert_eq!(echo["message"]["attachments"][0]["type"], "template");
    scene.ali().taps("Olaman").unwrap();
    let postback = scene.items().await.remove(0)["postback"].clone();
    assert_eq!(
        (&postback["title"], &postback["payload"]),
        (&json!("Olaman"), &json!("buy"))
    );
    assert!(postback["mid"].is_string());
    assert!(scene.ali().taps("Sayt").is_err());
    scene.nothing_unexpected();
    let many: Vec<Value> = (0..14).map(|place| reply(&place.to_string())).collect();
    scene
        .dm_refused(to_ali(json!({"text": "a", "quick_replies": many})))
        .await;
    scene.one_unexpected();
    scene
        .dm_refused(to_ali(
            json!({"text": "a", "quick_replies": [reply(&"x".repeat(21))]}),
        ))
        .await;
    scene.one_unexpected();
    let four: Vec<Value> = vec![json!({"type": "postback", "title": "a", "payload": "a"}); 4];
    let four = json!({"template_type": "button", "text": "a", "buttons": four});
    scene
        .dm_refused(to_ali(
            json!({"attachment": {"type": "template", "payload": four}}),
        ))
        .await;
    scene.one_unexpected();
}

#[tokio::test]
async fn files_are_fetched_from_their_address() {
    let scene = Scene::set().await;
    scene.ali().says("rasm?").unwrap();
    scene.told().await;
    let send = |kind: &str, url: String| {
        to_ali(json!({"attachment": {"type": kind, "payload": {"url": url}}}))
    };
    let picture = scene.hook.serve("a.jpg", "image/jpeg", b"jpg");
    scene.dm_done(send("image", picture.clone())).await;
    let media = scene.ali().last().unwrap().media.unwrap();
    assert_eq!(
        (media.kind.as_str(), &media.bytes[..]),
        ("image", &b"jpg"[..])
    );
    let echo = scene.items().await.remove(0)["message"]["attachments"][0].clone();
    assert_eq!(echo["type"], "image");
    let copy = scene
        .stage
        .client
        .get(echo["payload"]["url"].as_str().unwrap())
        .send()
        .await
        .unwrap();
    assert_eq!(&copy.bytes().await.unwrap()[..], b"jpg");
    let gone = scene.hook.url.replace("/hook", "/files/gone");
    assert_eq!(
        scene.dm_refused(send("image", gone)).await,
        (100, Some(2_018_047))
    );
    scene.nothing_unexpected();
    assert_eq!(
        scene.dm_refused(send("audio", picture)).await,
        (100, Some(2_018_047))
    );
    scene.one_unexpected();
    let large = scene
        .hook
        .serve("b.jpg", "image/jpeg", &vec![0; (8 << 20) + 1]);
    assert_eq!(
        scene.dm_refused(send("image", large)).await,
        (100, Some(2_018_047))
    );
    scene.one_unexpected();
}

#[tokio::test]
async fn actions_show_typing_read_marks_and_hearts() {
    let scene = Scene::set().await;
    let id = scene.ali().says("salom").unwrap();
    let act = |action: &str| json!({"recipient": {"id": ALI}, "sender_action": action});
    let (status, answer) = scene.dm(act("typing_on")).await;
    assert_eq!((status, answer), (200, json!({"recipient_id": ALI})));
    assert!(scene.ali().sees().is_typing);
    scene.dm(act("typing_off")).await;
    assert!(!scene.ali().sees().is_typing);
    scene.dm(act("mark_seen")).await;
    assert!(scene.ali().sees().messages[0].is_read);
    let mut heart = act("react");
    heart["payload"] = json!({"message_id": id, "reaction": "love"});
    assert_eq!(scene.dm(heart.clone()).await.0, 200);
    assert_eq!(scene.ali().sees().messages[0].reactions[&Author::Api], "❤");
    heart["sender_action"] = json!("unreact");
    heart["payload"] = json!({"message_id": id});
    assert_eq!(scene.dm(heart).await.0, 200);
    assert!(scene.ali().sees().messages[0].reactions.is_empty());
    scene.nothing_unexpected();
    assert_eq!(scene.dm_refused(act("react")).await.0, 100);
    scene.one_unexpected();
    scene.advance(24 * HOUR_MS);
    assert_eq!(
        scene.dm_refused(act("typing_on")).await,
        (10, Some(2_534_022))
    );
}

#[tokio::test]
async fn an_account_sends_a_hundred_a_second() {
    let scene = Scene::set().await;
    scene.ali().says("salom").unwrap();
    for _ in 0..100 {
        scene.dm_done(text("a")).await;
    }
    assert_eq!(scene.dm_refused(text("a")).await.0, 613);
    let sound = scene.hook.serve("a.m4a", "audio/mp4", b"m4a");
    let sound = to_ali(json!({"attachment": {"type": "audio", "payload": {"url": sound}}}));
    for _ in 0..10 {
        scene.dm_done(sound.clone()).await;
    }
    assert_eq!(scene.dm_refused(sound.clone()).await.0, 613);
    scene.advance(1_000);
    scene.dm_done(text("a")).await;
    scene.dm_done(sound).await;
    scene.nothing_unexpected();
}
