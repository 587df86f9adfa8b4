//! People, and how the Bot API shows people, bots and chats.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::state::{Bot, State, is_supergroup};

/// A person with a messenger account.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Person {
    /// The account's id; also the id of the private chat.
    pub id: i64,
    /// Never empty.
    pub first_name: String,
    /// Absent when not filled in.
    pub last_name: Option<String>,
    /// Without the at sign.
    pub username: Option<String>,
    /// The app's language, such as `uz`.
    pub language_code: Option<String>,
    /// As the account was registered.
    pub phone: String,
}

impl Person {
    pub(super) fn user_json(&self) -> Value {
        let mut user = json!({
            "id": self.id,
            "is_bot": false,
            "first_name": self.first_name,
        });
        set(&mut user, "last_name", self.last_name.as_deref());
        set(&mut user, "username", self.username.as_deref());
        set(&mut user, "language_code", self.language_code.as_deref());
        user
    }

    fn chat_json(&self) -> Value {
        let mut chat = json!({
            "id": self.id,
            "first_name": self.first_name,
            "type": "private",
        });
        set(&mut chat, "last_name", self.last_name.as_deref());
        set(&mut chat, "username", self.username.as_deref());
        chat
    }
}

impl Bot {
    pub(super) fn user_json(&self) -> Value {
        json!({
            "id": self.id,
            "is_bot": true,
            "first_name": self.name_in(""),
            "username": self.username,
        })
    }
}

impl State {
    /// How the Bot API shows this chat; groups and private chats alike.
    pub(super) fn chat_json(&self, chat: i64) -> Value {
        if let Some(person) = self.people.get(&chat) {
            return person.chat_json();
        }
        let group = self.groups.get(&chat);
        let title = group.map(|group| group.title.as_str()).unwrap_or_default();
        if !is_supergroup(chat) {
            return json!({
                "id": chat,
                "title": title,
                "type": "group",
                "all_members_are_administrators": false,
            });
        }
        let mut shown = json!({"id": chat, "title": title, "type": "supergroup"});
        if group.is_some_and(|group| group.is_forum) {
            shown["is_forum"] = json!(true);
        }
        shown
    }
}

fn set(object: &mut Value, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        object[name] = Value::from(value);
    }
}
