//! Looks after bots that work: whether Telegram still sends us what customers
//! write, and whether the token still lives.

use std::sync::Arc;

use scx_connect::telegram::{Telegram, WebhookInfo};
use scx_connect::{ConnectError, ErrorKind};
use scx_domain::channels::{self, Bot, Health, Inspect, Role, Watch};
use scx_domain::operations::{self, AlertKind};
use scx_domain::{Error, Refusal, notify};
use scx_jobs::{Attempt, Cx, Stop};
use scx_kit::{Meter, Meters, Millis};
use scx_store::DbError;
use tokio::task::JoinSet;
use tracing::Instrument;

use crate::partner;
use crate::settle::{note_abilities, own_hook, own_hooks};

pub(crate) const CHECKS: Meter = Meter::count(
    "scx_bot_checks",
    "Checks of connected bots by what was found.",
);

/// Bots that are asked about at the same time: a thousand take some seconds,
/// and one that is well costs no write.
const SIDE_BY_SIDE: usize = 8;

/// A failed delivery this long ago says nothing any more.
const LATELY: Millis = Millis::minutes(15);

/// Looks after all bots that work.
pub(crate) async fn watch(_job: Arc<Watch>, cx: Cx, _attempt: Attempt) -> Result<(), Stop> {
    let mut bots = channels::polled(&cx.db).await?.into_iter();
    let mut failing = 0;
    // A task each: a task may hold one transaction only.
    let mut checks = JoinSet::new();
    loop {
        while checks.len() < SIDE_BY_SIDE
            && let Some(bot) = bots.next()
        {
            let cx = cx.clone();
            let check = async move { look(&cx, &bot, false).await };
            checks.spawn(check.in_current_span());
        }
        match checks.join_next().await {
            None => return Ok(note_failing(&cx, failing).await?),
            Some(Ok(Err(Trouble::Telegram(error)))) if error.is_retryable() => {
                // What holds for one bot now holds for all: the next round comes.
                tracing::warn!(%error, "bots could not be looked after");
                return Ok(());
            }
            Some(Ok(Err(trouble))) => {
                tracing::warn!(error = %trouble, "a bot could not be looked after")
            }
            Some(Ok(Ok(is_failing))) => failing += i64::from(is_failing),
            Some(Err(error)) => tracing::error!(%error, "looking after a bot ended early"),
        }
    }
}

/// Looks at one bot at once, because its updates do not come through.
pub(crate) async fn inspect(job: Arc<Inspect>, cx: Cx, _attempt: Attempt) -> Result<(), Stop> {
    let bot = channels::bot(&cx.db, job.bot).await?;
    if bot.health != Health::Ok {
        return Ok(());
    }
    let looked = look(&cx, &bot, job.is_polled_elsewhere).await;
    looked.map(|_| ()).map_err(Stop::again)
}

/// Telegram cannot reach us for so many bots: the admins are told.
async fn note_failing(cx: &Cx, failing: i64) -> Result<(), DbError> {
    let mut tx = cx.db.begin().await?;
    let about = (AlertKind::Webhooks, "Telegram");
    if failing > 0 {
        operations::raise(&mut tx, about, (failing, "")).await?;
    } else {
        operations::settle(&mut tx, about.0, about.1).await?;
    }
    tx.commit().await
}

#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error(transparent)]
    Telegram(#[from] ConnectError),
    #[error(transparent)]
    Ours(#[from] Error),
}

impl From<DbError> for Trouble {
    fn from(error: DbError) -> Self {
        Self::Ours(error.into())
    }
}

/// Looks at one bot; true where Telegram cannot deliver its updates.
async fn look(cx: &Cx, bot: &Bot, is_polled_elsewhere: bool) -> Result<bool, Trouble> {
    let token = channels::token(&cx.db, bot.id).await?;
    let found = |what| cx.service::<Meters>().count(&CHECKS, &[("found", what)]);
    let hook = match cx.service::<Telegram>().webhook(&token).await {
        Err(error) if error.kind == ErrorKind::Auth => {
            found("token_dead");
            fell(cx, bot, Health::Broken, "bot-token-dead").await?;
            return Ok(false);
        }
        answer => answer?,
    };
    if bot.role != Role::Customer {
        let profile = cx.service::<Telegram>().me(&token).await?;
        let mut tx = cx.db.begin().await?;
        note_abilities(&mut tx, bot, &profile).await?;
        tx.commit().await?;
    }
    let ours = own_hook(cx, bot).unwrap_or_default();
    if hook.url == ours && !(ours.is_empty() && is_polled_elsewhere) {
        let is_failing = is_failing(cx, bot, &hook);
        found(if is_failing { "failing" } else { "ok" });
        return Ok(is_failing);
    }
    let is_nobodys = hook.url.is_empty() && !is_polled_elsewhere;
    let is_own_kind = own_hooks(cx).is_some_and(|hooks| hook.url.starts_with(&hooks));
    if bot.role == Role::Customer && !is_nobodys && !is_own_kind {
        found("taken");
        fell(cx, bot, Health::Foreign, "bot-taken-away").await?;
        return Ok(false);
    }
    found("lost");
    if bot.role != Role::Customer {
        tracing::error!(bot.id = %bot.id, "another program takes the updates of our own bot");
    }
    let mut tx = cx.db.begin().await?;
    channels::settle_again(&mut tx, bot).await?;
    tx.commit().await?;
    Ok(false)
}

/// Deliveries to us that fail are for the operator, not for the partner.
fn is_failing(cx: &Cx, bot: &Bot, hook: &WebhookInfo) -> bool {
    let is_late = hook
        .last_error_at
        .is_some_and(|at| at + LATELY > cx.clock.now());
    let is_failing = is_late && hook.pending > 0;
    if is_failing {
        let why = hook.last_error.as_deref().unwrap_or_default();
        tracing::warn!(bot.id = %bot.id, hook.pending, error = why, "Telegram cannot deliver a bot's updates");
    }
    is_failing
}

/// Writes down that a bot does not work any more, and sends its card anew:
/// nobody looks at one that hangs far up.
async fn fell(cx: &Cx, bot: &Bot, health: Health, why: &str) -> Result<(), Trouble> {
    let mut tx = cx.db.begin().await?;
    // It may have been disconnected or settled while Telegram was asked.
    if channels::bot(&mut tx, bot.id).await?.health != Health::Ok {
        return Ok(());
    }
    if let Some(partner) = bot.partner
        && let Some((_, place)) = partner::seat(&mut tx, partner).await?
    {
        notify::hang_card(&mut tx, channels::CARD, &bot.id.to_string(), &place, None).await?;
    }
    if bot.partner.is_none() {
        tracing::error!(bot.id = %bot.id, "the token of our own bot is not accepted any more");
    }
    channels::set_health(&mut tx, bot.id, health, Some(Refusal::new(why))).await?;
    Ok(tx.commit().await?)
}
