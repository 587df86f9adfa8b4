//! Weighs the passages against a question.

use std::cmp::Ordering;

use super::asked::{Question, Word, question, rarity};
use super::meaning::Model;
use super::{Hit, Index, Postings};

const SATURATION: f32 = 1.2;
const LENGTH_SHARE: f32 = 0.6;

/// This share of a word's pieces in a passage is the word with a typing
/// mistake or an unknown ending.
const NEAR: f32 = 0.7;
const NEAR_PIECES: usize = 4;

/// Texts with more passages are searched by their words first, and what fits
/// by its meaning is looked for among the best of those only.
pub(super) const MOST_WEIGHED: usize = 4_096;
const BEST_BY_WORDS: usize = 512;

/// The share of the words' score that is left to a passage at least.
const IN_SIGHT: f32 = 0.05;

/// The best passages, best first.
pub(super) fn search(index: &Index, query: &str, top: usize) -> Vec<Hit> {
    if index.is_empty() || top == 0 {
        return Vec::new();
    }
    let model = Model::shared();
    let question = question(query, model);
    let hits = ranked(index, &question, model, top);
    let words = question.words;
    let weights: Vec<f32> = words
        .iter()
        .map(|word| {
            if word.is_stop {
                0.0
            } else {
                rarity(index, word)
            }
        })
        .collect();
    let all: f32 = weights.iter().sum();
    let content_terms = words.iter().filter(|word| !word.is_stop).count() as u32;
    let hit = |scored: Scored| {
        let is_found = |n: usize| scored.found & (1 << n) != 0;
        let content = || (0..words.len()).filter(|&n| is_found(n) && !words[n].is_stop);
        // The sum of nothing is -0.
        let covered = content().fold(0.0, |sum, n| sum + weights[n]);
        Hit {
            passage: scored.passage,
            score: scored.score,
            matched_terms: content().count() as u32,
            content_terms,
            covered: if all > 0.0 { covered / all } else { 0.0 },
        }
    };
    hits.into_iter().map(hit).collect()
}

/// The best passages by words and by meaning, best first. A score is in the
/// units of `scored`.
pub(super) fn ranked(index: &Index, question: &Question, model: &Model, top: usize) -> Vec<Scored> {
    let is_small = index.len() <= MOST_WEIGHED;
    let by_words = scored(
        index,
        &question.words,
        if is_small { index.len() } else { BEST_BY_WORDS },
    );
    let best = by_words.first().map_or(1.0, |best| best.score);
    let [own, share] = model.weights.words;
    let weigh = |one: Scored| {
        let fit = model.fit(&question.about, &index.meanings[one.passage as usize]);
        let score = one.score + (share * one.score / best + fit) / own;
        Scored {
            // What shares a word stays in sight, whatever it is about.
            score: score.max(one.score * IN_SIGHT),
            ..one
        }
    };
    let mut hits: Vec<Scored> = if is_small {
        let mut all: Vec<Scored> = (0..index.len() as u32).map(Scored::nothing).collect();
        for one in by_words {
            all[one.passage as usize] = one;
        }
        all.into_iter().map(weigh).collect()
    } else {
        by_words.into_iter().map(weigh).collect()
    };
    hits.retain(|hit| hit.score > 0.0);
    keep_best(&mut hits, top);
    hits.sort_unstable_by(order);
    hits
}

/// The best passages for the words of a question, best first.
pub(super) fn scored(index: &Index, words: &[Word], top: usize) -> Vec<Scored> {
    let mut hits = Vec::new();
    let mut tally = Tally::new(index, words);
    while let Some(block) = tally.next_block() {
        hits.extend(block);
        keep_best(&mut hits, top);
    }
    hits.sort_unstable_by(order);
    hits
}

fn keep_best(hits: &mut Vec<Scored>, top: usize) {
    if hits.len() > top {
        hits.select_nth_unstable_by(top, order);
        hits.truncate(top);
    }
}

fn order(a: &Scored, b: &Scored) -> Ordering {
    b.score.total_cmp(&a.score).then(a.passage.cmp(&b.passage))
}

/// A passage with its score and the words of the question that it has.
#[derive(Clone, Copy)]
pub(super) struct Scored {
    pub(super) passage: u32,
    pub(super) score: f32,
    /// Words that are in it, as themselves or as what they mean.
    pub(super) found: u64,
}

impl Scored {
    fn nothing(passage: u32) -> Self {
        Self {
            passage,
            score: 0.0,
            found: 0,
        }
    }
}

/// Entries that a question may look at. In a text of megabytes the commonest
/// terms, which tell least, are left out.
const MOST_ENTRIES: usize = 20_000;

/// Passages that are scored at a time: what is noted of them stays near.
const BLOCK: usize = 4_096;

/// Scores passages, block by block.
struct Tally<'a> {
    index: &'a Index,
    words: &'a [Word],
    clues: Vec<Clue<'a>>,
    first: usize,
    /// What the current word gives to each passage of the block, and where
    /// that is anything.
    ways: Vec<Ways>,
    touched: Vec<usize>,
    scores: Vec<(f32, u64)>,
    /// Where somebody wants to know what each word gave.
    matches: Option<Vec<Match>>,
}

/// What a word of the question gives to a passage before its importance.
#[cfg_attr(
    not(any(test, feature = "train")),
    expect(dead_code, reason = "read by the training")
)]
#[derive(Clone, Copy)]
pub(super) struct Match {
    pub(super) passage: u32,
    pub(super) word: usize,
    pub(super) gives: f32,
}

/// What every word gives to every passage.
#[cfg(any(test, feature = "train"))]
pub(super) fn matches(index: &Index, words: &[Word]) -> Vec<Match> {
    let mut tally = Tally::new(index, words);
    tally.matches = Some(Vec::new());
    while tally.next_block().is_some() {}
    tally.matches.unwrap_or_default()
}

/// A term of the question on its way through its passages.
struct Clue<'a> {
    word: usize,
    way: Way,
    weight: f32,
    frequency: usize,
    postings: std::iter::Peekable<Postings<'a>>,
}

/// How a term of the question meets a passage.
#[derive(Clone, Copy)]
pub(super) enum Way {
    Lexical,
    Meant,
    Related,
    Near,
}

/// What one word gives to one passage, by way of matching.
#[derive(Clone, Copy, Default, PartialEq)]
struct Ways {
    lexical: f32,
    meant: f32,
    related: f32,
    near: f32,
    pieces: u8,
}

impl<'a> Tally<'a> {
    fn new(index: &'a Index, words: &'a [Word]) -> Self {
        let mut clues: Vec<Clue<'a>> = Vec::new();
        for (number, word) in words.iter().enumerate() {
            for (term, way, weight) in word.terms() {
                let Some(postings) = index.postings(term) else {
                    continue;
                };
                let frequency = postings.frequency();
                clues.push(Clue {
                    word: number,
                    way,
                    weight: weight * idf(index.len(), frequency),
                    frequency,
                    postings: postings.peekable(),
                });
            }
        }
        let clues = rarest(clues);
        let block = BLOCK.min(index.len());
        Self {
            index,
            words,
            clues,
            first: 0,
            ways: vec![Ways::default(); block],
            touched: Vec::new(),
            scores: vec![(0.0, 0); block],
            matches: None,
        }
    }

    /// The passages of the next block that share something with the question.
    fn next_block(&mut self) -> Option<Vec<Scored>> {
        let first = self.first;
        let end = (first + BLOCK).min(self.index.len());
        if first == end {
            return None;
        }
        self.first = end;
        let mut at = 0;
        while let Some(clue) = self.clues.get(at) {
            let word = clue.word;
            while self.clues.get(at).is_some_and(|clue| clue.word == word) {
                self.give(at, first, end);
                at += 1;
            }
            self.settle(word, first);
        }
        let scores = self.scores.iter_mut().enumerate();
        let scored = scores.filter(|(_, (score, _))| *score > 0.0);
        let taken = scored.map(|(at, slot)| {
            let (score, found) = std::mem::take(slot);
            Scored {
                passage: (first + at) as u32,
                score,
                found,
            }
        });
        Some(taken.collect())
    }

    /// Hands out what one term gives to the passages of a block.
    fn give(&mut self, clue: usize, first: usize, end: usize) {
        let clue = &mut self.clues[clue];
        let is_within = |entry: &(u32, u32)| (entry.0 as usize) < end;
        while let Some((passage, count)) = clue.postings.next_if(is_within) {
            let at = passage as usize - first;
            let share = f32::from(self.index.lengths[passage as usize]) / self.index.mean_length;
            let norm = SATURATION * (1.0 - LENGTH_SHARE + LENGTH_SHARE * share);
            let count = count as f32;
            let gives = clue.weight * count / (count + norm);
            let ways = &mut self.ways[at];
            if *ways == Ways::default() {
                self.touched.push(at);
            }
            match clue.way {
                Way::Lexical => ways.lexical += gives,
                Way::Meant => ways.meant = ways.meant.max(gives),
                Way::Related => ways.related = ways.related.max(gives),
                Way::Near => {
                    ways.near += gives;
                    ways.pieces = ways.pieces.saturating_add(1);
                }
            }
        }
    }

    /// Adds what a word gave to the scores.
    fn settle(&mut self, number: usize, first: usize) {
        let word = &self.words[number];
        let enough = (NEAR * word.pieces.len() as f32).ceil().max(1.0) as u8;
        let is_long = word.pieces.len() >= NEAR_PIECES;
        for at in self.touched.drain(..) {
            let ways = std::mem::take(&mut self.ways[at]);
            let (score, found) = &mut self.scores[at];
            let is_near = is_long && ways.pieces >= enough;
            if ways.lexical > 0.0 || ways.meant > 0.0 || is_near {
                *found |= 1 << number;
            }
            // A word found as itself and as what it means is found once.
            let known = ways.lexical.max(ways.meant).max(ways.related);
            let gives = known + ways.near;
            *score += word.importance * gives;
            if let Some(matches) = &mut self.matches {
                matches.push(Match {
                    passage: (first + at) as u32,
                    word: number,
                    gives,
                });
            }
        }
    }
}

/// The rarest terms whose entries are few enough together, and always one.
fn rarest(mut clues: Vec<Clue<'_>>) -> Vec<Clue<'_>> {
    clues.sort_by_key(|clue| clue.frequency);
    let mut left = MOST_ENTRIES;
    let fitting = clues.iter().take_while(|clue| {
        let rest = left.checked_sub(clue.frequency);
        left = rest.unwrap_or(0);
        rest.is_some()
    });
    let count = fitting.count().max(1);
    clues.truncate(count);
    clues.sort_by_key(|clue| clue.word);
    clues
}

/// How much a term says that so many passages have.
pub(super) fn idf(passages: usize, count: usize) -> f32 {
    let (all, with) = (passages as f32, count as f32);
    (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
}
