//! Topics in private chats, as their owner and people see them. Those of
//! groups are in [`super::groups`].
//! Source: <https://core.telegram.org/bots/api-changelog#february-9-2026>.

use serde_json::{Value, json};

use super::Telegram;
use super::attachments::{Document, Form};
use super::sending::worded;
use super::state::{State, Topic};
use super::views::TopicView;
use crate::common::Impossible;

impl Telegram {
    /// Lets a bot keep topics in its private chats, or not: the owner's switch
    /// at BotFather, off at first. While it is off no topic is seen or written
    /// into. That people make topics themselves is not modelled.
    pub fn set_topics(&self, bot: i64, are_on: bool) {
        self.change(|state, _| {
            if let Some(bot) = state.bots.get_mut(&bot) {
                bot.has_topics = are_on;
            }
        });
    }

    /// The topics of the person's chat with the bot, oldest first, without
    /// deleted ones.
    pub fn topics(&self, person: i64, bot: i64) -> Vec<TopicView> {
        self.look(|state| {
            let chat = state.chats.get(&(bot, person));
            let ids = chat.into_iter().flat_map(|chat| chat.topics.keys());
            let living = ids.filter_map(|id| Some((id, state.topic(bot, person, *id)?)));
            living
                .map(|(id, topic)| TopicView {
                    id: *id,
                    name: topic.name.clone(),
                })
                .collect()
        })
    }

    /// Sends text into a topic.
    ///
    /// # Errors
    /// As all sending, and when the chat has no such topic.
    pub fn send_text_in(
        &self,
        person: i64,
        bot: i64,
        thread: i64,
        text: &str,
    ) -> Result<i64, Impossible> {
        if self.look(|state| state.topic(bot, person, thread).is_none()) {
            return Err(no_topic(thread));
        }
        let mut content = worded(text);
        set_thread(&mut content, thread);
        self.send(person, bot, content)
    }

    /// Sends a picture in a topic of the chat.
    ///
    /// # Errors
    /// As all sending, and when there is no such topic.
    pub fn send_photo_in(
        &self,
        person: i64,
        bot: i64,
        thread: i64,
        file: &Document,
    ) -> Result<i64, Impossible> {
        self.change(|state, now_ms| {
            if state.topic(bot, person, thread).is_none() {
                return Err(no_topic(thread));
            }
            let mut content = state.file_content(bot, Form::Photo, file);
            set_thread(&mut content, thread);
            state.send(person, (bot, person), content, now_ms)
        })
    }

    /// Deletes a topic with all its messages. No update tells the bot: it
    /// learns it when it writes there.
    ///
    /// # Errors
    /// When the chat has no such topic.
    pub fn delete_topic(&self, person: i64, bot: i64, thread: i64) -> Result<(), Impossible> {
        self.change(|state, _| {
            let is_gone = state.delete_topic(bot, person, thread);
            is_gone.then_some(()).ok_or_else(|| no_topic(thread))
        })
    }
}

impl State {
    /// A topic that can be written into: living, and its bot has topics on or
    /// its group is a forum.
    pub(super) fn topic(&self, bot: i64, chat: i64, thread: i64) -> Option<&Topic> {
        if let Some(group) = self.groups.get(&chat) {
            return group.topics.get(&thread);
        }
        self.bots.get(&bot).filter(|bot| bot.has_topics)?;
        self.chats.get(&(bot, chat))?.topics.get(&thread)
    }

    /// The topic of this message, if it can still be written into.
    pub(super) fn thread_of(&self, bot: i64, chat: i64, message: &Value) -> Option<i64> {
        let thread = message["message_thread_id"].as_i64()?;
        self.topic(bot, chat, thread).map(|_| thread)
    }

    /// Adds a topic and gives its id. Ids are message ids as the person's
    /// account counts them: a bot counts its own otherwise, so the id of the
    /// message that tells of the topic is another number.
    pub(super) fn add_topic(&mut self, bot: i64, chat: i64, topic: Topic) -> i64 {
        let thread = 800_000 + self.next_serial();
        self.chat(bot, chat).topics.insert(thread, topic);
        thread
    }

    /// False when there was no such topic.
    pub(super) fn delete_topic(&mut self, bot: i64, chat: i64, thread: i64) -> bool {
        if self.topic(bot, chat, thread).is_none() {
            return false;
        }
        let open = self.chat(bot, chat);
        open.topics.remove(&thread);
        let messages = open.messages.values();
        let within = messages.filter(|it| it.json["message_thread_id"] == thread);
        let ids: Vec<i64> = within.map(|it| it.id).collect();
        for id in ids {
            open.messages.remove(&id);
            open.unread.remove(&id);
            open.deleted.insert(id);
        }
        true
    }
}

/// Puts a message into a topic.
pub(super) fn set_thread(message: &mut Value, thread: i64) {
    message["message_thread_id"] = json!(thread);
    message["is_topic_message"] = json!(true);
}

pub(super) fn no_topic(thread: i64) -> Impossible {
    Impossible(format!("the chat has no topic {thread}"))
}
