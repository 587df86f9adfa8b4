//! Bots that people make by way of another bot.
//! Source: <https://core.telegram.org/bots/api#managedbotupdated> and
//! <https://core.telegram.org/bots/api#keyboardbuttonrequestmanagedbot>.

use serde_json::{Value, json};

use super::Telegram;
use super::acts::{key_label, rows};
use crate::common::Impossible;

/// A bot as a person makes it, after looking at what was suggested.
#[derive(Clone, Debug)]
pub struct NewBot {
    /// Given by the messenger.
    pub id: i64,
    /// Given by the messenger.
    pub token: String,
    /// Chosen by the person; ends in `bot`.
    pub username: String,
    /// Chosen by the person.
    pub name: String,
}

impl Telegram {
    /// Lets a bot make bots for people, or not, as its owner decides at the
    /// vendor's own bot.
    pub fn allow_management(&self, bot: i64, on: bool) {
        self.change(|state, _| {
            if let Some(bot) = state.bots.get_mut(&bot) {
                bot.can_manage_bots = on;
            }
        });
    }

    /// What the key on the screen suggests: name and username.
    pub fn suggested(&self, person: i64, manager: i64) -> Option<(String, String)> {
        self.look(|state| {
            let (keyboard, _) = state.chats.get(&(manager, person))?.keyboard.as_ref()?;
            let asked =
                rows(&keyboard["keyboard"]).find_map(|key| key.get("request_managed_bot"))?;
            let word = |name: &str| asked[name].as_str().unwrap_or_default().to_owned();
            Some((word("suggested_name"), word("suggested_username")))
        })
    }

    /// Presses the key that makes a bot, and confirms. The manager is told by
    /// an update and by a message in the chat.
    ///
    /// # Errors
    /// When there is no such key, or the vendor would not let the person.
    pub fn make_bot(
        &self,
        person: i64,
        manager: i64,
        label: &str,
        new: &NewBot,
    ) -> Result<(), Impossible> {
        let has_key = self.look(|state| {
            let chat = state.chats.get(&(manager, person));
            let keyboard = chat.and_then(|chat| chat.keyboard.as_ref());
            keyboard.is_some_and(|(keyboard, _)| {
                let mut keys = rows(&keyboard["keyboard"]);
                keys.any(|key| key_label(key) == label && key["request_managed_bot"].is_object())
            })
        });
        if !has_key {
            return Err(Impossible(format!("no key {label:?} makes a bot")));
        }
        let bot = self.make_bot_by_link(person, manager, new)?;
        self.change(|state, _| {
            let chat = state.chat(manager, person);
            let hides = |(keyboard, _): &(Value, i64)| keyboard["one_time_keyboard"] == true;
            if chat.keyboard.as_ref().is_some_and(hides) {
                chat.keyboard = None;
            }
        });
        self.send(
            person,
            manager,
            json!({"managed_bot_created": {"bot": bot}}),
        )?;
        Ok(())
    }

    /// Makes a bot by the manager's public link: only an update tells of it.
    ///
    /// # Errors
    /// When the vendor would not let the person.
    pub fn make_bot_by_link(
        &self,
        person: i64,
        manager: i64,
        new: &NewBot,
    ) -> Result<Value, Impossible> {
        self.hide_token(new.id, &new.token);
        self.change(|state, now_ms| {
            if !state.bot(manager)?.can_manage_bots {
                return Err(Impossible(format!("bot {manager} makes no bots")));
            }
            if !new.username.to_ascii_lowercase().ends_with("bot") {
                return Err(Impossible("a bot's username ends in bot".to_owned()));
            }
            let is_taken = state.bots.values().any(|bot| bot.username == new.username);
            if is_taken || state.bots.contains_key(&new.id) {
                return Err(Impossible(format!("{} is taken", new.username)));
            }
            state.add_bot(&new.token, new.id, &new.username, &new.name);
            state.own_bot(new.id).managed_by = Some(manager);
            let told = json!({
                "user": state.person(person)?.user_json(),
                "bot": state.own_bot(new.id).user_json(),
            });
            let bot = told["bot"].clone();
            state.queue(manager, "managed_bot", told, now_ms);
            Ok(bot)
        })
    }

    /// Gives a managed bot a new token, as its owner does at the vendor's own
    /// bot; the manager is told, and the old one dies.
    ///
    /// # Errors
    /// When nobody manages the bot.
    pub fn change_managed_token(
        &self,
        owner: i64,
        bot: i64,
        token: &str,
    ) -> Result<(), Impossible> {
        self.hide_token(bot, token);
        self.change(|state, now_ms| {
            let unmanaged = || Impossible(format!("nobody manages bot {bot}"));
            let manager = state.bot(bot)?.managed_by.ok_or_else(unmanaged)?;
            token.clone_into(&mut state.own_bot(bot).token);
            let told = json!({
                "user": state.person(owner)?.user_json(),
                "bot": state.own_bot(bot).user_json(),
            });
            state.queue(manager, "managed_bot", told, now_ms);
            Ok(())
        })
    }

    /// Gives a managed bot to another person; the manager is told.
    ///
    /// # Errors
    /// When nobody manages the bot.
    pub fn change_managed_owner(&self, new_owner: i64, bot: i64) -> Result<(), Impossible> {
        let token = self.look(|state| state.bot(bot).map(|bot| bot.token.clone()))?;
        self.change_managed_token(new_owner, bot, &token)
    }
}
