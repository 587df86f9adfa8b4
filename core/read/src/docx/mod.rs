//! Word documents, streamed part by part under limits.
//!
//! Libraries that build the whole document in memory fall to files of a few
//! kilobytes, so the XML is read as a stream of events.

mod story;
mod table;

use std::io::{self, BufReader, Cursor, ErrorKind, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use self::story::Story;
use crate::extract::Raw;
use crate::sniff::is_word_body;
use crate::{Limits, Refusal};

/// Reads headers, body, notes and footers, in this order.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Raw, Refusal> {
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(Refusal::Encrypted);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Corrupt)?;
    if archive.len() as u64 > limits.parts {
        return Err(Refusal::TooComplex);
    }
    let parts = parts(&archive)?;
    let mut budget = Budget {
        inflated_bytes: limits.inflated_bytes,
        text_bytes: limits.text_bytes,
    };
    let mut texts: Vec<String> = Vec::new();
    for part in parts {
        let text = read_part(&mut archive, &part, limits, &mut budget)?;
        // The first, the even and the usual header are often the same.
        if !text.trim().is_empty() && !texts.contains(&text) {
            texts.push(text);
        }
    }
    Ok(Raw::of(texts.join("\n")))
}

/// What is left for the parts still to be read.
struct Budget {
    inflated_bytes: u64,
    text_bytes: u64,
}

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

fn parts(archive: &Archive<'_>) -> Result<Vec<String>, Refusal> {
    let names: Vec<String> = archive
        .file_names()
        .flatten()
        .map(|name| name.into_owned())
        .collect();
    let body = names
        .iter()
        .find(|name| is_word_body(name))
        .ok_or(Refusal::Corrupt)?;
    let sorted = |start: &str| {
        let is_one = |name: &&String| name.starts_with(start) && name.ends_with(".xml");
        let mut found: Vec<String> = names.iter().filter(is_one).cloned().collect();
        found.sort();
        found
    };
    let mut parts = sorted("word/header");
    parts.push(body.clone());
    for start in ["word/footnotes", "word/endnotes", "word/footer"] {
        parts.extend(sorted(start));
    }
    Ok(parts)
}

fn read_part(
    archive: &mut Archive<'_>,
    part: &str,
    limits: &Limits,
    budget: &mut Budget,
) -> Result<String, Refusal> {
    let entry = archive.by_name(part).map_err(|error| match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Refusal::Encrypted,
        _ => Refusal::Corrupt,
    })?;
    let allowed = limits.part_bytes.min(budget.inflated_bytes);
    let mut xml = Counted {
        inner: entry,
        left_bytes: allowed,
    };
    let story = Story::new(limits.depth, budget.text_bytes);
    let text = story.read(BufReader::new(&mut xml))?;
    budget.inflated_bytes -= allowed - xml.left_bytes;
    budget.text_bytes = budget.text_bytes.saturating_sub(text.len() as u64);
    Ok(text)
}

/// A stream that fails, rather than ends, at its limit.
struct Counted<R> {
    inner: R,
    left_bytes: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let Some(left_bytes) = self.left_bytes.checked_sub(read as u64) else {
            return Err(ErrorKind::FileTooLarge.into());
        };
        self.left_bytes = left_bytes;
        Ok(read)
    }
}
