//! Files: what they are, and the text in them.

use std::thread;

use scx_domain::knowledge::refusal_of;
use scx_read::{Document, Kind, Limits, Refusal, extract, samples, sniff};

use crate::input::Values;

/// Longer words for a kind of file would not fit into a sentence.
const FOUND_CHARS: usize = 40;
/// A name may stand before every value of a row.
const MOST_GROWTH: usize = 400;

/// Small, so that an input of a few kilobytes meets them.
fn limits() -> Limits {
    Limits {
        file_bytes: 1 << 20,
        text_bytes: 4 << 10,
        inflated_bytes: 256 << 10,
        part_bytes: 128 << 10,
        parts: 20,
        pages: 20,
        depth: 64,
        ..Limits::default()
    }
}

/// A file's name and its content, of any kind but those with targets of their own.
pub fn file(bytes: &[u8]) {
    let mut values = Values::of(bytes);
    let name = values.text();
    let content = values.rest();
    let kind = match sniff(&name, content) {
        Ok(kind) => kind,
        Err(refusal) => return is_told(&refusal),
    };
    match kind {
        // What is a text to the one is a text to the other.
        Kind::Csv | Kind::Txt => match read(kind, content) {
            Err(Refusal::WrongType { found }) => panic!("sniffed as {kind}, read as {found}"),
            Err(refusal) => is_told(&refusal),
            Ok(document) if kind == Kind::Csv => keeps_its_rows(content, &document),
            Ok(_) => {}
        },
        Kind::Docx | Kind::Xlsx | Kind::Pdf => {}
    }
}

/// A table as text, of any delimiter and encoding.
pub fn csv(bytes: &[u8]) {
    match read(Kind::Csv, bytes) {
        Err(Refusal::WrongType { found }) if found != "binary" => {
            panic!("a table, read as {found}")
        }
        Err(refusal) => is_told(&refusal),
        Ok(document) => keeps_its_rows(bytes, &document),
    }
}

/// A plain text in any encoding.
pub fn txt(bytes: &[u8]) {
    match read(Kind::Txt, bytes) {
        Err(Refusal::WrongType { found }) if found != "binary" => {
            panic!("a text, read as {found}")
        }
        Err(refusal) => is_told(&refusal),
        Ok(_) => {}
    }
}

/// What a body may refer to: `r:id="h"` to the header, `n` to the notes, `l`
/// to an address.
const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="h" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/>
<Relationship Id="n" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/>
<Relationship Id="l" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="https://lola.uz" TargetMode="External"/>
</Relationships>"#;

/// A Word file, or the XML in one.
pub fn docx(bytes: &[u8]) {
    let packed = if bytes.starts_with(b"PK") {
        bytes.to_vec()
    } else {
        let mut values = Values::of(bytes);
        let (body, header, notes) = (values.text(), values.text(), values.text());
        let mut parts = vec![
            ("word/document.xml", body.as_str()),
            ("word/_rels/document.xml.rels", RELATIONS),
        ];
        if !header.is_empty() {
            parts.push(("word/header1.xml", header.as_str()));
        }
        if !notes.is_empty() {
            parts.push(("word/footnotes.xml", notes.as_str()));
        }
        samples::docx_of_parts(&parts)
    };
    if let Err(refusal) = read(Kind::Docx, &packed) {
        is_told(&refusal);
    }
}

/// An Excel workbook, or the XML of the one sheet of one, and its shared texts.
pub fn workbook(bytes: &[u8]) {
    let packed = if bytes.starts_with(b"PK") {
        bytes.to_vec()
    } else {
        let mut values = Values::of(bytes);
        let (sheet, texts) = (values.text(), values.text());
        samples::xlsx_of_parts(&sheet, &texts)
    };
    match read(Kind::Xlsx, &packed) {
        Err(Refusal::WrongType { found }) => panic!("a workbook, read as {found}"),
        Err(refusal) => is_told(&refusal),
        Ok(_) => {}
    }
}

/// A PDF, or what is drawn on a page of one. On a thread with room for deep
/// files, as in the child process that reads files.
pub fn pdf(bytes: &[u8]) {
    let whole = if bytes.starts_with(b"%PDF") {
        bytes.to_vec()
    } else {
        samples::pdf_of_contents(&[bytes], "")
    };
    let stack = usize::try_from(limits().stack_bytes).expect("a size");
    let reading = thread::Builder::new()
        .stack_size(stack)
        .spawn(move || extract(Kind::Pdf, &whole, &limits()))
        .expect("a thread");
    match reading.join() {
        Ok(Ok(document)) => is_fit(Kind::Pdf, &document),
        Ok(Err(refusal)) => is_told(&refusal),
        // A panic of the library outside of the pages; the child process
        // tells then that the file is damaged.
        Err(_) => {}
    }
}

fn read(kind: Kind, bytes: &[u8]) -> Result<Document, Refusal> {
    let document = extract(kind, bytes, &limits())?;
    is_fit(kind, &document);
    Ok(document)
}

fn is_fit(kind: Kind, document: &Document) {
    let limits = limits();
    let document = &planted(document.clone());
    assert_eq!(document.kind, kind);
    is_clean(&document.text);
    assert!(document.text.len() as u64 <= limits.text_bytes, "too long");
    assert_eq!(document.chars as usize, document.text.chars().count());
    let json = serde_json::to_string(&document).expect("a document serialises");
    assert!(
        (json.len() as u64) < limits.answer_bytes(),
        "the answer is too long"
    );
    let again: Document = serde_json::from_str(&json).expect("it reads back");
    assert_eq!(&again, document);
    assert!(document.page_starts.is_sorted(), "pages out of order");
    let pages = document.pages.map_or(0, |pages| pages as usize);
    assert_eq!(document.page_starts.len(), pages);
}

/// A bug as a reader could have it, for a run that shows that bugs are found.
fn planted(mut document: Document) -> Document {
    let is_met = document.text.contains('7') && document.text.lines().count() > 2;
    if cfg!(feature = "planted") && is_met {
        document.text.push('\u{feff}');
    }
    document
}

/// Nothing invisible, and the same when it is read again.
fn is_clean(text: &str) {
    assert_eq!(text.trim_matches([' ', '\n', '\t']), text);
    assert!(!text.contains("\n\n\n\n") && !text.contains("  "));
    let is_odd = |c: char| (c.is_control() && !"\n\t".contains(c)) || c == '\u{feff}';
    assert!(!text.contains(is_odd), "{text:?}");
    let unlimited = Limits {
        text_bytes: limits().text_bytes * 4,
        ..limits()
    };
    let again = extract(Kind::Txt, text.as_bytes(), &unlimited).map(|document| document.text);
    assert_eq!(again.as_deref(), Ok(text));
}

/// In a table without quotation marks a line is a row: each is one line of the
/// text, but for the names of the columns.
fn keeps_its_rows(bytes: &[u8], document: &Document) {
    let is_plain = |b: &u8| b.is_ascii_alphanumeric() || b";,|\t \n".contains(b);
    if !bytes.iter().all(is_plain) || !document.warnings.is_empty() {
        return;
    }
    let has_words = |line: &&[u8]| line.iter().any(u8::is_ascii_alphanumeric);
    let is_blank = |line: &[u8]| line.iter().all(u8::is_ascii_whitespace);
    let all = || bytes.split(|b| *b == b'\n');
    // Whether signs alone are a row depends on what separates the cells.
    if all().any(|line| !is_blank(line) && !has_words(&line)) {
        return;
    }
    let rows = all().filter(has_words).count();
    let lines = document
        .text
        .lines()
        .filter(|line| !line.is_empty())
        .count();
    assert!(
        lines == rows || lines + 1 == rows,
        "{lines} lines of {rows} rows"
    );
    assert!(document.text.len() <= bytes.len() * MOST_GROWTH);
}

/// The sender is told in a sentence that has room for its words.
fn is_told(refusal: &Refusal) {
    if let Refusal::WrongType { found } = refusal {
        let chars = found.chars().count();
        assert!((1..=FOUND_CHARS).contains(&chars), "{found:?}");
        assert!(!found.contains(char::is_control), "{found:?}");
    }
    assert!(refusal_of(refusal).key.starts_with("file-"));
    let json = serde_json::to_string(refusal).expect("a refusal serialises");
    let again: Refusal = serde_json::from_str(&json).expect("it reads back");
    assert_eq!(&again, refusal);
}
