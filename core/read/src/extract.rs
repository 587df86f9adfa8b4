//! From bytes of a known kind to a document, in this process.

use crate::text::{self, Cleaned};
use crate::{
    Document, Kind, Limits, Progress, Refusal, Warning, delimited, docx, pdf, plain, workbook,
};

/// Stands between the pages of a [`Raw`] text.
pub(crate) const PAGE_END: char = '\u{c}';

/// Text as a format gives it, before cleaning.
pub(crate) struct Raw {
    /// The text; where the format has pages, [`PAGE_END`] parts them.
    pub text: String,
    pub pages: Option<u32>,
    pub warnings: Vec<Warning>,
}

impl Raw {
    /// A text without pages or doubts.
    pub fn of(text: String) -> Self {
        Self {
            text,
            pages: None,
            warnings: Vec::new(),
        }
    }
}

/// Reads a file in the current process. Hostile files can make it panic,
/// eat memory or never end: give it only what is trusted, or call it where
/// [`child::main`](crate::child::main) does, inside a limited process.
///
/// # Errors
///
/// A [`Refusal`] when the file gives no text.
pub fn extract(kind: Kind, bytes: &[u8], limits: &Limits) -> Result<Document, Refusal> {
    extract_with(kind, bytes, limits, Opinion::First, &mut |_| {})
}

/// Which library reads the pages of a PDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opinion {
    /// The usual one, and the other for what it cannot read.
    First,
    /// Only the other one.
    Second,
}

/// As [`extract`]; `on_page` is told after each page.
pub(crate) fn extract_with(
    kind: Kind,
    bytes: &[u8],
    limits: &Limits,
    opinion: Opinion,
    on_page: &mut dyn FnMut(Progress),
) -> Result<Document, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    check_size(bytes, limits)?;
    let raw = match kind {
        Kind::Pdf => pdf::read(bytes, limits, opinion, on_page)?,
        Kind::Docx => docx::read(bytes, limits)?,
        Kind::Xlsx => workbook::read(bytes, limits)?,
        Kind::Csv => delimited::read(bytes, limits)?,
        Kind::Txt => plain::read(bytes)?,
    };
    let Cleaned {
        text,
        is_cut,
        page_starts,
    } = text::clean(&raw.text, limits.text_len());
    if text.is_empty() {
        return Err(match raw.pages {
            Some(pages) => Refusal::Scanned { pages },
            None => Refusal::Empty,
        });
    }
    let mut warnings = raw.warnings;
    warnings.extend(text::doubts(&raw.text, &text));
    if is_cut && !warnings.contains(&Warning::Truncated) {
        warnings.push(Warning::Truncated);
    }
    let chars = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    Ok(Document {
        kind,
        text,
        page_starts: raw.pages.map(|_| page_starts).unwrap_or_default(),
        pages: raw.pages,
        chars,
        warnings,
    })
}

/// Refuses more bytes than are accepted.
pub(crate) fn check_size(bytes: &[u8], limits: &Limits) -> Result<(), Refusal> {
    let size = bytes.len() as u64;
    if size > limits.file_bytes {
        return Err(Refusal::TooLarge {
            bytes: size,
            limit: limits.file_bytes,
        });
    }
    Ok(())
}
