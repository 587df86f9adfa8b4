//! The queue of updates of each bot.

use serde_json::{Value, json};

use super::Telegram;
use super::state::{Bot, State};
use crate::common::Impossible;

/// An update on its way to a bot.
#[derive(Clone)]
pub(super) struct Queued {
    pub(super) update_id: i64,
    /// Order holds within one lane only, which is mostly a chat.
    pub(super) lane: i64,
    pub(super) body: Value,
    pub(super) made_at_ms: i64,
    pub(super) attempts: u32,
    pub(super) not_before_ms: i64,
}

/// What is not told by then is never told.
const KEPT_FOR_MS: i64 = 24 * 3_600_000;
/// "150" seconds: <https://github.com/tdlib/telegram-bot-api>,
/// `add_new_pre_checkout_query`.
const CHECKOUTS_KEPT_FOR_MS: i64 = 150_000;

impl Queued {
    pub(super) fn is_kept(&self, now_ms: i64) -> bool {
        let is_checkout = !self.body["pre_checkout_query"].is_null();
        let kept_for_ms = if is_checkout {
            CHECKOUTS_KEPT_FOR_MS
        } else {
            KEPT_FOR_MS
        };
        self.made_at_ms + kept_for_ms >= now_ms
    }
}

/// Sent only to bots that name them.
const ON_REQUEST: [&str; 3] = ["chat_member", "message_reaction", "message_reaction_count"];

impl Bot {
    pub(super) fn wants(&self, kind: &str) -> bool {
        match self.allowed_updates.as_deref() {
            None | Some([]) => !ON_REQUEST.contains(&kind),
            Some(kinds) => kinds.iter().any(|it| it == kind),
        }
    }
}

impl State {
    /// Queues an update unless the bot does not want its kind.
    pub(super) fn queue(
        &mut self,
        bot: i64,
        kind: &str,
        payload: Value,
        now_ms: i64,
    ) -> Option<i64> {
        let lane = lane_of(kind, &payload);
        let bot = self.own_bot(bot);
        if !bot.wants(kind) {
            return None;
        }
        bot.last_update_id += 1;
        let update_id = bot.last_update_id;
        let queued = Queued {
            update_id,
            lane,
            body: json!({"update_id": update_id, kind: payload}),
            made_at_ms: now_ms,
            attempts: 0,
            not_before_ms: now_ms,
        };
        bot.updates.insert(update_id, queued.clone());
        bot.queue.push_back(queued);
        Some(update_id)
    }
}

impl Telegram {
    /// Queues any update. An `update_id` in it is kept, else the next one is
    /// given. Returns the id.
    ///
    /// # Errors
    /// When there is no such bot or the update is not a JSON object.
    pub fn raw_update(&self, bot: i64, mut update: Value) -> Result<i64, Impossible> {
        self.change(|state, now_ms| {
            state.bot(bot)?;
            let bot = state.own_bot(bot);
            let Some(object) = update.as_object_mut() else {
                return Err(Impossible("an update is a JSON object".to_owned()));
            };
            let given = object.get("update_id").and_then(Value::as_i64);
            let update_id = given.unwrap_or(bot.last_update_id + 1);
            bot.last_update_id = bot.last_update_id.max(update_id);
            object.insert("update_id".to_owned(), Value::from(update_id));
            let mut lanes = object.iter().map(|(kind, payload)| lane_of(kind, payload));
            let lane = lanes.find(|lane| *lane != 0);
            let queued = Queued {
                update_id,
                lane: lane.unwrap_or_default(),
                body: update,
                made_at_ms: now_ms,
                attempts: 0,
                not_before_ms: now_ms,
            };
            bot.updates.insert(update_id, queued.clone());
            bot.queue.push_back(queued);
            Ok(update_id)
        })
    }

    /// Queues an old update once more, as happens when an answer got lost.
    ///
    /// # Errors
    /// When this bot never had such an update.
    pub fn redeliver(&self, bot: i64, update_id: i64) -> Result<(), Impossible> {
        self.change(|state, now_ms| {
            let old = state.bot(bot)?.updates.get(&update_id).cloned();
            let missing = || Impossible(format!("bot {bot} had no update {update_id}"));
            let mut again = old.ok_or_else(missing)?;
            again.not_before_ms = now_ms;
            again.made_at_ms = now_ms;
            state.own_bot(bot).queue.push_back(again);
            Ok(())
        })
    }

    /// The ids of all updates this bot ever had, oldest first.
    pub fn update_ids(&self, bot: i64) -> Vec<i64> {
        self.look(|state| {
            let bot = state.bots.get(&bot);
            bot.map(|bot| bot.updates.keys().copied().collect())
                .unwrap_or_default()
        })
    }

    /// The JSON of one update as it was or will be delivered.
    pub fn update(&self, bot: i64, update_id: i64) -> Option<Value> {
        self.look(|state| Some(state.bots.get(&bot)?.updates.get(&update_id)?.body.clone()))
    }
}

/// The lane of an update; 0 when it has none. What goes on in business chats,
/// and reactions, have lanes of their own, numbered as in the vendor's server:
/// <https://github.com/tdlib/telegram-bot-api>, `webhook_queue_id`.
fn lane_of(kind: &str, payload: &Value) -> i64 {
    let number = |path: &str| payload.pointer(path).and_then(Value::as_i64);
    let beside = |path: &str, lane: i64| number(path).unwrap_or_default() + (lane << 33);
    match kind {
        "business_message" | "edited_business_message" | "deleted_business_messages" => {
            beside("/chat/id", 11)
        }
        "business_connection" => beside("/user/id", 10),
        "message_reaction" => beside("/chat/id", 8),
        "pre_checkout_query" => beside("/from/id", 4),
        "callback_query" if !payload["message"]["business_connection_id"].is_null() => {
            beside("/from/id", 3)
        }
        _ => {
            let own = number("/chat/id");
            let of_message = || number("/message/chat/id");
            own.or_else(of_message).unwrap_or_default()
        }
    }
}
