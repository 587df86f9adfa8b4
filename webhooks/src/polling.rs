//! Long polling, where Telegram cannot call us: development, and a plain
//! machine without a public address. It writes to the same inbox.

use std::collections::{HashMap, HashSet};
use std::pin::pin;

use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::FuturesUnordered;
use scx_connect::telegram::{self, Telegram};
use scx_connect::{ConnectError, ErrorKind};
use scx_domain::channels::{self, Bot, BotId, Role};
use scx_jobs::{Cx, DUTY_RENEWAL, Duty};
use scx_kit::{Millis, Time};
use scx_store::{DbError, Grouped, Turn, Tx};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::telegram::{arrived, is_shown_a_sign};
use crate::{Intake, waiting};

/// How long Telegram holds an empty answer back.
const WAIT_S: u32 = 25;
/// How often to look for new bots.
const LOOK: Millis = Millis::secs(2);
const PAUSE: Millis = Millis::secs(3);
/// Refusals in a row after which a bot is looked at.
const FIRST_STRIKES: u32 = 3;

/// Names the kinds of updates that a bot of a role wants.
pub type Allowed = fn(Role) -> &'static [&'static str];

/// The pollers of all bots.
#[derive(Debug)]
pub struct Polling {
    stop: CancellationToken,
    task: JoinHandle<()>,
}

impl Polling {
    /// Starts polling for every connected bot. `allowed` names the kinds of
    /// updates that a bot wants.
    pub fn start(cx: Cx, intake: Intake, allowed: Allowed) -> Self {
        let stop = CancellationToken::new();
        // Telegram answers one asker at a time; a SQLite file has one process.
        let duty = cx
            .db
            .is_postgres()
            .then(|| Duty::new("polling", cx.entropy.word(16)));
        let pollers = Pollers {
            offsets: Grouped::start(cx.db.clone(), Turn::Usual, |tx, offsets| {
                Box::pin(move_on(tx, offsets))
            }),
            cx,
            intake,
            allowed,
            stop: stop.clone(),
            known: HashMap::new(),
            running: FuturesUnordered::new(),
        };
        let task = tokio::spawn(pollers.watch(duty));
        Self { stop, task }
    }

    /// Stops; an update that was received is stored first.
    pub async fn stop(self) {
        self.stop.cancel();
        if self.task.await.is_err() {
            tracing::error!("polling ended with a panic");
        }
    }
}

/// The bots that are polled: all of them in one task, because a thousand bots
/// that say nothing should cost nothing.
struct Pollers {
    cx: Cx,
    intake: Intake,
    offsets: Offsets,
    allowed: Allowed,
    stop: CancellationToken,
    known: HashMap<BotId, CancellationToken>,
    running: FuturesUnordered<BoxFuture<'static, BotId>>,
}

/// Where each bot's next update is written down.
type Offsets = Grouped<(BotId, i64)>;

impl Pollers {
    /// Keeps one poller for each connected bot, while this process has the duty.
    async fn watch(mut self, duty: Option<Duty>) {
        let mut held_until = Time(i64::MIN);
        let mut ask_at = Time(i64::MIN);
        while !self.stop.is_cancelled() {
            let now = self.cx.clock.now();
            match &duty {
                Some(duty) if now >= ask_at => {
                    ask_at = now + DUTY_RENEWAL;
                    // In a task of its own: one task may hold one transaction only,
                    // and the pollers call outside meanwhile.
                    let (duty, db) = (duty.clone(), self.cx.db.clone());
                    let taken = tokio::spawn(async move { duty.take(&db).await });
                    match self.beside(taken).await {
                        Ok(Ok(until)) => held_until = until.unwrap_or(Time(i64::MIN)),
                        Ok(Err(error)) => {
                            tracing::error!(%error, "the duty of polling could not be asked for");
                        }
                        Err(error) => {
                            tracing::error!(%error, "the duty of polling was not asked for")
                        }
                    }
                }
                Some(_) => {}
                None => held_until = Time(i64::MAX),
            }
            if self.cx.clock.now() < held_until {
                self.keep().await;
            } else {
                self.let_go(|_| true);
            }
            let look = self.cx.clock.timer(self.cx.clock.now() + LOOK);
            let stop = self.stop.clone();
            let pause = async {
                tokio::select! {
                    () = stop.cancelled() => {}
                    () = look => {}
                }
            };
            self.beside(pause).await;
        }
        self.let_go(|_| true);
        // Each ends after storing what it holds.
        while self.running.next().await.is_some() {}
        if let Some(duty) = duty
            && let Err(error) = duty.leave(&self.cx.db).await
        {
            tracing::warn!(%error, "the duty of polling could not be given back");
        }
    }

    /// Starts what is missing and stops what is no longer wanted.
    async fn keep(&mut self) {
        let db = self.cx.db.clone();
        let bots = match self.beside(channels::polled(&db)).await {
            Ok(bots) => bots,
            Err(error) => {
                tracing::error!(%error, "the bots to poll could not be read");
                return;
            }
        };
        let wanted: HashSet<BotId> = bots.iter().map(|bot| bot.id).collect();
        self.let_go(|bot| !wanted.contains(bot));
        for bot in bots {
            if self.known.contains_key(&bot.id) {
                continue;
            }
            let stop = self.stop.child_token();
            self.known.insert(bot.id, stop.clone());
            let poller = Poller {
                cx: self.cx.clone(),
                intake: self.intake.clone(),
                offsets: self.offsets.clone(),
                allowed: self.allowed,
                bot,
            };
            self.running.push(Box::pin(poller.poll(stop)));
        }
    }

    /// Does something while the pollers go on. What they hold, a connection to
    /// the database above all, they give back only as far as they are polled:
    /// whoever waits for one without them waits for ever.
    async fn beside<T>(&mut self, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        loop {
            tokio::select! {
                biased;
                done = &mut work => return done,
                Some(bot) = self.running.next() => {
                    self.known.remove(&bot);
                }
            }
        }
    }

    /// Stops pollers; each leaves when it has stored what it holds.
    fn let_go(&mut self, is_unwanted: impl Fn(&BotId) -> bool) {
        for (_, stop) in self.known.iter().filter(|(bot, _)| is_unwanted(bot)) {
            stop.cancel();
        }
    }
}

async fn move_on(tx: &mut Tx, offsets: &[(BotId, i64)]) -> Result<(), DbError> {
    for (bot, next) in offsets {
        channels::set_next_update(tx, *bot, *next).await?;
    }
    Ok(())
}

/// Refusals in a row that time alone does not mend. One may be the end of a
/// poll of our own that a restart left open.
#[derive(Debug, Default)]
struct Strikes(u32);

impl Strikes {
    /// Whether the bot must be looked at: at the 3rd refusal, the 6th, the
    /// 12th and so on, so that a lasting one costs little.
    fn is_doubtful(&mut self, error: &ConnectError) -> bool {
        let is_refusal = error.kind == ErrorKind::Auth || is_conflict(error);
        self.0 += u32::from(is_refusal);
        is_refusal
            && self.0.is_multiple_of(FIRST_STRIKES)
            && (self.0 / FIRST_STRIKES).is_power_of_two()
    }
}

fn is_conflict(error: &ConnectError) -> bool {
    error.reason() == Some(telegram::reason::CONFLICT)
}

/// The long polling of one bot.
struct Poller {
    cx: Cx,
    intake: Intake,
    offsets: Offsets,
    allowed: Allowed,
    bot: Bot,
}

impl Poller {
    async fn poll(self, stop: CancellationToken) -> BotId {
        let mut next = self.bot.next_update;
        let mut strikes = Strikes::default();
        while !stop.is_cancelled() {
            let answer = tokio::select! {
                () = stop.cancelled() => break,
                answer = self.ask(next) => answer,
            };
            let failed = match answer {
                Some(Ok(updates)) if updates.is_empty() => false,
                Some(Ok(updates)) => match self.store(updates).await {
                    Ok(after) => {
                        next = after;
                        false
                    }
                    Err(error) => {
                        tracing::error!(%error, "polled updates could not be stored");
                        true
                    }
                },
                Some(Err(error)) => {
                    tracing::warn!(bot.id = %self.bot.id, %error, "polling failed");
                    if strikes.is_doubtful(&error) {
                        self.doubt(&error).await;
                    }
                    true
                }
                None => true,
            };
            if !failed {
                strikes = Strikes::default();
            } else {
                tokio::select! {
                    () = stop.cancelled() => break,
                    () = self.cx.clock.timer(self.cx.clock.now() + PAUSE) => {}
                }
            }
        }
        self.bot.id
    }

    async fn ask(&self, next: i64) -> Option<Result<Vec<telegram::RawUpdate>, ConnectError>> {
        let token = channels::token(&self.cx.db, self.bot.id).await.ok()?;
        let telegram = self.cx.service::<Telegram>();
        let allowed = (self.allowed)(self.bot.role);
        Some(telegram.updates(&token, next, WAIT_S, allowed).await)
    }

    /// Has the bot looked at, in a task of its own: many bots are polled in this
    /// one, and a task may hold one transaction only.
    async fn doubt(&self, error: &ConnectError) {
        let (db, bot, is_conflict) = (self.cx.db.clone(), self.bot.id, is_conflict(error));
        let noted = tokio::spawn(async move {
            let mut tx = db.begin().await?;
            channels::doubt(&mut tx, bot, is_conflict).await?;
            tx.commit().await
        });
        if let Ok(Err(error)) = noted.await {
            tracing::error!(%error, "a doubt about a bot could not be noted");
        }
    }

    /// Stores updates, then moves the offset on: asking with it confirms them.
    async fn store(&self, updates: Vec<telegram::RawUpdate>) -> Result<i64, DbError> {
        let _busy = self.cx.activity.begin();
        let (bot, now) = (&self.bot, self.cx.clock.now());
        let next = updates.iter().map(|update| update.update_id + 1).max();
        let next = next.unwrap_or(bot.next_update);
        let mut batch = Vec::with_capacity(updates.len());
        let mut typing = Vec::new();
        for update in updates {
            // What is no update at all would come again for ever.
            let Ok(incoming) = telegram::parse(&update.raw) else {
                continue;
            };
            if let Some(chat) = &incoming.chat
                && is_shown_a_sign(bot, &incoming)
            {
                typing.push((chat.id, update.update_id));
            }
            batch.push(arrived(bot, &incoming, update.raw.to_vec(), now));
        }
        self.intake.store(batch).await?;
        self.offsets.write((bot.id, next)).await?;
        self.show_signs(&typing).await;
        Ok(next)
    }

    /// Shows who asked that they are being answered. A sign that fails to show
    /// is no loss.
    async fn show_signs(&self, asked: &[(i64, i64)]) {
        let Some((first, _)) = asked.first() else {
            return;
        };
        let Ok(token) = channels::token(&self.cx.db, self.bot.id).await else {
            return;
        };
        let has_drafts = waiting::has_drafts(&self.cx, &self.bot).await;
        if has_drafts.is_none() {
            waiting::have_tried(&self.cx, &self.bot, *first).await;
        }
        let telegram = self.cx.service::<Telegram>();
        for (chat, update) in asked {
            let sign = waiting::sign(has_drafts, *chat, *update);
            let _ = telegram.send(&token, &sign).await;
        }
    }
}
