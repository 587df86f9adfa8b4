//! A merchant's webhook endpoint that believes signatures as it must, or
//! everybody.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;

use crate::Clock;
use crate::common::lock;

pub(super) const SECRET: &str = "whsec_local_test_secret";

#[derive(Clone)]
pub(super) struct Shop {
    clock: Clock,
    inner: Arc<Mutex<Inner>>,
}

#[derive(Default)]
struct Inner {
    status: Option<u16>,
    trusts_everybody: bool,
    seen: Vec<Value>,
    headers: Vec<String>,
}

impl Shop {
    /// Starts it and gives its address.
    pub(super) async fn start(clock: Clock) -> (Self, String) {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0))
            .await
            .unwrap();
        let address = listener.local_addr().unwrap();
        let shop = Self {
            clock,
            inner: Arc::default(),
        };
        let app = Router::new().fallback(answer).with_state(shop.clone());
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        (shop, format!("http://{address}/stripe"))
    }

    pub(super) fn answer_status(&self, status: Option<u16>) {
        lock(&self.inner).status = status;
    }

    pub(super) fn trust_everybody(&self) {
        lock(&self.inner).trusts_everybody = true;
    }

    /// The events that were believed, oldest first.
    pub(super) fn seen(&self) -> Vec<Value> {
        lock(&self.inner).seen.clone()
    }

    pub(super) fn kinds(&self) -> Vec<String> {
        let kinds = self.seen().into_iter().map(|event| event["type"].clone());
        kinds
            .map(|kind| kind.as_str().unwrap().to_owned())
            .collect()
    }

    pub(super) fn headers(&self) -> Vec<String> {
        lock(&self.inner).headers.clone()
    }
}

async fn answer(State(shop): State<Shop>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let now_s = (shop.clock)() / 1000;
    let header = headers.get("stripe-signature");
    let header = header.map(|it| it.to_str().unwrap()).unwrap_or_default();
    let mut inner = lock(&shop.inner);
    inner.headers.push(header.to_owned());
    if !inner.trusts_everybody && !is_right(header, &body, now_s) {
        return StatusCode::BAD_REQUEST;
    }
    if let Some(status) = inner.status {
        return StatusCode::from_u16(status).unwrap();
    }
    inner.seen.push(serde_json::from_slice(&body).unwrap());
    StatusCode::OK
}

fn is_right(header: &str, body: &[u8], now_s: i64) -> bool {
    let pairs = || header.split(',').filter_map(|pair| pair.split_once('='));
    let at = pairs()
        .find(|(name, _)| *name == "t")
        .map(|(_, value)| value);
    let Some(at) = at else {
        return false;
    };
    if at.parse::<i64>().is_ok_and(|at_s| now_s - at_s > 300) {
        return false;
    }
    let mut keyed = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    keyed.update([at.as_bytes(), b".", body].concat().as_slice());
    let right: Vec<String> = keyed
        .finalize()
        .into_bytes()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let right = right.concat();
    pairs().any(|(name, value)| name == "v1" && value == right)
}
