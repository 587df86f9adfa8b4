//! Eighty PDFs whose text is known: the reader against the best of its peers,
//! whose measurements stand in `dev/pdf/compare.tsv`. What the files are and
//! how the figures are made is told in `dev/pdf/README.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use rapidfuzz::distance::levenshtein;
use scx_read::{Document, Kind, Limits, Warning, extract};
use unicode_normalization::UnicodeNormalization;

/// Nothing tells what its glyphs mean; the reader must say so.
const UNREADABLE: &str = "nomap-ru";
/// The table has four decimals.
const ROUNDING: f64 = 0.000_05;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("dev/pdf")
}

fn lines_of(name: &str) -> Vec<String> {
    let text = fs::read_to_string(folder().join(name)).expect("a file of the corpus");
    text.lines().map(str::to_owned).collect()
}

fn names() -> Vec<String> {
    let files = fs::read_dir(folder()).expect("the corpus");
    let mut names: Vec<String> = files
        .map(|file| file.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|end| end == "pdf"))
        .map(|path| {
            let stem = path.file_stem().and_then(|stem| stem.to_str());
            stem.expect("a plain name").to_owned()
        })
        .collect();
    names.sort();
    names
}

fn read(name: &str) -> Document {
    let bytes = fs::read(folder().join(format!("{name}.pdf"))).expect("a PDF");
    extract(Kind::Pdf, &bytes, &Limits::default()).expect("every file of the corpus reads")
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

#[test]
fn no_kind_of_file_is_read_worse_than_by_the_best_other_reader() {
    let best = best_of_peers();
    let mut rates: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    let names = names();
    assert!(names.len() >= 60, "{}", names.len());
    for name in names.iter().filter(|name| *name != UNREADABLE) {
        let rate = error_rate(name, &read(name).text);
        rates
            .entry(kind_of(name).to_owned())
            .or_default()
            .push(rate);
    }
    for (kind, rates) in rates {
        let mean = rates.iter().sum::<f64>() / rates.len() as f64;
        assert!(
            mean <= best[&kind] + ROUNDING,
            "{kind}: {mean:.4}, the best other one {:.4}",
            best[&kind]
        );
    }
}

#[test]
fn prices_stand_on_the_line_of_their_goods() {
    const LEAST: f64 = 0.99;
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
    let (mut all, mut whole) = (0, 0);
    for (name, rows) in rows {
        let text = read(&name).text;
        let lines: Vec<String> = text.lines().map(flat).collect();
        all += rows.len();
        whole += rows
            .iter()
            .filter(|row| is_on_one_line(row, &rows, &lines))
            .count();
    }
    assert!(all > 1_000, "{all}");
    assert!(whole as f64 >= LEAST * all as f64, "{whole} of {all}");
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

#[test]
fn a_font_that_tells_nothing_is_warned_of_and_no_other() {
    for name in names() {
        let warnings = read(&name).warnings;
        let is_garbled = |warning: &Warning| matches!(warning, Warning::Garbled { .. });
        assert_eq!(
            warnings.iter().any(is_garbled),
            name == UNREADABLE,
            "{name}"
        );
    }
}
