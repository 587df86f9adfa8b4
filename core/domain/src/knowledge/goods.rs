//! Goods of a price list, each with a code that a link can carry.
//!
//! A code comes from the good's name alone, so a link goes on to lead to the
//! same good when the file is replaced and its price has changed.

use scx_lang::{Hit, fold};
use sha2::{Digest, Sha256};

use super::Book;

/// Letters of a code.
const CODE_CHARS: usize = 12;
/// Rows of one good: its sizes, its colours.
const MOST_ROWS: usize = 8;
/// Letters of all that is shown of a good.
const SHOWN_CHARS: usize = 1_800;
/// Letters of a name in a link's list.
const NAME_CHARS: usize = 80;
/// A row that fits much worse than the best is something else.
const NEAR_SCORE: f32 = 0.5;
/// What the column of names is called, folded.
const NAME_COLUMNS: [&str; 12] = [
    "nomi",
    "nom",
    "mahsulot",
    "tovar",
    "nomlaniwi",
    "model",
    "naimenovanie",
    "nazvanie",
    "name",
    "product",
    "item",
    "title",
];

/// Something that is sold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Good {
    /// Twelve letters and digits.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// What the file says of it, a line for each row.
    pub text: String,
}

impl Book {
    /// The good of a code, with everything that the file says of it.
    pub fn good(&self, code: &str) -> Option<Good> {
        let mut rows = self.rows().filter(|good| good.code == code);
        let mut good = rows.next()?;
        for row in rows.take(MOST_ROWS - 1) {
            if good.text.chars().count() + row.text.chars().count() > SHOWN_CHARS {
                break;
            }
            good.text.push_str("\n\n");
            good.text.push_str(&row.text);
        }
        Some(good)
    }

    /// All goods in the order of the file, each once.
    pub fn goods(&self) -> Vec<Good> {
        let mut known = std::collections::HashSet::new();
        let mut goods: Vec<Good> = self.rows().collect();
        goods.retain(|good| known.insert(good.code.clone()));
        goods
    }

    /// The goods whose rows fit some words best.
    pub fn goods_like(&self, words: &str, top: usize) -> Vec<Good> {
        let mut found: Vec<Good> = Vec::new();
        let hits = self.index.search(words, top * 4);
        let best = hits.first().map_or(0.0, |hit| hit.score);
        let is_meant = |hit: &&Hit| hit.covered > 0.0 && hit.score >= best * NEAR_SCORE;
        for hit in hits.iter().filter(is_meant) {
            let passage = usize::try_from(hit.passage).ok();
            let passage = passage.and_then(|place| self.passages.get(place));
            let Some(good) = passage.and_then(|passage| row(&passage.text)) else {
                continue;
            };
            if !found.iter().any(|known| known.code == good.code) {
                found.push(good);
            }
        }
        found.truncate(top);
        found
    }

    fn rows(&self) -> impl Iterator<Item = Good> {
        self.passages
            .iter()
            .filter_map(|passage| row(&passage.text))
    }
}

/// The good of a row: of named cells, or of a name with a price behind it.
fn row(text: &str) -> Option<Good> {
    let cells: Vec<(&str, &str)> = text
        .split("; ")
        .filter_map(|cell| cell.split_once(": "))
        .map(|(column, value)| (column.trim(), value.trim()))
        .collect();
    let (name, lines) = match cells.len() {
        0 | 1 => (before_price(text)?, text.trim().to_owned()),
        _ => {
            let lines = cells
                .iter()
                .map(|(column, value)| format!("{column}: {value}"));
            (named(&cells)?, lines.collect::<Vec<_>>().join("\n"))
        }
    };
    let name: String = name.chars().take(NAME_CHARS).collect();
    let code = code(&name);
    Some(Good {
        code,
        name,
        text: lines,
    })
}

/// The cell of the name: by its column, else the first that is in words.
fn named<'a>(cells: &[(&str, &'a str)]) -> Option<&'a str> {
    let is_name = |(column, _): &&(&str, &str)| {
        let column = fold(column);
        let mut words = column.split_whitespace();
        words.any(|word| NAME_COLUMNS.contains(&word))
    };
    let named = cells.iter().filter(|(_, value)| is_worded(value));
    let by_column = named.clone().find(is_name);
    by_column
        .or_else(|| named.clone().next())
        .map(|(_, value)| *value)
}

fn is_worded(value: &str) -> bool {
    value.chars().filter(|c| c.is_alphabetic()).count() >= 2
}

/// What stands before a dash or blanks with a number behind: "Choynak — 250 000".
fn before_price(text: &str) -> Option<&str> {
    let line = text.trim();
    if line.contains('\n') {
        return None;
    }
    let signs = [" — ", " – ", " - ", "\t", ": ", "  "];
    let cuts = signs
        .iter()
        .flat_map(|sign| [line.split_once(sign), line.rsplit_once(sign)]);
    let mut good = cuts
        .flatten()
        .filter(|(name, rest)| is_price(rest) && is_worded(name));
    good.next().map(|(name, _)| name.trim())
}

/// Whether a text begins with a number as long as prices are, and not times
/// or telephones.
fn is_price(text: &str) -> bool {
    let number = text
        .trim_start()
        .chars()
        .take_while(|c| c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | '.' | ','));
    let number: String = number.collect();
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let is_time = |c| {
        number
            .trim()
            .split_once(c)
            .is_some_and(|(hours, _)| hours.len() <= 2)
    };
    (4..=8).contains(&digits) && !is_time('.')
}

/// The code of a name: the same in either script and however it is spaced.
fn code(name: &str) -> String {
    const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let folded = fold(name);
    let words: Vec<&str> = folded.split_whitespace().collect();
    let hash = Sha256::digest(words.join(" "));
    let digit = |byte: &u8| char::from(DIGITS[usize::from(*byte) % DIGITS.len()]);
    hash.iter().take(CODE_CHARS).map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_known_by_its_name() {
        let first = row("№: 1; Mahsulot nomi: Choynak Artel; Narxi: 250 000").unwrap();
        assert_eq!(first.name, "Choynak Artel");
        assert!(first.text.contains("Narxi: 250 000"));
        assert_eq!(row("Kod: AB-12; Товар: Чойнак").unwrap().name, "Чойнак");
        assert_eq!(row("Piyola, oq — 35 000 so‘m").unwrap().name, "Piyola, oq");
        assert_eq!(row("Narxi: 5; Soni: 3"), None);
        assert_eq!(row("Dushanbadan shanbagacha ishlaymiz."), None);
        assert_eq!(row("Telefon: yozing"), None);
        assert_eq!(row("Telefon: 90 123 45 67"), None);
        assert_eq!(row("Ish vaqti: 9:00 dan"), None);
        assert_eq!(row("Dushanba: 10.00 – 18.00"), None);
        let phone = row("Samsung A54 - 8/128 — 3 500 000").unwrap();
        assert_eq!(phone.name, "Samsung A54 - 8/128");
    }

    #[test]
    fn a_code_outlives_prices_and_spellings() {
        let code = |text| row(text).unwrap().code;
        assert_eq!(
            code("Nomi: Choynak Artel; Narxi: 1"),
            code("Narxi: 2 000; Nomi: Чойнак  Артел")
        );
        assert_ne!(
            code("Nomi: Choynak Artel; Narxi: 1"),
            code("Nomi: Choynak Bosch; Narxi: 1")
        );
        let one = code("Nomi: Choynak; Narxi: 1");
        assert_eq!(one.len(), CODE_CHARS);
        assert!(one.chars().all(|c| c.is_ascii_alphanumeric()));
    }
}
