//! Whether the process lives, and whether it can work.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use scx_jobs::{Lags, Queue};
use serde_json::{Value, json};

use crate::Shared;

/// The process answers; nothing else is claimed.
pub(crate) async fn lives() -> &'static str {
    "ok"
}

/// The database answers, so updates can be stored. What waits is told and
/// changes nothing: who is behind must not be sent away.
pub(crate) async fn is_ready(State(web): State<Shared>) -> (StatusCode, Json<Value>) {
    let asked = async {
        web.cx.db.ping().await?;
        web.board.lags(&web.cx).await
    };
    match asked.await {
        Ok(lags) => (StatusCode::OK, Json(ready(&lags))),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            let body = json!({"status": "unready", "reason": "database"});
            (StatusCode::SERVICE_UNAVAILABLE, Json(body))
        }
    }
}

fn ready(lags: &Lags) -> Value {
    let shown = |queue: &Queue| json!({"waiting": queue.waiting, "lag_ms": queue.lag.0});
    let lanes = lags.ready.iter();
    let lanes = lanes.map(|(lane, queue)| (lane.name().to_owned(), shown(queue)));
    json!({
        "status": "ready",
        "inbox": shown(&lags.inbox),
        "outbox": shown(&lags.outbox),
        "jobs": lanes.collect::<serde_json::Map<_, _>>(),
        "dead_jobs": lags.dead(),
    })
}
