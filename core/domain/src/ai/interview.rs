//! One model is asked until its reply can be sent, or it is clear that none
//! will come.

use scx_connect::ConnectError;
use scx_connect::llm::{Ask, Completion, Llm, Outcome, Role, Turn, Usage};
use scx_kit::Time;

use super::Action;
use super::rules::catalog::{Catalog, Model};
use super::rules::checks::{Judged, Sent};
use super::rules::prompt;
use super::rules::reply::Draft;

/// A reply that did not fit gets so many times the room.
const MORE_ROOM: u32 = 4;

/// What all calls for one question used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Spent {
    pub tokens_in: i64,
    pub tokens_out: i64,
    pub cost_micro_usd: i64,
    /// What of it was asked with the shop's own key.
    pub own_micro_usd: i64,
}

impl Spent {
    fn add(&mut self, usage: &Usage, model: &Model) {
        self.tokens_in += i64::from(usage.input_fresh)
            + i64::from(usage.input_cached)
            + i64::from(usage.cache_write);
        self.tokens_out += i64::from(usage.output_visible) + i64::from(usage.output_thinking);
        self.cost_micro_usd += model.cost_micro_usd(usage);
    }
}

/// A model and everything its replies are judged by.
pub(super) struct Interview<'a> {
    pub llm: &'a dyn Llm,
    pub catalog: &'a Catalog,
    /// The model to ask; afterwards the one that answered.
    pub model: &'a Model,
    pub sent: &'a Sent,
    pub now: Time,
    pub spent: &'a mut Spent,
}

impl Interview<'_> {
    /// Asks, at most three times: once more with more room when the reply did
    /// not fit, and once more when it has flaws.
    ///
    /// # Errors
    /// [`ConnectError`] when the provider brings nothing that can be sent.
    pub async fn hold(&mut self, mut ask: Ask) -> Result<Draft, ConnectError> {
        let mut has_more_room = false;
        let mut is_repaired = false;
        let mut fallback: Option<Draft> = None;
        loop {
            let completion = match self.call(&mut ask).await {
                Ok(completion) => completion,
                // What came before is as good as an answer of another model.
                Err(error) => return fallback.ok_or(error),
            };
            let raw = match completion.outcome {
                Outcome::Answer(raw) => raw,
                Outcome::Truncated(_) | Outcome::Empty if !has_more_room => {
                    has_more_room = true;
                    ask.max_output_tokens = ask.max_output_tokens.saturating_mul(MORE_ROOM);
                    continue;
                }
                Outcome::Truncated(_) | Outcome::Empty | Outcome::Refused | Outcome::Blocked => {
                    return Ok(fallback.unwrap_or_else(no_answer));
                }
            };
            match self.sent.judge(&raw) {
                Judged::Clean(draft) => return Ok(draft),
                Judged::LedAstray => {
                    tracing::error!(ai.provider = %self.model.provider, ai.model = %self.model.model_id, "a model repeated its instructions");
                    return Ok(no_answer());
                }
                Judged::Flawed(flaws, draft) => {
                    tracing::info!(ai.model = %self.model.model_id, ai.flaws = flaws.len(), ai.is_repaired = is_repaired, "a reply has flaws");
                    fallback = draft.or(fallback);
                    if is_repaired {
                        return Ok(fallback.unwrap_or_else(no_answer));
                    }
                    is_repaired = true;
                    let note = prompt::repair(&flaws, self.sent.language);
                    ask.turns.push(turn(Role::Assistant, raw));
                    ask.turns.push(turn(Role::User, note));
                }
            }
        }
    }

    /// One call; a model that is gone is replaced by its successor.
    async fn call(&mut self, ask: &mut Ask) -> Result<Completion, ConnectError> {
        loop {
            ask.model.clone_from(&self.model.model_id);
            let error = match self.llm.complete(ask).await {
                Ok(completion) => {
                    self.model = self
                        .catalog
                        .answered(self.model, &completion.model, self.now);
                    self.spent.add(&completion.usage, self.model);
                    if let Some(date) = &completion.retires_at {
                        tracing::info!(ai.model = %self.model.model_id, ai.retires_at = %date, "a model will be retired");
                    }
                    return Ok(completion);
                }
                Err(error) => error,
            };
            if error.reason() != Some("model-gone") {
                return Err(error);
            }
            let Some(next) = self.catalog.successor(self.model, self.now) else {
                return Err(error);
            };
            tracing::warn!(ai.model = %self.model.model_id, ai.successor = %next.model_id, "a model is gone; the list of models is out of date");
            self.model = next;
        }
    }
}

fn no_answer() -> Draft {
    Draft::without_words(Action::NoAnswer)
}

fn turn(role: Role, text: String) -> Turn {
    Turn { role, text }
}
