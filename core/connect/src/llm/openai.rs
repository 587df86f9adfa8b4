//! OpenAI by the Responses interface, with storing switched off.
//!
//! See <https://platform.openai.com/docs/api-reference/responses> and
//! <https://platform.openai.com/docs/guides/error-codes>.

mod media;

use async_trait::async_trait;
use scx_kit::Response;
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};

use super::exchange::{BAD_REQUEST, DAY_QUOTA_WAIT, MINUTE_QUOTA_WAIT, MODEL_GONE, NO_QUOTA, read};
use super::{Account, Ask, Completion, Llm, Outcome, Recording, Role, Spec, Usage};
use crate::error::{Call, ConnectError, ErrorKind, retry_after};

/// OpenAI's models.
pub(super) const SPEC: Spec = Spec {
    id: "openai",
    shown_name: "OpenAI",
    base_url: "https://api.openai.com/v1",
    open: |account| Box::new(OpenAi { account }),
};

struct OpenAi {
    account: Account,
}

impl OpenAi {
    fn credential(&self) -> (&'static str, String) {
        let bearer = format!("Bearer {}", self.account.key.expose());
        ("authorization", bearer)
    }
}

#[async_trait]
impl Llm for OpenAi {
    async fn complete(&self, ask: &Ask) -> Result<Completion, ConnectError> {
        let call = self.account.call(SPEC.id, "responses");
        let json = question(ask).to_string().into_bytes();
        let question = Some((json, ask.timeout));
        let answer = self
            .account
            .exchange(&call, "responses", self.credential(), question)
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
            .exchange(&call, "models", self.credential(), None)
            .await?;
        match answer.status {
            200 => read::<Value>(&call, &answer).map(drop),
            _ => match problem(&answer) {
                Some(problem) => Err(problem.error(&call, &answer)),
                None => Err(call.unreadable(&answer, "no error of OpenAI")),
            },
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
        200 => completion(call, answer, ask),
        _ => failure(call, answer, ask),
    }
}

fn question(ask: &Ask) -> Value {
    let mut input: Vec<Value> = ask
        .turns
        .iter()
        .map(|turn| {
            let role = match turn.role {
                Role::User => "user",
                Role::Assistant => "assistant",
            };
            json!({"role": role, "content": turn.text})
        })
        .collect();
    if let Some(last) = input.last_mut().filter(|_| !ask.pictures.is_empty()) {
        let text = json!({"type": "input_text", "text": last["content"].take()});
        let pictures = ask.pictures.iter().map(media::part);
        last["content"] = pictures.chain([text]).collect();
    }
    json!({
        "model": ask.model,
        "instructions": ask.system,
        "input": input,
        "max_output_tokens": ask.max_output_tokens,
        "reasoning": {"effort": "none"},
        "text": {"format": {
            "type": "json_schema",
            "name": ask.schema_name,
            "schema": ask.schema,
            "strict": true,
        }},
        "store": false,
        "safety_identifier": ask.end_user,
    })
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Answered {
    status: String,
    model: Option<String>,
    incomplete_details: Option<IncompleteDetails>,
    error: Option<Problem>,
    #[serde(deserialize_with = "or_default")]
    output: Vec<Item>,
    #[serde(deserialize_with = "or_default")]
    usage: Tokens,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct IncompleteDetails {
    reason: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Item {
    r#type: String,
    /// Reasoning items carry `null` or other things here.
    content: Value,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Tokens {
    input_tokens: u32,
    #[serde(deserialize_with = "or_default")]
    input_tokens_details: InputDetails,
    output_tokens: u32,
    #[serde(deserialize_with = "or_default")]
    output_tokens_details: OutputDetails,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct InputDetails {
    cached_tokens: u32,
    cache_write_tokens: u32,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct OutputDetails {
    reasoning_tokens: u32,
}

/// `null` where an object was promised: a failed response has no usage.
fn or_default<'de, D, T>(from: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Option::<T>::deserialize(from).map(Option::unwrap_or_default)
}

fn completion(call: &Call<'_>, answer: &Response, ask: &Ask) -> Result<Completion, ConnectError> {
    let answered: Answered = read(call, answer)?;
    let outcome = match answered.status.as_str() {
        "completed" => visible(&answered.output, Outcome::Answer),
        "incomplete" => match answered.incomplete_details.and_then(|why| why.reason) {
            Some(reason) if reason == "content_filter" => Outcome::Refused,
            _ => visible(&answered.output, Outcome::Truncated),
        },
        "failed" => {
            let problem = answered.error.unwrap_or_default();
            if problem.is_block() {
                Outcome::Blocked
            } else {
                return Err(call.error(problem.failed_kind(answer), &problem.message));
            }
        }
        "cancelled" | "queued" | "in_progress" => {
            return Err(call.error(ErrorKind::Unavailable { sent: true }, &answered.status));
        }
        _ => return Err(call.error(ErrorKind::Broken, "an unknown status of a response")),
    };
    Ok(Completion {
        outcome,
        usage: answered.usage.counted(),
        model: answered.model.unwrap_or_else(|| ask.model.clone()),
        retires_at: None,
    })
}

fn visible(output: &[Item], outcome: fn(String) -> Outcome) -> Outcome {
    let parts = || {
        output
            .iter()
            .filter(|item| item.r#type == "message")
            .filter_map(|item| item.content.as_array())
            .flatten()
    };
    if parts().any(|part| part["type"] == "refusal") {
        return Outcome::Refused;
    }
    let text: String = parts()
        .filter(|part| part["type"] == "output_text")
        .filter_map(|part| part["text"].as_str())
        .collect();
    if text.is_empty() {
        return Outcome::Empty;
    }
    outcome(text)
}

impl Tokens {
    fn counted(&self) -> Usage {
        let (read, written) = (
            self.input_tokens_details.cached_tokens,
            self.input_tokens_details.cache_write_tokens,
        );
        let thought = self.output_tokens_details.reasoning_tokens;
        Usage {
            // Both details are inside the totals.
            input_fresh: self
                .input_tokens
                .saturating_sub(read)
                .saturating_sub(written),
            input_cached: read,
            cache_write: written,
            output_visible: self.output_tokens.saturating_sub(thought),
            output_thinking: thought,
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Failure {
    error: Problem,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Problem {
    #[serde(deserialize_with = "or_default")]
    message: String,
    #[serde(deserialize_with = "or_default")]
    r#type: String,
    /// Usually a word, sometimes `null` or a number.
    code: Value,
}

fn problem(answer: &Response) -> Option<Problem> {
    let failure: Option<Failure> = serde_json::from_slice(&answer.body).ok();
    failure.map(|failure| failure.error)
}

fn failure(call: &Call<'_>, answer: &Response, ask: &Ask) -> Result<Completion, ConnectError> {
    let Some(problem) = problem(answer) else {
        return Err(call.unreadable(answer, "no error of OpenAI"));
    };
    if answer.status == 400 && problem.is_block() {
        return Ok(Completion {
            outcome: Outcome::Blocked,
            usage: Usage::default(),
            model: ask.model.clone(),
            retires_at: None,
        });
    }
    Err(problem.error(call, answer))
}

impl Problem {
    /// The question was held back for what it says, not for its form.
    fn is_block(&self) -> bool {
        let code = self.code.as_str().unwrap_or_default();
        [
            "invalid_prompt",
            "content_policy_violation",
            "content_filter",
        ]
        .contains(&code)
    }

    fn error(&self, call: &Call<'_>, answer: &Response) -> ConnectError {
        let code = self.code.as_str().unwrap_or(&self.r#type);
        let detail = format!("{} {code}: {}", answer.status, self.message);
        call.error(self.kind(answer), &detail)
    }

    fn kind(&self, answer: &Response) -> ErrorKind {
        let refused = |reason: &str| ErrorKind::Refused {
            reason: reason.to_owned(),
        };
        match (answer.status, self.code.as_str().unwrap_or(&self.r#type)) {
            (_, "insufficient_quota" | "billing_hard_limit_reached" | "billing_not_active")
            | (402, _) => refused(NO_QUOTA),
            (_, "model_not_found") => refused(MODEL_GONE),
            (401 | 403, _) => ErrorKind::Auth,
            (404, _) => refused(MODEL_GONE),
            (429, _) => self.limit(answer),
            (408 | 409 | 500.., _) => ErrorKind::Unavailable { sent: true },
            _ => refused(BAD_REQUEST),
        }
    }

    /// The kind of a response that was accepted and failed afterwards.
    fn failed_kind(&self, answer: &Response) -> ErrorKind {
        match self.code.as_str() {
            Some("rate_limit_exceeded") => self.limit(answer),
            _ => ErrorKind::Unavailable { sent: true },
        }
    }

    fn limit(&self, answer: &Response) -> ErrorKind {
        // "Rate limit reached for .. on requests per day (RPD)".
        let otherwise = if self.message.contains("per day") {
            DAY_QUOTA_WAIT
        } else {
            MINUTE_QUOTA_WAIT
        };
        ErrorKind::Limited {
            after: retry_after(answer).unwrap_or(otherwise),
        }
    }
}

#[cfg(test)]
mod tests;
