//! The house's figures: how many partners there are, what their customers write,
//! what comes in and what it costs, day by day in Tashkent's time.
//!
//! A day that is over is kept as numbers, which nobody's leaving changes; today
//! is counted when somebody looks.

mod model;
mod sql;

use scx_jobs::{Attempt, Cx, Every, Job, Key, Lane, Registry, Run, Stop};
use scx_kit::Time;
use scx_store::{DbError, On, Tx};
use serde::{Deserialize, Serialize};

pub use model::{DAY, Day, Figure, HALF, NEARLY_ALL, mean, together};

use crate::accounts::{self, Group};
use crate::chat::midnight;
use crate::{Error, Parts};

/// Days that are made good after a downtime.
const MOST_MISSED: i64 = 40;

/// What this capability hands to the composition root.
pub fn parts() -> Parts {
    Parts {
        registry: Registry::default()
            .job::<CloseDays>()
            // Five minutes after midnight in Tashkent.
            .every::<CloseDays>(Every::Cron("0 5 19 * * *"), || CloseDays {}),
        statements: sql::statements(),
        ..Parts::default()
    }
}

/// Keeps the figures of the days that are over.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CloseDays {}

impl Job for CloseDays {
    const NAME: &'static str = "statistics.close_days";
    const LANE: Lane = Lane::House;

    fn once(&self) -> Option<Key> {
        Some(Key(String::new()))
    }
}

impl Run for CloseDays {
    async fn run(&self, cx: &Cx, _attempt: Attempt) -> Result<(), Stop> {
        loop {
            let mut tx = cx.db.begin().await?;
            let today = midnight(tx.now());
            let yesterday = today - DAY;
            let first = match sql::last_day(&mut tx).await? {
                Some(last) => (last + DAY).max(Time(today.0 - DAY.0 * MOST_MISSED)),
                None => yesterday,
            };
            if first > yesterday {
                return Ok(());
            }
            let day = counted(&mut tx, first).await?;
            sql::keep(&mut tx, &day).await?;
            tx.commit().await?;
        }
    }
}

/// The last days that are over, oldest first.
///
/// # Errors
/// [`DbError`].
pub async fn past(tx: &mut Tx, count: i64) -> Result<Vec<Day>, DbError> {
    let today = midnight(tx.now());
    let from = Time(today.0 - DAY.0 * count);
    sql::days(tx, (from, today)).await
}

/// Today, as far as it has come.
///
/// # Errors
/// A fault of the database.
pub async fn today(tx: &mut Tx) -> Result<Day, Error> {
    let today = midnight(tx.now());
    counted(tx, today).await
}

/// Counts the day that begins at a midnight. How things stand is counted now.
async fn counted(tx: &mut Tx, at: Time) -> Result<Day, Error> {
    let span = (at, at + DAY);
    let now = tx.now();
    let mut day = Day::new(at);
    let tallies = accounts::tallies(&mut *tx, now).await?;
    for group in Group::ALL {
        day.add(Figure::Partners, group.name(), tallies.of(group));
    }
    for sql::Tally(channel, language, author, action, count, failed, cost) in
        sql::messages(tx, span).await?
    {
        day.add(Figure::AiCost, "", cost);
        if author == "customer" {
            day.add(Figure::Messages, &channel, count);
            day.add(Figure::Languages, &language, count);
        } else {
            day.add(Figure::Sent, "", count);
            day.add(Figure::Undelivered, "", failed);
        }
        if action == "answer" {
            day.add(Figure::Answers, "", count);
        }
    }
    for (channel, count) in sql::conversations(tx, span).await? {
        day.add(Figure::Conversations, &channel, count);
    }
    let [half, nearly_all] = sql::took(tx, span, [50, 95]).await?;
    day.add(Figure::Took, HALF, half);
    day.add(Figure::Took, NEARLY_ALL, nearly_all);
    day.add(Figure::Registered, "", sql::registered(tx, span).await?);
    day.add(Figure::Knowledge, "", sql::knowledge(tx).await?);
    day.add(Figure::Revenue, "", sql::revenue(tx, span).await?);
    day.add(Figure::Monthly, "", sql::monthly(tx, now).await?);
    let ended = (at, (at + DAY).min(now));
    day.add(Figure::Lapsed, "", sql::lapsed(tx, ended).await?);
    Ok(day)
}

/// Whether an admin wants no figures in the morning.
///
/// # Errors
/// [`DbError`].
pub async fn is_muted(on: impl Into<On<'_>>, admin: i64) -> Result<bool, DbError> {
    sql::is_muted(on, admin).await
}

/// Whether an admin gets the figures every morning.
///
/// # Errors
/// [`DbError`].
pub async fn set_muted(tx: &mut Tx, admin: i64, is: bool) -> Result<(), DbError> {
    sql::set_muted(tx, admin, is).await
}
