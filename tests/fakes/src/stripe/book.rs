//! What Stripe remembers: accounts with their sessions, payments and events.

use std::collections::BTreeMap;

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::delivery::PostOffice;
use super::events::Event;
use super::form::Form;
use super::payments::Intent;
use super::sessions::Session;
use super::{StripeAccount, StripeDelivery};
use crate::common::hex;

#[derive(Default)]
pub(super) struct State {
    /// By their ids.
    pub(super) accounts: BTreeMap<String, Account>,
    pub(super) post_office: PostOffice,
    /// Everything that was posted, oldest first.
    pub(super) deliveries: Vec<StripeDelivery>,
    serial: u64,
}

pub(super) struct Account {
    pub(super) spec: StripeAccount,
    /// By their ids, as all below.
    pub(super) sessions: BTreeMap<String, Session>,
    pub(super) intents: BTreeMap<String, Intent>,
    pub(super) events: BTreeMap<String, Event>,
    /// Answers to requests that may be repeated, by their keys.
    pub(super) saved: BTreeMap<String, Saved>,
}

/// An answer that is given again to the same request with the same key.
#[derive(Clone)]
pub(super) struct Saved {
    pub(super) path: String,
    pub(super) form: Form,
    pub(super) request_id: String,
    pub(super) at_ms: i64,
    pub(super) status: u16,
    pub(super) body: Value,
}

/// Who asks, and how the request is named.
pub(super) struct Asked {
    pub(super) account: String,
    pub(super) request_id: String,
    pub(super) key: Option<String>,
}

impl Account {
    pub(super) fn new(spec: StripeAccount) -> Self {
        Self {
            spec,
            sessions: BTreeMap::new(),
            intents: BTreeMap::new(),
            events: BTreeMap::new(),
            saved: BTreeMap::new(),
        }
    }

    pub(super) fn is_live(&self) -> bool {
        self.spec.secret_key.starts_with("sk_live_")
    }
}

impl State {
    /// An account that a request or an address was found by.
    pub(super) fn account(&self, id: &str) -> &Account {
        let account = self.accounts.get(id);
        account.expect("accounts are never forgotten")
    }

    pub(super) fn account_mut(&mut self, id: &str) -> &mut Account {
        let account = self.accounts.get_mut(id);
        account.expect("accounts are never forgotten")
    }

    /// The account of a secret key.
    pub(super) fn account_of_key(&self, key: &str) -> Option<&str> {
        let mut accounts = self.accounts.values();
        let found = accounts.find(|account| account.spec.secret_key == key);
        found.map(|account| account.spec.id.as_str())
    }

    /// A name that was never given before; always the same in the same story.
    pub(super) fn next_id(&mut self, prefix: &str, letters: usize) -> String {
        self.serial += 1;
        let digest = hex(&Sha256::digest(format!("{prefix}{}", self.serial)));
        format!("{prefix}{}", &digest[..letters])
    }
}
