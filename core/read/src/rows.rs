//! Rows of a table as lines that are understood alone.
//!
//! A search finds a line, not a table: `Nomi: Futbolka; Narxi: 50 000` answers
//! a question, `Futbolka; 50 000` under a heading far above does not.

mod words;

use std::collections::BTreeSet;

use self::words::{is_column_name, is_column_word, is_property};

/// How the rows of a table become lines.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Layout {
    /// Rows before the header: the title of a price list.
    pub title_rows: usize,
    /// Names of the columns, when the table has them.
    pub header: Option<Vec<String>>,
    /// Whether every row is a name and its value: `Weight | 1,1 kg`.
    pub are_pairs: bool,
}

impl Layout {
    /// Looks for a header in the first rows of a table.
    pub fn of(rows: &[Vec<String>]) -> Self {
        let width = rows.iter().map(|row| filled(row)).max().unwrap_or(0);
        let title_rows = rows.iter().take_while(|row| filled(row) < 2).count();
        if width < 2 || title_rows == rows.len() {
            return Self::default();
        }
        if width == 2 && are_pairs(&rows[title_rows..]) {
            return Self {
                are_pairs: true,
                ..Self::default()
            };
        }
        let (header, body) = (&rows[title_rows], &rows[title_rows + 1..]);
        if !names_columns(header, body) {
            return Self::default();
        }
        Self {
            title_rows,
            header: Some(header.iter().map(|name| one_line(name)).collect()),
            are_pairs: false,
        }
    }

    /// One row as a line; empty when the row is empty.
    pub fn line(&self, row: &[String]) -> String {
        if let Some((name, value)) = pair(row).filter(|_| self.are_pairs) {
            let (name, value) = (one_line(name), one_line(value));
            return format!("{}: {value}", name.trim_end_matches(':'));
        }
        let mut line = String::new();
        for (column, value) in row.iter().enumerate() {
            let value = one_line(value);
            if value.is_empty() {
                continue;
            }
            if !line.is_empty() {
                line.push_str("; ");
            }
            let name = self.header.as_ref().and_then(|header| header.get(column));
            if let Some(name) = name.filter(|name| !name.is_empty()) {
                line.push_str(name.trim_end_matches(':'));
                line.push_str(": ");
            }
            line.push_str(&value);
        }
        line
    }
}

/// Rows that are looked at before deciding on a delimiter and a header.
pub(crate) const SAMPLE_ROWS: usize = 200;

/// The rows of a table as lines, and whether all of them found room.
pub(crate) fn text(rows: impl Iterator<Item = Vec<String>>, limit_bytes: usize) -> (String, bool) {
    let mut rows = rows.fuse();
    let sample: Vec<Vec<String>> = rows.by_ref().take(SAMPLE_ROWS).collect();
    let layout = Layout::of(&sample);
    let plain = Layout::default();
    let is_header = |at: usize| at == layout.title_rows && layout.header.is_some();
    let first = sample.iter().enumerate().filter(|(at, _)| !is_header(*at));
    let first = first.map(|(at, row)| {
        if at < layout.title_rows {
            plain.line(row)
        } else {
            layout.line(row)
        }
    });
    let mut text = String::new();
    for line in first.chain(rows.map(|row| layout.line(&row))) {
        if text.len() + line.len() >= limit_bytes {
            return (text, false);
        }
        text.push_str(&line);
        text.push('\n');
    }
    (text, true)
}

/// A cell without line ends.
fn one_line(cell: &str) -> String {
    let mut line = String::with_capacity(cell.len());
    for word in cell.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

fn filled(row: &[String]) -> usize {
    row.iter().filter(|cell| !cell.trim().is_empty()).count()
}

/// Whether a row names the columns below it. Its cells must look like names,
/// and something must set it apart: a known word, numbers below, or texts
/// below that are much longer.
pub(crate) fn names_columns(row: &[String], body: &[Vec<String>]) -> bool {
    if body.is_empty() {
        return false;
    }
    let names: Vec<String> = row.iter().map(|cell| cell.trim().to_lowercase()).collect();
    let used = names.iter().filter(|name| !name.is_empty()).count();
    let width = body.iter().map(|row| filled(row)).max().unwrap_or(used);
    if used < 2 || used * 3 < width * 2 || !names.iter().all(|name| is_name_like(name)) {
        return false;
    }
    let repeats = |at: usize| !names[at].is_empty() && names[..at].contains(&names[at]);
    if (0..names.len()).any(repeats) {
        return false;
    }
    if names.iter().any(|name| is_column_word(name)) {
        return true;
    }
    // The first of several pairs has a value beside its name.
    let is_value = |name: &String| name.ends_with('?') || name.contains(|c: char| c.is_numeric());
    let may_be_pair = used == 2 && names.iter().any(is_value);
    !may_be_pair && (0..names.len()).any(|column| stands_apart(&names[column], column, body))
}

/// The two filled cells of a row that has no more.
fn pair(row: &[String]) -> Option<(&String, &String)> {
    let mut cells = row.iter().filter(|cell| !cell.trim().is_empty());
    let pair = (cells.next()?, cells.next()?);
    cells.next().is_none().then_some(pair)
}

/// Whether the first of two columns names the values in the second. The first
/// row says little: a header also looks like a pair.
fn are_pairs(rows: &[Vec<String>]) -> bool {
    let Some((first, rows)) = rows.split_first() else {
        return false;
    };
    let Some((left, right)) = pair(first) else {
        return false;
    };
    let pairs: Vec<(&String, &String)> = rows.iter().filter_map(|row| pair(row)).collect();
    if pairs.is_empty() || is_column_name(right) || !is_name_like(left) {
        return false;
    }
    let names = pairs.iter().filter(|(name, _)| is_property(name));
    let values: Vec<&str> = pairs.iter().map(|(_, value)| value.as_str()).collect();
    names.count() * 2 >= pairs.len() || (!is_column_name(left) && differ_in_units(&values))
}

/// Whether numbers are of several sorts: 2200 W, 1,7 l, 75 cm. Those of one
/// column, such as prices, are of one.
fn differ_in_units(values: &[&str]) -> bool {
    const FEWEST_VALUES: usize = 3;
    let numbers = values.iter().filter(|value| is_number_like(value));
    let units: Vec<String> = numbers
        .map(|value| value.chars().filter(|c| c.is_alphabetic()).collect())
        .collect();
    let kinds: BTreeSet<&String> = units.iter().filter(|unit| !unit.is_empty()).collect();
    values.len() >= FEWEST_VALUES && units.len() * 2 > values.len() && kinds.len() * 2 > units.len()
}

fn is_name_like(cell: &str) -> bool {
    const LONGEST_CHARS: usize = 60;
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    let is_sign = matches!(cell, "" | "№" | "#" | "n" | "%");
    is_sign || (letters > digits && cell.chars().count() <= LONGEST_CHARS && !cell.contains("://"))
}

/// Whether what stands below a name is of another sort than the name.
fn stands_apart(name: &str, column: usize, body: &[Vec<String>]) -> bool {
    if name.is_empty() {
        return false;
    }
    let below = || {
        let cells = body.iter().filter_map(|row| row.get(column));
        cells
            .map(|cell| cell.trim())
            .filter(|cell| !cell.is_empty())
    };
    let count = below().count();
    if count == 0 || below().any(|cell| cell.to_lowercase() == name) {
        return false;
    }
    let numbers = below().filter(|cell| is_number_like(cell)).count();
    let name_chars = name.chars().count();
    let long = below().filter(|cell| cell.chars().count() > 4 * name_chars.max(10));
    numbers * 2 > count || long.count() * 2 > count
}

fn is_number_like(cell: &str) -> bool {
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    digits > 0 && digits >= letters
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Vec<Vec<String>> {
        let cells = |line: &str| line.split('|').map(|cell| cell.trim().to_owned()).collect();
        text.lines().map(cells).collect()
    }

    fn lines(text: &str) -> Vec<String> {
        let rows = table(text);
        let layout = Layout::of(&rows);
        let skipped = layout.title_rows + usize::from(layout.header.is_some());
        rows[skipped..].iter().map(|row| layout.line(row)).collect()
    }

    #[test]
    fn every_row_repeats_the_names_of_its_columns() {
        assert_eq!(
            lines("Nomi|Narxi|Soni\nFutbolka|50 000|10\nKepka||3"),
            [
                "Nomi: Futbolka; Narxi: 50 000; Soni: 10",
                "Nomi: Kepka; Soni: 3",
            ]
        );
    }

    #[test]
    fn unknown_names_above_numbers_or_long_texts_are_a_header() {
        assert_eq!(
            lines("Kunlar|Haqi\nDushanba|15\nSeshanba|20")[0],
            "Kunlar: Dushanba; Haqi: 15"
        );
        let long = "Bu juda uzun matn bo'lib, unda hamma narsa batafsil yozilgan va tushuntirilgan";
        assert_eq!(
            lines(&format!("Mavzu|Matn\nPul|{long}"))[0],
            format!("Mavzu: Pul; Matn: {long}")
        );
    }

    #[test]
    fn a_table_without_names_keeps_its_first_row() {
        assert_eq!(
            lines("Toshkent|Yunusobod\nSamarqand|Markaz"),
            ["Toshkent; Yunusobod", "Samarqand; Markaz",]
        );
        assert_eq!(lines("Futbolka|50000\nKepka|30000")[0], "Futbolka; 50000");
        assert_eq!(lines("bir ustun\nikkinchi qator")[0], "bir ustun");
        assert_eq!(lines("Narxi: 5000|Telefon"), ["Narxi: 5000; Telefon"]);
    }

    #[test]
    fn names_and_values_in_two_columns_are_pairs() {
        let pairs = |text: &str| lines(text).join("\n");
        let specs = "Производитель|SilverCook\nМощность|2200 Вт\nОбъём|1,7 л\nДлина шнура|75 см";
        assert_eq!(pairs(specs), specs.replace('|', ": "));
        let contacts = "Адрес|Самарканд, улица Регистан, дом 5\nТелефон|+998 66 233-45-67";
        assert_eq!(pairs(contacts), contacts.replace('|', ": "));
        let unknown = "Shtift|Bor\nTok|2200 W\nSig'imi|1,7 l\nSim|75 cm";
        assert_eq!(pairs(unknown), unknown.replace('|', ": "));
        let named = "Название|Чайник\nЦена:|50 000\nРазмер|20 см\nСкидка";
        assert_eq!(
            pairs(named),
            "Название: Чайник\nЦена: 50 000\nРазмер: 20 см\nСкидка"
        );
    }

    #[test]
    fn price_lists_of_two_columns_are_no_pairs() {
        for (names, goods) in [
            ("Nomi|Narxi", "Choy|5000\nNon|4000"),
            ("Товар|Цена, сум", "Чай|5 000 сум\nХлеб|4 000 сум"),
            ("Name|Price", "Tea|5 USD\nBread|4 USD"),
            ("Kategoriya|Soni", "Tovar A|5\nTovar B|6"),
            ("Модель|Цена", "Модель А|5 000\nМодель Б|6 000"),
            ("Xizmat|Haqi", "O'rnatish|80 000\nTa'mir|90 000"),
            ("Размер|Остаток", "M|3\nL|4"),
        ] {
            let (name, value) = names.split_once('|').unwrap();
            let row = goods.lines().next().unwrap().split_once('|').unwrap();
            assert_eq!(
                lines(&format!("{names}\n{goods}"))[0],
                format!("{name}: {}; {value}: {}", row.0, row.1)
            );
        }
        assert_eq!(lines("Choy|5000\nNon|4000")[0], "Choy; 5000");
    }

    #[test]
    fn titles_above_the_header_are_found() {
        let rows = table("Прайс-лист|\n|\nНазвание|Цена\nЧай|5000");
        let layout = Layout::of(&rows);
        assert_eq!(layout.title_rows, 2);
        assert_eq!(layout.line(&rows[3]), "Название: Чай; Цена: 5000");
    }
}
