//! Conversations between one number or account and one person.

use serde_json::Value;

use super::state::State;
use super::views::{Author, MessageState, SeenMessage};

const DAY_MS: i64 = 24 * 3_600_000;
const AD_ENTRY_MS: i64 = 72 * 3_600_000;

#[derive(Default)]
pub(super) struct Thread {
    pub(super) messages: Vec<Message>,
    pub(super) last_inbound_ms: Option<i64>,
    /// The person came from an ad: the first answer within a day opens a free
    /// entry point.
    pub(super) ad_at_ms: Option<i64>,
    pub(super) free_entry_until_ms: Option<i64>,
    pub(super) is_blocked: bool,
    pub(super) marketing_is_stopped: bool,
    pub(super) typing_until_ms: Option<i64>,
    /// When everything sent would have been sent at one message in six seconds.
    pub(super) paced_until_ms: i64,
}

/// A message with what only the servers know.
pub(super) struct Message {
    pub(super) seen: SeenMessage,
    /// The content as webhooks or requests show it.
    pub(super) content: Value,
    pub(super) callback_data: Option<Value>,
    pub(super) price: Price,
    /// It was sent to a user id; otherwise to a phone.
    pub(super) is_to_user_id: bool,
}

/// What a message would cost, fixed when it was sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Price {
    pub(super) category: &'static str,
    pub(super) is_in_window: bool,
    pub(super) is_free_entry: bool,
    /// Reactions are told as sent and no further.
    pub(super) ends_at_sent: bool,
}

impl Thread {
    /// Whether the person wrote within this time.
    pub(super) fn heard_within(&self, span_ms: i64, now_ms: i64) -> bool {
        self.last_inbound_ms
            .is_some_and(|at_ms| now_ms < at_ms + span_ms)
    }

    /// Whether the business may write freely.
    pub(super) fn window_is_open(&self, now_ms: i64) -> bool {
        self.heard_within(DAY_MS, now_ms) || self.is_free_entry(now_ms)
    }

    pub(super) fn is_free_entry(&self, now_ms: i64) -> bool {
        self.free_entry_until_ms.is_some_and(|end| now_ms < end)
    }

    /// A business message opens the free entry point of an ad.
    pub(super) fn answered(&mut self, now_ms: i64) {
        let from_ad = self.ad_at_ms.take();
        if from_ad.is_some_and(|at_ms| now_ms < at_ms + DAY_MS) {
            self.free_entry_until_ms = Some(now_ms + AD_ENTRY_MS);
        }
        self.typing_until_ms = None;
    }

    pub(super) fn message(&self, id: &str) -> Option<&Message> {
        self.messages.iter().find(|message| message.seen.id == id)
    }

    pub(super) fn message_mut(&mut self, id: &str) -> Option<&mut Message> {
        let mut messages = self.messages.iter_mut();
        messages.find(|message| message.seen.id == id)
    }

    /// Everything up to this message counts as read by its receiver.
    pub(super) fn read_by_business(&mut self, id: &str) {
        let Some(last) = self.messages.iter().position(|it| it.seen.id == id) else {
            return;
        };
        for message in &mut self.messages[..=last] {
            if message.seen.by == Author::Person {
                message.seen.is_read = true;
            }
        }
    }
}

impl Message {
    pub(super) fn new(id: String, by: Author, kind: &str, at_ms: i64) -> Self {
        let state = match by {
            Author::Person | Author::Phone => MessageState::Delivered,
            Author::Api => MessageState::Accepted,
        };
        Self {
            seen: SeenMessage::new(id, by, kind, at_ms, state),
            content: Value::Null,
            callback_data: None,
            price: Price::default(),
            is_to_user_id: false,
        }
    }
}

impl State {
    /// Finds a message of this number or account and whose thread it is in.
    pub(super) fn find_message(&self, account: &str, id: &str) -> Option<(&str, &Message)> {
        let threads = self.threads.iter().filter(|((own, _), _)| own == account);
        threads
            .filter_map(|((_, person), thread)| Some((person.as_str(), thread.message(id)?)))
            .next()
    }
}
