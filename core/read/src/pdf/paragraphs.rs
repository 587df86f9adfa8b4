//! From lines to paragraphs.

use super::lines::Line;
use crate::extract::PAGE_END;

/// A piece of the text of a page, on one line.
#[derive(Clone, Debug)]
pub(super) struct Paragraph {
    pub text: String,
    /// Whether more room than between lines stands before it.
    pub is_apart: bool,
}

/// Adds a paragraph to a text; a word that was divided between two columns or
/// pages becomes whole.
pub(super) fn append(text: &mut String, paragraph: &Paragraph) {
    let end = text.trim_end_matches(['\n', PAGE_END]).len();
    let mut page_ends = 0;
    if is_divided(&text[..end], &paragraph.text) {
        page_ends = text[end..].matches(PAGE_END).count();
        text.truncate(end);
        text.pop();
    } else if paragraph.is_apart && !text.ends_with(PAGE_END) {
        text.push('\n');
    }
    text.push_str(&paragraph.text);
    text.push('\n');
    text.extend(std::iter::repeat_n(PAGE_END, page_ends));
}

/// Joins the lines of one column, which ends at `right`, to paragraphs.
pub(super) fn paragraphs(lines: &[Line], right: f32) -> Vec<Paragraph> {
    let is_block = is_block(lines, right);
    let mut all: Vec<(Vec<String>, bool)> = Vec::new();
    let mut before: Option<&Line> = None;
    for line in lines {
        let text = line_text(line);
        let step = before.map(|before| line.y() - before.y());
        let is_apart = step.is_none_or(|step| step > line.size() * 1.75);
        match (before, all.last_mut()) {
            (Some(above), Some((texts, _)))
                if !is_apart && continues(above, line, right, is_block) =>
            {
                texts.push(text);
            }
            _ => all.push((vec![text], is_apart)),
        }
        before = Some(line);
    }
    let joined = all.into_iter().map(|(texts, is_apart)| Paragraph {
        text: joined(texts.into_iter()),
        is_apart,
    });
    joined.collect()
}

fn line_text(line: &Line) -> String {
    let pieces = line.pieces.iter().map(|piece| piece.text.as_str());
    pieces.collect::<Vec<_>>().join(" ")
}

/// Whether lines are running text, which fills its column, and not a list of
/// short ones.
fn is_block(lines: &[Line], right: f32) -> bool {
    const EXACT: f32 = 0.6;
    const FEWEST: usize = 3;
    const LONG: usize = 60;
    let is_long = |line: &Line| line_text(line).chars().count() >= LONG;
    let flush = lines.iter().filter(|line| right - line.x1() < EXACT);
    flush.count() >= FEWEST || lines.iter().any(is_long)
}

/// Whether a line goes on with the sentence of the one above: its first word
/// would have found no room there, and it is no item of a list.
fn continues(above: &Line, line: &Line, right: f32, is_block: bool) -> bool {
    let Some(first) = line.pieces.first() else {
        return false;
    };
    let blank = first.size * 0.2;
    let is_same_size = (above.size() - line.size()).abs() < line.size() * 0.08;
    let is_full = above.x1() + blank + first.first_word > right - blank;
    let goes_on = is_block || first.text.starts_with(char::is_lowercase);
    let is_next = is_full && goes_on && !is_item(&first.text);
    is_same_size && (is_next || is_divided(&line_text(above), &first.text))
}

/// Whether a line begins like an item of a list or a numbered heading: `•`,
/// `–`, `1.`, `2)`, `3.1.2`.
pub(super) fn is_item(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let first = words.next().unwrap_or("");
    let rest = first.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = rest.len() < first.len() && matches!(rest, "." | ")" | ".)");
    let is_section = first.matches('.').count() >= 2
        && first.len() < 12
        && first.chars().all(|c| c.is_ascii_digit() || c == '.');
    is_numbered
        || is_section
        || first.starts_with(['•', '–', '—', '▪', '◦', '●', '\u{f0b7}', '-', '*'])
}

/// Lines of one sentence as one: blanks between them, and words whole that
/// were divided at a line end.
pub(super) fn joined(lines: impl Iterator<Item = String>) -> String {
    let mut text = String::new();
    for line in lines {
        let line = line.trim();
        if text.is_empty() {
            text.push_str(line);
        } else if is_divided(&text, line) {
            text.pop();
            text.push_str(line);
        } else if text.ends_with('-')
            && line.starts_with(char::is_alphanumeric)
            && !text.ends_with(" -")
        {
            text.push_str(line);
        } else if !line.is_empty() {
            text.push(' ');
            text.push_str(line);
        }
    }
    text
}

/// Whether the last word of `text` goes on in `line`, and its hyphen is only
/// the mark of the division.
fn is_divided(text: &str, line: &str) -> bool {
    let mut ends = text.chars().rev();
    match ends.next() {
        Some('\u{ad}' | '\u{2010}') => line.starts_with(char::is_alphabetic),
        Some('-') => {
            let before = ends.next();
            let are = |is: fn(char) -> bool| before.is_some_and(is) && line.starts_with(is);
            are(char::is_lowercase) || are(char::is_uppercase)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(lines: &[&str]) -> String {
        joined(lines.iter().map(|line| (*line).to_owned()))
    }

    #[test]
    fn divided_words_become_whole() {
        assert_eq!(one(&["elektr choy-", "nak oq"]), "elektr choynak oq");
        assert_eq!(one(&["MAHSU-", "LOTLAR"]), "MAHSULOTLAR");
        assert_eq!(one(&["SilverCook SC-", "17 oq"]), "SilverCook SC-17 oq");
        assert_eq!(one(&["narxi -", "250"]), "narxi - 250");
        assert_eq!(one(&["qutida", "12 dona"]), "qutida 12 dona");
    }

    #[test]
    fn items_of_lists_stand_alone() {
        for text in [
            "• Quvvati",
            "1. Qopqoqni",
            "2) yoping",
            "– bir",
            "3.1.2 Kafolat",
        ] {
            assert!(is_item(text), "{text}");
        }
        for text in ["1.7 l", "2025-yil", "SC-17"] {
            assert!(!is_item(text), "{text}");
        }
    }
}
