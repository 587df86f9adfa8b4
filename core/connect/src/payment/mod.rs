//! Payment providers that call us: what they ask, and how they are answered.
//!
//! Three pure steps, so that no provider needs a database: [`Provider::read`]
//! checks who calls and parses the request, the billing capability decides, and
//! [`Provider::answer`] writes what the provider expects to hear. A repeated
//! call is answered from the same stored values and thus byte for byte alike.
//! Where a page must be made before anybody can pay on it, [`Checkout`] makes it.

mod click;
mod model;
mod payme;
mod paynet;
mod stripe;
mod telegram;
#[cfg(test)]
mod tests;
mod uzum;

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use scx_kit::{Config, ConfigKey, Http, Secret, Tiyin, same_secret};
use serde_json::Value;

use crate::ConnectError;

pub use click::Click;
pub use model::{
    Answer, Ask, Call, Decision, Echo, Fiscal, Incoming, No, Order, Page, Stage, Told, Visit,
};
pub use payme::Payme;
pub use paynet::Paynet;
pub use stripe::Stripe;
pub use telegram::{Bill, Charge, Currency, InChat, NoPrice, Price, STARS, TELEGRAM};
pub use uzum::Uzum;

/// A provider that the operator has switched on by its keys.
pub trait Provider: Send + Sync + std::fmt::Debug {
    /// The provider's id, as stored.
    fn id(&self) -> &'static str;

    /// The name that people know.
    fn name(&self) -> &'static str;

    /// Whether the provider can carry a sum.
    fn carries(&self, due: Tiyin) -> bool {
        let order = Order {
            id: "",
            key: "",
            due,
            language: "en",
            return_url: "",
        };
        self.link(&order).is_some()
    }

    /// The address at which an order is paid, or its [`Price`] where that happens
    /// inside Telegram; none for a sum that the provider
    /// cannot carry.
    fn link(&self, order: &Order<'_>) -> Option<String>;

    /// Checks who calls, and reads what is asked.
    ///
    /// # Errors
    /// The answer for a request that is not from the provider, is malformed, or
    /// asks nothing of us.
    fn read(&self, incoming: &Incoming<'_>) -> Result<Call, Answer>;

    /// Writes what was decided the way the provider reads it.
    fn answer(&self, call: &Call, decision: &Decision) -> Answer;

    /// Whether the provider tells us itself that money went back.
    fn tells_refunds(&self) -> bool {
        false
    }

    /// How long after its beginning an unpaid payment is called off, and with
    /// which reason; none where the provider calls it off by itself.
    fn timeout(&self) -> Option<(scx_kit::Millis, i64)> {
        None
    }

    /// Makes the page on which is paid, where it is not there by itself.
    fn checkout(&self) -> Option<&dyn Checkout> {
        None
    }
}

/// Makes pages on which is paid.
#[async_trait]
pub trait Checkout: Send + Sync {
    /// The page of a payment: the same one as long as people can pay on it.
    ///
    /// # Errors
    /// [`ConnectError`]; the same call may be repeated without harm.
    async fn page(&self, http: &Http, visit: &Visit<'_>) -> Result<Page, ConnectError>;
}

/// Whether people also pay at terminals of a provider, where they type the order.
pub fn has_terminals(provider: &str) -> bool {
    provider == paynet::ID
}

/// The keys that switch providers on.
pub const KEYS: &[&[ConfigKey]] = &[
    payme::KEYS,
    click::KEYS,
    uzum::KEYS,
    paynet::KEYS,
    stripe::KEYS,
    telegram::KEYS,
];

/// The providers of the configuration; a service.
#[derive(Debug, Default)]
pub struct Payments {
    all: Vec<Box<dyn Provider>>,
    in_chat: InChat,
    http: Option<Http>,
}

impl Payments {
    /// Opens every provider whose keys are given.
    ///
    /// # Errors
    /// A sentence about keys that need each other, or have a wrong form.
    pub fn open(config: &Config) -> Result<Self, String> {
        let mut all: Vec<Box<dyn Provider>> = Vec::new();
        if let Some(payme) = Payme::open(config)? {
            all.push(Box::new(payme));
        }
        if let Some(click) = Click::open(config)? {
            all.push(Box::new(click));
        }
        if let Some(uzum) = Uzum::open(config)? {
            all.push(Box::new(uzum));
        }
        if let Some(paynet) = Paynet::open(config)? {
            all.push(Box::new(paynet));
        }
        if let Some(stripe) = Stripe::open(config)? {
            all.push(Box::new(stripe));
        }
        let in_chat = InChat::open(config)?;
        all.extend(in_chat.ways());
        Ok(Self {
            all,
            in_chat,
            http: None,
        })
    }

    /// Telegram's own ways to pay.
    pub fn in_chat(&self) -> &InChat {
        &self.in_chat
    }

    /// Those that can carry a sum.
    pub fn carrying(&self, due: Tiyin) -> impl Iterator<Item = &dyn Provider> {
        self.all().filter(move |way| way.carries(due))
    }

    /// The same providers, with a client for those that are called.
    #[must_use]
    pub fn reaching(self, http: Http) -> Self {
        Self {
            http: Some(http),
            ..self
        }
    }

    /// All that are switched on.
    pub fn all(&self) -> impl Iterator<Item = &dyn Provider> {
        self.all.iter().map(|provider| &**provider)
    }

    /// One by its id.
    pub fn get(&self, id: &str) -> Option<&dyn Provider> {
        self.all().find(|provider| provider.id() == id)
    }

    /// Whoever makes the pages of a provider, with the client for it.
    pub fn checkout(&self, id: &str) -> Option<(&dyn Checkout, &Http)> {
        Some((self.get(id)?.checkout()?, self.http.as_ref()?))
    }
}

/// Whether a payment that was begun before is the one that is begun again: what
/// providers say who answer a repeat like the first call.
fn begun_before(ask: &Ask, known: &Told) -> Result<(), No> {
    let Ask::Create { order, amount, .. } = ask else {
        return Ok(());
    };
    match known.stage {
        Stage::Created if known.order != *order => Err(No::NoOrder),
        Stage::Created if known.amount != *amount => Err(No::OtherSum),
        Stage::Created => Ok(()),
        Stage::Performed => Err(No::Paid),
        Stage::Cancelled | Stage::Refunded => Err(No::CalledOff),
    }
}

/// Whether a database takes a text: PostgreSQL has no place for a NUL.
fn is_storable(text: &str) -> bool {
    !text.contains('\0')
}

/// Ids of providers have 24 or 36 characters; no database takes any length into
/// an index.
const MOST_ID_CHARS: usize = 64;

/// Whether a text can be a provider's id of a payment.
fn is_id(text: &str) -> bool {
    is_storable(text) && (1..=MOST_ID_CHARS).contains(&text.chars().count())
}

/// The id of a call, where it can be repeated exactly: a text or a whole number
/// of 64 bits. Null stands for one that nobody can read (JSON-RPC 2.0, 5).
fn call_id(body: &Value) -> Value {
    match &body["id"] {
        Value::Number(number) if number.is_f64() => Value::Null,
        id @ (Value::String(_) | Value::Number(_)) => id.clone(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => Value::Null,
    }
}

/// An order as a provider writes it in JSON: some send numbers for digits.
fn order_in(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if is_storable(text) => Some(text.clone()),
        Value::Number(number) if number.is_u64() => Some(number.to_string()),
        _ => None,
    }
}

/// Whether a header carries a Basic login. The decoded pair is split at the first
/// colon: a password may hold further ones.
fn is_signed_in(header: Option<&str>, login: &str, password: &Secret<String>) -> bool {
    let encoded = header.and_then(|header| header.strip_prefix("Basic "));
    let decoded = encoded.and_then(|text| STANDARD.decode(text.trim()).ok());
    let Some(pair) = decoded.and_then(|bytes| String::from_utf8(bytes).ok()) else {
        return false;
    };
    let Some((name, word)) = pair.split_once(':') else {
        return false;
    };
    let is_login = same_secret(name.as_bytes(), login.as_bytes());
    let is_password = same_secret(word.as_bytes(), password.expose().as_bytes());
    is_login && is_password
}

/// Keys that are given together or not at all.
fn together<const N: usize>(
    config: &Config,
    names: [&'static str; N],
) -> Result<Option<[Secret<String>; N]>, String> {
    let given = names.map(|name| config.given(name));
    if given.iter().all(Option::is_none) {
        return Ok(None);
    }
    if given.iter().any(Option::is_none) {
        return Err(format!("{} need each other", names.join(", ")));
    }
    Ok(Some(given.map(|value| {
        Secret::new(value.unwrap_or_default().trim().to_owned())
    })))
}
