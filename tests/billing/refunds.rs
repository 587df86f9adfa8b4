//! The admins' view of money, and refunds that no provider tells us of.

use scx_fakes::click::ClickOutcome;
use scx_kit::Millis;
use scx_world::{Chief, Seller, World};

use super::story::{link, orders};
use super::{books, cash_desk, click_shop, registered, with_money};
use crate::plans::joined;

/// Lola pays by Click for a month of chat.
async fn paid_by_click(w: &mut World) -> Seller {
    click_shop(w);
    let (lola, _) = registered(w).await;
    orders(w, &lola, "💳 Click").await;
    let url = link(w, &lola, "Click");
    let visit = w.outside.click().pay(&url).await.expect("a right link");
    assert_eq!(visit.outcome, ClickOutcome::Paid);
    w.settle().await;
    lola
}

/// The owner looks at the newest invoice.
async fn looks(w: &mut World) -> Chief {
    let owner = w.owner();
    owner.types(w, "/start").await;
    owner.taps(w, "💵 Money").await;
    owner.taps(w, "1").await;
    owner
}

#[tokio::test]
async fn an_admin_sees_what_was_paid_and_what_the_books_say() {
    with_money(async |w| {
        paid_by_click(w).await;
        let owner = w.owner();
        owner.types(w, "/start").await;
        owner.taps(w, "💵 Money").await;
        let page = owner.screen(w);
        assert!(page.contains("click owes us: 450\u{a0}000"), "{page}");
        assert!(page.contains("revenue: -450\u{a0}000"), "{page}");
        assert!(page.contains("✅ SCX-000001 Lola"), "{page}");
        owner.taps(w, "1").await;
        let bill = owner.screen(w);
        for part in [
            "Invoice SCX-000001",
            "Lola",
            "Chat",
            "Click",
            "Paid on",
            "revenue: -450",
        ] {
            assert!(bill.contains(part), "{part}: {bill}");
        }
        owner.taps(w, "👤 Shop").await;
        assert!(owner.screen(w).contains("Lola"), "{}", owner.screen(w));
    })
    .await;
}

#[tokio::test]
async fn a_refund_at_click_is_noted_once_with_a_reason() {
    with_money(async |w| {
        let lola = paid_by_click(w).await;
        let before = w.partner(&lola).await;
        let owner = looks(w).await;
        owner.taps(w, "Note a refund").await;
        assert!(owner.screen(w).contains("Write the reason"));
        owner.types(w, "paid twice").await;
        // Too late: a tap long after is not meant any more.
        w.leaps(Millis::secs(61)).await;
        owner.taps(w, "it went back").await;
        assert_eq!(w.partner(&lola).await.paid_until, before.paid_until);
        owner.taps(w, "Note a refund").await;
        owner.types(w, "paid twice").await;
        owner.taps(w, "it went back").await;
        assert!(
            owner.screen(w).contains("was given back"),
            "{}",
            owner.screen(w)
        );
        assert!(!owner.screen(w).contains("[↩️"), "{}", owner.screen(w));
        let after = w.partner(&lola).await;
        assert_eq!(after.paid_until, before.paid_until - Millis::days(30));
        assert!(lola.heard(w).contains("given back for SCX-000001"));
        let books = books(w).await;
        assert!(
            books.contains(&("refunds".to_owned(), 45_000_000)),
            "{books:?}"
        );
        assert!(
            books.contains(&("receivable:click".to_owned(), 0)),
            "{books:?}"
        );
        owner.types(w, "/start").await;
        owner.taps(w, "Log").await;
        let log = owner.screen(w);
        assert!(
            log.contains("noted a refund") && log.contains("paid twice"),
            "{log}"
        );
    })
    .await;
}

#[tokio::test]
async fn payme_tells_of_refunds_itself() {
    with_money(async |w| {
        cash_desk(w);
        let (lola, _) = registered(w).await;
        orders(w, &lola, "💳 Payme").await;
        let url = link(w, &lola, "Payme");
        w.outside.payme().pay(&url).await.expect("a right link");
        w.settle().await;
        let owner = looks(w).await;
        let bill = owner.screen(w);
        assert!(bill.contains("cabinet of Payme"), "{bill}");
        assert!(!bill.contains("[↩️"), "{bill}");
    })
    .await;
}

#[tokio::test]
async fn support_sees_no_money() {
    with_money(async |w| {
        paid_by_click(w).await;
        let owner = w.owner();
        owner.types(w, "/start").await;
        let support = joined(w, &owner, "Nilufar", "➕ Support").await;
        assert!(!support.screen(w).contains("💵"), "{}", support.screen(w));
    })
    .await;
}
