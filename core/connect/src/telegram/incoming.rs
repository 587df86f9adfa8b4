//! What Telegram tells us, in the product's words.

use scx_kit::Time;
use serde::{Deserialize, Serialize};

pub use super::reading::parse;
use super::{Connection, Money, Piece};

/// One update.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incoming {
    /// Ascending per bot; the same one may arrive twice.
    pub update_id: i64,
    /// Where it happened; a tap below a message sent by way of a bot has none.
    pub chat: Option<Chat>,
    /// The topic of the chat.
    pub thread: Option<i64>,
    /// Who caused it; a channel's post has nobody.
    pub from: Option<Person>,
    /// The business connection, when the bot stands in for a person's account.
    pub business: Option<String>,
    /// A bot wrote it in the name of that account.
    pub is_by_bot: bool,
    /// When it happened; a tap does not say.
    pub sent_at: Option<Time>,
    /// How the words of a message look.
    #[serde(default)]
    pub pieces: Vec<Piece>,
    /// What happened.
    pub event: Event,
}

/// A chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chat {
    /// Its id, negative for groups and channels.
    pub id: i64,
    /// Its kind.
    pub kind: ChatKind,
}

/// The kinds of chats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChatKind {
    /// One person and the bot.
    Private,
    /// A group of any size.
    Group,
    /// A channel.
    Channel,
}

/// A Telegram account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Its id.
    pub id: i64,
    /// The first name as the account shows it.
    pub first_name: String,
    /// The last name.
    pub last_name: Option<String>,
    /// The name without the at sign.
    pub username: Option<String>,
    /// The language of the person's app: `uz`, `ru`, `en-US`.
    pub language_code: Option<String>,
    /// Whether it is a bot.
    pub is_bot: bool,
}

/// A file that can be downloaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRef {
    /// What [`super::Telegram::download`] asks for; good for this bot only.
    pub id: String,
    /// The same for equal content, in every bot; downloads nothing.
    pub unique_id: String,
    /// The name the sender's device gave it.
    pub name: Option<String>,
    /// The media type the sender's device claims.
    pub media_type: Option<String>,
    /// Its length.
    pub bytes: Option<i64>,
}

/// What an update says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A text, commands among them.
    Text {
        /// The message.
        message: i64,
        /// The words without formatting.
        text: String,
        /// The message it answers.
        reply_to: Option<i64>,
        /// Who wrote that one.
        reply_to_author: Option<i64>,
        /// Somebody else wrote it, somewhere else.
        forwarded: bool,
    },
    /// A contact; it is the sender's own only if `user_id` is the sender's id.
    Contact {
        /// The message.
        message: i64,
        /// The number as Telegram writes it, with or without the plus.
        phone: String,
        /// The account the contact belongs to.
        user_id: Option<i64>,
        /// The name in the contact.
        first_name: String,
    },
    /// A file.
    Document {
        /// The message.
        message: i64,
        /// The file.
        file: FileRef,
        /// The words below it.
        caption: Option<String>,
        /// Items of one album share this.
        album: Option<String>,
    },
    /// Anything else that a person sent.
    Media {
        /// The message.
        message: i64,
        /// What it is.
        kind: MediaKind,
        /// The words below it; of a place `latitude,longitude`.
        caption: Option<String>,
        /// The file, where there is one; of a photo the largest size.
        file: Option<FileRef>,
        /// Items of one album share this.
        album: Option<String>,
    },
    /// A message was changed by its sender.
    Edited {
        /// The message.
        message: i64,
        /// Its text or caption now.
        text: Option<String>,
    },
    /// A button below a message was tapped.
    Tap {
        /// To be answered with a toast.
        query: String,
        /// The message with the button.
        message: Option<i64>,
        /// What the button carries; empty for a button that is not ours.
        data: String,
    },
    /// The bot's own place in the chat changed.
    Membership {
        /// What it is now.
        status: MemberStatus,
    },
    /// A bot was made by way of ours, or its token or owner changed.
    ManagedBot {
        /// The bot's id at Telegram.
        bot: i64,
        /// The message that tells of a bot just made; a change has none.
        message: Option<i64>,
    },
    /// A person's account was connected to the bot, or that changed.
    Business(Connection),
    /// A person put other signs than before on a message.
    Reaction {
        /// The message.
        message: i64,
        /// The emoji it has from this person now.
        signs: Vec<String>,
    },
    /// Somebody pays the bot, or is given money back.
    Money(Money),
    /// A notice of the chat itself, such as a pinned message: nothing to answer.
    Service {
        /// The message.
        message: i64,
    },
    /// What this release does not know: the update's kind, or `message.` and
    /// the content's name.
    Unknown {
        /// The name on the wire.
        kind: String,
    },
}

impl Incoming {
    /// The message that was written.
    pub fn message(&self) -> Option<i64> {
        match &self.event {
            Event::Text { message, .. }
            | Event::Contact { message, .. }
            | Event::Document { message, .. }
            | Event::Media { message, .. } => Some(*message),
            _ => None,
        }
    }
}

impl Event {
    /// The stable word for the kind, in figures and on the command line.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Text { .. } => "text",
            Self::Contact { .. } => "contacts",
            Self::Document { .. } => "document",
            Self::Media { .. } => "media",
            Self::Edited { .. } => "edited",
            Self::Tap { .. } => "button",
            Self::Membership { .. } => "membership",
            Self::ManagedBot { .. } => "managed_bot",
            Self::Business(_) => "business",
            Self::Reaction { .. } => "reaction",
            Self::Money(_) => "money",
            Self::Service { .. } => "service",
            Self::Unknown { .. } => "unknown",
        }
    }
}

/// The kinds of media.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaKind {
    /// A photo.
    Photo,
    /// A video.
    Video,
    /// A voice message.
    Voice,
    /// A piece of music.
    Audio,
    /// A sticker.
    Sticker,
    /// A moving picture without sound.
    Animation,
    /// A round video message.
    VideoNote,
    /// A place or a venue.
    Location,
    /// A poll.
    Poll,
    /// A throw of dice.
    Dice,
    /// A forwarded story.
    Story,
    /// Something else a person can send.
    Other,
}

/// The bot's place in a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberStatus {
    /// It may speak: in a private chat the person has started it.
    Member,
    /// It is outside.
    Left,
    /// It was thrown out: in a private chat the person has blocked it.
    Kicked,
    /// Restricted, or a status this release does not know.
    Other,
}

/// The bytes are no update at all: no JSON object with an `update_id`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a Telegram update")]
pub struct ParseError;
