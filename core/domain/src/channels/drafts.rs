//! Whether a bot can show that it writes an answer.

use scx_jobs::{Job, Key, Lane};
use serde::{Deserialize, Serialize};

use super::BotId;
use crate::accounts::PartnerId;

/// Whether bots show drafts where Telegram lets them; a service.
#[derive(Clone, Copy, Debug)]
pub struct Drafts {
    /// Switched on by the operator.
    pub is_on: bool,
}

/// Tries once, in a chat where a customer waits, whether Telegram lets a bot
/// show drafts. The work lies where the client is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TryDraft {
    /// The bot.
    pub bot: BotId,
    /// Whose it is.
    pub partner: Option<PartnerId>,
    /// The private chat.
    pub chat: i64,
}

impl Job for TryDraft {
    const NAME: &'static str = "channels.try_draft";
    const LANE: Lane = Lane::Send;

    fn partner(&self) -> Option<String> {
        self.partner.map(|partner| partner.to_string())
    }

    fn once(&self) -> Option<Key> {
        Some(Key(self.bot.to_string()))
    }
}
