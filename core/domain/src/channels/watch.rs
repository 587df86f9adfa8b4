//! Looking after bots that work. The work lies where the client is.

use scx_jobs::{Every, Job, Key, Lane, Registry, enqueue};
use scx_store::{DbError, Tx};
use serde::{Deserialize, Serialize};

use super::BotId;

/// Looks after all bots that work.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Watch {}

impl Job for Watch {
    const NAME: &'static str = "channels.watch";
    const LANE: Lane = Lane::House;

    fn once(&self) -> Option<Key> {
        Some(Key("all".to_owned()))
    }
}

/// Looks at one bot whose updates do not come through.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Inspect {
    /// The bot.
    pub bot: BotId,
    /// Telegram said that another program asks for the updates.
    pub is_polled_elsewhere: bool,
}

impl Job for Inspect {
    const NAME: &'static str = "channels.inspect";
    const LANE: Lane = Lane::House;

    fn once(&self) -> Option<Key> {
        Some(Key(self.bot.to_string()))
    }
}

/// The rhythm of looking.
pub(super) fn registry() -> Registry {
    // Not at the full quarter, when everybody's work begins.
    Registry::default().every::<Watch>(Every::Cron("0 4/15 * * * *"), || Watch {})
}

/// Has a bot looked at whose updates do not come through.
///
/// # Errors
/// [`DbError`].
pub async fn doubt(tx: &mut Tx, bot: BotId, is_polled_elsewhere: bool) -> Result<(), DbError> {
    let inspect = Inspect {
        bot,
        is_polled_elsewhere,
    };
    enqueue(tx, &inspect).await
}
