//! How well PDFs are read: eighty whose text is known, beside the best of the
//! peers, whose measurements stand in `dev/pdf/compare.tsv`. What the files are
//! and how those were made is told in `dev/pdf/README.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use rapidfuzz::distance::levenshtein;
use unicode_normalization::UnicodeNormalization;

use super::stems;
use crate::{Document, Kind, Limits, extract};

/// Nothing tells what its glyphs mean; the reader must say so.
pub const UNREADABLE: &str = "nomap-ru";

/// Where the files are.
pub fn folder() -> PathBuf {
    super::dev().join("pdf")
}

/// The names of all files, without their ending.
pub fn names() -> Vec<String> {
    stems(&folder(), "pdf")
}

/// A file as the product reads it.
///
/// # Panics
/// When the file is not there or is refused.
pub fn read(name: &str) -> Document {
    let bytes = fs::read(folder().join(format!("{name}.pdf"))).expect("a PDF");
    extract(Kind::Pdf, &bytes, &Limits::default()).expect("every file of the corpus reads")
}

/// The files of one kind: the mean of wrong characters per character.
#[derive(Clone, Debug)]
pub struct Rate {
    /// Such as `onec`.
    pub kind: String,
    /// This crate's.
    pub ours: f64,
    /// That of the best other reader.
    pub best_of_peers: f64,
}

/// The error rates of every kind but [`UNREADABLE`], by kind.
///
/// # Panics
/// When the corpus is not whole.
pub fn error_rates() -> Vec<Rate> {
    let best = best_of_peers();
    let mut rates: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for name in names().iter().filter(|name| *name != UNREADABLE) {
        let rate = error_rate(name, &read(name).text);
        let of_kind = rates.entry(kind_of(name).to_owned()).or_default();
        of_kind.push(rate);
    }
    let kinds = rates.into_iter().map(|(kind, rates)| Rate {
        ours: rates.iter().sum::<f64>() / rates.len() as f64,
        best_of_peers: best[&kind],
        kind,
    });
    kinds.collect()
}

/// Price rows whose price follows the goods on one line, and all price rows.
///
/// # Panics
/// When the corpus is not whole.
pub fn price_rows() -> (usize, usize) {
    let mut rows: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for line in lines_of("rows.tsv") {
        let cells: Vec<&str> = line.split('\t').collect();
        let [name, goods, price] = cells[..] else {
            panic!("{line:?} is no row");
        };
        let row = (flat(goods), flat(price));
        rows.entry(name.to_owned()).or_default().push(row);
    }
    rows.remove(UNREADABLE);
    let (mut whole, mut all) = (0, 0);
    for (name, rows) in rows {
        let text = read(&name).text;
        let lines: Vec<String> = text.lines().map(flat).collect();
        all += rows.len();
        let is_whole = |row: &&(String, String)| is_on_one_line(row, &rows, &lines);
        whole += rows.iter().filter(is_whole).count();
    }
    (whole, all)
}

fn lines_of(name: &str) -> Vec<String> {
    let text = fs::read_to_string(folder().join(name)).expect("a file of the corpus");
    text.lines().map(str::to_owned).collect()
}

/// `nouni-cmap-uz-latn` is of the kind `nouni-cmap`.
fn kind_of(name: &str) -> &str {
    ["-uz-latn", "-uz-cyrl", "-ru", "-en"]
        .iter()
        .find_map(|language| name.strip_suffix(language))
        .unwrap_or(name)
}

/// One form of a text: composed letters, single blanks.
fn flat(text: &str) -> String {
    let composed: String = text.nfc().collect();
    composed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text with its running lines, without them, and with each of them once,
/// with the numbers of pages or without; a wide sheet with its halves joined.
fn truths(name: &str) -> Vec<String> {
    let running: BTreeSet<String> = lines_of("running.tsv")
        .iter()
        .filter_map(|line| line.split_once('\t'))
        .filter(|(file, _)| *file == name)
        .map(|(_, line)| line.to_owned())
        .collect();
    let lines = lines_of(&format!("{name}.txt"));
    let mut seen = BTreeSet::new();
    let once: Vec<String> = lines
        .iter()
        .filter(|line| seen.insert((*line).clone()) || !running.contains(*line))
        .cloned()
        .collect();
    let is_number = |line: &String| running.contains(line) && numbers_a_page(line);
    let unnumbered = once.iter().filter(|line| !is_number(line)).cloned();
    let without = lines
        .iter()
        .filter(|line| !running.contains(*line))
        .cloned();
    let mut truths = vec![unnumbered.collect(), without.collect(), once, lines];
    let joined = format!("{name}.joined.txt");
    if folder().join(&joined).exists() {
        truths.push(lines_of(&joined));
    }
    let flat = |lines: &Vec<String>| flat(&lines.join("\n"));
    truths.iter().map(flat).collect()
}

fn numbers_a_page(line: &str) -> bool {
    const WORDS: [&str; 12] = [
        "page",
        "of",
        "стр",
        "страница",
        "из",
        "лист",
        "bet",
        "sahifa",
        "varaq",
        "бет",
        "саҳифа",
        "варақ",
    ];
    let words = line.split(|c: char| !c.is_alphanumeric());
    let mut words = words.filter(|word| !word.is_empty());
    words.all(|word| {
        word.chars().all(|c| c.is_ascii_digit()) || WORDS.contains(&word.to_lowercase().as_str())
    })
}

/// Edits per letter of the truth, at the best of its forms.
fn error_rate(name: &str, text: &str) -> f64 {
    let text = flat(text);
    let rate = |truth: &String| {
        let edits = levenshtein::distance(truth.chars(), text.chars());
        edits as f64 / truth.chars().count() as f64
    };
    truths(name).iter().map(rate).fold(1.0, f64::min)
}

/// The least error rate that another reader has on each kind of file.
fn best_of_peers() -> BTreeMap<String, f64> {
    let mut best = BTreeMap::new();
    for line in lines_of("compare.tsv") {
        let cells: Vec<&str> = line.split('\t').collect();
        let [kind, reader, rate, ..] = cells[..] else {
            continue;
        };
        let Some((kind, _)) = kind.split_once(" (") else {
            continue;
        };
        if reader == "ours" {
            continue;
        }
        let rate: f64 = rate.parse().expect("a rate");
        let least = best.entry(kind.to_owned()).or_insert(rate);
        *least = least.min(rate);
    }
    best
}

/// Whether the price follows the goods before the goods of another row.
fn is_on_one_line(row: &(String, String), rows: &[(String, String)], lines: &[String]) -> bool {
    let (goods, price) = row;
    lines.iter().any(|line| {
        let Some(at) = line.find(goods.as_str()) else {
            return false;
        };
        let rest = &line[at + goods.len()..];
        let others = rows
            .iter()
            .filter_map(|(other, _)| rest.find(other.as_str()));
        let end = others.min().unwrap_or(rest.len());
        rest[..end].match_indices(price.as_str()).any(|(from, _)| {
            let before = rest[..from].trim_end().chars().next_back();
            let after = rest[from + price.len()..].chars().next();
            let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            !is_digit(before.filter(|_| !rest[..from].ends_with(' '))) && !is_digit(after)
        })
    })
}
