//! The questions, and the texts that they are asked of.

use std::path::Path;

use anyhow::{Context, ensure};
use scx_lang::{Passage, split};
use scx_read::{Kind, Limits};
use serde::Deserialize;

use crate::language::shared_data;

/// Passages with questions on them.
pub(super) struct Set {
    pub passages: Vec<Passage>,
    pub questions: Vec<Question>,
}

/// A question with the places of the passages that answer it: any of them is
/// right, and none means that the text does not answer.
pub(super) struct Question {
    pub half: &'static str,
    pub language: String,
    pub text: String,
    pub gold: Vec<usize>,
}

/// The shops of `core/lang/dev/shops`.
pub(super) fn shops() -> anyhow::Result<Vec<Set>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../core/lang/dev/shops");
    ["clothes", "phones", "furniture"]
        .iter()
        .map(|name| shop(&folder.join(name)).with_context(|| format!("the shop {name}")))
        .collect()
}

/// Its files are read as the product reads them.
fn shop(folder: &Path) -> anyhow::Result<Set> {
    let text = |name: &str, kind: Kind| -> anyhow::Result<String> {
        let bytes = std::fs::read(folder.join(name))?;
        Ok(scx_read::extract(kind, &bytes, &Limits::default())?.text)
    };
    let prices = text("prices.csv", Kind::Csv)?;
    let faq = text("faq.txt", Kind::Txt)?;
    let passages = split(&format!("{prices}\n\n{faq}"));
    let mut questions = Vec::new();
    for half in ["a", "b"] {
        let rows = std::fs::read_to_string(folder.join(format!("questions-{half}.tsv")))?;
        for row in rows.lines().skip(1) {
            let fields: Vec<&str> = row.split('\t').collect();
            let [language, gold, text] = fields[..] else {
                anyhow::bail!("{row:?} has not three fields");
            };
            questions.push(Question {
                half,
                language: language.to_owned(),
                text: text.to_owned(),
                gold: places(&passages, gold)?,
            });
        }
    }
    Ok(Set {
        passages,
        questions,
    })
}

/// Where the quotes of the answer stand.
fn places(passages: &[Passage], gold: &str) -> anyhow::Result<Vec<usize>> {
    let quotes = gold.split(" || ").filter(|quote| *quote != "-");
    let mut places = Vec::new();
    for quote in quotes {
        let of_quote: Vec<usize> = (0..passages.len())
            .filter(|at| passages[*at].text.contains(quote))
            .collect();
        ensure!(!of_quote.is_empty(), "{quote:?} is in no passage");
        places.extend(of_quote);
    }
    Ok(places)
}

/// The shared set of questions on encyclopaedia paragraphs, where it is present.
pub(super) fn paragraphs() -> anyhow::Result<Option<Vec<Set>>> {
    #[derive(Deserialize)]
    struct Asked {
        corpus: String,
        case: String,
        query: String,
        gold: Vec<String>,
    }
    #[derive(Deserialize)]
    struct Paragraph {
        id: String,
        text: String,
    }
    let queries = shared_data().join("retrieval-dev.queries.jsonl");
    if !queries.exists() {
        return Ok(None);
    }
    let asked: Vec<Asked> = lines(&queries)?;
    let mut sets = Vec::new();
    for corpus in ["xquad_ru", "xquad_en"] {
        let file = shared_data().join(format!("retrieval-dev.{corpus}.jsonl"));
        let paragraphs: Vec<Paragraph> = lines(&file)?;
        let passages = paragraphs.iter().zip(0..).map(|(one, index)| Passage {
            index,
            start: 0,
            end: one.text.chars().count(),
            text: one.text.clone(),
            heading: None,
            page: None,
        });
        let passages: Vec<Passage> = passages.collect();
        let of_corpus = asked.iter().filter(|one| one.corpus == corpus);
        let questions = of_corpus.map(|one| Question {
            half: "a",
            language: one.case.clone(),
            text: one.query.clone(),
            gold: (0..paragraphs.len())
                .filter(|at| one.gold.contains(&paragraphs[*at].id))
                .collect(),
        });
        sets.push(Set {
            passages,
            questions: questions.collect(),
        });
    }
    Ok(Some(sets))
}

fn lines<T: for<'a> Deserialize<'a>>(path: &Path) -> anyhow::Result<Vec<T>> {
    let text = std::fs::read_to_string(path)?;
    let read = text.lines().map(serde_json::from_str);
    Ok(read.collect::<Result<_, _>>()?)
}
