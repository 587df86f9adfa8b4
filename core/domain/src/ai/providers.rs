//! The model providers of this process: whose keys the product itself has.

use std::fmt;
use std::sync::Arc;

use scx_connect::llm::{self, Account, Llm};
use scx_kit::{Config, Http, Secret};

use super::rules::catalog::{self, Catalog};
use super::{CALLS_PER_MINUTE, MODELS_FILE};

/// Opens an account at a provider by its id.
type Opener = Arc<dyn Fn(&str, &Secret<String>) -> Option<Box<dyn Llm>> + Send + Sync>;

/// Providers that have a key in the configuration and no connector yet.
const NOT_CONNECTED: [&str; 1] = ["anthropic"];

/// The model providers. Built once by the composition root.
pub struct Providers {
    platform: Vec<(&'static str, Secret<String>)>,
    described: Vec<(&'static str, &'static str, String)>,
    catalog: Catalog,
    opener: Opener,
    calls_per_minute: i64,
}

impl fmt::Debug for Providers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Providers")
            .field("described", &self.described)
            .finish_non_exhaustive()
    }
}

impl Providers {
    /// Reads keys, addresses and models from the configuration.
    ///
    /// # Errors
    /// A sentence for the operator.
    pub fn new(http: Http, config: &Config) -> Result<Self, String> {
        let catalog = read_catalog(config)?;
        let mut platform = Vec::new();
        let mut described = Vec::new();
        for spec in llm::ALL {
            let name = key_name(spec.id);
            let Some(key) = config.given(&name) else {
                described.push((spec.id, "off", format!("{name} is not given")));
                continue;
            };
            if !catalog.serves(spec.id, catalog::ANSWER) {
                return Err(format!(
                    "{name} is given, but the list of models has none of {} that answers",
                    spec.id
                ));
            }
            let place = match platform.len() {
                0 => String::from("answers first"),
                before => format!("answers when {before} before it did not"),
            };
            described.push((spec.id, "on", format!("{name} is given; {place}")));
            platform.push((spec.id, Secret::new(key.to_owned())));
        }
        for id in NOT_CONNECTED {
            let name = key_name(id);
            if config.given(&name).is_some() {
                described.push((id, "off", format!("{name} is given, but not connected yet")));
            }
        }
        Ok(Self {
            platform,
            described,
            catalog,
            opener: opener(http, config),
            calls_per_minute: read_calls_per_minute(config)?,
        })
    }

    /// The provider that answers first for shops without an own key.
    pub fn platform(&self) -> Option<&'static str> {
        self.platform.first().map(|(id, _)| *id)
    }

    /// Every provider, `on` or `off`, and why; for the operator.
    pub fn describe(&self) -> Vec<(&'static str, &'static str, String)> {
        self.described.clone()
    }

    /// How many questions of one shop's customers go to a model in a minute.
    pub(super) fn calls_per_minute(&self) -> i64 {
        self.calls_per_minute
    }

    /// Opens an account at a provider; none when it is not connected.
    pub(super) fn open(&self, provider: &str, key: &Secret<String>) -> Option<Box<dyn Llm>> {
        (self.opener)(provider, key)
    }

    /// The product's own accounts, in the order in which they are asked.
    pub(super) fn accounts(&self) -> &[(&'static str, Secret<String>)] {
        &self.platform
    }

    pub(super) fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Providers of a test: ids with keys, and what opens them.
    #[cfg(test)]
    pub(super) fn scripted(platform: &[&'static str], opener: Opener) -> Self {
        Self {
            platform: platform
                .iter()
                .map(|id| (*id, Secret::new(format!("key-of-{id}"))))
                .collect(),
            described: Vec::new(),
            catalog: Catalog::parse(catalog::BUILT_IN).expect("the list is tested"),
            opener,
            calls_per_minute: 300,
        }
    }
}

fn key_name(provider: &str) -> String {
    format!("{}_API_KEY", provider.to_uppercase())
}

fn opener(http: Http, config: &Config) -> Opener {
    let base_urls: Vec<String> = llm::ALL
        .iter()
        .map(|spec| {
            let name = format!("SCX_LLM_{}_BASE_URL", spec.id.to_uppercase());
            let given = config.given(&name).unwrap_or(spec.base_url);
            given.trim_end_matches('/').to_owned()
        })
        .collect();
    Arc::new(move |provider, key| {
        let at = llm::ALL.iter().position(|spec| spec.id == provider)?;
        let account = Account {
            key: key.clone(),
            base_url: base_urls[at].clone(),
            http: http.clone(),
        };
        Some((llm::ALL[at].open)(account))
    })
}

fn read_calls_per_minute(config: &Config) -> Result<i64, String> {
    let given = config.value(&CALLS_PER_MINUTE).unwrap_or_default();
    let wrong = || format!("{} must be a number from 1 on", CALLS_PER_MINUTE.name);
    let number = given.parse::<u32>().map_err(|_| wrong())?;
    if number == 0 {
        return Err(wrong());
    }
    Ok(i64::from(number))
}

fn read_catalog(config: &Config) -> Result<Catalog, String> {
    let Some(path) = config.value(&MODELS_FILE) else {
        return Catalog::parse(catalog::BUILT_IN)
            .map_err(|error| format!("the built-in list of models: {error}"));
    };
    let name = MODELS_FILE.name;
    let json = std::fs::read_to_string(path)
        .map_err(|error| format!("{name}: {path} cannot be read: {error}"))?;
    Catalog::parse(&json).map_err(|error| format!("{name}: {path}: {error}"))
}

#[cfg(test)]
mod tests {
    use scx_kit::{Hosts, SystemClock};

    use super::*;

    fn providers(pairs: &[(&str, &str)]) -> Result<Providers, String> {
        let http = Http::new(Arc::new(SystemClock), Hosts::default());
        let pairs = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Providers::new(http, &Config::new(pairs))
    }

    #[test]
    fn without_keys_no_provider_is_on() {
        let none = providers(&[]).unwrap();
        assert_eq!(none.platform(), None);
        assert!(none.describe().iter().all(|(_, state, _)| *state == "off"));
    }

    #[test]
    fn gemini_goes_before_openai_and_no_key_is_printed() {
        let both = providers(&[
            ("OPENAI_API_KEY", "sk-secret"),
            ("GEMINI_API_KEY", "g-secret"),
        ])
        .unwrap();
        assert_eq!(both.platform(), Some("gemini"));
        let order: Vec<&str> = both.accounts().iter().map(|(id, _)| *id).collect();
        assert_eq!(order, ["gemini", "openai"]);
        assert!(!format!("{both:?}").contains("secret"));
        let one = providers(&[("OPENAI_API_KEY", "sk-secret")]).unwrap();
        assert_eq!(one.platform(), Some("openai"));
    }

    #[test]
    fn a_key_of_a_provider_that_is_not_connected_is_accepted_and_off() {
        let given = providers(&[("ANTHROPIC_API_KEY", "a-secret")]).unwrap();
        assert_eq!(given.platform(), None);
        let described = given.describe();
        let (_, state, why) = described
            .iter()
            .find(|(id, ..)| *id == "anthropic")
            .unwrap();
        assert_eq!(*state, "off");
        assert!(why.contains("not connected yet"), "{why}");
        assert!(
            given
                .open("anthropic", &Secret::new(String::new()))
                .is_none()
        );
    }

    #[test]
    fn every_connected_provider_has_a_model_that_answers() {
        let catalog = Catalog::parse(catalog::BUILT_IN).unwrap();
        let now = scx_kit::Time(1_800_000_000_000);
        for spec in llm::ALL {
            assert!(
                catalog.choose(spec.id, catalog::ANSWER, now).is_some(),
                "{}",
                spec.id
            );
        }
    }

    #[test]
    fn a_missing_file_of_models_stops_the_start_with_its_name() {
        let error = providers(&[("SCX_MODELS_FILE", "/nowhere/models.json")]).unwrap_err();
        assert!(error.starts_with("SCX_MODELS_FILE: /nowhere/models.json"));
    }
}
