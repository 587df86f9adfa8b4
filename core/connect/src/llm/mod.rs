//! Language models: one trait, one file per vendor, one list.
//!
//! The kind is small on purpose: one question, one answer in a given JSON
//! schema. Streaming, tools and sampling parameters are absent; new models
//! reject most of the latter.

mod exchange;
pub(crate) mod gemini;
pub(crate) mod openai;

use async_trait::async_trait;
use bytes::Bytes;
use scx_kit::{Http, Millis, Secret};
use serde::{Deserialize, Serialize};

use crate::ConnectError;

/// The stable codes of a vendor's refusals.
pub mod reason {
    pub use super::exchange::{BAD_REQUEST, MEDIA, MODEL_GONE, NO_QUOTA};
}

/// Every vendor of language models.
pub const ALL: &[Spec] = &[gemini::SPEC, openai::SPEC];

/// The vendor of this id.
pub fn spec(id: &str) -> Option<&'static Spec> {
    ALL.iter().find(|spec| spec.id == id)
}

/// A vendor as data.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// Stable; stored in the database.
    pub id: &'static str,
    /// The vendor's name as a person knows it.
    pub shown_name: &'static str,
    /// Where its interface is.
    pub base_url: &'static str,
    /// Opens an account.
    pub open: fn(Account) -> Box<dyn Llm>,
}

/// What a vendor's interface is opened with.
#[derive(Clone, Debug)]
pub struct Account {
    /// The key.
    pub key: Secret<String>,
    /// [`Spec::base_url`], or a gateway's.
    pub base_url: String,
    /// The client.
    pub http: Http,
}

/// A language model's vendor, opened with an account.
#[async_trait]
pub trait Llm: Send + Sync {
    /// Asks once.
    ///
    /// # Errors
    /// [`ConnectError`]; the codes of a refusal are in [`reason`]. A quota for the day is `Limited` by hours.
    async fn complete(&self, ask: &Ask) -> Result<Completion, ConnectError>;

    /// Proves the key by a call that costs nothing: it lists the models.
    ///
    /// # Errors
    /// [`ConnectError`]; `Auth` when the key is not accepted.
    async fn check(&self) -> Result<(), ConnectError>;

    /// Writes down what is said in a recording, and nothing else.
    ///
    /// # Errors
    /// [`ConnectError`]; the refusal [`reason::MEDIA`] for a kind of recording
    /// that the vendor does not take.
    async fn hear(&self, recording: &Recording) -> Result<Completion, ConnectError>;
}

/// Bytes that somebody sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media {
    /// Their type without parameters, such as `audio/ogg` or `image/jpeg`.
    pub mime: String,
    /// The bytes.
    pub bytes: Bytes,
}

/// A recording that is to be written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    /// The model as the vendor names it.
    pub model: String,
    /// What to write down and how, for vendors whose models are told.
    pub instructions: String,
    /// The recording.
    pub media: Media,
    /// Time for the whole exchange.
    pub timeout: Millis,
}

/// One question.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    /// The model as the vendor names it.
    pub model: String,
    /// The instructions.
    pub system: String,
    /// The conversation, oldest first, ending with the user.
    pub turns: Vec<Turn>,
    /// Pictures that belong to the last turn.
    pub pictures: Vec<Media>,
    /// The JSON schema of the reply.
    pub schema: serde_json::Value,
    /// The schema's name: letters, digits, `_` and `-`.
    pub schema_name: String,
    /// Where the vendor stops, thinking included.
    pub max_output_tokens: u32,
    /// A stable hash of the person who asks, at most 128 characters.
    pub end_user: String,
    /// Time for the whole exchange.
    pub timeout: Millis,
}

/// One turn of a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// Who spoke.
    pub role: Role,
    /// What was said.
    pub text: String,
}

/// Who speaks in a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The person.
    User,
    /// The model.
    Assistant,
}

/// One answer with its price tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What came.
    pub outcome: Outcome,
    /// What is billed.
    pub usage: Usage,
    /// The model that answered, as the vendor names it.
    pub model: String,
    /// When the vendor retires the model, in its words.
    pub retires_at: Option<String>,
}

/// What a model gave back. All of these are billed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The whole reply.
    Answer(String),
    /// The beginning of a reply that met the limit; it may not be valid JSON.
    Truncated(String),
    /// The model does not want to answer, or its answer was withheld.
    Refused,
    /// The vendor did not let the question through to the model.
    Blocked,
    /// Nothing, though nothing was wrong.
    Empty,
}

/// Tokens, each counted in one field only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    /// Read at the full price.
    pub input_fresh: u32,
    /// Read from the vendor's cache.
    pub input_cached: u32,
    /// Written to the vendor's cache.
    pub cache_write: u32,
    /// The reply.
    pub output_visible: u32,
    /// Thinking, billed as output.
    pub output_thinking: u32,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use std::sync::Arc;

    use scx_kit::{Hosts, SystemClock};

    use super::*;
    use crate::ErrorKind;
    use crate::far_side::FarSide;

    fn opened(id: &str, far_side: &FarSide) -> Box<dyn Llm> {
        (spec(id).unwrap().open)(Account {
            key: Secret::new(String::from("key-of-a-partner")),
            base_url: far_side.base_url.clone(),
            http: Http::new(Arc::new(SystemClock), Hosts::default()),
        })
    }

    fn ask(model: &str) -> Ask {
        Ask {
            model: model.to_owned(),
            system: String::from("s"),
            turns: vec![Turn {
                role: Role::User,
                text: String::from("salom"),
            }],
            pictures: Vec::new(),
            schema: serde_json::json!({"type": "object"}),
            schema_name: String::from("reply"),
            max_output_tokens: 100,
            end_user: String::from("h"),
            timeout: Millis::secs(20),
        }
    }

    #[tokio::test]
    async fn gemini_is_asked_at_its_address_with_the_key_in_a_header() {
        let far_side = FarSide::answering(&[
            (
                200,
                r#"{"candidates":[{"content":{"parts":[{"text":"{}"}]},"finishReason":"STOP"}]}"#,
            ),
            (200, r#"{"models":[]}"#),
        ])
        .await;
        let gemini = opened("gemini", &far_side);
        let completion = gemini.complete(&ask("gemini-3.8-flash")).await.unwrap();
        assert_eq!(completion.outcome, Outcome::Answer(String::from("{}")));
        gemini.check().await.unwrap();
        let requests = far_side.requests().await;
        assert!(
            requests[0].starts_with("POST /v1beta/models/gemini-3.8-flash:generateContent HTTP")
        );
        assert!(requests[0].contains("x-goog-api-key: key-of-a-partner\r\n"));
        assert!(requests[1].starts_with("GET /v1beta/models?pageSize=1 HTTP"));
    }

    #[tokio::test]
    async fn a_model_name_never_changes_the_address() {
        let far_side = FarSide::answering(&[]).await;
        let gemini = opened("gemini", &far_side);
        for model in ["", "../x", "a/b", "a?key=1"] {
            let error = gemini.complete(&ask(model)).await.unwrap_err();
            assert_eq!(error.reason(), Some(reason::BAD_REQUEST), "{model}");
        }
    }

    #[tokio::test]
    async fn openai_is_asked_at_its_address_with_the_key_in_a_header() {
        let far_side = FarSide::answering(&[
            (200, r#"{"status":"completed","model":"m","output":[{"type":"message","content":[{"type":"output_text","text":"{}"}]}]}"#),
            (401, r#"{"error":{"message":"Incorrect API key provided: key-of-a-partner","type":"invalid_request_error","code":"invalid_api_key"}}"#),
        ])
        .await;
        let openai = opened("openai", &far_side);
        let completion = openai.complete(&ask("gpt-6-luna")).await.unwrap();
        assert_eq!(completion.outcome, Outcome::Answer(String::from("{}")));
        let error = openai.check().await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Auth);
        assert!(!format!("{error:?}").contains("key-of-a-partner"));
        let requests = far_side.requests().await;
        assert!(requests[0].starts_with("POST /responses HTTP"));
        assert!(requests[0].contains("authorization: Bearer key-of-a-partner\r\n"));
        assert!(requests[1].starts_with("GET /models HTTP"));
    }

    #[test]
    fn every_vendor_is_found_by_its_own_id() {
        for vendor in ALL {
            assert_eq!(spec(vendor.id).unwrap().shown_name, vendor.shown_name);
            assert!(vendor.base_url.starts_with("https://"));
            assert!(!vendor.base_url.ends_with('/'));
        }
        let ids: BTreeSet<_> = ALL.iter().map(|vendor| vendor.id).collect();
        assert_eq!(ids.len(), ALL.len());
        assert!(spec("nobody").is_none());
    }
}
