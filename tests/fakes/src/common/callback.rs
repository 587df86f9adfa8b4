//! Requests from a vendor to the product, and what the product answered.

use std::sync::Arc;

use reqwest::Method;
use serde_json::Value;

use super::Common;
use super::traffic::{Exchange, readable};

/// What the product answered to a vendor's request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status; 0 when no answer came.
    pub status: u16,
    /// The header of that name, empty when there was none.
    pub content_type: String,
    /// The body as JSON; null when it is none.
    pub body: Value,
    /// The body byte for byte.
    pub raw: Vec<u8>,
}

impl Answer {
    /// The `result` of a JSON-RPC answer; null when there is none.
    pub fn result(&self) -> &Value {
        &self.body["result"]
    }

    /// The code of an error: `error.code` as Payme and Paynet read it, or
    /// `error` as Click reads it, where 0 is success.
    pub fn error_code(&self) -> Option<i64> {
        let error = &self.body["error"];
        error.as_i64().or_else(|| error["code"].as_i64())
    }

    /// The code of a refusal as Uzum Bank reads it: the text in `errorCode`.
    pub fn refusal(&self) -> Option<&str> {
        self.body["errorCode"].as_str()
    }

    fn none() -> Self {
        Self {
            status: 0,
            content_type: String::new(),
            body: Value::Null,
            raw: Vec::new(),
        }
    }

    async fn of_response(response: reqwest::Response) -> Self {
        let status = response.status().as_u16();
        let content_type = response.headers().get("content-type");
        let content_type = content_type.and_then(|value| value.to_str().ok());
        let content_type = content_type.unwrap_or_default().to_owned();
        match response.bytes().await {
            Ok(raw) => Self {
                status,
                content_type,
                body: serde_json::from_slice(&raw).unwrap_or_default(),
                raw: raw.to_vec(),
            },
            // Half an answer is none.
            Err(_) => Self::none(),
        }
    }
}

/// One request of a vendor.
pub(crate) struct Outgoing {
    pub(crate) method: Method,
    pub(crate) url: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
}

/// Sends a vendor's requests and writes them into the log.
pub(crate) struct Caller {
    service: &'static str,
    common: Arc<Common>,
    client: reqwest::Client,
}

impl Caller {
    pub(crate) fn new(service: &'static str, common: Arc<Common>) -> Self {
        #[expect(
            clippy::disallowed_methods,
            reason = "the fakes know none of our crates, so they cannot use kit's client"
        )]
        let client = reqwest::Client::builder()
            .no_proxy()
            // The vendors take a redirect for a failure.
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .expect("a plain client needs nothing that can be missing");
        Self {
            service,
            common,
            client,
        }
    }

    pub(crate) fn common(&self) -> &Arc<Common> {
        &self.common
    }

    /// Notes what the product should not have answered.
    pub(crate) fn note(&self, what: &str) {
        let service = self.service;
        self.common.note_unexpected(format!("{service}: {what}"));
    }

    /// Waits for the answer, but not beyond the end of the world.
    pub(crate) async fn send(&self, outgoing: Outgoing) -> Answer {
        let method = outgoing.method.clone();
        let mut request = self.client.request(outgoing.method, &outgoing.url);
        for (name, value) in outgoing.headers {
            request = request.header(name, value);
        }
        let request = request.body(outgoing.body.clone());
        let answered = async {
            match request.send().await {
                Ok(response) => Answer::of_response(response).await,
                Err(_) => Answer::none(),
            }
        };
        let answer = tokio::select! {
            answer = answered => answer,
            () = self.common.stop.cancelled() => Answer::none(),
        };
        self.common.log(Exchange {
            seq: 0,
            at_ms: self.common.now_ms(),
            service: self.service.to_owned(),
            method: format!(">{method}"),
            path: outgoing.url,
            status: answer.status,
            request: readable(&outgoing.body),
            response: readable(&answer.raw),
        });
        answer
    }
}
