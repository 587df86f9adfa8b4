//! Word files whose text is known: what must be found in them, what must not
//! be, and that another program finds no more. What the files are is told in
//! `dev/docx/README.md`; what pandoc finds stands in `dev/docx/compare.tsv`,
//! as `dev/compare_docx.py` counts it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;
use scx_read::{Kind, Limits, Refusal, extract, sniff};
use unicode_normalization::UnicodeNormalization;

/// The table has four decimals.
const ROUNDING: f64 = 0.000_05;

/// The corpus took from this title all that says that it is one: its style has
/// neither the name `Title`, which every Word writes, nor an outline level.
const TITLE_WITHOUT_NAME: (&str, &str) = ("headings-ru", "Правила магазина");

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("dev/docx")
}

fn names() -> Vec<String> {
    let files = fs::read_dir(folder()).expect("the corpus");
    let mut names: Vec<String> = files
        .map(|file| file.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|end| end == "docx"))
        .map(|path| {
            let stem = path.file_stem().and_then(|stem| stem.to_str());
            stem.expect("a plain name").to_owned()
        })
        .collect();
    names.sort();
    assert!(names.len() >= 32, "{}", names.len());
    names
}

fn bytes(name: &str) -> Vec<u8> {
    fs::read(folder().join(format!("{name}.docx"))).expect("a Word file")
}

fn read(name: &str) -> String {
    let bytes = bytes(name);
    assert_eq!(sniff("a.docx", &bytes), Ok(Kind::Docx), "{name}");
    let document = extract(Kind::Docx, &bytes, &Limits::default());
    document.expect("every file of the corpus reads").text
}

fn truth(name: &str) -> String {
    fs::read_to_string(folder().join(format!("{name}.txt"))).expect("its text")
}

/// The rows of a list, by the file they are of.
fn list(name: &str) -> Vec<(String, Vec<String>)> {
    let text = fs::read_to_string(folder().join(name)).expect("a list");
    let row = |line: &str| {
        let mut cells = line.split('\t').map(str::to_owned);
        let file = cells.next().expect("the name of a file");
        (file, cells.collect())
    };
    text.lines().map(row).collect()
}

/// One form of the same letters; soft hyphens do not show.
fn flat(text: &str) -> String {
    text.replace('\u{ad}', "").nfkc().collect()
}

/// Numbers with their points and commas, words with their apostrophes, and
/// signs such as ± or €.
static WORD: LazyLock<Regex> = LazyLock::new(|| {
    let word = r"\d+(?:[.,]\d+)+|[^\W_]+(?:[‘’ʻʼ'`][^\W_]*)*|[§©®°±×÷€™←-⇿∀-⋿■-➿]";
    Regex::new(word).expect("a valid expression")
});

fn words(text: &str) -> Vec<String> {
    let text = flat(text);
    let found = WORD.find_iter(&text);
    found.map(|word| word.as_str().to_owned()).collect()
}

/// Words between blanks, so that no part of a word is found.
fn spaced(text: &str) -> String {
    format!(" {} ", words(text).join(" "))
}

/// The words of the truth that the text lacks, as often as it lacks them.
fn lost(truth: &[String], text: &[String]) -> Vec<String> {
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    for word in text {
        *left.entry(word).or_default() += 1;
    }
    let mut lost = Vec::new();
    for word in truth {
        match left.get_mut(word.as_str()) {
            Some(count) if *count > 0 => *count -= 1,
            _ => lost.push(word.clone()),
        }
    }
    lost
}

#[test]
fn every_word_is_found_and_another_program_finds_no_more() {
    let pandoc: BTreeMap<String, f64> = list("compare.tsv")
        .into_iter()
        .skip(1)
        .map(|(name, cells)| (name, cells[0].parse().expect("a share")))
        .collect();
    for name in names() {
        let truth = words(&truth(&name));
        let lost = lost(&truth, &words(&read(&name)));
        assert_eq!(lost, [""; 0], "{name}");
        let share = 1.0 - lost.len() as f64 / truth.len() as f64;
        assert!(share + ROUNDING >= pandoc[&name], "{name}: {share:.4}");
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
