//! How well Word files are read: some whose text is known, beside what pandoc
//! finds in them (`dev/docx/compare.tsv`, as `dev/compare_docx.py` counts it).
//! What the files are is told in `dev/docx/README.md`.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

use super::stems;
use crate::{Kind, Limits, extract};

/// Where the files are.
pub fn folder() -> PathBuf {
    super::dev().join("docx")
}

/// The names of all files, without their ending.
pub fn names() -> Vec<String> {
    stems(&folder(), "docx")
}

/// The bytes of a file.
///
/// # Panics
/// When the file is not there.
pub fn bytes(name: &str) -> Vec<u8> {
    fs::read(folder().join(format!("{name}.docx"))).expect("a Word file")
}

/// The text of a file as the product reads it.
///
/// # Panics
/// When the file is not there or is refused.
pub fn read(name: &str) -> String {
    let document = extract(Kind::Docx, &bytes(name), &Limits::default());
    document.expect("every file of the corpus reads").text
}

/// The text that is known.
///
/// # Panics
/// When the file is not there.
pub fn truth(name: &str) -> String {
    fs::read_to_string(folder().join(format!("{name}.txt"))).expect("its text")
}

/// The words of a file that are found.
#[derive(Clone, Debug)]
pub struct Found {
    /// The file.
    pub name: String,
    /// Words of the truth that the reader lost.
    pub lost: Vec<String>,
    /// The share of words that the reader found.
    pub ours: f64,
    /// The share that pandoc found.
    pub pandoc: f64,
}

/// What is found in every file.
///
/// # Panics
/// When the corpus is not whole.
pub fn found() -> Vec<Found> {
    let pandoc: BTreeMap<String, f64> = list("compare.tsv")
        .into_iter()
        .skip(1)
        .map(|(name, cells)| (name, cells[0].parse().expect("a share")))
        .collect();
    let of = |name: String| {
        let truth = words(&truth(&name));
        let lost = lost(&truth, &words(&read(&name)));
        Found {
            ours: 1.0 - lost.len() as f64 / truth.len() as f64,
            pandoc: pandoc[&name],
            lost,
            name,
        }
    };
    names().into_iter().map(of).collect()
}

/// The rows of a list, by the file they are of.
///
/// # Panics
/// When the list is not there.
pub fn list(name: &str) -> Vec<(String, Vec<String>)> {
    let text = fs::read_to_string(folder().join(name)).expect("a list");
    let row = |line: &str| {
        let mut cells = line.split('\t').map(str::to_owned);
        let file = cells.next().expect("the name of a file");
        (file, cells.collect())
    };
    text.lines().map(row).collect()
}

/// One form of the same letters; soft hyphens do not show.
pub fn flat(text: &str) -> String {
    text.replace('\u{ad}', "").nfkc().collect()
}

/// Numbers with their points and commas, words with their apostrophes, and
/// signs such as ± or €.
static WORD: LazyLock<Regex> = LazyLock::new(|| {
    let word = r"\d+(?:[.,]\d+)+|[^\W_]+(?:[‘’ʻʼ'`][^\W_]*)*|[§©®°±×÷€™←-⇿∀-⋿■-➿]";
    Regex::new(word).expect("a valid expression")
});

/// The words of a text, in one form.
pub fn words(text: &str) -> Vec<String> {
    let text = flat(text);
    let found = WORD.find_iter(&text);
    found.map(|word| word.as_str().to_owned()).collect()
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
