//! The indexes of documents, loaded on first use and kept by partner and
//! document while they are asked: a foreign id finds nothing, whatever is
//! cached.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use scx_jobs::Cx;
use scx_lang::{Hit, Index, Passage, fused};
use scx_store::Db;

use super::{DocumentId, Taught, sql};
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
    /// By partner and version.
    pub(super) taught: moka::future::Cache<(PartnerId, i64), Arc<Taught>>,
    neighbours: Option<Arc<dyn Neighbours>>,
}

/// Another way to passages than their words, such as a service of embeddings.
/// None is built in; where one is given, its order and that of the words are
/// joined.
pub trait Neighbours: std::fmt::Debug + Send + Sync {
    /// The places of the passages of a document that are nearest to a question,
    /// nearest first.
    fn nearest<'a>(
        &'a self,
        of: (PartnerId, DocumentId),
        question: &'a str,
        top: usize,
    ) -> BoxFuture<'a, Result<Vec<u32>, Error>>;
}

/// Places of each ranking that are joined.
const JOINED: usize = 50;

/// A document that can be searched.
#[derive(Debug)]
pub struct Book {
    pub(super) index: Index,
    pub(super) passages: Vec<Passage>,
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
            taught: moka::future::Cache::builder()
                .max_capacity(CACHED_BYTES / 4)
                .time_to_idle(IDLE)
                .weigher(|_: &(PartnerId, i64), taught: &Arc<Taught>| {
                    u32::try_from(taught.size_bytes()).unwrap_or(u32::MAX)
                })
                .build(),
            neighbours: None,
        }
    }
}

impl Library {
    /// A library that also asks for neighbours.
    #[must_use]
    pub fn with(self, neighbours: Arc<dyn Neighbours>) -> Self {
        Self {
            neighbours: Some(neighbours),
            ..self
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
    /// How many words of the question carry content.
    pub content_terms: u32,
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

/// The open document that answers a partner's customers now.
///
/// # Errors
/// A fault of the database.
pub async fn open_active(cx: &Cx, partner: PartnerId) -> Result<Option<Arc<Book>>, Error> {
    match sql::active_ids(&cx.db, &[partner]).await?.get(&partner) {
        Some(document) => Ok(Some(open(cx, partner, *document).await?)),
        None => Ok(None),
    }
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
    let book = open(cx, partner, document).await?;
    Ok(search(cx, (partner, document), &book, question, top).await)
}

/// The passages of an open document that fit a question best. Neighbours who
/// do not answer are done without.
pub async fn search(
    cx: &Cx,
    of: (PartnerId, DocumentId),
    book: &Book,
    question: &str,
    top: usize,
) -> Vec<Found> {
    let Some(neighbours) = &cx.service::<Library>().neighbours else {
        let hits = book.index.search(question, top);
        return hits.into_iter().filter_map(|hit| book.found(hit)).collect();
    };
    let hits = book.index.search(question, JOINED.max(top));
    let near = match neighbours.nearest(of, question, JOINED).await {
        Ok(near) => near,
        Err(error) => {
            tracing::warn!(%error, "the neighbours of a question could not be found");
            Vec::new()
        }
    };
    let by_words: Vec<u32> = hits.iter().map(|hit| hit.passage).collect();
    let joined = fused(&[&by_words, &near]).into_iter().take(top);
    let hit = |passage: u32| {
        let known = hits.iter().find(|hit| hit.passage == passage);
        known.copied().unwrap_or(Hit {
            passage,
            score: 0.0,
            matched_terms: 0,
            content_terms: 0,
            covered: 0.0,
        })
    };
    joined
        .filter_map(|passage| book.found(hit(passage)))
        .collect()
}

impl Book {
    fn found(&self, hit: Hit) -> Option<Found> {
        let passage = self.passages.get(usize::try_from(hit.passage).ok()?)?;
        Some(Found {
            place: hit.passage,
            heading: passage.heading.clone(),
            page: passage.page,
            text: passage.text.clone(),
            score: hit.score,
            content_terms: hit.content_terms,
            covered: hit.covered,
        })
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
