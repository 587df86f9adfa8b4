//! The product in one process.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use scx_bot::{Lookout, Support, Webhooks};
use scx_connect::mail::{Mailer, Relay};
use scx_connect::meta::Graph;
use scx_connect::payment::Payments;
use scx_connect::telegram::{self, Telegram};
use scx_domain::ai::Providers;
use scx_domain::channels::{self, Role};
use scx_domain::knowledge::Library;
use scx_domain::{Holdings, Parts, admins, parts, plans};
use scx_jobs::{Cx, Engine, EngineSettings, Services};
use scx_kit::{Activity, Clock, Config, Entropy, Http, Meters, Secret};
use scx_read::Reader;
use scx_store::{Db, DbError, Step, WakeUps};
use scx_webhooks::{Board, Doors, Gate, Intake, Knocks, Lines, Polling, Server, Web, router};
use tokio::net::TcpListener;
use tokio::runtime::Handle;

use crate::Settings;
use crate::settings::Owned;

/// What a process does where several share the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum ProcessRole {
    /// Takes updates in.
    Web,
    /// Does the work: answers, sends, reads files.
    Worker,
    /// Asks Telegram for updates by long polling.
    Bot,
}

/// The parts of the whole product.
pub fn all_parts() -> Parts {
    let house = Parts {
        registry: scx_jobs::inbox::registry(),
        statements: [scx_store::statements(), scx_jobs::statements()].concat(),
        sealed: vec![scx_jobs::inbox::BODY, scx_jobs::outbox::BODY],
        holdings: scx_jobs::HOLDINGS.to_vec(),
        meters: [
            scx_kit::meters(),
            scx_store::meters(),
            scx_jobs::meters(),
            scx_webhooks::meters(),
        ]
        .concat(),
        ..Parts::default()
    };
    house.join(parts()).join(scx_bot::parts())
}

/// What the outside gives to the product.
#[derive(Debug)]
pub struct Outer {
    /// The environment.
    pub config: Config,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The randomness.
    pub entropy: Arc<dyn Entropy>,
    /// The count of work in progress, shared with the clock of a test.
    pub activity: Activity,
    /// The socket; its address is where updates arrive.
    pub listener: TcpListener,
    /// Where requests are answered.
    pub doors: Handle,
    /// How the job engine runs.
    pub engine: EngineSettings,
    /// The program that reads files as a child: our own binary.
    pub reader: PathBuf,
    /// The one role of this process; all of them where it is alone.
    pub only: Option<ProcessRole>,
    /// What the database is brought up to date with.
    pub migrations: &'static [Step],
}

/// The running product.
#[derive(Debug)]
pub struct App {
    /// The context, for whoever drives the product from outside.
    pub cx: Cx,
    engine: Option<Engine>,
    polling: Option<Polling>,
    lookout: Option<Lookout>,
    wake_ups: Option<WakeUps>,
    server: Server,
}

impl App {
    /// Opens the database, connects the product's own bot, and starts to work.
    ///
    /// # Errors
    /// A chain whose first line is a sentence for the operator.
    pub async fn start(outer: Outer) -> anyhow::Result<Self> {
        let Outer {
            config,
            clock,
            entropy,
            activity,
            listener,
            doors,
            engine,
            reader,
            only,
            migrations,
        } = outer;
        let has = |role| only.is_none_or(|only| only == role);
        let settings =
            Settings::read(&config).map_err(|problems| anyhow::anyhow!(problems.join("\n")))?;
        let gate = gate(&settings);
        let given = (Arc::new(settings.ring), migrations);
        let db = Db::open_with(&settings.address, clock.clone(), entropy.clone(), given).await?;
        let meters = Meters::new(&all_parts().meters);
        let db = db.with_meters(meters.clone());
        let http = Http::new(clock.clone(), settings.hosts).with_meters(meters.clone());
        let webhooks = Webhooks {
            base_url: settings.webhook_base_url,
            has_platform: settings.platform.is_some(),
        };
        let is_polling = webhooks.base_url.is_none();
        let support = Support(settings.support);
        let services = services(&config, &db, http, (reader, webhooks, support))
            .map_err(anyhow::Error::msg)?
            .with(settings.drafts)
            .with(settings.som_per_usd)
            .with(mailer(settings.relay, &clock))
            .with(meters);
        let cx = Cx::new(db, clock, entropy, activity, services);
        house(&cx, &settings.owned).await?;
        scx_bot::settle_changed(&cx).await?;
        let process = cx.entropy.word(16);
        let wake_ups = (engine.poll).map(|_| WakeUps::start(&cx.db, &cx.clock, process));
        let engine = match has(ProcessRole::Worker) {
            true => Some(Engine::start(cx.clone(), all_parts().registry, engine).await?),
            false => None,
        };
        let intake = Intake::start(cx.db.clone());
        let lines = Lines::new(settings.platform);
        let web = web(&cx, &intake, (gate, lines), settings.metrics_token);
        let polling = (is_polling && has(ProcessRole::Bot))
            .then(|| Polling::start(cx.clone(), intake, scx_bot::allowed_updates));
        let lookout = (settings.owned.admin_bot).map(|_| Lookout::start(cx.clone()));
        let routes = router(web, has(ProcessRole::Web));
        let server = Server::start(listener, routes, cx.clock.clone(), &doors);
        Ok(Self {
            cx,
            engine,
            polling,
            lookout,
            wake_ups,
            server,
        })
    }

    /// Stops in order: no new updates, then the work in progress, then the
    /// database. Nothing in flight is lost.
    pub async fn stop(self) {
        if let Some(polling) = self.polling {
            polling.stop().await;
        }
        self.server.stop().await;
        if let Some(lookout) = self.lookout {
            lookout.stop().await;
        }
        if let Some(engine) = self.engine {
            engine.stop().await;
        }
        drop(self.wake_ups);
        self.cx.db.close().await;
    }
}

/// Sends letters, where a relay is set.
fn mailer(relay: Option<Relay>, clock: &Arc<dyn Clock>) -> Option<Mailer> {
    relay.map(|relay| Mailer::new(relay, clock.clone()))
}

/// What the routes work with.
fn web(
    cx: &Cx,
    intake: &Intake,
    (gate, lines): (Gate, Lines),
    metrics_token: Option<Secret<String>>,
) -> Web {
    Web {
        cx: cx.clone(),
        intake: intake.clone(),
        doors: Doors::default(),
        lines,
        gate,
        board: Board::default(),
        metrics_token,
    }
}

/// How the doors stand.
fn gate(settings: &Settings) -> Gate {
    let is_https = |url: &String| url.starts_with("https://");
    Gate {
        trusted: settings.trusted_proxies.clone(),
        origins: settings.cors_origins.clone(),
        is_https: settings.webhook_base_url.as_ref().is_some_and(is_https),
        knocks: Knocks::default(),
    }
}

/// What the work reaches beside the database.
fn services(
    config: &Config,
    db: &Db,
    http: Http,
    (reader, webhooks, support): (PathBuf, Webhooks, Support),
) -> Result<Services, String> {
    let client = Telegram::new(http.clone(), telegram::BASE_URL.to_owned());
    let graph = Graph::new(http.clone());
    let graph = match config.given("META_FILES_URL") {
        Some(url) => graph.with_files_at(url),
        None => graph,
    };
    let services = Services::default()
        .with(Holdings(all_parts().holdings))
        .with(Providers::new(http.clone(), config)?)
        .with(Payments::open(config)?.reaching(http.clone()))
        .with(http)
        .with(Library::default())
        .with(Reader::new(reader))
        .with(graph);
    scx_bot::services(services, db.clone(), client, webhooks, support)
}

/// What must be in the database before anything works: our own bots, what is
/// sold, the first owner.
async fn house(cx: &Cx, owned: &Owned) -> anyhow::Result<()> {
    for (role, name, token) in [
        (Role::Partner, "PARTNER_BOT_TOKEN", &owned.partner_bot),
        (Role::Admin, "ADMIN_BOT_TOKEN", &owned.admin_bot),
    ] {
        if let Some(token) = token {
            patiently(async || {
                let mut tx = cx.db.begin().await?;
                channels::house_bot(&mut tx, role, token).await?;
                Ok(tx.commit().await?)
            })
            .await
            .with_context(|| format!("{name} cannot be used"))?;
        }
    }
    patiently(async || {
        let mut tx = cx.db.begin().await?;
        plans::seed(&mut tx).await?;
        if let Some(owner) = owned.admin_id {
            admins::found(&mut tx, owner).await?;
        }
        Ok(tx.commit().await?)
    })
    .await
    .context("the house cannot be furnished")
}

/// Processes that start together may insert the same rows.
async fn patiently(
    work: impl AsyncFn() -> Result<(), scx_domain::Error>,
) -> Result<(), scx_domain::Error> {
    for _ in 0..2 {
        match work().await {
            Err(scx_domain::Error::Fault(fault))
                if matches!(
                    fault.downcast_ref(),
                    Some(DbError::Unique | DbError::Deadlock)
                ) => {}
            outcome => return outcome,
        }
    }
    work().await
}
