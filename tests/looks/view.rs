//! Seeing the bot as a partner does: told, noted, over after a quarter of an hour.

use scx_kit::Millis;
use scx_world::{Chief, World};

use super::{finds, looks, noted, owner, shop};
use crate::plans::joined;
use crate::with_admins;

/// Sees Lola's bot as she does.
async fn views(w: &mut World, who: &Chief) {
    finds(w, who, "Lola").await;
    who.taps(w, "See as the partner").await;
    who.types(w, "Narxlar <ko‘rinmayapti>").await;
}

#[tokio::test]
async fn the_partner_is_told_at_once_and_sees_it_among_the_looks() {
    with_admins(async |w| {
        let (lola, _) = shop(w, "Lola", "Aziz").await;
        let owner = owner(w).await;
        finds(w, &owner, "Lola").await;
        owner.taps(w, "See as the partner").await;
        let asks = owner.screen(w);
        assert!(asks.contains("Why?") && !asks.contains("End"), "{asks}");
        assert!(!lola.heard(w).contains("of the SellerCloudX team"));
        owner.types(w, "Narxlar <ko‘rinmayapti>").await;
        let screen = owner.screen(w);
        assert!(
            screen.contains("👁 Lola, read-only until 21.11.2026"),
            "{screen}"
        );
        let told = lola.heard(w);
        for part in [
            "Otabek of the SellerCloudX team",
            "Reason: Narxlar <ko‘rinmayapti>",
        ] {
            assert!(told.contains(part), "{part} in {told}");
        }
        let entries = noted(w).await;
        assert_eq!(entries.len(), 1, "{entries:#?}");
        assert_eq!(entries[0].act, "partner.viewed");
        assert_eq!(entries[0].reason, "Narxlar <ko‘rinmayapti>");
        let seen = looks(w, &lola).await;
        assert!(seen.contains("saw the bot as you see it"), "{seen}");
        assert!(seen.contains("Reason: Narxlar <ko‘rinmayapti>"), "{seen}");
    })
    .await;
}

#[tokio::test]
async fn a_ready_reason_does_as_well_and_each_view_is_told() {
    with_admins(async |w| {
        let (lola, _) = shop(w, "Lola", "Aziz").await;
        let owner = owner(w).await;
        for _ in 0..2 {
            finds(w, &owner, "Lola").await;
            owner.taps(w, "See as the partner").await;
            owner.taps(w, "The partner asked").await;
            assert!(
                owner.screen(w).contains("read-only until"),
                "{}",
                owner.screen(w)
            );
            owner.taps(w, "End").await;
            assert!(owner.screen(w).contains("👤 Lola"), "{}", owner.screen(w));
        }
        assert_eq!(lola.heard(w).matches("of the SellerCloudX team").count(), 2);
        assert_eq!(noted(w).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn the_bot_is_walked_through_and_nothing_can_be_changed() {
    with_admins(async |w| {
        let (lola, aziz) = shop(w, "Lola", "Aziz").await;
        let owner = owner(w).await;
        views(w, &owner).await;
        let before = (w.partner(&lola).await, lola.history(w));
        owner.taps(w, "Conversations").await;
        owner.taps(w, "Aziz").await;
        let screen = owner.screen(w);
        for part in ["👁 Lola, read-only", "💬 Aziz", "145 000"] {
            assert!(screen.contains(part), "{part} in {screen}");
        }
        let entries = noted(w).await;
        assert_eq!(
            entries.len(),
            2,
            "the view, and the look into the conversation"
        );
        assert!(entries[0].target.starts_with("cnv_"), "{entries:#?}");
        for label in ["Pause the AI here", "CSV"] {
            owner.taps(w, label).await;
            assert!(
                owner.toast(w).contains("nothing can be changed"),
                "{}",
                owner.toast(w)
            );
            assert_eq!(owner.screen(w), screen, "it stays where it was");
        }
        owner.types(w, "Salom, Aziz").await;
        assert!(
            owner.heard(w).contains("nothing can be changed"),
            "{}",
            owner.heard(w)
        );
        assert!(!aziz.heard(w).contains("Salom, Aziz"));
        owner.taps(w, "Back").await;
        assert!(owner.screen(w).contains("Conversations with customers"));
        owner.taps(w, "Home").await;
        assert!(
            owner.screen(w).contains("👁 Lola, read-only"),
            "home is the partner's"
        );
        assert_eq!((w.partner(&lola).await, lola.history(w)), before);
    })
    .await;
}

#[tokio::test]
async fn it_is_over_after_a_quarter_of_an_hour() {
    with_admins(async |w| {
        shop(w, "Lola", "Aziz").await;
        let owner = owner(w).await;
        views(w, &owner).await;
        w.passes(Millis::minutes(14)).await;
        owner.taps(w, "Conversations").await;
        assert!(owner.screen(w).contains("Aziz"), "{}", owner.screen(w));
        w.passes(Millis::minutes(2)).await;
        owner.taps(w, "Aziz").await;
        assert!(
            owner.toast(w).contains("15 minutes are over"),
            "{}",
            owner.toast(w)
        );
        let screen = owner.screen(w);
        assert!(
            screen.contains("👤 Lola") && !screen.contains("read-only"),
            "{screen}"
        );
        views(w, &owner).await;
        w.passes(Millis::minutes(16)).await;
        owner.types(w, "Salom").await;
        let screen = owner.screen(w);
        assert!(
            screen.contains("15 minutes are over") && !screen.contains("read-only"),
            "{screen}"
        );
    })
    .await;
}

#[tokio::test]
async fn it_ends_with_the_right_and_with_the_partner() {
    with_admins(async |w| {
        let (lola, _) = shop(w, "Lola", "Aziz").await;
        let owner = owner(w).await;
        let dilshod = joined(w, &owner, "Dilshod", "➕ Admin").await;
        let nilufar = joined(w, &owner, "Nilufar", "➕ Support").await;
        finds(w, &nilufar, "Lola").await;
        assert!(
            !nilufar.screen(w).contains("See as"),
            "{}",
            nilufar.screen(w)
        );
        views(w, &dilshod).await;
        let data = dilshod.data_behind(w, "Conversations");
        for who in [&nilufar, &owner] {
            who.forges(w, &data).await;
            assert!(!who.heard(w).contains("Aziz"), "{}", who.heard(w));
        }
        lola.types(w, "/settings").await;
        lola.taps(w, "Log out").await;
        lola.taps(w, "Log out").await;
        dilshod.taps(w, "Conversations").await;
        assert!(
            dilshod.toast(w).contains("The partner has left"),
            "{}",
            dilshod.toast(w)
        );
        assert!(
            !dilshod.screen(w).contains("read-only"),
            "{}",
            dilshod.screen(w)
        );
        finds(w, &dilshod, "Lola").await;
        dilshod.taps(w, "See as the partner").await;
        assert!(
            dilshod.screen(w).contains("The partner has left"),
            "{}",
            dilshod.screen(w)
        );
        lola.shares_contact(w).await;
        views(w, &dilshod).await;
        owner.types(w, "/menu").await;
        owner.taps(w, "🧑‍💼 Admins").await;
        owner.taps(w, "Dilshod").await;
        owner.taps(w, "Support").await;
        dilshod.taps(w, "Conversations").await;
        let heard = format!("{}{}", dilshod.toast(w), dilshod.heard(w));
        assert!(heard.contains("Your role does not allow this"), "{heard}");
        assert!(
            !dilshod.screen(w).contains("read-only"),
            "{}",
            dilshod.screen(w)
        );
    })
    .await;
}
