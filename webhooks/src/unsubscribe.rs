//! One click that unsubscribes (RFC 8058). Opening the address shows a page
//! with a button, because scanners open what is in a letter; only the POST that
//! the button or the mail program sends does it. A wrong word gets the same
//! answers as a right one.

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use scx_domain::{Pages, winback};
use scx_kit::Language;

use crate::Shared;
use crate::knocks::RightKnock;

/// The page with the button.
pub(crate) async fn ask(State(web): State<Shared>, headers: HeaderMap) -> Response {
    let button = say(&web, &headers, "unsubscribe-button");
    let body = format!(
        "<p>{}</p><form method=\"post\"><input type=\"hidden\" name=\"List-Unsubscribe\" value=\"One-Click\">\
         <button>{button}</button></form>",
        say(&web, &headers, "unsubscribe-ask"),
    );
    page(&body)
}

/// Unsubscribes, as often as it is asked.
pub(crate) async fn done(
    State(web): State<Shared>,
    key: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Response {
    let words = say(&web, &headers, "unsubscribe-done");
    let Ok(Path(token)) = key else {
        return page(&format!("<p>{words}</p>"));
    };
    let stopped = async {
        let mut tx = web.cx.db.begin().await?;
        winback::unsubscribe(&mut tx, &token).await?;
        tx.commit().await
    };
    match stopped.await {
        Ok(()) => page(&format!("<p>{words}</p>")),
        Err(error) => {
            tracing::error!(%error, "somebody could not be unsubscribed");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

fn say(web: &Shared, headers: &HeaderMap, key: &str) -> String {
    let wanted = headers.get(header::ACCEPT_LANGUAGE);
    let wanted = wanted.and_then(|value| value.to_str().ok());
    let first = wanted.and_then(|list| list.split([',', ';']).next());
    let language = Language::guess(first).unwrap_or(Language::UzLatn);
    web.cx
        .service::<Arc<dyn Pages>>()
        .text(&web.cx, language, key)
}

fn page(body: &str) -> Response {
    let html = format!(
        "<!doctype html><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>SellerCloudX</title>{body}"
    );
    let mut response = Html(html).into_response();
    response.extensions_mut().insert(RightKnock);
    response
}
