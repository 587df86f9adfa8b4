//! Business accounts: people whose private chats a bot answers on their
//! behalf, what goes on in these chats, and what the bot is told of it.
//! Source: <https://core.telegram.org/bots/api#businessconnection>, and for the
//! fields the vendor's server: <https://github.com/tdlib/telegram-bot-api>.

use serde_json::{Value, json};

use super::Telegram;
use super::acts::{button_data, set_entities};
use super::attachments::{Document, Form};
use super::people::Person;
use super::sending::worded;
use super::state::{Query, State};
use super::views::ChatView;
use crate::common::Impossible;

/// A bot that answers for a person.
#[derive(Clone)]
pub(super) struct Connection {
    pub(super) id: String,
    pub(super) bot: i64,
    pub(super) owner: i64,
    pub(super) can_reply: bool,
    pub(super) can_read_messages: bool,
    pub(super) is_enabled: bool,
    connected_at_ms: i64,
}

impl Telegram {
    /// Lets people connect a bot to their business account, or not: the
    /// owner's switch at BotFather. On at first.
    pub fn set_can_connect_to_business(&self, bot: i64, on: bool) {
        self.change(|state, _| {
            if let Some(bot) = state.bots.get_mut(&bot) {
                bot.can_connect_to_business = on;
            }
        });
    }

    /// Connects a bot to the owner's account; it may also mark messages as
    /// read. An account has one bot: the one before is disconnected. Returns
    /// the connection's id, which is new every time.
    ///
    /// # Errors
    /// When the owner or bot is unknown, or the bot is not made for business.
    pub fn connect_business(
        &self,
        owner: i64,
        bot: i64,
        can_reply: bool,
    ) -> Result<String, Impossible> {
        self.change(|state, now_ms| {
            state.person(owner)?;
            if !state.bot(bot)?.can_connect_to_business {
                return Err(Impossible(format!("bot {bot} is not made for business")));
            }
            let mut living = state.business.values().filter(|it| it.is_enabled);
            let before = living.find(|it| it.owner == owner).map(|it| it.id.clone());
            if let Some(before) = before {
                state.set_connection(&before, now_ms, |it| it.is_enabled = false)?;
            }
            let id = format!("biz-{}", state.next_serial());
            let connection = Connection {
                id: id.clone(),
                bot,
                owner,
                can_reply,
                can_read_messages: true,
                is_enabled: true,
                connected_at_ms: now_ms,
            };
            state.business.insert(id.clone(), connection);
            state.set_connection(&id, now_ms, |_| {})?;
            Ok(id)
        })
    }

    /// Lets the connected bot answer, or no more.
    ///
    /// # Errors
    /// When the bot is not connected.
    pub fn change_business(&self, connection: &str, can_reply: bool) -> Result<(), Impossible> {
        self.change(|state, now_ms| {
            state.set_connection(connection, now_ms, |it| it.can_reply = can_reply)
        })
    }

    /// Lets the connected bot mark messages as read, or no more.
    ///
    /// # Errors
    /// When the bot is not connected.
    pub fn change_business_reading(
        &self,
        connection: &str,
        can_read_messages: bool,
    ) -> Result<(), Impossible> {
        self.change(|state, now_ms| {
            let change = |it: &mut Connection| it.can_read_messages = can_read_messages;
            state.set_connection(connection, now_ms, change)
        })
    }

    /// Disconnects the bot for good.
    ///
    /// # Errors
    /// When the bot is not connected.
    pub fn disconnect_business(&self, connection: &str) -> Result<(), Impossible> {
        self.change(|state, now_ms| {
            state.set_connection(connection, now_ms, |it| it.is_enabled = false)
        })
    }

    /// Sends text to the owner of a business account. Returns the message id,
    /// as all sending does. No bot hears of it once the connection has ended.
    ///
    /// # Errors
    /// When the customer or connection is unknown, or the customer its owner.
    pub fn send_business(
        &self,
        customer: i64,
        connection: &str,
        text: &str,
    ) -> Result<i64, Impossible> {
        self.change(|state, now_ms| {
            let chat = state.business_chat(connection, customer)?;
            state.write_business(&chat, customer, worded(text), now_ms)
        })
    }

    /// Sends the owner a picture the app compresses.
    ///
    /// # Errors
    /// As [`Telegram::send_business`].
    pub fn send_business_photo(
        &self,
        customer: i64,
        connection: &str,
        file: Document,
    ) -> Result<i64, Impossible> {
        self.send_business_file(customer, connection, Form::Photo, &file)
    }

    /// Sends the owner a voice message.
    ///
    /// # Errors
    /// As [`Telegram::send_business`].
    pub fn send_business_voice(&self, customer: i64, connection: &str) -> Result<i64, Impossible> {
        let file = Document::new("voice.oga", "audio/ogg", &b"OggS"[..]);
        self.send_business_file(customer, connection, Form::Voice, &file)
    }

    /// The owner writes to the customer by hand; the bot is told.
    ///
    /// # Errors
    /// As [`Telegram::send_business`].
    pub fn write_as_owner(
        &self,
        connection: &str,
        customer: i64,
        text: &str,
    ) -> Result<i64, Impossible> {
        self.change(|state, now_ms| {
            let chat = state.business_chat(connection, customer)?;
            state.write_business(&chat, chat.connection.owner, worded(text), now_ms)
        })
    }

    /// Whoever wrote a text changes it.
    ///
    /// # Errors
    /// As [`Telegram::send_business`], and when there is no such text.
    pub fn edit_business(
        &self,
        connection: &str,
        customer: i64,
        message_id: i64,
        text: &str,
    ) -> Result<(), Impossible> {
        self.change(|state, now_ms| {
            let chat = state.business_chat(connection, customer)?;
            let messages = &mut state.chat(chat.connection.owner, customer).messages;
            let message = messages.get_mut(&message_id);
            let Some(message) = message.filter(|it| it.json["text"].is_string()) else {
                return Err(Impossible(format!("message {message_id} is no text")));
            };
            message.json["text"] = json!(text);
            message.json["edit_date"] = json!(now_ms.div_euclid(1000));
            set_entities(&mut message.json, text);
            let told = message.json.clone();
            state.tell_business(&chat, "edited_business_message", told, now_ms);
            Ok(())
        })
    }

    /// Deletes messages for both sides.
    ///
    /// # Errors
    /// As [`Telegram::send_business`], and when one of them is not there.
    pub fn delete_business(
        &self,
        connection: &str,
        customer: i64,
        message_ids: &[i64],
    ) -> Result<(), Impossible> {
        self.change(|state, now_ms| {
            let chat = state.business_chat(connection, customer)?;
            let open = state.chat(chat.connection.owner, customer);
            let gone = message_ids
                .iter()
                .find(|id| !open.messages.contains_key(id));
            if let Some(gone) = gone {
                return Err(Impossible(format!("message {gone} is not on the screen")));
            }
            for id in message_ids {
                open.messages.remove(id);
                open.unread.remove(id);
                open.deleted.insert(*id);
            }
            let told = json!({"chat": state.chat_json(customer), "message_ids": message_ids});
            state.tell_business(&chat, "deleted_business_messages", told, now_ms);
            Ok(())
        })
    }

    /// The customer taps the newest button with this label, or data, among
    /// those the bot sent on the owner's behalf. Returns the id of the callback
    /// query; no bot gets one once the connection has ended.
    ///
    /// # Errors
    /// As [`Telegram::send_business`], and when there is no such button.
    pub fn tap_business(
        &self,
        customer: i64,
        connection: &str,
        label_or_data: &str,
    ) -> Result<String, Impossible> {
        self.change(|state, now_ms| {
            let chat = state.business_chat(connection, customer)?;
            let (bot, owner) = (chat.connection.bot, chat.connection.owner);
            let messages = &state.chat(owner, customer).messages;
            let mut newest_first = messages.values().rev().filter(|it| it.is_from_bot);
            let found = newest_first.find_map(|it| {
                let data = button_data(&it.json, label_or_data).ok()?;
                Some((it.json.clone(), data))
            });
            let missing = || Impossible(format!("no button {label_or_data:?} calls back"));
            let (mut message, data) = found.ok_or_else(missing)?;
            if !chat.connection.is_enabled {
                return Ok(state.next_query_id());
            }
            message["business_connection_id"] = json!(connection);
            let asked = Query {
                bot,
                account: owner,
                chat: customer,
                is_answered: false,
            };
            state.call_back(asked, message, &data, now_ms)
        })
    }

    /// The chat of a customer with the owner, as both see it. The bot wrote
    /// what is `from_bot`, the owner what is `from_owner`, the customer the
    /// rest.
    pub fn business_view(&self, connection: &str, customer: i64) -> ChatView {
        self.look(|state| {
            let connection = state.business.get(connection);
            connection
                .map(|it| state.view(it.owner, customer))
                .unwrap_or_default()
        })
    }

    fn send_business_file(
        &self,
        customer: i64,
        connection: &str,
        form: Form,
        file: &Document,
    ) -> Result<i64, Impossible> {
        self.change(|state, now_ms| {
            let chat = state.business_chat(connection, customer)?;
            let content = state.file_content(chat.connection.bot, form, file);
            state.write_business(&chat, customer, content, now_ms)
        })
    }
}

/// A customer's chat with the owner, and the connection it is looked at by.
struct BusinessChat {
    connection: Connection,
    customer: i64,
}

impl State {
    /// The connection as the Bot API shows it; without rights once it ended.
    pub(super) fn connection_json(&self, connection: &Connection) -> Value {
        let owner = self.people.get(&connection.owner);
        let mut shown = json!({
            "id": connection.id,
            "user": owner.map(Person::user_json),
            "user_chat_id": connection.owner,
            "date": connection.connected_at_ms.div_euclid(1000),
            "is_enabled": connection.is_enabled,
            "can_reply": connection.is_enabled && connection.can_reply,
        });
        if connection.is_enabled {
            shown["rights"] = json!({});
            for (right, is_granted) in [
                ("can_reply", connection.can_reply),
                ("can_read_messages", connection.can_read_messages),
            ] {
                if is_granted {
                    shown["rights"][right] = json!(true);
                }
            }
        }
        shown
    }

    /// Changes a living connection and tells its bot.
    fn set_connection(
        &mut self,
        id: &str,
        now_ms: i64,
        change: impl FnOnce(&mut Connection),
    ) -> Result<(), Impossible> {
        let living = self.business.get_mut(id).filter(|it| it.is_enabled);
        let connection = living.ok_or_else(|| Impossible(format!("{id} is not connected")))?;
        change(connection);
        let connection = connection.clone();
        let told = self.connection_json(&connection);
        self.queue(connection.bot, "business_connection", told, now_ms);
        Ok(())
    }

    fn business_chat(&self, connection: &str, customer: i64) -> Result<BusinessChat, Impossible> {
        let missing = || Impossible(format!("there is no connection {connection}"));
        let connection = self.business.get(connection).ok_or_else(missing)?;
        self.person(customer)?;
        if connection.owner == customer {
            return Err(Impossible("nobody is their own customer".to_owned()));
        }
        Ok(BusinessChat {
            connection: connection.clone(),
            customer,
        })
    }

    fn write_business(
        &mut self,
        chat: &BusinessChat,
        writer: i64,
        content: Value,
        now_ms: i64,
    ) -> Result<i64, Impossible> {
        let from = self.person(writer)?.user_json();
        let (owner, customer) = (chat.connection.owner, chat.customer);
        let mut message = self.new_message(owner, customer, from, now_ms);
        if let (Value::Object(json), Value::Object(content)) = (&mut message.json, content) {
            json.extend(content);
        }
        message.json["business_connection_id"] = json!(chat.connection.id);
        let (id, told) = (message.id, message.json.clone());
        self.chat(owner, customer).messages.insert(id, message);
        self.tell_business(chat, "business_message", told, now_ms);
        Ok(id)
    }

    fn tell_business(&mut self, chat: &BusinessChat, kind: &str, mut told: Value, now_ms: i64) {
        if chat.connection.is_enabled {
            told["business_connection_id"] = json!(chat.connection.id);
            self.queue(chat.connection.bot, kind, told, now_ms);
        }
    }
}
