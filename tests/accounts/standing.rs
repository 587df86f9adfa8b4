//! The trial while it runs, when it ends, and after a ban.

use scx_domain::accounts::{self, State};
use scx_kit::Millis;
use scx_world::{Seller, Start, World};

use crate::identity::code_to;
use crate::{world, world_with};

const FILE: &str = "Mahsulot;Narxi\nChoynak 2 litr;145 000 so'm\n";

async fn set_state(w: &mut World, seller: &Seller, state: State) {
    let partner = w.partner(seller).await.id;
    let mut tx = w.cx().db.begin().await.expect("a transaction");
    accounts::set_state(&mut tx, partner, state)
        .await
        .expect("written");
    tx.commit().await.expect("committed");
}

#[tokio::test]
async fn the_address_is_asked_after_the_first_activation_and_before_the_end() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        lola.activates(w, "narxlar.csv", FILE.as_bytes()).await;
        assert!(lola.screen(w).contains("[⏭ Skip]"), "{}", lola.screen(w));
        lola.taps(w, "Skip").await;
        lola.activates(w, "yangi.csv", FILE.as_bytes()).await;
        assert!(!lola.screen(w).contains("[⏭ Skip]"), "{}", lola.screen(w));
        w.advance(Millis(Millis::days(2).0 - 60_000)).await;
        assert!(
            !lola.heard(w).contains("not given an email"),
            "{}",
            lola.heard(w)
        );
        w.advance(Millis::minutes(5)).await;
        assert!(
            lola.heard(w).contains("trial ends on 24.11.2026"),
            "{}",
            lola.heard(w)
        );
        assert_eq!(lola.heard(w).matches("not given an email").count(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_given_address_is_not_asked_for_again() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        lola.activates(w, "narxlar.csv", FILE.as_bytes()).await;
        lola.types(w, "lola@shop.uz").await;
        let code = code_to(w, "lola@shop.uz");
        lola.types(w, &code).await;
        assert_eq!(
            w.partner(&lola).await.email.as_deref(),
            Some("lola@shop.uz")
        );
        w.goes_on_after(Millis::days(3)).await;
        assert!(lola.heard(w).contains("trial ends on"), "{}", lola.heard(w));
        assert!(
            !lola.heard(w).contains("not given an email"),
            "{}",
            lola.heard(w)
        );
    })
    .await;
}

#[tokio::test]
async fn the_main_screen_counts_days_then_hours() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        for (passed, left) in [
            (0, "3 days left"),
            (25, "2 days left"),
            (24, "23 hours left"),
            (22, "1 hour left"),
        ] {
            w.advance(Millis::hours(passed)).await;
            lola.types(w, "/menu").await;
            assert!(lola.screen(w).contains(left), "{left}: {}", lola.screen(w));
        }
    })
    .await;
}

#[tokio::test]
async fn an_ended_trial_shows_its_end_and_whom_to_write_to() {
    let start = Start {
        config: vec![(
            "SCX_SUPPORT_CONTACT".to_owned(),
            "@help_of_this_story".to_owned(),
        )],
        ..Start::default()
    };
    world_with(start, async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        w.goes_on_after(Millis::days(3)).await;
        lola.types(w, "/menu").await;
        let screen = lola.screen(w);
        assert!(screen.contains("ended on 24.11.2026 08:"), "{screen}");
        assert!(screen.contains("[💳 Plan]"), "{screen}");
        lola.types(w, "/help").await;
        assert!(
            lola.screen(w).contains("@help_of_this_story"),
            "{}",
            lola.screen(w)
        );
    })
    .await;
}

#[tokio::test]
async fn a_ban_is_shown_and_lifted() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        set_state(w, &lola, State::Banned).await;
        lola.types(w, "/menu").await;
        assert!(lola.screen(w).contains("suspended"), "{}", lola.screen(w));
        lola.types(w, "/help").await;
        assert!(
            lola.screen(w).contains("@sellercloudx"),
            "{}",
            lola.screen(w)
        );
        set_state(w, &lola, State::Active).await;
        lola.types(w, "/menu").await;
        assert!(lola.screen(w).contains("3 days left"), "{}", lola.screen(w));
    })
    .await;
}

#[tokio::test]
async fn customers_of_a_banned_shop_wait_and_the_shop_is_told() {
    world(async |w| {
        let lola = w.seller("Lola");
        lola.registers(w).await;
        lola.activates(w, "narxlar.csv", FILE.as_bytes()).await;
        let bot = lola.connects_bot(w, "lola_shop_bot").await;
        set_state(w, &lola, State::Banned).await;
        let aziz = w.customer("Aziz", bot);
        aziz.starts(w).await;
        let answer = aziz.asks(w, "Choynak qancha turadi?").await;
        assert!(!answer.contains("145 000"), "{answer}");
        assert!(
            lola.heard(w).contains("Choynak qancha turadi?"),
            "{}",
            lola.heard(w)
        );
    })
    .await;
}
