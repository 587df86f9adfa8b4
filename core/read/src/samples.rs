//! Small valid files written in code, for tests.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A PDF whose pages hold these lines; any letters of the basic plane.
pub fn pdf(pages: &[&[&str]]) -> Vec<u8> {
    let contents: Vec<String> = pages.iter().map(|lines| page_content(lines)).collect();
    let streams: Vec<&[u8]> = contents.iter().map(|content| content.as_bytes()).collect();
    pdf_of_contents(&streams, "")
}

/// A PDF whose pages have these content streams, each with these entries in
/// its dictionary, such as `/Filter /FlateDecode`. The font is called `F1`.
pub fn pdf_of_contents(contents: &[&[u8]], stream_entries: &str) -> Vec<u8> {
    let first_page = 6;
    let kids = (0..contents.len()).fold(String::new(), |mut kids, at| {
        let _ = write!(kids, "{} 0 R ", first_page + 2 * at);
        kids
    });
    let count = contents.len();
    let mut file = PdfFile::new();
    file.object("<< /Type /Catalog /Pages 2 0 R >>");
    file.object(&format!("<< /Type /Pages /Kids [{kids}] /Count {count} >>"));
    file.object(
        "<< /Type /Font /Subtype /Type0 /BaseFont /Sample /Encoding /Identity-H \
         /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
    );
    file.object(
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Sample /DW 500 \
         /FontDescriptor << /Type /FontDescriptor /FontName /Sample /Flags 4 >> \
         /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
    );
    file.stream("", TO_UNICODE.as_bytes());
    for (at, content) in contents.iter().enumerate() {
        file.object(&format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] \
             /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
            first_page + 2 * at + 1
        ));
        file.stream(stream_entries, content);
    }
    file.finish()
}

/// A workbook with one sheet of these rows; figures become numbers.
pub fn xlsx(rows: &[&[&str]]) -> Vec<u8> {
    let mut sheet = String::from("<sheetData>");
    for row in rows {
        sheet.push_str("<row>");
        for cell in *row {
            let text = cell.replace('&', "&amp;").replace('<', "&lt;");
            let _ = match cell.parse::<f64>() {
                Ok(_) => write!(sheet, "<c><v>{text}</v></c>"),
                Err(_) => write!(sheet, "<c t=\"inlineStr\"><is><t>{text}</t></is></c>"),
            };
        }
        sheet.push_str("</row>");
    }
    sheet.push_str("</sheetData>");
    xlsx_of_parts(&sheet, "")
}

/// A workbook of the XML inside its only sheet and of its shared texts.
pub fn xlsx_of_parts(sheet: &str, texts: &str) -> Vec<u8> {
    let space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    zip(&[
        (
            "_rels/.rels",
            &format!(
                "<Relationships xmlns=\"{package}\"><Relationship Id=\"rId1\" \
                 Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            &format!(
                "<workbook xmlns=\"{space}\" xmlns:r=\"{office}\"><sheets>\
                 <sheet name=\"Narxlar\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &format!(
                "<Relationships xmlns=\"{package}\"><Relationship Id=\"rId1\" \
                 Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
                 <Relationship Id=\"rId2\" Type=\"{office}/sharedStrings\" \
                 Target=\"sharedStrings.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            &format!("<worksheet xmlns=\"{space}\">{sheet}</worksheet>"),
        ),
        (
            "xl/sharedStrings.xml",
            &format!("<sst xmlns=\"{space}\">{texts}</sst>"),
        ),
    ])
}

/// A PDF whose pages are pictures.
pub fn scanned_pdf(pages: usize) -> Vec<u8> {
    let kids = (0..pages).fold(String::new(), |mut kids, at| {
        let _ = write!(kids, "{} 0 R ", 5 + at);
        kids
    });
    let mut file = PdfFile::new();
    file.object("<< /Type /Catalog /Pages 2 0 R >>");
    file.object(&format!("<< /Type /Pages /Kids [{kids}] /Count {pages} >>"));
    file.stream(
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
        b"\x80",
    );
    file.stream("", b"q 595 0 0 842 0 0 cm /Im1 Do Q");
    for _ in 0..pages {
        file.object(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] \
             /Resources << /XObject << /Im1 3 0 R >> >> /Contents 4 0 R >>",
        );
    }
    file.finish()
}

/// A DOCX whose body is this XML, with the usual prefix `w`.
pub fn docx(body: &str) -> Vec<u8> {
    docx_of_parts(&[(
        "word/document.xml",
        &word_part("document", &format!("<w:body>{body}</w:body>")),
    )])
}

/// A part of a DOCX: `word_part("hdr", "<w:p>..</w:p>")`.
pub fn word_part(root: &str, content: &str) -> String {
    const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    const COMPATIBILITY: &str = "http://schemas.openxmlformats.org/markup-compatibility/2006";
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
         <w:{root} xmlns:w=\"{MAIN}\" xmlns:mc=\"{COMPATIBILITY}\">{content}</w:{root}>"
    )
}

/// A DOCX of these parts, besides those every DOCX has.
pub fn docx_of_parts(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut all = vec![
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", RELATIONSHIPS),
    ];
    all.extend_from_slice(parts);
    zip(&all)
}

/// A zip archive of these entries.
pub fn zip(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        archive
            .start_file(*name, SimpleFileOptions::default())
            .and_then(|()| Ok(archive.write_all(content.as_bytes())?))
            .expect("writing to memory cannot fail");
    }
    archive
        .finish()
        .expect("writing to memory cannot fail")
        .into_inner()
}

/// A paragraph of WordprocessingML.
pub fn paragraph(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

/// A table of WordprocessingML.
pub fn table(rows: &[&[&str]]) -> String {
    let cell = |text: &&str| format!("<w:tc>{}</w:tc>", paragraph(text));
    let row = |cells: &&[&str]| {
        format!(
            "<w:tr>{}</w:tr>",
            cells.iter().map(cell).collect::<String>()
        )
    };
    format!(
        "<w:tbl>{}</w:tbl>",
        rows.iter().map(row).collect::<String>()
    )
}

const CONTENT_TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
    <Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
    <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
    <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
    <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
    </Types>";

const RELATIONSHIPS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
    <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>\
    </Relationships>";

/// Every code is its own character.
const TO_UNICODE: &str = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap \
    /CMapName /Sample def /CMapType 2 def \
    1 begincodespacerange <0000> <FFFF> endcodespacerange \
    1 beginbfrange <0000> <FFFF> <0000> endbfrange \
    endcmap end end";

fn page_content(lines: &[&str]) -> String {
    let mut content = "BT /F1 12 Tf 50 800 Td ".to_owned();
    for line in lines {
        let hex = line.encode_utf16().fold(String::new(), |mut hex, unit| {
            let _ = write!(hex, "{unit:04X}");
            hex
        });
        let _ = write!(content, "<{hex}> Tj 0 -20 Td ");
    }
    content + "ET"
}

struct PdfFile {
    bytes: Vec<u8>,
    offsets: Vec<usize>,
}

impl PdfFile {
    fn new() -> Self {
        Self {
            bytes: b"%PDF-1.5\n%\xE2\xE3\xCF\xD3\n".to_vec(),
            offsets: Vec::new(),
        }
    }

    fn object(&mut self, body: &str) {
        self.begin();
        self.bytes.extend(body.as_bytes());
        self.bytes.extend(b"\nendobj\n");
    }

    fn stream(&mut self, entries: &str, content: &[u8]) {
        self.begin();
        let head = format!("<< {entries} /Length {} >>\nstream\n", content.len());
        self.bytes.extend(head.as_bytes());
        self.bytes.extend(content);
        self.bytes.extend(b"\nendstream\nendobj\n");
    }

    fn begin(&mut self) {
        self.offsets.push(self.bytes.len());
        let head = format!("{} 0 obj\n", self.offsets.len());
        self.bytes.extend(head.as_bytes());
    }

    fn finish(mut self) -> Vec<u8> {
        let start = self.bytes.len();
        let size = self.offsets.len() + 1;
        let mut tail = format!("xref\n0 {size}\n0000000000 65535 f \n");
        for offset in &self.offsets {
            let _ = writeln!(tail, "{offset:010} 00000 n ");
        }
        let _ = write!(
            tail,
            "trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
        );
        self.bytes.extend(tail.as_bytes());
        self.bytes
    }
}
