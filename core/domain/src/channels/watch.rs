//! Looking after bots that work. The work lies where the client is.

use scx_jobs::{Every, Job, Key, Lane, Registry, enqueue};
use scx_kit::Millis;
use scx_store::{Db, DbError, Tx};
use serde::{Deserialize, Serialize};

use super::{Bot, BotId, sql};

/// Every bot has its beat of this many, and none costs a write while it is
/// well. With more bots than one beat can ask for, this grows and the beat
/// gets shorter: all are looked at in a quarter of an hour.
pub const WATCH_PARTS: i64 = 1;

/// The time between two beats.
pub const WATCH_BEAT: Millis = Millis::minutes(15);

/// Looks after the bots whose beat it is.
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
    Registry::default().every::<Watch>(Every::Cron("0 */15 * * * *"), || Watch {})
}

/// The bots that work and whose beat is `part`, from 0 to [`WATCH_PARTS`].
///
/// # Errors
/// [`DbError`].
pub async fn watched(db: &Db, part: i64) -> Result<Vec<Bot>, DbError> {
    sql::watched(db, part, WATCH_PARTS).await
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
