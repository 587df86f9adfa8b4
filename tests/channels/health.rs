//! A connected bot over time: disconnected, connected again, broken.

use scx_fakes::Fault;
use scx_kit::Millis;
use scx_world::{Customer, PARTNER_BOT, Seller, Start, World};

use super::new_bot;
use crate::{world, world_with};

const FILE: &str = "Mahsulot;Narxi\nChoynak 2 litr;145 000 so'm\n";
const QUESTION: &str = "Choynak qancha turadi?";
const BOT: i64 = 7_200_000_001;

/// A shop with a bot that answers a customer; and the bot's token.
async fn shop(w: &mut World) -> (Seller, Customer, String) {
    let lola = w.seller("Lola");
    lola.registers(w).await;
    lola.activates(w, "narxlar.csv", FILE.as_bytes()).await;
    let (_, token) = new_bot(w, BOT, "lola_shop_bot", "Q7zX");
    lola.types(w, &token).await;
    let aziz = w.customer("Aziz", BOT);
    aziz.starts(w).await;
    assert!(
        aziz.asks(w, QUESTION).await.contains("145 000"),
        "{}",
        aziz.screen(w)
    );
    (lola, aziz, token)
}

/// Taps, and lets no time pass.
async fn tap_and_rest(w: &mut World, seller: &Seller, label: &str) {
    let messages = seller.chat(w).messages.into_iter().rev();
    let labels = messages.flat_map(|message| {
        let buttons = message.buttons.into_iter().flatten();
        buttons.map(move |button| (message.id, button.label))
    });
    let (message, label) = labels
        .into_iter()
        .find(|(_, it)| it.contains(label))
        .expect("a button");
    let telegram = w.outside.telegram();
    telegram
        .tap(seller.person, PARTNER_BOT, message, &label)
        .expect("it is there");
    w.rest().await;
}

#[tokio::test]
async fn a_disconnected_bot_answers_nobody() {
    world(async |w| {
        let (lola, aziz, _) = shop(w).await;
        lola.taps(w, "Disconnect").await;
        assert!(lola.heard(w).contains("disconnected"), "{}", lola.heard(w));
        assert_eq!(w.outside.telegram().calls(BOT, "deleteWebhook").len(), 1);
        assert_eq!(w.outside.telegram().webhook_url(BOT), None);
        let heard = aziz.heard(w);
        aziz.types(w, QUESTION).await;
        w.advance(Millis::minutes(5)).await;
        assert_eq!(aziz.heard(w), heard);
        lola.types(w, "/menu").await;
        assert!(
            lola.screen(w).contains("No bot connected"),
            "{}",
            lola.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn what_was_written_just_before_the_end_is_not_answered() {
    world(async |w| {
        let (lola, aziz, _) = shop(w).await;
        let sent = w.outside.telegram().calls(BOT, "sendMessage").len();
        aziz.writes(w, QUESTION);
        w.rest().await;
        assert_eq!(w.outside.telegram().pending(), 0, "it waits in the inbox");
        lola.taps(w, "Disconnect").await;
        w.advance(Millis::minutes(5)).await;
        let calls = w.outside.telegram().calls(BOT, "sendMessage");
        assert_eq!(calls.len(), sent, "{}", aziz.heard(w));
    })
    .await;
}

#[tokio::test]
async fn a_bot_is_connected_again_with_the_same_token() {
    world(async |w| {
        let (lola, aziz, token) = shop(w).await;
        lola.taps(w, "Disconnect").await;
        lola.types(w, &token).await;
        assert!(lola.screen(w).contains("works"), "{}", lola.screen(w));
        assert!(
            aziz.asks(w, QUESTION).await.contains("145 000"),
            "{}",
            aziz.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn a_late_farewell_does_not_cut_off_the_new_connection() {
    world(async |w| {
        let (lola, aziz, token) = shop(w).await;
        let fault = Fault::Status {
            code: 502,
            body: None,
        };
        w.outside
            .fail_next("telegram", Some("getWebhookInfo"), fault);
        tap_and_rest(w, &lola, "Disconnect").await;
        lola.writes(w, &token);
        w.rest().await;
        assert!(w.outside.telegram().webhook_url(BOT).is_some());
        w.advance(Millis::minutes(1)).await;
        assert_eq!(w.outside.planned_faults(), 0);
        assert!(w.outside.telegram().webhook_url(BOT).is_some());
        assert!(
            aziz.asks(w, QUESTION).await.contains("145 000"),
            "{}",
            aziz.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn a_token_that_died_breaks_the_channel_and_shows_it() {
    world(async |w| {
        let (lola, aziz, token) = shop(w).await;
        aziz.writes(w, QUESTION);
        w.rest().await;
        w.outside.telegram().revoke_token(&token);
        w.settle().await;
        assert!(lola.heard(w).contains("revoked"), "{}", lola.heard(w));
        lola.types(w, "/menu").await;
        assert!(
            lola.screen(w).contains("🔴 Bot: lola_shop_bot"),
            "{}",
            lola.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn a_new_token_heals_a_broken_bot() {
    world(async |w| {
        let (lola, aziz, token) = shop(w).await;
        let fresh = token.replace("Q7zX", "W8yV");
        w.outside.telegram().replace_token(BOT, &fresh);
        aziz.types(w, QUESTION).await;
        lola.types(w, &fresh).await;
        lola.types(w, "/menu").await;
        assert!(
            lola.screen(w).contains("🟢 Bot: lola_shop_bot"),
            "{}",
            lola.screen(w)
        );
        assert!(
            aziz.asks(w, QUESTION).await.contains("145 000"),
            "{}",
            aziz.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn a_check_finds_a_dead_token_and_a_working_bot() {
    world(async |w| {
        let (lola, _, token) = shop(w).await;
        lola.taps(w, "Check").await;
        assert!(lola.heard(w).contains("works"), "{}", lola.heard(w));
        w.outside.telegram().revoke_token(&token);
        lola.taps(w, "Check").await;
        assert!(
            lola.heard(w).contains("did not accept"),
            "{}",
            lola.heard(w)
        );
        assert_eq!(lola.chat(w).unanswered_queries, 0);
    })
    .await;
}

#[tokio::test]
async fn a_check_takes_back_a_webhook_that_was_lost() {
    world(async |w| {
        let (lola, aziz, token) = shop(w).await;
        super::call_as_another_service(w, &token, "deleteWebhook").await;
        lola.taps(w, "Check").await;
        assert!(
            aziz.asks(w, QUESTION).await.contains("145 000"),
            "{}",
            aziz.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn a_forged_tap_on_a_foreign_bot_changes_nothing() {
    world(async |w| {
        let (lola, aziz, _) = shop(w).await;
        let remove = lola.data_behind(w, "Disconnect");
        let nodir = w.seller("Nodir");
        nodir.registers(w).await;
        for action in ["remove", "check", "take"] {
            nodir.forges(w, &remove.replace("remove", action)).await;
        }
        let stranger = w.seller("Stranger");
        stranger.types(w, "/start").await;
        stranger.forges(w, &remove).await;
        assert!(w.outside.telegram().webhook_url(BOT).is_some());
        assert!(
            aziz.asks(w, QUESTION).await.contains("145 000"),
            "{}",
            aziz.screen(w)
        );
        lola.types(w, "/menu").await;
        assert!(
            lola.screen(w).contains("🟢 Bot: lola_shop_bot"),
            "{}",
            lola.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn a_letter_that_fails_late_does_not_bring_a_disconnected_bot_back() {
    world(async |w| {
        let (lola, aziz, token) = shop(w).await;
        let wait = Fault::RateLimited { retry_after_s: 5 };
        w.outside.fail_next("telegram", Some("sendMessage"), wait);
        aziz.writes(w, "/help");
        w.rest().await;
        assert_eq!(w.outside.planned_faults(), 0);
        tap_and_rest(w, &lola, "Disconnect").await;
        w.outside.telegram().revoke_token(&token);
        w.settle().await;
        lola.types(w, "/menu").await;
        assert!(
            lola.screen(w).contains("No bot connected"),
            "{}",
            lola.screen(w)
        );
        w.outside.telegram().replace_token(BOT, &token);
        lola.types(w, &token).await;
        assert!(lola.screen(w).contains("works"), "{}", lola.screen(w));
    })
    .await;
}

#[tokio::test]
async fn a_bot_disconnected_during_a_check_stays_disconnected() {
    let start = Start {
        is_parallel: true,
        ..Start::default()
    };
    world_with(start, async |w| {
        let (lola, _, _) = shop(w).await;
        // The older card keeps its buttons.
        lola.types(w, "/channels").await;
        lola.taps(w, "lola_shop_bot").await;
        w.outside
            .fail_next("telegram", Some("getMe"), Fault::Slow { ms: 5_000 });
        tap_and_rest(w, &lola, "Check").await;
        tap_and_rest(w, &lola, "Disconnect").await;
        w.settle().await;
        assert_eq!(w.outside.telegram().webhook_url(BOT), None);
        lola.types(w, "/menu").await;
        assert!(
            lola.screen(w).contains("No bot connected"),
            "{}",
            lola.screen(w)
        );
    })
    .await;
}
