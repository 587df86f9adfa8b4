//! How attempts end, and what a person may do about it.

use scx_jobs::{Lane, Registry, Wanted, cancel, list, retry, show};
use scx_kit::Time;
use scx_store::{DbError, sql};

use super::workshop::{
    Act, Housework, Kind, Media, Plain, Publishing, Sending, Work, Workshop, work, workshop,
};

fn plain(label: &str) -> Work<Plain> {
    work(label)
}

#[tokio::test]
async fn a_failed_attempt_comes_back_after_a_growing_pause_written_to_its_row() {
    workshop(async |shop| {
        shop.start().await;
        shop.enqueue([plain("a").acting(vec![Act::Again; 3])]).await;
        shop.settle().await;
        for (failures, pause) in [(1, 2_000), (2, 4_000), (3, 8_000)] {
            let row = shop.row("a").await.unwrap();
            assert_eq!((row.state.as_str(), row.attempts), ("later", failures));
            assert_eq!(row.last_error.as_deref(), Some("as told"));
            assert_eq!(shop.house.activity.busy(), 0, "nobody sleeps in memory");
            let left = row.run_at - shop.now().0;
            assert!(
                (pause..=pause * 6 / 5).contains(&left),
                "{left} for {pause}"
            );
            shop.advance(left - 1).await;
            assert_eq!(shop.ran().len(), usize::try_from(failures).unwrap());
            shop.advance(1).await;
        }
        assert_eq!(shop.ran().len(), 4);
        assert_eq!(shop.state("a").await, "done");
    })
    .await;
}

#[tokio::test]
async fn a_job_may_name_its_own_pause() {
    workshop(async |shop| {
        shop.start().await;
        shop.enqueue([plain("a").acting([Act::AgainAfter(77)])])
            .await;
        shop.settle().await;
        assert_eq!(
            Time(shop.row("a").await.unwrap().run_at),
            shop.now() + scx_kit::Millis(77)
        );
        shop.advance(77).await;
        assert_eq!(shop.runs("a")[1].attempt.number, 2);
    })
    .await;
}

#[tokio::test]
async fn waiting_does_not_count_as_an_attempt() {
    workshop(async |shop| {
        shop.start().await;
        let waits = vec![Act::WaitFor(60_000); 7];
        shop.enqueue([plain("a").acting(waits)]).await;
        for _ in 0..7 {
            shop.settle().await;
            assert_eq!(shop.row("a").await.unwrap().attempts, 0);
            shop.advance(60_000).await;
        }
        let runs = shop.runs("a");
        assert_eq!(runs.len(), 8);
        assert!(
            runs.iter()
                .all(|seen| seen.attempt.number == 1 && !seen.attempt.is_last)
        );
        assert_eq!(shop.state("a").await, "done");
    })
    .await;
}

#[tokio::test]
async fn a_job_that_gives_up_is_dead_at_once() {
    workshop(async |shop| {
        shop.start().await;
        shop.enqueue([plain("a").acting([Act::GiveUp])]).await;
        shop.settle().await;
        let row = shop.row("a").await.unwrap();
        assert_eq!((row.state.as_str(), row.attempts), ("dead", 1));
        assert_eq!(row.last_error.as_deref(), Some("as told"));
        shop.advance(86_400_000).await;
        assert_eq!(shop.ran().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_job_without_attempts_left_is_dead() {
    workshop(async |shop| {
        shop.start().await;
        shop.enqueue([plain("a").acting(vec![Act::AgainAfter(1); 9])])
            .await;
        shop.settle().await;
        for _ in 0..9 {
            shop.advance(1).await;
        }
        let runs = shop.runs("a");
        let most = usize::try_from(Lane::Chat.attempts()).unwrap();
        assert_eq!(runs.len(), most);
        let last: Vec<bool> = runs.iter().map(|seen| seen.attempt.is_last).collect();
        assert_eq!(last.iter().position(|is_last| *is_last), Some(most - 1));
        assert_eq!(shop.state("a").await, "dead");
    })
    .await;
}

#[tokio::test]
async fn a_panic_is_a_failed_attempt() {
    workshop(async |shop| {
        shop.start().await;
        shop.enqueue([plain("a").acting([Act::Panic]), plain("b")])
            .await;
        shop.settle().await;
        let row = shop.row("a").await.unwrap();
        assert_eq!((row.state.as_str(), row.attempts), ("later", 1));
        assert!(row.last_error.unwrap().contains("panic"));
        assert_eq!(shop.state("b").await, "done");
        shop.advance(2_400).await;
        assert_eq!(shop.runs("a")[1].attempt.number, 2);
        assert_eq!(shop.state("a").await, "done");
    })
    .await;
}

async fn is_stopped_at_its_deadline<K: Kind>(shop: &mut Workshop) {
    let label = K::NAME;
    shop.enqueue([work::<K>(label).acting([Act::Sleep(i64::MAX / 4)])])
        .await;
    shop.floor.until(|state| state.count(label) == 1).await;
    shop.settle().await;
    let mut left = K::LANE.deadline().0 - 1;
    while left > 0 {
        let step = left.min(15_000);
        shop.advance(step).await;
        left -= step;
    }
    assert_eq!(shop.state(label).await, "running", "{label}");
    shop.advance(1).await;
    let row = shop.row(label).await.expect("it has a row");
    assert_eq!((row.state.as_str(), row.attempts), ("later", 1), "{label}");
    assert!(
        row.last_error.expect("a reason").contains("deadline"),
        "{label}"
    );
    let mut tx = shop.db.begin().await.expect("a transaction");
    assert!(cancel(&mut tx, &row.id).await.expect("cancelled"));
    tx.commit().await.expect("committed");
}

#[tokio::test]
async fn every_lane_stops_a_job_at_its_deadline() {
    workshop(async |shop| {
        shop.start().await;
        is_stopped_at_its_deadline::<Plain>(shop).await;
        is_stopped_at_its_deadline::<Sending>(shop).await;
        is_stopped_at_its_deadline::<Publishing>(shop).await;
        is_stopped_at_its_deadline::<Media>(shop).await;
        is_stopped_at_its_deadline::<Housework>(shop).await;
    })
    .await;
}

#[tokio::test]
async fn a_kind_that_this_version_does_not_know_waits_for_one_that_does() {
    workshop(async |shop| {
        shop.start_with(Registry::default(), false).await;
        shop.enqueue([plain("a")]).await;
        shop.settle().await;
        let row = shop.row("a").await.unwrap();
        assert_eq!((row.state.as_str(), row.attempts), ("later", 0));
        assert_eq!(row.run_at, shop.now().0 + 60_000);
        shop.stop().await;
        shop.start().await;
        shop.advance(60_000).await;
        assert_eq!(shop.runs("a")[0].attempt.number, 1);
    })
    .await;
}

#[tokio::test]
async fn an_unreadable_payload_is_dead_at_once() {
    workshop(async |shop| {
        shop.enqueue([plain("a")]).await;
        shop.tamper(sql("UPDATE job SET payload = '{'")).await;
        shop.enqueue([plain("b")]).await;
        shop.start().await;
        shop.settle().await;
        let dead = list(&shop.db, &Wanted::in_state("dead"), (10, 0))
            .await
            .unwrap();
        assert_eq!(dead.len(), 1);
        assert!(dead[0].last_error.as_ref().unwrap().contains("unreadable"));
        assert_eq!(shop.ran(), ["b"]);
    })
    .await;
}

#[tokio::test]
async fn the_desk_lists_and_shows_jobs() {
    workshop(async |shop| {
        shop.start().await;
        shop.enqueue([plain("a").of("prt_1").acting([Act::GiveUp])])
            .await;
        shop.settle().await;
        shop.advance(1).await;
        shop.enqueue_in(1_000, [plain("b"), plain("c")]).await;
        let labels = async |state: Option<&str>, limit| {
            let wanted = Wanted {
                state: state.map(str::to_owned),
                ..Wanted::default()
            };
            let rows = list(&shop.db, &wanted, (limit, 0)).await.unwrap();
            let payload = |row: scx_jobs::JobRow| row.payload;
            let read = |text: String| serde_json::from_str::<Work<Plain>>(&text).unwrap().label;
            rows.into_iter().map(payload).map(read).collect::<Vec<_>>()
        };
        assert_eq!(labels(None, 10).await, ["c", "b", "a"]);
        assert_eq!(labels(None, 2).await, ["c", "b"]);
        assert_eq!(labels(Some("dead"), 10).await, ["a"]);
        assert!(labels(Some("running"), 10).await.is_empty());
        let dead = shop.row("a").await.unwrap();
        let shown = show(&shop.db, &dead.id).await.unwrap().unwrap();
        assert_eq!(
            (shown.kind.as_str(), shown.lane.as_str()),
            ("test.plain", "chat")
        );
        assert_eq!(
            (shown.partner.as_deref(), shown.max_attempts),
            (Some("prt_1"), 5)
        );
        assert!(show(&shop.db, "job_nothing").await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn the_desk_gives_a_dead_job_a_fresh_set_of_attempts() {
    workshop(async |shop| {
        shop.start().await;
        shop.enqueue([plain("a").acting([Act::GiveUp])]).await;
        shop.settle().await;
        let id = shop.row("a").await.unwrap().id;
        let mut tx = shop.db.begin().await.unwrap();
        assert!(!retry(&mut tx, "job_nothing").await.unwrap());
        assert!(retry(&mut tx, &id).await.unwrap());
        tx.commit().await.unwrap();
        shop.settle().await;
        assert_eq!(shop.runs("a")[1].attempt.number, 1);
        assert_eq!(shop.state("a").await, "done");
    })
    .await;
}

#[tokio::test]
async fn the_desk_does_not_retry_beside_a_twin() {
    workshop(async |shop| {
        shop.start().await;
        shop.enqueue([plain("a").once("k").acting([Act::GiveUp])])
            .await;
        shop.settle().await;
        let id = shop.row("a").await.unwrap().id;
        shop.enqueue_in(1_000, [plain("b").once("k")]).await;
        let mut tx = shop.db.begin().await.unwrap();
        assert!(matches!(retry(&mut tx, &id).await, Err(DbError::Unique)));
        drop(tx);
        assert_eq!(shop.state("a").await, "dead");
        shop.advance(1_000).await;
        assert_eq!(shop.ran(), ["a", "b"]);
    })
    .await;
}

#[tokio::test]
async fn the_desk_cancels_what_does_not_run() {
    workshop(async |shop| {
        shop.start().await;
        shop.enqueue([plain("runs").acting([Act::Done.held()])])
            .await;
        shop.enqueue_in(1_000, [plain("waits")]).await;
        shop.floor.until(|state| state.held() == 1).await;
        for (label, is_removed) in [("runs", false), ("waits", true)] {
            let id = shop.row(label).await.unwrap().id;
            let mut tx = shop.db.begin().await.unwrap();
            assert_eq!(cancel(&mut tx, &id).await.unwrap(), is_removed, "{label}");
            assert!(!retry(&mut tx, &id).await.unwrap(), "{label}");
            tx.commit().await.unwrap();
        }
        shop.floor.open("runs");
        shop.settle().await;
        shop.advance(1_000).await;
        assert_eq!(shop.ran(), ["runs"]);
    })
    .await;
}
