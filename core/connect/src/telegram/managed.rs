//! Bots that people have made by our own bot.
//!
//! See <https://core.telegram.org/bots/api#getmanagedbottoken>; teloxide knows
//! none of this.

use scx_kit::Secret;
use serde_json::{Value, json};

use super::{Telegram, json_wire};
use crate::ConnectError;

/// We ask for one bot at a time, so its number tells nothing.
const REQUEST: i64 = 1;

impl Telegram {
    /// The token of a bot that was made by way of ours.
    ///
    /// # Errors
    /// [`ConnectError`]; a refusal when the bot is not ours to manage.
    pub async fn managed_bot_token(
        &self,
        token: &Secret<String>,
        bot: i64,
    ) -> Result<Secret<String>, ConnectError> {
        let body = json!({"user_id": bot});
        let given: String = self
            .ask(token, json_wire("GetManagedBotToken", &body))
            .await?;
        Ok(Secret::new(given))
    }
}

/// One button in place of the keyboard, which makes a bot.
pub(super) fn keyboard(label: &str, name: &str, username: &str) -> Value {
    json!({
        "keyboard": [[{
            "text": label,
            "request_managed_bot": {
                "request_id": REQUEST,
                "suggested_name": name,
                "suggested_username": username,
            },
        }]],
        "one_time_keyboard": true,
        "resize_keyboard": true,
    })
}
