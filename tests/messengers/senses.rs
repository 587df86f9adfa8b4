//! Voice notes and pictures on WhatsApp and Instagram.

use scx_fakes::{Fault, ModelReply, Prompt};
use scx_world::{Seller, Start, World, quoting_model};
use serde_json::json;

use crate::world_with;

const PRICES: &[u8] = "Mahsulot;Narxi\nChoynak;145 000\nPiyola;12 000\n".as_bytes();
const KEY: &str = "AIzaKeyOfGeminiForTheStories000000001";
const SPOKEN: &str = "Choynak qancha turadi?";

fn with_gemini() -> Start {
    Start {
        config: vec![("GEMINI_API_KEY".to_owned(), KEY.to_owned())],
        ..Start::default()
    }
}

/// Hears `SPOKEN` in every recording and sees a teapot on every picture.
fn senses(prompt: &Prompt) -> Option<ModelReply> {
    let Some(media) = prompt.media.first() else {
        return quoting_model(prompt);
    };
    let json = match media.mime.starts_with("audio/") {
        true => json!({"text": SPOKEN}),
        false => json!({"description": "Sopol choynak"}),
    };
    Some(ModelReply::Text(json.to_string()))
}

async fn shop(w: &mut World) -> Seller {
    w.has_meta();
    w.outside.gemini().add_key(KEY);
    w.outside.gemini().add_model("gemini-3.5-flash-lite");
    w.outside.gemini().on(senses);
    let lola = w.seller("Lola");
    lola.registers(w).await;
    lola.activates(w, "narxlar.csv", PRICES).await;
    lola
}

#[tokio::test]
async fn a_voice_note_on_whatsapp_is_written_down_and_answered_in_one_message() {
    world_with(with_gemini(), async |w| {
        let lola = shop(w).await;
        lola.connects_whatsapp(w).await;
        let aziz = w.on_whatsapp("Aziz", "998900000011");
        aziz.sends_voice(&b"OggS-whatsapp"[..], "audio/ogg; codecs=opus")
            .unwrap();
        w.settle().await;
        let told = w.told(&aziz).text;
        assert!(told.contains(SPOKEN) && told.contains("145 000"), "{told}");
        let prompts = w.outside.gemini().prompts();
        let heard = prompts.iter().find(|prompt| !prompt.media.is_empty());
        let media = &heard.expect("a recording").media[0];
        assert_eq!(
            (media.mime.as_str(), &media.bytes[..]),
            ("audio/ogg", &b"OggS-whatsapp"[..])
        );
    })
    .await;
}

#[tokio::test]
async fn a_picture_on_instagram_is_described_and_found() {
    world_with(with_gemini(), async |w| {
        let lola = shop(w).await;
        lola.connects_instagram(w).await;
        let dina = w.on_instagram("dina", "900000000000021");
        dina.sends_picture(&b"\xff\xd8instagram"[..], "image/jpeg", "")
            .unwrap();
        w.settle().await;
        assert!(
            w.told(&dina).text.contains("145 000"),
            "{:?}",
            w.told(&dina)
        );
        let prompts = w.outside.gemini().prompts();
        let seen = prompts.iter().find(|prompt| !prompt.media.is_empty());
        assert_eq!(
            &seen.expect("a picture").media[0].bytes[..],
            b"\xff\xd8instagram"
        );
    })
    .await;
}

#[tokio::test]
async fn a_file_over_the_limit_is_not_shown_to_a_model() {
    world_with(with_gemini(), async |w| {
        let lola = shop(w).await;
        lola.connects_whatsapp(w).await;
        let aziz = w.on_whatsapp("Aziz", "998900000011");
        aziz.sends_voice(vec![0_u8; (10 << 20) + 1], "audio/ogg")
            .unwrap();
        w.settle().await;
        assert!(
            w.told(&aziz).text.contains("Write your question"),
            "{:?}",
            w.told(&aziz)
        );
        assert!(w.outside.gemini().prompts().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_recording_whose_address_is_no_longer_good_is_asked_for_in_words() {
    world_with(with_gemini(), async |w| {
        let lola = shop(w).await;
        lola.connects_whatsapp(w).await;
        let aziz = w.on_whatsapp("Aziz", "998900000011");
        let gone = Fault::Status {
            code: 404,
            body: None,
        };
        w.outside.fail_next("graph", Some("file"), gone);
        aziz.sends_voice(&b"OggS"[..], "audio/ogg").unwrap();
        w.settle().await;
        assert!(
            w.told(&aziz).text.contains("Write your question"),
            "{:?}",
            w.told(&aziz)
        );
        assert!(
            lola.heard(w).contains("could not make out"),
            "{}",
            lola.heard(w)
        );
    })
    .await;
}

#[tokio::test]
async fn an_address_that_is_not_metas_is_not_knocked_at() {
    world_with(with_gemini(), async |w| {
        let lola = shop(w).await;
        lola.connects_instagram(w).await;
        let dina = w.on_instagram("dina", "900000000000021");
        let elsewhere = json!({"url": "http://169.254.169.254/latest/meta-data"});
        dina.sends_attachment("audio", &elsewhere).unwrap();
        w.settle().await;
        assert!(
            w.told(&dina).text.contains("Write your question"),
            "{:?}",
            w.told(&dina)
        );
        assert!(
            lola.heard(w).contains("could not make out"),
            "{}",
            lola.heard(w)
        );
    })
    .await;
}
