//! Shop words that mean the same in Uzbek, Russian and English, and words
//! that carry no content in a question.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use scx_kit::Language;

use super::terms::{Kind, term};
use super::tokens::Token;
use crate::fold::fold;
use crate::stem::stem;

const TABLE: &str = include_str!("concepts.txt");
const STOP_WORDS: &str = include_str!("stopwords.txt");

static SHARED: LazyLock<Concepts> = LazyLock::new(|| Concepts::read(TABLE));
static STOPS: LazyLock<HashSet<String>> =
    LazyLock::new(|| STOP_WORDS.split_whitespace().map(fold).collect());

/// The concept table, ready for lookup by stem.
#[derive(Default)]
pub(super) struct Concepts {
    uzbek: Lexicon,
    russian: Lexicon,
    english: Lexicon,
}

/// The forms of one language. Folded, платье is the English plate, so words
/// are looked up only in languages of their script.
#[derive(Default)]
struct Lexicon {
    /// Stem, or two stems with a space between, to the terms of its concepts:
    /// ko‘ylak is a shirt and a dress.
    by_stem: HashMap<String, Vec<u32>>,
    /// First stems of the two-word entries, to skip most pair lookups.
    openers: HashSet<String>,
}

impl Concepts {
    pub(super) fn shared() -> &'static Self {
        &SHARED
    }

    /// One line a concept: `name: uzbek / russian / english`, forms with
    /// commas between.
    fn read(table: &str) -> Self {
        let mut concepts = Self::default();
        for line in table.lines() {
            let Some((name, forms)) = line.split_once(':') else {
                continue;
            };
            let concept = term(Kind::Concept, name);
            let lexicons = [
                (Language::UzLatn, &mut concepts.uzbek),
                (Language::Ru, &mut concepts.russian),
                (Language::En, &mut concepts.english),
            ];
            for ((language, lexicon), forms) in lexicons.into_iter().zip(forms.split('/')) {
                for form in forms.split(',') {
                    lexicon.add(form, language, concept);
                }
            }
        }
        concepts
    }

    /// Calls `take` with each concept and the positions of its words.
    pub(super) fn each(&self, words: &[Token], mut take: impl FnMut(u32, &[usize])) {
        for (at, word) in words.iter().enumerate() {
            if word.is_code {
                continue;
            }
            let foreign = if word.is_cyrillic {
                &self.russian
            } else {
                &self.english
            };
            let next = words.get(at + 1).filter(|next| !next.is_code);
            for (lexicon, stem) in [(&self.uzbek, 0), (foreign, 1)] {
                let pair = next.map_or(&[][..], |next| lexicon.pair(word, next, stem));
                for &concept in pair {
                    take(concept, &[at, at + 1]);
                }
                for &concept in lexicon.alone(word, stem) {
                    take(concept, &[at]);
                }
            }
        }
    }
}

impl Lexicon {
    fn add(&mut self, form: &str, language: Language, concept: u32) {
        let stems: Vec<String> = form
            .split_whitespace()
            .map(|word| stem(word, language))
            .collect();
        if stems.len() == 2 {
            self.openers.insert(stems[0].clone());
        }
        let concepts = self.by_stem.entry(stems.join(" ")).or_default();
        if !concepts.contains(&concept) {
            concepts.push(concept);
        }
    }

    fn alone(&self, word: &Token, stem: usize) -> &[u32] {
        [&word.folded, &word.stems[stem]]
            .into_iter()
            .find_map(|form| self.by_stem.get(form))
            .map_or(&[], Vec::as_slice)
    }

    fn pair(&self, first: &Token, second: &Token, stem: usize) -> &[u32] {
        let first = &first.stems[stem];
        if !self.openers.contains(first) {
            return &[];
        }
        self.by_stem
            .get(&format!("{first} {}", second.stems[stem]))
            .map_or(&[], Vec::as_slice)
    }
}

/// The word asks or connects and says nothing about what is asked for.
pub(super) fn is_stop(word: &Token) -> bool {
    STOPS.contains(&word.folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_concept_has_forms_in_all_three_languages() {
        let mut names = HashSet::new();
        let mut forms = 0;
        for line in TABLE.lines() {
            let (name, languages) = line.split_once(':').unwrap();
            assert!(names.insert(name), "{name} twice");
            assert_eq!(languages.split('/').count(), 3, "{name}");
            for form in languages.split(['/', ',']) {
                let words = form.split_whitespace().count();
                assert!((1..=2).contains(&words), "{name}: {form}");
                forms += 1;
            }
        }
        assert!(names.len() > 100 && forms > 400, "{forms}");
    }
}
