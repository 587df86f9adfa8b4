//! Configuration keys as data, and the values read once at start.

use std::collections::BTreeMap;

/// Whether a key must be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Start-up fails without it.
    Required,
    /// This value counts when none is given.
    Default(&'static str),
    /// Its absence turns something off.
    Optional,
}

/// One configuration key. The table in README and `.env.example` are made of these.
#[derive(Clone, Copy, Debug)]
pub struct ConfigKey {
    /// The name of the environment variable.
    pub name: &'static str,
    /// Whether it must be given.
    pub need: Need,
    /// Its value is never printed.
    pub is_secret: bool,
    /// One sentence on what it is for.
    pub about: &'static str,
}

impl ConfigKey {
    /// A key whose value may be printed.
    #[must_use]
    pub const fn open(name: &'static str, need: Need, about: &'static str) -> Self {
        Self {
            name,
            need,
            is_secret: false,
            about,
        }
    }

    /// A key whose value is never printed.
    #[must_use]
    pub const fn secret(name: &'static str, need: Need, about: &'static str) -> Self {
        Self {
            name,
            need,
            is_secret: true,
            about,
        }
    }
}

/// The values of the environment, read once by the binary.
#[derive(Clone, Default)]
pub struct Config {
    values: BTreeMap<String, String>,
}

impl Config {
    /// Takes the pairs of the environment; blank values count as absent.
    pub fn new(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let values = pairs
            .into_iter()
            .map(|(name, value)| (name, value.trim().to_owned()))
            .filter(|(_, value)| !value.is_empty())
            .collect();
        Self { values }
    }

    /// The value of `name` as given.
    pub fn given(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// The value of `key`, or its default.
    pub fn value(&self, key: &ConfigKey) -> Option<&str> {
        match (self.given(key.name), key.need) {
            (Some(given), _) => Some(given),
            (None, Need::Default(default)) => Some(default),
            (None, Need::Required | Need::Optional) => None,
        }
    }

    /// Every given name that starts with `prefix`, with its value.
    pub fn starting_with<'a>(
        &'a self,
        prefix: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.values
            .iter()
            .filter(move |(name, _)| name.starts_with(prefix))
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl std::fmt::Debug for Config {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.values.keys()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_value_counts_as_absent_and_values_never_print() {
        let config = Config::new([
            ("PORT".into(), " ".into()),
            ("SECRET_KEY".into(), "very-secret".into()),
        ]);
        let port = ConfigKey::open("PORT", Need::Default("8080"), "The port.");
        assert_eq!(config.value(&port), Some("8080"));
        assert!(!format!("{config:?}").contains("very-secret"));
    }
}
