//! Words, numbers and codes of a text, ready to become terms.

use std::collections::HashMap;
use std::sync::Arc;

use super::concepts::Concepts;
use super::forms::forms;
use super::terms::{Kind, each_piece, term};
use crate::fold::{fold_doubled, single};
use crate::script::{is_apostrophe, is_combining, is_cyrillic};
use crate::stem;

/// One word or number of a text with every term it stands for.
#[derive(Clone)]
pub(super) struct Token {
    /// The folded word; for a number its digits without group spaces.
    pub(super) folded: String,
    /// The term of the whole word.
    pub(super) whole: u32,
    /// The terms of its stems: of its Uzbek roots, and Russian or English by
    /// the script.
    pub(super) stems: Vec<u32>,
    /// The terms of its pieces of four letters.
    pub(super) pieces: Vec<u32>,
    /// The Uzbek roots that it may be a form of.
    pub(super) roots: Vec<u32>,
    /// The word and its foreign stem, as the lexicon knows them.
    pub(super) forms: [u64; 2],
    /// Its second stem is Russian, not English.
    pub(super) is_cyrillic: bool,
    /// Has a digit, so it only matches whole.
    pub(super) is_code: bool,
    /// Only a dash stands before it: 36-41.
    pub(super) is_after_dash: bool,
}

/// Words of a text that were analysed before: a price list says the same ones
/// again and again.
#[derive(Default)]
pub(super) struct Known {
    words: HashMap<String, Arc<Token>>,
    /// Mistyped words are guessed: in questions, not in the texts of sellers.
    is_guessing: bool,
}

impl Known {
    pub(super) fn guessing() -> Self {
        Self {
            words: HashMap::new(),
            is_guessing: true,
        }
    }

    fn word(&mut self, word: &str) -> Arc<Token> {
        if let Some(token) = self.words.get(word) {
            return token.clone();
        }
        let token = Arc::new(word_token(word, self.is_guessing));
        self.words.insert(word.to_owned(), token.clone());
        token
    }
}

/// Sizes and ages between two figures, as in 36-41.
const LONGEST_RANGE: u32 = 60;
const LARGEST_IN_RANGE: u32 = 999;

impl Token {
    /// The figures that stand between this one and the one before the dash.
    pub(super) fn between(&self, before: &Self) -> std::ops::Range<u32> {
        let figures = (before.folded.parse::<u32>(), self.folded.parse::<u32>());
        match figures {
            (Ok(from), Ok(to))
                if self.is_after_dash
                    && from < to
                    && to <= LARGEST_IN_RANGE
                    && to - from <= LONGEST_RANGE =>
            {
                from + 1..to
            }
            _ => 0..0,
        }
    }
}

/// All tokens in order. Digit groups become one number, and parts of a code
/// such as SM-A525 also one code.
pub(super) fn tokens(text: &str, known: &mut Known) -> Vec<Arc<Token>> {
    let mut tokens: Vec<Arc<Token>> = Vec::new();
    let mut end_before = 0;
    for (start, end) in runs(text) {
        let word = &text[start..end];
        let gap = &text[end_before..start];
        end_before = end;
        if !word.contains(|c: char| c.is_ascii_digit()) {
            push_word(word, gap == " ", &mut tokens, known);
            continue;
        }
        if let Some(spelled) = spelled_out(word) {
            tokens.push(known.word(&spelled));
            continue;
        }
        let is_group = word.len() == 3
            && word.bytes().all(|b| b.is_ascii_digit())
            && matches!(gap, " " | "." | "," | "'" | "\u{a0}" | "\u{202f}");
        match tokens.last_mut() {
            Some(last) if is_group && is_number(&last.folded) => append(last, word),
            _ => {
                let (code, tail) = without_endings(word);
                let is_after_dash = matches!(gap, "-" | "–" | "—" | " - " | " – " | " — ");
                tokens.push(Arc::new(code_token(code, is_after_dash)));
                if !tail.is_empty() {
                    push_word(tail, true, &mut tokens, known);
                }
            }
        }
    }
    tokens
}

/// Adds a word; behind a number it may only say how large that is: 100 ming
/// is 100000.
fn push_word(word: &str, is_close: bool, tokens: &mut Vec<Arc<Token>>, known: &mut Known) {
    let token = known.word(word);
    if let Some(number) = tokens.last_mut()
        && is_close
        && is_number(&number.folded)
        && number.folded.len() <= 4
        && let Some(zeros) = zeros(&token.folded)
    {
        return append(number, zeros);
    }
    tokens.push(token);
}

/// Makes a number longer.
fn append(number: &mut Arc<Token>, digits: &str) {
    let longer = format!("{}{digits}", number.folded);
    *number = Arc::new(code_token(&longer, number.is_after_dash));
}

fn zeros(folded: &str) -> Option<&'static str> {
    match folded {
        "ming" | "mingga" | "minglik" | "tis" | "tisiac" | "tisiaca" | "tisiaci" | "k"
        | "toosand" | "tosand" => Some("000"),
        "mln" | "milion" | "miliona" | "milionov" | "milionga" | "liam" => Some("000000"),
        _ => None,
    }
}

/// A code without the endings of Uzbek, and the unit that is glued to a
/// number: a06ni is A06, 256gb is 256 and GB, A52s stays.
fn without_endings(word: &str) -> (&str, &str) {
    let last_digit = word.rfind(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let (head, tail) = word.split_at(last_digit + 1);
    if tail.is_empty() {
        return (word, "");
    }
    // What a stemmer takes off a nonsense word is nothing but endings.
    let nonsense = format!("zzz{}", fold_doubled(tail));
    if stem::uzbek(&nonsense) == "zzz" {
        return (head, "");
    }
    let is_figure = head.bytes().all(|byte| byte.is_ascii_digit());
    let is_unit = tail.chars().all(char::is_alphabetic) && tail.chars().count() > 1;
    if is_figure && is_unit {
        (head, tail)
    } else {
        (word, "")
    }
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

fn word_token(word: &str, is_guessing: bool) -> Token {
    let doubled = fold_doubled(word);
    let folded = single(&doubled);
    let is_cyrillic = word.chars().any(is_cyrillic);
    let foreign = if is_cyrillic {
        stem::russian(word)
    } else {
        stem::english(word)
    };
    let foreign = single(&fold_doubled(&foreign));
    let lexicon = &Concepts::shared().uzbek;
    let mut roots = lexicon.of(word);
    if roots.is_empty() && is_guessing {
        roots = lexicon.near(word);
    }
    let known = roots
        .iter()
        .map(|root| term(Kind::Stem, &lexicon.root(*root).folded));
    let mut stems: Vec<u32> = known.collect();
    if stems.is_empty() {
        stems.push(term(Kind::Stem, &single(&stem::uzbek(&doubled))));
    }
    stems.push(term(Kind::Stem, &foreign));
    stems.sort_unstable();
    stems.dedup();
    let mut pieces = Vec::new();
    each_piece(&folded, |piece| pieces.push(piece));
    Token {
        whole: term(Kind::Word, &folded),
        stems,
        pieces,
        forms: forms(word, is_cyrillic),
        roots,
        folded,
        is_cyrillic,
        is_code: false,
        is_after_dash: false,
    }
}

/// Codes fold letter by letter only, so that A52 typed with а meets it.
fn code_token(word: &str, is_after_dash: bool) -> Token {
    let folded: String = word
        .chars()
        .filter(|c| c.is_alphanumeric())
        .map(crate::script::lower)
        .map(look_alike)
        .collect();
    Token {
        whole: term(Kind::Word, &folded),
        stems: Vec::new(),
        roots: Vec::new(),
        pieces: Vec::new(),
        forms: [0; 2],
        folded,
        is_cyrillic: false,
        is_code: true,
        is_after_dash,
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
