//! The numbers for the operator's monitor, in the format of Prometheus.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use scx_kit::{Meters, measure_process, same_secret};

use crate::Shared;

/// See <https://prometheus.io/docs/specs/om/open_metrics_spec/>.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Shows all meters to whoever has the token; to others there is no such page.
pub(crate) async fn show(State(web): State<Shared>, headers: HeaderMap) -> Response {
    let Some(token) = &web.metrics_token else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let given = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.as_bytes().strip_prefix(b"Bearer "))
        .unwrap_or_default();
    if !same_secret(given, token.expose().as_bytes()) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let meters = web.cx.service::<Meters>();
    measure_process(meters);
    let read = async {
        web.board.lags(&web.cx).await?.measure(meters);
        web.cx.db.measure(meters).await
    };
    if let Err(error) = read.await {
        tracing::warn!(%error, "the queues could not be measured");
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    ([(header::CONTENT_TYPE, OPEN_METRICS)], meters.shown()).into_response()
}
