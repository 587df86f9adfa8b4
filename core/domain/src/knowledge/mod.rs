//! What a partner's bot knows: one active file at a time.
//!
//! A file is received, read in a child process, previewed, and activated in
//! one transaction: until then the old one answers, from then on it is
//! unreachable. Searches go through the id of the active document, which is
//! read from the database every time; only the immutable index behind an id is
//! cached, so no cache can show an old or a foreign text.

mod goods;
mod jobs;
mod lessons;
mod library;
mod model;
mod rules;
mod sql;

use scx_jobs::{Registry, enqueue};
use scx_kit::Millis;
use scx_store::{Db, DbError, On, Tx};

pub use goods::Good;
pub use jobs::{Fetch, ReadFile, Sweep};
pub use lessons::{
    Lesson, LessonId, LessonMark, Taught, change_lesson, check_lesson, forget_lesson, lesson,
    lessons, taught, teach, with_lessons,
};
pub use library::{
    Book, Found, Library, Neighbours, active_ids, open, open_active, search, search_in,
};
pub use model::{Document, DocumentId, DocumentMark, Quoted, Share, State};
pub use rules::{MAX_FILE_BYTES, check_offer, refusal_of, share_of_languages};

use crate::accounts::PartnerId;
use crate::blobs::BlobId;
use crate::onboarding::{self, Step};
use crate::{Error, Parts, Refusal, notify};

/// The card that shows a document from its arrival to its activation.
pub const CARD: &str = "doc";

/// How long an activation can be undone.
pub const UNDO: Millis = Millis::days(7);

/// What this capability hands to the composition root.
pub fn parts() -> Parts {
    Parts {
        registry: Registry::default()
            .job::<ReadFile>()
            .job::<Sweep>()
            .every::<Sweep>(scx_jobs::Every::Cron("0 30 22 * * *"), || Sweep {}),
        statements: sql::statements(),
        holdings: sql::HOLDINGS.to_vec(),
        ..Parts::default()
    }
}

/// What an answer cites, as far as it is still kept: lessons, then passages of
/// the document that was searched.
///
/// # Errors
/// [`DbError`].
pub async fn quoted(
    tx: &mut Tx,
    partner: PartnerId,
    document: Option<DocumentId>,
    cited: &[u32],
) -> Result<Vec<Quoted>, DbError> {
    let (taught, places): (Vec<u32>, Vec<u32>) = cited
        .iter()
        .partition(|place| **place >= lessons::FIRST_PLACE);
    let mut quoted = Vec::new();
    for place in taught {
        let number = i64::from(place - lessons::FIRST_PLACE);
        if let Some(lesson) = sql::numbered(tx, partner, number).await? {
            quoted.push(Quoted {
                heading: Some(lesson.question),
                text: lesson.answer,
                page: None,
            });
        }
    }
    if let Some(document) = document {
        quoted.extend(sql::quoted(tx, partner, document, &places).await?);
    }
    Ok(quoted)
}

/// Takes note of a file that a partner sent and has it read. `source` is what
/// [`Fetch`] needs to get the bytes.
///
/// # Errors
/// A refusal when size or name already say no; nothing is stored then.
pub async fn receive(
    tx: &mut Tx,
    partner: PartnerId,
    source: &str,
    file_name: &str,
    bytes: i64,
) -> Result<DocumentId, Error> {
    check_offer(file_name, bytes)?;
    let id = tx.id();
    sql::insert(tx, id, partner, source, file_name, bytes).await?;
    enqueue(
        tx,
        &ReadFile {
            partner,
            document: id,
        },
    )
    .await?;
    notify::redraw(tx, partner, CARD, &id.to_string()).await?;
    Ok(id)
}

/// Makes a document the one that answers, at once for all customers.
///
/// # Errors
/// A refusal when it is not ready (any more).
pub async fn activate(tx: &mut Tx, partner: PartnerId, id: DocumentId) -> Result<(), Error> {
    let before = sql::active_id(&mut *tx, partner).await?;
    if before == Some(id) {
        return Ok(());
    }
    if let Some(before) = before {
        sql::retire(tx, partner, before).await?;
    }
    if sql::activate(tx, partner, id, State::Ready, before).await? == 0 {
        return Err(Refusal::new("file-not-ready").into());
    }
    onboarding::done(tx, partner, Step::Activated).await?;
    notify::redraw(tx, partner, CARD, &id.to_string()).await?;
    if let Some(before) = before {
        notify::redraw(tx, partner, CARD, &before.to_string()).await?;
    }
    Ok(())
}

/// Takes an activation back: the document before it answers again.
///
/// # Errors
/// A refusal when it is not active, replaced nothing, or the time is over.
pub async fn undo(tx: &mut Tx, partner: PartnerId, id: DocumentId) -> Result<DocumentId, Error> {
    let too_late = || Refusal::new("undo-too-late");
    let document = sql::by_id(&mut *tx, partner, id).await?;
    let replaced = document.undoable(tx.now()).ok_or_else(too_late)?;
    sql::retire(tx, partner, id).await?;
    if sql::activate(tx, partner, replaced, State::Retired, None).await? == 0 {
        return Err(too_late().into());
    }
    notify::redraw(tx, partner, CARD, &id.to_string()).await?;
    notify::redraw(tx, partner, CARD, &replaced.to_string()).await?;
    Ok(replaced)
}

/// Throws a document away that was never activated.
///
/// # Errors
/// A refusal when it is in use.
pub async fn discard(tx: &mut Tx, partner: PartnerId, id: DocumentId) -> Result<(), Error> {
    if sql::discard(tx, partner, id).await? == 0 {
        return Err(Refusal::new("file-not-ready").into());
    }
    sql::erase(tx, partner, id).await?;
    notify::redraw(tx, partner, CARD, &id.to_string()).await?;
    Ok(())
}

/// The files of a partner as they were sent: document, name, bytes.
///
/// # Errors
/// [`DbError`].
pub async fn files(
    db: &Db,
    partner: PartnerId,
) -> Result<Vec<(DocumentId, String, BlobId)>, DbError> {
    sql::files(db, partner).await
}

/// The document that answers.
///
/// # Errors
/// [`DbError`].
pub async fn active(
    on: impl Into<On<'_>>,
    partner: PartnerId,
) -> Result<Option<Document>, DbError> {
    sql::active(on, partner).await
}

/// The newest document that waits for its activation.
///
/// # Errors
/// [`DbError`].
pub async fn newest_ready(
    on: impl Into<On<'_>>,
    partner: PartnerId,
) -> Result<Option<DocumentId>, DbError> {
    sql::newest_ready(on, partner).await
}

/// A document of a partner, without its text.
///
/// # Errors
/// [`DbError::Missing`] when this partner has no such document.
pub async fn document(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    id: DocumentId,
) -> Result<Document, DbError> {
    sql::by_id(on, partner, id).await
}
