//! Payments: invoices in messages and behind links, and what people do with
//! them.
//! Source: <https://core.telegram.org/bots/payments> and
//! <https://core.telegram.org/bots/payments-stars>; for the fields the vendor's
//! server: <https://github.com/tdlib/telegram-bot-api>. Shipping, tips and
//! details of an order are not modelled.

use serde_json::{Value, json};

use super::Telegram;
use super::till::Place;
use crate::common::Impossible;

/// What a bot wants to be paid for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invoice {
    /// Who gets the money.
    pub bot: i64,
    /// The product's name.
    pub title: String,
    /// What is written below it.
    pub description: String,
    /// The bot's own words, which people do not see.
    pub payload: String,
    /// Three letters; `XTR` for Stars.
    pub currency: String,
    /// In the smallest unit of the currency.
    pub total: i64,
    /// What forwarded copies lead to; they can be paid when it is empty.
    pub start_parameter: String,
    /// Seconds until it is paid again by itself.
    pub period_s: Option<i64>,
}

/// How far a person has got with paying.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Checkout {
    /// The bot has not answered and still may.
    Waiting {
        /// When it is too late.
        until_ms: i64,
    },
    /// The money is the bot's.
    Paid {
        /// `telegram_payment_charge_id`
        charge: String,
    },
    /// The bot refused, and the person reads this.
    Refused(String),
    /// The bot did not answer in time.
    TimedOut,
    /// The bot agreed, but no money could be taken.
    NotTaken,
}

/// Money that was paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// `telegram_payment_charge_id`
    pub charge: String,
    /// `provider_payment_charge_id`
    pub provider_charge: String,
    /// Who paid.
    pub person: i64,
    /// What was paid for.
    pub invoice: Invoice,
    /// Whether it was given back.
    pub is_refunded: bool,
    /// The link of the subscription it is a part of.
    pub(super) subscribed_by: Option<String>,
}

impl Telegram {
    /// Connects a payment provider, as the bot's owner does at BotFather.
    pub fn connect_provider(&self, bot: i64, token: &str) {
        self.common.traffic.hide(token, "***");
        self.change(|state, _| state.till.providers.insert((bot, token.to_owned())));
    }

    /// The invoice in a message of the private chat.
    pub fn invoice(&self, person: i64, bot: i64, message_id: i64) -> Option<Invoice> {
        self.look(|state| state.till.sent.get(&(bot, person, message_id)).cloned())
    }

    /// The invoice behind a link.
    pub fn invoice_behind(&self, link: &str) -> Option<Invoice> {
        self.look(|state| state.till.linked.get(link).cloned())
    }

    /// Presses the button of an invoice and confirms. The bot is asked, and has
    /// ten seconds. Returns the id of its query.
    ///
    /// # Errors
    /// When there is no such invoice in the private chat, it is paid, or the
    /// bot blocked.
    pub fn pay_invoice(
        &self,
        person: i64,
        bot: i64,
        message_id: i64,
    ) -> Result<String, Impossible> {
        self.change(|state, now_ms| {
            let invoice = state.invoice_on_screen(bot, person, message_id)?;
            let place = Place::Message(message_id);
            if state.till.is_paid(bot, person, &place) {
                let why = format!("message {message_id} has a receipt already");
                return Err(Impossible(why));
            }
            state.check_out(person, invoice, place, now_ms)
        })
    }

    /// Gets an invoice forwarded from somebody's private chat with the bot,
    /// presses its button and confirms, as [`Telegram::pay_invoice`].
    ///
    /// # Errors
    /// Also when such copies have no button to pay: see
    /// [`Telegram::forwarded_start`], or the message cannot be forwarded.
    pub fn pay_forwarded(
        &self,
        person: i64,
        bot: i64,
        (from, message_id): (i64, i64),
    ) -> Result<String, Impossible> {
        self.change(|state, now_ms| {
            let invoice = state.invoice_on_screen(bot, from, message_id)?;
            let message = state.message(bot, from, message_id);
            if message.is_some_and(|it| it.json["has_protected_content"] == true) {
                let why = format!("message {message_id} cannot be forwarded");
                return Err(Impossible(why));
            }
            if !invoice.start_parameter.is_empty() {
                let start = &invoice.start_parameter;
                let why = format!("the copy leads to /start {start} and cannot be paid");
                return Err(Impossible(why));
            }
            state.check_out(person, invoice, Place::Copy, now_ms)
        })
    }

    /// What the button of a forwarded copy starts the bot with, instead of
    /// paying.
    pub fn forwarded_start(&self, bot: i64, (from, message_id): (i64, i64)) -> Option<String> {
        let invoice = self.invoice(from, bot, message_id)?;
        Some(invoice.start_parameter).filter(|start| !start.is_empty())
    }

    /// Opens an invoice link and confirms, as [`Telegram::pay_invoice`].
    ///
    /// # Errors
    /// When the link leads nowhere, it is subscribed to already, or the bot
    /// blocked.
    pub fn pay_link(&self, person: i64, link: &str) -> Result<String, Impossible> {
        self.change(|state, now_ms| {
            let invoice = state.till.linked.get(link).cloned();
            let nowhere = || Impossible(format!("{link} leads to no invoice"));
            let invoice = invoice.ok_or_else(nowhere)?;
            if state.till.is_subscribed(person, link, now_ms) {
                return Err(Impossible(format!("{person} is subscribed by {link}")));
            }
            state.check_out(person, invoice, Place::Link(link.to_owned()), now_ms)
        })
    }

    /// The next payment of this person that the bot agrees to fails, for want
    /// of money. The bot is not told.
    pub fn fail_next_payment(&self, person: i64) {
        self.change(|state, _| state.till.broke.insert(person));
    }

    /// How far a payment has got, by the id of the bot's query.
    pub fn checkout(&self, query: &str) -> Option<Checkout> {
        let now_ms = self.common.now_ms();
        self.look(|state| {
            let asking = state.till.checkouts.get(query)?;
            Some(match &asking.outcome {
                Some(outcome) => outcome.clone(),
                None if asking.is_open(now_ms) => Checkout::Waiting {
                    until_ms: asking.until_ms,
                },
                None => Checkout::TimedOut,
            })
        })
    }

    /// Every payment that a bot got, oldest first.
    pub fn payments(&self, bot: i64) -> Vec<Payment> {
        self.look(|state| {
            let payments = state.till.payments.iter();
            let own = payments.filter(|payment| payment.invoice.bot == bot);
            own.cloned().collect()
        })
    }
}

impl Invoice {
    pub(super) fn json(&self) -> Value {
        json!({
            "title": self.title,
            "description": self.description,
            "start_parameter": self.start_parameter,
            "currency": self.currency,
            "total_amount": self.total,
        })
    }
}
