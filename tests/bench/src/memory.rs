//! Memory of a process that has nothing to do; see the crate's README.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::channel::Channel;
use crate::figures::Report;
use crate::machine;
use crate::seed::Wanted;
use crate::stage::{Options, Product, Stage};
use anyhow::ensure;
use clap::Args;

/// Every partner may connect so many bots.
const BOTS_OF_A_SHOP: usize = 5;
const PATIENCE: Duration = Duration::from_secs(300);

/// What it takes.
#[derive(Args, Debug)]
pub struct Arguments {
    #[command(flatten)]
    options: Options,
    /// Customers' bots.
    #[arg(long, default_value_t = 1_000)]
    bots: usize,
    /// Passages of each shop.
    #[arg(long, default_value_t = 0)]
    passages: usize,
    /// Seconds of rest before it is measured.
    #[arg(long, default_value_t = 30)]
    rest: u64,
}

/// Measures and prints.
///
/// # Errors
/// When it cannot be measured.
pub async fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let rest = Duration::from_secs(arguments.rest);
    let mut report = Report::default();
    machine::describe(&report);
    let stage = Stage::set(&arguments.options, Duration::from_millis(50)).await?;

    let product = stage.start(true).await?;
    stage.view.settled().await?;
    tokio::time::sleep(rest).await;
    idle(&mut report, "idle, no customers' bots", &product, 25.0)?;
    product.stop().await?;

    let bots = connect(&arguments, &stage, &report).await?;

    let product = stage.start(true).await?;
    stage.view.settled().await?;
    tokio::time::sleep(rest).await;
    idle(
        &mut report,
        &format!("{bots} bots by webhook"),
        &product,
        120.0,
    )?;
    product.stop().await?;

    let product = stage.start(false).await?;
    let polling = polling(&stage, bots).await?;
    tokio::time::sleep(rest).await;
    idle(
        &mut report,
        &format!("{bots} bots by long polling"),
        &product,
        120.0,
    )?;
    report.tell("requests held at the outside", polling);
    let stopping = Instant::now();
    product.stop().await?;
    report.tell(
        "stopped after",
        format!("{:.1} s", stopping.elapsed().as_secs_f64()),
    );
    let rows = stage.rows().await?;
    report.heading("counts");
    report.equal("jobs given up", rows.dead, 0);
    Ok(report.end())
}

/// Connects the bots in a process of its own: connecting them is another matter
/// than having them.
async fn connect(arguments: &Arguments, stage: &Stage, report: &Report) -> anyhow::Result<usize> {
    let shops = arguments.bots.div_ceil(BOTS_OF_A_SHOP);
    let bots = shops * BOTS_OF_A_SHOP;
    stage
        .fill(Wanted {
            shops,
            goods: arguments.passages,
            bots: BOTS_OF_A_SHOP,
            channel: Channel::Telegram,
        })
        .await?;
    let product = stage.start(true).await?;
    let connecting = Instant::now();
    stage.view.doors(bots).await?;
    stage.view.settled().await?;
    let process = product.process()?;
    report.heading("connecting them");
    report.tell(
        "bots, time",
        format!("{bots}, {:.1} s", connecting.elapsed().as_secs_f64()),
    );
    report.tell("memory at its peak", format!("{:.1} MB", process.peak_mb));
    product.stop().await?;
    Ok(bots)
}

fn idle(report: &mut Report, what: &str, product: &Product, bar: f64) -> anyhow::Result<()> {
    let process = product.process()?;
    report.heading(what);
    report.at_most("memory (VmRSS)", process.rss_mb, bar, "MB");
    report.tell("at its peak (VmHWM)", format!("{:.1} MB", process.peak_mb));
    report.tell("threads", process.threads);
    report.tell(
        "processor time since the start",
        format!("{:.2} s", process.cpu_s),
    );
    Ok(())
}

/// Waits until every bot is asked for.
async fn polling(stage: &Stage, bots: usize) -> anyhow::Result<u64> {
    let started = Instant::now();
    loop {
        let state = stage.view.ask("/bench/state").await?;
        let held = state["bots"]["polling"].as_u64().unwrap_or_default();
        if usize::try_from(held)? >= bots {
            return Ok(held);
        }
        let is_late = started.elapsed() > PATIENCE;
        ensure!(!is_late, "{held} of {bots} bots are polled");
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}
