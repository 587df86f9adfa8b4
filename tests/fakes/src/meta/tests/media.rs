//! Files on WhatsApp: uploads, downloads, links.

use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use super::*;

const MINUTE_MS: i64 = 60_000;

async fn upload(scene: &Scene, mime: &str, bytes: &[u8]) -> (u16, Value) {
    let file = Part::bytes(bytes.to_vec())
        .file_name("f")
        .mime_str(mime)
        .unwrap();
    let form = Form::new()
        .text("messaging_product", "whatsapp")
        .text("type", mime.to_owned())
        .part("file", file);
    let url = scene.graph(NUMBER, "media");
    let request = scene
        .stage
        .client
        .post(url)
        .bearer_auth(TOKEN)
        .multipart(form);
    let response = request.send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}

#[tokio::test]
async fn an_upload_is_sent_by_its_id() {
    let scene = Scene::set().await;
    scene.lola().says("rasm bormi?").unwrap();
    let (status, answer) = upload(&scene, "image/png", b"\x89PNG").await;
    assert_eq!(status, 200, "{answer}");
    let id = answer["id"].as_str().unwrap();
    let picture = json!({"type": "image", "image": {"id": id, "caption": "mana"}});
    scene.sent(picture).await;
    let seen = scene.lola().last().unwrap();
    let media = seen.media.unwrap();
    assert_eq!(
        (media.kind.as_str(), &media.bytes[..]),
        ("image", &b"\x89PNG"[..])
    );
    assert_eq!(seen.text, "mana");
    scene.told().await;
    let as_audio = json!({"type": "audio", "audio": {"id": id}});
    scene.sent(as_audio).await;
    let failed = scene.values().await.remove(0)["statuses"][0].clone();
    assert_eq!(
        failed["errors"][0]["code"], 131_053,
        "a picture is no sound"
    );
    assert_eq!(
        scene
            .refused(json!({"type": "image", "image": {"id": "404"}}))
            .await
            .1,
        131_009
    );
    scene.nothing_unexpected();
    scene
        .refused(json!({"type": "image", "image": {"id": id, "link": "http://x"}}))
        .await;
    scene.one_unexpected();
    scene.advance(30 * 24 * 60 * MINUTE_MS);
    scene.lola().says("yana").unwrap();
    let old = json!({"type": "image", "image": {"id": id}});
    assert_eq!(scene.refused(old).await.1, 131_009);
}

#[tokio::test]
async fn uploads_have_types_and_sizes() {
    let scene = Scene::set().await;
    for (mime, most) in [
        ("image/jpeg", 5 << 20),
        ("audio/ogg", 16 << 20),
        ("image/webp", 100 << 10),
    ] {
        assert_eq!(upload(&scene, mime, &vec![0; most]).await.0, 200, "{mime}");
        assert_eq!(
            upload(&scene, mime, &vec![0; most + 1]).await.0,
            400,
            "{mime}"
        );
        assert!(scene.one_unexpected().contains("too big"));
    }
    let mut animated = b"RIFF....WEBPVP8X....ANIM".to_vec();
    animated.resize(500 << 10, 0);
    assert_eq!(upload(&scene, "image/webp", &animated).await.0, 200);
    assert_eq!(upload(&scene, "image/gif", b"GIF").await.0, 400);
    assert!(
        scene
            .one_unexpected()
            .contains("one of the following types")
    );
    let form = Form::new().text("messaging_product", "whatsapp");
    let request = scene.stage.client.post(scene.graph(NUMBER, "media"));
    let response = request
        .bearer_auth(TOKEN)
        .multipart(form)
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 400);
    assert!(scene.one_unexpected().contains("file is required"));
}

#[tokio::test]
async fn a_voice_message_is_fetched_with_the_token_within_five_minutes() {
    let scene = Scene::set().await;
    scene
        .lola()
        .sends_voice(&b"OggS"[..], "audio/ogg; codecs=opus")
        .unwrap();
    let audio = scene.values().await.remove(0)["messages"][0]["audio"].clone();
    assert_eq!(
        (&audio["voice"], &audio["mime_type"]),
        (&json!(true), &json!("audio/ogg; codecs=opus"))
    );
    assert_eq!(
        audio["sha256"],
        "aNntKtskRY/xc9sGtBudG24ih2TEVwMNY/rRGwK/rh4="
    );
    let id = audio["id"].as_str().unwrap();
    let node = scene.ask(&format!("{id}?phone_number_id={NUMBER}")).await.1;
    assert_eq!((&node["file_size"], &node["id"]), (&json!(4), &json!(id)));
    assert_eq!(node["sha256"].as_str().unwrap().len(), 64);
    let url = node["url"].as_str().unwrap();
    let response = scene
        .stage
        .client
        .get(url)
        .bearer_auth(TOKEN)
        .send()
        .await
        .unwrap();
    assert_eq!(response.headers()["content-type"], "audio/ogg");
    assert_eq!(&response.bytes().await.unwrap()[..], b"OggS");
    scene.nothing_unexpected();
    scene
        .meta()
        .token(MetaToken::whatsapp("EAAGother", APP, "555"));
    let request = scene.stage.client.get(url).bearer_auth("EAAGother");
    assert_eq!(request.send().await.unwrap().status(), 401, "not granted");
    let naked = scene.stage.client.get(url).send().await.unwrap();
    assert_eq!(naked.status(), 401);
    scene.one_unexpected();
    scene.advance(5 * MINUTE_MS);
    let late = scene
        .stage
        .client
        .get(url)
        .bearer_auth(TOKEN)
        .send()
        .await
        .unwrap();
    assert_eq!(late.status(), 404);
    assert_eq!(scene.ask(id).await.0, 200, "a new address can be had");
    assert_eq!(scene.ask(&format!("{id}?phone_number_id=1")).await.0, 400);
    scene.advance(7 * 24 * 60 * MINUTE_MS);
    assert_eq!(scene.ask(id).await.0, 400, "a week later it is gone");
    scene.nothing_unexpected();
}

#[tokio::test]
async fn links_are_fetched() {
    let scene = Scene::set().await;
    scene.lola().says("katalog?").unwrap();
    scene.told().await;
    let link = scene.hook.serve("a.pdf", "application/pdf", b"%PDF");
    let document = json!({"type": "document", "document": {"link": link, "filename": "narx.pdf", "caption": "narxlar"}});
    scene.sent(document).await;
    let media = scene.lola().last().unwrap().media.unwrap();
    assert_eq!(
        (media.file_name.as_deref(), &media.bytes[..]),
        (Some("narx.pdf"), &b"%PDF"[..])
    );
    scene.told().await;
    let missing = scene.hook.url.replace("/hook", "/files/none");
    scene
        .sent(json!({"type": "image", "image": {"link": missing}}))
        .await;
    assert_eq!(
        scene.values().await[0]["statuses"][0]["errors"][0]["code"],
        131_053
    );
    let link = scene.hook.serve("a.png", "image/png", b"\x89PNG");
    let body = json!({"type": "interactive", "interactive": {
        "type": "button",
        "header": {"type": "image", "image": {"link": link}},
        "body": {"text": "Shumi?"},
        "action": {"buttons": [{"type": "reply", "reply": {"id": "1", "title": "Ha"}}]},
    }});
    scene.sent(body).await;
    assert!(scene.lola().last().unwrap().media.is_some());
    scene.nothing_unexpected();
}

#[tokio::test]
async fn files_are_deleted() {
    let scene = Scene::set().await;
    let id = upload(&scene, "image/png", b"png").await.1["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let url = format!("{}/v26.0/{id}", scene.stage.outside.url_of("graph"));
    let gone = scene
        .stage
        .client
        .delete(&url)
        .bearer_auth(TOKEN)
        .send()
        .await
        .unwrap();
    assert_eq!(gone.status(), 200);
    assert_eq!(scene.ask(&id).await.0, 400);
    scene.nothing_unexpected();
}

#[tokio::test]
async fn a_file_may_be_larger_than_its_reader_wants() {
    let scene = Scene::set().await;
    let large = vec![7; 17 << 20];
    scene
        .lola()
        .sends_voice(large.clone(), "audio/ogg; codecs=opus")
        .unwrap();
    let audio = scene.values().await.remove(0)["messages"][0]["audio"].clone();
    let node = scene.ask(audio["id"].as_str().unwrap()).await.1;
    assert_eq!(node["file_size"], 17 << 20, "the size is told before");
    scene.ali().sends_picture(large, "image/jpeg", "").unwrap();
    let item = scene.items().await.remove(0);
    let url = item["message"]["attachments"][0]["payload"]["url"].clone();
    let response = scene.stage.client.get(url.as_str().unwrap()).send();
    let response = response.await.unwrap();
    assert_eq!(response.content_length(), Some(17 << 20));
    scene.nothing_unexpected();
}

#[tokio::test]
async fn an_address_of_instagram_needs_no_token_and_lives_for_a_day() {
    let scene = Scene::set().await;
    scene.ali().sends_voice(&b"m4a"[..], "audio/mp4").unwrap();
    let item = scene.items().await.remove(0);
    let url = item["message"]["attachments"][0]["payload"]["url"].clone();
    let fetch = || scene.stage.client.get(url.as_str().unwrap()).send();
    scene.advance(24 * 60 * MINUTE_MS - 1);
    let bytes = fetch().await.unwrap().bytes().await.unwrap();
    assert_eq!(&bytes[..], b"m4a");
    scene.advance(1);
    assert_eq!(fetch().await.unwrap().status(), 404);
    scene.nothing_unexpected();
}
