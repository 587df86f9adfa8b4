//! Stars that go back, and money that pays no invoice.

use scx_domain::billing::ReturnStars;
use scx_fakes::Fault;
use scx_fakes::telegram::Checkout;
use scx_jobs::enqueue;
use scx_kit::Millis;
use scx_store::sql;
use scx_world::{Chief, PARTNER_BOT, Seller, World};
use serde_json::json;

use super::in_chat::{asks_for_a_bill, bot_api, forged_link, pays, told, with_telegram};
use super::{books, registered};

/// Lola pays a month of chat in Stars; gives the charge.
async fn paid_in_stars(w: &mut World) -> (Seller, String) {
    let (lola, _) = registered(w).await;
    let bill = asks_for_a_bill(w, &lola, "💳 Telegram Stars").await;
    match pays(w, &lola, bill).await {
        Checkout::Paid { charge } => (lola, charge),
        other => panic!("not paid: {other:?}"),
    }
}

/// The owner looks at the newest invoice and asks to give it back.
async fn gives_back(w: &mut World, owner: &Chief) {
    owner.types(w, "/start").await;
    owner.taps(w, "💵 Money").await;
    owner.taps(w, "1").await;
    owner.taps(w, "⭐ Give back").await;
    assert!(owner.screen(w).contains("Write the reason"));
    owner.types(w, "bought by mistake").await;
    owner.taps(w, "⭐ Yes, give back").await;
}

fn refund_calls(w: &World) -> usize {
    let telegram = w.outside.telegram();
    telegram.calls(PARTNER_BOT, "refundStarPayment").len()
}

#[tokio::test]
async fn an_admin_gives_stars_back_once_and_the_days_go_with_them() {
    with_telegram(&[], async |w| {
        let (lola, _) = paid_in_stars(w).await;
        let before = w.partner(&lola).await;
        let owner = w.owner();
        gives_back(w, &owner).await;
        let payments = w.outside.telegram().payments(PARTNER_BOT);
        assert!(payments[0].is_refunded);
        let after = w.partner(&lola).await;
        assert_eq!(after.paid_until, before.paid_until - Millis::days(30));
        let heard = lola.heard(w);
        assert_eq!(
            heard.matches("given back for SCX-000001").count(),
            1,
            "{heard}"
        );
        let now = books(w).await;
        assert!(now.contains(&("receivable:stars".to_owned(), 0)), "{now:?}");
        assert!(now.contains(&("refunds".to_owned(), 45_000_000)), "{now:?}");
        let id = charge_id(w).await;
        let mut tx = w.cx().db.begin().await.expect("a transaction");
        let job = ReturnStars {
            charge: id.parse().expect("an id"),
        };
        enqueue(&mut tx, &job).await.expect("enqueued");
        tx.commit().await.expect("committed");
        w.settle().await;
        assert_eq!(refund_calls(w), 1, "the job again does nothing");
        assert!(!owner.screen(w).contains("[⭐"), "{}", owner.screen(w));
        owner.types(w, "/start").await;
        owner.taps(w, "Log").await;
        let log = owner.screen(w);
        assert!(log.contains("gave a payment back"), "{log}");
        assert!(log.contains("bought by mistake"), "{log}");
    })
    .await;
}

/// The only charge's id.
async fn charge_id(w: &World) -> String {
    let rows = sql("SELECT id FROM charge").all::<(String,)>(&w.cx().db);
    let mut rows = rows.await.expect("read");
    rows.pop().expect("a charge").0
}

#[tokio::test]
async fn stars_whose_answer_was_lost_are_given_back_all_the_same() {
    with_telegram(&[], async |w| {
        let (lola, _) = paid_in_stars(w).await;
        let method = Some("refundStarPayment");
        w.outside.fail_next("telegram", method, Fault::Drop);
        let owner = w.owner();
        gives_back(w, &owner).await;
        w.advance(Millis::minutes(1)).await;
        let heard = lola.heard(w);
        assert_eq!(
            heard.matches("given back for SCX-000001").count(),
            1,
            "{heard}"
        );
        assert_eq!(refund_calls(w), 1, "the news came before another try");
        books(w).await;
    })
    .await;
}

#[tokio::test]
async fn stars_that_telegram_does_not_give_back_stay_paid_and_admins_are_told() {
    with_telegram(&[], async |w| {
        let (lola, _) = paid_in_stars(w).await;
        let before = w.partner(&lola).await;
        let no = r#"{"ok":false,"error_code":400,"description":"Bad Request: CHARGE_ID_INVALID"}"#;
        let fault = Fault::Status {
            code: 400,
            body: Some(no.to_owned()),
        };
        w.outside
            .fail_next("telegram", Some("refundStarPayment"), fault);
        let owner = w.owner();
        owner.enters(w).await;
        gives_back(w, &owner).await;
        let heard = owner.heard(w);
        assert!(heard.contains("Stars could not be given back"), "{heard}");
        assert!(heard.contains("CHARGE_ID_INVALID"), "{heard}");
        assert_eq!(w.partner(&lola).await.paid_until, before.paid_until);
        // From the card, once the trouble is over.
        owner.taps(w, "⭐ Give back").await;
        owner.taps(w, "⭐ Yes, give back").await;
        let after = w.partner(&lola).await;
        assert_eq!(after.paid_until, before.paid_until - Millis::days(30));
        books(w).await;
    })
    .await;
}

#[tokio::test]
async fn stars_that_went_back_elsewhere_take_their_days_along() {
    with_telegram(&[], async |w| {
        let (lola, charge) = paid_in_stars(w).await;
        let before = w.partner(&lola).await;
        let whose = json!({"user_id": lola.person, "telegram_payment_charge_id": charge});
        bot_api(w, "refundStarPayment", &whose).await;
        w.settle().await;
        let last = w.outside.telegram().update_ids(PARTNER_BOT).pop();
        let telegram = w.outside.telegram().clone();
        let last = last
            .and_then(|id| telegram.update(PARTNER_BOT, id))
            .expect("told");
        let again = json!({"message": last["message"]});
        telegram.raw_update(PARTNER_BOT, again).expect("the bot");
        w.settle().await;
        let after = w.partner(&lola).await;
        assert_eq!(after.paid_until, before.paid_until - Millis::days(30));
        let heard = lola.heard(w);
        assert_eq!(
            heard.matches("given back for SCX-000001").count(),
            1,
            "{heard}"
        );
        // A payment that is told of again after that is no new one.
        let paid = json!({"message": told(w)});
        telegram.raw_update(PARTNER_BOT, paid).expect("the bot");
        w.settle().await;
        assert_eq!(w.partner(&lola).await.paid_until, after.paid_until);
        books(w).await;
    })
    .await;
}

/// Takes money for an order while the product is down, as if it had agreed.
async fn pays_unasked(w: &mut World, who: &Seller, what: (&str, &str, i64)) {
    let link = forged_link(w, what).await;
    w.halt().await;
    let query = w.outside.telegram().pay_link(who.person, &link);
    let yes = json!({"pre_checkout_query_id": query.expect("a link"), "ok": true});
    bot_api(w, "answerPreCheckoutQuery", &yes).await;
    w.boot().await;
}

#[tokio::test]
async fn money_that_pays_no_invoice_is_kept_aside_and_given_back() {
    with_telegram(&[], async |w| {
        let owner = w.owner();
        owner.enters(w).await;
        let (lola, _) = paid_in_stars(w).await;
        let before = w.partner(&lola).await;
        // The same order once more, and one that was never made.
        pays_unasked(w, &lola, ("SCX-000001", "XTR", 1_800)).await;
        assert!(lola.heard(w).contains("there is nothing to pay with it"));
        assert_eq!(w.partner(&lola).await.paid_until, before.paid_until);
        let heard = owner.heard(w);
        assert!(heard.contains("Money that pays no invoice"), "{heard}");
        assert!(
            heard.contains("⭐ 1\u{a0}800") && heard.contains("Lola"),
            "{heard}"
        );
        let now = books(w).await;
        assert!(
            now.contains(&("unclaimed".to_owned(), -45_000_000)),
            "{now:?}"
        );
        assert!(
            now.contains(&("receivable:stars".to_owned(), 90_000_000)),
            "{now:?}"
        );
        owner.taps(w, "⭐ Give back").await;
        owner.taps(w, "⭐ Yes, give back").await;
        let payments = w.outside.telegram().payments(PARTNER_BOT);
        let returned: Vec<bool> = payments.iter().map(|one| one.is_refunded).collect();
        assert_eq!(returned, [false, true]);
        assert_eq!(w.partner(&lola).await.paid_until, before.paid_until);
        let now = books(w).await;
        assert!(now.contains(&("unclaimed".to_owned(), 0)), "{now:?}");
        pays_unasked(w, &lola, ("SCX-009999", "XTR", 100)).await;
        let now = books(w).await;
        assert!(
            now.contains(&("unclaimed".to_owned(), -2_500_000)),
            "{now:?}"
        );
        assert!(
            owner.heard(w).contains("“SCX-009999”"),
            "{}",
            owner.heard(w)
        );
    })
    .await;
}

#[tokio::test]
async fn money_of_a_provider_that_pays_no_invoice_is_noted_as_given_back() {
    with_telegram(&[], async |w| {
        let owner = w.owner();
        owner.enters(w).await;
        let stranger = w.seller("Vali");
        stranger.types(w, "/start").await;
        pays_unasked(w, &stranger, ("SCX-000001", "UZS", 45_000_000)).await;
        let heard = owner.heard(w);
        assert!(
            heard.contains("450\u{a0}000") && heard.contains("not a shop"),
            "{heard}"
        );
        owner.taps(w, "Note a refund").await;
        owner.taps(w, "it went back").await;
        assert!(owner.heard(w).contains("The money was given back"));
        assert_eq!(refund_calls(w), 0);
        let now = books(w).await;
        assert!(now.contains(&("unclaimed".to_owned(), 0)), "{now:?}");
    })
    .await;
}
