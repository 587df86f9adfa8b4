//! Configuration: every key of the product, checked all at once.

mod keys;

use axum::http::HeaderValue;
use scx_bot::admin::SomPerUsd;
use scx_connect::mail::Relay;
use scx_connect::payment::Payments;
use scx_connect::sentry::Dsn;
use scx_domain::channels::Drafts;
use scx_kit::{Config, ConfigKey, Hosts, KeyRing, Secret};
use scx_store::Address;
use scx_webhooks::{Gate, Platform, Trusted};
use url::Url;

pub use keys::KEYS;

/// A shorter token can be guessed by trying.
const METRICS_TOKEN_BYTES: usize = 16;

/// Every key of the product.
pub fn all_keys() -> Vec<ConfigKey> {
    let mut keys = KEYS.to_vec();
    keys.extend(scx_domain::parts().keys);
    keys
}

/// The values of the composition root, checked.
#[derive(Debug)]
pub struct Settings {
    /// Seals and opens.
    pub ring: KeyRing,
    /// The database.
    pub address: Address,
    /// The listening address.
    pub listen: (String, u16),
    /// Our public address.
    pub webhook_base_url: Option<String>,
    /// The proxies before us.
    pub trusted_proxies: Trusted,
    /// The web pages that may read our answers.
    pub cors_origins: Vec<HeaderValue>,
    /// What is ours at Telegram.
    pub owned: Owned,
    /// The mail relay.
    pub relay: Option<Relay>,
    /// Whom sellers write to.
    pub support: String,
    /// So'm for a US dollar.
    pub som_per_usd: SomPerUsd,
    /// Customers are shown drafts.
    pub drafts: Drafts,
    /// The product's own Meta app.
    pub platform: Option<Platform>,
    /// What the operator's monitor shows to read the metrics.
    pub metrics_token: Option<Secret<String>>,
    /// Where errors are reported to.
    pub sentry: Option<Dsn>,
    /// Where outside hosts really are.
    pub hosts: Hosts,
}

/// What is ours at Telegram: the two bots, and the account of the first owner.
#[derive(Debug)]
pub struct Owned {
    /// The partner bot's token.
    pub partner_bot: Option<Secret<String>>,
    /// The admin bot's token.
    pub admin_bot: Option<Secret<String>>,
    /// The first owner.
    pub admin_id: Option<i64>,
}

impl Settings {
    /// Reads and checks all values.
    ///
    /// # Errors
    /// Every problem at once, each a sentence that names its key and quotes no secret.
    pub fn read(config: &Config) -> Result<Self, Vec<String>> {
        let mut problems = unknown_keys(config);
        let value = |name: &str| {
            let key = KEYS.iter().find(|key| key.name == name);
            key.and_then(|key| config.value(key))
                .unwrap_or_default()
                .to_owned()
        };
        let ring = KeyRing::parse(&value("SECRET_KEY"))
            .map_err(|error| problems.push(format!("SECRET_KEY: {error}")));
        let connections = connections(&value("SCX_DATABASE_CONNECTIONS"), &mut problems);
        let address = Address::parse(&value("DATABASE_URL"))
            .map(|address| address.with_connections(connections))
            .map_err(|error| problems.push(error.to_string()));
        let port = value("PORT")
            .parse::<u16>()
            .map_err(|_| problems.push("PORT must be a number from 0 to 65535".to_owned()));
        let webhook_base_url = webhook_base_url(config, &mut problems);
        let owned = owned(config, &mut problems);
        problems.extend(Payments::open(config).err());
        let relay = Relay::open(config).unwrap_or_else(|problem| {
            problems.push(problem);
            None
        });
        let drafts = drafts(&value("SCX_MESSAGE_DRAFTS"), &mut problems);
        let platform = platform(config, &mut problems);
        let som_per_usd = som_per_usd(config, &mut problems);
        let metrics_token = metrics_token(config, &mut problems);
        let sentry = sentry(config, &mut problems);
        let hosts = hosts(config, &mut problems);
        let (trusted_proxies, cors_origins) = callers(config, &mut problems);
        let (Ok(ring), Ok(address), Ok(port), true) = (ring, address, port, problems.is_empty())
        else {
            return Err(problems);
        };
        Ok(Self {
            ring,
            address,
            listen: (value("SCX_BIND"), port),
            webhook_base_url,
            trusted_proxies,
            cors_origins,
            owned,
            relay,
            support: value("SCX_SUPPORT_CONTACT"),
            som_per_usd,
            drafts,
            platform,
            metrics_token,
            sentry,
            hosts,
        })
    }
}

/// Fewer than four are too few for a look while a transaction waits.
fn connections(given: &str, problems: &mut Vec<String>) -> u32 {
    let read = given.parse().ok().filter(|most| (4..=200).contains(most));
    if read.is_none() {
        problems.push("SCX_DATABASE_CONNECTIONS must be a number from 4 to 200".to_owned());
    }
    read.unwrap_or_default()
}

fn som_per_usd(config: &Config, problems: &mut Vec<String>) -> SomPerUsd {
    let given = config.given("SCX_SOM_PER_USD");
    let read = given.map(|given| given.trim().parse().ok().filter(|rate: &i64| *rate > 0));
    if read == Some(None) {
        problems.push("SCX_SOM_PER_USD must be a whole number above nothing".to_owned());
    }
    SomPerUsd(read.flatten())
}

/// Our own bots and the first owner.
fn owned(config: &Config, problems: &mut Vec<String>) -> Owned {
    let partner_bot = bot_token(config, "PARTNER_BOT_TOKEN", problems);
    let admin_bot = bot_token(config, "ADMIN_BOT_TOKEN", problems);
    let given = |name: &str| config.given(name);
    if partner_bot.is_some() && given("PARTNER_BOT_TOKEN") == given("ADMIN_BOT_TOKEN") {
        problems.push("ADMIN_BOT_TOKEN must be another bot than PARTNER_BOT_TOKEN".to_owned());
    }
    Owned {
        partner_bot,
        admin_bot,
        admin_id: admin_id(config, problems),
    }
}

/// The token of one of our own bots.
fn bot_token(config: &Config, name: &str, problems: &mut Vec<String>) -> Option<Secret<String>> {
    let token = config.given(name)?;
    if !scx_domain::channels::looks_like_token(token) {
        problems.push(format!(
            "{name} is not a bot token: digits, a colon and 35 characters"
        ));
    }
    Some(Secret::new(token.to_owned()))
}

/// The first owner.
fn admin_id(config: &Config, problems: &mut Vec<String>) -> Option<i64> {
    let id = config.given("ADMIN_ID")?.trim().parse().ok();
    let id = id.filter(|id| *id > 0);
    if id.is_none() {
        problems.push("ADMIN_ID must be the number of a Telegram account".to_owned());
    }
    id
}

/// Our public address.
fn webhook_base_url(config: &Config, problems: &mut Vec<String>) -> Option<String> {
    let url = config.given("WEBHOOK_BASE_URL")?;
    if !is_web_address(url) {
        problems.push(
            "WEBHOOK_BASE_URL must be an https address (http only on this machine)".to_owned(),
        );
    }
    Some(url.to_owned())
}

/// Whether customers are shown drafts.
fn drafts(value: &str, problems: &mut Vec<String>) -> Drafts {
    if !["on", "off"].contains(&value) {
        problems.push("SCX_MESSAGE_DRAFTS must be on or off".to_owned());
    }
    Drafts {
        is_on: value == "on",
    }
}

/// Our own prefix with a name nobody declared is a slip of the pen.
fn unknown_keys(config: &Config) -> Vec<String> {
    let known = all_keys();
    config
        .starting_with("SCX_")
        .filter(|(name, _)| known.iter().all(|key| key.name != *name))
        .filter(|(name, _)| !name.starts_with("SCX_TEST_") && *name != "SCX_SHARED")
        .map(|(name, _)| format!("{name} is not a known key"))
        .collect()
}

/// Who may call from where.
fn callers(config: &Config, problems: &mut Vec<String>) -> (Trusted, Vec<HeaderValue>) {
    let given = |name: &str| config.given(name).unwrap_or_default();
    let trusted = Trusted::parse(given("TRUSTED_PROXIES")).unwrap_or_else(|part| {
        problems.push(format!(
            "TRUSTED_PROXIES: {part:?} is no address and no network like 10.0.0.0/8"
        ));
        Trusted::default()
    });
    let origins = Gate::parse_origins(given("CORS_ORIGINS")).unwrap_or_else(|part| {
        problems.push(format!(
            "CORS_ORIGINS: {part:?} is no origin like https://shop.example"
        ));
        Vec::new()
    });
    (trusted, origins)
}

/// The product's own Meta app: both of its words, or none.
fn platform(config: &Config, problems: &mut Vec<String>) -> Option<Platform> {
    let given = |name: &str| config.given(name).map(|word| Secret::new(word.to_owned()));
    let instagram_secret = given("META_INSTAGRAM_APP_SECRET");
    match (given("META_APP_SECRET"), given("META_VERIFY_TOKEN")) {
        (Some(app_secret), Some(verify_token)) => Some(Platform {
            app_secret,
            instagram_secret,
            verify_token,
        }),
        (None, None) if instagram_secret.is_none() => None,
        _ => {
            problems.push("META_APP_SECRET and META_VERIFY_TOKEN need each other, META_INSTAGRAM_APP_SECRET both".to_owned());
            None
        }
    }
}

fn metrics_token(config: &Config, problems: &mut Vec<String>) -> Option<Secret<String>> {
    let token = config.given("METRICS_TOKEN")?;
    if token.len() < METRICS_TOKEN_BYTES {
        problems.push(format!(
            "METRICS_TOKEN must have at least {METRICS_TOKEN_BYTES} characters"
        ));
    }
    Some(Secret::new(token.to_owned()))
}

/// Where errors are reported to.
fn sentry(config: &Config, problems: &mut Vec<String>) -> Option<Dsn> {
    let dsn = Dsn::parse(config.given("SENTRY_DSN")?);
    if dsn.is_none() {
        problems.push("SENTRY_DSN must look like https://key@host/number".to_owned());
    }
    dsn
}

/// Where outside services really are. The addresses of models and of Meta's
/// files are used where those are, and are checked here with all others.
fn hosts(config: &Config, problems: &mut Vec<String>) -> Hosts {
    const BOT_API: [&str; 2] = ["TELEGRAM_API_URL", "SCX_CHANNEL_TELEGRAM_BASE_URL"];
    const GRAPH: [&str; 2] = ["GRAPH_API_URL", "SCX_CHANNEL_WHATSAPP_BASE_URL"];
    const INSTAGRAM: [&str; 2] = ["INSTAGRAM_API_URL", "SCX_CHANNEL_INSTAGRAM_BASE_URL"];
    const ELSEWHERE: [&str; 3] = [
        "SCX_LLM_GEMINI_BASE_URL",
        "SCX_LLM_OPENAI_BASE_URL",
        "META_FILES_URL",
    ];
    let mut hosts = Hosts::default();
    let redirected = [BOT_API, GRAPH, INSTAGRAM].concat();
    for name in redirected.into_iter().chain(ELSEWHERE) {
        let Some(url) = config.given(name) else {
            continue;
        };
        if address(url).is_none() {
            problems.push(format!(
                "{name} must be an address that starts with http:// or https://"
            ));
        } else if BOT_API.contains(&name) {
            hosts.redirect(scx_connect::telegram::BASE_URL, url);
        } else if GRAPH.contains(&name) {
            hosts.redirect(scx_connect::meta::GRAPH_URL, url);
        } else if INSTAGRAM.contains(&name) {
            hosts.redirect(scx_connect::meta::INSTAGRAM_URL, url);
        }
    }
    hosts
}

/// An address that paths can be added to, as it is written.
fn address(text: &str) -> Option<Url> {
    let is_plain = !text.contains(|c: char| c.is_whitespace() || c.is_control());
    let url = is_plain.then(|| Url::parse(text).ok()).flatten()?;
    let is_base = url.has_host() && url.query().is_none() && url.fragment().is_none();
    let starts_so = text.starts_with("http://") || text.starts_with("https://");
    (is_base && starts_so).then_some(url)
}

/// Telegram takes https only; http is for this machine.
fn is_web_address(text: &str) -> bool {
    const HERE: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];
    address(text).is_some_and(|url| {
        url.scheme() == "https" || url.host_str().is_some_and(|host| HERE.contains(&host))
    })
}
