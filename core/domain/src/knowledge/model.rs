//! The data of knowledge.

use scx_kit::{Id, Prefix, Time};
use scx_read::Warning;
use serde::{Deserialize, Serialize};

use super::UNDO;
use crate::Refusal;
use crate::names::stored_names;

/// Marks the ids of documents.
#[derive(Debug)]
pub struct DocumentMark;
impl Prefix for DocumentMark {
    const PREFIX: &'static str = "doc";
}

/// The id of a document.
pub type DocumentId = Id<DocumentMark>;

/// Where a document is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Noted, not fetched yet.
    Received,
    /// Being fetched and read.
    Reading,
    /// Read; waits for the partner's word.
    Ready,
    /// Not readable; `refusal` says why.
    Refused,
    /// Answers customers.
    Active,
    /// Answered once.
    Retired,
    /// Thrown away.
    Discarded,
}

stored_names!(State {
    Received => "received",
    Reading => "reading",
    Ready => "ready",
    Refused => "refused",
    Active => "active",
    Retired => "retired",
    Discarded => "discarded",
});

/// How much of a text is in a language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// The label: `uz-Latn`, `uz-Cyrl`, `ru`, `en`.
    pub label: String,
    /// Percent of the lines that have a language.
    pub percent: u8,
}

/// A document without its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The id.
    pub id: DocumentId,
    /// The name that the partner's file had.
    pub file_name: String,
    /// The size of the file.
    pub bytes: i64,
    /// Where it is on its way.
    pub state: State,
    /// Pages, where the format has pages.
    pub pages: Option<i64>,
    /// How many of them are read, while a long file is being read.
    pub pages_read: Option<i64>,
    /// Characters of the text.
    pub chars: Option<i64>,
    /// The languages of the text, most first.
    pub languages: Vec<Share>,
    /// What the reader doubts.
    pub warnings: Vec<Warning>,
    /// Why it was refused.
    pub refusal: Option<Refusal>,
    /// The first 300 characters.
    pub head: Option<String>,
    /// What it replaced when it was activated.
    pub replaced: Option<DocumentId>,
    /// When it arrived.
    pub created_at: Time,
    /// When it was activated last.
    pub activated_at: Option<Time>,
}

impl Document {
    /// The document that an undo would bring back, while it can.
    pub fn undoable(&self, now: Time) -> Option<DocumentId> {
        let activated_at = self.activated_at?;
        (self.state == State::Active && now < activated_at + UNDO)
            .then_some(self.replaced)
            .flatten()
    }
}

/// A passage that an answer rests on.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Quoted {
    /// The heading above it.
    pub heading: Option<String>,
    /// Its text.
    pub text: String,
    /// The page of the file it begins on, where the file has pages.
    pub page: Option<i64>,
}
