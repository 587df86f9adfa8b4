//! What a job is.

use std::future::Future;

use scx_kit::{Busy, Millis, Time};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::sync::mpsc;

use crate::{Bucket, Cx, Lane, Priority};

/// A text that stands for "the same": the same work, or the same queue.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key(pub String);

impl Key {
    /// Joins the parts with `|`, which no id contains.
    pub fn of(parts: &[&str]) -> Self {
        Self(parts.join("|"))
    }
}

/// A kind of work. The struct holds ids, never secrets: it is stored as JSON.
pub trait Job: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Stable name, stored with every row.
    const NAME: &'static str;
    /// The lane it runs in.
    const LANE: Lane;
    /// Its place within the lane.
    const PRIORITY: Priority = Priority::Normal;
    /// While it waits for another attempt, nothing else of its order key runs.
    const HOLDS_ITS_KEY: bool = false;

    /// Who is served: the least served partner goes first.
    fn partner(&self) -> Option<String> {
        None
    }

    /// Never queued twice; while its twin runs, it runs once more afterwards.
    fn once(&self) -> Option<Key> {
        None
    }

    /// What must run one at a time, in the order of enqueueing.
    fn in_order(&self) -> Option<Key> {
        None
    }

    /// The vendor's bucket that a run draws from, over all processes.
    fn bucket(&self) -> Option<Bucket> {
        None
    }
}

/// A job that does its work one by one.
pub trait Run: Job {
    /// Does the work. It may run more than once, so it must be idempotent.
    fn run(&self, cx: &Cx, attempt: Attempt) -> impl Future<Output = Result<(), Stop>> + Send;
}

/// A job that does its work many at a time, because one statement for sixty
/// rows costs little more than for one.
pub trait Batch: Job {
    /// Does the work of all tickets and finishes each as soon as it is done.
    fn run_many(cx: &Cx, tickets: Vec<Ticket<Self>>) -> impl Future<Output = ()> + Send
    where
        Self: Sized;
}

/// Which attempt this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// 1 for the first.
    pub number: i64,
    /// A failure now is final.
    pub is_last: bool,
}

/// Why a job stopped before its end. The place of the failure chooses.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Stop {
    /// Try again after `pause`, or after the lane's own growing pause.
    #[error("{why}")]
    Again {
        /// For the log and the list of jobs.
        why: String,
        /// An own pause.
        pause: Option<Millis>,
    },
    /// Not before `until`; this attempt does not count.
    #[error("{why}")]
    Wait {
        /// When to come back.
        until: Time,
        /// For the log and the list of jobs.
        why: String,
    },
    /// No attempt will help.
    #[error("{0}")]
    GiveUp(String),
}

impl Stop {
    /// Try again after the lane's pause.
    pub fn again(why: impl ToString) -> Self {
        Self::Again {
            why: why.to_string(),
            pause: None,
        }
    }
}

impl From<scx_store::DbError> for Stop {
    fn from(error: scx_store::DbError) -> Self {
        Self::again(error)
    }
}

/// One claimed job of a batch. Dropping it unfinished (a panic, a deadline) is
/// a failed attempt.
#[derive(Debug)]
pub struct Ticket<J> {
    /// The job.
    pub job: J,
    /// Which attempt this is.
    pub attempt: Attempt,
    /// When the draw from the job's bucket begins: now, or very soon.
    pub slot_at: Option<Time>,
    pub(crate) receipt: Receipt,
}

impl<J> Ticket<J> {
    /// Ends the work on this job.
    pub fn finish(self, outcome: Result<(), Stop>) {
        self.receipt.hand_in(outcome);
    }
}

/// The right to acknowledge one claimed row, used exactly once.
#[derive(Debug)]
pub(crate) struct Receipt {
    pub(crate) row: ClaimedRow,
    pub(crate) acks: mpsc::Sender<Ack>,
    pub(crate) busy: Option<Busy>,
    pub(crate) is_handed_in: bool,
}

/// What the engine must remember of a claimed row to acknowledge it.
#[derive(Clone, Debug)]
pub(crate) struct ClaimedRow {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) lane: Lane,
    pub(crate) attempt: Attempt,
    pub(crate) order_key: Option<String>,
    pub(crate) slot_at: Option<Time>,
    pub(crate) holds_its_key: bool,
}

/// A finished attempt; the token keeps the work counted until it is written.
#[derive(Debug)]
pub(crate) struct Ack {
    pub(crate) row: ClaimedRow,
    pub(crate) outcome: Result<(), Stop>,
    pub(crate) _busy: Option<Busy>,
}

impl Receipt {
    pub(crate) fn hand_in(mut self, outcome: Result<(), Stop>) {
        self.send(outcome);
    }

    fn send(&mut self, outcome: Result<(), Stop>) {
        self.is_handed_in = true;
        let ack = Ack {
            row: self.row.clone(),
            outcome,
            _busy: self.busy.take(),
        };
        // The channel holds one place per slot of every lane, so it is never
        // full; when the engine is gone, the lease runs out instead.
        if self.acks.try_send(ack).is_err() {
            tracing::warn!(job.id = %self.row.id, "an acknowledgement was lost; the lease will expire");
        }
    }
}

impl Drop for Receipt {
    fn drop(&mut self) {
        if !self.is_handed_in {
            self.send(Err(Stop::again(
                "stopped without a result: a panic or the deadline",
            )));
        }
    }
}
