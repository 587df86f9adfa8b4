//! Shop words that mean the same in Uzbek, Russian and English, and words
//! that carry no content in a question.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock};

use scx_kit::Language;

use super::forms::{Forms, beside, form};
use super::lexicon::Roots;
use super::terms::{Kind, term};
use super::tokens::Token;

/// The words of the trades, a file for each walk of life.
const TABLES: [&str; 12] = [
    include_str!("concepts/core.txt"),
    include_str!("concepts/trade.txt"),
    include_str!("concepts/qualities.txt"),
    include_str!("concepts/everyday.txt"),
    include_str!("concepts/places.txt"),
    include_str!("concepts/wear.txt"),
    include_str!("concepts/beauty.txt"),
    include_str!("concepts/leisure.txt"),
    include_str!("concepts/home.txt"),
    include_str!("concepts/electronics.txt"),
    include_str!("concepts/machines.txt"),
    include_str!("concepts/food.txt"),
];
/// The tables of goods begin here; the one before them names places.
const FIRST_OF_GOODS: usize = 5;
const PLACES: usize = 4;
/// What is asked for and answered in one another's words, in both directions.
const RELATED: [&str; 3] = [
    include_str!("related/a.txt"),
    include_str!("related/b.txt"),
    include_str!("related/c.txt"),
];
/// A place, and the places that lie in it.
const WITHIN: &str = include_str!("within.txt");
/// A line begins with the language of its words: uz, ru, en. A hyphen behind a
/// word marks the root of an Uzbek verb.
const STOP_WORDS: &str = include_str!("stopwords.txt");

static SHARED: LazyLock<Concepts> = LazyLock::new(|| Concepts::read(&TABLES, &RELATED));

/// The concept table, ready for lookup.
#[derive(Default)]
pub(super) struct Concepts {
    pub(super) uzbek: Roots,
    /// Entries of two words by their roots.
    pairs: HashMap<(u32, u32), Vec<u32>>,
    russian: Forms,
    english: Forms,
    /// Pairs of related concepts, each in both directions, ascending.
    related: Vec<(u32, u32)>,
    /// Places, each with one that it lies in, ascending.
    within: Vec<(u32, u32)>,
    goods: HashSet<u32>,
    places: HashSet<u32>,
}

impl Concepts {
    pub(super) fn shared() -> &'static Self {
        &SHARED
    }

    /// One line a concept: `name: uzbek / russian / english`, forms with
    /// commas between.
    fn read(tables: &[&str], related: &[&str]) -> Self {
        let mut concepts = Self::default();
        concepts.read_stops();
        for (number, table) in tables.iter().enumerate() {
            for (name, _) in table.lines().filter_map(|line| line.split_once(':')) {
                let concept = term(Kind::Concept, name);
                if number >= FIRST_OF_GOODS {
                    concepts.goods.insert(concept);
                } else if number == PLACES {
                    concepts.places.insert(concept);
                }
            }
        }
        // First what stands alone: the words of a pair are looked up there.
        for count in 1..=2 {
            let lines = tables.iter().flat_map(|table| table.lines());
            for (name, forms) in lines.filter_map(|line| line.split_once(':')) {
                let concept = term(Kind::Concept, name);
                let languages = [Language::UzLatn, Language::Ru, Language::En];
                for (language, forms) in languages.into_iter().zip(forms.split('/')) {
                    let forms = forms
                        .split(',')
                        .map(|form| form.split_whitespace().collect());
                    for words in forms.filter(|words: &Vec<&str>| words.len() == count) {
                        concepts.add(&words, language, concept);
                    }
                }
            }
        }
        concepts.russian.finish();
        concepts.english.finish();
        for (one, other) in related.iter().flat_map(|list| named_pairs(list)) {
            concepts.related.extend([(one, other), (other, one)]);
        }
        concepts.related.sort_unstable();
        concepts.related.dedup();
        let within = named_pairs(WITHIN).map(|(outer, inner)| (inner, outer));
        concepts.within.extend(within);
        concepts.within.sort_unstable();
        concepts
    }

    fn read_stops(&mut self) {
        let lines = STOP_WORDS.lines().filter_map(|line| line.split_once(':'));
        for (language, words) in lines {
            for word in words.split_whitespace() {
                match language {
                    "uz" => {
                        let root = self.uzbek.add(word);
                        self.uzbek.root_mut(root).is_stop = true;
                    }
                    "ru" => self.russian.add_stop(word, Language::Ru),
                    _ => self.english.add_stop(word, Language::En),
                }
            }
        }
    }

    fn add(&mut self, words: &[&str], language: Language, concept: u32) {
        match (language, words) {
            (Language::UzLatn | Language::UzCyrl, [word]) => {
                let root = self.uzbek.add(word);
                self.uzbek.root_mut(root).concepts.push(concept);
            }
            (Language::UzLatn | Language::UzCyrl, words) => {
                let roots: Vec<Vec<u32>> = words.iter().map(|word| self.known(word)).collect();
                if let [first, second] = &roots[..] {
                    for &first in first {
                        self.uzbek.root_mut(first).is_opener = true;
                        for &second in second {
                            self.pairs.entry((first, second)).or_default().push(concept);
                        }
                    }
                }
            }
            (Language::Ru, words) => self.russian.add(words, language, concept),
            (Language::En, words) => self.english.add(words, language, concept),
        }
    }

    /// The roots of a word, which is added where it has none.
    fn known(&mut self, word: &str) -> Vec<u32> {
        let roots = self.uzbek.of(word);
        if !roots.is_empty() {
            return roots;
        }
        // olib, qo‘shib: what stands before a verb is one as a rule.
        let verb = word
            .strip_suffix("ib")
            .filter(|root| root.chars().count() > 2);
        vec![match verb {
            Some(root) => self.uzbek.add(&format!("{root}-")),
            None => self.uzbek.add(word),
        }]
    }

    /// It is something that is sold.
    pub(super) fn is_goods(&self, concept: u32) -> bool {
        self.goods.contains(&concept)
    }

    /// It is a place, such as a town.
    pub(super) fn is_place(&self, concept: u32) -> bool {
        self.places.contains(&concept)
    }

    /// The concepts that are related to one.
    pub(super) fn related(&self, concept: u32) -> impl Iterator<Item = u32> {
        beside(&self.related, concept)
    }

    /// Adds the places that a place lies in, the nearest first.
    pub(super) fn add_outer(&self, place: u32, outer: &mut Vec<u32>) {
        for around in beside(&self.within, place) {
            if !outer.contains(&around) {
                outer.push(around);
                self.add_outer(around, outer);
            }
        }
    }

    /// Calls `take` with each concept and the positions of its words.
    pub(super) fn each(&self, words: &[Arc<Token>], mut take: impl FnMut(u32, &[usize])) {
        let mut found: Vec<u32> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            if word.is_code {
                continue;
            }
            let next = words.get(at + 1).filter(|next| !next.is_code);
            if let Some(next) = next {
                self.of_two(word, next, &mut found);
                found
                    .drain(..)
                    .for_each(|concept| take(concept, &[at, at + 1]));
            }
            self.of_one(word, &mut found);
            found.drain(..).for_each(|concept| take(concept, &[at]));
        }
    }

    fn of_one(&self, word: &Token, found: &mut Vec<u32>) {
        for root in &word.roots {
            found.extend(&self.uzbek.root(*root).concepts);
        }
        found.extend(self.foreign(word).alone(word));
        found.sort_unstable();
        found.dedup();
    }

    fn of_two(&self, word: &Token, next: &Token, found: &mut Vec<u32>) {
        for first in word
            .roots
            .iter()
            .filter(|root| self.uzbek.root(**root).is_opener)
        {
            for second in &next.roots {
                found.extend(self.pairs.get(&(*first, *second)).into_iter().flatten());
            }
        }
        found.extend(self.foreign(word).pair(word, next));
        found.sort_unstable();
        found.dedup();
    }

    fn foreign(&self, word: &Token) -> &Forms {
        if word.is_cyrillic {
            &self.russian
        } else {
            &self.english
        }
    }

    /// The word asks or connects and says nothing about what is asked for.
    pub(super) fn is_stop(&self, word: &Token) -> bool {
        let mut roots = word.roots.iter();
        self.foreign(word).is_stop(word) || roots.any(|root| self.uzbek.root(*root).is_stop)
    }
}

/// The concepts of a list with `name: others`, each with one of the others.
fn named_pairs(list: &str) -> impl Iterator<Item = (u32, u32)> {
    let lines = list.lines().filter_map(|line| line.split_once(':'));
    lines.flat_map(|(name, others)| {
        let others = others.split(',');
        others.map(move |other| {
            let [name, other] = [name, other.trim()].map(|name| term(Kind::Concept, name));
            (name, other)
        })
    })
}

/// A thing that is sold, with its forms in Uzbek, Russian and English.
#[cfg(any(test, feature = "train"))]
pub(super) struct Goods {
    pub(super) concept: u32,
    /// The table it stands in: goods of one trade.
    pub(super) trade: usize,
    pub(super) forms: [Vec<&'static str>; 3],
}

/// Everything that is sold.
#[cfg(any(test, feature = "train"))]
pub(super) fn goods() -> Vec<Goods> {
    let tables = TABLES.iter().enumerate().skip(FIRST_OF_GOODS);
    let lines = tables.flat_map(|(trade, table)| table.lines().map(move |line| (trade, line)));
    let goods = lines.filter_map(|(trade, line)| {
        let (name, forms) = line.split_once(':')?;
        let forms: Vec<Vec<&str>> = forms
            .split('/')
            .map(|forms| forms.split(',').map(str::trim).collect())
            .collect();
        Some(Goods {
            concept: term(Kind::Concept, name),
            trade,
            forms: forms.try_into().ok()?,
        })
    });
    goods.collect()
}

/// Changes with the word lists.
pub(super) fn fingerprint() -> u64 {
    let lists = TABLES.iter().chain(&RELATED).chain([&WITHIN, &STOP_WORDS]);
    lists.fold(0, |all, list| form(list) ^ all.rotate_left(1))
}

#[cfg(test)]
mod tests {
    use super::super::tokens::{Known, tokens};
    use super::*;

    #[test]
    fn every_concept_has_forms_in_all_three_languages() {
        let mut names = HashSet::new();
        let mut forms = 0;
        for line in TABLES.iter().flat_map(|table| table.lines()) {
            let (name, languages) = line.split_once(':').unwrap();
            assert!(names.insert(name), "{name} twice");
            assert_eq!(languages.split('/').count(), 3, "{name}");
            for form in languages.split(['/', ',']) {
                let words = form.split_whitespace().count();
                assert!((1..=2).contains(&words), "{name}: {form}");
                forms += 1;
            }
        }
        assert!(names.len() >= 1_500, "{} {forms}", names.len());
    }

    #[test]
    fn uzbek_words_are_not_english_ones_that_fold_alike() {
        let looked_alike = [
            ("oy", "image_stabilization"),
            ("yil", "illness"),
            ("kun", "disadvantage"),
            ("ko‘p", "cup"),
            ("uzun", "marketplace_brands"),
        ];
        for (word, other) in looked_alike {
            let words = tokens(word, &mut Known::default());
            let other = term(Kind::Concept, other);
            Concepts::shared().each(&words, |concept, _| assert_ne!(concept, other, "{word}"));
        }
    }

    #[test]
    fn a_town_lies_in_its_region_and_in_its_valley() {
        let place = |name| term(Kind::Concept, name);
        let mut outer = Vec::new();
        Concepts::shared().add_outer(place("kokand"), &mut outer);
        assert_eq!(outer, [place("fergana"), place("fergana_region")]);
    }

    #[test]
    fn only_concepts_that_exist_are_related() {
        let lines = TABLES.iter().flat_map(|table| table.lines());
        let names: HashSet<&str> = lines.filter_map(|line| line.split(':').next()).collect();
        let mut pairs = 0;
        let lists = RELATED.iter().chain([&WITHIN]);
        for line in lists.flat_map(|list| list.lines()) {
            for name in line.split([':', ',']) {
                assert!(names.contains(name.trim()), "{name:?} in {line:?}");
                pairs += 1;
            }
        }
        assert!(pairs > 5_000, "{pairs}");
    }
}
