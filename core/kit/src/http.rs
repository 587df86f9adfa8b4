//! The one HTTP client. Every call to the outside world goes through it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use bytes::{Bytes, BytesMut};

use crate::{Clock, Meter, Meters, Millis, Stopwatch, forbid_in_transaction, timeout};

const CALLS: Meter = Meter::count(
    "scx_outside_calls",
    "Calls to outside services by how they ended.",
);
const TOOK: Meter = Meter::seconds(
    "scx_outside_seconds",
    "How long outside services took to answer; waiting for updates is left out.",
);
pub(crate) const METERS: &[Meter] = &[CALLS, TOOK];

/// Where named hosts really are: tests and self-hosted gateways redirect a
/// vendor's base URL here, and production code has no other switch.
#[derive(Clone, Debug, Default)]
pub struct Hosts(BTreeMap<String, String>);

impl Hosts {
    /// Redirects every URL that starts with `from` to `to`.
    pub fn redirect(&mut self, from: &str, to: &str) {
        self.0.insert(
            from.trim_end_matches('/').to_owned(),
            to.trim_end_matches('/').to_owned(),
        );
    }

    fn resolve(&self, url: &str) -> String {
        for (from, to) in &self.0 {
            if let Some(rest) = url.strip_prefix(from.as_str())
                && (rest.is_empty() || rest.starts_with(['/', '?']))
            {
                return format!("{to}{rest}");
            }
        }
        url.to_owned()
    }
}

/// The body of a request.
#[derive(Clone, Debug, Default)]
pub enum Body {
    /// No body.
    #[default]
    Empty,
    /// JSON, already serialised.
    Json(Bytes),
    /// Bytes of a media type of their own.
    Bytes(&'static str, Bytes),
    /// A multipart form.
    Form(Vec<Part>),
}

/// One part of a multipart form.
#[derive(Clone, Debug)]
pub struct Part {
    /// The field's name.
    pub name: String,
    /// The bytes of the field.
    pub bytes: Bytes,
    /// File name and media type, when the part is a file.
    pub file: Option<(String, String)>,
}

/// A request with its own limits.
#[derive(Clone, Debug)]
pub struct Request {
    /// Fixed dotted name for logs: `telegram.sendMessage`. Never the URL,
    /// which may hold a token.
    pub op: String,
    /// GET, POST, PUT, PATCH or DELETE.
    pub method: &'static str,
    /// The URL with the vendor's own host.
    pub url: String,
    /// Headers, secrets among them.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Body,
    /// Time for the whole exchange.
    pub timeout: Millis,
    /// A longer answer is refused.
    pub answer_limit_bytes: usize,
}

impl Request {
    /// A request with a time-out of 30 s and an answer of at most 4 MB.
    pub fn new(op: impl Into<String>, method: &'static str, url: impl Into<String>) -> Self {
        Self {
            op: op.into(),
            method,
            url: url.into(),
            headers: Vec::new(),
            body: Body::Empty,
            timeout: Millis::secs(30),
            answer_limit_bytes: 4 << 20,
        }
    }
}

/// An answer of any status.
#[derive(Clone, Debug)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// Lower-case names; the first value of each.
    pub headers: BTreeMap<String, String>,
    /// The whole body.
    pub body: Bytes,
}

/// Why there is no answer. None of these says whether the other side acted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HttpError {
    /// No connection was made: the other side did nothing.
    #[error("could not connect")]
    Connect,
    /// The time was up.
    #[error("no answer in time")]
    Timeout,
    /// The answer was longer than the limit.
    #[error("the answer is too long")]
    TooLong,
    /// The connection broke or the request could not be built.
    #[error("the exchange broke off")]
    Broken,
}

/// The client: one pool of connections for the whole process.
#[derive(Clone, Debug)]
pub struct Http {
    client: reqwest::Client,
    clock: Arc<dyn Clock>,
    hosts: Arc<Hosts>,
    meters: Meters,
    tallies: Arc<Mutex<BTreeMap<String, Tally>>>,
}

/// How the calls of one service went since the process began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All of them.
    pub calls: u64,
    /// Those without an answer, or with one that says that the service is broken.
    pub failed: u64,
}

impl Http {
    /// Builds the client. Time-outs run on `clock`, so that a scripted clock
    /// can let them pass.
    #[expect(clippy::disallowed_methods, reason = "the one client of the product")]
    pub fn new(clock: Arc<dyn Clock>, hosts: Hosts) -> Self {
        let client = reqwest::Client::builder()
            .user_agent(concat!("sellercloudx/", env!("CARGO_PKG_VERSION")))
            .redirect(reqwest::redirect::Policy::none())
            .tcp_nodelay(true)
            .no_proxy()
            .build()
            .expect("the TLS roots are compiled in");
        Self {
            client,
            clock,
            hosts: Arc::new(hosts),
            meters: Meters::default(),
            tallies: Arc::default(),
        }
    }

    /// How the calls of each service went.
    ///
    /// # Panics
    /// When a thread panicked while it counted, which cannot happen.
    pub fn tallies(&self) -> BTreeMap<String, Tally> {
        self.tallies
            .lock()
            .expect("counting does not panic")
            .clone()
    }

    /// The same client, measured.
    #[must_use]
    pub fn with_meters(self, meters: Meters) -> Self {
        Self { meters, ..self }
    }

    /// Sends one request and reads the whole answer. Never retries: the caller
    /// knows whether a repetition is harmless.
    ///
    /// # Errors
    /// [`HttpError`]; an answer with an error status is an `Ok`.
    pub async fn send(&self, request: Request) -> Result<Response, HttpError> {
        forbid_in_transaction("an outside call was made");
        let watch = Stopwatch::start();
        let (op, span) = (request.op.clone(), request.timeout);
        let outcome = timeout(&*self.clock, span, self.exchange(request))
            .await
            .unwrap_or(Err(HttpError::Timeout));
        self.measure(&op, &outcome, watch);
        match &outcome {
            Ok(answer) => {
                tracing::debug!(http.op = %op, http.status = answer.status, duration_ms = watch.elapsed_ms(), "outside call answered");
            }
            Err(error) => {
                tracing::info!(http.op = %op, error = %error, duration_ms = watch.elapsed_ms(), "outside call failed");
            }
        }
        outcome
    }

    fn measure(&self, op: &str, outcome: &Result<Response, HttpError>, watch: Stopwatch) {
        let (service, op) = op.split_once('.').unwrap_or((op, ""));
        let labels = [
            ("service", service),
            ("op", op),
            ("outcome", outcome_name(outcome)),
        ];
        self.meters.count(&CALLS, &labels);
        self.tally(service, outcome);
        // A long poll lasts as long as nobody writes.
        if op != "GetUpdates" {
            self.meters.took(&TOOK, &labels[..1], watch);
        }
    }

    fn tally(&self, service: &str, outcome: &Result<Response, HttpError>) {
        let is_failed = match outcome {
            Ok(answer) => answer.status >= 500,
            Err(_) => true,
        };
        let mut tallies = self.tallies.lock().expect("counting does not panic");
        let tally = tallies.entry(service.to_owned()).or_default();
        tally.calls += 1;
        tally.failed += u64::from(is_failed);
    }

    async fn exchange(&self, request: Request) -> Result<Response, HttpError> {
        let method = reqwest::Method::from_bytes(request.method.as_bytes())
            .map_err(|_| HttpError::Broken)?;
        let mut builder = self
            .client
            .request(method, self.hosts.resolve(&request.url));
        for (name, value) in &request.headers {
            builder = builder.header(*name, value);
        }
        builder = match request.body {
            Body::Empty => builder,
            Body::Json(bytes) => builder
                .header("content-type", "application/json")
                .body(bytes),
            Body::Bytes(media_type, bytes) => {
                builder.header("content-type", media_type).body(bytes)
            }
            Body::Form(parts) => builder.multipart(form(parts)?),
        };
        let answer = builder.send().await.map_err(|error| {
            if error.is_connect() {
                HttpError::Connect
            } else {
                HttpError::Broken
            }
        })?;
        read(answer, request.answer_limit_bytes).await
    }
}

fn outcome_name(outcome: &Result<Response, HttpError>) -> &'static str {
    match outcome {
        Ok(answer) => match answer.status {
            ..400 => "ok",
            401 => "auth",
            429 => "limited",
            400..500 => "refused",
            500.. => "unavailable",
        },
        Err(HttpError::Connect) => "no_connection",
        Err(HttpError::Timeout) => "timeout",
        Err(HttpError::TooLong) => "too_long",
        Err(HttpError::Broken) => "broken",
    }
}

fn form(parts: Vec<Part>) -> Result<reqwest::multipart::Form, HttpError> {
    let mut form = reqwest::multipart::Form::new();
    for part in parts {
        let mut field = reqwest::multipart::Part::stream(part.bytes);
        if let Some((file_name, media_type)) = part.file {
            field = field
                .file_name(file_name)
                .mime_str(&media_type)
                .map_err(|_| HttpError::Broken)?;
        }
        form = form.part(part.name, field);
    }
    Ok(form)
}

async fn read(mut answer: reqwest::Response, limit_bytes: usize) -> Result<Response, HttpError> {
    let status = answer.status().as_u16();
    let mut headers = BTreeMap::new();
    for (name, value) in answer.headers() {
        if let Ok(text) = value.to_str() {
            headers
                .entry(name.as_str().to_owned())
                .or_insert_with(|| text.to_owned());
        }
    }
    let mut body = BytesMut::new();
    while let Some(chunk) = answer.chunk().await.map_err(|_| HttpError::Broken)? {
        if body.len() + chunk.len() > limit_bytes {
            return Err(HttpError::TooLong);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Response {
        status,
        headers,
        body: body.freeze(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_keeps_the_path_and_stops_at_a_host_boundary() {
        let mut hosts = Hosts::default();
        hosts.redirect("https://api.telegram.org", "http://127.0.0.1:9/telegram/");
        assert_eq!(
            hosts.resolve("https://api.telegram.org/bot1/getMe"),
            "http://127.0.0.1:9/telegram/bot1/getMe"
        );
        let other = "https://api.telegram.org.evil.example/x";
        assert_eq!(hosts.resolve(other), other);
    }
}
