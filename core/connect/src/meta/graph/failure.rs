//! What Meta's errors mean.

use scx_kit::{Millis, Response};
use serde_json::Value;

use crate::error::{Call, ConnectError, ErrorKind, retry_after};
use crate::meta::loose::{at, inside, number, word};

/// Stable codes of refusals.
pub mod reason {
    /// The customer wrote last more than a day ago.
    pub const WINDOW: &str = "window-closed";
    /// The customer cannot be reached, or wants nothing.
    pub const UNREACHABLE: &str = "unreachable";
    /// The account may not do this: a right is missing.
    pub const FORBIDDEN: &str = "forbidden";
    /// The account has no means of payment.
    pub const PAYMENT: &str = "payment";
    /// The account is locked or blocked.
    pub const LOCKED: &str = "locked";
    /// A file is too long or of a wrong kind.
    pub const MEDIA: &str = "media";
    /// This comment was answered before.
    pub const ANSWERED: &str = "answered";
    /// No such thing, or not for this token.
    pub const MISSING: &str = "missing";
    /// Anything else.
    pub const OTHER: &str = "other";
}

/// What an error of Meta's means for the caller.
#[expect(clippy::cast_possible_truncation, reason = "Meta's codes are small")]
pub(super) fn failure(call: &Call<'_>, answer: &Response) -> ConnectError {
    let Ok(body) = serde_json::from_slice::<Value>(&answer.body) else {
        return call.unreadable(answer, "no JSON");
    };
    let error = at(&body, "error");
    let Some(code) = number(at(error, "code")).map(|code| code as i64) else {
        return call.unreadable(answer, "no code");
    };
    let subcode = number(at(error, "error_subcode")).unwrap_or(0.0) as i64;
    let details = inside(error, &["error_data", "details"]);
    let words = [at(error, "message"), details].into_iter().filter_map(word);
    let detail = format!("{code}/{subcode} {}", words.collect::<Vec<_>>().join(": "));
    let wait = |millis| ErrorKind::Limited {
        after: retry_after(answer).unwrap_or(millis),
    };
    let refused = |reason: &str| ErrorKind::Refused {
        reason: reason.to_owned(),
    };
    let kind = match (code, subcode) {
        (131_056, _) => wait(Millis::secs(6)),
        (130_429, _) => wait(Millis::secs(1)),
        (131_048 | 80_007 | 4 | 613 | 80_002 | 133_016, _) => wait(Millis::minutes(1)),
        (131_047, _) | (10, 2_534_022) => refused(reason::WINDOW),
        (131_026 | 131_049 | 131_050 | 130_472 | 131_021 | 131_030 | 551, _) | (100, 2_534_014) => {
            refused(reason::UNREACHABLE)
        }
        (131_042, _) => refused(reason::PAYMENT),
        (131_031 | 368 | 130_497 | 131_037 | 131_045, _) => refused(reason::LOCKED),
        (131_051..=131_053, _) => refused(reason::MEDIA),
        (10_900, _) => refused(reason::ANSWERED),
        (190 | 0, _) => ErrorKind::Auth,
        (3 | 10 | 200..=299, _) => refused(reason::FORBIDDEN),
        (131_000 | 131_016 | 131_057 | 1 | 2, _) => ErrorKind::Unavailable { sent: true },
        (100, 33) | (100, _) if answer.status == 404 || subcode == 33 => refused(reason::MISSING),
        (131_008 | 131_009 | 100 | 33, _) => ErrorKind::Broken,
        _ if answer.status >= 500 => ErrorKind::Unavailable { sent: true },
        _ => refused(reason::OTHER),
    };
    call.error(kind, &detail)
}
