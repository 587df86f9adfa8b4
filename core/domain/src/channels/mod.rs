//! The bots that this product serves: its own, and the partners' customer bots.
//!
//! A bot's row says what should be; the job [`Settle`] brings Telegram in line
//! with it: checks a pasted token, sets the webhook, takes it away. Whether a
//! token or another service's webhook stands in the way is a state of the row,
//! drawn by a card.

pub mod business;
mod drafts;
mod hook;
mod managed;
mod model;
mod sql;
mod tokens;
mod watch;

use std::collections::HashMap;

use scx_jobs::{Job, Key, Lane, Priority, enqueue};
use scx_kit::Secret;
use scx_store::{Db, DbError, On, Tx};
use serde::{Deserialize, Serialize};

pub use drafts::{Drafts, TryDraft};
pub use hook::{is_hook_key, removals};
pub use managed::{FetchManaged, adopt, check_room, note_managed, suggested_username};
pub use model::{Ability, Bot, BotId, BotMark, Health, Role};
use tokens::bot_number;
pub use tokens::{
    HOOK_SECRET, OFFERED_TOKEN, TOKEN, hook_secret, looks_like_token, offered_token, settle_offer,
    token, tokens,
};
pub use watch::{Inspect, Watch, doubt};

use crate::accounts::PartnerId;
use crate::notify::{self, Topic};
use crate::onboarding::{self, Step};
use crate::{Error, Parts, Refusal};

/// The card that shows a bot from the pasted token to its removal.
pub const CARD: &str = "bot";

/// What this capability hands to the composition root.
pub fn parts() -> Parts {
    Parts {
        registry: watch::registry(),
        statements: sql::statements(),
        holdings: [sql::HOLDINGS, sql::business::HOLDINGS].concat(),
        sealed: vec![TOKEN, OFFERED_TOKEN, HOOK_SECRET],
        ..Parts::default()
    }
}

/// Brings Telegram in line with a bot's row. The work lies where the client is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Settle {
    /// The bot.
    pub bot: BotId,
    /// Whose it is.
    pub partner: Option<PartnerId>,
}

impl Job for Settle {
    const NAME: &'static str = "channels.settle";
    const LANE: Lane = Lane::Chat;
    const PRIORITY: Priority = Priority::Urgent;

    fn partner(&self) -> Option<String> {
        self.partner.map(|partner| partner.to_string())
    }

    fn once(&self) -> Option<Key> {
        Some(Key(self.bot.to_string()))
    }
}

/// Takes a token that a partner pasted; it is checked next. Pasting the token
/// of a bot that is already connected refreshes that bot.
///
/// # Errors
/// A refusal for a text that is no token, for another partner's bot and for
/// too many bots.
pub async fn offer(
    tx: &mut Tx,
    partner: PartnerId,
    token: &Secret<String>,
) -> Result<BotId, Error> {
    let telegram_id = bot_number(token.expose()).ok_or_else(|| Refusal::new("token-wrong"))?;
    let known = sql::by_telegram(&mut *tx, telegram_id).await?;
    let id = match known {
        Some(bot) if bot.partner == Some(partner) && bot.health == Health::Ok => {
            // A slip of the hand must not stop a bot that works.
            let sealed = tx.seal(
                &OFFERED_TOKEN,
                &bot.id.to_string(),
                token.expose().as_bytes(),
            );
            sql::offer_token(tx, bot.id, Some(sealed)).await?;
            settle(tx, bot.id, Some(partner)).await?;
            return Ok(bot.id);
        }
        Some(bot) if bot.partner == Some(partner) => bot.id,
        Some(bot) if !bot.is_unproven() => return Err(Refusal::new("bot-taken").into()),
        unproven => {
            check_room(tx, partner).await?;
            if let Some(squatter) = unproven {
                set_health(tx, squatter.id, Health::Removed, None).await?;
            }
            insert(tx, Role::Customer, Some(partner), telegram_id, token).await?
        }
    };
    let sealed = tx.seal(&TOKEN, &id.to_string(), token.expose().as_bytes());
    sql::set_token(tx, id, sealed, &token.last_four()).await?;
    set_health(tx, id, Health::Pending, None).await?;
    settle(tx, id, Some(partner)).await?;
    Ok(id)
}

/// The product's own bot of a role, made or refreshed from the configuration.
///
/// # Errors
/// A refusal when the text is no token.
pub async fn house_bot(tx: &mut Tx, role: Role, token: &Secret<String>) -> Result<BotId, Error> {
    let telegram_id = bot_number(token.expose()).ok_or_else(|| Refusal::new("token-wrong"))?;
    for other in sql::of_role(&mut *tx, role).await? {
        if other.telegram_id != telegram_id {
            set_health(tx, other.id, Health::Removed, None).await?;
        }
    }
    let id = match sql::by_telegram(&mut *tx, telegram_id).await? {
        Some(bot) if bot.role == role => bot.id,
        Some(_) => return Err(Refusal::new("bot-taken").into()),
        None => insert(tx, role, None, telegram_id, token).await?,
    };
    let sealed = tx.seal(&TOKEN, &id.to_string(), token.expose().as_bytes());
    sql::set_token(tx, id, sealed, &token.last_four()).await?;
    settle(tx, id, None).await?;
    Ok(id)
}

/// Brings Telegram in line with a bot's row once more.
///
/// # Errors
/// [`DbError`].
pub async fn settle_again(tx: &mut Tx, bot: &Bot) -> Result<(), DbError> {
    settle(tx, bot.id, bot.partner).await
}

/// Lets a bot be taken over although another service holds its webhook.
///
/// # Errors
/// A refusal when that is not what the bot waits for.
pub async fn take_over(tx: &mut Tx, partner: PartnerId, id: BotId) -> Result<(), Error> {
    let bot = sql::of_partner_by_id(&mut *tx, partner, id).await?;
    if bot.health != Health::Foreign {
        return Err(Refusal::new("button-stale").into());
    }
    set_health(tx, id, Health::Wanted, None).await?;
    Ok(settle(tx, id, Some(partner)).await?)
}

/// Checks a bot again.
///
/// # Errors
/// [`DbError::Missing`] for another partner's bot.
pub async fn check(tx: &mut Tx, partner: PartnerId, id: BotId) -> Result<(), Error> {
    let bot = sql::of_partner_by_id(&mut *tx, partner, id).await?;
    if bot.health != Health::Removed {
        set_health(tx, id, Health::Wanted, None).await?;
        settle(tx, id, Some(partner)).await?;
    }
    Ok(())
}

/// Disconnects a bot: its customers get no answers any more.
///
/// # Errors
/// [`DbError::Missing`] for another partner's bot.
pub async fn remove(tx: &mut Tx, partner: PartnerId, id: BotId) -> Result<(), Error> {
    sql::of_partner_by_id(&mut *tx, partner, id).await?;
    set_health(tx, id, Health::Removed, None).await?;
    settle(tx, id, Some(partner)).await?;
    Ok(())
}

/// Disconnects every bot of a partner.
///
/// # Errors
/// [`DbError`].
pub async fn remove_all(tx: &mut Tx, partner: PartnerId) -> Result<(), DbError> {
    for bot in sql::of_partner(&mut *tx, partner).await? {
        set_health(tx, bot.id, Health::Removed, None).await?;
        settle(tx, bot.id, Some(partner)).await?;
    }
    Ok(())
}

/// Tries once more to take our webhooks from bots that are disconnected. False
/// when none was left.
///
/// # Errors
/// [`DbError`].
pub async fn unhook(tx: &mut Tx, partner: PartnerId) -> Result<bool, DbError> {
    let hooked = sql::hooked(tx, partner).await?;
    for bot in &hooked {
        settle(tx, bot.id, Some(partner)).await?;
    }
    Ok(!hooked.is_empty())
}

/// Writes down how a bot is, and draws its card anew. A removed bot stays
/// removed: work that began before may end later.
///
/// # Errors
/// [`DbError`].
pub async fn set_health(
    tx: &mut Tx,
    id: BotId,
    health: Health,
    trouble: Option<Refusal>,
) -> Result<(), DbError> {
    let before = sql::by_id(&mut *tx, id).await?;
    sql::set_health(tx, id, health, trouble.as_ref()).await?;
    if health == Health::Removed {
        hook::note_removal(tx);
    }
    let Some(partner) = before.partner else {
        return Ok(());
    };
    if health == Health::Ok {
        onboarding::done(tx, partner, Step::Bot).await?;
    }
    if before.health == Health::Ok && health == Health::Broken {
        // The card is redrawn where it hangs, maybe far above.
        let args = vec![("bot".to_owned(), before.username.into())];
        notify::tell_news(tx, partner, Topic::Trouble, "notice-bot-broken", args).await?;
    }
    notify::redraw(tx, partner, CARD, &id.to_string()).await
}

/// Writes down what Telegram says of a bot.
///
/// # Errors
/// [`DbError`].
pub async fn set_profile(
    tx: &mut Tx,
    id: BotId,
    username: &str,
    name: &str,
) -> Result<(), DbError> {
    sql::set_profile(tx, id, username, name).await
}

/// Writes down which webhook was set, so that it is set again only when it differs.
///
/// # Errors
/// [`DbError`].
pub async fn set_hook(tx: &mut Tx, id: BotId, hook: Option<&str>) -> Result<(), DbError> {
    sql::set_hook(tx, id, hook).await
}

/// Whether Telegram lets a bot do something; none while it is not known.
///
/// # Errors
/// [`DbError`].
pub async fn ability(
    on: impl Into<On<'_>>,
    id: BotId,
    ability: Ability,
) -> Result<Option<bool>, DbError> {
    sql::ability(on, id, ability).await
}

/// Writes down whether Telegram lets a bot do something.
///
/// # Errors
/// [`DbError`].
pub async fn note_ability(
    tx: &mut Tx,
    id: BotId,
    ability: Ability,
    is_able: bool,
) -> Result<(), DbError> {
    sql::note_ability(tx, id, ability, is_able).await
}

/// What Telegram was told about a bot: item and digest of the words.
///
/// # Errors
/// [`DbError`].
pub async fn told(on: impl Into<On<'_>>, id: BotId) -> Result<Vec<(String, String)>, DbError> {
    sql::told(on, id).await
}

/// Writes down what Telegram was told about a bot.
///
/// # Errors
/// [`DbError`].
pub async fn note_told(tx: &mut Tx, id: BotId, item: &str, digest: &str) -> Result<(), DbError> {
    sql::note_told(tx, id, item, digest).await
}

/// Writes down the first update that long polling has not stored yet.
///
/// # Errors
/// [`DbError`].
pub async fn set_next_update(tx: &mut Tx, id: BotId, next_update: i64) -> Result<(), DbError> {
    sql::set_next_update(tx, id, next_update).await
}

/// The bot behind a webhook path.
///
/// # Errors
/// [`DbError`].
pub async fn by_hook_key(db: &Db, key: &str) -> Result<Option<Bot>, DbError> {
    sql::by_hook_key(db, key).await
}

/// A bot by id, whoever owns it: for the product's own work.
///
/// # Errors
/// [`DbError::Missing`].
pub async fn bot(on: impl Into<On<'_>>, id: BotId) -> Result<Bot, DbError> {
    sql::by_id(on, id).await
}

/// Bots by id, whoever owns them, with one statement: for the product's own
/// work. One that does not exist is left out.
///
/// # Errors
/// [`DbError`].
pub async fn bots(db: &Db, ids: &[BotId]) -> Result<HashMap<BotId, Bot>, DbError> {
    let bots = sql::by_ids(db, ids).await?;
    Ok(bots.into_iter().map(|bot| (bot.id, bot)).collect())
}

/// A partner's bot by id.
///
/// # Errors
/// [`DbError::Missing`] for another partner's bot.
pub async fn bot_of(on: impl Into<On<'_>>, partner: PartnerId, id: BotId) -> Result<Bot, DbError> {
    sql::of_partner_by_id(on, partner, id).await
}

/// The bots of a partner that are not removed.
///
/// # Errors
/// [`DbError`].
pub async fn bots_of(on: impl Into<On<'_>>, partner: PartnerId) -> Result<Vec<Bot>, DbError> {
    sql::of_partner(on, partner).await
}

/// The product's own bot of a role.
///
/// # Errors
/// [`DbError`].
pub async fn of_role(on: impl Into<On<'_>>, role: Role) -> Result<Option<Bot>, DbError> {
    Ok(sql::of_role(on, role).await?.pop())
}

/// Every bot that works: those take part in long polling and are looked after.
///
/// # Errors
/// [`DbError`].
pub async fn polled(db: &Db) -> Result<Vec<Bot>, DbError> {
    sql::polled(db).await
}

async fn settle(tx: &mut Tx, bot: BotId, partner: Option<PartnerId>) -> Result<(), DbError> {
    enqueue(tx, &Settle { bot, partner }).await
}

async fn insert(
    tx: &mut Tx,
    role: Role,
    partner: Option<PartnerId>,
    telegram_id: i64,
    token: &Secret<String>,
) -> Result<BotId, DbError> {
    let id: BotId = tx.id();
    let row = id.to_string();
    let secret = tx.entropy().word(48);
    let new = sql::NewBot {
        id,
        role,
        partner,
        telegram_id,
        token: tx.seal(&TOKEN, &row, token.expose().as_bytes()),
        last_four: token.last_four(),
        hook_key: tx.entropy().word(hook::KEY_CHARS),
        hook_secret: tx.seal(&HOOK_SECRET, &row, secret.as_bytes()),
    };
    sql::insert(tx, new).await?;
    Ok(id)
}
