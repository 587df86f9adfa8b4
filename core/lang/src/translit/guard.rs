//! Finds the parts of a text that no transliteration may touch.

use crate::script::{is_apostrophe, is_combining};

/// One part of a text, in order; together the parts are the whole text.
pub(super) enum Piece<'a> {
    /// Copied as it is: signs, digits, addresses, codes.
    Kept(&'a str),
    /// A word to rewrite.
    Word(&'a str),
}

const ENDINGS: [&str; 9] = [
    ".uz", ".com", ".ru", ".org", ".net", ".me", ".io", ".app", ".shop",
];

/// Written in Latin letters in every alphabet, hyphens included.
const KEPT_WORDS: [&str; 4] = ["e-mail", "email", "wi-fi", "wifi"];

/// Calls `take` with every part of the text.
pub(super) fn each_piece<'a>(text: &'a str, mut take: impl FnMut(Piece<'a>)) {
    let mut rest = text;
    while !rest.is_empty() {
        let gap = rest
            .find(|c: char| !c.is_whitespace())
            .unwrap_or(rest.len());
        let (space, tail) = rest.split_at(gap);
        if !space.is_empty() {
            take(Piece::Kept(space));
        }
        let end = tail.find(char::is_whitespace).unwrap_or(tail.len());
        let (chunk, after) = tail.split_at(end);
        split_chunk(chunk, &mut take);
        rest = after;
    }
}

fn split_chunk<'a>(chunk: &'a str, take: &mut impl FnMut(Piece<'a>)) {
    let mut rest = chunk;
    while !rest.is_empty() {
        // Between two words a slash begins no command.
        let may_begin =
            |c: char| c.is_alphanumeric() || c == '@' || (c == '/' && rest.len() == chunk.len());
        let start = rest.find(may_begin).unwrap_or(rest.len());
        let body = &rest[start..];
        let kept = match address_len(body) {
            0 => 0,
            length if is_ending(&body[length..]) => length,
            // More than an ending hangs on the address: it may be all one.
            _ => body.len(),
        };
        if start + kept > 0 {
            take(Piece::Kept(&rest[..start + kept]));
        }
        if kept > 0 {
            return split_words(&body[kept..], take);
        }
        // After another sign an address may begin: Сайт:лола.uz.
        let word = body.find(|c| !is_of_word(c)).unwrap_or(body.len());
        let (word, after) = body.split_at(word.max(body.len().min(1)));
        split_words(word, take);
        rest = after;
    }
}

fn is_of_word(c: char) -> bool {
    is_of_host(c) || is_apostrophe(c) || is_combining(c)
}

/// There are hosts with letters of any alphabet.
fn is_of_host(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-' | '_')
}

/// Whether what follows an address is one word at most: `t.me/lolaга`,
/// `@lola’га`.
fn is_ending(rest: &str) -> bool {
    let rest = rest.trim_start_matches(|c: char| is_apostrophe(c) || c == '-');
    let word = rest
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(rest.len());
    !rest[word..].contains(char::is_alphanumeric)
}

/// How many bytes at the start are an address, a name after @ or a command.
fn address_len(body: &str) -> usize {
    let ascii = body
        .find(|c: char| !c.is_ascii_graphic() || matches!(c, '"' | '<' | '>' | '(' | ')' | ','))
        .unwrap_or(body.len());
    let head = body[..ascii].trim_end_matches(['.', '!', '?', ':', ';', '\'']);
    let lower = head.to_ascii_lowercase();
    let letter_after = |n: usize| lower[n..].starts_with(|c: char| c.is_ascii_alphabetic());
    let is_address = lower.contains("://")
        || lower.starts_with("www.")
        || lower.starts_with("t.me/")
        || (lower.starts_with('@') && letter_after(1))
        || (lower.starts_with('/') && letter_after(1))
        || lower.find('@').is_some_and(|at| lower[at..].contains('.'));
    if is_address {
        return head.len();
    }
    if let Some(word) = KEPT_WORDS.iter().find(|word| lower.starts_with(*word)) {
        return word.len();
    }
    // A bot token: digits, a colon, letters.
    let secret = lower.trim_start_matches(|c: char| c.is_ascii_digit());
    if secret.len() < lower.len()
        && secret
            .strip_prefix(':')
            .is_some_and(|s| s.starts_with(|c: char| c.is_ascii_alphabetic()))
    {
        return head.len();
    }
    if is_named(&lower) {
        return head.len();
    }
    // A writer's do‘kon.uz is no host, but is meant as one.
    let with_signs = |c| is_of_host(c) || is_apostrophe(c);
    let host_of = |is_part: fn(char) -> bool| {
        let end = body.find(|c| !is_part(c)).unwrap_or(body.len());
        let host = body[..end].trim_end_matches(['.', '-', '_']);
        is_named(&host.to_lowercase()).then_some(host.len())
    };
    host_of(is_of_host)
        .or_else(|| host_of(with_signs))
        .unwrap_or(0)
}

/// Whether a lower-case word begins with a host that has a usual ending.
fn is_named(word: &str) -> bool {
    let host = word.split('/').next().unwrap_or_default();
    ENDINGS
        .iter()
        .any(|ending| host.len() > ending.len() && host.ends_with(ending) && !host.starts_with('.'))
}

fn split_words<'a>(text: &'a str, take: &mut impl FnMut(Piece<'a>)) {
    let mut rest = text;
    while !rest.is_empty() {
        let gap = rest
            .find(|c: char| c.is_alphanumeric())
            .unwrap_or(rest.len());
        if gap > 0 {
            take(Piece::Kept(&rest[..gap]));
        }
        let run = run_len(&rest[gap..]);
        if run > 0 {
            sort_run(&rest[gap..gap + run], take);
        }
        rest = &rest[gap + run..];
    }
}

/// Length of the word at the start. An apostrophe belongs to it between two
/// letters, or after o and g, where it makes another letter.
fn run_len(text: &str) -> usize {
    let mut before = ' ';
    let mut signs = text.char_indices().peekable();
    while let Some((at, c)) = signs.next() {
        let inner = is_apostrophe(c)
            && before.is_alphabetic()
            && (matches!(before, 'o' | 'O' | 'g' | 'G')
                || signs.peek().is_some_and(|(_, next)| next.is_alphabetic()));
        if !(c.is_alphanumeric() || is_combining(c) || inner) {
            return at;
        }
        // With its sign o is another letter, which a tutuq may follow: To‘`ov.
        before = if inner { 'e' } else { c };
    }
    text.len()
}

/// A run with a digit is a code unless it is a number with an Uzbek ending.
fn sort_run<'a>(run: &'a str, take: &mut impl FnMut(Piece<'a>)) {
    let digits = run.find(|c: char| !c.is_ascii_digit()).unwrap_or(run.len());
    let tail = &run[digits..];
    let is_code = tail.contains(|c: char| c.is_ascii_digit())
        || (digits > 0 && tail.starts_with(char::is_uppercase));
    if is_code || is_size_or_numeral(run) {
        take(Piece::Kept(run));
        return;
    }
    if digits > 0 {
        take(Piece::Kept(&run[..digits]));
    }
    if !tail.is_empty() {
        take(Piece::Word(tail));
    }
}

/// XL, XXI, or a lone capital consonant: a size, a century, a label.
fn is_size_or_numeral(run: &str) -> bool {
    let mut letters = run.chars();
    match (letters.next(), letters.next()) {
        (Some(one), None) => {
            one.is_ascii_uppercase() && !matches!(one, 'A' | 'E' | 'I' | 'O' | 'U')
        }
        _ => run
            .chars()
            .all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | 'D' | 'M')),
    }
}
