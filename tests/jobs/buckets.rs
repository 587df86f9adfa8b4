//! A vendor's budget is one, whoever draws from it.

use scx_kit::{Millis, Time};

use super::workshop::{Plain, Sending, Work, bucket, work, workshop};

fn draws(count: usize) -> Vec<Work<Sending>> {
    let draw = |n| work(&format!("{n:03}")).drawing("bot").of("shop");
    (0..count).map(draw).collect()
}

/// How many runs began in the second after each run.
fn crowded(at: &[Time]) -> usize {
    let within = |from: &Time| {
        let second = |to: &&Time| **to >= *from && **to < *from + Millis::secs(1);
        at.iter().filter(second).count()
    };
    at.iter().map(within).max().unwrap_or_default()
}

#[tokio::test]
async fn a_second_s_worth_goes_at_once_and_the_rest_at_its_pace_over_all_processes() {
    workshop(async |shop| {
        shop.start_all().await;
        let began = shop.now();
        shop.enqueue(draws(40)).await;
        shop.settle().await;
        assert_eq!(shop.ran().len(), 11, "ten that were saved up, and the next");
        for _ in 0..60 {
            shop.advance(50).await;
        }
        let at: Vec<Time> = shop
            .floor
            .see(|state| state.runs.iter().map(|run| run.at).collect());
        assert_eq!(at.len(), 40);
        assert!(crowded(&at) <= 21, "{at:?}");
        let last = at.iter().max().unwrap();
        assert!(*last >= began + Millis(2_900), "{last:?}");
    })
    .await;
}

#[tokio::test]
async fn many_claims_draw_from_one_budget() {
    workshop(async |shop| {
        shop.start_all().await;
        let mut waves = draws(40).into_iter().peekable();
        while waves.peek().is_some() {
            shop.enqueue(waves.by_ref().take(5)).await;
            shop.settle().await;
        }
        assert_eq!(shop.ran().len(), 11, "ten that were saved up, and the next");
    })
    .await;
}

#[tokio::test]
async fn a_crowd_that_waits_for_its_bucket_stands_in_nobodys_way() {
    workshop(async |shop| {
        shop.start_all().await;
        shop.enqueue(draws(600)).await;
        shop.enqueue((0..5).map(|n| work::<Sending>(&format!("other {n}"))))
            .await;
        shop.settle().await;
        let others = shop
            .ran()
            .iter()
            .filter(|ran| ran.starts_with("other"))
            .count();
        assert_eq!(others, 5);
        assert_eq!(shop.state("599").await, "later");
        assert_eq!(
            shop.row("599").await.unwrap().attempts,
            0,
            "it has not been tried"
        );
    })
    .await;
}

#[tokio::test]
async fn a_bucket_that_is_held_gives_nothing_not_even_what_was_reserved() {
    workshop(async |shop| {
        shop.start_all().await;
        shop.enqueue(draws(20)).await;
        shop.settle().await;
        let before = shop.ran().len();
        let until = shop.now() + Millis::secs(40);
        bucket("bot").hold(&shop.db, until).await.unwrap();
        // One that was about to begin when the vendor spoke may still begin.
        shop.advance(39_000).await;
        assert!(shop.ran().len() <= before + 1, "{:?}", shop.ran());
        for _ in 0..40 {
            shop.advance(100).await;
        }
        assert_eq!(shop.ran().len(), 20);
    })
    .await;
}

#[tokio::test]
async fn a_further_draw_is_given_soon_or_not_at_all() {
    workshop(async |shop| {
        let mut soon = 0;
        let refused = loop {
            match bucket("bot").draw(&shop.db).await.unwrap() {
                Ok(at) => {
                    assert!(at <= shop.now() + Millis(100));
                    soon += 1;
                }
                Err(at) => break at,
            }
            assert!(soon < 100, "it gives for ever");
        };
        assert!(refused > shop.now() + Millis(100), "{refused:?}");
        let again = bucket("bot").draw(&shop.db).await.unwrap();
        assert_eq!(again, Err(refused), "a refused draw takes nothing");
        assert!(bucket("another").draw(&shop.db).await.unwrap().is_ok());
    })
    .await;
}

#[tokio::test]
async fn work_without_a_bucket_needs_none() {
    workshop(async |shop| {
        shop.start_all().await;
        shop.enqueue((0..50).map(|n| work::<Plain>(&n.to_string())))
            .await;
        shop.settle().await;
        assert_eq!(shop.ran().len(), 50);
    })
    .await;
}
