//! What the file of a broadcast is on Meta's messengers, and keeping it for them.

use std::sync::Arc;

use scx_connect::meta::{FileSort, Messenger, NotTaken};
use scx_connect::telegram::{File, Sort, Written};
use scx_domain::Error;
use scx_domain::broadcasts::{self, KeepFile, OnMeta};
use scx_domain::channels::Role;
use scx_domain::chat::MOST_FILE_BYTES;
use scx_jobs::{Attempt, Cx, Stop};

use crate::attachments;
use crate::settle::Webhooks;

/// Why a message does not go out on a messenger of Meta's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotThere {
    /// It fetches files by an address, and this house has none.
    NoAddress,
    /// It does not take the file.
    NotTaken(NotTaken),
}

/// Whether a message goes out on a messenger. Words always do.
pub(crate) fn check(
    messenger: Messenger,
    written: &Written,
    has_address: bool,
) -> Result<(), NotThere> {
    let Some(file) = &written.file else {
        return Ok(());
    };
    let (sort, media_type) = on_meta(file).ok_or(NotThere::NotTaken(NotTaken::Kind))?;
    let checked = sort.check(messenger, (media_type, file.bytes));
    checked.map_err(NotThere::NotTaken)?;
    match has_address {
        true => Ok(()),
        false => Err(NotThere::NoAddress),
    }
}

/// Where a message goes out too.
pub(crate) fn places(written: &Written, has_address: bool) -> OnMeta {
    let is_on = |messenger| check(messenger, written, has_address).is_ok();
    OnMeta {
        whatsapp: is_on(Messenger::WhatsApp),
        instagram: is_on(Messenger::Instagram),
    }
}

/// A file as Meta's messengers know it; none for stickers, which must be of an
/// exact size there. Telegram does not tell the media type of everything.
pub(super) fn on_meta(file: &File) -> Option<(FileSort, &str)> {
    let plain = match file.sort {
        Sort::Photo => "image/jpeg",
        Sort::Video | Sort::Animation | Sort::VideoNote => "video/mp4",
        Sort::Audio => "audio/mpeg",
        Sort::Voice => "audio/ogg",
        Sort::Document => "application/octet-stream",
        Sort::Sticker => return None,
    };
    let media_type = file.media_type.as_deref().unwrap_or(plain);
    Some((FileSort::of(media_type), media_type))
}

/// Fetches the file from the admin's chat and keeps it. Where it cannot be had,
/// those who need it fail and everybody else is tried.
pub(crate) async fn keep(job: Arc<KeepFile>, cx: Cx, attempt: Attempt) -> Result<(), Stop> {
    match try_keep(&cx, &job).await {
        Ok(()) => Ok(()),
        Err(Error::Fault(error)) if !attempt.is_last => Err(Stop::again(error)),
        Err(error) => {
            tracing::error!(%error, "the file of a broadcast cannot be kept");
            Ok(broadcasts::go_without(&cx, job.broadcast).await?)
        }
    }
}

async fn try_keep(cx: &Cx, job: &KeepFile) -> Result<(), Error> {
    let Some(words) = broadcasts::to_be_kept(&cx.db, job.broadcast).await? else {
        return Ok(());
    };
    let mut written: Written = serde_json::from_str(&words).map_err(anyhow::Error::from)?;
    let Some(file) = &mut written.file else {
        return Ok(broadcasts::go_without(cx, job.broadcast).await?);
    };
    let bytes = attachments::of_our_bot(cx, Role::Admin, &file.id, MOST_FILE_BYTES).await?;
    file.bytes = i64::try_from(bytes.len()).ok();
    let media_type = on_meta(file).map(|(_, media_type)| media_type.to_owned());
    let media_type = media_type.unwrap_or_default();
    let has_address = cx.service::<Webhooks>().base_url.is_some();
    let places = places(&written, has_address);
    broadcasts::keep_file(cx, job.broadcast, (&media_type, &bytes), places).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(sort: Sort, media_type: Option<&str>) -> Written {
        let file = File {
            sort,
            id: "f".to_owned(),
            name: None,
            media_type: media_type.map(str::to_owned),
            bytes: Some(10),
        };
        Written {
            file: Some(file),
            ..Written::default()
        }
    }

    #[test]
    fn each_kind_of_file_goes_where_it_is_taken() {
        let both = (true, true);
        for (sort, media_type, expected) in [
            (Sort::Photo, None, both),
            (Sort::Video, Some("video/mp4"), both),
            (Sort::Animation, None, both),
            (Sort::VideoNote, None, both),
            (Sort::Animation, Some("image/gif"), (false, true)),
            (Sort::Voice, None, (true, false)),
            (Sort::Audio, Some("audio/mp4"), both),
            (Sort::Audio, None, (true, false)),
            (Sort::Document, Some("application/pdf"), both),
            (Sort::Document, Some("image/png"), both),
            (Sort::Document, Some("application/zip"), (false, false)),
            (Sort::Document, None, (false, false)),
            (Sort::Sticker, Some("image/webp"), (false, false)),
        ] {
            let places = places(&written(sort, media_type), true);
            let found = (places.whatsapp, places.instagram);
            assert_eq!(found, expected, "{sort:?} {media_type:?}");
        }
    }

    #[test]
    fn without_an_address_words_go_and_files_do_not() {
        let picture = written(Sort::Photo, None);
        let checked = check(Messenger::WhatsApp, &picture, false);
        assert_eq!(checked, Err(NotThere::NoAddress));
        assert_eq!(places(&picture, false), OnMeta::default());
        assert_eq!(places(&Written::default(), false), OnMeta::BOTH);
    }
}
