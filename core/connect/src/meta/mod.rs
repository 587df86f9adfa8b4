//! Meta's Graph API: WhatsApp (Cloud API) and Instagram messaging.
//!
//! See <https://developers.facebook.com/docs/whatsapp/cloud-api> and
//! <https://developers.facebook.com/docs/instagram-platform>. A webhook body is
//! cut into [`Notice`]s, one for each thing that happened, and each is read into
//! an [`Event`] on its own: nothing odd in one of them costs another.

mod event;
mod files;
mod graph;
mod instagram;
mod loose;
mod notice;
mod outgoing;
mod plain;
mod signature;
mod whatsapp;

pub use event::{
    Choice, ChoiceSort, Comment, Content, Event, Failure, Media, MediaSort, Message, Person, Place,
    Pricing, Status, StatusState,
};
pub use files::{FileSort, NotTaken};
pub use graph::{
    GRAPH_URL, Graph, Host, INSTAGRAM_URL, InstagramInfo, NumberInfo, Sender, TemplateInfo,
    TokenInfo, reason,
};
pub use notice::{NotJson, Notice, split, stored};
pub use outgoing::{Outgoing, parts};
pub use signature::is_signed;

/// Which of Meta's messengers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Messenger {
    /// WhatsApp through the Cloud API.
    WhatsApp,
    /// Direct messages and comments of an Instagram professional account.
    Instagram,
}

impl Messenger {
    /// Both.
    pub const ALL: [Self; 2] = [Self::WhatsApp, Self::Instagram];

    /// The stable word: in paths, tables and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::WhatsApp => "whatsapp",
            Self::Instagram => "instagram",
        }
    }

    /// What `object` says in its webhooks.
    fn object(self) -> &'static str {
        match self {
            Self::WhatsApp => "whatsapp_business_account",
            Self::Instagram => "instagram",
        }
    }

    /// The messenger of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

#[cfg(test)]
mod tests;
