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
pub(super) const DIMS: usize = 48;
/// A passage, or a row of a table, as it is stored.
pub(super) type Small = [i8; DIMS];
/// A question.
pub(super) type Wide = [f32; DIMS];

/// Two trained tables with the weights that belong to them.
#[derive(Debug)]
pub(super) struct Model {
    /// Terms that have rows, ascending.
    terms: Cow<'static, [u8]>,
    questions: Cow<'static, [u8]>,
    passages: Cow<'static, [u8]>,
    pub(super) weights: Weights,
}

/// The plain numbers of a model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Weights {
    /// What one step of a row of questions, of passages, of a stored passage is.
    scales: [f32; 3],
    /// How much the score of the words counts, by itself and as a share of
    /// the best passage's.
    pub(super) words: [f32; 2],
    /// The decision about "no answer".
    pub(super) verdict: [f32; verdict::WEIGHTS],
}

const FINGERPRINT: usize = 8;
const COUNT: usize = 4;
const NUMBERS: usize = 5 + verdict::WEIGHTS;
const HEAD: usize = FINGERPRINT + COUNT + 4 * NUMBERS;
const TERM: usize = 4;

/// Made by `train.rs` from `corpus/shops`.
static BYTES: &[u8] = include_bytes!("model.bin");
/// A model without rows: the words decide alone.
static UNTAUGHT: &[u8] = &UNTAUGHT_BYTES;
const UNTAUGHT_BYTES: [u8; HEAD] = {
    let mut bytes = [0; HEAD];
    let one = 1.0_f32.to_le_bytes();
    let at = FINGERPRINT + COUNT + 4 * 3;
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
        let rows = HEAD + count * TERM;
        let part = |from: usize, to: usize| Cow::Borrowed(bytes.get(from..to).unwrap_or_default());
        Self {
            terms: part(HEAD, rows),
            questions: part(rows, rows + count * DIMS),
            passages: part(rows + count * DIMS, rows + 2 * count * DIMS),
            weights: Weights {
                scales: [number(0), number(1), number(2)],
                words: [number(3), number(4)],
                verdict: std::array::from_fn(|at| number(5 + at)),
            },
        }
    }

    /// What a question is about.
    pub(super) fn question(&self, words: &[Arc<Token>]) -> Wide {
        let sum = self.sum(&self.questions, words, &[]);
        sum.map(|value| value * self.weights.scales[0])
    }

    /// What a passage with its heading is about.
    pub(super) fn passage(&self, words: &[Arc<Token>], heading: &[Arc<Token>]) -> Small {
        let [_, row, stored] = self.weights.scales;
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

    fn find(&self, feature: u32) -> Option<usize> {
        let (terms, _) = self.terms.as_chunks::<TERM>();
        let place = terms.binary_search_by(|term| u32::from_le_bytes(*term).cmp(&feature));
        place.ok()
    }
}

/// How much a feature counts that stands so often in a text.
fn loudness(count: usize) -> f32 {
    const LOUDNESS: [f32; 5] = [0.0, 1.0, 1.7, 2.1, 2.4];
    LOUDNESS[count.min(LOUDNESS.len() - 1)]
}

/// Everything of a text that may carry meaning; figures are all alike.
fn each_feature(words: &[Arc<Token>], mut take: impl FnMut(u32)) {
    for word in words {
        if word.is_code {
            take(term(Kind::Word, "#"));
            continue;
        }
        take(word.whole);
        let [first, second] = word.stems;
        take(first);
        if second != first {
            take(second);
        }
        word.pieces.iter().copied().for_each(&mut take);
    }
    Concepts::shared().each(words, |concept, _| take(concept));
}

/// Changes with the tables. The numbers at their head differ after every
/// training, and reading no more leaves the tables on the disk.
pub(super) fn fingerprint() -> u64 {
    fnv(BYTES.iter().take(HEAD).copied())
}
