//! Events: repeated, late, out of order, and signed in every way.

use super::{DAY_MS, SECRET, Setting, id, link};
use crate::stripe::{StripeOrder, StripeSigning, signature_header};

const HOUR_MS: i64 = 3_600_000;

impl Setting {
    /// A paid session, whose one event is accepted.
    async fn paid(kinds: &[&str]) -> (Self, String) {
        let set = Self::telling(kinds).await;
        let visit = set.stripe().pay(&link(&set.session().await)).await.unwrap();
        let event = visit.deliveries.last().unwrap().event.clone();
        (set, event)
    }
}

#[tokio::test]
async fn an_event_that_is_refused_comes_again_later() {
    let set = Setting::telling(&["checkout.session.completed"]).await;
    set.shop.answer_status(Some(503));
    let session = set.session().await;
    let visit = set.stripe().pay(&link(&session)).await.unwrap();
    assert_eq!(visit.deliveries.len(), 1);
    assert!(!visit.deliveries[0].is_accepted());
    set.noted("stripe: checkout.session.completed evt_1");
    let stripe = set.stripe();
    assert_eq!(stripe.pending(), 1);
    for wait_ms in [HOUR_MS / 12, HOUR_MS / 2, 2 * HOUR_MS] {
        let due_ms = set.stage.now_ms() + wait_ms;
        assert_eq!(stripe.next_delivery_ms(), Some(due_ms));
        set.stage.advance(wait_ms - 1);
        assert_eq!(stripe.pump().await, 0);
        assert_eq!(set.stage.outside.unexpected().len(), 0, "not yet");
        set.stage.advance(1);
        assert_eq!(stripe.pump().await, 0);
        set.noted("HTTP 503 instead of 2xx");
    }
    set.shop.answer_status(None);
    set.stage.advance(5 * HOUR_MS);
    assert_eq!(stripe.pump().await, 1);
    assert_eq!(stripe.pending(), 0);
    let all = stripe.deliveries();
    assert_eq!(all.len(), 5);
    assert!(all.iter().all(|it| it.event == all[0].event));
    let headers = set.shop.headers();
    assert_ne!(headers[0], headers[4], "each time it is signed anew");
    set.stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn after_three_days_an_event_is_given_up() {
    let set = Setting::telling(&["checkout.session.completed"]).await;
    set.shop.answer_status(Some(302));
    set.stripe().pay(&link(&set.session().await)).await.unwrap();
    set.noted("HTTP 302 instead of 2xx");
    set.stage.advance(3 * DAY_MS + 1);
    assert_eq!(set.stripe().pump().await, 0);
    assert_eq!(set.stripe().pending(), 0);
    set.stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn events_come_twice_and_in_any_order() {
    let set = Setting::new().await;
    let stripe = set.stripe();
    stripe.deliver_twice(true);
    stripe.hold_deliveries();
    stripe.pay(&link(&set.session().await)).await.unwrap();
    assert_eq!((set.shop.kinds().len(), stripe.pending()), (0, 6));
    assert_eq!(stripe.next_delivery_ms(), None);
    let posted = stripe.release(StripeOrder::Reversed).await;
    assert_eq!(posted.len(), 6);
    assert_eq!(
        set.shop.kinds(),
        [
            "checkout.session.completed",
            "checkout.session.completed",
            "charge.succeeded",
            "charge.succeeded",
            "payment_intent.succeeded",
            "payment_intent.succeeded",
        ]
    );
    let seen = set.shop.seen();
    assert_eq!(seen[0], seen[1]);
    stripe.deliver_twice(false);
    stripe.hold_deliveries();
    stripe.pay(&link(&set.session().await)).await.unwrap();
    let posted = stripe.release(StripeOrder::AsMade).await;
    assert_eq!(posted[0].kind, "payment_intent.succeeded");
    set.stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn each_signature_is_believed_or_refused_as_it_must_be() {
    let (set, event) = Setting::paid(&["checkout.session.completed"]).await;
    for (signing, status) in [
        (StripeSigning::Right, 200),
        (StripeSigning::Aged(300), 200),
        (StripeSigning::Aged(301), 400),
        (StripeSigning::Aged(-60), 200),
        (StripeSigning::TwoV1, 200),
        (StripeSigning::WithV0, 200),
        (StripeSigning::WrongSecret, 400),
        (StripeSigning::OtherBody, 400),
        (StripeSigning::OnlyV0, 400),
        (StripeSigning::Unsigned, 400),
    ] {
        let posted = set.stripe().deliver(&event, signing).await.unwrap();
        assert_eq!(posted[0].answer.status, status, "{signing:?}");
        assert_eq!(posted[0].signing, signing);
    }
    set.stage.assert_nothing_unexpected();
    assert!(
        set.stripe()
            .deliver("evt_0", StripeSigning::Right)
            .await
            .is_err()
    );
}

#[tokio::test]
async fn who_believes_everybody_is_noted() {
    let (set, event) = Setting::paid(&["checkout.session.completed"]).await;
    set.shop.trust_everybody();
    for (signing, what) in [
        (
            StripeSigning::WrongSecret,
            "HTTP 200 for WrongSecret instead of 4xx",
        ),
        (StripeSigning::Aged(301), "HTTP 200 for Aged(301)"),
        (StripeSigning::Unsigned, "HTTP 200 for Unsigned"),
    ] {
        set.stripe().deliver(&event, signing).await.unwrap();
        set.noted(what);
    }
    set.shop.answer_status(Some(500));
    set.stripe()
        .deliver(&event, StripeSigning::OtherBody)
        .await
        .unwrap();
    set.noted("HTTP 500 for OtherBody instead of 4xx");
}

#[tokio::test]
async fn a_rolled_secret_signs_beside_the_old_one() {
    let mut set = Setting::telling(&["checkout.session.completed"]).await;
    for (secret, previous) in [("whsec_new", SECRET), (SECRET, "whsec_old")] {
        let endpoint = &mut set.account.endpoints[0];
        endpoint.secret = secret.to_owned();
        endpoint.previous_secret = Some(previous.to_owned());
        set.stripe().account(set.account.clone());
        set.stripe().pay(&link(&set.session().await)).await.unwrap();
        let header = set.shop.headers().pop().unwrap();
        assert_eq!(header.matches(",v1=").count(), 2, "{header}");
    }
    assert_eq!(set.shop.kinds().len(), 2);
    set.stage.assert_nothing_unexpected();
}

#[tokio::test]
async fn only_wanted_events_are_posted_and_any_bytes_can_be() {
    let (set, event) = Setting::paid(&["checkout.session.completed"]).await;
    assert_eq!(set.shop.kinds(), ["checkout.session.completed"]);
    let body = set.stripe().event_body(&event).unwrap();
    assert!(body.starts_with("{\n  \"api_version\""), "{body}");
    let url = &set.account.endpoints[0].url;
    let now_s = set.stage.now_ms() / 1000;
    let own = br#"{"type": "of.my.own"}"#;
    let header = signature_header(SECRET, now_s, own);
    let stripe = set.stripe();
    let answer = stripe.deliver_raw(url, Some(&header), own).await;
    assert_eq!(answer.status, 200);
    let answer = stripe.deliver_raw(url, Some("t=now"), own).await;
    assert_eq!(answer.status, 400);
    assert_eq!(set.shop.kinds().last().unwrap(), "of.my.own");
    let session = set.shop.seen()[0]["data"]["object"].clone();
    assert_eq!(stripe.session(&id(&session)), Some(session));
    set.stage.assert_nothing_unexpected();
}
