//! The parts of a multipart form, before a vendor's rules look at them.

use std::fmt::Display;

use axum::body::Body;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use bytes::Bytes;

use super::serve::Call;

/// One part of a form. Only files have a file name.
pub(crate) struct FormPart {
    pub(crate) name: String,
    pub(crate) file_name: Option<String>,
    pub(crate) mime: Option<String>,
    pub(crate) bytes: Bytes,
}

/// All parts in their order. The text on the other side says what cannot be
/// read.
pub(crate) async fn form_parts(call: &Call) -> Result<Vec<FormPart>, String> {
    let unread = |error: &dyn Display| format!("multipart body: {error}");
    let mut request = Request::new(Body::from(call.body.clone()));
    *request.headers_mut() = call.headers.clone();
    *request.method_mut() = call.method.clone();
    DefaultBodyLimit::disable().apply(&mut request);
    let mut form = Multipart::from_request(request, &())
        .await
        .map_err(|error| unread(&error))?;
    let mut parts = Vec::new();
    while let Some(part) = form.next_field().await.map_err(|error| unread(&error))? {
        parts.push(FormPart {
            name: part.name().unwrap_or_default().to_owned(),
            file_name: part.file_name().map(str::to_owned),
            mime: part.content_type().map(str::to_owned),
            bytes: part.bytes().await.map_err(|error| unread(&error))?,
        });
    }
    Ok(parts)
}
