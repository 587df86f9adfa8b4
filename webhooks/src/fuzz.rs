//! Who calls by what a request says, what Meta is believed, and who unsubscribes,
//! for the fuzz targets.

use std::net::IpAddr;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use axum::body::Body;
use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::http::{HeaderMap, HeaderValue, Request, header};
use axum::routing::post;
use axum::{Extension, Router};
use scx_connect::meta::{Messenger, Notice};
use scx_kit::{Language, Secret};
use tower::Service as _;

use crate::caller::FORWARDED;
use crate::{Guard, ROUTES, Trusted, meta, unsubscribe};

/// The client's address, and whether it stands for one stranger. Values that
/// no HTTP message can carry are left out.
pub fn caller(trusted: &Trusted, peer: IpAddr, forwarded: &[&[u8]]) -> (IpAddr, bool) {
    let mut headers = HeaderMap::new();
    for value in forwarded
        .iter()
        .filter_map(|v| HeaderValue::from_bytes(v).ok())
    {
        headers.append(FORWARDED, value);
    }
    let caller = trusted.caller(peer, &headers);
    (caller.address, caller.is_stranger)
}

/// What is in a webhook of Meta's that one of the secrets signs; none where
/// none does.
pub fn notices(
    messenger: Messenger,
    secrets: &[&Secret<String>],
    signature: &[u8],
    body: &[u8],
) -> Option<Vec<Notice>> {
    let signature = HeaderValue::from_bytes(signature).ok();
    meta::believed(messenger, secrets, signature.as_ref(), body)
}

/// The word that a click on an address looks up, as the router takes it from
/// the path; none where nothing is looked up.
///
/// # Panics
/// Where anything is waited for.
pub fn unsubscribing(path: &str) -> Option<String> {
    let request = Request::post(path).body(Body::empty()).ok()?;
    let read = async |key: Result<Path<String>, PathRejection>| Extension(unsubscribe::word(key));
    let mut routes = ROUTES.iter();
    let route = routes.find(|route| route.guard == Guard::LetterKey)?;
    let mut router = Router::<()>::new().route(route.path, post(read));
    let answering = pin!(router.call(request));
    let Poll::Ready(Ok(response)) = answering.poll(&mut Context::from_waker(Waker::noop())) else {
        panic!("a path was waited for");
    };
    response.extensions().get::<Option<String>>().cloned()?
}

/// The language of a page by what a reader's program wants.
pub fn page_language(wanted: &[u8]) -> Language {
    let wanted = HeaderValue::from_bytes(wanted).ok();
    let headers = wanted.map(|value| (header::ACCEPT_LANGUAGE, value));
    unsubscribe::language(&headers.into_iter().collect())
}
