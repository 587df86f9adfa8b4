//! Methods about the bot itself: what it is called and which commands it
//! offers.

use serde_json::{Value, json};

use super::{Answer, Errand, Failure};
use crate::telegram::entities::utf16_len;
use crate::telegram::state::Profile;

const SCOPES: [&str; 7] = [
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
];

impl Errand<'_> {
    pub(super) fn me(&mut self) -> Answer {
        let mut me = self.state.own_bot(self.bot).user_json();
        me["can_join_groups"] = json!(true);
        let bot = self.state.own_bot(self.bot);
        me["can_connect_to_business"] = json!(bot.can_connect_to_business);
        me["can_manage_bots"] = json!(bot.can_manage_bots);
        me["has_topics_enabled"] = json!(bot.has_topics);
        for flag in [
            "can_read_all_group_messages",
            "supports_inline_queries",
            "has_main_web_app",
            "allows_users_to_create_topics",
        ] {
            me[flag] = json!(false);
        }
        Ok(me)
    }

    pub(super) fn set_commands(&mut self) -> Answer {
        let key = self.commands_key()?;
        let commands = self.params.values.get("commands").cloned();
        let Some(Value::Array(list)) = commands else {
            return Err(Failure::bad("can't parse commands"));
        };
        if list.len() > 100 {
            return Err(Failure::bad("BOT_COMMANDS_TOO_MUCH"));
        }
        for command in &list {
            let name = command["command"].as_str().unwrap_or_default();
            let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            if !(1..=32).contains(&name.len()) || !name.chars().all(allowed) {
                return Err(Failure::bad("BOT_COMMAND_INVALID"));
            }
            let description = command["description"].as_str().unwrap_or_default();
            if !(1..=256).contains(&utf16_len(description)) {
                return Err(Failure::bad("BOT_COMMAND_DESCRIPTION_INVALID"));
            }
        }
        let bot = self.state.own_bot(self.bot);
        bot.commands.insert(key, Value::Array(list));
        Ok(json!(true))
    }

    pub(super) fn commands(&mut self) -> Answer {
        let key = self.commands_key()?;
        let found = self.state.own_bot(self.bot).commands.get(&key);
        Ok(found.cloned().unwrap_or_else(|| json!([])))
    }

    pub(super) fn delete_commands(&mut self) -> Answer {
        let key = self.commands_key()?;
        self.state.own_bot(self.bot).commands.remove(&key);
        Ok(json!(true))
    }

    pub(super) fn set_text(&mut self, method: &str) -> Answer {
        let (kind, field, max) = text_kind(method);
        let text = self.params.text(field).unwrap_or_default().to_owned();
        if utf16_len(&text) > max {
            return Err(Failure::bad(&format!("{field} is too long")));
        }
        let language = self.language()?;
        let bot = self.state.own_bot(self.bot);
        let key = (kind, language);
        if !text.is_empty() {
            bot.texts.insert(key, text);
        } else if key != (Profile::Name, String::new()) {
            // A bot cannot lose its general name.
            bot.texts.remove(&key);
        }
        Ok(json!(true))
    }

    pub(super) fn text_of(&mut self, method: &str) -> Answer {
        let (kind, field, _) = text_kind(method);
        let language = self.language()?;
        let text = self.state.own_bot(self.bot).text(kind, &language);
        Ok(json!({field: text}))
    }

    pub(super) fn set_menu_button(&mut self) -> Answer {
        let chat = match self.params.values.get("chat_id") {
            Some(_) => self.chat_id()?,
            None => 0,
        };
        let given = self.params.values.get("menu_button").cloned();
        let button = given.unwrap_or_else(|| json!({"type": "default"}));
        let is_whole = button["text"].is_string() && button["web_app"]["url"].is_string();
        if button["type"] == "web_app" && !is_whole {
            return Err(Failure::bad("can't parse menu button"));
        }
        self.state
            .own_bot(self.bot)
            .menu_buttons
            .insert(chat, button);
        Ok(json!(true))
    }

    fn commands_key(&self) -> Result<(String, String), Failure> {
        let given = self.params.values.get("scope").cloned();
        let scope = given.unwrap_or_else(|| json!({"type": "default"}));
        let kind = scope["type"].as_str().unwrap_or_default();
        if !SCOPES.contains(&kind) {
            return Err(Failure::bad(
                "can't parse BotCommandScope: unsupported type specified",
            ));
        }
        if kind.starts_with("chat") {
            let chat = scope["chat_id"].as_i64().unwrap_or_default();
            let known =
                self.state.people.contains_key(&chat) || self.state.groups.contains_key(&chat);
            if !known {
                return Err(Failure::bad("chat not found"));
            }
        }
        Ok((scope.to_string(), self.language()?))
    }

    fn language(&self) -> Result<String, Failure> {
        let code = self.params.text("language_code").unwrap_or_default();
        let is_code = code.len() == 2 && code.chars().all(|c| c.is_ascii_lowercase());
        if code.is_empty() || is_code {
            Ok(code.to_owned())
        } else {
            Err(Failure::bad("invalid language code specified"))
        }
    }
}

/// The kind, the field that carries it, and how long it may be.
fn text_kind(method: &str) -> (Profile, &'static str, usize) {
    match method {
        "setMyName" | "getMyName" => (Profile::Name, "name", 64),
        "setMyDescription" | "getMyDescription" => (Profile::Description, "description", 512),
        _ => (Profile::ShortDescription, "short_description", 120),
    }
}
