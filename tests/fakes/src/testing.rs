//! What the crate's own tests stand on: a scripted clock, one bot, one person
//! and a plain HTTP client.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use serde_json::{Value, json};

use crate::common::lock;
use crate::telegram::Person;
use crate::{Outside, Telegram};

pub(crate) const BOT: i64 = 700_001;
pub(crate) const LOLA: i64 = 5_001;
pub(crate) const ALI: i64 = 5_002;
pub(crate) const TOKEN: &str = "700001:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
pub(crate) const START_MS: i64 = 1_760_000_000_000;

pub(crate) struct Stage {
    pub(crate) outside: Outside,
    pub(crate) client: reqwest::Client,
    clock: Arc<AtomicI64>,
}

impl Stage {
    pub(crate) async fn set() -> Self {
        let clock = Arc::new(AtomicI64::new(START_MS));
        let hand = clock.clone();
        let outside = Outside::start(Arc::new(move || hand.load(Ordering::SeqCst))).await;
        #[expect(
            clippy::disallowed_methods,
            reason = "the fakes know none of our crates"
        )]
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        outside.telegram().add_bot(TOKEN, BOT, "dokon_bot", "Dokon");
        outside.telegram().add_person(lola());
        Self {
            outside,
            client,
            clock,
        }
    }

    pub(crate) fn telegram(&self) -> &Telegram {
        self.outside.telegram()
    }

    pub(crate) fn now_ms(&self) -> i64 {
        self.clock.load(Ordering::SeqCst)
    }

    /// The scripted clock, for somebody else to read.
    pub(crate) fn clock(&self) -> crate::Clock {
        let hand = self.clock.clone();
        Arc::new(move || hand.load(Ordering::SeqCst))
    }

    pub(crate) fn advance(&self, ms: i64) {
        self.clock.fetch_add(ms, Ordering::SeqCst);
        self.outside.release_due();
    }

    pub(crate) fn method_url(&self, method: &str) -> String {
        format!("{}/telegram/bot{TOKEN}/{method}", self.outside.url())
    }

    /// Calls a Bot API method with JSON; gives status and body.
    pub(crate) async fn call(&self, method: &str, params: Value) -> (u16, Value) {
        self.post(&self.method_url(method), params).await
    }

    /// As `call`, for calls that must succeed.
    pub(crate) async fn done(&self, method: &str, params: Value) -> Value {
        let (status, body) = self.call(method, params).await;
        assert_eq!(status, 200, "{method}: {body}");
        body["result"].clone()
    }

    /// As `call`, for calls that must fail; gives the description.
    pub(crate) async fn refused(&self, method: &str, params: Value) -> String {
        let (status, body) = self.call(method, params).await;
        assert_ne!(status, 200, "{method}: {body}");
        assert_eq!(body["ok"], false);
        assert_eq!(body["error_code"], status);
        body["description"].as_str().unwrap().to_owned()
    }

    /// Sends a text to Lola and gives the message id.
    pub(crate) async fn tell(&self, text: &str) -> i64 {
        let sent = self.done("sendMessage", json!({"chat_id": LOLA, "text": text}));
        sent.await["message_id"].as_i64().unwrap()
    }

    pub(crate) async fn post(&self, url: &str, body: Value) -> (u16, Value) {
        let response = self.client.post(url).json(&body).send().await.unwrap();
        let status = response.status().as_u16();
        (status, response.json().await.unwrap())
    }

    /// The newest update of the bot.
    pub(crate) fn last_update(&self) -> Value {
        let ids = self.telegram().update_ids(BOT);
        self.telegram().update(BOT, *ids.last().unwrap()).unwrap()
    }

    pub(crate) fn assert_nothing_unexpected(&self) {
        assert_eq!(self.outside.unexpected(), Vec::<String>::new());
    }

    /// What was unexpected, which must be exactly one thing.
    pub(crate) fn one_unexpected(&self) -> String {
        let mut found = self.outside.unexpected();
        assert_eq!(found.len(), 1, "{found:?}");
        self.outside.forgive_unexpected();
        found.remove(0)
    }
}

pub(crate) fn lola() -> Person {
    Person {
        id: LOLA,
        first_name: "Lola".to_owned(),
        last_name: Some("Karimova".to_owned()),
        username: None,
        language_code: Some("uz".to_owned()),
        phone: "998901234567".to_owned(),
    }
}

pub(crate) fn ali() -> Person {
    Person {
        id: ALI,
        first_name: "Ali".to_owned(),
        last_name: None,
        ..lola()
    }
}

/// The secret header and the update of one delivery.
type Delivery = (Option<String>, Value);

/// A webhook receiver that remembers and answers as told.
#[derive(Clone, Default)]
pub(crate) struct Receiver {
    seen: Arc<Mutex<Vec<Delivery>>>,
    answers: Arc<Mutex<VecDeque<(u16, String)>>>,
}

impl Receiver {
    /// Starts it and gives its address.
    pub(crate) async fn start(&self) -> String {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0))
            .await
            .unwrap();
        let address = listener.local_addr().unwrap();
        let app = Router::new().fallback(receive).with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        format!("http://{address}/hook")
    }

    /// The next answer; 200 without a body when nothing is planned.
    pub(crate) fn answer_next(&self, status: u16, body: &str) {
        lock(&self.answers).push_back((status, body.to_owned()));
    }

    pub(crate) fn seen(&self) -> Vec<Value> {
        lock(&self.seen)
            .iter()
            .map(|(_, body)| body.clone())
            .collect()
    }

    pub(crate) fn secrets(&self) -> Vec<Option<String>> {
        lock(&self.seen)
            .iter()
            .map(|(secret, _)| secret.clone())
            .collect()
    }
}

async fn receive(
    State(receiver): State<Receiver>,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, String) {
    let secret = headers.get("x-telegram-bot-api-secret-token");
    let secret = secret.map(|it| it.to_str().unwrap().to_owned());
    let update = serde_json::from_slice(&body).unwrap();
    lock(&receiver.seen).push((secret, update));
    let planned = lock(&receiver.answers).pop_front();
    let (status, body) = planned.unwrap_or((200, String::new()));
    (StatusCode::from_u16(status).unwrap(), body)
}
