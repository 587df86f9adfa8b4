//! Makes the index: in parts, so that ten megabytes of text never stand in
//! memory as a list of all their terms.

use std::sync::Arc;

use super::concepts::Concepts;
use super::meaning::{Model, Small};
use super::terms::{Kind, term};
use super::tokens::{Known, Token, tokens};
use super::{Index, Postings, pack};
use crate::passages::Passage;

/// Passages in one part.
const PART: usize = 8_192;

/// Makes an index of passages.
pub(super) fn build(passages: &[Passage], model: &Model) -> Index {
    let mut known = Known::default();
    let mut about = About {
        model,
        lengths: Vec::with_capacity(passages.len()),
        meanings: Vec::with_capacity(passages.len()),
    };
    let mut parts = Vec::with_capacity(passages.len().div_ceil(PART));
    for (number, some) in passages.chunks(PART).enumerate() {
        parts.push(part(some, number * PART, &mut known, &mut about));
    }
    drop(known);
    let mut index = merged(&parts);
    let words: u64 = about.lengths.iter().map(|&length| u64::from(length)).sum();
    index.mean_length = (words as f32 / about.lengths.len().max(1) as f32).max(1.0);
    index.lengths = about.lengths;
    index.meanings = about.meanings;
    index
}

/// What is noted of each passage beside its terms.
struct About<'a> {
    model: &'a Model,
    lengths: Vec<u16>,
    meanings: Vec<Small>,
}

/// Terms and postings of some passages; the numbers in it are those of all.
fn part(passages: &[Passage], first: usize, known: &mut Known, about: &mut About<'_>) -> Index {
    let mut entries: Vec<u64> = Vec::new();
    let mut terms = Vec::new();
    for (number, passage) in (first..).zip(passages) {
        terms.clear();
        let words = tokens(&passage.text, known);
        push_terms(&words, &mut terms);
        if let Some(name) = name_of_row(&passage.text) {
            push_terms(&tokens(name, known), &mut terms);
        }
        let heading = passage.heading.as_deref().unwrap_or_default();
        let heading = tokens(heading, known);
        push_terms(&heading, &mut terms);
        about.meanings.push(about.model.passage(&words, &heading));
        about
            .lengths
            .push(words.len().min(usize::from(u16::MAX)) as u16);
        terms.sort_unstable();
        for same in terms.chunk_by(|a, b| a == b) {
            // Term, passage, count in one number: sorting is grouping.
            let count = same.len().min(255) as u64;
            entries.push(u64::from(same[0]) << 32 | (number as u64) << 8 | count);
        }
    }
    entries.sort_unstable();
    packed(&entries)
}

/// The first value of a row `Nomi: Choynak; Narxi: ..` is what it is about,
/// and counts twice.
pub(super) fn name_of_row(text: &str) -> Option<&str> {
    let (first, rest) = text.split_once(';')?;
    let (_, name) = first.split_once(": ")?;
    rest.contains(": ").then_some(name)
}

fn push_terms(words: &[Arc<Token>], terms: &mut Vec<u32>) {
    for (at, word) in words.iter().enumerate() {
        terms.push(word.whole);
        if word.is_code {
            let before = at.checked_sub(1).and_then(|at| words.get(at));
            for figure in before.map_or(0..0, |before| word.between(before)) {
                terms.push(term(Kind::Word, &figure.to_string()));
            }
            continue;
        }
        terms.extend(&word.stems);
        terms.extend(&word.pieces);
    }
    Concepts::shared().each(words, |concept, _| terms.push(concept));
}

fn packed(entries: &[u64]) -> Index {
    let mut index = Index::default();
    for same in entries.chunk_by(|a, b| a >> 32 == b >> 32) {
        let mut before = 0;
        index.begin((same[0] >> 32) as u32);
        for entry in same {
            let passage = (*entry as u32) >> 8;
            pack(passage - before, (entry & 0xff) as u32, &mut index.postings);
            before = passage;
        }
    }
    index.end();
    index
}

/// Joins parts whose passages follow one another.
fn merged(parts: &[Index]) -> Index {
    let mut index = Index::default();
    let mut next: Vec<usize> = vec![0; parts.len()];
    loop {
        let heads = parts.iter().zip(&next);
        let Some(term) = heads.filter_map(|(part, at)| part.terms.get(*at)).min() else {
            break;
        };
        index.begin(*term);
        let mut before = 0;
        for (part, at) in parts.iter().zip(&mut next) {
            if part.terms.get(*at) != Some(term) {
                continue;
            }
            for (passage, count) in part.postings_at(*at) {
                pack(passage - before, count, &mut index.postings);
                before = passage;
            }
            *at += 1;
        }
    }
    index.end();
    index
}

impl Index {
    fn begin(&mut self, term: u32) {
        self.terms.push(term);
        self.offsets.push(self.postings.len() as u32);
    }

    fn end(&mut self) {
        self.offsets.push(self.postings.len() as u32);
        self.terms.shrink_to_fit();
        self.offsets.shrink_to_fit();
        self.postings.shrink_to_fit();
    }

    pub(super) fn postings_at(&self, at: usize) -> Postings<'_> {
        let (from, to) = (self.offsets[at] as usize, self.offsets[at + 1] as usize);
        Postings {
            bytes: &self.postings[from..to],
            passage: 0,
        }
    }
}
