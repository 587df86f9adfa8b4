//! The second opinion: pages that the first reader cannot open or draw, read
//! by `pdf-extract`.

use std::panic::{self, AssertUnwindSafe};

use pdf_extract::{
    ColorSpace, Document, Error as PdfError, MediaBox, OutputDev, OutputError, Path, Transform,
    output_doc_page,
};

use super::Pages;
use super::ink::{Ink, Letter};
use crate::extract::Raw;
use crate::{Limits, Progress, Refusal};

/// Reads a document that the first reader cannot open.
pub(super) fn read(
    bytes: &[u8],
    limits: &Limits,
    on_page: &mut dyn FnMut(Progress),
) -> Result<Raw, Refusal> {
    let document = open(bytes)?;
    let count = document.get_pages().len();
    if count == 0 {
        return Err(Refusal::Corrupt);
    }
    if count > limits.pages as usize {
        return Err(Refusal::TooComplex);
    }
    let mut pages = Pages::new(limits);
    for at in 0..count {
        match ink(&document, at, pages.room()) {
            Some(ink) => pages.push(ink),
            None => pages.push_unread(),
        }
        on_page(pages.progress(count));
    }
    pages.finish()
}

/// Opens a document, also one that only restricts printing or copying: those
/// open with an empty password in every program.
fn open(bytes: &[u8]) -> Result<Document, Refusal> {
    let opened = panic::catch_unwind(|| Document::load_mem(bytes));
    let mut document = match opened {
        Ok(Ok(document)) => document,
        Ok(Err(error)) if is_locked(&error) => return Err(Refusal::Encrypted),
        Ok(Err(_)) | Err(_) => {
            let is_locked = holds(bytes, b"/Encrypt");
            return Err(if is_locked {
                Refusal::Encrypted
            } else {
                Refusal::Corrupt
            });
        }
    };
    // A lock the library could not open is left in the trailer; the streams
    // would then be read as if they were text.
    if document.trailer.has(b"Encrypt") {
        let opened = panic::catch_unwind(AssertUnwindSafe(|| document.decrypt("")));
        if !matches!(opened, Ok(Ok(()))) {
            return Err(Refusal::Encrypted);
        }
    }
    Ok(document)
}

fn is_locked(error: &PdfError) -> bool {
    matches!(
        error,
        PdfError::InvalidPassword
            | PdfError::Decryption(_)
            | PdfError::UnsupportedSecurityHandler(_)
    )
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

/// The document for single pages, opened when the first is asked for.
pub(super) struct Second<'b> {
    bytes: &'b [u8],
    document: Option<Option<Document>>,
}

impl<'b> Second<'b> {
    pub fn new(bytes: &'b [u8]) -> Self {
        Self {
            bytes,
            document: None,
        }
    }

    /// What a page shows, counted from 0; `None` when it cannot be read here either.
    pub fn ink(&mut self, page: usize, most_letters: usize) -> Option<Ink> {
        let bytes = self.bytes;
        let document = self.document.get_or_insert_with(|| open(bytes).ok());
        ink(document.as_ref()?, page, most_letters)
    }
}

fn ink(document: &Document, page: usize, most_letters: usize) -> Option<Ink> {
    let number = u32::try_from(page + 1).ok()?;
    let mut pen = Pen {
        ink: Ink::default(),
        most_letters,
        lower: (0.0, 0.0),
    };
    let drawn = panic::catch_unwind(AssertUnwindSafe(|| {
        output_doc_page(document, &mut pen, number)
    }));
    // What was drawn before a fault is still worth having.
    let is_whole = matches!(drawn, Ok(Ok(())));
    (is_whole || !pen.ink.letters.is_empty()).then_some(pen.ink)
}

struct Pen {
    ink: Ink,
    most_letters: usize,
    lower: (f64, f64),
}

impl OutputDev for Pen {
    fn begin_page(
        &mut self,
        _: u32,
        paper: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.lower = (paper.llx, paper.lly);
        self.ink.width = (paper.urx - paper.llx) as f32;
        self.ink.height = (paper.ury - paper.lly) as f32;
        Ok(())
    }

    fn output_character(
        &mut self,
        place: &Transform,
        width: f64,
        _: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        if self.ink.letters.len() >= self.most_letters {
            return Err(std::fmt::Error.into());
        }
        let size = font_size * place.m21.hypot(place.m22);
        let length = width * font_size * place.m11.hypot(place.m12);
        let turn = if place.m11.abs() >= place.m12.abs() {
            if place.m11 >= 0.0 { 0 } else { 2 }
        } else if place.m12 >= 0.0 {
            3
        } else {
            1
        };
        let x = place.m31 - self.lower.0;
        let y = f64::from(self.ink.height) - (place.m32 - self.lower.1);
        let count = text.chars().count().max(1) as f64;
        let step = length / count;
        for (at, c) in text.chars().enumerate() {
            let ahead = step * at as f64;
            let (dx, dy) = match turn {
                0 => (ahead, 0.0),
                1 => (0.0, ahead),
                2 => (-ahead, 0.0),
                _ => (0.0, -ahead),
            };
            self.ink.letters.push(Letter {
                c,
                x0: (x + dx) as f32,
                x1: (x + dx + step) as f32,
                y: (y + dy) as f32,
                size: size as f32,
                turn,
                string: 0,
            });
        }
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn stroke(
        &mut self,
        _: &Transform,
        _: &ColorSpace,
        _: &[f64],
        _: &Path,
    ) -> Result<(), OutputError> {
        Ok(())
    }
}
