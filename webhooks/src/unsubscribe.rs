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
    let Some(token) = word(key) else {
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

/// The word that is looked up, if it may be one of ours: anybody can write
/// anything into a path, and not every database takes it.
pub(crate) fn word(key: Result<Path<String>, PathRejection>) -> Option<String> {
    let Path(word) = key.ok()?;
    winback::is_word(&word).then_some(word)
}

fn say(web: &Shared, headers: &HeaderMap, key: &str) -> String {
    web.cx
        .service::<Arc<dyn Pages>>()
        .text(&web.cx, language(headers), key)
}

/// The language of a page: the first that the reader's program names.
pub(crate) fn language(headers: &HeaderMap) -> Language {
    let wanted = headers.get(header::ACCEPT_LANGUAGE);
    let wanted = wanted.and_then(|value| value.to_str().ok());
    let first = wanted.and_then(|list| list.split([',', ';']).next());
    Language::guess(first).unwrap_or(Language::UzLatn)
}

/// Whoever asks gets a page, so that one is no sign of the right word: it makes
/// no stranger welcome at other doors.
pub(crate) fn page(body: &str) -> Response {
    Html(format!(
        "<!doctype html><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>SellerCloudX</title>{body}"
    ))
    .into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_may_be_a_word_of_ours_is_looked_up() {
        let ours = "0123456789abcdefghijABCDEFGHIJXY";
        let looked_up = |text: &str| word(Ok(Path(text.to_owned())));
        assert_eq!(looked_up(ours).as_deref(), Some(ours));
        for other in ["", "\0", "nobody", &format!("{ours}Z"), &"é".repeat(16)] {
            assert_eq!(looked_up(other), None, "{other:?}");
        }
    }
}
