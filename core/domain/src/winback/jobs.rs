//! Claiming what is due. The letters themselves are written where the texts are.

use scx_connect::mail::Mailer;
use scx_jobs::{Attempt, Cx, Job, Key, Lane, Run, Stop as Halt, enqueue, enqueue_at};
use scx_kit::Time;
use scx_store::{DbError, Tx};
use serde::{Deserialize, Serialize};

use super::{REBATE, RHYTHM, Stop, sql, stop, stops};
use crate::accounts::{self, PartnerId};
use crate::{Arg, billing, notify};

/// Claims the letter that is due at a moment.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claim {
    /// To whom.
    pub partner: PartnerId,
    /// When it is due.
    pub due: Time,
}

impl Job for Claim {
    const NAME: &'static str = "winback.claim";
    const LANE: Lane = Lane::House;

    fn once(&self) -> Option<Key> {
        Some(Key::of(&[
            &self.partner.to_string(),
            &self.due.0.to_string(),
        ]))
    }
}

impl Run for Claim {
    async fn run(&self, cx: &Cx, _attempt: Attempt) -> Result<(), Halt> {
        let can_mail = cx.service::<Option<Mailer>>().is_some();
        let mut tx = cx.db.begin().await?;
        claim(&mut tx, self.partner, can_mail).await?;
        Ok(tx.commit().await?)
    }
}

/// Claims what nobody has claimed although it is due: a claim that failed for
/// good must not end the rhythm.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sweep {}

impl Job for Sweep {
    const NAME: &'static str = "winback.sweep";
    const LANE: Lane = Lane::House;

    fn once(&self) -> Option<Key> {
        Some(Key("all".to_owned()))
    }
}

impl Run for Sweep {
    async fn run(&self, cx: &Cx, _attempt: Attempt) -> Result<(), Halt> {
        let can_mail = cx.service::<Option<Mailer>>().is_some();
        let now = cx.clock.now();
        for partner in sql::due(&cx.db, now).await? {
            let mut tx = cx.db.begin().await?;
            claim(&mut tx, partner, can_mail).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}

/// Claims one letter: the row moves on, and the letter is queued with it.
async fn claim(tx: &mut Tx, partner: PartnerId, can_mail: bool) -> Result<(), DbError> {
    let now = tx.now();
    let Some(slot) = sql::claim(tx, partner, (now, now + RHYTHM)).await? else {
        // Another process was faster.
        return Ok(());
    };
    let known = match accounts::partner(&mut *tx, partner).await {
        Err(DbError::Missing) => return Ok(()),
        found => found?,
    };
    if let Some(why) = stops(&known) {
        return stop(tx, partner, why).await;
    }
    if slot > super::cap(&mut *tx).await? {
        return stop(tx, partner, Stop::Enough).await;
    }
    if known.mailbox().is_none() {
        return tell_in_bot(tx, partner, now).await;
    }
    let due = now + RHYTHM;
    enqueue_at(tx, &Claim { partner, due }, due).await?;
    if !can_mail {
        // No relay is set: the slot passes.
        return Ok(());
    }
    sql::insert_letter(tx, partner, slot).await?;
    enqueue(tx, &Letter { partner, slot }).await
}

/// Whoever has no proven address is told once, in the bot.
async fn tell_in_bot(tx: &mut Tx, partner: PartnerId, now: Time) -> Result<(), DbError> {
    let until = now + super::COUPON_FOR;
    let code = billing::personal(tx, partner, (REBATE, until)).await?;
    let args = vec![
        ("percent".to_owned(), Arg::Number(REBATE)),
        ("code".to_owned(), Arg::Text(code)),
        ("until".to_owned(), Arg::Day(until.0)),
    ];
    notify::tell(tx, partner, "winback-in-bot", args).await?;
    stop(tx, partner, Stop::ToldInBot).await
}

/// Writes one letter and sends it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Letter {
    /// To whom.
    pub partner: PartnerId,
    /// Which one of theirs.
    pub slot: i64,
}

impl Job for Letter {
    const NAME: &'static str = "winback.letter";
    const LANE: Lane = Lane::Send;

    fn partner(&self) -> Option<String> {
        Some(self.partner.to_string())
    }

    fn once(&self) -> Option<Key> {
        Some(Key::of(&[
            &self.partner.to_string(),
            &self.slot.to_string(),
        ]))
    }
}
