//! Sends what an admin says to many: a second's worth of recipients at a time,
//! within the budget of the bot or account, so that answers to people who wait
//! find their place between them.

mod files;
mod meta;
mod telegram;

use std::sync::Arc;

use scx_connect::{ConnectError, ErrorKind};
use scx_domain::broadcasts::{self, Outcome, Recipient, Said, Settled, Taken};
use scx_domain::messengers::Account;
use scx_jobs::outbox;
use scx_jobs::{Attempt, Cx, Stop};
use scx_kit::{Millis, Time};
use tokio::task::JoinSet;
use tracing::Instrument;

pub(crate) use files::{NotThere, check, keep, places};
use meta::Meta;
use telegram::Bot;

/// How long after a step the next one begins: 25 recipients a second.
const RHYTHM: Millis = Millis::secs(1);
/// How far apart they are. The budget would let a second's worth go at once, and
/// the end of one step and the beginning of the next could meet in one second.
const SPACING: Millis = Millis(1_000 / broadcasts::AT_ONCE);
/// How long nothing is tried where nobody can be reached.
const REST: Millis = Millis::secs(30);
/// A draw from the budget that begins later than this is not waited for.
const PATIENCE: Millis = Millis::secs(5);

/// What stands for a file without words.
const WORDLESS: &str = "📎";

/// What became of one send.
#[derive(Debug)]
struct Try {
    outcome: Outcome,
    /// What they were told.
    said: Vec<Said>,
    /// By which the sender sends the file again.
    file: Option<String>,
    /// Until when this sender must wait.
    rest: Option<Millis>,
    /// The sender is of no use any more.
    is_dead: bool,
}

impl Try {
    fn of(outcome: Outcome) -> Self {
        Self {
            outcome,
            said: Vec::new(),
            file: None,
            rest: None,
            is_dead: false,
        }
    }

    /// Surely not taken; nobody is tried for a while.
    fn waiting(rest: Millis) -> Self {
        Self {
            rest: Some(rest),
            ..Self::of(Outcome::Waiting)
        }
    }

    /// What a failed call means; `named` knows the channel's refusals.
    fn failed(error: &ConnectError, named: fn(&str) -> Outcome) -> Self {
        match &error.kind {
            ErrorKind::Limited { after } => Self::waiting(*after),
            ErrorKind::Unavailable { sent: false } => Self::waiting(REST),
            ErrorKind::Unavailable { sent: true } => Self::of(Outcome::Unknown),
            ErrorKind::Refused { reason } => Self::of(named(reason)),
            ErrorKind::Auth => Self {
                is_dead: true,
                ..Self::of(Outcome::Failed)
            },
            ErrorKind::Broken => Self::of(Outcome::Failed),
        }
    }
}

/// A bot or an account that sends.
#[derive(Clone)]
enum Sender {
    Bot(Arc<Bot>),
    Meta(Arc<Meta>),
}

impl Sender {
    /// How far apart two recipients are.
    fn spacing(&self) -> Millis {
        match self {
            Self::Bot(_) => SPACING,
            Self::Meta(meta) => meta.spacing,
        }
    }

    async fn say(&self, cx: &Cx, recipient: &Recipient) -> Try {
        let tried = match self {
            Self::Bot(bot) => bot.say(cx, recipient).await,
            Self::Meta(meta) => meta.say(cx, recipient).await,
        };
        if tried.outcome != Outcome::Sent {
            let outcome = tried.outcome.name();
            tracing::info!(broadcast.outcome = outcome, "news did not reach somebody");
        }
        tried
    }
}

/// Sends to the next recipients of one sender.
pub(crate) async fn send(
    job: Arc<broadcasts::Send>,
    cx: Cx,
    _attempt: Attempt,
) -> Result<(), Stop> {
    let began = cx.clock.now();
    let of = (job.broadcast, job.account.as_str());
    let mut tx = cx.db.begin().await?;
    let taken = broadcasts::take_up(&mut tx, of).await?;
    tx.commit().await?;
    let Some(taken) = taken else {
        return Ok(());
    };
    let step = match sender(&cx, &job.account, &taken).await {
        Ok(Some(sender)) => walk(&cx, &job.account, sender, &taken.recipients).await,
        Ok(None) => Step::dead(&taken.recipients),
        Err(error) => {
            tracing::warn!(%error, "news cannot be sent now");
            Step::resting(&taken.recipients, cx.clock.now() + REST)
        }
    };
    let mut tx = cx.db.begin().await?;
    if step.is_dead {
        broadcasts::give_up(&mut tx, of).await?;
    }
    let again_at = step.rests_until.unwrap_or(began + RHYTHM);
    let then = (step.file.as_deref(), again_at);
    broadcasts::settle(&mut tx, of, &step.settled, then).await?;
    Ok(tx.commit().await?)
}

/// The sender of an account; none where it works no more.
async fn sender(cx: &Cx, account: &str, taken: &Taken) -> Result<Option<Sender>, Stop> {
    match account.parse::<Account>() {
        Ok(Account::Bot(bot)) => {
            let bot = telegram::sender(cx, bot, taken).await?;
            Ok(bot.map(|bot| Sender::Bot(Arc::new(bot))))
        }
        Ok(Account::Meta(id)) => {
            let meta = meta::sender(cx, id, taken).await?;
            Ok(meta.map(|meta| Sender::Meta(Arc::new(meta))))
        }
        Err(_) => Ok(None),
    }
}

/// What became of a second's worth of recipients.
#[derive(Default)]
struct Step {
    settled: Vec<Settled>,
    file: Option<String>,
    rests_until: Option<Time>,
    is_dead: bool,
}

impl Step {
    fn resting(recipients: &[Recipient], until: Time) -> Self {
        let mut step = Self {
            rests_until: Some(until),
            ..Self::default()
        };
        step.put_back(recipients);
        step
    }

    fn dead(recipients: &[Recipient]) -> Self {
        let failed = |recipient: &Recipient| (recipient.clone(), Outcome::Failed, Vec::new());
        Self {
            settled: recipients.iter().map(failed).collect(),
            is_dead: true,
            ..Self::default()
        }
    }

    fn put_back(&mut self, recipients: &[Recipient]) {
        let back = |recipient: &Recipient| (recipient.clone(), Outcome::Waiting, Vec::new());
        self.settled.extend(recipients.iter().map(back));
    }

    fn add(&mut self, cx: &Cx, (recipient, tried): (Recipient, Try)) {
        let rest = tried.rest.map(|rest| cx.clock.now() + rest);
        self.rests_until = self.rests_until.max(rest);
        self.is_dead |= tried.is_dead;
        self.file = tried.file.or(self.file.take());
        self.settled.push((recipient, tried.outcome, tried.said));
    }

    /// Waits until a moment, and takes meanwhile what the sends bring.
    async fn wait(&mut self, cx: &Cx, until: Time, sends: &mut JoinSet<(Recipient, Try)>) {
        while !sends.is_empty() {
            tokio::select! {
                biased;
                Some(done) = sends.join_next() => {
                    if let Ok(done) = done {
                        self.add(cx, done);
                    }
                }
                () = cx.clock.timer(until) => return,
            }
        }
        cx.clock.sleep_until(until).await;
    }

    fn must_stop(&self) -> bool {
        self.is_dead || self.rests_until.is_some()
    }
}

/// Sends to each at the moment that the budget gives. Whoever was not tried when
/// the sender must stop is put back.
async fn walk(cx: &Cx, account: &str, sender: Sender, recipients: &[Recipient]) -> Step {
    let budget = outbox::budget(account);
    let mut step = Step::default();
    let mut sends = JoinSet::new();
    let mut next = cx.clock.now();
    for (place, recipient) in recipients.iter().enumerate() {
        while let Some(Ok(done)) = sends.try_join_next() {
            step.add(cx, done);
        }
        let slot = match step.must_stop() {
            true => None,
            false => slot(cx, &budget).await,
        };
        if let Some(slot) = slot {
            next = slot.max(next);
            step.wait(cx, next, &mut sends).await;
        }
        if slot.is_none() || step.must_stop() {
            step.put_back(&recipients[place..]);
            step.rests_until = step.rests_until.max(Some(cx.clock.now() + RHYTHM));
            break;
        }
        next = next + sender.spacing();
        let (cx, sender, recipient) = (cx.clone(), sender.clone(), recipient.clone());
        let send = async move {
            let tried = sender.say(&cx, &recipient).await;
            (recipient, tried)
        };
        sends.spawn(send.in_current_span());
    }
    // One that panicked stays under way, and the next step calls it unknown.
    while let Some(done) = sends.join_next().await {
        if let Ok(done) = done {
            step.add(cx, done);
        }
    }
    if let Some(until) = step
        .rests_until
        .filter(|until| *until > cx.clock.now() + RHYTHM)
        && let Err(error) = budget.hold(&cx.db, until).await
    {
        tracing::warn!(%error, "a budget could not be held");
    }
    step
}

/// When the next send may begin; none where that is too far.
async fn slot(cx: &Cx, budget: &scx_jobs::Bucket) -> Option<Time> {
    let latest = cx.clock.now() + PATIENCE;
    loop {
        match budget.draw(&cx.db).await {
            Ok(Ok(slot)) => return Some(slot),
            Ok(Err(until)) if until < latest => cx.clock.sleep_until(until).await,
            Ok(Err(_)) => return None,
            Err(error) => {
                tracing::warn!(%error, "a budget could not be read");
                return None;
            }
        }
    }
}
