//! A partner pays in the chat, from the offer to the receipt.

use scx_domain::accounts::Standing;
use scx_fakes::click::ClickOutcome;
use scx_fakes::payme::Outcome;
use scx_kit::Millis;
use scx_world::{Seller, World};

use super::{books, cash_desk, click_shop, invoice, invoice_of, registered, with_money};
use crate::world;

/// The address behind the newest button with a label.
pub(crate) fn link(w: &World, who: &Seller, label: &str) -> String {
    let chat = who.chat(w);
    let buttons = chat
        .messages
        .iter()
        .rev()
        .flat_map(|one| one.buttons.iter().flatten());
    let mut urls = buttons
        .filter(|btn| btn.label.contains(label))
        .filter_map(|btn| btn.url.clone());
    urls.next()
        .unwrap_or_else(|| panic!("no link {label:?} in:\n{}", who.history(w)))
}

/// Chooses a month of chat and a way to pay.
pub(crate) async fn orders(w: &mut World, who: &Seller, way: &str) {
    who.types(w, "/plan").await;
    who.taps(w, "Chat").await;
    who.taps(w, way).await;
}

#[tokio::test]
async fn payme_takes_the_money_and_the_plan_starts_by_itself() {
    with_money(async |w| {
        let desk = cash_desk(w);
        let (lola, before) = registered(w).await;
        orders(w, &lola, "💳 Payme").await;
        assert!(
            lola.heard(w).contains("🧾 Invoice SCX-000001"),
            "{}",
            lola.heard(w)
        );
        w.outside.payme().repeat_writes(true);
        let url = link(w, &lola, "Payme");
        let paid = w.outside.payme().pay(&url).await.expect("a right link");
        assert_eq!(paid.outcome, Outcome::Paid);
        w.settle().await;
        let heard = lola.heard(w);
        assert_eq!(heard.matches("Payment received!").count(), 1, "{heard}");
        assert!(heard.contains("✅ Paid on 21.11.2026 08:00"), "{heard}");
        let partner = w.partner(&lola).await;
        assert_eq!(partner.paid_until, before.trial_ends_at + Millis::days(30));
        let is_right = |books: &[(String, i64)]| {
            books
                == [
                    ("receivable:payme".to_owned(), 45_000_000),
                    ("revenue".to_owned(), -45_000_000),
                ]
        };
        let now = books(w).await;
        assert!(is_right(&now), "{now:?}");
        // The money goes back: the days that it gave go with it.
        desk.cancel(&paid.transaction.id, 5).await;
        w.settle().await;
        let partner = w.partner(&lola).await;
        assert_eq!(partner.paid_until, before.trial_ends_at);
        assert!(
            lola.heard(w).contains("were given back for SCX-000001"),
            "{}",
            lola.heard(w)
        );
        let now = books(w).await;
        assert!(now.contains(&("refunds".to_owned(), 45_000_000)), "{now:?}");
        assert!(now.contains(&("receivable:payme".to_owned(), 0)), "{now:?}");
    })
    .await;
}

#[tokio::test]
async fn a_refund_takes_no_more_than_its_days_were_worth_in_the_plan_of_now() {
    with_money(async |w| {
        let (lola, partner) = registered(w).await;
        let desk = cash_desk(w);
        let mut paid = Vec::new();
        for (tier, sum) in [("chat", 45_000_000), ("starter", 300_000_000)] {
            let owed = invoice_of(w, &partner, ("payme", tier)).await;
            let transaction = desk.new_transaction(&owed.name, sum);
            assert_eq!(desk.create(&transaction).await.result()["state"], 1);
            assert_eq!(desk.perform(&transaction.id).await.result()["state"], 2);
            paid.push(transaction);
            w.settle().await;
        }
        let before = w.partner(&lola).await;
        desk.cancel(&paid[0].id, 5).await;
        w.settle().await;
        let after = w.partner(&lola).await;
        // Thirty days of chat came to four and a half of a tier that costs
        // 3,000,000 and not 450,000 so'm.
        assert_eq!(after.paid_until, before.paid_until - Millis::days(4));
        assert_eq!(after.tier.as_deref(), Some("starter"));
        books(w).await;
    })
    .await;
}

#[tokio::test]
async fn click_takes_the_money_too_and_a_payer_without_money_changes_nothing() {
    with_money(async |w| {
        click_shop(w);
        let (lola, _) = registered(w).await;
        orders(w, &lola, "💳 Click").await;
        let url = link(w, &lola, "Click");
        let failed = w
            .outside
            .click()
            .fail_to_pay(&url, -5_017)
            .await
            .expect("a right link");
        assert_eq!(failed.outcome, ClickOutcome::Refused(-9));
        w.settle().await;
        assert_eq!(w.partner(&lola).await.tier, None);
        let paid = w.outside.click().pay(&url).await.expect("a right link");
        assert_eq!(paid.outcome, ClickOutcome::Paid);
        w.settle().await;
        assert!(
            lola.heard(w).contains("Payment received!"),
            "{}",
            lola.heard(w)
        );
        assert!(Standing::of(&w.partner(&lola).await, w.now() + Millis::days(20)).serves());
        books(w).await;
    })
    .await;
}

#[tokio::test]
async fn a_seller_owes_one_invoice_at_a_time() {
    with_money(async |w| {
        let (_, partner) = registered(w).await;
        let first = invoice(w, &partner, "payme").await;
        let again = invoice(w, &partner, "payme").await;
        assert_eq!(again.id, first.id, "two taps are one invoice");
        let other = invoice(w, &partner, "click").await;
        assert_ne!(other.id, first.id);
        let desk = cash_desk(w);
        let refused = desk.check(&first.name, 45_000_000).await;
        assert_eq!(refused.error_code(), Some(-31_053), "the first is closed");
        // A payment that has begun keeps its invoice.
        let shop = click_shop(w);
        let begun = shop.new_payment(&other.name, "450000.00");
        assert_eq!(shop.prepare(&begun).await.error_code().unwrap_or(0), 0);
        let third = invoice(w, &partner, "payme").await;
        assert_ne!(third.id, other.id);
        let again = shop.prepare(&begun).await;
        assert_eq!(again.error_code().unwrap_or(0), 0, "it can still be paid");
        w.settle().await;
        books(w).await;
    })
    .await;
}

#[tokio::test]
async fn an_invoice_that_nobody_pays_is_closed_and_cannot_be_paid() {
    with_money(async |w| {
        cash_desk(w);
        let (lola, _) = registered(w).await;
        orders(w, &lola, "💳 Payme").await;
        let url = link(w, &lola, "Payme");
        w.leaps(Millis(Millis::days(3).0 + 1)).await;
        w.advance(Millis::hours(1)).await;
        assert!(
            lola.heard(w).contains("The invoice is closed"),
            "{}",
            lola.heard(w)
        );
        let late = w.outside.payme().pay(&url).await.expect("a right link");
        assert!(
            matches!(late.outcome, Outcome::Refused { code: -31_053, .. }),
            "{late:?}"
        );
        orders(w, &lola, "💳 Payme").await;
        let url = link(w, &lola, "Payme");
        lola.taps(w, "Cancel").await;
        let cancelled = w.outside.payme().pay(&url).await.expect("a right link");
        assert!(
            matches!(cancelled.outcome, Outcome::Refused { code: -31_053, .. }),
            "{cancelled:?}"
        );
        assert_eq!(w.partner(&lola).await.tier, None);
    })
    .await;
}

#[tokio::test]
async fn without_keys_there_is_no_way_to_pay_and_no_door() {
    world(async |w| {
        let (lola, _) = registered(w).await;
        lola.types(w, "/plan").await;
        lola.taps(w, "Chat").await;
        let screen = lola.screen(w);
        assert!(
            !screen.contains("Payme") && !screen.contains("Click"),
            "{screen}"
        );
        assert!(screen.contains("Send request"), "{screen}");
        let forged = lola
            .data_behind(w, "Coupon")
            .replace("|coupon|", "|pay|payme");
        lola.forges(w, &forged).await;
        assert!(!lola.heard(w).contains("Invoice"), "{}", lola.heard(w));
    })
    .await;
}
