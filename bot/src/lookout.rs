//! The lookout: finds what is wrong with the house and tells its admins.
//!
//! It is a task of its own and writes to Telegram by itself, because the trouble may
//! be the queue. One process at a time looks at the database; each looks at its own
//! calls to the outside.

use std::collections::{BTreeMap, BTreeSet};

use scx_domain::admins::Right;
use scx_domain::channels::{self, Role};
use scx_domain::operations::{self, Alert, AlertKind, CARD};
use scx_domain::{Error, notify};
use scx_jobs::{Cx, Duty, Lags, Lane, Stop};
use scx_kit::{Http, Millis, Secret, Tally};
use scx_store::{DbError, Tx};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::admin::{card_at, desks};
use crate::post::show_card;
use crate::texts::Texts;
use crate::ui::BotMail;

/// How often it looks. A lane whose next job is the same one twice makes no progress.
const ROUND: Millis = Millis::minutes(5);
/// Updates that wait longer are too late.
const INBOX_LATE: Millis = Millis::minutes(5);
/// Messages that wait longer are too late; Telegram may well ask for a minute or two.
const OUTBOX_LATE: Millis = Millis::minutes(15);
/// Fewer calls in a round say nothing about a service.
const FEWEST_CALLS: u64 = 5;

/// The running task.
#[derive(Debug)]
pub struct Lookout {
    stop: CancellationToken,
    task: JoinHandle<()>,
}

impl Lookout {
    /// Starts it.
    pub fn start(cx: Cx) -> Self {
        let stop = CancellationToken::new();
        let duty = cx
            .db
            .is_postgres()
            .then(|| Duty::new("lookout", cx.entropy.word(16)));
        let watch = Watch {
            duty,
            heads: BTreeMap::new(),
            tallies: cx.service::<Http>().tallies(),
            silent: BTreeSet::new(),
            cx,
        };
        let task = tokio::spawn(watch.run(stop.clone()));
        Self { stop, task }
    }

    /// Stops it; a round that has begun ends first.
    pub async fn stop(self) {
        self.stop.cancel();
        if self.task.await.is_err() {
            tracing::error!("the lookout ended with a panic");
        }
    }
}

struct Watch {
    cx: Cx,
    duty: Option<Duty>,
    /// The job that was next in each lane a round ago.
    heads: BTreeMap<&'static str, String>,
    /// How calls went until a round ago.
    tallies: BTreeMap<String, Tally>,
    /// Services of which this process has said that they do not answer.
    silent: BTreeSet<String>,
}

impl Watch {
    async fn run(mut self, stop: CancellationToken) {
        // What was said before a restart is taken back by whoever finds it mended.
        let busy = self.cx.activity.begin();
        if let Ok(open) = operations::open(&self.cx.db).await {
            let silent = open
                .into_iter()
                .filter(|one| one.kind == AlertKind::Provider);
            self.silent = silent.map(|one| one.subject).collect();
        }
        drop(busy);
        loop {
            let next = self.cx.clock.timer(self.cx.clock.now() + ROUND);
            tokio::select! {
                () = stop.cancelled() => break,
                () = next => {}
            }
            let busy = self.cx.activity.begin();
            if let Err(error) = self.look().await {
                tracing::error!(%error, "the house could not be looked over");
            }
            drop(busy);
        }
        if let Some(duty) = self.duty
            && let Err(error) = duty.leave(&self.cx.db).await
        {
            tracing::warn!(%error, "the duty of looking out could not be given back");
        }
    }

    async fn look(&mut self) -> Result<(), Error> {
        self.look_outside().await?;
        if let Some(duty) = &self.duty
            && duty.take(&self.cx.db).await?.is_none()
        {
            return Ok(());
        }
        let mut tx = self.cx.db.begin().await?;
        self.look_at_lanes(&mut tx).await?;
        look_at_queues(&mut tx).await?;
        look_at_dead(&mut tx).await?;
        tx.commit().await?;
        tell(&self.cx).await
    }

    /// Services that do not answer this process any more.
    async fn look_outside(&mut self) -> Result<(), Error> {
        let tallies = self.cx.service::<Http>().tallies();
        let mut tx = self.cx.db.begin().await?;
        for (service, now) in &tallies {
            let before = self.tallies.get(service).copied().unwrap_or_default();
            let (calls, failed) = (now.calls - before.calls, now.failed - before.failed);
            if calls >= FEWEST_CALLS && failed * 2 >= calls {
                let about = (AlertKind::Provider, service.as_str());
                let detail = format!("{failed} / {calls}");
                let times = i64::try_from(failed).unwrap_or(i64::MAX);
                operations::raise(&mut tx, about, (times, &detail)).await?;
                self.silent.insert(service.clone());
            } else if failed < calls && self.silent.remove(service) {
                operations::settle(&mut tx, AlertKind::Provider, service).await?;
            }
        }
        tx.commit().await?;
        self.tallies = tallies;
        Ok(())
    }

    /// Lanes in which the same job is next as a round ago.
    async fn look_at_lanes(&mut self, tx: &mut Tx) -> Result<(), DbError> {
        let heads = scx_jobs::heads(tx).await?;
        for lane in Lane::ALL {
            let head = heads.iter().find(|(of, _)| *of == lane).map(|(_, id)| id);
            let before = self.heads.get(lane.name());
            if let (Some(head), Some(before)) = (head, before)
                && head == before
            {
                let job = scx_jobs::show(&mut *tx, head).await?;
                let kind = job.map(|job| job.kind).unwrap_or_default();
                let about = (AlertKind::Stalled, lane.name());
                operations::raise(tx, about, (1, &kind)).await?;
            } else {
                operations::settle(tx, AlertKind::Stalled, lane.name()).await?;
            }
        }
        let heads = heads.into_iter();
        self.heads = heads.map(|(lane, id)| (lane.name(), id)).collect();
        Ok(())
    }
}

/// Updates and messages that wait too long, unless somebody lets work rest.
async fn look_at_queues(tx: &mut Tx) -> Result<(), DbError> {
    let now = tx.now();
    let lags = Lags::read(&mut *tx, now).await?;
    let rests = !scx_jobs::paused(&mut *tx).await?.is_empty();
    let queues = [
        ("inbox", lags.inbox, INBOX_LATE),
        ("outbox", lags.outbox, OUTBOX_LATE),
    ];
    for (name, queue, late) in queues {
        if queue.lag > late && !rests {
            let minutes = queue.lag.0 / Millis::minutes(1).0;
            let detail = format!("{minutes} min");
            let about = (AlertKind::Behind, name);
            operations::raise(tx, about, (queue.waiting, &detail)).await?;
        } else {
            operations::settle(tx, AlertKind::Behind, name).await?;
        }
    }
    Ok(())
}

/// Jobs that were given up, by their kind.
async fn look_at_dead(tx: &mut Tx) -> Result<(), DbError> {
    let dead = scx_jobs::dead_kinds(tx).await?;
    for alert in operations::open(&mut *tx).await? {
        let is_gone = !dead.iter().any(|one| one.kind == alert.subject);
        if alert.kind == AlertKind::DeadJobs && is_gone {
            operations::settle(tx, AlertKind::DeadJobs, &alert.subject).await?;
        }
    }
    for one in dead {
        let about = (AlertKind::DeadJobs, one.kind.as_str());
        operations::raise(tx, about, (one.count, &one.last_error)).await?;
    }
    Ok(())
}

/// Draws the card of every alert that has changed in the chats of the admins.
async fn tell(cx: &Cx) -> Result<(), Error> {
    let Some(bot) = channels::of_role(&cx.db, Role::Admin).await? else {
        return Ok(());
    };
    let mut tx = cx.db.begin().await?;
    let untold = operations::untold(&mut tx).await?;
    let desks = desks(&mut tx, Right::Operate).await?;
    drop(tx);
    if untold.is_empty() || desks.is_empty() {
        return Ok(());
    }
    let token = channels::token(&cx.db, bot.id).await?;
    for alert in untold {
        if !tell_one(cx, &token, &alert).await? {
            // Telegram does not answer: the next round tells.
            return Ok(());
        }
        let mut tx = cx.db.begin().await?;
        operations::note_told(&mut tx, &alert).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// False where Telegram cannot be reached.
async fn tell_one(cx: &Cx, token: &Secret<String>, alert: &Alert) -> Result<bool, Error> {
    let subject = alert.id.to_string();
    let mut tx = cx.db.begin().await?;
    let mut cards = Vec::new();
    for desk in desks(&mut tx, Right::Operate).await? {
        if alert.rings_again(tx.now()) {
            // Whoever muted it is told as if it were new.
            notify::hang_card(&mut tx, CARD, &subject, &desk.1, None).await?;
        }
        match card_at(&mut tx, (CARD, &subject), &desk, cx.service::<Texts>()).await {
            Ok(card) => cards.push(card),
            Err(Stop::Again { why, .. } | Stop::Wait { why, .. } | Stop::GiveUp(why)) => {
                tracing::error!(error = why, "an alert could not be drawn");
            }
        }
    }
    tx.commit().await?;
    for card in cards {
        let BotMail::Card {
            place,
            html,
            keyboard,
            ..
        } = card
        else {
            continue;
        };
        match show_card(cx, token, (CARD, &subject), &place, (html, keyboard)).await {
            Ok(()) => {}
            Err(error) if error.is_retryable() => {
                tracing::warn!(%error, "an alert could not be told");
                return Ok(false);
            }
            Err(error) => tracing::warn!(%error, "an admin cannot be told of an alert"),
        }
    }
    Ok(true)
}
