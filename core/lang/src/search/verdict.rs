//! Whether a text can answer a question at all, decided without a model.
//!
//! Customers ask in other words than the seller writes in, so most of what is
//! missing word for word is there by its meaning. The decision weighs several
//! signs and is made rather for "yes": the weights, trained with the tables of
//! `meaning`, refuse one in twenty of the questions that have an answer.

use super::Index;
use super::asked::{self, Question, Word};
use super::concepts::Concepts;
use super::meaning::Model;
use super::query;

/// Signs of an answer; with the intercept behind them, the weights.
const SIGNS: usize = 14;
pub(super) const WEIGHTS: usize = SIGNS + 1;
pub(super) type Signs = [f32; SIGNS];

/// Whether the passages may hold the answer.
pub(super) fn may_answer(index: &Index, text: &str) -> bool {
    let model = Model::shared();
    let question = asked::question(text, model);
    signs(index, &question, model).is_some_and(|signs| is_enough(&signs, &model.weights.verdict))
}

/// Whether the signs speak for an answer. A passage with every word of the
/// question has it, however few passages there are to compare it with.
pub(super) fn is_enough(signs: &Signs, weights: &[f32; WEIGHTS]) -> bool {
    const EVERY_WORD: f32 = 0.999;
    signs[1] >= EVERY_WORD || sum(signs, weights) >= 0.0
}

/// The weighted sum; from nothing on there may be an answer.
pub(super) fn sum(signs: &Signs, weights: &[f32; WEIGHTS]) -> f32 {
    let (weights, intercept) = weights.split_at(SIGNS);
    let products = signs.iter().zip(weights);
    intercept[0] + products.map(|(sign, weight)| sign * weight).sum::<f32>()
}

/// What speaks for an answer, and against; `None` when no passage has anything
/// to do with the question.
pub(super) fn signs(index: &Index, question: &Question, model: &Model) -> Option<Signs> {
    let words = &question.words;
    let by_words = query::scored(index, words, 2);
    let ranked = query::ranked(index, question, model, 8);
    let content: Vec<(usize, &Word)> = words
        .iter()
        .enumerate()
        .filter(|(_, word)| !word.is_stop)
        .collect();
    let all: f32 = content
        .iter()
        .map(|(_, word)| asked::rarity(index, word))
        .sum();
    let covered_by = |found: u64| {
        let of = content.iter().filter(|(n, _)| found & (1 << n) != 0);
        let covered: f32 = of.map(|(_, word)| asked::rarity(index, word)).sum();
        covered / all.max(f32::MIN_POSITIVE)
    };
    let best = ranked.first()?;
    let fit = |passage: u32| model.fit(&question.about, &index.meanings[passage as usize]);
    let best_fit = index
        .meanings
        .iter()
        .take(query::MOST_WEIGHED)
        .map(|meaning| model.fit(&question.about, meaning))
        .fold(f32::MIN, f32::max);
    let next = ranked.get(1).map_or(0.0, |next| next.score);
    let crowd: f32 = ranked
        .iter()
        .map(|one| ((one.score - best.score) * model.weights.words[0]).exp())
        .sum();
    let absent = Absent::of(index, &content);
    let score = by_words.first().map_or(0.0, |best| best.score);
    Some([
        covered_by(best.found),
        by_words.first().map_or(0.0, |best| covered_by(best.found)),
        absent.words / (content.len() as f32).max(1.0),
        absent.codes,
        absent.goods,
        absent.goods_with_kin,
        absent.places,
        absent.unknown,
        score / all.max(1.0),
        best.score / all.max(1.0),
        (best.score - next) / best.score.max(0.1),
        1.0 / crowd,
        fit(best.passage),
        best_fit,
    ])
}

/// What of a question no passage has.
#[derive(Default)]
struct Absent {
    words: f32,
    codes: f32,
    /// Things that are sold, and nothing akin to them is there either.
    goods: f32,
    /// Things that are sold; something akin to them is there.
    goods_with_kin: f32,
    places: f32,
    /// Words that mean nothing to the word lists.
    unknown: f32,
}

impl Absent {
    fn of(index: &Index, content: &[(usize, &Word)]) -> Self {
        let concepts = Concepts::shared();
        let mut absent = Self::default();
        for (_, word) in content {
            if asked::is_anywhere(index, word) {
                continue;
            }
            absent.words += 1.0;
            let is_any = |is: fn(&Concepts, u32) -> bool| {
                word.concepts.iter().any(|concept| is(concepts, *concept))
            };
            if word.is_code {
                absent.codes += 1.0;
            } else if word.concepts.is_empty() {
                absent.unknown += 1.0;
            } else if is_any(Concepts::is_place) {
                absent.places += 1.0;
            } else if is_any(Concepts::is_goods) && asked::is_akin_to_any(index, word) {
                absent.goods_with_kin += 1.0;
            } else if is_any(Concepts::is_goods) {
                absent.goods += 1.0;
            }
        }
        absent
    }
}
