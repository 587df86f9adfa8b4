//! Kinds whose work is done many at a time.

use scx_kit::Millis;
use scx_store::sql;

use super::workshop::{Act, Many, Work, work, workshop};

fn one(label: &str, act: Act) -> Work<Many> {
    work(label).acting([act])
}

#[tokio::test]
async fn a_batch_kind_is_given_many_at_a_time() {
    workshop(async |shop| {
        let labels: Vec<String> = (0..100).map(|n| format!("{n:03}")).collect();
        shop.enqueue(labels.iter().map(|label| one(label, Act::Done)))
            .await;
        shop.start().await;
        shop.settle().await;
        // One wave after the other.
        assert_eq!(
            shop.floor.see(|state| state.batches.clone()),
            [32, 32, 32, 4]
        );
        let mut ran = shop.ran();
        ran.sort();
        assert_eq!(ran, labels);
        assert!(shop.row("000").await.is_none());
    })
    .await;
}

#[tokio::test]
async fn one_failing_ticket_does_not_fail_the_others() {
    workshop(async |shop| {
        let acts = [
            ("a", Act::Done),
            ("b", Act::Again),
            ("c", Act::GiveUp),
            ("d", Act::WaitFor(9)),
        ];
        shop.enqueue(acts.map(|(label, act)| one(label, act))).await;
        shop.enqueue([one("e", Act::Done)]).await;
        shop.start().await;
        shop.settle().await;
        assert_eq!(shop.floor.see(|state| state.batches.clone()), [5]);
        for (label, state) in [
            ("a", "done"),
            ("b", "later"),
            ("c", "dead"),
            ("d", "later"),
            ("e", "done"),
        ] {
            assert_eq!(shop.state(label).await, state, "{label}");
        }
        shop.advance(2_400).await;
        assert_eq!(shop.runs("b")[1].attempt.number, 2);
        assert_eq!(shop.runs("d")[1].attempt.number, 1);
    })
    .await;
}

#[tokio::test]
async fn a_dropped_ticket_is_a_failed_attempt() {
    workshop(async |shop| {
        shop.enqueue([one("a", Act::Drop), one("b", Act::Done)])
            .await;
        shop.start().await;
        shop.settle().await;
        let row = shop.row("a").await.unwrap();
        assert_eq!((row.state.as_str(), row.attempts), ("later", 1));
        assert!(row.last_error.unwrap().contains("without a result"));
        assert_eq!(shop.state("b").await, "done");
    })
    .await;
}

#[tokio::test]
async fn a_panic_fails_what_the_batch_had_not_finished() {
    workshop(async |shop| {
        let acts = [("a", Act::Done), ("b", Act::Panic), ("c", Act::Done)];
        shop.enqueue(acts.map(|(label, act)| one(label, act))).await;
        shop.start().await;
        shop.settle().await;
        assert_eq!(shop.ran(), ["a", "b"]);
        for (label, state) in [("a", "done"), ("b", "later"), ("c", "later")] {
            assert_eq!(shop.state(label).await, state, "{label}");
        }
        shop.advance(2_400).await;
        assert_eq!(shop.runs("c")[0].attempt.number, 2);
        assert_eq!(shop.state("b").await, "done");
    })
    .await;
}

#[tokio::test]
async fn a_batch_past_its_deadline_keeps_what_it_finished() {
    workshop(async |shop| {
        let acts = [("a", Act::Done), ("b", Act::Sleep(i64::MAX / 4))];
        shop.enqueue(acts.map(|(label, act)| one(label, act))).await;
        shop.start().await;
        shop.settle().await;
        assert_eq!(shop.state("a").await, "done");
        for _ in 0..8 {
            shop.advance(Millis::secs(15).0).await;
        }
        assert_eq!(shop.ran(), ["a", "b"]);
        let row = shop.row("b").await.unwrap();
        assert_eq!((row.state.as_str(), row.attempts), ("later", 1));
    })
    .await;
}

#[tokio::test]
async fn an_unreadable_payload_leaves_the_rest_of_its_batch_alone() {
    workshop(async |shop| {
        shop.enqueue([one("a", Act::Done)]).await;
        shop.tamper(sql("UPDATE job SET payload = '{}'")).await;
        shop.start().await;
        shop.settle().await;
        assert!(
            shop.floor.see(|state| state.batches.is_empty()),
            "nothing to hand over"
        );
        shop.tamper(sql(
            "UPDATE job SET state = 'ready', attempts = 0 WHERE state = 'dead'",
        ))
        .await;
        shop.enqueue([one("b", Act::Done)]).await;
        shop.settle().await;
        assert_eq!(shop.ran(), ["b"]);
        let dead = scx_jobs::list(&shop.db, &scx_jobs::Wanted::in_state("dead"), (10, 0))
            .await
            .unwrap();
        assert_eq!(dead.len(), 1);
    })
    .await;
}
