//! What Stripe posts, also with the signature that it would have made.

use hmac::{Hmac, KeyInit, Mac};
use scx_connect::payment::{Ask, Call, Incoming};
use serde_json::{Value, json};
use sha2::Sha256;

use super::{NOW, decisions, is_storable, provider, tells_no_secret};
use crate::input::Values;

pub(super) const SECRET: &str = "whsec_local_test_secret";

/// The header `Stripe-Signature` and a body.
pub fn stripe(bytes: &[u8]) {
    let mut values = Values::of(bytes);
    let header = values.text();
    let body = values.rest();
    let right = signature(body);
    // Nobody guesses it, but what was found may be replayed.
    if !header.contains(&right) {
        assert_eq!(heard(&header, body), Err(400), "{header}");
    }
    let now_s = NOW.0 / 1_000;
    let after = format!("t={},v1={right}", now_s + 1);
    assert_eq!(heard(&after, body), Err(400), "signed for another moment");
    match heard(&format!("t={now_s},v0=x,v1={header},v1={right}"), body) {
        Ok(call) => {
            let event = serde_json::from_slice(body).expect("it was read");
            is_storable(&call.ask);
            is_exact(&call.ask, &event);
            is_answered(&call, body);
        }
        Err(200) => assert!(serde_json::from_slice::<Value>(body).is_ok()),
        Err(status) => {
            assert_eq!(status, 400);
            assert!(serde_json::from_slice::<Value>(body).is_err());
        }
    }
}

/// What was understood, or the status of the answer.
fn heard(header: &str, body: &[u8]) -> Result<Call, u16> {
    let incoming = Incoming {
        is_post: true,
        below: "",
        authorization: None,
        signature: Some(header),
        at: NOW,
        body,
    };
    let read = provider("stripe").read(&incoming);
    assert_eq!(provider("stripe").read(&incoming), read, "not twice alike");
    read.map_err(|answer| answer.status)
}

fn signature(body: &[u8]) -> String {
    let mut keyed = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("a key");
    keyed.update(format!("{}.", NOW.0 / 1_000).as_bytes());
    keyed.update(body);
    let digest = keyed.finalize().into_bytes();
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Names and sums are those of the event, and money is so'm.
fn is_exact(ask: &Ask, event: &Value) {
    let about = &event["data"]["object"];
    let kind = event["type"].as_str().expect("a kind");
    let sum = |name: &str| match about["currency"] == "uzs" {
        true => about[name].as_i64().unwrap_or_default(),
        false => 0,
    };
    let ours = |id: &str, order: Option<&str>| {
        assert_eq!(about["metadata"]["payment"], json!(id));
        if let Some(order) = order {
            assert_eq!(about["metadata"]["invoice"], json!(order));
        }
    };
    match ask {
        Ask::Perform { id, echo } => {
            let echo = echo.as_ref().expect("the event names the order");
            ours(id, Some(&echo.order));
            assert_eq!(echo.amount.0, sum("amount_total"));
            assert_eq!(about["payment_status"], "paid", "{kind}");
        }
        Ask::Cancel { id, may_refund, .. } => {
            ours(id, None);
            assert!(!may_refund, "{kind}");
        }
        Ask::Return {
            id,
            order,
            paid,
            back,
        } => {
            ours(id, Some(order));
            assert_eq!((paid.0, back.0), (sum("amount"), sum("amount_refunded")));
        }
        Ask::Check { .. }
        | Ask::Create { .. }
        | Ask::Pay { .. }
        | Ask::Look { .. }
        | Ask::Statement { .. } => panic!("Stripe does not ask {ask:?}"),
    }
}

fn is_answered(call: &Call, body: &[u8]) {
    for decision in decisions(&call.ask) {
        let answer = provider("stripe").answer(call, &decision);
        assert!(matches!(answer.status, 200 | 503), "{}", answer.status);
        tells_no_secret(&answer, SECRET, &String::from_utf8_lossy(body));
    }
}
