//! The text of one part of a Word document, from its XML events.

use std::collections::BTreeMap;

use super::element::{Element, element};
use super::fields::{Field, Link, address_in};
use super::flow::{Flow, Lines, Mark, Paragraph};
use super::math::Math;
use super::notes::Notes;
use super::numbering::Lists;
use super::package::Relations;
use super::sections::Section;
use super::styles::Styles;
use super::table::Table;
use super::xml::{Space, Tag, Visit};
use crate::Refusal;

/// What the parts of a document have in common.
#[derive(Default)]
pub(super) struct Shared {
    pub styles: Styles,
    pub lists: Lists,
    pub sections: Vec<Section>,
    /// The words of drawn lists, by the parts that hold them.
    pub diagrams: BTreeMap<String, String>,
    notes: Notes,
}

/// Reads one part. What stands inside another thing (a cell, a text box)
/// flows into a text of its own, so nothing here recurses.
pub(super) struct Story<'a> {
    pub(super) shared: &'a mut Shared,
    relations: &'a Relations,
    left_bytes: u64,
    pub(super) open: Vec<Element>,
    /// How many open elements hide their text.
    pub(super) hidden: u32,
    flows: Vec<Flow>,
    tables: Vec<Table>,
    pub(super) runs: Vec<Run>,
    pub(super) math: Math,
    /// Whether the first of several forms was read.
    alternatives: Vec<bool>,
    section: Option<Section>,
    /// How many fields are at their code, in which nothing shows.
    pub(super) codes: u32,
    paragraphs: u64,
}

/// What the properties of a run say.
#[derive(Default)]
pub(super) struct Run {
    pub is_hidden: Option<bool>,
    pub style: Option<String>,
    pub font: Option<String>,
}

impl<'a> Story<'a> {
    pub fn new(shared: &'a mut Shared, relations: &'a Relations, text_bytes: u64) -> Self {
        Self {
            shared,
            relations,
            left_bytes: text_bytes,
            open: Vec::new(),
            hidden: 0,
            flows: vec![Flow::default()],
            tables: Vec::new(),
            runs: Vec::new(),
            math: Math::default(),
            alternatives: Vec::new(),
            section: None,
            codes: 0,
            paragraphs: 0,
        }
    }

    /// The text, once the part was walked through.
    pub fn finish(mut self) -> Result<String, Refusal> {
        self.end_paragraph()?;
        let mut flow = self.flows.swap_remove(0);
        flow.release_all();
        Ok(flow.lines.marked())
    }

    fn open(&mut self, element: Element, tag: &Tag<'_>) -> Result<(), Refusal> {
        match element {
            Element::Paragraph => self.start_paragraph()?,
            Element::DrawnParagraph => {
                self.flows.push(Flow::default());
                self.start_paragraph()?;
            }
            Element::Run => self.runs.push(Run::default()),
            Element::TextBox => self.flows.push(Flow::default()),
            Element::Table => self.tables.push(Table::default()),
            Element::Row => self.table(Table::start_row),
            Element::Cell => {
                // Cells without text cost memory as well.
                self.spend(16)?;
                self.table(Table::start_cell);
                self.flows.push(Flow::default());
            }
            Element::Link => {
                let address = self.address_of(tag);
                self.start_link(address);
            }
            Element::SimpleField => {
                let code = tag.attribute("instr").unwrap_or_default();
                self.start_link(address_in(&code));
            }
            Element::Note => self.start_note(tag),
            Element::Diagram => self.put_diagram(tag)?,
            Element::Section => self.section = Some(Section::default()),
            Element::Alternatives => self.alternatives.push(false),
            Element::Math(element) => self.math.start(element, tag),
            Element::Other => self.property(tag)?,
            Element::ParagraphProperties
            | Element::RunProperties
            | Element::Text
            | Element::Code
            | Element::Drawing
            | Element::RowProperties
            | Element::Alternative
            | Element::Hidden => {}
        }
        Ok(())
    }

    fn close(&mut self, element: Element) -> Result<(), Refusal> {
        match element {
            Element::Paragraph => self.end_paragraph()?,
            Element::Run => drop(self.runs.pop()),
            Element::TextBox | Element::DrawnParagraph => {
                let lines = self.end_flow()?;
                self.flow().boxes.append(&lines);
            }
            Element::Cell => {
                let lines = self.end_flow()?;
                let repeated = self.tables.last_mut().map(|table| table.end_cell(lines));
                self.spend(repeated.unwrap_or(0))?;
            }
            Element::Row => self.table(Table::end_row),
            Element::Table => self.end_table()?,
            Element::Link | Element::SimpleField => {
                if let Some(link) = self.flow().links.pop().flatten() {
                    self.end_link(&link)?;
                }
            }
            Element::Section => self.shared.sections.extend(self.section.take()),
            Element::Alternatives => drop(self.alternatives.pop()),
            Element::Math(element) => {
                if let Some(text) = self.math.end(element) {
                    self.put(&text)?;
                }
            }
            Element::ParagraphProperties
            | Element::RunProperties
            | Element::Text
            | Element::Code
            | Element::Drawing
            | Element::Diagram
            | Element::RowProperties
            | Element::Note
            | Element::Alternative
            | Element::Hidden
            | Element::Other => {}
        }
        Ok(())
    }

    /// Elements that hide what is in them for a reason outside of them.
    fn is_hidden_here(&mut self, element: Element, tag: &Tag<'_>) -> bool {
        let is_drawn = matches!(element, Element::Drawing | Element::TextBox);
        if element == Element::Alternative {
            return match self.alternatives.last_mut() {
                Some(was_read) => std::mem::replace(was_read, true),
                // Only the copy for old programs comes without a choice.
                None => tag.name() == "Fallback",
            };
        }
        element == Element::Hidden
            || (is_drawn && self.is_run_hidden())
            || (element == Element::Note && self.shared.notes.mark_of(tag).is_none())
    }

    /// Deletions stand in properties, too: of a row, or of a paragraph's end.
    fn note_deletion(&mut self) {
        let mut outside = self.open.iter().rev();
        match (outside.next(), outside.next()) {
            (Some(Element::RowProperties), _) => self.table(Table::drop_row),
            (Some(Element::RunProperties), Some(Element::ParagraphProperties)) => {
                self.paragraph(|paragraph| paragraph.is_end_deleted = true);
            }
            _ => {}
        }
    }

    fn start_paragraph(&mut self) -> Result<(), Refusal> {
        // Word has no paragraph in a paragraph; the text of neither is lost.
        self.end_paragraph()?;
        self.paragraphs += 1;
        let number = self.paragraphs;
        self.flow().open_paragraph().number = number;
        Ok(())
    }

    fn end_table(&mut self) -> Result<(), Refusal> {
        self.end_paragraph()?;
        let Some(table) = self.tables.pop() else {
            return Ok(());
        };
        let lines = table.into_lines(self.left_bytes)?;
        self.spend(lines.len())?;
        let flow = self.flow();
        flow.release();
        flow.lines.append(&lines);
        Ok(())
    }

    /// Closes the innermost flow. The outermost one is never closed, even when
    /// elements are nested in ways Word forbids.
    fn end_flow(&mut self) -> Result<Lines, Refusal> {
        self.end_paragraph()?;
        if self.flows.len() < 2 {
            return Ok(Lines::default());
        }
        let mut flow = self.flows.pop().unwrap_or_default();
        let codes = flow.fields.iter().filter(|field| !field.is_result);
        self.codes = self.codes.saturating_sub(codes.count() as u32);
        flow.release_all();
        self.spend(flow.lines.len())?;
        Ok(flow.lines)
    }

    fn start_note(&mut self, tag: &Tag<'_>) {
        let mark = self
            .shared
            .notes
            .mark_of(tag)
            .unwrap_or_default()
            .to_owned();
        let flow = self.flow();
        flow.release();
        flow.carried = mark;
    }

    pub(super) fn refer_to_note(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        if !self.is_shown() {
            return Ok(());
        }
        match self.shared.notes.refer(tag).map(str::to_owned) {
            Some(mark) => self.write(&mark),
            None => Ok(()),
        }
    }

    /// What is drawn as a list or a scheme follows the paragraph as items.
    fn put_diagram(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        let part = tag.attribute("dm");
        let part = part.and_then(|id| self.relations.part(&id));
        let Some(text) = part.and_then(|part| self.shared.diagrams.get(part)) else {
            return Ok(());
        };
        let text = text.clone();
        self.spend(text.len())?;
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        lines.for_each(|line| self.flow().boxes.push(line, Some(Mark::Bullet)));
        Ok(())
    }

    pub(super) fn section(&mut self) -> Option<&mut Section> {
        self.section.as_mut()
    }

    fn address_of(&self, tag: &Tag<'_>) -> Option<String> {
        let address = self.relations.address(&tag.attribute("id")?)?;
        let place = tag.attribute("anchor").filter(|_| !address.contains('#'));
        Some(match place {
            Some(place) => format!("{address}#{place}"),
            None => address.to_owned(),
        })
    }

    fn start_link(&mut self, address: Option<String>) {
        let link = address.map(|address| self.link_to(address));
        self.flow().links.push(link);
    }

    /// A link whose words begin here.
    pub(super) fn link_to(&mut self, address: String) -> Link {
        let paragraph = self.flow().open_paragraph();
        Link {
            address,
            paragraph: paragraph.number,
            start: paragraph.text.len(),
            has_hidden_words: false,
        }
    }

    pub(super) fn spend(&mut self, bytes: usize) -> Result<(), Refusal> {
        let left = self.left_bytes.checked_sub(bytes as u64);
        self.left_bytes = left.ok_or(Refusal::TooComplex)?;
        Ok(())
    }

    pub(super) fn flow(&mut self) -> &mut Flow {
        self.flows
            .last_mut()
            .expect("the outermost flow is never closed")
    }

    pub(super) fn innermost_paragraph(&self) -> Option<&Paragraph> {
        self.flows.last().and_then(|flow| flow.paragraph.as_ref())
    }

    pub(super) fn field(&mut self) -> Option<&mut Field> {
        self.flow().fields.last_mut()
    }

    pub(super) fn paragraph(&mut self, change: impl FnOnce(&mut Paragraph)) {
        if let Some(paragraph) = &mut self.flow().paragraph {
            change(paragraph);
        }
    }

    pub(super) fn table(&mut self, change: impl FnOnce(&mut Table)) {
        if let Some(table) = self.tables.last_mut() {
            change(table);
        }
    }
}

impl Visit for Story<'_> {
    fn start(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        let mut element = element(tag);
        if self.hidden > 0 {
            self.hidden += u32::from(element == Element::Hidden);
            self.open.push(element);
            return Ok(());
        }
        if tag.space == Space::Word && matches!(tag.name(), "del" | "moveFrom") {
            self.note_deletion();
        }
        if self.is_hidden_here(element, tag) {
            element = Element::Hidden;
            self.hidden += 1;
        } else {
            self.open(element, tag)?;
        }
        self.open.push(element);
        Ok(())
    }

    fn end(&mut self) -> Result<(), Refusal> {
        let element = self.open.pop().ok_or(Refusal::Corrupt)?;
        if element == Element::Hidden {
            self.hidden = self.hidden.saturating_sub(1);
            return Ok(());
        }
        if self.hidden > 0 {
            return Ok(());
        }
        self.close(element)
    }

    fn text(&mut self, text: &str) -> Result<(), Refusal> {
        match self.open.last() {
            Some(Element::Text) => self.write_letters(text),
            Some(Element::Code) if self.hidden == 0 => {
                if let Some(field) = self.field() {
                    field.add_code(text);
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }
}
