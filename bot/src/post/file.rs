//! Files that lie among the blobs: loaded when they are sent, so that the
//! outbox stays small.

use scx_connect::telegram::{Keyboard, Outgoing, Telegram};
use scx_connect::{ConnectError, ErrorKind};
use scx_domain::{Error, blobs};
use scx_jobs::Cx;
use scx_kit::Secret;
use scx_store::DbError;

use crate::ui::FileMail;

/// Sends a file; gives the message. A file that is gone is not sent.
pub(super) async fn send(
    cx: &Cx,
    token: &Secret<String>,
    file: FileMail,
) -> Result<Option<i64>, ConnectError> {
    let bytes = match blobs::load(cx, file.partner, file.blob).await {
        Ok(bytes) => bytes,
        Err(error) if is_missing(&error) => {
            tracing::warn!(blob.id = %file.blob, "a file was erased before it was sent");
            return Ok(None);
        }
        Err(error) => {
            return Err(ConnectError {
                service: "blobs",
                op: "blobs.load".to_owned(),
                kind: ErrorKind::Unavailable { sent: false },
                detail: error.to_string(),
            });
        }
    };
    let document = Outgoing::Document {
        chat: file.chat,
        file_name: file.file_name,
        media_type: file.media_type,
        bytes,
        caption_html: Some(file.caption_html),
        keyboard: Keyboard::None,
    };
    let sent = cx.service::<Telegram>().send(token, &document).await?;
    Ok(sent.message_id)
}

fn is_missing(error: &Error) -> bool {
    match error {
        Error::Fault(fault) => matches!(fault.downcast_ref(), Some(DbError::Missing)),
        Error::Refused(_) => false,
    }
}
