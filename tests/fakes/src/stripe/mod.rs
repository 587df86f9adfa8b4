//! Stripe: accounts with their keys and webhook endpoints, Checkout Sessions,
//! refunds, and the people who pay on Checkout's pages.
//!
//! Rules: <https://docs.stripe.com/api/checkout/sessions>,
//! <https://docs.stripe.com/api/refunds> and
//! <https://docs.stripe.com/webhooks>. Subscriptions, saved customers, taxes
//! and discounts are not modelled: their parameters are refused.

mod api;
mod book;
mod create;
mod delivery;
mod events;
mod failure;
mod form;
mod money;
mod params;
mod payments;
mod people;
mod refunds;
mod sessions;

#[cfg(test)]
mod tests;

use std::sync::{Arc, Mutex};

use serde_json::Value;

use crate::common::callback::{Answer, Caller};
use crate::common::{Common, lock};
use book::{Account, State};

pub use delivery::StripeOrder;
pub use events::{StripeSigning, signature, signature_header};

/// An account as its dashboard shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StripeAccount {
    /// `acct_..`
    pub id: String,
    /// `sk_test_..`, or `sk_live_..` for money in earnest.
    pub secret_key: String,
    /// Who is told of events.
    pub endpoints: Vec<StripeEndpoint>,
}

/// Where events are posted to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StripeEndpoint {
    /// The address.
    pub url: String,
    /// `whsec_..`, the key of all signatures.
    pub secret: String,
    /// The secret before, which also signs for a day after it was rolled.
    pub previous_secret: Option<String>,
    /// The kinds of events; `*` is all.
    pub enabled_events: Vec<String>,
}

impl StripeEndpoint {
    /// An endpoint for these kinds of events.
    pub fn new(url: &str, secret: &str, enabled_events: &[&str]) -> Self {
        let kinds = enabled_events.iter().map(|kind| (*kind).to_owned());
        Self {
            url: url.to_owned(),
            secret: secret.to_owned(),
            previous_secret: None,
            enabled_events: kinds.collect(),
        }
    }

    fn wants(&self, kind: &str) -> bool {
        let mut kinds = self.enabled_events.iter();
        kinds.any(|enabled| enabled == "*" || enabled == kind)
    }
}

/// What a person sees on the page of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StripeCheckout {
    /// `cs_..`
    pub session: String,
    /// What is bought.
    pub items: Vec<StripeItem>,
    /// What it comes to, in the smallest unit of the currency.
    pub total: i64,
    /// Three small letters.
    pub currency: String,
    /// The merchant's own name for it.
    pub client_reference_id: Option<String>,
    /// The page's language, unless the browser decides.
    pub locale: Option<String>,
    /// Where the way back leads; there is none without it.
    pub cancel_url: Option<String>,
    /// When the page stops working.
    pub expires_at_ms: i64,
}

/// One line of what is bought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StripeItem {
    /// The product's name.
    pub name: String,
    /// The price of one, in the smallest unit of the currency.
    pub unit_amount: i64,
    /// How many.
    pub quantity: i64,
}

/// What came of something that a person did.
#[derive(Clone, Debug, PartialEq)]
pub struct StripeVisit {
    /// The session as the API shows it afterwards.
    pub session: Value,
    /// Where the person is led to when it is done.
    pub returns_to: Option<String>,
    /// What was posted meanwhile, oldest first.
    pub deliveries: Vec<StripeDelivery>,
}

/// An event that was posted, and the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StripeDelivery {
    /// `evt_..`
    pub event: String,
    /// What happened, for example `checkout.session.completed`.
    pub kind: String,
    /// Where it was posted to.
    pub url: String,
    /// How it was signed.
    pub signing: StripeSigning,
    /// What the endpoint answered.
    pub answer: Answer,
}

impl StripeDelivery {
    /// "Your endpoint must quickly return a successful status code (2xx)."
    pub fn is_accepted(&self) -> bool {
        (200..300).contains(&self.answer.status)
    }
}

/// A handle on Stripe. Clones share it.
#[derive(Clone)]
pub struct Stripe {
    inner: Arc<Inner>,
}

struct Inner {
    caller: Caller,
    state: Mutex<State>,
    /// One pump at a time, or an event would be posted twice.
    pumping: tokio::sync::Mutex<()>,
}

impl Stripe {
    pub(crate) fn new(common: Arc<Common>) -> Self {
        let inner = Inner {
            caller: Caller::new("stripe", common),
            state: Mutex::default(),
            pumping: tokio::sync::Mutex::default(),
        };
        Self {
            inner: Arc::new(inner),
        }
    }

    /// Registers an account. Registering it again changes its facts, as rolling
    /// a key or a secret does, and forgets nothing else.
    pub fn account(&self, account: StripeAccount) {
        let traffic = &self.inner.caller.common().traffic;
        traffic.hide(&account.secret_key, "sk_***");
        self.change(|state, _| match state.accounts.get_mut(&account.id) {
            Some(known) => known.spec = account,
            None => {
                let id = account.id.clone();
                state.accounts.insert(id, Account::new(account));
            }
        });
    }

    fn look<T>(&self, read: impl FnOnce(&State) -> T) -> T {
        read(&lock(&self.inner.state))
    }

    /// Changes the state at the current time, after ending what is over by
    /// then, and tells everybody who watches.
    fn change<T>(&self, write: impl FnOnce(&mut State, i64) -> T) -> T {
        let common = self.inner.caller.common();
        let now_ms = common.now_ms();
        let result = {
            let mut state = lock(&self.inner.state);
            state.expire_due(now_ms);
            write(&mut state, now_ms)
        };
        common.changed();
        result
    }
}
