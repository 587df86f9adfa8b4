//! Payment inside Telegram: in Stars, and by a provider whose token the operator
//! got from BotFather. Nobody calls us: the partner bot's updates tell of both.
//!
//! <https://core.telegram.org/bots/payments-stars>: digital goods and services are
//! paid in Stars, currency `XTR`, one price, no provider.
//! <https://core.telegram.org/bots/payments>: all other money.

mod price;

use scx_kit::{Config, ConfigKey, Millis, Need, Secret, Tiyin};

pub use price::{Bill, Charge, Currency, NoPrice, Price};

use super::{Answer, Call, Decision, Incoming, Order, Provider};

/// The id of the way that is paid in Stars.
pub const STARS: &str = "stars";
/// The id of the way that a provider of Telegram's takes.
pub const TELEGRAM: &str = "telegram";

/// Telegram takes the money at once after our yes, or asks the payer's bank to
/// confirm; of a payment that fails it tells nothing.
const HELD_FOR: Millis = Millis::minutes(5);
/// The reason that is written down then.
const TIMED_OUT: i64 = 4;

/// "Telegram refuses sums outside about 1 to 10,000 US dollars", by its own table
/// that follows the exchange rates; the upper end lies beyond what an amount holds.
const LEAST: Tiyin = Tiyin::som(20_000);

pub(super) const KEYS: &[ConfigKey] = &[
    ConfigKey::open(
        "STARS_SOM_PER_STAR",
        Need::Optional,
        "What a Telegram Star counts for in whole so'm; it switches payment in Stars on in the partner bot.",
    ),
    ConfigKey::open(
        "STARS_MOST",
        Need::Default("10000"),
        "The most Stars of one invoice; a dearer plan is not offered in Stars. Telegram writes down a limit for subscriptions only, which is 10,000.",
    ),
    ConfigKey::secret(
        "TELEGRAM_PAYMENTS_TOKEN",
        Need::Optional,
        "The provider token of BotFather for Telegram Payments in so'm; it switches nothing on by itself.",
    ),
    ConfigKey::open(
        "TELEGRAM_PAYMENTS_FOR_PLANS",
        Need::Default("off"),
        "on sells plans by TELEGRAM_PAYMENTS_TOKEN. A switch of its own, because Telegram wants digital services sold in its apps to be paid in Stars: whoever writes on has decided to.",
    ),
];

/// Telegram's own ways to pay, as the bot needs them; a part of
/// [`Payments`](super::Payments).
#[derive(Clone, Debug, Default)]
pub struct InChat {
    stars: Option<Stars>,
    provider: Option<Secret<String>>,
}

impl InChat {
    /// The ways of the configuration.
    ///
    /// # Errors
    /// A sentence about a key that is missing or malformed.
    pub(super) fn open(config: &Config) -> Result<Self, String> {
        let token = config.given("TELEGRAM_PAYMENTS_TOKEN");
        let token = token.map(|token| Secret::new(token.to_owned()));
        let provider = match config.given("TELEGRAM_PAYMENTS_FOR_PLANS") {
            None | Some("off") => None,
            Some("on") if token.is_none() => {
                return Err("TELEGRAM_PAYMENTS_FOR_PLANS needs TELEGRAM_PAYMENTS_TOKEN".to_owned());
            }
            Some("on") => token,
            Some(_) => return Err("TELEGRAM_PAYMENTS_FOR_PLANS must be on or off".to_owned()),
        };
        Ok(Self {
            stars: Stars::open(config)?,
            provider,
        })
    }

    /// The ways that are on.
    pub(super) fn ways(&self) -> impl Iterator<Item = Box<dyn Provider>> {
        let stars = self.stars.map(|stars| Box::new(stars) as Box<dyn Provider>);
        let telegram = self.provider.is_some();
        let telegram = telegram.then(|| Box::new(ByProvider) as Box<dyn Provider>);
        [stars, telegram].into_iter().flatten()
    }

    /// Whether anything is sold inside Telegram.
    pub fn is_on(&self) -> bool {
        self.stars.is_some() || self.provider.is_some()
    }

    /// The token that Telegram wants with an invoice: none in Stars.
    pub fn provider_token(&self, currency: Currency) -> Option<&Secret<String>> {
        match currency {
            Currency::Stars => None,
            Currency::Tiyin => self.provider.as_ref(),
        }
    }

    /// What an amount counts for in the books; nothing for what is not on.
    pub fn worth(&self, currency: &str, amount: i64) -> Tiyin {
        match Currency::named(currency) {
            Some(Currency::Tiyin) => Tiyin(amount),
            Some(Currency::Stars) => self.stars.map_or(Tiyin::ZERO, |stars| {
                Tiyin(amount.saturating_mul(stars.tiyin))
            }),
            None => Tiyin::ZERO,
        }
    }
}

/// Payment in Stars.
#[derive(Clone, Copy, Debug)]
pub struct Stars {
    /// What a Star counts for.
    tiyin: i64,
    most: u32,
}

impl Stars {
    /// Stars at the price of the configuration; none without it.
    ///
    /// # Errors
    /// A sentence about a key that is malformed.
    pub fn open(config: &Config) -> Result<Option<Self>, String> {
        let Some(som) = config.given("STARS_SOM_PER_STAR") else {
            return Ok(None);
        };
        let som = som.parse::<i64>().ok();
        let som = som.filter(|som| (1..=1_000_000_000).contains(som));
        let most = config.given("STARS_MOST").unwrap_or("10000").parse().ok();
        Ok(Some(Self {
            tiyin: som.ok_or("STARS_SOM_PER_STAR must be whole so'm above 0")? * 100,
            most: most.ok_or("STARS_MOST must be a number")?,
        }))
    }

    /// Whole Stars, rounded up; none for more than an invoice may have.
    fn price(self, due: Tiyin) -> Option<Price> {
        let whole = due.0.div_euclid(self.tiyin);
        let amount = whole + i64::from(due.0.rem_euclid(self.tiyin) > 0);
        let amount = u32::try_from(amount).ok()?;
        (1..=self.most).contains(&amount).then_some(Price {
            currency: Currency::Stars,
            amount,
        })
    }
}

impl Provider for Stars {
    fn id(&self) -> &'static str {
        STARS
    }

    fn name(&self) -> &'static str {
        "Telegram Stars"
    }

    fn link(&self, order: &Order<'_>) -> Option<String> {
        self.price(order.due).map(|price| price.to_string())
    }

    fn read(&self, _incoming: &Incoming<'_>) -> Result<Call, Answer> {
        Err(no_door())
    }

    fn answer(&self, _call: &Call, _decision: &Decision) -> Answer {
        no_door()
    }

    fn timeout(&self) -> Option<(Millis, i64)> {
        Some((HELD_FOR, TIMED_OUT))
    }
}

/// Payment through a provider of Telegram's, in so'm.
#[derive(Clone, Copy, Debug)]
pub struct ByProvider;

impl Provider for ByProvider {
    fn id(&self) -> &'static str {
        TELEGRAM
    }

    fn name(&self) -> &'static str {
        "Telegram Payments"
    }

    /// None for a sum that does not fit into 32 bits of tiyin.
    fn link(&self, order: &Order<'_>) -> Option<String> {
        let amount = u32::try_from(order.due.0).ok();
        let price = amount.filter(|_| order.due >= LEAST).map(|amount| Price {
            currency: Currency::Tiyin,
            amount,
        });
        price.map(|price| price.to_string())
    }

    fn read(&self, _incoming: &Incoming<'_>) -> Result<Call, Answer> {
        Err(no_door())
    }

    fn answer(&self, _call: &Call, _decision: &Decision) -> Answer {
        no_door()
    }

    fn timeout(&self) -> Option<(Millis, i64)> {
        Some((HELD_FOR, TIMED_OUT))
    }
}

/// Telegram tells of payments by updates; there is no address to call.
fn no_door() -> Answer {
    Answer {
        status: 404,
        content_type: "text/plain",
        body: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(pairs: &[(&str, &str)]) -> Config {
        let pairs = pairs.iter();
        Config::new(pairs.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    }

    fn order(due: Tiyin) -> Order<'static> {
        Order {
            id: "SCX-000001",
            key: "",
            due,
            language: "uz",
            return_url: "",
        }
    }

    #[test]
    fn stars_are_whole_rounded_up_and_not_more_than_an_invoice_may_have() {
        let keys = [("STARS_SOM_PER_STAR", "250"), ("STARS_MOST", "1800")];
        let stars = Stars::open(&config(&keys)).unwrap().unwrap();
        let cases = [
            (Tiyin::som(450_000), Some("telegram:XTR:1800")),
            (Tiyin(Tiyin::som(449_750).0 + 1), Some("telegram:XTR:1800")),
            (Tiyin::som(449_750), Some("telegram:XTR:1799")),
            (Tiyin(Tiyin::som(450_000).0 + 1), None),
            (Tiyin(1), Some("telegram:XTR:1")),
            (Tiyin::ZERO, None),
            (Tiyin(i64::MAX), None),
        ];
        for (due, link) in cases {
            assert_eq!(stars.link(&order(due)).as_deref(), link, "{due:?}");
        }
    }

    #[test]
    fn a_sum_beyond_the_amounts_of_telegram_is_not_carried() {
        let most = Tiyin(i64::from(u32::MAX));
        let link = ByProvider.link(&order(most));
        assert_eq!(link.as_deref(), Some("telegram:UZS:4294967295"));
        assert_eq!(ByProvider.link(&order(Tiyin(most.0 + 1))), None);
        assert_eq!(ByProvider.link(&order(Tiyin(LEAST.0 - 1))), None);
    }

    #[test]
    fn each_way_needs_its_own_switch() {
        let token = ("TELEGRAM_PAYMENTS_TOKEN", "1:TEST:2");
        let open = |pairs: &[(&str, &str)]| InChat::open(&config(pairs));
        let ways = |pairs: &[(&str, &str)]| {
            let ways: Vec<_> = open(pairs).unwrap().ways().map(|way| way.id()).collect();
            ways
        };
        assert!(ways(&[]).is_empty());
        assert!(ways(&[token]).is_empty(), "a token alone");
        assert_eq!(
            ways(&[token, ("TELEGRAM_PAYMENTS_FOR_PLANS", "on")]),
            [TELEGRAM]
        );
        assert_eq!(ways(&[("STARS_SOM_PER_STAR", "250")]), [STARS]);
        for wrong in [
            [("TELEGRAM_PAYMENTS_FOR_PLANS", "on")],
            [("TELEGRAM_PAYMENTS_FOR_PLANS", "yes")],
            [("STARS_SOM_PER_STAR", "0")],
            [("STARS_SOM_PER_STAR", "2.5")],
        ] {
            assert!(open(&wrong).is_err(), "{wrong:?}");
        }
    }
}
