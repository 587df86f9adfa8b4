//! Files that messengers fetch: what a seller sent to a customer and what the
//! house says to many, under an address that only the messenger was told.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::rejection::PathRejection;
use axum::extract::{Extension, Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use scx_domain::accounts::PartnerId;
use scx_domain::blobs::{self, BlobId};
use scx_domain::broadcasts::{self, NewsFile};
use scx_domain::{Error, chat};
use scx_jobs::Cx;

use crate::Shared;
use crate::knocks::{IsResting, RightKnock};

/// The bytes behind a key; 404 for one that nobody was given.
pub(crate) async fn show(
    State(web): State<Shared>,
    key: Result<Path<String>, PathRejection>,
    Extension(is_resting): Extension<IsResting>,
) -> Response {
    let is_key = |key: &Path<String>| !is_resting.0 && chat::is_file_key(key);
    let Some(Path(key)) = key.ok().filter(is_key) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let file = match find(&web.cx, &key).await {
        Ok(Some(file)) => file,
        Ok(None) => return StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!(%error, "a file could not be looked up");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    // Never shown in a page: what a seller sent may be a page itself.
    let kind = HeaderValue::from_str(&file.mime);
    let kind = kind.unwrap_or(HeaderValue::from_static("application/octet-stream"));
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_LENGTH, HeaderValue::from(file.bytes)),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_static("attachment"),
        ),
    ];
    let mut response = (headers, parts(web.cx.clone(), file.origin)).into_response();
    response.extensions_mut().insert(RightKnock);
    response
}

/// A file behind a key.
struct Found {
    mime: String,
    bytes: i64,
    origin: Origin,
}

/// Where the bytes lie.
enum Origin {
    Seller(PartnerId, BlobId),
    House(NewsFile),
}

async fn find(cx: &Cx, key: &str) -> Result<Option<Found>, Error> {
    if let Some(file) = chat::public_file(&cx.db, key).await? {
        return Ok(Some(Found {
            bytes: blobs::size(cx, file.partner, file.blob).await?,
            mime: file.mime,
            origin: Origin::Seller(file.partner, file.blob),
        }));
    }
    let file = broadcasts::public_file(&cx.db, key).await?;
    Ok(file.map(|file| Found {
        mime: file.mime.clone(),
        bytes: file.bytes,
        origin: Origin::House(file),
    }))
}

/// The bytes part by part: a file of 20 MB is never held whole.
fn parts(cx: Cx, origin: Origin) -> Body {
    let origin = Arc::new(origin);
    Body::from_stream(stream::unfold(0, move |place| {
        let (cx, origin) = (cx.clone(), origin.clone());
        async move {
            match part(&cx, &origin, place).await {
                Ok(Some(part)) => Some((Ok(Bytes::from(part)), place + 1)),
                Ok(None) => None,
                Err(error) => Some((Err(std::io::Error::other(error.to_string())), place + 1)),
            }
        }
    }))
}

async fn part(cx: &Cx, origin: &Origin, place: i64) -> Result<Option<Vec<u8>>, Error> {
    match origin {
        Origin::Seller(partner, blob) => blobs::part(cx, *partner, *blob, place).await,
        Origin::House(file) => Ok(broadcasts::file_part(&cx.db, file, place).await?),
    }
}
