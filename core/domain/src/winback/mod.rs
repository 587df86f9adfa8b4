//! Winning back whose trial ended without a plan: an offer every 54 hours.
//!
//! 54 hours are no cron expression, so the row stores when the next letter may
//! be claimed, and a job waits for that moment. A claim moves the row on, and so does
//! every try of the letter, both committed before any server is called; a letter
//! whose sending was cut off is unknown and is not sent again. So there is at most
//! one letter a slot, one after a downtime, and 54 hours after whatever may be out.

mod jobs;
mod sql;

use scx_jobs::{Every, Job, Registry, enqueue_at};
use scx_kit::{Millis, Time};
use scx_store::{DbError, On, Tx};

pub use jobs::{Claim, Letter, Sweep};

use crate::accounts::{self, Partner, PartnerId, State};
use crate::admins::{Permit, Right};
use crate::audit::{self, Act};
use crate::{Error, Parts, Refusal, billing};

/// How far apart the letters are.
pub const RHYTHM: Millis = Millis::hours(54);
/// The rebate of the personal coupon, in hundredths.
pub const REBATE: i64 = 10;
/// Letters to one partner at most, where no admin has said otherwise.
pub const MOST_LETTERS: i64 = 12;
/// The largest cap that can be set: a year of letters.
pub const HIGHEST_CAP: i64 = 162;
/// How long the coupon of a letter is good for.
const COUPON_FOR: Millis = Millis::days(7);
/// Letters and digits of the word that unsubscribes.
const WORD: usize = 32;

/// What this capability hands to the composition root.
pub fn parts() -> Parts {
    Parts {
        registry: Registry::default()
            .job::<Claim>()
            .job::<Sweep>()
            .every::<Sweep>(Every::Span(Millis::hours(1)), || Sweep {}),
        statements: sql::ALL.to_vec(),
        holdings: sql::HOLDINGS.to_vec(),
        ..Parts::default()
    }
}

/// Why no letter is written any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// There is, or was, a plan.
    HasPlan,
    /// Banned.
    Banned,
    /// Logged out or closed.
    Left,
    /// One click.
    Unsubscribed,
    /// Nobody has the address.
    DeadAddress,
    /// There were enough.
    Enough,
    /// Told in the bot, for want of an address.
    ToldInBot,
}

impl Stop {
    fn name(self) -> &'static str {
        match self {
            Self::HasPlan => "plan",
            Self::Banned => "banned",
            Self::Left => "left",
            Self::Unsubscribed => "unsubscribed",
            Self::DeadAddress => "dead",
            Self::Enough => "enough",
            Self::ToldInBot => "told",
        }
    }
}

/// Begins when a trial has ended: the first letter is due 54 hours later.
///
/// # Errors
/// [`DbError`].
pub async fn begin(tx: &mut Tx, partner: PartnerId, trial_ended_at: Time) -> Result<(), DbError> {
    let token = tx.entropy().word(WORD);
    let due = trial_ended_at + RHYTHM;
    if sql::insert(tx, partner, (&token, due)).await? {
        enqueue_at(tx, &Claim { partner, due }, due).await?;
    }
    Ok(())
}

/// A letter that is about to be sent: to whom, and what stands in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// To whom.
    pub partner: Partner,
    /// The address.
    pub to: String,
    /// The personal coupon.
    pub coupon: String,
    /// Until when it is good.
    pub coupon_until: Time,
    /// The word of the link that unsubscribes.
    pub token: String,
}

/// Takes a claimed letter up, for the one attempt that may reach a server. None
/// where it is not to be sent: the partner no longer fits, a later slot has
/// begun, or an earlier attempt was cut off.
///
/// # Errors
/// [`DbError`].
pub async fn take_up(tx: &mut Tx, partner: PartnerId, slot: i64) -> Result<Option<Draft>, DbError> {
    let Some((token, next_at)) = sql::of(&mut *tx, partner).await? else {
        return Ok(None);
    };
    let taken_up = sql::move_letter(tx, (partner, slot), ("claimed", "trying"), None);
    if taken_up.await?.is_none() {
        // Cut off in the middle: it may be out. The try has moved the row on.
        settle(tx, partner, slot, "unknown").await?;
        let due = next_at;
        enqueue_at(tx, &Claim { partner, due }, due).await?;
        return Ok(None);
    }
    let person = match accounts::partner(&mut *tx, partner).await {
        Err(DbError::Missing) => return Ok(None),
        found => found?,
    };
    if let Some(why) = stops(&person) {
        stop(tx, partner, why).await?;
    }
    let Some(to) = person.mailbox().map(str::to_owned) else {
        settle(tx, partner, slot, "skipped").await?;
        return Ok(None);
    };
    let now = tx.now();
    // While it is under way nothing else is claimed, and 54 hours are kept from
    // the last moment at which it can be taken, also where this process dies.
    let next_at = now + RHYTHM + Letter::LANE.deadline();
    if !sql::move_on(tx, (partner, slot), next_at).await? {
        settle(tx, partner, slot, "skipped").await?;
        return Ok(None);
    }
    let coupon_until = now + COUPON_FOR;
    let coupon = billing::personal(tx, partner, (REBATE, coupon_until)).await?;
    Ok(Some(Draft {
        partner: person,
        to,
        coupon,
        coupon_until,
        token,
    }))
}

/// Why a partner gets no letter.
fn stops(partner: &Partner) -> Option<Stop> {
    if partner.state == State::Banned {
        Some(Stop::Banned)
    } else if partner.tier.is_some() {
        Some(Stop::HasPlan)
    } else if partner.chat().is_none() {
        Some(Stop::Left)
    } else {
        None
    }
}

/// Takes note of what became of a letter.
///
/// # Errors
/// [`DbError`].
pub async fn settle(
    tx: &mut Tx,
    partner: PartnerId,
    slot: i64,
    outcome: &str,
) -> Result<(), DbError> {
    let now = tx.now();
    sql::move_letter(tx, (partner, slot), ("trying", outcome), Some(now)).await?;
    Ok(())
}

/// A letter is out, or may be: the next one comes 54 hours from now, also where
/// this one was late in its slot.
///
/// # Errors
/// [`DbError`].
pub async fn is_out(
    tx: &mut Tx,
    partner: PartnerId,
    slot: i64,
    outcome: &str,
) -> Result<(), DbError> {
    settle(tx, partner, slot, outcome).await?;
    let due = tx.now() + RHYTHM;
    next_comes(tx, partner, slot, due).await
}

async fn next_comes(tx: &mut Tx, partner: PartnerId, slot: i64, due: Time) -> Result<(), DbError> {
    if sql::move_on(tx, (partner, slot), due).await? {
        enqueue_at(tx, &Claim { partner, due }, due).await?;
    }
    Ok(())
}

/// A letter that was certainly not taken may be tried again within its slot.
///
/// # Errors
/// [`DbError`].
pub async fn put_back(tx: &mut Tx, partner: PartnerId, slot: i64) -> Result<(), DbError> {
    let back = sql::move_letter(tx, (partner, slot), ("trying", "claimed"), None);
    let claimed_at = back.await?;
    keeps_rhythm(tx, partner, slot, claimed_at).await
}

/// A letter was refused for good: the next one comes as if it had not been tried.
///
/// # Errors
/// [`DbError`].
pub async fn refuse(
    tx: &mut Tx,
    partner: PartnerId,
    slot: i64,
    outcome: &str,
) -> Result<(), DbError> {
    let now = tx.now();
    let ended = sql::move_letter(tx, (partner, slot), ("trying", outcome), Some(now));
    let claimed_at = ended.await?;
    keeps_rhythm(tx, partner, slot, claimed_at).await
}

/// The try did not count: the next letter is due by the claim of this one.
async fn keeps_rhythm(
    tx: &mut Tx,
    partner: PartnerId,
    slot: i64,
    claimed_at: Option<Time>,
) -> Result<(), DbError> {
    match claimed_at {
        Some(at) => next_comes(tx, partner, slot, at + RHYTHM).await,
        None => Ok(()),
    }
}

/// Writes to a partner no more.
///
/// # Errors
/// [`DbError`].
pub async fn stop(tx: &mut Tx, partner: PartnerId, why: Stop) -> Result<(), DbError> {
    sql::stop(tx, partner, why.name()).await
}

/// Whether a text may be the word of a letter, so that nothing else is looked up.
pub fn is_word(text: &str) -> bool {
    text.len() == WORD && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Unsubscribes whoever a word belongs to; whether there is such a word is told
/// to nobody.
///
/// # Errors
/// [`DbError`].
pub async fn unsubscribe(tx: &mut Tx, token: &str) -> Result<(), DbError> {
    if let Some(partner) = sql::by_token(&mut *tx, token).await? {
        stop(tx, partner, Stop::Unsubscribed).await?;
    }
    Ok(())
}

/// How many letters a partner gets at most.
///
/// # Errors
/// [`DbError`].
pub async fn cap(on: impl Into<On<'_>>) -> Result<i64, DbError> {
    Ok(sql::cap(on).await?.unwrap_or(MOST_LETTERS))
}

/// Sets how many letters a partner gets at most; 0 writes to nobody. It holds
/// from the next letter on.
///
/// # Errors
/// A refusal for a number that cannot be.
pub async fn set_cap(tx: &mut Tx, permit: &Permit, most: i64) -> Result<(), Error> {
    let author = permit.of(Right::SetPrices)?.author();
    if !(0..=HIGHEST_CAP).contains(&most) {
        let refusal = Refusal::new("winback-cap-wrong").with("most", HIGHEST_CAP);
        return Err(refusal.into());
    }
    let before = cap(&mut *tx).await?;
    sql::set_cap(tx, most).await?;
    let act = Act {
        act: "winback.capped",
        before: before.to_string(),
        after: most.to_string(),
        ..Act::default()
    };
    Ok(audit::write(tx, &author, act).await?)
}

/// How many letters came to which outcome since a moment.
///
/// # Errors
/// [`DbError`].
pub async fn told(on: impl Into<On<'_>>, since: Time) -> Result<Vec<(String, i64)>, DbError> {
    sql::told(on, since).await
}

/// Every letter of a partner: slot and what became of it.
///
/// # Errors
/// [`DbError`].
pub async fn letters(
    on: impl Into<On<'_>>,
    partner: PartnerId,
) -> Result<Vec<(i64, String, Time)>, DbError> {
    sql::letters(on, partner).await
}
