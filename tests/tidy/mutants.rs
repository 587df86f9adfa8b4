//! The seeded faults of `tests/mutants`: each still fits the source and names
//! tests that exist, and the README tells of it.

use serde::Deserialize;

use super::source::{File, none_of, tree};

const FAULTS: &str = "tests/mutants/faults.toml";
const README: &str = "tests/mutants/README.md";

#[derive(Deserialize)]
struct Table {
    fault: Vec<Fault>,
}

#[derive(Deserialize)]
struct Fault {
    name: String,
    what: String,
    file: String,
    find: String,
    #[serde(default)]
    also: Vec<Edit>,
    #[serde(default)]
    caught_by: Vec<String>,
}

#[derive(Deserialize)]
struct Edit {
    find: String,
}

fn file(path: &str) -> &'static File {
    let found = tree().iter().find(|file| file.path == path);
    found.unwrap_or_else(|| panic!("{path} is there"))
}

fn faults() -> Vec<Fault> {
    let table: Table = toml::from_str(&file(FAULTS).text).expect("the table");
    table.fault
}

/// What of a fault the source no longer says, or says twice.
fn stale(fault: &Fault, text: &str) -> Vec<String> {
    let finds = fault.also.iter().map(|edit| edit.find.as_str());
    finds
        .chain([fault.find.as_str()])
        .filter(|find| text.matches(find).count() != 1)
        .map(|find| {
            format!(
                "{FAULTS}:1: `{}` does not fit {}: {find}",
                fault.name, fault.file
            )
        })
        .collect()
}

/// The test functions of the one test binary, by their bare names.
fn is_test(name: &str) -> bool {
    let bare = name.rsplit("::").next().unwrap_or(name);
    let spelled = format!("fn {bare}()");
    let mut tests = tree().iter().filter(|file| file.path.starts_with("tests/"));
    tests.any(|file| file.is_rust() && file.text.contains(&spelled))
}

#[test]
fn every_fault_fits_the_source() {
    let faults = faults();
    assert!(faults.len() >= 45, "{}", faults.len());
    none_of(
        faults
            .iter()
            .flat_map(|fault| stale(fault, &file(&fault.file).text)),
    );
}

#[test]
fn every_fault_names_tests_that_exist() {
    let faults = faults();
    let lost = faults.iter().flat_map(|fault| {
        let lost = fault.caught_by.iter().filter(|test| !is_test(test));
        lost.map(|test| format!("{FAULTS}:1: `{}` is caught by no test {test}", fault.name))
    });
    none_of(lost);
}

#[test]
fn the_readme_tells_of_every_fault() {
    let rows: Vec<&str> = file(README)
        .text
        .lines()
        .filter(|line| line.starts_with("| "))
        .skip(2)
        .collect();
    let faults = faults();
    let told = faults.iter().zip(&rows).filter(|(fault, row)| {
        let begins = row.starts_with(&format!("| {} | {} | ", fault.name, fault.what));
        begins
            && fault
                .caught_by
                .iter()
                .all(|test| row.contains(&format!("`{test}`")))
    });
    let is_in_step = told.count() == faults.len() && rows.len() == faults.len();
    assert!(
        is_in_step,
        "`cargo run -p scx-mutants -- --write` writes it anew"
    );
}

#[test]
fn a_stale_fault_is_found() {
    let fault = |find: &str| Fault {
        name: "a".to_owned(),
        what: "b".to_owned(),
        file: "c.rs".to_owned(),
        find: find.to_owned(),
        also: Vec::new(),
        caught_by: Vec::new(),
    };
    assert!(stale(&fault("x == y"), "if x == y {}").is_empty());
    assert_eq!(stale(&fault("x == y"), "if x != y {}").len(), 1);
    assert_eq!(stale(&fault("x"), "if x == x {}").len(), 1);
    assert!(!is_test("tidy::mutants::no_such_test"));
}
