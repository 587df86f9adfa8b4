//! `sellercloudx inspect`: the same code as the bots, for scripts and support.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line prints"
)]

mod webhooks;

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Subcommand;
use scx_kit::{Clock, Millis, Stopwatch, SystemClock};
use scx_lang::{Index, identify, split};
use scx_read::{Document, Reader};
use serde_json::json;

/// A file takes at most this long to read.
const READING: Millis = Millis::secs(60);

#[derive(Subcommand)]
pub(crate) enum Command {
    /// The text that the product reads from a file.
    File {
        /// The file.
        path: PathBuf,
        /// Pages, characters, languages, warnings and milliseconds as JSON.
        #[arg(long)]
        json: bool,
    },
    /// One label per line of standard input: uz-Latn, uz-Cyrl, ru, en, und.
    Language {
        /// The confidence behind the label, with a tab between.
        #[arg(long)]
        confidence: bool,
    },
    /// What the product understands in recorded webhook bodies.
    Webhooks {
        /// Whose bodies they are.
        #[arg(long, value_enum)]
        channel: webhooks::Channel,
        /// A folder; every .json file in it and below is read.
        folder: PathBuf,
    },
    /// The passages of a file that fit questions.
    Search {
        /// The file.
        #[arg(long)]
        file: PathBuf,
        /// One {"id","text"} a line.
        #[arg(long)]
        queries: PathBuf,
        /// Hits per question.
        #[arg(long, default_value_t = 5)]
        top: usize,
    },
}

pub(crate) async fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::File { path, json } => file(&path, json).await,
        Command::Language { confidence } => language(confidence).map(|()| ExitCode::SUCCESS),
        Command::Webhooks { channel, folder } => webhooks::run(channel, &folder),
        Command::Search { file, queries, top } => search(&file, &queries, top).await,
    }
}

async fn file(path: &Path, as_json: bool) -> anyhow::Result<ExitCode> {
    let watch = Stopwatch::start();
    match read(path).await? {
        Ok(document) if as_json => {
            let languages = scx_domain::knowledge::share_of_languages(&document.text);
            let report = json!({
                "kind": document.kind,
                "pages": document.pages,
                "characters": document.chars,
                "languages": languages,
                "warnings": document.warnings,
                "milliseconds": watch.elapsed_ms(),
                "text": document.text,
            });
            println!("{report}");
        }
        Ok(document) => print!("{}", document.text),
        Err(refusal) => {
            if as_json {
                println!(
                    "{}",
                    json!({ "refused": refusal, "milliseconds": watch.elapsed_ms() })
                );
            }
            eprintln!("refused: {refusal}");
            return Ok(ExitCode::FAILURE);
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn read(path: &Path) -> anyhow::Result<Result<Document, scx_read::Refusal>> {
    let bytes =
        std::fs::read(path).with_context(|| format!("{} cannot be opened", path.display()))?;
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let reader = Reader::new(std::env::current_exe()?);
    let deadline = SystemClock.timer(SystemClock.now() + READING);
    match reader.read(&name, bytes, deadline, |_| {}).await {
        Ok(document) => Ok(Ok(document)),
        Err(scx_read::Error::Refused(refusal)) => Ok(Err(refusal)),
        Err(scx_read::Error::Fault(fault)) => Err(fault.into()),
    }
}

fn language(is_confidence_told: bool) -> anyhow::Result<()> {
    let mut input = BufReader::new(std::io::stdin().lock());
    let mut output = std::io::BufWriter::new(std::io::stdout().lock());
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line)? > 0 {
        let text = String::from_utf8_lossy(&line);
        let verdict = identify(text.trim_end_matches(['\n', '\r']));
        write!(output, "{}", verdict.label.tag())?;
        if is_confidence_told {
            write!(output, "\t{:.3}", verdict.confidence)?;
        }
        writeln!(output)?;
        line.clear();
    }
    Ok(output.flush()?)
}

async fn search(file: &Path, queries: &Path, top: usize) -> anyhow::Result<ExitCode> {
    let document = match read(file).await? {
        Ok(document) => document,
        Err(refusal) => {
            eprintln!("refused: {refusal}");
            return Ok(ExitCode::FAILURE);
        }
    };
    let passages = split(&document.text);
    let index = Index::build(&passages);
    let mut text = String::new();
    std::fs::File::open(queries)
        .with_context(|| format!("{} cannot be opened", queries.display()))?
        .read_to_string(&mut text)?;
    for (number, line) in text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
    {
        let query: serde_json::Value = serde_json::from_str(line)
            .with_context(|| format!("line {} is not JSON", number + 1))?;
        let question = query["text"]
            .as_str()
            .with_context(|| format!("line {} has no text", number + 1))?;
        let hits: Vec<_> = index
            .search(question, top)
            .into_iter()
            .enumerate()
            .filter_map(|(place, hit)| {
                let passage = passages.get(usize::try_from(hit.passage).ok()?)?;
                Some(json!({
                    "rank": place + 1,
                    "score": hit.score,
                    "covered": hit.covered,
                    "heading": passage.heading,
                    "start": passage.start,
                    "end": passage.end,
                    "text": passage.text,
                }))
            })
            .collect();
        let may_answer = index.may_answer(question);
        println!(
            "{}",
            json!({ "id": query["id"], "may_answer": may_answer, "hits": hits })
        );
    }
    Ok(ExitCode::SUCCESS)
}
