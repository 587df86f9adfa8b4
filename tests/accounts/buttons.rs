//! Buttons: old ones, foreign ones, forged ones, and those tapped twice.

use scx_domain::chat;
use scx_world::{PARTNER_BOT, Seller, World};

use crate::world;

const FILE: &str = "Mahsulot;Narxi\nChoynak 2 litr;145 000 so'm\n";

async fn registered(w: &mut World, name: &str) -> Seller {
    let seller = w.seller(name);
    seller.registers(w).await;
    seller
}

fn answered_taps(w: &World) -> usize {
    w.outside
        .telegram()
        .calls(PARTNER_BOT, "answerCallbackQuery")
        .len()
}

#[tokio::test]
async fn an_old_button_answers_with_a_toast_and_the_present_screen() {
    world(async |w| {
        let lola = registered(w, "Lola").await;
        let pause = lola.data_behind(w, "Pause");
        lola.taps(w, "Settings").await;
        lola.forges(w, &pause).await;
        assert!(!w.partner(&lola).await.is_ai_paused);
        assert!(lola.screen(w).contains("Tone"), "{}", lola.screen(w));
        let told = w
            .outside
            .telegram()
            .calls(PARTNER_BOT, "answerCallbackQuery");
        let told = told.last().expect("an answer")["text"].to_string();
        assert!(told.contains("out of date"), "{told}");
    })
    .await;
}

#[tokio::test]
async fn a_double_tap_pauses_once() {
    world(async |w| {
        let lola = registered(w, "Lola").await;
        let screen = lola.chat(w).messages.pop().expect("the main screen").id;
        let before = answered_taps(w);
        for _ in 0..2 {
            let telegram = w.outside.telegram();
            telegram
                .tap(lola.person, PARTNER_BOT, screen, "⏸ Pause the AI")
                .expect("it is there");
        }
        w.settle().await;
        assert!(w.partner(&lola).await.is_ai_paused);
        assert_eq!(answered_taps(w) - before, 2);
        assert_eq!(lola.chat(w).unanswered_queries, 0);
        assert!(lola.screen(w).contains("AI: paused"), "{}", lola.screen(w));
    })
    .await;
}

#[tokio::test]
async fn every_tap_is_answered_exactly_once() {
    world(async |w| {
        let lola = registered(w, "Lola").await;
        let before = answered_taps(w);
        let labels = [
            "Pause",
            "Resume",
            "Settings",
            "Tone",
            "Formal",
            "Home",
            "Upload",
            "Get the form",
            "Home",
            "Connect",
            "Back",
        ];
        for label in labels {
            lola.taps(w, label).await;
        }
        assert_eq!(answered_taps(w) - before, labels.len());
        assert_eq!(lola.chat(w).unanswered_queries, 0);
    })
    .await;
}

#[tokio::test]
async fn a_button_that_nobody_made_is_answered_and_does_nothing() {
    world(async |w| {
        let lola = registered(w, "Lola").await;
        let partner = w.partner(&lola).await;
        let before = answered_taps(w);
        let long = "v1|home|1|ai|".to_owned() + &"a".repeat(60);
        let forged = [
            "",
            "garbage",
            "v1|home",
            "v2|home|1|ai|",
            "v1|home|999|ai|",
            "v1|nosuch|-|on|1",
            "v1|doc|-|on|!!!!",
            "v1|doc|-|nosuch|1",
            "v1|bot|-|remove|00000000000000000000",
            "v1|ask|-|reply|zzz",
            "v1|tone|1|set|rude",
            long.as_str(),
        ];
        for data in forged {
            lola.forges(w, data).await;
        }
        assert_eq!(answered_taps(w) - before, forged.len());
        assert_eq!(w.partner(&lola).await, partner);
        lola.taps(w, "Settings").await;
        assert!(lola.screen(w).contains("Tone"), "{}", lola.screen(w));
    })
    .await;
}

#[tokio::test]
async fn a_button_of_another_persons_screen_acts_on_the_own_account_at_most() {
    world(async |w| {
        let lola = registered(w, "Lola").await;
        lola.taps(w, "Settings").await;
        lola.taps(w, "Tone").await;
        let brief = lola.data_behind(w, "Brief");
        let nodir = registered(w, "Nodir").await;
        let stranger = w.seller("Stranger");
        stranger.types(w, "/start").await;
        nodir.forges(w, &brief).await;
        stranger.forges(w, &brief).await;
        assert_eq!(w.partner(&lola).await.tone.name(), "friendly");
        assert_eq!(w.partner(&nodir).await.tone.name(), "friendly");
        lola.taps(w, "Brief").await;
        assert_eq!(w.partner(&lola).await.tone.name(), "brief");
    })
    .await;
}

#[tokio::test]
async fn a_forged_reply_to_a_foreign_question_reaches_nobody() {
    world(async |w| {
        let lola = registered(w, "Lola").await;
        lola.activates(w, "narxlar.csv", FILE.as_bytes()).await;
        let bot = lola.connects_bot(w, "lola_shop_bot").await;
        let aziz = w.customer("Aziz", bot);
        aziz.starts(w).await;
        aziz.types(w, "Velosiped ijaraga berasizlarmi?").await;
        let reply = lola.data_behind(w, "Reply");
        let nodir = registered(w, "Nodir").await;
        let heard = aziz.heard(w);
        nodir.forges(w, &reply).await;
        nodir.types(w, "Men do'konman").await;
        assert_eq!(aziz.heard(w), heard);
        assert!(!nodir.heard(w).contains("Velosiped"), "{}", nodir.heard(w));
        let owner = w.partner(&lola).await.id;
        assert_eq!(
            chat::open_questions(&w.cx().db, owner)
                .await
                .expect("counted"),
            1
        );
    })
    .await;
}

#[tokio::test]
async fn a_screens_buttons_still_work_after_a_restart() {
    world(async |w| {
        let lola = registered(w, "Lola").await;
        lola.taps(w, "Settings").await;
        let messages = lola.chat(w).messages.len();
        w.halt().await;
        w.boot().await;
        lola.taps(w, "Tone").await;
        lola.taps(w, "Brief").await;
        assert_eq!(w.partner(&lola).await.tone.name(), "brief");
        assert_eq!(
            lola.chat(w).messages.len(),
            messages,
            "it is still edited in place"
        );
    })
    .await;
}
