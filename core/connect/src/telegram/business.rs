//! Accounts of people for which a bot answers.
//!
//! See <https://core.telegram.org/bots/api#businessconnection>.

use scx_kit::Secret;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{Person, Telegram, json_wire, reading};
use crate::ConnectError;
use crate::error::ErrorKind;

/// A person's account that is connected to a bot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connection {
    /// The connection; a new one each time the bot is added.
    pub id: String,
    /// Whose account it is.
    pub owner: Person,
    /// The owner's private chat with the bot.
    pub chat: i64,
    /// Whether it still is connected.
    pub is_enabled: bool,
    /// The owner lets the bot write to people who wrote within the last 24 hours.
    pub can_reply: bool,
}

impl Telegram {
    /// How a connection of the bot is now.
    ///
    /// # Errors
    /// [`ConnectError`]; a refusal when the bot has no such connection.
    pub async fn connection(
        &self,
        token: &Secret<String>,
        id: &str,
    ) -> Result<Connection, ConnectError> {
        let wire = json_wire(
            "GetBusinessConnection",
            &json!({"business_connection_id": id}),
        );
        let method = wire.method;
        let body: Map<String, Value> = self.ask(token, wire).await?;
        reading::connection(&body).ok_or_else(|| {
            super::call(vec![token], method).error(ErrorKind::Broken, "no connection")
        })
    }
}
