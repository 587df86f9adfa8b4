//! The decision about "no answer": weights of the signs, and what each word
//! says by being asked or by being missing.

use std::io::{self, Write};

use super::super::OPINIONS;
use super::descent::{Learning, falling};
use super::lesson::Vocabulary;
use crate::identify::train::Chance;
use crate::search::verdict::{self, Signs};

/// Answerable questions of shops not learned from that may be refused. They are
/// harder than most that are asked.
const REFUSED: f32 = 0.075;

/// How much a plain question counts beside one that somebody thought of.
const PLAIN: f32 = 0.1;
const ROUNDS: usize = 12;
const RATE: f32 = 0.005;
const LEFT_OUT: f32 = 0.3;
/// Parts of the shops; where the edge lies is seen on each by what the others
/// have taught.
const PARTS: usize = 4;

/// What speaks for an answer to a question, and whether there is one.
pub(super) struct Evidence {
    pub(super) shop: usize,
    pub(super) signs: Signs,
    /// Features of each word, with how far it was found.
    pub(super) words: Vec<(Vec<u32>, [f32; OPINIONS])>,
    pub(super) is_answered: bool,
    /// It was made of a word list, not thought of by anybody.
    pub(super) is_plain: bool,
}

/// What decides.
pub(super) struct Decided {
    pub(super) weights: [f32; verdict::WEIGHTS],
    pub(super) opinions: Vec<[f32; OPINIONS]>,
}

impl Decided {
    pub(super) fn nothing(features: usize) -> Self {
        Self {
            weights: [0.0; verdict::WEIGHTS],
            opinions: vec![[0.0; OPINIONS]; features],
        }
    }

    fn sum(&self, one: &Known) -> f32 {
        let words = one.words.iter().map(|(features, is)| {
            let rows = features.iter().map(|feature| &self.opinions[*feature]);
            let products = rows.flat_map(|row| row.iter().zip(is)).map(|(a, b)| a * b);
            products.sum::<f32>() / features.len().max(1) as f32
        });
        verdict::sum(&one.evidence.signs, &self.weights) + words.sum::<f32>()
    }
}

/// Evidence with the places of its features in the vocabulary.
struct Known<'a> {
    evidence: &'a Evidence,
    words: Vec<(Vec<usize>, [f32; OPINIONS])>,
}

/// Learns the decision, with an intercept that refuses as many answerable
/// questions as may be refused.
pub(super) fn decided(
    evidence: &[Evidence],
    vocabulary: &Vocabulary,
    told: &mut dyn Write,
) -> io::Result<Decided> {
    let known: Vec<Known> = evidence
        .iter()
        .map(|evidence| Known {
            evidence,
            words: evidence
                .words
                .iter()
                .map(|(features, is)| (vocabulary.known(features), *is))
                .collect(),
        })
        .collect();
    let features = vocabulary.0.len();
    let mut sums: [Vec<f32>; 2] = [Vec::new(), Vec::new()];
    for part in 0..PARTS {
        let is_apart = |one: &&Known| one.evidence.shop % PARTS == part;
        let rest: Vec<&Known> = known.iter().filter(|one| !is_apart(one)).collect();
        let taught = taught(&rest, features);
        let apart = known
            .iter()
            .filter(is_apart)
            .filter(|one| !one.evidence.is_plain);
        for one in apart {
            sums[usize::from(one.evidence.is_answered)].push(taught.sum(one));
        }
    }
    let [others, answered] = &mut sums;
    answered.sort_unstable_by(f32::total_cmp);
    for refused in [0.03, 0.05, REFUSED, 0.1] {
        let edge = answered[(answered.len() as f32 * refused) as usize];
        let seen = others.iter().filter(|sum| **sum < edge).count();
        let share = seen as f64 / others.len() as f64;
        writeln!(
            told,
            "no answer: {share:.3} recognised, {refused} refused wrongly"
        )?;
    }
    let edge = answered[(answered.len() as f32 * REFUSED) as usize];
    let all: Vec<&Known> = known.iter().collect();
    let mut decided = taught(&all, features);
    decided.weights[verdict::WEIGHTS - 1] -= edge;
    Ok(decided)
}

/// A logistic regression on signs and words.
fn taught(known: &[&Known], features: usize) -> Decided {
    const BATCH: usize = 256;
    let mut chance = Chance::new(20_261_130);
    let mut weights = Learning::new(vec![[0.0_f32; verdict::WEIGHTS]], 1e-3);
    let mut opinions = Learning::new(vec![[0.0_f32; OPINIONS]; features], 0.0);
    let mut order: Vec<usize> = (0..known.len()).collect();
    let batches = order.len().div_ceil(BATCH);
    for round in 0..ROUNDS {
        chance.shuffle(&mut order);
        for (at, batch) in order.chunks(BATCH).enumerate() {
            let is_kept: Vec<bool> = (0..features).map(|_| chance.share() > LEFT_OUT).collect();
            let batch: Vec<&Known> = batch.iter().map(|number| known[*number]).collect();
            let (of_weights, of_opinions) = slopes(&batch, &weights, &opinions, &is_kept);
            let rate = falling(RATE, round * batches + at, ROUNDS * batches);
            weights.step(&[of_weights], rate);
            opinions.step(&of_opinions, rate);
        }
    }
    Decided {
        weights: weights.rows[0],
        opinions: opinions.rows,
    }
}

fn slopes(
    batch: &[&Known],
    weights: &Learning<{ verdict::WEIGHTS }>,
    opinions: &Learning<OPINIONS>,
    is_kept: &[bool],
) -> ([f32; verdict::WEIGHTS], Vec<[f32; OPINIONS]>) {
    let mut of_weights = [0.0; verdict::WEIGHTS];
    let mut of_opinions = opinions.flat();
    for one in batch {
        let mut sum = verdict::sum(&one.evidence.signs, &weights.rows[0]);
        for (features, is) in &one.words {
            let each = 1.0 / (1.0 - LEFT_OUT) / features.len().max(1) as f32;
            for feature in features.iter().filter(|feature| is_kept[**feature]) {
                let row = opinions.rows[*feature].iter().zip(is);
                sum += each * row.map(|(a, b)| a * b).sum::<f32>();
            }
        }
        // Plain questions are easy, and would teach that all are.
        let loudness = if one.evidence.is_plain { PLAIN } else { 1.0 };
        let share = 1.0 / (1.0 + (-sum).exp());
        let wrong =
            (share - f32::from(u8::from(one.evidence.is_answered))) * loudness / batch.len() as f32;
        for (slope, sign) in of_weights
            .iter_mut()
            .zip(one.evidence.signs.iter().chain([&1.0]))
        {
            *slope += wrong * sign;
        }
        for (features, is) in &one.words {
            let each = wrong / (1.0 - LEFT_OUT) / features.len().max(1) as f32;
            for feature in features.iter().filter(|feature| is_kept[**feature]) {
                for (slope, is) in of_opinions[*feature].iter_mut().zip(is) {
                    *slope += each * is;
                }
            }
        }
    }
    (of_weights, of_opinions)
}
