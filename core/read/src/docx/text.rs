//! What a part of a Word document writes into its text: letters, signs,
//! labels of lists, and the addresses of links.

use super::element::Element;
use super::fields::{Field, Link, shown_address};
use super::flow::{Mark, Paragraph};
use super::numbering::Label;
use super::story::Story;
use super::styles::BODY_LEVEL;
use super::symbols::{is_private, symbol};
use super::xml::Tag;
use crate::Refusal;

impl Story<'_> {
    /// Elements that are a character, or say something about their parent.
    pub(super) fn property(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        let parent = self.open.last().copied();
        match tag.name() {
            "br" if parent == Some(Element::DrawnParagraph) => return self.write("\n"),
            "sym" | "symEx" => return self.write_symbol(tag),
            "docPr" => return self.describe(tag),
            "fldChar" => return self.turn_field(tag),
            "footnoteReference" | "endnoteReference" => return self.refer_to_note(tag),
            _ => {}
        }
        match parent {
            Some(Element::Run) => match tag.name() {
                "tab" | "ptab" => self.write("\t")?,
                "br" | "cr" => self.write("\n")?,
                "noBreakHyphen" => self.write("-")?,
                _ => {}
            },
            Some(Element::RunProperties) => self.run_property(tag),
            Some(Element::RowProperties) if tag.name() == "hidden" && tag.is_on() => {
                self.table(|table| table.drop_row());
            }
            Some(Element::Section) => {
                if let Some(section) = self.section() {
                    section.note(tag);
                }
            }
            _ => self.place_property(tag),
        }
        Ok(())
    }

    fn run_property(&mut self, tag: &Tag<'_>) {
        let of_paragraph = self.open.iter().nth_back(1) == Some(&Element::ParagraphProperties);
        if of_paragraph {
            if tag.name() == "vanish" {
                let is_on = tag.is_on();
                self.paragraph(|paragraph| paragraph.is_end_hidden = is_on);
            }
            return;
        }
        let Some(run) = self.runs.last_mut() else {
            return;
        };
        match tag.name() {
            "vanish" => run.is_hidden = Some(tag.is_on()),
            "rStyle" => run.style = tag.value(),
            "rFonts" => run.font = tag.attribute("hAnsi").or_else(|| tag.attribute("ascii")),
            _ => {}
        }
    }

    /// Properties of paragraphs, rows and cells.
    fn place_property(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "pStyle" => self.paragraph(|paragraph| paragraph.style = tag.value()),
            "numId" => self.paragraph(|paragraph| paragraph.list = tag.value()),
            "ilvl" => self.paragraph(|paragraph| paragraph.list_level = tag.number()),
            "outlineLvl" => {
                let level = tag.number::<u8>().map(|level| level.saturating_add(1));
                self.paragraph(|paragraph| paragraph.outline = level);
            }
            "tblHeader" if tag.is_on() => self.table(|table| table.mark_row_as_header()),
            "gridBefore" => {
                let columns = tag.number().unwrap_or(0);
                self.table(|table| table.skip_columns(columns));
            }
            "gridSpan" => {
                let columns = tag.number().unwrap_or(1);
                self.table(|table| table.span_cell(columns));
            }
            "vMerge" if tag.value().is_none_or(|merge| merge != "restart") => {
                self.table(|table| table.continue_cell_above());
            }
            "cellDel" => self.table(|table| table.mark_cell_as_deleted()),
            _ => {}
        }
    }

    /// What stands in a picture, when its author says so in words.
    fn describe(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        let description = tag.attribute("descr").unwrap_or_default();
        if !is_sentence(&description) || !self.is_shown() {
            return Ok(());
        }
        self.spend(description.len())?;
        self.flow().boxes.push(description.trim(), None);
        Ok(())
    }

    fn write_symbol(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        let code = tag.attribute("char").unwrap_or_default();
        let font = tag.attribute("font").unwrap_or_default();
        let code = u32::from_str_radix(code.trim(), 16).unwrap_or(0);
        match symbol(&font, code) {
            Some(sign) => self.write(sign.encode_utf8(&mut [0; 4])),
            None => Ok(()),
        }
    }

    /// Letters of a run, of which private ones mean what its font shows.
    pub(super) fn write_letters(&mut self, text: &str) -> Result<(), Refusal> {
        if !text.contains(|c| is_private(u32::from(c))) {
            return self.write(text);
        }
        let font = self.runs.last().and_then(|run| run.font.clone());
        let font = font.unwrap_or_default();
        let shown: String = text
            .chars()
            .filter_map(|c| match is_private(u32::from(c)) {
                // The usual bullets are known without their font.
                true if font.is_empty() => Some(c).filter(|c| BULLETS.contains(c)),
                true => symbol(&font, u32::from(c)),
                false => Some(c),
            })
            .collect();
        self.write(&shown)
    }

    /// Whether what is written now can be seen.
    pub(super) fn is_shown(&self) -> bool {
        self.hidden == 0 && self.codes == 0 && !self.is_run_hidden()
    }

    /// Whether the run that is open hides what is in it.
    pub(super) fn is_run_hidden(&self) -> bool {
        let Some(run) = self.runs.last() else {
            return false;
        };
        let style = || {
            let paragraph = self.innermost_paragraph();
            paragraph.and_then(|paragraph| paragraph.style.as_deref())
        };
        let by_style = || self.shared.styles.hides(style(), run.style.as_deref());
        run.is_hidden.unwrap_or_else(by_style)
    }

    pub(super) fn write(&mut self, text: &str) -> Result<(), Refusal> {
        if self.hidden > 0 {
            return Ok(());
        }
        if self.is_run_hidden() {
            let flow = self.flow();
            let of_fields = flow
                .fields
                .iter_mut()
                .filter_map(|field| field.link.as_mut());
            let links = flow.links.iter_mut().flatten().chain(of_fields);
            links.for_each(|link| link.has_hidden_words = true);
            return Ok(());
        }
        self.spend(text.len())?;
        if self.codes > 0 {
            self.swallow(text);
            return Ok(());
        }
        match self.math.text() {
            Some(formula) => formula.push_str(text),
            None => self.flow().open_paragraph().text.push_str(text),
        }
        Ok(())
    }

    /// Keeps text beside the code of a field for the case that it never ends.
    fn swallow(&mut self, text: &str) {
        let mut fields = self.flow().fields.iter_mut();
        if let Some(field) = fields.find(|field| !field.is_result) {
            field.swallowed.push_str(text);
        }
    }

    /// Writes what is shown whatever the run says.
    pub(super) fn put(&mut self, text: &str) -> Result<(), Refusal> {
        self.spend(text.len())?;
        self.flow().open_paragraph().text.push_str(text);
        Ok(())
    }

    /// A field begins with its code, goes on with its result, and ends.
    fn turn_field(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        match tag.attribute("fldCharType").as_deref() {
            Some("begin") => {
                self.spend(size_of::<Field>())?;
                self.flow().fields.push(Field::default());
                self.codes += 1;
            }
            Some("separate") => {
                let Some(field) = self.field().filter(|field| !field.is_result) else {
                    return Ok(());
                };
                field.is_result = true;
                field.swallowed = String::new();
                let address = field.address();
                self.codes = self.codes.saturating_sub(1);
                if let Some(address) = address.filter(|_| self.codes == 0) {
                    let link = self.link_to(address);
                    if let Some(field) = self.field() {
                        field.link = Some(link);
                    }
                }
            }
            Some("end") => match self.flow().fields.pop() {
                Some(Field {
                    link: Some(link), ..
                }) => self.end_link(&link)?,
                Some(field) if !field.is_result => self.codes = self.codes.saturating_sub(1),
                Some(_) | None => {}
            },
            Some(_) | None => {}
        }
        Ok(())
    }

    /// Writes where a link leads after its words, unless they say it.
    pub(super) fn end_link(&mut self, link: &Link) -> Result<(), Refusal> {
        if self.codes > 0 {
            return Ok(());
        }
        let paragraph = self.flow().open_paragraph();
        let start = match paragraph.number == link.paragraph {
            true => link.start,
            false => 0,
        };
        let words = paragraph.text.get(start..).unwrap_or_default();
        let is_silent = words.trim().is_empty();
        if is_silent && link.has_hidden_words {
            return Ok(());
        }
        let Some(address) = shown_address(&link.address, words) else {
            return Ok(());
        };
        let text = match is_silent {
            true => address,
            false => {
                let end = paragraph.text.trim_end_matches(' ').len();
                let blanks = paragraph.text.split_off(end);
                format!(" ({address}){blanks}")
            }
        };
        self.put(&text)
    }

    pub(super) fn end_paragraph(&mut self) -> Result<(), Refusal> {
        let Some(paragraph) = self.flow().paragraph.take() else {
            return Ok(());
        };
        if self.codes > 0 {
            self.swallow("\n");
        }
        if paragraph.is_end_deleted {
            self.flow().carried = paragraph.text;
            return Ok(());
        }
        let (mark, line) = self.labelled(&paragraph);
        self.spend(line.len() - paragraph.text.len())?;
        let flow = self.flow();
        flow.lines.push(&line, mark);
        let boxes = std::mem::take(&mut flow.boxes);
        flow.lines.append(&boxes);
        Ok(())
    }

    /// A paragraph with its number in front, and what it is.
    fn labelled(&mut self, paragraph: &Paragraph) -> (Option<Mark>, String) {
        let is_empty = paragraph.text.trim().is_empty();
        let label = self.label(paragraph, is_empty);
        let style = paragraph.style.as_deref();
        let heading = match paragraph.outline {
            Some(level) => Some(level).filter(|level| *level < BODY_LEVEL),
            None => self.shared.styles.heading(style),
        };
        let text = &paragraph.text;
        let (mark, line) = match label {
            Some(Label::Number(number)) => (Some(Mark::Number), format!("{number} {text}")),
            Some(Label::Bullet) if !is_empty => (Some(Mark::Bullet), text.clone()),
            Some(Label::Bullet) | None => (None, text.clone()),
        };
        let heading = heading.filter(|_| !is_empty).map(Mark::Heading);
        (heading.or(mark), line)
    }

    fn label(&mut self, paragraph: &Paragraph, is_empty: bool) -> Option<Label> {
        let shared = &mut *self.shared;
        let style = paragraph.style.as_deref();
        let (list, level) = shared.styles.list(style);
        let list = paragraph.list.as_deref().or(list);
        let list = list.filter(|list| *list != "0")?;
        let is_hidden = || paragraph.is_end_hidden || shared.styles.hides(style, None);
        if is_empty && is_hidden() {
            return None;
        }
        let level = level.filter(|_| paragraph.list.is_none());
        let level = paragraph.list_level.or(level);
        shared.lists.next(list, level, style, &shared.styles)
    }
}

/// Private letters that the cleaning of texts takes for bullets.
const BULLETS: [char; 4] = ['\u{f0b7}', '\u{f0a7}', '\u{f0d8}', '\u{f076}'];

/// Programs that describe pictures by themselves say so in these words.
const BY_PROGRAMS: [&str; 4] = [
    "automatically generated",
    "ai-generated",
    "автоматически созданное",
    "созданное искусственным",
];

/// Whether the description of a picture is one, and no name of a file.
fn is_sentence(description: &str) -> bool {
    const FEWEST_WORDS: usize = 2;
    let text = description.trim().to_lowercase();
    let is_word = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() > 1;
    let words = text.split_whitespace().filter(is_word).count();
    let ending = text.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_file =
        (2..=4).contains(&ending.len()) && ending.chars().all(|c| c.is_ascii_alphanumeric());
    let is_path = text.contains("://") || text.contains(":\\");
    words >= FEWEST_WORDS
        && !is_file
        && !is_path
        && !BY_PROGRAMS.iter().any(|mark| text.contains(mark))
}
