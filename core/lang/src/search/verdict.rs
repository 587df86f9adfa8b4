//! Whether a text can answer a question at all, decided without a model.
//!
//! Customers ask in other words than the seller writes in, so most of what is
//! missing word for word is there by its meaning. The decision weighs signs of
//! how well the passages fit, and what each word says by being asked or by
//! being missing: "franchise" is asked of shops that have none, "delivery" is
//! answered though the word be missing. Weights and tables are trained with
//! those of `meaning`, on shops whose questions the search had not seen.

use super::Index;
use super::asked::{self, Question, Word};
use super::concepts::Concepts;
use super::meaning::{Model, OPINIONS};
use super::query::{self, Scored};

/// Signs of an answer; with the intercept behind them, the weights.
const SIGNS: usize = 27;
pub(super) const WEIGHTS: usize = SIGNS + 1;
pub(super) type Signs = [f32; SIGNS];

/// What speaks for an answer and against it.
pub(super) struct Case {
    pub(super) signs: Signs,
    /// For each word: 1, whether the best passage has it not, whether no
    /// passage has it.
    pub(super) words: Vec<[f32; OPINIONS]>,
}

/// Whether the passages may hold the answer.
pub(super) fn may_answer(index: &Index, text: &str) -> bool {
    let model = Model::shared();
    let question = asked::question(text, model);
    case(index, &question, model).is_some_and(|case| is_enough(index, &question, &case, model))
}

/// Whether the case speaks for an answer. With few passages a word has nothing
/// to be rarer than; there a passage with every word of the question has it.
fn is_enough(index: &Index, question: &Question, case: &Case, model: &Model) -> bool {
    const FEW: usize = 8;
    const EVERY_WORD: f32 = 0.999;
    if index.len() <= FEW {
        return case.signs[1] >= EVERY_WORD;
    }
    let opinions = question.words.iter().zip(&case.words).map(|(word, is)| {
        let opinion = model.opinion(&word.features);
        opinion.iter().zip(is).map(|(a, b)| a * b).sum::<f32>()
    });
    sum(&case.signs, &model.weights.verdict) + opinions.sum::<f32>() >= 0.0
}

/// The weighted sum of the signs.
pub(super) fn sum(signs: &Signs, weights: &[f32; WEIGHTS]) -> f32 {
    let (weights, intercept) = weights.split_at(SIGNS);
    let products = signs.iter().zip(weights);
    intercept[0] + products.map(|(sign, weight)| sign * weight).sum::<f32>()
}

/// What speaks for an answer, and against; `None` when no passage has anything
/// to do with the question.
pub(super) fn case(index: &Index, question: &Question, model: &Model) -> Option<Case> {
    let words = &question.words;
    let by_words = query::scored(index, words, usize::MAX);
    let ranked = query::ranked(index, question, model, 8);
    let best = ranked.first()?;
    let anywhere = by_words.iter().fold(0, |all, one| all | one.found);
    let first_three = ranked.iter().take(3).fold(0, |all, one| all | one.found);
    let cover = Cover::of(index, words);
    let by_best = by_words.iter().find(|one| one.passage == best.passage);
    let (own, most) = (
        by_best.map_or(0.0, |one| one.score),
        by_words.first().map_or(0.0, |one| one.score),
    );
    let fit = |passage: u32| model.fit(&question.about, &index.meanings[passage as usize]);
    let meanings = index.meanings.iter().take(query::MOST_WEIGHED);
    let fits = meanings.map(|meaning| model.fit(&question.about, meaning));
    let next = ranked.get(1).map_or(0.0, |next| next.score);
    let logit = model.weights.words[0];
    let crowd: f32 = ranked
        .iter()
        .map(|one| ((one.score - best.score) * logit).exp())
        .sum();
    let [here, there] = [best.found, anywhere].map(|found| Missing::of(index, words, found));
    let fitting = Fitting::of(index, words, best, model);
    let signs = [
        cover.share(best.found),
        by_words
            .iter()
            .map(|one| cover.share(one.found))
            .fold(0.0, f32::max),
        cover.share(first_three),
        cover.share(anywhere),
        there.words / cover.count.max(1.0),
        here.codes,
        there.codes,
        here.goods,
        there.goods,
        there.goods_without_kin,
        there.places,
        here.places,
        there.unknown,
        here.unknown,
        own / 10.0,
        most / 10.0,
        own / most.max(f32::MIN_POSITIVE),
        fit(best.passage) / 5.0,
        fits.fold(f32::MIN, f32::max) / 5.0,
        (best.score - next) * logit / 3.0,
        best.score * logit / 10.0,
        1.0 / crowd,
        cover.count.max(1.0).ln(),
        cover.all / cover.count.max(1.0),
        fitting.least / 3.0,
        fitting.mean / 3.0,
        fitting.against,
    ];
    let words = said(words.len(), best.found, anywhere);
    Some(Case { signs, words })
}

/// For each word: 1, whether the best passage has it not, whether none has it.
fn said(words: usize, best: u64, anywhere: u64) -> Vec<[f32; OPINIONS]> {
    let lacks = |found: u64, number: usize| f32::from(u8::from(found & (1 << number) == 0));
    (0..words)
        .map(|number| [1.0, lacks(best, number), lacks(anywhere, number)])
        .collect()
}

/// How much of what a question says was found.
struct Cover {
    weights: Vec<f32>,
    all: f32,
    count: f32,
}

impl Cover {
    fn of(index: &Index, words: &[Word]) -> Self {
        let weight = |word: &Word| {
            if word.is_stop {
                0.0
            } else {
                word.importance * asked::rarity(index, word)
            }
        };
        let weights: Vec<f32> = words.iter().map(weight).collect();
        Self {
            all: weights.iter().sum(),
            count: words.iter().filter(|word| !word.is_stop).count() as f32,
            weights,
        }
    }

    fn share(&self, found: u64) -> f32 {
        let of = self
            .weights
            .iter()
            .enumerate()
            .filter(|(number, _)| found & (1 << number) != 0);
        of.map(|(_, weight)| weight).sum::<f32>() / self.all.max(f32::MIN_POSITIVE)
    }
}

/// How well a passage answers the words that it has not: one that sells boots
/// may answer "rain", and not "franchise".
struct Fitting {
    least: f32,
    mean: f32,
    /// How many speak against it.
    against: f32,
}

impl Fitting {
    /// When no word is missing.
    const ALL: f32 = 1.5;

    fn of(index: &Index, words: &[Word], best: &Scored, model: &Model) -> Self {
        let meaning = &index.meanings[best.passage as usize];
        let missing = words
            .iter()
            .enumerate()
            .filter(|(number, word)| !word.is_stop && best.found & (1 << number) == 0);
        let fits: Vec<f32> = missing
            .map(|(_, word)| model.fit(&model.word(&word.features), meaning))
            .collect();
        let least = fits.iter().copied().reduce(f32::min);
        let sum: f32 = fits.iter().sum();
        Self {
            least: least.unwrap_or(Self::ALL),
            mean: least.map_or(Self::ALL, |_| sum / fits.len() as f32),
            against: fits.iter().filter(|fit| **fit < 0.0).count() as f32,
        }
    }
}

/// What of a question was not found.
#[derive(Default)]
struct Missing {
    words: f32,
    codes: f32,
    /// Things that are sold.
    goods: f32,
    /// Things that are sold, and nothing akin to them is there either.
    goods_without_kin: f32,
    places: f32,
    /// Words that mean nothing to the word lists.
    unknown: f32,
}

impl Missing {
    fn of(index: &Index, words: &[Word], found: u64) -> Self {
        let concepts = Concepts::shared();
        let mut missing = Self::default();
        for (number, word) in words.iter().enumerate() {
            if word.is_stop || found & (1 << number) != 0 {
                continue;
            }
            missing.words += 1.0;
            let is_any = |is: fn(&Concepts, u32) -> bool| {
                word.concepts.iter().any(|concept| is(concepts, *concept))
            };
            if word.is_code {
                missing.codes += 1.0;
            } else if word.concepts.is_empty() {
                missing.unknown += 1.0;
            } else if is_any(Concepts::is_place) {
                missing.places += 1.0;
            } else if is_any(Concepts::is_goods) {
                missing.goods += 1.0;
                missing.goods_without_kin +=
                    f32::from(u8::from(!asked::is_akin_to_any(index, word)));
            }
        }
        missing
    }
}
