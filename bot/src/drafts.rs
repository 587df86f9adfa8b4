//! Learns whether Telegram lets a bot show drafts.

use std::sync::Arc;

use scx_connect::ErrorKind;
use scx_connect::telegram::{Outgoing, Telegram, reason};
use scx_domain::channels::{self, Ability, TryDraft};
use scx_jobs::{Attempt, Cx, Stop};

/// Tries it in a chat where a customer waits. What a webhook's answer carries
/// is never reported back, so it must be known before.
pub(crate) async fn learn(job: Arc<TryDraft>, cx: Cx, _attempt: Attempt) -> Result<(), Stop> {
    let known = channels::ability(&cx.db, job.bot, Ability::Draft).await?;
    if known.is_some() {
        return Ok(());
    }
    let token = channels::token(&cx.db, job.bot).await?;
    let thinking = Outgoing::Thinking {
        chat: job.chat,
        draft: 1,
    };
    let is_able = match cx.service::<Telegram>().send(&token, &thinking).await {
        Ok(_) => true,
        // It says nothing of the bot: the next question tries again.
        Err(error) if error.is_retryable() || error.reason() == Some(reason::GONE) => return Ok(()),
        Err(error) => match error.kind {
            // A server that does not know the method answers as to a dead
            // token; who sends next finds out which of the two it was.
            ErrorKind::Auth | ErrorKind::Refused { .. } | ErrorKind::Broken => false,
            ErrorKind::Limited { .. } | ErrorKind::Unavailable { .. } => return Ok(()),
        },
    };
    let mut tx = cx.db.begin().await?;
    channels::note_ability(&mut tx, job.bot, Ability::Draft, is_able).await?;
    Ok(tx.commit().await?)
}
