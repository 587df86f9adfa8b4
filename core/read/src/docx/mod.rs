//! Word documents, streamed part by part under limits.
//!
//! Libraries that build the whole document in memory fall to files of a few
//! kilobytes, so the XML is read as a stream of events.

mod element;
mod fields;
mod flow;
mod math;
mod notes;
mod numbering;
mod numerals;
mod package;
mod sections;
mod story;
mod styles;
mod symbols;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod xml;

use self::numbering::ListsReader;
use self::package::{Package, Relations};
use self::sections::{Running, Settings};
use self::story::{Shared, Story};
use crate::extract::Raw;
use crate::{Limits, Refusal};

/// Reads headers, body, notes and footers, in this order.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Raw, Refusal> {
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(Refusal::Encrypted);
    }
    let mut package = Package::open(bytes, limits)?;
    let body = package.body()?.ok_or(Refusal::Corrupt)?;
    let relations = package.relations(&body)?;
    let mut reading = Reading {
        shared: shared(&mut package, &relations)?,
        package,
        text_left: limits.text_bytes,
    };
    let mut settings = Settings::default();
    if let Some(part) = relations.first("settings") {
        reading.package.read(part, &mut settings)?;
    }
    let text = reading.part(&body, &relations)?;
    let running = Running::of(&reading.shared.sections, &settings, &relations);
    let mut texts = reading.parts(&running.headers)?;
    texts.push(text);
    let notes = ["footnotes", "endnotes"].map(|kind| relations.first(kind).map(str::to_owned));
    let notes: Vec<String> = notes.into_iter().flatten().collect();
    texts.extend(reading.parts(&notes)?);
    texts.extend(reading.parts(&running.footers)?);
    let mut kept: Vec<String> = Vec::new();
    for text in texts {
        // The first, the even and the usual header are often the same.
        if !text.trim().is_empty() && !kept.contains(&text) {
            kept.push(text);
        }
    }
    Ok(Raw::of(kept.join("\n")))
}

/// Whether an archive that has no part with the usual name is a Word file.
pub(crate) fn has_body(bytes: &[u8]) -> bool {
    /// The two small parts that tell; this is done before a file is accepted.
    const MOST_BYTES: u64 = 1024 * 1024;
    let limits = Limits {
        inflated_bytes: MOST_BYTES,
        ..Limits::default()
    };
    let body = Package::open(bytes, &limits).and_then(|mut package| package.body());
    matches!(body, Ok(Some(_)))
}

/// What stands in parts of its own for all that is read.
fn shared(package: &mut Package<'_>, relations: &Relations) -> Result<Shared, Refusal> {
    let mut shared = Shared::default();
    if let Some(part) = relations.first("styles") {
        package.read(part, &mut shared.styles)?;
    }
    if let Some(part) = relations.first("numbering") {
        let mut reader = ListsReader::default();
        package.read(part, &mut reader)?;
        shared.lists = reader.lists;
    }
    Ok(shared)
}

/// A document while its parts are read.
struct Reading<'a> {
    package: Package<'a>,
    shared: Shared,
    text_left: u64,
}

impl Reading<'_> {
    fn parts(&mut self, parts: &[String]) -> Result<Vec<String>, Refusal> {
        let mut texts = Vec::new();
        for part in parts {
            let relations = self.package.relations(part)?;
            texts.push(self.part(part, &relations)?);
        }
        Ok(texts)
    }

    fn part(&mut self, part: &str, relations: &Relations) -> Result<String, Refusal> {
        let nothing = Relations::default();
        for diagram in relations.all("diagramData") {
            let text = self.story(diagram, &nothing)?;
            self.shared.diagrams.insert(diagram.to_owned(), text);
        }
        self.story(part, relations)
    }

    fn story(&mut self, part: &str, relations: &Relations) -> Result<String, Refusal> {
        let mut story = Story::new(&mut self.shared, relations, self.text_left);
        self.package.read(part, &mut story)?;
        let text = story.finish()?;
        self.text_left = self.text_left.saturating_sub(text.len() as u64);
        Ok(text)
    }
}
