//! Excel workbooks: what is seen on the sheets, row by row.
//!
//! Hidden sheets, rows and columns stay unread: sellers hide in them what
//! their customers shall not know, such as what the goods cost themselves.

mod hidden;

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Seek};
use std::ops::RangeInclusive;
use std::panic;

use calamine::{DataRef, ExcelDateTime, Reader, SheetVisible, Xlsx, XlsxError};
use zip::ZipArchive;

use self::hidden::Hidden;
use crate::extract::Raw;
use crate::rows;
use crate::{Limits, Refusal, Warning};

/// Columns that are read; a price list with more is a mistake of a program.
const MOST_COLUMNS: u32 = 256;

/// Reads every sheet that is seen. The library panics on some cell addresses
/// that no program writes.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Raw, Refusal> {
    panic::catch_unwind(|| sheets(bytes, limits)).unwrap_or(Err(Refusal::Corrupt))
}

fn sheets(bytes: &[u8], limits: &Limits) -> Result<Raw, Refusal> {
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(Refusal::Encrypted);
    }
    check(bytes, limits)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
    let hidden = hidden::of(bytes, limits)?;
    let names: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut sheets: Vec<(String, Vec<Vec<String>>)> = Vec::new();
    for name in names {
        let none = Hidden::default();
        let rows = sheet(&mut book, &name, hidden.get(&name).unwrap_or(&none))?;
        if !rows.is_empty() {
            sheets.push((name, rows));
        }
    }
    let mut text = String::new();
    let mut is_whole = true;
    let has_many = sheets.len() > 1;
    for (name, mut rows) in sheets {
        group_prices(&mut rows);
        if has_many {
            text.push_str(&format!("\n# {name}\n"));
        }
        let left = limits.text_len().saturating_sub(text.len());
        let (lines, all) = rows::text(rows.into_iter(), left);
        text.push_str(&lines);
        is_whole &= all;
    }
    let mut raw = Raw::of(text);
    if !is_whole {
        raw.warnings.push(Warning::Truncated);
    }
    Ok(raw)
}

/// Refuses an archive that says itself that it is too much.
fn check(bytes: &[u8], limits: &Limits) -> Result<(), Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Corrupt)?;
    if archive.len() as u64 > limits.parts {
        return Err(Refusal::TooComplex);
    }
    let mut inflated = 0_u64;
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(|_| Refusal::Corrupt)?;
        inflated = inflated.saturating_add(part.size());
        if part.size() > limits.part_bytes || inflated > limits.inflated_bytes {
            return Err(Refusal::TooComplex);
        }
    }
    Ok(())
}

fn refusal(error: &XlsxError) -> Refusal {
    match error {
        XlsxError::Password => Refusal::Encrypted,
        _ => Refusal::Corrupt,
    }
}

/// The filled rows of a sheet. Cells are read one after the other: a stray
/// one in the last row of the sheet must not make a million empty rows.
fn sheet<R: Read + Seek>(
    book: &mut Xlsx<R>,
    name: &str,
    hidden: &Hidden,
) -> Result<Vec<Vec<String>>, Refusal> {
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        // A sheet that is a chart has no cells.
        Err(XlsxError::NotAWorksheet(_)) => return Ok(Vec::new()),
        Err(error) => return Err(refusal(&error)),
    };
    while let Some(cell) = cells.next_cell().map_err(|error| refusal(&error))? {
        let (row, column) = cell.get_position();
        if column >= MOST_COLUMNS || hidden.row(row) || hidden.column(column) {
            continue;
        }
        let value = shown(cell.get_value());
        if !value.is_empty() {
            put(&mut rows, row, column, value);
        }
    }
    for (column, area) in &hidden.merged {
        fill_down(&mut rows, (*column, area), hidden);
    }
    Ok(rows.into_values().collect())
}

fn put(rows: &mut BTreeMap<u32, Vec<String>>, row: u32, column: u32, value: String) {
    let cells = rows.entry(row).or_default();
    let column = column as usize;
    if cells.len() <= column {
        cells.resize(column + 1, String::new());
    }
    cells[column] = value;
}

/// A value that stands over several rows belongs to each of them.
fn fill_down(
    rows: &mut BTreeMap<u32, Vec<String>>,
    (column, area): (u32, &RangeInclusive<u32>),
    hidden: &Hidden,
) {
    let top = *area.start();
    let value = rows
        .get(&top)
        .and_then(|cells| cells.get(column as usize))
        .cloned()
        .unwrap_or_default();
    if value.is_empty() || area.is_empty() || hidden.column(column) {
        return;
    }
    // Only rows that have something of their own: the rest is empty paper.
    let below: Vec<u32> = rows
        .range(area.clone())
        .map(|(row, _)| *row)
        .filter(|row| *row > top && !hidden.row(*row))
        .collect();
    for row in below {
        put(rows, row, column, value.clone());
    }
}

/// A value as a person reads it in Uzbekistan: decimal comma, day first.
fn shown(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(whole) => whole.to_string(),
        DataRef::Float(number) => number_shown(*number),
        DataRef::String(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Bool(true) => "+".to_owned(),
        DataRef::Bool(false) => "-".to_owned(),
        DataRef::DateTime(moment) => moment_shown(moment),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

fn number_shown(number: f64) -> String {
    // Fifteen digits are exact in Excel; 0.1 + 0.2 is 0.3 there.
    let text = format!("{number:.9}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    text.replace('.', ",")
}

fn moment_shown(moment: &ExcelDateTime) -> String {
    if moment.is_duration() {
        let minutes = (moment.as_f64() * 24.0 * 60.0).round() as i64;
        return format!("{}:{:02}", minutes / 60, minutes % 60);
    }
    let (year, month, day, hour, minute, _, _) = moment.to_ymd_hms_milli();
    let date = format!("{day:02}.{month:02}.{year}");
    let time = format!("{hour:02}:{minute:02}");
    let has_date = moment.as_f64() >= 1.0;
    match (has_date, (hour, minute) == (0, 0)) {
        (true, true) => date,
        (true, false) => format!("{date} {time}"),
        (false, _) => time,
    }
}

/// Words in the names of columns that hold money.
const MONEY: [&str; 13] = [
    "narx",
    "baho",
    "summa",
    "нарх",
    "баҳо",
    "сумма",
    "сўм",
    "цена",
    "стоимост",
    "price",
    "cost",
    "so‘m",
    "so'm",
];

/// Writes 145000 as 145 000 where a column is called a price. How a cell is
/// formatted is not known here, and codes and phones must stay as they are.
fn group_prices(rows: &mut [Vec<String>]) {
    let layout = rows::Layout::of(&rows[..rows.len().min(rows::SAMPLE_ROWS)]);
    let Some(header) = &layout.header else { return };
    let is_money = |name: &String| {
        let name = name.to_lowercase();
        MONEY.iter().any(|word| name.contains(word))
    };
    let columns: Vec<usize> = (0..header.len())
        .filter(|at| is_money(&header[*at]))
        .collect();
    for row in rows.iter_mut().skip(layout.title_rows + 1) {
        for column in &columns {
            if let Some(cell) = row.get_mut(*column) {
                *cell = grouped(cell);
            }
        }
    }
}

fn grouped(cell: &str) -> String {
    const SHORTEST: usize = 5;
    const LONGEST: usize = 10;
    let is_whole = cell.bytes().all(|byte| byte.is_ascii_digit());
    if !is_whole || !(SHORTEST..=LONGEST).contains(&cell.len()) {
        return cell.to_owned();
    }
    let mut text = String::with_capacity(cell.len() + 3);
    for (at, digit) in cell.chars().enumerate() {
        if at > 0 && (cell.len() - at).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}
