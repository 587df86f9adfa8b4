//! The messenger: what its servers remember, what people do in their apps,
//! what bots may call, and how updates reach a bot.
//!
//! The model speaks the Bot API's JSON; [`views`] tell what a person sees.

mod acts;
mod api;
mod attachments;
mod business;
mod delivery;
mod entities;
mod fields;
mod groups;
mod html;
pub(crate) mod http;
mod managed;
mod markup;
mod media_fields;
mod params;
mod payment_fields;
mod payments;
mod people;
mod polling;
mod reactions;
mod sending;
mod state;
mod subscriptions;
mod till;
mod topics;
mod updates;
pub mod views;

#[cfg(test)]
mod tests;

use std::sync::{Arc, Mutex};

use serde_json::Value;

use crate::common::{Common, lock};
use state::State;

pub use attachments::{Card, Document};
pub use managed::NewBot;
pub use payments::{Checkout, Invoice, Payment};
pub use people::Person;
pub use sending::Clip;

/// A handle on the messenger. Clones share it.
#[derive(Clone)]
pub struct Telegram {
    common: Arc<Common>,
    state: Arc<Mutex<State>>,
    /// One pump at a time, or an update would be posted twice.
    pumping: Arc<tokio::sync::Mutex<()>>,
    client: reqwest::Client,
}

impl Telegram {
    pub(crate) fn new(common: Arc<Common>) -> Self {
        #[expect(
            clippy::disallowed_methods,
            reason = "the fakes know none of our crates, so they cannot use kit's client"
        )]
        let client = reqwest::Client::builder()
            .no_proxy()
            .build()
            .expect("a plain client needs nothing that can be missing");
        Self {
            common,
            state: Arc::default(),
            pumping: Arc::default(),
            client,
        }
    }

    /// Registers a bot, as its owner does with the vendor's own bot.
    pub fn add_bot(&self, token: &str, id: i64, username: &str, name: &str) {
        self.hide_token(id, token);
        self.change(|state, _| state.add_bot(token, id, username, name));
    }

    /// Makes the bot's token worthless, as its owner can at any time.
    pub fn revoke_token(&self, token: &str) {
        self.change(|state, _| {
            for bot in state.bots.values_mut().filter(|bot| bot.token == token) {
                bot.token_is_revoked = true;
            }
        });
    }

    /// Gives the bot a new token; the old one dies.
    pub fn replace_token(&self, bot: i64, token: &str) {
        self.hide_token(bot, token);
        self.change(|state, _| {
            if let Some(bot) = state.bots.get_mut(&bot) {
                token.clone_into(&mut bot.token);
                bot.token_is_revoked = false;
            }
        });
    }

    /// Registers a person.
    pub fn add_person(&self, person: Person) {
        self.change(|state, _| state.people.insert(person.id, person));
    }

    /// Lets a bot show answers while they are written, or takes it away, as a
    /// server of another release does.
    pub fn support_drafts(&self, bot: i64, on: bool) {
        self.change(|state, _| {
            if let Some(bot) = state.bots.get_mut(&bot) {
                bot.has_drafts = on;
            }
        });
    }

    /// Switches the vendor's limits on: for each bot 30 messages a second, and
    /// 20 a minute in one group.
    pub fn enforce_limits(&self, on: bool) {
        self.change(|state, _| state.limits_are_enforced = on);
    }

    /// The parameters of every call of this method by this bot, oldest first.
    /// Uploads appear as their name and size.
    pub fn calls(&self, bot: i64, method: &str) -> Vec<Value> {
        self.look(|state| {
            let calls = state.bots.get(&bot).map(|bot| bot.calls.as_slice());
            calls
                .unwrap_or_default()
                .iter()
                .filter(|(name, _)| name.eq_ignore_ascii_case(method))
                .map(|(_, params)| params.clone())
                .collect()
        })
    }

    /// Every call of this bot in order: method and parameters.
    pub fn all_calls(&self, bot: i64) -> Vec<(String, Value)> {
        self.look(|state| {
            let bot = state.bots.get(&bot);
            bot.map(|bot| bot.calls.clone()).unwrap_or_default()
        })
    }

    fn hide_token(&self, bot: i64, token: &str) {
        self.common.traffic.hide(token, &format!("{bot}:***"));
        // Links carry the colon escaped.
        let escaped = token.replace(':', "%3A");
        self.common.traffic.hide(&escaped, &format!("{bot}:***"));
    }

    fn look<T>(&self, read: impl FnOnce(&State) -> T) -> T {
        read(&lock(&self.state))
    }

    /// Changes the state at the current time and tells everybody who watches.
    fn change<T>(&self, write: impl FnOnce(&mut State, i64) -> T) -> T {
        let now_ms = self.common.now_ms();
        let result = write(&mut lock(&self.state), now_ms);
        self.common.changed();
        result
    }
}
