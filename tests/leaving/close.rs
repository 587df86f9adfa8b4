//! Closing the account and opening it again.

use scx_domain::accounts::{self, State};
use scx_fakes::Fault;
use scx_kit::Millis;
use scx_world::{PARTNER_BOT, Seller, World};

use super::{FILE, QUESTION, closes, is_registered, other_account, parallel, shop};
use crate::{world, world_with};

async fn exists(w: &World, id: accounts::PartnerId) -> bool {
    accounts::partner(&w.cx().db, id).await.is_ok()
}

#[tokio::test]
async fn the_numbers_are_told_and_two_taps_close() {
    world(async |w| {
        let (lola, aziz) = shop(w, "Lola").await;
        aziz.asks(w, "Yetkazib berish bormi?").await;
        lola.types(w, "/settings").await;
        lola.taps(w, "Close account").await;
        let screen = lola.screen(w);
        for part in [
            "bots (1)",
            "customers (1)",
            "messages (5)",
            "files (1)",
            "open questions (1)",
            "7 days",
        ] {
            assert!(screen.contains(part), "{part}: {screen}");
        }
        lola.taps(w, "Close account").await;
        assert!(is_registered(w, &lola).await, "one tap closes nothing");
        let sure = lola.screen(w);
        let first_row = sure
            .lines()
            .find(|line| line.starts_with('['))
            .expect("a row");
        assert!(
            first_row.contains("No, keep it"),
            "a double tap keeps: {sure}"
        );
        lola.taps(w, "Yes, close it").await;
        assert!(!is_registered(w, &lola).await);
        assert!(
            lola.heard(w).contains("before 28.11.2026"),
            "{}",
            lola.heard(w)
        );
        assert_eq!(w.outside.telegram().webhook_url(aziz.bot), None);
        let heard = aziz.heard(w);
        aziz.types(w, QUESTION).await;
        assert_eq!(aziz.heard(w), heard);
    })
    .await;
}

#[tokio::test]
async fn the_same_number_opens_it_again_within_a_week() {
    world(async |w| {
        let (lola, _) = shop(w, "Lola").await;
        let before = w.partner(&lola).await;
        closes(w, &lola).await;
        w.goes_on_after(Millis::days(6)).await;
        lola.shares_contact(w).await;
        assert!(lola.heard(w).contains("open again"), "{}", lola.heard(w));
        assert!(lola.screen(w).contains("narxlar.csv"), "{}", lola.screen(w));
        assert_eq!(w.partner(&lola).await, before);
        w.goes_on_after(Millis::days(9)).await;
        assert!(exists(w, before.id).await, "it is not erased any more");
    })
    .await;
}

#[tokio::test]
async fn after_a_week_there_is_no_way_back_and_no_second_trial() {
    world(async |w| {
        let (lola, _) = shop(w, "Lola").await;
        let before = w.partner(&lola).await;
        closes(w, &lola).await;
        w.goes_on_after(Millis::days(9)).await;
        assert!(!exists(w, before.id).await);
        lola.registers(w).await;
        let after = w.partner(&lola).await;
        assert_ne!(after.id, before.id);
        assert_eq!(after.trial_ends_at, before.trial_ends_at);
        let heard = lola.heard(w);
        assert!(heard.contains("one free trial"), "{heard}");
        assert!(
            lola.screen(w).contains("access ended on 24.11.2026"),
            "{}",
            lola.screen(w)
        );
        let stranger = other_account(w, "+998905556677").await;
        stranger.shares_contact(w).await;
        let trial = w.partner(&stranger).await;
        assert_eq!(trial.trial_ends_at, trial.created_at + accounts::TRIAL);
    })
    .await;
}

#[tokio::test]
async fn a_ban_is_not_lifted_by_leaving() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        let id = w.partner(&lola).await.id;
        let mut tx = w.cx().db.begin().await.expect("a transaction");
        accounts::set_state(&mut tx, id, State::Banned)
            .await
            .expect("written");
        tx.commit().await.expect("committed");
        closes(w, &lola).await;
        w.goes_on_after(Millis::days(9)).await;
        lola.registers(w).await;
        assert_eq!(w.partner(&lola).await.state, State::Banned);
    })
    .await;
}

#[tokio::test]
async fn a_stale_button_and_another_partners_button_close_nothing() {
    world(async |w| {
        let (lola, _) = shop(w, "Lola").await;
        let malika = w.seller("Malika");
        malika.registers(w).await;
        lola.types(w, "/settings").await;
        lola.taps(w, "Close account").await;
        lola.taps(w, "Close account").await;
        let yes = lola.data_behind(w, "Yes, close it");
        malika.forges(w, &yes).await;
        lola.taps(w, "No, keep it").await;
        lola.forges(w, &yes).await;
        let calls = w
            .outside
            .telegram()
            .calls(PARTNER_BOT, "answerCallbackQuery");
        let told = calls.last().expect("answered")["text"].clone();
        assert_eq!(told, "This button is out of date. Use the newer ones.");
        assert!(is_registered(w, &lola).await && is_registered(w, &malika).await);
    })
    .await;
}

/// Taps the last step twice before anything is handled.
async fn closes_in_haste(w: &mut World, lola: &Seller) {
    lola.types(w, "/settings").await;
    lola.taps(w, "Close account").await;
    lola.taps(w, "Close account").await;
    let last = lola.chat(w).messages.last().expect("a message").clone();
    let telegram = w.outside.telegram().clone();
    for _ in 0..2 {
        telegram
            .tap(lola.person, PARTNER_BOT, last.id, "🗑 Yes, close it")
            .expect("the button is there");
    }
    w.settle().await;
}

#[tokio::test]
async fn a_double_tap_closes_once_and_a_restart_changes_nothing() {
    world(async |w| {
        let (lola, _) = shop(w, "Lola").await;
        let before = w.partner(&lola).await;
        closes_in_haste(w, &lola).await;
        assert_eq!(lola.heard(w).matches("Your account is closed").count(), 1);
        w.halt().await;
        w.boot().await;
        lola.shares_contact(w).await;
        assert_eq!(w.partner(&lola).await, before);
    })
    .await;
}

#[tokio::test]
async fn closing_while_a_file_is_read_erases_the_file_too() {
    world_with(parallel(), async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        let id = w.partner(&lola).await.id;
        let slow = Fault::Slow { ms: 60_000 };
        w.outside.fail_next("telegram", Some("getFile"), slow);
        lola.sends_file(w, "narxlar.csv", FILE.as_bytes()).await;
        assert!(lola.heard(w).contains("Reading"), "{}", lola.heard(w));
        closes(w, &lola).await;
        let heard = lola.heard(w);
        w.goes_on_after(Millis::days(9)).await;
        assert_eq!(lola.heard(w), heard, "nobody is told");
        assert!(!exists(w, id).await);
        let has = scx_domain::leaving::belongings(&w.cx().db, id).await;
        assert_eq!(has.expect("counted").files, 0);
    })
    .await;
}

#[tokio::test]
async fn a_webhook_that_could_not_be_taken_away_is_tried_again_before_the_token_is_erased() {
    world(async |w| {
        let (lola, aziz) = shop(w, "Lola").await;
        let id = w.partner(&lola).await.id;
        w.expect_errors();
        for _ in 0..5 {
            let fault = Fault::Status {
                code: 502,
                body: None,
            };
            w.outside
                .fail_next("telegram", Some("getWebhookInfo"), fault);
        }
        closes(w, &lola).await;
        w.advance(Millis::hours(1)).await;
        assert!(w.outside.telegram().webhook_url(aziz.bot).is_some());
        w.advance(Millis::days(8)).await;
        assert_eq!(w.outside.telegram().webhook_url(aziz.bot), None);
        assert!(!exists(w, id).await);
    })
    .await;
}
