//! What each Bot API method does to the state, and what it answers.

mod business;
mod edit;
mod managed;
mod payments;
mod profile;
mod send;
mod topics;
mod webhook;

use serde_json::Value;

use super::Telegram;
use super::attachments::Form;
use super::entities::{Entity, detect, utf16_len};
use super::html;
use super::params::Params;
use super::state::State;

/// The vendor's "no".
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    pub(super) code: u16,
    pub(super) description: String,
    pub(super) retry_after_s: Option<i64>,
}

pub(super) type Answer = Result<Value, Failure>;

impl Failure {
    pub(super) fn bad(why: &str) -> Self {
        Self::new(400, format!("Bad Request: {why}"))
    }

    pub(super) fn forbidden(why: &str) -> Self {
        Self::new(403, format!("Forbidden: {why}"))
    }

    pub(super) fn new(code: u16, description: String) -> Self {
        Self {
            code,
            description,
            retry_after_s: None,
        }
    }

    pub(super) fn flood(retry_after_s: i64) -> Self {
        let description = format!("Too Many Requests: retry after {retry_after_s}");
        Self {
            retry_after_s: Some(retry_after_s),
            ..Self::new(429, description)
        }
    }
}

/// One call being carried out.
struct Errand<'a> {
    state: &'a mut State,
    bot: i64,
    /// In whose chats it is done: the bot's own, or those of the owner of the
    /// business account it acts for.
    account: i64,
    /// The connection by which it acts for that owner.
    connection: Option<String>,
    now_ms: i64,
    params: &'a Params,
    /// What the server lets pass and a careful client would not do.
    notes: Vec<String>,
}

impl Telegram {
    /// Carries out a call with checked parameters, except long polling.
    pub(super) fn call(&self, bot: i64, method: &str, params: &Params) -> Answer {
        let (answer, notes) = self.change(|state, now_ms| {
            let shown = params.shown();
            state.own_bot(bot).calls.push((method.to_owned(), shown));
            let mut errand = Errand {
                state,
                bot,
                account: bot,
                connection: None,
                now_ms,
                params,
                notes: Vec::new(),
            };
            let answer = errand.run(method);
            (answer, errand.notes)
        });
        for note in notes {
            self.common
                .note_unexpected(format!("telegram {method}: {note}"));
        }
        answer
    }
}

impl Errand<'_> {
    fn run(&mut self, method: &str) -> Answer {
        self.act_for_owner(method)?;
        match method {
            "getMe" => self.me(),
            "setWebhook" => self.set_webhook(),
            "deleteWebhook" => self.delete_webhook(),
            "getWebhookInfo" => self.webhook_info(),
            "sendMessage" => self.send_message(),
            "sendChatAction" => self.send_chat_action(),
            "sendDocument" => self.send_document(),
            "sendPhoto" => self.send_photo(),
            "sendVideo" => self.send_media(Form::Video),
            "sendAnimation" => self.send_media(Form::Animation),
            "sendAudio" => self.send_media(Form::Audio),
            "sendVoice" => self.send_media(Form::Voice),
            "sendVideoNote" => self.send_media(Form::VideoNote),
            "sendSticker" => self.send_media(Form::Sticker),
            "copyMessage" => self.copy_message(),
            "editMessageText" => self.edit_text(),
            "editMessageReplyMarkup" => self.edit_markup(),
            "deleteMessage" => self.delete_message(),
            "pinChatMessage" => self.pin_message(),
            "deleteMessages" => self.delete_messages(),
            "setMessageReaction" => self.set_reaction(),
            "answerCallbackQuery" => self.answer_query(),
            "setMyCommands" => self.set_commands(),
            "getMyCommands" => self.commands(),
            "deleteMyCommands" => self.delete_commands(),
            "setMyName" | "setMyDescription" | "setMyShortDescription" => self.set_text(method),
            "getMyName" | "getMyDescription" | "getMyShortDescription" => self.text_of(method),
            "getManagedBotToken" => self.managed_token(),
            "replaceManagedBotToken" => self.replace_managed_token(),
            "sendMessageDraft" => self.send_draft(),
            "createForumTopic" => self.create_topic(),
            "editForumTopic" => self.edit_topic(),
            "deleteForumTopic" => self.delete_topic(),
            "getBusinessConnection" => self.business_connection(),
            "readBusinessMessage" => self.read_business_message(),
            "getFile" => self.file(),
            "setChatMenuButton" => self.set_menu_button(),
            "sendInvoice" => self.send_invoice(),
            "createInvoiceLink" => self.create_invoice_link(),
            "answerPreCheckoutQuery" => self.answer_pre_checkout(),
            "refundStarPayment" => self.refund_star_payment(),
            other => Err(Failure::new(
                404,
                format!("Not Found: method {other} not found"),
            )),
        }
    }

    /// The chat a call is about. Public names stand for channels, of which
    /// there are none here.
    fn chat_id(&self) -> Result<i64, Failure> {
        let given = self.params.values.get("chat_id");
        let Some(given) = given else {
            return Err(Failure::bad("chat_id is empty"));
        };
        let id = given.as_i64();
        let known = id
            .filter(|id| self.state.people.contains_key(id) || self.state.groups.contains_key(id));
        known.ok_or_else(|| Failure::bad("chat not found"))
    }

    /// The chat to write to: somebody who wrote first and has not blocked us.
    /// Customers of a business account have been looked at by then.
    fn writable_chat(&mut self) -> Result<i64, Failure> {
        let id = self.chat_id()?;
        if self.connection.is_some() || self.state.groups.contains_key(&id) {
            return Ok(id);
        }
        let chat = self.state.chat(self.bot, id);
        if !chat.is_open {
            return Err(Failure::forbidden(
                "bot can't initiate conversation with a user",
            ));
        }
        if chat.is_blocked {
            return Err(Failure::forbidden("bot was blocked by the user"));
        }
        Ok(id)
    }

    /// Formatted text: `text` with `entities`, or `caption` with its own.
    fn formatted(&mut self, field: &str, limit: usize) -> Result<(String, Vec<Entity>), Failure> {
        let source = self.params.text(field).unwrap_or_default();
        let mode = self.params.text("parse_mode").unwrap_or_default();
        let (text, entities) = match mode.to_ascii_lowercase().as_str() {
            "html" => {
                let parsed = html::parse(source)
                    .map_err(|why| Failure::bad(&format!("can't parse entities: {why}")))?;
                self.notes.extend(parsed.doubts);
                (parsed.text, parsed.entities)
            }
            "" => (source.to_owned(), self.given_entities(field)),
            other => {
                self.notes
                    .push(format!("parse mode {other} is not modelled"));
                return Err(Failure::bad("unsupported parse_mode"));
            }
        };
        let (text, mut entities) = html::trimmed(&text, entities);
        if utf16_len(&text) > limit {
            let what = if field == "text" {
                "message"
            } else {
                "message caption"
            };
            return Err(Failure::bad(&format!("{what} is too long")));
        }
        let overlaps =
            |new: &Entity, old: &Entity| new.offset < old.end() && old.offset < new.end();
        for found in detect(&text) {
            if !entities.iter().any(|old| overlaps(&found, old)) {
                entities.push(found);
            }
        }
        entities.sort_by_key(|it| (it.offset, usize::MAX - it.length));
        Ok((text, entities))
    }

    fn given_entities(&self, field: &str) -> Vec<Entity> {
        let name = if field == "text" {
            "entities"
        } else {
            "caption_entities"
        };
        let given = self.params.values.get(name).and_then(Value::as_array);
        let read = given.into_iter().flatten().filter_map(Entity::from_json);
        read.collect()
    }
}

fn entities_json(entities: &[Entity]) -> Value {
    entities.iter().map(Entity::to_json).collect()
}
