//! The one error of all connectors.

use scx_kit::{HttpError, Millis, Response, Secret};

/// A vendor's words are cut here: enough to recognise an error in the log.
const DETAIL_LIMIT_CHARS: usize = 300;

/// Anything shorter is no secret, and masking it would garble the detail.
const SECRET_MIN_CHARS: usize = 6;

/// A call to an outside service that brought nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{service}: {op}: {kind}")]
pub struct ConnectError {
    /// The service: `telegram`, `gemini`, `openai`.
    pub service: &'static str,
    /// The call, as in the logs: `telegram.SendMessage`.
    pub op: String,
    /// What the caller branches on.
    pub kind: ErrorKind,
    /// The vendor's words with secrets masked, for logs only; never shown to a
    /// person and never branched on.
    pub detail: String,
}

/// What went wrong, as far as a caller can act on it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ErrorKind {
    /// The credential is wrong or was revoked.
    #[error("the credential was not accepted")]
    Auth,
    /// Too much was asked; nothing was done.
    #[error("limited for {} ms", after.0)]
    Limited {
        /// Nothing succeeds before this span has passed.
        after: Millis,
    },
    /// A definite no that a repetition does not change.
    #[error("refused: {reason}")]
    Refused {
        /// A stable code, listed at the service.
        reason: String,
    },
    /// No usable answer now; later there may be one.
    #[error("unavailable")]
    Unavailable {
        /// True when the request may have reached the vendor and been carried
        /// out, so that repeating it may do it twice.
        sent: bool,
    },
    /// Our request or their answer is malformed: a person must look.
    #[error("an answer or a request of the wrong format")]
    Broken,
}

impl ConnectError {
    /// Whether the same call may succeed later without anybody changing anything.
    pub fn is_retryable(&self) -> bool {
        match self.kind {
            ErrorKind::Limited { .. } | ErrorKind::Unavailable { .. } => true,
            ErrorKind::Auth | ErrorKind::Refused { .. } | ErrorKind::Broken => false,
        }
    }

    /// The stable code of a refusal.
    pub fn reason(&self) -> Option<&str> {
        match &self.kind {
            ErrorKind::Refused { reason } => Some(reason),
            ErrorKind::Auth
            | ErrorKind::Limited { .. }
            | ErrorKind::Unavailable { .. }
            | ErrorKind::Broken => None,
        }
    }
}

/// One call under way: knows what its errors must name and what they must hide.
pub(crate) struct Call<'a> {
    pub service: &'static str,
    pub op: String,
    pub secrets: Vec<&'a Secret<String>>,
}

impl Call<'_> {
    /// An error of this call, its detail masked and cut.
    pub fn error(&self, kind: ErrorKind, detail: &str) -> ConnectError {
        let mut detail = detail.to_owned();
        for secret in &self.secrets {
            if secret.expose().chars().count() >= SECRET_MIN_CHARS {
                detail = detail.replace(secret.expose().as_str(), "***");
            }
        }
        ConnectError {
            service: self.service,
            op: self.op.clone(),
            kind,
            detail: detail.chars().take(DETAIL_LIMIT_CHARS).collect(),
        }
    }

    /// A refusal of this call.
    pub fn refused(&self, reason: &str, detail: &str) -> ConnectError {
        self.error(
            ErrorKind::Refused {
                reason: reason.to_owned(),
            },
            detail,
        )
    }

    /// There was no answer at all.
    pub fn unanswered(&self, error: HttpError) -> ConnectError {
        let kind = match error {
            HttpError::Connect => ErrorKind::Unavailable { sent: false },
            HttpError::Timeout | HttpError::Broken => ErrorKind::Unavailable { sent: true },
            HttpError::TooLong => ErrorKind::Broken,
        };
        self.error(kind, &error.to_string())
    }

    /// An answer whose body nobody understands; its bytes are not repeated,
    /// because they may hold what a customer wrote.
    pub fn unreadable(&self, answer: &Response, what: &str) -> ConnectError {
        let detail = format!("status {}: {what}", answer.status);
        let kind = match answer.status {
            429 => ErrorKind::Limited {
                after: retry_after(answer).unwrap_or(Millis::secs(5)),
            },
            408 | 500.. => ErrorKind::Unavailable { sent: true },
            _ => ErrorKind::Broken,
        };
        self.error(kind, &detail)
    }
}

/// The wait an answer's headers ask for. A date instead of seconds is ignored:
/// no vendor here sends one.
pub(crate) fn retry_after(answer: &Response) -> Option<Millis> {
    if let Some(ms) = answer.headers.get("retry-after-ms") {
        return span_of(ms, 1.0);
    }
    span_of(answer.headers.get("retry-after")?, 1_000.0)
}

/// A decimal number of units of `unit_ms` as a span, at most a day. Rounded up,
/// because a request that comes a millisecond early is refused again.
pub(crate) fn span_of(text: &str, unit_ms: f64) -> Option<Millis> {
    let units: f64 = text.trim().parse().ok()?;
    if !units.is_finite() || units < 0.0 {
        return None;
    }
    let ms = (units * unit_ms).ceil();
    if ms >= 86_400_000.0 {
        return Some(Millis::days(1));
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "at most a day, checked above"
    )]
    Some(Millis(ms as i64))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn answer(status: u16, headers: &[(&str, &str)]) -> Response {
        Response {
            status,
            headers: headers
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect::<BTreeMap<_, _>>(),
            body: bytes::Bytes::from_static(b"<html>"),
        }
    }

    #[test]
    fn a_secret_never_reaches_the_error() {
        let token = Secret::new(String::from("123456:AAsecretAA"));
        let call = Call {
            service: "telegram",
            op: String::from("telegram.SendMessage"),
            secrets: vec![&token],
        };
        let error = call.error(
            ErrorKind::Broken,
            "no route for /bot123456:AAsecretAA/sendMessage",
        );
        assert!(!format!("{error} {error:?}").contains("AAsecretAA"));
        assert_eq!(error.detail, "no route for /bot***/sendMessage");
    }

    #[test]
    fn only_a_missing_connection_proves_that_nothing_was_sent() {
        let call = Call {
            service: "telegram",
            op: String::from("telegram.SendMessage"),
            secrets: Vec::new(),
        };
        let kind = |error| call.unanswered(error).kind;
        assert_eq!(
            kind(HttpError::Connect),
            ErrorKind::Unavailable { sent: false }
        );
        assert_eq!(
            kind(HttpError::Timeout),
            ErrorKind::Unavailable { sent: true }
        );
        assert_eq!(
            kind(HttpError::Broken),
            ErrorKind::Unavailable { sent: true }
        );
        assert_eq!(kind(HttpError::TooLong), ErrorKind::Broken);
    }

    #[test]
    fn a_page_of_a_proxy_is_told_by_its_status_alone() {
        let call = Call {
            service: "openai",
            op: String::from("openai.responses"),
            secrets: Vec::new(),
        };
        let error = |status, headers: &[_]| call.unreadable(&answer(status, headers), "not JSON");
        assert!(error(502, &[]).is_retryable());
        assert_eq!(
            error(429, &[("retry-after", "7")]).kind,
            ErrorKind::Limited {
                after: Millis::secs(7)
            }
        );
        assert_eq!(error(403, &[]).kind, ErrorKind::Broken);
        assert!(!error(200, &[]).is_retryable());
        assert!(!error(200, &[]).detail.contains("html"));
    }

    #[test]
    fn waits_are_read_with_fractions_and_never_exceed_a_day() {
        assert_eq!(span_of("1.5", 1_000.0), Some(Millis(1_500)));
        assert_eq!(span_of("0.0004", 1_000.0), Some(Millis(1)));
        assert_eq!(span_of("999999999", 1_000.0), Some(Millis::days(1)));
        assert_eq!(span_of("-1", 1_000.0), None);
        assert_eq!(span_of("soon", 1_000.0), None);
        assert_eq!(
            retry_after(&answer(
                429,
                &[("retry-after-ms", "250"), ("retry-after", "9")]
            )),
            Some(Millis(250))
        );
    }
}
