//! The world of a story.

use std::path::PathBuf;
use std::sync::Arc;

use scx_domain::accounts::{self, Partner};
use scx_domain::billing;
use scx_fakes::Outside;
use scx_jobs::{Cx, Engine, EngineSettings, Wanted, inbox, list, outbox};
use scx_kit::{Activity, Clock, Config, Entropy, Millis, SeededEntropy, SystemClock, Time};
use scx_store::{Db, Step};
use sellercloudx::{App, Outer, ProcessRole};
use tokio::net::TcpListener;
use tokio::runtime::Handle;
use tracing_subscriber::layer::SubscriberExt;

use crate::{
    ADMIN_BOT, ADMIN_BOT_TOKEN, BEGIN_MS, Chief, Customer, Errors, OWNER, PARTNER_BOT,
    PARTNER_BOT_TOKEN, ScriptedClock, Seller, TestDb, database,
};

/// What a settled world may still have before it: due within this span is
/// waited for, because people too wait a few seconds for an answer.
const SOON: Millis = Millis::secs(10);
/// How often at most the product looks whether there is anything to do while
/// one span goes by.
const LOOKS: i64 = 100;
/// Looks, a millisecond apart, at whether a bot that was given an answer asks
/// Telegram again: it may have been stopped meanwhile.
const PATIENCE: u32 = 1_000;
/// A world that does not come to rest within this real time is stuck.
const STUCK: Millis = Millis::secs(60);

/// Looks in a row that must find the world at rest while a request is held.
const CALM_LOOKS: u32 = 4;

/// How a world starts.
#[derive(Clone, Debug, Default)]
pub struct Start {
    /// Keys beside the usual ones; an empty value removes a usual one.
    pub config: Vec<(String, String)>,
    /// Telegram is asked by long polling.
    pub is_polling: bool,
    /// Several pieces of work at once.
    pub is_parallel: bool,
    /// The program that reads files.
    pub reader: PathBuf,
    /// The admin bot runs too, and has an owner.
    pub has_admins: bool,
    /// The migrations of another version than this one.
    pub migrations: Option<&'static [Step]>,
}

/// The parts under the product: for tests of the engine alone.
pub struct House {
    /// The clock.
    pub clock: ScriptedClock,
    /// The count of work in progress.
    pub activity: Activity,
    /// The randomness.
    pub entropy: Arc<dyn Entropy>,
    /// The database.
    pub database: TestDb,
}

impl House {
    /// A fresh house.
    pub async fn fresh() -> Self {
        let activity = Activity::default();
        Self {
            clock: ScriptedClock::new(Time(BEGIN_MS), activity.clone()),
            activity,
            entropy: Arc::new(SeededEntropy::new("story")),
            database: TestDb::fresh().await,
        }
    }
}

/// Waits until everything rests at the present moment.
///
/// # Panics
/// When it does not come to rest: something waits for what never comes.
pub async fn quiet(db: &Db, house: &House, held: impl Fn() -> usize) {
    let mut changes = house.activity.changes();
    let give_up = SystemClock.now() + STUCK;
    let mut calm_looks = 0;
    let mut due = None;
    loop {
        changes.mark_unchanged();
        let busy = house.activity.busy();
        let at_rest =
            !house.clock.is_waking() && busy.saturating_sub(house.activity.sleeping()) == held();
        let mut is_calm = false;
        // While anything is at work, the database has better things to do.
        if at_rest {
            due = Engine::next_due(db).await.expect("the database answers");
            let is_due = due.is_some_and(|at| at <= house.clock.now());
            // With one piece at a time, due work may stand behind one that sleeps.
            // Work that began or ended while the database was asked may have left
            // more to do: only an answer that nothing overtook counts.
            let is_overtaken = changes.has_changed().unwrap_or(false);
            is_calm = !is_overtaken && (!is_due || busy > 0);
        }
        calm_looks = if is_calm { calm_looks + 1 } else { 0 };
        // Who gave up leaves a request held until the cut line is noticed, and
        // meanwhile their next one would be taken for it.
        if calm_looks >= if held() > 0 { CALM_LOOKS } else { 1 } {
            return;
        }
        tokio::select! {
            _ = changes.changed() => {}
            () = SystemClock.sleep_until(SystemClock.now() + Millis(5)) => {}
        }
        let left = (give_up - SystemClock.now()).0;
        assert!(
            left > 0,
            "the world does not come to rest: {busy} busy, due at {due:?}"
        );
    }
}

/// The whole product, its outside and its clock.
pub struct World {
    /// Everything outside.
    pub outside: Outside,
    /// The parts below.
    pub house: House,
    /// How it was started, for a restart.
    pub start: Start,
    port: u16,
    app: Option<App>,
    only: Option<ProcessRole>,
    errors: Errors,
    next_person: i64,
    expected: Expected,
}

#[derive(Debug, Default)]
struct Expected {
    errors: bool,
    dead_jobs: bool,
}

/// Runs a story in a world with the usual start.
pub async fn world(start: Start, story: impl AsyncFnOnce(&mut World)) {
    let errors = Errors::default();
    let subscriber = tracing_subscriber::registry().with(errors.clone());
    let _guard = tracing::subscriber::set_default(subscriber);
    let mut world = World::begin(start, errors.clone()).await;
    let witness = Witness {
        outside: world.outside.clone(),
        errors,
    };
    story(&mut world).await;
    world.end().await;
    drop(witness);
}

/// Tells what the outside saw when a story fails.
struct Witness {
    outside: Outside,
    errors: Errors,
}

impl Drop for Witness {
    #[expect(clippy::print_stderr, reason = "a failed story explains itself")]
    fn drop(&mut self) {
        if !std::thread::panicking() {
            return;
        }
        let exchanges = self.outside.exchanges();
        for exchange in exchanges.iter().rev().take(12).rev() {
            let (request, answer) = (&exchange.request, &exchange.response);
            eprintln!(
                "{} {} -> {}\n   {request}\n   {answer}",
                exchange.service, exchange.path, exchange.status
            );
        }
        eprintln!(
            "unexpected: {:#?}\nerrors: {:#?}",
            self.outside.unexpected(),
            self.errors.take()
        );
    }
}

impl World {
    async fn begin(start: Start, errors: Errors) -> Self {
        let house = House::fresh().await;
        let clock = house.clock.clone();
        let outside = Outside::start(Arc::new(move || clock.now().0)).await;
        outside.telegram().add_bot(
            PARTNER_BOT_TOKEN,
            PARTNER_BOT,
            "sellercloudx_bot",
            "SellerCloudX",
        );
        if start.has_admins {
            let telegram = outside.telegram();
            telegram.add_bot(
                ADMIN_BOT_TOKEN,
                ADMIN_BOT,
                "sellercloudx_admin_bot",
                "Admins",
            );
        }
        let mut world = Self {
            outside,
            house,
            start,
            port: 0,
            app: None,
            errors,
            only: None,
            next_person: 100,
            expected: Expected::default(),
        };
        world.boot().await;
        world
    }

    /// Starts the product in one role only. Nothing is waited for: where nobody
    /// does the work, it never rests.
    pub async fn boot_only(&mut self, role: ProcessRole) {
        self.only = Some(role);
        self.start_product().await;
        self.only = None;
    }

    /// Lets time go by while nobody does the work: what the product does by itself
    /// at that moment is waited for, as long as it is busy.
    pub async fn goes_by(&mut self, span: Millis) {
        self.move_to(self.house.clock.now() + span);
        let mut calm = 0;
        while calm < CALM_LOOKS {
            SystemClock.sleep_until(SystemClock.now() + Millis(5)).await;
            let is_calm = !self.house.clock.is_waking() && self.house.activity.busy() == 0;
            calm = if is_calm { calm + 1 } else { 0 };
        }
    }

    /// Starts the product; a story does it again after [`World::halt`].
    pub async fn boot(&mut self) {
        let polls = self.polls();
        self.start_product().await;
        // A bot that was polled before is polled at once: until that poll is open,
        // the world could not know that it has to wait for what was written.
        while polls > 0 && self.polls() == polls {
            SystemClock.sleep_until(SystemClock.now() + Millis(1)).await;
        }
        self.settle().await;
    }

    /// How often our own bot was polled.
    fn polls(&self) -> usize {
        self.outside
            .telegram()
            .calls(PARTNER_BOT, "getUpdates")
            .len()
    }

    async fn start_product(&mut self) {
        let listener = self.listener().await;
        let port = listener.local_addr().expect("bound").port();
        self.port = port;
        let config = self.config();
        let app = App::start(Outer {
            config: Config::new(
                config
                    .into_iter()
                    .collect::<std::collections::BTreeMap<_, _>>(),
            ),
            clock: Arc::new(self.house.clock.clone()),
            entropy: self.house.entropy.clone(),
            activity: self.house.activity.clone(),
            listener,
            doors: Handle::current(),
            engine: EngineSettings {
                is_serial: !self.start.is_parallel,
                ..EngineSettings::scripted()
            },
            reader: self.start.reader.clone(),
            only: self.only,
            migrations: self.start.migrations.unwrap_or(scx_store::MIGRATIONS),
        })
        .await
        .expect("the product starts");
        self.app = Some(app);
    }

    /// The keys that the product is started with.
    fn config(&self) -> Vec<(String, String)> {
        let mut config: Vec<(String, String)> = vec![
            ("SECRET_KEY".into(), crate::SECRET_KEY.into()),
            ("DATABASE_URL".into(), self.house.database.url.clone()),
            (
                "SCX_DATABASE_CONNECTIONS".into(),
                database::CONNECTIONS.to_string(),
            ),
            ("TELEGRAM_API_URL".into(), self.outside.url_of("telegram")),
            ("GRAPH_API_URL".into(), self.outside.url_of("graph")),
            ("INSTAGRAM_API_URL".into(), self.outside.url_of("instagram")),
            ("META_FILES_URL".into(), self.outside.url().to_owned()),
            ("STRIPE_API_URL".into(), self.outside.url_of("stripe")),
            (
                "SCX_LLM_GEMINI_BASE_URL".into(),
                self.outside.url_of("gemini"),
            ),
            (
                "SCX_LLM_OPENAI_BASE_URL".into(),
                format!("{}/v1", self.outside.url_of("openai")),
            ),
            ("PARTNER_BOT_TOKEN".into(), PARTNER_BOT_TOKEN.into()),
            ("MAIL_HOST".into(), self.outside.smtp().host().into()),
            ("MAIL_PORT".into(), self.outside.smtp().port().to_string()),
            ("MAIL_TLS".into(), "none".into()),
            (
                "MAIL_FROM".into(),
                "SellerCloudX <noreply@sellercloudx.example>".into(),
            ),
        ];
        if self.start.has_admins {
            config.push(("ADMIN_BOT_TOKEN".into(), ADMIN_BOT_TOKEN.into()));
            config.push(("ADMIN_ID".into(), OWNER.to_string()));
        }
        if !self.start.is_polling {
            config.push(("WEBHOOK_BASE_URL".into(), self.url()));
        }
        config.extend(self.start.config.clone());
        config
    }

    /// Replaces the product by its next version while it serves: the next one
    /// starts elsewhere, does a part of the work, and the last one is stopped. A
    /// file has one process at a time, so there the last one is stopped first.
    pub async fn roll(&mut self, migrations: &'static [Step]) {
        self.start.migrations = Some(migrations);
        if !self.house.database.is_postgres() {
            self.halt().await;
        }
        let last = self.app.take();
        self.moves();
        self.start_product().await;
        self.settle().await;
        if let Some(last) = last {
            last.stop().await;
        }
        self.settle().await;
    }

    /// The address of the last start, or another one when it is taken.
    async fn listener(&self) -> TcpListener {
        match TcpListener::bind(("127.0.0.1", self.port)).await {
            Ok(listener) => listener,
            Err(_) => TcpListener::bind("127.0.0.1:0").await.expect("a free port"),
        }
    }

    /// The product starts at another address the next time.
    pub fn moves(&mut self) {
        self.port = 0;
    }

    /// Where the product is reached.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Stops the product as SIGTERM does.
    pub async fn halt(&mut self) {
        if let Some(app) = self.app.take() {
            app.stop().await;
        }
    }

    /// Cuts the product off in the middle of its work, as when a process is
    /// killed: whatever runs is not waited for longer than shutdown may take.
    pub async fn crash(&mut self) {
        let Some(app) = self.app.take() else { return };
        let mut stop = Box::pin(app.stop());
        while futures_util::poll!(stop.as_mut()).is_pending() {
            SystemClock.sleep_until(SystemClock.now() + Millis(1)).await;
            self.house.clock.set(self.house.clock.now() + Millis(100));
        }
    }

    /// The product's context.
    pub fn cx(&self) -> &Cx {
        &self.app.as_ref().expect("the product runs").cx
    }

    /// Runs until nothing is due now or within the next seconds.
    pub async fn settle(&mut self) {
        loop {
            self.rest().await;
            let soon = self.house.clock.now() + SOON;
            match self.next_due().await {
                Some(at) if at <= soon => self.move_to(at),
                _ => return,
            }
        }
    }

    /// Moves time on from due moment to due moment, and settles at each.
    pub async fn advance(&mut self, span: Millis) {
        self.passes(span).await;
        self.settle().await;
    }

    /// The present moment.
    pub fn now(&self) -> Time {
        self.house.clock.now()
    }

    /// Moves time on by `span`, and no further: what is due later still waits.
    /// Rounds of looking whether there is anything to do are not followed more
    /// than a hundred times: over days they would be most of what a story does.
    pub async fn passes(&mut self, span: Millis) {
        let target = self.house.clock.now() + span;
        let between_looks = Millis(span.0 / LOOKS);
        loop {
            self.rest().await;
            match self.next_moment(between_looks).await {
                Some(at) if at <= target => self.move_to(at),
                _ => break,
            }
        }
        self.move_to(target);
        self.rest().await;
    }

    /// Jumps ahead by `span`, as when nothing ran meanwhile: what was due in
    /// between is done at its end, each rhythm once.
    pub async fn leaps(&mut self, span: Millis) {
        self.rest().await;
        self.move_to(self.house.clock.now() + span);
        self.rest().await;
    }

    /// Goes on after a span in which nothing ran, and settles.
    pub async fn goes_on_after(&mut self, span: Millis) {
        self.leaps(span).await;
        self.settle().await;
    }

    /// Delivers what waits and rests at the present moment.
    pub async fn rest(&mut self) {
        let mut patience = PATIENCE;
        loop {
            let delivered = self.outside.telegram().pump().await + self.outside.meta().pump().await;
            let db = self.cx().db.clone();
            let outside = self.outside.clone();
            quiet(&db, &self.house, move || outside.held()).await;
            let mut in_polls = self.outside.telegram().in_polls();
            if in_polls == 0 && patience > 0 {
                in_polls = self.outside.telegram().between_polls();
                patience -= 1;
            }
            // What was sent meanwhile may have made Meta tell something.
            let now_ms = self.house.clock.now().0;
            let next_ms = self.outside.meta().next_delivery_ms();
            if next_ms.is_some_and(|next_ms| next_ms <= now_ms) {
                continue;
            }
            match (delivered, in_polls) {
                (0, 0) => return,
                (0, _) => SystemClock.sleep_until(SystemClock.now() + Millis(1)).await,
                (_, _) => {}
            }
        }
    }

    fn move_to(&self, at: Time) {
        self.house.clock.set(at);
        self.outside.release_due();
    }

    /// The earliest moment at which our own work is due.
    async fn next_due(&self) -> Option<Time> {
        let due = Engine::next_due(&self.cx().db)
            .await
            .expect("the database answers");
        let release = self.outside.next_release_ms().map(Time);
        let sleeps = (self.house.activity.sleeping() > 0)
            .then(|| self.house.clock.next())
            .flatten();
        due.into_iter()
            .chain(release)
            .chain(sleeps)
            .filter(|at| *at > self.house.clock.now())
            .min()
    }

    /// The earliest moment at which anything happens, where looks are that far
    /// apart or farther.
    async fn next_moment(&self, between_looks: Millis) -> Option<Time> {
        let deliveries = [
            self.outside.telegram().next_delivery_ms(),
            self.outside.meta().next_delivery_ms(),
        ];
        let deliveries = deliveries.into_iter().flatten().map(Time);
        let now = self.house.clock.now();
        let next = self.house.clock.next();
        let timer = next.map(|at| at.max(now + between_looks));
        let due = self.next_due().await;
        due.into_iter()
            .chain(timer)
            .chain(deliveries)
            .filter(|at| *at > now)
            .min()
    }

    /// A seller who has not written yet.
    pub fn seller(&mut self, name: &str) -> Seller {
        Seller::new(self, name)
    }

    /// The owner of the admin bot who has not written yet.
    pub fn owner(&self) -> Chief {
        Chief::owner(self)
    }

    /// Somebody whom the admin bot does not know yet.
    pub fn chief(&mut self, name: &str) -> Chief {
        Chief::new(self, name)
    }

    /// A customer of a shop's bot who has not written yet.
    pub fn customer(&mut self, name: &str, bot: i64) -> Customer {
        Customer::new(self, name, bot)
    }

    /// A fresh person's id.
    pub(crate) fn person_id(&mut self) -> i64 {
        self.next_person += 1;
        self.next_person
    }

    /// Whether a seller is registered at this moment.
    pub async fn knows(&self, seller: &Seller) -> bool {
        let known = accounts::by_telegram(&self.cx().db, seller.person).await;
        known.expect("the database answers").is_some()
    }

    /// The partner behind a seller.
    pub async fn partner(&self, seller: &Seller) -> Partner {
        accounts::by_telegram(&self.cx().db, seller.person)
            .await
            .expect("the database answers")
            .expect("the seller is registered")
    }

    /// This story makes the product log errors, and says so.
    pub fn expect_errors(&mut self) {
        self.expected.errors = true;
    }

    /// This story leaves dead jobs, and says so.
    pub fn expect_dead_jobs(&mut self) {
        self.expected.dead_jobs = true;
        self.expected.errors = true;
    }

    async fn end(mut self) {
        self.settle().await;
        let db = self.cx().db.clone();
        let dead = list(&db, &Wanted::in_state("dead"), (10, 0))
            .await
            .expect("jobs are listed");
        assert!(
            self.expected.dead_jobs || dead.is_empty(),
            "dead jobs: {dead:#?}"
        );
        assert_eq!(
            inbox::unread(&db).await.expect("counted"),
            0,
            "updates were not handled"
        );
        assert_eq!(
            outbox::count(&db).await.expect("counted"),
            0,
            "letters were not sent"
        );
        let unbalanced = billing::unbalanced(&db).await.expect("the ledger is read");
        assert!(unbalanced.is_empty(), "the ledger: {unbalanced:?}");
        let unexpected = self.outside.unexpected();
        assert!(
            unexpected.is_empty(),
            "unexpected requests: {unexpected:#?}"
        );
        drop(db);
        self.halt().await;
        let errors = self.errors.take();
        assert!(
            self.expected.errors || errors.is_empty(),
            "errors were logged: {errors:#?}"
        );
    }
}
