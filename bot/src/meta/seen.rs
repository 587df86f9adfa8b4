//! The signs that a customer's message was seen and is being answered.

use std::sync::Arc;

use scx_connect::meta::Graph;
use scx_domain::accounts::{self, PartnerId, Standing};
use scx_domain::chat::{self, Mode};
use scx_domain::messengers::{Account, MetaId};
use scx_jobs::{Attempt, Cx, Job, Key, Lane, Priority, Stop};
use serde::{Deserialize, Serialize};

use super::post::sender_of;

/// Shows a customer that an answer is on its way. Nothing is shown for a person
/// who answers: they have not looked yet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ShowSeen {
    /// Whose customer it is.
    pub partner: PartnerId,
    /// The account that was written to.
    pub account: MetaId,
    /// The customer.
    pub chat: String,
    /// The last message.
    pub message: String,
}

impl Job for ShowSeen {
    const NAME: &'static str = "meta.show_seen";
    const LANE: Lane = Lane::Send;
    const PRIORITY: Priority = Priority::High;

    fn partner(&self) -> Option<String> {
        Some(self.partner.to_string())
    }

    fn once(&self) -> Option<Key> {
        Some(Key::of(&[&self.account.to_string(), &self.chat]))
    }
}

/// Shows the signs, if the AI answers there. A sign that fails is no loss.
pub(crate) async fn show_seen(job: Arc<ShowSeen>, cx: Cx, _: Attempt) -> Result<(), Stop> {
    let partner = accounts::partner(&cx.db, job.partner).await?;
    if !Standing::of(&partner, cx.clock.now()).serves() || partner.is_ai_paused {
        return Ok(());
    }
    let mut tx = cx.db.begin().await?;
    let place = (Account::Meta(job.account), job.chat.as_str());
    let talk = chat::conversation_at(&mut tx, job.partner, place).await?;
    drop(tx);
    if talk.is_some_and(|talk| talk.mode == Mode::Human) {
        return Ok(());
    }
    let Some(sender) = sender_of(&cx, job.account).await? else {
        return Ok(());
    };
    let graph = cx.service::<Graph>();
    if let Err(error) = graph.seen(&sender, &job.chat, &job.message).await {
        tracing::debug!(account.id = %job.account, %error, "a sign could not be shown");
    }
    Ok(())
}
