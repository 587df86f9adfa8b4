//! Topics of private chats.
//!
//! See <https://core.telegram.org/bots/api#createforumtopic>: private chats have
//! them since Bot API 9.3, which teloxide does not know.

use scx_kit::Secret;
use serde::Deserialize;
use serde_json::json;

use super::{Telegram, json_wire};
use crate::ConnectError;

/// Letters of a topic's name.
const LONGEST_CHARS: usize = 128;

impl Telegram {
    /// Opens a topic in a chat; gives its thread. A longer name is cut.
    ///
    /// # Errors
    /// [`ConnectError`]; the refusal [`NO_TOPICS`](super::reason::NO_TOPICS)
    /// where the chat has none.
    pub async fn open_topic(
        &self,
        token: &Secret<String>,
        chat: i64,
        name: &str,
    ) -> Result<i64, ConnectError> {
        #[derive(Deserialize)]
        struct Opened {
            message_thread_id: i64,
        }
        let name: String = name.chars().take(LONGEST_CHARS).collect();
        let body = json!({"chat_id": chat, "name": name});
        let wire = json_wire("CreateForumTopic", &body);
        let opened: Opened = self.ask(token, wire).await?;
        Ok(opened.message_thread_id)
    }
}
