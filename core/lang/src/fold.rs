//! A skeleton of a text in which all ways of writing a word meet.
//!
//! Latin, Cyrillic, Cyrillic typed with plain letters, missing apostrophes,
//! doubled letters and typed slang (yaxwi, ne4a) fold to the same few Latin
//! letters. It is for matching only: the skeleton is not meant to be read.
//! In it `c` stands for ч, `w` for ш, `x` for х and ҳ, `o` for о, у and ў.

use unicode_normalization::char::decompose_compatible;

use crate::script::{is_apostrophe, is_combining, lower};

/// A folded text that knows where its letters came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The skeleton.
    pub text: String,
    /// For every character of `text` the offset, in characters, of the source
    /// character it came from. Never decreases.
    pub origin: Vec<u32>,
}

/// The skeleton of a text.
pub fn fold(text: &str) -> String {
    let mut skeleton = Skeleton::new(true, false);
    skeleton.read(text);
    skeleton.text
}

/// The skeleton of a text together with the way back to the source.
pub fn fold_mapped(text: &str) -> Folded {
    let mut skeleton = Skeleton::new(true, true);
    skeleton.read(text);
    Folded {
        text: skeleton.text,
        origin: skeleton.origin,
    }
}

/// The skeleton with doubled letters kept: a stemmer needs the seam in
/// `rang|ga`.
pub(crate) fn fold_doubled(text: &str) -> String {
    let mut skeleton = Skeleton::new(false, false);
    skeleton.read(text);
    skeleton.text
}

/// Cuts doubled letters of a skeleton to one.
pub(crate) fn single(doubled: &str) -> String {
    let mut out = String::with_capacity(doubled.len());
    let mut last = ' ';
    for c in doubled.chars() {
        if c != last || !c.is_alphabetic() {
            out.push(c);
        }
        last = c;
    }
    out
}

struct Skeleton {
    text: String,
    origin: Vec<u32>,
    last: char,
    has_single_letters: bool,
    is_mapped: bool,
}

impl Skeleton {
    fn new(has_single_letters: bool, is_mapped: bool) -> Self {
        Self {
            text: String::new(),
            origin: Vec::new(),
            last: ' ',
            has_single_letters,
            is_mapped,
        }
    }

    fn read(&mut self, text: &str) {
        self.text.reserve(text.len());
        let mut signs = text.chars();
        let mut at = 0;
        let mut before = ' ';
        while let Some(c) = signs.next() {
            let c = lower(c);
            let mut ahead = signs.clone().map(lower);
            let next = [ahead.next().unwrap_or(' '), ahead.next().unwrap_or(' ')];
            let taken = self.sign(c, before, next, at);
            for _ in 1..taken {
                signs.next();
            }
            at += taken;
            before = c;
        }
    }

    /// Reads one character, or a pair such as ch; tells how many it took.
    fn sign(&mut self, c: char, before: char, next: [char; 2], at: u32) -> u32 {
        match c {
            'c' if next[0] == 'h' => {
                self.letter('c', at);
                return 2;
            }
            's' if next[0] == 'h' => {
                self.letter('w', at);
                return 2;
            }
            'c' if matches!(next[0], 'e' | 'i' | 'y') => self.letter('s', at),
            // yo after a consonant folds as ё does there: зелёный, зеленый.
            'y' if next[0] == 'o' && !is_apostrophe(next[1]) && is_consonant(self.last) => {
                self.letter('e', at);
                return 2;
            }
            'ё' if is_consonant(self.last) => self.letter('e', at),
            '4' if before.is_alphabetic() && next[0].is_alphabetic() => self.letter('c', at),
            '6' if before.is_alphabetic() && next[0].is_alphabetic() => self.letter('w', at),
            'a'..='z' => self.letter(latin(c), at),
            'а'..='џ' | 'қ' | 'ғ' | 'ҳ' => {
                for letter in cyrillic(c).chars() {
                    self.letter(letter, at);
                }
            }
            _ if c.is_ascii() && !is_apostrophe(c) => self.other(c, at),
            _ => self.rare(c, before, at),
        }
        1
    }

    fn rare(&mut self, c: char, before: char, at: u32) {
        if is_combining(c) {
            return;
        }
        if is_apostrophe(c) {
            if !before.is_alphabetic() {
                self.other(' ', at);
            }
            return;
        }
        match c {
            'ş' | 'š' => return self.letter('w', at),
            'ç' | 'č' => return self.letter('c', at),
            'ı' => return self.letter('i', at),
            _ => {}
        }
        let mut base = None;
        decompose_compatible(c, |part| {
            base.get_or_insert(lower(part));
        });
        match base {
            Some(part @ 'a'..='z') => self.letter(latin(part), at),
            Some(part @ 'а'..='я') => {
                for letter in cyrillic(part).chars() {
                    self.letter(letter, at);
                }
            }
            _ => self.other(c, at),
        }
    }

    /// Appends a letter; two that stand for one sound become one.
    fn letter(&mut self, c: char, at: u32) {
        let joined = match (self.last, c) {
            ('s', 'x' | 'w') | ('t', 'w') => Some('w'),
            ('t', 's') => Some('s'),
            ('d', 'j') | ('z', 'x') => Some('j'),
            ('k', 'x') => Some('x'),
            ('i', 'e') => Some('e'),
            (last, c) if last == c && self.has_single_letters => Some(c),
            _ => None,
        };
        let Some(joined) = joined else {
            return self.other(c, at);
        };
        self.text.pop();
        let from = if self.is_mapped {
            self.origin.pop().unwrap_or(at)
        } else {
            at
        };
        self.last = self.text.chars().next_back().unwrap_or(' ');
        if self.last == joined && self.has_single_letters {
            return;
        }
        self.other(joined, from);
    }

    fn other(&mut self, c: char, at: u32) {
        self.text.push(c);
        if self.is_mapped {
            self.origin.push(at);
        }
        self.last = c;
    }
}

fn is_consonant(folded: char) -> bool {
    folded.is_ascii_lowercase() && !matches!(folded, 'a' | 'e' | 'i' | 'o')
}

fn latin(c: char) -> char {
    match c {
        'c' | 'q' => 'k',
        'h' => 'x',
        'u' => 'o',
        'y' => 'i',
        c => c,
    }
}

fn cyrillic(c: char) -> &'static str {
    match c {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ғ' | 'ґ' => "g",
        'д' => "d",
        'е' | 'э' | 'є' => "e",
        'ё' | 'ю' => "io",
        'ж' => "j",
        'з' => "z",
        'и' | 'й' | 'ы' | 'і' | 'ї' => "i",
        'к' | 'қ' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' | 'у' | 'ў' => "o",
        'п' => "p",
        'р' => "r",
        'с' | 'ц' => "s",
        'т' => "t",
        'ф' => "f",
        'х' | 'ҳ' => "x",
        'ч' => "c",
        'ш' | 'щ' => "w",
        'я' => "ia",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn all_ways_of_writing_a_word_meet() {
        for ways in [
            &["ko‘ylak", "ko'ylak", "koylak", "кўйлак", "куйлак", "Kòylak"][..],
            &["choynak", "чойнак", "CHOYNAK"],
            &["yaxshi", "yaxwi", "yahshi", "яхши", "yaxxshi"],
            &["necha", "ne4a", "неча"],
            &["qancha", "қанча", "канча", "qan4a"],
            &["g‘isht", "ғишт", "гишт", "gisht"],
            &["yo‘l", "йўл", "йул", "yol"],
            &["yetkazib berish", "етказиб бериш", "etkazib berish"],
            &["sentabr", "сентабр"],
            &["aksiya", "акция", "aktsiya"],
            &["jinsi", "джинсы", "жинси"],
            &["ещё зелёный", "ещё зеленый"],
            &["tayyor", "тайёр"],
            &["ma’lumot", "маълумот", "malumot", "малумот"],
            &["Is’hoq", "Исҳоқ", "isxok"],
        ] {
            for way in ways {
                assert_eq!(fold(way), fold(ways[0]), "{way}");
            }
        }
    }

    #[test]
    fn numbers_and_signs_keep_their_places() {
        assert_eq!(fold("A52, 45 000 so‘m"), "a52, 45 000 som");
        assert_eq!(fold("11 22"), "11 22");
    }

    #[test]
    fn the_map_leads_back_to_the_source() {
        let folded = fold_mapped("Shoh so‘z");
        assert_eq!(folded.text, "wox soz");
        assert_eq!(folded.origin, [0, 2, 3, 4, 5, 6, 8]);
    }

    proptest! {
        #[test]
        fn every_character_has_an_origin(text in "\\PC{0,80}") {
            let folded = fold_mapped(&text);
            prop_assert_eq!(&folded.text, &fold(&text));
            prop_assert_eq!(folded.text.chars().count(), folded.origin.len());
            prop_assert!(folded.origin.is_sorted());
            let length = text.chars().count() as u32;
            prop_assert!(folded.origin.iter().all(|&at| at < length));
        }

        #[test]
        fn cyrillic_made_from_latin_meets_it(text in "([abd-fh-np-vxz]|o‘|g‘|sh|ch){0,12}") {
            prop_assert_eq!(fold(&crate::to_cyrillic(&text)), fold(&text));
        }
    }
}
