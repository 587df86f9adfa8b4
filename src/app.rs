//! The product in one process.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use scx_bot::{Support, Webhooks};
use scx_connect::telegram::{self, Telegram};
use scx_domain::ai::Providers;
use scx_domain::channels::{self, Role};
use scx_domain::knowledge::Library;
use scx_domain::{Parts, parts};
use scx_jobs::{Cx, Engine, EngineSettings, Services};
use scx_kit::{Activity, Clock, Config, Entropy, Http};
use scx_read::Reader;
use scx_store::Db;
use scx_webhooks::{Doors, Intake, Polling, Web, router};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::Settings;

/// The parts of the whole product.
pub fn all_parts() -> Parts {
    let house = Parts {
        registry: scx_jobs::inbox::registry(),
        statements: [scx_store::statements(), scx_jobs::statements()].concat(),
        sealed: vec![scx_jobs::inbox::BODY, scx_jobs::outbox::BODY],
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
    /// How the job engine runs.
    pub engine: EngineSettings,
    /// The program that reads files as a child: our own binary.
    pub reader: PathBuf,
}

/// The running product.
#[derive(Debug)]
pub struct App {
    /// The context, for whoever drives the product from outside.
    pub cx: Cx,
    engine: Engine,
    polling: Option<Polling>,
    stop: CancellationToken,
    server: tokio::task::JoinHandle<std::io::Result<()>>,
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
            engine,
            reader,
        } = outer;
        let settings =
            Settings::read(&config).map_err(|problems| anyhow::anyhow!(problems.join("\n")))?;
        let ring = Arc::new(settings.ring);
        let db = Db::open(&settings.address, clock.clone(), entropy.clone(), ring).await?;
        let http = Http::new(clock.clone(), settings.hosts);
        let client = Telegram::new(http.clone(), telegram::BASE_URL.to_owned());
        let webhooks = Webhooks {
            base_url: settings.webhook_base_url,
        };
        let is_polling = webhooks.base_url.is_none();
        let services = Services::default()
            .with(Providers::new(http, &config).map_err(anyhow::Error::msg)?)
            .with(Library::default())
            .with(Reader::new(reader));
        let services = scx_bot::services(services, client, webhooks, Support(settings.support))
            .map_err(anyhow::Error::msg)?;
        let cx = Cx::new(db, clock, entropy, activity, services);
        if let Some(token) = &settings.partner_bot_token {
            let mut tx = cx.db.begin().await?;
            channels::house_bot(&mut tx, Role::Partner, token)
                .await
                .context("PARTNER_BOT_TOKEN cannot be used")?;
            tx.commit().await?;
        }
        scx_bot::settle_changed(&cx).await?;
        let Parts { registry, .. } = all_parts();
        let engine = Engine::start(cx.clone(), registry, engine).await?;
        let intake = Intake::start(cx.db.clone());
        let web = Web {
            cx: cx.clone(),
            intake: intake.clone(),
            doors: Doors::default(),
        };
        let polling =
            is_polling.then(|| Polling::start(cx.clone(), intake, scx_bot::ALLOWED_UPDATES));
        let stop = CancellationToken::new();
        let stopped = stop.clone().cancelled_owned();
        let server = tokio::spawn(async move {
            axum::serve(listener, router(web))
                .with_graceful_shutdown(stopped)
                .await
        });
        Ok(Self {
            cx,
            engine,
            polling,
            stop,
            server,
        })
    }

    /// Stops in order: no new updates, then the work in progress, then the
    /// database. Nothing in flight is lost.
    pub async fn stop(self) {
        if let Some(polling) = self.polling {
            polling.stop().await;
        }
        self.stop.cancel();
        if let Ok(Err(error)) = self.server.await {
            tracing::error!(%error, "the server ended with an error");
        }
        self.engine.stop().await;
        self.cx.db.close().await;
    }
}
