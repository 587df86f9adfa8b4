//! getUpdates: the way of bots without a webhook.

use serde_json::Value;

use super::Telegram;
use super::api::{Answer, Failure};
use super::params::Params;
use super::state::Bot;

const MAX_TIMEOUT_S: i64 = 50;

impl Telegram {
    /// Waits for updates until the scripted time is over. None means the fake
    /// is shutting down.
    pub(super) async fn poll(&self, bot: i64, params: &Params) -> Option<Answer> {
        let mut changes = self.common.changes();
        let timeout_s = params
            .int("timeout")
            .unwrap_or_default()
            .clamp(0, MAX_TIMEOUT_S);
        let deadline_ms = self.common.now_ms() + timeout_s * 1000;
        let (own_poll, _open) = match self.begin_poll(bot, params) {
            Ok(begun) => begun,
            Err(failure) => return Some(Err(failure)),
        };
        let limit = params.int("limit").unwrap_or(100).clamp(1, 100);
        loop {
            let found = self.look(|state| {
                state
                    .bots
                    .get(&bot)
                    .map(|bot| waiting(bot, own_poll, limit))
            });
            let found = found.unwrap_or_else(|| Ok(Vec::new()));
            match found {
                Err(failure) => return Some(Err(failure)),
                Ok(updates) if !updates.is_empty() || self.common.now_ms() >= deadline_ms => {
                    self.change(|state, _| state.own_bot(bot).note_given(&updates));
                    return Some(Ok(Value::Array(updates)));
                }
                Ok(_) => {}
            }
            tokio::select! {
                changed = changes.changed() => changed.ok()?,
                () = self.common.stop.cancelled() => return None,
            }
        }
    }

    /// How many updates are on their way through a long poll: about to be
    /// given, or given and not confirmed by the next one.
    pub fn in_polls(&self) -> usize {
        self.look(|state| state.bots.values().map(Bot::in_polls).sum())
    }

    /// How many updates wait for bots that are between two polls: the last one
    /// was answered, and the next has not come yet.
    pub fn between_polls(&self) -> usize {
        let waiting = |bot: &Bot| if bot.asks_again { bot.queue.len() } else { 0 };
        self.look(|state| state.bots.values().map(waiting).sum())
    }

    fn begin_poll(&self, of: i64, params: &Params) -> Result<(u64, OpenPoll<'_>), Failure> {
        let poll = self.change(|state, _| {
            let bot = state.own_bot(of);
            bot.calls.push(("getUpdates".to_owned(), params.shown()));
            conflict_with_webhook(bot)?;
            let kinds = params
                .values
                .get("allowed_updates")
                .and_then(Value::as_array);
            if let Some(kinds) = kinds {
                let kinds = kinds
                    .iter()
                    .filter_map(|kind| kind.as_str().map(str::to_owned));
                bot.allowed_updates = Some(kinds.collect());
            }
            match params.int("offset") {
                Some(offset) if offset > 0 => bot.queue.retain(|it| it.update_id >= offset),
                Some(from_end) if from_end < 0 => {
                    let kept = usize::try_from(-from_end).unwrap_or(usize::MAX);
                    let gone = bot.queue.len().saturating_sub(kept);
                    bot.queue.drain(..gone);
                }
                Some(_) | None => {}
            }
            bot.poll += 1;
            bot.open_polls += 1;
            bot.asks_again = false;
            Ok(bot.poll)
        })?;
        let open = OpenPoll {
            telegram: self,
            bot: of,
        };
        Ok((poll, open))
    }
}

/// A waiting poll is counted from its beginning until it is answered, or its
/// client leaves.
struct OpenPoll<'a> {
    telegram: &'a Telegram,
    bot: i64,
}

impl Drop for OpenPoll<'_> {
    fn drop(&mut self) {
        self.telegram
            .change(|state, _| state.own_bot(self.bot).open_polls -= 1);
    }
}

impl Bot {
    fn note_given(&mut self, updates: &[Value]) {
        let ids = updates.iter().filter_map(|it| it["update_id"].as_i64());
        self.asks_again = true;
        self.given_up_to = ids.max().unwrap_or_default().max(self.given_up_to);
    }

    fn in_polls(&self) -> usize {
        let is_waited_for = self.open_polls > 0;
        let on_way = |id: i64| is_waited_for || id <= self.given_up_to;
        self.queue.iter().filter(|it| on_way(it.update_id)).count()
    }
}

fn waiting(bot: &Bot, own_poll: u64, limit: i64) -> Result<Vec<Value>, Failure> {
    conflict_with_webhook(bot)?;
    if bot.poll != own_poll {
        let why = "Conflict: terminated by other getUpdates request; make sure that only one \
            bot instance is running";
        return Err(Failure::new(409, why.to_owned()));
    }
    let limit = usize::try_from(limit).unwrap_or(100);
    let updates = bot.queue.iter().take(limit).map(|it| it.body.clone());
    Ok(updates.collect())
}

fn conflict_with_webhook(bot: &Bot) -> Result<(), Failure> {
    if bot.webhook.is_none() {
        return Ok(());
    }
    let why = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook \
        to delete the webhook first";
    Err(Failure::new(409, why.to_owned()))
}
