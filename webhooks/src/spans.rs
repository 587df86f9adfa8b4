//! One span per request.

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use scx_kit::Stopwatch;
use tracing::Instrument;

use crate::caller::Caller;

/// Runs a request in its span and says how it ended. The route is named and
/// not the path, which holds a bot's key.
pub(crate) async fn of_request(request: Request, next: Next) -> Response {
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("unknown", MatchedPath::as_str);
    let caller = request.extensions().get::<Caller>();
    let span = tracing::info_span!(
        "request",
        http.method = %request.method(),
        http.route = route,
        client.address = caller.map(|caller| tracing::field::display(caller.address)),
    );
    async move {
        let watch = Stopwatch::start();
        let response = next.run(request).await;
        tracing::debug!(
            http.status = response.status().as_u16(),
            duration_ms = watch.elapsed_ms(),
            "request answered"
        );
        response
    }
    .instrument(span)
    .await
}
