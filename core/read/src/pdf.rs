//! PDF: text page by page, so that one bad page costs only itself.
//!
//! The library panics on some real files. A panic is caught per page here and
//! the process around it is limited; both are needed, because memory and
//! stack run out without a panic.

use std::fmt;
use std::io::Read;
use std::panic::{self, AssertUnwindSafe};

use flate2::read::ZlibDecoder;
// The PDF object model comes from the text library, so that both are always
// of one version.
use pdf_extract::{
    ConvertToFmt, Document, Error as PdfError, Object, OutputError, PlainTextOutput, Stream,
    output_doc_page,
};

use crate::extract::Raw;
use crate::{Limits, Refusal, Warning};

/// Reads the text of all pages.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Raw, Refusal> {
    let document = open(bytes)?;
    check_streams(&document, limits)?;
    let pages = document.get_pages();
    let count = u32::try_from(pages.len()).unwrap_or(u32::MAX);
    if count == 0 {
        return Err(Refusal::Corrupt);
    }
    if count > limits.pages {
        return Err(Refusal::TooComplex);
    }
    let mut pages_read = PagesRead::default();
    for (number, id) in pages {
        let room = limits.text_len().saturating_sub(pages_read.text.len());
        match page(&document, number, room) {
            Page::Text(text) => {
                let is_bare = text.chars().filter(|c| c.is_alphanumeric()).count() < BARE_CHARS;
                let has_picture = || {
                    document
                        .get_page_images(id)
                        .is_ok_and(|all| !all.is_empty())
                };
                pages_read.pictures += u32::from(is_bare && has_picture());
                pages_read.text.push_str(&text);
                pages_read.text.push_str("\n\n");
            }
            Page::Unread => pages_read.unread += 1,
            Page::TooLong => return Err(Refusal::TooComplex),
        }
    }
    pages_read.finish(count)
}

/// A page with fewer letters shows a stamp or a page number, not a text.
const BARE_CHARS: usize = 30;

#[derive(Default)]
struct PagesRead {
    text: String,
    unread: u32,
    pictures: u32,
}

impl PagesRead {
    fn finish(self, count: u32) -> Result<Raw, Refusal> {
        if self.unread == count {
            return Err(Refusal::Corrupt);
        }
        let mut raw = Raw::of(self.text);
        raw.pages = Some(count);
        if self.unread > 0 {
            raw.warnings
                .push(Warning::UnreadPages { pages: self.unread });
        }
        if self.pictures > 0 {
            raw.warnings.push(Warning::PicturePages {
                pages: self.pictures,
            });
        }
        Ok(raw)
    }
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

/// Unpacks the compressed streams into nothing and counts: the library would
/// unpack a bomb whole and then build objects many times its size.
fn check_streams(document: &Document, limits: &Limits) -> Result<(), Refusal> {
    let mut total = 0_u64;
    for object in document.objects.values() {
        let Ok(stream) = object.as_stream() else {
            continue;
        };
        if !is_unpacked_for_text(stream) {
            continue;
        }
        let allowed = limits.part_bytes.min(limits.inflated_bytes - total);
        let unpacked = unpacked_bytes(&stream.content, allowed);
        if unpacked > allowed {
            return Err(Refusal::TooComplex);
        }
        total += unpacked;
    }
    Ok(())
}

/// Whether reading the text unpacks this stream; pictures stay packed.
fn is_unpacked_for_text(stream: &Stream) -> bool {
    let is_picture = || {
        let subtype = stream.dict.get(b"Subtype").and_then(Object::as_name);
        subtype.is_ok_and(|name| name == b"Image")
    };
    let starts_with_flate = || {
        let filters = stream.filters();
        filters.is_ok_and(|all| all.first().is_some_and(|name| *name == b"FlateDecode"))
    };
    starts_with_flate() && !is_picture()
}

/// Unpacked size, counted no further than just above `allowed`.
fn unpacked_bytes(packed: &[u8], allowed: u64) -> u64 {
    let mut unpacked = ZlibDecoder::new(packed).take(allowed.saturating_add(1));
    let mut buffer = [0; 16 * 1024];
    let mut total = 0;
    // A broken stream ends here; the library keeps what came before, too.
    while let Ok(read) = unpacked.read(&mut buffer) {
        if read == 0 {
            break;
        }
        total += read as u64;
    }
    total
}

enum Page {
    Text(String),
    Unread,
    TooLong,
}

fn page(document: &Document, number: u32, room_bytes: usize) -> Page {
    let mut text = Room {
        text: String::new(),
        left_bytes: room_bytes,
        is_full: false,
    };
    let read = panic::catch_unwind(AssertUnwindSafe(|| {
        let mut output = PlainTextOutput::new(&mut text);
        output_doc_page(document, &mut output, number)
    }));
    match read {
        _ if text.is_full => Page::TooLong,
        Ok(Ok(())) => Page::Text(text.text),
        Ok(Err(
            OutputError::PdfError(_) | OutputError::FormatError(_) | OutputError::IoError(_),
        ))
        | Err(_) => {
            // What was drawn before the fault is still worth having.
            if text.text.trim().is_empty() {
                Page::Unread
            } else {
                Page::Text(text.text)
            }
        }
    }
}

/// A text that stops growing: a page can draw one picture of text a million times.
struct Room {
    text: String,
    left_bytes: usize,
    is_full: bool,
}

impl fmt::Write for Room {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        let Some(left_bytes) = self.left_bytes.checked_sub(piece.len()) else {
            self.is_full = true;
            return Err(fmt::Error);
        };
        self.left_bytes = left_bytes;
        self.text.push_str(piece);
        Ok(())
    }
}

impl<'a> ConvertToFmt for &'a mut Room {
    type Writer = &'a mut Room;

    fn convert(self) -> &'a mut Room {
        self
    }
}
