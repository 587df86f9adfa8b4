//! What is asked and what answers it, learned from questions to other shops.
//!
//! Words tell that a question and a passage share something; this tells that
//! "will you still be there after work" belongs to the opening hours. A text
//! is the sum of small vectors of its words, stems, pieces and concepts, one
//! table for questions and one for passages; the better a passage answers, the
//! larger is the product of the two sums. `train.rs` makes the tables.

#[cfg(any(test, feature = "train"))]
pub mod train;

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use super::concepts::Concepts;
use super::terms::{Kind, term};
use super::tokens::Token;
use super::verdict;
use crate::hash::fnv;

/// Numbers in a vector.
pub(super) const DIMS: usize = 64;
/// A passage, or a row of a table, as it is stored.
pub(super) type Small = [i8; DIMS];
/// A question.
pub(super) type Wide = [f32; DIMS];

/// Two trained tables with the weights that belong to them.
#[derive(Debug)]
pub(super) struct Model {
    /// Terms that have rows, ascending.
    terms: Cow<'static, [u8]>,
    /// Where the terms begin whose upper half is this, and one more.
    buckets: Vec<u32>,
    questions: Cow<'static, [u8]>,
    passages: Cow<'static, [u8]>,
    /// How much finding a word with this feature counts, as a logarithm.
    importance: Cow<'static, [u8]>,
    /// What a word says about there being an answer: that it is asked, that the
    /// best passage has it not, that no passage has it.
    verdict: Cow<'static, [u8]>,
    pub(super) weights: Weights,
}

/// The plain numbers of a model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Weights {
    /// What one step of a row of questions, of passages, of a stored passage,
    /// of importance and of the verdict is.
    scales: [f32; SCALES],
    /// The importance of a word of which nothing is known, and what is added
    /// for one that only asks or connects.
    importance: [f32; 2],
    /// How much the score of the words counts, by itself and as a share of
    /// the best passage's.
    pub(super) words: [f32; 2],
    /// The decision about "no answer".
    pub(super) verdict: [f32; verdict::WEIGHTS],
}

const FINGERPRINT: usize = 8;
const COUNT: usize = 4;
const SCALES: usize = 5;
const WORDS: usize = SCALES + 2;
const VERDICT: usize = WORDS + 2;
const NUMBERS: usize = VERDICT + verdict::WEIGHTS;
/// Numbers that the verdict has for a feature.
pub(super) const OPINIONS: usize = 3;
const HEAD: usize = FINGERPRINT + COUNT + 4 * NUMBERS;
const TERM: usize = 4;
/// Everything of a feature.
const ROW: usize = TERM + 2 * DIMS + 1 + OPINIONS;

/// Made by `train.rs` from `corpus/shops`.
static BYTES: &[u8] = include_bytes!("model.bin");
/// A model without rows: the words decide alone.
static UNTAUGHT: &[u8] = &UNTAUGHT_BYTES;
const UNTAUGHT_BYTES: [u8; HEAD] = {
    let mut bytes = [0; HEAD];
    let one = 1.0_f32.to_le_bytes();
    let at = FINGERPRINT + COUNT + 4 * WORDS;
    bytes[at] = one[0];
    bytes[at + 1] = one[1];
    bytes[at + 2] = one[2];
    bytes[at + 3] = one[3];
    bytes
};
static SHARED: LazyLock<Model> = LazyLock::new(|| Model::read(BYTES));

impl Model {
    /// The model of the product.
    pub(super) fn shared() -> &'static Self {
        &SHARED
    }

    /// An empty table knows nothing, and then the words decide alone.
    fn read(bytes: &'static [u8]) -> Self {
        if bytes.len() < HEAD {
            return Self::read(UNTAUGHT);
        }
        let number = |at: usize| {
            let from = FINGERPRINT + COUNT + 4 * at;
            let bytes = bytes.get(from..).and_then(<[u8]>::first_chunk);
            f32::from_le_bytes(bytes.copied().unwrap_or_default())
        };
        let count = bytes.get(FINGERPRINT..).and_then(<[u8]>::first_chunk);
        let count = u32::from_le_bytes(count.copied().unwrap_or_default()) as usize;
        // Tables of another shape are none, so that the training can begin.
        if bytes.len() != HEAD + count * ROW {
            return Self::read(UNTAUGHT);
        }
        let mut from = HEAD;
        let mut part = |length: usize| {
            let part = bytes.get(from..from + length).unwrap_or_default();
            from += length;
            Cow::Borrowed(part)
        };
        let terms = part(count * TERM);
        Self {
            buckets: buckets(&terms),
            terms,
            questions: part(count * DIMS),
            passages: part(count * DIMS),
            importance: part(count),
            verdict: part(count * OPINIONS),
            weights: Weights {
                scales: std::array::from_fn(number),
                importance: [number(SCALES), number(SCALES + 1)],
                words: [number(WORDS), number(WORDS + 1)],
                verdict: std::array::from_fn(|at| number(VERDICT + at)),
            },
        }
    }

    /// How much finding a word counts; it only connects or asks, or does not.
    pub(super) fn importance(&self, features: &[u32], is_only_said: bool) -> f32 {
        const LEAST: f32 = -4.0;
        const MOST: f32 = 2.0;
        let [base, said] = self.weights.importance;
        let said = if is_only_said { said } else { 0.0 };
        let [learned] = self.mean(&self.importance, features);
        let sum = learned * self.weights.scales[3] + base + said;
        sum.clamp(LEAST, MOST).exp()
    }

    /// What a word says about there being an answer: that it is asked, that
    /// the best passage has it not, that no passage has it.
    pub(super) fn opinion(&self, features: &[u32]) -> [f32; OPINIONS] {
        let mean: [f32; OPINIONS] = self.mean(&self.verdict, features);
        mean.map(|value| value * self.weights.scales[4])
    }

    /// The mean of the rows of the features that have some.
    fn mean<const N: usize>(&self, rows: &[u8], features: &[u32]) -> [f32; N] {
        let mut sum = [0.0; N];
        let mut count = 0.0_f32;
        for row in features.iter().filter_map(|feature| self.find(*feature)) {
            count += 1.0;
            let row = rows.get(row * N..).and_then(<[u8]>::first_chunk::<N>);
            for (sum, value) in sum.iter_mut().zip(row.into_iter().flatten()) {
                *sum += f32::from(value.cast_signed());
            }
        }
        sum.map(|value| value / count.max(1.0))
    }

    /// What a question is about.
    pub(super) fn question(&self, words: &[Arc<Token>]) -> Wide {
        let sum = self.sum(&self.questions, words, &[]);
        sum.map(|value| value * self.weights.scales[0])
    }

    /// What a word of a question asks for by itself.
    pub(super) fn word(&self, features: &[u32]) -> Wide {
        let mean: Wide = self.mean(&self.questions, features);
        mean.map(|value| value * self.weights.scales[0])
    }

    /// What a passage with its heading is about.
    pub(super) fn passage(&self, words: &[Arc<Token>], heading: &[Arc<Token>]) -> Small {
        let [_, row, stored, ..] = self.weights.scales;
        let sum = self.sum(&self.passages, words, heading);
        let step = row / stored.max(f32::MIN_POSITIVE);
        sum.map(|value| (value * step).round() as i8)
    }

    /// How well a passage answers, beside what its words say.
    pub(super) fn fit(&self, question: &Wide, passage: &Small) -> f32 {
        let products = question.iter().zip(passage);
        let sum: f32 = products.map(|(a, b)| a * f32::from(*b)).sum();
        sum * self.weights.scales[2]
    }

    /// The rows of all features, weighted so that long texts are no longer than
    /// short ones.
    fn sum(&self, rows: &[u8], words: &[Arc<Token>], more: &[Arc<Token>]) -> Wide {
        let mut known: Vec<usize> = Vec::new();
        for words in [words, more] {
            each_feature(words, |feature| known.extend(self.find(feature)));
        }
        known.sort_unstable();
        let mut sum = [0.0; DIMS];
        let mut length = 0.0;
        for same in known.chunk_by(|a, b| a == b) {
            let weight = loudness(same.len());
            length += weight * weight;
            let row = rows[same[0] * DIMS..].first_chunk::<DIMS>();
            for (sum, value) in sum.iter_mut().zip(row.into_iter().flatten()) {
                *sum += weight * f32::from(value.cast_signed());
            }
        }
        let length = f32::sqrt(length).max(1.0);
        sum.map(|value| value / length)
    }

    /// The row of a feature. Terms are hashes and lie evenly, so hardly more
    /// than one begins with the same bits.
    fn find(&self, feature: u32) -> Option<usize> {
        let bucket = (feature >> BUCKET_BITS) as usize;
        let [from, to] = [bucket, bucket + 1].map(|at| self.buckets[at] as usize);
        let (terms, _) = self.terms.as_chunks::<TERM>();
        let mut rows = from..to;
        rows.find(|row| u32::from_le_bytes(terms[*row]) == feature)
    }
}

const BUCKET_BITS: u32 = 16;

fn buckets(terms: &[u8]) -> Vec<u32> {
    let (terms, _) = terms.as_chunks::<TERM>();
    let mut starts = vec![0; (1 << BUCKET_BITS) + 1];
    for term in terms {
        starts[(u32::from_le_bytes(*term) >> BUCKET_BITS) as usize + 1] += 1;
    }
    let mut before = 0;
    for start in &mut starts {
        before += *start;
        *start = before;
    }
    starts
}

/// How much a feature counts that stands so often in a text.
fn loudness(count: usize) -> f32 {
    const LOUDNESS: [f32; 5] = [0.0, 1.0, 1.7, 2.1, 2.4];
    LOUDNESS[count.min(LOUDNESS.len() - 1)]
}

/// The features of each word; what two words mean together is of both.
pub(super) fn features_by_word(words: &[Arc<Token>]) -> Vec<Vec<u32>> {
    let mut all: Vec<Vec<u32>> = words.iter().map(|word| of_word(word)).collect();
    Concepts::shared().each(words, |concept, places| {
        for place in places {
            all[*place].push(concept);
        }
    });
    all
}

fn of_word(word: &Token) -> Vec<u32> {
    if word.is_code {
        return vec![term(Kind::Word, FIGURE)];
    }
    let parts = [&word.stems, &word.pieces].into_iter().flatten().copied();
    [word.whole].into_iter().chain(parts).collect()
}

/// Figures are all alike.
const FIGURE: &str = "#";

/// Everything of a text that may carry meaning.
fn each_feature(words: &[Arc<Token>], mut take: impl FnMut(u32)) {
    for word in words {
        if word.is_code {
            take(term(Kind::Word, FIGURE));
            continue;
        }
        take(word.whole);
        word.stems.iter().copied().for_each(&mut take);
        word.pieces.iter().copied().for_each(&mut take);
    }
    Concepts::shared().each(words, |concept, _| take(concept));
}

/// Changes with the tables. The numbers at their head differ after every
/// training, and reading no more leaves the tables on the disk.
pub(super) fn fingerprint() -> u64 {
    fnv(BYTES.iter().take(HEAD).copied())
}
