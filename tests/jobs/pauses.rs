//! Work that rests is not claimed, and goes on where it was.

use scx_jobs::{Engine, Lane, Paused, pause, paused, resume};

use super::workshop::{Housework, Plain, Publishing, Sending, Workshop, work, workshop};

async fn set(shop: &Workshop, whose: &Paused, rests: bool) -> bool {
    let mut tx = shop.db.begin().await.expect("a transaction");
    let changed = match rests {
        true => pause(&mut tx, whose).await,
        false => resume(&mut tx, whose).await,
    };
    tx.commit().await.expect("committed");
    changed.expect("written")
}

#[tokio::test]
async fn a_lane_rests_for_partners_and_goes_on_for_the_house() {
    workshop(async |shop| {
        shop.start().await;
        let chat = Paused::Lane(Lane::Chat);
        assert!(set(shop, &chat, true).await);
        assert!(!set(shop, &chat, true).await, "it rests already");
        shop.enqueue([work::<Plain>("a").of("prt_1"), work("house")])
            .await;
        shop.enqueue([work::<Sending>("b").of("prt_1")]).await;
        shop.settle().await;
        assert_eq!(shop.ran(), ["house", "b"], "other lanes go on");
        let due = Engine::next_due(&shop.db).await.expect("read");
        assert!(
            due.is_none_or(|at| at > shop.now()),
            "what rests is not due"
        );
        assert!(set(shop, &chat, false).await);
        assert!(!set(shop, &chat, false).await, "it goes on already");
        shop.settle().await;
        assert_eq!(shop.ran(), ["house", "b", "a"]);
    })
    .await;
}

/// The lanes that speak with nobody rest altogether.
#[tokio::test]
async fn other_lanes_rest_for_the_house_too() {
    workshop(async |shop| {
        shop.start().await;
        for lane in [Lane::House, Lane::Publish] {
            assert!(set(shop, &Paused::Lane(lane), true).await);
        }
        shop.enqueue([work::<Housework>("a")]).await;
        shop.enqueue([work::<Publishing>("b")]).await;
        shop.settle().await;
        assert!(shop.ran().is_empty(), "{:?}", shop.ran());
        let all = paused(&shop.db).await.expect("read");
        let all: Vec<Paused> = all.into_iter().map(|(whose, _)| whose).collect();
        assert_eq!(
            all,
            [Paused::Lane(Lane::House), Paused::Lane(Lane::Publish)]
        );
    })
    .await;
}

#[tokio::test]
async fn a_partners_shop_rests_and_others_are_served() {
    workshop(async |shop| {
        shop.start().await;
        let first = Paused::Partner("prt_1".to_owned());
        assert!(set(shop, &first, true).await);
        shop.enqueue([
            work::<Plain>("a").of("prt_1"),
            work::<Plain>("b").of("prt_2"),
        ])
        .await;
        shop.enqueue([work::<Publishing>("c").of("prt_1")]).await;
        shop.enqueue([work::<Sending>("d").of("prt_1")]).await;
        shop.enqueue([work::<Housework>("e").of("prt_1")]).await;
        shop.settle().await;
        assert_eq!(shop.ran(), ["b", "d", "e"], "they hear from the house");
        set(shop, &first, false).await;
        shop.settle().await;
        let mut ran = shop.ran();
        ran.sort();
        assert_eq!(ran, ["a", "b", "c", "d", "e"]);
    })
    .await;
}

/// One job of an ordered queue rests, and the one behind it waits for it.
#[tokio::test]
async fn order_is_kept_through_a_rest() {
    workshop(async |shop| {
        shop.start().await;
        let first = Paused::Partner("prt_1".to_owned());
        set(shop, &first, true).await;
        let ordered = ["a", "b", "c"].map(|label| work::<Plain>(label).of("prt_1").in_order("k"));
        shop.enqueue(ordered).await;
        shop.settle().await;
        assert!(shop.ran().is_empty());
        set(shop, &first, false).await;
        shop.settle().await;
        assert_eq!(shop.ran(), ["a", "b", "c"]);
    })
    .await;
}
