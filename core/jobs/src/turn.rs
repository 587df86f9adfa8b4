//! Fairness: the line in which the partners of a lane stand.
//!
//! The line is remembered by each process for itself: a turn written with
//! every job would cost two statements a message, and make the transactions of
//! one partner wait for each other. What a restart forgets is at most the
//! order among the backlog of one partner.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use scx_kit::Time;
use scx_store::Tx;

use crate::enqueue::NewJob;

/// What a job costs its partner in the line.
const TURN_MS: i64 = 100;

/// Above this many places, those that no longer matter are forgotten.
const MOST_PLACES: usize = 4_096;

/// The last turn given to each partner in each lane.
#[derive(Debug, Default)]
struct Turns(Mutex<HashMap<(&'static str, String), i64>>);

/// Gives every job its turn: jobs without a partner go by their due time.
pub(crate) fn take(tx: &Tx, jobs: &[NewJob]) -> Vec<i64> {
    let now = tx.now();
    let turns = tx.memory::<Turns>();
    let mut last = turns.0.lock().unwrap_or_else(PoisonError::into_inner);
    if last.len() > MOST_PLACES {
        last.retain(|_, turn| *turn + TURN_MS > now.0);
    }
    let turn = |job: &NewJob| {
        let Some(partner) = &job.partner else {
            return job.run_at.0;
        };
        let place = (job.lane.name(), partner.clone());
        next(last.entry(place).or_insert(i64::MIN / 2), job.run_at, now)
    };
    jobs.iter().map(turn).collect()
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
