//! Customers who write faster than people do, one alone or many together.

use std::collections::BTreeMap;

use scx_domain::ai;
use scx_kit::Millis;
use scx_store::sql;
use scx_world::{Customer, Start, World, quoting_model};

use super::{
    GEMINI_KEY, from_bot, offer_models, shop, shop_with_customer, stored_questions, with_gemini,
    with_keys,
};
use crate::{world, world_with};

const QUESTION: &str = "Choynak qancha turadi?";
/// A part of the polite line in Uzbek.
const POLITE: &str = "berib ulgurmayapman";
/// Twenty at once and a few that drain meanwhile, at most one question a burst.
const MOST_CALLS: usize = 25;

/// Writes a hundred messages in a minute.
async fn floods(w: &mut World, customer: &Customer) {
    for number in 0..100 {
        customer.writes(w, &format!("{number}: {QUESTION}"));
        w.rest().await;
        w.passes(Millis(600)).await;
    }
    w.rest().await;
}

fn polite_lines(w: &World, customer: &Customer) -> usize {
    let heard = from_bot(w, customer);
    heard.iter().filter(|one| one.text.contains(POLITE)).count()
}

fn calls(w: &World) -> usize {
    w.outside.gemini().prompts().len()
}

async fn questions_to_partner(w: &World) -> i64 {
    sql("SELECT COUNT(*) FROM question")
        .one::<(i64,)>(&w.cx().db)
        .await
        .expect("counted")
        .0
}

#[tokio::test]
async fn a_hundred_messages_a_minute_get_one_polite_line_and_are_all_kept() {
    world_with(with_gemini(), async |w| {
        offer_models(w);
        w.outside.gemini().on(quoting_model);
        let (_, aziz) = shop_with_customer(w).await;
        let dilnoza = w.customer("Dilnoza", aziz.bot);
        dilnoza.starts(w).await;
        floods(w, &aziz).await;
        assert_eq!(polite_lines(w, &aziz), 1, "{}", aziz.heard(w));
        let spent = calls(w);
        assert!(spent > 0 && spent < MOST_CALLS, "{spent} calls");

        // Nobody else waits for it.
        aziz.writes(w, QUESTION);
        let answer = dilnoza.asks(w, QUESTION).await;
        assert!(answer.contains("145 000"), "{answer}");
        assert_eq!(calls(w), spent + 1, "the flood costs nothing more");
        assert_eq!(polite_lines(w, &aziz), 1);
        assert_eq!(polite_lines(w, &dilnoza), 0);
        assert_eq!(stored_questions(w).await.len(), 102, "nothing is lost");
        assert_eq!(questions_to_partner(w).await, 0);

        w.passes(Millis::secs(60)).await;
        let answer = aziz.asks(w, QUESTION).await;
        assert!(answer.contains("145 000"), "{answer}");
        assert_eq!(calls(w), spent + 2);
    })
    .await;
}

#[tokio::test]
async fn a_second_flood_is_told_again() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        for floods in 1..=2 {
            for _ in 0..40 {
                aziz.writes(w, QUESTION);
            }
            w.settle().await;
            assert_eq!(polite_lines(w, &aziz), floods, "{}", aziz.heard(w));
            w.passes(Millis::secs(90)).await;
        }
    })
    .await;
}

#[tokio::test]
async fn who_floods_still_gets_a_person_by_button_and_by_words() {
    for is_button in [true, false] {
        world(async |w| {
            let (lola, aziz) = shop_with_customer(w).await;
            for _ in 0..40 {
                aziz.writes(w, QUESTION);
            }
            w.settle().await;
            assert_eq!(polite_lines(w, &aziz), 1);
            if is_button {
                aziz.taps(w, "Operator").await;
            } else {
                aziz.types(w, "Operator bilan gaplashmoqchiman").await;
            }
            let told = aziz.screen(w);
            assert!(told.contains("xodimiga yetkazdim"), "{told}");
            assert!(lola.screen(w).contains("Aziz"), "{}", lola.screen(w));
            assert_eq!(questions_to_partner(w).await, 1);
            // More calls for a person change nothing: one is coming.
            for _ in 0..10 {
                aziz.writes(w, "/operator");
            }
            w.settle().await;
            assert_eq!(questions_to_partner(w).await, 1);
            assert_eq!(aziz.screen(w), told);
        })
        .await;
    }
}

#[tokio::test]
async fn a_flood_of_commands_is_told_once_too() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        for _ in 0..60 {
            aziz.writes(w, "/start");
        }
        w.settle().await;
        assert_eq!(polite_lines(w, &aziz), 1, "{}", aziz.heard(w));
        let before = from_bot(w, &aziz).len();
        for _ in 0..20 {
            aziz.writes(w, "/help");
        }
        w.settle().await;
        assert_eq!(from_bot(w, &aziz).len(), before);
    })
    .await;
}

fn with_ceiling(calls: &str) -> Start {
    with_keys(&[
        ("GEMINI_API_KEY", GEMINI_KEY),
        ("SCX_AI_CALLS_PER_MINUTE", calls),
    ])
}

#[tokio::test]
async fn a_crowd_beyond_the_shops_calls_is_answered_without_a_model() {
    world_with(with_ceiling("5"), async |w| {
        offer_models(w);
        w.outside.gemini().on(quoting_model);
        let (_, bot) = shop(w, super::PRICES).await;
        let crowd: Vec<Customer> = (0..8)
            .map(|number| w.customer(&format!("Mijoz {number}"), bot))
            .collect();
        // Another process of the same product counts on.
        for (half, expected) in [(&crowd[..4], 4), (&crowd[4..], 5)] {
            for customer in half {
                customer.writes(w, QUESTION);
            }
            w.settle().await;
            assert_eq!(calls(w), expected);
            w.halt().await;
            w.boot().await;
        }
        for customer in &crowd {
            let heard = customer.heard(w);
            assert!(heard.contains("145 000"), "{heard}");
        }
        w.passes(Millis::secs(60)).await;
        crowd[7].asks(w, QUESTION).await;
        assert_eq!(calls(w), 6, "a new minute has new calls");
    })
    .await;
}

#[tokio::test]
async fn calls_are_never_granted_beyond_the_ceiling_however_many_ask_at_once() {
    world_with(with_ceiling("50"), async |w| {
        let (lola, _) = shop(w, super::PRICES).await;
        let partner = w.partner(&lola).await.id;
        let asks = (0..40).map(|_| {
            let cx = w.cx().clone();
            tokio::spawn(async move {
                let granted = ai::reserve(&cx, &BTreeMap::from([(partner, 3)])).await;
                granted.expect("counted")[&partner]
            })
        });
        let mut sum = 0;
        for ask in asks.collect::<Vec<_>>() {
            sum += ask.await.expect("it ran");
        }
        assert_eq!(sum, 50);
    })
    .await;
}

#[tokio::test]
async fn a_ceiling_that_is_no_number_is_told_at_start() {
    for wrong in ["0", "-1", "many"] {
        let config = scx_kit::Config::new(
            [
                ("SECRET_KEY", scx_world::SECRET_KEY),
                ("SCX_AI_CALLS_PER_MINUTE", wrong),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned())),
        );
        let clock = std::sync::Arc::new(scx_kit::SystemClock);
        let http = scx_kit::Http::new(clock, scx_kit::Hosts::default());
        let problem = ai::Providers::new(http, &config).expect_err("it is wrong");
        assert!(problem.contains("SCX_AI_CALLS_PER_MINUTE"), "{problem}");
    }
}
