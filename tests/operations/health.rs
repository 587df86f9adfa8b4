//! How the house is, on one screen.

use scx_kit::Millis;
use scx_store::sql;

use super::{fails, house};
use crate::with_admins;

#[tokio::test]
async fn the_screen_tells_what_waits_what_works_and_what_is_not_connected() {
    with_admins(async |w| {
        w.expect_dead_jobs();
        let (owner, lola, aziz) = house(w).await;
        aziz.asks(w, "Choynak qancha?").await;
        owner.types(w, "/health").await;
        let screen = owner.screen(w);
        for part in [
            "Outgoing: 0, the oldest 0 s",
            "Bots: ✅ 3, ⚠️ 0. WhatsApp, Instagram: ✅ 0, ⚠️ 0",
            "AI: not connected",
            "Answers of the last hour: without a model 1",
            "Payments: not connected",
            "Mail: works",
            "Our Meta app: not connected",
            "No token ends within a week.",
            "No troubles.",
        ] {
            assert!(screen.contains(part), "{part} in {screen}");
        }
        fails(w, &lola, "a").await;
        w.advance(Millis::minutes(5)).await;
        owner.types(w, "/start").await;
        owner.taps(w, "🩺 Health").await;
        let screen = owner.screen(w);
        assert!(screen.contains("Jobs: ▶️ 1, ⛔ 1"), "{screen}");
        assert!(
            screen.contains("notify.redraw: jobs failed × 1"),
            "{screen}"
        );
        owner.taps(w, "⚙️ Jobs").await;
        assert!(
            owner.screen(w).contains("Jobs in the queue"),
            "{}",
            owner.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn a_token_that_ends_soon_is_listed_with_its_shop() {
    with_admins(async |w| {
        let owner = w.owner();
        owner.enters(w).await;
        let lola = w.seller("Lola");
        lola.registers(w).await;
        w.has_meta();
        lola.connects_instagram(w).await;
        owner.types(w, "/health").await;
        assert!(
            owner.screen(w).contains("No token ends"),
            "{}",
            owner.screen(w)
        );
        // Tokens are renewed by themselves: one that is not has another reason.
        let soon = w.now() + Millis::days(3);
        let mut tx = w.cx().db.begin().await.expect("a transaction");
        let ends = sql("UPDATE meta_account SET token_ends_at = $1").bind(soon);
        ends.execute(&mut tx).await.expect("set");
        tx.commit().await.expect("committed");
        owner.types(w, "/health").await;
        let screen = owner.screen(w);
        assert!(
            screen.contains("1. Lola: Instagram token until"),
            "{screen}"
        );
        owner.taps(w, "🔑 1").await;
        assert!(owner.screen(w).contains("👤 Lola"), "{}", owner.screen(w));
    })
    .await;
}
