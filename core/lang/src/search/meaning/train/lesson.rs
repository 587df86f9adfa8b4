//! Shops as numbers.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::{Model, each_feature, loudness};
use super::shops::{Asked, Shop};
use crate::passages::Passage;
use crate::search::tokens::{Known, Token, tokens};
use crate::search::{Index, asked, query};

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
    /// What the words say of each passage, by question: as it is, and as a
    /// share of the best.
    pub(super) scores: Vec<Vec<[f32; 2]>>,
    pub(super) answers: Vec<Vec<usize>>,
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
                .for_each(|asked| count(of_text(&asked.text)));
        }
        let common = texts.into_iter().filter(|(_, texts)| *texts >= LEAST_TEXTS);
        Self(common.map(|(feature, _)| feature).zip(0..).collect())
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
    let mut features = Vec::new();
    each_feature(&words(text), |feature| features.push(feature));
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
    let scores = |one: &Asked| {
        let question = asked::question(&one.text, Model::shared());
        let mut scores = vec![[0.0; 2]; shop.passages.len()];
        let found = query::scored(&index, &question.words, usize::MAX);
        let best = found.first().map_or(1.0, |best| best.score);
        for hit in found {
            scores[hit.passage as usize] = [hit.score, hit.score / best];
        }
        scores
    };
    Lesson {
        passages: shop
            .passages
            .iter()
            .map(|passage| vocabulary.features(of_passage(passage)))
            .collect(),
        questions: answered()
            .map(|asked| vocabulary.features(of_text(&asked.text)))
            .collect(),
        scores: answered().map(scores).collect(),
        answers: answered().map(|asked| asked.answers.clone()).collect(),
    }
}
