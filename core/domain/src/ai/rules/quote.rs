//! Passages as a person reads them. Words and numbers stay as they are; only
//! the signs of tables go.

use scx_kit::Language;
use scx_lang::{Label, fold, identify, to_cyrillic, to_latin};

use super::links;
use crate::ai::Source;

/// Longer passages are cut to what concerns the question.
const EXCERPT_CHARS: usize = 600;
/// Names of columns are short; what is longer is a sentence with a colon.
const COLUMN_CHARS: usize = 40;
/// A word of the question and one of the passage with this beginning in
/// common are taken for the same.
const SAME_CHARS: usize = 4;

/// A passage that can be sent to a customer.
pub(in crate::ai) fn readable(source: &Source, question: &str) -> String {
    let text = source.text.trim();
    let cells = row(text, source.heading.as_deref());
    if !cells.is_empty() {
        return joined(&cells);
    }
    if text.chars().count() <= EXCERPT_CHARS {
        return text.to_owned();
    }
    excerpt(text, question)
}

/// The text in the script of an Uzbek customer when it is Uzbek in the other
/// script. `clue` is the text around it, for words too few to tell.
pub(in crate::ai) fn in_script(text: &str, clue: &str, language: Language) -> String {
    let verdict = identify(text);
    let label = if verdict.confidence < 0.8 {
        identify(clue).label
    } else {
        verdict.label
    };
    match (label, language) {
        (Label::UzCyrl, Language::UzLatn) => rewritten(text, to_latin),
        (Label::UzLatn, Language::UzCyrl) => rewritten(text, to_cyrillic),
        (
            Label::UzLatn | Label::UzCyrl | Label::Ru | Label::En | Label::Und,
            Language::UzLatn | Language::UzCyrl | Language::Ru | Language::En,
        ) => text.to_owned(),
    }
}

/// The text in other letters; what was checked as a link stays as it was
/// checked.
fn rewritten(text: &str, rewrite: fn(&str) -> String) -> String {
    let mut other = String::with_capacity(text.len());
    let mut at = 0;
    for link in links::spans(text) {
        other.push_str(&letters_of(&text[at..link.start], rewrite));
        other.push_str(&text[link.clone()]);
        at = link.end;
    }
    other.push_str(&letters_of(&text[at..], rewrite));
    other
}

/// Words in other letters. A word that would become an address by it, as
/// лола.уз does, stays as it is: nobody has checked that address.
fn letters_of(words: &str, rewrite: fn(&str) -> String) -> String {
    let other = rewrite(words);
    if links::spans(&other).is_empty() {
        return other;
    }
    let word = |word: &str| {
        let other = rewrite(word);
        let is_link = !links::spans(&other).is_empty();
        if is_link { word.to_owned() } else { other }
    };
    words
        .split_inclusive(char::is_whitespace)
        .map(word)
        .collect()
}

/// A cell of a row with the name of its column, if it has one.
struct Cell<'a> {
    column: Option<&'a str>,
    value: &'a str,
}

/// The cells of a row of a table; none for running text.
fn row<'a>(text: &'a str, heading: Option<&'a str>) -> Vec<Cell<'a>> {
    if text.contains('\n') {
        return Vec::new();
    }
    let sign = ['|', '\t'].into_iter().find(|sign| text.contains(*sign));
    if let Some(sign) = sign {
        return grid_row(text, heading.unwrap_or_default(), sign);
    }
    let cells: Vec<Cell<'_>> = text.split("; ").map(cell).collect();
    let named = cells.iter().filter(|cell| cell.column.is_some()).count();
    if cells.len() < 2 || named * 2 < cells.len() {
        return Vec::new();
    }
    cells
}

fn cell(text: &str) -> Cell<'_> {
    let text = text.trim().trim_end_matches(';');
    match text.split_once(": ") {
        Some((column, value)) if column.chars().count() <= COLUMN_CHARS => Cell {
            column: Some(column.trim()),
            value: value.trim(),
        },
        Some(_) | None => Cell {
            column: None,
            value: text,
        },
    }
}

/// A row between bars or tabs; its heading may be the row of column names.
fn grid_row<'a>(text: &'a str, heading: &'a str, sign: char) -> Vec<Cell<'a>> {
    let split = |line: &'a str| -> Vec<&'a str> {
        let line = line.trim().trim_matches('|');
        line.split(sign).map(str::trim).collect()
    };
    let values = split(text);
    let columns = split(heading);
    let has_columns = columns.len() == values.len();
    values
        .into_iter()
        .enumerate()
        .map(|(at, value)| Cell {
            column: has_columns
                .then(|| columns[at])
                .filter(|name| !name.is_empty()),
            value,
        })
        .filter(|cell| !cell.value.is_empty())
        .collect()
}

/// "Choynak 2 l — 145 000 so‘m": the first cell names the thing; a bare number
/// or a "yes" further on keeps the name of its column.
fn joined(cells: &[Cell<'_>]) -> String {
    let mut line = String::new();
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            line.push_str(" — ");
        }
        if let Some(column) = cell.column.filter(|_| at > 0 && !is_telling(cell.value)) {
            line.push_str(column);
            line.push_str(": ");
        }
        line.push_str(cell.value);
    }
    line
}

/// Whether a value is understood without the name of its column.
fn is_telling(value: &str) -> bool {
    value.chars().filter(|c| c.is_alphabetic()).count() > 3
        || (value.chars().any(|c| c.is_ascii_digit()) && value.chars().any(char::is_alphabetic))
}

/// The sentence nearest to the question and what follows it.
fn excerpt(text: &str, question: &str) -> String {
    let asked = beginnings(question);
    let sentences = sentences(text);
    let common = |sentence: &str| {
        let told = beginnings(sentence);
        asked.iter().filter(|word| told.contains(word)).count()
    };
    let mut best = (0, 0);
    for (at, sentence) in sentences.iter().enumerate() {
        let found = common(sentence);
        if found > best.1 {
            best = (at, found);
        }
    }
    let mut kept = String::new();
    for sentence in &sentences[best.0..] {
        if !kept.is_empty() && kept.chars().count() + sentence.chars().count() > EXCERPT_CHARS {
            break;
        }
        kept.push_str(sentence);
    }
    kept.trim().to_owned()
}

/// Sentences with the space after them. A full stop counts before a space
/// only, so that no number and no link is cut.
fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let ends = c == '\n' || (c == ' ' && matches!(before, '.' | '!' | '?' | '…'));
        if ends {
            sentences.push(&text[start..at + c.len_utf8()]);
            start = at + c.len_utf8();
        }
        before = c;
    }
    if start < text.len() {
        sentences.push(&text[start..]);
    }
    sentences
}

fn beginnings(text: &str) -> Vec<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= SAME_CHARS)
        .map(|word| word.chars().take(SAME_CHARS).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str, heading: Option<&str>) -> Source {
        Source {
            place: 0,
            heading: heading.map(str::to_owned),
            text: text.to_owned(),
            score: 1.0,
            covered: 1.0,
        }
    }

    fn shown(text: &str, heading: Option<&str>) -> String {
        readable(&source(text, heading), "choynak narxi")
    }

    #[test]
    fn rows_lose_their_signs_and_keep_their_numbers() {
        assert_eq!(
            shown("Nomi: Choynak 2 l; Narxi: 145 000 so‘m", None),
            "Choynak 2 l — 145 000 so‘m"
        );
        assert_eq!(
            shown("Nomi: Choynak; Narxi: 145000; Rangi: oqish; Bor: ha", None),
            "Choynak — Narxi: 145000 — oqish — Bor: ha"
        );
        assert_eq!(
            shown("| Sumka | 120000 |", Some("Mahsulot | Narx")),
            "Sumka — Narx: 120000"
        );
        assert_eq!(shown("Sumka\t120 000 so‘m", None), "Sumka — 120 000 so‘m");
    }

    #[test]
    fn running_text_stays_as_it_is() {
        for text in [
            "Yetkazib berish: Toshkent bo‘ylab bepul.",
            "To‘lov naqd; karta ham bo‘ladi; nasiya yo‘q.",
            "Ish vaqti: 9:00 dan 18:00 gacha.\nDam olish kuni: yakshanba.",
        ] {
            assert_eq!(shown(text, None), text);
        }
    }

    #[test]
    fn a_long_text_is_cut_to_what_was_asked() {
        let filler = "Bizning do‘konimiz ko‘p yillardan beri ishlaydi. ".repeat(20);
        let text = format!("{filler}Choynaklarga 12 oy kafolat beramiz. Chekni saqlang. {filler}");
        let shown = readable(&source(&text, None), "Choynakka kafolat bormi?");
        assert!(shown.starts_with("Choynaklarga 12 oy kafolat beramiz. Chekni saqlang."));
        assert!(shown.chars().count() <= EXCERPT_CHARS);
    }

    #[test]
    fn uzbek_is_shown_in_the_customers_script_and_other_languages_stay() {
        let latin = "Yetkazib berish Toshkent bo‘ylab bepul, 2 kunda";
        let cyrillic = "Етказиб бериш Тошкент бўйлаб бепул, 2 кунда";
        let russian = "Доставка по Ташкенту бесплатно за 2 дня";
        assert_eq!(in_script(latin, latin, Language::UzCyrl), cyrillic);
        assert_eq!(in_script(cyrillic, cyrillic, Language::UzLatn), latin);
        assert_eq!(in_script(latin, latin, Language::Ru), latin);
        for language in Language::ALL {
            assert_eq!(in_script(russian, russian, language), russian);
        }
    }
}
