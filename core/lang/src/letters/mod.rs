//! Words that no language knows, by their letters: what a font without a
//! usable mapping leaves of a text.
//!
//! A table holds every run of three letters, the ends of words included, that
//! the texts in `corpus` have. Real words have few others, whatever they are
//! called; letters that were swapped for one another have mostly others.

#[cfg(any(test, feature = "train"))]
pub mod train;

use crate::script::{is_apostrophe, lower};

/// Signs of the Latin alphabet: the edge of a word, 26 letters, an apostrophe.
const LATIN: usize = 28;
/// Signs of the Cyrillic one: the edge, 32 letters, ё and the four of Uzbek.
const CYRILLIC: usize = 38;
const LATIN_BYTES: usize = (LATIN * LATIN * LATIN).div_ceil(8);
const CYRILLIC_BYTES: usize = (CYRILLIC * CYRILLIC * CYRILLIC).div_ceil(8);
const FINGERPRINT_BYTES: usize = 8;
const TABLE_BYTES: usize = FINGERPRINT_BYTES + LATIN_BYTES + CYRILLIC_BYTES;

/// Made by `train.rs`: a fingerprint of the texts and a bit for each run.
static TABLE: &[u8; TABLE_BYTES] = include_bytes!("table.bin");

/// Fewer words tell nothing.
const FEWEST_WORDS: usize = 20;
/// Shorter words have too few runs to judge them by.
const SHORTEST_WORD: usize = 4;

/// The share of the words that no language knows, from 0 to 1; `None` for a
/// text with too few words of Latin or Cyrillic letters.
pub fn unknown_share(text: &str) -> Option<f32> {
    let (mut words, mut unknown) = (0_usize, 0_usize);
    let is_of_word = |c: char| c.is_alphabetic() || is_apostrophe(c);
    for word in text.split(|c| !is_of_word(c)) {
        let Some((runs, strange)) = strange_runs(word) else {
            continue;
        };
        words += 1;
        unknown += usize::from(strange * 2 > runs);
    }
    (words >= FEWEST_WORDS).then(|| unknown as f32 / words as f32)
}

/// How many runs a word has, and how many of them no language has.
fn strange_runs(word: &str) -> Option<(usize, usize)> {
    let (alphabet, signs) = signs(word)?;
    let runs = signs.len() - 2;
    let known = |run: &[usize]| alphabet.has(TABLE, run);
    let strange = signs.windows(3).filter(|run| !known(run)).count();
    Some((runs, strange))
}

#[derive(Clone, Copy)]
enum Alphabet {
    Latin,
    Cyrillic,
}

impl Alphabet {
    /// The place of a letter, without the edge.
    fn place(self, c: char) -> Option<usize> {
        let c = lower(c);
        let offset = |first: char| (u32::from(c) - u32::from(first)) as usize + 1;
        match (self, c) {
            (Self::Latin, 'a'..='z') => Some(offset('a')),
            (Self::Latin, c) if is_apostrophe(c) => Some(LATIN - 1),
            (Self::Cyrillic, 'а'..='я') => Some(offset('а')),
            (Self::Cyrillic, 'ё') => Some(33),
            (Self::Cyrillic, 'ў') => Some(34),
            (Self::Cyrillic, 'қ') => Some(35),
            (Self::Cyrillic, 'ғ') => Some(36),
            (Self::Cyrillic, 'ҳ') => Some(37),
            _ => None,
        }
    }

    /// The bit of a run in the table.
    fn bit(self, run: &[usize]) -> usize {
        let (base, size) = match self {
            Self::Latin => (FINGERPRINT_BYTES * 8, LATIN),
            Self::Cyrillic => ((FINGERPRINT_BYTES + LATIN_BYTES) * 8, CYRILLIC),
        };
        base + run.iter().fold(0, |number, sign| number * size + sign)
    }

    fn has(self, table: &[u8], run: &[usize]) -> bool {
        let bit = self.bit(run);
        table
            .get(bit / 8)
            .is_some_and(|byte| byte >> (bit % 8) & 1 == 1)
    }
}

/// The letters of a long enough word of one alphabet, between its edges.
fn signs(word: &str) -> Option<(Alphabet, Vec<usize>)> {
    let word = word.trim_matches(is_apostrophe);
    let alphabet = match word.chars().next()? {
        c if c.is_ascii_alphabetic() => Alphabet::Latin,
        _ => Alphabet::Cyrillic,
    };
    let mut signs = vec![0];
    for c in word.chars() {
        signs.push(alphabet.place(c)?);
    }
    signs.push(0);
    (signs.len() >= SHORTEST_WORD + 2).then_some((alphabet, signs))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_was_made_from_the_texts_as_they_are() {
        assert!(
            train::is_current(),
            "see core/lang/corpus/SOURCES.md for how to make it anew"
        );
    }

    fn shop(name: &str) -> String {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/dev/shops");
        ["faq.txt", "prices.csv"]
            .map(|file| std::fs::read_to_string(format!("{folder}/{name}/{file}")))
            .map(|text| text.expect("a file of the shop"))
            .join("\n")
    }

    /// Every letter becomes another one of its alphabet, always the same.
    fn swapped(text: &str) -> String {
        let turn = |c: char, first: char, count: u32, by: u32| {
            let at = (u32::from(c) - u32::from(first) + by) % count;
            char::from_u32(u32::from(first) + at).unwrap_or(c)
        };
        let letter = |c: char| match c {
            'a'..='z' => turn(c, 'a', 26, 7),
            'а'..='я' => turn(c, 'а', 32, 11),
            c => c,
        };
        text.to_lowercase().chars().map(letter).collect()
    }

    #[test]
    fn the_words_of_shops_are_known_in_both_alphabets() {
        for name in ["clothes", "phones", "furniture"] {
            let text = shop(name);
            for text in [text.clone(), crate::to_cyrillic(&text)] {
                let share = unknown_share(&text).expect("many words");
                assert!(share < 0.03, "{name}: {share}");
            }
        }
    }

    #[test]
    fn swapped_letters_make_words_that_nobody_knows() {
        for name in ["clothes", "phones", "furniture"] {
            let text = shop(name);
            for text in [text.clone(), crate::to_cyrillic(&text)] {
                let share = unknown_share(&swapped(&text)).expect("many words");
                assert!(share > 0.4, "{name}: {share}");
            }
        }
    }

    #[test]
    fn names_and_few_words_raise_no_doubt() {
        assert_eq!(unknown_share("qwrtz xcvbn"), None);
        let names = "Samsung Galaxy Xiaomi Redmi Huawei Artel Tecno Spark Infinix Philips Bosch Karcher \
            Nescafe Coca Cola Lipton Pampers Huggies Colgate Gillette Adidas Nike Puma Reebok Zara Bershka \
            Calvin Klein Tommy Hilfiger Versace Dior Chanel Lancome Maybelline Garnier Nivea";
        assert!(unknown_share(names).expect("enough") < 0.2);
    }
}
