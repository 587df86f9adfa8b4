//! Complete answers under load; see the crate's README.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use crate::channel::Channel;
use crate::figures::{Report, Spread};
use crate::load::{Load, Outcome, drive};
use crate::machine::{self, Process};
use crate::seed::{Rows, Wanted};
use crate::stage::{Options, Stage};
use crate::view::View;
use clap::Args;

/// What it takes.
#[derive(Args, Debug)]
pub struct Arguments {
    #[command(flatten)]
    options: Options,
    /// Shops, each with one bot.
    #[arg(long, default_value_t = 100)]
    shops: usize,
    /// Passages of each shop.
    #[arg(long, default_value_t = 200)]
    passages: usize,
    /// Customers, each with one open question at most.
    #[arg(long, default_value_t = 8_000)]
    chats: usize,
    /// Connections that updates come on.
    #[arg(long, default_value_t = 256)]
    connections: usize,
    /// Questions a second; as fast as answers come without it.
    #[arg(long)]
    rate: Option<f64>,
    /// How long the model thinks.
    #[arg(long, default_value_t = 50)]
    model_ms: u64,
    /// Seconds before the measurement.
    #[arg(long, default_value_t = 10)]
    warm_up: u64,
    /// Seconds of the measurement.
    #[arg(long, default_value_t = 30)]
    seconds: u64,
    /// Drives a product that was started and seeded by other means.
    #[arg(long, requires_all = ["outside", "pid"])]
    no_seed: bool,
    /// Where that product's outside is: 127.0.0.1:9000.
    #[arg(long)]
    outside: Option<SocketAddr>,
    /// That product's process.
    #[arg(long)]
    pid: Option<u32>,
}

/// Measures and prints.
///
/// # Errors
/// When it cannot be measured.
pub async fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let mut report = Report::default();
    machine::describe(&report);
    if let (true, Some(outside), Some(pid)) = (arguments.no_seed, arguments.outside, arguments.pid)
    {
        load(&arguments, View(outside), pid, &mut report).await?;
        return Ok(report.end());
    }
    let model_time = Duration::from_millis(arguments.model_ms);
    let stage = Stage::set(&arguments.options, model_time).await?;
    let (shops, goods) = (arguments.shops, arguments.passages);
    stage
        .fill(Wanted {
            shops,
            goods,
            bots: 1,
            channel: Channel::Telegram,
        })
        .await?;
    let product = stage.start(true).await?;
    let outcome = load(&arguments, stage.view, product.pid, &mut report).await?;
    product.stop().await?;
    let rows = stage.rows().await?;
    report.equal("passages", rows.passages, i64::try_from(shops * goods)?);
    stored(&mut report, &rows, &outcome);
    report.tell("bytes of log", stage.log_bytes());
    Ok(report.end())
}

/// Drives the process and tells what is seen from outside.
async fn load(
    arguments: &Arguments,
    view: View,
    pid: u32,
    report: &mut Report,
) -> anyhow::Result<Outcome> {
    let doors = view.doors(arguments.shops).await?;
    view.settled().await?;
    let load = Load {
        chats: arguments.chats,
        goods: arguments.passages,
        connections: arguments.connections,
        rate: arguments.rate,
        warm_up: Duration::from_secs(arguments.warm_up),
        measured: Duration::from_secs(arguments.seconds),
        seed: arguments.options.seed,
    };
    let mut seen = Vec::new();
    let outcome = drive(view, doors, load, || {
        seen.push(Process::read(pid)?);
        Ok(())
    });
    let mut outcome = outcome.await?;
    let state = view.settled().await?;
    speed(report, &mut outcome, &seen);
    report.heading("counts");
    let asked = format!("{}, {}", load.chats, outcome.distinct);
    report.tell("chats, distinct questions", asked);
    report.tell("deliveries refused and repeated", outcome.refused);
    report.equal("answers received", outcome.received, outcome.sent);
    report.equal(
        "answers that are wrong or from another shop",
        outcome.wrong,
        0,
    );
    report.equal("messages nobody asked for", outcome.unasked, 0);
    report.equal("questions left open", outcome.open, 0);
    for wrong in &outcome.shown {
        report.tell("wrong", wrong);
    }
    report.tell("the outside", state);
    Ok(outcome)
}

fn speed(report: &mut Report, outcome: &mut Outcome, seen: &[Process]) {
    report.heading("speed");
    let answers = outcome.measured as f64;
    let rate = answers / outcome.seconds;
    report.at_least("answers a second", rate, 2_000.0, "/s");
    if let (Some(first), Some(last)) = (seen.first(), seen.last()) {
        let cpu_ms = (last.cpu_s - first.cpu_s) * 1_000.0 / answers.max(1.0);
        report.at_most("processor time of an answer", cpu_ms, 0.25, "ms");
        let highest = seen
            .iter()
            .map(|process| process.rss_mb)
            .fold(0.0, f64::max);
        report.at_most("memory under load (VmRSS, highest)", highest, 80.0, "MB");
        let peak = format!("{:.1} MB", last.peak_mb);
        report.tell("memory at its peak (VmHWM)", peak);
    }
    let times = |spread: &mut Spread| {
        let (p50, p99) = (spread.quantile_ms(0.5), spread.quantile_ms(0.99));
        format!("p50 {p50:.1} ms, p99 {p99:.1} ms")
    };
    report.tell("webhook accepted after", times(&mut outcome.accepted));
    let answered = times(&mut outcome.answered);
    report.tell("answer after, quiet time and model included", answered);
}

/// What the database holds.
fn stored(report: &mut Report, rows: &Rows, outcome: &Outcome) {
    let Outcome { sent, .. } = *outcome;
    report.equal("customers' messages stored", rows.asked, sent);
    report.equal("answers stored", rows.answered, sent);
    report.equal("answers stored that the model wrote", rows.by_model, sent);
    let left = rows.unread + rows.unsent + rows.dead;
    report.equal("updates, letters and jobs left", left, 0);
}
