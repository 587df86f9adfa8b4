//! The marks of footnotes and endnotes.

use std::collections::BTreeMap;

use super::numerals::numeral;
use super::xml::Tag;

/// Marks of the notes that the body refers to.
#[derive(Default)]
pub(super) struct Notes {
    footnotes: Marks,
    endnotes: Marks,
}

#[derive(Default)]
struct Marks {
    /// By the numbers in the file; nothing for one whose author wrote his own.
    by_id: BTreeMap<String, String>,
    numbered: u32,
}

impl Notes {
    /// The mark of the note that begins here; one that nothing shown refers to
    /// has none, and is not shown either.
    pub fn mark_of(&self, note: &Tag<'_>) -> Option<&str> {
        let marks = match note.name() {
            "footnote" => &self.footnotes,
            _ => &self.endnotes,
        };
        marks.by_id.get(&note.attribute("id")?).map(String::as_str)
    }

    /// Numbers the note that the text refers to here, and tells its mark.
    pub fn refer(&mut self, reference: &Tag<'_>) -> Option<&str> {
        let id = reference.attribute("id")?;
        let (marks, format) = match reference.name() {
            "footnoteReference" => (&mut self.footnotes, "decimal"),
            _ => (&mut self.endnotes, "lowerRoman"),
        };
        // Some authors write marks of their own, which then follow as text.
        let own = reference.attribute("customMarkFollows");
        if own.is_some_and(|own| !matches!(own.as_str(), "0" | "false" | "off")) {
            marks.by_id.insert(id, String::new());
            return None;
        }
        let mark = marks.by_id.entry(id).or_insert_with(|| {
            marks.numbered += 1;
            format!("[{}] ", numeral(format, marks.numbered))
        });
        Some(mark.trim_end())
    }
}
