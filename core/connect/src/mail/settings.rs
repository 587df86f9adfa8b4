//! The relay of the configuration.

use lettre::message::Mailbox;
use scx_kit::{Config, ConfigKey, Need, Secret};

/// The keys of mail.
pub const KEYS: &[ConfigKey] = &[
    ConfigKey::open(
        "MAIL_FROM",
        Need::Optional,
        "The sender, as `SellerCloudX <noreply@example.uz>`; without it no mail is sent.",
    ),
    ConfigKey::open(
        "MAIL_HOST",
        Need::Default("smtp.gmail.com"),
        "The SMTP relay: Gmail with an app password works as is.",
    ),
    ConfigKey::open("MAIL_PORT", Need::Default("587"), "The relay's port."),
    ConfigKey::open(
        "MAIL_TLS",
        Need::Default("starttls"),
        "starttls (587), implicit (465), or none for a relay on this machine.",
    ),
    ConfigKey::open(
        "MAIL_USERNAME",
        Need::Optional,
        "The account at the relay; with MAIL_PASSWORD.",
    ),
    ConfigKey::secret(
        "MAIL_PASSWORD",
        Need::Optional,
        "The password at the relay; for Gmail an app password of 16 letters.",
    ),
];

/// How the line to a relay is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tls {
    /// In the clear first, and encrypted before anything is said.
    StartTls,
    /// From the first byte.
    Implicit,
    /// Never: a relay on this machine.
    None,
}

/// A relay and who we are there.
#[derive(Clone, Debug)]
pub struct Relay {
    /// The host.
    pub host: String,
    /// The port.
    pub port: u16,
    /// The encryption.
    pub tls: Tls,
    /// The sender.
    pub from: Mailbox,
    /// Name and password.
    pub login: Option<(String, Secret<String>)>,
}

impl Relay {
    /// The relay of the configuration; none without a sender.
    ///
    /// # Errors
    /// A sentence about a key that is missing or malformed.
    pub fn open(config: &Config) -> Result<Option<Self>, String> {
        let Some(from) = config.given("MAIL_FROM") else {
            return Ok(None);
        };
        let value = |name: &str| {
            let key = KEYS.iter().find(|key| key.name == name);
            key.and_then(|key| config.value(key))
                .unwrap_or_default()
                .to_owned()
        };
        let from = from
            .parse()
            .map_err(|_| "MAIL_FROM must look like `Name <name@host>`".to_owned())?;
        let port = value("MAIL_PORT").parse();
        let tls = match value("MAIL_TLS").as_str() {
            "starttls" => Tls::StartTls,
            "implicit" => Tls::Implicit,
            "none" => Tls::None,
            _ => return Err("MAIL_TLS must be starttls, implicit or none".to_owned()),
        };
        let login = match (config.given("MAIL_USERNAME"), config.given("MAIL_PASSWORD")) {
            (Some(user), Some(password)) => {
                Some((user.to_owned(), Secret::new(password.to_owned())))
            }
            (None, None) => None,
            _ => return Err("MAIL_USERNAME and MAIL_PASSWORD need each other".to_owned()),
        };
        Ok(Some(Self {
            host: value("MAIL_HOST"),
            port: port.map_err(|_| "MAIL_PORT must be a number from 1 to 65535".to_owned())?,
            tls,
            from,
            login,
        }))
    }

    /// The domain of the sender, which letters and greetings name.
    pub fn domain(&self) -> &str {
        self.from.email.domain()
    }
}
