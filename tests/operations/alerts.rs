//! What is wrong with the house is told once, edited as it changes, and settled.

use scx_fakes::Fault;
use scx_kit::Millis;
use scx_world::{Chief, Start, World, quoting_model};
use sellercloudx::ProcessRole;

use super::{fails, house};
use crate::chat::{GEMINI_KEY, GEMINI_MODEL};
use crate::{with_admins, world_with};

/// The messages of an admin's chat that hold these words, oldest first.
fn told(w: &World, who: &Chief, words: &str) -> Vec<String> {
    let messages = who.chat(w).messages.into_iter();
    messages
        .filter(|one| one.from_bot && one.text.contains(words))
        .map(|one| scx_world::screen_text(&[one]))
        .collect()
}

const FAILED: &str = "notify.redraw: jobs failed";

#[tokio::test]
async fn equal_troubles_are_one_card_that_is_edited_and_settled() {
    with_admins(async |w| {
        w.expect_errors();
        let (owner, lola, _) = house(w).await;
        fails(w, &lola, "a").await;
        w.advance(Millis::minutes(5)).await;
        let cards = told(w, &owner, FAILED);
        assert_eq!(cards.len(), 1, "{cards:?}");
        assert!(cards[0].contains("× 1, since 21.11.2026"), "{cards:?}");
        assert!(cards[0].contains("[🔁 Retry all]"), "{cards:?}");
        fails(w, &lola, "b").await;
        w.advance(Millis::minutes(5)).await;
        let cards = told(w, &owner, FAILED);
        assert_eq!(cards.len(), 1, "edited, not repeated: {cards:?}");
        assert!(cards[0].contains("× 2"), "{cards:?}");
        owner.taps(w, "Retry all").await;
        assert_eq!(owner.toast(w), "It is in the queue again.");
        w.advance(Millis::minutes(5)).await;
        for _ in 0..2 {
            owner.types(w, "/jobs").await;
            owner.taps(w, "Failed").await;
            owner.taps(w, "1").await;
            owner.taps(w, "Cancel the job").await;
        }
        w.advance(Millis::minutes(5)).await;
        let cards = told(w, &owner, FAILED);
        assert!(cards[0].contains("✅ Solved"), "{cards:?}");
        assert!(!cards[0].contains("[🔕"), "{cards:?}");
        fails(w, &lola, "c").await;
        w.advance(Millis::minutes(5)).await;
        let cards = told(w, &owner, FAILED);
        assert_eq!(cards.len(), 2, "the same trouble later is news: {cards:?}");
        w.expect_dead_jobs();
    })
    .await;
}

#[tokio::test]
async fn a_muted_alert_keeps_quiet_for_an_hour_and_rings_again() {
    with_admins(async |w| {
        w.expect_dead_jobs();
        let (owner, lola, _) = house(w).await;
        fails(w, &lola, "d").await;
        w.advance(Millis::minutes(5)).await;
        owner.taps(w, "🔕 Mute 1 h").await;
        assert!(
            told(w, &owner, FAILED)[0].contains("Muted until"),
            "{:?}",
            told(w, &owner, FAILED)
        );
        fails(w, &lola, "e").await;
        w.advance(Millis::minutes(30)).await;
        assert!(
            told(w, &owner, FAILED)[0].contains("× 1"),
            "{:?}",
            told(w, &owner, FAILED)
        );
        w.advance(Millis::minutes(31)).await;
        let cards = told(w, &owner, FAILED);
        assert_eq!(cards.len(), 2, "{cards:?}");
        assert!(cards[1].contains("× 2"), "{cards:?}");
        owner.taps(w, "🔕 Mute 1 h").await;
        owner.taps(w, "🔔 Unmute").await;
        let cards = told(w, &owner, FAILED);
        assert!(cards[1].contains("[🔕 Mute 1 h]"), "{cards:?}");
    })
    .await;
}

#[tokio::test]
async fn a_service_that_does_not_answer_is_told_of_and_so_is_its_return() {
    let start = Start {
        has_admins: true,
        config: vec![("GEMINI_API_KEY".to_owned(), GEMINI_KEY.to_owned())],
        ..Start::default()
    };
    world_with(start, async |w| {
        w.expect_errors();
        let (owner, _, aziz) = house(w).await;
        w.outside.gemini().add_key(GEMINI_KEY);
        w.outside.gemini().add_model(GEMINI_MODEL);
        w.outside.gemini().on(quoting_model);
        for _ in 0..5 {
            let down = Fault::Status {
                code: 503,
                body: None,
            };
            w.outside.fail_next("gemini", None, down);
        }
        for _ in 0..6 {
            aziz.asks(w, "Choynak qancha?").await;
        }
        w.advance(Millis::minutes(5)).await;
        let cards = told(w, &owner, "gemini does not answer");
        assert_eq!(cards.len(), 1, "{}", owner.heard(w));
        owner.types(w, "/health").await;
        assert!(
            owner.screen(w).contains("gemini does not answer"),
            "{}",
            owner.screen(w)
        );
        for _ in 0..6 {
            aziz.asks(w, "Choynak qancha?").await;
        }
        w.advance(Millis::minutes(5)).await;
        let cards = told(w, &owner, "gemini does not answer");
        assert!(cards[0].contains("✅ Solved"), "{cards:?}");
    })
    .await;
}

/// Nobody does the work: a process that only takes updates in tells it all the same.
#[tokio::test]
async fn a_lane_that_makes_no_progress_is_told_of_without_the_queue() {
    with_admins(async |w| {
        w.expect_errors();
        let (owner, _, aziz) = house(w).await;
        w.halt().await;
        w.boot_only(ProcessRole::Web).await;
        aziz.writes(w, "Choynak qancha?");
        w.outside.telegram().pump().await;
        for _ in 0..3 {
            w.goes_by(Millis::minutes(5)).await;
        }
        let stalled = told(w, &owner, "Answers: the queue does not move");
        assert_eq!(stalled.len(), 1, "{}", owner.heard(w));
        let late = told(w, &owner, "Incoming: late × 1");
        assert_eq!(late.len(), 1, "{}", owner.heard(w));
        w.halt().await;
        w.boot().await;
        assert!(aziz.heard(w).contains("145 000"), "{}", aziz.heard(w));
        w.advance(Millis::minutes(6)).await;
        for words in ["the queue does not move", "late × 1"] {
            assert!(
                told(w, &owner, words)[0].contains("✅ Solved"),
                "{}",
                owner.heard(w)
            );
        }
    })
    .await;
}
