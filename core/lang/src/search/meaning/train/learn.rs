//! Learning: gradient descent on the share that the right passage gets.

use super::super::{DIMS, Model};
use super::lesson::{Features, Lesson, Vocabulary, lesson};
use super::shops::Shop;
use crate::identify::train::Chance;
use crate::search::verdict;

/// Times that the shops are gone through.
const ROUNDS: usize = 30;
const RATE: f32 = 0.01;
/// Pulls what little speaks for towards nothing.
const DECAY: f32 = 5e-4;
/// Share of the features, and of the scores of words, that a round leaves out:
/// so that nothing comes to rely on one of them.
const LEFT_OUT: f32 = 0.4;
const SCORES_LEFT_OUT: f32 = 0.2;
const START: f32 = 0.3;
/// The product of two vectors weighs so much at the start.
const SHARPNESS: f32 = 3.0;
type Rows = Vec<[f32; DIMS]>;

/// What was learned, before it is rounded.
pub(super) struct Learned {
    terms: Vec<u32>,
    questions: Rows,
    passages: Rows,
    words: [f32; 2],
    /// The longest number that a passage's vector had.
    reach: f32,
}

pub(super) fn learned(shops: &[&Shop]) -> Learned {
    let vocabulary = Vocabulary::of(shops);
    let lessons: Vec<Lesson> = shops.iter().map(|shop| lesson(shop, &vocabulary)).collect();
    let mut chance = Chance::new(20_261_129);
    let mut start = || {
        // Four even chances together are nearly a bell.
        let sum: f32 = (0..4).map(|_| chance.share() - 0.5).sum();
        sum * START * f32::sqrt(3.0)
    };
    let rows: Rows = (0..vocabulary.0.len())
        .map(|_| std::array::from_fn(|_| start()))
        .collect();
    let mut questions = Learning::new(rows.clone());
    let mut passages = Learning::new(rows);
    let mut words = Learning::new(vec![[0.5, 2.0]]);
    let mut order: Vec<usize> = (0..lessons.len()).collect();
    for _ in 0..ROUNDS {
        chance.shuffle(&mut order);
        for &number in &order {
            let slopes = slopes(
                &lessons[number],
                (&questions.rows, &passages.rows, words.rows[0]),
                &mut chance,
            );
            questions.step(&slopes.questions, DECAY);
            passages.step(&slopes.passages, DECAY);
            words.step(&[slopes.words], 0.0);
        }
    }
    let reach = lessons
        .iter()
        .flat_map(|lesson| &lesson.passages)
        .flat_map(|features| sum(features, &passages.rows))
        .fold(0.0_f32, |reach, value| reach.max(value.abs()));
    Learned {
        terms: vocabulary.0.into_keys().collect(),
        questions: questions.rows,
        passages: passages.rows,
        words: words.rows[0],
        reach,
    }
}

/// Rows with the running means of Adam (Kingma and Ba, 2015).
pub(super) struct Learning<const N: usize> {
    pub(super) rows: Vec<[f32; N]>,
    means: Vec<[f32; N]>,
    squares: Vec<[f32; N]>,
    steps: i32,
}

impl<const N: usize> Learning<N> {
    pub(super) fn new(rows: Vec<[f32; N]>) -> Self {
        let nothing = vec![[0.0; N]; rows.len()];
        Self {
            rows,
            means: nothing.clone(),
            squares: nothing,
            steps: 0,
        }
    }

    pub(super) fn step(&mut self, slopes: &[[f32; N]], decay: f32) {
        const MEAN: f32 = 0.9;
        const SQUARE: f32 = 0.99;
        self.steps += 1;
        let mean_share = 1.0 - MEAN.powi(self.steps);
        let square_share = 1.0 - SQUARE.powi(self.steps);
        let rows = self.rows.iter_mut().flatten();
        let means = self.means.iter_mut().flatten();
        let squares = self.squares.iter_mut().flatten();
        for (((value, mean), square), slope) in
            rows.zip(means).zip(squares).zip(slopes.iter().flatten())
        {
            let slope = slope + decay * *value;
            *mean = MEAN * *mean + (1.0 - MEAN) * slope;
            *square = SQUARE * *square + (1.0 - SQUARE) * slope * slope;
            let step = (*mean / mean_share) / ((*square / square_share).sqrt() + 1e-8);
            *value -= RATE * step;
        }
    }
}

struct Slopes {
    questions: Rows,
    passages: Rows,
    words: [f32; 2],
}

fn sum(features: &Features, rows: &Rows) -> [f32; DIMS] {
    let mut sum = [0.0; DIMS];
    for (feature, weight) in features {
        for (sum, value) in sum.iter_mut().zip(rows[*feature]) {
            *sum += weight * value;
        }
    }
    sum
}

fn thinned(features: &Features, chance: &mut Chance) -> Features {
    let kept = features.iter().filter(|_| chance.share() > LEFT_OUT);
    kept.map(|(feature, weight)| (*feature, weight / (1.0 - LEFT_OUT)))
        .collect()
}

/// In which direction the numbers are to move, for one shop.
fn slopes(
    lesson: &Lesson,
    (question_rows, passage_rows, words): (&Rows, &Rows, [f32; 2]),
    chance: &mut Chance,
) -> Slopes {
    let mut thin = |all: &[Features]| -> Vec<Features> {
        all.iter().map(|one| thinned(one, chance)).collect()
    };
    let (questions, passages) = (thin(&lesson.questions), thin(&lesson.passages));
    let passage_sums: Rows = passages.iter().map(|of| sum(of, passage_rows)).collect();
    let mut slopes = Slopes {
        questions: vec![[0.0; DIMS]; question_rows.len()],
        passages: vec![[0.0; DIMS]; passage_rows.len()],
        words: [0.0; 2],
    };
    let mut of_passages = vec![[0.0; DIMS]; passages.len()];
    let each = 1.0 / questions.len().max(1) as f32;
    for (number, features) in questions.iter().enumerate() {
        let about = sum(features, question_rows);
        let is_heard = chance.share() > SCORES_LEFT_OUT;
        let score = |at: usize| {
            let [own, share] = lesson.scores[number][at];
            if is_heard { [own, share] } else { [0.0; 2] }
        };
        let logits: Vec<f32> = passage_sums
            .iter()
            .enumerate()
            .map(|(at, passage)| {
                let [own, share] = score(at);
                words[0] * own + words[1] * share + SHARPNESS * dot(&about, passage)
            })
            .collect();
        let wrong = wrong(&logits, &lesson.answers[number]);
        let mut of_question = [0.0; DIMS];
        for (at, wrong) in wrong.into_iter().enumerate() {
            let wrong = wrong * each;
            let [own, share] = score(at);
            slopes.words[0] += wrong * own;
            slopes.words[1] += wrong * share;
            for n in 0..DIMS {
                of_question[n] += SHARPNESS * wrong * passage_sums[at][n];
                of_passages[at][n] += SHARPNESS * wrong * about[n];
            }
        }
        spread(&of_question, features, &mut slopes.questions);
    }
    for (slope, features) in of_passages.iter().zip(&passages) {
        spread(slope, features, &mut slopes.passages);
    }
    slopes
}

fn dot(a: &[f32; DIMS], b: &[f32; DIMS]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The share that each passage gets less the share that it should get: the
/// answers get all of it, each as much as it has already.
fn wrong(logits: &[f32], answers: &[usize]) -> Vec<f32> {
    let top = logits.iter().fold(f32::MIN, |top, logit| top.max(*logit));
    let mut shares: Vec<f32> = logits.iter().map(|logit| (logit - top).exp()).collect();
    let all: f32 = shares.iter().sum();
    let right: f32 = answers.iter().map(|at| shares[*at]).sum();
    let right: Vec<f32> = answers
        .iter()
        .map(|at| shares[*at] / right.max(f32::MIN_POSITIVE))
        .collect();
    shares.iter_mut().for_each(|share| *share /= all);
    for (at, right) in answers.iter().zip(right) {
        shares[*at] -= right;
    }
    shares
}

fn spread(slope: &[f32; DIMS], features: &Features, rows: &mut Rows) {
    for (feature, weight) in features {
        for (row, slope) in rows[*feature].iter_mut().zip(slope) {
            *row += weight * slope;
        }
    }
}

impl Learned {
    pub(super) fn bytes(&self, fingerprint: u64, verdict: [f32; verdict::WEIGHTS]) -> Vec<u8> {
        let longest = |rows: &Rows| {
            let values = rows.iter().flatten();
            values.fold(0.0_f32, |longest, value| longest.max(value.abs())) / 127.0
        };
        let scales = [longest(&self.questions), longest(&self.passages)];
        // The product with a question carries the sharpness.
        let numbers = [scales[0] * SHARPNESS, scales[1], self.reach / 127.0]
            .into_iter()
            .chain(self.words)
            .chain(verdict);
        let mut bytes = fingerprint.to_le_bytes().to_vec();
        bytes.extend(u32::try_from(self.terms.len()).unwrap_or(0).to_le_bytes());
        bytes.extend(numbers.flat_map(f32::to_le_bytes));
        bytes.extend(self.terms.iter().flat_map(|term| term.to_le_bytes()));
        for (rows, scale) in [&self.questions, &self.passages].into_iter().zip(scales) {
            let values = rows.iter().flatten();
            bytes.extend(values.map(|value| ((value / scale).round() as i8).cast_unsigned()));
        }
        bytes
    }

    pub(super) fn model(&self, verdict: [f32; verdict::WEIGHTS]) -> Model {
        Model::read(self.bytes(0, verdict).leak())
    }
}
