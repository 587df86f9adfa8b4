//! Words, numbers and codes of a text, ready to become terms.

use crate::fold::{fold_doubled, single};
use crate::script::{is_apostrophe, is_combining, is_cyrillic};
use crate::stem;

/// One word or number of a text.
pub(super) struct Token {
    /// The folded word; for a number its digits without group spaces.
    pub(super) folded: String,
    /// Folded stems: Uzbek, and Russian or English by the script.
    pub(super) stems: [String; 2],
    /// Its second stem is Russian, not English.
    pub(super) is_cyrillic: bool,
    /// Has a digit, so it only matches whole.
    pub(super) is_code: bool,
}

/// All tokens in order. Digit groups become one number, and parts of a code
/// such as SM-A525 also one code.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut end_before = 0;
    for (start, end) in runs(text) {
        let word = &text[start..end];
        let gap = &text[end_before..start];
        end_before = end;
        if !word.contains(|c: char| c.is_ascii_digit()) {
            tokens.push(word_token(word));
            continue;
        }
        if let Some(spelled) = spelled_out(word) {
            tokens.push(word_token(&spelled));
            continue;
        }
        let is_group = word.len() == 3
            && word.bytes().all(|b| b.is_ascii_digit())
            && matches!(gap, " " | "." | "," | "'" | "\u{a0}" | "\u{202f}");
        match tokens.last_mut() {
            Some(last) if is_group && is_number(&last.folded) => last.folded.push_str(word),
            _ => tokens.push(code_token(word)),
        }
    }
    tokens
}

/// Slang writes ч as 4: ne4a, 4oynak. Codes and counts (4inchi, 4oylik) are
/// told apart by the vowel that must follow and by the length.
fn spelled_out(word: &str) -> Option<String> {
    let (before, after) = word.split_once('4')?;
    let is_plain = |part: &str| part.chars().all(char::is_lowercase);
    let is_counted = before.is_empty()
        && (after.len() < 5 || after.ends_with("nchi") || after.starts_with("oyl"));
    if !is_plain(before)
        || !is_plain(after)
        || !after.starts_with(['a', 'e', 'i', 'o', 'u'])
        || is_counted
    {
        return None;
    }
    Some(format!("{before}ch{after}"))
}

fn is_number(folded: &str) -> bool {
    !folded.is_empty() && folded.len() <= 9 && folded.bytes().all(|b| b.is_ascii_digit())
}

fn word_token(word: &str) -> Token {
    let doubled = fold_doubled(word);
    let is_cyrillic = word.chars().any(is_cyrillic);
    let foreign = if is_cyrillic {
        stem::russian(word)
    } else {
        stem::english(word)
    };
    Token {
        folded: single(&doubled),
        stems: [
            single(&stem::uzbek(&doubled)),
            single(&fold_doubled(&foreign)),
        ],
        is_cyrillic,
        is_code: false,
    }
}

/// Codes fold letter by letter only, so that A52 typed with а meets it.
fn code_token(word: &str) -> Token {
    let folded: String = word
        .chars()
        .filter(|c| c.is_alphanumeric())
        .map(crate::script::lower)
        .map(look_alike)
        .collect();
    Token {
        stems: [String::new(), String::new()],
        folded,
        is_cyrillic: false,
        is_code: true,
    }
}

fn look_alike(c: char) -> char {
    match c {
        'а' => 'a',
        'в' => 'b',
        'е' => 'e',
        'к' => 'k',
        'м' => 'm',
        'н' => 'h',
        'о' => 'o',
        'р' => 'p',
        'с' => 'c',
        'т' => 't',
        'х' => 'x',
        'у' => 'y',
        c => c,
    }
}

/// Byte ranges of words: letters, digits, and apostrophes inside them. A
/// hyphen joins where one side has a digit, as in SM-A525.
fn runs(text: &str) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let mut open: Option<usize> = None;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let belongs =
            c.is_alphanumeric() || is_combining(c) || (is_apostrophe(c) && before.is_alphabetic());
        match open {
            None if c.is_alphanumeric() => open = Some(at),
            Some(start) if !belongs => {
                runs.push((start, at));
                open = None;
            }
            Some(_) | None => {}
        }
        before = c;
    }
    if let Some(start) = open {
        runs.push((start, text.len()));
    }
    join_codes(text, runs)
}

fn join_codes(text: &str, runs: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    let mut joined: Vec<(usize, usize)> = Vec::with_capacity(runs.len());
    for (start, end) in runs {
        if let Some(last) = joined.last_mut() {
            let is_hyphen = matches!(&text[last.1..start], "-" | "/" | "_");
            let mixes = |range: &str| {
                range.contains(|c: char| c.is_ascii_digit())
                    && range.contains(|c: char| c.is_alphabetic())
            };
            // A range such as 36-42 is two sizes, not one code.
            let upper = |s: &str| !s.contains(char::is_lowercase);
            let whole = &text[last.0..end];
            if is_hyphen && mixes(whole) && upper(whole) {
                last.1 = end;
                continue;
            }
        }
        joined.push((start, end));
    }
    joined
}
