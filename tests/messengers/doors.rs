//! Meta's doors: who may come in, and that nothing that came in is lost.

use scx_store::sql;
use scx_world::{META_SECRET, Seller, World};

use crate::world;

/// A connected number and the address of its webhook.
async fn shop(w: &mut World) -> (Seller, String) {
    w.has_meta();
    let lola = w.seller("Lola");
    lola.registers(w).await;
    lola.types(w, "/channels").await;
    lola.taps(w, "WhatsApp").await;
    lola.taps(w, "Start connecting").await;
    for value in [
        scx_world::META_APP,
        META_SECRET,
        scx_world::WABA,
        scx_world::NUMBER,
        scx_world::WHATSAPP_TOKEN,
    ] {
        lola.types(w, value).await;
    }
    let (url, _) = lola.webhook(w).expect("a webhook");
    (lola, url)
}

async fn stored(w: &World) -> i64 {
    let count = sql("SELECT COUNT(*) FROM inbox WHERE account LIKE 'mta_%'");
    count.one::<(i64,)>(&w.cx().db).await.expect("counted").0
}

#[expect(clippy::disallowed_methods, reason = "Meta has a client of its own")]
async fn get(url: &str) -> (u16, String) {
    let client = reqwest::Client::builder().no_proxy().build();
    let answer = client.expect("a plain client").get(url).send().await;
    let answer = answer.expect("the product answers");
    (
        answer.status().as_u16(),
        answer.text().await.expect("a text"),
    )
}

fn bodies(messenger: &str) -> Vec<(String, Vec<u8>)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bodies");
    let files = std::fs::read_dir(folder.join(messenger)).expect("bodies");
    let paths = files.map(|file| file.expect("a file").path());
    let paths = paths.filter(|path| path.extension().is_some_and(|end| end == "json"));
    let mut bodies: Vec<(String, Vec<u8>)> = paths
        .map(|path| {
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            (name, std::fs::read(path).expect("a body"))
        })
        .collect();
    bodies.sort();
    bodies
}

#[tokio::test]
async fn only_the_right_word_gets_the_challenge_back() {
    world(async |w| {
        let (lola, url) = shop(w).await;
        let (_, word) = lola.webhook(w).expect("a webhook");
        let get = async |query: String| get(&format!("{url}?{query}")).await;
        let right = format!("hub.mode=subscribe&hub.verify_token={word}&hub.challenge=1158201444");
        assert_eq!(get(right).await, (200, "1158201444".to_owned()));
        for wrong in [
            String::new(),
            "hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1".to_owned(),
            format!("hub.mode=unsubscribe&hub.verify_token={word}&hub.challenge=1"),
            "hub.mode=subscribe&hub.challenge=1".to_owned(),
        ] {
            assert_eq!(get(wrong).await.0, 403);
        }
    })
    .await;
}

#[tokio::test]
async fn only_signed_bytes_are_stored() {
    world(async |w| {
        let (_, url) = shop(w).await;
        let (_, body) = bodies("whatsapp").swap_remove(0);
        let meta = w.outside.meta().clone();
        let wrong = "ffffffffffffffffffffffffffffffff";
        assert_eq!(meta.deliver_raw(&url, wrong, &body).await, 401);
        assert_eq!(
            meta.deliver_raw(&format!("{url}x"), META_SECRET, &body)
                .await,
            404
        );
        assert_eq!(stored(w).await, 0);
    })
    .await;
}

#[tokio::test]
async fn every_body_is_taken_with_200_and_none_is_lost() {
    world(async |w| {
        let (_, url) = shop(w).await;
        let meta = w.outside.meta().clone();
        for (name, body) in bodies("whatsapp") {
            assert_eq!(
                meta.deliver_raw(&url, META_SECRET, &body).await,
                200,
                "{name}"
            );
        }
        assert!(stored(w).await > 60, "{}", stored(w).await);
        w.expect_errors();
        w.settle().await;
        // Meta knows nothing of messages that it did not bring.
        w.outside.forgive_unexpected();
        for no_json in [&b"<html>"[..], b"", b"\x00\xff"] {
            assert_eq!(meta.deliver_raw(&url, META_SECRET, no_json).await, 200);
        }
    })
    .await;
}

#[tokio::test]
async fn an_app_speaks_for_its_own_partner_only() {
    world(async |w| {
        let (_, of_lola) = shop(w).await;
        let malika = w.seller("Malika");
        malika.registers(w).await;
        malika.types(w, "/channels").await;
        malika.taps(w, "WhatsApp").await;
        malika.taps(w, "Start connecting").await;
        let own_secret = "f".repeat(32);
        for value in [scx_world::META_APP, &own_secret] {
            malika.types(w, value).await;
        }
        let key = sql("SELECT hook_key FROM meta_account WHERE partner = $1")
            .bind(w.partner(&malika).await.id)
            .one::<(String,)>(&w.cx().db);
        let (key,) = key.await.expect("a draft");
        let (folder, _) = of_lola.rsplit_once('/').expect("our path");
        let of_malika = format!("{folder}/{key}");
        let body = r#"{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages",
            "value":{"metadata":{"phone_number_id":"NUMBER"},"messages":[
            {"from":"998900000011","id":"wamid.X","timestamp":"1795165783","type":"text","text":{"body":"salom"}}]}}]}]}"#;
        let body = body.replace("NUMBER", scx_world::NUMBER).into_bytes();
        let meta = w.outside.meta().clone();
        assert_eq!(meta.deliver_raw(&of_malika, &own_secret, &body).await, 200);
        assert_eq!(stored(w).await, 0, "a message to Lola came from Malika's app");
        assert_eq!(meta.deliver_raw(&of_lola, META_SECRET, &body).await, 200);
        assert_eq!(stored(w).await, 1);
        w.settle().await;
        // Meta knows nothing of a message that it did not bring.
        w.outside.forgive_unexpected();
    })
    .await;
}

#[tokio::test]
async fn a_disconnected_number_hears_nothing() {
    world(async |w| {
        let (lola, url) = shop(w).await;
        lola.taps(w, "Disconnect").await;
        w.advance(scx_kit::Millis::minutes(1)).await;
        let (_, body) = bodies("whatsapp").swap_remove(0);
        let meta = w.outside.meta().clone();
        assert_eq!(meta.deliver_raw(&url, META_SECRET, &body).await, 404);
        assert_eq!(stored(w).await, 0);
    })
    .await;
}
