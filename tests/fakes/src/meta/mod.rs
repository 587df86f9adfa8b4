//! Meta's Graph API: WhatsApp numbers and Instagram professional accounts,
//! what their customers do, what apps may call, and how webhooks reach an app.
//!
//! Two services share one model: `graph` stands for graph.facebook.com and
//! `instagram` for graph.instagram.com. Rules and limits are Meta's own
//! (<https://developers.facebook.com/docs/whatsapp/cloud-api> and
//! <https://developers.facebook.com/docs/instagram-platform>).

mod access;
mod acts;
mod api;
mod callbacks;
mod delivery;
mod events;
mod failure;
pub(crate) mod http;
mod media;
mod packing;
mod projection;
mod request;
mod setup;
mod spec;
mod state;
mod statuses;
mod templates;
mod threads;
mod views;

#[cfg(test)]
mod tests;

use std::sync::{Arc, Mutex};

use serde_json::Value;

use crate::common::{Common, lock};
use state::State;

pub use acts::{Place, Talk};
pub use delivery::{Held, Order};
pub use packing::{Packing, signature};
pub use spec::{
    InstagramAccount, InstagramPerson, MetaApp, MetaToken, Product, Quality, Tier, TokenKind,
    WhatsAppNumber, WhatsAppPerson,
};
pub use statuses::{PricedStatus, Progress};
pub use templates::{Template, TemplateCategory, TemplateHeader, TemplateState};
pub use views::{Author, ChatSeen, MessageState, SeenButton, SeenComment, SeenMedia, SeenMessage};

/// A handle on Meta's servers. Clones share it.
#[derive(Clone)]
pub struct Meta {
    common: Arc<Common>,
    state: Arc<Mutex<State>>,
    /// One pump at a time, or a body would be posted twice.
    pumping: Arc<tokio::sync::Mutex<()>>,
    client: reqwest::Client,
    /// The server's root, for links to media.
    root: Arc<str>,
}

impl Meta {
    pub(crate) fn new(common: Arc<Common>, root: &str) -> Self {
        #[expect(
            clippy::disallowed_methods,
            reason = "the fakes know none of our crates, so they cannot use kit's client"
        )]
        let client = reqwest::Client::builder()
            .no_proxy()
            // Meta takes a redirect for a failure.
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .expect("a plain client needs nothing that can be missing");
        Self {
            common,
            state: Arc::default(),
            pumping: Arc::default(),
            client,
            root: root.into(),
        }
    }

    /// What was asked of one edge of one object, oldest first: the parameters
    /// of every `POST /{id}/{edge}` that was let in.
    pub fn calls(&self, id: &str, edge: &str) -> Vec<Value> {
        self.look(|state| {
            let calls = state.calls.iter();
            calls
                .filter(|call| call.id == id && call.edge == edge)
                .map(|call| call.params.clone())
                .collect()
        })
    }

    /// Waits for somebody else's answer, but not beyond the end of the world.
    async fn ask(&self, request: reqwest::RequestBuilder) -> Option<reqwest::Response> {
        tokio::select! {
            answer = request.send() => answer.ok(),
            () = self.common.stop.cancelled() => None,
        }
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
