//! Methods that put something new into a chat.

use std::collections::VecDeque;

use serde_json::{Value, json};

use super::{Answer, Errand, Failure, entities_json};
use crate::telegram::attachments::{Document, Form};
use crate::telegram::entities::Entity;
use crate::telegram::markup::{self, Markup};
use crate::telegram::topics::set_thread;

const MAX_TEXT: usize = 4096;
const MAX_CAPTION: usize = 1024;
const MAX_UPLOAD_BYTES: usize = 50 * 1024 * 1024;
const MAX_PHOTO_BYTES: usize = 10 * 1024 * 1024;
const MAX_DOWNLOAD_BYTES: u64 = 20 * 1024 * 1024;
const SENDS_A_SECOND: usize = 30;
const SENDS_A_MINUTE_TO_A_GROUP: usize = 20;
const ACTION_SHOWS_MS: i64 = 5_000;
const DRAFT_SHOWS_MS: i64 = 30_000;
const ACTIONS: [&str; 11] = [
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
];

impl Errand<'_> {
    pub(super) fn send_message(&mut self) -> Answer {
        let chat = self.writable_chat()?;
        let (text, entities) = self.formatted("text", MAX_TEXT)?;
        if text.is_empty() {
            return Err(Failure::bad("message text is empty"));
        }
        let mut content = json!({"text": text});
        set_entities(&mut content, "entities", &entities);
        if let Some(options) = self.params.values.get("link_preview_options") {
            content["link_preview_options"] = options.clone();
        }
        self.publish(chat, content)
    }

    pub(super) fn send_document(&mut self) -> Answer {
        self.send_file(Form::Document, MAX_UPLOAD_BYTES)
    }

    pub(super) fn send_photo(&mut self) -> Answer {
        self.send_file(Form::Photo, MAX_PHOTO_BYTES)
    }

    pub(super) fn send_media(&mut self, form: Form) -> Answer {
        self.send_file(form, MAX_UPLOAD_BYTES)
    }

    pub(super) fn copy_message(&mut self) -> Answer {
        let chat = self.writable_chat()?;
        let from = self.params.int("from_chat_id").unwrap_or_default();
        let id = self.params.int("message_id").unwrap_or_default();
        let Some(original) = self.state.message(self.bot, from, id) else {
            return Err(Failure::bad("message to copy not found"));
        };
        let mut content = original.json.clone();
        if let Some(content) = content.as_object_mut() {
            let own = [
                "text",
                "entities",
                "caption",
                "caption_entities",
                "document",
                "photo",
            ];
            let more = [
                "voice",
                "video",
                "animation",
                "audio",
                "video_note",
                "sticker",
                "location",
                "contact",
            ];
            content.retain(|name, _| own.contains(&name.as_str()) || more.contains(&name.as_str()));
        }
        // Invoices and messages about something that happened.
        if content == json!({}) {
            return Err(Failure::bad("message can't be copied"));
        }
        if self.params.text("caption").is_some() {
            let (caption, entities) = self.formatted("caption", MAX_CAPTION)?;
            content["caption"] = json!(caption);
            set_entities(&mut content, "caption_entities", &entities);
        }
        let sent = self.publish(chat, content)?;
        Ok(json!({"message_id": sent["message_id"]}))
    }

    pub(super) fn send_chat_action(&mut self) -> Answer {
        let id = self.writable_chat()?;
        let action = self.params.text("action").unwrap_or_default();
        if !ACTIONS.contains(&action) {
            return Err(Failure::bad("wrong parameter action in request"));
        }
        self.thread(id)?;
        let until_ms = self.now_ms + ACTION_SHOWS_MS;
        self.state.chat(self.account, id).typing_until_ms = Some(until_ms);
        Ok(json!(true))
    }

    /// Shows an answer that is being written; without words, that somebody
    /// thinks about it.
    pub(super) fn send_draft(&mut self) -> Answer {
        if !self.state.own_bot(self.bot).has_drafts {
            return Err(Failure::new(404, "Not Found: method not found".to_owned()));
        }
        let chat = self.writable_chat()?;
        if !self.state.people.contains_key(&chat) {
            return Err(Failure::bad("drafts are for private chats"));
        }
        let id = self.params.int("draft_id").unwrap_or_default();
        if id == 0 {
            return Err(Failure::bad("draft_id must be non-zero"));
        }
        let (text, _) = self.formatted("text", MAX_TEXT)?;
        self.thread(chat)?;
        let until_ms = self.now_ms + DRAFT_SHOWS_MS;
        self.state.chat(self.bot, chat).draft = Some((id, text, until_ms));
        Ok(json!(true))
    }

    pub(super) fn file(&mut self) -> Answer {
        let id = self.params.text("file_id").unwrap_or_default();
        let file = self.state.files.get(id).filter(|file| file.bot == self.bot);
        let Some(file) = file else {
            return Err(Failure::bad("invalid file_id"));
        };
        if file.size_bytes > MAX_DOWNLOAD_BYTES {
            return Err(Failure::bad("file is too big"));
        }
        Ok(json!({
            "file_id": id,
            "file_unique_id": file.unique_id,
            "file_size": file.size_bytes,
            "file_path": file.path,
        }))
    }

    fn send_file(&mut self, form: Form, max_bytes: usize) -> Answer {
        let chat = self.writable_chat()?;
        let file = self.given_file(form)?;
        if file.bytes.len() > max_bytes {
            return Err(Failure::new(413, "Request Entity Too Large".to_owned()));
        }
        let (caption, entities) = self.formatted("caption", MAX_CAPTION)?;
        let shown = self.state.attach(self.bot, form, &file);
        let mut content = json!({form.field(): shown});
        if !caption.is_empty() {
            content["caption"] = json!(caption);
            set_entities(&mut content, "caption_entities", &entities);
        }
        self.publish(chat, content)
    }

    /// An upload, or a file this bot has seen before.
    fn given_file(&self, form: Form) -> Result<Document, Failure> {
        let field = form.field();
        if let Some(upload) = self.params.upload(field) {
            if upload.bytes.is_empty() {
                return Err(Failure::bad("file must be non-empty"));
            }
            let bytes = upload.bytes.clone();
            return Ok(Document::new(&upload.file_name, &upload.mime, bytes));
        }
        let given = self.params.text(field);
        let Some(given) = given else {
            return Err(Failure::bad(&format!("there is no {field} in the request")));
        };
        let known = self
            .state
            .files
            .get(given)
            .filter(|file| file.bot == self.bot);
        let Some(known) = known else {
            let why = "wrong file identifier/HTTP URL specified";
            return Err(Failure::bad(why));
        };
        let (folder, name) = known.path.split_once('/').unwrap_or_default();
        if folder != form.folder() {
            let why = format!("can't use file of another type as {field}");
            return Err(Failure::bad(&why));
        }
        Ok(Document::new(
            name,
            "application/octet-stream",
            known.bytes.clone(),
        ))
    }

    /// Puts a message into the chat and gives it back as the vendor shows it.
    pub(super) fn publish(&mut self, chat: i64, content: Value) -> Answer {
        let named = self.thread(chat)?;
        let replied = self.replied(chat)?;
        let thread = self.placed(chat, named, replied.as_ref());
        let markup = self.markup()?;
        if content["invoice"].is_null() && markup.as_ref().is_some_and(Markup::wants_money) {
            return Err(Failure::bad("BUTTON_TYPE_INVALID"));
        }
        self.count_send(chat)?;
        let mut message = self.new_message(chat);
        let id = message.id;
        if let (Value::Object(json), Value::Object(content)) = (&mut message.json, content) {
            json.extend(content);
        }
        if let Some(thread) = thread {
            set_thread(&mut message.json, thread);
        }
        if let Some(replied) = replied {
            message.json["reply_to_message"] = replied;
        }
        self.state.quote_root(chat, &mut message.json);
        if self.params.flag("protect_content") {
            message.json["has_protected_content"] = json!(true);
        }
        let open = self.state.chat(self.account, chat);
        match markup {
            Some(Markup::Inline(keyboard)) => message.json["reply_markup"] = keyboard,
            Some(Markup::Keyboard(keyboard)) => open.keyboard = Some((keyboard, id)),
            Some(Markup::Remove) => open.keyboard = None,
            Some(Markup::ForceReply) | None => {}
        }
        let json = message.json.clone();
        open.messages.insert(id, message);
        open.unread.insert(id);
        open.typing_until_ms = None;
        open.draft = None;
        Ok(json)
    }

    pub(super) fn markup(&mut self) -> Result<Option<Markup>, Failure> {
        match self.params.values.get("reply_markup") {
            Some(given) => {
                let makes_bots = given.to_string().contains("request_managed_bot");
                if makes_bots && !self.state.own_bot(self.bot).can_manage_bots {
                    return Err(Failure::bad("the bot can't manage bots"));
                }
                let read = markup::read(given, &mut self.notes)?;
                Ok(self.shown_for_owner(read))
            }
            None => Ok(None),
        }
    }

    fn replied(&self, chat: i64) -> Result<Option<Value>, Failure> {
        let Some(given) = self.params.values.get("reply_parameters") else {
            return Ok(None);
        };
        let id = given["message_id"].as_i64().unwrap_or_default();
        match self.state.quoted(self.account, chat, id) {
            None if given["allow_sending_without_reply"] != true => {
                Err(Failure::bad("message to be replied not found"))
            }
            found => Ok(found),
        }
    }

    fn count_send(&mut self, chat: i64) -> Result<(), Failure> {
        let (now_ms, enforced) = (self.now_ms, self.state.limits_are_enforced);
        let is_group = self.state.groups.contains_key(&chat);
        let in_second = &mut self.state.own_bot(self.bot).sent_at_ms;
        forget_until(in_second, now_ms - 1000);
        if enforced && in_second.len() >= SENDS_A_SECOND {
            return Err(Failure::flood(1));
        }
        if is_group {
            let in_minute = &mut self.state.chat(self.bot, chat).sent_at_ms;
            forget_until(in_minute, now_ms - 60_000);
            let oldest_ms = in_minute.front().copied().unwrap_or(now_ms);
            if enforced && in_minute.len() >= SENDS_A_MINUTE_TO_A_GROUP {
                let wait_ms = oldest_ms + 60_000 - now_ms;
                return Err(Failure::flood((wait_ms + 999).div_euclid(1000)));
            }
            in_minute.push_back(now_ms);
        }
        self.state.own_bot(self.bot).sent_at_ms.push_back(now_ms);
        Ok(())
    }
}

fn forget_until(sent_at_ms: &mut VecDeque<i64>, until_ms: i64) {
    while sent_at_ms.front().is_some_and(|at_ms| *at_ms <= until_ms) {
        sent_at_ms.pop_front();
    }
}

pub(super) fn set_entities(content: &mut Value, name: &str, entities: &[Entity]) {
    if let Some(object) = content.as_object_mut() {
        object.remove(name);
    }
    if !entities.is_empty() {
        content[name] = entities_json(entities);
    }
}
