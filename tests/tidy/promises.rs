//! SECURITY.md names for every promise the test that holds it.

use std::sync::LazyLock;

use regex::Regex;

use super::source::{File, none_of, tree};

static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"`([\w/-]+(?:/[\w-]+)*\.rs)::(\w+)`").expect("a valid expression")
});

/// Promises without a test, and tests that do not exist.
fn broken(page: &File, files: &[File]) -> Vec<String> {
    let mut findings = Vec::new();
    let mut is_promised = true;
    for (line, text) in (1..).zip(page.text.lines()) {
        if text.starts_with("## ") {
            is_promised = text != "## What is not promised";
        }
        let Some(named) = NAMED.captures(text) else {
            if is_promised && text.starts_with("- ") {
                findings.push(page.finding(line, "a promise without a test"));
            }
            continue;
        };
        let (path, test) = (&named[1], &named[2]);
        let holds = |file: &&File| file.path == path && is_test(&file.text, test);
        if files.iter().find(holds).is_none() {
            findings.push(page.finding(line, format!("no test {test} in {path}")));
        }
    }
    findings
}

/// Whether a function of this name stands under an attribute of a test, or in
/// the list of a test program that runs them itself.
fn is_test(source: &str, name: &str) -> bool {
    if source.contains(&format!("\"{name}\",")) && source.contains(&format!("fn {name}(")) {
        return true;
    }
    let head = format!("fn {name}(");
    let lines: Vec<&str> = source.lines().map(str::trim_start).collect();
    let at = lines.iter().position(|line| {
        line.strip_prefix("async ")
            .unwrap_or(line)
            .starts_with(&head)
    });
    at.is_some_and(|at| {
        let mut above = lines[..at].iter().rev();
        let attributes = above.by_ref().take_while(|line| line.starts_with("#["));
        attributes.into_iter().any(|line| line.contains("test"))
    })
}

#[test]
fn every_promise_has_its_test() {
    let page = tree().iter().find(|file| file.path == "SECURITY.md");
    let page = page.expect("SECURITY.md exists");
    assert!(NAMED.captures_iter(&page.text).count() > 30, "few promises");
    none_of(broken(page, tree()));
}

#[test]
fn a_promise_without_a_test_or_with_a_lost_one_is_found() {
    let files = [File::new(
        "tests/a.rs",
        "#[tokio::test]\nasync fn it_holds() {}\n\nfn it_helps() {}\n",
    )];
    let found = |text: &str| broken(&File::new("SECURITY.md", text), &files).len();
    assert_eq!(found("- It holds: `tests/a.rs::it_holds`"), 0);
    for bad in [
        "- It holds.",
        "- It holds: `tests/a.rs::it_held`",
        "- It holds: `tests/b.rs::it_holds`",
        "- It helps: `tests/a.rs::it_helps`",
    ] {
        assert_eq!(found(bad), 1, "{bad}");
    }
    assert_eq!(found("## What is not promised\n- Much."), 0);
}
