//! How a word is spelled, whatever its script, and how far two spellings lie
//! apart.
//!
//! Folding makes oy, uy and o‘y one word so that nothing typed is missed; here
//! they are told apart again. In a spelling one letter stands for one sound:
//! `ö` for o‘, `ğ` for g‘, `w` for sh, `c` for ch; doubled letters are one.

use crate::script::{is_apostrophe, is_cyrillic, lower};
use crate::translit::letter;

/// Letters with the place, in characters, where each stood in the word.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Spelling {
    letters: Vec<(char, u32)>,
    is_cyrillic: bool,
}

impl Spelling {
    pub(crate) fn of(word: &str) -> Self {
        let mut spelling = Self {
            letters: Vec::with_capacity(word.len()),
            is_cyrillic: word.chars().any(is_cyrillic),
        };
        let signs: Vec<char> = word.chars().map(lower).collect();
        let mut at = 0;
        while let Some(&sign) = signs.get(at) {
            let next = signs.get(at + 1).copied().unwrap_or(' ');
            at += spelling.read(sign, next, at);
        }
        spelling
    }

    /// The letters that stand before a place of the word.
    pub(crate) fn until(&self, place: u32) -> Vec<char> {
        let before = self.letters.iter().take_while(|(_, at)| *at < place);
        before.map(|(letter, _)| *letter).collect()
    }

    /// Reads one sign, or a pair such as sh; tells how many it took.
    fn read(&mut self, sign: char, next: char, at: usize) -> usize {
        let before = self.letters.last().map_or(' ', |(letter, _)| *letter);
        let (letters, taken) = match (sign, next) {
            ('s', 'h') => ("w", 2),
            ('c', 'h') => ("c", 2),
            ('o', next) if is_apostrophe(next) => ("ö", 2),
            ('g', next) if is_apostrophe(next) => ("ğ", 2),
            ('z', 'h') | ('d', 'j') => ("j", 2),
            ('y', 'e') => ("e", 2),
            ('c', 'e' | 'i' | 'y') => ("s", 1),
            ('c', _) => ("k", 1),
            ('4', _) => ("c", 1),
            ('6', _) => ("w", 1),
            ('ё', _) if !matches!(before, ' ' | 'a' | 'e' | 'i' | 'o' | 'u' | 'ö' | 'y') => {
                ("e", 1)
            }
            ('a'..='z', _) => return self.push(sign, at, 1),
            _ => (other(sign), 1),
        };
        for letter in letters.chars() {
            self.push(letter, at, taken);
        }
        taken
    }

    fn push(&mut self, letter: char, at: usize, taken: usize) -> usize {
        if self.letters.last().is_none_or(|(last, _)| *last != letter) {
            self.letters
                .push((letter, u32::try_from(at).unwrap_or(u32::MAX)));
        }
        taken
    }

    /// How unlikely it is that who typed these letters meant that word: 0 for
    /// its own spelling, a tenth for a sign left out, 1 for another letter.
    pub(crate) fn distance(&self, typed: &[char], meant: &[char]) -> f32 {
        let mut row: Vec<f32> = (0..=meant.len()).map(|at| at as f32).collect();
        for (count, letter) in (1..).zip(typed) {
            let mut diagonal = row[0];
            row[0] = count as f32;
            for (at, other) in meant.iter().enumerate() {
                let changed = diagonal + self.mistake(*letter, *other);
                diagonal = row[at + 1];
                row[at + 1] = changed.min(diagonal + 1.0).min(row[at] + 1.0);
            }
        }
        row[meant.len()]
    }

    fn mistake(&self, typed: char, meant: char) -> f32 {
        match (typed, meant, self.is_cyrillic) {
            _ if typed == meant => 0.0,
            // Signs left out in Latin, a Russian keyboard in Cyrillic.
            ('o', 'ö', false) | ('u', 'ö', true) | ('g', 'ğ', _) | ('k', 'q', true) => 0.1,
            ('h', 'x', _) | ('x', 'h', _) => 0.2,
            ('i', 'y', _) | ('y', 'i', _) => 0.3,
            ('k', 'q', false) | ('q', 'k', _) => 0.4,
            ('u', 'ö', false) | ('o', 'ö', true) | ('ğ', 'g', _) => 0.6,
            ('ö', 'o' | 'u', _) => 0.8,
            _ => 1.0,
        }
    }
}

/// A Cyrillic letter, or a Latin one with an accent for a sign.
fn other(sign: char) -> &'static str {
    match sign {
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => "ö",
        'ú' | 'ü' => "u",
        'ı' | 'і' => "i",
        'ğ' => "ğ",
        'ç' | 'č' => "c",
        'ş' | 'š' => "w",
        'ц' => "ts",
        _ => match letter(sign) {
            Some("o‘") => "ö",
            Some("g‘") => "ğ",
            Some("ch") => "c",
            Some("sh") => "w",
            letter => letter.unwrap_or_default(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(word: &str) -> String {
        Spelling::of(word).until(u32::MAX).into_iter().collect()
    }

    #[test]
    fn both_scripts_are_spelled_alike() {
        for (latin, cyrillic) in [
            ("ko‘ylak", "кўйлак"),
            ("g‘isht", "ғишт"),
            ("yetkazish", "етказиш"),
            ("choynak", "чойнак"),
            ("ma’lumot", "маълумот"),
            ("yo‘l", "йўл"),
            ("hammom", "ҳаммом"),
        ] {
            assert_eq!(spelled(latin), spelled(cyrillic), "{latin}");
        }
    }

    #[test]
    fn what_was_meant_is_nearer() {
        let distance = |typed: &str, meant: &str| {
            let typed = Spelling::of(typed);
            typed.distance(&typed.until(u32::MAX), &Spelling::of(meant).until(u32::MAX))
        };
        assert!(distance("uy", "uy") < distance("uy", "oy"));
        assert!(distance("уй", "o‘y") < distance("уй", "oy"));
        assert!(distance("qol", "qo‘l") < distance("qol", "kul"));
        assert!(distance("bo‘l", "bo‘l") < distance("bo‘l", "bol"));
    }
}
