//! Errors told to a Sentry-compatible service, for the operator.
//!
//! See <https://develop.sentry.dev/sdk/foundations/transport/envelopes/>. The
//! official crate is not used: it has one hub for the whole process, takes time
//! and randomness by itself, and all that is left of it would be this file.

use std::collections::BTreeMap;

use bytes::Bytes;
use scx_kit::{Body, Http, Millis, Request, Response, Secret, Time};
use serde_json::json;
use url::Url;

use crate::error::{Call, ConnectError, ErrorKind, retry_after, span_of};

const SERVICE: &str = "sentry";
const CLIENT: &str = concat!("sellercloudx/", env!("CARGO_PKG_VERSION"));

/// Without a word on how long, a limit lasts a minute, as the vendor's own clients take it.
const LIMIT_WAIT: Millis = Millis::minutes(1);

/// Where a project's reports go: `https://key@host/path/number`.
#[derive(Clone, Debug)]
pub struct Dsn {
    key: Secret<String>,
    endpoint: String,
}

impl Dsn {
    /// Reads a DSN; none when it has another form.
    pub fn parse(text: &str) -> Option<Self> {
        let url = Url::parse(text).ok()?;
        let (path, project) = url.path().rsplit_once('/')?;
        let is_project = !project.is_empty() && project.bytes().all(|b| b.is_ascii_digit());
        let is_key =
            !url.username().is_empty() && url.username().bytes().all(|b| b.is_ascii_alphanumeric());
        if !matches!(url.scheme(), "https" | "http") || !is_project || !is_key {
            return None;
        }
        let host = &url[url::Position::BeforeHost..url::Position::AfterPort];
        Some(Self {
            key: Secret::new(url.username().to_owned()),
            endpoint: format!("{}://{host}{path}/api/{project}/envelope/", url.scheme()),
        })
    }
}

/// One error, told without any secret.
#[derive(Clone, Debug)]
pub struct Report {
    /// Randomness for the report's id.
    pub id: [u8; 16],
    /// When it happened.
    pub at: Time,
    /// What happened; the same words are the same issue.
    pub message: String,
    /// The module that says so.
    pub logger: String,
    /// The work during which it happened.
    pub work: Option<String>,
    /// Whatever else is known, by name.
    pub facts: BTreeMap<String, String>,
}

/// The client of one project.
#[derive(Clone, Debug)]
pub struct Sentry {
    http: Http,
    dsn: Dsn,
}

impl Sentry {
    /// A client that reports to `dsn`.
    pub fn new(http: Http, dsn: Dsn) -> Self {
        Self { http, dsn }
    }

    /// Sends one report. Says how long to be silent afterwards, if at all.
    ///
    /// # Errors
    /// [`ConnectError`]; `Limited` when the service does not want to hear more.
    pub async fn send(&self, report: &Report) -> Result<Option<Millis>, ConnectError> {
        let call = Call {
            service: SERVICE,
            op: format!("{SERVICE}.envelope"),
            secrets: vec![&self.dsn.key],
        };
        let mut request = Request::new(call.op.clone(), "POST", self.dsn.endpoint.clone());
        let key = self.dsn.key.expose();
        let auth = format!("Sentry sentry_version=7, sentry_client={CLIENT}, sentry_key={key}");
        request.headers.push(("x-sentry-auth", auth));
        request.body = Body::Bytes("application/x-sentry-envelope", envelope(report));
        request.timeout = Millis::secs(10);
        request.answer_limit_bytes = 64 << 10;
        let sent = self.http.send(request).await;
        let answer = sent.map_err(|error| call.unanswered(error))?;
        let asked = limit_of(&answer);
        let after = asked.or_else(|| retry_after(&answer)).unwrap_or(LIMIT_WAIT);
        match answer.status {
            200..300 => Ok(asked),
            429 => Err(call.error(ErrorKind::Limited { after }, "status 429")),
            401 | 403 => Err(call.error(ErrorKind::Auth, &format!("status {}", answer.status))),
            _ => Err(call.unreadable(&answer, "a report was not taken")),
        }
    }
}

/// A line of headers, a line about the item, the item.
fn envelope(report: &Report) -> Bytes {
    let mut id = report.id;
    // The two marks of a random UUID, see RFC 9562, section 5.4.
    id[6] = (id[6] & 0x0f) | 0x40;
    id[8] = (id[8] & 0x3f) | 0x80;
    let id: String = id.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut event = json!({
        "event_id": id,
        "timestamp": report.at.0.div_euclid(1_000),
        "platform": "native",
        "level": "error",
        "logger": report.logger,
        "release": concat!("sellercloudx@", env!("CARGO_PKG_VERSION")),
        "message": {"formatted": report.message},
        "fingerprint": [report.logger, report.message],
        "extra": report.facts,
    });
    if let Some(work) = &report.work {
        event["transaction"] = json!(work);
    }
    let event = event.to_string();
    let item = json!({"type": "event", "length": event.len()});
    Bytes::from(format!("{}\n{item}\n{event}\n", json!({"event_id": id})))
}

/// The longest wait for errors that `X-Sentry-Rate-Limits` names:
/// `60:error;transaction:organization, 10::project`; no category means all.
fn limit_of(answer: &Response) -> Option<Millis> {
    let limits = answer.headers.get("x-sentry-rate-limits")?.split(',');
    let about_errors = limits.filter_map(|limit| {
        let mut parts = limit.trim().split(':');
        let after = span_of(parts.next()?, 1_000.0)?;
        let categories = parts.next().unwrap_or_default();
        let is_ours = categories.is_empty() || categories.split(';').any(|it| it == "error");
        is_ours.then_some(after)
    });
    about_errors.max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dsn_names_its_endpoint_and_prints_no_key() {
        let dsn = Dsn::parse("https://abc123@o1.ingest.example.com/sub/42").unwrap();
        assert_eq!(
            dsn.endpoint,
            "https://o1.ingest.example.com/sub/api/42/envelope/"
        );
        assert!(!format!("{dsn:?}").contains("abc123"));
        let local = Dsn::parse("http://k:old@127.0.0.1:9000/7").unwrap();
        assert_eq!(local.endpoint, "http://127.0.0.1:9000/api/7/envelope/");
        for wrong in [
            "",
            "abc",
            "https://host/1",
            "https://k@host/",
            "https://k@host/x",
            "ftp://k@host/1",
        ] {
            assert!(Dsn::parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn limits_for_errors_are_told_from_limits_for_other_things() {
        let limits = |text: &str| {
            limit_of(&Response {
                status: 200,
                headers: BTreeMap::from([("x-sentry-rate-limits".to_owned(), text.to_owned())]),
                body: Bytes::new(),
            })
        };
        assert_eq!(
            limits("60:transaction:key, 30:error;session:key"),
            Some(Millis::secs(30))
        );
        assert_eq!(limits("2700::organization"), Some(Millis::secs(2_700)));
        assert_eq!(limits("60:transaction:key"), None);
    }
}
