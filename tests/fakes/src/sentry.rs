//! A Sentry project: takes envelopes with error events.
//!
//! Rules: <https://develop.sentry.dev/sdk/foundations/transport/envelopes/>,
//! <https://develop.sentry.dev/sdk/foundations/transport/event-payloads/>,
//! <https://develop.sentry.dev/sdk/foundations/transport/authentication/>.

use std::sync::{Arc, Mutex};

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde_json::{Map, Value, json};

use crate::common::serve::{Call, Reply, Service};
use crate::common::shape::{Field, Kind, may, must, problems};
use crate::common::{Common, lock};

const PROJECT: &str = "42";
const KEY: &str = "0123456789abcdef0123456789abcdef";
const MOST_EVENT_BYTES: usize = 1 << 20;

const PLATFORMS: Kind = Kind::OneOf(&[
    "as3",
    "c",
    "cfml",
    "cocoa",
    "csharp",
    "elixir",
    "haskell",
    "go",
    "groovy",
    "java",
    "javascript",
    "native",
    "node",
    "objc",
    "other",
    "perl",
    "php",
    "python",
    "ruby",
]);
const LEVELS: Kind = Kind::OneOf(&["fatal", "error", "warning", "info", "debug"]);
const MESSAGE: &[Field] = &[
    must("formatted", Kind::Text),
    may("message", Kind::Text),
    may("params", Kind::Any),
];
const EVENT: &[Field] = &[
    must("event_id", Kind::Text),
    must("timestamp", Kind::Number),
    must("platform", PLATFORMS),
    may("level", LEVELS),
    may("logger", Kind::Text),
    may("transaction", Kind::Text),
    may("server_name", Kind::Text),
    may("release", Kind::Text),
    may("environment", Kind::Text),
    may("message", Kind::Object(MESSAGE)),
    may("fingerprint", Kind::List(&Kind::Text)),
    may("tags", Kind::Any),
    may("extra", Kind::Any),
    may("contexts", Kind::Any),
];
const ENVELOPE_HEADERS: &[Field] = &[
    must("event_id", Kind::Text),
    may("dsn", Kind::Text),
    may("sdk", Kind::Any),
    may("sent_at", Kind::Text),
];
const ITEM_HEADERS: &[Field] = &[
    must("type", Kind::OneOf(&["event"])),
    may("length", Kind::Int),
    may("content_type", Kind::Text),
];

/// The project and what it was told.
#[derive(Clone)]
pub struct Sentry {
    common: Arc<Common>,
    events: Arc<Mutex<Vec<Value>>>,
}

impl Sentry {
    pub(crate) fn new(common: Arc<Common>) -> Self {
        Self {
            common,
            events: Arc::default(),
        }
    }

    /// The events that were taken, oldest first.
    pub fn events(&self) -> Vec<Value> {
        lock(&self.events).clone()
    }

    fn take(&self, call: &Call) -> Result<String, (u16, String)> {
        let wrong = |why: &str| (400, why.to_owned());
        if call.path != format!("/api/{PROJECT}/envelope/") || call.method != "POST" {
            return Err((404, format!("{} {}", call.method, call.path)));
        }
        if !is_let_in(call.header("x-sentry-auth").unwrap_or_default()) {
            return Err((403, "bad sentry DSN public key".to_owned()));
        }
        if call.header("content-type") != Some("application/x-sentry-envelope") {
            return Err(wrong("not an envelope by its content type"));
        }
        let (headers, rest) = line(&call.body).ok_or_else(|| wrong("no envelope headers"))?;
        let headers = object(headers, ENVELOPE_HEADERS, "envelope")?;
        let (item, rest) = line(rest).ok_or_else(|| wrong("no item"))?;
        let item = object(item, ITEM_HEADERS, "item")?;
        let (payload, rest) = match item.get("length").and_then(Value::as_u64) {
            Some(length) => {
                let length = usize::try_from(length).unwrap_or(usize::MAX);
                let parts = rest.split_at_checked(length);
                parts.ok_or_else(|| wrong("the item is shorter than its length"))?
            }
            None => line(rest).unwrap_or((rest, b"")),
        };
        if !matches!(rest, b"" | b"\n") {
            return Err(wrong("something follows the item"));
        }
        if payload.len() > MOST_EVENT_BYTES {
            return Err((413, "event too large".to_owned()));
        }
        let event = object(payload, EVENT, "event")?;
        let id = event["event_id"].as_str().unwrap_or_default().to_owned();
        if headers["event_id"] != event["event_id"] || !is_uuid4(&id) {
            return Err(wrong("event_id is not one random UUID of 32 small digits"));
        }
        let mut events = lock(&self.events);
        if events.iter().any(|known| known["event_id"] == id.as_str()) {
            return Err(wrong("an event with this id is known"));
        }
        events.push(Value::Object(event));
        Ok(id)
    }
}

/// `Sentry sentry_version=7, sentry_client=name/version, sentry_key=..`.
fn is_let_in(header: &str) -> bool {
    let Some(pairs) = header.strip_prefix("Sentry ") else {
        return false;
    };
    let value = |wanted: &str| {
        let mut pairs = pairs
            .split(',')
            .filter_map(|pair| pair.trim().split_once('='));
        pairs
            .find(|(name, _)| *name == wanted)
            .map(|(_, value)| value)
    };
    value("sentry_version") == Some("7")
        && value("sentry_key") == Some(KEY)
        && value("sentry_client").is_some_and(|client| client.contains('/'))
}

fn line(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    Some((&bytes[..end], &bytes[end + 1..]))
}

fn object(bytes: &[u8], fields: &[Field], what: &str) -> Result<Map<String, Value>, (u16, String)> {
    let read = serde_json::from_slice::<Map<String, Value>>(bytes);
    let read = read.map_err(|error| (400, format!("{what}: {error}")))?;
    match problems(&read, fields, what).as_slice() {
        [] => Ok(read),
        found => Err((400, found.join("; "))),
    }
}

fn is_uuid4(id: &str) -> bool {
    let is_digit = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    id.len() == 32 && id.bytes().all(is_digit) && id.as_bytes()[12] == b'4'
}

impl Service for Sentry {
    fn name(&self) -> &'static str {
        "sentry"
    }

    fn operation(&self, _call: &Call) -> String {
        "envelope".to_owned()
    }

    fn answer<'a>(&'a self, call: &'a Call) -> BoxFuture<'a, Reply> {
        let reply = match self.take(call) {
            Ok(id) => Reply::json(200, &json!({"id": id})),
            Err((status, why)) => {
                self.common.note_unexpected(format!("sentry: {why}"));
                Reply::json(status, &json!({"detail": why}))
            }
        };
        std::future::ready(reply).boxed()
    }

    fn failure(&self, code: u16) -> Reply {
        Reply::json(code, &json!({"detail": "Internal server error"}))
    }

    fn rate_limited(&self, retry_after_s: u32) -> Reply {
        Reply::json(429, &json!({"detail": "event rejected due to rate limit"}))
            .with_header("retry-after", retry_after_s.to_string())
            .with_header(
                "x-sentry-rate-limits",
                format!("{retry_after_s}:error;default:organization:error_usage_exceeded"),
            )
    }
}

/// The DSN of the project on a server at `url`.
pub(crate) fn dsn(url: &str) -> String {
    let (scheme, host) = url.split_once("://").unwrap_or(("http", url));
    format!("{scheme}://{KEY}@{host}/sentry/{PROJECT}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(auth: &str, body: &str) -> Call {
        let mut headers = axum::http::HeaderMap::new();
        headers.insert("x-sentry-auth", auth.parse().expect("a header"));
        let kind = "application/x-sentry-envelope";
        headers.insert("content-type", kind.parse().expect("a header"));
        Call {
            method: axum::http::Method::POST,
            path: format!("/api/{PROJECT}/envelope/"),
            query: String::new(),
            headers,
            body: body.to_owned().into(),
        }
    }

    #[test]
    fn only_a_well_formed_event_with_the_key_is_taken() {
        let stop = tokio_util::sync::CancellationToken::new();
        let sentry = Sentry::new(Arc::new(Common::new(Arc::new(|| 0), stop)));
        let auth = format!("Sentry sentry_version=7, sentry_client=a/1, sentry_key={KEY}");
        let id = "fc6d8c0c43fc4630ad850ee518f1b9d0";
        let event = json!({"event_id": id, "timestamp": 1, "platform": "native"}).to_string();
        let head = format!("{{\"event_id\":\"{id}\"}}\n");
        let whole = |event: &str| {
            let length = event.len();
            format!("{head}{{\"type\":\"event\",\"length\":{length}}}\n{event}\n")
        };
        let status = |auth: &str, body: &str| sentry.take(&call(auth, body)).map_err(|(it, _)| it);
        assert_eq!(status("Sentry sentry_key=x", &whole(&event)), Err(403));
        for body in [
            String::new(),
            head.clone(),
            whole(&event) + "{}",
            whole(&event.replace("native", "rust")),
            whole(&event.replace("timestamp", "time")),
            whole(&event.replace(id, "fc6d8c0c")),
            whole(&event).replace("\"event\"", "\"session\""),
        ] {
            assert_eq!(status(&auth, &body), Err(400), "{body}");
        }
        assert_eq!(status(&auth, &whole(&event)), Ok(id.to_owned()));
        assert_eq!(status(&auth, &whole(&event)), Err(400), "known already");
    }
}
