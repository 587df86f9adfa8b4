//! One Uzbek word from Latin to Cyrillic letters.

use super::loans;
use crate::script::{is_apostrophe, lower};

/// Appends the word in Cyrillic letters.
pub(super) fn push_word(word: &str, out: &mut String) {
    let letters: Vec<char> = word.chars().collect();
    let small: Vec<char> = letters
        .iter()
        .map(|&c| if is_apostrophe(c) { '\'' } else { lower(c) })
        .collect();
    let shout = letters.len() > 1 && !letters.iter().any(|c| c.is_lowercase());
    let mut at = 0;
    let plain: String = small.iter().collect();
    if let Some((taken, spelling)) = loans::cyrillic_beginning(&plain) {
        for (n, c) in spelling.chars().enumerate() {
            push_cased(c, shout || (n == 0 && letters[0].is_uppercase()), out);
        }
        at = taken;
    }
    while at < small.len() {
        let (taken, spelling) = step(&small, at);
        match spelling {
            Some(spelling) => {
                for (n, c) in spelling.chars().enumerate() {
                    let source = letters[(at + n).min(at + taken - 1)];
                    push_cased(c, source.is_uppercase(), out);
                }
            }
            None => out.extend(&letters[at..at + taken]),
        }
        at += taken;
    }
}

fn push_cased(c: char, is_upper: bool, out: &mut String) {
    if is_upper {
        out.extend(c.to_uppercase());
    } else {
        out.push(c);
    }
}

/// The Cyrillic for the letters at `at` and how many Latin ones it takes;
/// `None` leaves a character that is not a Latin letter as it is.
fn step(word: &[char], at: usize) -> (usize, Option<&'static str>) {
    let next = |n: usize| word.get(at + n).copied().unwrap_or(' ');
    let before = if at == 0 { None } else { Some(word[at - 1]) };
    let spelling = match (word[at], next(1)) {
        ('o', '\'') => return (2, Some("ў")),
        ('g', '\'') => return (2, Some("ғ")),
        ('s', 'h') => return (2, Some("ш")),
        // s’h is two letters; the sign only keeps them apart.
        ('s', '\'') if next(2) == 'h' => return (2, Some("с")),
        ('s', 'i') if is_loan_s(word, at) => "ц",
        ('c', 'h') => return (2, Some("ч")),
        ('t', 's') if is_loan_ts(&word[at + 2..]) => return (2, Some("ц")),
        ('y', 'o') if next(2) == '\'' => "й",
        ('y', 'o') => return (2, Some("ё")),
        ('y', 'a') => return (2, Some("я")),
        ('y', 'u') => return (2, Some("ю")),
        ('y', 'e') if before.is_some_and(is_consonant) => return (2, Some("ье")),
        ('y', 'e') => return (2, Some("е")),
        ('e', _) if before.is_none_or(is_vowel) => "э",
        ('\'', _) => "ъ",
        (c, _) => return (1, letter(c)),
    };
    (1, Some(spelling))
}

/// -ksiya, -nsiya, -psiya are written with ц in Cyrillic.
fn is_loan_s(word: &[char], at: usize) -> bool {
    at > 0
        && matches!(word[at - 1], 'k' | 'n' | 'p')
        && word[at + 1..].starts_with(&['i', 'y', 'a'])
}

/// ts is ц only in loan endings: aytsin and ketsa keep both letters.
fn is_loan_ts(rest: &[char]) -> bool {
    [['i', 'y', 'a'], ['i', 'o', 'n']]
        .iter()
        .any(|ending| rest.starts_with(ending))
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

fn is_consonant(c: char) -> bool {
    c.is_alphabetic() && !is_vowel(c)
}

fn letter(c: char) -> Option<&'static str> {
    Some(match c {
        'a' | 'á' | 'à' | 'â' => "а",
        'b' => "б",
        'c' => "с",
        'd' => "д",
        'e' | 'é' | 'è' => "е",
        'f' => "ф",
        'g' => "г",
        'h' => "ҳ",
        'i' | 'ı' | 'í' => "и",
        'j' => "ж",
        'k' => "к",
        'l' => "л",
        'm' => "м",
        'n' => "н",
        'ñ' => "нг",
        'o' => "о",
        'ó' | 'ò' | 'ô' | 'õ' | 'ö' | 'ō' => "ў",
        'ğ' | 'ǵ' | 'ġ' => "ғ",
        'ş' | 'š' => "ш",
        'ç' | 'č' => "ч",
        'p' => "п",
        'q' => "қ",
        'r' => "р",
        's' => "с",
        't' => "т",
        'u' | 'ü' | 'ú' => "у",
        'v' | 'w' => "в",
        'x' => "х",
        'y' => "й",
        'z' => "з",
        _ => return None,
    })
}
