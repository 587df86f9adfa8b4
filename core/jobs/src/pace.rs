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
pub struct Arrivals {
    waiting: AtomicUsize,
    crowds: AtomicUsize,
}

impl Arrivals {
    /// Counts one until the token is dropped.
    pub fn begin(self: &Arc<Self>) -> Arriving {
        if self.waiting.fetch_add(1, Ordering::Relaxed) >= CROWD_OF_ARRIVALS {
            self.crowds.fetch_add(1, Ordering::Relaxed);
        }
        Arriving(self.clone())
    }
}

/// An update on its way into the inbox.
#[derive(Debug)]
#[must_use = "dropping the token ends the count"]
pub struct Arriving(Arc<Arrivals>);

impl Drop for Arriving {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Who finds this many waiting has met a crowd: intake is behind. More than a
/// wave of answers, because customers who were answered together write together.
const CROWD_OF_ARRIVALS: usize = 48;

/// Jobs that a tick starts in a lane while intake is behind: work goes on, but
/// slowly.
const TRICKLE: usize = 8;

/// Jobs that a tick starts in a lane at most: with more, everything that they
/// do next would come in one wave, and whoever arrives waits for it to pass.
const WAVE: usize = 32;

/// Jobs in one tick from which on a crowd is expected at the next one.
const CROWD_OF_JOBS: usize = 8;

/// The pace of one engine.
pub(crate) struct Pace {
    gather: Gather,
    arrivals: Arc<Arrivals>,
    crowds: usize,
    is_behind: bool,
    last: usize,
}

impl Pace {
    pub(crate) fn new(gather: Gather, arrivals: Arc<Arrivals>) -> Self {
        Self {
            gather,
            arrivals,
            crowds: 0,
            is_behind: false,
            last: 0,
        }
    }

    /// Looks whether anybody met a crowd since the last look. How many wait at
    /// this very moment says little: a commit lets all of them go at once.
    pub(crate) fn look(&mut self) {
        let crowds = self.arrivals.crowds.load(Ordering::Relaxed);
        self.is_behind = crowds != self.crowds;
        self.crowds = crowds;
    }

    /// How many jobs of a lane one tick may start. Letters are answers that
    /// are finished, and go out.
    pub(crate) fn most(&self, lane: Lane) -> usize {
        match lane {
            Lane::Send => WAVE,
            _ if self.is_behind => TRICKLE,
            _ => WAVE,
        }
    }

    /// Notes how many jobs a tick has started.
    pub(crate) fn note(&mut self, started: usize) {
        self.last = started;
    }

    /// How long after this tick the next one may follow.
    pub(crate) fn pause(&self) -> Millis {
        if self.is_behind {
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
        assert_eq!(pace.pause(), Millis(15));
        let waiting: Vec<Arriving> = (0..=CROWD_OF_ARRIVALS).map(|_| arrivals.begin()).collect();
        drop(waiting);
        pace.look();
        assert_eq!((pace.most(Lane::Chat), pace.pause()), (TRICKLE, Millis(50)));
        assert_eq!(pace.most(Lane::Send), WAVE);
        pace.look();
        assert_eq!((pace.most(Lane::Chat), pace.pause()), (WAVE, Millis(15)));
    }
}
