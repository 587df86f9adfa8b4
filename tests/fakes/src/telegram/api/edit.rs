//! Methods that change or remove what is in a chat, and answers to taps.

use serde_json::{Value, json};

use super::send::set_entities;
use super::{Answer, Errand, Failure};
use crate::telegram::entities::utf16_len;
use crate::telegram::markup::Markup;

const MAX_TEXT: usize = 4096;
const MAX_TOAST: usize = 200;
const DELETABLE_FOR_MS: i64 = 48 * 3_600_000;
const NOT_MODIFIED: &str = "message is not modified: specified new message content and reply \
    markup are exactly the same as a current content and reply markup of the message";
const QUERY_GONE: &str = "query is too old and response timeout expired or query ID is invalid";

impl Errand<'_> {
    pub(super) fn edit_text(&mut self) -> Answer {
        let (chat, id, old) = self.editable()?;
        let (text, entities) = self.formatted("text", MAX_TEXT)?;
        if text.is_empty() {
            return Err(Failure::bad("message text is empty"));
        }
        if old["text"].is_null() {
            return Err(Failure::bad("there is no text in the message to edit"));
        }
        let mut new = old.clone();
        new["text"] = json!(text);
        set_entities(&mut new, "entities", &entities);
        self.set_inline_keyboard(&mut new)?;
        self.replace(chat, id, (old, new))
    }

    pub(super) fn edit_markup(&mut self) -> Answer {
        let (chat, id, old) = self.editable()?;
        let mut new = old.clone();
        self.set_inline_keyboard(&mut new)?;
        self.replace(chat, id, (old, new))
    }

    pub(super) fn delete_message(&mut self) -> Answer {
        let chat = self.chat_id()?;
        let id = self.params.int("message_id").unwrap_or_default();
        self.delete(chat, id)?;
        Ok(json!(true))
    }

    /// The newest pin is the one that shows. A service message tells of it.
    pub(super) fn pin_message(&mut self) -> Answer {
        let chat = self.writable_chat()?;
        let id = self.params.int("message_id").unwrap_or_default();
        let Some(message) = self.state.message(self.bot, chat, id) else {
            return Err(Failure::bad("message to pin not found"));
        };
        let pinned = message.json.clone();
        let from = self.state.own_bot(self.bot).user_json();
        let mut told = self.state.new_message(self.bot, chat, from, self.now_ms);
        told.json["pinned_message"] = pinned;
        let chat = self.state.chat(self.bot, chat);
        chat.pinned = Some(id);
        chat.messages.insert(told.id, told);
        Ok(json!(true))
    }

    /// Ids that are gone already are skipped, as the vendor says.
    pub(super) fn delete_messages(&mut self) -> Answer {
        let chat = self.chat_id()?;
        let given = self
            .params
            .values
            .get("message_ids")
            .and_then(Value::as_array);
        let given = given.into_iter().flatten().filter_map(Value::as_i64);
        let ids: Vec<i64> = given.collect();
        if ids.is_empty() {
            return Err(Failure::bad("message identifiers are not specified"));
        }
        if ids.len() > 100 {
            return Err(Failure::bad("too many message identifiers specified"));
        }
        for id in ids {
            if self.state.message(self.bot, chat, id).is_some() {
                self.delete(chat, id)?;
            }
        }
        Ok(json!(true))
    }

    pub(super) fn set_reaction(&mut self) -> Answer {
        let chat = self.chat_id()?;
        let id = self.params.int("message_id").unwrap_or_default();
        if self.state.message(self.bot, chat, id).is_none() {
            return Err(Failure::bad("message to react not found"));
        }
        let given = self.params.values.get("reaction").cloned();
        let reaction = given.unwrap_or_else(|| json!([]));
        if reaction.as_array().is_some_and(|all| all.len() > 1) {
            return Err(Failure::bad("REACTIONS_TOO_MANY"));
        }
        let chat = self.state.chat(self.bot, chat);
        chat.reactions.insert(id, reaction);
        Ok(json!(true))
    }

    pub(super) fn answer_query(&mut self) -> Answer {
        let id = self.params.text("callback_query_id").unwrap_or_default();
        let text = self.params.text("text").unwrap_or_default();
        if utf16_len(text) > MAX_TOAST {
            return Err(Failure::bad("MESSAGE_TOO_LONG"));
        }
        let query = self.state.queries.get_mut(id);
        let Some(query) = query.filter(|query| query.bot == self.bot && !query.is_answered) else {
            return Err(Failure::bad(QUERY_GONE));
        };
        query.is_answered = true;
        let (account, chat) = (query.account, query.chat);
        if !text.is_empty() {
            let is_alert = self.params.flag("show_alert");
            let toast = (id.to_owned(), text.to_owned(), is_alert);
            self.state.chat(account, chat).toasts.push(toast);
        }
        Ok(json!(true))
    }

    /// The message that the call names, if the bot may change it.
    fn editable(&self) -> Result<(i64, i64, Value), Failure> {
        let chat = self.chat_id()?;
        let id = self.params.int("message_id").unwrap_or_default();
        let Some(message) = self.state.message(self.account, chat, id) else {
            return Err(Failure::bad("message to edit not found"));
        };
        let mut json = message.json.clone();
        let may_edit = match &self.connection {
            Some(connection) => {
                json["business_connection_id"] = json!(connection);
                self.may_edit_for_owner(message)
            }
            None => message.is_from_bot,
        };
        if !may_edit {
            return Err(Failure::bad("message can't be edited"));
        }
        Ok((chat, id, json))
    }

    /// An edit without a keyboard takes the old one away.
    fn set_inline_keyboard(&mut self, message: &mut Value) -> Result<(), Failure> {
        let keyboard = match self.markup()? {
            Some(Markup::Inline(keyboard)) => Some(keyboard),
            Some(Markup::Keyboard(_) | Markup::Remove | Markup::ForceReply) => {
                return Err(Failure::bad("inline keyboard expected"));
            }
            None => None,
        };
        let is_empty = |keyboard: &Value| keyboard["inline_keyboard"] == json!([]);
        match keyboard.filter(|keyboard| !is_empty(keyboard)) {
            Some(keyboard) => message["reply_markup"] = keyboard,
            None => {
                if let Some(object) = message.as_object_mut() {
                    object.remove("reply_markup");
                }
            }
        }
        Ok(())
    }

    fn replace(&mut self, chat: i64, id: i64, (old, mut new): (Value, Value)) -> Answer {
        if old == new {
            return Err(Failure::bad(NOT_MODIFIED));
        }
        new["edit_date"] = json!(self.now_ms.div_euclid(1000));
        let messages = &mut self.state.chat(self.account, chat).messages;
        if let Some(message) = messages.get_mut(&id) {
            message.json = new.clone();
        }
        Ok(new)
    }

    fn delete(&mut self, chat: i64, id: i64) -> Result<(), Failure> {
        let now_ms = self.now_ms;
        let is_group = self.state.groups.contains_key(&chat);
        let open = self.state.chat(self.bot, chat);
        let Some(message) = open.messages.get(&id) else {
            return Err(Failure::bad("message to delete not found"));
        };
        if now_ms - message.at_ms > DELETABLE_FOR_MS {
            return Err(Failure::bad("message can't be deleted for everyone"));
        }
        if is_group && !message.is_from_bot {
            return Err(Failure::bad("message can't be deleted"));
        }
        open.messages.remove(&id);
        open.unread.remove(&id);
        open.deleted.insert(id);
        Ok(())
    }
}
