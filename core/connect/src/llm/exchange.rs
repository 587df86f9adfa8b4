//! What all vendors of models share: JSON out, JSON in, stable refusals.

use bytes::Bytes;
use scx_kit::{Body, Millis, Request, Response};
use serde::de::DeserializeOwned;

use super::Account;
use crate::error::{Call, ConnectError, ErrorKind};

/// The model does not exist any more, or not for this account.
pub const MODEL_GONE: &str = "model-gone";
/// The account has no money or no right to any quota.
pub const NO_QUOTA: &str = "no-quota";
/// The vendor does not understand the question; repeating it is useless.
pub const BAD_REQUEST: &str = "bad-request";

/// The vendor does not take this kind of recording or picture.
pub const MEDIA: &str = "media";

/// A quota for the day ends at the vendor's midnight, which this crate does not
/// know; asking again every other hour loses little and costs nothing.
pub(super) const DAY_QUOTA_WAIT: Millis = Millis::hours(2);

/// A limit without a wait is one of requests or tokens per minute.
pub(super) const MINUTE_QUOTA_WAIT: Millis = Millis::secs(30);

/// Answers are a few thousand tokens; a list of models is longer.
const ANSWER_LIMIT_BYTES: usize = 8 << 20;

impl Account {
    /// A call of this account.
    pub(super) fn call(&self, service: &'static str, op: &str) -> Call<'_> {
        Call {
            service,
            op: format!("{service}.{op}"),
            secrets: vec![&self.key],
        }
    }

    /// The address of `path` at the vendor's, or at a gateway.
    pub(super) fn url(&self, path: &str) -> String {
        format!("{}/{path}", self.base_url.trim_end_matches('/'))
    }

    /// Asks for `path`, with a body or without, and gives back any answer.
    pub(super) async fn exchange(
        &self,
        call: &Call<'_>,
        path: &str,
        credential: (&'static str, String),
        question: Option<(Vec<u8>, Millis)>,
    ) -> Result<Response, ConnectError> {
        let body = question.map(|(json, timeout)| (Body::Json(Bytes::from(json)), timeout));
        self.exchange_body(call, path, credential, body).await
    }

    /// As [`Account::exchange`], with any body.
    pub(super) async fn exchange_body(
        &self,
        call: &Call<'_>,
        path: &str,
        credential: (&'static str, String),
        body: Option<(Body, Millis)>,
    ) -> Result<Response, ConnectError> {
        let method = if body.is_some() { "POST" } else { "GET" };
        let mut request = Request::new(call.op.clone(), method, self.url(path));
        request.headers.push(credential);
        request.answer_limit_bytes = ANSWER_LIMIT_BYTES;
        if let Some((body, timeout)) = body {
            request.body = body;
            request.timeout = timeout;
        }
        let sent = self.http.send(request).await;
        sent.map_err(|error| call.unanswered(error))
    }
}

/// Reads a good answer.
pub(super) fn read<T: DeserializeOwned>(
    call: &Call<'_>,
    answer: &Response,
) -> Result<T, ConnectError> {
    serde_json::from_slice(&answer.body).map_err(|error| {
        // The position says where; the bytes may hold a customer's words.
        let place = format!(
            "an answer of an unknown shape at {}:{}",
            error.line(),
            error.column()
        );
        call.error(ErrorKind::Broken, &place)
    })
}

/// A model's name becomes part of a URL.
pub(super) fn is_model_name(model: &str) -> bool {
    !model.is_empty()
        && !model.contains("..")
        && model
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte))
}
