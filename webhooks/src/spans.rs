//! One span per request.

use axum::extract::{MatchedPath, Request};
use axum::response::Response;
use scx_kit::Stopwatch;
use tracing::Span;

use crate::caller::Caller;

/// The span of a request. The route is named and not the path, which holds a
/// bot's key.
pub(crate) fn of_request(request: &Request, caller: &Caller) -> Span {
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("unknown", MatchedPath::as_str);
    tracing::info_span!(
        "request",
        http.method = %request.method(),
        http.route = route,
        client.address = %caller.address,
    )
}

/// Says how a request ended.
pub(crate) async fn told(answer: impl Future<Output = Response>) -> Response {
    let watch = Stopwatch::start();
    let response = answer.await;
    tracing::debug!(
        http.status = response.status().as_u16(),
        duration_ms = watch.elapsed_ms(),
        "request answered"
    );
    response
}
