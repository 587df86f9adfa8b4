//! The data of broadcasts.

use scx_kit::{Id, Language, Prefix, Time};
use serde::{Deserialize, Serialize};

use crate::accounts::PartnerId;
use crate::chat::ConversationId;
use crate::names::stored_names;

/// Marks the ids of broadcasts.
#[derive(Debug)]
pub struct BroadcastMark;
impl Prefix for BroadcastMark {
    const PREFIX: &'static str = "brc";
}

/// The id of a broadcast.
pub type BroadcastId = Id<BroadcastMark>;

/// How far a broadcast is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Its recipients are being written down.
    Gathering,
    /// It is being sent.
    Running,
    /// An admin holds it.
    Paused,
    /// Everybody was tried.
    Done,
    /// An admin ended it.
    Cancelled,
}

stored_names!(State {
    Gathering => "gathering",
    Running => "running",
    Paused => "paused",
    Done => "done",
    Cancelled => "cancelled",
});

impl State {
    /// Nothing more will be sent.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Cancelled)
    }
}

/// Who is written to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whom {
    /// Partners, in the partner bot.
    #[default]
    Partners,
    /// Customers of partners who agreed to it, where they write to the shop.
    Customers,
}

/// Partners by their plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Crowd {
    /// All of them.
    #[default]
    Everybody,
    /// Their trial runs.
    Trial,
    /// Their trial or their plan is over.
    Expired,
    /// Their plan runs.
    Paid,
}

stored_names!(Crowd {
    Everybody => "all",
    Trial => "trial",
    Expired => "expired",
    Paid => "paid",
});

/// Where customers write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Through {
    /// A bot of the shop's.
    Telegram,
    /// A number of WhatsApp.
    WhatsApp,
    /// An account of Instagram.
    Instagram,
}

stored_names!(Through {
    Telegram => "telegram",
    WhatsApp => "whatsapp",
    Instagram => "instagram",
});

/// Whom a broadcast is meant for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audience {
    /// Partners or customers.
    pub whom: Whom,
    /// By the partner's plan.
    pub crowd: Crowd,
    /// By the language that they read.
    pub language: Option<Language>,
    /// Partners who have it connected, or customers who write there.
    pub through: Option<Through>,
}

impl Audience {
    /// Somebody of it may be on one of some messengers.
    pub(super) fn is_on(&self, on_meta: OnMeta) -> bool {
        self.whom == Whom::Customers
            && match self.through {
                None => on_meta.whatsapp || on_meta.instagram,
                Some(Through::Telegram) => false,
                Some(Through::WhatsApp) => on_meta.whatsapp,
                Some(Through::Instagram) => on_meta.instagram,
            }
    }
}

/// On which of Meta's messengers a message goes out too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OnMeta {
    /// On WhatsApp.
    pub whatsapp: bool,
    /// On Instagram.
    pub instagram: bool,
}

impl OnMeta {
    /// On both, as all words do.
    pub const BOTH: Self = Self {
        whatsapp: true,
        instagram: true,
    };
}

/// How many a broadcast reaches, and whom it does not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Reach {
    /// Who gets it.
    pub people: i64,
    /// Who has blocked the bot.
    pub unreachable: i64,
    /// Who wants no news.
    pub muted: i64,
    /// Whose day to be written to is over.
    pub late: i64,
    /// How many bots and accounts send.
    pub senders: i64,
}

/// What became of one recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Not tried yet, or surely not taken.
    Waiting,
    /// Under way.
    Sending,
    /// It is there.
    Sent,
    /// They have blocked the bot.
    Blocked,
    /// It was refused.
    Failed,
    /// The customer's day to be written to is over.
    Late,
    /// It may be there; it is not sent a second time.
    Unknown,
}

stored_names!(Outcome {
    Waiting => "waiting",
    Sending => "sending",
    Sent => "sent",
    Blocked => "blocked",
    Failed => "failed",
    Late => "late",
    Unknown => "unknown",
});

/// How many recipients had each outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally([i64; Outcome::ALL.len()]);

impl Tally {
    /// How many had an outcome.
    pub fn of(&self, outcome: Outcome) -> i64 {
        self.0[outcome as usize]
    }

    /// Counts more.
    pub fn add(&mut self, outcome: Outcome, count: i64) {
        self.0[outcome as usize] += count;
    }

    /// Everybody.
    pub fn all(&self) -> i64 {
        self.0.iter().sum()
    }

    /// Who is not tried yet, or is under way.
    pub fn left(&self) -> i64 {
        self.of(Outcome::Waiting) + self.of(Outcome::Sending)
    }
}

/// A broadcast as admins see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Broadcast {
    /// The id.
    pub id: BroadcastId,
    /// How far it is.
    pub state: State,
    /// Whom it is meant for.
    pub audience: Audience,
    /// Its words without formatting.
    pub text: String,
    /// Who sends it.
    pub admin_name: String,
    /// Who paused or cancelled it.
    pub held_by: Option<String>,
    /// Since when.
    pub created_at: Time,
    /// When it was over.
    pub ended_at: Option<Time>,
}

/// Recipients that a sender has taken up.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The message, as the bots wrote it down.
    pub words: String,
    /// Its words without formatting.
    pub text: String,
    /// By which id this sender sends the file again.
    pub file: Option<String>,
    /// By which messengers fetch the file.
    pub key: Option<String>,
    /// Who they are.
    pub recipients: Vec<Recipient>,
}

/// Somebody who is about to be written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// The chat.
    pub chat: String,
    /// Who it is, or whose customer.
    pub partner: PartnerId,
    /// The conversation of a customer.
    pub conversation: Option<ConversationId>,
    /// Until when a customer may be written to, where that ends.
    pub until: Option<Time>,
}

/// What a recipient was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The words.
    pub text: String,
    /// What the channel calls the message.
    pub id: Option<String>,
}
