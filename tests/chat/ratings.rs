//! What customers think of answers, and what the seller hears of it.

use scx_world::{Customer, World};

use super::shop_with_customer;
use crate::world;

const KNOWN: &str = "Choynak qancha turadi?";

/// The newest message of the bot in the customer's chat.
fn newest(w: &World, aziz: &Customer) -> i64 {
    let messages = aziz.chat(w).messages;
    let of_bot = messages.iter().rev().find(|message| message.from_bot);
    of_bot.expect("a message of the bot").id
}

#[tokio::test]
async fn an_answer_that_is_not_liked_shows_the_seller_what_it_rests_on() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        aziz.asks(w, KNOWN).await;
        aziz.taps(w, "👎").await;
        let heard = lola.heard(w);
        for part in ["did not like", KNOWN, "145 000", "sopol"] {
            assert!(heard.contains(part), "{part} in {heard}");
        }
        assert_eq!(aziz.toast(w), "🙏");
        // The buttons are gone, and a further tap would not be heard.
        assert!(!aziz.history(w).contains("👍"), "{}", aziz.history(w));
        lola.replies_to(w, "did not like", "Hozir chegirmada: 130 000")
            .await;
        assert!(aziz.screen(w).contains("130 000"), "{}", aziz.screen(w));
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_is_liked_is_counted_and_bothers_nobody() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        aziz.asks(w, KNOWN).await;
        let before = lola.heard(w);
        aziz.taps(w, "👍").await;
        assert_eq!(lola.heard(w), before);
        lola.types(w, "/stats").await;
        assert!(lola.screen(w).contains("👍 1 · 👎 0"), "{}", lola.screen(w));
    })
    .await;
}

#[tokio::test]
async fn a_sign_on_the_answer_says_the_same_as_a_button() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        aziz.asks(w, KNOWN).await;
        let answer = newest(w, &aziz);
        aziz.does(w, |telegram, person, bot| {
            telegram.react(person, bot, answer, Some("🤔"))
        })
        .await;
        assert!(!lola.heard(w).contains("did not like"));
        for sign in [Some("👎"), None, Some("👍"), Some("👎")] {
            aziz.does(w, |telegram, person, bot| {
                telegram.react(person, bot, answer, sign)
            })
            .await;
        }
        let heard = lola.heard(w);
        assert_eq!(heard.matches("did not like").count(), 1, "{heard}");
    })
    .await;
}

#[tokio::test]
async fn only_who_was_answered_can_say_that_it_was_bad() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        aziz.asks(w, KNOWN).await;
        let bad = aziz.data_behind(w, "👎");
        let nodira = w.customer("Nodira", aziz.bot);
        nodira.starts(w).await;
        nodira.forges(w, &bad).await;
        assert!(!lola.heard(w).contains("did not like"), "{}", lola.heard(w));
    })
    .await;
}

#[tokio::test]
async fn what_is_no_answer_of_the_ai_is_not_rated() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        aziz.asks(w, "Salom").await;
        aziz.asks(w, "Velosiped ijaraga berasizlarmi?").await;
        assert!(!aziz.history(w).contains("👎"), "{}", aziz.history(w));
    })
    .await;
}
