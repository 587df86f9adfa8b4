//! What customers send beside words: found in what came in, and fetched.

use futures_util::future::BoxFuture;
use scx_connect::meta::Graph;
use scx_connect::telegram::{FileRef, Telegram, reason};
use scx_domain::channels::{self, Role};
use scx_domain::chat::{Attachment, FetchAttachment, Kind};
use scx_domain::knowledge::Fetch;
use scx_domain::messengers::Account;
use scx_domain::{Error, Refusal};
use scx_jobs::Cx;
use scx_kit::Time;

use crate::meta;

/// Where a file of Meta's is, as an attachment names it.
const BY_ID: &str = "id:";
const BY_URL: &str = "url:";

/// A file of Telegram's.
pub(crate) fn of_telegram(
    kind: Kind,
    file: Option<&FileRef>,
    caption: Option<&str>,
    at: Time,
) -> Attachment {
    let caption = caption.map(str::trim).filter(|caption| !caption.is_empty());
    Attachment {
        kind,
        source: file.map(|file| file.id.clone()).unwrap_or_default(),
        mime: file.and_then(|file| file.media_type.clone()),
        bytes: file.and_then(|file| file.bytes),
        caption: caption.map(str::to_owned),
        at,
    }
}

/// A file of Meta's: by its id at WhatsApp, by its address at Instagram.
pub(crate) fn of_meta(kind: Kind, media: &scx_connect::meta::Media, at: Time) -> Attachment {
    let source = match (&media.id, &media.url) {
        (Some(id), _) => format!("{BY_ID}{id}"),
        (None, Some(url)) => format!("{BY_URL}{url}"),
        (None, None) => String::new(),
    };
    let caption = media.caption.as_deref().map(str::trim);
    Attachment {
        kind,
        source,
        mime: media.mime.clone(),
        bytes: None,
        caption: caption
            .filter(|caption| !caption.is_empty())
            .map(str::to_owned),
        at,
    }
}

/// The channels' own ways to files.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Channels;

impl FetchAttachment for Channels {
    fn fetch<'a>(
        &'a self,
        cx: &'a Cx,
        account: Account,
        attachment: &'a Attachment,
        limit_bytes: usize,
    ) -> BoxFuture<'a, Result<Vec<u8>, Error>> {
        Box::pin(async move {
            let source = attachment.source.as_str();
            let fetched = match account {
                Account::Bot(bot) => {
                    let token = channels::token(&cx.db, bot).await?;
                    let telegram = cx.service::<Telegram>();
                    telegram.download(&token, source, limit_bytes).await
                }
                Account::Meta(id) => {
                    let Some(sender) = meta::sender_of(cx, id).await? else {
                        return Err(anyhow::anyhow!("the account is not connected").into());
                    };
                    let place = (source.strip_prefix(BY_ID), source.strip_prefix(BY_URL));
                    let graph = cx.service::<Graph>();
                    graph.download(&sender, place, limit_bytes).await
                }
            };
            let bytes = fetched.map_err(anyhow::Error::from)?;
            Ok(bytes.to_vec())
        })
    }
}

/// Files that partners sent to the partner bot; the source is Telegram's file id.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PartnerFiles;

impl Fetch for PartnerFiles {
    fn fetch<'a>(
        &'a self,
        cx: &'a Cx,
        source: &'a str,
        limit_bytes: usize,
    ) -> BoxFuture<'a, Result<Vec<u8>, Error>> {
        Box::pin(of_our_bot(cx, Role::Partner, source, limit_bytes))
    }
}

/// A file that somebody sent to one of the house's bots, by Telegram's id of it.
///
/// # Errors
/// A refusal for one that is too big, and a fault.
pub(crate) async fn of_our_bot(
    cx: &Cx,
    role: Role,
    source: &str,
    limit_bytes: usize,
) -> Result<Vec<u8>, Error> {
    let bot = channels::of_role(&cx.db, role).await?;
    let bot = bot.ok_or_else(|| anyhow::anyhow!("the bot is not configured"))?;
    let token = channels::token(&cx.db, bot.id).await?;
    let telegram = cx.service::<Telegram>();
    let fetched = telegram.download(&token, source, limit_bytes);
    match fetched.await {
        Ok(bytes) => Ok(bytes.to_vec()),
        Err(error) if error.reason() == Some(reason::FILE_TOO_BIG) => {
            Err(Refusal::new("file-too-big-late").into())
        }
        Err(error) => Err(Error::Fault(error.into())),
    }
}
