//! Methods about topics, which bots keep in private chats only, and the topic a
//! message goes into.
//! Source: <https://core.telegram.org/bots/api#createforumtopic>. What is
//! refused, and in which words, is that of the vendor's published server:
//! <https://github.com/tdlib/td/blob/master/td/telegram/ForumTopicManager.cpp>.

use serde_json::{Value, json};

use super::{Answer, Errand, Failure};
use crate::telegram::state::Topic;
use crate::telegram::topics::set_thread;

const MAX_NAME: usize = 128;
/// The first is what the app takes when no color is given.
const ICON_COLORS: [i64; 6] = [
    7_322_096, 16_766_590, 13_338_331, 9_367_192, 16_749_490, 16_478_047,
];

impl Errand<'_> {
    pub(super) fn create_topic(&mut self) -> Answer {
        let chat = self.chat_with_topics("create a topic")?;
        let name = self.topic_name()?;
        if name.is_empty() {
            return Err(Failure::bad("name must be non-empty"));
        }
        let icon_color = self.params.int("icon_color").unwrap_or(ICON_COLORS[0]);
        if !ICON_COLORS.contains(&icon_color) {
            return Err(Failure::bad("invalid icon color specified"));
        }
        let icon = self.params.text("icon_custom_emoji_id").unwrap_or_default();
        let mut shown = json!({"name": name, "icon_color": icon_color});
        if !icon.is_empty() {
            shown["icon_custom_emoji_id"] = json!(icon);
        }
        let icon = icon.to_owned();
        let thread = self.state.add_topic(self.bot, chat, Topic { name, icon });
        self.tell_in_topic((chat, thread), "forum_topic_created", shown.clone());
        shown["message_thread_id"] = json!(thread);
        Ok(shown)
    }

    pub(super) fn edit_topic(&mut self) -> Answer {
        let chat = self.chat_with_topics("edit the topic")?;
        let thread = self.named_topic()?;
        let name = self.topic_name()?;
        let icon = self.params.text("icon_custom_emoji_id").map(str::to_owned);
        if name.is_empty() && icon.is_none() {
            // The server asks nobody then, not even whether there is a topic.
            return Ok(json!(true));
        }
        let Some(old) = self.state.topic(self.bot, chat, thread).cloned() else {
            return Err(Failure::bad("TOPIC_ID_INVALID"));
        };
        let mut change = json!({});
        if !name.is_empty() {
            change["name"] = json!(name);
        }
        if let Some(icon) = &icon {
            change["icon_custom_emoji_id"] = json!(icon);
        }
        let new = Topic {
            name: if name.is_empty() {
                old.name.clone()
            } else {
                name
            },
            icon: icon.unwrap_or_else(|| old.icon.clone()),
        };
        if new == old {
            return Err(Failure::bad("TOPIC_NOT_MODIFIED"));
        }
        self.state.chat(self.bot, chat).topics.insert(thread, new);
        self.tell_in_topic((chat, thread), "forum_topic_edited", change);
        Ok(json!(true))
    }

    pub(super) fn delete_topic(&mut self) -> Answer {
        let chat = self.chat_with_topics("delete the topic")?;
        let thread = self.named_topic()?;
        if !self.state.delete_topic(self.bot, chat, thread) {
            return Err(Failure::bad("TOPIC_ID_INVALID"));
        }
        Ok(json!(true))
    }

    /// The topic a call names. Numbers below 1 stand for none, as the server
    /// reads them.
    pub(super) fn thread(&mut self, chat: i64) -> Result<Option<i64>, Failure> {
        let given = self.params.int("message_thread_id");
        let Some(thread) = given.filter(|thread| *thread > 0) else {
            return Ok(None);
        };
        let group = self.state.groups.get(&chat);
        let has_none = match group {
            _ if self.connection.is_some() => Some("a business chat"),
            Some(group) if !group.is_forum => Some("a group without topics"),
            Some(_) | None => None,
        };
        if let Some(place) = has_none {
            self.notes
                .push(format!("message_thread_id is ignored in {place}"));
            return Ok(None);
        }
        if self.state.topic(self.bot, chat, thread).is_none() {
            return Err(Failure::bad("message thread not found"));
        }
        Ok(Some(thread))
    }

    /// Where a message goes: into the named topic, else that of the message
    /// it answers.
    pub(super) fn placed(
        &mut self,
        chat: i64,
        named: Option<i64>,
        replied: Option<&Value>,
    ) -> Option<i64> {
        let of_replied = replied.and_then(|it| self.state.thread_of(self.bot, chat, it));
        if named.is_some() && replied.is_some() && named != of_replied {
            self.notes
                .push("a reply into another topic is not modelled".to_owned());
        }
        named.or(of_replied)
    }

    /// A private chat with topics. In forums they are the administrators', of
    /// which no bot is one here.
    fn chat_with_topics(&mut self, deed: &str) -> Result<i64, Failure> {
        let chat = self.writable_chat()?;
        let group = self.state.groups.get(&chat);
        if group.is_some_and(|group| group.is_forum) {
            return Err(Failure::bad(&format!("not enough rights to {deed}")));
        }
        if group.is_some() || !self.state.own_bot(self.bot).has_topics {
            return Err(Failure::bad("the chat is not a forum"));
        }
        Ok(chat)
    }

    fn named_topic(&self) -> Result<i64, Failure> {
        let given = self.params.int("message_thread_id");
        let thread = given.filter(|thread| *thread > 0);
        thread.ok_or_else(|| Failure::bad("invalid forum topic identifier specified"))
    }

    /// The given name as the server cleans it; empty when none is given.
    fn topic_name(&mut self) -> Result<String, Failure> {
        let given = self.params.text("name").unwrap_or_default();
        let words: Vec<&str> = given.split_whitespace().collect();
        let cleaned = words.join(" ");
        if cleaned.is_empty() && !given.is_empty() {
            return Err(Failure::bad("name must be non-empty"));
        }
        if cleaned.chars().count() > MAX_NAME {
            self.notes
                .push(format!("a name of more than {MAX_NAME} characters is cut"));
        }
        Ok(cleaned.chars().take(MAX_NAME).collect())
    }

    /// Adds a service message to a topic. It rings nowhere, and no update
    /// tells a bot what it did itself.
    fn tell_in_topic(&mut self, (chat, thread): (i64, i64), field: &str, content: Value) {
        let from = self.state.own_bot(self.bot).user_json();
        let mut message = self.state.new_message(self.bot, chat, from, self.now_ms);
        set_thread(&mut message.json, thread);
        message.json[field] = content;
        let messages = &mut self.state.chat(self.bot, chat).messages;
        messages.insert(message.id, message);
    }
}
