//! Fetches the tokens of bots that partners have made by way of ours.

use std::sync::Arc;

use scx_connect::ErrorKind;
use scx_connect::telegram::Telegram;
use scx_domain::channels::{self, FetchManaged, Role};
use scx_domain::{Error, Refusal, notify};
use scx_jobs::{Attempt, Cx, Stop};

/// Fetches one token and connects its bot.
pub(crate) async fn fetch(job: Arc<FetchManaged>, cx: Cx, attempt: Attempt) -> Result<(), Stop> {
    let Some(manager) = channels::of_role(&cx.db, Role::Partner).await? else {
        return Ok(());
    };
    let token = channels::token(&cx.db, manager.id).await?;
    let telegram = cx.service::<Telegram>();
    let fetched = match telegram.managed_bot_token(&token, job.telegram_id).await {
        Ok(token) => Ok(token),
        Err(error) => match &error.kind {
            ErrorKind::Limited { after } => {
                return Err(Stop::Wait {
                    until: cx.clock.now() + *after,
                    why: error.to_string(),
                });
            }
            ErrorKind::Unavailable { .. } if !attempt.is_last => return Err(Stop::again(error)),
            ErrorKind::Unavailable { .. }
            | ErrorKind::Auth
            | ErrorKind::Refused { .. }
            | ErrorKind::Broken => {
                tracing::warn!(%error, "the token of a managed bot was not given");
                Err(Refusal::new("managed-refused"))
            }
        },
    };
    let mut tx = cx.db.begin().await?;
    let adopted = match fetched {
        Ok(token) => channels::adopt(&mut tx, &job, &token).await.map(drop),
        Err(refusal) => Err(refusal.into()),
    };
    match adopted {
        Ok(()) => Ok(tx.commit().await?),
        Err(Error::Refused(refusal)) => {
            drop(tx);
            let mut tx = cx.db.begin().await?;
            notify::tell(&mut tx, job.partner, &refusal.key, refusal.args).await?;
            Ok(tx.commit().await?)
        }
        Err(fault) => Err(fault.into()),
    }
}
