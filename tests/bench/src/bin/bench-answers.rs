//! Complete answers under load; see the crate's README.

use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use scx_bench::figures::Report;
use scx_bench::load::{Load, Moment, drive};
use scx_bench::machine::{self, Process};
use scx_bench::seed::Wanted;
use scx_bench::stage::{Options, Stage};

/// Complete answers under load.
#[derive(Parser)]
struct Arguments {
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
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<ExitCode> {
    let arguments = Arguments::parse();
    let mut report = Report::default();
    machine::describe(&report);
    let model_time = Duration::from_millis(arguments.model_ms);
    let stage = Stage::set(&arguments.options, model_time).await?;
    let wanted = Wanted {
        shops: arguments.shops,
        goods: arguments.passages,
        bots: 1,
    };
    stage.fill(wanted).await?;
    let product = stage.start(true).await?;
    let doors = stage.doors(arguments.shops).await?;
    stage.settled().await?;
    let load = Load {
        chats: arguments.chats,
        goods: arguments.passages,
        connections: arguments.connections,
        rate: arguments.rate,
        warm_up: Duration::from_secs(arguments.warm_up),
        measured: Duration::from_secs(arguments.seconds),
        seed: arguments.options.seed,
    };
    let mut seen: Vec<Process> = Vec::new();
    let outcome = drive(&stage, doors, load, |_: Moment| {
        seen.push(product.process()?);
        Ok(())
    });
    let mut outcome = outcome.await?;
    let state = stage.settled().await?;
    product.stop().await?;
    let rows = stage.rows().await?;

    report.heading("speed");
    let (first, last) = (seen[0], seen[seen.len() - 1]);
    let measured = outcome.measured as f64;
    report.at_least(
        "answers a second",
        measured / outcome.seconds,
        2_000.0,
        "/s",
    );
    let cpu_ms = (last.cpu_s - first.cpu_s) * 1_000.0;
    report.at_most(
        "processor time of an answer",
        cpu_ms / measured.max(1.0),
        0.25,
        "ms",
    );
    let rss = seen
        .iter()
        .map(|process| process.rss_mb)
        .fold(0.0, f64::max);
    report.at_most("memory under load (VmRSS, highest seen)", rss, 80.0, "MB");
    report.tell(
        "memory at its peak (VmHWM)",
        format!("{:.1} MB", last.peak_mb),
    );
    let times = |spread: &mut scx_bench::figures::Spread| {
        let (p50, p99) = (spread.quantile_ms(0.5), spread.quantile_ms(0.99));
        format!("p50 {p50:.1} ms, p99 {p99:.1} ms")
    };
    report.tell("webhook accepted after", times(&mut outcome.accepted));
    report.tell(
        "answer after (with 1.5 s of quiet and the model)",
        times(&mut outcome.answered),
    );

    report.heading("counts");
    report.tell(
        "chats, distinct questions",
        format!("{}, {}", load.chats, outcome.distinct),
    );
    report.tell("deliveries refused and repeated", outcome.refused);
    let passages = i64::try_from(arguments.shops * arguments.passages)?;
    report.equal("passages", rows.passages, passages);
    report.equal("answers received", outcome.received, outcome.sent);
    report.equal("customers' messages stored", rows.asked, outcome.sent);
    report.equal("answers stored", rows.answered, outcome.sent);
    report.equal(
        "answers stored that the model wrote",
        rows.by_model,
        outcome.sent,
    );
    report.equal(
        "answers that are wrong or from another shop",
        outcome.wrong,
        0,
    );
    report.equal("messages nobody asked for", outcome.unasked, 0);
    report.equal("questions left open", outcome.open, 0);
    report.equal(
        "updates, letters and jobs left",
        rows.unread + rows.unsent + rows.dead,
        0,
    );
    for wrong in &outcome.shown {
        report.tell("wrong", wrong);
    }
    report.heading("the outside");
    report.tell("state", state);
    report.tell("bytes of log", stage.log_bytes());
    Ok(report.end())
}
