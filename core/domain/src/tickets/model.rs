//! Tickets and what is said in them.

use scx_kit::{Id, Prefix, Time};

use crate::accounts::PartnerId;
use crate::blobs::BlobId;
use crate::names::stored_names;

/// Marks the ids of tickets.
#[derive(Debug)]
pub struct TicketMark;
impl Prefix for TicketMark {
    const PREFIX: &'static str = "tkt";
}

/// The id of a ticket.
pub type TicketId = Id<TicketMark>;

/// Marks the ids of messages in tickets.
#[derive(Debug)]
pub struct MessageMark;
impl Prefix for MessageMark {
    const PREFIX: &'static str = "tkm";
}

/// The id of a message in a ticket.
pub type MessageId = Id<MessageMark>;

/// What a ticket is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// A question or a trouble.
    #[default]
    Support,
    /// An opinion or a wish.
    Feedback,
}

stored_names!(Sort {
    Support => "support",
    Feedback => "feedback",
});

/// How far a ticket is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The partner has written last.
    #[default]
    Waiting,
    /// The team has written last.
    Answered,
    /// Nothing more is expected.
    Closed,
}

stored_names!(State {
    Waiting => "waiting",
    Answered => "answered",
    Closed => "closed",
});

/// Who wrote a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// The partner.
    Partner,
    /// Somebody of the house.
    Team,
}

stored_names!(Author {
    Partner => "partner",
    Team => "team",
});

/// A ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// The id.
    pub id: TicketId,
    /// Whose it is.
    pub partner: PartnerId,
    /// By which people call it.
    pub number: i64,
    /// What it is about.
    pub sort: Sort,
    /// How far it is.
    pub state: State,
    /// When somebody wrote last.
    pub last_at: Time,
}

/// What somebody says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The words; may be empty where there is a file.
    pub text: String,
    /// A picture or a file.
    pub file: Option<Enclosure>,
}

/// A file in a ticket; its bytes lie among the partner's blobs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enclosure {
    /// The bytes.
    pub blob: BlobId,
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
}

/// A message with the ticket that it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The ticket.
    pub ticket: Ticket,
    /// The message.
    pub line: Line,
    /// The first answer that came after it.
    pub answer: Option<Line>,
    /// It was shown to whom it is for.
    pub is_shown: bool,
}

/// A message as it was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The id.
    pub id: MessageId,
    /// Who wrote it.
    pub author: Author,
    /// The name of who wrote it, where it was somebody of the house.
    pub name: String,
    /// What was said.
    pub said: Said,
    /// When.
    pub created_at: Time,
}

/// The topic of a ticket in an admin's chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Whose ticket it is.
    pub partner: PartnerId,
    /// The ticket.
    pub ticket: TicketId,
    /// The bot's row id.
    pub bot: String,
    /// The admin's chat.
    pub chat: i64,
    /// The thread in it.
    pub thread: i64,
}
