//! An account moves to another Telegram account.

use scx_kit::Millis;
use scx_world::{Seller, World};

use super::{ADDRESS, asked, code, wrong};
use crate::{with_admins, world};

/// A shop whose address is proven.
async fn proven(w: &mut World) -> Seller {
    let lola = asked(w).await;
    let code = code(w);
    lola.types(w, &code).await;
    lola
}

/// Somebody at another Telegram account who gives the shop's number.
async fn newcomer(w: &mut World, shop: &Seller) -> Seller {
    let phone = w.partner(shop).await.phone;
    let newcomer = w.seller("Lola again");
    newcomer.types(w, "/start").await;
    newcomer.taps(w, "English").await;
    newcomer.types(w, &phone).await;
    newcomer
}

#[tokio::test]
async fn the_owner_of_the_mailbox_gets_the_shop_back() {
    world(async |w| {
        let old = proven(w).await;
        let before = w.partner(&old).await;
        let new = newcomer(w, &old).await;
        let screen = new.screen(w);
        assert!(screen.contains("l***@shop.example"), "{screen}");
        assert!(!screen.contains(ADDRESS), "{screen}");
        new.taps(w, "Send the code").await;
        let code = code(w);
        assert_eq!(code.len(), 8);
        new.types(w, &code).await;
        assert!(new.heard(w).contains("now on this Telegram account"));
        let after = w.partner(&new).await;
        assert_eq!((after.id, after.email), (before.id, before.email));
        // The other account is told, and has nothing any more.
        assert!(old.heard(w).contains("was moved"), "{}", old.heard(w));
        assert!(old.heard(w).contains("write to"), "{}", old.heard(w));
        old.types(w, "/settings").await;
        assert!(!old.screen(w).contains(ADDRESS), "{}", old.screen(w));
        new.types(w, "/settings").await;
        assert!(new.screen(w).contains(ADDRESS), "{}", new.screen(w));
    })
    .await;
}

#[tokio::test]
async fn the_number_alone_gives_nothing() {
    world(async |w| {
        let old = proven(w).await;
        let new = newcomer(w, &old).await;
        new.taps(w, "Send the code").await;
        let right = code(w);
        for _ in 0..5 {
            new.types(w, &wrong(&right)).await;
        }
        assert!(new.heard(w).contains("no longer good"), "{}", new.heard(w));
        new.types(w, &right).await;
        assert_eq!(w.partner(&old).await.telegram_user, old.person);
    })
    .await;
}

#[tokio::test]
async fn a_code_that_confirms_moves_nothing() {
    world(async |w| {
        let old = proven(w).await;
        // The owner changes the address while a stranger waits for a code.
        old.taps(w, "Email").await;
        old.types(w, ADDRESS).await;
        let of_owner = code(w);
        let new = newcomer(w, &old).await;
        new.types(w, &of_owner).await;
        assert_eq!(w.partner(&old).await.telegram_user, old.person);
        new.taps(w, "Send the code").await;
        new.types(w, &of_owner).await;
        assert_eq!(w.partner(&old).await.telegram_user, old.person);
    })
    .await;
}

#[tokio::test]
async fn without_a_proven_address_the_number_stays_taken() {
    world(async |w| {
        let old = asked(w).await;
        let new = newcomer(w, &old).await;
        assert!(
            new.heard(w)
                .contains("registered with another Telegram account"),
            "{}",
            new.heard(w)
        );
        assert!(!new.screen(w).contains("Send the code"));
    })
    .await;
}

#[tokio::test]
async fn who_closed_the_shop_on_a_lost_account_comes_back_by_mail() {
    world(async |w| {
        let old = proven(w).await;
        let id = w.partner(&old).await.id;
        let phone = w.partner(&old).await.phone;
        old.types(w, "/settings").await;
        old.taps(w, "Log out").await;
        old.taps(w, "Log out").await;
        let new = w.seller("Lola again");
        new.types(w, "/start").await;
        new.taps(w, "English").await;
        new.types(w, &phone).await;
        new.taps(w, "Send the code").await;
        let code = code(w);
        new.types(w, &code).await;
        assert_eq!(w.partner(&new).await.id, id);
    })
    .await;
}

#[tokio::test]
async fn moving_is_audited() {
    with_admins(async |w| {
        let old = proven(w).await;
        let new = newcomer(w, &old).await;
        new.taps(w, "Send the code").await;
        let code = code(w);
        new.types(w, &code).await;
        let owner = w.owner();
        owner.types(w, "/start").await;
        owner.taps(w, "Log").await;
        assert!(
            owner
                .screen(w)
                .contains("moved to another Telegram account"),
            "{}",
            owner.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn a_code_for_moving_ends_too() {
    world(async |w| {
        let old = proven(w).await;
        let new = newcomer(w, &old).await;
        new.taps(w, "Send the code").await;
        let right = code(w);
        w.leaps(Millis::minutes(15)).await;
        new.types(w, &right).await;
        assert_eq!(w.partner(&old).await.telegram_user, old.person);
    })
    .await;
}

#[tokio::test]
async fn whoever_asks_for_another_shop_never_sees_its_address() {
    world(async |w| {
        let old = proven(w).await;
        let new = newcomer(w, &old).await;
        new.taps(w, "Send the code").await;
        let of_shop = code(w);
        // The stranger turns back, and registers with a number of their own.
        new.taps(w, "Back").await;
        new.shares_contact(w).await;
        let mine = w.partner(&new).await;
        assert_ne!(mine.id, w.partner(&old).await.id);
        new.types(w, "/settings").await;
        new.taps(w, "Email").await;
        assert!(
            new.screen(w).contains("Write your email"),
            "{}",
            new.screen(w)
        );
        new.types(w, &of_shop).await;
        assert!(!new.heard(w).contains(ADDRESS), "{}", new.heard(w));
        assert!(!w.partner(&new).await.is_email_proven);
        assert_eq!(w.partner(&old).await.telegram_user, old.person);
    })
    .await;
}
