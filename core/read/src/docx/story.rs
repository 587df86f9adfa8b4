//! The text of one part of a Word document, from its XML events.

use std::io::{BufRead, ErrorKind};

use quick_xml::Reader;
use quick_xml::errors::Error as XmlError;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::table::Table;
use crate::Refusal;

/// Reads one part. What stands inside another thing (a cell, a text box)
/// flows into a text of its own, so nothing here recurses.
pub(super) struct Story {
    most_depth: u32,
    left_bytes: u64,
    open: Vec<Element>,
    /// How many open elements hide their text.
    hidden: u32,
    flows: Vec<Flow>,
    tables: Vec<Table>,
    is_vanished_run: bool,
}

/// The elements that matter; names of WordprocessingML and DrawingML.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Element {
    Paragraph,
    ParagraphProperties,
    Run,
    RunProperties,
    Text,
    TextBox,
    Table,
    Row,
    RowProperties,
    Cell,
    /// Deleted text, text moved elsewhere, the second copy for old programs.
    Hidden,
    Other,
}

/// Text that is being gathered in one place.
#[derive(Default)]
struct Flow {
    done: String,
    paragraph: Option<Paragraph>,
    /// Texts of boxes anchored in the open paragraph; they follow it.
    boxes: String,
}

#[derive(Default)]
struct Paragraph {
    text: String,
    is_list_item: bool,
    is_heading: bool,
}

impl Story {
    pub fn new(most_depth: u32, text_bytes: u64) -> Self {
        Self {
            most_depth,
            left_bytes: text_bytes,
            open: Vec::new(),
            hidden: 0,
            flows: vec![Flow::default()],
            tables: Vec::new(),
            is_vanished_run: false,
        }
    }

    /// Reads the part to its end.
    pub fn read(mut self, xml: impl BufRead) -> Result<String, Refusal> {
        let mut reader = Reader::from_reader(xml);
        reader.config_mut().expand_empty_elements = true;
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer).map_err(refusal)? {
                Event::Start(start) => self.start(&start)?,
                Event::End(_) => self.end()?,
                Event::Text(text) => self.text(&text.xml10_content())?,
                Event::CData(text) => self.text(&text.xml10_content())?,
                Event::GeneralRef(reference) => self.reference(&reference)?,
                Event::Eof => break,
                // Entities of one's own are the classic bomb, and Word has none.
                Event::DocType(_) => return Err(Refusal::Corrupt),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
        if !self.open.is_empty() {
            return Err(Refusal::Corrupt);
        }
        Ok(self.flows.swap_remove(0).done)
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), Refusal> {
        if self.open.len() as u64 >= u64::from(self.most_depth) {
            return Err(Refusal::TooComplex);
        }
        let local_name = start.local_name();
        let name = local_name.as_ref();
        let element = element(name);
        let parent = self.open.last().copied();
        self.open.push(element);
        if element == Element::Hidden {
            self.hidden += 1;
            if name == "del" && parent == Some(Element::RowProperties) {
                self.table(Table::mark_row_as_deleted);
            }
            return Ok(());
        }
        if self.hidden > 0 {
            return Ok(());
        }
        match element {
            Element::Paragraph => self.flow().paragraph = Some(Paragraph::default()),
            Element::Run => self.is_vanished_run = false,
            Element::TextBox => self.flows.push(Flow::default()),
            Element::Table => self.tables.push(Table::default()),
            Element::Row => self.table(Table::start_row),
            Element::Cell => {
                // Cells without text cost memory as well.
                self.spend(16)?;
                self.table(Table::start_cell);
                self.flows.push(Flow::default());
            }
            Element::Other => self.property(name, start, parent)?,
            Element::ParagraphProperties
            | Element::RunProperties
            | Element::Text
            | Element::RowProperties
            | Element::Hidden => {}
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), Refusal> {
        let element = self.open.pop().ok_or(Refusal::Corrupt)?;
        if element == Element::Hidden {
            self.hidden -= 1;
            return Ok(());
        }
        if self.hidden > 0 {
            return Ok(());
        }
        match element {
            Element::Paragraph => self.end_paragraph(),
            Element::Run => self.is_vanished_run = false,
            Element::TextBox => {
                let text = self.end_flow();
                self.spend(text.len())?;
                self.flow().boxes.push_str(&text);
            }
            Element::Cell => {
                let text = self.end_flow();
                self.spend(text.len())?;
                self.table(|table| table.end_cell(text));
            }
            Element::Row => self.table(Table::end_row),
            Element::Table => {
                let text = self.tables.pop().map(Table::into_text).unwrap_or_default();
                self.spend(text.len())?;
                self.flow().done.push_str(&text);
            }
            Element::ParagraphProperties
            | Element::RunProperties
            | Element::Text
            | Element::RowProperties
            | Element::Hidden
            | Element::Other => {}
        }
        Ok(())
    }

    /// Elements that are a character, or say something about their parent.
    fn property(
        &mut self,
        name: &str,
        start: &BytesStart<'_>,
        parent: Option<Element>,
    ) -> Result<(), Refusal> {
        if parent == Some(Element::Run) {
            return match name {
                "tab" | "ptab" => self.write("\t"),
                "br" | "cr" => self.write("\n"),
                "noBreakHyphen" => self.write("-"),
                _ => Ok(()),
            };
        }
        match name {
            "vanish" if parent == Some(Element::RunProperties) => {
                let is_in_run = self.open.iter().rev().nth(2) == Some(&Element::Run);
                self.is_vanished_run = is_in_run && is_on(start);
            }
            "numId" => {
                let is_list_item = value(start).is_some_and(|id| id != "0");
                self.paragraph(|paragraph| paragraph.is_list_item = is_list_item);
            }
            "pStyle" if value(start).is_some_and(|style| is_heading_style(&style)) => {
                self.paragraph(|paragraph| paragraph.is_heading = true);
            }
            "tblHeader" if is_on(start) => self.table(Table::mark_row_as_header),
            "gridSpan" => {
                let columns = value(start).and_then(|span| span.parse().ok()).unwrap_or(1);
                self.table(|table| table.span_cell(columns));
            }
            "vMerge" if value(start).is_none_or(|merge| merge != "restart") => {
                self.table(Table::continue_cell_above);
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Refusal> {
        if self.open.last() == Some(&Element::Text) {
            self.write(text)
        } else {
            Ok(())
        }
    }

    fn reference(&mut self, reference: &BytesRef<'_>) -> Result<(), Refusal> {
        if self.open.last() != Some(&Element::Text) {
            return Ok(());
        }
        if let Some(c) = reference.resolve_char_ref().map_err(|_| Refusal::Corrupt)? {
            return self.write(c.encode_utf8(&mut [0; 4]));
        }
        match resolve_predefined_entity(reference) {
            Some(text) => self.write(text),
            None => Ok(()),
        }
    }

    fn write(&mut self, text: &str) -> Result<(), Refusal> {
        if self.hidden > 0 || self.is_vanished_run {
            return Ok(());
        }
        self.spend(text.len())?;
        self.paragraph(|paragraph| paragraph.text.push_str(text));
        Ok(())
    }

    fn spend(&mut self, bytes: usize) -> Result<(), Refusal> {
        let left = self.left_bytes.checked_sub(bytes as u64);
        self.left_bytes = left.ok_or(Refusal::TooComplex)?;
        Ok(())
    }

    fn end_paragraph(&mut self) {
        let flow = self.flow();
        let Some(paragraph) = flow.paragraph.take() else {
            return;
        };
        let is_empty = paragraph.text.trim().is_empty();
        if paragraph.is_heading && !is_empty && !flow.done.is_empty() {
            flow.done.push('\n');
        }
        if paragraph.is_list_item && !is_empty {
            flow.done.push_str("- ");
        }
        flow.done.push_str(&paragraph.text);
        flow.done.push('\n');
        let boxes = std::mem::take(&mut flow.boxes);
        flow.done.push_str(&boxes);
    }

    /// Closes the innermost flow. The outermost one is never closed, even when
    /// elements are nested in ways Word forbids.
    fn end_flow(&mut self) -> String {
        if self.flows.len() < 2 {
            return String::new();
        }
        self.flows.pop().map(|flow| flow.done).unwrap_or_default()
    }

    fn flow(&mut self) -> &mut Flow {
        self.flows
            .last_mut()
            .expect("the outermost flow is never closed")
    }

    fn paragraph(&mut self, change: impl FnOnce(&mut Paragraph)) {
        if let Some(paragraph) = &mut self.flow().paragraph {
            change(paragraph);
        }
    }

    fn table(&mut self, change: impl FnOnce(&mut Table)) {
        if let Some(table) = self.tables.last_mut() {
            change(table);
        }
    }
}

fn element(local_name: &str) -> Element {
    match local_name {
        "p" => Element::Paragraph,
        "pPr" => Element::ParagraphProperties,
        "r" => Element::Run,
        "rPr" => Element::RunProperties,
        "t" => Element::Text,
        "txbxContent" => Element::TextBox,
        "tbl" => Element::Table,
        "tr" => Element::Row,
        "trPr" => Element::RowProperties,
        "tc" => Element::Cell,
        "del" | "moveFrom" | "Fallback" => Element::Hidden,
        _ => Element::Other,
    }
}

/// The `w:val` of an element.
fn value(start: &BytesStart<'_>) -> Option<String> {
    let mut attributes = start.attributes().flatten();
    let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == "val")?;
    Some(found.value.into_owned())
}

/// A switch is on unless its value says otherwise.
fn is_on(start: &BytesStart<'_>) -> bool {
    value(start).is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off"))
}

/// Built-in styles are `Heading1` or, in Russian Word, just `1`.
fn is_heading_style(style: &str) -> bool {
    let is_level = style.len() == 1 && style.starts_with(|c: char| c.is_ascii_digit());
    is_level || style.starts_with("Heading") || style == "Title"
}

fn refusal(error: XmlError) -> Refusal {
    match error {
        XmlError::Io(io) if io.kind() == ErrorKind::FileTooLarge => Refusal::TooComplex,
        _ => Refusal::Corrupt,
    }
}
