//! People who pay, fail, pay later or let the time pass; money that goes back.

use super::{DAY_MS, Setting, id, link};

#[tokio::test]
async fn a_payment_completes_the_session_and_is_told() {
    let set = Setting::new().await;
    let session = set.session().await;
    let seen = set.stripe().read_link(&link(&session)).unwrap();
    assert_eq!(seen.client_reference_id.as_deref(), Some("inv-1"));
    assert_eq!(
        (seen.total, seen.items[0].name.as_str()),
        (45_000_000, "Chat")
    );
    let visit = set.stripe().pay(&link(&session)).await.unwrap();
    assert_eq!(visit.session["status"], "complete");
    assert_eq!(visit.session["payment_status"], "paid");
    assert!(visit.session["url"].is_null());
    let done = format!("https://example.com/done?id={}", id(&session));
    assert_eq!(visit.returns_to, Some(done));
    assert!(
        visit
            .deliveries
            .iter()
            .all(super::super::StripeDelivery::is_accepted)
    );
    assert_eq!(
        set.shop.kinds(),
        [
            "payment_intent.succeeded",
            "charge.succeeded",
            "checkout.session.completed"
        ]
    );
    let told = &set.shop.seen()[2];
    assert_eq!(told["object"], "event");
    assert_eq!(told["data"]["object"], visit.session);
    assert_eq!(told["created"], set.stage.now_ms() / 1000);
    let events = set.stripe().events(&id(&session));
    assert_eq!(events.len(), 3);
    assert_eq!(events[2].0, id(told));
    let twice = set.stripe().pay(&link(&session)).await.unwrap_err();
    assert!(twice.0.contains("is complete"));
    set.stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn a_declined_card_may_be_followed_by_a_good_one() {
    let set = Setting::new().await;
    let session = set.session().await;
    let stripe = set.stripe();
    let failed = stripe.decline(&link(&session), "insufficient_funds").await;
    let failed = failed.unwrap();
    assert_eq!(failed.session["status"], "open");
    assert_eq!(failed.returns_to, None);
    assert_eq!(
        set.shop.kinds(),
        ["charge.failed", "payment_intent.payment_failed"]
    );
    let error = &set.shop.seen()[1]["data"]["object"]["last_payment_error"];
    assert_eq!(error["decline_code"], "insufficient_funds");
    let refused = set.refund(&failed.session["payment_intent"], "").await;
    assert!(
        refused.1["error"]["message"]
            .as_str()
            .unwrap()
            .contains("successful charge")
    );
    let paid = stripe.pay(&link(&session)).await.unwrap();
    assert_eq!(
        paid.session["payment_intent"],
        failed.session["payment_intent"]
    );
    assert_eq!(paid.session["payment_status"], "paid");
    set.stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn money_that_takes_days_arrives_or_does_not() {
    let set = Setting::telling(&[
        "checkout.session.completed",
        "checkout.session.async_payment_succeeded",
        "checkout.session.async_payment_failed",
    ])
    .await;
    for (arrives, kind, status) in [
        (true, "checkout.session.async_payment_succeeded", "paid"),
        (false, "checkout.session.async_payment_failed", "unpaid"),
    ] {
        let session = set.session().await;
        let stripe = set.stripe();
        assert!(stripe.money_arrives(&id(&session)).await.is_err());
        let later = stripe.pay_later(&link(&session)).await.unwrap();
        assert_eq!(later.session["status"], "complete");
        assert_eq!(later.session["payment_status"], "unpaid");
        assert_eq!(later.deliveries[0].kind, "checkout.session.completed");
        set.stage.advance(2 * DAY_MS);
        let settled = if arrives {
            stripe.money_arrives(&id(&session)).await
        } else {
            stripe.money_fails(&id(&session)).await
        };
        let settled = settled.unwrap();
        assert_eq!(settled.session["payment_status"], status);
        assert_eq!(settled.deliveries[0].kind, kind);
        assert!(stripe.money_fails(&id(&session)).await.is_err());
    }
    assert_eq!(set.shop.kinds().len(), 4);
    set.stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn a_session_ends_by_itself_when_its_time_is_over() {
    let set = Setting::new().await;
    let session = set.session().await;
    let stripe = set.stripe();
    assert_eq!(stripe.next_delivery_ms(), Some(set.stage.now_ms() + DAY_MS));
    set.stage.advance(DAY_MS);
    let path = format!("/checkout/sessions/{}", id(&session));
    assert_eq!(set.ask("GET", &path, "").await.1["status"], "expired");
    let late = stripe.pay(&link(&session)).await.unwrap_err();
    assert!(late.0.contains("is expired"));
    stripe.pump().await;
    assert_eq!(set.shop.kinds(), ["checkout.session.expired"]);
    assert_eq!(stripe.next_delivery_ms(), None);
    set.stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn money_goes_back_once() {
    let set = Setting::new().await;
    let session = set.session().await;
    let paid = set.stripe().pay(&link(&session)).await.unwrap();
    let intent = &paid.session["payment_intent"];
    let (_, part) = set
        .refund(intent, "&amount=15000000&reason=requested_by_customer")
        .await;
    assert_eq!(
        (&part["status"], &part["amount"]),
        (&"succeeded".into(), &15_000_000.into())
    );
    let (status, body) = set.refund(intent, "&amount=40000000").await;
    let why = "Refund amount (UZS 400000.00) is greater than unrefunded amount on charge \
        (UZS 300000.00)";
    assert_eq!((status, &body["error"]["message"]), (400, &why.into()));
    let form = format!("payment_intent={}", intent.as_str().unwrap());
    let (_, rest, _) = set.ask_with("POST", "/refunds", &form, Some("r-1")).await;
    assert_eq!(rest["amount"], 30_000_000);
    let again = set.ask_with("POST", "/refunds", &form, Some("r-1")).await;
    assert_eq!(again, (200, rest, true));
    assert_eq!(set.stripe().refunded(&id(&session)), 45_000_000);
    let (status, body) = set.refund(intent, "").await;
    assert_eq!(
        (status, &body["error"]["code"]),
        (400, &"charge_already_refunded".into())
    );
    set.stripe().pump().await;
    let kinds = set.shop.kinds();
    assert_eq!(kinds[3..5], ["refund.created", "charge.refunded"]);
    assert_eq!(set.shop.seen()[6]["data"]["object"]["refunded"], true);
    set.stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn a_refund_that_makes_no_sense_is_noted() {
    let set = Setting::new().await;
    let paid = set.stripe().pay(&link(&set.session().await)).await.unwrap();
    let intent = &paid.session["payment_intent"];
    set.refund(&"pi_1".into(), "").await;
    set.noted("No such payment_intent: 'pi_1'");
    set.refund(intent, "&amount=0").await;
    set.noted("Invalid positive integer");
    set.refund(intent, "&reason=because").await;
    set.noted("Invalid reason: must be one of duplicate, fraudulent, or requested_by_customer");
    set.refund(intent, "&charge=ch_1").await;
    set.noted("only specify one of these parameters");
    set.ask("POST", "/refunds", "").await;
    set.noted("payment_intent or charge");
}

#[tokio::test]
async fn a_link_works_only_as_it_was_given() {
    let set = Setting::new().await;
    let whole = link(&set.session().await);
    let (cut, _) = whole.split_once('#').unwrap();
    let refused = set.stripe().pay(cut).await.unwrap_err();
    assert!(refused.0.contains("as it was given"));
    set.noted("it must be used as it was given");
    assert!(set.stripe().read_link("https://example.com/pay").is_err());
    set.noted("it is no address of a page");
}

impl Setting {
    async fn refund(&self, intent: &serde_json::Value, more: &str) -> (u16, serde_json::Value) {
        let form = format!("payment_intent={}{more}", intent.as_str().unwrap());
        self.ask("POST", "/refunds", &form).await
    }
}
