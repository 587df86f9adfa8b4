//! Erasing partners whose window is over, and files that nobody owns.

use scx_jobs::{
    Attempt, Cx, Job, Key, Lane, Priority, Run, Stop, cancel_all_of, enqueue, works_for,
};
use scx_kit::Millis;
use serde::{Deserialize, Serialize};

use super::{WINDOW, sql};
use crate::accounts::{self, PartnerId};
use crate::{Holdings, channels, export};

/// Batches in one run: then others have their turn.
const BATCHES: usize = 100;
/// Work that began before the erasing ends within this span.
const PATIENCE: Millis = Millis::minutes(1);
/// A webhook that could not be taken away is tried again after this span,
const AGAIN: Millis = Millis::hours(1);
/// and for so long: the token is needed for it, and erased then.
const UNHOOKING: Millis = Millis::days(1);
/// Nobody refers to a file for a moment while it is being stored.
const UNOWNED_FOR: Millis = Millis::days(1);

/// Looks for partners to erase and for files that nobody owns.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sweep {}

impl Job for Sweep {
    const NAME: &'static str = "leaving.sweep";
    const LANE: Lane = Lane::House;
    const PRIORITY: Priority = Priority::Low;

    fn once(&self) -> Option<Key> {
        Some(Key("all".to_owned()))
    }
}

impl Run for Sweep {
    async fn run(&self, cx: &Cx, _attempt: Attempt) -> Result<(), Stop> {
        let mut tx = cx.db.begin().await?;
        let before = tx.now() - WINDOW;
        for partner in accounts::closed_before(&mut tx, before).await? {
            enqueue(&mut tx, &Erase { partner }).await?;
        }
        export::expire(&mut tx).await?;
        tx.commit().await?;
        for _ in 0..BATCHES {
            let mut tx = cx.db.begin().await?;
            let before = tx.now() - UNOWNED_FOR;
            let dropped = sql::drop_unowned(&mut tx, before).await?;
            tx.commit().await?;
            if dropped == 0 {
                return Ok(());
            }
        }
        Err(not_done(cx))
    }
}

/// Erases one partner. Whatever stops it, the next run goes on where it was.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Erase {
    /// Who is erased. No partner's turn in the queue: the job outlives the row.
    pub partner: PartnerId,
}

impl Job for Erase {
    const NAME: &'static str = "leaving.erase";
    const LANE: Lane = Lane::House;
    const PRIORITY: Priority = Priority::Low;

    fn once(&self) -> Option<Key> {
        Some(Key(self.partner.to_string()))
    }
}

impl Run for Erase {
    async fn run(&self, cx: &Cx, _attempt: Attempt) -> Result<(), Stop> {
        if !self.begin(cx).await? {
            return Ok(());
        }
        let partner = self.partner.to_string();
        if works_for(&cx.db, &partner).await? {
            return Err(Stop::Wait {
                until: cx.clock.now() + PATIENCE,
                why: "work for this partner still runs".to_owned(),
            });
        }
        loop {
            let mut tx = cx.db.begin().await?;
            let is_more = cancel_all_of(&mut tx, &partner).await?;
            tx.commit().await?;
            if !is_more {
                break;
            }
        }
        if !self.empty_tables(cx).await? {
            return Err(not_done(cx));
        }
        let mut tx = cx.db.begin().await?;
        accounts::erase(&mut tx, self.partner).await?;
        tx.commit().await?;
        tracing::info!(partner.id = %self.partner, "a partner was erased");
        Ok(())
    }
}

impl Erase {
    /// Closes the way back and has our webhooks taken away. False when there
    /// is nothing to erase (any more).
    async fn begin(&self, cx: &Cx) -> Result<bool, Stop> {
        let mut tx = cx.db.begin().await?;
        let now = tx.now();
        let closed_at = accounts::start_erasing(&mut tx, self.partner, now - WINDOW).await?;
        let Some(closed_at) = closed_at else {
            return Ok(false);
        };
        let is_late = now > closed_at + WINDOW + UNHOOKING;
        let must_wait = !is_late && channels::unhook(&mut tx, self.partner).await?;
        tx.commit().await?;
        if must_wait {
            return Err(Stop::Wait {
                until: now + AGAIN,
                why: "a webhook is still to be taken away".to_owned(),
            });
        }
        Ok(true)
    }

    /// Deletes batch by batch, the rows that refer to others first. False when
    /// it is time to let others work.
    async fn empty_tables(&self, cx: &Cx) -> Result<bool, Stop> {
        let mut batches = 0;
        for holding in cx.service::<Holdings>().0.iter().rev() {
            for text in holding.erase {
                loop {
                    let mut tx = cx.db.begin().await?;
                    let erased = sql::erase(&mut tx, text, self.partner).await?;
                    tx.commit().await?;
                    if erased == 0 {
                        break;
                    }
                    batches += 1;
                    if batches >= BATCHES {
                        return Ok(false);
                    }
                }
            }
        }
        Ok(true)
    }
}

fn not_done(cx: &Cx) -> Stop {
    Stop::Wait {
        until: cx.clock.now() + Millis::secs(1),
        why: "there is more to erase".to_owned(),
    }
}
