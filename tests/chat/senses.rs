//! Voice notes and pictures of customers.

use scx_domain::plans;
use scx_fakes::telegram::Document;
use scx_fakes::{Fault, ModelReply, Prompt};
use scx_world::{Customer, World, quoting_model};
use serde_json::json;

use super::{OPENAI_KEY, from_bot, offer_models, sent, shop_with_customer, with_gemini, with_keys};
use crate::{world, world_with};

const SPOKEN: &str = "Choynak qancha turadi?";
const TRANSCRIBER: &str = "gpt-4o-mini-transcribe";

/// A model that writes down recordings as `SPOKEN`, says of every picture that
/// it shows a teapot, and answers questions by quoting.
fn senses(prompt: &Prompt) -> Option<ModelReply> {
    let Some(media) = prompt.media.first() else {
        return quoting_model(prompt);
    };
    let json = match media.mime.starts_with("audio/") {
        true => json!({"text": SPOKEN}),
        false => json!({"description": "Sopol choynak, 2 litr"}),
    };
    Some(ModelReply::Text(json.to_string()))
}

async fn speaks(w: &mut World, aziz: &Customer) {
    aziz.does(w, |telegram, person, bot| telegram.send_voice(person, bot))
        .await;
}

fn picture(bytes: &'static [u8]) -> Document {
    Document::new("photo.jpg", "image/jpeg", bytes)
}

#[tokio::test]
async fn a_voice_note_is_written_down_shown_and_answered() {
    world_with(with_gemini(), async |w| {
        offer_models(w);
        w.outside.gemini().on(senses);
        let (lola, aziz) = shop_with_customer(w).await;
        let before = sent(w, aziz.bot);
        speaks(w, &aziz).await;
        let answer = aziz.screen(w);
        assert!(answer.contains(SPOKEN) && answer.contains("145 000"), "{answer}");
        assert_eq!(sent(w, aziz.bot), before + 1);
        let prompts = w.outside.gemini().prompts();
        let heard = prompts.iter().find(|prompt| !prompt.media.is_empty());
        let media = &heard.expect("a recording").media[0];
        assert_eq!((media.mime.as_str(), &media.bytes[..]), ("audio/ogg", &b"OggS"[..]));
        lola.types(w, "/chats").await;
        lola.taps(w, "Aziz").await;
        assert!(lola.screen(w).contains(SPOKEN), "{}", lola.screen(w));
        let (kind, model, cost): (String, String, i64) = scx_store::sql(
            "SELECT kind, model, cost_micro_usd FROM message WHERE author = 'customer' AND kind = 'voice'",
        )
        .one(&w.cx().db)
        .await
        .expect("stored");
        assert!(kind == "voice" && !model.is_empty() && cost > 0, "{model} {cost}");
    })
    .await;
}

#[tokio::test]
async fn recordings_and_trial_questions_count_towards_the_plan() {
    world_with(with_gemini(), async |w| {
        offer_models(w);
        w.outside.gemini().on(senses);
        let (lola, aziz) = shop_with_customer(w).await;
        let used = async |w: &World| {
            let partner = w.partner(&lola).await.id;
            let used = plans::usage(&w.cx().db, partner, w.now()).await;
            used.expect("counted")
        };
        speaks(w, &aziz).await;
        let (heard, answered): (i64, i64) = scx_store::sql(
            "SELECT MAX(CASE WHEN kind = 'voice' THEN house_micro_usd END),
            MAX(CASE WHEN action IS NOT NULL THEN house_micro_usd END) FROM message",
        )
        .one(&w.cx().db)
        .await
        .expect("stored");
        assert!(heard > 0 && answered > 0);
        assert_eq!(used(w).await.ai_micro_usd, heard + answered);
        let answers = used(w).await.answers;
        lola.sends_file(w, "yangi.csv", super::PRICES.as_bytes())
            .await;
        lola.taps(w, "Try it").await;
        lola.types(w, "Choynak qancha turadi?").await;
        let after = used(w).await;
        assert!(after.ai_micro_usd > heard + answered, "{after:?}");
        assert_eq!(after.answers, answers, "no customer asked");
    })
    .await;
}

#[tokio::test]
async fn openai_writes_a_voice_note_down_at_its_own_place() {
    world_with(with_keys(&[("OPENAI_API_KEY", OPENAI_KEY)]), async |w| {
        offer_models(w);
        w.outside.openai().add_model(TRANSCRIBER);
        w.outside.openai().on(quoting_model);
        w.outside.openai().on_audio(|_| Some(SPOKEN.to_owned()));
        let (_, aziz) = shop_with_customer(w).await;
        speaks(w, &aziz).await;
        assert!(aziz.screen(w).contains("145 000"), "{}", aziz.screen(w));
        let audio = w.outside.openai().audios().pop().expect("a recording");
        assert_eq!(&audio.media.bytes[..], b"OggS");
    })
    .await;
}

#[tokio::test]
async fn a_picture_is_described_and_found_in_the_price_list() {
    world_with(with_gemini(), async |w| {
        offer_models(w);
        w.outside.gemini().on(senses);
        let (_, aziz) = shop_with_customer(w).await;
        aziz.does(w, |telegram, person, bot| {
            telegram.send_photo(person, bot, picture(b"\xff\xd8teapot"))
        })
        .await;
        assert!(aziz.screen(w).contains("145 000"), "{}", aziz.screen(w));
        let prompts = w.outside.gemini().prompts();
        let seen = prompts.iter().find(|prompt| !prompt.media.is_empty());
        assert_eq!(
            &seen.expect("a picture").media[0].bytes[..],
            b"\xff\xd8teapot"
        );
    })
    .await;
}

#[tokio::test]
async fn without_a_provider_the_customer_is_asked_to_write_and_the_seller_is_told() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        speaks(w, &aziz).await;
        assert!(
            aziz.screen(w).contains("yozib yuboring"),
            "{}",
            aziz.screen(w)
        );
        let heard = lola.heard(w);
        assert!(
            heard.contains("could not make out") && heard.contains('🎤'),
            "{heard}"
        );
        let files = w.outside.telegram().calls(aziz.bot, "getFile");
        assert_eq!(files.len(), 0, "nothing is fetched for nobody");
    })
    .await;
}

#[tokio::test]
async fn a_recording_that_cannot_be_fetched_or_is_too_long_is_asked_for_in_words() {
    world_with(with_gemini(), async |w| {
        offer_models(w);
        w.outside.gemini().on(senses);
        let (_, aziz) = shop_with_customer(w).await;
        w.outside.fail_next(
            "telegram",
            Some("getFile"),
            Fault::Status {
                code: 500,
                body: None,
            },
        );
        speaks(w, &aziz).await;
        assert!(
            aziz.screen(w).contains("yozib yuboring"),
            "{}",
            aziz.screen(w)
        );
        let before = w.outside.telegram().calls(aziz.bot, "getFile").len();
        aziz.does(w, |telegram, person, bot| {
            telegram.send_photo(person, bot, picture(b"\xff\xd8").claiming(11 << 20))
        })
        .await;
        let after = w.outside.telegram().calls(aziz.bot, "getFile").len();
        assert_eq!(
            after, before,
            "what says that it is too long is not fetched"
        );
        assert!(w.outside.gemini().prompts().is_empty());
    })
    .await;
}

#[tokio::test]
async fn whoever_waits_for_a_person_costs_no_model() {
    world_with(with_gemini(), async |w| {
        offer_models(w);
        w.outside.gemini().on(senses);
        let (lola, aziz) = shop_with_customer(w).await;
        aziz.taps(w, "Operator").await;
        let before = from_bot(w, &aziz).len();
        speaks(w, &aziz).await;
        assert_eq!(from_bot(w, &aziz).len(), before);
        assert!(lola.heard(w).contains('🎤'), "{}", lola.heard(w));
        assert!(w.outside.gemini().prompts().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_spoken_wish_for_a_person_brings_one() {
    world_with(with_gemini(), async |w| {
        offer_models(w);
        w.outside.gemini().on(|prompt| {
            let is_recording = !prompt.media.is_empty();
            let said = json!({"text": "Operator bilan gaplashmoqchiman"}).to_string();
            is_recording.then_some(ModelReply::Text(said))
        });
        let (lola, aziz) = shop_with_customer(w).await;
        speaks(w, &aziz).await;
        assert!(
            lola.heard(w).contains("wants to talk to you"),
            "{}",
            lola.heard(w)
        );
    })
    .await;
}
