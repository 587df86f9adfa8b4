//! What vendors answer.

use std::collections::BTreeMap;

use scx_connect::fuzz::{self, Answered};
use scx_connect::llm::{Ask, Outcome, Role, Turn};
use scx_connect::{ConnectError, ErrorKind};
use scx_kit::{Millis, Secret};
use serde_json::{Value, json};

use crate::input::Values;
use crate::replies;

/// Longer words of a vendor are not logged.
const DETAIL_CHARS: usize = 300;
/// Stands in inputs where a vendor repeats the credential.
const PLACEHOLDER: &[u8] = b"SECRET";
const CREDENTIAL: &str = "7000000001:AAGsomethingNobodyMaySeeInAnyLog123";

/// An answer of the Bot API.
pub fn bot_answer(bytes: &[u8]) {
    let answered = answered(bytes);
    let body: Option<Value> = serde_json::from_slice(&answered.body).ok();
    match fuzz::bot_api(&answered, &credential()) {
        Ok(result) => {
            let result: Value = read(&result);
            let body = body.expect("a result stands in JSON");
            assert_eq!(body["ok"], true);
            assert_eq!(body["result"], result);
        }
        Err(error) => is_fit_for_a_log(&error),
    }
}

/// An answer of a vendor of models, read by each of them and judged as a reply.
pub fn model_answer(bytes: &[u8]) {
    let answered = answered(bytes);
    let (ask, key) = (question(), credential());
    for read in [fuzz::gemini, fuzz::openai] {
        let completion = match read(&answered, &ask, &key) {
            Ok(completion) => completion,
            Err(error) => {
                is_fit_for_a_log(&error);
                continue;
            }
        };
        match completion.outcome {
            Outcome::Answer(text) | Outcome::Truncated(text) => {
                assert!(!text.is_empty(), "nothing is an answer");
                assert!(text.len() <= answered.body.len(), "words from nowhere");
                replies::is_harmless(&text);
            }
            Outcome::Refused | Outcome::Blocked | Outcome::Empty => {}
        }
    }
}

fn answered(bytes: &[u8]) -> Answered {
    let mut values = Values::of(bytes);
    let status = values.text().parse().unwrap_or(200);
    let names = ["retry-after", "retry-after-ms"];
    let headers: BTreeMap<String, String> = names
        .into_iter()
        .map(|name| (name.to_owned(), values.text()))
        .filter(|(_, value)| !value.is_empty())
        .collect();
    Answered {
        status,
        headers: headers.into_iter().collect(),
        body: with_credential(values.rest()),
    }
}

/// The body with the credential where the input wants it.
fn with_credential(body: &[u8]) -> Vec<u8> {
    let mut whole = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = rest
        .windows(PLACEHOLDER.len())
        .position(|w| w == PLACEHOLDER)
    {
        whole.extend_from_slice(&rest[..at]);
        whole.extend_from_slice(CREDENTIAL.as_bytes());
        rest = &rest[at + PLACEHOLDER.len()..];
    }
    whole.extend_from_slice(rest);
    whole
}

fn credential() -> Secret<String> {
    Secret::new(CREDENTIAL.to_owned())
}

fn question() -> Ask {
    Ask {
        model: String::from("gemini-3.8-flash"),
        system: String::from("s"),
        turns: vec![Turn {
            role: Role::User,
            text: String::from("salom"),
        }],
        pictures: Vec::new(),
        schema: json!({"type": "object"}),
        schema_name: String::from("reply"),
        max_output_tokens: 100,
        end_user: String::from("h"),
        timeout: Millis::secs(20),
    }
}

fn is_fit_for_a_log(error: &ConnectError) {
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains(CREDENTIAL), "a credential in {shown}");
    assert!(error.detail.chars().count() <= DETAIL_CHARS);
    match &error.kind {
        ErrorKind::Limited { after } => {
            assert!((0..=Millis::days(1).0).contains(&after.0), "{after:?}");
        }
        ErrorKind::Refused { reason } => assert!(!reason.is_empty()),
        ErrorKind::Auth | ErrorKind::Unavailable { .. } | ErrorKind::Broken => {}
    }
}

fn read(json: &str) -> Value {
    serde_json::from_str(json).expect("a result is JSON")
}
