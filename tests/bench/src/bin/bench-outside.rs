//! The world outside of the product; see the crate's README.
#![expect(clippy::print_stdout, reason = "the address is told on the output")]

use std::time::Duration;

use clap::Parser;
use scx_bench::outside;
use scx_bench::shop::price_list;

/// The Bot API and a model on one port.
#[derive(Parser)]
struct Arguments {
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
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    if let Some(shop) = arguments.price_list {
        print!("{}", price_list(shop, arguments.passages));
        return Ok(());
    }
    let model_time = Duration::from_millis(arguments.model_ms);
    let serving = outside::serve(arguments.port, model_time, |address| {
        println!("http://{address}");
    });
    tokio::task::LocalSet::new().run_until(serving).await?;
    Ok(())
}
