//! What every answer carries, and what of it the operator decides.

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use tower_http::cors::CorsLayer;
use tracing::Instrument;

use crate::caller::{self, Trusted};
use crate::knocks::{self, Knocks};
use crate::{Shared, spans};

/// Nothing here is a page, nothing may be kept, nothing tells where it was
/// called from.
const ALWAYS: [(HeaderName, HeaderValue); 4] = [
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    ),
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"),
    ),
];
/// A year. Not for subdomains: they may belong to somebody else.
const HTTPS_ONLY: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// How the doors stand.
#[derive(Clone, Debug, Default)]
pub struct Gate {
    /// The proxies before us.
    pub trusted: Trusted,
    /// The web pages that may call us.
    pub origins: Vec<HeaderValue>,
    /// The public address is an https one.
    pub is_https: bool,
    /// Wrong knocks.
    pub knocks: Knocks,
}

impl Gate {
    /// Reads origins (`https://shop.example`) with commas between them.
    ///
    /// # Errors
    /// The part that is none.
    pub fn parse_origins(text: &str) -> Result<Vec<HeaderValue>, String> {
        let parts = text.split(',').map(str::trim);
        parts
            .filter(|part| !part.is_empty())
            .map(|part| {
                let host = part
                    .strip_prefix("https://")
                    .or_else(|| part.strip_prefix("http://"));
                let is_origin = host.is_some_and(|host| {
                    let is_plain = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
                    !host.is_empty() && host.chars().all(is_plain)
                });
                let value = is_origin.then(|| HeaderValue::from_str(part).ok());
                value.flatten().ok_or_else(|| part.to_owned())
            })
            .collect()
    }

    /// Which pages may read our answers; none unless they are named.
    pub(crate) fn cors(&self) -> Option<CorsLayer> {
        (!self.origins.is_empty()).then(|| {
            CorsLayer::new()
                .allow_origin(self.origins.clone())
                .allow_methods([Method::GET])
        })
    }
}

/// What every request passes on its way to its route: who calls is noted, a
/// span is opened, and strangers who knock too often are turned away. One layer
/// for all of it, because each boxes the request's work once more.
pub(crate) async fn pass(State(web): State<Shared>, request: Request, next: Next) -> Response {
    let caller = caller::of(&web, &request);
    let span = spans::of_request(&request, &caller);
    let answer = knocks::guard(&web, caller, (request, next));
    spans::told(answer).instrument(span).await
}

/// Adds what every answer carries.
pub(crate) async fn label(State(web): State<Shared>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, value);
    }
    if web.gate.is_https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HTTPS_ONLY);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_origins_are_origins() {
        let origins = Gate::parse_origins("https://a.example, http://localhost:5173").unwrap();
        assert_eq!(origins, ["https://a.example", "http://localhost:5173"]);
        for wrong in [
            "*",
            "a.example",
            "https://",
            "https://a.example/",
            "https://a b",
        ] {
            assert_eq!(Gate::parse_origins(wrong).unwrap_err(), wrong);
        }
    }
}
