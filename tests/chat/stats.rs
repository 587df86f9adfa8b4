//! The shop's figures: on demand, on top of the chat, once a week.

use scx_kit::Millis;
use scx_world::quoting_model;

use super::{offer_models, shop_with_customer, with_gemini};
use crate::{world, world_with};

const KNOWN: &str = "Choynak qancha turadi?";
const UNKNOWN: &str = "Velosiped ijaraga berasizlarmi?";

#[tokio::test]
async fn the_figures_tell_what_was_asked_answered_and_asked_in_vain() {
    world_with(with_gemini(), async |w| {
        offer_models(w);
        w.outside.gemini().on(quoting_model);
        let (lola, aziz) = shop_with_customer(w).await;
        aziz.asks(w, KNOWN).await;
        aziz.types(w, UNKNOWN).await;
        aziz.types(w, "velosiped ijaraga berasizlarmi").await;
        lola.types(w, "/stats").await;
        let screen = lola.screen(w);
        for part in [
            "Customers wrote: 3",
            "The AI answered: 1",
            "No answer found: 2",
            "Telegram 3",
            "08:00–09:00",
            "velosiped ijaraga berasizlarmi (2)",
        ] {
            assert!(screen.contains(part), "{part} in {screen}");
        }
        assert!(screen.contains("Cost of the AI: < $0.01"), "{screen}");
    })
    .await;
}

#[tokio::test]
async fn yesterday_counts_for_the_week_and_not_for_today() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        aziz.asks(w, KNOWN).await;
        w.passes(Millis::hours(20)).await;
        lola.types(w, "/stats").await;
        let screen = lola.screen(w);
        let (today, week) = screen.split_once("7 days").expect("both");
        assert!(today.contains("Customers wrote: 0"), "{screen}");
        assert!(week.contains("Customers wrote: 1"), "{screen}");
    })
    .await;
}

#[tokio::test]
async fn the_hours_come_as_a_picture() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        aziz.asks(w, KNOWN).await;
        lola.types(w, "/stats").await;
        lola.taps(w, "Chart").await;
        let messages = lola.chat(w).messages;
        let photo = messages
            .iter()
            .rev()
            .find(|message| message.kind == "photo");
        let photo = photo.expect("a picture");
        let telegram = w.outside.telegram();
        let bytes = telegram.file_bytes(lola.person, scx_world::PARTNER_BOT, photo.id);
        assert!(bytes.expect("its bytes").starts_with(b"\x89PNG"));
    })
    .await;
}

#[tokio::test]
async fn the_card_on_top_of_the_chat_is_kept_current() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        aziz.asks(w, KNOWN).await;
        lola.types(w, "/stats").await;
        lola.taps(w, "Pin").await;
        let pinned = lola.chat(w).pinned.expect("a pinned message");
        let text = |w: &scx_world::World| {
            let messages = lola.chat(w).messages.into_iter();
            let card = messages.into_iter().find(|message| message.id == pinned);
            card.expect("it is there").text
        };
        assert!(text(w).contains("Customers wrote: 1"), "{}", text(w));
        aziz.asks(w, "Lagan qancha?").await;
        w.passes(Millis::minutes(61)).await;
        assert!(text(w).contains("Customers wrote: 2"), "{}", text(w));
        assert_eq!(lola.chat(w).pinned, Some(pinned));
    })
    .await;
}

#[tokio::test]
async fn once_a_week_the_figures_come_by_themselves_unless_nobody_wrote_or_they_are_muted() {
    world(async |w| {
        // The story begins on a Saturday at eight in Tashkent.
        let (lola, aziz) = shop_with_customer(w).await;
        aziz.asks(w, KNOWN).await;
        let malika = w.seller("Malika");
        malika.registers(w).await;
        w.passes(Millis::hours(50)).await;
        let heard = lola.history(w);
        assert_eq!(heard.matches("Your week").count(), 1, "{heard}");
        assert!(heard.contains("Customers wrote: 1"), "{heard}");
        assert!(!malika.history(w).contains("Your week"));
        aziz.asks(w, KNOWN).await;
        lola.types(w, "/settings").await;
        lola.taps(w, "Notifications").await;
        lola.taps(w, "weekly").await;
        w.passes(Millis::days(7)).await;
        assert_eq!(lola.history(w).matches("Your week").count(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_shop_without_customers_says_so() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        lola.types(w, "/stats").await;
        assert!(
            lola.screen(w).contains("No customer has written"),
            "{}",
            lola.screen(w)
        );
    })
    .await;
}
