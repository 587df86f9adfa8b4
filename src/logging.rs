//! Logs: text for people, JSON for machines; panics and errors told to whom it
//! concerns.

use std::io::IsTerminal;

use scx_kit::{Activity, Config};
use sellercloudx::{KEYS, Noticed, Reports};
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer};

/// Starts logging to standard error. Gives what is to be reported, when there
/// is an address to report to.
pub(crate) fn start(config: &Config, activity: &Activity) -> anyhow::Result<Option<Noticed>> {
    let value = |name: &str| {
        let key = KEYS.iter().find(|key| key.name == name);
        key.and_then(|key| config.value(key)).unwrap_or_default()
    };
    // The HTTP stack's own lines name addresses, and an address may hold a token.
    let quiet = "hyper=warn,hyper_util=warn,reqwest=warn,h2=warn,rustls=warn";
    let filter = EnvFilter::try_new(format!("{quiet},{}", value("SCX_LOG")))?;
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    let lines = match value("SCX_LOG_FORMAT") {
        "json" => lines.json().boxed(),
        _ => lines.boxed(),
    };
    let reports = config
        .given("SENTRY_DSN")
        .map(|_| Reports::new(activity.clone()));
    let (reports, noticed) = reports.unzip();
    // Spans too, for what they say of the error; nothing below is looked at.
    let reports = reports.map(|reports| reports.with_filter(LevelFilter::INFO));
    tracing_subscriber::registry()
        .with(lines.with_filter(filter))
        .with(reports)
        .init();
    log_panics();
    Ok(noticed)
}

/// A panic becomes an error like any other: logged in one line, and reported.
fn log_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        let words = panic.payload_as_str().unwrap_or("no words");
        tracing::error!(panic.place = place, error = words, "the program panicked");
    }));
}
