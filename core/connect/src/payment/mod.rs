//! Payment providers that call us: what they ask, and how they are answered.
//!
//! Three pure steps, so that no provider needs a database: [`Provider::read`]
//! checks who calls and parses the request, the billing capability decides, and
//! [`Provider::answer`] writes what the provider expects to hear. A repeated
//! call is answered from the same stored values and thus byte for byte alike.

mod click;
mod payme;
mod telegram;
#[cfg(test)]
mod tests;
mod uzum;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use scx_kit::{Config, ConfigKey, Secret, Tiyin, same_secret};
use serde_json::Value;

pub use click::Click;
pub use payme::Payme;
pub use telegram::{Bill, Charge, Currency, InChat, NoPrice, Price, STARS, TELEGRAM};
pub use uzum::Uzum;

/// A request as it came in.
#[derive(Clone, Debug)]
pub struct Incoming<'a> {
    /// The method is POST.
    pub is_post: bool,
    /// What follows the provider's address, where it has several.
    pub below: &'a str,
    /// The header `Authorization`.
    pub authorization: Option<&'a str>,
    /// The bytes.
    pub body: &'a [u8],
}

/// An answer as it goes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The media type.
    pub content_type: &'static str,
    /// The bytes.
    pub body: Vec<u8>,
}

/// What a provider asks, free of its format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Whether an order could be paid with this sum now.
    Check {
        /// Our order.
        order: String,
        /// The sum, where the provider tells it.
        amount: Option<Tiyin>,
    },
    /// Begins a payment and reserves the order for it.
    Create {
        /// The provider's id of the payment.
        id: String,
        /// When the provider began it, in its own milliseconds.
        at_ms: Option<i64>,
        /// Our order.
        order: String,
        /// The sum.
        amount: Tiyin,
    },
    /// The money was taken.
    Perform {
        /// The provider's id of the payment.
        id: String,
        /// What the provider repeats of ours, where it does.
        echo: Option<Echo>,
    },
    /// The payment is called off, or the money goes back.
    Cancel {
        /// The provider's id of the payment.
        id: String,
        /// The provider's code of the reason.
        reason: Option<i64>,
        /// One that was paid goes back; else it stays paid.
        may_refund: bool,
        /// What the provider repeats of ours, where it does.
        echo: Option<Echo>,
    },
    /// How a payment stands.
    Look {
        /// The provider's id of the payment.
        id: String,
    },
    /// All payments that the provider began in a span, both ends included.
    Statement {
        /// The first moment, in the provider's milliseconds.
        from_ms: i64,
        /// The last moment.
        to_ms: i64,
    },
}

/// What a provider repeats of what it was told, to be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Echo {
    /// Our order.
    pub order: String,
    /// Our number of the payment.
    pub number: i64,
    /// The sum.
    pub amount: Tiyin,
}

/// How a payment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Begun; the order is reserved.
    Created,
    /// Paid.
    Performed,
    /// Called off before it was paid.
    Cancelled,
    /// Paid and given back.
    Refunded,
}

/// A payment as the provider is told of it. Moments are milliseconds; one that
/// has not come is 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The provider's id.
    pub id: String,
    /// Our id.
    pub ours: String,
    /// Our number, for providers that want a number.
    pub number: i64,
    /// Our order.
    pub order: String,
    /// The sum.
    pub amount: Tiyin,
    /// How it stands.
    pub stage: Stage,
    /// When the provider began it, as it told.
    pub provider_ms: i64,
    /// When we wrote it down.
    pub created_ms: i64,
    /// When it was paid.
    pub performed_ms: i64,
    /// When it was called off or given back.
    pub cancelled_ms: i64,
    /// Why, in the provider's code.
    pub reason: Option<i64>,
}

/// A business no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum No {
    /// There is no such order.
    NoOrder,
    /// The order costs something else.
    OtherSum,
    /// Another payment holds the order.
    Held,
    /// The order is paid already.
    Paid,
    /// The order can no longer be paid.
    Closed,
    /// There is no such payment.
    NoPayment,
    /// The payment is in a state that forbids this.
    WrongStage,
    /// The payment was called off before.
    CalledOff,
    /// It cannot be given back.
    NotRefundable,
    /// We failed.
    Failed,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The order can be paid.
    Payable,
    /// How the payment stands after the request.
    Payment(Told),
    /// The same was done before, and the payment stands as it does since.
    Already(Told),
    /// The payments of a span.
    Payments(Vec<Told>),
    /// A no.
    No(No),
}

/// A request that was understood, with what the answer needs of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// What is asked.
    pub ask: Ask,
    /// The parts of the request that the answer repeats.
    pub echo: Value,
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

/// What is sold, as tax authorities want it named on a receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fiscal {
    /// The code of the service in the national catalogue, 17 digits.
    pub ikpu: String,
    /// The code of its package.
    pub package_code: String,
    /// The value added tax in percent.
    pub vat_percent: i64,
}

/// An order that somebody is about to pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order<'a> {
    /// Our name of it.
    pub id: &'a str,
    /// The sum.
    pub due: Tiyin,
    /// `uz`, `ru` or `en`.
    pub language: &'a str,
    /// Where the payer comes back to.
    pub return_url: &'a str,
}

/// A provider that the operator has switched on by its keys.
pub trait Provider: Send + Sync + std::fmt::Debug {
    /// The provider's id, as stored.
    fn id(&self) -> &'static str;

    /// The name that people know.
    fn name(&self) -> &'static str;

    /// The address at which an order is paid, or its [`Price`] where that happens
    /// inside Telegram; none for a sum that the provider
    /// cannot carry.
    fn link(&self, order: &Order<'_>) -> Option<String>;

    /// Checks who calls, and reads what is asked.
    ///
    /// # Errors
    /// The answer for a request that is not from the provider, or malformed.
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
}

/// The keys that switch providers on.
pub const KEYS: &[&[ConfigKey]] = &[payme::KEYS, click::KEYS, uzum::KEYS, telegram::KEYS];

/// The providers of the configuration; a service.
#[derive(Debug, Default)]
pub struct Payments(Vec<Box<dyn Provider>>, InChat);

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
        let in_chat = InChat::open(config)?;
        all.extend(in_chat.ways());
        Ok(Self(all, in_chat))
    }

    /// Telegram's own ways to pay.
    pub fn in_chat(&self) -> &InChat {
        &self.1
    }

    /// Those that can carry a sum.
    pub fn carrying(&self, due: Tiyin) -> impl Iterator<Item = &dyn Provider> {
        let order = Order {
            id: "",
            due,
            language: "en",
            return_url: "",
        };
        self.all().filter(move |way| way.link(&order).is_some())
    }

    /// All that are switched on.
    pub fn all(&self) -> impl Iterator<Item = &dyn Provider> {
        self.0.iter().map(|provider| &**provider)
    }

    /// One by its id.
    pub fn get(&self, id: &str) -> Option<&dyn Provider> {
        self.all().find(|provider| provider.id() == id)
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
