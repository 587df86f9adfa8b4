//! What the messenger's servers remember.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use bytes::Bytes;
use serde_json::Value;

use super::business::Connection;
use super::groups::Group;
use super::people::Person;
use super::till::Till;
use super::updates::Queued;
use crate::common::Impossible;

#[derive(Default)]
pub(super) struct State {
    pub(super) people: BTreeMap<i64, Person>,
    pub(super) groups: BTreeMap<i64, Group>,
    pub(super) bots: BTreeMap<i64, Bot>,
    /// By account and chat: the account is a bot's, or that of a person whose
    /// business a bot answers; a private chat has the person's id.
    pub(super) chats: BTreeMap<(i64, i64), Chat>,
    /// Business connections by their id.
    pub(super) business: BTreeMap<String, Connection>,
    /// The last message id of each person whose business a bot answers.
    pub(super) owners_last_ids: BTreeMap<i64, i64>,
    pub(super) queries: BTreeMap<String, Query>,
    pub(super) files: BTreeMap<String, StoredFile>,
    pub(super) till: Till,
    pub(super) limits_are_enforced: bool,
    serial: i64,
}

pub(super) struct Bot {
    pub(super) id: i64,
    pub(super) token: String,
    pub(super) token_is_revoked: bool,
    pub(super) username: String,
    /// What is shown to people, by kind and language code ("" for all).
    pub(super) texts: BTreeMap<(Profile, String), String>,
    /// By scope (as JSON text) and language code.
    pub(super) commands: BTreeMap<(String, String), Value>,
    /// By chat; 0 is the default.
    pub(super) menu_buttons: BTreeMap<i64, Value>,
    pub(super) webhook: Option<Webhook>,
    pub(super) webhook_calls: usize,
    /// None until a bot names kinds: then everything common is sent.
    pub(super) allowed_updates: Option<Vec<String>>,
    pub(super) queue: VecDeque<Queued>,
    /// Every update ever made, for redelivery.
    pub(super) updates: BTreeMap<i64, Queued>,
    pub(super) last_update_id: i64,
    /// Private chats and basic groups of one bot share one numbering, as with
    /// real bots; supergroups count for themselves.
    pub(super) last_message_id: i64,
    pub(super) sent_at_ms: VecDeque<i64>,
    pub(super) calls: Vec<(String, Value)>,
    /// Counts getUpdates calls: a newer one ends the one before.
    pub(super) poll: u64,
    /// Long polls that wait now.
    pub(super) open_polls: usize,
    /// The last poll was answered, and none has followed yet.
    pub(super) asks_again: bool,
    /// The last update that a long poll was given.
    pub(super) given_up_to: i64,
    pub(super) can_manage_bots: bool,
    pub(super) can_connect_to_business: bool,
    /// The bot by way of which this one was made.
    pub(super) managed_by: Option<i64>,
    pub(super) has_drafts: bool,
    /// Whether its private chats may have topics.
    pub(super) has_topics: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Profile {
    Name,
    Description,
    ShortDescription,
}

pub(super) struct Webhook {
    pub(super) url: String,
    pub(super) secret_token: Option<String>,
    pub(super) max_connections: i64,
    /// When (Unix seconds) and how the last delivery failed.
    pub(super) last_error: Option<(i64, String)>,
}

#[derive(Default)]
pub(super) struct Chat {
    pub(super) is_open: bool,
    pub(super) is_blocked: bool,
    pub(super) messages: BTreeMap<i64, Message>,
    pub(super) deleted: BTreeSet<i64>,
    pub(super) unread: BTreeSet<i64>,
    /// The reply keyboard on screen, and the message that brought it.
    pub(super) keyboard: Option<(Value, i64)>,
    pub(super) typing_until_ms: Option<i64>,
    /// An answer that is being written: its id, its text and until when.
    pub(super) draft: Option<(i64, String, i64)>,
    /// Query id, text, and whether it was shown as an alert.
    pub(super) toasts: Vec<(String, String, bool)>,
    /// What the bot put on messages.
    pub(super) reactions: BTreeMap<i64, Value>,
    /// The emoji the person put on messages.
    pub(super) person_reactions: BTreeMap<i64, String>,
    /// How far a bot has marked a business chat as read.
    pub(super) read_up_to: Option<i64>,
    /// When a bot wrote into this group, within the last minute.
    pub(super) sent_at_ms: VecDeque<i64>,
    /// The message on top of the chat.
    pub(super) pinned: Option<i64>,
    /// By thread id; deleted ones are forgotten.
    pub(super) topics: BTreeMap<i64, Topic>,
}

#[derive(Clone, PartialEq, Eq)]
pub(super) struct Topic {
    pub(super) name: String,
    /// The id of a custom emoji; empty when there is none.
    pub(super) icon: String,
}

pub(super) struct Message {
    pub(super) id: i64,
    pub(super) is_from_bot: bool,
    pub(super) at_ms: i64,
    /// Exactly what the Bot API shows.
    pub(super) json: Value,
}

pub(super) struct Query {
    pub(super) bot: i64,
    /// The account in whose chat the button stands.
    pub(super) account: i64,
    pub(super) chat: i64,
    pub(super) is_answered: bool,
}

#[derive(Clone)]
pub(super) struct StoredFile {
    /// File ids are valid for one bot only.
    pub(super) bot: i64,
    pub(super) unique_id: String,
    pub(super) path: String,
    pub(super) bytes: Bytes,
    /// What the server says the size is.
    pub(super) size_bytes: u64,
}

impl State {
    pub(super) fn add_bot(&mut self, token: &str, id: i64, username: &str, name: &str) {
        let texts = BTreeMap::from([((Profile::Name, String::new()), name.to_owned())]);
        let bot = Bot {
            id,
            token: token.to_owned(),
            token_is_revoked: false,
            username: username.to_owned(),
            texts,
            commands: BTreeMap::new(),
            menu_buttons: BTreeMap::new(),
            webhook: None,
            webhook_calls: 0,
            allowed_updates: None,
            queue: VecDeque::new(),
            updates: BTreeMap::new(),
            last_update_id: 100_000 + id % 1000 * 1000,
            last_message_id: 0,
            sent_at_ms: VecDeque::new(),
            calls: Vec::new(),
            poll: 0,
            open_polls: 0,
            asks_again: false,
            given_up_to: 0,
            can_manage_bots: false,
            can_connect_to_business: true,
            managed_by: None,
            has_drafts: true,
            has_topics: false,
        };
        self.bots.insert(id, bot);
    }

    /// A number that was never given before.
    pub(super) fn next_serial(&mut self) -> i64 {
        self.serial += 1;
        self.serial
    }

    pub(super) fn bot(&self, id: i64) -> Result<&Bot, Impossible> {
        let missing = || Impossible(format!("there is no bot {id}"));
        self.bots.get(&id).ok_or_else(missing)
    }

    pub(super) fn person(&self, id: i64) -> Result<&Person, Impossible> {
        let missing = || Impossible(format!("there is no person {id}"));
        self.people.get(&id).ok_or_else(missing)
    }

    /// The bot of a call that was let in, so it exists.
    pub(super) fn own_bot(&mut self, id: i64) -> &mut Bot {
        self.bots
            .get_mut(&id)
            .expect("bots are never removed, and the call came from this one")
    }

    pub(super) fn chat(&mut self, account: i64, chat: i64) -> &mut Chat {
        self.chats.entry((account, chat)).or_default()
    }

    pub(super) fn message(&self, account: i64, chat: i64, id: i64) -> Option<&Message> {
        self.chats.get(&(account, chat))?.messages.get(&id)
    }

    /// Fields every message has, with the next message id.
    pub(super) fn new_message(
        &mut self,
        account: i64,
        chat: i64,
        from: Value,
        now_ms: i64,
    ) -> Message {
        let last_id = self.last_message_id(account, chat);
        *last_id += 1;
        let id = *last_id;
        let json = serde_json::json!({
            "message_id": id,
            "from": from,
            "chat": self.chat_json(chat),
            "date": now_ms.div_euclid(1000),
        });
        Message {
            id,
            is_from_bot: json["from"]["is_bot"] == true,
            at_ms: now_ms,
            json,
        }
    }

    fn last_message_id(&mut self, account: i64, chat: i64) -> &mut i64 {
        if let Some(group) = self.groups.get_mut(&chat)
            && is_supergroup(chat)
        {
            return &mut group.last_message_id;
        }
        match self.bots.get_mut(&account) {
            Some(bot) => &mut bot.last_message_id,
            None => self.owners_last_ids.entry(account).or_default(),
        }
    }
}

/// Basic groups have short negative ids.
pub(super) fn is_supergroup(chat: i64) -> bool {
    chat.to_string().starts_with("-100")
}

impl Bot {
    /// The bot's shown name for this language, or its general one.
    pub(super) fn name_in(&self, language: &str) -> String {
        self.text(Profile::Name, language)
    }

    pub(super) fn text(&self, kind: Profile, language: &str) -> String {
        let find = |code: &str| self.texts.get(&(kind, code.to_owned()));
        find(language)
            .or_else(|| find(""))
            .cloned()
            .unwrap_or_default()
    }
}
