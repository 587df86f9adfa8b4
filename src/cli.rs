//! Commands and what they print.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line prints"
)]

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::{Parser, Subcommand};
use scx_connect::sentry::Sentry;
use scx_jobs::EngineSettings;
use scx_kit::{Activity, Config, Http, Millis, OsEntropy, SystemClock, timeout};
use scx_store::Address;
use sellercloudx::{App, Line, Outer, ProcessRole, Settings, check};
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Handle, Runtime};

use crate::{copies, desk, inspect, logging, pages, secrets};

/// How long the end waits for errors to be reported.
const LAST_REPORTS: Millis = Millis::secs(3);

/// A shop assistant that lives in Telegram.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the bots until told to stop.
    Serve {
        /// One role of several processes: web takes updates in (needs
        /// WEBHOOK_BASE_URL), worker works, bot asks Telegram by long polling
        /// (without WEBHOOK_BASE_URL). Needs PostgreSQL.
        #[arg(long, value_enum)]
        only: Option<ProcessRole>,
    },
    /// Bring the database up to date and end.
    Migrate,
    /// Say what is on, what is off and why.
    Check,
    /// Copy the database into a file, while it is served.
    Backup {
        /// The file.
        file: PathBuf,
        /// Replace the file when there is one.
        #[arg(long)]
        force: bool,
    },
    /// Put a copy in the place of the database; nobody may serve it meanwhile.
    Restore {
        /// The file that `backup` has written.
        file: PathBuf,
        /// Replace the database that is there.
        #[arg(long)]
        force: bool,
    },
    /// Look at jobs, retry or cancel them.
    Jobs {
        #[command(subcommand)]
        command: desk::Command,
    },
    /// Keys for SECRET_KEY.
    Secrets {
        #[command(subcommand)]
        command: secrets::Command,
    },
    /// See what the product reads, hears and finds.
    Inspect {
        #[command(subcommand)]
        command: inspect::Command,
    },
}

/// Runs the command line.
pub(crate) fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let config = environment();
    match on_threads(arguments.command, config) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Whoever answers the doors has threads of its own. Work that holds the database's
/// one writer must get on between two of its statements, and not wait in a queue
/// behind hundreds of requests that wait for that writer.
fn on_threads(given: Command, config: Config) -> anyhow::Result<ExitCode> {
    let mut threads = Builder::new_multi_thread();
    let work = threads.enable_all().build();
    let work = work.context("the runtime does not start")?;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let doors = matches!(given, Command::Serve { .. }).then(|| {
        let threads = threads.worker_threads(cores.div_ceil(2));
        threads.thread_name("doors").build()
    });
    let doors = doors
        .transpose()
        .context("the runtime of the doors does not start")?;
    let of_doors = doors.as_ref().map_or(work.handle(), Runtime::handle);
    work.block_on(command(given, config, of_doors.clone()))
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one reader of the environment"
)]
fn environment() -> Config {
    // A missing .env is the usual case in production.
    let _ = dotenvy::dotenv();
    Config::new(std::env::vars())
}

async fn command(command: Command, config: Config, doors: Handle) -> anyhow::Result<ExitCode> {
    match command {
        Command::Serve { only } => serve(config, only, doors).await?,
        Command::Migrate => open(&config).await?.close().await,
        Command::Check => {
            let lines = check(&config).await;
            for line in &lines {
                println!("{}", line.shown());
            }
            if lines.iter().any(|line| matches!(line, Line::Error(_))) {
                return Ok(ExitCode::FAILURE);
            }
        }
        Command::Backup { file, force } => {
            copies::back_up(&read(&config)?, &file, force).await?;
        }
        Command::Restore { file, force } => {
            copies::restore(&read(&config)?, &file, force).await?;
        }
        Command::Jobs { command } => desk::run(&open(&config).await?, command).await?,
        Command::Secrets { command } => return secret(command, &config).await,
        Command::Inspect { command } => return inspect::run(command).await,
    }
    Ok(ExitCode::SUCCESS)
}

async fn secret(command: secrets::Command, config: &Config) -> anyhow::Result<ExitCode> {
    match command {
        secrets::Command::New => secrets::new(),
        secrets::Command::Rotate => {
            let db = open(config).await?;
            let outcome = secrets::rotate(&db).await;
            db.close().await;
            if !outcome? {
                return Ok(ExitCode::FAILURE);
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn read(config: &Config) -> anyhow::Result<Settings> {
    Settings::read(config).map_err(|problems| anyhow::anyhow!(problems.join("\n")))
}

async fn open(config: &Config) -> anyhow::Result<scx_store::Db> {
    let settings = read(config)?;
    let ring = Arc::new(settings.ring);
    Ok(scx_store::Db::open(
        &settings.address,
        Arc::new(SystemClock),
        Arc::new(OsEntropy),
        ring,
    )
    .await?)
}

async fn serve(config: Config, only: Option<ProcessRole>, doors: Handle) -> anyhow::Result<()> {
    let activity = Activity::default();
    let noticed = logging::start(&config, &activity)?;
    let settings = read(&config)?;
    check_role(only, &settings)?;
    let _lock = copies::lock(&settings.address)?;
    if let (Some(noticed), Some(dsn)) = (noticed, settings.sentry.clone()) {
        let http = Http::new(Arc::new(SystemClock), settings.hosts.clone());
        let sentry = Sentry::new(http, dsn);
        tokio::spawn(noticed.send_all(sentry, Arc::new(SystemClock), Arc::new(OsEntropy)));
    }
    let (host, port) = settings.listen;
    let listener = TcpListener::bind((host.as_str(), port))
        .await
        .with_context(|| format!("port {port} cannot be listened on"))?;
    let app = App::start(Outer {
        config,
        clock: Arc::new(SystemClock),
        entropy: Arc::new(OsEntropy),
        activity: activity.clone(),
        listener,
        doors,
        engine: EngineSettings::default(),
        reader: std::env::current_exe().context("our own binary is not found")?,
        only,
        migrations: scx_store::MIGRATIONS,
    })
    .await?;
    tracing::info!(port, "serving");
    tokio::spawn(pages::release_after_start());
    told_to_stop().await?;
    tracing::info!("stopping");
    app.stop().await;
    // The last errors are worth a moment, and no more.
    let _ = timeout(&SystemClock, LAST_REPORTS, activity.drained()).await;
    tracing::info!("stopped");
    Ok(())
}

/// A role that this configuration leaves without work is a mistake that nobody
/// would notice: the process would be ready and idle.
fn check_role(only: Option<ProcessRole>, settings: &Settings) -> anyhow::Result<()> {
    if only.is_some() && matches!(settings.address, Address::Sqlite(_)) {
        bail!("--only is for several processes, and those need PostgreSQL in DATABASE_URL");
    }
    let has_webhooks = settings.webhook_base_url.is_some();
    match only {
        Some(ProcessRole::Web) if !has_webhooks => bail!(
            "--only web takes in what Telegram sends to WEBHOOK_BASE_URL; without that key it has nothing to do"
        ),
        Some(ProcessRole::Bot) if has_webhooks => bail!(
            "--only bot asks Telegram by long polling; with WEBHOOK_BASE_URL Telegram sends by itself, and it has nothing to do"
        ),
        Some(ProcessRole::Web | ProcessRole::Worker | ProcessRole::Bot) | None => Ok(()),
    }
}

async fn told_to_stop() -> anyhow::Result<()> {
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        pressed = tokio::signal::ctrl_c() => pressed?,
        _ = terminate.recv() => {}
    }
    Ok(())
}
