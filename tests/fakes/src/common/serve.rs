//! The HTTP front: finds the service by the first path segment, plays the
//! scripted fault, logs the exchange.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use futures_util::future::BoxFuture;
use percent_encoding::percent_decode_str;
use serde_json::Value;
use tokio::net::TcpListener;

use super::Common;
use super::faults::{Fault, hold};
use super::line::{Cut, Lines};
use super::traffic::{Exchange, readable};

/// Above the largest upload any vendor here accepts.
const MAX_BODY_BYTES: usize = 64 * 1024 * 1024;

/// The HTTP layer of one vendor.
pub(crate) trait Service: Send + Sync {
    /// The first path segment.
    fn name(&self) -> &'static str;
    /// What the request asks for, as faults name it.
    fn operation(&self, call: &Call) -> String;
    /// The vendor's answer.
    fn answer<'a>(&'a self, call: &'a Call) -> BoxFuture<'a, Reply>;
    /// The vendor's body for a failure with this status.
    fn failure(&self, code: u16) -> Reply;
    /// The vendor's "too many requests".
    fn rate_limited(&self, retry_after_s: u32) -> Reply;
}

/// A request as a service sees it.
pub(crate) struct Call {
    pub(crate) method: Method,
    /// Below the service's prefix, percent-decoded, starting with a slash.
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Call {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

/// An answer, and what the log shows as the request.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) content_type: &'static str,
    pub(crate) body: Bytes,
    pub(crate) request_shown: Option<String>,
    /// Close the connection instead: the fake is shutting down.
    pub(crate) gone: bool,
}

impl Reply {
    pub(crate) fn json(status: u16, body: &Value) -> Self {
        Self {
            content_type: "application/json",
            ..Self::bytes(status, Bytes::from(body.to_string()))
        }
    }

    pub(crate) fn bytes(status: u16, body: Bytes) -> Self {
        Self {
            status,
            headers: Vec::new(),
            content_type: "application/octet-stream",
            body,
            request_shown: None,
            gone: false,
        }
    }

    pub(crate) fn gone() -> Self {
        Self {
            gone: true,
            ..Self::bytes(0, Bytes::new())
        }
    }

    pub(crate) fn with_header(mut self, name: &'static str, value: String) -> Self {
        self.headers.push((name, value));
        self
    }
}

#[derive(Clone)]
struct Front {
    common: Arc<Common>,
    services: Arc<[Arc<dyn Service>]>,
}

/// Serves until the common stop token is cancelled.
pub(crate) fn spawn(listener: TcpListener, common: Arc<Common>, services: Vec<Arc<dyn Service>>) {
    let stop = common.stop.clone();
    let front = Front {
        common,
        services: services.into(),
    };
    let app = Router::new().fallback(take_call).with_state(front);
    let make = app.into_make_service_with_connect_info::<Cut>();
    tokio::spawn(async move {
        let served = axum::serve(Lines(listener), make)
            .with_graceful_shutdown(stop.cancelled_owned())
            .await;
        served.expect("serving on a bound socket does not fail");
    });
}

async fn take_call(
    State(front): State<Front>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, MAX_BODY_BYTES).await else {
        return respond(Reply::bytes(413, Bytes::new()));
    };
    let path = percent_decode_str(parts.uri.path()).decode_utf8_lossy();
    let (prefix, rest) = split_prefix(&path);
    let mut call = Call {
        method: parts.method,
        path: rest,
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers: parts.headers,
        body,
    };
    let service = front.services.iter().find(|it| it.name() == prefix);
    let Some(service) = service.cloned() else {
        let line = format!("{} {path}: no such service", call.method);
        front.common.note_unexpected(line);
        call.path = path.into_owned();
        let reply = Reply::json(404, &serde_json::json!({"error": "not found"}));
        front.log("-", &call, &reply);
        return respond(reply);
    };
    let reply = front.play(service.as_ref(), &call).await;
    if reply.gone {
        cut.now();
    }
    respond(reply)
}

fn split_prefix(path: &str) -> (String, String) {
    let path = path.trim_start_matches('/');
    match path.split_once('/') {
        Some((prefix, rest)) => (prefix.to_owned(), format!("/{rest}")),
        None => (path.to_owned(), "/".to_owned()),
    }
}

impl Front {
    async fn play(&self, service: &dyn Service, call: &Call) -> Reply {
        let operation = service.operation(call);
        let fault = self.common.faults.take(service.name(), &operation);
        let reply = match &fault {
            Some(Fault::Status { code, body: None }) => service.failure(*code),
            Some(Fault::Status {
                code,
                body: Some(text),
            }) => Reply {
                content_type: "application/json",
                ..Reply::bytes(*code, Bytes::from(text.clone()))
            },
            Some(Fault::RateLimited { retry_after_s }) => service.rate_limited(*retry_after_s),
            Some(Fault::Hang) => Reply::gone(),
            Some(Fault::Slow { .. } | Fault::Drop) | None => service.answer(call).await,
        };
        let reply = Reply {
            gone: reply.gone || fault == Some(Fault::Drop),
            ..reply
        };
        self.log(service.name(), call, &reply);
        let answered = match fault {
            Some(Fault::Slow { ms }) => hold(&self.common, Some(self.common.now_ms() + ms)).await,
            Some(Fault::Hang) => hold(&self.common, None).await,
            Some(Fault::Status { .. } | Fault::RateLimited { .. } | Fault::Drop) | None => true,
        };
        if answered { reply } else { Reply::gone() }
    }

    fn log(&self, service: &str, call: &Call, reply: &Reply) {
        let shown = reply.request_shown.clone();
        let response = if reply.content_type == "application/json" {
            readable(&reply.body)
        } else {
            format!("<{} bytes>", reply.body.len())
        };
        self.common.log(Exchange {
            seq: 0,
            at_ms: self.common.now_ms(),
            service: service.to_owned(),
            method: call.method.to_string(),
            path: masked_path(&call.path),
            status: if reply.gone { 0 } else { reply.status },
            request: shown.unwrap_or_else(|| readable(&call.body)),
            response,
        });
    }
}

/// Hides whatever follows the bot's number in `/bot123:secret/..`, also for
/// tokens nobody registered.
fn masked_path(path: &str) -> String {
    let masked = path.split('/').map(|segment| {
        let token = segment
            .strip_prefix("bot")
            .and_then(|it| it.split_once(':'));
        match token {
            Some((id, _)) => format!("bot{id}:***"),
            None => segment.to_owned(),
        }
    });
    masked.collect::<Vec<_>>().join("/")
}

fn respond(reply: Reply) -> Response {
    // A cut line never shows this status to anybody.
    let status = if reply.gone { 500 } else { reply.status };
    let mut response = Response::builder()
        .status(status)
        .header("content-type", reply.content_type);
    for (name, value) in reply.headers {
        response = response.header(name, value);
    }
    response
        .body(Body::from(reply.body))
        .expect("statuses and headers of the fakes are well formed")
}
