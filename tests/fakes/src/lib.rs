//! The outside world on one local port, and mail on another: small, strict,
//! stateful models of the services the product talks to, told apart by the
//! first path segment.
//!
//! Each service is a model (what the vendor remembers) and a separate HTTP
//! layer (what the vendor accepts and answers), written from the vendor's own
//! rules and never from our client's structs. Whatever a real client should
//! not have sent is answered as the vendor answers it and also noted in
//! [`Outside::unexpected`], so that a test can fail on it.

pub mod click;
mod common;
mod gemini;
pub mod meta;
mod openai;
pub mod payme;
pub mod paynet;
mod script;
mod sentry;
pub mod smtp;
pub mod stripe;
pub mod telegram;
pub mod uzum;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio_util::sync::{CancellationToken, DropGuard};

pub use click::Click;
pub use common::callback::Answer;
pub use common::faults::Fault;
pub use common::traffic::Exchange;
pub use common::{Clock, Impossible};
pub use meta::Meta;
pub use payme::Payme;
pub use paynet::Paynet;
pub use script::{Audio, Media, ModelReply, Prompt, ScriptedModels};
pub use sentry::Sentry;
pub use smtp::Smtp;
pub use stripe::Stripe;
pub use telegram::Telegram;
pub use uzum::Uzum;

use common::Common;
use common::serve::{self, Service};

/// The running fake world. Clones share it; it stops with the last clone.
#[derive(Clone)]
pub struct Outside {
    inner: Arc<Inner>,
}

struct Inner {
    common: Arc<Common>,
    telegram: Telegram,
    meta: Meta,
    gemini: ScriptedModels,
    openai: ScriptedModels,
    sentry: Sentry,
    payme: Payme,
    click: Click,
    uzum: Uzum,
    paynet: Paynet,
    stripe: Stripe,
    smtp: Smtp,
    url: String,
    _stops_on_drop: DropGuard,
}

impl Outside {
    /// Starts the server on a free local port. `now` gives Unix milliseconds
    /// and is the only time the fakes know.
    ///
    /// # Panics
    /// When no local port can be bound.
    pub async fn start(now: Clock) -> Self {
        let stop = CancellationToken::new();
        let common = Arc::new(Common::new(now, stop.clone()));
        let listener = TcpListener::bind(("127.0.0.1", 0))
            .await
            .expect("a local port is free");
        let address = listener
            .local_addr()
            .expect("a bound socket has an address");
        let url = format!("http://{address}");
        let telegram = Telegram::new(common.clone());
        let meta = Meta::new(common.clone(), &url);
        let gemini = ScriptedModels::new("gemini", common.clone());
        let openai = ScriptedModels::new("openai", common.clone());
        let sentry = Sentry::new(common.clone());
        let payme = Payme::new(common.clone(), &url);
        let click = Click::new(common.clone(), &url);
        let uzum = Uzum::new(common.clone(), &url);
        let paynet = Paynet::new(common.clone(), &url);
        let stripe = Stripe::new(common.clone());
        let smtp = Smtp::start(common.clone()).await;
        let services: Vec<Arc<dyn Service>> = vec![
            Arc::new(telegram::http::TelegramHttp::new(telegram.clone())),
            Arc::new(meta::http::MetaHttp::facebook(meta.clone())),
            Arc::new(meta::http::MetaHttp::instagram(meta.clone())),
            Arc::new(gemini::GeminiHttp::new(gemini.clone())),
            Arc::new(openai::OpenAiHttp::new(openai.clone())),
            Arc::new(sentry.clone()),
            Arc::new(click.clone()),
            Arc::new(stripe.clone()),
        ];
        serve::spawn(listener, common.clone(), services);
        let inner = Inner {
            common,
            telegram,
            meta,
            gemini,
            openai,
            sentry,
            payme,
            click,
            uzum,
            paynet,
            stripe,
            smtp,
            url,
            _stops_on_drop: stop.drop_guard(),
        };
        Self {
            inner: Arc::new(inner),
        }
    }

    /// The server's root, without a slash at the end.
    pub fn url(&self) -> &str {
        &self.inner.url
    }

    /// The root of one service: `url_of("telegram")`.
    pub fn url_of(&self, service: &str) -> String {
        format!("{}/{service}", self.inner.url)
    }

    /// Ends the server, its pump and every held request.
    pub fn shutdown(&self) {
        self.inner.common.stop.cancel();
    }

    /// The messenger: people, bots, chats.
    pub fn telegram(&self) -> &Telegram {
        &self.inner.telegram
    }

    /// WhatsApp numbers and Instagram accounts, with the Graph API.
    pub fn meta(&self) -> &Meta {
        &self.inner.meta
    }

    /// Google's language models, answered by scripted rules.
    pub fn gemini(&self) -> &ScriptedModels {
        &self.inner.gemini
    }

    /// OpenAI's language models, answered by scripted rules.
    pub fn openai(&self) -> &ScriptedModels {
        &self.inner.openai
    }

    /// The operator's error reports.
    pub fn sentry(&self) -> &Sentry {
        &self.inner.sentry
    }

    /// What `SENTRY_DSN` would be.
    pub fn sentry_dsn(&self) -> String {
        sentry::dsn(&self.inner.url)
    }

    /// Payme: cash desks, and people who pay at them.
    pub fn payme(&self) -> &Payme {
        &self.inner.payme
    }

    /// Click: services, people who pay them, and the Merchant API.
    pub fn click(&self) -> &Click {
        &self.inner.click
    }

    /// Uzum Bank: services, and people who pay them in the bank's app.
    pub fn uzum(&self) -> &Uzum {
        &self.inner.uzum
    }

    /// Paynet: services, and people who pay them in the app or at a terminal.
    pub fn paynet(&self) -> &Paynet {
        &self.inner.paynet
    }

    /// Stripe: accounts, people who pay on Checkout's pages, and the API.
    pub fn stripe(&self) -> &Stripe {
        &self.inner.stripe
    }

    /// The mail server, on a port of its own.
    pub fn smtp(&self) -> &Smtp {
        &self.inner.smtp
    }

    /// The last 500 requests that came in or went out, oldest first.
    pub fn exchanges(&self) -> Vec<Exchange> {
        self.inner.common.traffic.exchanges()
    }

    /// A counter that moves with every change of anything in here.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.inner.common.changes()
    }

    /// What a correct client would not have done, oldest first.
    pub fn unexpected(&self) -> Vec<String> {
        self.inner.common.traffic.unexpected()
    }

    /// Empties [`Outside::unexpected`], for tests that misbehave on purpose.
    pub fn forgive_unexpected(&self) {
        self.inner.common.traffic.forgive();
    }

    /// Makes the next matching request fail. Faults of one service wait in
    /// line; `method` is the vendor's method name, in any case.
    pub fn fail_next(&self, service: &str, method: Option<&str>, fault: Fault) {
        self.inner.common.faults.plan(service, method, fault);
    }

    /// Planned faults that have not happened yet.
    pub fn planned_faults(&self) -> usize {
        self.inner.common.faults.planned() + self.inner.smtp.planned_faults()
    }

    /// How many requests are being kept waiting (slow and hanging ones).
    pub fn held(&self) -> usize {
        self.inner.common.faults.held()
    }

    /// When the earliest slow answer is due.
    pub fn next_release_ms(&self) -> Option<i64> {
        self.inner.common.faults.next_release_ms()
    }

    /// Lets go of every slow answer that is due, and lets long polls look at
    /// the clock. Call it after moving the clock. Returns how many were freed.
    pub fn release_due(&self) -> usize {
        self.inner.common.release_due()
    }
}
