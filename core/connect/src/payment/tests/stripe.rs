//! Who signs for Stripe, what it tells, and the pages that are asked for.

use std::sync::Arc;

use scx_kit::{Config, Hosts, Http, Language, Millis, SystemClock, Time, Tiyin};
use serde_json::{Value, json};

use super::super::stripe::Stripe;
use super::super::{
    Ask, Checkout, Decision, Echo, Incoming, No, Order, Page, Provider, Stage, Told, Visit,
};
use super::NOW;
use crate::ErrorKind;
use crate::far_side::FarSide;

const BODY: &str = r#"{"id":"evt_1","object":"event","type":"checkout.session.completed"}"#;
const RIGHT: &str = "9a24b438f3ed9faa885e0ffdc4c107cd69b7c6f90092564569b5fe86e5c02667";
const AT_S: i64 = 1_795_251_900;
const KEY: &str = "sk_test_51SellerCloudXkey";

fn stripe(api: &str) -> Stripe {
    let keys = [
        ("STRIPE_SECRET_KEY", KEY),
        ("STRIPE_WEBHOOK_SECRET", "whsec_local_test_secret"),
        ("STRIPE_API_URL", api),
        ("WEBHOOK_BASE_URL", "https://shop.example/scx/"),
    ];
    let keys = keys.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let opened = Stripe::open(&Config::new(keys)).expect("the keys are right");
    opened.expect("its keys are given")
}

/// The status of the answer to what asks nothing of us.
fn status(header: &str, body: &str, at: Time) -> u16 {
    let read = stripe("http://127.0.0.1:9").read(&Incoming {
        is_post: true,
        below: "",
        authorization: None,
        signature: Some(header),
        at,
        body: body.as_bytes(),
    });
    read.expect_err("it is about nothing").status
}

#[test]
fn the_worked_signature_is_right_for_five_minutes_and_every_other_is_wrong() {
    let header = format!("t={AT_S},v1={RIGHT}");
    let after = |ms| Time(NOW.0 + ms);
    for at in [NOW, after(300_999), after(-300_000)] {
        assert_eq!(status(&header, BODY, at), 200, "{at:?}");
    }
    for at in [
        after(301_000),
        after(-301_000),
        Time(0),
        Time(i64::MAX),
        Time(i64::MIN),
    ] {
        assert_eq!(status(&header, BODY, at), 400, "{at:?}");
    }
    assert_eq!(status(&header, &format!("{BODY} "), NOW), 400);
    let strange = "0".repeat(64);
    for right in [
        format!("t={AT_S},v1={strange},v1={RIGHT}"),
        format!("t={AT_S},v0={strange},v1={RIGHT},v2=x"),
        format!("v1={RIGHT},t={AT_S}"),
    ] {
        assert_eq!(status(&right, BODY, NOW), 200, "{right}");
    }
    for wrong in [
        String::new(),
        format!("v1={RIGHT}"),
        format!("t={AT_S}"),
        format!("t={AT_S},v0={RIGHT}"),
        format!("t={AT_S},v1={}", RIGHT.to_uppercase()),
        format!("t={AT_S},v1={}", &RIGHT[1..]),
        format!("t={},v1={RIGHT}", AT_S + 1),
        format!("t=+{AT_S},v1={RIGHT}"),
        format!("t=1,t={AT_S},v1={RIGHT}"),
        format!("t={},v1={RIGHT}", i64::MIN),
        format!("t=x,v1={RIGHT}"),
    ] {
        assert_eq!(status(&wrong, BODY, NOW), 400, "{wrong}");
    }
}

fn event(kind: &str, object: &Value) -> Option<Ask> {
    super::super::stripe::asked(&json!({"type": kind, "data": {"object": object}}))
}

#[test]
fn events_ask_for_what_they_tell() {
    let ours = json!({"payment": "pay_1", "invoice": "SCX-000417"});
    let session = json!({
        "metadata": ours, "currency": "uzs", "amount_total": 45_000_000, "payment_status": "paid",
    });
    let paid = Some(Ask::Perform {
        id: "pay_1".to_owned(),
        echo: Some(Echo {
            order: "SCX-000417".to_owned(),
            number: None,
            amount: Tiyin(45_000_000),
        }),
    });
    let over = Some(Ask::Cancel {
        id: "pay_1".to_owned(),
        reason: None,
        may_refund: false,
        echo: None,
    });
    for (kind, wanted) in [
        ("checkout.session.completed", &paid),
        ("checkout.session.async_payment_succeeded", &paid),
        ("checkout.session.async_payment_failed", &over),
        ("checkout.session.expired", &over),
        ("payment_intent.succeeded", &None),
    ] {
        assert_eq!(&event(kind, &session), wanted, "{kind}");
    }
    let mut unpaid = session.clone();
    unpaid["payment_status"] = json!("unpaid");
    assert_eq!(event("checkout.session.completed", &unpaid), None);
    let charge = json!({
        "metadata": ours, "currency": "uzs", "amount": 45_000_000, "amount_refunded": 5,
    });
    let back = Ask::Return {
        id: "pay_1".to_owned(),
        order: "SCX-000417".to_owned(),
        paid: Tiyin(45_000_000),
        back: Tiyin(5),
    };
    assert_eq!(event("charge.refunded", &charge), Some(back));
    for ours in [
        json!(null),
        json!({"payment": 7}),
        json!({"payment": "pay_1"}),
    ] {
        let mut foreign = session.clone();
        foreign["metadata"] = ours;
        assert_eq!(event("checkout.session.completed", &foreign), None);
    }
}

#[test]
fn a_failure_of_ours_is_posted_again_and_a_no_is_not() {
    let stripe = stripe("http://127.0.0.1:9");
    let over = json!({"metadata": {"payment": "pay_1", "invoice": "SCX-000417"}});
    let call = super::super::Call {
        ask: event("checkout.session.expired", &over).expect("ours"),
        echo: Value::Null,
    };
    for (no, status) in [(No::Failed, 503), (No::Paid, 200), (No::NoPayment, 200)] {
        assert_eq!(stripe.answer(&call, &Decision::No(no)).status, status);
    }
}

#[test]
fn a_sum_of_nine_digits_or_of_some_cents_is_not_carried() {
    let link = |due| {
        stripe("http://127.0.0.1:9").link(&Order {
            id: "SCX-000417",
            key: "0123456789abcdefghijkl",
            due: Tiyin(due),
            language: "uz",
            return_url: "https://t.me/bot",
        })
    };
    let ours = "https://shop.example/scx/payments/stripe/0123456789abcdefghijkl";
    for due in [1_000_000, 45_000_000, 99_999_999] {
        assert_eq!(link(due).as_deref(), Some(ours));
    }
    for due in [
        100_000_000,
        30_000_000_000,
        i64::MAX,
        999_999,
        0,
        -45_000_000,
    ] {
        assert_eq!(link(due), None, "{due}");
    }
}

#[test]
fn stripe_needs_both_secrets_and_our_address() {
    let open = |names: &[&str]| {
        let keys = names
            .iter()
            .map(|name| ((*name).to_owned(), "https://x".to_owned()));
        Stripe::open(&Config::new(keys)).map(|opened| opened.is_some())
    };
    let (key, endpoint, own) = (
        "STRIPE_SECRET_KEY",
        "STRIPE_WEBHOOK_SECRET",
        "WEBHOOK_BASE_URL",
    );
    assert_eq!(open(&[own]), Ok(false));
    assert_eq!(open(&[key, endpoint, own]), Ok(true));
    assert!(open(&[key, own]).unwrap_err().contains(endpoint));
    assert!(open(&[key, endpoint]).unwrap_err().contains(own));
}

/// What becomes of opening a page so long after the payment began.
async fn opened(far: &FarSide, language: Language, age: Millis) -> Result<Page, ErrorKind> {
    let payment = Told {
        id: "pay_1".to_owned(),
        ours: "pay_2".to_owned(),
        number: 1,
        order: "SCX-000417".to_owned(),
        amount: Tiyin(45_000_000),
        stage: Stage::Created,
        provider_ms: NOW.0,
        created_ms: NOW.0,
        performed_ms: 0,
        cancelled_ms: 0,
        reason: None,
    };
    let visit = Visit {
        payment: &payment,
        title: "SellerCloudX Chat & co",
        language,
        return_url: "https://t.me/bot",
        at: NOW + age,
    };
    let http = Http::new(Arc::new(SystemClock), Hosts::default());
    let page = stripe(&far.base_url).page(&http, &visit).await;
    page.map_err(|error| error.kind)
}

const MADE: &str =
    r#"{"id":"cs_test_a1","status":"open","url":"https://checkout.stripe.com/c/pay/cs_test_a1#x"}"#;
const TOO_LATE: &str = r#"{"error":{"type":"invalid_request_error","param":"expires_at"}}"#;

#[tokio::test]
async fn a_page_is_asked_for_by_the_payment_in_a_language_that_stripe_knows() {
    let far = FarSide::answering(&[(200, MADE), (200, MADE)]).await;
    let url = "https://checkout.stripe.com/c/pay/cs_test_a1#x".to_owned();
    for language in [Language::UzLatn, Language::Ru] {
        let page = opened(&far, language, Millis::minutes(1)).await;
        assert_eq!(page, Ok(Page::Open(url.clone())));
    }
    let asked = far.requests().await;
    assert!(
        asked[0].starts_with("POST /v1/checkout/sessions "),
        "{}",
        asked[0]
    );
    for part in [
        "idempotency-key: pay_1\r\n",
        "content-type: application/x-www-form-urlencoded\r\n",
        "authorization: Bearer sk_test_51SellerCloudXkey\r\n",
        "unit_amount%5D=45000000&",
        "%5Bname%5D=SellerCloudX+Chat+%26+co&",
        "&expires_at=1795255500&",
        "&metadata%5Bpayment%5D=pay_1",
        "&payment_intent_data%5Bmetadata%5D%5Binvoice%5D=SCX-000417",
    ] {
        assert!(asked[0].contains(part), "{part} in {}", asked[0]);
    }
    assert!(!asked[0].contains("locale") && asked[1].ends_with("&locale=ru"));
}

#[tokio::test]
async fn a_page_whose_hour_is_over_is_looked_at() {
    for (now, wanted) in [
        (r#"{"status":"expired","url":null}"#, Ok(Page::Over)),
        (r#"{"status":"complete","url":null}"#, Ok(Page::Complete)),
        (r#"{"status":"odd"}"#, Err(ErrorKind::Broken)),
    ] {
        let far = FarSide::answering(&[(200, MADE), (200, now)]).await;
        let page = opened(&far, Language::En, Millis::hours(1)).await;
        assert_eq!(page, wanted, "{now}");
        let asked = &far.requests().await[1];
        assert!(
            asked.starts_with("GET /v1/checkout/sessions/cs_test_a1 "),
            "{asked}"
        );
    }
}

#[tokio::test]
async fn a_page_that_was_never_made_is_over_and_one_that_may_be_forgotten_is_not() {
    for (age, is_over) in [(Millis::minutes(31), true), (Millis::days(1), false)] {
        let far = FarSide::answering(&[(400, TOO_LATE)]).await;
        let page = opened(&far, Language::En, age).await;
        assert_eq!(page == Ok(Page::Over), is_over, "{page:?}");
        assert_eq!(page.is_err(), !is_over);
    }
}

#[tokio::test]
async fn failures_are_told_apart() {
    for (status, body, wanted) in [
        (401, "{}", ErrorKind::Auth),
        (409, "{}", ErrorKind::Unavailable { sent: true }),
        (500, "<html>", ErrorKind::Unavailable { sent: true }),
        (200, "<html>", ErrorKind::Broken),
        (
            200,
            r#"{"id":"cs_1","url":"javascript:alert(1)"}"#,
            ErrorKind::Broken,
        ),
        (
            400,
            r#"{"error":{"code":"amount_too_large"}}"#,
            ErrorKind::Refused {
                reason: "amount_too_large".to_owned(),
            },
        ),
    ] {
        let far = FarSide::answering(&[(status, body)]).await;
        let page = opened(&far, Language::En, Millis(0)).await;
        assert_eq!(page, Err(wanted), "{status} {body}");
    }
}
