#![doc = include_str!("../README.md")]

mod caller;
mod doors;
mod gate;
mod health;
mod intake;
mod knocks;
mod polling;
mod server;
mod spans;
mod telegram;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use scx_jobs::Cx;
use tower_http::limit::RequestBodyLimitLayer;

pub use caller::Trusted;
pub use doors::Doors;
pub use gate::Gate;
pub use intake::Intake;
pub use knocks::Knocks;
pub use polling::Polling;
pub use server::Server;

/// Telegram's updates are far smaller; anything larger is no update.
const MOST_BODY_BYTES: usize = 1 << 20;

/// What the routes work with.
#[derive(Clone, Debug)]
pub struct Web {
    /// The context.
    pub cx: Cx,
    /// Where updates are stored.
    pub intake: Intake,
    /// The bots behind the paths.
    pub doors: Doors,
    /// How the doors stand.
    pub gate: Gate,
}

/// Every route; those for updates where `takes_updates`. Another method on a
/// known path is answered 405. The layers run from the last to the first.
pub fn router(web: Web, takes_updates: bool) -> Router {
    let state = || web.clone();
    let mut routes = Router::new()
        .route("/healthz", get(health::lives))
        .route("/readyz", get(health::is_ready));
    if takes_updates {
        routes = routes.route("/telegram/webhook/{key}", post(telegram::update));
    }
    let routes = routes
        .layer(RequestBodyLimitLayer::new(MOST_BODY_BYTES))
        .layer(from_fn_with_state(state(), knocks::guard))
        .layer(from_fn(spans::of_request))
        .layer(from_fn_with_state(state(), caller::introduce));
    let routes = match web.gate.cors() {
        Some(cors) => routes.layer(cors),
        None => routes,
    };
    routes
        .layer(from_fn_with_state(state(), gate::label))
        .with_state(web)
}
