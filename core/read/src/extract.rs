//! From bytes of a known kind to a document, in this process.

use crate::text::{self, Cleaned};
use crate::{Document, Kind, Limits, Refusal, Warning, delimited, docx, pdf, plain, workbook};

/// Text as a format gives it, before cleaning.
pub(crate) struct Raw {
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
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    check_size(bytes, limits)?;
    let raw = match kind {
        Kind::Pdf => pdf::read(bytes, limits)?,
        Kind::Docx => docx::read(bytes, limits)?,
        Kind::Xlsx => workbook::read(bytes, limits)?,
        Kind::Csv => delimited::read(bytes, limits)?,
        Kind::Txt => plain::read(bytes)?,
    };
    let Cleaned { text, is_cut } = text::clean(&raw.text, limits.text_len());
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
