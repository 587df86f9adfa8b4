//! Shops that do not serve at the moment, and messages that come too late.

use scx_domain::accounts::{self, State};
use scx_kit::Millis;

use super::{PRICES, from_bot, sent, shop, shop_with_customer, stored_questions};
use crate::world;

const KNOWN: &str = "Choynak qancha turadi?";

#[tokio::test]
async fn customers_of_an_expired_trial_are_told_that_the_shop_replies_soon() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        w.goes_on_after(Millis::days(3)).await;
        let before = from_bot(w, &aziz).len();
        aziz.types(w, KNOWN).await;
        aziz.types(w, "Lagan-chi?").await;
        assert_eq!(
            from_bot(w, &aziz).len(),
            before + 1,
            "it is said once: {}",
            aziz.heard(w)
        );
        assert!(!aziz.heard(w).contains("145 000"), "{}", aziz.heard(w));
        assert_eq!(stored_questions(w).await, [KNOWN, "Lagan-chi?"]);
        let heard = lola.heard(w);
        assert!(
            heard.contains(KNOWN) && heard.contains("Lagan-chi?"),
            "{heard}"
        );
    })
    .await;
}

#[tokio::test]
async fn customers_of_a_banned_partner_are_told_so_until_the_ban_is_lifted() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        let partner = w.partner(&lola).await.id;
        for (state, is_served) in [(State::Banned, false), (State::Active, true)] {
            let mut tx = w.cx().db.begin().await.expect("a transaction");
            accounts::set_state(&mut tx, partner, state)
                .await
                .expect("set");
            tx.commit().await.expect("committed");
            let answer = aziz.asks(w, KNOWN).await;
            assert_eq!(answer.contains("145 000"), is_served, "{state:?}: {answer}");
        }
        assert_eq!(stored_questions(w).await, [KNOWN, KNOWN]);
        assert!(lola.heard(w).contains(KNOWN), "{}", lola.heard(w));
    })
    .await;
}

#[tokio::test]
async fn the_partner_of_an_ended_trial_can_still_reply() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        w.goes_on_after(Millis::days(3)).await;
        aziz.types(w, KNOWN).await;
        lola.replies_to(w, KNOWN, "145 mingdan").await;
        assert_eq!(aziz.screen(w), "145 mingdan");
    })
    .await;
}

#[tokio::test]
async fn soon_is_said_again_the_next_day() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        w.goes_on_after(Millis::days(3)).await;
        aziz.types(w, KNOWN).await;
        let before = from_bot(w, &aziz).len();
        w.advance(Millis::hours(20)).await;
        aziz.types(w, KNOWN).await;
        assert_eq!(from_bot(w, &aziz).len(), before + 1, "{}", aziz.heard(w));
    })
    .await;
}

#[tokio::test]
async fn what_was_written_during_an_outage_is_not_answered_blindly() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        w.halt().await;
        aziz.writes(w, KNOWN);
        w.house.clock.set(w.now() + Millis::hours(2));
        w.boot().await;
        // Telegram tries again after a few seconds.
        w.advance(Millis::secs(20)).await;
        assert!(!aziz.heard(w).contains("145 000"), "{}", aziz.heard(w));
        assert!(
            lola.heard(w).contains(KNOWN),
            "the partner decides: {}",
            lola.heard(w)
        );
        assert_eq!(stored_questions(w).await, [KNOWN]);
        let answer = aziz.asks(w, KNOWN).await;
        assert!(
            answer.contains("145 000"),
            "a new message is answered: {answer}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_new_customer_whose_first_words_come_late_is_no_flood() {
    for starts in [false, true] {
        world(async |w| {
            let (_, bot) = shop(w, PRICES).await;
            let aziz = w.customer("Aziz", bot);
            w.halt().await;
            if starts {
                aziz.writes(w, "/start");
            }
            aziz.writes(w, KNOWN);
            w.house.clock.set(w.now() + Millis::minutes(3));
            w.boot().await;
            // Telegram tries again after a few seconds.
            w.advance(Millis::secs(20)).await;
            assert!(aziz.screen(w).contains("145 000"), "{}", aziz.heard(w));
        })
        .await;
    }
}

#[tokio::test]
async fn a_fresh_question_is_answered_beside_one_that_came_too_late() {
    world(async |w| {
        let (lola, aziz) = shop_with_customer(w).await;
        w.halt().await;
        aziz.writes(w, KNOWN);
        w.house.clock.set(w.now() + Millis::hours(2));
        aziz.writes(w, "Piyola to'plami qancha turadi?");
        w.boot().await;
        // Telegram tries again after a few seconds.
        w.advance(Millis::secs(20)).await;
        let heard = aziz.heard(w);
        assert!(
            heard.contains("98 000") && !heard.contains("145 000"),
            "{heard}"
        );
        let told = lola.heard(w);
        assert!(
            told.contains(KNOWN) && !told.contains("Piyola to'plami qancha"),
            "{told}"
        );
    })
    .await;
}

#[tokio::test]
async fn what_was_written_during_a_short_break_is_answered() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        let before = sent(w, aziz.bot);
        w.halt().await;
        aziz.writes(w, KNOWN);
        w.house.clock.set(w.now() + Millis::minutes(5));
        w.boot().await;
        // Telegram tries again after a few seconds.
        w.advance(Millis::secs(20)).await;
        assert!(aziz.screen(w).contains("145 000"), "{}", aziz.screen(w));
        assert_eq!(sent(w, aziz.bot), before + 1);
    })
    .await;
}
