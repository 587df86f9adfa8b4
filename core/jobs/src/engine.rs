//! The engine: one loop that acknowledges, promotes, claims and starts work.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use scx_kit::{Activity, Millis, Time, timeout};
use scx_store::{Bell, DbError};
use tokio::sync::mpsc;
use tokio::task::{JoinHandle, JoinSet};

use crate::job::{Ack, ClaimedRow, Receipt};
use crate::pace::Pace;
use crate::registry::{Claimed, Registered};
use crate::{Cx, EngineSettings, Lane, Registry, Stop, claim, queue, schedule};

const LEASE: Millis = Millis::secs(45);
const RENEWAL: Millis = Millis::secs(15);
/// The pause after a database that did not answer.
const RETRY: Millis = Millis::secs(1);

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
    pub async fn start(
        cx: Cx,
        registry: Registry,
        settings: EngineSettings,
    ) -> Result<Self, DbError> {
        let mut tx = cx.db.begin().await?;
        schedule::settle(&mut tx, &registry.schedules).await?;
        if !cx.db.is_postgres() {
            // The lock beside the file says that no other process runs.
            queue::expire_all(&mut tx).await?;
        }
        tx.commit().await?;
        let shared = Arc::new(Shared {
            is_stopping: AtomicBool::new(false),
            bell: cx.db.bell().clone(),
        });
        let places = Lane::ALL.iter().map(|lane| lane.slots()).sum();
        let (acks, acked) = mpsc::channel(places);
        let looper = Loop {
            owner: cx.entropy.word(16),
            activity: cx.activity.clone(),
            registry: Arc::new(registry),
            pace: Pace::new(settings.gather, cx.db.memory()),
            settings,
            acks,
            running: Running::default(),
            tasks: JoinSet::new(),
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
        Ok(queue::due(db).await?.moment())
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

/// The jobs that this process works on.
#[derive(Default)]
struct Running(HashMap<String, Lane>);

impl Running {
    fn count(&self, lane: Lane) -> usize {
        self.0.values().filter(|of| **of == lane).count()
    }

    fn total(&self) -> usize {
        self.0.len()
    }

    fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

struct Loop {
    cx: Cx,
    activity: Activity,
    registry: Arc<Registry>,
    settings: EngineSettings,
    pace: Pace,
    owner: String,
    acks: mpsc::Sender<Ack>,
    running: Running,
    tasks: JoinSet<()>,
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
            // One moment for both: what becomes due while the tick runs is
            // after it, and so wakes the loop again.
            let now = self.cx.clock.now();
            let ticked = self.tick(now, &mut finished, &mut acked, is_stopping).await;
            let mut next = self.next_tick(now, is_stopping).await;
            match &ticked {
                Ok(()) => {}
                // The next tick does what this one could not.
                Err(DbError::Deadlock) => next = now,
                Err(error) => {
                    tracing::error!(%error, "the job engine could not reach the database");
                    next = next.min(now + RETRY);
                }
            }
            drop(busy);
            if is_stopping {
                let give_up = *give_up_at.get_or_insert(now + self.settings.drain);
                if self.running.total() == 0 || now >= give_up {
                    break;
                }
            }
            tokio::select! {
                biased;
                Some(ack) = acked.recv() => self.note(ack, &mut finished),
                () = self.shared.bell.rung() => {}
                () = self.cx.clock.timer(next) => {}
            }
            let gathered = now + self.pace.pause();
            if self.cx.clock.now() < gathered && !is_stopping {
                self.cx.clock.timer(gathered).await;
            }
        }
        self.leave(finished, acked).await;
    }

    /// Ends unfinished work and gives it back, so that the next process need
    /// not wait for the leases to run out.
    async fn leave(mut self, mut finished: Vec<Ack>, mut acked: mpsc::Receiver<Ack>) {
        self.tasks.shutdown().await;
        while let Ok(ack) = acked.try_recv() {
            // What was interrupted did not fail.
            if ack.outcome.is_ok() {
                finished.push(ack);
            }
        }
        let given_back = async {
            let mut tx = self.cx.db.begin().await?;
            queue::acknowledge(&mut tx, &self.owner, &finished).await?;
            queue::release(&mut tx, &self.owner).await?;
            tx.commit().await
        };
        if let Err(error) = given_back.await {
            tracing::error!(%error, "unfinished work could not be given back");
        }
    }

    /// One transaction: acknowledge, beat, promote, renew, claim; only what
    /// there is to do.
    async fn tick(
        &mut self,
        now: Time,
        finished: &mut Vec<Ack>,
        acked: &mut mpsc::Receiver<Ack>,
        is_stopping: bool,
    ) -> Result<(), DbError> {
        while self.tasks.try_join_next().is_some() {}
        while let Ok(ack) = acked.try_recv() {
            self.note(ack, finished);
        }
        self.pace.look();
        let due = queue::due(&self.cx.db).await?;
        let must_renew = self.running.total() > 0 && now >= self.renewed_at + RENEWAL;
        let is_due = due.has_come(now)
            || due.has_expired(now)
            || due.has_beat(now)
            || Lane::ALL
                .iter()
                .any(|lane| due.is_ready(*lane) && self.free(*lane, 0) > 0);
        if finished.is_empty() && !must_renew && (is_stopping || !is_due) {
            return Ok(());
        }
        let mut tx = self.cx.db.begin().await?;
        let waits_again = queue::acknowledge(&mut tx, &self.owner, finished).await?;
        if must_renew {
            queue::renew(&mut tx, &self.owner, now + LEASE, self.running.ids()).await?;
        }
        let mut claimed = Vec::new();
        if !is_stopping {
            if due.has_beat(now) {
                schedule::beat(&mut tx, &self.registry.schedules).await?;
            }
            if due.has_expired(now) {
                queue::take_back(&mut tx).await?;
            }
            let promotes = waits_again || due.has_come(now) || due.has_expired(now);
            if promotes {
                queue::promote(&mut tx).await?;
            }
            // An order key that was given back may have made its heir ready.
            let may_have_more = promotes || finished.iter().any(|ack| ack.row.order_key.is_some());
            for lane in Lane::ALL {
                if due.is_ready(lane) || may_have_more {
                    self.claim(&mut tx, now, lane, &mut claimed).await?;
                }
            }
        }
        tx.commit().await?;
        if must_renew || self.running.total() == 0 {
            self.renewed_at = now;
        }
        self.pace.note(claimed.len());
        self.start(claimed);
        finished.clear();
        Ok(())
    }

    /// How many more jobs of a lane may start, `claimed` of them being on
    /// their way already.
    fn free(&self, lane: Lane, claimed: usize) -> usize {
        if self.settings.is_serial {
            return usize::from(self.running.total() + claimed == 0);
        }
        lane.slots().saturating_sub(self.running.count(lane))
    }

    async fn claim(
        &self,
        tx: &mut scx_store::Tx,
        now: Time,
        lane: Lane,
        claimed: &mut Vec<(ClaimedRow, String)>,
    ) -> Result<(), DbError> {
        let free = self.free(lane, claimed.len());
        let most = free.min(self.pace.most(lane));
        if most > 0 {
            let lease = (self.owner.as_str(), now + LEASE);
            let taken = claim::of_lane(tx, lane, most, lease).await?;
            if taken.len() == most && most < free {
                // There may be more, and room for it.
                tx.ring_after_commit();
            }
            claimed.extend(taken);
        }
        Ok(())
    }

    /// Starts one task per job, or per batch of a kind that takes batches.
    fn start(&mut self, claimed: Vec<(ClaimedRow, String)>) {
        let mut by_kind: Vec<(String, Vec<Claimed>)> = Vec::new();
        for (mut row, payload) in claimed {
            self.running.0.insert(row.id.clone(), row.lane);
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
            if let Some(registered) = self.registry.kinds.get(kind.as_str()).cloned() {
                self.spawn(&registered, rows);
            }
        }
    }

    fn spawn(&mut self, registered: &Registered, rows: Vec<Claimed>) {
        let Some(first) = rows.first() else { return };
        let row = &first.receipt.row;
        let lane = row.lane;
        let cx = self
            .cx
            .forked(&format!("{}:{}", row.id, row.attempt.number));
        let span = tracing::info_span!("job", job.name = %row.kind, job.id = %row.id, job.rows = rows.len());
        let runner = registered.runner.clone();
        self.tasks.spawn(tracing::Instrument::instrument(
            async move {
                let work = runner(cx.clone(), rows);
                // Dropped tickets of a batch past its deadline are failed attempts.
                if timeout(&*cx.clock, lane.deadline(), work).await.is_err() {
                    tracing::warn!("a job passed its deadline");
                }
            },
            span,
        ));
    }

    fn note(&mut self, ack: Ack, finished: &mut Vec<Ack>) {
        self.running.0.remove(&ack.row.id);
        if let Err(stop) = &ack.outcome {
            tracing::info!(job.name = %ack.row.kind, job.id = %ack.row.id, error = %stop, "a job stopped");
        }
        finished.push(ack);
    }

    /// When to look again, if nothing happens before. Ready work that found no
    /// slot starts when a slot is given back.
    async fn next_tick(&self, now: Time, is_stopping: bool) -> Time {
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
        match queue::next_after(&self.cx.db, now).await {
            Ok(Some(at)) => next.min(at),
            Ok(None) => next,
            Err(_) => next.min(now + RETRY),
        }
    }
}
