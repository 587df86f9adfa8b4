//! What orders cost inside Telegram, and what was paid there.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{STARS, TELEGRAM};

/// What Telegram counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Currency {
    /// Whole Stars.
    Stars,
    /// Tiyin.
    Tiyin,
}

impl Currency {
    /// The three letters.
    pub fn name(self) -> &'static str {
        match self {
            Self::Stars => "XTR",
            Self::Tiyin => "UZS",
        }
    }

    /// The id of the way that is paid in it.
    pub fn way(self) -> &'static str {
        match self {
            Self::Stars => STARS,
            Self::Tiyin => TELEGRAM,
        }
    }

    /// By its three letters.
    pub fn named(name: &str) -> Option<Self> {
        let mut all = [Self::Stars, Self::Tiyin].into_iter();
        all.find(|currency| currency.name() == name)
    }
}

/// What an order costs inside Telegram. It has no address: this stands in its
/// place on the invoice, `telegram:XTR:1800`, and holds whatever a Star costs later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price {
    /// What is counted in.
    pub currency: Currency,
    /// In the smallest unit; the library has 32 bits for it.
    pub amount: u32,
}

impl Price {
    /// Whether somebody is about to pay, or has paid, exactly this.
    pub fn is_of(self, bill: &Bill) -> bool {
        bill.currency == self.currency.name() && bill.amount == i64::from(self.amount)
    }
}

impl fmt::Display for Price {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "telegram:{}:{}", self.currency.name(), self.amount)
    }
}

/// What is paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bill {
    /// Our name of the order: the invoice's payload.
    pub order: String,
    /// Three letters; `XTR` for Stars.
    pub currency: String,
    /// In the smallest unit of the currency.
    pub amount: i64,
}

/// A payment as Telegram names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
    /// Telegram's id of it.
    pub id: String,
    /// The provider's id of it.
    pub provider_id: String,
    /// What was paid.
    pub bill: Bill,
}

/// A link that leads out of Telegram.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no price inside Telegram")]
pub struct NoPrice;

impl FromStr for Price {
    type Err = NoPrice;

    fn from_str(link: &str) -> Result<Self, NoPrice> {
        let price = link.strip_prefix("telegram:").ok_or(NoPrice)?;
        let (currency, amount) = price.split_once(':').ok_or(NoPrice)?;
        Ok(Self {
            currency: Currency::named(currency).ok_or(NoPrice)?,
            amount: amount.parse().map_err(|_| NoPrice)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_read_back_and_an_address_is_none() {
        for link in ["telegram:XTR:1800", "telegram:UZS:45000000"] {
            assert_eq!(link.parse::<Price>().unwrap().to_string(), link);
        }
        for link in [
            "",
            "https://checkout.paycom.uz/bT0x",
            "telegram:USD:5",
            "telegram:XTR:-1",
            "telegram:XTR:4294967296",
            "telegram:XTR",
        ] {
            assert_eq!(link.parse::<Price>(), Err(NoPrice), "{link}");
        }
    }
}
