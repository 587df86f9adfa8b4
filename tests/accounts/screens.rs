//! One living screen: edited in place, sent anew when it would be overlooked.

use scx_fakes::Fault;
use scx_fakes::telegram::views::MessageView;
use scx_world::{PARTNER_BOT, Seller, World};

use crate::world;

/// The messages of the bot that carry buttons.
fn with_buttons(w: &World, seller: &Seller) -> Vec<MessageView> {
    let messages = seller.chat(w).messages.into_iter();
    messages
        .filter(|message| message.from_bot && !message.buttons.is_empty())
        .collect()
}

fn last(w: &World, seller: &Seller) -> MessageView {
    seller.chat(w).messages.pop().expect("a message")
}

async fn registered(w: &mut World) -> Seller {
    let lola = w.seller("Lola");
    lola.registers(w).await;
    lola
}

#[tokio::test]
async fn taps_change_the_screen_where_it_is() {
    world(async |w| {
        let lola = registered(w).await;
        let before = lola.chat(w).messages;
        for label in ["Settings", "Tone", "Back", "Home", "Help", "Back"] {
            lola.taps(w, label).await;
            assert_eq!(lola.chat(w).messages.len(), before.len(), "{label}");
        }
        let now = last(w, &lola);
        assert_eq!(Some(now.id), before.last().map(|message| message.id));
        assert!(
            now.edited && now.text.contains("Free trial"),
            "{}",
            now.text
        );
    })
    .await;
}

#[tokio::test]
async fn a_screen_that_is_not_last_is_sent_anew_and_the_old_one_loses_its_buttons() {
    world(async |w| {
        let lola = registered(w).await;
        let old = last(w, &lola).id;
        lola.types(w, "/settings").await;
        let new = last(w, &lola);
        assert!(
            new.id > old && new.text.contains("Settings"),
            "{}",
            new.text
        );
        let open: Vec<i64> = with_buttons(w, &lola)
            .iter()
            .map(|message| message.id)
            .filter(|id| *id >= old)
            .collect();
        assert_eq!(open, [new.id]);
    })
    .await;
}

#[tokio::test]
async fn a_screen_above_a_card_is_sent_below_it() {
    world(async |w| {
        let lola = registered(w).await;
        let home = last(w, &lola).id;
        lola.sends_file(w, "narxlar.txt", b"Choynak 145 000 so'm")
            .await;
        lola.taps(w, "Settings").await;
        let settings = last(w, &lola);
        assert!(
            settings.id > home && settings.text.contains("Tone"),
            "{}",
            settings.text
        );
        let open = with_buttons(w, &lola);
        assert!(open.iter().all(|message| message.id != home), "{open:#?}");
        assert!(
            open.iter()
                .any(|message| message.text.contains("narxlar.txt")),
            "the card keeps its own"
        );
    })
    .await;
}

#[tokio::test]
async fn a_screen_whose_message_is_gone_is_sent_anew() {
    world(async |w| {
        let lola = registered(w).await;
        let before = last(w, &lola).id;
        let body = r#"{"ok":false,"error_code":400,"description":"Bad Request: message to edit not found"}"#;
        let fault = Fault::Status { code: 400, body: Some(body.to_owned()) };
        w.outside.fail_next("telegram", Some("editMessageText"), fault);
        lola.taps(w, "Settings").await;
        let settings = last(w, &lola);
        assert!(settings.id > before && settings.text.contains("Tone"), "{}", settings.text);
        lola.taps(w, "Tone").await;
        let tones = last(w, &lola);
        assert!(tones.id == settings.id && tones.text.contains("sound"), "{}", tones.text);
    })
    .await;
}

#[tokio::test]
async fn a_card_whose_message_is_gone_is_sent_anew() {
    world(async |w| {
        let lola = registered(w).await;
        lola.sends_file(w, "narxlar.txt", b"Choynak 145 000 so'm").await;
        let card = last(w, &lola).id;
        let body = r#"{"ok":false,"error_code":400,"description":"Bad Request: message to edit not found"}"#;
        let fault = Fault::Status { code: 400, body: Some(body.to_owned()) };
        w.outside.fail_next("telegram", Some("editMessageText"), fault);
        lola.taps(w, "Discard").await;
        let anew = last(w, &lola);
        assert!(anew.id > card && anew.text.contains("discarded"), "{}", anew.text);
    })
    .await;
}

#[tokio::test]
async fn cancel_says_what_it_did() {
    world(async |w| {
        let lola = registered(w).await;
        lola.taps(w, "Settings").await;
        lola.taps(w, "Shop name").await;
        lola.types(w, "/cancel").await;
        assert!(lola.heard(w).contains("Cancelled"), "{}", lola.heard(w));
        assert!(lola.screen(w).contains("Free trial"), "{}", lola.screen(w));
        lola.types(w, "Boshqa nom").await;
        assert_eq!(w.partner(&lola).await.name, "Lola");
        lola.types(w, "/cancel").await;
        assert!(
            lola.heard(w).contains("nothing to cancel"),
            "{}",
            lola.heard(w)
        );
    })
    .await;
}

#[tokio::test]
async fn an_unknown_command_and_a_stray_word_lead_home() {
    world(async |w| {
        let lola = registered(w).await;
        for text in [
            "/nosuchcommand",
            "/menu@sellercloudx_bot",
            "/start ref_42",
            "salom",
        ] {
            let before = lola.chat(w).messages.len();
            lola.types(w, text).await;
            assert!(lola.chat(w).messages.len() > before, "{text} is answered");
            assert!(
                lola.screen(w).contains("Free trial"),
                "{text}: {}",
                lola.screen(w)
            );
        }
    })
    .await;
}

#[tokio::test]
async fn every_kind_of_message_is_answered_politely() {
    world(async |w| {
        let lola = registered(w).await;
        lola.does(w, |telegram, person, bot| telegram.send_voice(person, bot))
            .await;
        lola.does(w, |telegram, person, bot| {
            telegram.send_sticker(person, bot)
        })
        .await;
        lola.does(w, |telegram, person, bot| {
            telegram.send_location(person, bot, (41.3, 69.2))
        })
        .await;
        lola.does(w, |telegram, person, bot| telegram.send_video(person, bot))
            .await;
        let heard = lola.heard(w);
        assert_eq!(heard.matches("files with text only").count(), 4, "{heard}");
    })
    .await;
}

#[tokio::test]
async fn in_a_group_the_bot_shows_nothing() {
    const GROUP: i64 = -1_001_234_567_891;
    world(async |w| {
        let lola = registered(w).await;
        w.outside.telegram().add_group(GROUP, "Sellers");
        for text in ["/start", "/settings", "/kb@sellercloudx_bot"] {
            lola.does(w, |telegram, person, bot| {
                telegram.send_in_group(person, GROUP, bot, text)
            })
            .await;
        }
        let seen = w.outside.telegram().chat(GROUP, PARTNER_BOT).messages;
        assert!(seen.iter().all(|message| !message.from_bot), "{seen:?}");
    })
    .await;
}
