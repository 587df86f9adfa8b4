//! Whether a text can answer a question at all, decided without a model.
//!
//! Customers ask in other words than the seller writes in, so most of what is
//! missing word for word is there by its meaning. The decision is therefore
//! made rather for "yes": it was fitted so that one question in twenty that
//! has an answer is refused, on half b of the questions in `dev/shops`.

use super::Index;
use super::query::{self, Word};

/// The share of the question's content that the best passage has.
const COVERED: f32 = 0.82;
/// The share of content words that no passage has, in any form.
const ABSENT: f32 = -1.74;
/// A code or a figure that no passage has.
const ABSENT_CODE: f32 = -1.33;
/// How good the best passage is for so many words.
const SCORE: f32 = 0.19;
/// How much better it is than the next.
const MARGIN: f32 = 1.03;
const INTERCEPT: f32 = 0.84;

/// Whether the best passage may hold the answer.
pub(super) fn may_answer(index: &Index, question: &str) -> bool {
    let words = query::question(question);
    let hits = query::scored(index, &words, 2);
    let Some(best) = hits.first() else {
        return false;
    };
    let content: Vec<(usize, &Word)> = words
        .iter()
        .enumerate()
        .filter(|(_, word)| !word.is_stop)
        .collect();
    let (mut all, mut covered, mut absent, mut absent_codes) = (0.0, 0.0, 0.0, 0.0);
    for (number, word) in &content {
        let weight = query::rarity(index, word);
        all += weight;
        if best.found & (1 << number) != 0 {
            covered += weight;
        }
        if !query::is_anywhere(index, word) {
            absent += 1.0;
            absent_codes += f32::from(u8::from(word.is_code));
        }
    }
    let next = hits.get(1).map_or(0.0, |hit| hit.score);
    let margin = (best.score - next) / best.score.max(0.1);
    let sum = INTERCEPT
        + COVERED * covered / f32::max(all, f32::MIN_POSITIVE)
        + ABSENT * absent / f32::max(content.len() as f32, 1.0)
        + ABSENT_CODE * absent_codes
        + SCORE * best.score / f32::max(all, 1.0)
        + MARGIN * margin;
    sum >= 0.0
}
