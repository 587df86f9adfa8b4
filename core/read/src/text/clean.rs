//! One form for all texts: NFC, `\n`, single blanks, nothing invisible.

use unicode_normalization::UnicodeNormalization;

use crate::extract::PAGE_END;

/// A cleaned text.
pub(crate) struct Cleaned {
    pub text: String,
    /// Whether text was left off at the end.
    pub is_cut: bool,
    /// At which character each page begins.
    pub page_starts: Vec<u32>,
}

/// A blank line stands between pages, as between paragraphs.
const PAGE_LINE_ENDS: usize = 2;

/// At most two blank lines stand between paragraphs.
const MOST_LINE_ENDS: usize = 3;

/// Cleans a text and keeps at most `limit_bytes` of it. A run of blanks
/// becomes one blank, or one tab when a tab is in it: tabs separate columns.
pub(crate) fn clean(raw: &str, limit_bytes: usize) -> Cleaned {
    let mut text = String::with_capacity(raw.len().min(limit_bytes));
    let mut blank = None;
    let mut line_ends = 0;
    // The first page begins with the text, wherever its first letter stands.
    let (mut chars, mut pages, mut page_starts) = (0_u32, 1_usize, Vec::new());
    for c in Visible::of(raw).nfc() {
        match c {
            PAGE_END => {
                pages += 1;
                blank = None;
                line_ends = PAGE_LINE_ENDS.max(line_ends);
                continue;
            }
            '\n' => {
                blank = None;
                line_ends = (line_ends + 1).min(MOST_LINE_ENDS);
                continue;
            }
            '\t' => {
                blank = Some('\t');
                continue;
            }
            ' ' => {
                blank = blank.or(Some(' '));
                continue;
            }
            _ => {}
        }
        let gap = if line_ends > 0 {
            line_ends
        } else {
            usize::from(blank.is_some())
        };
        if text.len() + gap + c.len_utf8() > limit_bytes {
            cut_back_to_line(&mut text);
            page_starts.truncate(pages_of(&text, &page_starts));
            return Cleaned {
                text,
                is_cut: true,
                page_starts,
            };
        }
        if !text.is_empty() {
            push_gap(&mut text, line_ends, blank);
            chars += gap as u32;
        }
        page_starts.resize(pages, chars);
        text.push(c);
        chars += 1;
        blank = None;
        line_ends = 0;
    }
    page_starts.resize(pages, chars);
    Cleaned {
        text,
        is_cut: false,
        page_starts,
    }
}

fn push_gap(text: &mut String, line_ends: usize, blank: Option<char>) {
    match (line_ends, blank) {
        (0, Some(blank)) => text.push(blank),
        (0, None) => {}
        (ends, _) => text.extend(std::iter::repeat_n('\n', ends)),
    }
}

/// How many pages begin in a text.
fn pages_of(text: &str, page_starts: &[u32]) -> usize {
    let chars = text.chars().count();
    page_starts.partition_point(|start| (*start as usize) < chars)
}

/// A half row is worse than none, unless the line is the whole text.
fn cut_back_to_line(text: &mut String) {
    const LONGEST_LOSS_BYTES: usize = 4 * 1024;
    if let Some(end) = text.rfind('\n')
        && text.len() - end <= LONGEST_LOSS_BYTES
    {
        text.truncate(end);
    }
}

/// The characters that show, with every kind of blank and line end unified.
struct Visible<'a> {
    chars: std::iter::Peekable<std::str::Chars<'a>>,
    ligature: std::str::Chars<'static>,
}

impl<'a> Visible<'a> {
    fn of(raw: &'a str) -> Self {
        Self {
            chars: raw.chars().peekable(),
            ligature: "".chars(),
        }
    }
}

impl Iterator for Visible<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        loop {
            if let Some(c) = self.ligature.next() {
                return Some(c);
            }
            let c = self.chars.next()?;
            match c {
                '\r' => {
                    self.chars.next_if_eq(&'\n');
                    return Some('\n');
                }
                PAGE_END => return Some(PAGE_END),
                '\n' | '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                    return Some('\n');
                }
                '\t' => return Some('\t'),
                // Word and old PDF writers draw bullets with symbol fonts.
                '\u{f0b7}' | '\u{f0a7}' | '\u{f0d8}' | '\u{f076}' => return Some('•'),
                '\u{fb00}'..='\u{fb04}' => self.ligature = ligature(c).chars(),
                _ if c.is_whitespace() => return Some(' '),
                _ if is_invisible(c) => {}
                _ => return Some(c),
            }
        }
    }
}

fn ligature(c: char) -> &'static str {
    match c {
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        '\u{fb03}' => "ffi",
        _ => "ffl",
    }
}

/// Characters that take no room: they break words for a search and can carry
/// text that a person never sees.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cleaned(raw: &str) -> String {
        clean(raw, usize::MAX).text
    }

    #[test]
    fn line_ends_and_blanks_are_unified() {
        assert_eq!(cleaned("  a\u{a0}  b \r\n c\rd\t \te  "), "a b\nc\nd\te");
        assert_eq!(cleaned("a\n\n\n\n\n\nb\n \n"), "a\n\n\nb");
    }

    #[test]
    fn invisible_characters_go_and_letters_are_composed() {
        assert_eq!(cleaned("o\u{200b}n\u{ad}e \u{1}two\u{e0041}"), "one two");
        assert_eq!(cleaned("и\u{306}од"), "йод");
        assert_eq!(cleaned("oʻzbek gʼalla o’g‘il"), "oʻzbek gʼalla o’g‘il");
        assert_eq!(cleaned("\u{fb01}nish \u{f0b7} item"), "finish • item");
    }

    #[test]
    fn pages_are_found_again() {
        let Cleaned {
            text, page_starts, ..
        } = clean(" one\u{c}\n\u{c} two \nthree\u{c}", usize::MAX);
        assert_eq!(text, "one\n\n\ntwo\nthree");
        assert_eq!(page_starts, [0, 6, 6, 15]);
    }

    #[test]
    fn a_long_text_is_cut_at_a_line() {
        let Cleaned { text, is_cut, .. } = clean("first line\nsecond line", 15);
        assert_eq!((text.as_str(), is_cut), ("first line", true));
        let Cleaned { text, is_cut, .. } = clean("exact", 5);
        assert_eq!((text.as_str(), is_cut), ("exact", false));
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(raw in any::<String>()) {
            let once = cleaned(&raw);
            prop_assert_eq!(cleaned(&once), once.clone());
            prop_assert!(!once.contains("\n\n\n\n"));
        }

        #[test]
        fn the_limit_holds(raw in any::<String>(), limit in 0_usize..40) {
            prop_assert!(clean(&raw, limit).text.len() <= limit);
        }
    }
}
