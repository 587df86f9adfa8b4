//! Crashes, refusals, answers that never come: nobody is written to twice.

use scx_fakes::Fault;
use scx_kit::Millis;
use scx_world::{PARTNER_BOT, World};

use super::{NEWS, composes, composes_picture, counts, crowd, got, partners, tally};
use crate::with_admins;

/// How many have got the news.
fn reached(w: &World, people: &[i64]) -> usize {
    let got = |id: &&i64| got(w, **id, PARTNER_BOT, NEWS) > 0;
    people.iter().filter(got).count()
}

#[tokio::test]
async fn whom_a_crash_leaves_under_way_is_unknown_and_not_written_to_again() {
    with_admins(async |w| {
        let people = crowd(w, 130).await;
        let owner = composes_picture(w, NEWS).await;
        owner.taps(w, "Next").await;
        owner.writes(w, "130");
        // One by itself, which brings the picture, and all but one of the next.
        while reached(w, &people) < 25 {
            w.passes(Millis(10)).await;
        }
        w.outside
            .fail_next("telegram", Some("sendPhoto"), Fault::Hang);
        w.passes(Millis(100)).await;
        assert_eq!(w.outside.planned_faults(), 0);
        w.crash().await;
        w.boot().await;
        w.advance(Millis::minutes(10)).await;
        // Nobody knows of the 25 that were under way, one of whom got nothing.
        assert_eq!(counts(&tally(w).await), [105, 0, 0, 0, 25, 0]);
        let times = people.iter().map(|id| got(w, *id, PARTNER_BOT, NEWS));
        assert!(times.clone().all(|times| times <= 1));
        assert_eq!(reached(w, &people), 129);
        assert!(owner.history(w).contains("Broadcast: done"));
    })
    .await;
}

#[tokio::test]
async fn a_broken_line_is_unknown_a_block_is_a_block_and_a_refusal_fails() {
    with_admins(async |w| {
        let sellers = partners(w, &["Lola", "Karim", "Dina", "Olim"]).await;
        let owner = composes_picture(w, NEWS).await;
        owner.taps(w, "Next").await;
        let blocked =
            r#"{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}"#;
        let status = |code, body: Option<&str>| Fault::Status {
            code,
            body: body.map(str::to_owned),
        };
        for fault in [Fault::Drop, status(403, Some(blocked)), status(400, None)] {
            w.outside.fail_next("telegram", Some("sendPhoto"), fault);
        }
        owner.taps(w, "Yes, send it").await;
        let all: usize = sellers
            .iter()
            .map(|seller| got(w, seller.person, PARTNER_BOT, NEWS))
            .sum();
        // One arrived although its line broke, one without trouble.
        assert_eq!(all, 2);
        assert_eq!(counts(&tally(w).await), [1, 1, 1, 0, 1, 0]);
        let history = owner.history(w);
        assert!(history.contains("Unknown: 1"), "{history}");
        // Who has blocked the bot is counted so from now on.
        let again = composes(w, NEWS).await;
        assert!(again.screen(w).contains("Blocked the bot: 1"));
    })
    .await;
}

#[tokio::test]
async fn when_telegram_asks_to_wait_everybody_gets_it_once_afterwards() {
    with_admins(async |w| {
        let people = crowd(w, 101).await;
        let owner = composes_picture(w, NEWS).await;
        owner.taps(w, "Next").await;
        owner.writes(w, "101");
        w.passes(Millis(1_050)).await;
        let wait = Fault::RateLimited { retry_after_s: 30 };
        w.outside.fail_next("telegram", Some("sendPhoto"), wait);
        w.passes(Millis::secs(20)).await;
        assert_eq!(w.outside.planned_faults(), 0);
        assert!(tally(w).await.left() > 50);
        w.advance(Millis::minutes(2)).await;
        assert_eq!(counts(&tally(w).await), [101, 0, 0, 0, 0, 0]);
        for id in people {
            assert_eq!(got(w, id, PARTNER_BOT, NEWS), 1);
        }
    })
    .await;
}

#[tokio::test]
async fn a_dead_token_fails_everybody_and_ends_it() {
    with_admins(async |w| {
        partners(w, &["Lola", "Karim"]).await;
        let owner = composes(w, NEWS).await;
        owner.taps(w, "Next").await;
        w.expect_errors();
        let telegram = w.outside.telegram();
        telegram.revoke_token(scx_world::PARTNER_BOT_TOKEN);
        owner.taps(w, "Yes, send it").await;
        w.advance(Millis::minutes(1)).await;
        assert_eq!(counts(&tally(w).await), [0, 0, 2, 0, 0, 0]);
        assert!(owner.history(w).contains("Broadcast: done"));
    })
    .await;
}
