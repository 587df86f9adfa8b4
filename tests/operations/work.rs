//! Jobs looked at, tried again, cancelled, and work that rests.

use scx_domain::audit;
use scx_world::{Chief, World};

use super::{fails, house};
use crate::with_admins;

/// What the team did, newest first: the act and what it was done to.
async fn acts(w: &World, act: &str) -> Vec<(String, String, String)> {
    let filter = audit::Filter {
        act: Some(act.to_owned()),
        ..audit::Filter::default()
    };
    let entries = audit::page(&w.cx().db, &filter, None).await.expect("read");
    let told = entries.into_iter();
    told.map(|one| (one.act, one.target, one.reason)).collect()
}

#[tokio::test]
async fn a_job_that_was_given_up_is_looked_at_tried_again_and_cancelled() {
    with_admins(async |w| {
        w.expect_errors();
        let (owner, lola, _) = house(w).await;
        fails(w, &lola, "a").await;
        owner.types(w, "/jobs").await;
        let screen = owner.screen(w);
        assert!(screen.contains("Sending: ▶️ 0, ⏳ 0, ⛔ 1"), "{screen}");
        owner.taps(w, "Failed").await;
        let screen = owner.screen(w);
        assert!(screen.contains("1. notify.redraw: failed, 1/8"), "{screen}");
        owner.taps(w, "1").await;
        let screen = owner.screen(w);
        assert!(screen.contains("notify.redraw (Sending)"), "{screen}");
        assert!(screen.contains("State: failed, attempts: 1/8"), "{screen}");
        assert!(screen.contains("Lola"), "{screen}");
        owner.taps(w, "🔁 Retry").await;
        assert_eq!(owner.toast(w), "It is in the queue again.");
        owner.types(w, "/jobs").await;
        owner.taps(w, "Failed").await;
        owner.taps(w, "1").await;
        owner.presses(w, "Cancel the job");
        owner.taps(w, "Cancel the job").await;
        assert!(
            owner.screen(w).contains("There are no such jobs."),
            "{}",
            owner.screen(w)
        );
        let done: Vec<String> = acts(w, "job")
            .await
            .into_iter()
            .map(|(act, ..)| act)
            .collect();
        assert_eq!(done, ["job.cancelled", "job.retried"]);
    })
    .await;
}

/// Opens the jobs of the only partner.
async fn jobs_of_lola(w: &mut World, owner: &Chief) {
    owner.types(w, "/partners").await;
    owner.types(w, "Lola").await;
    owner.taps(w, "1").await;
    owner.taps(w, "⚙️ Jobs").await;
}

#[tokio::test]
async fn a_shop_whose_work_rests_answers_when_it_goes_on_and_others_answer_meanwhile() {
    with_admins(async |w| {
        let (owner, _, aziz) = house(w).await;
        let malika = w.seller("Malika");
        malika.registers(w).await;
        malika.activates(w, "narxlar.csv", super::FILE).await;
        let bot = malika.connects_bot(w, "malika_shop_bot").await;
        let nodira = w.customer("Nodira", bot);
        nodira.starts(w).await;
        jobs_of_lola(w, &owner).await;
        owner.taps(w, "⏸ Pause the shop").await;
        assert!(
            owner.screen(w).contains("Pause the jobs of Lola?"),
            "{}",
            owner.screen(w)
        );
        assert!(
            !owner.screen(w).contains("[⏸ Yes, pause]"),
            "a reason is needed"
        );
        owner.types(w, "Shikoyat tekshirilyapti").await;
        owner.taps(w, "⏸ Yes, pause").await;
        assert_eq!(owner.toast(w), "Paused.");
        aziz.types(w, "Choynak qancha?").await;
        assert!(!aziz.heard(w).contains("145 000"), "{}", aziz.heard(w));
        let other = nodira.asks(w, "Choynak qancha?").await;
        assert!(other.contains("145 000"), "{other}");
        owner.types(w, "/jobs").await;
        assert!(
            owner.screen(w).contains("⏸ Lola: paused since 21.11.2026"),
            "{}",
            owner.screen(w)
        );
        owner.taps(w, "▶️ Lola").await;
        w.settle().await;
        assert!(
            aziz.heard(w).contains("145 000"),
            "nothing is lost: {}",
            aziz.heard(w)
        );
        let done = acts(w, "work").await;
        let done: Vec<(&str, &str)> = done
            .iter()
            .map(|(act, _, why)| (act.as_str(), why.as_str()))
            .collect();
        assert_eq!(
            done,
            [
                ("work.resumed", ""),
                ("work.paused", "Shikoyat tekshirilyapti")
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn a_lane_rests_and_the_house_itself_can_still_be_spoken_to() {
    with_admins(async |w| {
        let (owner, lola, aziz) = house(w).await;
        for lane in ["Answers", "Sending"] {
            owner.types(w, "/jobs").await;
            owner.taps(w, &format!("⏸ {lane}")).await;
            owner.types(w, "Tekshiruv").await;
            owner.taps(w, "⏸ Yes, pause").await;
        }
        assert!(
            owner.screen(w).contains("(⏸ since 21.11.2026"),
            "{}",
            owner.screen(w)
        );
        aziz.types(w, "Choynak qancha?").await;
        assert!(!aziz.heard(w).contains("145 000"), "{}", aziz.heard(w));
        lola.types(w, "/menu").await;
        w.passes(scx_kit::Millis::minutes(20)).await;
        for lane in ["Answers", "Sending"] {
            owner.types(w, "/jobs").await;
            owner.taps(w, &format!("▶️ {lane}")).await;
            assert_eq!(owner.toast(w), "It goes on.");
        }
        w.settle().await;
        assert!(
            aziz.heard(w).contains("145 000"),
            "nothing is lost: {}",
            aziz.heard(w)
        );
        assert!(
            !owner.heard(w).contains("late ×"),
            "what rests on purpose is no trouble"
        );
    })
    .await;
}

#[tokio::test]
async fn a_pause_takes_two_steps_and_a_minute_and_happens_once() {
    with_admins(async |w| {
        let (owner, ..) = house(w).await;
        owner.types(w, "/jobs").await;
        owner.taps(w, "⏸ Files").await;
        owner.types(w, "Tekshiruv").await;
        w.passes(scx_kit::Millis::secs(61)).await;
        owner.taps(w, "⏸ Yes, pause").await;
        assert_eq!(
            owner.toast(w),
            "A minute has passed. Write the reason again."
        );
        owner.types(w, "Tekshiruv").await;
        owner.taps(w, "⏸ Yes, pause").await;
        assert_eq!(owner.toast(w), "Paused.");
        let pauses = acts(w, "work").await.len();
        assert_eq!(pauses, 1);
    })
    .await;
}
