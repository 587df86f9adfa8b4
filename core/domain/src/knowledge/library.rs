//! The indexes of documents, loaded on first use and kept by partner and
//! document while they are asked: a foreign id finds nothing, whatever is
//! cached.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use scx_jobs::Cx;
use scx_lang::{Index, Passage};
use scx_store::Db;

use super::{DocumentId, sql};
use crate::Error;
use crate::accounts::PartnerId;

/// Bytes of texts and indexes that are kept.
const CACHED_BYTES: u64 = 48 << 20;
/// A shop that nobody asked for so long makes room. In real time: it concerns
/// memory and nothing that anybody sees.
const IDLE: Duration = Duration::from_secs(30 * 60);

/// The loaded documents of this process; a service.
#[derive(Clone, Debug)]
pub struct Library {
    loaded: moka::future::Cache<(PartnerId, DocumentId), Arc<Book>>,
}

/// A document that can be searched.
#[derive(Debug)]
pub struct Book {
    index: Index,
    passages: Vec<Passage>,
}

impl Default for Library {
    fn default() -> Self {
        let weigh = |_: &(PartnerId, DocumentId), loaded: &Arc<Book>| {
            let bytes: usize = loaded
                .passages
                .iter()
                .map(|passage| passage.text.len() + 64)
                .sum();
            let bytes = bytes + loaded.index.size_bytes();
            u32::try_from(bytes).unwrap_or(u32::MAX)
        };
        Self {
            loaded: moka::future::Cache::builder()
                .max_capacity(CACHED_BYTES)
                .time_to_idle(IDLE)
                .weigher(weigh)
                .build(),
        }
    }
}

/// A passage that fits a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Its place in the document.
    pub place: u32,
    /// The heading above it.
    pub heading: Option<String>,
    /// The page of the file it begins on, where the file has pages.
    pub page: Option<u32>,
    /// Its text.
    pub text: String,
    /// How well it fits; larger is better, comparable within one search only.
    pub score: f32,
    /// The share of the question's content words that it holds, 0 to 1.
    pub covered: f32,
}

/// The documents that answer now, by partner. Asked of the database every
/// time, so that no cache can show an old text.
///
/// # Errors
/// A fault of the database.
pub async fn active_ids(
    db: &Db,
    partners: &[PartnerId],
) -> Result<HashMap<PartnerId, DocumentId>, Error> {
    Ok(sql::active_ids(db, partners).await?)
}

/// Searches one document of a partner, active or not.
///
/// # Errors
/// A fault of the database.
pub async fn search_in(
    cx: &Cx,
    partner: PartnerId,
    document: DocumentId,
    question: &str,
    top: usize,
) -> Result<Vec<Found>, Error> {
    Ok(open(cx, partner, document).await?.search(question, top))
}

impl Book {
    /// The passages that fit a question best.
    pub fn search(&self, question: &str, top: usize) -> Vec<Found> {
        let hits = self.index.search(question, top);
        let found = hits.into_iter().filter_map(|hit| {
            let passage = self.passages.get(usize::try_from(hit.passage).ok()?)?;
            Some(Found {
                place: hit.passage,
                heading: passage.heading.clone(),
                page: passage.page,
                text: passage.text.clone(),
                score: hit.score,
                covered: hit.covered,
            })
        });
        found.collect()
    }
}

/// Opens a document of a partner, active or not. Who asks at the same time
/// waits for the same loading.
///
/// # Errors
/// A fault of the database.
pub async fn open(cx: &Cx, partner: PartnerId, document: DocumentId) -> Result<Arc<Book>, Error> {
    let library = cx.service::<Library>();
    let loading = load(cx, partner, document);
    let loaded = library.loaded.try_get_with((partner, document), loading);
    loaded
        .await
        .map_err(|error: Arc<Error>| Error::Fault(anyhow::anyhow!("{error}")))
}

/// Loads a document with its stored index; one that another version made is
/// made anew, and stored for the next process.
async fn load(cx: &Cx, partner: PartnerId, document: DocumentId) -> Result<Arc<Book>, Error> {
    let passages = sql::passages(&cx.db, partner, document).await?;
    let stored = sql::index(&cx.db, partner, document).await?;
    let open = move || {
        let fitting = |index: &Index| index.len() == passages.len();
        let stored = stored.and_then(|bytes| Index::from_bytes(&bytes).filter(fitting));
        let is_new = stored.is_none();
        let index = stored.unwrap_or_else(|| Index::build(&passages));
        (Book { index, passages }, is_new)
    };
    let (book, is_new) = tokio::task::spawn_blocking(open)
        .await
        .map_err(anyhow::Error::from)?;
    if is_new && !book.passages.is_empty() {
        let mut tx = cx.db.begin().await?;
        sql::keep_index(&mut tx, partner, document, &book.index.to_bytes()).await?;
        tx.commit().await?;
    }
    Ok(Arc::new(book))
}
