//! Building the copy's tests once, and running some of them.

use std::io::Read;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, bail};
use serde_json::Value;

use crate::copy::Copy;

/// The test program of the copy.
pub(crate) struct Suite {
    program: PathBuf,
    folder: PathBuf,
    limit: Duration,
}

/// What came of a run.
pub(crate) enum Verdict {
    /// Every test passed.
    Passed,
    /// A test failed, and its first words.
    Failed { test: String, why: String },
    /// It did not end in time.
    Hangs,
}

impl Suite {
    /// Builds the tests.
    pub(crate) fn build(copy: &Copy, limit: Duration) -> anyhow::Result<Self> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let built = Command::new(cargo)
            .args(["test", "--workspace", "--test", "it", "--no-run"])
            .arg("--message-format=json-render-diagnostics")
            .arg("--target-dir")
            .arg(&copy.target)
            .current_dir(&copy.source)
            .stderr(Stdio::inherit())
            .output()
            .context("cargo builds the copy")?;
        if !built.status.success() {
            bail!("the copy does not build");
        }
        let said = String::from_utf8(built.stdout)?;
        let program = said.lines().filter_map(program).next_back();
        Ok(Self {
            program: program.context("cargo names no test program")?,
            folder: copy.source.clone(),
            limit,
        })
    }

    /// Runs tests by their whole names, or the whole suite but for the rules
    /// about the source, which the copy's does not keep.
    pub(crate) fn run(&self, tests: &[&str]) -> anyhow::Result<Verdict> {
        let Some((is_fine, said)) = self.output(tests)? else {
            return Ok(Verdict::Hangs);
        };
        Ok(match is_fine {
            true => Verdict::Passed,
            false => failure(&said),
        })
    }

    /// Why the suite is not fit to judge: a test fails, hangs or is missing.
    pub(crate) fn trouble(&self, tests: &[&str]) -> anyhow::Result<Option<String>> {
        let Some((is_fine, said)) = self.output(tests)? else {
            return Ok(Some("they hang".to_owned()));
        };
        if let (false, Verdict::Failed { test, why }) = (is_fine, failure(&said)) {
            return Ok(Some(format!("{test}: {why}")));
        }
        let ran = |test: &&&str| said.contains(&format!("test {test} ... ok"));
        let missing = tests.iter().find(|test| !ran(test));
        Ok(missing.map(|test| format!("there is no test {test}")))
    }

    /// Whether all passed, and what was said; nothing when it did not end.
    fn output(&self, tests: &[&str]) -> anyhow::Result<Option<(bool, String)>> {
        let mut command = Command::new(&self.program);
        match tests {
            [] => command.args(["--skip", "tidy::"]),
            tests => command.args(tests).arg("--exact"),
        };
        let mut child = command
            .current_dir(&self.folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            // What the tests start ends with them.
            .process_group(0)
            .spawn()
            .context("the tests start")?;
        let mut pipe = child.stdout.take().context("a pipe")?;
        let (tells, hears) = mpsc::channel();
        thread::spawn(move || {
            let mut said = Vec::new();
            let read = pipe.read_to_end(&mut said);
            // Nobody listens any more when the time was up.
            let _ = tells.send(read.map(|_| String::from_utf8_lossy(&said).into_owned()));
        });
        let Ok(said) = hears.recv_timeout(self.limit) else {
            let group = format!("-{}", child.id());
            Command::new("kill").args(["-9", "--", &group]).status()?;
            child.wait()?;
            return Ok(None);
        };
        Ok(Some((child.wait()?.success(), said?)))
    }
}

/// The test program named by one line of cargo.
fn program(line: &str) -> Option<PathBuf> {
    let said: Value = serde_json::from_str(line).ok()?;
    (said["target"]["name"] == "it").then_some(())?;
    said["executable"].as_str().map(PathBuf::from)
}

/// The first test that failed, and the first line of its words.
fn failure(said: &str) -> Verdict {
    let failed = said
        .lines()
        .find_map(|line| line.strip_prefix("test ")?.strip_suffix(" ... FAILED"));
    let Some(test) = failed else {
        return Verdict::Failed {
            test: "the test program".to_owned(),
            why: "it ended in the middle".to_owned(),
        };
    };
    let words = said
        .split_once(&format!("---- {test} stdout ----"))
        .and_then(|(_, words)| words.split_once("panicked at "))
        .and_then(|(_, words)| words.lines().nth(1));
    Verdict::Failed {
        test: test.to_owned(),
        why: words.unwrap_or("it failed").chars().take(160).collect(),
    }
}
