//! What happens to work whose process dies, loses it or stops.

use scx_kit::Millis;
use scx_store::sql;

use super::workshop::{Act, Plain, Work, Workshop, work, workshop};

const LEASE_MS: i64 = 45_000;
/// Attempts of the lane that all of these run in.
const ATTEMPTS: i64 = 5;
const STEAL: &str =
    "UPDATE job SET state = 'running', attempts = attempts + 1, lease_owner = 'ghost',
    lease_until = $2 WHERE id = $1";
const LEASES: &str = "SELECT COALESCE(lease_owner, '-'), lease_until FROM job WHERE id = $1";

fn plain(label: &str) -> Work<Plain> {
    work(label)
}

/// Another process holds the job from now on.
async fn steal(shop: &Workshop, label: &str) {
    let id = shop.row(label).await.expect("it has a row").id;
    let until = shop.now() + Millis(LEASE_MS);
    shop.tamper(sql(STEAL).bind(id).bind(until)).await;
}

async fn lease(shop: &Workshop, label: &str) -> (String, Option<i64>) {
    let id = shop.row(label).await.expect("it has a row").id;
    sql(LEASES).bind(id).one(&shop.db).await.expect("a lease")
}

#[tokio::test]
async fn the_work_of_a_dead_process_comes_back_when_its_lease_runs_out() {
    workshop(async |shop| {
        shop.start().await;
        shop.enqueue_in(3_600_000, [plain("a")]).await;
        steal(shop, "a").await;
        shop.advance(LEASE_MS).await;
        assert!(shop.ran().is_empty());
        shop.advance(1).await;
        let runs = shop.runs("a");
        assert_eq!((runs.len(), runs[0].attempt.number), (1, 2));
        assert_eq!(shop.state("a").await, "done");
    })
    .await;
}

#[tokio::test]
async fn work_that_was_running_in_a_crash_is_done_after_the_restart() {
    workshop(async |shop| {
        shop.enqueue([plain("a")]).await;
        steal(shop, "a").await;
        shop.start().await;
        shop.settle().await;
        // A file has no other process: nobody waits for the lease to run out.
        assert_eq!(shop.ran().len(), usize::from(!shop.db.is_postgres()));
        shop.advance(LEASE_MS + 1).await;
        assert_eq!(shop.ran(), ["a"]);
    })
    .await;
}

#[tokio::test]
async fn work_that_kills_every_process_is_dead_in_the_end_and_frees_its_key() {
    workshop(async |shop| {
        shop.enqueue([plain("a").in_order("k"), plain("b").in_order("k")])
            .await;
        for _ in 0..4 * ATTEMPTS {
            steal(shop, "a").await;
        }
        shop.start().await;
        shop.advance(LEASE_MS + 1).await;
        let row = shop.row("a").await.unwrap();
        assert_eq!((row.state.as_str(), row.attempts), ("dead", 4 * ATTEMPTS));
        assert_eq!(row.last_error.as_deref(), Some("the lease ran out"));
        assert_eq!(shop.ran(), ["b"]);
    })
    .await;
}

#[tokio::test]
async fn work_in_the_hands_of_processes_that_are_killed_is_done_all_the_same() {
    workshop(async |shop| {
        shop.enqueue([plain("a")]).await;
        for _ in 0..2 * ATTEMPTS {
            steal(shop, "a").await;
        }
        shop.start().await;
        shop.advance(LEASE_MS + 1).await;
        assert_eq!(shop.ran(), ["a"]);
        assert_eq!(shop.state("a").await, "done");
    })
    .await;
}

#[tokio::test]
async fn a_wake_up_outlives_the_process_that_ran_its_twin() {
    workshop(async |shop| {
        shop.start().await;
        shop.enqueue_in(3_600_000, [plain("a").once("k")]).await;
        for _ in 0..4 * ATTEMPTS {
            steal(shop, "a").await;
        }
        shop.enqueue([plain("a").once("k")]).await;
        shop.advance(LEASE_MS + 1).await;
        assert_eq!(shop.runs("a")[0].attempt.number, 1);
        assert_eq!(shop.state("a").await, "done");
    })
    .await;
}

#[tokio::test]
async fn a_long_job_keeps_its_lease() {
    workshop(async |shop| {
        shop.start().await;
        shop.enqueue([plain("a").acting([Act::Sleep(100_000)])])
            .await;
        shop.settle().await;
        for _ in 0..6 {
            shop.advance(LEASE_MS / 3).await;
            let (_, until) = lease(shop, "a").await;
            assert_eq!(until, Some(shop.now().0 + LEASE_MS));
        }
        shop.advance(10_000).await;
        assert_eq!(shop.ran(), ["a"]);
        assert_eq!(shop.state("a").await, "done");
    })
    .await;
}

#[tokio::test]
async fn a_claim_that_the_process_does_not_know_of_is_not_prolonged() {
    workshop(async |shop| {
        shop.start().await;
        let long = plain("long").acting([Act::Sleep(100_000)]);
        shop.enqueue([long]).await;
        shop.enqueue_in(3_600_000, [plain("lost")]).await;
        shop.settle().await;
        // As after a commit that happened and was reported as failed.
        let (owner, until) = lease(shop, "long").await;
        let claim =
            "UPDATE job SET state = 'running', attempts = 1, lease_owner = $1, lease_until = $2
            WHERE state = 'later'";
        shop.tamper(sql(claim).bind(owner).bind(until)).await;
        for _ in 0..3 {
            shop.advance(LEASE_MS / 3).await;
        }
        assert_eq!(lease(shop, "lost").await.1, until);
        shop.house.clock.set(shop.now() + Millis(1));
        shop.floor.until(|state| state.count("lost") == 1).await;
    })
    .await;
}

/// A job loses its lease while it runs, and ends as told.
async fn ends_after_losing_its_lease(shop: &mut Workshop, act: Act) {
    shop.start().await;
    shop.enqueue([plain("a").in_order("k").acting([act.held()])])
        .await;
    shop.enqueue([plain("b").in_order("k")]).await;
    shop.floor.until(|state| state.held() == 1).await;
    steal(shop, "a").await;
    shop.floor.open("a");
    shop.settle().await;
}

#[tokio::test]
async fn an_acknowledgement_of_a_lost_lease_changes_nothing() {
    for act in [Act::Done, Act::Again, Act::GiveUp, Act::WaitFor(5)] {
        workshop(async |shop| {
            ends_after_losing_its_lease(shop, act.clone()).await;
            let (owner, until) = lease(shop, "a").await;
            assert_eq!(
                (owner.as_str(), until),
                ("ghost", Some(shop.now().0 + LEASE_MS))
            );
            let row = shop.row("a").await.unwrap();
            assert_eq!(
                (row.state.as_str(), row.attempts),
                ("running", 2),
                "{act:?}"
            );
            assert_eq!(row.last_error, None, "{act:?}");
            // The key belongs to whoever works on it now.
            assert_eq!(shop.state("b").await, "blocked", "{act:?}");
            shop.advance(LEASE_MS + 1).await;
            assert_eq!(shop.ran(), ["a", "a", "b"], "{act:?}");
        })
        .await;
    }
}

#[tokio::test]
async fn a_stopping_engine_finishes_what_runs_and_begins_nothing() {
    workshop(async |shop| {
        shop.start().await;
        shop.enqueue([plain("a").acting([Act::Done.held()])]).await;
        shop.settle().await;
        let stopping = tokio::spawn(shop.engines.remove(0).stop());
        tokio::task::yield_now().await;
        shop.enqueue([plain("b")]).await;
        shop.floor.open("a");
        stopping.await.unwrap();
        assert_eq!(shop.ran(), ["a"]);
        assert_eq!(shop.state("a").await, "done");
        assert_eq!(shop.state("b").await, "ready");
        shop.start().await;
        shop.settle().await;
        assert_eq!(shop.ran(), ["a", "b"]);
    })
    .await;
}

#[tokio::test]
async fn unfinished_work_is_ended_and_given_back_with_its_attempt() {
    workshop(async |shop| {
        shop.start().await;
        let job = plain("a").in_order("k").acting([Act::Done.held()]);
        shop.enqueue([job, plain("b").in_order("k")]).await;
        shop.floor.until(|state| state.held() == 1).await;
        shop.stop().await;
        assert_eq!(shop.floor.inside("k").0, 0, "the run has ended");
        let row = shop.row("a").await.unwrap();
        assert_eq!((row.state.as_str(), row.attempts), ("ready", 0));
        assert_eq!(row.last_error, None);
        assert_eq!(lease(shop, "a").await, ("-".to_owned(), None));
        shop.start().await;
        shop.settle().await;
        assert_eq!(shop.ran(), ["a", "a", "b"]);
        assert_eq!(shop.runs("a")[1].attempt.number, 1);
    })
    .await;
}

#[tokio::test]
async fn a_wake_up_survives_that_its_twin_is_given_back() {
    workshop(async |shop| {
        shop.start().await;
        let job = plain("a").once("k").acting([Act::Done.held()]);
        shop.enqueue([job]).await;
        shop.floor.until(|state| state.held() == 1).await;
        shop.enqueue_in(3_600_000, [plain("a").once("k")]).await;
        shop.stop().await;
        shop.start().await;
        shop.settle().await;
        assert_eq!(shop.ran(), ["a", "a"]);
        shop.advance(3_600_000).await;
        assert_eq!(shop.ran(), ["a", "a", "a"]);
    })
    .await;
}

#[tokio::test]
async fn work_that_nobody_told_of_is_found_by_the_poll() {
    // As when the connection broke over which other processes are heard.
    const APPEAR: &str = "UPDATE job SET state = 'ready', run_at = 0 WHERE id = $1";
    workshop(async |shop| {
        const POLL: Millis = Millis::secs(1);
        shop.start_with_poll(POLL).await;
        shop.enqueue_in(3_600_000, [plain("a")]).await;
        shop.settle().await;
        let id = shop.row("a").await.expect("it has a row").id;
        let mut tx = shop.db.begin().await.unwrap();
        sql(APPEAR).bind(id).execute(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        shop.house.clock.set(shop.now() + POLL);
        shop.floor.until(|state| state.count("a") == 1).await;
        shop.settle().await;
        assert_eq!(shop.state("a").await, "done");
    })
    .await;
}
