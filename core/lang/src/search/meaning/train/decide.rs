//! The weights of the decision about "no answer".

use std::io::{self, Write};

use super::learn::Learning;
use crate::search::verdict;

/// Answerable questions that may be refused.
const REFUSED: f32 = 0.045;

/// How much a plain question counts beside one that somebody thought of.
const PLAIN: f32 = 0.1;

/// What speaks for an answer to a question, and whether there is one.
pub(super) struct Evidence {
    pub(super) signs: verdict::Signs,
    pub(super) is_answered: bool,
    /// It was made of a word list, not thought of by anybody.
    pub(super) is_plain: bool,
}

/// Weights of the decision: a logistic regression, and an intercept that
/// refuses as many answerable questions as may be refused, counted among those
/// that people thought of.
pub(super) fn decided(
    evidence: &[Evidence],
    told: &mut dyn Write,
) -> io::Result<[f32; verdict::WEIGHTS]> {
    const TURNS: usize = 3_000;
    // Plain questions are easy, and would teach that all are.
    let loudness = |one: &Evidence| if one.is_plain { PLAIN } else { 1.0 };
    let all: f32 = evidence.iter().map(loudness).sum();
    let mut weights = Learning::new(vec![[0.0_f32; verdict::WEIGHTS]]);
    for _ in 0..TURNS {
        let mut slope = [0.0; verdict::WEIGHTS];
        for one in evidence {
            let sum = verdict::sum(&one.signs, &weights.rows[0]);
            let share = 1.0 / (1.0 + (-sum).exp());
            let wrong = (share - f32::from(u8::from(one.is_answered))) * loudness(one);
            for (slope, sign) in slope.iter_mut().zip(one.signs.iter().chain([&1.0])) {
                *slope += wrong * sign / all;
            }
        }
        weights.step(&[slope], 1e-4);
    }
    let mut weights = weights.rows[0];
    let sums = |is_answered: bool, weights: &[f32; verdict::WEIGHTS]| {
        let of = evidence.iter().filter(|one| !one.is_plain);
        let of = of.filter(|one| one.is_answered == is_answered);
        let mut sums: Vec<f32> = of.map(|one| verdict::sum(&one.signs, weights)).collect();
        sums.sort_unstable_by(f32::total_cmp);
        sums
    };
    let answered = sums(true, &weights);
    let edge = answered[(answered.len() as f32 * REFUSED) as usize];
    weights[verdict::WEIGHTS - 1] -= edge;
    let others = sums(false, &weights);
    let refused = others.iter().filter(|sum| **sum < 0.0).count();
    writeln!(
        told,
        "no answer: {:.3} recognised, {REFUSED} refused wrongly; weights {weights:?}",
        refused as f64 / others.len() as f64
    )?;
    Ok(weights)
}
