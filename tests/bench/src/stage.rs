//! The processes of a run: the outside, the product, and the folder they lie in.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use clap::Args;
use scx_kit::{KeyRing, OsEntropy};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::machine::Process;
use crate::seed::{self, Accounts, PARTNER_BOT_TOKEN, Rows, Wanted};
use crate::view::{Door, View};
use crate::whatsapp;
use crate::wire::Line;

/// The longest that anything is waited for that is not measured.
const PATIENCE: Duration = Duration::from_secs(180);

/// What all load programs take.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// The product's binary; the one beside this program otherwise.
    #[arg(long)]
    product: Option<PathBuf>,
    /// An empty database; a SQLite file of this run otherwise.
    #[arg(long)]
    database: Option<String>,
    /// Chooses customers and questions.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// The product's SCX_LOG.
    #[arg(long, default_value = "info")]
    log: String,
    /// Keeps the folder with the database and the product's log.
    #[arg(long)]
    keep: bool,
}

/// A folder, a database and the outside.
#[derive(Debug)]
pub struct Stage {
    folder: PathBuf,
    _own: Option<tempfile::TempDir>,
    product: PathBuf,
    database: String,
    secret_key: String,
    log: String,
    port: u16,
    /// The outside, as the load generator sees it.
    pub view: View,
    _outside: Child,
}

/// One start of the product.
#[derive(Clone, Copy, Debug)]
pub struct Start {
    /// Where it listens.
    pub port: u16,
    /// Told to the outside in each call, so that it is known who called.
    pub run: u32,
}

/// The running product.
#[derive(Debug)]
pub struct Product {
    child: Child,
    /// Its process.
    pub pid: u32,
    /// Where it listens.
    pub address: SocketAddr,
    /// From the start of the process to the first good answer of `/readyz`.
    pub ready_after: Duration,
}

impl Stage {
    /// Makes the folder and starts the outside.
    ///
    /// # Errors
    /// When a program is missing.
    pub async fn set(options: &Options, model_time: Duration) -> anyhow::Result<Self> {
        let own = std::env::current_exe()?;
        let beside = || own.with_file_name("sellercloudx");
        let product = options.product.clone().unwrap_or_else(beside);
        let product = product
            .canonicalize()
            .with_context(|| format!("no product at {}", product.display()))?;
        // Beside the program and not in /tmp, which is memory on many machines.
        let place = own.parent().context("this program lies in a folder")?;
        let temporary = tempfile::Builder::new()
            .prefix("scx-bench-")
            .tempdir_in(place)?;
        let folder = temporary.path().to_owned();
        let secret_key = KeyRing::fresh_key(&OsEntropy).to_string();
        let kept = if options.keep {
            let place = temporary.keep();
            println!("kept: {}, SECRET_KEY={secret_key}", place.display());
            None
        } else {
            Some(temporary)
        };
        let file = || format!("sqlite:{}", folder.join("bench.db").display());
        let database = options.database.clone().unwrap_or_else(file);
        let (child, outside) = start_outside(&own, model_time).await?;
        let port = free_ports(1)?[0];
        Ok(Self {
            folder,
            _own: kept,
            product,
            database,
            secret_key,
            log: options.log.clone(),
            port,
            view: View(outside),
            _outside: child,
        })
    }

    /// Fills the database; see [`seed::fill`].
    ///
    /// # Errors
    /// When the database is not empty or the product refuses something.
    pub async fn fill(&self, wanted: Wanted) -> anyhow::Result<Accounts> {
        let started = Instant::now();
        let db = self.db().await?;
        let accounts = seed::fill(db, &self.product, wanted).await?;
        let Wanted {
            shops,
            goods,
            bots,
            channel,
        } = wanted;
        let (took, word) = (started.elapsed().as_secs_f64(), channel.accounts_word());
        println!("filled: {shops} shops, {goods} passages and {bots} {word} each, in {took:.1} s");
        Ok(accounts)
    }

    /// Where what is written to the accounts goes, once the product has
    /// connected them.
    ///
    /// # Errors
    /// When they are not connected in time.
    pub async fn doors(&self, accounts: &Accounts) -> anyhow::Result<Vec<Door>> {
        match accounts {
            Accounts::Bots(count) => self.view.doors(*count).await,
            Accounts::Numbers(hooks) => {
                let product = SocketAddr::from(([127, 0, 0, 1], self.port));
                whatsapp::doors(self.view, product, hooks).await
            }
        }
    }

    /// The database, while no product serves it.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub async fn db(&self) -> anyhow::Result<scx_store::Db> {
        seed::open(&self.database, &self.secret_key).await
    }

    /// The rows of the database, while no product serves it.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub async fn rows(&self) -> anyhow::Result<Rows> {
        let db = self.db().await?;
        let rows = Rows::count(&db).await?;
        db.close().await;
        Ok(rows)
    }

    /// Starts the product and waits until it is ready.
    ///
    /// # Errors
    /// When it ends or is not ready in time.
    pub async fn start(&self, has_webhooks: bool) -> anyhow::Result<Product> {
        let port = self.port;
        self.start_as(Start { port, run: 0 }, has_webhooks).await
    }

    /// Starts one of several processes, or the same one once more.
    ///
    /// # Errors
    /// When it ends or is not ready in time.
    pub async fn start_as(&self, start: Start, has_webhooks: bool) -> anyhow::Result<Product> {
        let Start { port, run } = start;
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        let (outside, log_file) = (self.view.0, self.folder.join("product.log"));
        let log = std::fs::File::options()
            .create(true)
            .append(true)
            .open(&log_file)?;
        let mut command = Command::new(&self.product);
        command
            .arg("serve")
            .current_dir(&self.folder)
            .env_clear()
            .env("DATABASE_URL", &self.database)
            .env("SECRET_KEY", &self.secret_key)
            .env("PORT", port.to_string())
            .env("SCX_BIND", "127.0.0.1")
            .env("SCX_LOG", &self.log)
            .env("PARTNER_BOT_TOKEN", PARTNER_BOT_TOKEN)
            .env(
                "SCX_CHANNEL_TELEGRAM_BASE_URL",
                format!("http://{outside}/p{run}/telegram"),
            )
            .env("GRAPH_API_URL", format!("http://{outside}/p{run}/graph"))
            .env(
                "SCX_LLM_GEMINI_BASE_URL",
                format!("http://{outside}/p{run}/gemini"),
            )
            .env("GEMINI_API_KEY", "a-key-for-the-load-programs")
            // A shop's ceiling is no part of what is measured.
            .env("SCX_AI_CALLS_PER_MINUTE", "1000000")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .kill_on_drop(true);
        if has_webhooks {
            // One address for all processes, as behind a balancer.
            let base = format!("http://127.0.0.1:{}", self.port);
            command.env("WEBHOOK_BASE_URL", base);
        }
        let started = Instant::now();
        let mut child = command.spawn().context("the product does not start")?;
        let pid = child.id().context("the product ended at once")?;
        while !is_ready(address).await {
            if let Some(status) = child.try_wait()? {
                let log = std::fs::read_to_string(&log_file).unwrap_or_default();
                bail!("the product ended with {status}:\n{log}");
            }
            ensure!(started.elapsed() < PATIENCE, "the product is not ready");
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        let ready_after = started.elapsed();
        Ok(Product {
            child,
            pid,
            address,
            ready_after,
        })
    }

    /// The port that webhooks are told.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Whether several processes may share the database.
    pub fn is_shared(&self) -> bool {
        self.database.starts_with("postgres")
    }

    /// A copy of the database as a process that was just killed has left it,
    /// which leaves the recovery of the file itself to the product. On
    /// PostgreSQL it is the database itself.
    ///
    /// # Errors
    /// When the file cannot be copied or opened.
    pub async fn snapshot(&self) -> anyhow::Result<scx_store::Db> {
        if self.is_shared() {
            return self.db().await;
        }
        let copy = self.folder.join("snapshot.db");
        for end in ["-wal", "-shm", ""] {
            let name = |file: &str| self.folder.join(format!("{file}.db{end}"));
            if name("snapshot").exists() {
                std::fs::remove_file(name("snapshot"))?;
            }
            // The third file is an index of the second, made anew at opening.
            if end != "-shm" && name("bench").exists() {
                std::fs::copy(name("bench"), name("snapshot"))?;
            }
        }
        let url = format!("sqlite:{}", copy.display());
        seed::open(&url, &self.secret_key).await
    }

    /// Lines of the product's log that ask for a person.
    pub fn log_errors(&self) -> usize {
        let log = std::fs::read_to_string(self.folder.join("product.log")).unwrap_or_default();
        log.lines().filter(|line| line.contains("ERROR")).count()
    }

    /// The size of the product's log so far.
    pub fn log_bytes(&self) -> u64 {
        let file = std::fs::metadata(self.folder.join("product.log"));
        file.map_or(0, |file| file.len())
    }
}

impl Product {
    /// The process at this moment.
    ///
    /// # Errors
    /// When it is gone.
    pub fn process(&self) -> anyhow::Result<Process> {
        Process::read(self.pid)
    }

    /// Asks it to end and waits.
    ///
    /// # Errors
    /// When it does not end well.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        let told = Command::new("kill")
            .args(["-TERM", &self.pid.to_string()])
            .status();
        ensure!(told.await?.success(), "the product was gone already");
        let ended = tokio::time::timeout(PATIENCE, self.child.wait()).await;
        let status = ended.context("the product does not stop")??;
        ensure!(status.success(), "the product ended with {status}");
        Ok(())
    }

    /// Ends it without a word, as a crash would.
    ///
    /// # Errors
    /// When it was gone already.
    pub async fn kill(mut self) -> anyhow::Result<()> {
        Ok(self.child.kill().await?)
    }
}

/// Ports that are free now; nobody else on this machine asks for them in between.
///
/// # Errors
/// When there are none.
pub fn free_ports(count: usize) -> anyhow::Result<Vec<u16>> {
    let listen = |_| std::net::TcpListener::bind("127.0.0.1:0");
    let listeners: Vec<_> = (0..count).map(listen).collect::<Result<_, _>>()?;
    let port = |listener: &std::net::TcpListener| Ok(listener.local_addr()?.port());
    listeners.iter().map(port).collect()
}

async fn start_outside(
    program: &Path,
    model_time: Duration,
) -> anyhow::Result<(Child, SocketAddr)> {
    let mut child = Command::new(program)
        .args(["outside", "--model-ms", &model_time.as_millis().to_string()])
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .with_context(|| format!("{} does not start", program.display()))?;
    let output = child.stdout.take().context("the outside has no output")?;
    let mut told = String::new();
    BufReader::new(output).read_line(&mut told).await?;
    let address = told.trim().trim_start_matches("http://").parse();
    Ok((child, address.context("the outside told no address")?))
}

async fn is_ready(address: SocketAddr) -> bool {
    let answer = Line::new(address).fetch("/readyz").await;
    answer.is_ok_and(|(status, _)| status == 200)
}
