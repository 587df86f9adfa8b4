//! What each line of a text is: a row, a heading, prose.

/// The role of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Nothing on it.
    Blank,
    /// Drawn with signs, like the line under a table header.
    Rule,
    /// Says what the lines below are about.
    Heading,
    /// A row of a table or of a price list.
    Row,
    /// Running text.
    Prose,
}

/// A line without the space around it.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) sort: Sort,
    pub(super) text: &'a str,
    pub(super) start_byte: usize,
    /// First character, counted in characters of the whole text.
    pub(super) start: usize,
}

impl<'a> Line<'a> {
    pub(super) fn end_byte(&self) -> usize {
        self.start_byte + self.text.len()
    }

    /// The words of a heading without its marks.
    pub(super) fn title(&self) -> &'a str {
        self.text.trim_matches(|c: char| {
            matches!(c, '#' | '*' | '|' | '=' | '-' | ':') || c.is_whitespace()
        })
    }
}

/// Headings are short.
const HEADING_CHARS: usize = 80;
const HEADING_WORDS: usize = 9;

/// All lines with their roles.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut start_byte = 0;
    let mut start = 0;
    for raw in text.split_inclusive('\n') {
        let body = raw.trim_matches(is_space);
        let lead = &raw[..raw.len() - raw.trim_start_matches(is_space).len()];
        // For an all-space line the lead is the line, and the body is empty.
        lines.push(Line {
            sort: alone(body),
            text: body,
            start_byte: start_byte + lead.len(),
            start: start + lead.chars().count(),
        });
        start_byte += raw.len();
        start += raw.chars().count();
    }
    for at in 0..lines.len() {
        // A price under a question is its answer.
        if at > 0 && lines[at].sort == Sort::Row && lines[at - 1].text.ends_with('?') {
            lines[at].sort = Sort::Prose;
        }
        if is_heading(&lines, at) {
            lines[at].sort = Sort::Heading;
        }
    }
    lines
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// The role a line has by itself.
fn alone(line: &str) -> Sort {
    if line.is_empty() {
        Sort::Blank
    } else if !line.chars().any(char::is_alphanumeric) && line.len() >= 3 && line.is_ascii() {
        Sort::Rule
    } else if is_row(line) {
        Sort::Row
    } else {
        Sort::Prose
    }
}

fn is_row(line: &str) -> bool {
    line.contains('\t')
        || line.starts_with('|')
        || line.matches(" | ").count() >= 2
        || line.matches(';').count() >= 2
        || is_named_fields(line)
        || ends_in_price(line)
}

/// `Column: value; Column: value`
fn is_named_fields(line: &str) -> bool {
    let mut fields = 0;
    for field in line.split(';') {
        match field.split_once(": ") {
            Some((name, value)) if name.chars().count() <= 40 && !value.trim().is_empty() => {
                fields += 1;
            }
            _ => return false,
        }
    }
    fields >= 2
}

/// `Choynak - 250 000 so‘m`: a name, then digits, then at most a currency.
fn ends_in_price(line: &str) -> bool {
    const CURRENCIES: [&str; 12] = [
        "so‘m", "so'm", "som", "so’m", "сум", "сўм", "uzs", "$", "usd", "руб", "₽", "rub",
    ];
    if line.chars().count() > 2 * HEADING_CHARS || line.ends_with(['.', '!']) {
        return false;
    }
    let small = line.to_lowercase();
    let tail = small.trim_end_matches([',', ';', ')', ' ']);
    let currency = CURRENCIES.iter().find_map(|name| tail.strip_suffix(name));
    let amount = currency.unwrap_or(tail).trim_end();
    let name = amount.trim_end_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, ' ' | '.' | ',' | '\u{a0}' | '\'' | '$')
    });
    let digits = amount[name.len()..]
        .chars()
        .filter(char::is_ascii_digit)
        .count();
    let is_set_apart = name.ends_with(['-', '–', '—', ':', '=']) || currency.is_some();
    digits >= if currency.is_some() { 1 } else { 4 }
        && is_set_apart
        && name.chars().any(char::is_alphabetic)
}

fn is_heading(lines: &[Line<'_>], at: usize) -> bool {
    let line = lines[at];
    let next = lines.get(at + 1).map(|line| line.sort);
    match line.sort {
        Sort::Row => is_header_row(lines, at),
        Sort::Prose => {
            if line.text.starts_with('#') {
                return line.text.chars().count() <= 2 * HEADING_CHARS;
            }
            let is_short = line.text.chars().count() <= HEADING_CHARS
                && line.text.split_whitespace().count() <= HEADING_WORDS;
            let starts_block = at == 0 || !matches!(lines[at - 1].sort, Sort::Prose);
            if !is_short || !starts_block {
                return false;
            }
            let follows = match next {
                Some(Sort::Blank) => lines[at + 1..]
                    .iter()
                    .find(|line| line.sort != Sort::Blank)
                    .map(|line| line.sort),
                other => other,
            };
            let has_content = matches!(follows, Some(Sort::Row | Sort::Prose | Sort::Heading));
            let ends_open = line.text.ends_with(':');
            let ends_plain = !line.text.ends_with(['.', '!', '?', ',', ';', '…', ')']);
            ends_open
                || (has_content
                    && ends_plain
                    && (next == Some(Sort::Row) || next == Some(Sort::Blank)))
        }
        Sort::Blank | Sort::Rule | Sort::Heading => false,
    }
}

/// The first row of a table, when the rows below hold the figures.
fn is_header_row(lines: &[Line<'_>], at: usize) -> bool {
    let is_first = at == 0
        || !matches!(lines[at - 1].sort, Sort::Row | Sort::Rule | Sort::Heading)
        || (lines[at - 1].sort == Sort::Heading && !lines[at - 1].text.contains(['|', '\t', ';']));
    if !is_first {
        return false;
    }
    let has_digit = |line: &Line<'_>| line.text.contains(|c: char| c.is_ascii_digit());
    let is_table = lines[at].text.contains(['|', '\t', ';']);
    match lines.get(at + 1) {
        Some(next) if next.sort == Sort::Rule => true,
        Some(next) => {
            is_table
                && next.sort == Sort::Row
                && !has_digit(&lines[at])
                && has_digit(next)
                && !lines[at].text.contains(": ")
        }
        None => false,
    }
}
