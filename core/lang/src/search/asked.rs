//! A question: its words, with every term that they may be found by.

use std::sync::Arc;

use super::Index;
use super::concepts::Concepts;
use super::meaning::{Model, Wide, features_by_word};
use super::query::{Way, idf};
use super::tokens::{Known, Token, tokens};
use crate::identify::{Label, identify};

/// How much each way of matching a word counts.
const WORD: f32 = 0.5;
const STEM: f32 = 1.0;
const PIECE: f32 = 0.35;
const CONCEPT: f32 = 2.2;
const CODE: f32 = 3.0;
/// A concept that is related to one of the question.
const RELATED: f32 = 1.1;
/// A place that one of the question lies in: what holds for the valley holds
/// for its towns.
const OUTER: f32 = 1.9;
/// The found words of a question are marked in one machine word.
const MAX_WORDS: usize = 64;

/// A question as it is searched for.
pub(super) struct Question {
    pub(super) words: Vec<Word>,
    pub(super) about: Wide,
}

/// One word of the question with every term it may be found by.
pub(super) struct Word {
    /// Everything it may carry meaning by.
    pub(super) features: Vec<u32>,
    /// How much finding it counts.
    pub(super) importance: f32,
    whole: u32,
    stems: Vec<u32>,
    pub(super) pieces: Vec<u32>,
    /// What it means by itself, and together with a neighbour.
    pub(super) concepts: Vec<u32>,
    /// The places that what it means lies in.
    outer: Vec<u32>,
    related: Vec<u32>,
    pub(super) is_stop: bool,
    pub(super) is_code: bool,
}

pub(super) fn question(query: &str, model: &Model) -> Question {
    let tokens = words(query);
    let about = model.question(&tokens);
    let mut features = features_by_word(&tokens);
    let mut words: Vec<Word> = tokens
        .iter()
        .zip(features.iter_mut())
        .map(|(token, features)| Word {
            features: std::mem::take(features),
            importance: 1.0,
            whole: token.whole,
            stems: token.stems.clone(),
            pieces: token.pieces.clone(),
            concepts: Vec::new(),
            outer: Vec::new(),
            related: Vec::new(),
            is_stop: Concepts::shared().is_stop(token),
            is_code: token.is_code,
        })
        .collect();
    let concepts = Concepts::shared();
    concepts.each(&tokens, |concept, places| {
        for &place in places {
            let word = &mut words[place];
            // "olib" says nothing, "olib ketish" does.
            let is_said = !word.is_stop || places.len() > 1;
            if is_said && !word.concepts.contains(&concept) {
                word.concepts.push(concept);
            }
        }
    });
    for word in &mut words {
        for place in &word.concepts {
            concepts.add_outer(*place, &mut word.outer);
        }
        let all = word.concepts.iter().flat_map(|one| concepts.related(*one));
        word.related = all.filter(|other| !word.concepts.contains(other)).collect();
        word.related.sort_unstable();
        word.related.dedup();
        word.importance = model.importance(&word.features, word.is_only_said());
    }
    Question { words, about }
}

/// The words of a question. Mistyped ones are guessed, but not Russian and
/// English ones, which are near to some Uzbek word by chance.
pub(super) fn words(query: &str) -> Vec<Arc<Token>> {
    let mut known = match identify(query).label {
        Label::Ru | Label::En => Known::default(),
        Label::UzLatn | Label::UzCyrl | Label::Und => Known::guessing(),
    };
    let mut tokens = tokens(query, &mut known);
    tokens.truncate(MAX_WORDS);
    tokens
}

/// How much finding this word says: its commonest form.
pub(super) fn rarity(index: &Index, word: &Word) -> f32 {
    let count = [word.whole]
        .iter()
        .chain(&word.stems)
        .chain(&word.concepts)
        .filter_map(|&term| index.postings(term))
        .map(|postings| postings.frequency())
        .max()
        .unwrap_or(0);
    idf(index.len(), count)
}

/// Whether any passage has something related to the word.
pub(super) fn is_akin_to_any(index: &Index, word: &Word) -> bool {
    let mut related = word.related.iter();
    related.any(|concept| index.postings(*concept).is_some())
}

impl Word {
    /// It connects or asks, and means nothing here.
    pub(super) fn is_only_said(&self) -> bool {
        self.is_stop && self.concepts.is_empty()
    }

    /// Every term it may be found by, with the way and its weight.
    pub(super) fn terms<'a>(&'a self) -> impl Iterator<Item = (u32, Way, f32)> + 'a {
        let whole = if self.is_code { CODE } else { WORD };
        let stem = STEM / self.stems.len().max(1) as f32;
        let pieces = if self.is_stop { &[][..] } else { &self.pieces };
        let of = |terms: &'a [u32], way, weight| terms.iter().map(move |term| (*term, way, weight));
        [(self.whole, Way::Lexical, whole)]
            .into_iter()
            .chain(of(&self.stems, Way::Lexical, stem))
            .chain(of(&self.concepts, Way::Meant, CONCEPT))
            .chain(of(&self.outer, Way::Meant, OUTER))
            .chain(of(&self.related, Way::Related, RELATED))
            .chain(of(pieces, Way::Near, PIECE))
    }
}
