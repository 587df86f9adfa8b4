//! Calls on behalf of a business account, and about its connection.
//! Source: <https://core.telegram.org/bots/api#businessbotrights> and
//! <https://core.telegram.org/api/bots/connected-business-bots>.

use serde_json::{Value, json};

use super::{Answer, Errand, Failure};
use crate::telegram::acts::rows;
use crate::telegram::markup::Markup;
use crate::telegram::state::Message;

/// The methods that take a connection and are modelled.
const ON_BEHALF: [&str; 7] = [
    "sendMessage",
    "sendChatAction",
    "sendPhoto",
    "sendDocument",
    "editMessageText",
    "editMessageReplyMarkup",
    "readBusinessMessage",
];
/// Disabled by its owner.
const INVALID: &str = "BUSINESS_CONNECTION_INVALID";
/// The right or the bot's business mode is missing, or the method takes none.
const NOT_ALLOWED: &str = "BUSINESS_CONNECTION_NOT_ALLOWED";
/// Nobody who wrote to the owner lately.
const NO_CUSTOMER: &str = "BUSINESS_PEER_USAGE_MISSING";
const NOT_FOUND: &str = "business connection not found";

const OPEN_FOR_MS: i64 = 24 * 3_600_000;
const FOREIGN_EDITABLE_FOR_MS: i64 = 48 * 3_600_000;
/// "Not supported for messages sent on behalf of a Telegram Business account."
/// <https://core.telegram.org/bots/api#inlinekeyboardbutton>
const UNSUPPORTED_BUTTONS: [&str; 4] = [
    "web_app",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
];

impl Errand<'_> {
    /// Looks at the connection a call names, and moves the call into the chats
    /// of its owner. Without one, the bot acts for itself.
    pub(super) fn act_for_owner(&mut self, method: &str) -> Result<(), Failure> {
        let given = self.params.text("business_connection_id");
        let Some(id) = given.filter(|id| !id.is_empty() && method != "getBusinessConnection")
        else {
            return Ok(());
        };
        if !ON_BEHALF.contains(&method) {
            return Err(Failure::bad(NOT_ALLOWED));
        }
        let found = self.state.business.get(id);
        let Some(connection) = found.filter(|it| it.bot == self.bot) else {
            return Err(Failure::bad(NOT_FOUND));
        };
        if !connection.is_enabled {
            return Err(Failure::bad(INVALID));
        }
        let has_right = match method {
            "readBusinessMessage" => connection.can_read_messages,
            _ => connection.can_reply,
        };
        let owner = connection.owner;
        if !has_right || !self.state.own_bot(self.bot).can_connect_to_business {
            return Err(Failure::bad(NOT_ALLOWED));
        }
        self.check_customer(owner)?;
        self.account = owner;
        self.connection = Some(id.to_owned());
        Ok(())
    }

    pub(super) fn business_connection(&mut self) -> Answer {
        let id = self.params.text("business_connection_id");
        let found = id.and_then(|id| self.state.business.get(id));
        let own = found.filter(|connection| connection.bot == self.bot);
        own.map(|connection| self.state.connection_json(connection))
            .ok_or_else(|| Failure::bad(NOT_FOUND))
    }

    pub(super) fn read_business_message(&mut self) -> Answer {
        if self.connection.is_none() {
            return Err(Failure::bad(NOT_FOUND));
        }
        let chat = self.chat_id()?;
        let id = self.params.int("message_id").unwrap_or_default();
        if self.state.message(self.account, chat, id).is_none() {
            // The server marks whatever came before this number.
            self.notes.push(format!("there is no message {id} to read"));
        }
        let chat = self.state.chat(self.account, chat);
        chat.read_up_to = chat.read_up_to.max(Some(id));
        Ok(json!(true))
    }

    /// A new message of this bot, on behalf of the owner when it acts for one.
    pub(super) fn new_message(&mut self, chat: i64) -> Message {
        let bot = self.state.own_bot(self.bot).user_json();
        let owner = self.state.people.get(&self.account);
        let (Some(connection), Some(owner)) = (&self.connection, owner) else {
            return self.state.new_message(self.bot, chat, bot, self.now_ms);
        };
        let owner = owner.user_json();
        let mut message = self
            .state
            .new_message(self.account, chat, owner, self.now_ms);
        message.is_from_bot = true;
        message.json["business_connection_id"] = json!(connection);
        message.json["sender_business_bot"] = bot;
        message
    }

    /// "Business messages that were not sent by the bot and do not contain an
    /// inline keyboard can only be edited within 48 hours."
    /// <https://core.telegram.org/bots/api#editmessagetext>
    pub(super) fn may_edit_for_owner(&self, message: &Message) -> bool {
        let json = &message.json;
        let is_own = json["sender_business_bot"]["id"] == self.bot;
        let is_young = self.now_ms - message.at_ms <= FOREIGN_EDITABLE_FOR_MS;
        let has_keyboard = !json["reply_markup"].is_null();
        json["from"]["id"] == self.account && (is_own || is_young || has_keyboard)
    }

    /// What a keyboard is on behalf of an owner: those of the text field are
    /// for chats with the bot itself.
    pub(super) fn shown_for_owner(&mut self, markup: Markup) -> Option<Markup> {
        if self.connection.is_none() {
            return Some(markup);
        }
        match markup {
            Markup::Inline(keyboard) => {
                let buttons = || rows(&keyboard["inline_keyboard"]);
                let used = |name: &&&str| buttons().any(|button| !button[**name].is_null());
                for name in UNSUPPORTED_BUTTONS.iter().filter(used) {
                    let note = format!("{name} is not supported on behalf of a business account");
                    self.notes.push(note);
                }
                Some(Markup::Inline(keyboard))
            }
            Markup::Keyboard(_) | Markup::Remove | Markup::ForceReply => {
                let note = "only inline keyboards are supported on behalf of a business account";
                self.notes.push(note.to_owned());
                None
            }
        }
    }

    /// "In the private chats that had incoming messages in the last 24 hours."
    fn check_customer(&self, owner: i64) -> Result<(), Failure> {
        let given = self.params.values.get("chat_id");
        let Some(chat) = given.and_then(Value::as_i64) else {
            return Err(Failure::bad("chat identifier must be a valid Integer"));
        };
        if self.state.groups.contains_key(&chat) {
            return Err(Failure::bad("chat must be a private chat"));
        }
        let is_fresh = |message: &Message| self.now_ms - message.at_ms <= OPEN_FOR_MS;
        let came_in = |message: &Message| message.json["from"]["id"] == chat;
        let open = self.state.chats.get(&(owner, chat));
        let wrote = open.is_some_and(|open| {
            let mut messages = open.messages.values();
            messages.any(|message| came_in(message) && is_fresh(message))
        });
        wrote.then_some(()).ok_or_else(|| Failure::bad(NO_CUSTOMER))
    }
}
