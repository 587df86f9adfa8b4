//! People write one thought in several messages, and several people at once.

use scx_fakes::Fault;
use scx_kit::Millis;
use scx_world::{Start, quoting_model};

use super::{from_bot, offer_models, sent, shop_with_customer, stored_questions, with_gemini};
use crate::{world, world_with};

#[tokio::test]
async fn three_quick_messages_get_one_answer_to_all_of_them() {
    world_with(with_gemini(), async |w| {
        offer_models(w);
        w.outside.gemini().on(quoting_model);
        let (_, aziz) = shop_with_customer(w).await;
        let before = sent(w, aziz.bot);
        for text in ["Salom", "Choynak", "qancha turadi?"] {
            aziz.writes(w, text);
            w.rest().await;
            w.passes(Millis(700)).await;
        }
        assert_eq!(sent(w, aziz.bot), before, "the burst is not over");
        w.settle().await;
        assert_eq!(sent(w, aziz.bot), before + 1, "{}", aziz.heard(w));
        assert!(aziz.screen(w).contains("145 000"), "{}", aziz.screen(w));
        assert_eq!(w.outside.gemini().prompts().len(), 1);
        assert_eq!(
            stored_questions(w).await,
            ["Salom", "Choynak", "qancha turadi?"]
        );
    })
    .await;
}

#[tokio::test]
async fn somebody_who_never_pauses_is_answered_all_the_same() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        let before = sent(w, aziz.bot);
        for _ in 0..8 {
            aziz.writes(w, "Choynak qancha turadi?");
            w.rest().await;
            w.passes(Millis(1_000)).await;
        }
        assert!(sent(w, aziz.bot) > before, "{}", aziz.heard(w));
        assert!(aziz.screen(w).contains("145 000"), "{}", aziz.screen(w));
    })
    .await;
}

#[tokio::test]
async fn typing_is_shown_before_the_clock_moves() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        let before = sent(w, aziz.bot);
        aziz.writes(w, "Choynak qancha turadi?");
        w.rest().await;
        assert!(aziz.chat(w).typing_until_ms.is_some(), "typing is shown");
        assert_eq!(sent(w, aziz.bot), before);
        let by_request = w
            .outside
            .exchanges()
            .iter()
            .any(|call| call.path.contains("endChatAction"));
        assert!(!by_request, "it rides in the webhook's answer");
    })
    .await;
}

#[tokio::test]
async fn answers_of_one_chat_come_in_the_order_of_the_questions() {
    world_with(parallel(), async |w| {
        offer_models(w);
        w.outside.gemini().on(quoting_model);
        let (_, aziz) = shop_with_customer(w).await;
        w.outside
            .fail_next("gemini", None, Fault::Slow { ms: 12_000 });
        aziz.types(w, "Choynak qancha turadi?").await;
        aziz.types(w, "Lagan qancha turadi?").await;
        assert!(
            !aziz.heard(w).contains("210 000"),
            "the second waits for the first"
        );
        w.advance(Millis::secs(30)).await;
        let heard = aziz.heard(w);
        let place = |price| {
            heard
                .find(price)
                .unwrap_or_else(|| panic!("{price} in {heard}"))
        };
        assert!(place("145 000") < place("210 000"), "{heard}");
    })
    .await;
}

#[tokio::test]
async fn a_customer_does_not_wait_for_another_ones_slow_answer() {
    world_with(parallel(), async |w| {
        offer_models(w);
        w.outside.gemini().on(quoting_model);
        let (_, aziz) = shop_with_customer(w).await;
        let nodira = w.customer("Nodira", aziz.bot);
        nodira.starts(w).await;
        w.outside
            .fail_next("gemini", None, Fault::Slow { ms: 15_000 });
        aziz.types(w, "Choynak qancha turadi?").await;
        let answer = nodira.asks(w, "Lagan qancha turadi?").await;
        assert!(answer.contains("210 000"), "{answer}");
        assert!(
            !aziz.screen(w).contains("145 000"),
            "his model still thinks"
        );
        w.advance(Millis::secs(20)).await;
        assert!(aziz.screen(w).contains("145 000"), "{}", aziz.screen(w));
    })
    .await;
}

#[tokio::test]
async fn two_customers_at_once_get_each_their_own_answer() {
    world_with(parallel(), async |w| {
        offer_models(w);
        w.outside.gemini().on(quoting_model);
        let (_, aziz) = shop_with_customer(w).await;
        let nodira = w.customer("Nodira", aziz.bot);
        aziz.writes(w, "Choynak qancha turadi?");
        nodira.writes(w, "Lagan qancha turadi?");
        w.settle().await;
        assert_eq!(from_bot(w, &nodira).len(), 1, "{}", nodira.heard(w));
        assert!(aziz.screen(w).contains("145 000") && !aziz.screen(w).contains("210 000"));
        assert!(nodira.screen(w).contains("210 000") && !nodira.screen(w).contains("145 000"));
    })
    .await;
}

#[tokio::test]
async fn a_crowd_is_answered_once_each_and_nobody_hears_of_anybody() {
    world_with(parallel(), async |w| {
        offer_models(w);
        w.outside.gemini().on(quoting_model);
        let (_, aziz) = shop_with_customer(w).await;
        let crowd: Vec<_> = (0..12)
            .map(|n| w.customer(&format!("Guest {n}"), aziz.bot))
            .collect();
        for round in ["Choynak", "Lagan"] {
            for (n, guest) in crowd.iter().enumerate() {
                guest.writes(w, &format!("{round} qancha turadi? mening raqamim -{n}-"));
            }
            w.settle().await;
        }
        for guest in &crowd {
            let heard = guest.heard(w);
            assert_eq!(from_bot(w, guest).len(), 2, "{heard}");
            assert!(
                heard.contains("145 000") && heard.contains("210 000"),
                "{heard}"
            );
        }
        let prompts = w.outside.gemini().prompts();
        assert_eq!(prompts.len(), 24);
        for prompt in prompts {
            let named = (0..12)
                .filter(|n| prompt.whole.contains(&format!("raqamim -{n}-")))
                .count();
            assert_eq!(named, 1, "{}", prompt.whole);
        }
    })
    .await;
}

fn parallel() -> Start {
    Start {
        is_parallel: true,
        ..with_gemini()
    }
}
