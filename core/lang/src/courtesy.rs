//! Words that ask nothing: greetings, thanks, consent.
//!
//! A shop's bot that searches its price list for "salom" or puts "rahmat"
//! to the seller as an unanswered question is no help to anybody.

use crate::fold;

/// What a message of pure courtesy is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Courtesy {
    /// A greeting.
    Greeting,
    /// Thanks, consent or a farewell: nothing is expected but kindness.
    Thanks,
}

/// A courtesy is a few words long; more carry a question.
const MOST_WORDS: usize = 5;

const GREETINGS: &[&str] = &[
    "salom",
    "assalomu",
    "assalom",
    "assalomualaykum",
    "alaykum",
    "alaykim",
    "vaalaykum",
    "salomlar",
    "xayrli",
    "kun",
    "tong",
    "kech",
    "hayrli",
    "yaxshimisiz",
    "qalaysiz",
    "qalesiz",
    "здравствуйте",
    "здраствуйте",
    "здрасте",
    "привет",
    "приветствую",
    "добрый",
    "день",
    "доброе",
    "утро",
    "вечер",
    "доброго",
    "времени",
    "суток",
    "салам",
    "салом",
    "hello",
    "hi",
    "hey",
    "good",
    "morning",
    "afternoon",
    "evening",
    "day",
    "privet",
    "zdravstvuyte",
    "zdravstvuy",
    "dobriy",
    "den",
];

const THANKS: &[&str] = &[
    "rahmat",
    "raxmat",
    "rahmatt",
    "kattakon",
    "katta",
    "tashakkur",
    "minnatdorman",
    "ok",
    "okay",
    "okey",
    "okk",
    "xop",
    "hop",
    "xo'p",
    "ho'p",
    "mayli",
    "bo'pti",
    "bopti",
    "tushunarli",
    "tushundim",
    "zo'r",
    "yaxshi",
    "xayr",
    "sog'",
    "bo'ling",
    "omon",
    "ha",
    "ок",
    "окей",
    "хорошо",
    "ладно",
    "понятно",
    "понял",
    "поняла",
    "ясно",
    "спасибо",
    "спс",
    "большое",
    "огромное",
    "благодарю",
    "отлично",
    "супер",
    "до",
    "свидания",
    "пока",
    "рахмат",
    "раҳмат",
    "катта",
    "майли",
    "хоп",
    "хўп",
    "тушунарли",
    "яхши",
    "thanks",
    "thank",
    "you",
    "thx",
    "fine",
    "great",
    "bye",
    "goodbye",
    "got",
    "it",
    "spasibo",
    "poka",
    "xorosho",
    "ponyatno",
];

/// Words that make no courtesy of their own: in "katta" (big) or "day" alone
/// somebody may well ask for something.
const WEAK: &[&str] = &[
    "kun",
    "tong",
    "kech",
    "katta",
    "katta",
    "kattakon",
    "день",
    "утро",
    "вечер",
    "до",
    "времени",
    "суток",
    "большое",
    "огромное",
    "day",
    "morning",
    "afternoon",
    "evening",
    "you",
    "it",
    "good",
    "got",
    "den",
    "yaxshi",
    "яхши",
    "супер",
    "ha",
    "добрый",
    "доброе",
    "доброго",
    "dobriy",
    "xayrli",
    "hayrli",
    "fine",
    "great",
    "bo'ling",
    "sog'",
    "omon",
];

/// What a message is when it consists of courtesy alone; `None` when it holds
/// anything else, and for messages without words.
pub fn courtesy(text: &str) -> Option<Courtesy> {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric() && !is_apostrophe(c))
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .map(|word| fold(&word.to_lowercase()))
        .collect();
    if words.is_empty() || words.len() > MOST_WORDS || text.contains('?') {
        return None;
    }
    // White, which folds to the same letters as "ok".
    if matches!(text.trim().to_lowercase().as_str(), "oq" | "оқ") {
        return None;
    }
    let is_in = |list: &[&str], word: &String| list.iter().any(|known| fold(known) == *word);
    let is_courtesy = |word: &String| is_in(GREETINGS, word) || is_in(THANKS, word);
    let is_strong = |word: &String| !is_in(WEAK, word);
    if !words.iter().all(is_courtesy) {
        return None;
    }
    let strong: Vec<&String> = words.iter().filter(|word| is_strong(word)).collect();
    match strong.iter().any(|word| is_in(GREETINGS, word)) {
        true => Some(Courtesy::Greeting),
        false if strong.is_empty() => pair(&words),
        false => Some(Courtesy::Thanks),
    }
}

/// Two weak words may be a greeting together: "xayrli kun", "добрый день".
fn pair(words: &[String]) -> Option<Courtesy> {
    const PAIRS: &[(&str, &str)] = &[
        ("xayrli", "kun"),
        ("xayrli", "tong"),
        ("xayrli", "kech"),
        ("hayrli", "kun"),
        ("hayrli", "kech"),
        ("добрый", "день"),
        ("добрый", "вечер"),
        ("доброе", "утро"),
        ("dobriy", "den"),
        ("good", "morning"),
        ("good", "day"),
        ("good", "afternoon"),
        ("good", "evening"),
    ];
    let [first, second] = words else { return None };
    PAIRS
        .iter()
        .any(|(a, b)| fold(a) == *first && fold(b) == *second)
        .then_some(Courtesy::Greeting)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '‘' | '’' | 'ʻ' | 'ʼ' | '`' | '´')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn courtesy_is_known_in_every_language_and_script() {
        for text in [
            "Salom",
            "Assalomu alaykum!",
            "салом",
            "Ассалому алайкум",
            "Здравствуйте",
            "Добрый день",
            "привет",
            "Hello",
            "good morning",
            "Xayrli kun",
            "privet",
        ] {
            assert_eq!(courtesy(text), Some(Courtesy::Greeting), "{text}");
        }
        for text in [
            "rahmat",
            "Katta rahmat!",
            "раҳмат",
            "xo‘p",
            "ok",
            "Ok 👍",
            "спасибо большое",
            "хорошо",
            "Thank you",
            "mayli, rahmat",
            "tushunarli",
        ] {
            assert_eq!(courtesy(text), Some(Courtesy::Thanks), "{text}");
        }
    }

    #[test]
    fn a_question_is_no_courtesy() {
        for text in [
            "Salom, choynak bormi",
            "ok?",
            "oq choynak",
            "katta",
            "katta lagan",
            "rahmat, narxi qancha",
            "добрый день, сколько стоит",
            "good kettle",
            "2 ta",
            "",
            "👍",
            "yaxshi choynak bormi",
        ] {
            assert_eq!(courtesy(text), None, "{text}");
        }
    }
}
