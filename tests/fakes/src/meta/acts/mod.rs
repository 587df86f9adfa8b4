//! What people do in their apps, and what merchants do by hand.

mod comments;
mod files;
mod inbound;
mod private;
mod taps;

use serde_json::{Value, json};

use super::Meta;
use super::events::Part;
use super::state::State;
use super::threads::Message;
use super::views::{Author, ChatSeen, MessageState, SeenMessage};
use crate::common::Impossible;
use inbound::Inbound;

/// A point on the map, with the words people see.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// What is there.
    pub name: Option<String>,
    /// How it is found.
    pub address: Option<String>,
}

/// A conversation of one person with one WhatsApp number or Instagram account,
/// seen from the person's side.
#[derive(Clone)]
pub struct Talk {
    meta: Meta,
    account: String,
    person: String,
}

impl Meta {
    /// The conversation between a number or Instagram account and a person.
    pub fn talk(&self, account: &str, person: &str) -> Talk {
        Talk {
            meta: self.clone(),
            account: account.to_owned(),
            person: person.to_owned(),
        }
    }
}

impl Talk {
    /// What is on the person's screen.
    pub fn sees(&self) -> ChatSeen {
        self.meta.chat(&self.account, &self.person)
    }

    /// The last thing the business said that has arrived.
    pub fn last(&self) -> Option<SeenMessage> {
        let messages = self.sees().messages.into_iter();
        messages.rev().find(|message| message.by != Author::Person)
    }

    /// Whether the business may write freely now.
    pub fn window_is_open(&self) -> bool {
        let now_ms = self.meta.common.now_ms();
        let key = (self.account.clone(), self.person.clone());
        self.meta.look(|state| {
            let thread = state.threads.get(&key);
            thread.is_some_and(|thread| thread.window_is_open(now_ms))
        })
    }

    /// Writes a text. Returns the message's id.
    ///
    /// # Errors
    /// When there is no such person or account, or the person blocks it.
    pub fn says(&self, text: &str) -> Result<String, Impossible> {
        self.send(Inbound::text(text))
    }

    /// Writes a text as an answer to one message.
    ///
    /// # Errors
    /// As [`Talk::says`], and when there is no such message.
    pub fn replies(&self, to: &str, text: &str) -> Result<String, Impossible> {
        self.must_have(to)?;
        self.send(Inbound::text(text).replying_to(to))
    }

    /// Writes after a tap on an advertisement: the first answer opens a free
    /// entry point on WhatsApp.
    ///
    /// # Errors
    /// As [`Talk::says`].
    pub fn comes_from_ad(&self, text: &str, ad: &str) -> Result<String, Impossible> {
        self.send(Inbound::text(text).of_ad(ad))
    }

    /// Answers a story of the account; only Instagram has them.
    ///
    /// # Errors
    /// As [`Talk::says`], and on WhatsApp.
    pub fn replies_to_story(&self, story: &str, text: &str) -> Result<String, Impossible> {
        self.must_be_instagram()?;
        self.send(Inbound::text(text).below_story(story))
    }

    /// Opens the chat by a link with a reference; only Instagram tells it.
    ///
    /// # Errors
    /// As [`Talk::says`], and on WhatsApp.
    pub fn follows_link(&self, reference: &str) -> Result<(), Impossible> {
        self.must_be_instagram()?;
        self.change(|state, now_ms| {
            self.check(state)?;
            let link = json!({"ref": reference, "source": "IGME", "type": "OPEN_THREAD"});
            self.tell_item(state, "messaging_referral", ("referral", link), now_ms);
            Ok(())
        })
    }

    /// Changes the text of a message.
    ///
    /// # Errors
    /// When it is not the person's own text message.
    pub fn edits(&self, id: &str, text: &str) -> Result<(), Impossible> {
        self.change(|state, now_ms| {
            let message = self.own(state, id)?;
            if message.seen.kind != "text" || message.seen.is_deleted {
                return Err(Impossible(format!("message {id} is no text to edit")));
            }
            text.clone_into(&mut message.seen.text);
            message.seen.edits += 1;
            let edits = message.seen.edits;
            if self.is_whatsapp(state) {
                let inner = json!({"type": "text", "text": {"body": text}});
                let edit = json!({"original_message_id": id, "message": inner});
                self.tell_own(state, "edit", edit, now_ms);
            } else {
                let edit = json!({"mid": id, "text": text, "num_edit": edits});
                self.tell_item(state, "message_edit", ("message_edit", edit), now_ms);
            }
            Ok(())
        })
    }

    /// Takes a message back.
    ///
    /// # Errors
    /// When it is not the person's own.
    pub fn deletes(&self, id: &str) -> Result<(), Impossible> {
        self.change(|state, now_ms| {
            self.own(state, id)?.seen.is_deleted = true;
            if self.is_whatsapp(state) {
                let revoke = json!({"original_message_id": id});
                self.tell_own(state, "revoke", revoke, now_ms);
            } else {
                let gone = json!({"mid": id, "is_deleted": true});
                self.tell_item(state, "messages", ("message", gone), now_ms);
            }
            Ok(())
        })
    }

    /// Hangs an emoji on a message; an empty one takes it away.
    ///
    /// # Errors
    /// When there is no such message on the screen.
    pub fn reacts(&self, id: &str, emoji: &str) -> Result<(), Impossible> {
        self.must_have(id)?;
        self.change(|state, now_ms| {
            let thread = state.thread(&self.account, &self.person);
            if let Some(message) = thread.message_mut(id) {
                message.seen.reactions.remove(&Author::Person);
                if !emoji.is_empty() {
                    let reactions = &mut message.seen.reactions;
                    reactions.insert(Author::Person, emoji.to_owned());
                }
            }
            if self.is_whatsapp(state) {
                let mut reaction = json!({"message_id": id});
                if !emoji.is_empty() {
                    reaction["emoji"] = Value::from(emoji);
                }
                self.tell_own(state, "reaction", reaction, now_ms);
                return Ok(());
            }
            let reaction = if emoji.is_empty() {
                json!({"mid": id, "action": "unreact"})
            } else {
                let word = if emoji == "❤" { "love" } else { "other" };
                json!({"mid": id, "action": "react", "reaction": word, "emoji": emoji})
            };
            self.tell_item(state, "message_reactions", ("reaction", reaction), now_ms);
            Ok(())
        })
    }

    /// Opens the chat: everything that has arrived is read.
    ///
    /// # Errors
    /// When there is nothing new to read.
    pub fn reads(&self) -> Result<(), Impossible> {
        self.change(|state, now_ms| {
            let thread = state.thread(&self.account, &self.person);
            let arrived = thread.messages.iter().map(|message| &message.seen);
            let new =
                arrived.filter(|it| it.by == Author::Api && it.state == MessageState::Delivered);
            let new: Vec<String> = new.map(|message| message.id.clone()).collect();
            let Some(last) = new.last() else {
                return Err(Impossible("there is nothing new to read".to_owned()));
            };
            if self.is_whatsapp(state) {
                for id in &new {
                    state.advance(&self.account, &self.person, id, MessageState::Read, now_ms);
                }
                return Ok(());
            }
            let read = json!({"mid": last});
            self.tell_item(state, "messaging_seen", ("read", read), now_ms);
            let thread = state.thread(&self.account, &self.person);
            for message in thread
                .messages
                .iter_mut()
                .filter(|it| new.contains(&it.seen.id))
            {
                message.seen.state = MessageState::Read;
            }
            Ok(())
        })
    }

    /// The merchant answers by hand in the business app. Returns the id.
    ///
    /// # Errors
    /// When there is no such person or account.
    pub fn merchant_writes_from_phone(&self, text: &str) -> Result<String, Impossible> {
        self.change(|state, now_ms| {
            self.check(state)?;
            let is_whatsapp = self.is_whatsapp(state);
            let id = self.next_id(state);
            let mut message = Message::new(id.clone(), Author::Phone, "text", now_ms);
            text.clone_into(&mut message.seen.text);
            let thread = state.thread(&self.account, &self.person);
            thread.messages.push(message);
            thread.typing_until_ms = None;
            if is_whatsapp {
                state.tell_phone_echo(&self.account, &self.person, &id, text, now_ms);
                return Ok(id);
            }
            let item = json!({
                "sender": {"id": self.account},
                "recipient": {"id": self.person},
                "timestamp": now_ms,
                "message": {"mid": id, "text": text, "is_echo": true},
            });
            state.tell_instagram(&self.account, "messages", Part::Messaging(item), now_ms);
            Ok(id)
        })
    }

    /// Blocks the business: nothing arrives any more. Nobody is told.
    ///
    /// # Errors
    /// When there is no such person or account.
    pub fn blocks(&self) -> Result<(), Impossible> {
        self.set_blocked(true)
    }

    /// Takes the block back.
    ///
    /// # Errors
    /// When there is no such person or account.
    pub fn unblocks(&self) -> Result<(), Impossible> {
        self.set_blocked(false)
    }

    fn set_blocked(&self, is_blocked: bool) -> Result<(), Impossible> {
        self.change(|state, _| {
            self.check(state)?;
            state.thread(&self.account, &self.person).is_blocked = is_blocked;
            Ok(())
        })
    }

    fn change<T>(&self, write: impl FnOnce(&mut State, i64) -> T) -> T {
        self.meta.change(write)
    }
}
