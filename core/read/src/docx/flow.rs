//! Text that is gathered in one place: a part, a cell, a box.

use super::fields::{Field, Link};

/// Lines, each ended, and what some of them are.
#[derive(Default)]
pub(super) struct Lines {
    text: String,
    /// Where special lines begin, in their order.
    marks: Vec<(usize, Mark)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// From 1, the highest.
    Heading(u8),
    Bullet,
    /// An item that begins with its number.
    Number,
    /// A row of a table.
    Row,
}

/// Deeper headings look like this one.
const LOWEST_HEADING: u8 = 3;

impl Lines {
    pub fn push(&mut self, line: &str, mark: Option<Mark>) {
        self.marks.extend(mark.map(|mark| (self.text.len(), mark)));
        self.text.push_str(line);
        self.text.push('\n');
    }

    pub fn append(&mut self, other: &Self) {
        let before = self.text.len();
        let marks = other.marks.iter();
        self.marks
            .extend(marks.map(|(at, mark)| (before + at, *mark)));
        self.text.push_str(&other.text);
    }

    pub fn len(&self) -> usize {
        self.text.len()
    }

    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Whether there are several lines, whatever is in them.
    pub fn are_many(&self) -> bool {
        self.text.trim().contains('\n')
    }

    /// The lines with the marks that show what they are.
    pub fn marked(&self) -> String {
        let mut text = String::with_capacity(self.text.len() + 4 * self.marks.len());
        let mut from = 0;
        for (at, mark) in &self.marks {
            text.push_str(&self.text[from..*at]);
            from = *at;
            match mark {
                Mark::Heading(level) => {
                    if !text.is_empty() && !text.ends_with("\n\n") {
                        text.push('\n');
                    }
                    let level = (*level).clamp(1, LOWEST_HEADING);
                    text.push_str(&"#".repeat(usize::from(level)));
                    text.push(' ');
                }
                Mark::Bullet => text.push_str("- "),
                Mark::Number | Mark::Row => {}
            }
        }
        text.push_str(&self.text[from..]);
        text
    }

    /// All in one line, as the value of a cell: items and rows are parted by
    /// semicolons, paragraphs by blanks.
    pub fn joined(&self) -> String {
        let mut text = String::with_capacity(self.text.len());
        let mut marks = self.marks.iter().peekable();
        let (mut start, mut was_part) = (0, false);
        for line in self.text.split_inclusive('\n') {
            let mark = marks.next_if(|(at, _)| *at <= start);
            start += line.len();
            let line = line.trim();
            if line.is_empty() {
                continue;
            }
            let is_part = mark.is_some_and(|(_, mark)| !matches!(mark, Mark::Heading(_)));
            if (is_part || was_part) && !text.is_empty() && !text.ends_with(':') {
                let end = text.trim_end_matches(['.', ';', ',']).len();
                text.truncate(end);
                text.push(';');
            }
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(line);
            was_part = is_part;
        }
        text
    }
}

/// Text that is being gathered.
#[derive(Default)]
pub(super) struct Flow {
    pub lines: Lines,
    pub paragraph: Option<Paragraph>,
    /// What the next paragraph begins with: the mark of a note, or a paragraph
    /// whose end was deleted.
    pub carried: String,
    /// Texts of boxes anchored in the open paragraph; they follow it.
    pub boxes: Lines,
    /// Fields that have begun and not ended.
    pub fields: Vec<Field>,
    /// Links whose elements are open; nothing for those that lead nowhere.
    pub links: Vec<Option<Link>>,
}

#[derive(Default)]
pub(super) struct Paragraph {
    /// Tells it from the other paragraphs of the part.
    pub number: u64,
    pub text: String,
    pub style: Option<String>,
    pub outline: Option<u8>,
    pub list: Option<String>,
    pub list_level: Option<usize>,
    pub is_end_deleted: bool,
    pub is_end_hidden: bool,
}

impl Flow {
    /// The open paragraph; text that stands outside of any makes one.
    pub fn open_paragraph(&mut self) -> &mut Paragraph {
        let carried = &mut self.carried;
        self.paragraph.get_or_insert_with(|| Paragraph {
            text: std::mem::take(carried),
            ..Paragraph::default()
        })
    }

    /// Text that waits for a paragraph which does not come.
    pub fn release(&mut self) {
        let carried = std::mem::take(&mut self.carried);
        if !carried.trim().is_empty() {
            self.lines.push(&carried, None);
        }
        let boxes = std::mem::take(&mut self.boxes);
        self.lines.append(&boxes);
    }
    /// At the end also what a field has taken for its code that never ended.
    pub fn release_all(&mut self) {
        self.release();
        for field in std::mem::take(&mut self.fields) {
            if !field.is_result && !field.swallowed.trim().is_empty() {
                self.lines.push(field.swallowed.trim_end(), None);
            }
        }
    }
}
