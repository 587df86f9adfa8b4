//! Rhythms of the house.

use scx_jobs::{Every, Registry};
use scx_kit::{Millis, Time};
use scx_store::sql;

use super::workshop::{Low, Plain, Work, Workshop, registry, work, workshop};

fn every(every: Every) -> Registry {
    registry().every::<Work<Plain>>(every, || work("beat"))
}

fn ten_seconds() -> Registry {
    every(Every::Span(Millis::secs(10)))
}

fn beats(shop: &Workshop) -> Vec<Time> {
    shop.runs("beat").iter().map(|seen| seen.at).collect()
}

#[tokio::test]
async fn a_span_beats_each_time_it_has_passed() {
    workshop(async |shop| {
        let begin = shop.now();
        shop.start_with(ten_seconds(), false).await;
        shop.advance(9_999).await;
        assert!(beats(shop).is_empty());
        shop.advance(1).await;
        shop.advance(9_999).await;
        shop.advance(1).await;
        assert_eq!(beats(shop), [10, 20].map(|secs| begin + Millis::secs(secs)));
    })
    .await;
}

#[tokio::test]
async fn a_cron_rhythm_beats_at_its_moments() {
    workshop(async |shop| {
        // Stories begin at 03:00 UTC.
        let begin = shop.now();
        shop.start_with(every(Every::Cron("0 30 * * * *")), false)
            .await;
        for _ in 0..3 {
            shop.advance(Millis::minutes(30).0).await;
        }
        assert_eq!(
            beats(shop),
            [30, 90].map(|minutes| begin + Millis::minutes(minutes))
        );
    })
    .await;
}

#[tokio::test]
async fn missed_beats_are_one_beat() {
    workshop(async |shop| {
        shop.start_with(ten_seconds(), false).await;
        shop.advance(Millis::minutes(5).0).await;
        assert_eq!(beats(shop).len(), 1);
        shop.stop().await;
        shop.house.clock.set(shop.now() + Millis::hours(5));
        shop.start_with(ten_seconds(), false).await;
        shop.settle().await;
        assert_eq!(beats(shop).len(), 2);
        shop.advance(10_000).await;
        assert_eq!(beats(shop).len(), 3);
    })
    .await;
}

#[tokio::test]
async fn a_restart_does_not_postpone_a_beat() {
    workshop(async |shop| {
        let begin = shop.now();
        shop.start_with(ten_seconds(), false).await;
        shop.advance(6_000).await;
        shop.stop().await;
        shop.start_with(ten_seconds(), false).await;
        shop.house.clock.set(begin + Millis::secs(10));
        shop.settle().await;
        assert_eq!(beats(shop).len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_rhythm_that_the_code_no_longer_has_is_forgotten() {
    const NAMES: &str = "SELECT name FROM schedule ORDER BY name";
    workshop(async |shop| {
        let both = ten_seconds().every::<Work<Low>>(Every::Span(Millis::secs(10)), || work("low"));
        shop.start_with(both, false).await;
        let names: Vec<(String,)> = sql(NAMES).all(&shop.db).await.unwrap();
        assert_eq!(names.len(), 2);
        shop.stop().await;
        shop.start_with(ten_seconds(), false).await;
        let names: Vec<(String,)> = sql(NAMES).all(&shop.db).await.unwrap();
        assert_eq!(names, [("test.plain".to_owned(),)]);
        shop.advance(20_000).await;
        assert_eq!(shop.ran(), ["beat"]);
    })
    .await;
}
