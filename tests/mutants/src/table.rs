//! The table of faults, and its picture in the README.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::Context;
use serde::Deserialize;

const FAULTS: &str = "tests/mutants/faults.toml";
const README: &str = "tests/mutants/README.md";
/// Where the table begins in the README; it is the last part.
const TABLE: &str = "| fault | what it stands for | caught by |\n| --- | --- | --- |\n";

/// How a fault gets into the copy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    /// `find` is an expression and stands beside `replace` behind a switch.
    #[default]
    Expression,
    /// The same for statements, or for the whole end of a block.
    Statement,
    /// `find` is a part of one string literal with SQL, replaced where it is run.
    Sql,
    /// The file is only read by tests: it is changed on disk, and nothing built.
    File,
}

/// One careless change.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fault {
    /// Stable name.
    pub(crate) name: String,
    /// What it stands for, in one sentence.
    pub(crate) what: String,
    /// The file that is changed.
    pub(crate) file: String,
    /// How.
    #[serde(default)]
    pub(crate) kind: Kind,
    /// What stands there; exactly once.
    pub(crate) find: String,
    /// What shall stand there.
    pub(crate) replace: String,
    /// Further changes to the same file.
    #[serde(default)]
    pub(crate) also: Vec<Edit>,
    /// The tests that notice it, by their whole names; the whole suite if none.
    #[serde(default)]
    pub(crate) caught_by: Vec<String>,
}

/// A further change.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Edit {
    find: String,
    replace: String,
}

#[derive(Deserialize)]
struct Table {
    fault: Vec<Fault>,
}

impl Fault {
    /// What is replaced by what.
    pub(crate) fn edits(&self) -> impl Iterator<Item = (&str, &str)> {
        let first = (self.find.as_str(), self.replace.as_str());
        let further = self.also.iter();
        std::iter::once(first)
            .chain(further.map(|edit| (edit.find.as_str(), edit.replace.as_str())))
    }
}

/// Reads the table.
pub(crate) fn read(root: &Path) -> anyhow::Result<Vec<Fault>> {
    let text = fs::read_to_string(root.join(FAULTS)).context(FAULTS)?;
    let table: Table = toml::from_str(&text).context(FAULTS)?;
    Ok(table.fault)
}

/// What the source no longer says, or says twice.
pub(crate) fn stale(root: &Path, faults: &[Fault]) -> Vec<String> {
    let mut names = BTreeSet::new();
    let mut findings = Vec::new();
    for fault in faults {
        if !names.insert(&fault.name) {
            findings.push(format!("{}: the name stands twice", fault.name));
        }
        let text = fs::read_to_string(root.join(&fault.file)).unwrap_or_default();
        for (find, _) in fault.edits() {
            let times = text.matches(find).count();
            if times != 1 {
                findings.push(format!(
                    "{}: found {times} times in {}: {find}",
                    fault.name, fault.file
                ));
            }
        }
    }
    findings
}

/// Writes the table into the README.
pub(crate) fn write(root: &Path, faults: &[Fault]) -> anyhow::Result<()> {
    let path = root.join(README);
    let text = fs::read_to_string(&path).context(README)?;
    let (before, _) = text.split_once(TABLE).context("the README has no table")?;
    let rows: String = faults.iter().map(row).collect();
    Ok(fs::write(path, format!("{before}{TABLE}{rows}"))?)
}

fn row(fault: &Fault) -> String {
    let tests: Vec<String> = fault
        .caught_by
        .iter()
        .map(|test| format!("`{test}`"))
        .collect();
    let tests = match tests.len() {
        0 => "the whole suite".to_owned(),
        _ => tests.join(", "),
    };
    format!("| {} | {} | {tests} |\n", fault.name, fault.what)
}
