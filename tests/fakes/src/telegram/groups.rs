//! Groups and their topics, as people see them.
//! Source: <https://core.telegram.org/bots/features#privacy-mode>. What people
//! call a forum is a supergroup with topics.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Telegram;
use super::entities::{Entity, part};
use super::sending::worded;
use super::state::{State, Topic, is_supergroup};
use super::topics::{no_topic, set_thread};
use crate::common::Impossible;

#[derive(Default)]
pub(super) struct Group {
    pub(super) title: String,
    pub(super) is_forum: bool,
    /// By thread id.
    pub(super) topics: BTreeMap<i64, Topic>,
    /// The service message each topic began with; its id is the topic's.
    roots: BTreeMap<i64, Value>,
    /// A supergroup numbers its messages itself, the same for every bot.
    pub(super) last_message_id: i64,
}

impl Telegram {
    /// Registers a group that all bots are members of, with privacy mode on.
    /// Ids are negative; those starting with -100 are supergroups.
    pub fn add_group(&self, id: i64, title: &str) {
        self.change(|state, _| {
            let group = state.groups.entry(id).or_default();
            title.clone_into(&mut group.title);
        });
    }

    /// Registers a supergroup with topics, of which all bots are members and
    /// none an administrator.
    ///
    /// # Errors
    /// When the id is not that of a supergroup.
    pub fn add_forum(&self, id: i64, title: &str) -> Result<(), Impossible> {
        if !is_supergroup(id) {
            return Err(Impossible(format!("{id} is no supergroup")));
        }
        self.add_group(id, title);
        self.change(|state, _| {
            if let Some(group) = state.groups.get_mut(&id) {
                group.is_forum = true;
                // Number 1 is the group's own beginning, and the general topic.
                group.last_message_id = group.last_message_id.max(1);
            }
        });
        Ok(())
    }

    /// Begins a topic in a forum and gives its id. It is as if that was before
    /// the bots came: none is told.
    ///
    /// # Errors
    /// When the person is unknown or the group is no forum.
    pub fn add_forum_topic(&self, person: i64, group: i64, name: &str) -> Result<i64, Impossible> {
        self.change(|state, now_ms| {
            let from = state.person(person)?.user_json();
            let chat = state.chat_json(group);
            let forum = state.groups.get_mut(&group).filter(|it| it.is_forum);
            let forum = forum.ok_or_else(|| Impossible(format!("{group} is no forum")))?;
            forum.last_message_id += 1;
            let thread = forum.last_message_id;
            let mut root = json!({
                "message_id": thread,
                "from": from,
                "chat": chat,
                "date": now_ms.div_euclid(1000),
                "forum_topic_created": {"name": name, "icon_color": 7_322_096},
            });
            set_thread(&mut root, thread);
            forum.roots.insert(thread, root);
            let topic = Topic {
                name: name.to_owned(),
                icon: String::new(),
            };
            forum.topics.insert(thread, topic);
            Ok(thread)
        })
    }

    /// Sends text to a group. In privacy mode the bot is told only of commands
    /// that name it or nobody, of its mentions, and of replies to it.
    ///
    /// # Errors
    /// As all sending, and when the group is unknown.
    pub fn send_in_group(
        &self,
        person: i64,
        group: i64,
        bot: i64,
        text: &str,
    ) -> Result<i64, Impossible> {
        self.change(|state, now_ms| {
            state.group(group)?;
            state.send(person, (bot, group), worded(text), now_ms)
        })
    }

    /// Answers a message of the group, in the topic it stands in.
    ///
    /// # Errors
    /// As in groups, and when the answered message is not on the screen.
    pub fn reply_in_group(
        &self,
        person: i64,
        group: i64,
        bot: i64,
        to_message_id: i64,
        text: &str,
    ) -> Result<i64, Impossible> {
        self.change(|state, now_ms| {
            state.group(group)?;
            let answered = state.quoted(bot, group, to_message_id);
            let gone = || Impossible(format!("message {to_message_id} is not on the screen"));
            let mut content = worded(text);
            content["reply_to_message"] = answered.ok_or_else(gone)?;
            state.send(person, (bot, group), content, now_ms)
        })
    }

    /// Sends text into a topic of a forum.
    ///
    /// # Errors
    /// As in groups, and when the forum has no such topic.
    pub fn send_in_topic(
        &self,
        person: i64,
        group: i64,
        bot: i64,
        thread: i64,
        text: &str,
    ) -> Result<i64, Impossible> {
        self.change(|state, now_ms| {
            let topics = &state.group(group)?.topics;
            if !topics.contains_key(&thread) {
                return Err(no_topic(thread));
            }
            let mut content = worded(text);
            set_thread(&mut content, thread);
            state.send(person, (bot, group), content, now_ms)
        })
    }
}

impl State {
    fn group(&self, id: i64) -> Result<&Group, Impossible> {
        let missing = || Impossible(format!("there is no group {id}"));
        self.groups.get(&id).ok_or_else(missing)
    }

    /// Whether privacy mode lets this message of a group through to the bot.
    pub(super) fn is_meant_for(&self, bot: i64, message: &Value) -> bool {
        let Some(bot) = self.bots.get(&bot) else {
            return false;
        };
        let text = message["text"].as_str().unwrap_or_default();
        let names_bot = |name: &str| name.eq_ignore_ascii_case(&bot.username);
        let calls = |entity: Entity| {
            let words = part(text, &entity);
            let name = words.split_once('@').map(|(_, name)| name);
            match entity.kind.as_str() {
                "mention" => name.is_some_and(names_bot),
                "bot_command" => entity.offset == 0 && name.is_none_or(names_bot),
                _ => false,
            }
        };
        let entities = message["entities"].as_array().into_iter().flatten();
        message["reply_to_message"]["from"]["id"] == bot.id
            || entities.filter_map(Entity::from_json).any(calls)
    }

    /// In a forum's topic a message that answers none is shown as an answer to
    /// the message the topic began with:
    /// <https://github.com/tdlib/telegram-bot-api>, `get_implicit_reply_to_message_id`.
    pub(super) fn quote_root(&self, chat: i64, message: &mut Value) {
        let thread = message["message_thread_id"].as_i64();
        let root = thread.and_then(|thread| self.groups.get(&chat)?.roots.get(&thread));
        if let Some(root) = root
            && message["reply_to_message"].is_null()
        {
            message["reply_to_message"] = root.clone();
        }
    }
}
