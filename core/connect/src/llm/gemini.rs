//! Gemini by `generateContent`, which keeps nothing: no conversation is stored.
//!
//! See <https://ai.google.dev/api/generate-content> and
//! <https://ai.google.dev/gemini-api/docs/troubleshooting>.

mod media;

use async_trait::async_trait;
use scx_kit::{Millis, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::exchange::{
    BAD_REQUEST, DAY_QUOTA_WAIT, MINUTE_QUOTA_WAIT, MODEL_GONE, NO_QUOTA, is_model_name, read,
};
use super::{Account, Ask, Completion, Llm, Outcome, Recording, Role, Spec, Usage};
use crate::error::{Call, ConnectError, ErrorKind, retry_after, span_of};

/// Google's models.
pub(super) const SPEC: Spec = Spec {
    id: "gemini",
    shown_name: "Google Gemini",
    base_url: "https://generativelanguage.googleapis.com",
    open: |account| Box::new(Gemini { account }),
};

struct Gemini {
    account: Account,
}

impl Gemini {
    fn credential(&self) -> (&'static str, String) {
        ("x-goog-api-key", self.account.key.expose().clone())
    }
}

#[async_trait]
impl Llm for Gemini {
    async fn complete(&self, ask: &Ask) -> Result<Completion, ConnectError> {
        let call = self.account.call(SPEC.id, "generateContent");
        if !is_model_name(&ask.model) {
            return Err(call.refused(BAD_REQUEST, "not the name of a model"));
        }
        let path = format!("v1beta/models/{}:generateContent", ask.model);
        let json = question(ask).to_string().into_bytes();
        let question = Some((json, ask.timeout));
        let answer = self
            .account
            .exchange(&call, &path, self.credential(), question)
            .await?;
        answered(&call, &answer, ask)
    }

    async fn hear(&self, recording: &Recording) -> Result<Completion, ConnectError> {
        media::hear(self, recording).await
    }

    async fn check(&self) -> Result<(), ConnectError> {
        let call = self.account.call(SPEC.id, "models");
        let answer = self
            .account
            .exchange(&call, "v1beta/models?pageSize=1", self.credential(), None)
            .await?;
        match answer.status {
            200 => read::<Value>(&call, &answer).map(drop),
            _ => Err(failure(&call, &answer)),
        }
    }
}

/// What an answer to a question says.
pub(crate) fn answered(
    call: &Call<'_>,
    answer: &Response,
    ask: &Ask,
) -> Result<Completion, ConnectError> {
    match answer.status {
        200 => Ok(completion(read(call, answer)?, ask)),
        _ => Err(failure(call, answer)),
    }
}

/// Sampling parameters are absent because new models reject them, `store`
/// because this surface has none.
fn question(ask: &Ask) -> Value {
    let mut contents: Vec<Value> = ask
        .turns
        .iter()
        .map(|turn| {
            let role = match turn.role {
                Role::User => "user",
                Role::Assistant => "model",
            };
            json!({"role": role, "parts": [{"text": turn.text}]})
        })
        .collect();
    if let Some(Value::Array(parts)) = contents.last_mut().map(|last| last["parts"].take()) {
        let pictures = ask.pictures.iter().map(media::part);
        let parts: Vec<Value> = pictures.chain(parts).collect();
        if let Some(last) = contents.last_mut() {
            last["parts"] = Value::Array(parts);
        }
    }
    json!({
        "systemInstruction": {"parts": [{"text": ask.system}]},
        "contents": contents,
        "generationConfig": {
            "maxOutputTokens": ask.max_output_tokens,
            "responseMimeType": "application/json",
            "responseJsonSchema": ask.schema,
            "thinkingConfig": {"thinkingLevel": "MINIMAL"},
        },
    })
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Generated {
    candidates: Vec<Candidate>,
    prompt_feedback: Option<PromptFeedback>,
    usage_metadata: UsageMetadata,
    model_version: Option<String>,
    model_status: Option<ModelStatus>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Candidate {
    content: Content,
    finish_reason: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Content {
    parts: Vec<ContentPart>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ContentPart {
    text: String,
    thought: bool,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct PromptFeedback {
    block_reason: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct UsageMetadata {
    prompt_token_count: u32,
    cached_content_token_count: u32,
    candidates_token_count: u32,
    thoughts_token_count: u32,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct ModelStatus {
    retirement_time: Option<String>,
}

fn completion(answer: Generated, ask: &Ask) -> Completion {
    let usage = answer.usage_metadata;
    let is_blocked = answer
        .prompt_feedback
        .is_some_and(|feedback| feedback.block_reason.is_some());
    Completion {
        outcome: match answer.candidates.into_iter().next() {
            Some(candidate) => outcome(candidate),
            None if is_blocked => Outcome::Blocked,
            None => Outcome::Empty,
        },
        usage: Usage {
            // The prompt is counted with what came from the cache.
            input_fresh: usage
                .prompt_token_count
                .saturating_sub(usage.cached_content_token_count),
            input_cached: usage.cached_content_token_count,
            cache_write: 0,
            output_visible: usage.candidates_token_count,
            output_thinking: usage.thoughts_token_count,
        },
        model: answer.model_version.unwrap_or_else(|| ask.model.clone()),
        retires_at: answer
            .model_status
            .and_then(|status| status.retirement_time),
    }
}

fn outcome(candidate: Candidate) -> Outcome {
    let text: String = candidate
        .content
        .parts
        .into_iter()
        .filter(|part| !part.thought)
        .map(|part| part.text)
        .collect();
    match candidate.finish_reason.as_deref() {
        Some(
            "SAFETY" | "RECITATION" | "LANGUAGE" | "BLOCKLIST" | "PROHIBITED_CONTENT" | "SPII"
            | "MODEL_ARMOR" | "ESCALATION",
        ) => Outcome::Refused,
        // Thinking may use up the limit before the first visible word.
        _ if text.is_empty() => Outcome::Empty,
        None | Some("STOP") => Outcome::Answer(text),
        // MAX_TOKENS, and reasons this release does not know: the text broke off.
        Some(_) => Outcome::Truncated(text),
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Failure {
    error: Status,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Status {
    message: String,
    status: String,
    details: Vec<Detail>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Detail {
    reason: Option<String>,
    retry_delay: Option<String>,
    violations: Vec<Violation>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Violation {
    quota_id: String,
    quota_value: Option<Value>,
}

fn failure(call: &Call<'_>, answer: &Response) -> ConnectError {
    // The object may be wrapped in a list of one. The list comes first: a list
    // would also pass for the object's fields in order.
    let body = &answer.body;
    let wrapped = || serde_json::from_slice::<Vec<Failure>>(body).ok()?.pop();
    let Some(Failure { error }) = wrapped().or_else(|| serde_json::from_slice(body).ok()) else {
        return call.unreadable(answer, "no error of Gemini");
    };
    let detail = format!("{} {}: {}", answer.status, error.status, error.message);
    call.error(kind(&error, answer), &detail)
}

fn kind(error: &Status, answer: &Response) -> ErrorKind {
    let refused = |reason: &str| ErrorKind::Refused {
        reason: reason.to_owned(),
    };
    let has_reason = |word: &str| {
        let mut reasons = error.details.iter().filter_map(|d| d.reason.as_deref());
        reasons.any(|reason| reason.starts_with(word))
    };
    let words = error.message.to_lowercase();
    match answer.status {
        // A bad key is a 400 here.
        _ if has_reason("API_KEY_") => ErrorKind::Auth,
        401 | 403 => ErrorKind::Auth,
        402 => refused(NO_QUOTA),
        404 => refused(MODEL_GONE),
        408 | 499 | 500.. => ErrorKind::Unavailable { sent: true },
        429 => limit(error, answer),
        _ if words.contains("model") && words.contains("not found") => refused(MODEL_GONE),
        _ if words.contains("billing") => refused(NO_QUOTA),
        _ => refused(BAD_REQUEST),
    }
}

fn limit(error: &Status, answer: &Response) -> ErrorKind {
    let violations = || error.details.iter().flat_map(|detail| &detail.violations);
    // A quota of nothing is no quota: the model is not in the account's plan.
    let is_zero = |value: &Value| value.as_str() == Some("0") || value.as_i64() == Some(0);
    if violations().any(|violation| violation.quota_value.as_ref().is_some_and(is_zero)) {
        return ErrorKind::Refused {
            reason: NO_QUOTA.to_owned(),
        };
    }
    // The delay given with a quota for the day is a short one, and not true.
    if violations().any(|violation| violation.quota_id.contains("PerDay")) {
        return ErrorKind::Limited {
            after: DAY_QUOTA_WAIT,
        };
    }
    let delay = error
        .details
        .iter()
        .find_map(|detail| seconds(detail.retry_delay.as_deref()?));
    ErrorKind::Limited {
        after: delay
            .or_else(|| retry_after(answer))
            .unwrap_or(MINUTE_QUOTA_WAIT),
    }
}

/// A duration as Google writes it: `34s`, `1.5s`.
fn seconds(text: &str) -> Option<Millis> {
    span_of(text.strip_suffix('s')?, 1_000.0)
}

#[cfg(test)]
mod tests;
