//! Brings Telegram in line with a bot's row, and fetches partners' files.

use std::sync::Arc;

use scx_connect::telegram::{BotInfo, Telegram};
use scx_connect::{ConnectError, ErrorKind};
use scx_domain::channels::{self, Ability, Bot, Health, Role, Settle};
use scx_domain::{Error, Refusal, accounts};
use scx_jobs::{Attempt, Cx, Stop, enqueue};
use scx_kit::Secret;
use scx_store::{DbError, Tx};

use crate::introduce::{self, Introduce};

/// How updates come in; a service.
#[derive(Clone, Debug)]
pub struct Webhooks {
    /// `https://bot.example.uz` when Telegram can reach us, else long polling.
    pub base_url: Option<String>,
    /// The product has a Meta app of its own.
    pub has_platform: bool,
}

/// The kinds of updates that a bot of a role wants.
pub fn allowed_updates(role: Role) -> &'static [&'static str] {
    match role {
        Role::Partner => &[
            "message",
            "edited_message",
            "callback_query",
            "my_chat_member",
            "managed_bot",
            "pre_checkout_query",
        ],
        Role::Admin => &[
            "message",
            "edited_message",
            "callback_query",
            "my_chat_member",
        ],
        Role::Customer => &[
            "message",
            "edited_message",
            "callback_query",
            "my_chat_member",
            "message_reaction",
            "business_connection",
            "business_message",
            "edited_business_message",
        ],
    }
}

/// Has every connected bot brought in line whose webhook, kinds of updates or
/// commands are no longer those that were set last: after a move to another
/// address, or with a new version.
///
/// # Errors
/// A fault of the database.
pub async fn settle_changed(cx: &Cx) -> Result<(), Error> {
    let bots = channels::polled(&cx.db).await?;
    let is_changed = |bot: &Bot| {
        let ours = own_hook(cx, bot);
        bot.hook_set != Some(wanted(cx, bot, ours.as_deref()))
    };
    let mut tx = cx.db.begin().await?;
    for bot in bots.iter().filter(|bot| is_changed(bot)) {
        channels::settle_again(&mut tx, bot).await?;
    }
    Ok(tx.commit().await?)
}

/// Settles one bot.
pub(crate) async fn settle(job: Arc<Settle>, cx: Cx, attempt: Attempt) -> Result<(), Stop> {
    let bot = channels::bot(&cx.db, job.bot).await?;
    try_offer(&cx, &bot, attempt).await?;
    let token = channels::token(&cx.db, job.bot).await?;
    let outcome = match bot.health {
        Health::Removed => leave(&cx, &bot, &token).await,
        Health::Foreign => Ok(()),
        Health::Pending | Health::Wanted | Health::Ok | Health::Broken => {
            join(&cx, &bot, &token).await
        }
    };
    let Err(error) = outcome else { return Ok(()) };
    let trouble = match &error.kind {
        ErrorKind::Auth => Refusal::new("bot-token-refused"),
        ErrorKind::Limited { after } => {
            return Err(Stop::Wait {
                until: cx.clock.now() + *after,
                why: error.to_string(),
            });
        }
        ErrorKind::Unavailable { .. } if !attempt.is_last => return Err(Stop::again(error)),
        ErrorKind::Refused { .. } | ErrorKind::Broken | ErrorKind::Unavailable { .. } => {
            tracing::warn!(bot.id = %bot.id, %error, "a bot could not be settled");
            Refusal::new("bot-unreachable")
        }
    };
    let mut tx = cx.db.begin().await?;
    if bot.health != Health::Removed {
        channels::set_health(&mut tx, bot.id, Health::Broken, Some(trouble)).await?;
    }
    Ok(tx.commit().await?)
}

/// Tries the token that was offered for a bot which works already.
async fn try_offer(cx: &Cx, bot: &Bot, attempt: Attempt) -> Result<(), Stop> {
    let Some(token) = channels::offered_token(&cx.db, bot.id).await? else {
        return Ok(());
    };
    let outcome = match cx.service::<Telegram>().me(&token).await {
        Ok(_) => Ok(&token),
        Err(error) if error.kind == ErrorKind::Auth => Err(Refusal::new("bot-token-refused")),
        Err(error) if attempt.is_last => {
            tracing::warn!(bot.id = %bot.id, %error, "an offered token could not be tried");
            Err(Refusal::new("bot-unreachable"))
        }
        Err(error) => return Err(Stop::again(error)),
    };
    let mut tx = cx.db.begin().await?;
    channels::settle_offer(&mut tx, bot, outcome).await?;
    Ok(tx.commit().await?)
}

/// Checks the token, then connects; stops where another service would be cut off.
async fn join(cx: &Cx, bot: &Bot, token: &Secret<String>) -> Result<(), ConnectError> {
    let telegram = cx.service::<Telegram>();
    let profile = telegram.me(token).await?;
    let hook = telegram.webhook(token).await?;
    let ours = own_hook(cx, bot);
    // A webhook of an earlier row of the same bot is ours as well.
    let is_own_kind = own_hooks(cx).is_some_and(|hooks| hook.url.starts_with(&hooks));
    let is_foreign = !hook.url.is_empty() && !is_own_kind;
    let must_ask = is_foreign && bot.role == Role::Customer && bot.health == Health::Pending;
    write(cx, async |tx| {
        channels::set_profile(tx, bot.id, &profile.username, &profile.name).await?;
        if bot.role != Role::Customer {
            note_abilities(tx, bot, &profile).await?;
        }
        if must_ask {
            channels::set_health(tx, bot.id, Health::Foreign, None).await?;
        }
        Ok(())
    })
    .await;
    if must_ask {
        return Ok(());
    }
    let wanted = wanted(cx, bot, ours.as_deref());
    let is_changed = bot.hook_set.as_ref() != Some(&wanted);
    let is_elsewhere = bot.hook_set.as_deref().map(without_words) != Some(without_words(&wanted));
    match &ours {
        Some(url) if hook.url != *url || is_elsewhere => {
            let secret = match channels::hook_secret(&cx.db, bot.id).await {
                Ok(secret) => secret,
                Err(error) => {
                    tracing::error!(%error, "a webhook secret does not open");
                    return Ok(());
                }
            };
            telegram
                .set_webhook(token, url, &secret, allowed_updates(bot.role))
                .await?;
        }
        None if !hook.url.is_empty() => telegram.delete_webhook(token).await?,
        Some(_) | None => {}
    }
    write(cx, async |tx| {
        if is_changed {
            let (bot, partner) = (bot.id, bot.partner);
            enqueue(tx, &Introduce { bot, partner }).await?;
        }
        channels::set_hook(tx, bot.id, Some(&wanted)).await?;
        channels::set_health(tx, bot.id, Health::Ok, None).await
    })
    .await;
    Ok(())
}

/// Notes what the owner lets our own bot do at BotFather. Topics are for all of
/// its chats.
pub(crate) async fn note_abilities(
    tx: &mut Tx,
    bot: &Bot,
    profile: &BotInfo,
) -> Result<(), DbError> {
    let manages = profile.can_manage_bots;
    channels::note_ability(tx, bot.id, Ability::ManageBots, manages).await?;
    let has_topics = profile.has_topics_enabled;
    let known = channels::ability(&mut *tx, bot.id, Ability::Topics).await?;
    if known != Some(has_topics) {
        channels::note_ability(tx, bot.id, Ability::Topics, has_topics).await?;
        if bot.role == Role::Partner {
            accounts::set_all_topics(tx, has_topics).await?;
        }
    }
    Ok(())
}

/// Takes our webhook away, and nobody else's: the bot may belong to another
/// service, or have been connected anew. A bot whose token died needs nothing more.
async fn leave(cx: &Cx, bot: &Bot, token: &Secret<String>) -> Result<(), ConnectError> {
    let telegram = cx.service::<Telegram>();
    let gone = async {
        let hook = telegram.webhook(token).await?;
        if Some(&hook.url) == own_hook(cx, bot).as_ref() {
            telegram.delete_webhook(token).await?;
        }
        Ok::<(), ConnectError>(())
    };
    match gone.await {
        Err(error) if error.kind == ErrorKind::Auth => {}
        other => other?,
    }
    write(cx, async |tx| channels::set_hook(tx, bot.id, None).await).await;
    Ok(())
}

pub(crate) fn own_hook(cx: &Cx, bot: &Bot) -> Option<String> {
    Some(own_hooks(cx)? + &bot.hook_key)
}

/// Where all our webhooks begin.
pub(crate) fn own_hooks(cx: &Cx) -> Option<String> {
    let base = cx.service::<Webhooks>().base_url.as_deref()?;
    Some(format!("{}/telegram/webhook/", base.trim_end_matches('/')))
}

/// What Telegram is told, as one text to compare: it is told again only when
/// that differs.
fn wanted(cx: &Cx, bot: &Bot, url: Option<&str>) -> String {
    format!(
        "{} {} {}",
        url.unwrap_or("polling"),
        allowed_updates(bot.role).join(","),
        introduce::digest(cx, bot.role)
    )
}

/// The part of [`wanted`] that is about updates, not about words.
fn without_words(wanted: &str) -> &str {
    wanted.rsplit_once(' ').map_or(wanted, |(hook, _)| hook)
}

async fn write<F>(cx: &Cx, effect: F)
where
    F: AsyncFnOnce(&mut Tx) -> Result<(), DbError>,
{
    let written = async {
        let mut tx = cx.db.begin().await?;
        effect(&mut tx).await?;
        tx.commit().await
    };
    if let Err(error) = written.await {
        // The job comes again with the next check; Telegram is asked first.
        tracing::error!(%error, "a bot's state could not be written");
    }
}
