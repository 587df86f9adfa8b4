//! Configuration, and the headers that say who calls.

use std::net::IpAddr;
use std::sync::LazyLock;

use scx_kit::{Config, SeededEntropy};
use scx_store::Address;
use scx_webhooks::{Trusted, fuzz};
use sellercloudx::{Settings, all_keys};
use url::Url;

use crate::input::Values;

/// So much of a secret is a secret.
const TELLING_CHARS: usize = 10;

/// Keys that must be there, so that what is fuzzed is not always an error.
const USUAL: [(&str, &str); 1] = [("SECRET_KEY", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")];

/// Lines of `KEY=value`.
pub fn config(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let given = text.lines().filter_map(|line| line.split_once('='));
    let pairs: Vec<(String, String)> = USUAL
        .into_iter()
        .chain(given)
        .map(|(name, value)| (name.trim().to_owned(), value.to_owned()))
        .collect();
    let config = Config::new(pairs.clone());
    let shown = match Settings::read(&config) {
        Ok(settings) => {
            is_usable(&settings);
            format!("{settings:?}")
        }
        Err(problems) => {
            assert!(!problems.is_empty());
            for problem in &problems {
                let names_a_key = pairs.iter().any(|(name, _)| problem.contains(name))
                    || all_keys().iter().any(|key| problem.contains(key.name));
                assert!(names_a_key, "{problem:?} names no key");
            }
            problems.join("\n")
        }
    };
    tells_no_secret(&config, &shown);
}

fn is_usable(settings: &Settings) {
    if let Some(url) = &settings.webhook_base_url {
        let url = Url::parse(url).expect("the public address is an address");
        assert!(url.has_host() && matches!(url.scheme(), "https" | "http"));
        // Whoever is not on this machine needs https.
        if url.scheme() == "http" {
            let host = url.host_str().unwrap_or_default();
            assert!(
                ["localhost", "127.0.0.1", "[::1]"].contains(&host),
                "{host}"
            );
        }
    }
    match &settings.address {
        Address::Sqlite(path) => assert!(!path.as_os_str().is_empty()),
        Address::Postgres { url, .. } => assert!(url.starts_with("postgres")),
    }
    if let Some(token) = &settings.metrics_token {
        assert!(token.expose().len() >= 16);
    }
    let sealed = settings
        .ring
        .seal("n", "r", b"plain", &SeededEntropy::new("fuzz"));
    let opened = settings.ring.open("n", "r", &sealed).expect("it opens");
    assert_eq!(opened.expose(), b"plain");
    assert!(settings.ring.open("n", "other", &sealed).is_err());
}

/// No piece of a secret stands in what an operator's screen or log shows,
/// unless something that is no secret has the same piece.
fn tells_no_secret(config: &Config, shown: &str) {
    let keys = all_keys();
    let open: String = config
        .starting_with("")
        .filter(|(name, _)| keys.iter().all(|key| key.name != *name || !key.is_secret))
        .map(|(name, value)| format!("{name} {value:?} {value}\n"))
        .collect();
    // The ids of keys are no secrets.
    let is_id =
        |id: &&str| id.len() <= 16 && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let given = config.given("SECRET_KEY").unwrap_or_default();
    let ids: Vec<&str> = given
        .split(',')
        .filter_map(|key| Some(key.split_once(':')?.0.trim()))
        .filter(is_id)
        .collect();
    // Nor is a path on this machine, nor the host that errors are reported to.
    let host = config
        .given("SENTRY_DSN")
        .and_then(|dsn| dsn.split_once('@'));
    let host = host.map_or("", |(_, host)| host);
    let path = config
        .given("DATABASE_URL")
        .filter(|url| url.starts_with("sqlite:"));
    let host = format!("{host}\n{}", path.unwrap_or_default());
    // Names are told, and what is said of them.
    let names = config.starting_with("");
    let names: String = names
        .map(|(name, _)| format!("{name} is not a known key\n"))
        .collect();
    let vocabulary = format!("{open}{names}{}\n{host}\n{}", ids.join("\n"), *VOCABULARY);
    for key in keys.iter().filter(|key| key.is_secret) {
        let chars: Vec<char> = config.given(key.name).unwrap_or_default().chars().collect();
        for piece in chars.windows(TELLING_CHARS) {
            let piece: String = piece.iter().collect();
            let is_told = shown.contains(&piece) && !vocabulary.contains(&piece);
            assert!(!is_told, "{} is told: {piece:?} in {shown:?}", key.name);
        }
    }
}

/// What is said without any secret.
static VOCABULARY: LazyLock<String> = LazyLock::new(vocabulary);

fn vocabulary() -> String {
    let wrong = [
        "PORT",
        "SCX_MESSAGE_DRAFTS",
        "WEBHOOK_BASE_URL",
        "TRUSTED_PROXIES",
    ];
    let config = Config::new(
        all_keys()
            .iter()
            .map(|key| (key.name.to_owned(), "!".to_owned()))
            .chain([("SCX_".to_owned(), String::new())]),
    );
    let problems = Settings::read(&config).err().unwrap_or_default().join("\n");
    let names: String = all_keys().iter().map(|key| key.name).collect();
    let right = Config::new(USUAL.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let usual = Settings::read(&right).map(|settings| format!("{settings:?}"));
    assert!(wrong.iter().all(|name| problems.contains(name)));
    format!("{problems}{names}{}", usual.unwrap_or_default())
}

/// Proxies, the peer, and `X-Forwarded-For` headers.
pub fn caller(bytes: &[u8]) {
    let mut values = Values::of(bytes);
    let (proxies, peer) = (values.text(), values.text());
    let headers: Vec<Vec<u8>> = values
        .texts(4)
        .into_iter()
        .map(String::into_bytes)
        .collect();
    let peer: IpAddr = peer.trim().parse().unwrap_or(IpAddr::from([10, 0, 0, 2]));
    let Ok(trusted) = Trusted::parse(&proxies) else {
        return;
    };
    let seen = |headers: &[Vec<u8>]| {
        let headers: Vec<&[u8]> = headers.iter().map(Vec::as_slice).collect();
        fuzz::caller(&trusted, peer, &headers)
    };
    let (address, is_stranger) = seen(&headers);
    if trusted.is_empty() {
        assert_eq!(address, peer.to_canonical());
    }
    // Whoever is known by a proxy of ours cannot become another by writing
    // more to the left.
    let mut longer = headers.clone();
    longer.insert(0, b"203.0.113.250, 198.51.100.77".to_vec());
    if is_stranger {
        assert_eq!(seen(&longer), (address, true));
    }
}
