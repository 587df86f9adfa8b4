#![doc = include_str!("../README.md")]

mod board;
mod caller;
mod checkout;
mod doors;
mod files;
#[cfg(feature = "fuzz")]
pub mod fuzz;
mod gate;
mod health;
mod intake;
mod knocks;
mod meta;
mod metrics;
mod payments;
mod polling;
mod server;
mod spans;
mod telegram;
mod unsubscribe;
mod waiting;

use std::sync::Arc;

use axum::Router;
use axum::http::Method;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, get, post};
use scx_jobs::Cx;
use scx_kit::{Meter, Secret};
use tower_http::limit::RequestBodyLimitLayer;

pub use board::Board;
pub use caller::Trusted;
pub use doors::Doors;
pub use gate::Gate;
pub use intake::Intake;
pub use knocks::Knocks;
pub use meta::{Lines, Platform};
pub use polling::Polling;
pub use server::Server;

/// Telegram's updates are far smaller; anything larger is no update.
const MOST_BODY_BYTES: usize = 1 << 20;
/// Meta puts up to a thousand things into three megabytes.
const MOST_META_BYTES: usize = 4 << 20;

/// What the routes work with.
#[derive(Debug)]
pub struct Web {
    /// The context.
    pub cx: Cx,
    /// Where updates are stored.
    pub intake: Intake,
    /// The bots behind the paths.
    pub doors: Doors,
    /// The accounts behind Meta's webhooks.
    pub lines: Lines,
    /// How the doors stand.
    pub gate: Gate,
    /// How far the work is behind.
    pub board: Board,
    /// What the operator's monitor shows to see the metrics; without it there are none.
    pub metrics_token: Option<Secret<String>>,
}

/// How the routes hold it: every request clones it, more than once.
type Shared = Arc<Web>;

/// Who may come in by a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Anybody; nothing is changed and nothing of anybody is told.
    Anybody,
    /// Telegram, which shows the secret of the bot that the path's key names.
    BotSecret,
    /// Meta: it shows the token of the app when it asks whether the address is
    /// ours, and signs what it tells with the app's secret.
    MetaApp,
    /// The operator's monitor, which shows the configured token.
    MetricsToken,
    /// Whoever was told the address of a file.
    FileKey,
    /// Whoever has the word of a letter, and anybody else: both are answered alike.
    LetterKey,
    /// Whoever has the link of an invoice, which leads to where it is paid.
    InvoiceKey,
    /// A payment provider, which signs or shows its key. It is answered in its
    /// own words, whoever it is.
    Provider,
}

/// One route. The list is data, so that the sweep of all doors forgets none.
#[derive(Clone, Debug)]
pub struct Route {
    /// The path, with `{key}` where a bot's key stands.
    pub path: &'static str,
    /// The only methods; another one is answered 405.
    pub methods: &'static [Method],
    /// Who may come in.
    pub guard: Guard,
    answer: fn() -> MethodRouter<Shared>,
}

/// Every route there is.
pub const ROUTES: &[Route] = &[
    Route {
        path: "/telegram/webhook/{key}",
        methods: &[Method::POST],
        guard: Guard::BotSecret,
        answer: || post(telegram::update),
    },
    Route {
        path: "/whatsapp/webhook",
        methods: &[Method::GET, Method::POST],
        guard: Guard::MetaApp,
        answer: || get(meta::verify_platform).post(meta::whatsapp),
    },
    Route {
        path: "/instagram/webhook",
        methods: &[Method::GET, Method::POST],
        guard: Guard::MetaApp,
        answer: || get(meta::verify_platform).post(meta::instagram),
    },
    Route {
        path: "/whatsapp/webhook/{key}",
        methods: &[Method::GET, Method::POST],
        guard: Guard::MetaApp,
        answer: || get(meta::verify).post(meta::own),
    },
    Route {
        path: "/instagram/webhook/{key}",
        methods: &[Method::GET, Method::POST],
        guard: Guard::MetaApp,
        answer: || get(meta::verify).post(meta::own),
    },
    Route {
        path: "/files/{key}",
        methods: &[Method::GET],
        guard: Guard::FileKey,
        answer: || get(files::show),
    },
    Route {
        path: "/u/{key}",
        methods: &[Method::GET, Method::POST],
        guard: Guard::LetterKey,
        answer: || get(unsubscribe::ask).post(unsubscribe::done),
    },
    Route {
        path: "/payments/payme",
        // Another method than POST has a code of its own in Payme's words.
        methods: &[Method::GET, Method::POST],
        guard: Guard::Provider,
        answer: || get(payments::payme).post(payments::payme),
    },
    Route {
        path: "/payments/click",
        methods: &[Method::POST],
        guard: Guard::Provider,
        answer: || post(payments::click),
    },
    Route {
        path: "/payments/uzum/{webhook}",
        // Another method than POST has a code of its own in Uzum Bank's words.
        methods: &[Method::GET, Method::POST],
        guard: Guard::Provider,
        answer: || get(payments::uzum).post(payments::uzum),
    },
    Route {
        path: "/payments/paynet",
        // Another method than POST has a code of its own in Paynet's words.
        methods: &[Method::GET, Method::POST],
        guard: Guard::Provider,
        answer: || get(payments::paynet).post(payments::paynet),
    },
    Route {
        path: "/payments/stripe",
        methods: &[Method::POST],
        guard: Guard::Provider,
        answer: || post(payments::stripe),
    },
    Route {
        path: "/payments/stripe/{key}",
        methods: &[Method::GET],
        guard: Guard::InvoiceKey,
        answer: || get(checkout::stripe),
    },
    Route {
        path: "/health/live",
        methods: &[Method::GET],
        guard: Guard::Anybody,
        answer: || get(health::lives),
    },
    Route {
        path: "/health/ready",
        methods: &[Method::GET],
        guard: Guard::Anybody,
        answer: || get(health::is_ready),
    },
    Route {
        path: "/metrics",
        methods: &[Method::GET],
        guard: Guard::MetricsToken,
        answer: || get(metrics::show),
    },
    Route {
        path: "/healthz",
        methods: &[Method::GET],
        guard: Guard::Anybody,
        answer: || get(health::lives),
    },
    Route {
        path: "/readyz",
        methods: &[Method::GET],
        guard: Guard::Anybody,
        answer: || get(health::is_ready),
    },
];

/// What the doors count.
pub fn meters() -> Vec<Meter> {
    vec![meta::NOTICES]
}

/// The server of every route; of those for updates where `takes_updates`. The
/// layers run from the last to the first.
pub fn router(web: Web, takes_updates: bool) -> Router {
    let is_open = |route: &&Route| match route.guard {
        Guard::Anybody | Guard::MetricsToken => true,
        Guard::BotSecret
        | Guard::MetaApp
        | Guard::FileKey
        | Guard::LetterKey
        | Guard::InvoiceKey
        | Guard::Provider => takes_updates,
    };
    let web = Shared::new(web);
    let open = |router: Router<Shared>, route: &Route| {
        let most = match route.guard {
            Guard::MetaApp => MOST_META_BYTES,
            Guard::Anybody
            | Guard::BotSecret
            | Guard::MetricsToken
            | Guard::FileKey
            | Guard::LetterKey
            | Guard::InvoiceKey
            | Guard::Provider => MOST_BODY_BYTES,
        };
        let answer = (route.answer)().layer(RequestBodyLimitLayer::new(most));
        router.route(route.path, answer)
    };
    let state = || web.clone();
    let routes = ROUTES
        .iter()
        .filter(is_open)
        .fold(Router::new(), open)
        .layer(from_fn_with_state(state(), gate::pass));
    let routes = match web.gate.cors() {
        Some(cors) => routes.layer(cors),
        None => routes,
    };
    routes
        .layer(from_fn_with_state(state(), gate::label))
        .with_state(web)
}
