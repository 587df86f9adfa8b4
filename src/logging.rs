//! Logs: text for people, JSON for machines.

use scx_kit::Config;
use sellercloudx::KEYS;
use tracing_subscriber::EnvFilter;

/// Starts logging to standard error.
pub(crate) fn start(config: &Config) -> anyhow::Result<()> {
    let value = |name: &str| {
        let key = KEYS.iter().find(|key| key.name == name);
        key.and_then(|key| config.value(key)).unwrap_or_default()
    };
    let filter = EnvFilter::try_new(value("SCX_LOG"))?;
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match value("SCX_LOG_FORMAT") {
        "json" => builder.json().init(),
        _ => builder.init(),
    }
    Ok(())
}
