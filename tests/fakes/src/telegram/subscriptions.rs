//! Invoices that are paid again by themselves, month after month, in Stars.
//! Source: <https://core.telegram.org/api/subscriptions#bot-subscriptions>.

use serde_json::{Value, json};

use super::Telegram;
use super::payments::Invoice;
use super::state::State;
use super::till::Till;
use crate::common::Impossible;

/// The one period there is.
pub(super) const PERIOD_S: i64 = 30 * 24 * 3600;
const PERIOD_MS: i64 = PERIOD_S * 1000;

/// A person who pays every month.
pub(super) struct Subscription {
    /// When it ends, or is paid again.
    until_ms: i64,
    is_canceled: bool,
}

impl Telegram {
    /// A subscription is paid once more, now that its period is over. The bot
    /// is not asked before, only told. Returns the new charge.
    ///
    /// # Errors
    /// When the charge is of no subscription, the period is not over or long
    /// over, or the person has canceled.
    pub fn renew(&self, charge: &str) -> Result<String, Impossible> {
        self.change(|state, now_ms| {
            let (person, link) = state.till.subscription_of(charge)?;
            let key = (person, link.clone());
            let invoice = state.till.linked.get(&link).cloned();
            let invoice = invoice.ok_or_else(|| no_subscription(charge))?;
            let known = state.till.subscriptions.get_mut(&key);
            let subscription = known.ok_or_else(|| no_subscription(charge))?;
            let until_ms = subscription.until_ms;
            if subscription.is_canceled || !(until_ms..until_ms + PERIOD_MS).contains(&now_ms) {
                return Err(Impossible(format!(
                    "the subscription until {until_ms} is not due at {now_ms}, or canceled"
                )));
            }
            subscription.until_ms += PERIOD_MS;
            let recurring = (link, shown(subscription.until_ms, false));
            Ok(state.pay(person, invoice, Some(recurring), now_ms))
        })
    }

    /// The person ends a subscription: it is not paid again. The bot is not
    /// told.
    ///
    /// # Errors
    /// When the charge is of no subscription, or it is canceled already.
    pub fn cancel_subscription(&self, charge: &str) -> Result<(), Impossible> {
        self.change(|state, _| {
            let key = state.till.subscription_of(charge)?;
            let known = state.till.subscriptions.get_mut(&key);
            let living = known.filter(|subscription| !subscription.is_canceled);
            let subscription = living.ok_or_else(|| no_subscription(charge))?;
            subscription.is_canceled = true;
            Ok(())
        })
    }

    /// Until when a subscription is paid.
    pub fn subscribed_until_ms(&self, charge: &str) -> Option<i64> {
        self.look(|state| {
            let key = state.till.subscription_of(charge).ok()?;
            Some(state.till.subscriptions.get(&key)?.until_ms)
        })
    }
}

impl Till {
    pub(super) fn is_subscribed(&self, person: i64, link: &str, now_ms: i64) -> bool {
        let subscription = self.subscriptions.get(&(person, link.to_owned()));
        subscription.is_some_and(|it| it.until_ms > now_ms)
    }

    fn subscription_of(&self, charge: &str) -> Result<(i64, String), Impossible> {
        let mut payments = self.payments.iter();
        let payment = payments.find(|payment| payment.charge == charge);
        let key = payment.and_then(|it| Some((it.person, it.subscribed_by.clone()?)));
        key.ok_or_else(|| no_subscription(charge))
    }
}

impl State {
    /// Begins a subscription. Gives its link with what the payment's message
    /// says of it.
    pub(super) fn subscribe(
        &mut self,
        person: i64,
        link: &str,
        invoice: &Invoice,
        now_ms: i64,
    ) -> (String, Value) {
        let period_s = invoice.period_s.unwrap_or(PERIOD_S);
        let subscription = Subscription {
            until_ms: now_ms + period_s * 1000,
            is_canceled: false,
        };
        let told = shown(subscription.until_ms, true);
        let key = (person, link.to_owned());
        self.till.subscriptions.insert(key, subscription);
        (link.to_owned(), told)
    }
}

fn shown(until_ms: i64, is_first: bool) -> Value {
    let mut shown = json!({
        "subscription_expiration_date": until_ms.div_euclid(1000),
        "is_recurring": true,
    });
    if is_first {
        shown["is_first_recurring"] = json!(true);
    }
    shown
}

fn no_subscription(charge: &str) -> Impossible {
    Impossible(format!("{charge} is of no living subscription"))
}
