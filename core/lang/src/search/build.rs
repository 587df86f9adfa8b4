//! Makes the index.

use super::concepts::Concepts;
use super::terms::{Kind, each_piece, term};
use super::tokens::{Token, tokens};
use super::{Index, pack};
use crate::passages::Passage;

/// Makes an index of passages.
pub(super) fn build(passages: &[Passage]) -> Index {
    let mut entries: Vec<u64> = Vec::new();
    let mut lengths = Vec::with_capacity(passages.len());
    let mut terms = Vec::new();
    for (number, passage) in passages.iter().enumerate() {
        terms.clear();
        let words = tokens(&passage.text);
        push_terms(&words, &mut terms);
        if let Some(heading) = &passage.heading {
            push_terms(&tokens(heading), &mut terms);
        }
        lengths.push(words.len().min(usize::from(u16::MAX)) as u16);
        terms.sort_unstable();
        for same in terms.chunk_by(|a, b| a == b) {
            // Term, passage, count in one number: sorting is grouping.
            let count = same.len().min(255) as u64;
            entries.push(u64::from(same[0]) << 32 | (number as u64) << 8 | count);
        }
    }
    entries.sort_unstable();
    packed(&entries, lengths)
}

fn push_terms(words: &[Token], terms: &mut Vec<u32>) {
    for word in words {
        terms.push(term(Kind::Word, &word.folded));
        if word.is_code {
            continue;
        }
        let [first, second] = &word.stems;
        terms.push(term(Kind::Stem, first));
        if second != first {
            terms.push(term(Kind::Stem, second));
        }
        each_piece(&word.folded, |piece| terms.push(piece));
    }
    Concepts::shared().each(words, |concept, _| terms.push(concept));
}

fn packed(entries: &[u64], lengths: Vec<u16>) -> Index {
    let mut index = Index::default();
    let mut before = None;
    let mut passage_before = 0;
    for &entry in entries {
        let term = (entry >> 32) as u32;
        let passage = (entry as u32) >> 8;
        if before != Some(term) {
            index.terms.push(term);
            index.offsets.push(index.postings.len() as u32);
            passage_before = 0;
            before = Some(term);
        }
        pack(
            passage - passage_before,
            (entry & 0xff) as u32,
            &mut index.postings,
        );
        passage_before = passage;
    }
    index.offsets.push(index.postings.len() as u32);
    let words: u64 = lengths.iter().map(|&length| u64::from(length)).sum();
    index.mean_length = (words as f32 / lengths.len().max(1) as f32).max(1.0);
    index.lengths = lengths;
    index.terms.shrink_to_fit();
    index.offsets.shrink_to_fit();
    index.postings.shrink_to_fit();
    index
}
