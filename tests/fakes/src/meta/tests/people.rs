//! What people and merchants do, and how webhooks tell it.

use serde_json::{Value, json};

use super::*;
use crate::meta::{Author, Place};

async fn message(scene: &Scene) -> Value {
    scene.values().await.pop().unwrap()["messages"][0].clone()
}

#[tokio::test]
async fn every_kind_of_whatsapp_message_has_its_field() {
    let scene = Scene::set().await;
    let lola = scene.lola();
    lola.sends_picture(&b"jpg"[..], "image/jpeg", "shu bormi?")
        .unwrap();
    let image = message(&scene).await["image"].clone();
    assert_eq!(
        (&image["caption"], &image["mime_type"]),
        (&json!("shu bormi?"), &json!("image/jpeg"))
    );
    lola.sends_document(&b"pdf"[..], "application/pdf", "a.pdf")
        .unwrap();
    assert_eq!(message(&scene).await["document"]["filename"], "a.pdf");
    lola.sends_video(&b"mp4"[..], "video/mp4", "").unwrap();
    assert_eq!(message(&scene).await["type"], "video");
    lola.sends_sticker(&b"webp"[..]).unwrap();
    assert_eq!(message(&scene).await["sticker"]["animated"], false);
    let place = Place {
        latitude: 41.3,
        longitude: 69.2,
        name: Some("Chorsu".to_owned()),
        address: None,
    };
    lola.shares_location(&place).unwrap();
    let location = json!({"latitude": 41.3, "longitude": 69.2, "name": "Chorsu"});
    assert_eq!(message(&scene).await["location"], location);
    lola.shares_contact("Ali", "+998 93 111 22 33").unwrap();
    assert_eq!(
        message(&scene).await["contacts"][0]["phones"][0]["wa_id"],
        "998931112233"
    );
    assert!(
        lola.shares_own_number("998901234567").is_err(),
        "nobody asked"
    );
    lola.orders("cat-1", &[("sku-1", 2, 15_000.0)], "UZS")
        .unwrap();
    assert_eq!(
        message(&scene).await["order"]["product_items"][0]["quantity"],
        2
    );
    lola.sends_unsupported().unwrap();
    let unknown = message(&scene).await;
    assert_eq!(
        (&unknown["type"], &unknown["errors"][0]["code"]),
        (&json!("unsupported"), &json!(131_051))
    );
    assert!(unknown["unsupported"].is_null());
    lola.sends_huge_file().unwrap();
    assert_eq!(message(&scene).await["errors"][0]["code"], 131_052);
    assert!(lola.sends_attachment("ig_reel", &json!({})).is_err());
}

#[tokio::test]
async fn whatsapp_messages_are_answered_edited_deleted_and_reacted_to() {
    let scene = Scene::set().await;
    let id = scene.lola().says("bir").unwrap();
    let reply = scene.lola().replies(&id, "ikki").unwrap();
    let told = message(&scene).await;
    assert_eq!(told["context"], json!({"id": id, "from": LOLA}));
    scene.lola().edits(&id, "uch").unwrap();
    let edit = message(&scene).await;
    assert_eq!(edit["edit"]["original_message_id"], json!(id));
    assert_eq!(edit["edit"]["message"]["text"]["body"], "uch");
    assert_ne!(edit["id"], json!(id));
    assert_eq!(scene.lola().sees().messages[0].edits, 1);
    scene.lola().deletes(&reply).unwrap();
    assert_eq!(
        message(&scene).await["revoke"],
        json!({"original_message_id": reply})
    );
    assert_eq!(scene.lola().sees().messages.len(), 1);
    assert!(scene.lola().replies(&reply, "x").is_err());
    let answer = scene.sent(Scene::text("javob")).await;
    scene.told().await;
    scene.lola().reacts(&answer, "👍").unwrap();
    assert_eq!(
        message(&scene).await["reaction"],
        json!({"message_id": answer, "emoji": "👍"})
    );
    scene.lola().reacts(&answer, "").unwrap();
    assert_eq!(
        message(&scene).await["reaction"],
        json!({"message_id": answer})
    );
    assert!(scene.lola().edits(&answer, "x").is_err());
    assert!(scene.lola().deletes("wamid.x").is_err());
    assert_eq!(scene.meta().chats(), [(NUMBER.to_owned(), LOLA.to_owned())]);
}

#[tokio::test]
async fn the_merchant_answers_by_hand() {
    let scene = Scene::set().await;
    scene.lola().says("salom").unwrap();
    scene.told().await;
    let id = scene
        .lola()
        .merchant_writes_from_phone("assalomu alaykum")
        .unwrap();
    let told = scene.told().await.remove(0)["entry"][0]["changes"][0].clone();
    assert_eq!(told["field"], "smb_message_echoes");
    let echo = &told["value"]["message_echoes"][0];
    assert_eq!(
        (&echo["from"], &echo["to"]),
        (&json!("998712000001"), &json!(LOLA))
    );
    assert_eq!(
        (&echo["id"], &echo["text"]["body"]),
        (&json!(id), &json!("assalomu alaykum"))
    );
    assert_eq!(scene.lola().last().unwrap().by, Author::Phone);
    scene.ali().says("salom").unwrap();
    scene.told().await;
    let id = scene.ali().merchant_writes_from_phone("bor").unwrap();
    let echo = scene.items().await.remove(0);
    assert_eq!(
        (&echo["sender"]["id"], &echo["recipient"]["id"]),
        (&json!(SHOP), &json!(ALI))
    );
    assert_eq!(
        echo["message"],
        json!({"mid": id, "text": "bor", "is_echo": true})
    );
}

#[tokio::test]
async fn a_phone_can_change() {
    let scene = Scene::set().await;
    scene.lola().says("salom").unwrap();
    scene.lola().changes_phone("998907654321").unwrap();
    let system = message(&scene).await;
    assert_eq!(system["from"], LOLA);
    assert_eq!(system["system"]["type"], "user_changed_number");
    assert_eq!(system["system"]["wa_id"], "998907654321");
    scene.sent(Scene::text("eski")).await;
    assert_eq!(scene.values().await[0]["statuses"][0]["status"], "failed");
    let mut body = Scene::text("yangi");
    body["to"] = json!("998907654321");
    scene.sent(body).await;
    assert_eq!(scene.lola().last().unwrap().text, "yangi");
    assert!(
        scene.lola().changes_user_id("UZ.9").is_err(),
        "there was none"
    );
}

#[tokio::test]
async fn instagram_tells_kinds_by_name() {
    let scene = Scene::set().await;
    let ali = scene.ali();
    let id = ali.sends_voice(&b"m4a"[..], "audio/mp4").unwrap();
    let attachment = scene.items().await.remove(0)["message"]["attachments"][0].clone();
    assert_eq!(attachment["type"], "audio");
    let url = attachment["payload"]["url"].as_str().unwrap();
    let response = scene.stage.client.get(url).send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "audio/mp4");
    assert_eq!(&response.bytes().await.unwrap()[..], b"m4a");
    ali.sends_attachment("ig_reel", &json!({"title": "reel", "url": "https://x"}))
        .unwrap();
    assert_eq!(
        scene.items().await[0]["message"]["attachments"][0]["type"],
        "ig_reel"
    );
    let text = ali.says("salom").unwrap();
    scene.told().await;
    ali.edits(&text, "salom!").unwrap();
    assert_eq!(
        scene.items().await[0]["message_edit"],
        json!({"mid": text, "text": "salom!", "num_edit": 1})
    );
    ali.reacts(&text, "❤").unwrap();
    let love = json!({"mid": text, "action": "react", "reaction": "love", "emoji": "❤"});
    assert_eq!(scene.items().await[0]["reaction"], love);
    ali.deletes(&id).unwrap();
    assert_eq!(
        scene.items().await[0]["message"],
        json!({"mid": id, "is_deleted": true})
    );
    ali.replies_to_story("story-1", "zo'r").unwrap();
    let story = scene.items().await[0]["message"]["reply_to"]["story"].clone();
    assert_eq!(story["id"], "story-1");
    ali.follows_link("bozor").unwrap();
    let told = scene.items().await;
    assert_eq!(told[0]["referral"]["ref"], "bozor");
    ali.sends_unsupported().unwrap();
    assert_eq!(scene.items().await[0]["message"]["is_unsupported"], true);
    ali.comes_from_ad("narxi?", "120").unwrap();
    assert_eq!(
        scene.items().await[0]["message"]["referral"]["ad_id"],
        "120"
    );
    let place = Place {
        latitude: 1.0,
        longitude: 1.0,
        name: None,
        address: None,
    };
    assert!(ali.shares_location(&place).is_err());
    let nobody = scene.meta().talk(SHOP, "404");
    assert!(nobody.says("x").is_err());
    assert!(
        scene.meta().talk(NUMBER, ALI).says("x").is_err(),
        "no such channel"
    );
}

#[tokio::test]
async fn a_hidden_number_is_shown_when_asked_for() {
    let scene = Scene::set().await;
    let person = WhatsAppPerson::with_username("UZ.1", "nur", "Nur");
    let nur = scene.meta().whatsapp_person(person);
    let nur = scene.meta().talk(NUMBER, &nur);
    nur.says("yetkazib bering").unwrap();
    let ask = json!({"to": null, "recipient": "UZ.1", "type": "interactive", "interactive": {
        "type": "request_contact_info",
        "body": {"text": "Raqamingiz?"},
        "action": {"name": "request_contact_info"},
    }});
    scene.sent(ask).await;
    let told = scene.values().await;
    assert!(
        told[1]["contacts"][0]["profile"]["username"].is_null(),
        "not on sent"
    );
    assert_eq!(told[2]["contacts"][0]["profile"]["username"], "nur");
    assert!(nur.taps("request_contact_info").is_err());
    nur.shares_own_number("+998 90 777 66 55").unwrap();
    let card = message(&scene).await["contacts"][0].clone();
    assert_eq!(card["origin"], "contact_request");
    let phone = json!([{"phone": "+998907776655", "wa_id": "998907776655", "type": "MOBILE"}]);
    assert_eq!(card["phones"], phone);
    nur.says("kutaman").unwrap();
    let told = message(&scene).await;
    assert_eq!(
        (&told["from"], &told["from_user_id"]),
        (&json!("998907776655"), &json!("UZ.1"))
    );
    nur.blocks().unwrap();
    let mut body = Scene::text("a");
    body["to"] = json!("998907776655");
    scene.sent(body).await;
    let failed = scene.values().await.remove(0);
    assert!(failed["contacts"].is_null());
    assert_eq!(failed["statuses"][0]["recipient_id"], "998907776655");
    assert!(failed["statuses"][0]["recipient_user_id"].is_null());
    scene.nothing_unexpected();
}
