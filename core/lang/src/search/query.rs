//! Weighs the passages against a question.

use std::cmp::Ordering;

use super::concepts::{Concepts, is_stop};
use super::terms::{Kind, each_piece, term};
use super::tokens::tokens;
use super::{Hit, Index};

/// How much each way of matching a word counts.
const WORD: f32 = 0.5;
const STEM: f32 = 1.0;
const PIECE: f32 = 0.35;
const CONCEPT: f32 = 2.2;
const CODE: f32 = 3.0;
/// Words such as "how" and "bormi" decide little.
const STOP: f32 = 0.15;

const SATURATION: f32 = 1.2;
const LENGTH_SHARE: f32 = 0.6;

/// This share of a word's pieces in a passage is the word with a typing
/// mistake or an unknown ending.
const NEAR: f32 = 0.7;
const NEAR_PIECES: usize = 4;

/// The found words of a question are marked in one machine word.
const MAX_WORDS: usize = 64;

/// The best passages, best first.
pub(super) fn search(index: &Index, query: &str, top: usize) -> Vec<Hit> {
    if index.is_empty() || top == 0 {
        return Vec::new();
    }
    let words = question(query);
    let mut tally = Tally::new(index);
    for (n, word) in words.iter().enumerate() {
        tally.add(word, 1 << n);
    }
    let weights: Vec<f32> = words
        .iter()
        .map(|word| {
            if word.is_stop {
                0.0
            } else {
                tally.rarity(word)
            }
        })
        .collect();
    let all: f32 = weights.iter().sum();
    let content_terms = words.iter().filter(|word| !word.is_stop).count() as u32;
    let mut hits: Vec<Hit> = Vec::new();
    for (passage, (&score, &found)) in tally.scores.iter().zip(&tally.found).enumerate() {
        if score <= 0.0 {
            continue;
        }
        let is_found = |n: usize| found & (1 << n) != 0;
        let content = || (0..words.len()).filter(|&n| is_found(n) && !words[n].is_stop);
        let covered: f32 = content().map(|n| weights[n]).sum();
        hits.push(Hit {
            passage: passage as u32,
            score,
            matched_terms: content().count() as u32,
            content_terms,
            covered: if all > 0.0 { covered / all } else { 0.0 },
        });
    }
    best(hits, top)
}

fn best(mut hits: Vec<Hit>, top: usize) -> Vec<Hit> {
    let order = |a: &Hit, b: &Hit| -> Ordering {
        b.score.total_cmp(&a.score).then(a.passage.cmp(&b.passage))
    };
    if hits.len() > top {
        hits.select_nth_unstable_by(top, order);
        hits.truncate(top);
    }
    hits.sort_unstable_by(order);
    hits
}

/// One word of the question with every term it may be found by.
struct Word {
    whole: u32,
    stems: Vec<u32>,
    pieces: Vec<u32>,
    concepts: Vec<u32>,
    is_stop: bool,
    is_code: bool,
}

fn question(query: &str) -> Vec<Word> {
    let mut tokens = tokens(query);
    tokens.truncate(MAX_WORDS);
    let mut words: Vec<Word> = tokens
        .iter()
        .map(|token| {
            let mut stems = Vec::new();
            let mut pieces = Vec::new();
            if !token.is_code {
                stems.extend(token.stems.iter().map(|stem| term(Kind::Stem, stem)));
                stems.dedup();
                each_piece(&token.folded, |piece| pieces.push(piece));
            }
            Word {
                whole: term(Kind::Word, &token.folded),
                stems,
                pieces,
                concepts: Vec::new(),
                is_stop: is_stop(token),
                is_code: token.is_code,
            }
        })
        .collect();
    Concepts::shared().each(&tokens, |concept, places| {
        for &place in places {
            if !words[place].concepts.contains(&concept) {
                words[place].concepts.push(concept);
            }
        }
    });
    words
}

/// Scores and found words of all passages.
struct Tally<'a> {
    index: &'a Index,
    scores: Vec<f32>,
    found: Vec<u64>,
    /// Pieces of the current word per passage.
    pieces: Vec<u8>,
    /// The length part of BM25's denominator per passage.
    norms: Vec<f32>,
}

impl<'a> Tally<'a> {
    fn new(index: &'a Index) -> Self {
        let norms = index
            .lengths
            .iter()
            .map(|&length| {
                let share = f32::from(length) / index.mean_length;
                SATURATION * (1.0 - LENGTH_SHARE + LENGTH_SHARE * share)
            })
            .collect();
        Self {
            index,
            scores: vec![0.0; index.len()],
            found: vec![0; index.len()],
            pieces: vec![0; index.len()],
            norms,
        }
    }

    fn add(&mut self, word: &Word, mark: u64) {
        let weight = if word.is_stop { STOP } else { 1.0 };
        let whole = if word.is_code { CODE } else { WORD };
        self.add_term(word.whole, weight * whole, mark);
        for &stem in &word.stems {
            self.add_term(stem, weight * STEM / word.stems.len() as f32, mark);
        }
        for &concept in &word.concepts {
            self.add_term(concept, weight * CONCEPT, mark);
        }
        self.add_pieces(word, weight, mark);
    }

    fn add_term(&mut self, term: u32, weight: f32, mark: u64) {
        let Some(postings) = self.index.postings(term) else {
            return;
        };
        let weight = weight * idf(self.index.len(), postings.frequency());
        for (passage, count) in postings {
            let passage = passage as usize;
            let count = count as f32;
            self.scores[passage] += weight * count / (count + self.norms[passage]);
            self.found[passage] |= mark;
        }
    }

    fn add_pieces(&mut self, word: &Word, weight: f32, mark: u64) {
        let mut touched = false;
        for &piece in &word.pieces {
            let Some(postings) = self.index.postings(piece) else {
                continue;
            };
            touched = true;
            let weight = weight * PIECE * idf(self.index.len(), postings.frequency());
            for (passage, count) in postings {
                let passage = passage as usize;
                let count = count as f32;
                self.scores[passage] += weight * count / (count + self.norms[passage]);
                self.pieces[passage] = self.pieces[passage].saturating_add(1);
            }
        }
        if !touched {
            return;
        }
        let enough = (NEAR * word.pieces.len() as f32).ceil().max(1.0) as u8;
        let is_long = word.pieces.len() >= NEAR_PIECES;
        for (count, found) in self.pieces.iter_mut().zip(&mut self.found) {
            if is_long && *count >= enough {
                *found |= mark;
            }
            *count = 0;
        }
    }

    /// How much finding this word says: its rarest known form.
    fn rarity(&self, word: &Word) -> f32 {
        let count = [word.whole]
            .iter()
            .chain(&word.stems)
            .chain(&word.concepts)
            .filter_map(|&term| self.index.postings(term))
            .map(|postings| postings.frequency())
            .max()
            .unwrap_or(0);
        idf(self.index.len(), count)
    }
}

fn idf(passages: usize, count: usize) -> f32 {
    let (all, with) = (passages as f32, count as f32);
    (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
}
