//! Work that rests: of a lane, or of one partner. Nothing of it is claimed until it
//! goes on; what runs already ends as usual.
//!
//! A partner's work is what their shop does: answers, products, files. They still hear
//! from the house, and an account that was closed is still erased.

use scx_kit::Time;
use scx_store::{DbError, On, Tx, sql};

use crate::Lane;

/// What a ready job of the table `job` must fulfil to be claimed. The house's own
/// updates and messages never rest, or nobody could let the others go on.
macro_rules! goes_on {
    () => {
        " AND NOT EXISTS (SELECT 1 FROM job_pause WHERE (job_pause.what = 'lane' AND job_pause.name = job.lane
            AND (job.partner IS NOT NULL OR job.lane NOT IN ('chat', 'send')))
            OR (job_pause.what = 'partner' AND job_pause.name = job.partner
                AND job.lane IN ('chat', 'publish', 'media')))"
    };
}
pub(crate) use goes_on;

scx_store::statements! {
    PAUSE = "INSERT INTO job_pause (what, name, since) VALUES ($1, $2, $3) ON CONFLICT (what, name) DO NOTHING";
    RESUME = "DELETE FROM job_pause WHERE what = $1 AND name = $2";
    PAUSED = "SELECT what, name, since FROM job_pause ORDER BY what, name";
}

/// Whose work rests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paused {
    /// That of a lane, for all partners.
    Lane(Lane),
    /// That of one partner: answers, products, files.
    Partner(String),
}

impl Paused {
    fn parts(&self) -> (&'static str, &str) {
        match self {
            Self::Lane(lane) => ("lane", lane.name()),
            Self::Partner(partner) => ("partner", partner),
        }
    }
}

/// Lets work rest. False when it rests already.
///
/// # Errors
/// [`DbError`].
pub async fn pause(tx: &mut Tx, whose: &Paused) -> Result<bool, DbError> {
    let (what, name) = whose.parts();
    let now = tx.now();
    let pause = sql(PAUSE).bind(what).bind(name).bind(now);
    Ok(pause.execute(tx).await? > 0)
}

/// Lets work go on. False when it does not rest.
///
/// # Errors
/// [`DbError`].
pub async fn resume(tx: &mut Tx, whose: &Paused) -> Result<bool, DbError> {
    let (what, name) = whose.parts();
    let resumed = sql(RESUME).bind(what).bind(name).execute(&mut *tx).await?;
    tx.ring_after_commit();
    Ok(resumed > 0)
}

/// What rests, and since when.
///
/// # Errors
/// [`DbError`].
pub async fn paused(on: impl Into<On<'_>>) -> Result<Vec<(Paused, Time)>, DbError> {
    let rows = sql(PAUSED).all::<(String, String, i64)>(on).await?;
    let known = rows.into_iter().filter_map(|(what, name, since)| {
        let whose = match what.as_str() {
            // A lane of another version is none of ours.
            "lane" => Paused::Lane(Lane::from_name(&name)?),
            _ => Paused::Partner(name),
        };
        Some((whose, Time(since)))
    });
    Ok(known.collect())
}
