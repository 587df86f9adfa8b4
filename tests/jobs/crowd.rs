//! Many at once: nothing is lost, and nothing runs twice.

use std::collections::BTreeMap;

use scx_jobs::{Wanted, enqueue, enqueue_many, list};
use scx_store::Db;

use super::workshop::{Many, Plain, Work, Workshop, work, workshop};

const TASKS: usize = 8;
const EACH: usize = 200;

fn label(task: usize, n: usize) -> String {
    format!("{task}-{n:03}")
}

/// A job of one of a few partners; the partners come in another order in every
/// task, as they do in life.
fn job<K>(task: usize, n: usize) -> Work<K> {
    work(&label(task, n)).of(&format!("prt_{}", (n * (task + 1)) % 5))
}

/// Eight tasks write their jobs through the given databases in turn, some one
/// by one and some many at a time, while the engines run.
async fn crowd<K: super::workshop::Kind>(dbs: &[Db], make: fn(usize, usize) -> Work<K>) {
    let tasks = (0..TASKS).map(|task| {
        let db = dbs[task % dbs.len()].clone();
        tokio::spawn(async move {
            let numbers: Vec<usize> = (0..EACH).collect();
            for some in numbers.chunks(if task % 2 == 0 { 1 } else { 25 }) {
                let mut tx = db.begin().await.expect("a transaction");
                let now = tx.now();
                match some {
                    [n] => enqueue(&mut tx, &make(task, *n)).await.expect("enqueued"),
                    many => {
                        let jobs: Vec<_> = many.iter().map(|n| (make(task, *n), now)).collect();
                        enqueue_many(&mut tx, &jobs).await.expect("enqueued");
                    }
                }
                tx.commit().await.expect("committed");
            }
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.expect("the task ends well");
    }
    dbs.iter().for_each(|db| db.bell().ring());
}

async fn expect_each_once(shop: &Workshop) {
    shop.floor
        .until(|state| state.runs.len() >= TASKS * EACH)
        .await;
    shop.settle().await;
    let mut runs: BTreeMap<String, usize> = BTreeMap::new();
    for label in shop.ran() {
        *runs.entry(label).or_default() += 1;
    }
    let expected = (0..TASKS).flat_map(|task| (0..EACH).map(move |n| (label(task, n), 1)));
    assert_eq!(runs, expected.collect());
    assert!(
        list(&shop.db, &Wanted::default(), (10, 0))
            .await
            .expect("jobs are listed")
            .is_empty()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_a_crowd_of_jobs_each_runs_exactly_once() {
    workshop(async |shop| {
        let dbs = shop.start_all().await;
        crowd::<Plain>(&dbs, job).await;
        expect_each_once(shop).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_a_crowd_of_batched_jobs_each_runs_exactly_once() {
    workshop(async |shop| {
        let dbs = shop.start_all().await;
        crowd::<Many>(&dbs, job).await;
        expect_each_once(shop).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_a_crowd_of_ordered_jobs_no_two_of_a_key_run_at_once() {
    workshop(async |shop| {
        let dbs = shop.start_all().await;
        crowd::<Plain>(&dbs, |task, n| job(task, n).in_order(&format!("k{task}"))).await;
        expect_each_once(shop).await;
        for task in 0..TASKS {
            assert_eq!(shop.floor.inside(&format!("k{task}")), (0, 1));
            let of_task = |label: &String| label.starts_with(&format!("{task}-"));
            let ran: Vec<String> = shop.ran().into_iter().filter(of_task).collect();
            assert!(ran.is_sorted(), "{ran:?}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_a_crowd_of_wake_ups_none_is_lost() {
    workshop(async |shop| {
        let dbs = shop.start_all().await;
        crowd::<Plain>(&dbs, |_, _| work("a").once("k").in_order("k")).await;
        shop.settle().await;
        let before = shop.ran().len();
        assert!((1..=TASKS * EACH).contains(&before), "{before}");
        assert_eq!(shop.floor.inside("k"), (0, 1));
        assert!(
            list(&shop.db, &Wanted::default(), (10, 0))
                .await
                .unwrap()
                .is_empty()
        );
        shop.enqueue([work::<Plain>("a").once("k").in_order("k")])
            .await;
        shop.settle().await;
        assert_eq!(shop.ran().len(), before + 1);
    })
    .await;
}
