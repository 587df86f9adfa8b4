//! Cuts a text into passages that can each answer a question.
//!
//! A row of a price list is a passage of its own, prose goes by paragraph and
//! then by sentence. Offsets count characters, because readers of other
//! languages and Telegram clients do not count bytes.

mod lines;
mod prose;

use lines::{Line, Sort, lines};

/// Longest passage made from prose, in characters.
pub const MAX_CHARS: usize = 1_600;

/// A part of a text that stands on its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Place in the order of the text, from 0.
    pub index: u32,
    /// First character of the passage in the text.
    pub start: usize,
    /// One past the last character of the passage in the text.
    pub end: usize,
    /// The characters from `start` to `end`.
    pub text: String,
    /// The heading or the header row above it, if there is one.
    pub heading: Option<String>,
    /// The page of the file it begins on, counted from 1, where who cut the
    /// text knows it.
    pub page: Option<u32>,
}

/// Cuts a text into passages, in order.
pub fn split(text: &str) -> Vec<Passage> {
    let lines = lines(text);
    let mut cutter = Cutter {
        text,
        passages: Vec::new(),
        heading: None,
        unused_heading: None,
    };
    let mut at = 0;
    while at < lines.len() {
        at += cutter.take(&lines[at..]);
    }
    cutter.keep_heading();
    cutter.passages
}

struct Cutter<'a> {
    text: &'a str,
    passages: Vec<Passage>,
    heading: Option<&'a str>,
    /// A heading under which nothing has been found so far.
    unused_heading: Option<Line<'a>>,
}

impl<'a> Cutter<'a> {
    /// Takes one block off the front; tells how many lines it had.
    fn take(&mut self, lines: &[Line<'a>]) -> usize {
        let first = lines[0];
        match first.sort {
            Sort::Blank | Sort::Rule => 1,
            Sort::Heading => {
                self.keep_heading();
                self.heading = Some(first.title());
                self.unused_heading = Some(first);
                1
            }
            Sort::Row => {
                self.push_long(first.start_byte, first.end_byte(), first.start);
                1
            }
            Sort::Prose => {
                let count = lines
                    .iter()
                    .take_while(|line| matches!(line.sort, Sort::Prose))
                    .count();
                let last = lines[count - 1];
                self.push_long(first.start_byte, last.end_byte(), first.start);
                count
            }
        }
    }

    /// A heading with nothing under it is content itself.
    fn keep_heading(&mut self) {
        if let Some(line) = self.unused_heading.take() {
            self.heading = None;
            self.push(line.start_byte, line.end_byte(), line.start);
        }
    }

    fn push_long(&mut self, start_byte: usize, end_byte: usize, start: usize) {
        self.unused_heading = None;
        let block = &self.text[start_byte..end_byte];
        for part in prose::parts(block, MAX_CHARS) {
            self.push(
                start_byte + part.start_byte,
                start_byte + part.end_byte,
                start + part.start,
            );
        }
    }

    fn push(&mut self, start_byte: usize, end_byte: usize, start: usize) {
        let text = &self.text[start_byte..end_byte];
        self.passages.push(Passage {
            index: self.passages.len() as u32,
            start,
            end: start + text.chars().count(),
            text: text.to_owned(),
            heading: self.heading.map(str::to_owned),
            page: None,
        });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn texts(source: &str) -> Vec<String> {
        split(source).into_iter().map(|p| p.text).collect()
    }

    #[test]
    fn each_row_of_a_price_list_is_a_passage() {
        let passages = split(
            "Choynaklar\n\
             Nomi: Choynak Artel; Narxi: 250 000 so‘m; Rangi: oq\n\
             Nomi: Choynak Bosch; Narxi: 480 000 so‘m; Rangi: qora\n",
        );
        assert_eq!(passages.len(), 2);
        assert_eq!(passages[1].heading.as_deref(), Some("Choynaklar"));
        assert!(passages[1].text.starts_with("Nomi: Choynak Bosch"));
    }

    #[test]
    fn a_header_row_becomes_the_heading_of_its_table() {
        let passages = split(
            "| Mahsulot | Narx |\n|---|---|\n| Sumka | 120000 |\n| Kamar | 60000 |\n\nYana savol bo‘lsa, yozing!",
        );
        let headings: Vec<_> = passages.iter().map(|p| p.heading.as_deref()).collect();
        assert_eq!(headings[0], Some("Mahsulot | Narx"));
        assert_eq!(headings[1], Some("Mahsulot | Narx"));
        assert_eq!(passages[0].text, "| Sumka | 120000 |");
        assert_eq!(texts("Nomi\tNarxi\nSumka\t120000\n"), ["Sumka\t120000"]);
    }

    #[test]
    fn lines_that_end_in_a_price_are_rows() {
        assert_eq!(
            texts("Прайс:\nЧайник — 250 000 сум\nУтюг — 310 000 сум\n"),
            ["Чайник — 250 000 сум", "Утюг — 310 000 сум"]
        );
    }

    #[test]
    fn a_question_keeps_its_answer() {
        let source =
            "Savol: Dostavka qancha?\nJavob: 25 000 so‘m\n\nSavol: Kafolat?\nJavob: 1 yil.";
        assert_eq!(texts(source).len(), 2);
    }

    #[test]
    fn prose_goes_by_paragraph() {
        let source = "Biz Toshkentdamiz. Har kuni ishlaymiz.\nYetkazib berish bor.\n\nTo‘lov: naqd yoki karta orqali.";
        assert_eq!(texts(source).len(), 2);
    }

    #[test]
    fn long_prose_is_cut_at_sentences_with_a_small_overlap() {
        let source = "Bu uzun matn uchun bitta gap, unda ellikka yaqin belgi bor. ".repeat(100);
        let passages = split(&source);
        assert!(passages.len() >= 4);
        for pair in passages.windows(2) {
            assert!(pair[1].start < pair[0].end, "overlap");
            assert!(pair[0].text.ends_with('.'));
        }
    }

    #[test]
    fn a_heading_with_nothing_under_it_is_not_lost() {
        assert_eq!(texts("# Salom"), ["# Salom"]);
        assert_eq!(texts("Aloqa:\n"), ["Aloqa:"]);
    }

    proptest! {
        #[test]
        fn passages_are_exact_slices(text in "([\\PC\n\t;:|.]|[0-9]{3}|so‘m|#|Nomi: |\n\n){0,120}") {
            let chars: Vec<char> = text.chars().collect();
            for passage in split(&text) {
                let slice: String = chars[passage.start..passage.end].iter().collect();
                prop_assert_eq!(&slice, &passage.text);
                prop_assert!(!passage.text.trim().is_empty());
            }
        }

        #[test]
        fn nothing_is_lost_but_headings(words in prop::collection::vec("[a-z]{1,9}[.,]?", 1..400)) {
            let text = words.join(" ");
            let passages = split(&text);
            prop_assert!(passages.iter().all(|p| p.text.chars().count() <= MAX_CHARS));
            let mut reached = 0;
            for passage in &passages {
                let gap: String = text.chars().skip(reached).take(passage.start.saturating_sub(reached)).collect();
                prop_assert!(gap.trim().is_empty());
                reached = passage.end;
            }
            prop_assert_eq!(reached, text.trim_end().chars().count());
        }
    }
}
