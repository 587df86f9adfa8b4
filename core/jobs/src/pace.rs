//! How much a tick takes on, and how soon the next one follows.
//!
//! Intake goes first: an update that is not stored is not ours yet, while work
//! that waits a second longer loses nothing. And a crowd is worth waiting for:
//! a transaction for fifty jobs costs little more than one for five.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use scx_kit::Millis;

use crate::{Gather, Lane};

/// Updates of this process that wait to be stored, counted from their arrival
/// to their commit.
#[derive(Debug, Default)]
pub struct Arrivals(AtomicUsize);

impl Arrivals {
    /// Counts one until the token is dropped.
    pub fn begin(self: &Arc<Self>) -> Arriving {
        self.0.fetch_add(1, Ordering::Relaxed);
        Arriving(self.clone())
    }

    fn are_a_crowd(&self) -> bool {
        self.0.load(Ordering::Relaxed) >= CROWD_OF_ARRIVALS
    }
}

/// An update on its way into the inbox.
#[derive(Debug)]
#[must_use = "dropping the token ends the count"]
pub struct Arriving(Arc<Arrivals>);

impl Drop for Arriving {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// With this many waiting, intake is behind.
const CROWD_OF_ARRIVALS: usize = 24;

/// Jobs that a tick starts in a lane while intake is behind: work goes on, but
/// slowly.
const TRICKLE: usize = 8;

/// Jobs that a tick starts in a lane at most: with more, everything that they
/// do next would come in one wave, and whoever arrives waits for it to pass.
const WAVE: usize = 64;

/// Jobs in one tick from which on a crowd is expected at the next one.
const CROWD_OF_JOBS: usize = 8;

/// The pace of one engine.
pub(crate) struct Pace {
    gather: Gather,
    arrivals: Arc<Arrivals>,
    last: usize,
}

impl Pace {
    pub(crate) fn new(gather: Gather, arrivals: Arc<Arrivals>) -> Self {
        Self {
            gather,
            arrivals,
            last: 0,
        }
    }

    /// How many jobs of a lane one tick may start. Letters are answers that
    /// are finished, and go out.
    pub(crate) fn most(&self, lane: Lane) -> usize {
        match lane {
            Lane::Send => WAVE,
            _ if self.arrivals.are_a_crowd() => TRICKLE,
            _ => WAVE,
        }
    }

    /// Notes how many jobs a tick has started.
    pub(crate) fn note(&mut self, started: usize) {
        self.last = started;
    }

    /// How long after this tick the next one may follow.
    pub(crate) fn pause(&self) -> Millis {
        if self.arrivals.are_a_crowd() {
            self.gather.behind
        } else if self.last >= CROWD_OF_JOBS {
            self.gather.in_a_crowd
        } else {
            self.gather.usually
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_slows_down_while_intake_is_behind_and_never_stops() {
        let arrivals = Arc::new(Arrivals::default());
        let mut pace = Pace::new(Gather::default(), arrivals.clone());
        assert_eq!(pace.pause(), Millis(5));
        pace.note(CROWD_OF_JOBS);
        assert_eq!(pace.pause(), Millis(20));
        let waiting: Vec<Arriving> = (0..CROWD_OF_ARRIVALS).map(|_| arrivals.begin()).collect();
        assert_eq!((pace.most(Lane::Chat), pace.pause()), (TRICKLE, Millis(50)));
        assert_eq!(pace.most(Lane::Send), WAVE);
        drop(waiting);
        assert_eq!((pace.most(Lane::Chat), pace.pause()), (WAVE, Millis(20)));
    }
}
