//! How far the work is behind: what waits, and since when.

use scx_kit::{Meter, Meters, Millis, Time};
use scx_store::{DbError, On, sql};

use crate::Lane;

const INBOX_WAITING: Meter = Meter::level(
    "scx_inbox_waiting",
    "Updates that are stored and not handled.",
);
const INBOX_LAG: Meter = Meter::level(
    "scx_inbox_lag_seconds",
    "Age of the oldest update that is not handled.",
);
const OUTBOX_WAITING: Meter = Meter::level("scx_outbox_waiting", "Messages that are not sent.");
const OUTBOX_LAG: Meter = Meter::level(
    "scx_outbox_lag_seconds",
    "Age of the oldest message that is not sent.",
);
const JOBS: Meter = Meter::level("scx_jobs", "Jobs by lane and state.");
const JOBS_LAG: Meter = Meter::level(
    "scx_jobs_lag_seconds",
    "How long the oldest ready job of a lane is due.",
);

/// The meters of this crate.
pub(crate) const METERS: &[Meter] = &[
    INBOX_WAITING,
    INBOX_LAG,
    OUTBOX_WAITING,
    OUTBOX_LAG,
    JOBS,
    JOBS_LAG,
];

/// The states that a job can have.
const STATES: [&str; 5] = ["later", "ready", "blocked", "running", "dead"];

scx_store::statements! {
    INBOX = "SELECT COUNT(*), MIN(received_at) FROM inbox WHERE is_handled = FALSE";
    OUTBOX = "SELECT COUNT(*), MIN(created_at) FROM outbox";
    /// One arm for each state, because each state has an index of its own.
    BY_LANE = "SELECT lane, 'later', COUNT(*), MIN(run_at) FROM job WHERE state = 'later' GROUP BY lane
        UNION ALL SELECT lane, 'ready', COUNT(*), MIN(run_at) FROM job WHERE state = 'ready' GROUP BY lane
        UNION ALL SELECT lane, 'blocked', COUNT(*), MIN(run_at) FROM job WHERE state = 'blocked' GROUP BY lane
        UNION ALL SELECT lane, 'running', COUNT(*), MIN(run_at) FROM job WHERE state = 'running' GROUP BY lane
        UNION ALL SELECT lane, 'dead', COUNT(*), MIN(run_at) FROM job WHERE state = 'dead' GROUP BY lane";
}

/// A queue of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// How many wait.
    pub waiting: i64,
    /// For how long the oldest has waited; zero when nothing waits.
    pub lag: Millis,
}

/// What waits in the whole product.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lags {
    /// Updates that are not handled.
    pub inbox: Queue,
    /// Messages that are not sent.
    pub outbox: Queue,
    /// Due jobs by lane.
    pub ready: Vec<(Lane, Queue)>,
    /// Jobs by lane and state.
    counts: Vec<(Lane, &'static str, i64)>,
}

impl Lags {
    /// Reads all of it at `now`.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn read(on: impl Into<On<'_>>, now: Time) -> Result<Self, DbError> {
        let mut on = on.into();
        let by_lane = sql(BY_LANE).all::<(String, String, i64, i64)>(on.again());
        let rows = by_lane.await?;
        let of = |lane: Lane, state: &str| {
            let row = rows
                .iter()
                .find(|(in_lane, is, ..)| in_lane == lane.name() && is == state);
            row.map_or((0, None), |(_, _, count, oldest)| (*count, Some(*oldest)))
        };
        let in_all_states = |lane| STATES.map(|state| (lane, state, of(lane, state).0));
        Ok(Self {
            inbox: queue(sql(INBOX).one(on.again()).await?, now),
            outbox: queue(sql(OUTBOX).one(on.again()).await?, now),
            ready: Lane::ALL
                .map(|lane| (lane, queue(of(lane, "ready"), now)))
                .to_vec(),
            counts: Lane::ALL.into_iter().flat_map(in_all_states).collect(),
        })
    }

    /// Jobs of a lane in one of the states in which one can be.
    pub fn count(&self, lane: Lane, state: &str) -> i64 {
        let counts = self.counts.iter();
        let of = counts.filter(|(of, is, _)| *of == lane && *is == state);
        of.map(|(_, _, count)| count).sum()
    }

    /// Jobs that were given up.
    pub fn dead(&self) -> i64 {
        let dead = self.counts.iter().filter(|(_, state, _)| *state == "dead");
        dead.map(|(_, _, count)| count).sum()
    }

    /// Writes all of it down.
    pub fn measure(&self, meters: &Meters) {
        meters.set(&INBOX_WAITING, &[], number(self.inbox.waiting));
        meters.set(&INBOX_LAG, &[], seconds(self.inbox.lag));
        meters.set(&OUTBOX_WAITING, &[], number(self.outbox.waiting));
        meters.set(&OUTBOX_LAG, &[], seconds(self.outbox.lag));
        for (lane, queue) in &self.ready {
            meters.set(&JOBS_LAG, &[("lane", lane.name())], seconds(queue.lag));
        }
        for (lane, state, count) in &self.counts {
            let labels = [("lane", lane.name()), ("state", *state)];
            meters.set(&JOBS, &labels, number(*count));
        }
    }
}

fn queue((waiting, oldest): (i64, Option<i64>), now: Time) -> Queue {
    let age = oldest.map_or(Millis(0), |at| now - Time(at));
    Queue {
        waiting,
        lag: age.max(Millis(0)),
    }
}

fn number(count: i64) -> f64 {
    count as f64
}

fn seconds(span: Millis) -> f64 {
    number(span.0) / 1_000.0
}
