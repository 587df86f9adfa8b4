//! Which job kinds this process can run, and which schedules it keeps.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;

use futures_util::future::BoxFuture;

use crate::job::Receipt;
use crate::schedule::{Every, Scheduled};
use crate::{Attempt, Batch, Cx, Job, Run, Stop, Ticket};

/// One claimed row on its way to its runner.
pub(crate) struct Claimed {
    pub(crate) payload: String,
    pub(crate) receipt: Receipt,
}

pub(crate) type Runner = Arc<dyn Fn(Cx, Vec<Claimed>) -> BoxFuture<'static, ()> + Send + Sync>;

#[derive(Clone)]
pub(crate) struct Registered {
    pub(crate) runner: Runner,
    /// Rows handed over in one call.
    pub(crate) batch: usize,
    pub(crate) holds_its_key: bool,
}

const BATCH: usize = 64;

/// The job kinds and schedules of the product, put together by `parts()` of
/// each capability.
#[derive(Clone, Default)]
pub struct Registry {
    pub(crate) kinds: BTreeMap<&'static str, Registered>,
    pub(crate) schedules: Vec<Scheduled>,
}

impl Registry {
    /// Registers a job that runs itself.
    #[must_use]
    pub fn job<J: Run>(self) -> Self {
        self.add::<J>(
            one_by_one(|job: Arc<J>, cx: Cx, attempt| async move { job.run(&cx, attempt).await }),
            1,
        )
    }

    /// Registers a job whose work another crate does: its definition lies
    /// where it is enqueued, its work where the means are.
    #[must_use]
    pub fn handled<J: Job, F>(self, work: fn(Arc<J>, Cx, Attempt) -> F) -> Self
    where
        F: Future<Output = Result<(), Stop>> + Send + 'static,
    {
        self.add::<J>(one_by_one(work), 1)
    }

    /// Registers a job that runs many at a time.
    #[must_use]
    pub fn batch<J: Batch>(self) -> Self {
        self.batch_handled::<J, _>(|cx, tickets| async move { J::run_many(&cx, tickets).await })
    }

    /// Registers a job whose work another crate does many at a time.
    #[must_use]
    pub fn batch_handled<J: Job, F>(self, work: fn(Cx, Vec<Ticket<J>>) -> F) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let runner: Runner = Arc::new(move |cx, rows| {
            let tickets: Vec<_> = rows.into_iter().filter_map(ticket::<J>).collect();
            if tickets.is_empty() {
                return Box::pin(std::future::ready(()));
            }
            Box::pin(work(cx, tickets))
        });
        self.add::<J>(runner, BATCH)
    }

    /// Keeps a rhythm: enqueues `make()` at every beat.
    #[must_use]
    pub fn every<J: Job>(mut self, every: Every, make: fn() -> J) -> Self {
        self.schedules.push(Scheduled::new::<J>(every, make));
        self
    }

    /// Joins the parts of another capability.
    ///
    /// # Panics
    /// When both register the same job name.
    #[must_use]
    pub fn join(mut self, other: Self) -> Self {
        for (name, registered) in other.kinds {
            let before = self.kinds.insert(name, registered);
            assert!(before.is_none(), "job {name} is registered twice");
        }
        self.schedules.extend(other.schedules);
        self
    }

    /// The names of all registered kinds.
    pub fn kinds(&self) -> impl Iterator<Item = &'static str> {
        self.kinds.keys().copied()
    }

    fn add<J: Job>(mut self, runner: Runner, batch: usize) -> Self {
        let registered = Registered {
            runner,
            batch,
            holds_its_key: J::HOLDS_ITS_KEY,
        };
        let before = self.kinds.insert(J::NAME, registered);
        assert!(before.is_none(), "job {} is registered twice", J::NAME);
        self
    }
}

fn one_by_one<J: Job, W, F>(work: W) -> Runner
where
    W: Fn(Arc<J>, Cx, Attempt) -> F + Send + Sync + 'static,
    F: Future<Output = Result<(), Stop>> + Send + 'static,
{
    let work = Arc::new(work);
    Arc::new(move |cx, rows| {
        let work = work.clone();
        Box::pin(async move {
            for ticket in rows.into_iter().filter_map(ticket::<J>) {
                let Ticket {
                    job,
                    attempt,
                    slot_at,
                    receipt,
                } = ticket;
                if let Some(at) = slot_at.filter(|at| *at > cx.clock.now()) {
                    cx.clock.sleep_until(at).await;
                }
                let outcome = work(Arc::new(job), cx.clone(), attempt).await;
                receipt.hand_in(outcome);
            }
        })
    })
}

/// Reads the payload; one that cannot be read is dead at once.
fn ticket<J: Job>(claimed: Claimed) -> Option<Ticket<J>> {
    let Claimed { payload, receipt } = claimed;
    match serde_json::from_str(&payload) {
        Ok(job) => Some(Ticket {
            job,
            attempt: receipt.row.attempt,
            slot_at: receipt.row.slot_at,
            receipt,
        }),
        Err(error) => {
            receipt.hand_in(Err(Stop::GiveUp(format!("unreadable payload: {error}"))));
            None
        }
    }
}
