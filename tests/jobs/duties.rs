//! What one process at a time does, and how processes wake each other.

use std::sync::Arc;

use scx_jobs::Duty;
use scx_kit::{Clock, Millis, SystemClock, timeout};
use scx_store::{WakeUps, sql};

use super::workshop::workshop;

#[tokio::test]
async fn a_duty_is_one_process_s_until_it_leaves_or_dies() {
    workshop(async |shop| {
        let (a, b) = (Duty::new("test", "a".into()), Duty::new("test", "b".into()));
        let until = a.take(&shop.db).await.unwrap();
        assert_eq!(until, Some(shop.now() + Millis::secs(45)));
        assert_eq!(b.take(&shop.db).await.unwrap(), None);
        shop.advance(15_000).await;
        let renewed = a.take(&shop.db).await.unwrap();
        assert_eq!(renewed, Some(shop.now() + Millis::secs(45)));
        shop.advance(45_000).await;
        assert_eq!(
            b.take(&shop.db).await.unwrap(),
            None,
            "not before it ran out"
        );
        shop.advance(1).await;
        assert!(b.take(&shop.db).await.unwrap().is_some());
        assert_eq!(a.take(&shop.db).await.unwrap(), None);
        a.leave(&shop.db).await.unwrap();
        assert_eq!(
            a.take(&shop.db).await.unwrap(),
            None,
            "it was not a's to leave"
        );
        b.leave(&shop.db).await.unwrap();
        assert!(a.take(&shop.db).await.unwrap().is_some());
    })
    .await;
}

#[tokio::test]
async fn processes_wake_each_other_after_a_commit() {
    workshop(async |shop| {
        let dbs = shop.start_all().await;
        // A file has one process.
        let [here, there] = dbs.as_slice() else {
            return;
        };
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        shop.stop().await;
        let _wakes = [
            WakeUps::start(here, &clock, "here".into()),
            WakeUps::start(there, &clock, "there".into()),
        ];
        let long = Millis::secs(30);
        let begun = timeout(&SystemClock, long, there.bell().rung()).await;
        begun.expect("listening begins with a ring");
        let mut tx = here.begin().await.unwrap();
        sql("UPDATE schedule SET next_at = next_at")
            .execute(&mut tx)
            .await
            .unwrap();
        tx.ring_after_commit();
        tx.commit().await.unwrap();
        let woken = timeout(&SystemClock, long, there.bell().rung()).await;
        woken.expect("a commit here wakes there");
    })
    .await;
}
