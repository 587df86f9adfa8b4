//! The Merchant API, as far as a shop needs it: how a payment stands, and
//! taking one back.

use chrono::{DateTime, Datelike, FixedOffset};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde_json::{Value, json};
use sha1::{Digest, Sha1};

use super::Click;
use super::book::Standing;
use super::form::at_home;
use crate::common::hex;
use crate::common::serve::{Call, Reply, Service};

/// How far the caller's clock may be off.
const SKEW_S: i64 = 300;

/// What a merchant is refused with; the vendor's page names no codes.
const NOT_FOUND: i64 = -1;
const NOT_PAID: i64 = -2;
const ALREADY_REVERSED: i64 = -3;
const TOO_LATE: i64 = -4;

/// The header `Auth` of a call at this second.
pub fn auth_header(user_id: i64, secret: &str, timestamp_s: i64) -> String {
    let digest = hex(&Sha1::digest(format!("{timestamp_s}{secret}")));
    format!("{user_id}:{digest}:{timestamp_s}")
}

/// A refusal: status, code, note, and whether a correct client may meet it.
struct Refused {
    status: u16,
    code: i64,
    note: String,
    is_unexpected: bool,
}

impl Refused {
    fn new(code: i64, note: &str) -> Self {
        Self {
            status: 200,
            code,
            note: note.to_owned(),
            is_unexpected: false,
        }
    }

    fn unexpected(status: u16, note: &str) -> Self {
        Self {
            status,
            is_unexpected: true,
            ..Self::new(-i64::from(status), note)
        }
    }
}

/// What a call asks for.
enum Wanted {
    Status,
    Reversal,
}

impl Click {
    fn answer_call(&self, call: &Call) -> Result<Value, Refused> {
        let path: Vec<&str> = call.path.trim_start_matches('/').split('/').collect();
        let (wanted, service, payment) = match (call.method.as_str(), path.as_slice()) {
            ("GET", ["v2", "merchant", "payment", "status", service, payment]) => {
                (Wanted::Status, service, payment)
            }
            ("DELETE", ["v2", "merchant", "payment", "reversal", service, payment]) => {
                (Wanted::Reversal, service, payment)
            }
            _ => return Err(Refused::unexpected(404, "no such method")),
        };
        let (Ok(service), Ok(payment)) = (service.parse::<i64>(), payment.parse::<i64>()) else {
            return Err(Refused::unexpected(400, "ids are numbers"));
        };
        self.admit(service, call.header("auth").unwrap_or_default())?;
        match wanted {
            Wanted::Status => self.status(service, payment),
            Wanted::Reversal => self.reverse(service, payment),
        }
    }

    fn admit(&self, service: i64, auth: &str) -> Result<(), Refused> {
        let refused = |note| Err(Refused::unexpected(401, note));
        let spec = self.look(|state| state.services.get(&service).map(|it| it.spec.clone()));
        let Some(spec) = spec else {
            return refused("no such service");
        };
        let timestamp = auth.rsplit(':').next().unwrap_or_default();
        let Ok(timestamp_s) = timestamp.parse::<i64>() else {
            return refused("no timestamp");
        };
        if auth != auth_header(spec.user_id, &spec.secret, timestamp_s) {
            return refused("wrong user or digest");
        }
        if (timestamp_s - self.now_ms() / 1000).abs() > SKEW_S {
            return refused("the timestamp is old");
        }
        Ok(())
    }

    fn standing(&self, service: i64, payment: i64) -> Result<Standing, Refused> {
        let standing = self.look(|state| state.services.get(&service)?.standing(payment));
        standing.ok_or_else(|| Refused {
            is_unexpected: true,
            ..Refused::new(NOT_FOUND, "payment not found")
        })
    }

    fn status(&self, service: i64, payment: i64) -> Result<Value, Refused> {
        let status = match self.standing(service, payment)? {
            Standing::Created => 0,
            Standing::Paid { .. } => 2,
            Standing::Failed => -1,
            Standing::Reversed => -99,
        };
        Ok(json!({
            "error_code": 0,
            "error_note": "Success",
            "payment_id": payment,
            "payment_status": status,
        }))
    }

    fn reverse(&self, service: i64, payment: i64) -> Result<Value, Refused> {
        let at_ms = match self.standing(service, payment)? {
            Standing::Paid { at_ms } => at_ms,
            Standing::Reversed => {
                return Err(Refused::new(ALREADY_REVERSED, "payment is reversed"));
            }
            Standing::Created | Standing::Failed => {
                return Err(Refused::new(NOT_PAID, "payment is not paid"));
            }
        };
        if !may_be_reversed(at_home(at_ms), at_home(self.now_ms())) {
            return Err(Refused::new(TOO_LATE, "payment of another month"));
        }
        let refusal = self.change(|state| {
            let planned = &mut state.refused_reversals;
            (!planned.is_empty()).then(|| planned.remove(0))
        });
        if let Some((code, note)) = refusal {
            return Err(Refused::new(code, &note));
        }
        self.change(|state| {
            if let Some(book) = state.services.get_mut(&service) {
                book.reverse(payment);
            }
        });
        Ok(json!({"error_code": 0, "error_note": "Success", "payment_id": payment}))
    }
}

/// Of this month; on the first day also of the month before.
fn may_be_reversed(paid: DateTime<FixedOffset>, now: DateTime<FixedOffset>) -> bool {
    let month = |at: DateTime<FixedOffset>| i64::from(at.year()) * 12 + i64::from(at.month0());
    let months = month(now) - month(paid);
    months == 0 || (months == 1 && now.day() == 1)
}

impl Service for Click {
    fn name(&self) -> &'static str {
        "click"
    }

    /// `status` or `reversal`.
    fn operation(&self, call: &Call) -> String {
        let segment = call.path.split('/').nth(4);
        segment.unwrap_or_default().to_owned()
    }

    fn answer<'a>(&'a self, call: &'a Call) -> BoxFuture<'a, Reply> {
        let reply = match self.answer_call(call) {
            Ok(body) => Reply::json(200, &body),
            Err(refused) => {
                if refused.is_unexpected {
                    let (method, path, note) = (&call.method, &call.path, &refused.note);
                    self.inner.caller.note(&format!("{method} {path}: {note}"));
                }
                let body = json!({"error_code": refused.code, "error_note": refused.note});
                Reply::json(refused.status, &body)
            }
        };
        std::future::ready(reply).boxed()
    }

    fn failure(&self, code: u16) -> Reply {
        let body = json!({"error_code": -i64::from(code), "error_note": "Internal error"});
        Reply::json(code, &body)
    }

    fn rate_limited(&self, retry_after_s: u32) -> Reply {
        self.failure(429)
            .with_header("retry-after", retry_after_s.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worked_digest_is_right() {
        assert_eq!(
            auth_header(23, "kV7pQ2xT9mLc", 1_795_251_900),
            "23:23cdf3f6d1cd6a4ecebc3284c058701f3d12fb78:1795251900"
        );
    }

    #[test]
    fn a_payment_is_taken_back_in_its_month_or_on_the_first_of_the_next() {
        let at = |text: &str| DateTime::parse_from_rfc3339(text).expect("a moment");
        let paid = at("2026-12-03T10:00:00+05:00");
        for (now, may) in [
            ("2026-12-31T23:59:59+05:00", true),
            ("2027-01-01T23:59:59+05:00", true),
            ("2027-01-02T00:00:00+05:00", false),
            ("2027-02-01T10:00:00+05:00", false),
        ] {
            assert_eq!(may_be_reversed(paid, at(now)), may, "{now}");
        }
    }
}
