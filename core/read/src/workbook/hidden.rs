//! Which rows and columns of a workbook are hidden, which the library that
//! reads the cells does not say, and which cells are merged, where it takes
//! odd areas badly.

use std::collections::HashMap;
use std::io::{BufReader, Cursor, Read};
use std::ops::RangeInclusive;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::{Limits, Refusal};

/// What is hidden on one sheet, counted from 0.
#[derive(Default)]
pub(super) struct Hidden {
    columns: Vec<RangeInclusive<u32>>,
    rows: Vec<u32>,
    /// Merged areas: the first column, and the rows.
    pub(super) merged: Vec<(u32, RangeInclusive<u32>)>,
}

impl Hidden {
    pub(super) fn column(&self, column: u32) -> bool {
        self.columns.iter().any(|range| range.contains(&column))
    }

    pub(super) fn row(&self, row: u32) -> bool {
        self.rows.binary_search(&row).is_ok()
    }
}

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// What is hidden, by the name of the sheet.
pub(super) fn of(bytes: &[u8], limits: &Limits) -> Result<HashMap<String, Hidden>, Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Corrupt)?;
    let mut targets: HashMap<String, String> = HashMap::new();
    elements(
        &mut archive,
        "xl/_rels/workbook.xml.rels",
        limits,
        |element| {
            if element.local_name().as_ref() == "Relationship"
                && let (Some(id), Some(target)) = (value(element, "Id"), value(element, "Target"))
            {
                targets.insert(id, target);
            }
        },
    )?;
    let mut sheets: Vec<(String, String)> = Vec::new();
    elements(&mut archive, "xl/workbook.xml", limits, |element| {
        if element.local_name().as_ref() == "sheet"
            && let (Some(name), Some(id)) = (value(element, "name"), value(element, "id"))
            && let Some(target) = targets.get(&id)
        {
            sheets.push((name, part(target)));
        }
    })?;
    let mut hidden = HashMap::new();
    for (name, part) in sheets {
        hidden.insert(name, of_sheet(&mut archive, &part, limits)?);
    }
    Ok(hidden)
}

/// Targets are relative to `xl`, or begin with a slash.
fn part(target: &str) -> String {
    match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("xl/{target}"),
    }
}

fn of_sheet(archive: &mut Archive<'_>, part: &str, limits: &Limits) -> Result<Hidden, Refusal> {
    let mut hidden = Hidden::default();
    let mut rows_seen = 0;
    elements(archive, part, limits, |element| {
        let is_hidden = matches!(value(element, "hidden").as_deref(), Some("1" | "true"));
        let number = |name| value(element, name)?.parse::<u32>().ok()?.checked_sub(1);
        match element.local_name().as_ref() {
            "col" if is_hidden => {
                if let (Some(first), Some(last)) = (number("min"), number("max")) {
                    hidden.columns.push(first..=last);
                }
            }
            "mergeCell" => hidden.merged.extend(value(element, "ref").and_then(area)),
            "row" => {
                let row = number("r").unwrap_or(rows_seen);
                rows_seen = row.saturating_add(1);
                if is_hidden {
                    hidden.rows.push(row);
                }
            }
            _ => {}
        }
    })?;
    hidden.rows.sort_unstable();
    Ok(hidden)
}

/// The first column and the rows of an area such as `A2:C5`.
fn area(text: String) -> Option<(u32, RangeInclusive<u32>)> {
    let (first, last) = text.split_once(':')?;
    let ((column, top), (_, bottom)) = (cell(first)?, cell(last)?);
    Some((column, top..=bottom))
}

/// Column and row of a cell such as `AB12`, counted from 0.
fn cell(text: &str) -> Option<(u32, u32)> {
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = text.split_at(digits);
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        let number = letter
            .is_ascii_uppercase()
            .then(|| u32::from(letter - b'A') + 1)?;
        column.checked_mul(26)?.checked_add(number)
    })?;
    Some((
        column.checked_sub(1)?,
        row.parse::<u32>().ok()?.checked_sub(1)?,
    ))
}

/// Calls `take` with every element of a part; a part that is not there has none.
fn elements(
    archive: &mut Archive<'_>,
    part: &str,
    limits: &Limits,
    mut take: impl FnMut(&BytesStart<'_>),
) -> Result<(), Refusal> {
    let Ok(entry) = archive.by_name(part) else {
        return Ok(());
    };
    let mut reader = Reader::from_reader(BufReader::new(entry.take(limits.part_bytes)));
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element) | Event::Empty(element)) => take(&element),
            // Entities of its own are how XML becomes a bomb.
            Ok(Event::DocType(_)) | Err(_) => return Err(Refusal::Corrupt),
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
        }
        buffer.clear();
    }
}

/// An attribute by its name without prefix.
fn value(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attributes = element.attributes().flatten();
    let mut found = attributes.filter(|attribute| attribute.key.local_name().as_ref() == name);
    let attribute = found.next()?;
    let text = attribute.value;
    quick_xml::escape::unescape(&text).ok().map(Into::into)
}
