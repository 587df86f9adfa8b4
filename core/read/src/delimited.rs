//! Tables as text: CSV with any of the usual delimiters.

use csv::{ReaderBuilder, StringRecord};

use crate::extract::Raw;
use crate::rows::{self, SAMPLE_ROWS};
use crate::text::encoding;
use crate::{Limits, Refusal, Warning};

/// Reads a table; every row becomes a line that is understood alone.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Raw, Refusal> {
    if !encoding::is_text(bytes) {
        return Err(Refusal::WrongType {
            found: "binary".to_owned(),
        });
    }
    let decoded = encoding::decode(bytes);
    let (text, told) = told_delimiter(&decoded);
    let delimiter = told.unwrap_or_else(|| delimiter(text));
    let are_quotes_marks = !quotes_swallow_lines(text, delimiter);
    let rows = records(text, delimiter, are_quotes_marks);
    let (lines, is_whole) = rows::text(rows, limits.text_len());
    let mut raw = Raw::of(lines);
    if !is_whole {
        raw.warnings.push(Warning::Truncated);
    }
    Ok(raw)
}

const DELIMITERS: [u8; 4] = [b';', b',', b'\t', b'|'];

fn records(text: &str, delimiter: u8, are_quotes_marks: bool) -> impl Iterator<Item = Vec<String>> {
    let reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .quoting(are_quotes_marks)
        .from_reader(text.as_bytes());
    let cells = |record: StringRecord| record.iter().map(str::to_owned).collect();
    // The text is UTF-8 and rows may differ in length, so no record can fail.
    reader.into_records().map_while(Result::ok).map(cells)
}

/// Excel writes and obeys a first line such as `sep=;`.
fn told_delimiter(text: &str) -> (&str, Option<u8>) {
    let Some(rest) = text.strip_prefix("sep=") else {
        return (text, None);
    };
    let Some((line, body)) = rest.split_once('\n') else {
        return (text, None);
    };
    match line.trim_end_matches('\r').as_bytes() {
        [delimiter] if DELIMITERS.contains(delimiter) => (body, Some(*delimiter)),
        _ => (text, None),
    }
}

/// The delimiter that cuts the most rows into the same number of cells.
fn delimiter(text: &str) -> u8 {
    let mut best = (0, DELIMITERS[0]);
    for delimiter in DELIMITERS {
        let agreement = agreement(text, delimiter);
        if agreement > best.0 {
            best = (agreement, delimiter);
        }
    }
    best.1
}

/// How well rows agree on their width, more so the wider they are: a comma
/// in every price also makes columns, but fewer.
fn agreement(text: &str, delimiter: u8) -> usize {
    let widths: Vec<usize> = records(text, delimiter, true)
        .take(SAMPLE_ROWS)
        .filter(|row| row.iter().any(|cell| !cell.trim().is_empty()))
        .map(|row| row.len())
        .collect();
    let agreeing = |width: usize| widths.iter().filter(|w| **w == width).count();
    let usual = widths
        .iter()
        .copied()
        .filter(|w| *w > 1)
        .max_by_key(|w| (agreeing(*w), *w));
    let Some(width) = usual else { return 0 };
    let share_percent = agreeing(width) * 100 / widths.len();
    share_percent * share_percent * width.min(8)
}

/// Whether a quotation mark that is never closed (`"Korona` or 32") takes
/// whole rows into one cell.
fn quotes_swallow_lines(text: &str, delimiter: u8) -> bool {
    const MOST_LINES_IN_CELL: usize = 60;
    let is_swallowing = |cell: &String| cell.matches('\n').count() > MOST_LINES_IN_CELL;
    let swallows = |row: Vec<String>| row.iter().any(is_swallowing) || ends_inside(&row, text);
    records(text, delimiter, true).any(swallows)
}

/// Whether a row's last cell runs over line ends up to the end of the text
/// without the mark that would close it.
fn ends_inside(row: &[String], text: &str) -> bool {
    let Some(last) = row.last().filter(|cell| cell.contains('\n')) else {
        return false;
    };
    !text.trim_end().ends_with('"') && text.ends_with(last.as_str())
}

#[cfg(test)]
mod tests {
    use encoding_rs::WINDOWS_1251;
    use proptest::prelude::*;

    use super::*;

    fn lines(bytes: &[u8]) -> Vec<String> {
        let raw = read(bytes, &Limits::default()).unwrap();
        raw.text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn every_usual_delimiter_is_found() {
        for delimiter in [";", ",", "\t", "|"] {
            let text = format!(
                "Nomi{delimiter}Narxi{delimiter}Izoh\nChoy{delimiter}5000{delimiter}qora\n"
            );
            assert_eq!(
                lines(text.as_bytes()),
                ["Nomi: Choy; Narxi: 5000; Izoh: qora"]
            );
        }
    }

    #[test]
    fn commas_in_numbers_and_texts_do_not_win_over_the_real_delimiter() {
        let text = "Nomi;Narxi\nOlma, qizil;12,50\nNok;9,75\nUzum, oq, shirin;20,00\n";
        assert_eq!(lines(text.as_bytes())[0], "Nomi: Olma, qizil; Narxi: 12,50");
    }

    #[test]
    fn quoted_cells_may_hold_delimiters_and_lines() {
        let text = "Savol,Javob\n\"Narx, qancha?\",\"Birinchi\nikkinchi \"\"uchinchi\"\"\"\n";
        assert_eq!(
            lines(text.as_bytes()),
            ["Savol: Narx, qancha?; Javob: Birinchi ikkinchi \"uchinchi\""]
        );
    }

    #[test]
    fn a_quotation_mark_left_open_costs_no_rows() {
        let text = "Nomi;Narxi\n\"Korona;100\nTelevizor 32;200\nRadio;300\n";
        let lines = lines(text.as_bytes());
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert_eq!(lines[2], "Nomi: Radio; Narxi: 300");
    }

    #[test]
    fn an_excel_export_in_windows_1251_reads_right() {
        let text = "sep=;\r\nНазвание;Цена\r\nФутболка;50 000\r\n";
        let (bytes, _, _) = WINDOWS_1251.encode(text);
        assert_eq!(lines(&bytes), ["Название: Футболка; Цена: 50 000"]);
    }

    #[test]
    fn the_title_of_a_list_stays_and_rows_without_names_are_joined() {
        let text = "Прайс-лист 2026;;\n;;\nТовар;Цена;Остаток\nЧай;5000;3\n";
        assert_eq!(
            lines(text.as_bytes()),
            ["Прайс-лист 2026", "", "Товар: Чай; Цена: 5000; Остаток: 3"]
        );
        assert_eq!(lines(b"Choy;5000\nNon;4000\n"), ["Choy; 5000", "Non; 4000"]);
    }

    #[test]
    fn rows_beyond_the_limit_are_left_off_with_a_warning() {
        let limits = Limits {
            text_bytes: 40,
            ..Limits::default()
        };
        let raw = read(b"Nomi;Narxi\nChoy;5000\nNon;4000\nSut;9000\n", &limits).unwrap();
        assert_eq!(raw.text, "Nomi: Choy; Narxi: 5000\n");
        assert_eq!(raw.warnings, [Warning::Truncated]);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in any::<Vec<u8>>()) {
            let _ = read(&bytes, &Limits::default());
        }

        #[test]
        fn any_table_is_read(text in "[a-z0-9;,\"\n\t|]{0,200}") {
            prop_assert!(read(text.as_bytes(), &Limits::default()).is_ok());
        }
    }
}
