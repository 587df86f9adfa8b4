//! Events, how they are signed, and how a signature is spoilt on purpose.
//!
//! Source: <https://docs.stripe.com/api/events> and
//! <https://docs.stripe.com/webhooks#verify-manually>.

use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use super::StripeEndpoint;
use super::book::{Asked, State};
use crate::common::hex;

/// As an account's webhooks are pinned to it.
const API_VERSION: &str = "2026-07-29.dahlia";
/// "Our libraries have a default tolerance of 5 minutes."
pub(super) const TOLERANCE_S: i64 = 300;
const STRANGE_SECRET: &str = "whsec_of_somebody_else";

/// Something that happened, as it is told.
#[derive(Clone)]
pub(super) struct Event {
    pub(super) id: String,
    /// Counts up with everything that happens.
    pub(super) number: usize,
    pub(super) kind: String,
    /// The payment it is about; the session when nobody tried to pay.
    pub(super) about: String,
    /// The body, byte for byte the same each time.
    pub(super) body: String,
}

/// How the header `Stripe-Signature` is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StripeSigning {
    /// At this moment, with every secret that the endpoint has.
    Right,
    /// So many seconds ago: a replay when it is more than five minutes.
    Aged(i64),
    /// With a signature of somebody else in front of the right one.
    TwoV1,
    /// With the scheme `v0` beside it, as test mode adds.
    WithV0,
    /// With the secret of somebody else.
    WrongSecret,
    /// With a blank behind the body that was not there when it was signed.
    OtherBody,
    /// Under the scheme `v0` only.
    OnlyV0,
    /// Not at all.
    Unsigned,
}

impl StripeSigning {
    /// Whether the product must believe it. Nothing where both are right.
    pub(super) fn is_to_be_believed(self) -> Option<bool> {
        match self {
            Self::Right | Self::TwoV1 | Self::WithV0 => Some(true),
            // The libraries look at the past only.
            Self::Aged(seconds) if seconds < 0 => None,
            Self::Aged(seconds) => Some(seconds <= TOLERANCE_S),
            Self::WrongSecret | Self::OtherBody | Self::OnlyV0 | Self::Unsigned => Some(false),
        }
    }

    /// The header and the body as they are posted.
    pub(super) fn dress(
        self,
        endpoint: &StripeEndpoint,
        body: &str,
        now_s: i64,
    ) -> (Option<String>, String) {
        let at_s = if let Self::Aged(seconds) = self {
            now_s - seconds
        } else {
            now_s
        };
        let made_with = |secret: &str| signature(secret, at_s, body.as_bytes());
        let right = made_with(&endpoint.secret);
        let strange = made_with(STRANGE_SECRET);
        let header = match self {
            Self::Right | Self::Aged(_) | Self::OtherBody => {
                let before = endpoint.previous_secret.iter();
                let before = before.map(|secret| format!(",v1={}", made_with(secret)));
                format!("t={at_s}{},v1={right}", before.collect::<String>())
            }
            Self::TwoV1 => format!("t={at_s},v1={strange},v1={right}"),
            Self::WithV0 => format!("t={at_s},v1={right},v0={strange}"),
            Self::WrongSecret => format!("t={at_s},v1={strange}"),
            Self::OnlyV0 => format!("t={at_s},v0={right}"),
            Self::Unsigned => return (None, body.to_owned()),
        };
        let later = if self == Self::OtherBody { " " } else { "" };
        (Some(header), format!("{body}{later}"))
    }
}

/// The keyed hash of `t`, a point and the body, in hexadecimal.
pub fn signature(secret: &str, at_s: i64, body: &[u8]) -> String {
    let mut keyed = Hmac::<Sha256>::new_from_slice(secret.as_bytes())
        .expect("this hash takes keys of any length");
    keyed.update(format!("{at_s}.").as_bytes());
    keyed.update(body);
    hex(&keyed.finalize().into_bytes())
}

/// The header with one signature.
pub fn signature_header(secret: &str, at_s: i64, body: &[u8]) -> String {
    format!("t={at_s},v1={}", signature(secret, at_s, body))
}

impl State {
    /// Writes down that something happened and queues it for every endpoint
    /// that wants to know.
    pub(super) fn tell(
        &mut self,
        account: &str,
        kind: &str,
        object: Value,
        asked: Option<&Asked>,
        now_ms: i64,
    ) {
        let id = self.next_id("evt_1", 23);
        let own = self.account(account);
        let wanting = own.spec.endpoints.iter().filter(|it| it.wants(kind));
        let urls: Vec<String> = wanting.map(|endpoint| endpoint.url.clone()).collect();
        let body = json!({
            "id": id,
            "object": "event",
            "api_version": API_VERSION,
            "created": now_ms.div_euclid(1000),
            "livemode": own.is_live(),
            "pending_webhooks": urls.len(),
            "request": {
                "id": asked.map(|asked| &asked.request_id),
                "idempotency_key": asked.and_then(|asked| asked.key.as_ref()),
            },
            "type": kind,
            "data": {"object": object},
        });
        let about = object["payment_intent"].as_str();
        let about = about.or_else(|| object["id"].as_str());
        let event = Event {
            id: id.clone(),
            number: own.events.len(),
            kind: kind.to_owned(),
            about: about.unwrap_or_default().to_owned(),
            // Bodies are set out on several lines, and signed so.
            body: format!("{body:#}"),
        };
        self.account_mut(account).events.insert(id.clone(), event);
        for url in urls {
            self.post_office.take(account, &id, &url, now_ms);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = r#"{"id":"evt_1","object":"event","type":"checkout.session.completed"}"#;
    const SECRET: &str = "whsec_local_test_secret";
    const AT_S: i64 = 1_795_251_900;
    const RIGHT: &str = "9a24b438f3ed9faa885e0ffdc4c107cd69b7c6f90092564569b5fe86e5c02667";

    fn dressed(signing: StripeSigning) -> (Option<String>, String) {
        let endpoint = StripeEndpoint {
            url: String::new(),
            secret: SECRET.to_owned(),
            previous_secret: None,
            enabled_events: Vec::new(),
        };
        signing.dress(&endpoint, BODY, AT_S)
    }

    #[test]
    fn the_worked_signature_is_right() {
        assert_eq!(signature(SECRET, AT_S, BODY.as_bytes()), RIGHT);
        let header = format!("t={AT_S},v1={RIGHT}");
        assert_eq!(signature_header(SECRET, AT_S, BODY.as_bytes()), header);
        assert_eq!(
            dressed(StripeSigning::Right),
            (Some(header), BODY.to_owned())
        );
    }

    #[test]
    fn each_spoilt_header_is_spoilt_in_its_way() {
        let header = |signing| dressed(signing).0.unwrap_or_default();
        let two = header(StripeSigning::TwoV1);
        assert!(
            two.matches(",v1=").count() == 2 && two.ends_with(RIGHT),
            "{two}"
        );
        let aged = header(StripeSigning::Aged(301));
        assert!(aged.starts_with("t=1795251599,v1=") && !aged.contains(RIGHT));
        assert!(!header(StripeSigning::WrongSecret).contains(RIGHT));
        assert_eq!(
            header(StripeSigning::OnlyV0),
            format!("t={AT_S},v0={RIGHT}")
        );
        assert_eq!(header(StripeSigning::Unsigned), "");
        for (signing, right) in [
            (StripeSigning::Aged(300), Some(true)),
            (StripeSigning::Aged(301), Some(false)),
            (StripeSigning::Aged(-1), None),
            (StripeSigning::WithV0, Some(true)),
            (StripeSigning::OtherBody, Some(false)),
        ] {
            assert_eq!(signing.is_to_be_believed(), right, "{signing:?}");
        }
    }
}
