//! A pasted key on trial: sealed at once, tried outside of any transaction,
//! kept only when it works. The key that was there before answers until then.

use scx_jobs::{Attempt, Cx, Job, Key, Lane, Priority, Run, Stop, enqueue};
use scx_kit::Secret;
use scx_store::{DbError, Sealed, Tx};
use serde::{Deserialize, Serialize};

use super::{key, sql};
use crate::accounts::PartnerId;
use crate::{Error, Refusal, notify};

/// The key on trial.
pub(super) const OFFERED_KEY: Sealed = Sealed {
    name: "ai.offered_key",
    table: "ai_key_offer",
    column: "sealed",
    row: "partner",
    scope: None,
};

/// Takes a key that a partner pasted; it is tried next, and the partner is
/// told the outcome.
///
/// # Errors
/// A refusal for a text that cannot be a key.
pub async fn offer_own_key(
    tx: &mut Tx,
    partner: PartnerId,
    provider: &str,
    key: &Secret<String>,
) -> Result<(), Error> {
    let text = key.expose();
    let is_plain = text.chars().all(|c| c.is_ascii_graphic());
    if !is_plain || !(20..=300).contains(&text.len()) {
        return Err(Refusal::new("ai-key-wrong").into());
    }
    let sealed = tx.seal(&OFFERED_KEY, &partner.to_string(), text.as_bytes());
    sql::offer(tx, partner, provider, sealed).await?;
    enqueue(tx, &TryKey { partner }).await?;
    Ok(())
}

/// Tries the key that a partner offered.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TryKey {
    /// Whose key.
    pub partner: PartnerId,
}

impl Job for TryKey {
    const NAME: &'static str = "ai.try_key";
    const LANE: Lane = Lane::Chat;
    const PRIORITY: Priority = Priority::Urgent;

    fn partner(&self) -> Option<String> {
        Some(self.partner.to_string())
    }

    fn once(&self) -> Option<Key> {
        Some(Key(self.partner.to_string()))
    }
}

impl Run for TryKey {
    async fn run(&self, cx: &Cx, _attempt: Attempt) -> Result<(), Stop> {
        let Some((provider, sealed)) = sql::offered(&cx.db, self.partner).await? else {
            return Ok(());
        };
        let opened = cx
            .db
            .unseal(&OFFERED_KEY, &self.partner.to_string(), &sealed)
            .map_err(|error| DbError::Unreadable(error.to_string()))?;
        let key = Secret::new(String::from_utf8_lossy(opened.expose()).into_owned());
        let tried = key::test_key(cx, &provider, &key).await;
        let mut tx = cx.db.begin().await?;
        sql::forget_offer(&mut tx, self.partner).await?;
        match tried {
            Ok(()) => {
                key::save_own_key(&mut tx, self.partner, &provider, &key).await?;
                let args = vec![("last".to_owned(), key.last_four().into())];
                notify::tell(&mut tx, self.partner, "key-saved", args).await?;
            }
            Err(Error::Refused(refusal)) => {
                notify::tell(&mut tx, self.partner, &refusal.key, refusal.args).await?;
            }
            Err(fault) => return Err(fault.into()),
        }
        Ok(tx.commit().await?)
    }
}
