//! The next version takes over while the last one serves.

use scx_kit::Millis;
use scx_store::{MIGRATIONS, Script, Step};

use crate::chat::{sent, shop_with_customer};
use crate::world;

/// One more migration, which stands for the next version.
fn next_version() -> &'static [Step] {
    let next: Step = (
        MIGRATIONS.last().map_or(1, |(number, ..)| number + 1),
        "next_version",
        Script::Both(
            "ALTER TABLE message ADD COLUMN next_version TEXT; CREATE TABLE next_version (id TEXT NOT NULL PRIMARY KEY);",
        ),
    );
    Box::leak([MIGRATIONS, &[next]].concat().into_boxed_slice())
}

#[tokio::test]
async fn a_rolling_restart_loses_nothing_and_doubles_nothing() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        let before = sent(w, aziz.bot);
        // Stored by the last version, and answered by whichever comes to it.
        aziz.writes(w, "Choynak qancha turadi?");
        w.rest().await;
        w.roll(next_version()).await;
        assert!(aziz.screen(w).contains("145 000"), "{}", aziz.screen(w));
        assert_eq!(sent(w, aziz.bot), before + 1, "{}", aziz.heard(w));
        aziz.asks(w, "Choynak qancha turadi?").await;
        assert_eq!(sent(w, aziz.bot), before + 2, "{}", aziz.heard(w));
    })
    .await;
}

#[tokio::test]
async fn the_last_version_may_start_again_on_the_database_of_the_next() {
    world(async |w| {
        let (_, aziz) = shop_with_customer(w).await;
        w.roll(next_version()).await;
        w.start.migrations = None;
        w.halt().await;
        w.boot().await;
        let before = sent(w, aziz.bot);
        aziz.writes(w, "Choynak qancha turadi?");
        w.settle().await;
        w.advance(Millis::secs(10)).await;
        assert_eq!(sent(w, aziz.bot), before + 1, "{}", aziz.heard(w));
    })
    .await;
}
