//! Whether the process lives, and whether it can work.

use axum::extract::State;
use axum::http::StatusCode;

use crate::Web;

/// The process answers; nothing else is claimed.
pub(crate) async fn lives() -> &'static str {
    "ok"
}

/// The database answers, so updates can be stored.
pub(crate) async fn is_ready(State(web): State<Web>) -> (StatusCode, &'static str) {
    match web.cx.db.ping().await {
        Ok(()) => (StatusCode::OK, "ready"),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "database")
        }
    }
}
