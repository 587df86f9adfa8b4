//! How well and how fast the language of a message is told; see the crate's README.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::Args;
use scx_lang::identify;
use whatlang::{Detector, Lang};

use crate::figures::{Report, share};

/// What it takes.
#[derive(Args, Debug)]
pub struct Arguments {
    /// Prints the messages that were taken for another language.
    #[arg(long)]
    wrong: bool,
}

/// A message with the languages that count as right.
struct Row {
    slice: String,
    labels: Vec<String>,
    text: String,
}

impl Row {
    fn is_right(&self, tag: &str) -> bool {
        self.labels.iter().any(|label| label == tag)
    }
}

/// Measures and prints.
///
/// # Errors
/// When the sets cannot be read.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let mut report = Report::default();
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../core/lang/dev/language");
    report.heading("own messages, by slice (mixed: either language counts)");
    let slices = rows(&own.join("slices.tsv"), |fields| match fields {
        [slice, labels, text] => Some(row(slice, labels, text)),
        _ => None,
    })?;
    let reviews = rows(&own.join("reviews.tsv"), |fields| match fields {
        [label, text] => Some(row("reviews", label, text)),
        _ => None,
    })?;
    let mut all = slices;
    all.extend(reviews);
    for (slice, of) in by(&all, |row| row.slice.clone()) {
        score(&mut report, &slice, &of, 0.90, arguments);
    }
    let shared = shared_data().join("lid-dev.tsv");
    if shared.exists() {
        report.heading("the shared development set, never trained on");
        let rows = rows(&shared, |fields| match fields {
            [label, text, ..] => Some(row("", label, text)),
            _ => None,
        })?;
        let every: Vec<&Row> = rows.iter().collect();
        score(&mut report, "all", &every, 0.985, arguments);
        for (label, of) in by(&rows, |row| row.labels[0].clone()) {
            score(&mut report, &label, &of, 0.97, arguments);
        }
        for (words, of) in by(&rows, |row| length(&row.text).to_owned()) {
            let bar = match words.as_str() {
                "1 to 2 words" => 0.97,
                "6 words and more" => 0.995,
                _ => 0.0,
            };
            score(&mut report, &words, &of, bar, arguments);
        }
        peer(&report, &every);
        all.extend(rows);
    }
    speed(&mut report, &all);
    Ok(report.end())
}

fn row(slice: &str, labels: &str, text: &str) -> Row {
    Row {
        slice: slice.to_owned(),
        labels: labels.split('|').map(str::to_owned).collect(),
        text: text.to_owned(),
    }
}

fn rows(path: &Path, read: impl Fn(&[&str]) -> Option<Row>) -> anyhow::Result<Vec<Row>> {
    let text = std::fs::read_to_string(path)?;
    let lines = text.lines().skip(1);
    Ok(lines
        .filter_map(|line| read(&line.split('\t').collect::<Vec<_>>()))
        .collect())
}

fn by(rows: &[Row], key: impl Fn(&Row) -> String) -> BTreeMap<String, Vec<&Row>> {
    let mut groups: BTreeMap<String, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        groups.entry(key(row)).or_default().push(row);
    }
    groups
}

fn length(text: &str) -> &'static str {
    match text.split_whitespace().count() {
        0..=2 => "1 to 2 words",
        3..=5 => "3 to 5 words",
        _ => "6 words and more",
    }
}

fn score(report: &mut Report, label: &str, rows: &[&Row], bar: f64, arguments: &Arguments) {
    let mut right = 0;
    for row in rows {
        let verdict = identify(&row.text);
        if row.is_right(verdict.label.tag()) {
            right += 1;
        } else if arguments.wrong {
            let (tag, sure) = (verdict.label.tag(), verdict.confidence);
            println!(
                "    {:?} taken for {tag} {sure:.2}: {}",
                row.labels, row.text
            );
        }
    }
    let share = share(right, rows.len());
    report.at_least(&format!("{label} ({})", rows.len()), share, bar, "");
}

/// The library that knows Uzbek in Latin letters only.
fn peer(report: &Report, rows: &[&Row]) {
    let detector = Detector::with_allowlist(vec![Lang::Uzb, Lang::Rus, Lang::Eng]);
    let right = rows.iter().filter(|row| {
        let tag = match detector.detect_lang(&row.text) {
            Some(Lang::Uzb) => "uz-Latn",
            Some(Lang::Rus) => "ru",
            Some(Lang::Eng) => "en",
            _ => "und",
        };
        row.is_right(tag)
    });
    let share = share(right.count(), rows.len());
    report.tell("whatlang among uz, ru, en", format!("{share:.4}"));
}

fn speed(report: &mut Report, rows: &[Row]) {
    const ROUNDS: u32 = 50;
    report.heading("speed on one core");
    let watch = Instant::now();
    let mut sure = 0.0;
    for _ in 0..ROUNDS {
        for row in rows {
            sure += f64::from(identify(&row.text).confidence);
        }
    }
    let seconds = watch.elapsed().as_secs_f64();
    let messages = f64::from(ROUNDS) * share(rows.len(), 1);
    report.tell("mean confidence", format!("{:.3}", sure / messages));
    report.at_least("messages a second", messages / seconds, 300_000.0, "/s");
}

/// Where the shared development data lies, if it does.
pub(crate) fn shared_data() -> PathBuf {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    std::env::var_os("SCX_SHARED")
        .map_or(beside, PathBuf::from)
        .join("data")
}
