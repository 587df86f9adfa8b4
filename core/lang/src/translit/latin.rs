//! One Uzbek word from Cyrillic to Latin letters.

use super::loans;
use crate::script::lower;

/// Appends the word in Latin letters.
pub(super) fn push_word(word: &str, out: &mut String) {
    let letters: Vec<char> = word.chars().collect();
    let small: Vec<char> = letters.iter().map(|&c| lower(c)).collect();
    let shout = letters.len() > 1 && !letters.iter().any(|c| c.is_lowercase());
    let mut at = 0;
    let plain: String = small.iter().collect();
    if let Some((taken, spelling)) = loans::latin_beginning(&plain) {
        for (n, c) in spelling.chars().enumerate() {
            let is_upper = shout || (n == 0 && letters[0].is_uppercase());
            out.push(if is_upper { c.to_ascii_uppercase() } else { c });
        }
        at = taken;
    }
    while at < small.len() {
        match step(&small, at) {
            Some(spelling) => push_cased(spelling, letters[at].is_uppercase(), shout, out),
            None => out.push(letters[at]),
        }
        at += 1;
    }
}

/// Ш is Sh before a small letter and SH in a word written in capitals.
fn push_cased(spelling: &str, is_upper: bool, shout: bool, out: &mut String) {
    for (n, c) in spelling.chars().enumerate() {
        if is_upper && (n == 0 || shout) {
            out.push(c.to_ascii_uppercase());
        } else {
            out.push(c);
        }
    }
}

/// The Latin for one letter; `None` leaves the character as it is.
fn step(word: &[char], at: usize) -> Option<&'static str> {
    let before = if at == 0 { None } else { Some(word[at - 1]) };
    let next = word.get(at + 1).copied().unwrap_or(' ');
    let after_vowel = before.is_some_and(is_vowel);
    let after_sign = before.is_some_and(|c| matches!(c, 'ъ' | 'ь'));
    let spelling = match word[at] {
        'е' if before.is_none_or(|c| !c.is_alphabetic()) || after_vowel || after_sign => "ye",
        'о' if before == Some('ь') => "yo",
        'ц' if after_vowel => "ts",
        'ц' => "s",
        // Without the sign the two letters would read as ш.
        'с' if next == 'ҳ' => "s’",
        // Before a soft vowel the sign is not written: объект, obyekt.
        'ъ' if matches!(next, 'е' | 'ё' | 'ю' | 'я' | ' ') => "",
        'ъ' => "’",
        c => return letter(c),
    };
    Some(spelling)
}

fn is_vowel(c: char) -> bool {
    matches!(
        c,
        'а' | 'е' | 'ё' | 'и' | 'о' | 'у' | 'ў' | 'э' | 'ю' | 'я' | 'ы'
    )
}

/// A small Cyrillic letter that is written alike everywhere.
pub(crate) fn letter(c: char) -> Option<&'static str> {
    Some(match c {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' => "g",
        'ғ' => "g‘",
        'д' => "d",
        'е' | 'э' => "e",
        'ё' => "yo",
        'ж' => "j",
        'з' => "z",
        'и' | 'ы' => "i",
        'й' => "y",
        'к' => "k",
        'қ' => "q",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' => "u",
        'ў' => "o‘",
        'ф' => "f",
        'х' => "x",
        'ҳ' => "h",
        'ч' => "ch",
        'ш' | 'щ' => "sh",
        'ь' => "",
        'ю' => "yu",
        'я' => "ya",
        _ => return None,
    })
}
