//! Work that is never queued twice, and wake-ups that are never lost.

use super::workshop::{Act, Low, Plain, Work, Workshop, work, workshop};

fn twin(label: &str) -> Work<Plain> {
    work(label).once("k")
}

/// Starts a twin that is held at its gate.
async fn running(shop: &mut Workshop, after: Act) {
    shop.start().await;
    shop.enqueue([twin("a").acting([after.held()])]).await;
    shop.floor.until(|state| state.held() == 1).await;
}

#[tokio::test]
async fn the_same_work_is_never_queued_twice() {
    workshop(async |shop| {
        shop.enqueue([twin("a"), twin("a"), twin("a")]).await;
        shop.enqueue([twin("a")]).await;
        shop.enqueue_in(60_000, [twin("a")]).await;
        shop.start().await;
        shop.settle().await;
        shop.advance(60_000).await;
        assert_eq!(shop.ran(), ["a"]);
    })
    .await;
}

#[tokio::test]
async fn other_keys_and_other_kinds_are_other_work() {
    workshop(async |shop| {
        shop.enqueue([twin("a"), work("b").once("other"), work("c"), work("d")])
            .await;
        shop.enqueue([work::<Low>("e").once("k")]).await;
        shop.start_serial().await;
        shop.settle().await;
        assert_eq!(shop.ran(), ["a", "b", "c", "d", "e"]);
    })
    .await;
}

#[tokio::test]
async fn a_wake_up_moves_a_waiting_twin_forward_and_never_back() {
    workshop(async |shop| {
        shop.start().await;
        shop.enqueue_in(60_000, [twin("a")]).await;
        shop.enqueue_in(90_000, [twin("a")]).await;
        shop.enqueue_in(30_000, [twin("a")]).await;
        shop.advance(29_999).await;
        assert!(shop.ran().is_empty());
        shop.advance(1).await;
        assert_eq!(shop.ran(), ["a"]);
        shop.enqueue_in(60_000, [twin("a")]).await;
        shop.enqueue([twin("a")]).await;
        shop.settle().await;
        shop.advance(60_000).await;
        assert_eq!(shop.ran(), ["a", "a"]);
    })
    .await;
}

#[tokio::test]
async fn wake_ups_while_the_twin_runs_make_it_run_once_more_afterwards() {
    workshop(async |shop| {
        running(shop, Act::Done).await;
        for _ in 0..3 {
            shop.enqueue([twin("a")]).await;
        }
        assert_eq!(shop.ran(), ["a"]);
        shop.floor.open("a");
        shop.settle().await;
        assert_eq!(shop.ran(), ["a", "a"]);
        assert_eq!(shop.runs("a")[1].attempt.number, 1);
        assert_eq!(shop.state("a").await, "done");
    })
    .await;
}

#[tokio::test]
async fn a_wake_up_for_later_makes_it_run_once_more_at_that_time() {
    workshop(async |shop| {
        running(shop, Act::Done).await;
        let due = shop.now() + scx_kit::Millis::hours(1);
        shop.enqueue_in(7_200_000, [twin("a")]).await;
        shop.enqueue_in(3_600_000, [twin("a")]).await;
        shop.enqueue_in(9_000_000, [twin("a")]).await;
        shop.floor.open("a");
        shop.settle().await;
        let row = shop.row("a").await.unwrap();
        assert_eq!((row.state.as_str(), row.run_at), ("later", due.0));
        shop.advance(3_599_999).await;
        assert_eq!(shop.ran(), ["a"]);
        shop.advance(1).await;
        assert_eq!(shop.ran(), ["a", "a"]);
    })
    .await;
}

#[tokio::test]
async fn a_twin_that_fails_answers_the_wake_up_with_its_next_attempt() {
    workshop(async |shop| {
        running(shop, Act::AgainAfter(1_000)).await;
        shop.enqueue([twin("a")]).await;
        shop.floor.open("a");
        shop.settle().await;
        assert_eq!(shop.ran(), ["a"]);
        shop.advance(1_000).await;
        shop.advance(60_000).await;
        assert_eq!(shop.ran(), ["a", "a"]);
        assert_eq!(shop.state("a").await, "done");
    })
    .await;
}

#[tokio::test]
async fn a_twin_that_gives_up_does_not_bury_the_wake_up() {
    workshop(async |shop| {
        running(shop, Act::GiveUp).await;
        shop.enqueue([twin("a")]).await;
        shop.floor.open("a");
        shop.settle().await;
        assert_eq!(shop.ran(), ["a", "a"]);
        assert_eq!(shop.runs("a")[1].attempt.number, 1);
        assert_eq!(shop.state("a").await, "done");
    })
    .await;
}

#[tokio::test]
async fn a_dead_twin_is_no_obstacle() {
    workshop(async |shop| {
        shop.start().await;
        shop.enqueue([twin("a").acting([Act::GiveUp])]).await;
        shop.settle().await;
        shop.enqueue([twin("b")]).await;
        shop.settle().await;
        assert_eq!(shop.ran(), ["a", "b"]);
        assert_eq!(shop.state("a").await, "dead");
    })
    .await;
}

#[tokio::test]
async fn an_ordered_twin_that_runs_again_goes_behind_those_that_wait() {
    workshop(async |shop| {
        let head = || twin("a").in_order("o");
        shop.start().await;
        shop.enqueue([head().acting([Act::Done.held()])]).await;
        shop.floor.until(|state| state.held() == 1).await;
        shop.enqueue([work::<Plain>("b").in_order("o")]).await;
        shop.enqueue([head()]).await;
        shop.floor.open("a");
        shop.settle().await;
        assert_eq!(shop.ran(), ["a", "b", "a"]);
        assert_eq!(shop.floor.inside("o"), (0, 1));
    })
    .await;
}
