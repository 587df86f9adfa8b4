//! Where customers write, and what they send.

use scx_connect::meta::Messenger;
use scx_kit::Millis;

use crate::names::stored_names;

/// A kind of place where customers write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Channel {
    /// A shop's bot.
    Telegram,
    /// Somebody's own account on Telegram, for which a shop's bot answers.
    Business,
    /// A number of WhatsApp.
    WhatsApp,
    /// An account of Instagram.
    Instagram,
}

stored_names!(Channel {
    Telegram => "telegram",
    Business => "business",
    WhatsApp => "whatsapp",
    Instagram => "instagram",
});

impl Channel {
    /// How long a customer must be quiet before a burst is answered; longer
    /// where every message costs.
    pub fn quiet(self) -> Millis {
        match self {
            Self::Telegram | Self::Business => Millis(1_500),
            Self::WhatsApp | Self::Instagram => Millis(4_000),
        }
    }
}

impl From<Messenger> for Channel {
    fn from(messenger: Messenger) -> Self {
        match messenger {
            Messenger::WhatsApp => Self::WhatsApp,
            Messenger::Instagram => Self::Instagram,
        }
    }
}

/// What a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// A button that was tapped, or a command.
    Choice,
    /// A picture.
    Photo,
    /// A voice note, or music.
    Voice,
    /// A moving picture.
    Video,
    /// Any other file.
    File,
    /// A place, a phone number, an order: for the partner to see.
    Shared,
    /// A sentence of the product, by its key.
    Phrase,
}

impl Kind {
    /// What stands for it where it cannot be shown.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Text | Self::Choice | Self::Phrase => "",
            Self::Photo => "🖼",
            Self::Voice => "🎤",
            Self::Video => "🎬",
            Self::File => "📎",
            Self::Shared => "📍",
        }
    }
}

stored_names!(Kind {
    Text => "text",
    Choice => "choice",
    Photo => "photo",
    Voice => "voice",
    Video => "video",
    File => "file",
    Shared => "shared",
    Phrase => "phrase",
});
