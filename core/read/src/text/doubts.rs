//! What makes a text look wrong.

use crate::Warning;
use crate::text::orders;

/// The doubts about a text: `raw` as the format gave it, `text` cleaned.
pub(crate) fn doubts(raw: &str, text: &str) -> Vec<Warning> {
    let mut doubts = Vec::new();
    if let Some(share_percent) = garbled_share(raw, text) {
        doubts.push(Warning::Garbled { share_percent });
    }
    if misses_letters(text) {
        doubts.push(Warning::MissingUzbekLetters);
    }
    if orders::are_in(text) {
        doubts.push(Warning::HiddenInstructions);
    }
    doubts
}

/// The share of the text that is wreckage, when it is high.
fn garbled_share(raw: &str, text: &str) -> Option<u8> {
    const HIGH_CHARS_PERCENT: usize = 5;
    const HIGH_WORDS_PERCENT: usize = 20;
    const FEWEST_WORDS: usize = 3;
    let (mut chars, mut broken) = (0_usize, 0_usize);
    for c in raw.chars().filter(|c| !c.is_whitespace()) {
        chars += 1;
        broken += usize::from(is_broken(c));
    }
    let (mut words, mut salad) = (0_usize, 0_usize);
    for word in text.split(|c: char| !c.is_alphabetic()) {
        if word.chars().nth(2).is_none() {
            continue;
        }
        words += 1;
        salad += usize::from(is_salad(word));
    }
    let broken_percent = broken * 100 / chars.max(1);
    let salad_percent = salad * 100 / words.max(1);
    let is_high = broken_percent >= HIGH_CHARS_PERCENT
        || (salad_percent >= HIGH_WORDS_PERCENT && salad >= FEWEST_WORDS);
    let share = broken_percent.max(salad_percent).min(100);
    is_high.then(|| u8::try_from(share).expect("a percentage fits"))
}

/// A character no readable text is made of.
fn is_broken(c: char) -> bool {
    let is_bullet = matches!(c, '\u{f0b7}' | '\u{f0a7}' | '\u{f0d8}' | '\u{f076}');
    match c {
        '\u{fffd}' | '\u{f0000}'.. => true,
        '\u{e000}'..='\u{f8ff}' => !is_bullet,
        _ => c.is_control(),
    }
}

/// A word that is none in Uzbek, Russian or English, by its letters alone.
fn is_salad(word: &str) -> bool {
    const LONGEST_WITHOUT_VOWEL: usize = 5;
    let letters = word.chars().count();
    // UTF-8 or windows-1251 read as windows-1252: nothing but accented letters.
    let accented = word
        .chars()
        .filter(|c| matches!(c, '\u{c0}'..='\u{ff}'))
        .count();
    if accented * 2 > letters {
        return true;
    }
    // UTF-8 read as windows-1251: capitals all over, Balkan letters.
    let rises = pairs(word)
        .filter(|(a, b)| a.is_lowercase() && b.is_uppercase())
        .count();
    if rises >= 3 || word.contains(['џ', 'ђ', 'љ', 'њ', 'ћ', 'ѓ', 'ќ', 'Ђ', 'Ѓ', 'Љ']) {
        return true;
    }
    // One change of script is a foreign brand with an Uzbek ending; more is a
    // font that maps look-alike letters at random.
    let changes = pairs(word)
        .filter(|(a, b)| is_cyrillic(*a) != is_cyrillic(*b))
        .count();
    if changes >= 2 {
        return true;
    }
    letters > LONGEST_WITHOUT_VOWEL && !word.chars().any(is_vowel) && word.chars().all(is_known)
}

fn pairs(word: &str) -> impl Iterator<Item = (char, char)> {
    word.chars().zip(word.chars().skip(1))
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52f}')
}

/// Letters of the scripts whose vowels are listed here.
fn is_known(c: char) -> bool {
    c.is_ascii_alphabetic() || is_cyrillic(c)
}

fn is_vowel(c: char) -> bool {
    c.to_lowercase().any(|c| "aeiouyаеёиоуўыэюяіїє".contains(c))
}

/// Whether question marks stand inside words often. A windows-1251 file has no
/// қ ғ ҳ and an old Latin one no turned comma; programs write `?` for them.
fn misses_letters(text: &str) -> bool {
    const FEWEST: usize = 3;
    const WORDS_PER_LOSS: usize = 200;
    let (mut words, mut losses) = (0_usize, 0_usize);
    for word in text.split_whitespace() {
        words += 1;
        // Links and formulas carry question marks of their own.
        if word.contains(['/', '=', '&']) {
            continue;
        }
        let mut before = None;
        let mut chars = word.chars().peekable();
        while let Some(c) = chars.next() {
            let next = chars.peek();
            let opens_word = before.is_none_or(|b: char| "(«\"„“".contains(b));
            let in_word = before.is_some_and(char::is_alphabetic) || opens_word;
            if c == '?' && in_word && next.is_some_and(|n| n.is_lowercase()) {
                losses += 1;
            }
            before = Some(c);
        }
    }
    losses >= FEWEST && losses * WORDS_PER_LOSS >= words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_texts_raise_no_doubt() {
        for text in [
            "Yetkazib berish Toshkent bo‘ylab 1 kun, viloyatlarga 3 kungacha. Narxi 25 000 so‘m.",
            "Доставка по Ташкенту за 1 день. iPhone 15 Pro Max, USB-кабель, WhatsApp, YouTube.",
            "Telegramда ёзинг, iPhoneни кўринг, маҳсулотлар қайтарилади. Қандай? Ҳа.",
            "What is the price? Is it new? See https://example.com/page?id=1&x=2 for SellerCloudX.",
        ] {
            assert_eq!(doubts(text, text), [], "{text}");
        }
    }

    #[test]
    fn texts_in_a_wrong_encoding_are_garbled() {
        for text in [
            "Äîñòàâêà ïî Òàøêåíòó çà îäèí äåíü, öåíà òîâàðà",
            "Р”РѕСЃС‚Р°РІРєР° РїРѕ РўР°С€РєРµРЅС‚Сѓ Р·Р° РґРµРЅСЊ",
            "Ð”Ð¾Ñ\u{81}Ñ‚Ð°Ð²ÐºÐ° Ð¿Ð¾ Ð¢Ð°ÑˆÐºÐµÐ½Ñ‚Ñƒ Ð·Ð° Ð´ÐµÐ½ÑŒ",
            "\u{fffd}\u{fffd}\u{fffd}\u{fffd} \u{fffd}\u{fffd} 100",
            "\u{e001}\u{e002}\u{e003} \u{e004}\u{e005}",
            "Пpивeт мoлoкo kopoвa cлoвo",
            "qwrtpsd fghjklz xcvbnmq wrtpsdf",
        ] {
            assert!(
                garbled_share(text, text).is_some_and(|share| share >= 20),
                "{text}"
            );
        }
    }

    #[test]
    fn lost_letters_show_as_question_marks_in_words() {
        assert!(misses_letters("ма?сулот ?айтариш ?анча бе?ад"));
        assert!(misses_letters("o?zbek so?m yo?q"));
        assert!(!misses_letters(
            "Қанча? Нега? Бор? Йўқ? Qancha?Narxi?Bormi?"
        ));
    }
}
