//! A house with an engine and jobs that act as their payload says.

use std::collections::{BTreeMap, BTreeSet};
use std::marker::PhantomData;
use std::pin::pin;
use std::sync::Arc;

use scx_jobs::{
    Attempt, Batch, Bucket, Cx, Engine, EngineSettings, Job, JobRow, Key, Lane, Priority, Registry,
    Run, Services, Stop, Ticket, Wanted, enqueue_many, list,
};
use scx_kit::{Clock, KeyRing, Millis, SystemClock, Time, timeout};
use scx_store::{Db, Query};
use scx_world::{House, SECRET_KEY, quiet};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

/// What one run of a job does.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Act {
    Done,
    Again,
    AgainAfter(i64),
    WaitFor(i64),
    GiveUp,
    Panic,
    Sleep(i64),
    /// Drops its ticket; for batches.
    Drop,
    /// Waits at the gate of its label, then acts.
    Held(Box<Act>),
}

impl Act {
    pub fn held(self) -> Self {
        Self::Held(Box::new(self))
    }
}

/// The constants of a kind of job.
pub trait Kind: Send + Sync + 'static {
    const NAME: &'static str;
    const LANE: Lane = Lane::Chat;
    const PRIORITY: Priority = Priority::Normal;
    const HOLDS_ITS_KEY: bool = false;
}

macro_rules! kinds {
    ($($kind:ident $name:literal { $($constant:ident: $type:ty = $value:expr),* };)*) => { $(
        pub struct $kind;
        impl Kind for $kind {
            const NAME: &'static str = $name;
            $(const $constant: $type = $value;)*
        }
    )* };
}

kinds! {
    Plain "test.plain" {};
    Many "test.many" {};
    Holding "test.holding" { HOLDS_ITS_KEY: bool = true };
    Urgent "test.urgent" { PRIORITY: Priority = Priority::Urgent };
    High "test.high" { PRIORITY: Priority = Priority::High };
    Low "test.low" { PRIORITY: Priority = Priority::Low };
    Sending "test.sending" { LANE: Lane = Lane::Send };
    Publishing "test.publishing" { LANE: Lane = Lane::Publish };
    Media "test.media" { LANE: Lane = Lane::Media };
    Housework "test.housework" { LANE: Lane = Lane::House };
}

/// A job of a kind; its nth run does the nth act, then it is done.
#[derive(Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Work<K> {
    pub label: String,
    partner: Option<String>,
    once: Option<String>,
    order: Option<String>,
    bucket: Option<String>,
    acts: Vec<Act>,
    #[serde(skip)]
    kind: PhantomData<fn() -> K>,
}

/// A job that is done at once.
pub fn work<K>(label: &str) -> Work<K> {
    Work {
        label: label.to_owned(),
        partner: None,
        once: None,
        order: None,
        bucket: None,
        acts: Vec::new(),
        kind: PhantomData,
    }
}

impl<K> Work<K> {
    pub fn of(mut self, partner: &str) -> Self {
        self.partner = Some(partner.to_owned());
        self
    }

    pub fn once(mut self, key: &str) -> Self {
        self.once = Some(key.to_owned());
        self
    }

    pub fn in_order(mut self, key: &str) -> Self {
        self.order = Some(key.to_owned());
        self
    }

    pub fn drawing(mut self, bucket: &str) -> Self {
        self.bucket = Some(bucket.to_owned());
        self
    }

    pub fn acting(mut self, acts: impl IntoIterator<Item = Act>) -> Self {
        self.acts = acts.into_iter().collect();
        self
    }
}

impl<K: Kind> Job for Work<K> {
    const NAME: &'static str = K::NAME;
    const LANE: Lane = K::LANE;
    const PRIORITY: Priority = K::PRIORITY;
    const HOLDS_ITS_KEY: bool = K::HOLDS_ITS_KEY;

    fn partner(&self) -> Option<String> {
        self.partner.clone()
    }

    fn once(&self) -> Option<Key> {
        self.once.clone().map(Key)
    }

    fn in_order(&self) -> Option<Key> {
        self.order.clone().map(Key)
    }

    fn bucket(&self) -> Option<Bucket> {
        self.bucket.as_deref().map(bucket)
    }
}

/// A bucket that gives ten draws a second.
pub fn bucket(name: &str) -> Bucket {
    Bucket {
        name: name.to_owned(),
        spacing: Millis(100),
    }
}

impl<K: Kind> Run for Work<K> {
    async fn run(&self, cx: &Cx, attempt: Attempt) -> Result<(), Stop> {
        let floor = cx.service::<Floor>();
        let act = floor.begin(self, attempt, cx.clock.now());
        let _inside = floor.enter(self.order.as_deref().unwrap_or_default());
        // Others get their chance to break in.
        for _ in 0..3 {
            tokio::task::yield_now().await;
        }
        perform(act, cx, floor, &self.label).await
    }
}

impl<K: Kind> Batch for Work<K> {
    async fn run_many(cx: &Cx, tickets: Vec<Ticket<Self>>) {
        let floor = cx.service::<Floor>();
        let size = tickets.len();
        floor.0.send_modify(|state| state.batches.push(size));
        for ticket in tickets {
            let act = floor.begin(&ticket.job, ticket.attempt, cx.clock.now());
            if matches!(act, Act::Drop) {
                continue;
            }
            let label = ticket.job.label.clone();
            let outcome = perform(act, cx, floor, &label).await;
            ticket.finish(outcome);
        }
    }
}

async fn perform(act: Act, cx: &Cx, floor: &Floor, label: &str) -> Result<(), Stop> {
    let act = match act {
        Act::Held(act) => {
            floor.pass_gate(label).await;
            *act
        }
        act => act,
    };
    let why = "as told".to_owned();
    match act {
        Act::Done | Act::Drop | Act::Held(_) => Ok(()),
        Act::Again => Err(Stop::again("as told")),
        Act::AgainAfter(pause) => Err(Stop::Again {
            why,
            pause: Some(Millis(pause)),
        }),
        Act::WaitFor(pause) => Err(Stop::Wait {
            until: cx.clock.now() + Millis(pause),
            why,
        }),
        Act::GiveUp => Err(Stop::GiveUp(why)),
        Act::Panic => panic!("as told"),
        Act::Sleep(span) => {
            cx.clock.sleep_until(cx.clock.now() + Millis(span)).await;
            Ok(())
        }
    }
}

/// One run that began.
#[derive(Clone, Debug)]
pub struct Seen {
    pub label: String,
    pub attempt: Attempt,
    pub at: Time,
}

#[derive(Debug, Default)]
pub struct State {
    pub runs: Vec<Seen>,
    pub batches: Vec<usize>,
    open: BTreeSet<String>,
    at_gate: Vec<String>,
    inside: BTreeMap<String, (usize, usize)>,
}

impl State {
    pub fn count(&self, label: &str) -> usize {
        self.runs.iter().filter(|seen| seen.label == label).count()
    }

    /// How many runs wait at closed gates.
    pub fn held(&self) -> usize {
        let closed = self.at_gate.iter();
        closed.filter(|label| !self.open.contains(*label)).count()
    }
}

/// Where jobs work: it remembers them and holds them at gates.
#[derive(Clone, Debug, Default)]
pub struct Floor(Arc<watch::Sender<State>>);

impl Floor {
    fn begin<K>(&self, work: &Work<K>, attempt: Attempt, at: Time) -> Act {
        let label = work.label.clone();
        let runs = self.see(|state| state.count(&label));
        let seen = Seen { label, attempt, at };
        self.0.send_modify(|state| state.runs.push(seen));
        work.acts.get(runs).cloned().unwrap_or(Act::Done)
    }

    pub fn see<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&self.0.borrow())
    }

    /// Waits until the floor looks like this.
    pub async fn until(&self, like_this: impl FnMut(&State) -> bool) {
        let mut changes = self.0.subscribe();
        let seen = timeout(&SystemClock, Millis::secs(60), changes.wait_for(like_this)).await;
        assert!(seen.is_ok(), "it never came: {:?}", self.0.borrow());
    }

    /// Opens the gate of a label for good.
    pub fn open(&self, label: &str) {
        self.0.send_modify(|state| {
            state.open.insert(label.to_owned());
        });
    }

    async fn pass_gate(&self, label: &str) {
        self.0
            .send_modify(|state| state.at_gate.push(label.to_owned()));
        let _at_gate = AtGate(self.clone(), label.to_owned());
        let mut changes = self.0.subscribe();
        let opened = changes.wait_for(|state| state.open.contains(label)).await;
        assert!(opened.is_ok(), "the floor outlives its gates");
    }

    fn enter(&self, order: &str) -> Inside {
        self.0.send_modify(|state| {
            let (now, most) = state.inside.entry(order.to_owned()).or_default();
            *now += 1;
            *most = (*most).max(*now);
        });
        Inside(self.clone(), order.to_owned())
    }

    /// How many runs of an order key are under way, and the most there were.
    pub fn inside(&self, order: &str) -> (usize, usize) {
        self.see(|state| state.inside.get(order).copied().unwrap_or_default())
    }
}

struct AtGate(Floor, String);

impl Drop for AtGate {
    fn drop(&mut self) {
        self.0.0.send_modify(|state| {
            if let Some(place) = state.at_gate.iter().position(|label| *label == self.1) {
                state.at_gate.swap_remove(place);
            }
        });
    }
}

struct Inside(Floor, String);

impl Drop for Inside {
    fn drop(&mut self) {
        self.0.0.send_modify(|state| {
            if let Some((now, _)) = state.inside.get_mut(&self.1) {
                *now -= 1;
            }
        });
    }
}

/// Every kind of this suite.
pub fn registry() -> Registry {
    Registry::default()
        .job::<Work<Plain>>()
        .batch::<Work<Many>>()
        .job::<Work<Holding>>()
        .job::<Work<Urgent>>()
        .job::<Work<High>>()
        .job::<Work<Low>>()
        .job::<Work<Sending>>()
        .job::<Work<Publishing>>()
        .job::<Work<Media>>()
        .job::<Work<Housework>>()
}

/// A house in which engines work.
pub struct Workshop {
    pub house: House,
    pub db: Db,
    pub floor: Floor,
    pub engines: Vec<Engine>,
    dbs: Vec<Db>,
}

/// Runs a story in a fresh workshop without an engine, and leaves it tidy.
pub async fn workshop(story: impl AsyncFnOnce(&mut Workshop)) {
    let house = House::fresh().await;
    let db = open(&house).await;
    let mut shop = Workshop {
        house,
        db,
        floor: Floor::default(),
        engines: Vec::new(),
        dbs: Vec::new(),
    };
    story(&mut shop).await;
    let gates = shop.floor.see(|state| state.at_gate.clone());
    gates.iter().for_each(|label| shop.floor.open(label));
    shop.stop().await;
    for db in shop.dbs {
        db.close().await;
    }
    shop.db.close().await;
}

async fn open(house: &House) -> Db {
    let address = house.database.address();
    let ring = Arc::new(KeyRing::parse(SECRET_KEY).expect("a test key"));
    let clock = Arc::new(house.clock.clone());
    let db = Db::open(&address, clock, house.entropy.clone(), ring).await;
    db.expect("the database opens")
}

impl Workshop {
    /// Starts an engine that works at many jobs at once.
    pub async fn start(&mut self) {
        self.start_with(registry(), false).await;
    }

    /// Starts an engine that works at one job at a time.
    pub async fn start_serial(&mut self) {
        self.start_with(registry(), true).await;
    }

    /// Starts an engine that looks by itself for work that nobody told it of.
    pub async fn start_with_poll(&mut self, poll: Millis) {
        let settings = EngineSettings {
            poll: Some(poll),
            ..EngineSettings::scripted()
        };
        self.start_as(registry(), settings).await;
    }

    pub async fn start_with(&mut self, registry: Registry, is_serial: bool) {
        let settings = EngineSettings {
            is_serial,
            ..EngineSettings::scripted()
        };
        self.start_as(registry, settings).await;
    }

    async fn start_as(&mut self, registry: Registry, settings: EngineSettings) {
        let engine = Engine::start(self.cx(self.db.clone()), registry, settings).await;
        self.engines.push(engine.expect("the engine starts"));
    }

    /// Starts as many processes as the database allows, each with connections,
    /// a bell and an engine of its own; returns their databases.
    pub async fn start_all(&mut self) -> Vec<Db> {
        self.start().await;
        if self.db.is_postgres() {
            let db = open(&self.house).await;
            let settings = EngineSettings::scripted();
            let engine = Engine::start(self.cx(db.clone()), registry(), settings).await;
            self.engines.push(engine.expect("the engine starts"));
            self.dbs.push(db);
        }
        [vec![self.db.clone()], self.dbs.clone()].concat()
    }

    fn cx(&self, db: Db) -> Cx {
        Cx::new(
            db,
            Arc::new(self.house.clock.clone()),
            self.house.entropy.clone(),
            self.house.activity.clone(),
            Services::default().with(self.floor.clone()),
        )
    }

    /// Stops every engine; time passes for those that do not want to end.
    pub async fn stop(&mut self) {
        for engine in std::mem::take(&mut self.engines) {
            let mut stopping = pin!(engine.stop());
            loop {
                tokio::select! {
                    biased;
                    () = &mut stopping => break,
                    () = tokio::task::yield_now() => {}
                }
                // Only work that waits makes time pass, not the engine itself.
                let (busy, asleep) = (self.house.activity.busy(), self.house.activity.sleeping());
                if busy > 0 && busy.saturating_sub(asleep) == self.floor.see(State::held) {
                    self.house.clock.set(self.now() + Millis(100));
                }
            }
        }
    }

    /// Enqueues jobs that are due now, in one transaction.
    pub async fn enqueue<K: Kind>(&self, works: impl IntoIterator<Item = Work<K>>) {
        self.enqueue_in(0, works).await;
    }

    /// Enqueues jobs that are due after a pause, in one transaction.
    pub async fn enqueue_in<K: Kind>(
        &self,
        pause_ms: i64,
        works: impl IntoIterator<Item = Work<K>>,
    ) {
        let at = self.now() + Millis(pause_ms);
        let works: Vec<_> = works.into_iter().map(|work| (work, at)).collect();
        let mut tx = self.db.begin().await.expect("a transaction");
        enqueue_many(&mut tx, &works).await.expect("enqueued");
        tx.commit().await.expect("committed");
    }

    /// Waits until nothing is left to do at the present moment.
    pub async fn settle(&self) {
        let floor = self.floor.clone();
        quiet(&self.db, &self.house, || floor.see(State::held)).await;
    }

    pub fn now(&self) -> Time {
        self.house.clock.now()
    }

    /// Moves time on and settles there.
    pub async fn advance(&self, span_ms: i64) {
        self.house.clock.set(self.now() + Millis(span_ms));
        self.settle().await;
    }

    /// The labels of all runs in their order.
    pub fn ran(&self) -> Vec<String> {
        let labels = |state: &State| state.runs.iter().map(|seen| seen.label.clone()).collect();
        self.floor.see(labels)
    }

    /// The runs of one job.
    pub fn runs(&self, label: &str) -> Vec<Seen> {
        let of = |state: &State| {
            state
                .runs
                .iter()
                .filter(|seen| seen.label == label)
                .cloned()
                .collect()
        };
        self.floor.see(of)
    }

    /// The row of a job, if it is not done.
    pub async fn row(&self, label: &str) -> Option<JobRow> {
        let rows = list(&self.db, &Wanted::default(), (10_000, 0))
            .await
            .expect("jobs are listed");
        let part = format!("\"label\":\"{label}\"");
        rows.into_iter().find(|row| row.payload.contains(&part))
    }

    /// The state of a job; "done" when it has no row.
    pub async fn state(&self, label: &str) -> String {
        let row = self.row(label).await;
        row.map_or_else(|| "done".to_owned(), |row| row.state)
    }

    /// Changes rows as no product code would, and wakes the engine.
    pub async fn tamper(&self, query: Query) {
        let mut tx = self.db.begin().await.expect("a transaction");
        assert!(
            query.execute(&mut tx).await.expect("executed") > 0,
            "nothing was tampered with"
        );
        tx.ring_after_commit();
        tx.commit().await.expect("committed");
    }
}
