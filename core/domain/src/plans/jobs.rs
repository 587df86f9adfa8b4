//! What is told before and when a plan or the trial ends.

use scx_jobs::{Job, Key, Lane, enqueue_at};
use scx_kit::{Millis, Time};
use scx_store::{DbError, Tx};
use serde::{Deserialize, Serialize};

use super::rules::warnings;
use crate::accounts::PartnerId;

/// Tells a partner that the trial or the plan ends, or has ended. It says
/// nothing where the end has moved since it was planned. The work lies where
/// the texts are.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Ending {
    /// Whose plan.
    pub partner: PartnerId,
    /// The end as it was when this was planned.
    pub ends_at: Time,
    /// How long before it; nothing at the end itself.
    pub before: Millis,
    /// It is the trial that ends.
    pub is_trial: bool,
}

impl Job for Ending {
    const NAME: &'static str = "plans.ending";
    const LANE: Lane = Lane::House;

    fn partner(&self) -> Option<String> {
        Some(self.partner.to_string())
    }

    fn once(&self) -> Option<Key> {
        let (ends_at, before) = (self.ends_at.0.to_string(), self.before.0.to_string());
        Some(Key::of(&[&self.partner.to_string(), &ends_at, &before]))
    }
}

/// Plans what is told before an end that has not passed.
///
/// # Errors
/// [`DbError`].
pub async fn plan_endings(
    tx: &mut Tx,
    partner: PartnerId,
    ends_at: Time,
    is_trial: bool,
) -> Result<(), DbError> {
    let now = tx.now();
    for before in warnings(is_trial) {
        let at = ends_at - *before;
        if at <= now {
            continue;
        }
        let ending = Ending {
            partner,
            ends_at,
            before: *before,
            is_trial,
        };
        enqueue_at(tx, &ending, at).await?;
    }
    Ok(())
}
