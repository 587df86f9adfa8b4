//! How long files and functions may be.

use super::source::{File, Role, none_of, rust, tree};

const LONGEST_PRODUCT_FILE: usize = 400;
const LONGEST_TEST_FILE: usize = 600;
const LONGEST_FUNCTION: usize = 60;
/// What takes more steps than this to add is badly built.
const LONGEST_RECIPE: usize = 15;

fn long_file(file: &File) -> Vec<String> {
    let most = match file.role {
        Role::Product | Role::Example => LONGEST_PRODUCT_FILE,
        Role::Test => LONGEST_TEST_FILE,
    };
    let lines = file.text.lines().count();
    let is_long = lines > most;
    is_long
        .then(|| {
            file.finding(
                most,
                format!("{lines} lines, at most {most}: split it by subject"),
            )
        })
        .into_iter()
        .collect()
}

fn long_functions(file: &File) -> Vec<String> {
    let functions = file.code().functions.iter();
    functions
        .filter(|function| function.lines > LONGEST_FUNCTION)
        .map(|function| {
            let (name, lines) = (&function.name, function.lines);
            file.finding(
                function.line,
                format!("`{name}` has {lines} lines, at most {LONGEST_FUNCTION}"),
            )
        })
        .collect()
}

fn long_recipes(file: &File) -> Vec<String> {
    let mut findings = Vec::new();
    let (mut start, mut lines) = (0, 0);
    for (line, text) in (1..).zip(file.text.lines().chain(["#"])) {
        if text.starts_with('#') {
            if lines > LONGEST_RECIPE && start > 0 {
                let what = format!("a recipe of {lines} lines, at most {LONGEST_RECIPE}");
                findings.push(file.finding(start, what));
            }
            start = if text.starts_with("### ") { line } else { 0 };
            lines = 0;
        } else if !text.trim().is_empty() {
            lines += 1;
        }
    }
    findings
}

#[test]
fn recipes_are_short() {
    let file = tree().iter().find(|file| file.path == "CONTRIBUTING.md");
    none_of(long_recipes(file.expect("the recipes")));
}

#[test]
fn files_are_short() {
    none_of(rust().flat_map(long_file));
}

#[test]
fn functions_are_short() {
    none_of(rust().flat_map(long_functions));
}

#[test]
fn a_long_file_is_found() {
    let lines = |count: usize| "// line\n".repeat(count);
    assert!(long_file(&File::new("bot/src/a.rs", &lines(400))).is_empty());
    assert_eq!(long_file(&File::new("bot/src/a.rs", &lines(401))).len(), 1);
    assert_eq!(long_file(&File::new("examples/a.rs", &lines(401))).len(), 1);
    assert!(long_file(&File::new("tests/a.rs", &lines(600))).is_empty());
    assert_eq!(
        long_file(&File::new("core/read/tests/a.rs", &lines(601))).len(),
        1
    );
}

#[test]
fn a_long_function_is_found_wherever_it_stands() {
    let function = |lines: usize| format!("fn long() {{\n{}}}\n", "call();\n".repeat(lines - 2));
    let found = |text: String| long_functions(&File::new("bot/src/a.rs", &text));
    assert!(found(function(60)).is_empty());
    assert_eq!(
        found(format!("struct A;\nimpl A {{\n{}}}\n", function(61))),
        ["bot/src/a.rs:3: `long` has 61 lines, at most 60"]
    );
    assert_eq!(found(format!("mod m {{\n{}}}\n", function(61))).len(), 1);
}

#[test]
fn a_long_recipe_is_found() {
    let recipe = |lines: usize| {
        format!(
            "## Recipes\n\n### A\n{}\n### B\n1. Do.\n",
            "1. Do.\n".repeat(lines)
        )
    };
    let found = |lines| long_recipes(&File::new("CONTRIBUTING.md", &recipe(lines)));
    assert!(found(15).is_empty());
    assert_eq!(
        found(16),
        ["CONTRIBUTING.md:3: a recipe of 16 lines, at most 15"]
    );
}
