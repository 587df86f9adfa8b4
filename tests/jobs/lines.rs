//! Who runs when: priorities, fairness, lanes, due times, order keys.

use scx_jobs::cancel;

use super::workshop::{Act, High, Holding, Low, Media, Plain, Urgent, Work, work, workshop};

fn plain(label: &str) -> Work<Plain> {
    work(label)
}

#[tokio::test]
async fn urgent_goes_before_high_before_normal_before_low() {
    workshop(async |shop| {
        shop.enqueue([work::<Low>("low")]).await;
        shop.enqueue([plain("normal")]).await;
        shop.enqueue([work::<High>("high")]).await;
        shop.enqueue([work::<Urgent>("urgent")]).await;
        shop.start_serial().await;
        shop.settle().await;
        assert_eq!(shop.ran(), ["urgent", "high", "normal", "low"]);
    })
    .await;
}

#[tokio::test]
async fn a_partner_with_two_jobs_does_not_wait_behind_two_hundred() {
    workshop(async |shop| {
        shop.enqueue((0..200).map(|_| plain("big").of("prt_big")))
            .await;
        shop.enqueue((0..2).map(|_| plain("small").of("prt_small")))
            .await;
        shop.start_serial().await;
        shop.settle().await;
        let ran = shop.ran();
        assert_eq!(ran.len(), 202);
        let last = ran.iter().rposition(|label| label == "small").unwrap();
        assert!(last < 5, "the small partner's last job was number {last}");
    })
    .await;
}

#[tokio::test]
async fn a_reminder_for_next_week_does_not_send_its_partner_to_the_end_of_the_line() {
    workshop(async |shop| {
        shop.enqueue_in(7 * 86_400_000, [plain("reminder").of("prt_a")])
            .await;
        shop.enqueue((0..20).map(|_| plain("crowd").of("prt_b")))
            .await;
        shop.enqueue([plain("today").of("prt_a")]).await;
        shop.start_serial().await;
        shop.settle().await;
        let place = shop
            .ran()
            .iter()
            .position(|label| label == "today")
            .unwrap();
        assert!(place < 5, "it was number {place}");
    })
    .await;
}

#[tokio::test]
async fn a_delayed_job_waits_for_its_moment() {
    workshop(async |shop| {
        let due = shop.now() + scx_kit::Millis::secs(10);
        shop.start().await;
        shop.enqueue_in(10_000, [plain("a")]).await;
        shop.advance(9_999).await;
        assert!(shop.ran().is_empty());
        assert_eq!(shop.state("a").await, "later");
        shop.advance(1).await;
        assert_eq!(shop.runs("a")[0].at, due);
        assert_eq!(shop.state("a").await, "done");
    })
    .await;
}

#[tokio::test]
async fn a_full_lane_leaves_the_other_lanes_alone() {
    workshop(async |shop| {
        let file = |label| work::<Media>(label).acting([Act::Done.held()]);
        shop.enqueue(["m1", "m2", "m3"].map(file)).await;
        shop.enqueue([plain("chat")]).await;
        shop.enqueue_in(5_000, [plain("soon")]).await;
        shop.start().await;
        shop.floor
            .until(|state| state.count("chat") == 1 && state.held() == 2)
            .await;
        assert_eq!(shop.state("m3").await, "ready");
        // Ready work without a slot does not hide what becomes due elsewhere.
        shop.house.clock.set(shop.now() + scx_kit::Millis::secs(5));
        shop.floor.until(|state| state.count("soon") == 1).await;
        assert_eq!(shop.state("m3").await, "ready");
        ["m1", "m2", "m3"]
            .iter()
            .for_each(|label| shop.floor.open(label));
        shop.settle().await;
        assert_eq!(shop.runs("m3").len(), 1);
    })
    .await;
}

#[tokio::test]
async fn one_key_runs_one_at_a_time_in_the_order_of_enqueueing() {
    workshop(async |shop| {
        shop.start().await;
        let labels: Vec<String> = (0..30).map(|n| format!("{n:02}")).collect();
        for pair in labels.chunks(10) {
            shop.enqueue(pair.iter().map(|label| plain(label).in_order("k")))
                .await;
        }
        shop.settle().await;
        assert_eq!(shop.ran(), labels);
        assert_eq!(shop.floor.inside("k"), (0, 1));
    })
    .await;
}

#[tokio::test]
async fn one_key_does_not_stop_another() {
    workshop(async |shop| {
        shop.start().await;
        shop.enqueue([plain("a").in_order("k").acting([Act::Done.held()])])
            .await;
        shop.enqueue([plain("b").in_order("k"), plain("c").in_order("other")])
            .await;
        shop.floor
            .until(|state| state.held() == 1 && state.count("c") == 1)
            .await;
        assert_eq!(shop.state("b").await, "blocked");
        shop.floor.open("a");
        shop.settle().await;
        assert_eq!(shop.state("b").await, "done");
    })
    .await;
}

#[tokio::test]
async fn a_waiting_head_lets_others_pass() {
    workshop(async |shop| {
        shop.start().await;
        let head = plain("a").in_order("k").acting([Act::AgainAfter(1_000)]);
        shop.enqueue([head, plain("b").in_order("k")]).await;
        shop.settle().await;
        assert_eq!(shop.ran(), ["a", "b"]);
        assert_eq!(shop.state("a").await, "later");
        shop.advance(1_000).await;
        assert_eq!(shop.ran(), ["a", "b", "a"]);
    })
    .await;
}

#[tokio::test]
async fn a_dead_head_lets_others_pass() {
    workshop(async |shop| {
        shop.start().await;
        let head = work::<Holding>("a").in_order("k").acting([Act::GiveUp]);
        shop.enqueue([head, work("b").in_order("k")]).await;
        shop.settle().await;
        assert_eq!(shop.ran(), ["a", "b"]);
        assert_eq!(shop.state("a").await, "dead");
    })
    .await;
}

#[tokio::test]
async fn a_waiting_head_that_holds_its_key_keeps_its_place() {
    workshop(async |shop| {
        shop.start().await;
        let acts = [Act::AgainAfter(1_000), Act::WaitFor(1_000)];
        let head = work::<Holding>("a").in_order("k").acting(acts);
        shop.enqueue([head, work("b").in_order("k")]).await;
        shop.settle().await;
        assert_eq!(shop.state("b").await, "blocked");
        shop.advance(1_000).await;
        assert_eq!(shop.ran(), ["a", "a"]);
        assert_eq!(shop.state("b").await, "blocked");
        shop.advance(1_000).await;
        assert_eq!(shop.ran(), ["a", "a", "a", "b"]);
    })
    .await;
}

#[tokio::test]
async fn a_cancelled_head_gives_its_key_away() {
    workshop(async |shop| {
        shop.start().await;
        let head = work::<Holding>("a").in_order("k").acting([Act::Again]);
        shop.enqueue([head, work("b").in_order("k")]).await;
        shop.settle().await;
        let head = shop.row("a").await.unwrap().id;
        let mut tx = shop.db.begin().await.unwrap();
        assert!(cancel(&mut tx, &head).await.unwrap());
        tx.commit().await.unwrap();
        shop.settle().await;
        assert_eq!(shop.ran(), ["a", "b"]);
    })
    .await;
}

#[tokio::test]
async fn a_cancelled_follower_is_skipped() {
    workshop(async |shop| {
        shop.start().await;
        let head = plain("a").in_order("k").acting([Act::Done.held()]);
        shop.enqueue([head, plain("b").in_order("k"), plain("c").in_order("k")])
            .await;
        shop.floor.until(|state| state.held() == 1).await;
        let follower = shop.row("b").await.unwrap().id;
        let mut tx = shop.db.begin().await.unwrap();
        assert!(cancel(&mut tx, &follower).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(shop.state("c").await, "blocked");
        shop.floor.open("a");
        shop.settle().await;
        assert_eq!(shop.ran(), ["a", "c"]);
    })
    .await;
}

#[tokio::test]
async fn a_wake_up_of_an_ordered_job_leaves_its_key_free_afterwards() {
    workshop(async |shop| {
        let job = || plain("a").in_order("k").once("a");
        shop.enqueue_in(3_600_000, [job()]).await;
        shop.enqueue([job()]).await;
        shop.start().await;
        shop.settle().await;
        shop.enqueue([plain("b").in_order("k")]).await;
        shop.settle().await;
        assert_eq!(shop.ran(), ["a", "b"]);
    })
    .await;
}
