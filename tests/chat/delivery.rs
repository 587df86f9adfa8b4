//! An update that was acknowledged is answered exactly once, whatever happens.

use scx_fakes::Fault;
use scx_kit::Millis;
use scx_store::sql;
use scx_world::{Start, quoting_model};

use super::{from_bot, offer_models, sent, shop_with_customer, with_both};
use crate::{world, world_with};

const QUESTION: &str = "Choynak qancha turadi?";

#[tokio::test]
async fn a_restart_before_the_answer_loses_nothing_and_doubles_nothing() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        let before = sent(w, aziz.bot);
        aziz.writes(w, QUESTION);
        w.rest().await;
        assert_eq!(
            w.outside.telegram().pending(),
            0,
            "the update is acknowledged"
        );
        w.halt().await;
        w.boot().await;
        w.settle().await;
        assert!(aziz.screen(w).contains("145 000"), "{}", aziz.screen(w));
        assert_eq!(sent(w, aziz.bot), before + 1, "{}", aziz.heard(w));
    })
    .await;
}

#[tokio::test]
async fn a_crash_while_the_model_thinks_ends_in_one_answer() {
    world_with(with_both(), async |w| {
        offer_models(w);
        w.outside.gemini().on(quoting_model);
        w.outside.openai().on(quoting_model);
        let (_, aziz) = shop_with_customer(w).await;
        let before = sent(w, aziz.bot);
        w.outside.fail_next("gemini", None, Fault::Hang);
        w.outside.fail_next("openai", None, Fault::Hang);
        aziz.types(w, QUESTION).await;
        assert_eq!(w.outside.held(), 1, "the model hangs");
        w.crash().await;
        assert_eq!(sent(w, aziz.bot), before);
        w.boot().await;
        // Without a lock on the file the old lease has to run out first.
        w.advance(Millis::minutes(1)).await;
        assert!(aziz.screen(w).contains("145 000"), "{}", aziz.screen(w));
        assert_eq!(sent(w, aziz.bot), before + 1, "{}", aziz.heard(w));
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_waits_to_be_sent_survives_a_restart() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        w.outside.fail_next(
            "telegram",
            Some("sendMessage"),
            Fault::RateLimited { retry_after_s: 60 },
        );
        aziz.types(w, QUESTION).await;
        assert!(!aziz.screen(w).contains("145 000"));
        w.halt().await;
        w.boot().await;
        w.advance(Millis::secs(70)).await;
        let answers = from_bot(w, &aziz)
            .iter()
            .filter(|message| message.text.contains("145 000"))
            .count();
        assert_eq!(answers, 1, "{}", aziz.heard(w));
    })
    .await;
}

#[tokio::test]
async fn an_update_that_comes_twice_is_answered_once() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        let before = sent(w, aziz.bot);
        aziz.writes(w, QUESTION);
        let update = w
            .outside
            .telegram()
            .update_ids(aziz.bot)
            .pop()
            .expect("an update");
        w.outside
            .telegram()
            .redeliver(aziz.bot, update)
            .expect("known");
        w.settle().await;
        assert_eq!(sent(w, aziz.bot), before + 1);
        w.outside
            .telegram()
            .redeliver(aziz.bot, update)
            .expect("known");
        w.settle().await;
        w.advance(Millis::hours(3)).await;
        w.outside
            .telegram()
            .redeliver(aziz.bot, update)
            .expect("known");
        w.settle().await;
        assert_eq!(sent(w, aziz.bot), before + 1, "{}", aziz.heard(w));
    })
    .await;
}

#[tokio::test]
async fn telegrams_wait_is_honoured_and_the_answer_then_sent() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        w.outside.fail_next(
            "telegram",
            Some("sendMessage"),
            Fault::RateLimited { retry_after_s: 40 },
        );
        aziz.types(w, QUESTION).await;
        let asked_at = w.now();
        assert!(!aziz.screen(w).contains("145 000"), "{}", aziz.screen(w));
        w.advance(Millis::minutes(1)).await;
        let answer = from_bot(w, &aziz).pop().expect("an answer");
        assert!(answer.text.contains("145 000"), "{}", answer.text);
        let waited_ms = answer.at_ms - asked_at.0;
        assert!((40_000..45_000).contains(&waited_ms), "{waited_ms}");
    })
    .await;
}

#[tokio::test]
async fn a_failing_telegram_is_tried_again() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        for code in [502, 500] {
            w.outside.fail_next(
                "telegram",
                Some("sendMessage"),
                Fault::Status { code, body: None },
            );
        }
        aziz.types(w, QUESTION).await;
        w.advance(Millis::minutes(5)).await;
        assert_eq!(w.outside.planned_faults(), 0);
        let answers = from_bot(w, &aziz)
            .iter()
            .filter(|message| message.text.contains("145 000"))
            .count();
        assert_eq!(answers, 1, "{}", aziz.heard(w));
    })
    .await;
}

#[tokio::test]
async fn a_letter_behind_a_failing_one_keeps_its_place() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        w.outside.fail_next(
            "telegram",
            Some("sendMessage"),
            Fault::RateLimited { retry_after_s: 30 },
        );
        aziz.types(w, QUESTION).await;
        aziz.types(w, "Lagan qancha turadi?").await;
        w.advance(Millis::minutes(2)).await;
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
async fn a_letter_behind_one_that_telegram_could_not_take_keeps_its_place() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        let mut said = Vec::new();
        for is_failing in [false, true] {
            let known = from_bot(w, &aziz).len();
            if is_failing {
                let (code, body) = (502, None);
                let fault = Fault::Status { code, body };
                w.outside.fail_next("telegram", Some("sendMessage"), fault);
            }
            // One burst, and so two letters that leave together.
            aziz.writes(w, "/help");
            aziz.writes(w, "/lang");
            w.advance(Millis::minutes(2)).await;
            let texts = from_bot(w, &aziz).into_iter().skip(known);
            said.push(texts.map(|message| message.text).collect::<Vec<_>>());
        }
        assert_eq!(said[0].len(), 2, "{said:?}");
        assert_eq!(said[0], said[1]);
    })
    .await;
}

#[tokio::test]
async fn a_process_that_was_frozen_past_its_lease_does_not_answer_too() {
    world_with(with_both(), async |w| {
        offer_models(w);
        w.outside.gemini().on(quoting_model);
        let (_, aziz) = shop_with_customer(w).await;
        let before = sent(w, aziz.bot);
        let slow = Fault::Slow { ms: 6_000 };
        w.outside.fail_next("gemini", None, slow);
        aziz.writes(w, QUESTION);
        w.passes(Millis::secs(3)).await;
        assert_eq!(w.outside.held(), 1, "the model thinks");
        // Meanwhile another process answers, which is all that is seen of it here.
        w.expect_errors();
        let mut tx = w.cx().db.begin().await.expect("a transaction");
        let marked = sql("UPDATE inbox SET is_handled = TRUE WHERE is_handled = FALSE");
        assert_eq!(marked.execute(&mut tx).await.expect("marked"), 1);
        tx.commit().await.expect("committed");
        w.advance(Millis::minutes(2)).await;
        assert_eq!(sent(w, aziz.bot), before, "{}", aziz.heard(w));
    })
    .await;
}

#[tokio::test]
async fn a_crowd_is_not_sent_to_faster_than_a_bot_may() {
    let parallel = Start {
        is_parallel: true,
        ..Start::default()
    };
    world_with(parallel, async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        let crowd: Vec<_> = (0..45)
            .map(|n| w.customer(&format!("Guest {n}"), aziz.bot))
            .collect();
        for guest in &crowd {
            guest.writes(w, "/start");
        }
        w.settle().await;
        let greeted = crowd.iter().flat_map(|guest| from_bot(w, guest));
        let mut moments: Vec<i64> = greeted.map(|message| message.at_ms).collect();
        moments.sort_unstable();
        assert_eq!(moments.len(), crowd.len());
        let is_slower = |(first, later): (&i64, &i64)| first < later;
        assert!(
            moments.iter().zip(&moments[30..]).all(is_slower),
            "{moments:?}"
        );
    })
    .await;
}
