//! What is set once per bot: its webhook, its commands and what it says about
//! itself.

use scx_kit::{Secret, Time};
use serde::Deserialize;
use serde_json::json;
use teloxide::payloads::{
    DeleteWebhook, GetWebhookInfo, SetMyCommands, SetMyCommandsSetters as _, SetMyDescription,
    SetMyName, SetMyShortDescription,
};
use teloxide::types::{BotCommand, BotCommandScope, ChatId, Recipient};

use super::{Telegram, answer, call, json_wire, wire};
use crate::ConnectError;

/// Where a bot's updates go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookInfo {
    /// Empty when there is no webhook.
    pub url: String,
    /// Updates that wait to be delivered.
    pub pending: i64,
    /// Why the last delivery failed.
    pub last_error: Option<String>,
    /// When it failed.
    pub last_error_at: Option<Time>,
    /// The kinds asked for; empty for the vendor's own choice.
    pub allowed_updates: Vec<String>,
}

/// Who is shown a list of commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommandScope {
    /// Everybody.
    Default,
    /// One chat.
    Chat(i64),
}

/// What a bot says about itself. What is absent stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// The name, at most 64 characters.
    pub name: Option<String>,
    /// Shown in the empty chat, at most 512 characters.
    pub description: Option<String>,
    /// Shown on the profile, at most 120 characters.
    pub short_description: Option<String>,
}

impl Telegram {
    /// Where the bot's updates go.
    ///
    /// # Errors
    /// [`ConnectError`]
    pub async fn webhook(&self, token: &Secret<String>) -> Result<WebhookInfo, ConnectError> {
        #[derive(Deserialize)]
        struct Info {
            #[serde(default)]
            url: String,
            #[serde(default)]
            pending_update_count: i64,
            last_error_message: Option<String>,
            last_error_date: Option<i64>,
            #[serde(default)]
            allowed_updates: Vec<String>,
        }
        let info: Info = self
            .ask(token, wire::payload(&GetWebhookInfo::new()))
            .await?;
        Ok(WebhookInfo {
            url: info.url,
            pending: info.pending_update_count,
            last_error: info.last_error_message,
            last_error_at: info
                .last_error_date
                .map(|seconds| Time(seconds.saturating_mul(1_000))),
            allowed_updates: info.allowed_updates,
        })
    }

    /// Sends the bot's updates to `url`, each with `secret` in the header
    /// `X-Telegram-Bot-Api-Secret-Token`.
    ///
    /// # Errors
    /// [`ConnectError`]
    pub async fn set_webhook(
        &self,
        token: &Secret<String>,
        url: &str,
        secret: &Secret<String>,
        allowed: &[&str],
    ) -> Result<(), ConnectError> {
        // Not teloxide's payload: that one is a form and knows no newer kinds.
        let body = json!({
            "url": url,
            "secret_token": secret.expose(),
            "allowed_updates": allowed,
        });
        let call = call(vec![token, secret], "SetWebhook");
        let answer = self
            .exchange(&call, token, json_wire("SetWebhook", &body))
            .await?;
        answer::result_of(&call, &answer).map(drop)
    }

    /// Ends the webhook; updates that wait are kept for [`Self::updates`].
    ///
    /// # Errors
    /// [`ConnectError`]
    pub async fn delete_webhook(&self, token: &Secret<String>) -> Result<(), ConnectError> {
        self.tell(token, wire::payload(&DeleteWebhook::new())).await
    }

    /// The commands in the menu of a chat, for people whose app speaks
    /// `language_code`, or for all others.
    ///
    /// # Errors
    /// [`ConnectError`]
    pub async fn set_commands(
        &self,
        token: &Secret<String>,
        scope: CommandScope,
        language_code: Option<&str>,
        commands: &[(String, String)],
    ) -> Result<(), ConnectError> {
        let commands = commands
            .iter()
            .map(|(name, description)| BotCommand::new(name, description));
        let mut set = SetMyCommands::new(commands).scope(match scope {
            CommandScope::Default => BotCommandScope::Default,
            CommandScope::Chat(chat) => BotCommandScope::Chat {
                chat_id: Recipient::Id(ChatId(chat)),
            },
        });
        set.language_code = language_code.map(str::to_owned);
        self.tell(token, wire::payload(&set)).await
    }

    /// What the bot says about itself to people whose app speaks
    /// `language_code`, or to all others. One call for each part that is given;
    /// the first failure ends it.
    ///
    /// # Errors
    /// [`ConnectError`]
    pub async fn set_profile(
        &self,
        token: &Secret<String>,
        language_code: Option<&str>,
        profile: &Profile,
    ) -> Result<(), ConnectError> {
        let language_code = language_code.map(str::to_owned);
        if profile.name.is_some() {
            let mut set = SetMyName::new();
            (set.name, set.language_code) = (profile.name.clone(), language_code.clone());
            self.tell(token, wire::payload(&set)).await?;
        }
        if profile.description.is_some() {
            let mut set = SetMyDescription::new();
            set.description = profile.description.clone();
            set.language_code = language_code.clone();
            self.tell(token, wire::payload(&set)).await?;
        }
        if profile.short_description.is_some() {
            let mut set = SetMyShortDescription::new();
            set.short_description = profile.short_description.clone();
            set.language_code = language_code;
            self.tell(token, wire::payload(&set)).await?;
        }
        Ok(())
    }
}
