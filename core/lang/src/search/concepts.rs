//! Shop words that mean the same in Uzbek, Russian and English, and words
//! that carry no content in a question.

use std::collections::HashSet;
use std::sync::{Arc, LazyLock};

use scx_kit::Language;

use super::terms::{Kind, term};
use super::tokens::Token;
use crate::fold::fold;
use crate::hash::fnv;
use crate::stem::stem;

/// The words of the trades, a file for each walk of life.
const TABLES: [&str; 11] = [
    include_str!("concepts/core.txt"),
    include_str!("concepts/trade.txt"),
    include_str!("concepts/qualities.txt"),
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
const FIRST_OF_GOODS: usize = 4;
const PLACES: usize = 3;
/// What is asked for and answered in one another's words, in both directions.
const RELATED: [&str; 3] = [
    include_str!("related/a.txt"),
    include_str!("related/b.txt"),
    include_str!("related/c.txt"),
];
const STOP_WORDS: &str = include_str!("stopwords.txt");

static SHARED: LazyLock<Concepts> = LazyLock::new(|| Concepts::read(&TABLES, &RELATED));
static STOPS: LazyLock<HashSet<String>> =
    LazyLock::new(|| STOP_WORDS.split_whitespace().map(fold).collect());

/// The concept table, ready for lookup.
#[derive(Default)]
pub(super) struct Concepts {
    uzbek: Lexicon,
    russian: Lexicon,
    english: Lexicon,
    /// Pairs of related concepts, each in both directions, ascending.
    related: Vec<(u32, u32)>,
    goods: HashSet<u32>,
    places: HashSet<u32>,
}

/// The forms of one language. Folded, платье is the English plate, so words
/// are looked up only in languages of their script.
#[derive(Default)]
struct Lexicon {
    /// A folded form, its stem, or two stems, with a concept: ko‘ylak is a
    /// shirt and a dress. Ascending.
    forms: Vec<(u64, u32)>,
    /// First stems of the two-word entries, to skip most pair lookups.
    openers: HashSet<u64>,
}

/// A stem as short as this that lost as many letters says something else:
/// Termiz is not ter, skin.
const SHORT_STEM: usize = 3;
const LOST_LETTERS: usize = 2;

impl Concepts {
    pub(super) fn shared() -> &'static Self {
        &SHARED
    }

    /// One line a concept: `name: uzbek / russian / english`, forms with
    /// commas between.
    fn read(tables: &[&str], related: &[&str]) -> Self {
        let mut concepts = Self::default();
        let lines = tables.iter().enumerate();
        let lines = lines.flat_map(|(number, table)| table.lines().map(move |line| (number, line)));
        for (number, line) in lines {
            let Some((name, forms)) = line.split_once(':') else {
                continue;
            };
            let concept = term(Kind::Concept, name);
            if number >= FIRST_OF_GOODS {
                concepts.goods.insert(concept);
            } else if number == PLACES {
                concepts.places.insert(concept);
            }
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
        for lexicon in [
            &mut concepts.uzbek,
            &mut concepts.russian,
            &mut concepts.english,
        ] {
            lexicon.forms.sort_unstable();
            lexicon.forms.dedup();
            lexicon.forms.shrink_to_fit();
        }
        let lines = related.iter().flat_map(|list| list.lines());
        for (name, others) in lines.filter_map(|line| line.split_once(':')) {
            for other in others.split(',') {
                let pair = [name, other.trim()].map(|name| term(Kind::Concept, name));
                concepts.related.push((pair[0], pair[1]));
                concepts.related.push((pair[1], pair[0]));
            }
        }
        concepts.related.sort_unstable();
        concepts.related.dedup();
        concepts
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
        let from = self.related.partition_point(|(one, _)| *one < concept);
        self.related[from..]
            .iter()
            .take_while(move |(one, _)| *one == concept)
            .map(|(_, other)| *other)
    }

    /// Calls `take` with each concept and the positions of its words.
    pub(super) fn each(&self, words: &[Arc<Token>], mut take: impl FnMut(u32, &[usize])) {
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
            for (lexicon, stem) in [(&self.uzbek, 1), (foreign, 2)] {
                for concept in next
                    .into_iter()
                    .flat_map(|next| lexicon.pair(word, next, stem))
                {
                    take(concept, &[at, at + 1]);
                }
                for concept in lexicon.alone(word, stem) {
                    take(concept, &[at]);
                }
            }
        }
    }
}

impl Lexicon {
    fn add(&mut self, text: &str, language: Language, concept: u32) {
        let words: Vec<&str> = text.split_whitespace().collect();
        let stems: Vec<String> = words.iter().map(|word| stem(word, language)).collect();
        if let ([word], [stem]) = (&words[..], &stems[..]) {
            let folded = fold(word);
            let letters = stem.chars().count();
            let is_another =
                letters <= SHORT_STEM && folded.chars().count() >= letters + LOST_LETTERS;
            if !is_another {
                self.forms.push((form(stem), concept));
            }
            return self.forms.push((form(&folded), concept));
        }
        if let [first, second] = &stems[..] {
            self.openers.insert(form(first));
            self.forms
                .push((pair_of(form(first), form(second)), concept));
        }
    }

    fn of(&self, form: u64) -> impl Iterator<Item = u32> {
        let from = self.forms.partition_point(|(other, _)| *other < form);
        self.forms[from..]
            .iter()
            .take_while(move |(other, _)| *other == form)
            .map(|(_, concept)| *concept)
    }

    /// The word as it is says more than its stem.
    fn alone(&self, word: &Token, stem: usize) -> impl Iterator<Item = u32> {
        let whole = word.forms[0];
        let is_known = self.of(whole).next().is_some();
        self.of(if is_known { whole } else { word.forms[stem] })
    }

    fn pair(&self, first: &Token, second: &Token, stem: usize) -> impl Iterator<Item = u32> {
        let is_opener = self.openers.contains(&first.forms[stem]);
        let pair = is_opener.then(|| pair_of(first.forms[stem], second.forms[stem]));
        pair.into_iter().flat_map(|pair| self.of(pair))
    }
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

/// The number of a form.
pub(super) fn form(folded: &str) -> u64 {
    fnv(folded.bytes())
}

fn pair_of(first: u64, second: u64) -> u64 {
    first.rotate_left(17) ^ second
}

/// Changes with the word lists.
pub(super) fn fingerprint() -> u64 {
    let lists = TABLES.iter().chain(&RELATED).chain([&STOP_WORDS]);
    lists.fold(0, |all, list| form(list) ^ all.rotate_left(1))
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
    fn only_concepts_that_exist_are_related() {
        let lines = TABLES.iter().flat_map(|table| table.lines());
        let names: HashSet<&str> = lines.filter_map(|line| line.split(':').next()).collect();
        let mut pairs = 0;
        for line in RELATED.iter().flat_map(|list| list.lines()) {
            for name in line.split([':', ',']) {
                assert!(names.contains(name.trim()), "{name:?} in {line:?}");
                pairs += 1;
            }
        }
        assert!(pairs > 5_000, "{pairs}");
    }
}
