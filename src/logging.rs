//! Logs: text for people, JSON for machines.

use std::io::IsTerminal;

use scx_kit::Config;
use sellercloudx::KEYS;
use tracing_subscriber::EnvFilter;

/// Starts logging to standard error.
pub(crate) fn start(config: &Config) -> anyhow::Result<()> {
    let value = |name: &str| {
        let key = KEYS.iter().find(|key| key.name == name);
        key.and_then(|key| config.value(key)).unwrap_or_default()
    };
    // The HTTP stack's own lines name addresses, and an address may hold a token.
    let quiet = "hyper=warn,hyper_util=warn,reqwest=warn,h2=warn,rustls=warn";
    let filter = EnvFilter::try_new(format!("{quiet},{}", value("SCX_LOG")))?;
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    match value("SCX_LOG_FORMAT") {
        "json" => builder.json().init(),
        _ => builder.init(),
    }
    Ok(())
}
