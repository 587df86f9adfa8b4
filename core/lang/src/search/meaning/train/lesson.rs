//! Shops as numbers.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::{Model, each_feature, loudness};
use super::shops::Shop;
use crate::passages::Passage;
use crate::search::Index;
use crate::search::asked::{self, Question};
use crate::search::query::{self, Match};
use crate::search::tokens::{Known, Token, tokens};

/// Texts that a feature must be in to get a row.
const LEAST_TEXTS: u32 = 5;

pub(super) fn words(text: &str) -> Vec<Arc<Token>> {
    tokens(text, &mut Known::default())
}

/// Features of a text by their places in the vocabulary, with their weights.
pub(super) type Features = Vec<(usize, f32)>;

/// A shop as numbers.
pub(super) struct Lesson {
    pub(super) passages: Vec<Features>,
    pub(super) questions: Vec<Features>,
    pub(super) words: Vec<Vec<Said>>,
    /// What the words give to the passages, by question.
    pub(super) matches: Vec<Vec<Match>>,
    pub(super) answers: Vec<Vec<usize>>,
}

/// A word of a question.
pub(super) struct Said {
    pub(super) features: Vec<usize>,
    pub(super) is_only_said: bool,
}

#[derive(Default)]
pub(super) struct Vocabulary(pub(super) BTreeMap<u32, usize>);

impl Vocabulary {
    pub(super) fn of(shops: &[&Shop]) -> Self {
        let mut texts: BTreeMap<u32, u32> = BTreeMap::new();
        let mut count = |mut features: Vec<u32>| {
            features.sort_unstable();
            features.dedup();
            for feature in features {
                *texts.entry(feature).or_default() += 1;
            }
        };
        for shop in shops {
            shop.passages
                .iter()
                .for_each(|passage| count(of_passage(passage)));
            shop.asked
                .iter()
                .for_each(|asked| count(of_question(&asked.text)));
        }
        let common = texts.into_iter().filter(|(_, texts)| *texts >= LEAST_TEXTS);
        Self(common.map(|(feature, _)| feature).zip(0..).collect())
    }

    /// The places of features that have one.
    pub(super) fn known(&self, features: &[u32]) -> Vec<usize> {
        let places = features.iter().filter_map(|feature| self.0.get(feature));
        places.copied().collect()
    }

    fn features(&self, mut all: Vec<u32>) -> Features {
        all.sort_unstable();
        let mut known: Features = all
            .chunk_by(|a, b| a == b)
            .filter_map(|same| Some((*self.0.get(&same[0])?, loudness(same.len()))))
            .collect();
        let length: f32 = known.iter().map(|(_, weight)| weight * weight).sum();
        let length = length.sqrt().max(1.0);
        known.iter_mut().for_each(|(_, weight)| *weight /= length);
        known
    }
}

fn of_text(text: &str) -> Vec<u32> {
    of_words(&words(text))
}

fn of_question(text: &str) -> Vec<u32> {
    of_words(&asked::words(text))
}

fn of_words(words: &[Arc<Token>]) -> Vec<u32> {
    let mut features = Vec::new();
    each_feature(words, |feature| features.push(feature));
    features
}

fn of_passage(passage: &Passage) -> Vec<u32> {
    let mut features = of_text(&passage.text);
    features.extend(of_text(passage.heading.as_deref().unwrap_or_default()));
    features
}

pub(super) fn lesson(shop: &Shop, vocabulary: &Vocabulary) -> Lesson {
    let index = Index::build(&shop.passages);
    let answered = || shop.asked.iter().filter(|asked| !asked.answers.is_empty());
    let asked: Vec<Question> = answered()
        .map(|one| asked::question(&one.text, Model::shared()))
        .collect();
    let said = |question: &Question| {
        let words = question.words.iter();
        words
            .map(|word| Said {
                features: vocabulary.known(&word.features),
                is_only_said: word.is_only_said(),
            })
            .collect()
    };
    let matches = |question: &Question| query::matches(&index, &question.words);
    Lesson {
        passages: shop
            .passages
            .iter()
            .map(|passage| vocabulary.features(of_passage(passage)))
            .collect(),
        questions: answered()
            .map(|one| vocabulary.features(of_question(&one.text)))
            .collect(),
        words: asked.iter().map(said).collect(),
        matches: asked.iter().map(matches).collect(),
        answers: answered().map(|one| one.answers.clone()).collect(),
    }
}
