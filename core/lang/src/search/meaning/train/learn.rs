//! Learning what answers what: gradient descent on the share that the right
//! passage gets.

use super::super::{DIMS, Model};
use super::decide::Decided;
use super::descent::{Learning, falling};
use super::lesson::{Features, Lesson, Said, Vocabulary, lesson};
use super::shops::Shop;
use crate::identify::train::Chance;

/// Times that the shops are gone through.
const ROUNDS: usize = 9;
const RATE: f32 = 0.01;
const DECAY: f32 = 5e-5;
/// Share of the features, and of the scores of words, that a step leaves out:
/// so that nothing comes to rely on one of them.
const LEFT_OUT: f32 = 0.4;
const SCORES_LEFT_OUT: f32 = 0.2;
const START: f32 = 0.3;
/// The product of two vectors weighs so much at the start.
const SHARPNESS: f32 = 3.0;
/// Where the importance of words that only ask begins.
const ONLY_SAID: f32 = -1.9;
type Rows = Vec<[f32; DIMS]>;

/// What was learned, before it is rounded.
pub(super) struct Learned {
    pub(super) vocabulary: Vocabulary,
    questions: Rows,
    passages: Rows,
    importance: Vec<[f32; 1]>,
    base: [f32; 2],
    words: [f32; 2],
    /// The longest number that a passage's vector had.
    reach: f32,
}

/// Everything that is moved.
struct Numbers {
    questions: Learning<DIMS>,
    passages: Learning<DIMS>,
    importance: Learning<1>,
    base: Learning<2>,
    words: Learning<2>,
}

pub(super) fn learned(shops: &[&Shop]) -> Learned {
    let vocabulary = Vocabulary::of(shops);
    let lessons: Vec<Lesson> = shops.iter().map(|shop| lesson(shop, &vocabulary)).collect();
    let mut chance = Chance::new(20_261_129);
    let mut numbers = Numbers::new(vocabulary.0.len(), &mut chance);
    let mut order: Vec<usize> = (0..lessons.len()).collect();
    for round in 0..ROUNDS {
        chance.shuffle(&mut order);
        for (at, &number) in order.iter().enumerate() {
            let slopes = slopes(&lessons[number], &numbers, &mut chance);
            let step = round * order.len() + at;
            numbers.step(&slopes, falling(RATE, step, ROUNDS * order.len()));
        }
    }
    let reach = lessons
        .iter()
        .flat_map(|lesson| &lesson.passages)
        .flat_map(|features| sum(features, &numbers.passages.rows))
        .fold(0.0_f32, |reach, value| reach.max(value.abs()));
    Learned {
        vocabulary,
        questions: numbers.questions.rows,
        passages: numbers.passages.rows,
        importance: numbers.importance.rows,
        base: numbers.base.rows[0],
        words: numbers.words.rows[0],
        reach,
    }
}

impl Numbers {
    fn new(count: usize, chance: &mut Chance) -> Self {
        let mut start = || {
            // Four even chances together are nearly a bell.
            let sum: f32 = (0..4).map(|_| chance.share() - 0.5).sum();
            sum * START * f32::sqrt(3.0)
        };
        let rows: Rows = (0..count)
            .map(|_| std::array::from_fn(|_| start()))
            .collect();
        Self {
            questions: Learning::new(rows.clone(), DECAY),
            passages: Learning::new(rows, DECAY),
            importance: Learning::new(vec![[0.0]; count], DECAY),
            base: Learning::new(vec![[0.0, ONLY_SAID]], 0.0),
            words: Learning::new(vec![[0.5, 2.0]], 0.0),
        }
    }

    fn step(&mut self, slopes: &Slopes, rate: f32) {
        self.questions.step(&slopes.questions, rate);
        self.passages.step(&slopes.passages, rate);
        self.importance.step(&slopes.importance, rate);
        self.base.step(&[slopes.base], rate);
        self.words.step(&[slopes.words], rate);
    }

    fn importance(&self, said: &Said, is_kept: &[bool]) -> f32 {
        let kept = said.features.iter().filter(|feature| is_kept[**feature]);
        let sum: f32 = kept.map(|feature| self.importance.rows[*feature][0]).sum();
        let mean = sum / (1.0 - LEFT_OUT) / said.features.len().max(1) as f32;
        let [base, only] = self.base.rows[0];
        (mean + base + if said.is_only_said { only } else { 0.0 })
            .clamp(-4.0, 2.0)
            .exp()
    }
}

/// In which direction the numbers are to move.
struct Slopes {
    questions: Rows,
    passages: Rows,
    importance: Vec<[f32; 1]>,
    base: [f32; 2],
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

fn kept(features: &Features, is_kept: &[bool]) -> Features {
    let kept = features.iter().filter(|(feature, _)| is_kept[*feature]);
    kept.map(|(feature, weight)| (*feature, weight / (1.0 - LEFT_OUT)))
        .collect()
}

/// The slopes of one shop.
fn slopes(lesson: &Lesson, numbers: &Numbers, chance: &mut Chance) -> Slopes {
    let count = numbers.questions.rows.len();
    let mut mask = || -> Vec<bool> { (0..count).map(|_| chance.share() > LEFT_OUT).collect() };
    let (of_questions, of_passages, of_importance) = (mask(), mask(), mask());
    let passages: Vec<Features> = lesson
        .passages
        .iter()
        .map(|one| kept(one, &of_passages))
        .collect();
    let mut turn = Turn {
        lesson,
        numbers,
        passage_sums: passages
            .iter()
            .map(|of| sum(of, &numbers.passages.rows))
            .collect(),
        passage_slopes: vec![[0.0; DIMS]; passages.len()],
        slopes: Slopes {
            questions: numbers.questions.flat(),
            passages: numbers.passages.flat(),
            importance: numbers.importance.flat(),
            base: [0.0; 2],
            words: [0.0; 2],
        },
    };
    for (number, features) in lesson.questions.iter().enumerate() {
        let features = kept(features, &of_questions);
        let is_heard = chance.share() > SCORES_LEFT_OUT;
        turn.question(number, &features, is_heard.then_some(&of_importance[..]));
    }
    for (slope, features) in turn.passage_slopes.iter().zip(&passages) {
        spread(slope, features, &mut turn.slopes.passages);
    }
    turn.slopes
}

/// A shop while its questions are gone through.
struct Turn<'a> {
    lesson: &'a Lesson,
    numbers: &'a Numbers,
    passage_sums: Rows,
    passage_slopes: Rows,
    slopes: Slopes,
}

impl Turn<'_> {
    fn question(&mut self, number: usize, features: &Features, heard: Option<&[bool]>) {
        let lesson = self.lesson;
        let about = sum(features, &self.numbers.questions.rows);
        let importance: Vec<f32> = lesson.words[number]
            .iter()
            .map(|said| heard.map_or(0.0, |is_kept| self.numbers.importance(said, is_kept)))
            .collect();
        let mut scores = vec![0.0_f32; self.passage_sums.len()];
        for one in &lesson.matches[number] {
            scores[one.passage as usize] += importance[one.word] * one.gives;
        }
        let best = (0..scores.len())
            .max_by(|a, b| scores[*a].total_cmp(&scores[*b]))
            .unwrap_or(0);
        let most = scores[best].max(1e-6);
        let [own, share] = self.numbers.words.rows[0];
        let sums = self.passage_sums.iter().zip(&scores);
        let logits: Vec<f32> = sums
            .map(|(passage, score)| {
                own * score + share * score / most + SHARPNESS * dot(&about, passage)
            })
            .collect();
        let wrong = wrong(&logits, &lesson.answers[number]);
        let each = 1.0 / lesson.questions.len().max(1) as f32;
        let mut of_question = [0.0; DIMS];
        let mut of_scores = vec![0.0; scores.len()];
        for (at, wrong) in wrong.into_iter().enumerate() {
            let wrong = wrong * each;
            self.slopes.words[0] += wrong * scores[at];
            self.slopes.words[1] += wrong * scores[at] / most;
            of_scores[at] += wrong * (own + share / most);
            of_scores[best] -= wrong * share * scores[at] / (most * most);
            for n in 0..DIMS {
                of_question[n] += SHARPNESS * wrong * self.passage_sums[at][n];
                self.passage_slopes[at][n] += SHARPNESS * wrong * about[n];
            }
        }
        spread(&of_question, features, &mut self.slopes.questions);
        if let Some(is_kept) = heard {
            self.importance(number, &importance, &of_scores, is_kept);
        }
    }

    fn importance(
        &mut self,
        number: usize,
        importance: &[f32],
        of_scores: &[f32],
        is_kept: &[bool],
    ) {
        let mut of_words = vec![0.0_f32; importance.len()];
        for one in &self.lesson.matches[number] {
            of_words[one.word] += of_scores[one.passage as usize] * one.gives;
        }
        let words = self.lesson.words[number].iter();
        for ((said, slope), importance) in words.zip(of_words).zip(importance) {
            // The slope of an exponential is itself.
            let slope = slope * importance;
            self.slopes.base[0] += slope;
            if said.is_only_said {
                self.slopes.base[1] += slope;
            }
            let each = slope / (1.0 - LEFT_OUT) / said.features.len().max(1) as f32;
            for feature in said.features.iter().filter(|feature| is_kept[**feature]) {
                self.slopes.importance[*feature][0] += each;
            }
        }
    }
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

/// One step of numbers that are written in a byte.
fn step_of<const N: usize>(rows: &[[f32; N]]) -> f32 {
    let values = rows.iter().flatten();
    values.fold(f32::MIN_POSITIVE, |longest, value| longest.max(value.abs())) / 127.0
}

impl Learned {
    pub(super) fn bytes(&self, fingerprint: u64, decided: &Decided) -> Vec<u8> {
        let scales = [
            step_of(&self.questions),
            step_of(&self.passages),
            self.reach / 127.0,
            step_of(&self.importance),
            step_of(&decided.opinions),
        ];
        // The product with a question carries the sharpness.
        let numbers = [scales[0] * SHARPNESS]
            .into_iter()
            .chain(scales[1..].iter().copied());
        let numbers = numbers
            .chain(self.base)
            .chain(self.words)
            .chain(decided.weights);
        let mut bytes = fingerprint.to_le_bytes().to_vec();
        bytes.extend(
            u32::try_from(self.vocabulary.0.len())
                .unwrap_or(0)
                .to_le_bytes(),
        );
        bytes.extend(numbers.flat_map(f32::to_le_bytes));
        bytes.extend(self.vocabulary.0.keys().flat_map(|term| term.to_le_bytes()));
        write(&self.questions, scales[0], &mut bytes);
        write(&self.passages, scales[1], &mut bytes);
        write(&self.importance, scales[3], &mut bytes);
        write(&decided.opinions, scales[4], &mut bytes);
        bytes
    }

    /// A model that decides nothing about "no answer".
    pub(super) fn model(&self) -> Model {
        Model::read(
            self.bytes(0, &Decided::nothing(self.vocabulary.0.len()))
                .leak(),
        )
    }
}

fn write<const N: usize>(rows: &[[f32; N]], scale: f32, bytes: &mut Vec<u8>) {
    let values = rows.iter().flatten();
    bytes.extend(values.map(|value| ((value / scale).round() as i8).cast_unsigned()));
}
