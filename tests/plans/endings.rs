//! What a partner is told before and when the trial or the plan ends.

use scx_domain::accounts::Standing;
use scx_kit::{Millis, Time};
use scx_world::{Chief, Seller, World};

use super::requests::{approves, asks_for};
use crate::with_admins;
use crate::world;

/// How often the partner was told something.
fn told(w: &World, who: &Seller, part: &str) -> usize {
    who.heard(w).matches(part).count()
}

/// A partner with a plan for a month.
async fn with_a_plan(w: &mut World) -> (Seller, Chief) {
    let owner = w.owner();
    owner.enters(w).await;
    let lola = w.seller("Lola");
    lola.registers(w).await;
    asks_for(w, &lola, "Chat", "Month").await;
    approves(w, &owner, "Month").await;
    (lola, owner)
}

#[tokio::test]
async fn the_end_of_the_trial_is_told_a_day_and_two_hours_before_and_when_it_comes() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        w.passes(Millis(Millis::days(2).0 - 1)).await;
        assert_eq!(told(w, &lola, "The free trial ends on"), 0);
        w.passes(Millis(1)).await;
        assert_eq!(told(w, &lola, "The free trial ends on 24.11.2026 08:00"), 1);
        w.passes(Millis(Millis::hours(22).0 - 1)).await;
        assert_eq!(told(w, &lola, "The free trial ends on"), 1);
        w.passes(Millis(1)).await;
        assert_eq!(told(w, &lola, "The free trial ends on"), 2);
        assert_eq!(told(w, &lola, "The free trial has ended"), 0);
        w.advance(Millis::hours(2)).await;
        assert_eq!(told(w, &lola, "The free trial has ended"), 1);
        lola.taps(w, "Ask for access").await;
        let screen = lola.screen(w);
        assert!(
            screen.contains("Your access ended on 24.11.2026 08:00"),
            "{screen}"
        );
        assert!(screen.contains("[Chat]"), "{screen}");
        w.leaps(Millis::days(30)).await;
        assert_eq!(told(w, &lola, "The free trial"), 3);
    })
    .await;
}

#[tokio::test]
async fn the_end_of_a_plan_is_told_seven_three_and_one_days_before() {
    with_admins(async |w| {
        let (lola, _) = with_a_plan(w).await;
        // The trial of three days goes on, the month comes on top of it.
        let end = w.partner(&lola).await.paid_until;
        assert_eq!(end, w.partner(&lola).await.trial_ends_at + Millis::days(30));
        for (days, sentence) in [
            (7, "7 days are left"),
            (3, "3 days are left"),
            (1, "1 day is left"),
        ] {
            let at = end - Millis::days(days);
            w.leaps(Millis((at - w.now()).0 - Millis::minutes(1).0))
                .await;
            assert_eq!(told(w, &lola, sentence), 0, "{}", lola.heard(w));
            w.passes(Millis::minutes(1)).await;
            assert_eq!(told(w, &lola, sentence), 1, "{}", lola.heard(w));
        }
        assert_eq!(told(w, &lola, "The free trial"), 0, "{}", lola.heard(w));
        w.leaps(Millis::days(1)).await;
        assert_eq!(told(w, &lola, "Your plan has ended"), 1);
        let partner = w.partner(&lola).await;
        assert_eq!(
            Standing::of(&partner, w.now()),
            Standing::Expired { ended_at: end }
        );
        lola.taps(w, "Renew").await;
        assert!(
            lola.screen(w).contains("[Starter Pro]"),
            "{}",
            lola.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn whoever_renews_in_time_hears_nothing_of_the_old_end_and_loses_no_day() {
    with_admins(async |w| {
        let (lola, owner) = with_a_plan(w).await;
        let first = w.partner(&lola).await.paid_until;
        asks_for(w, &lola, "Chat", "Quarter").await;
        approves(w, &owner, "Quarter").await;
        assert_eq!(w.partner(&lola).await.paid_until, first + Millis::days(90));
        w.leaps(Millis((first - w.now()).0 + 1)).await;
        assert_eq!(told(w, &lola, "Your plan ends"), 0, "{}", lola.heard(w));
        assert_eq!(told(w, &lola, "Your plan has ended"), 0);
        assert!(Standing::of(&w.partner(&lola).await, w.now()).serves());
    })
    .await;
}

#[tokio::test]
async fn an_expired_plan_comes_back_to_life_from_now_on() {
    with_admins(async |w| {
        let (lola, owner) = with_a_plan(w).await;
        w.leaps(Millis::days(60)).await;
        assert!(!Standing::of(&w.partner(&lola).await, w.now()).serves());
        asks_for(w, &lola, "Chat", "Year").await;
        let before = w.now();
        approves(w, &owner, "Year").await;
        let until = w.partner(&lola).await.paid_until;
        assert!(until >= before + Millis::days(365) && until <= w.now() + Millis::days(365));
        assert!(Standing::of(&w.partner(&lola).await, w.now()).serves());
        assert!(
            lola.heard(w).contains("Your request is approved"),
            "{}",
            lola.heard(w)
        );
    })
    .await;
}

#[tokio::test]
async fn a_dearer_plan_takes_along_what_the_rest_of_the_old_one_is_worth() {
    with_admins(async |w| {
        let (lola, owner) = with_a_plan(w).await;
        let rest = w.partner(&lola).await.paid_until - w.now();
        asks_for(w, &lola, "Business Standard", "Month").await;
        let screen = lola.screen(w);
        assert!(screen.contains("Business Standard"), "{screen}");
        approves(w, &owner, "Month").await;
        let until = w.partner(&lola).await.paid_until;
        // 450 000 of 8 000 000.
        let worth = Millis(rest.0 * 45 / 800);
        let exact = w.now() + Millis::days(30) + worth;
        assert!((until - exact).0.abs() < 60_000, "{until:?} {exact:?}");
        asks_for(w, &lola, "Chat", "Month").await;
        approves(w, &owner, "Month").await;
        let cheaper = w.partner(&lola).await.paid_until;
        assert_eq!(
            cheaper,
            until + Millis::days(30),
            "a cheaper one keeps the rest"
        );
        assert_ne!(cheaper, Time(0));
    })
    .await;
}
