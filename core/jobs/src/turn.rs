//! Fairness: the line in which the partners of a lane stand.

use std::collections::BTreeMap;

use scx_kit::Time;
use scx_store::{DbError, Many, Tx, Value, many};

use crate::enqueue::NewJob;

/// What a job costs its partner in the line.
const TURN_MS: i64 = 100;

const TURNS: Many = many(
    "SELECT lane, partner, turn FROM job_turn WHERE (lane, partner) IN (VALUES",
    "($, $)",
    ")",
);
const TAKE: Many = many(
    "INSERT INTO job_turn (lane, partner, turn) VALUES",
    "($, $, $)",
    "ON CONFLICT (lane, partner) DO UPDATE SET turn = excluded.turn",
);

/// The statements of this module, with one row.
pub(crate) fn statements() -> Vec<&'static str> {
    [TURNS, TAKE].map(|many| many.text(1)).to_vec()
}

/// Gives every job its turn: jobs without a partner go by their due time.
pub(crate) async fn take(tx: &mut Tx, jobs: &[NewJob]) -> Result<Vec<i64>, DbError> {
    // Sorted, so that two transactions never wait for each other's rows.
    let mut last: BTreeMap<(&str, &str), i64> = jobs
        .iter()
        .filter_map(|job| Some((place(job)?, i64::MIN / 2)))
        .collect();
    let row = |(lane, partner): (&str, &str)| vec![Value::from(lane), partner.into()];
    let keys = last.keys().copied().map(row).collect();
    let known = TURNS.all::<(String, String, i64)>(&mut *tx, keys).await?;
    for (lane, partner, turn) in &known {
        if let Some(last) = last.get_mut(&(lane.as_str(), partner.as_str())) {
            *last = *turn;
        }
    }
    let now = tx.now();
    let mut turns = Vec::with_capacity(jobs.len());
    for job in jobs {
        let last = place(job).and_then(|place| last.get_mut(&place));
        turns.push(last.map_or(job.run_at.0, |last| next(last, job.run_at, now)));
    }
    let rows = last
        .into_iter()
        .map(|(place, turn)| [row(place), vec![turn.into()]].concat())
        .collect();
    TAKE.execute(tx, rows).await?;
    Ok(turns)
}

fn place(job: &NewJob) -> Option<(&'static str, &str)> {
    Some((job.lane.name(), job.partner.as_deref()?))
}

/// Moves a partner's line on. A delayed job stands in it with today's place,
/// moved to its due time; else a reminder for next week would send everything
/// that its partner needs today to the end of the line.
fn next(last: &mut i64, run_at: Time, now: Time) -> i64 {
    let begins = run_at.min(now);
    *last = begins.0.max(*last + TURN_MS);
    *last + (run_at - begins).0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delayed_job_does_not_push_its_partners_line_into_the_future() {
        let mut last = i64::MIN / 2;
        assert_eq!(next(&mut last, Time(1_000), Time(1_000)), 1_000);
        assert_eq!(next(&mut last, Time(1_000), Time(1_000)), 1_100);
        assert_eq!(next(&mut last, Time(900_000), Time(1_000)), 900_200);
        assert_eq!(next(&mut last, Time(1_000), Time(1_000)), 1_300);
        assert_eq!(next(&mut last, Time(5_000), Time(5_000)), 5_000);
    }
}
