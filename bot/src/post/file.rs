//! Files that lie among the blobs: loaded when they are sent, so that the
//! outbox stays small.

use scx_connect::telegram::{Aside, Keyboard, Outgoing, Telegram};
use scx_connect::{ConnectError, ErrorKind};
use scx_domain::accounts::PartnerId;
use scx_domain::blobs::BlobId;
use scx_domain::notify::EnclosedFile;
use scx_domain::{Error, blobs};
use scx_jobs::Cx;
use scx_kit::Secret;
use scx_store::DbError;

use crate::ui::FileMail;

/// Pictures that Telegram shows as such.
const MOST_PICTURE_BYTES: usize = 10 << 20;

/// Sends a file; gives the message. A file that is gone is not sent.
pub(super) async fn send(
    cx: &Cx,
    token: &Secret<String>,
    file: FileMail,
) -> Result<Option<i64>, ConnectError> {
    let Some(bytes) = bytes_of(cx, file.partner, file.blob).await? else {
        return Ok(None);
    };
    let aside = Aside {
        thread: file.thread,
        ..Aside::default()
    };
    let document = Outgoing::Document {
        chat: file.chat,
        file_name: file.file_name,
        media_type: file.media_type,
        bytes,
        caption_html: Some(file.caption_html),
        keyboard: Keyboard::None,
        aside,
    };
    let sent = cx.service::<Telegram>().send(token, &document).await?;
    Ok(sent.message_id)
}

/// The message that brings a seller's file to a customer.
pub(super) async fn enclosed(
    cx: &Cx,
    (chat, aside): (i64, Aside),
    file: &EnclosedFile,
    caption: String,
) -> Result<Outgoing, ConnectError> {
    let bytes = bytes_of(cx, file.partner, file.blob).await?;
    let bytes = bytes.unwrap_or_default();
    let caption_html = Some(caption).filter(|caption| !caption.is_empty());
    let is_shown = matches!(file.mime.as_str(), "image/jpeg" | "image/png");
    if file.is_picture && is_shown && bytes.len() <= MOST_PICTURE_BYTES {
        return Ok(Outgoing::Photo {
            chat,
            media_type: file.mime.clone(),
            bytes,
            caption_html,
            aside,
        });
    }
    Ok(Outgoing::Document {
        chat,
        file_name: file.name.clone(),
        media_type: file.mime.clone(),
        bytes,
        caption_html,
        keyboard: Keyboard::None,
        aside,
    })
}

/// The bytes of a blob; none when it was erased.
async fn bytes_of(
    cx: &Cx,
    partner: PartnerId,
    blob: BlobId,
) -> Result<Option<Vec<u8>>, ConnectError> {
    match blobs::load(cx, partner, blob).await {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if is_missing(&error) => {
            tracing::warn!(blob.id = %blob, "a file was erased before it was sent");
            Ok(None)
        }
        Err(error) => Err(ConnectError {
            service: "blobs",
            op: "blobs.load".to_owned(),
            kind: ErrorKind::Unavailable { sent: false },
            detail: error.to_string(),
        }),
    }
}

fn is_missing(error: &Error) -> bool {
    match error {
        Error::Fault(fault) => matches!(fault.downcast_ref(), Some(DbError::Missing)),
        Error::Refused(_) => false,
    }
}
