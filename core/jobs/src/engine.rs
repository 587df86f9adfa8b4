//! The engine: one loop that acknowledges, promotes, claims and starts work.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use scx_kit::{Activity, Millis, Time, timeout};
use scx_store::{Bell, DbError};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::job::{Ack, ClaimedRow, Receipt};
use crate::registry::{Claimed, Registered};
use crate::{Cx, Lane, Registry, Stop, queue, schedule};

const LEASE: Millis = Millis::secs(45);
const RENEWAL: Millis = Millis::secs(15);

/// How the engine runs.
#[derive(Clone, Debug)]
pub struct EngineSettings {
    /// How often to look for work that nobody announced (another process, the
    /// command line). `None` where every wake-up comes from this process.
    pub poll: Option<Millis>,
    /// One piece of work at a time, in due order: stories read like a log.
    pub is_serial: bool,
    /// How long shutdown waits for work in progress.
    pub drain: Millis,
}

impl Default for EngineSettings {
    fn default() -> Self {
        Self {
            poll: Some(Millis::secs(1)),
            is_serial: false,
            drain: Millis::secs(25),
        }
    }
}

/// A running engine.
pub struct Engine {
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

struct Shared {
    is_stopping: AtomicBool,
    bell: Bell,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").finish_non_exhaustive()
    }
}

impl Engine {
    /// Writes the schedules down and starts the loop.
    ///
    /// # Errors
    /// [`DbError`] when the database refuses.
    pub async fn start(cx: Cx, registry: Registry, settings: EngineSettings) -> Result<Self, DbError> {
        let mut tx = cx.db.begin().await?;
        schedule::settle(&mut tx, &registry.schedules).await?;
        if !cx.db.is_postgres() {
            // The lock beside the file says that no other process runs.
            queue::release_all(&mut tx).await?;
        }
        tx.commit().await?;
        let shared = Arc::new(Shared {
            is_stopping: AtomicBool::new(false),
            bell: cx.db.bell().clone(),
        });
        let places = Lane::ALL.iter().map(|lane| lane.slots()).sum();
        let (acks, acked) = mpsc::channel(places);
        let looper = Loop {
            owner: (&*cx.entropy).word(16),
            activity: cx.activity.clone(),
            registry: Arc::new(registry),
            settings,
            acks,
            running: Running::default(),
            renewed_at: Time(0),
            shared: shared.clone(),
            cx,
        };
        Ok(Self {
            shared,
            task: tokio::spawn(looper.run(acked)),
        })
    }

    /// When work is due; a moment in the past means now.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn next_due(db: &scx_store::Db) -> Result<Option<Time>, DbError> {
        queue::next_due(db).await
    }

    /// Stops claiming, waits for work in progress, gives the rest back.
    pub async fn stop(self) {
        self.shared.is_stopping.store(true, Ordering::SeqCst);
        self.shared.bell.ring();
        if self.task.await.is_err() {
            tracing::error!("the job engine ended with a panic");
        }
    }
}

#[derive(Default)]
struct Running {
    by_lane: HashMap<Lane, Arc<AtomicUsize>>,
}

impl Running {
    fn count(&mut self, lane: Lane) -> Arc<AtomicUsize> {
        self.by_lane.entry(lane).or_default().clone()
    }

    fn total(&self) -> usize {
        self.by_lane.values().map(|count| count.load(Ordering::SeqCst)).sum()
    }
}

struct Loop {
    cx: Cx,
    activity: Activity,
    registry: Arc<Registry>,
    settings: EngineSettings,
    owner: String,
    acks: mpsc::Sender<Ack>,
    running: Running,
    renewed_at: Time,
    shared: Arc<Shared>,
}

impl Loop {
    async fn run(mut self, mut acked: mpsc::Receiver<Ack>) {
        let mut finished = Vec::new();
        let mut give_up_at = None;
        loop {
            let is_stopping = self.shared.is_stopping.load(Ordering::SeqCst);
            let busy = self.activity.begin();
            if let Err(error) = self.tick(&mut finished, &mut acked, is_stopping).await {
                tracing::error!(%error, "the job engine could not reach the database");
            }
            let next = self.next_tick(is_stopping).await;
            drop(busy);
            if is_stopping {
                let give_up = *give_up_at.get_or_insert(self.cx.clock.now() + self.settings.drain);
                if self.running.total() == 0 || self.cx.clock.now() >= give_up {
                    break;
                }
            }
            tokio::select! {
                biased;
                Some(ack) = acked.recv() => self.note(ack, &mut finished),
                () = self.shared.bell.rung() => {}
                () = self.cx.clock.timer(next) => {}
            }
        }
        self.leave().await;
    }

    /// Gives unfinished work back, so that the next process need not wait for
    /// the leases to run out.
    async fn leave(&self) {
        let given_back = async {
            let mut tx = self.cx.db.begin().await?;
            queue::release(&mut tx, &self.owner).await?;
            tx.commit().await
        };
        if let Err(error) = given_back.await {
            tracing::error!(%error, "unfinished work could not be given back");
        }
    }

    /// One transaction: acknowledge, beat, promote, renew, claim.
    async fn tick(
        &mut self,
        finished: &mut Vec<Ack>,
        acked: &mut mpsc::Receiver<Ack>,
        is_stopping: bool,
    ) -> Result<(), DbError> {
        while let Ok(ack) = acked.try_recv() {
            self.note(ack, finished);
        }
        let now = self.cx.clock.now();
        let is_due = queue::next_due(&self.cx.db).await?.is_some_and(|at| at <= now);
        let must_renew = self.running.total() > 0 && now >= self.renewed_at + RENEWAL;
        if finished.is_empty() && !must_renew && (is_stopping || !is_due) {
            return Ok(());
        }
        let mut tx = self.cx.db.begin().await?;
        queue::acknowledge(&mut tx, &self.owner, finished).await?;
        if must_renew {
            queue::renew(&mut tx, &self.owner, now + LEASE).await?;
            self.renewed_at = now;
        }
        let mut claimed = Vec::new();
        if !is_stopping {
            schedule::beat(&mut tx, &self.registry.schedules).await?;
            queue::promote(&mut tx).await?;
            claimed = self.claim(&mut tx, now).await?;
        }
        tx.commit().await?;
        self.start(claimed);
        finished.clear();
        Ok(())
    }

    async fn claim(
        &mut self,
        tx: &mut scx_store::Tx,
        now: Time,
    ) -> Result<Vec<(ClaimedRow, String)>, DbError> {
        let mut claimed = Vec::new();
        for lane in Lane::ALL {
            let running = self.running.count(lane).load(Ordering::SeqCst);
            let mut free = lane.slots().saturating_sub(running);
            if self.settings.is_serial {
                free = usize::from(self.running.total() + claimed.len() == 0);
            }
            if free > 0 {
                let lease = (self.owner.as_str(), now + LEASE);
                claimed.extend(queue::claim(tx, lane, free, lease).await?);
            }
        }
        if self.running.total() == 0 {
            self.renewed_at = now;
        }
        Ok(claimed)
    }

    /// Starts one task per job, or per batch of a kind that takes batches.
    fn start(&mut self, claimed: Vec<(ClaimedRow, String)>) {
        let mut by_kind: Vec<(String, Vec<Claimed>)> = Vec::new();
        for (mut row, payload) in claimed {
            let lane = row.lane;
            self.running.count(lane).fetch_add(1, Ordering::SeqCst);
            let kind = row.kind.clone();
            let registered = self.registry.kinds.get(kind.as_str());
            row.holds_its_key = registered.is_some_and(|registered| registered.holds_its_key);
            let receipt = Receipt {
                row,
                acks: self.acks.clone(),
                busy: Some(self.activity.begin()),
                is_handed_in: false,
            };
            let Some(registered) = registered else {
                // A newer version wrote it: leave it to a process that knows it.
                let until = self.cx.clock.now() + Millis::minutes(1);
                receipt.hand_in(Err(Stop::Wait {
                    until,
                    why: format!("no runner for {kind} in this version"),
                }));
                continue;
            };
            let fits = |(name, rows): &&mut (String, Vec<Claimed>)| {
                *name == kind && rows.len() < registered.batch
            };
            let claimed = Claimed { payload, receipt };
            match by_kind.iter_mut().find(fits) {
                Some((_, rows)) => rows.push(claimed),
                None => by_kind.push((kind, vec![claimed])),
            }
        }
        for (kind, rows) in by_kind {
            if let Some(registered) = self.registry.kinds.get(kind.as_str()) {
                self.spawn(registered, rows);
            }
        }
    }

    fn spawn(&self, registered: &Registered, rows: Vec<Claimed>) {
        let Some(first) = rows.first() else { return };
        let row = &first.receipt.row;
        let lane = row.lane;
        let cx = self.cx.forked(&format!("{}:{}", row.id, row.attempt.number));
        let span = tracing::info_span!("job", job.name = %row.kind, job.id = %row.id, job.rows = rows.len());
        let work = (registered.runner)(cx.clone(), rows);
        tokio::spawn(tracing::Instrument::instrument(
            async move {
                // Dropped tickets of a batch past its deadline are failed attempts.
                if timeout(&*cx.clock, lane.deadline(), work).await.is_err() {
                    tracing::warn!("a job passed its deadline");
                }
            },
            span,
        ));
    }

    fn note(&mut self, ack: Ack, finished: &mut Vec<Ack>) {
        self.running.count(ack.row.lane).fetch_sub(1, Ordering::SeqCst);
        if let Err(stop) = &ack.outcome {
            tracing::info!(job.name = %ack.row.kind, job.id = %ack.row.id, error = %stop, "a job stopped");
        }
        finished.push(ack);
    }

    async fn next_tick(&self, is_stopping: bool) -> Time {
        let now = self.cx.clock.now();
        let mut next = Time(i64::MAX);
        if let Some(poll) = self.settings.poll {
            next = now + poll;
        }
        if self.running.total() > 0 {
            next = next.min(self.renewed_at + RENEWAL);
        }
        if is_stopping {
            return next.min(now + Millis(100));
        }
        match queue::next_due(&self.cx.db).await {
            // Ready work that found no slot starts when a slot is given back.
            Ok(Some(at)) if at > now => next.min(at),
            Ok(_) => next,
            Err(_) => now + Millis::secs(1),
        }
    }
}
