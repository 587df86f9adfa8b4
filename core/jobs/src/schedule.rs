//! Rhythms of the house. A rhythm per person is not one of these: there the
//! row stores its next moment.

use std::str::FromStr;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use scx_kit::{Millis, Time};
use scx_store::{DbError, Tx, sql};

use crate::Job;
use crate::enqueue::{NewJob, insert};

scx_store::statements! {
    DUE = "SELECT name, next_at FROM schedule WHERE next_at <= $1 ORDER BY next_at, name";
    MOVE_ON = "UPDATE schedule SET next_at = $3 WHERE name = $1 AND next_at = $2";
    ADD = "INSERT INTO schedule (name, next_at) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
    NAMES = "SELECT name FROM schedule";
    REMOVE = "DELETE FROM schedule WHERE name = $1";
}

/// How often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    /// Each time this span has passed.
    Span(Millis),
    /// A cron expression with seconds, in UTC.
    Cron(&'static str),
}

impl Every {
    /// The first beat after `now`.
    fn next(self, now: Time) -> Time {
        match self {
            Self::Span(span) => now + span,
            Self::Cron(text) => {
                let rhythm = cron::Schedule::from_str(text).expect("schedules are constants");
                DateTime::<Utc>::from_timestamp_millis(now.0)
                    .and_then(|moment| rhythm.after(&moment).next())
                    .map_or(Time(i64::MAX), |beat| Time(beat.timestamp_millis()))
            }
        }
    }
}

/// One rhythm of the registry.
#[derive(Clone)]
pub(crate) struct Scheduled {
    name: &'static str,
    every: Every,
    make: Arc<dyn Fn(Time) -> NewJob + Send + Sync>,
}

impl Scheduled {
    pub(crate) fn new<J: Job>(every: Every, make: fn() -> J) -> Self {
        Self {
            name: J::NAME,
            every,
            make: Arc::new(move |at| NewJob::of(&make(), at)),
        }
    }
}

/// Writes new rhythms down and forgets the ones that the code no longer has.
pub(crate) async fn settle(tx: &mut Tx, schedules: &[Scheduled]) -> Result<(), DbError> {
    let now = tx.now();
    for (name,) in sql(NAMES).all::<(String,)>(&mut *tx).await? {
        if schedules.iter().all(|scheduled| scheduled.name != name) {
            sql(REMOVE).bind(name).execute(&mut *tx).await?;
        }
    }
    for scheduled in schedules {
        sql(ADD)
            .bind(scheduled.name)
            .bind(scheduled.every.next(now))
            .execute(&mut *tx)
            .await?;
    }
    Ok(())
}

/// Enqueues the jobs of every beat that is due. Missed beats are one beat.
pub(crate) async fn beat(tx: &mut Tx, schedules: &[Scheduled]) -> Result<(), DbError> {
    let now = tx.now();
    for (name, next_at) in sql(DUE).bind(now).all::<(String, i64)>(&mut *tx).await? {
        let Some(scheduled) = schedules.iter().find(|scheduled| scheduled.name == name) else {
            continue;
        };
        // Another process may have moved it on already.
        let moved = sql(MOVE_ON)
            .bind(&name)
            .bind(next_at)
            .bind(scheduled.every.next(now))
            .execute(&mut *tx)
            .await?;
        if moved > 0 {
            insert(tx, vec![(scheduled.make)(now)]).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cron_beat_is_the_next_one_in_utc() {
        let midnight = Every::Cron("0 0 0 * * *").next(Time(1_000));
        assert_eq!(midnight, Time(86_400_000));
        assert_eq!(Every::Span(Millis::secs(5)).next(Time(1)), Time(5_001));
    }
}
