//! Messages to customers on their way out, free of any channel.

use scx_kit::{Language, Time};
use serde::{Deserialize, Serialize};

use crate::Arg;
use crate::accounts::PartnerId;
use crate::blobs::BlobId;

/// Words for a person, rendered in their language when they are sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Words {
    /// Somebody's own words: a model's answer, a partner's reply.
    Plain(String),
    /// A sentence of the product.
    Key {
        /// The Fluent key.
        key: String,
        /// Its arguments.
        args: Vec<(String, Arg)>,
    },
}

impl Words {
    /// A sentence without arguments.
    pub fn key(key: &str) -> Self {
        Self::Key {
            key: key.to_owned(),
            args: Vec::new(),
        }
    }
}

/// What a customer can choose under a message; each channel shows it its own way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Choice {
    /// Speak this language.
    Language(Language),
    /// Talk to a person.
    Operator,
}

/// A message to a customer, free of any channel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Say {
    /// Parts, one paragraph each.
    pub words: Vec<Words>,
    /// The language of the product's own sentences in it.
    pub language: Language,
    /// What the customer can choose.
    pub choices: Vec<Vec<Choice>>,
}

/// A message to a customer that is kept: what became of it is noted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// What to say.
    pub say: Say,
    /// The kept message that it is.
    pub message: Option<String>,
    /// Until when it may be said.
    pub until: Option<Time>,
    /// Until when a person may say it, where a person says it.
    #[serde(default)]
    pub person_until: Option<Time>,
    /// Somebody of the shop wrote it.
    #[serde(default)]
    pub is_by_person: bool,
    /// The message of the customer that it hangs on, where others write too.
    #[serde(default)]
    pub reply_to: Option<i64>,
    /// The customer may say what they think of it.
    #[serde(default)]
    pub may_rate: bool,
    /// What is sent in the place of words, or with them.
    #[serde(default)]
    pub with: Option<Enclosed>,
}

/// What a message holds besides plain words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Enclosed {
    /// A file of the shop's.
    File(EnclosedFile),
    /// A template that the messenger has approved, with what stands in its places.
    Template {
        /// Its name.
        name: String,
        /// Its language, as the messenger writes it.
        language: String,
        /// What stands in its places.
        values: Vec<String>,
    },
}

/// A file for a customer. The words of its message stand below it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EnclosedFile {
    /// Whose it is.
    pub partner: PartnerId,
    /// The bytes.
    pub blob: BlobId,
    /// By which a messenger may fetch them.
    pub key: String,
    /// Its media type.
    pub mime: String,
    /// Its name.
    pub name: String,
    /// How many bytes it has.
    pub bytes: i64,
    /// A picture to look at, not a file to keep.
    pub is_picture: bool,
}

/// What the outbox holds: a message to a customer, or something that only the
/// bots understand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Mail {
    /// To a customer, from a version that kept no track of it.
    Say(Say),
    /// To a customer.
    Told(Box<Told>),
    /// Of the bots' own.
    Other(serde_json::Value),
}

impl Mail {
    /// The bytes for the outbox.
    pub fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("plain data serialises")
    }
}
