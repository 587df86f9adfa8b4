//! What Meta's servers remember.

use std::collections::{BTreeMap, VecDeque};

use serde_json::Value;

use super::delivery::PostOffice;
use super::media::{Link, StoredMedia};
use super::spec::{
    InstagramAccount, InstagramPerson, MetaApp, MetaToken, Product, WhatsAppNumber, WhatsAppPerson,
};
use super::statuses::{PricedStatus, Progress};
use super::templates::Template;
use super::threads::Thread;
use crate::common::Impossible;

#[derive(Default)]
pub(super) struct State {
    pub(super) apps: BTreeMap<String, App>,
    pub(super) wabas: BTreeMap<String, Waba>,
    pub(super) numbers: BTreeMap<String, Number>,
    pub(super) accounts: BTreeMap<String, Account>,
    pub(super) tokens: BTreeMap<String, Token>,
    pub(super) people: BTreeMap<String, Person>,
    /// By number or Instagram account, and person.
    pub(super) threads: BTreeMap<(String, String), Thread>,
    pub(super) media: BTreeMap<String, StoredMedia>,
    /// Addresses of bytes that were given out, by their key.
    pub(super) links: BTreeMap<String, Link>,
    pub(super) posts: BTreeMap<String, Post>,
    pub(super) comments: BTreeMap<String, Comment>,
    pub(super) post_office: PostOffice,
    pub(super) calls: Vec<Asked>,
    pub(super) progress: Progress,
    pub(super) priced: PricedStatus,
    /// Refusals that concern the recipient are told at once instead of by a
    /// failed status.
    pub(super) refuses_at_once: bool,
    pub(super) pair_burst: PairBurst,
    /// Comments by Instagram login stand in the entry itself.
    pub(super) has_flat_comments: bool,
    serial: u64,
}

/// A call that was let in, for tests.
pub(super) struct Asked {
    pub(super) id: String,
    pub(super) edge: String,
    pub(super) params: Value,
}

/// How many messages one person may be sent in a row before the pace of one
/// in six seconds holds.
pub(super) struct PairBurst(pub(super) i64);

impl Default for PairBurst {
    fn default() -> Self {
        Self(45)
    }
}

pub(super) struct App {
    pub(super) spec: MetaApp,
    pub(super) callbacks: BTreeMap<Product, Callback>,
}

/// Where an app wants to be told of a product.
#[derive(Clone)]
pub(super) struct Callback {
    pub(super) url: String,
    /// All when absent.
    pub(super) fields: Option<Vec<String>>,
}

#[derive(Default)]
pub(super) struct Waba {
    pub(super) business: String,
    /// Apps that are told of it, with the address that goes before the app's own.
    pub(super) subscribers: BTreeMap<String, Option<String>>,
    pub(super) templates: Vec<Template>,
}

pub(super) struct Number {
    pub(super) spec: WhatsAppNumber,
    /// The address before that of the account and of the app, by app.
    pub(super) overrides: BTreeMap<String, String>,
    /// When messages were sent, for the throughput; one second at most.
    pub(super) sent_at_ms: VecDeque<i64>,
    /// Who was written to first, and when.
    pub(super) opened: VecDeque<(i64, String)>,
    /// Delivered service messages by month (as year times 12 plus month).
    pub(super) service_messages: BTreeMap<i64, u32>,
}

pub(super) struct Account {
    pub(super) spec: InstagramAccount,
    pub(super) subscribers: BTreeMap<(String, Login), Vec<String>>,
    pub(super) sent_at_ms: VecDeque<i64>,
    pub(super) media_sent_at_ms: VecDeque<i64>,
    pub(super) private_replies_at_ms: VecDeque<i64>,
}

/// The two ways to an Instagram account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Login {
    Instagram,
    Facebook,
}

pub(super) struct Token {
    pub(super) spec: MetaToken,
    pub(super) issued_at_ms: i64,
    pub(super) is_revoked: bool,
}

pub(super) enum Person {
    WhatsApp {
        spec: WhatsAppPerson,
        /// By business portfolio.
        user_ids: BTreeMap<String, String>,
    },
    Instagram(InstagramPerson),
}

/// A post, reel or live video.
pub(super) struct Post {
    pub(super) account: String,
    /// FEED, REELS, LIVE ..
    pub(super) product: String,
    /// Only live videos end.
    pub(super) is_over: bool,
}

pub(super) struct Comment {
    pub(super) post: String,
    /// The person, or none for the account itself.
    pub(super) person: Option<String>,
    pub(super) text: String,
    pub(super) parent: Option<String>,
    pub(super) at_ms: i64,
    pub(super) is_answered_privately: bool,
}

impl State {
    /// A number that was never given before.
    pub(super) fn next_serial(&mut self) -> u64 {
        self.serial += 1;
        self.serial
    }

    pub(super) fn number(&self, id: &str) -> Result<&Number, Impossible> {
        let missing = || Impossible(format!("there is no number {id}"));
        self.numbers.get(id).ok_or_else(missing)
    }

    pub(super) fn account(&self, id: &str) -> Result<&Account, Impossible> {
        let missing = || Impossible(format!("there is no Instagram account {id}"));
        self.accounts.get(id).ok_or_else(missing)
    }

    /// The account with this id, app-scoped id or page.
    pub(super) fn account_of(&self, id: &str) -> Option<&str> {
        let found = self.accounts.values().find(|account| {
            let spec = &account.spec;
            spec.id == id || spec.app_scoped_id == id || spec.page.as_deref() == Some(id)
        });
        found.map(|account| account.spec.id.as_str())
    }

    pub(super) fn person(&self, key: &str) -> Result<&Person, Impossible> {
        let missing = || Impossible(format!("there is no person {key}"));
        self.people.get(key).ok_or_else(missing)
    }

    pub(super) fn thread(&mut self, account: &str, person: &str) -> &mut Thread {
        let key = (account.to_owned(), person.to_owned());
        self.threads.entry(key).or_default()
    }

    /// What a business of this portfolio sees of a person on WhatsApp: the
    /// phone and the business-scoped id.
    pub(super) fn seen_ids(
        &self,
        business: &str,
        person: &str,
    ) -> (Option<String>, Option<String>) {
        match self.people.get(person) {
            Some(Person::WhatsApp { spec, user_ids }) => {
                let own = user_ids.get(business).or(spec.user_id.as_ref());
                (spec.phone.clone(), own.cloned())
            }
            Some(Person::Instagram(_)) => (None, None),
            // Strangers are called by the phone that was written to, with a plus.
            None => (person.strip_prefix('+').map(str::to_owned), None),
        }
    }
}
