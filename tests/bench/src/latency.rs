//! What the product adds to one answer when little happens; see the crate's README.

use std::process::ExitCode;
use std::time::Duration;

use crate::channel::Channel;
use crate::figures::Report;
use crate::load::{Load, Outcome, drive};
use crate::machine;
use crate::seed::Wanted;
use crate::stage::{Options, Stage};
use clap::Args;
use serde_json::Value;

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
    /// Questions a second, each by another customer.
    #[arg(long, default_value_t = 20.0)]
    rate: f64,
    /// How long the model thinks.
    #[arg(long, default_value_t = 50)]
    model_ms: u64,
    /// Seconds of the measurement.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
}

/// Measures and prints.
///
/// # Errors
/// When it cannot be measured.
pub async fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let mut report = Report::default();
    machine::describe(&report);
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
    let doors = stage.view.doors(shops).await?;
    stage.view.settled().await?;
    let load = Load {
        // Enough that a question never waits for a customer to be free.
        chats: shops * 20,
        goods,
        connections: 16,
        rate: Some(arguments.rate),
        warm_up: Duration::from_secs(10),
        measured: Duration::from_secs(arguments.seconds),
        seed: arguments.options.seed,
    };
    let mut outcome = drive(stage.view, doors, load, || Ok(())).await?;
    let state = stage.view.settled().await?;
    product.stop().await?;
    let rows = stage.rows().await?;

    added(&arguments, &mut outcome, &state, &mut report);
    report.heading("counts");
    report.equal("answers received", outcome.received, outcome.sent);
    report.equal("answers stored", rows.answered, outcome.sent);
    report.equal(
        "answers that are wrong or from another shop",
        outcome.wrong,
        0,
    );
    report.equal("questions left open", outcome.open, 0);
    Ok(report.end())
}

/// Everything but the waits that are wanted.
fn added(arguments: &Arguments, outcome: &mut Outcome, state: &Value, report: &mut Report) {
    let quiet_ms = scx_domain::chat::Channel::Telegram.quiet().0;
    let waits = quiet_ms as f64 + arguments.model_ms as f64;
    report.heading(&format!("answers at {} a second", arguments.rate));
    report.tell("measured", outcome.measured);
    let p50 = outcome.answered.quantile_ms(0.5) - waits;
    report.tell("added, p50", format!("{p50:.2} ms"));
    let p99 = outcome.answered.quantile_ms(0.99) - waits;
    report.below("added, p99", p99, 20.0, "ms");
    let slowest = outcome.answered.quantile_ms(1.0) - waits;
    report.tell("added, slowest", format!("{slowest:.2} ms"));
    let of_webhook = (
        outcome.accepted.quantile_ms(0.5),
        outcome.accepted.quantile_ms(0.99),
    );
    report.tell(
        "webhook accepted after, p50 and p99",
        format!("{:.2} ms, {:.2} ms", of_webhook.0, of_webhook.1),
    );
    let held = |q: &str| state["model"][q].as_f64().unwrap_or_default() / 1_000.0;
    let words = format!(
        "{:.2} ms, {:.2} ms",
        held("held_p50_us"),
        held("held_p99_us")
    );
    report.tell("the model really took, p50 and p99", words);
    report.tell(
        "left out",
        format!("{quiet_ms} ms of quiet, {} ms of model", arguments.model_ms),
    );
}
