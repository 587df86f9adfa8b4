//! PDF: letters and rules at their places, and from them the text as a
//! person reads it.
//!
//! [`interpreter`] draws each page with `hayro`; what it cannot open or draw
//! goes to `pdf-extract` in [`second`]. Both give the same [`ink`], and the
//! order of reading is found here: [`lines`], drawn tables ([`grid`]), columns
//! and rows ([`layout`], [`table`]), what repeats on every page ([`running`]).
//! Libraries may panic on some real files. A panic is caught per page here and
//! the process around it is limited; both are needed, because memory and
//! stack run out without a panic.

mod forms;
mod grid;
mod ink;
mod interpreter;
mod layout;
mod lines;
mod paragraphs;
mod running;
mod second;
mod table;
mod unmapped;
mod wide;

use std::io::Read;
use std::panic::{self, AssertUnwindSafe};

use flate2::read::ZlibDecoder;
use hayro_interpret::hayro_syntax::object::{Name, Object, Stream};
use hayro_interpret::hayro_syntax::{Filter, LoadPdfError, Pdf};

use self::ink::Ink;
use self::interpreter::Interpreter;
use self::layout::{Strip, Table};
use crate::extract::{Opinion, PAGE_END, Raw};
use crate::{Limits, Progress, Refusal, Warning};

/// Reads the text of all pages; `on_page` is told after each.
pub(crate) fn read(
    bytes: &[u8],
    limits: &Limits,
    opinion: Opinion,
    on_page: &mut dyn FnMut(Progress),
) -> Result<Raw, Refusal> {
    if opinion == Opinion::Second {
        return second::read(bytes, limits, on_page);
    }
    let opened = panic::catch_unwind(|| Pdf::new(bytes.to_vec()));
    let pdf = match opened {
        Ok(Ok(pdf)) => pdf,
        Ok(Err(LoadPdfError::Decryption(_))) => return Err(Refusal::Encrypted),
        Ok(Err(LoadPdfError::Invalid)) | Err(_) => return second::read(bytes, limits, on_page),
    };
    check_streams(&pdf, limits)?;
    let count = pdf.pages().len();
    if count == 0 {
        return second::read(bytes, limits, on_page);
    }
    if count > limits.pages as usize {
        return Err(Refusal::TooComplex);
    }
    let mut second = second::Second::new(bytes);
    let mut interpreter = Interpreter::new(&pdf);
    let mut pages = Pages::new(limits);
    for (at, page) in pdf.pages().iter().enumerate() {
        let room = pages.room();
        let drawn = panic::catch_unwind(AssertUnwindSafe(|| interpreter.ink(page, room)));
        match drawn {
            Ok(Some(ink)) => pages.push(ink),
            Ok(None) => return Err(Refusal::TooComplex),
            Err(_) => {
                interpreter = Interpreter::new(&pdf);
                match second.ink(at, room) {
                    Some(ink) => pages.push(ink),
                    None => pages.push_unread(),
                }
            }
        }
        on_page(pages.progress(count));
    }
    pages.finish()
}

/// A page with fewer letters shows a stamp or a page number, not a text.
const BARE_CHARS: usize = 30;

/// The pages that were read.
struct Pages {
    strips: Vec<Vec<Strip>>,
    letters: usize,
    most_letters: usize,
    unread: u32,
    pictures: u32,
}

impl Pages {
    fn new(limits: &Limits) -> Self {
        Self {
            strips: Vec::new(),
            letters: 0,
            most_letters: limits.text_len(),
            unread: 0,
            pictures: 0,
        }
    }

    /// How many letters the next page may have.
    fn room(&self) -> usize {
        self.most_letters.saturating_sub(self.letters)
    }

    fn push(&mut self, ink: Ink) {
        let shown = ink
            .letters
            .iter()
            .filter(|letter| letter.c.is_alphanumeric());
        if ink.has_picture && shown.count() < BARE_CHARS {
            self.pictures += 1;
        }
        self.letters += ink.letters.len();
        self.strips.push(strips(ink));
    }

    fn progress(&self, pages: usize) -> Progress {
        let whole = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Progress {
            done: whole(self.strips.len()),
            pages: whole(pages),
        }
    }

    fn push_unread(&mut self) {
        self.unread += 1;
        self.strips.push(Vec::new());
    }

    fn finish(mut self) -> Result<Raw, Refusal> {
        let count = u32::try_from(self.strips.len()).unwrap_or(u32::MAX);
        if self.unread == count {
            return Err(Refusal::Corrupt);
        }
        wide::join(&mut self.strips);
        running::leave_out(&mut self.strips);
        let mut text = String::new();
        for (at, strips) in self.strips.into_iter().enumerate() {
            if at > 0 {
                text.push(PAGE_END);
            }
            for paragraph in layout::read(strips, 0) {
                paragraphs::append(&mut text, &paragraph);
            }
        }
        let mut raw = Raw::of(text);
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

/// The lines and drawn tables of a page, from top to bottom; what is written
/// across it comes last.
fn strips(ink: Ink) -> Vec<Strip> {
    let (page, asides) = ink.upright();
    let mut strips = strips_of(page);
    for aside in asides {
        strips.extend(strips_of(aside));
    }
    strips
}

fn strips_of(mut page: Ink) -> Vec<Strip> {
    page.rules.extend(grid::walls_of_edges(&page.rules));
    let walls: Vec<_> = page
        .rules
        .iter()
        .filter(|rule| !rule.is_horizontal())
        .copied()
        .collect();
    let is_wall = |from: f32, to: f32, y: f32| {
        let mut walls = walls.iter();
        walls.any(|wall| {
            from - 0.5 <= wall.x0 && wall.x0 <= to + 0.5 && wall.y0 <= y && y - 1.0 <= wall.y1
        })
    };
    let mut pieces = lines::pieces(page.letters, &is_wall);
    let mut strips = Vec::new();
    for grid in grid::grids(&page.rules, (page.width, page.height)) {
        strips.extend(Table::of(&grid, &mut pieces).map(Strip::Table));
    }
    strips.extend(lines::lines(pieces).into_iter().map(Strip::Line));
    layout::sort(&mut strips);
    strips
}

/// Unpacks the compressed streams into nothing and counts: the libraries would
/// unpack a bomb whole and then build objects many times its size.
fn check_streams(pdf: &Pdf, limits: &Limits) -> Result<(), Refusal> {
    let mut total = 0_u64;
    for object in pdf.objects() {
        let Object::Stream(stream) = object else {
            continue;
        };
        if !is_unpacked_for_text(&stream) {
            continue;
        }
        let allowed = limits.part_bytes.min(limits.inflated_bytes - total);
        let unpacked = unpacked_bytes(&stream.raw_data(), allowed);
        if unpacked > allowed {
            return Err(Refusal::TooComplex);
        }
        total += unpacked;
    }
    Ok(())
}

/// Whether reading the text unpacks this stream; pictures stay packed.
fn is_unpacked_for_text(stream: &Stream<'_>) -> bool {
    let subtype = stream.dict().get::<Name<'_>>(b"Subtype");
    let is_picture = subtype.is_some_and(|name| name.as_str() == "Image");
    let filters = stream.filters();
    filters
        .first()
        .is_some_and(|filter| *filter == Filter::FlateDecode)
        && !is_picture
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
