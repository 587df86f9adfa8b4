//! From the start of the process to ready; see the crate's README.

use std::process::ExitCode;
use std::time::Duration;

use crate::channel::Channel;
use crate::figures::{Report, Spread};
use crate::seed::Wanted;
use crate::stage::{Options, Stage};
use crate::{machine, past};
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
    /// Messages in the database.
    #[arg(long, default_value_t = 100_000)]
    messages: usize,
    /// How often it is started.
    #[arg(long, default_value_t = 10)]
    starts: usize,
}

/// Measures and prints.
///
/// # Errors
/// When it cannot be measured.
pub async fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let mut report = Report::default();
    machine::describe(&report);
    let stage = Stage::set(&arguments.options, Duration::from_millis(50)).await?;
    let (shops, goods) = (arguments.shops, arguments.passages);
    stage
        .fill(Wanted {
            shops,
            goods,
            bots: 1,
            channel: Channel::Telegram,
        })
        .await?;
    let db = stage.db().await?;
    past::write(&db, arguments.messages, goods).await?;
    db.close().await;
    // The first start connects the bots; that is no part of the others.
    let first = stage.start(true).await?;
    let first_ready = first.ready_after;
    stage.view.doors(shops).await?;
    stage.view.settled().await?;
    first.stop().await?;
    let mut times = Spread::default();
    for _ in 0..arguments.starts {
        let product = stage.start(true).await?;
        times.add_us(product.ready_after);
        product.stop().await?;
    }
    let rows = stage.rows().await?;

    report.heading("start to the first 200 of /readyz, files in the system's cache");
    report.tell(
        "the first start, with bots to connect",
        format!("{:.0} ms", first_ready.as_secs_f64() * 1_000.0),
    );
    report.tell("starts", times.count());
    report.tell("median", format!("{:.1} ms", times.quantile_ms(0.5)));
    report.below("slowest", times.quantile_ms(1.0), 1_000.0, "ms");
    report.heading("counts");
    let half = i64::try_from(arguments.messages / 2)?;
    report.equal("customers' messages", rows.asked, half);
    report.equal("answers", rows.answered, half);
    report.equal("updates", rows.updates, half);
    Ok(report.end())
}
