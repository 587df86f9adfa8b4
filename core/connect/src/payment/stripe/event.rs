//! What Stripe posts: who signed it, and what it asks of us.

use hmac::{Hmac, KeyInit, Mac};
use scx_kit::{Secret, Time, Tiyin, same_secret};
use serde_json::Value;
use sha2::Sha256;

use super::super::{Ask, Echo, is_id, is_storable};

/// "Our libraries have a default tolerance of 5 minutes."
const TOLERANCE_S: i64 = 300;

/// Whether the header signs exactly these bytes, and not long ago:
/// <https://docs.stripe.com/webhooks#verify-manually>. A secret that is being
/// changed signs beside the next one, so any signature may be ours.
pub(super) fn is_signed(secret: &Secret<String>, (header, body): (&str, &[u8]), at: Time) -> bool {
    let pairs = || header.split(',').filter_map(|pair| pair.split_once('='));
    let named = |wanted| pairs().filter(move |(name, _)| *name == wanted);
    let Some((_, moment)) = named("t").next() else {
        return false;
    };
    let age_s = moment
        .parse::<i64>()
        .ok()
        .and_then(|signed_s| at.0.div_euclid(1_000).checked_sub(signed_s));
    if !age_s.is_some_and(|age_s| (-TOLERANCE_S..=TOLERANCE_S).contains(&age_s)) {
        return false;
    }
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.expose().as_bytes()) else {
        return false;
    };
    mac.update(moment.as_bytes());
    mac.update(b".");
    mac.update(body);
    let right = mac.finalize().into_bytes();
    let right: String = right.iter().map(|byte| format!("{byte:02x}")).collect();
    let is_right = |given: &str| same_secret(right.as_bytes(), given.as_bytes());
    // Each is looked at, so that the time tells nothing.
    named("v1").fold(false, |any, (_, given)| any | is_right(given))
}

/// What an event asks; none when it is not about a payment of ours, or tells
/// nothing that changes one.
pub(in crate::payment) fn asked(event: &Value) -> Option<Ask> {
    let about = &event["data"]["object"];
    let ours = &about["metadata"];
    let id = ours["payment"].as_str().filter(|id| is_id(id))?.to_owned();
    let order = ours["invoice"].as_str().filter(|text| is_storable(text))?;
    let order = order.to_owned();
    match event["type"].as_str()? {
        // Complete is also who has chosen to pay by something that takes days.
        "checkout.session.completed" | "checkout.session.async_payment_succeeded"
            if about["payment_status"] == "paid" =>
        {
            let echo = Echo {
                order,
                number: None,
                amount: sum(about, "amount_total"),
            };
            Some(Ask::Perform {
                id,
                echo: Some(echo),
            })
        }
        "checkout.session.async_payment_failed" | "checkout.session.expired" => {
            Some(Ask::Cancel {
                id,
                reason: None,
                // Who has paid before keeps what they paid for.
                may_refund: false,
                echo: None,
            })
        }
        "charge.refunded" => Some(Ask::Return {
            id,
            order,
            paid: sum(about, "amount"),
            back: sum(about, "amount_refunded"),
        }),
        _ => None,
    }
}

/// A sum of so'm in its smallest unit; another currency pays for nothing.
fn sum(about: &Value, name: &str) -> Tiyin {
    let is_ours = about["currency"] == "uzs";
    let sum = about[name].as_i64().filter(|_| is_ours);
    Tiyin(sum.unwrap_or_default())
}
