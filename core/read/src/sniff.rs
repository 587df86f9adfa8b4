//! What a file is, by its bytes first and its name second.

use std::io::Cursor;

use zip::ZipArchive;

use crate::text::encoding;
use crate::{Kind, Refusal};

/// Says what a file is, or refuses it. The content decides; the name only
/// tells tables from other text, because people rename files.
///
/// # Errors
///
/// [`Refusal::Empty`], [`Refusal::WrongType`], [`Refusal::Encrypted`] for a
/// Word file with a password, [`Refusal::Macros`], or [`Refusal::Corrupt`] for
/// one cut off.
pub fn sniff(file_name: &str, bytes: &[u8]) -> Result<Kind, Refusal> {
    let extension = extension(file_name);
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if is_pdf(&extension, bytes) {
        return Ok(Kind::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return in_archive(&extension, bytes);
    }
    if bytes.starts_with(&OLE_MAGIC) {
        return Err(in_compound(bytes));
    }
    if bytes.starts_with(b"{\\rtf") {
        return Err(wrong_type("rtf"));
    }
    if encoding::is_text(bytes) {
        return by_extension(&extension);
    }
    Err(unreadable(&extension, bytes))
}

/// The first entry of a Word file that holds its text; a few programs number it.
pub(crate) fn is_word_body(entry: &str) -> bool {
    let entry = entry.to_lowercase().replace('\\', "/");
    entry
        .strip_prefix("word/document")
        .and_then(|rest| rest.strip_suffix(".xml"))
        .is_some_and(|number| number.chars().all(|c| c.is_ascii_digit()))
}

/// An entry with a program of Word or Excel: Visual Basic, or the macro sheets
/// from before it.
fn is_macro(entry: &str) -> bool {
    let entry = entry.to_lowercase().replace('\\', "/");
    entry.ends_with("vbaproject.bin") || entry.starts_with("xl/macrosheets/")
}

const OLE_MAGIC: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// The ending of a name in small letters; a sentence after a full stop is none.
fn extension(file_name: &str) -> String {
    const LONGEST_BYTES: usize = 10;
    let (_, extension) = file_name.rsplit_once('.').unwrap_or_default();
    let extension = extension.trim();
    let is_ending =
        extension.len() <= LONGEST_BYTES && extension.chars().all(char::is_alphanumeric);
    let extension = if is_ending { extension } else { "" };
    extension.to_lowercase()
}

fn wrong_type(found: &str) -> Refusal {
    Refusal::WrongType {
        found: found.to_owned(),
    }
}

/// Readers accept a PDF header within the first kilobyte; in a file called
/// a text it must come first, or a text about PDF would be taken for one.
fn is_pdf(extension: &str, bytes: &[u8]) -> bool {
    const HEADER_WITHIN_BYTES: usize = 1024;
    let head = &bytes[..bytes.len().min(HEADER_WITHIN_BYTES)];
    if extension == "pdf" {
        return head.windows(5).any(|window| window == b"%PDF-");
    }
    head.trim_ascii_start().starts_with(b"%PDF-")
}

fn in_archive(extension: &str, bytes: &[u8]) -> Result<Kind, Refusal> {
    let Ok(archive) = ZipArchive::new(Cursor::new(bytes)) else {
        let is_called_office = matches!(extension, "docx" | "docm" | "dotx" | "xlsx" | "xlsm");
        return Err(if is_called_office {
            Refusal::Corrupt
        } else {
            wrong_type("zip")
        });
    };
    let names = || archive.file_names().flatten();
    if names().any(|name| is_macro(&name)) {
        return Err(Refusal::Macros);
    }
    if names().any(|name| is_word_body(&name)) {
        return Ok(Kind::Docx);
    }
    if names().any(|name| name == "xl/workbook.xml") {
        return Ok(Kind::Xlsx);
    }
    if crate::docx::has_body(bytes) {
        return Ok(Kind::Docx);
    }
    let marks = [
        ("xl/workbook.bin", "xlsb"),
        ("xl/", "xlsx"),
        ("ppt/", "pptx"),
        ("META-INF/MANIFEST.MF", "jar"),
    ];
    for (mark, found) in marks {
        if names().any(|name| name.starts_with(mark)) {
            return Err(wrong_type(found));
        }
    }
    let is_open_document = names().any(|name| name == "mimetype");
    Err(wrong_type(match extension {
        "odt" | "ods" | "odp" | "epub" if is_open_document => extension,
        "docx" | "xlsx" => return Err(Refusal::Corrupt),
        _ => "zip",
    }))
}

/// Old Office files and encrypted new ones share one container, whose
/// directory holds the names of its streams in UTF-16.
fn in_compound(bytes: &[u8]) -> Refusal {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    if holds("EncryptedPackage") {
        return Refusal::Encrypted;
    }
    let streams = [
        ("WordDocument", "doc"),
        ("Workbook", "xls"),
        ("PowerPoint Document", "ppt"),
        ("__properties_version1.0", "msg"),
    ];
    let known = streams.iter().find(|(stream, _)| holds(stream));
    wrong_type(known.map_or("ole", |(_, found)| found))
}

fn by_extension(extension: &str) -> Result<Kind, Refusal> {
    match extension {
        "csv" | "tsv" | "tab" => Ok(Kind::Csv),
        "" | "txt" | "text" | "md" | "log" => Ok(Kind::Txt),
        "pdf" | "docx" | "doc" | "xlsx" | "xls" => Err(wrong_type("txt")),
        other => Err(wrong_type(other)),
    }
}

fn unreadable(extension: &str, bytes: &[u8]) -> Refusal {
    if let Some(known) = infer::get(bytes) {
        return wrong_type(known.extension());
    }
    match extension {
        "pdf" | "docx" => Refusal::Corrupt,
        _ => wrong_type("binary"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::samples;

    fn found(name: &str, bytes: &[u8]) -> String {
        match sniff(name, bytes) {
            Err(Refusal::WrongType { found }) => found,
            other => format!("{other:?}"),
        }
    }

    fn compound(stream: &str) -> Vec<u8> {
        let mut bytes = OLE_MAGIC.to_vec();
        bytes.extend([0; 504]);
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    }

    #[test]
    fn content_decides_and_the_name_tells_tables_from_text() {
        assert_eq!(sniff("a.PDF", b"%PDF-1.7\n..."), Ok(Kind::Pdf));
        assert_eq!(sniff("a.docx", b"%PDF-1.7\n..."), Ok(Kind::Pdf));
        assert_eq!(sniff("Narxlar.csv", b"a;b\n1;2\n"), Ok(Kind::Csv));
        assert_eq!(sniff("narxlar.txt", b"a;b\n1;2\n"), Ok(Kind::Txt));
        assert_eq!(sniff("readme", b"hello"), Ok(Kind::Txt));
        assert_eq!(
            sniff("a.txt", b"how to open a %PDF-1.7 file"),
            Ok(Kind::Txt)
        );
        // Two-letter signatures of other formats do not turn a text into one.
        assert_eq!(sniff("a.csv", b"BMW;1\nMZ-5;2\n"), Ok(Kind::Csv));
    }

    #[test]
    fn other_formats_are_named() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";
        assert_eq!(found("photo.png", png), "png");
        assert_eq!(found("prices.txt", png), "png");
        let program = [b"\x7fELF\x02\x01\x01".as_slice(), &[0; 64]].concat();
        assert_eq!(found("a.txt", &program), "elf");
        assert_eq!(found("a.rtf", b"{\\rtf1 hello}"), "rtf");
        assert_eq!(found("a.html", b"<p>hello</p>"), "html");
        assert_eq!(found("a.pdf", b"<html>not found</html>"), "txt");
        assert_eq!(found("a.txt", b"\x01\x02\x03\x04\0\x05\x06\x07"), "binary");
        assert_eq!(found("a.doc", &compound("WordDocument")), "doc");
        assert_eq!(found("a.xls", &compound("Workbook")), "xls");
    }

    #[test]
    fn a_program_inside_is_found_under_any_name_of_the_file() {
        let with = |entry: &str| samples::zip(&[("word/document.xml", "<a/>"), (entry, "")]);
        for entry in [
            "word/vbaProject.bin",
            "xl\\VBAPROJECT.BIN",
            "xl/macrosheets/sheet1.xml",
        ] {
            assert_eq!(sniff("a.docx", &with(entry)), Err(Refusal::Macros));
        }
        let about = with("word/media/vbaproject.bin.png");
        assert_eq!(sniff("a.docx", &about), Ok(Kind::Docx));
    }

    #[test]
    fn damaged_and_locked_files_are_told_apart() {
        assert_eq!(
            sniff("a.docx", &compound("EncryptedPackage")),
            Err(Refusal::Encrypted)
        );
        assert_eq!(
            sniff("a.docx", b"PK\x03\x04 and no more"),
            Err(Refusal::Corrupt)
        );
        assert_eq!(
            sniff("a.pdf", b"\x01\x02\x03\x04\0\x05\x06"),
            Err(Refusal::Corrupt)
        );
        assert_eq!(sniff("a.txt", b""), Err(Refusal::Empty));
    }

    proptest! {
        #[test]
        fn any_bytes_get_a_verdict(name in ".{0,12}", bytes in any::<Vec<u8>>(), magic in 0_usize..4) {
            let magics: [&[u8]; 4] = [b"", b"PK\x03\x04", &OLE_MAGIC, b"%PDF-"];
            let mut file = magics[magic].to_vec();
            file.extend(bytes);
            let _ = sniff(&name, &file);
        }
    }
}
