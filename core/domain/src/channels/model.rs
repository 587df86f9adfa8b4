//! The data of channels.

use scx_kit::{Id, Prefix, Time};

use crate::Refusal;
use crate::accounts::PartnerId;
use crate::names::stored_names;

/// Marks the ids of bots.
#[derive(Debug)]
pub struct BotMark;
impl Prefix for BotMark {
    const PREFIX: &'static str = "bot";
}

/// The id of a bot's row.
pub type BotId = Id<BotMark>;

/// What a bot is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Ours, for partners.
    Partner,
    /// Ours, for admins.
    Admin,
    /// A partner's, for customers.
    Customer,
}

stored_names!(Role {
    Partner => "partner",
    Admin => "admin",
    Customer => "customer",
});

/// How a bot is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// The token waits to be checked.
    Pending,
    /// Another service gets the updates: from before, and the partner must
    /// confirm, or with a trouble since it took them from us.
    Foreign,
    /// To be connected, or checked again.
    Wanted,
    /// Works.
    Ok,
    /// Does not work; the trouble says why.
    Broken,
    /// Disconnected.
    Removed,
}

stored_names!(Health {
    Pending => "pending",
    Foreign => "foreign",
    Wanted => "wanted",
    Ok => "ok",
    Broken => "broken",
    Removed => "removed",
});

/// Something that Telegram lets only some bots do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ability {
    /// Make bots for people.
    ManageBots,
    /// Show an answer while it is being written.
    Draft,
    /// Open topics in private chats.
    Topics,
}

stored_names!(Ability {
    ManageBots => "manage_bots",
    Draft => "draft",
    Topics => "topics",
});

/// A bot without its secrets.
#[derive(Clone, Debug, PartialEq)]
pub struct Bot {
    /// The row.
    pub id: BotId,
    /// What it is for.
    pub role: Role,
    /// Whose it is; none for our own.
    pub partner: Option<PartnerId>,
    /// Telegram's id.
    pub telegram_id: i64,
    /// Without the @; empty until checked.
    pub username: String,
    /// The shown name; empty until checked.
    pub name: String,
    /// All that is shown of the token.
    pub token_last_four: String,
    /// The random part of the webhook's path.
    pub hook_key: String,
    /// The webhook that was set last.
    pub hook_set: Option<String>,
    /// The first update that long polling has not stored.
    pub next_update: i64,
    /// How it is.
    pub health: Health,
    /// Why it is broken.
    pub trouble: Option<Refusal>,
    /// When it was connected first.
    pub created_at: Time,
}

impl Bot {
    /// Telegram accepted no token for this bot: whoever typed its number may
    /// not keep its owner out.
    pub fn is_unproven(&self) -> bool {
        self.health == Health::Broken && self.username.is_empty()
    }
}
