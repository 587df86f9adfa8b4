//! What people do in their apps apart from sending: tapping, editing,
//! blocking.

use serde_json::{Value, json};

use super::Telegram;
use super::entities::detect;
use super::state::{Query, State};
use crate::common::Impossible;

impl Telegram {
    /// Taps an inline button, found by its callback data or its label.
    /// Returns the id of the callback query.
    ///
    /// # Errors
    /// When this message has no such button that calls back.
    pub fn tap(
        &self,
        person: i64,
        bot: i64,
        message_id: i64,
        label_or_data: &str,
    ) -> Result<String, Impossible> {
        self.change(|state, now_ms| {
            state.bot(bot)?;
            let message = state.message(bot, person, message_id);
            let json = message.map(|message| message.json.clone());
            let gone = || Impossible(format!("message {message_id} is not on the screen"));
            let json = json.ok_or_else(gone)?;
            let data = button_data(&json, label_or_data)?;
            let asked = Query {
                bot,
                account: bot,
                chat: person,
                is_answered: false,
            };
            state.call_back(asked, json, &data, now_ms)
        })
    }

    /// Presses a button of the reply keyboard: sends its label, or the
    /// person's own contact when the button asks for it.
    ///
    /// # Errors
    /// When the keyboard on the screen has no such button.
    pub fn press_keyboard(&self, person: i64, bot: i64, label: &str) -> Result<i64, Impossible> {
        let (button, brought_by, thread) = self.look(|state| {
            let keyboard = state
                .chats
                .get(&(bot, person))
                .and_then(|chat| chat.keyboard.clone());
            let (keyboard, brought_by) = keyboard.ok_or_else(|| no_key(label))?;
            let button = rows(&keyboard["keyboard"]).find(|button| key_label(button) == label);
            let button = button.cloned().ok_or_else(|| no_key(label))?;
            let message = state.message(bot, person, brought_by);
            let thread = message.and_then(|it| state.thread_of(bot, person, &it.json));
            Ok((button, brought_by, thread))
        })?;
        if button["request_managed_bot"].is_object() {
            return Err(Impossible(format!("{label:?} makes a bot")));
        }
        let sent = if button["request_contact"] == true {
            self.share_own_contact(person, bot, Some(brought_by))
        } else if let Some(thread) = thread {
            self.send_text_in(person, bot, thread, label)
        } else {
            self.send_text(person, bot, label)
        }?;
        self.change(|state, _| {
            let chat = state.chat(bot, person);
            let hides = |(keyboard, _): &(Value, i64)| keyboard["one_time_keyboard"] == true;
            if chat.keyboard.as_ref().is_some_and(hides) {
                chat.keyboard = None;
            }
        });
        Ok(sent)
    }

    /// Changes the text of a message the person sent.
    ///
    /// # Errors
    /// When it is not the person's own text message.
    pub fn edit_text(
        &self,
        person: i64,
        bot: i64,
        message_id: i64,
        text: &str,
    ) -> Result<(), Impossible> {
        self.change(|state, now_ms| {
            let chat = state.chat(bot, person);
            let message = chat.messages.get_mut(&message_id);
            let own = message.filter(|it| !it.is_from_bot && it.json["text"].is_string());
            let Some(message) = own else {
                let why = format!("message {message_id} is no text of person {person}");
                return Err(Impossible(why));
            };
            message.json["text"] = Value::from(text);
            message.json["edit_date"] = Value::from(now_ms.div_euclid(1000));
            set_entities(&mut message.json, text);
            let json = message.json.clone();
            state.queue(bot, "edited_message", json, now_ms);
            Ok(())
        })
    }

    /// Blocks the bot: it cannot write to this person any more.
    ///
    /// # Errors
    /// When the person never wrote to the bot or has blocked it already.
    pub fn block(&self, person: i64, bot: i64) -> Result<(), Impossible> {
        self.change(|state, now_ms| state.set_blocked(person, bot, true, now_ms))
    }

    /// Takes the block back.
    ///
    /// # Errors
    /// When the bot is not blocked.
    pub fn unblock(&self, person: i64, bot: i64) -> Result<(), Impossible> {
        self.change(|state, now_ms| state.set_blocked(person, bot, false, now_ms))
    }
}

impl State {
    /// Sends the bot what a tapped button carries. Gives the query's id.
    pub(super) fn call_back(
        &mut self,
        asked: Query,
        message: Value,
        data: &str,
        now_ms: i64,
    ) -> Result<String, Impossible> {
        let from = self.person(asked.chat)?.user_json();
        let bot = asked.bot;
        let of_business = if asked.account == bot {
            0
        } else {
            asked.account
        };
        let id = self.next_query_id();
        let query = json!({
            "id": id,
            "from": from,
            "message": message,
            "chat_instance": format!("{}", 7_700_000_000_000 + asked.chat + of_business),
            "data": data,
        });
        if self.queue(bot, "callback_query", query, now_ms).is_some() {
            self.queries.insert(id.clone(), asked);
        }
        Ok(id)
    }

    pub(super) fn next_query_id(&mut self) -> String {
        format!("{}", 4_000_000_000_000 + self.next_serial())
    }

    fn set_blocked(
        &mut self,
        person: i64,
        bot: i64,
        blocked: bool,
        now_ms: i64,
    ) -> Result<(), Impossible> {
        let from = self.person(person)?.user_json();
        let user = self.bot(bot)?.user_json();
        let chat = self.chat(bot, person);
        if !chat.is_open || chat.is_blocked == blocked {
            let why = format!("the block of bot {bot} by {person} cannot change to {blocked}");
            return Err(Impossible(why));
        }
        chat.is_blocked = blocked;
        let member = json!({"user": user, "status": "member"});
        let kicked = json!({"user": user, "status": "kicked", "until_date": 0});
        let (old, new) = if blocked {
            (member, kicked)
        } else {
            (kicked, member)
        };
        let change = json!({
            "chat": self.chat_json(person),
            "from": from,
            "date": now_ms.div_euclid(1000),
            "old_chat_member": old,
            "new_chat_member": new,
        });
        self.queue(bot, "my_chat_member", change, now_ms);
        Ok(())
    }
}

/// Writes the entities the server finds in plain text.
pub(super) fn set_entities(json: &mut Value, text: &str) {
    let entities: Vec<Value> = detect(text).iter().map(|it| it.to_json()).collect();
    if let Some(object) = json.as_object_mut() {
        object.remove("entities");
    }
    if !entities.is_empty() {
        json["entities"] = Value::from(entities);
    }
}

/// All buttons of a keyboard, row by row.
pub(super) fn rows(keyboard: &Value) -> impl Iterator<Item = &Value> {
    let rows = keyboard.as_array().map(Vec::as_slice).unwrap_or_default();
    rows.iter().filter_map(Value::as_array).flatten()
}

/// The label of a reply key, which may be given as bare text.
pub(super) fn key_label(button: &Value) -> &str {
    let text = button.as_str().or_else(|| button["text"].as_str());
    text.unwrap_or_default()
}

pub(super) fn button_data(message: &Value, label_or_data: &str) -> Result<String, Impossible> {
    let keyboard = &message["reply_markup"]["inline_keyboard"];
    let by_data = rows(keyboard).find(|button| button["callback_data"] == label_or_data);
    let by_label = || rows(keyboard).find(|button| button["text"] == label_or_data);
    let data = by_data
        .or_else(by_label)
        .and_then(|button| button["callback_data"].as_str());
    data.map(str::to_owned).ok_or_else(|| {
        let labels: Vec<&str> = rows(keyboard).map(key_label).collect();
        Impossible(format!(
            "no button {label_or_data:?} that calls back among {labels:?}"
        ))
    })
}

fn no_key(label: &str) -> Impossible {
    Impossible(format!("the keyboard on the screen has no key {label:?}"))
}
