//! Every morning admins are told of the day before.

use scx_kit::Millis;

use crate::with_admins;

#[tokio::test]
async fn admins_are_told_of_yesterday_and_the_owner_of_the_team() {
    with_admins(async |w| {
        let owner = w.owner();
        owner.types(w, "/lang").await;
        owner.taps(w, "English").await;
        let lola = w.seller("Lola");
        lola.registers(w).await;
        owner.types(w, "/stats").await;
        assert!(
            owner.screen(w).contains("New: 1 (0; 0)"),
            "{}",
            owner.screen(w)
        );
        owner.taps(w, "7 days").await;
        assert!(owner.screen(w).contains("No day is over yet"));
        owner.taps(w, "CSV").await;
        assert!(owner.toast(w).contains("No day is over yet"));
        owner.types(w, "/broadcast").await;
        owner.types(w, "Salom, hamkorlar").await;
        owner.taps(w, "Next").await;
        owner.taps(w, "Yes, send it").await;
        // 00:06, and then 09:01 in Tashkent.
        w.leaps(Millis::minutes(16 * 60 + 6)).await;
        w.settle().await;
        w.leaps(Millis::minutes(8 * 60 + 55)).await;
        w.settle().await;
        let heard = owner.history(w);
        for part in [
            "Yesterday, 21.11",
            "New: 1 (0; 0)",
            "The team in a day",
            "sent a broadcast, 1",
        ] {
            assert!(heard.contains(part), "{part}: {heard}");
        }
        owner.types(w, "/stats").await;
        owner.taps(w, "No morning digest").await;
        w.leaps(Millis::hours(15)).await;
        w.settle().await;
        w.leaps(Millis::hours(9)).await;
        w.settle().await;
        assert!(!owner.history(w).contains("Yesterday, 22.11"));
    })
    .await;
}

#[tokio::test]
async fn days_of_a_downtime_are_made_good() {
    with_admins(async |w| {
        let owner = w.owner();
        owner.types(w, "/lang").await;
        owner.taps(w, "English").await;
        let lola = w.seller("Lola");
        lola.registers(w).await;
        w.leaps(Millis::days(1)).await;
        w.settle().await;
        let karim = w.seller("Karim");
        karim.registers(w).await;
        w.halt().await;
        w.house.clock.set(w.now() + Millis::days(3));
        w.boot().await;
        w.settle().await;
        owner.types(w, "/stats").await;
        owner.taps(w, "7 days").await;
        let screen = owner.screen(w);
        assert!(screen.contains("21.11 – 24.11"), "{screen}");
        assert!(screen.contains("New: 2"), "{screen}");
    })
    .await;
}
