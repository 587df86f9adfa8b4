//! What is set once per bot: its webhook, its commands and what it says about
//! itself.

use scx_kit::{Secret, Time};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use teloxide::payloads::{
    DeleteWebhook, GetMyCommands, GetMyCommandsSetters as _, GetWebhookInfo, SetMyCommands,
    SetMyCommandsSetters as _,
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

/// A text by which a bot introduces itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The name, at most 64 characters. Telegram lets it be changed a few
    /// times a day only.
    Name,
    /// Shown in the empty chat, at most 512 characters.
    Description,
    /// Shown on the profile, at most 120 characters.
    ShortDescription,
}

impl About {
    /// The field that carries the text, and the methods that ask and tell it.
    fn wire(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Name => ("name", "GetMyName", "SetMyName"),
            Self::Description => ("description", "GetMyDescription", "SetMyDescription"),
            Self::ShortDescription => (
                "short_description",
                "GetMyShortDescription",
                "SetMyShortDescription",
            ),
        }
    }
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

    /// The commands that everybody is shown whose app speaks `language_code`,
    /// or all others; empty where none were set for exactly these.
    ///
    /// # Errors
    /// [`ConnectError`]
    pub async fn commands(
        &self,
        token: &Secret<String>,
        language_code: Option<&str>,
    ) -> Result<Vec<(String, String)>, ConnectError> {
        let mut get = GetMyCommands::new().scope(BotCommandScope::Default);
        get.language_code = language_code.map(str::to_owned);
        let commands: Vec<BotCommand> = self.ask(token, wire::payload(&get)).await?;
        let pairs = commands
            .into_iter()
            .map(|command| (command.command, command.description));
        Ok(pairs.collect())
    }

    /// What the bot says about itself to people whose app speaks
    /// `language_code`; without words for them, what it says to all others.
    ///
    /// # Errors
    /// [`ConnectError`]
    pub async fn about(
        &self,
        token: &Secret<String>,
        about: About,
        language_code: Option<&str>,
    ) -> Result<String, ConnectError> {
        let (field, method, _) = about.wire();
        let mut body = json!({});
        if let Some(code) = language_code {
            body["language_code"] = json!(code);
        }
        let answer: Map<String, Value> = self.ask(token, json_wire(method, &body)).await?;
        let text = answer.get(field).and_then(Value::as_str);
        Ok(text.unwrap_or_default().to_owned())
    }

    /// Changes what the bot says about itself to people whose app speaks
    /// `language_code`, or to all others.
    ///
    /// # Errors
    /// [`ConnectError`]
    pub async fn set_about(
        &self,
        token: &Secret<String>,
        about: About,
        language_code: Option<&str>,
        text: &str,
    ) -> Result<(), ConnectError> {
        let (field, _, method) = about.wire();
        let mut body = json!({field: text});
        if let Some(code) = language_code {
            body["language_code"] = json!(code);
        }
        self.tell(token, json_wire(method, &body)).await
    }
}
