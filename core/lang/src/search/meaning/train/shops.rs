//! The shops of `corpus/shops` and what was asked of them.

use std::fs;
use std::io;
use std::path::PathBuf;

use super::{intents, plain};
use crate::hash::fnv;
use crate::identify::train::Chance;
use crate::passages::{Passage, split};
use crate::search::concepts::{self, goods};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus/shops")
}

fn names() -> io::Result<Vec<PathBuf>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder())? {
        let path = entry?.path();
        if path.is_dir() {
            names.push(path);
        }
    }
    names.sort();
    Ok(names)
}

const FILES: [&str; 3] = ["prices.csv", "faq.txt", "questions.tsv"];

/// Of all files, those of the intents too, and of the word lists.
pub(super) fn fingerprint() -> io::Result<u64> {
    let mut bytes = Vec::new();
    for shop in names()? {
        for file in FILES {
            bytes.extend(fs::read(shop.join(file))?);
        }
    }
    for file in intents::files()? {
        bytes.extend(fs::read(file)?);
    }
    Ok(fnv(bytes) ^ concepts::fingerprint())
}

/// A shop with what was asked of it.
pub(super) struct Shop {
    pub(super) passages: Vec<Passage>,
    pub(super) asked: Vec<Asked>,
}

pub(super) struct Asked {
    pub(super) language: String,
    pub(super) text: String,
    /// The passages that answer; none when the shop does not say.
    pub(super) answers: Vec<usize>,
}

pub(super) fn shops() -> io::Result<Vec<Shop>> {
    let goods = goods();
    let mut chance = Chance::new(20_261_130);
    let mut shops: Vec<Shop> = names()?.into_iter().map(shop).collect::<io::Result<_>>()?;
    for shop in &mut shops {
        plain::ask(shop, &goods, &mut chance);
    }
    Ok(shops)
}

fn shop(path: PathBuf) -> io::Result<Shop> {
    let [prices, faq, questions] = FILES.map(|file| fs::read_to_string(path.join(file)));
    let passages = split(&format!("{}\n\n{}", rows(&prices?), faq?));
    let asked = questions?
        .lines()
        .skip(1)
        .map(|line| asked(line, &passages).ok_or_else(|| io::Error::other(line.to_owned())))
        .collect::<io::Result<_>>()?;
    Ok(Shop { passages, asked })
}

/// A price list as the reader of files gives it.
fn rows(list: &str) -> String {
    let mut lines = list.lines();
    let names: Vec<&str> = lines.next().unwrap_or_default().split(';').collect();
    let row = |line: &str| {
        let cells = names.iter().zip(line.split(';'));
        let cells = cells.filter(|(_, value)| !value.trim().is_empty());
        let cells: Vec<String> = cells
            .map(|(name, value)| format!("{name}: {}", value.trim()))
            .collect();
        cells.join("; ")
    };
    lines.map(row).collect::<Vec<_>>().join("\n")
}

/// `language`, quotes of the answers or a dash, and the question.
fn asked(line: &str, passages: &[Passage]) -> Option<Asked> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [language, quotes, text] = fields[..] else {
        return None;
    };
    let mut answers = Vec::new();
    for quote in quotes.split(" || ").filter(|quote| *quote != "-") {
        let before = answers.len();
        let holds = |passage: &Passage| passage.text.contains(quote);
        answers.extend((0..passages.len()).filter(|at| holds(&passages[*at])));
        if answers.len() == before {
            return None;
        }
    }
    Some(Asked {
        language: language.to_owned(),
        text: text.to_owned(),
        answers,
    })
}
