//! Reading a file, and forgetting old ones.

use std::pin::pin;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use scx_jobs::{Attempt, Cx, Job, Key, Lane, Run, Stop};
use scx_kit::Millis;
use scx_lang::{Index, split};
use scx_read::{Document as Text, Progress, Reader};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use super::rules::doubt_words;
use super::{CARD, DocumentId, MAX_FILE_BYTES, State, UNDO, refusal_of, share_of_languages, sql};
use crate::accounts::PartnerId;
use crate::onboarding::{self, Step};
use crate::{Error, Refusal, blobs, notify};

/// Gets the bytes of a file that a partner sent; a service, because the domain
/// does not know through which channel it came.
pub trait Fetch: Send + Sync {
    /// Fetches at most `limit_bytes`. A refusal is shown to the partner; a
    /// fault is tried again.
    fn fetch<'a>(
        &'a self,
        cx: &'a Cx,
        source: &'a str,
        limit_bytes: usize,
    ) -> BoxFuture<'a, Result<Vec<u8>, Error>>;
}

/// A file takes at most this long to read.
const READING: Millis = Millis::secs(60);

/// Fetches and reads one document.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadFile {
    /// Whose it is.
    pub partner: PartnerId,
    /// Which one.
    pub document: DocumentId,
}

impl Job for ReadFile {
    const NAME: &'static str = "knowledge.read";
    const LANE: Lane = Lane::Media;

    fn partner(&self) -> Option<String> {
        Some(self.partner.to_string())
    }

    fn once(&self) -> Option<Key> {
        Some(Key(self.document.to_string()))
    }
}

impl Run for ReadFile {
    async fn run(&self, cx: &Cx, attempt: Attempt) -> Result<(), Stop> {
        match self.read(cx).await {
            Ok(()) => Ok(()),
            Err(Error::Refused(refusal)) => Ok(self.refuse(cx, &refusal).await?),
            Err(fault) if attempt.is_last => {
                self.refuse(cx, &Refusal::new("file-not-fetched")).await?;
                Err(fault.into())
            }
            Err(fault) => Err(fault.into()),
        }
    }
}

impl ReadFile {
    async fn read(&self, cx: &Cx) -> Result<(), Error> {
        let source = {
            let mut tx = cx.db.begin().await?;
            let Some(source) = sql::start_reading(&mut tx, self.partner, self.document).await?
            else {
                return Ok(());
            };
            notify::redraw(&mut tx, self.partner, CARD, &self.document.to_string()).await?;
            tx.commit().await?;
            source
        };
        let limit = usize::try_from(MAX_FILE_BYTES).unwrap_or(usize::MAX);
        let bytes = cx
            .service::<Arc<dyn Fetch>>()
            .fetch(cx, &source, limit)
            .await?;
        let blob = blobs::store(cx, self.partner, &bytes).await?;
        let name = sql::by_id(&cx.db, self.partner, self.document)
            .await?
            .file_name;
        let mut text = self.text_of(cx, &name, bytes).await?;
        doubt_words(&mut text);
        let mut passages = split(&text.text);
        for passage in &mut passages {
            passage.page = text.page_at(passage.start);
        }
        if passages.is_empty() {
            return Err(Refusal::new("file-empty").into());
        }
        let shares = share_of_languages(&text.text);
        let build = move || (Index::build(&passages).to_bytes(), passages);
        let built = tokio::task::spawn_blocking(build).await;
        let (index, passages) = built.map_err(anyhow::Error::from)?;
        let mut tx = cx.db.begin().await?;
        sql::save_passages(&mut tx, self.partner, self.document, &passages).await?;
        sql::keep_index(&mut tx, self.partner, self.document, &index).await?;
        sql::finish_reading(
            &mut tx,
            self.partner,
            self.document,
            (blob.id, &text, &shares),
        )
        .await?;
        onboarding::done(&mut tx, self.partner, Step::File).await?;
        notify::redraw(&mut tx, self.partner, CARD, &self.document.to_string()).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Reads a file and shows on its card how far a long one has come.
    async fn text_of(&self, cx: &Cx, name: &str, bytes: Vec<u8>) -> Result<Text, Error> {
        let deadline = cx.clock.timer(cx.clock.now() + READING);
        let (tell, mut told) = watch::channel(None);
        let reader = cx.service::<Reader>();
        let on_progress = |progress| {
            tell.send_replace(Some(progress));
        };
        let mut reading = pin!(reader.read(name, bytes, deadline, on_progress));
        loop {
            let read = tokio::select! {
                biased;
                read = &mut reading => read,
                Ok(()) = told.changed() => {
                    let progress = *told.borrow_and_update();
                    if let Some(progress) = progress {
                        self.note_progress(cx, progress).await?;
                    }
                    continue;
                }
            };
            return match read {
                Ok(text) => Ok(text),
                Err(scx_read::Error::Refused(refusal)) => Err(refusal_of(&refusal).into()),
                Err(scx_read::Error::Fault(fault)) => Err(Error::Fault(fault.into())),
            };
        }
    }

    async fn note_progress(&self, cx: &Cx, progress: Progress) -> Result<(), Error> {
        let mut tx = cx.db.begin().await?;
        sql::note_progress(&mut tx, self.partner, self.document, progress).await?;
        notify::redraw(&mut tx, self.partner, CARD, &self.document.to_string()).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn refuse(&self, cx: &Cx, refusal: &Refusal) -> Result<(), Error> {
        let mut tx = cx.db.begin().await?;
        sql::refuse(&mut tx, self.partner, self.document, refusal).await?;
        notify::redraw(&mut tx, self.partner, CARD, &self.document.to_string()).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Erases the texts of documents that can come back no more.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sweep {}

impl Job for Sweep {
    const NAME: &'static str = "knowledge.sweep";
    const LANE: Lane = Lane::House;

    fn once(&self) -> Option<Key> {
        Some(Key("all".to_owned()))
    }
}

impl Run for Sweep {
    async fn run(&self, cx: &Cx, _attempt: Attempt) -> Result<(), Stop> {
        let mut tx = cx.db.begin().await?;
        let before = tx.now() - UNDO;
        for (document, partner) in sql::over(&mut tx, State::Retired, before).await? {
            sql::erase(&mut tx, partner, document).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}
