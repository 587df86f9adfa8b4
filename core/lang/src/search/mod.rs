//! Finds the passages that answer a question, whatever way it is spelled.
//!
//! Whole words, stems, pieces of four letters and shop concepts are all
//! plain terms in one small index; each question word is matched by the
//! best of them, and BM25 weighs what was found. A hit also tells how much
//! of the question it covers, so that a caller can say "no answer".

mod asked;
mod build;
mod concepts;
mod forms;
mod fuse;
mod lexicon;
#[cfg(any(test, feature = "train"))]
pub mod meaning;
#[cfg(not(any(test, feature = "train")))]
mod meaning;
mod query;
mod stored;
mod terms;
mod tokens;
mod verdict;

pub use fuse::fused;

use crate::passages::Passage;
use meaning::Model;

/// A passage that shares something with the question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// Position in the slice that the index was built from.
    pub passage: u32,
    /// Comparable within one search only.
    pub score: f32,
    /// How many of the content words were found in the passage.
    pub matched_terms: u32,
    /// How many words of the question carry content: all but words such as
    /// "bormi", "сколько", "please".
    pub content_terms: u32,
    /// Share of the question's content found in the passage, from 0 to 1,
    /// rare words counting more. 0 when there are no content words.
    pub covered: f32,
}

/// A searchable set of passages. It keeps no text.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// Hashed terms, ascending.
    terms: Vec<u32>,
    /// Where the postings of each term begin; one more than terms.
    offsets: Vec<u32>,
    /// Passages of all terms: steps between passage numbers with counts.
    postings: Vec<u8>,
    /// Number of words of each passage.
    lengths: Vec<u16>,
    mean_length: f32,
    /// What each passage is about.
    meanings: Vec<meaning::Small>,
}

impl Index {
    /// Indexes passages, their headings included.
    pub fn build(passages: &[Passage]) -> Self {
        Self::build_with(passages, Model::shared())
    }

    fn build_with(passages: &[Passage], model: &Model) -> Self {
        build::build(passages, model)
    }

    /// The best passages for a question, best first.
    pub fn search(&self, query: &str, top: usize) -> Vec<Hit> {
        query::search(self, query, top)
    }

    /// Whether the passages may hold the answer to a question at all. Decided
    /// without a model, and rather yes than no.
    pub fn may_answer(&self, question: &str) -> bool {
        verdict::may_answer(self, question)
    }

    /// The index as bytes, to be stored beside the document.
    pub fn to_bytes(&self) -> Vec<u8> {
        stored::bytes_of(self)
    }

    /// The index from its bytes; `None` when another version made them or they
    /// are damaged.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        stored::index_of(bytes)
    }

    /// How many passages are indexed.
    pub fn len(&self) -> usize {
        self.lengths.len()
    }

    /// Nothing is indexed.
    pub fn is_empty(&self) -> bool {
        self.lengths.is_empty()
    }

    /// Memory held, for limits on what a shop may keep loaded.
    pub fn size_bytes(&self) -> usize {
        self.terms.len() * 4
            + self.offsets.len() * 4
            + self.postings.len()
            + self.lengths.len() * (2 + meaning::DIMS)
    }

    /// Postings of a term as (passage, count), and how many there are.
    fn postings(&self, term: u32) -> Option<Postings<'_>> {
        let at = self.terms.binary_search(&term).ok()?;
        Some(self.postings_at(at))
    }
}

/// Walks the packed postings of one term.
#[derive(Clone)]
struct Postings<'a> {
    bytes: &'a [u8],
    passage: u32,
}

/// Counts above this are not told apart: BM25 hardly does either.
const MAX_COUNT: u32 = 4;

impl Postings<'_> {
    /// In how many passages the term is: every posting ends in one byte
    /// without the continuation bit.
    fn frequency(&self) -> usize {
        self.bytes.iter().filter(|byte| **byte < 0x80).count()
    }
}

impl Iterator for Postings<'_> {
    type Item = (u32, u32);

    fn next(&mut self) -> Option<(u32, u32)> {
        let mut value = 0_u32;
        let mut shift = 0;
        loop {
            let (&byte, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            value |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
            shift += 7;
        }
        self.passage += value / MAX_COUNT;
        Some((self.passage, value % MAX_COUNT + 1))
    }
}

/// Packs one posting: the step from the passage before, and the count.
fn pack(step: u32, count: u32, out: &mut Vec<u8>) {
    let mut value = step * MAX_COUNT + (count.clamp(1, MAX_COUNT) - 1);
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

#[cfg(test)]
mod scores;
#[cfg(test)]
mod tests;
