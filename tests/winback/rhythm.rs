//! When letters are sent: 54 hours apart, one after a downtime, none twice.

use scx_connect::mail::DEADLINE;
use scx_domain::{mail, winback};
use scx_fakes::smtp::{SmtpFault, SmtpReply};
use scx_jobs::{Job, Lane};
use scx_kit::Millis;
use scx_world::{BEGIN_MS, Start, World};

use super::stops::in_tx;
use super::{ADDRESS, a_slot_passes, expired, outcomes};
use crate::{world, world_with};

#[tokio::test]
async fn the_first_letter_comes_54_hours_after_the_trial_and_the_next_ones_54_hours_apart() {
    world(async |w| {
        let lola = expired(w).await;
        let trial_end = BEGIN_MS + Millis::days(3).0;
        w.leaps(Millis(winback::RHYTHM.0 - Millis::minutes(2).0))
            .await;
        assert_eq!(w.outside.smtp().mailbox(ADDRESS).len(), 0);
        w.passes(Millis::minutes(3)).await;
        let partner = w.partner(&lola).await.id;
        for _ in 0..4 {
            let letters = winback::letters(&w.cx().db, partner).await.expect("read");
            let (.., last) = letters.last().expect("a letter");
            let before_next = *last + winback::RHYTHM - Millis::secs(90);
            w.leaps(before_next - w.now()).await;
            w.passes(Millis::minutes(3)).await;
        }
        let letters = winback::letters(&w.cx().db, partner).await.expect("read");
        assert_eq!(letters.len(), 5);
        let mut due = trial_end + winback::RHYTHM.0;
        for (slot, outcome, claimed_at) in &letters {
            assert_eq!(outcome, "sent", "{slot}");
            let late = claimed_at.0 - due;
            assert!((0..=60_000).contains(&late), "{slot}: {late} ms late");
            due = claimed_at.0 + winback::RHYTHM.0;
        }
        assert_eq!(w.outside.smtp().mailbox(ADDRESS).len(), 5);
    })
    .await;
}

#[tokio::test]
async fn after_a_downtime_of_weeks_there_is_one_letter_and_not_a_burst() {
    world(async |w| {
        let lola = expired(w).await;
        w.halt().await;
        let later = w.now() + Millis::days(30);
        w.house.clock.set(later);
        w.boot().await;
        w.passes(Millis::minutes(3)).await;
        assert_eq!(outcomes(w, &lola).await, ["sent"]);
        a_slot_passes(w).await;
        assert_eq!(outcomes(w, &lola).await, ["sent", "sent"]);
    })
    .await;
}

#[tokio::test]
async fn a_letter_cut_off_by_a_crash_is_unknown_and_never_sent_again() {
    world(async |w| {
        let lola = expired(w).await;
        w.outside.smtp().fail_next(SmtpFault::NeverAnswer);
        w.leaps(winback::RHYTHM).await;
        w.passes(Millis::secs(1)).await;
        assert_eq!(
            w.outside.smtp().mailbox(ADDRESS).len(),
            1,
            "the server has it"
        );
        w.crash().await;
        w.boot().await;
        w.passes(Millis::hours(1)).await;
        assert_eq!(outcomes(w, &lola).await, ["unknown"]);
        assert_eq!(w.outside.smtp().mailbox(ADDRESS).len(), 1);
        a_slot_passes(w).await;
        assert_eq!(outcomes(w, &lola).await, ["unknown", "sent"]);
    })
    .await;
}

/// The first letter is claimed, and the relay does not take it yet.
async fn waits_for_another_try(w: &mut World) {
    let busy = SmtpReply::new(452, "4.2.2 mailbox full");
    w.outside.smtp().fail_next(SmtpFault::RefuseLetter(busy));
    a_slot_passes(w).await;
    assert_eq!(w.outside.smtp().mailbox(ADDRESS).len(), 0);
}

#[tokio::test]
async fn a_letter_cut_off_late_in_its_slot_is_54_hours_before_the_next() {
    world(async |w| {
        let lola = expired(w).await;
        waits_for_another_try(w).await;
        w.outside.smtp().fail_next(SmtpFault::NeverAnswer);
        w.leaps(Millis::hours(40)).await;
        let mailbox = w.outside.smtp().mailbox(ADDRESS);
        assert_eq!(mailbox.len(), 1, "the server has it");
        w.crash().await;
        w.boot().await;
        w.leaps(Millis::hours(53)).await;
        assert_eq!(outcomes(w, &lola).await, ["unknown"]);
        w.passes(Millis(Millis::hours(1).0 + 60_000)).await;
        assert_eq!(outcomes(w, &lola).await, ["unknown", "sent"]);
    })
    .await;
}

#[tokio::test]
async fn a_letter_still_under_way_when_the_next_is_due_is_the_only_one() {
    let start = Start {
        is_parallel: true,
        ..Start::default()
    };
    world_with(start, async |w| {
        let lola = expired(w).await;
        let due = w.now() + winback::RHYTHM + winback::RHYTHM;
        waits_for_another_try(w).await;
        w.outside.smtp().fail_next(SmtpFault::Slow(40_000));
        w.leaps(due - Millis::secs(20) - w.now()).await;
        w.passes(Millis::minutes(2)).await;
        assert_eq!(outcomes(w, &lola).await, ["sent"]);
        w.leaps(Millis::hours(53)).await;
        assert_eq!(w.outside.smtp().mailbox(ADDRESS).len(), 1);
        w.passes(Millis::hours(1)).await;
        assert_eq!(outcomes(w, &lola).await, ["sent", "sent"]);
    })
    .await;
}

#[tokio::test]
async fn a_letter_that_went_some_seconds_late_is_54_hours_before_the_next() {
    world(async |w| {
        let lola = expired(w).await;
        let late = Millis::secs(40);
        let went = w.now() + winback::RHYTHM + late;
        w.leaps(went - mail::REST - w.now()).await;
        in_tx(w, async |tx| {
            mail::rest(tx).await.expect("a rest");
        })
        .await;
        w.leaps(mail::REST).await;
        assert_eq!(outcomes(w, &lola).await, ["sent"]);
        w.leaps(Millis(winback::RHYTHM.0 - 1_000)).await;
        assert_eq!(outcomes(w, &lola).await, ["sent"]);
        w.passes(Millis::secs(61)).await;
        assert_eq!(outcomes(w, &lola).await, ["sent", "sent"]);
    })
    .await;
}

#[test]
fn a_letter_is_given_up_before_its_job_is() {
    // Else the job is cut off from outside, and a relay that never greets leaves
    // a letter in doubt.
    let lanes = [winback::Letter::LANE, mail::Deliver::LANE];
    assert!(
        lanes
            .into_iter()
            .all(|lane: Lane| DEADLINE < lane.deadline())
    );
}
