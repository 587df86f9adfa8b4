//! People's own Telegram accounts, in whose private chats a shop's bot answers.
//!
//! Whoever knows a bot's name can add it to their account. Only the partner's
//! own account counts at once; of any other the partner is asked first, because
//! its chats would be answered from the shop's knowledge and at the shop's cost.

use scx_kit::{Id, Prefix};
use scx_store::{DbError, On, Tx};

use super::BotId;
use super::sql::business as sql;
use crate::accounts::{self, PartnerId};
use crate::names::stored_names;
use crate::notify;

/// The card that shows a connected account.
pub const CARD: &str = "biz";

/// Marks the ids of connected accounts.
#[derive(Debug)]
pub struct BusinessMark;
impl Prefix for BusinessMark {
    const PREFIX: &'static str = "biz";
}

/// The id of a connected account.
pub type BusinessId = Id<BusinessMark>;

/// Whether the partner lets the bot answer for an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consent {
    /// Another person's account, and the partner has not said yet.
    Asked,
    /// It may.
    Allowed,
    /// It may not.
    Refused,
}

stored_names!(Consent {
    Asked => "asked",
    Allowed => "allowed",
    Refused => "refused",
});

/// An account as Telegram tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connected {
    /// The connection.
    pub connection: String,
    /// Telegram's id of the account.
    pub owner: i64,
    /// The name people see.
    pub name: String,
    /// Without the at sign.
    pub username: Option<String>,
    /// Whether it still is connected.
    pub is_enabled: bool,
    /// Whether the bot may write there.
    pub can_reply: bool,
}

/// A connected account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BusinessAccount {
    /// The id.
    pub id: BusinessId,
    /// Whose shop the bot answers for.
    pub partner: PartnerId,
    /// The bot.
    pub bot: BotId,
    /// How it is connected.
    pub connected: Connected,
    /// Whether the bot may answer there.
    pub consent: Consent,
}

impl BusinessAccount {
    /// The bot hears and answers there.
    pub fn is_served(&self) -> bool {
        self.consent == Consent::Allowed && self.connected.is_enabled
    }
}

/// Takes note of a connection or of a change of it, and shows it to the partner.
/// The end of an earlier connection does not end a later one.
///
/// # Errors
/// [`DbError`].
pub async fn note_connected(
    tx: &mut Tx,
    (partner, bot): (PartnerId, BotId),
    connected: &Connected,
) -> Result<BusinessAccount, DbError> {
    let own = accounts::partner(&mut *tx, partner).await?.telegram_user;
    let consent = match connected.owner == own {
        true => Consent::Allowed,
        false => Consent::Asked,
    };
    sql::note(tx, (partner, bot), connected, consent).await?;
    let owner = connected.owner.to_string();
    let account = sql::of_owner(&mut *tx, bot, &owner).await?;
    let account = account.ok_or(DbError::Missing)?;
    notify::redraw(tx, partner, CARD, &account.id.to_string()).await?;
    Ok(account)
}

/// The account of a connection.
///
/// # Errors
/// [`DbError`].
pub async fn at_connection(
    on: impl Into<On<'_>>,
    bot: BotId,
    connection: &str,
) -> Result<Option<BusinessAccount>, DbError> {
    sql::at_connection(on, bot, connection).await
}

/// The account of an owner, by Telegram's id of it as text.
///
/// # Errors
/// [`DbError`].
pub async fn of_owner(
    on: impl Into<On<'_>>,
    bot: BotId,
    owner: &str,
) -> Result<Option<BusinessAccount>, DbError> {
    sql::of_owner(on, bot, owner).await
}

/// The accounts that are connected to a partner's bots, or were.
///
/// # Errors
/// [`DbError`].
pub async fn accounts_of(
    on: impl Into<On<'_>>,
    partner: PartnerId,
) -> Result<Vec<BusinessAccount>, DbError> {
    sql::of_partner(on, partner).await
}

/// A connected account of a partner.
///
/// # Errors
/// [`DbError::Missing`] for another partner's.
pub async fn account_of(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    id: BusinessId,
) -> Result<BusinessAccount, DbError> {
    sql::by_id(on, partner, id).await
}

/// The partner says whether the bot may answer for an account.
///
/// # Errors
/// [`DbError::Missing`] for another partner's.
pub async fn set_consent(
    tx: &mut Tx,
    partner: PartnerId,
    id: BusinessId,
    may: bool,
) -> Result<(), DbError> {
    let account = sql::by_id(&mut *tx, partner, id).await?;
    let consent = match may {
        true => Consent::Allowed,
        false => Consent::Refused,
    };
    sql::set_consent(tx, partner, account.id, consent).await?;
    notify::redraw(tx, partner, CARD, &id.to_string()).await
}
