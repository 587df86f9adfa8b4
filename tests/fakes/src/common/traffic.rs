//! The log of requests, with secrets masked, and the list of what a correct
//! client would not have done.

use std::collections::VecDeque;
use std::sync::Mutex;

use serde::Serialize;
use serde_json::Value;

use super::lock;

const KEPT_EXCHANGES: usize = 500;

/// One request and its answer. Requests from a fake to the product (webhooks)
/// are listed too, under the service name with `>` in front of the method.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Exchange {
    /// Counts up from 1 without gaps.
    pub seq: u64,
    /// When it was answered, or given up.
    pub at_ms: i64,
    /// The service that took part.
    pub service: String,
    /// The HTTP method.
    pub method: String,
    /// The path, or the whole address of a webhook, with tokens masked.
    pub path: String,
    /// The answer's status; 0 when the caller never saw an answer.
    pub status: u16,
    /// The request body as JSON text, or its size in bytes.
    pub request: String,
    /// The response body as text, or its size in bytes.
    pub response: String,
}

#[derive(Default)]
pub(crate) struct Traffic {
    log: Mutex<Log>,
    unexpected: Mutex<Vec<String>>,
}

#[derive(Default)]
struct Log {
    last_seq: u64,
    exchanges: VecDeque<Exchange>,
    /// Secret text and what is shown in its place.
    secrets: Vec<(String, String)>,
}

impl Traffic {
    /// From now on the log shows `shown` wherever `secret` would stand.
    pub(crate) fn hide(&self, secret: &str, shown: &str) {
        let pair = (secret.to_owned(), shown.to_owned());
        let mut log = lock(&self.log);
        if !secret.is_empty() && !log.secrets.contains(&pair) {
            log.secrets.push(pair);
        }
    }

    pub(crate) fn log(&self, mut exchange: Exchange) {
        let mut log = lock(&self.log);
        exchange.path = log.masked(&exchange.path);
        exchange.request = log.masked(&exchange.request);
        exchange.response = log.masked(&exchange.response);
        log.last_seq += 1;
        exchange.seq = log.last_seq;
        log.exchanges.push_back(exchange);
        if log.exchanges.len() > KEPT_EXCHANGES {
            log.exchanges.pop_front();
        }
    }

    pub(crate) fn exchanges(&self) -> Vec<Exchange> {
        lock(&self.log).exchanges.iter().cloned().collect()
    }

    pub(crate) fn note_unexpected(&self, what: String) {
        let what = lock(&self.log).masked(&what);
        lock(&self.unexpected).push(what);
    }

    pub(crate) fn unexpected(&self) -> Vec<String> {
        lock(&self.unexpected).clone()
    }

    pub(crate) fn forgive(&self) {
        lock(&self.unexpected).clear();
    }
}

impl Log {
    fn masked(&self, text: &str) -> String {
        let mut masked = text.to_owned();
        for (secret, shown) in &self.secrets {
            if masked.contains(secret.as_str()) {
                masked = masked.replace(secret.as_str(), shown);
            }
        }
        masked
    }
}

/// A body as the log shows it: text when it is text, else its size.
pub(crate) fn readable(body: &[u8]) -> String {
    match std::str::from_utf8(body) {
        Ok(text) if !text.contains('\0') => text.to_owned(),
        Ok(_) | Err(_) => format!("<{} bytes>", body.len()),
    }
}

/// A JSON body as the log shows it when files travel in it as text: under
/// these names stands the length. Nothing when there are no such names.
pub(crate) fn without_files(body: &Value, names: &[&str]) -> Option<String> {
    let mut shown = body.clone();
    shorten(&mut shown, names).then(|| shown.to_string())
}

fn shorten(value: &mut Value, names: &[&str]) -> bool {
    match value {
        Value::Object(object) => {
            let mut has_shortened = false;
            for (name, value) in object {
                match value {
                    Value::String(text) if names.contains(&name.as_str()) => {
                        *text = format!("<{} characters>", text.len());
                        has_shortened = true;
                    }
                    other => has_shortened |= shorten(other, names),
                }
            }
            has_shortened
        }
        Value::Array(items) => items
            .iter_mut()
            .fold(false, |so_far, item| shorten(item, names) | so_far),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}
