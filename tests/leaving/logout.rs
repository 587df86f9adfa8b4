//! Logging out and coming back.

use scx_fakes::Fault;
use scx_kit::Millis;
use scx_world::PARTNER_BOT;

use super::{FILE, QUESTION, closes, is_registered, logs_out, other_account, parallel, shop};
use crate::{world, world_with};

#[tokio::test]
async fn the_same_contact_brings_everything_back() {
    world(async |w| {
        let (lola, aziz) = shop(w, "Lola").await;
        let before = w.partner(&lola).await;
        lola.types(w, "/settings").await;
        lola.taps(w, "Log out").await;
        let screen = lola.screen(w);
        assert!(
            screen.contains("bots (1)") && screen.contains("Files (1), customers (1)"),
            "{screen}"
        );
        lola.taps(w, "Log out").await;
        assert!(lola.heard(w).contains("logged out"), "{}", lola.heard(w));
        assert!(!is_registered(w, &lola).await);
        assert_eq!(w.outside.telegram().webhook_url(aziz.bot), None);
        let heard = aziz.heard(w);
        aziz.types(w, QUESTION).await;
        assert_eq!(aziz.heard(w), heard, "nobody answers");
        lola.shares_contact(w).await;
        assert!(lola.heard(w).contains("Welcome back"), "{}", lola.heard(w));
        let screen = lola.screen(w);
        assert!(
            screen.contains("File: narxlar.csv") && screen.contains("No bot"),
            "{screen}"
        );
        assert_eq!(w.partner(&lola).await, before, "the same partner");
    })
    .await;
}

#[tokio::test]
async fn the_bot_serves_again_when_its_token_is_pasted_after_the_return() {
    world(async |w| {
        let (lola, aziz) = shop(w, "Lola").await;
        logs_out(w, &lola).await;
        lola.shares_contact(w).await;
        let token = format!("{}:{:A<35}", aziz.bot, "AAShopBotToken");
        lola.types(w, &token).await;
        let answer = aziz.asks(w, QUESTION).await;
        assert!(answer.contains("145 000"), "{answer}");
    })
    .await;
}

#[tokio::test]
async fn no_tap_after_the_log_out_does_anything() {
    world(async |w| {
        let (lola, aziz) = shop(w, "Lola").await;
        let partner = w.partner(&lola).await.id;
        let card = lola.data_behind(w, "Disconnect");
        lola.types(w, "/settings").await;
        let settings = lola.data_behind(w, "Close account");
        lola.taps(w, "Log out").await;
        let leave = lola.data_behind(w, "Log out");
        lola.taps(w, "Log out").await;
        let calls = w.outside.telegram().calls(aziz.bot, "deleteWebhook").len();
        for data in [&card, &settings, &leave] {
            lola.forges(w, data).await;
            assert!(!is_registered(w, &lola).await, "{data}");
        }
        lola.types(w, "/settings").await;
        assert!(
            lola.screen(w).contains("phone number"),
            "{}",
            lola.screen(w)
        );
        assert_eq!(
            w.outside.telegram().calls(aziz.bot, "deleteWebhook").len(),
            calls
        );
        let known = scx_domain::accounts::partner(&w.cx().db, partner).await;
        assert!(known.expect("still there").telegram_user < 0);
    })
    .await;
}

#[tokio::test]
async fn a_second_tap_and_a_repeated_delivery_log_out_once() {
    world(async |w| {
        let (lola, aziz) = shop(w, "Lola").await;
        lola.types(w, "/settings").await;
        lola.taps(w, "Log out").await;
        let last = lola.chat(w).messages.last().expect("a message").clone();
        let telegram = w.outside.telegram().clone();
        for _ in 0..2 {
            telegram
                .tap(lola.person, PARTNER_BOT, last.id, "🚪 Log out")
                .expect("the button is there");
        }
        w.settle().await;
        let ids = telegram.update_ids(PARTNER_BOT);
        telegram
            .redeliver(PARTNER_BOT, *ids.last().expect("updates"))
            .expect("known");
        w.settle().await;
        assert_eq!(lola.heard(w).matches("You are logged out").count(), 1);
        assert_eq!(telegram.calls(aziz.bot, "deleteWebhook").len(), 1);
        lola.shares_contact(w).await;
        assert!(is_registered(w, &lola).await);
    })
    .await;
}

#[tokio::test]
async fn a_typed_number_lets_in_the_same_telegram_account_only() {
    world(async |w| {
        let (lola, _) = shop(w, "Lola").await;
        let before = w.partner(&lola).await;
        logs_out(w, &lola).await;
        let thief = w.seller("Thief");
        thief.types(w, "/start").await;
        thief.taps(w, "English").await;
        thief.types(w, &before.phone).await;
        assert!(
            thief.heard(w).contains("share it with the button"),
            "{}",
            thief.heard(w)
        );
        assert!(!is_registered(w, &thief).await);
        lola.types(w, &before.phone).await;
        assert_eq!(w.partner(&lola).await, before);
    })
    .await;
}

#[tokio::test]
async fn a_number_that_telegram_vouched_for_moves_to_another_account_of_the_same_person() {
    world(async |w| {
        let (lola, _) = shop(w, "Lola").await;
        let before = w.partner(&lola).await;
        logs_out(w, &lola).await;
        let other = other_account(w, &before.phone).await;
        other.shares_contact(w).await;
        assert_eq!(w.partner(&other).await.id, before.id);
        lola.shares_contact(w).await;
        assert!(!is_registered(w, &lola).await, "it is linked elsewhere now");
    })
    .await;
}

#[tokio::test]
async fn whoever_owns_a_number_that_was_only_typed_does_not_get_the_shop() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.types(w, "/start").await;
        lola.taps(w, "English").await;
        lola.types(w, "+998 90 111 22 33").await;
        lola.activates(w, "narxlar.csv", FILE.as_bytes()).await;
        logs_out(w, &lola).await;
        let owner = other_account(w, "+998901112233").await;
        owner.shares_contact(w).await;
        assert!(!is_registered(w, &owner).await);
        assert!(
            owner.heard(w).contains("another Telegram account"),
            "{}",
            owner.heard(w)
        );
        lola.types(w, "+998 90 111 22 33").await;
        assert!(lola.screen(w).contains("narxlar.csv"), "{}", lola.screen(w));
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_being_read_is_there_after_the_return() {
    world_with(parallel(), async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        let slow = Fault::Slow { ms: 60_000 };
        w.outside.fail_next("telegram", Some("getFile"), slow);
        lola.sends_file(w, "narxlar.csv", FILE.as_bytes()).await;
        assert!(lola.heard(w).contains("Reading"), "{}", lola.heard(w));
        logs_out(w, &lola).await;
        let heard = lola.heard(w);
        w.advance(Millis::minutes(5)).await;
        assert_eq!(lola.heard(w), heard, "nobody is told");
        lola.shares_contact(w).await;
        let partner = w.partner(&lola).await.id;
        let has = scx_domain::leaving::belongings(&w.cx().db, partner).await;
        assert_eq!(has.expect("counted").files, 1);
    })
    .await;
}

#[tokio::test]
async fn leaving_twice_and_with_two_numbers_keeps_the_shops_apart() {
    world(async |w| {
        let (lola, _) = shop(w, "Lola").await;
        let first = w.partner(&lola).await;
        logs_out(w, &lola).await;
        lola.types(w, "+998 90 777 66 55").await;
        let second = w.partner(&lola).await;
        assert_ne!(first.id, second.id);
        closes(w, &lola).await;
        lola.types(w, &first.phone).await;
        assert_eq!(w.partner(&lola).await.id, first.id);
        logs_out(w, &lola).await;
        lola.types(w, &second.phone).await;
        assert_eq!(w.partner(&lola).await.id, second.id);
        assert!(lola.heard(w).contains("open again"), "{}", lola.heard(w));
    })
    .await;
}
