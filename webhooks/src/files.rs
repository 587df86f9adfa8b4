//! Files that messengers fetch: what a seller sent to a customer, under an
//! address that only the messenger was told.

use axum::body::{Body, Bytes};
use axum::extract::rejection::PathRejection;
use axum::extract::{Extension, Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use scx_domain::accounts::PartnerId;
use scx_domain::blobs::{self, BlobId};
use scx_domain::chat;
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
    let found = async {
        let Some(file) = chat::public_file(&web.cx.db, &key).await? else {
            return Ok(None);
        };
        let bytes = blobs::size(&web.cx, file.partner, file.blob).await?;
        Ok::<_, scx_domain::Error>(Some((file, bytes)))
    };
    let (file, bytes) = match found.await {
        Ok(Some(found)) => found,
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
        (header::CONTENT_LENGTH, HeaderValue::from(bytes)),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_static("attachment"),
        ),
    ];
    let parts = parts(web.cx.clone(), file.partner, file.blob);
    let mut response = (headers, parts).into_response();
    response.extensions_mut().insert(RightKnock);
    response
}

/// The bytes part by part: a file of 20 MB is never held whole.
fn parts(cx: Cx, partner: PartnerId, blob: BlobId) -> Body {
    Body::from_stream(stream::unfold(0, move |place| {
        let cx = cx.clone();
        async move {
            match blobs::part(&cx, partner, blob, place).await {
                Ok(Some(part)) => Some((Ok(Bytes::from(part)), place + 1)),
                Ok(None) => None,
                Err(error) => Some((Err(std::io::Error::other(error.to_string())), place + 1)),
            }
        }
    }))
}
