//! Word files whose text is known: what must be found in them, what must not
//! be, and that another program finds no more.

use std::sync::LazyLock;

use regex::Regex;
use scx_read::measure::ROUNDING;
use scx_read::measure::word::{bytes, flat, found, list, names, read, truth, words};
use scx_read::{Kind, Limits, Refusal, extract, sniff};

/// The corpus took from this title all that says that it is one: its style has
/// neither the name `Title`, which every Word writes, nor an outline level.
const TITLE_WITHOUT_NAME: (&str, &str) = ("headings-ru", "Правила магазина");

/// Words between blanks, so that no part of a word is found.
fn spaced(text: &str) -> String {
    format!(" {} ", words(text).join(" "))
}

#[test]
fn every_word_is_found_and_another_program_finds_no_more() {
    let files = found();
    assert!(files.len() >= 32, "{}", files.len());
    for file in files {
        assert_eq!(file.lost, [""; 0], "{}", file.name);
        assert!(file.ours + ROUNDING >= file.pandoc, "{file:?}");
    }
}

#[test]
fn every_file_is_known_for_what_it_is() {
    for name in names() {
        assert_eq!(sniff("a.docx", &bytes(&name)), Ok(Kind::Docx), "{name}");
    }
}

#[test]
fn every_paragraph_and_every_row_stands_on_one_line() {
    let links = list("links.tsv");
    for name in names() {
        let mut text = read(&name);
        for (_, link) in links.iter().filter(|(file, _)| *file == name) {
            text = text.replace(&format!(" ({})", link[1]), "");
        }
        let lines: Vec<String> = text.lines().map(spaced).collect();
        for line in truth(&name).lines() {
            let cells: Vec<String> = line.split(" | ").map(spaced).collect();
            let holds = |line: &String| cells.iter().all(|cell| line.contains(cell.as_str()));
            assert!(lines.iter().any(holds), "{name}: {line}");
        }
    }
}

#[test]
fn nothing_deleted_hidden_or_misnamed_is_given() {
    for (name, cells) in list("forbidden.tsv") {
        let text = flat(&read(&name));
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let word = flat(&cells[0]);
        // A number must not be part of a longer one.
        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let given = text.match_indices(&word).find(|(at, _)| {
            let before = text[..*at].chars().next_back();
            let after = text[at + word.len()..].chars().next();
            !is_digit(before) && !is_digit(after)
        });
        assert_eq!(given, None, "{name}");
    }
}

#[test]
fn every_link_follows_its_words() {
    for (name, link) in list("links.tsv") {
        let [words, address] = &link[..] else {
            panic!("{link:?} is no link");
        };
        let text = read(&name);
        assert!(
            text.contains(&format!("{words} ({address})")),
            "{name}: {words}"
        );
    }
}

/// `## 1.1. Instalments`
static HEADING: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(#+) (?:\d+\.)*\s*(.*)$").expect("a valid expression"));

#[test]
fn every_heading_has_its_level_and_stands_apart() {
    let wanted = list("headings.tsv");
    for name in names() {
        let text = read(&name);
        let lines: Vec<&str> = [""].into_iter().chain(text.lines()).collect();
        let mut found: Vec<(String, String)> = Vec::new();
        for pair in lines.windows(2) {
            if let Some(heading) = HEADING.captures(pair[1]) {
                let (marks, text) = (heading[1].to_owned(), heading[2].to_owned());
                assert_eq!(pair[0], "", "{name}: a blank line above {text}");
                found.push((marks.len().to_string(), text));
            }
        }
        let of_file = wanted.iter().filter(|(file, _)| *file == name);
        let wanted: Vec<(String, String)> = of_file
            .map(|(_, cells)| (cells[0].clone(), cells[1].clone()))
            .filter(|(_, text)| (name.as_str(), text.as_str()) != TITLE_WITHOUT_NAME)
            .collect();
        assert_eq!(found, wanted, "{name}");
    }
}

#[test]
fn a_file_of_the_corpus_cut_off_or_changed_is_read_or_refused() {
    for name in ["boxes-uz-latn", "changes-ru", "fields-ru", "notes-ru"] {
        let whole = bytes(name);
        for at in (0..whole.len()).step_by(331) {
            let cut = extract(Kind::Docx, &whole[..at], &Limits::default());
            assert!(cut.is_err(), "{name} cut at {at}");
            let mut changed = whole.clone();
            changed[at] ^= 0x55;
            let result = extract(Kind::Docx, &changed, &Limits::default());
            let is_told = !matches!(
                result,
                Err(Refusal::WrongType { .. } | Refusal::Scanned { .. })
            );
            assert!(is_told, "{name} changed at {at}");
        }
    }
}
