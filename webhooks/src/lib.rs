#![doc = include_str!("../README.md")]

mod board;
mod health;
mod intake;
mod metrics;
mod polling;
mod spans;
mod telegram;

use axum::Router;
use axum::routing::{get, post};
use scx_jobs::Cx;
use scx_kit::Secret;
use tower_http::limit::RequestBodyLimitLayer;

pub use board::Board;
pub use intake::Intake;
pub use polling::Polling;
pub use telegram::Doors;

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
    /// How far the work is behind.
    pub board: Board,
    /// What the operator's monitor shows to see the metrics; without it there are none.
    pub metrics_token: Option<Secret<String>>,
}

/// Every route; those for updates where `takes_updates`. Another method on a
/// known path is answered 405.
pub fn router(web: Web, takes_updates: bool) -> Router {
    let mut routes = Router::new()
        .route("/health/live", get(health::lives))
        .route("/health/ready", get(health::is_ready))
        .route("/healthz", get(health::lives))
        .route("/readyz", get(health::is_ready))
        .route("/metrics", get(metrics::show));
    if takes_updates {
        routes = routes.route("/telegram/webhook/{key}", post(telegram::update));
    }
    routes
        .layer(RequestBodyLimitLayer::new(MOST_BODY_BYTES))
        .layer(axum::middleware::from_fn(spans::of_request))
        .with_state(web)
}
