//! What customers on Instagram are called: messages do not tell it.

use std::sync::Arc;

use scx_connect::meta::Graph;
use scx_domain::accounts::PartnerId;
use scx_domain::chat;
use scx_domain::messengers::{Account, MetaId};
use scx_jobs::{Attempt, Cx, Job, Key, Lane, Stop};
use scx_kit::Millis;
use serde::{Deserialize, Serialize};

use super::post::sender_of;

/// Until then the first message is answered and the conversation is there.
pub(super) const SOON: Millis = Millis::secs(20);

/// Asks Meta what a customer is called.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LearnName {
    /// Whose customer it is.
    pub partner: PartnerId,
    /// The account that was written to.
    pub account: MetaId,
    /// The customer.
    pub chat: String,
}

impl Job for LearnName {
    const NAME: &'static str = "meta.learn_name";
    const LANE: Lane = Lane::Send;

    fn partner(&self) -> Option<String> {
        Some(self.partner.to_string())
    }

    fn once(&self) -> Option<Key> {
        Some(Key::of(&[&self.account.to_string(), &self.chat]))
    }
}

/// Asks, unless the name is known. Without it the customer has a number.
pub(crate) async fn learn_name(job: Arc<LearnName>, cx: Cx, _: Attempt) -> Result<(), Stop> {
    let place = (Account::Meta(job.account), job.chat.as_str());
    let mut tx = cx.db.begin().await?;
    let talk = chat::conversation_at(&mut tx, job.partner, place).await?;
    drop(tx);
    if talk.is_none_or(|talk| !talk.customer.is_empty()) {
        return Ok(());
    }
    let Some(sender) = sender_of(&cx, job.account).await? else {
        return Ok(());
    };
    let graph = cx.service::<Graph>();
    let asked = graph.person_name((sender.host, &sender.token), &job.chat);
    match asked.await {
        Ok(Some(name)) => {
            let mut tx = cx.db.begin().await?;
            chat::note_name(&mut tx, job.partner, place, &name).await?;
            Ok(tx.commit().await?)
        }
        Ok(None) => Ok(()),
        Err(error) => {
            tracing::info!(account.id = %job.account, %error, "a name was not told");
            Ok(())
        }
    }
}
