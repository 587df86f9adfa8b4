//! Files that a seller sends to a customer.

use std::sync::Arc;

use scx_connect::telegram::{Event, FileRef, MediaKind};
use scx_domain::accounts::PartnerId;
use scx_domain::chat::{self, ConversationId, MOST_FILE_BYTES, Parcel};
use scx_domain::knowledge::Fetch;
use scx_domain::{Error, Refusal, blobs, notify};
use scx_jobs::{Attempt, Cx, Job, Key, Lane, Priority, Stop, enqueue};
use scx_store::Tx;
use serde::{Deserialize, Serialize};

/// A picture or a file in the partner bot's chat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    /// Telegram's id of it, for the partner bot.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its media type.
    pub mime: String,
    /// Its length, as far as it is told.
    pub bytes: Option<i64>,
    /// A picture to look at, not a file to keep.
    pub is_picture: bool,
    /// The words below it.
    pub caption: String,
    /// Items of one album share this.
    #[serde(default)]
    pub album: Option<String>,
}

impl Attached {
    /// What an update brings; none where it is neither a picture nor a file.
    pub fn of(event: &Event) -> Option<Self> {
        let (file, caption, album, is_picture) = match event {
            Event::Document {
                file,
                caption,
                album,
                ..
            } => (file, caption, album, false),
            Event::Media {
                kind: MediaKind::Photo,
                file: Some(file),
                caption,
                album,
                ..
            } => (file, caption, album, true),
            _ => return None,
        };
        Some(Self {
            id: file.id.clone(),
            name: name(file, is_picture),
            mime: mime(file, is_picture),
            bytes: file.bytes,
            is_picture,
            caption: caption.clone().unwrap_or_default(),
            album: album.clone(),
        })
    }
}

fn name(file: &FileRef, is_picture: bool) -> String {
    let usual = if is_picture { "picture.jpg" } else { "file" };
    file.name.clone().unwrap_or_else(|| usual.to_owned())
}

fn mime(file: &FileRef, is_picture: bool) -> String {
    let usual = if is_picture {
        "image/jpeg"
    } else {
        "application/octet-stream"
    };
    file.media_type.clone().unwrap_or_else(|| usual.to_owned())
}

/// Fetches a file of the seller's and sends it to a customer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SendFile {
    /// Whose customer it is.
    pub partner: PartnerId,
    /// The conversation.
    pub conversation: ConversationId,
    /// The file.
    pub file: Attached,
    /// It stands in the customer's topic already.
    pub is_in_topic: bool,
    /// By which messengers fetch it; empty until it is queued.
    #[serde(default)]
    pub key: String,
}

impl Job for SendFile {
    const NAME: &'static str = "bot.send_file";
    const LANE: Lane = Lane::Media;
    const PRIORITY: Priority = Priority::High;
    const HOLDS_ITS_KEY: bool = true;

    fn partner(&self) -> Option<String> {
        Some(self.partner.to_string())
    }

    /// The items of an album arrive as they were put.
    fn in_order(&self) -> Option<Key> {
        Some(Key(self.conversation.to_string()))
    }
}

/// Has a file sent after the commit.
///
/// # Errors
/// A refusal for a file that is too long, and outside the time in which the
/// channel lets shops send files.
pub async fn send_later(tx: &mut Tx, job: &SendFile) -> Result<(), Error> {
    let most = i64::try_from(MOST_FILE_BYTES).unwrap_or(i64::MAX);
    if job.file.bytes.is_some_and(|bytes| bytes > most) {
        return Err(Refusal::new("file-for-customer-too-big").into());
    }
    chat::check_file(tx, job.partner, job.conversation).await?;
    let job = SendFile {
        key: chat::file_key(tx),
        ..job.clone()
    };
    Ok(enqueue(tx, &job).await?)
}

/// Fetches the file and posts it.
pub(crate) async fn send_file(job: Arc<SendFile>, cx: Cx, attempt: Attempt) -> Result<(), Stop> {
    match try_send(&cx, &job).await {
        Err(Error::Refused(refusal)) => tell(&cx, job.partner, refusal).await,
        Err(Error::Fault(error)) if attempt.is_last => {
            tracing::error!(%error, "a seller's file could not be fetched");
            tell(&cx, job.partner, Refusal::new("file-for-customer-lost")).await
        }
        outcome => Ok(outcome?),
    }
}

async fn try_send(cx: &Cx, job: &SendFile) -> Result<(), Error> {
    let fetch = cx.service::<Arc<dyn Fetch>>();
    let bytes = fetch.fetch(cx, &job.file.id, MOST_FILE_BYTES).await?;
    let blob = blobs::store(cx, job.partner, &bytes).await?;
    let parcel = Parcel {
        key: job.key.clone(),
        blob: blob.id,
        mime: job.file.mime.clone(),
        name: job.file.name.clone(),
        bytes: blob.bytes,
        is_picture: job.file.is_picture,
        caption: job.file.caption.clone(),
        is_in_topic: job.is_in_topic,
    };
    let mut tx = cx.db.begin().await?;
    chat::send_file(&mut tx, job.partner, job.conversation, &parcel).await?;
    Ok(tx.commit().await?)
}

async fn tell(cx: &Cx, partner: PartnerId, refusal: Refusal) -> Result<(), Stop> {
    let mut tx = cx.db.begin().await?;
    notify::tell(&mut tx, partner, &refusal.key, refusal.args).await?;
    Ok(tx.commit().await?)
}
