//! The indexes of documents, built on first use and kept by partner and
//! document: a foreign id finds nothing, whatever is cached.

use std::collections::HashMap;
use std::sync::Arc;

use scx_jobs::Cx;
use scx_lang::{Index, Passage};
use scx_store::Db;

use super::{DocumentId, sql};
use crate::Error;
use crate::accounts::PartnerId;

/// Bytes of text whose indexes are kept; an index is about as large as its text.
const CACHED_BYTES: u64 = 24 << 20;

/// The loaded documents of this process; a service.
#[derive(Clone, Debug)]
pub struct Library {
    loaded: moka::sync::Cache<(PartnerId, DocumentId), Arc<Book>>,
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
            u32::try_from(bytes).unwrap_or(u32::MAX)
        };
        Self {
            loaded: moka::sync::Cache::builder()
                .max_capacity(CACHED_BYTES)
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
                text: passage.text.clone(),
                score: hit.score,
                covered: hit.covered,
            })
        });
        found.collect()
    }
}

/// Opens a document of a partner, active or not.
///
/// # Errors
/// A fault of the database.
pub async fn open(cx: &Cx, partner: PartnerId, document: DocumentId) -> Result<Arc<Book>, Error> {
    let library = cx.service::<Library>();
    if let Some(loaded) = library.loaded.get(&(partner, document)) {
        return Ok(loaded);
    }
    let passages = sql::passages(&cx.db, partner, document).await?;
    let build = move || {
        Arc::new(Book {
            index: Index::build(&passages),
            passages,
        })
    };
    let loaded = tokio::task::spawn_blocking(build)
        .await
        .map_err(anyhow::Error::from)?;
    library.loaded.insert((partner, document), loaded.clone());
    Ok(loaded)
}
