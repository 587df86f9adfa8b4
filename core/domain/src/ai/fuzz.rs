//! What is made of questions and of models' replies, for the fuzz targets.

use std::ops::Range;

use scx_connect::llm::Ask;
use scx_kit::{Language, Time};

use super::rules::catalog::{ANSWER, Catalog};
use super::rules::checks::{Judged, Sent};
use super::rules::figures::Figures;
use super::rules::links::{self, Links};
use super::rules::prompt::{self, Marks};
use super::rules::reply::{self, Draft};
use super::rules::{built_in, quote};
use super::{Action, Question};

/// The longest answer that is sent.
pub const LONGEST_CHARS: usize = reply::LONGEST_CHARS;

/// What may be sent to a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// What follows.
    pub action: Action,
    /// The words; empty unless there is an answer.
    pub text: String,
    /// Places of the sources it rests on.
    pub cited: Vec<u32>,
}

/// What a reply of a model is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Worth {
    /// It may be sent.
    Clean(Words),
    /// It is to be written again, for which the model is told this; the words
    /// may be sent if that does not help.
    Flawed(String, Option<Words>),
    /// It repeats what only the instructions say.
    LedAstray,
}

/// What a model is asked, with these marks around the data and this canary.
pub fn ask(question: &Question, mark: &str, canary: &str) -> Ask {
    prompt::ask(question, &prompt::blocks(question), &marks(mark, canary))
}

/// Judges the reply of a model that was asked by [`ask`].
pub fn judge(question: &Question, mark: &str, canary: &str, raw: &str) -> Worth {
    let sent = Sent::new(question, marks(mark, canary));
    match sent.judge(raw) {
        Judged::Clean(draft) => Worth::Clean(draft.into()),
        Judged::Flawed(flaws, draft) => Worth::Flawed(
            prompt::repair(&flaws, question.language),
            draft.map(Words::from),
        ),
        Judged::LedAstray => Worth::LedAstray,
    }
}

/// The answer without a model.
pub fn built_in(question: &Question) -> Words {
    built_in::answer(question).into()
}

/// The text in the script of a customer.
pub fn in_script(text: &str, language: Language) -> String {
    quote::in_script(text, text, language)
}

/// The numbers of `answer` that none of `sources` gives.
pub fn foreign_figures(sources: &[&str], answer: &str) -> Vec<String> {
    Figures::of(sources.iter().copied()).missing_in(answer)
}

/// Where the links of a text are.
pub fn links(text: &str) -> Vec<Range<usize>> {
    links::spans(text)
}

/// `answer` without the links that none of `sources` has.
pub fn without_foreign_links(sources: &[&str], answer: &str) -> String {
    Links::of(sources.iter().copied()).only_these(answer)
}

/// Reads a list of models and, at each moment, who of these providers answers
/// and what takes the place of whom is gone.
///
/// # Errors
/// A sentence for the operator.
pub fn catalog(json: &str, providers: &[&str], moments: &[Time]) -> Result<Vec<String>, String> {
    let catalog = Catalog::parse(json)?;
    let mut chosen = Vec::new();
    for (provider, now) in providers
        .iter()
        .flat_map(|p| moments.iter().map(move |m| (p, *m)))
    {
        let mut model = catalog.choose(provider, ANSWER, now);
        while let Some(gone) = model.filter(|_| chosen.len() < 1_000) {
            chosen.push(gone.model_id.clone());
            model = catalog.successor(gone, now);
        }
    }
    Ok(chosen)
}

fn marks(mark: &str, canary: &str) -> Marks {
    Marks {
        data: mark.to_owned(),
        canary: canary.to_owned(),
    }
}

impl From<Draft> for Words {
    fn from(draft: Draft) -> Self {
        Self {
            action: draft.action,
            text: draft.text,
            cited: draft.cited,
        }
    }
}
