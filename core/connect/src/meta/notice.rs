//! A webhook body, cut into the things that happened.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::loose::{ID_CHARS, at, ident, items};
use super::{Event, Messenger, instagram, plain, whatsapp};

/// One thing that happened, as it came.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// Where.
    pub messenger: Messenger,
    /// The account it happened to: the id of the phone number, of the business
    /// account where no number is named, or of the Instagram account.
    pub account: String,
    /// The same for the same thing however often it is delivered.
    pub key: String,
    /// Whose it is; things with the same word keep their order. Empty for
    /// things of the account.
    pub conversation: String,
    /// What it is and what came with it, as JSON in our envelope.
    envelope: Value,
}

/// A body that is no JSON at all: a good sender does not send it.
#[derive(Debug, thiserror::Error)]
#[error("a body that is no JSON, or nested beyond reason")]
pub struct NotJson;

/// Cuts a body into what happened. What nobody knows is a notice too; only a
/// body without any JSON, or nested beyond reason, is refused.
///
/// # Errors
/// [`NotJson`].
pub fn split(messenger: Messenger, body: &[u8]) -> Result<Vec<Notice>, NotJson> {
    let body = plain::parsed(body).ok_or(NotJson)?;
    let mut notices = Vec::new();
    for body in items(&body) {
        let object = at(body, "object").as_str();
        for entry in items(at(body, "entry")) {
            // Another product of Meta's has entries of another shape.
            let is_theirs = object.is_none_or(|object| object == messenger.object());
            if is_theirs {
                match messenger {
                    Messenger::WhatsApp => whatsapp::cut(entry, &mut notices),
                    Messenger::Instagram => instagram::cut(entry, &mut notices),
                }
            }
            if !is_theirs || has_more(messenger, entry) {
                let account = ident(at(entry, "id")).unwrap_or_default();
                notices.push(Notice::of(messenger, account, "unknown", entry));
            }
        }
    }
    Ok(notices)
}

/// Whether an entry has a part that no reader here looks at.
fn has_more(messenger: Messenger, entry: &Value) -> bool {
    const READ: [&str; 8] = [
        "id",
        "time",
        "uid",
        "changes",
        "messaging",
        "standby",
        "field",
        "value",
    ];
    let read = match messenger {
        Messenger::WhatsApp => &READ[..4],
        Messenger::Instagram => &READ[..],
    };
    let parts = entry.as_object().into_iter().flatten();
    let is_list = |part: &Value| !items(part).is_empty();
    let mut more = parts.filter(|(name, part)| !read.contains(&name.as_str()) && is_list(part));
    more.next().is_some()
}

impl Notice {
    /// A notice without a customer or an id of its own.
    pub(super) fn of(
        messenger: Messenger,
        account: String,
        sort: &'static str,
        item: &Value,
    ) -> Self {
        Self {
            messenger,
            account,
            key: format!("{sort}:{}", digest(item)),
            conversation: String::new(),
            envelope: json!({"sort": sort, "item": item}),
        }
    }

    /// Its id at Meta, where there is one.
    pub(super) fn keyed(mut self, key: Option<String>) -> Self {
        let key = key.filter(|key| key.chars().count() <= ID_CHARS);
        if let (Some(key), Some(sort)) = (key, self.envelope["sort"].as_str()) {
            self.key = format!("{sort}:{key}");
        }
        self
    }

    /// Whose it is.
    pub(super) fn with(mut self, customer: Option<String>) -> Self {
        self.conversation = customer.unwrap_or_default();
        self
    }

    /// Adds what is told beside it.
    pub(super) fn beside(mut self, name: &str, value: &Value) -> Self {
        if !value.is_null()
            && let Some(envelope) = self.envelope.as_object_mut()
        {
            envelope.insert(name.to_owned(), value.clone());
        }
        self
    }

    /// What happened.
    pub fn event(&self) -> Event {
        match self.messenger {
            Messenger::WhatsApp => whatsapp::read(&self.envelope),
            Messenger::Instagram => instagram::read(&self.envelope),
        }
    }

    /// For the inbox.
    pub fn bytes(&self) -> Vec<u8> {
        let stored = json!({"messenger": self.messenger.word(), "envelope": self.envelope});
        stored.to_string().into_bytes()
    }
}

/// What happened, from the inbox; none for what [`Notice::bytes`] did not write.
pub fn stored(bytes: &[u8]) -> Option<(Messenger, Event)> {
    let mut stored: Value = serde_json::from_slice(bytes).ok()?;
    let messenger = Messenger::from_word(stored["messenger"].as_str()?)?;
    let envelope = stored["envelope"].take();
    let event = match messenger {
        Messenger::WhatsApp => whatsapp::read(&envelope),
        Messenger::Instagram => instagram::read(&envelope),
    };
    Some((messenger, event))
}

/// The same for the same thing: Meta gives no id to some.
fn digest(item: &Value) -> String {
    let hash = Sha256::digest(item.to_string().as_bytes());
    hash.iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
