//! The load programs' command line; see the crate's README.
#![expect(clippy::print_stdout, reason = "the outside tells its address here")]

use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};
use scx_bench::shop::price_list;
use scx_bench::{
    answers, broadcasts, files, kills, language, latency, memory, outside, search, start, webhooks,
};

/// Drives the product's binary and prints figures beside their bars.
#[derive(Parser)]
struct CommandLine {
    #[command(subcommand)]
    program: Program,
}

#[derive(Subcommand)]
enum Program {
    /// Updates accepted a second, each on disk before the 200.
    Webhooks(webhooks::Arguments),
    /// Complete answers a second, processor time, memory.
    Answers(answers::Arguments),
    /// What the product adds to one answer when little happens.
    Latency(latency::Arguments),
    /// Memory of a process that has nothing to do.
    Memory(memory::Arguments),
    /// From the start of the process to ready.
    Start(start::Arguments),
    /// Nothing lost and nothing doubled while processes are killed.
    Kills(kills::Arguments),
    /// News for many: how fast, and nobody twice while processes are killed.
    Broadcasts(broadcasts::Arguments),
    /// How well and how fast the language of a message is told.
    Language(language::Arguments),
    /// How well and how fast files are read.
    Files(files::Arguments),
    /// How well and how fast the passage that answers is found.
    Search(search::Arguments),
    /// The Bot API, WhatsApp and a model on one port: the world of the other programs.
    Outside(OutsideArguments),
}

#[derive(Args)]
struct OutsideArguments {
    /// The port; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// How long the model thinks.
    #[arg(long, default_value_t = 50)]
    model_ms: u64,
    /// Prints the price list of the shop with this number and ends.
    #[arg(long)]
    price_list: Option<usize>,
    /// Things in that list.
    #[arg(long, default_value_t = 200)]
    passages: usize,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<ExitCode> {
    match CommandLine::parse().program {
        Program::Webhooks(arguments) => webhooks::run(arguments).await,
        Program::Answers(arguments) => answers::run(arguments).await,
        Program::Latency(arguments) => latency::run(arguments).await,
        Program::Memory(arguments) => memory::run(arguments).await,
        Program::Start(arguments) => start::run(arguments).await,
        Program::Kills(arguments) => kills::run(arguments).await,
        Program::Broadcasts(arguments) => broadcasts::run(arguments).await,
        Program::Language(arguments) => language::run(&arguments),
        Program::Files(arguments) => files::run(&arguments),
        Program::Search(arguments) => search::run(&arguments).await,
        Program::Outside(arguments) => serve(arguments).await,
    }
}

async fn serve(arguments: OutsideArguments) -> anyhow::Result<ExitCode> {
    if let Some(shop) = arguments.price_list {
        print!("{}", price_list(shop, arguments.passages));
        return Ok(ExitCode::SUCCESS);
    }
    let model_time = Duration::from_millis(arguments.model_ms);
    let serving = outside::serve(arguments.port, model_time, |address| {
        println!("http://{address}");
    });
    tokio::task::LocalSet::new().run_until(serving).await?;
    Ok(ExitCode::SUCCESS)
}
