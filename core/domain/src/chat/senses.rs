//! Recordings and pictures of customers, understood before a burst is answered.
//! The bytes are fetched, shown to a model and dropped: nothing of them is kept.

use futures_util::future::{BoxFuture, join_all};
use scx_connect::llm::Media;
use scx_jobs::Cx;
use scx_kit::Time;

use super::model::Mode;
use super::{Burst, Conversation, Heard, Kind};
use crate::Error;
use crate::accounts::{Partner, Standing};
use crate::ai::{self, OwnAccount, Sensed};
use crate::messengers::Account;

/// Longer ones are not fetched: ten minutes of speech, a large photo.
pub const MOST_BYTES: usize = 10 << 20;

/// Something that a customer sent beside words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// What it is.
    pub kind: Kind,
    /// How the channel finds it again: an id, or an address for a while.
    pub source: String,
    /// Its type as the customer's device says.
    pub mime: Option<String>,
    /// Its length as the channel says.
    pub bytes: Option<i64>,
    /// The words beside it.
    pub caption: Option<String>,
    /// When it was sent.
    pub at: Time,
}

/// Gets the bytes of what a customer sent; a service, because the domain does
/// not know the channels.
pub trait FetchAttachment: Send + Sync {
    /// Fetches at most `limit_bytes`.
    fn fetch<'a>(
        &'a self,
        cx: &'a Cx,
        account: Account,
        attachment: &'a Attachment,
        limit_bytes: usize,
    ) -> BoxFuture<'a, Result<Vec<u8>, Error>>;
}

/// Puts what was understood in the place of recordings and pictures. Only where
/// the AI answers: who waits for a person, or for nobody, costs nothing.
pub(super) async fn understand(
    cx: &Cx,
    (partner, conversation): (&Partner, &Conversation),
    own: Option<&OwnAccount>,
    burst: &mut Burst,
) {
    let now = cx.clock.now();
    let is_with_person = conversation.mode == Mode::Human
        && conversation.human_until.is_some_and(|until| until > now);
    let answers = Standing::of(partner, now).serves() && !partner.is_ai_paused;
    if !answers || is_with_person || conversation.is_flooding {
        return;
    }
    let language = conversation
        .language
        .or(burst.guess)
        .unwrap_or(partner.language);
    let account = burst.account;
    let sensing = burst.heard.iter().map(async |heard| match heard {
        Heard::SentMedia(attachment) => {
            if !ai::has_sense(cx, own, attachment.kind == Kind::Voice) {
                return None;
            }
            let media = fetch(cx, account, attachment).await?;
            match attachment.kind {
                Kind::Voice => ai::hear(cx, own, &media).await,
                Kind::Photo => ai::see(cx, own, &media, language).await,
                _ => None,
            }
        }
        _ => None,
    });
    let sensed: Vec<Option<Sensed>> = join_all(sensing).await;
    for (heard, sensed) in burst.heard.iter_mut().zip(sensed) {
        if let (Heard::SentMedia(attachment), Some(sensed)) = (&heard, sensed) {
            *heard = Heard::Sensed {
                kind: attachment.kind,
                caption: attachment.caption.clone(),
                sensed,
                at: attachment.at,
            };
        }
    }
}

/// Whether anything of a burst waits to be understood.
pub fn has_any(burst: &Burst) -> bool {
    burst.heard.iter().any(|heard| match heard {
        Heard::SentMedia(attachment) => matches!(attachment.kind, Kind::Voice | Kind::Photo),
        _ => false,
    })
}

async fn fetch(cx: &Cx, account: Account, attachment: &Attachment) -> Option<Media> {
    let limit = i64::try_from(MOST_BYTES).unwrap_or(i64::MAX);
    if attachment.bytes.is_some_and(|bytes| bytes > limit) {
        return None;
    }
    let service = cx.service::<std::sync::Arc<dyn FetchAttachment>>();
    match service.fetch(cx, account, attachment, MOST_BYTES).await {
        Ok(bytes) => Some(Media {
            mime: mime(attachment),
            bytes: bytes.into(),
        }),
        Err(error) => {
            tracing::info!(%error, kind = attachment.kind.name(), "an attachment could not be fetched");
            None
        }
    }
}

/// The type without its parameters, and the usual one where none is told.
fn mime(attachment: &Attachment) -> String {
    let told = attachment.mime.as_deref().unwrap_or_default();
    let told = told.split(';').next().unwrap_or_default().trim();
    match (told, attachment.kind) {
        ("", Kind::Voice) => "audio/ogg".to_owned(),
        ("", _) => "image/jpeg".to_owned(),
        (told, _) => told.to_ascii_lowercase(),
    }
}
