//! What people send to a bot.

use serde_json::{Value, json};

use super::Telegram;
use super::acts::set_entities;
use super::attachments::{Card, Document, Form};
use super::state::State;
use super::topics::set_thread;
use crate::common::Impossible;

/// What an app sends beside pictures and videos.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clip {
    /// A piece of music.
    Music,
    /// A moving picture without sound.
    Moving,
    /// A round video.
    Round,
}

impl Telegram {
    /// Sends text; the first message opens the chat. Returns the message id,
    /// as all sending does.
    ///
    /// # Errors
    /// As all sending: when the person or bot is unknown, or the bot blocked.
    pub fn send_text(&self, person: i64, bot: i64, text: &str) -> Result<i64, Impossible> {
        self.send(person, bot, worded(text))
    }

    /// Answers a message of the chat with text, in the topic it stands in.
    ///
    /// # Errors
    /// Also when the answered message is not on the screen.
    pub fn reply(
        &self,
        person: i64,
        bot: i64,
        to_message_id: i64,
        text: &str,
    ) -> Result<i64, Impossible> {
        let answered = self.shown(person, bot, to_message_id)?;
        let mut content = worded(text);
        content["reply_to_message"] = answered;
        self.send(person, bot, content)
    }

    /// Sends text that the app shows with formatting: entities as the Bot API
    /// shows them.
    ///
    /// # Errors
    /// As all sending.
    pub fn send_formatted(
        &self,
        person: i64,
        bot: i64,
        (text, entities): (&str, Value),
    ) -> Result<i64, Impossible> {
        self.send(person, bot, json!({"text": text, "entities": entities}))
    }

    /// Forwards a text written by somebody who hides the account behind it.
    ///
    /// # Errors
    /// As all sending.
    pub fn forward_text(
        &self,
        person: i64,
        bot: i64,
        author: &str,
        text: &str,
    ) -> Result<i64, Impossible> {
        let date = self.common.now_ms().div_euclid(1000) - 60;
        let mut content = worded(text);
        content["forward_origin"] = json!({
            "type": "hidden_user",
            "sender_user_name": author,
            "date": date,
        });
        content["forward_sender_name"] = json!(author);
        content["forward_date"] = json!(date);
        self.send(person, bot, content)
    }

    /// Sends a contact card.
    ///
    /// # Errors
    /// As all sending.
    pub fn send_contact(&self, person: i64, bot: i64, card: Card) -> Result<i64, Impossible> {
        match card {
            Card::Own => self.share_own_contact(person, bot, None),
            Card::Other {
                phone,
                first_name,
                user_id,
            } => {
                let mut contact = json!({"phone_number": phone, "first_name": first_name});
                if let Some(user_id) = user_id {
                    contact["user_id"] = json!(user_id);
                }
                self.send(person, bot, json!({"contact": contact}))
            }
        }
    }

    /// Sends a file as a document.
    ///
    /// # Errors
    /// As all sending.
    pub fn send_document(&self, person: i64, bot: i64, file: Document) -> Result<i64, Impossible> {
        self.send_file(person, bot, Form::Document, &file)
    }

    /// Sends a picture the app compresses.
    ///
    /// # Errors
    /// As all sending.
    pub fn send_photo(&self, person: i64, bot: i64, file: Document) -> Result<i64, Impossible> {
        self.send_file(person, bot, Form::Photo, &file)
    }

    /// Sends a voice message.
    ///
    /// # Errors
    /// As all sending.
    pub fn send_voice(&self, person: i64, bot: i64) -> Result<i64, Impossible> {
        let file = Document::new("voice.oga", "audio/ogg", &b"OggS"[..]);
        self.send_file(person, bot, Form::Voice, &file)
    }

    /// Sends a video.
    ///
    /// # Errors
    /// As all sending.
    pub fn send_video(&self, person: i64, bot: i64) -> Result<i64, Impossible> {
        let file = Document::new("video.mp4", "video/mp4", &b"\0\0\0\x18ftypmp42"[..]);
        self.send_file(person, bot, Form::Video, &file)
    }

    /// Sends a piece of music, a moving picture or a round video.
    ///
    /// # Errors
    /// As all sending.
    pub fn send_clip(&self, person: i64, bot: i64, clip: Clip) -> Result<i64, Impossible> {
        let (form, name, mime) = match clip {
            Clip::Music => (Form::Audio, "song.mp3", "audio/mpeg"),
            Clip::Moving => (Form::Animation, "moving.mp4", "video/mp4"),
            Clip::Round => (Form::VideoNote, "round.mp4", "video/mp4"),
        };
        let file = Document::new(name, mime, name.as_bytes().to_vec());
        self.send_file(person, bot, form, &file)
    }

    /// Sends a poll.
    ///
    /// # Errors
    /// As all sending.
    pub fn send_poll(&self, person: i64, bot: i64, question: &str) -> Result<i64, Impossible> {
        let poll = json!({"id": "1", "question": question, "options": [], "type": "regular"});
        self.send(person, bot, json!({"poll": poll}))
    }

    /// Sends a sticker.
    ///
    /// # Errors
    /// As all sending.
    pub fn send_sticker(&self, person: i64, bot: i64) -> Result<i64, Impossible> {
        let file = Document::new("sticker.webp", "image/webp", &b"RIFF"[..]);
        self.send_file(person, bot, Form::Sticker, &file)
    }

    /// Sends a place: latitude and longitude.
    ///
    /// # Errors
    /// As all sending.
    pub fn send_location(
        &self,
        person: i64,
        bot: i64,
        place: (f64, f64),
    ) -> Result<i64, Impossible> {
        let location = json!({"latitude": place.0, "longitude": place.1});
        self.send(person, bot, json!({"location": location}))
    }

    /// Sends several files as one album: one message each, one group id.
    ///
    /// # Errors
    /// As all sending, and when there are not 2 to 10 files.
    pub fn send_album(
        &self,
        person: i64,
        bot: i64,
        files: &[Document],
    ) -> Result<Vec<i64>, Impossible> {
        if !(2..=10).contains(&files.len()) {
            return Err(Impossible("an album has 2 to 10 files".to_owned()));
        }
        self.change(|state, now_ms| {
            state.bot(bot)?;
            let group = format!("{}", 13_500_000_000 + state.next_serial());
            let each = files.iter().map(|file| {
                let mut content = state.file_content(bot, Form::of_mime(&file.mime), file);
                content["media_group_id"] = json!(group);
                state.send(person, (bot, person), content, now_ms)
            });
            each.collect()
        })
    }

    /// Sends the person's own card, which reply keyboards tie to a message.
    pub(super) fn share_own_contact(
        &self,
        person: i64,
        bot: i64,
        asked_by: Option<i64>,
    ) -> Result<i64, Impossible> {
        let owner = self.look(|state| state.person(person).cloned())?;
        let mut contact = json!({
            "phone_number": owner.phone,
            "first_name": owner.first_name,
            "user_id": owner.id,
        });
        if let Some(last_name) = &owner.last_name {
            contact["last_name"] = json!(last_name);
        }
        let mut content = json!({"contact": contact});
        if let Some(asked) = asked_by.and_then(|id| self.shown(person, bot, id).ok()) {
            content["reply_to_message"] = asked;
        }
        self.send(person, bot, content)
    }

    fn send_file(
        &self,
        person: i64,
        bot: i64,
        form: Form,
        file: &Document,
    ) -> Result<i64, Impossible> {
        self.change(|state, now_ms| {
            let content = state.file_content(bot, form, file);
            state.send(person, (bot, person), content, now_ms)
        })
    }

    pub(super) fn send(&self, person: i64, bot: i64, content: Value) -> Result<i64, Impossible> {
        self.change(|state, now_ms| state.send(person, (bot, person), content, now_ms))
    }

    /// The message as another message quotes it: without its own quote.
    fn shown(&self, person: i64, bot: i64, id: i64) -> Result<Value, Impossible> {
        let quoted = self.look(|state| state.quoted(bot, person, id));
        quoted.ok_or_else(|| Impossible(format!("message {id} is not on the screen")))
    }
}

impl State {
    /// A message as another message quotes it: without its own quote.
    pub(super) fn quoted(&self, account: i64, chat: i64, id: i64) -> Option<Value> {
        let mut json = self.message(account, chat, id)?.json.clone();
        json.as_object_mut()?.remove("reply_to_message");
        Some(json)
    }

    pub(super) fn file_content(&mut self, bot: i64, form: Form, file: &Document) -> Value {
        let shown = self.attach(bot, form, file);
        let mut content = json!({form.field(): shown});
        if let Some(caption) = &file.caption {
            content["caption"] = json!(caption);
        }
        content
    }

    pub(super) fn send(
        &mut self,
        person: i64,
        (bot, chat): (i64, i64),
        content: Value,
        now_ms: i64,
    ) -> Result<i64, Impossible> {
        let from = self.person(person)?.user_json();
        self.bot(bot)?;
        let open = self.chat(bot, chat);
        if open.is_blocked {
            return Err(Impossible(format!("{person} has blocked bot {bot}")));
        }
        open.is_open = true;
        let thread = self.thread_of(bot, chat, &content["reply_to_message"]);
        let mut message = self.new_message(bot, chat, from, now_ms);
        if let (Value::Object(json), Value::Object(content)) = (&mut message.json, content) {
            json.extend(content);
        }
        if let Some(thread) = thread {
            set_thread(&mut message.json, thread);
        }
        self.quote_root(chat, &mut message.json);
        let (id, json) = (message.id, message.json.clone());
        self.chat(bot, chat).messages.insert(id, message);
        if chat == person || self.is_meant_for(bot, &json) {
            self.queue(bot, "message", json, now_ms);
        }
        Ok(id)
    }
}

pub(super) fn worded(text: &str) -> Value {
    let mut content = json!({"text": text});
    set_entities(&mut content, text);
    content
}
