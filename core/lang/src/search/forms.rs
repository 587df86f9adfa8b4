//! The words of Russian and English, which Snowball stems.

use std::collections::HashSet;

use scx_kit::Language;

use super::tokens::Token;
use crate::fold::{fold, single};
use crate::hash::fnv;
use crate::script::{is_apostrophe, lower};
use crate::stem::{english, stem};

/// The forms of a language that Snowball stems. Folded, платье is the English
/// plate, so words are looked up only in languages of their script.
#[derive(Default)]
pub(super) struct Forms {
    /// A form as it is looked up, its stem, or two stems, with a concept.
    /// Ascending.
    forms: Vec<(u64, u32)>,
    /// First stems of the two-word entries, to skip most pair lookups.
    openers: HashSet<u64>,
    stops: HashSet<u64>,
}

/// A stem as short as this that lost as many letters says something else.
const SHORT_STEM: usize = 3;
const LOST_LETTERS: usize = 2;

impl Forms {
    pub(super) fn add(&mut self, words: &[&str], language: Language, concept: u32) {
        let stems: Vec<String> = words.iter().map(|word| stem_of(word, language)).collect();
        if let ([word], [stem]) = (words, &stems[..]) {
            let whole = written(word, language);
            let letters = stem.chars().count();
            let is_another =
                letters <= SHORT_STEM && whole.chars().count() >= letters + LOST_LETTERS;
            if !is_another {
                self.forms.push((form(stem), concept));
            }
            return self.forms.push((form(&whole), concept));
        }
        if let [first, second] = &stems[..] {
            self.openers.insert(form(first));
            self.forms
                .push((pair_of(form(first), form(second)), concept));
        }
    }

    pub(super) fn add_stop(&mut self, word: &str, language: Language) {
        self.stops.insert(form(&written(word, language)));
    }

    /// Makes what was added ready for lookup.
    pub(super) fn finish(&mut self) {
        self.forms.sort_unstable();
        self.forms.dedup();
        self.forms.shrink_to_fit();
    }

    /// The word asks or connects.
    pub(super) fn is_stop(&self, word: &Token) -> bool {
        self.stops.contains(&word.forms[0])
    }

    fn of(&self, form: u64) -> impl Iterator<Item = u32> {
        beside(&self.forms, form)
    }

    /// The word as it is says more than its stem.
    pub(super) fn alone(&self, word: &Token) -> impl Iterator<Item = u32> {
        let [whole, stem] = word.forms;
        let is_known = self.of(whole).next().is_some();
        self.of(if is_known { whole } else { stem })
    }

    pub(super) fn pair(&self, first: &Token, second: &Token) -> impl Iterator<Item = u32> {
        let (first, second) = (first.forms[1], second.forms[1]);
        let is_opener = self.openers.contains(&first);
        let pair = is_opener.then(|| pair_of(first, second));
        pair.into_iter().flat_map(|pair| self.of(pair))
    }
}

/// What stands beside a key in ascending pairs.
pub(super) fn beside<K: Copy + Ord>(pairs: &[(K, u32)], key: K) -> impl Iterator<Item = u32> {
    let from = pairs.partition_point(|(one, _)| *one < key);
    pairs[from..]
        .iter()
        .take_while(move |(one, _)| *one == key)
        .map(|(_, other)| *other)
}

/// A word as its language is looked up. English stands as it is written, with
/// doubled letters once: folded, cup would be ko‘p, and ois be oy.
fn written(word: &str, language: Language) -> String {
    match language {
        Language::En => single(&lowered(word)),
        Language::UzLatn | Language::UzCyrl | Language::Ru => fold(word),
    }
}

fn stem_of(word: &str, language: Language) -> String {
    match language {
        Language::En => single(&english(&lowered(word))),
        Language::UzLatn | Language::UzCyrl | Language::Ru => stem(word, language),
    }
}

/// Small letters without apostrophes.
fn lowered(word: &str) -> String {
    let letters = word.chars().filter(|c| !is_apostrophe(*c));
    letters.map(lower).collect()
}

/// A word and its stem, as the words of its script are looked up: Russian in
/// Cyrillic letters, English in Latin ones.
pub(super) fn forms(word: &str, is_cyrillic: bool) -> [u64; 2] {
    let language = if is_cyrillic {
        Language::Ru
    } else {
        Language::En
    };
    [written(word, language), stem_of(word, language)].map(|text| form(&text))
}

/// The number of a form.
pub(super) fn form(folded: &str) -> u64 {
    fnv(folded.bytes())
}

fn pair_of(first: u64, second: u64) -> u64 {
    first.rotate_left(17) ^ second
}
