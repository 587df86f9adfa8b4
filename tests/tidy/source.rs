//! The source tree as text and as words (tokens), read once.

use std::fmt::Display;
use std::fs;
use std::ops::RangeInclusive;
use std::path::Path;
use std::str::FromStr;
use std::sync::{LazyLock, OnceLock};

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

use super::functions::{self, Function};

/// Folders that hold nothing written by us; a fuzzer wrote the corpora.
const NOT_OURS: &[&str] = &["target", ".git", "node_modules", "corpus", "artifacts"];

/// What a file is for; the rules differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Product,
    Test,
    Example,
}

/// One text file of the repository.
#[derive(Debug)]
pub(super) struct File {
    /// Relative to the root, with `/`.
    pub(super) path: String,
    pub(super) text: String,
    pub(super) role: Role,
    code: OnceLock<Code>,
}

/// A Rust file as words.
#[derive(Debug)]
pub(super) struct Code {
    pub(super) words: Vec<Word>,
    pub(super) functions: Vec<Function>,
}

/// One token. Doc comments are left out.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) kind: Kind,
    /// The value of a string literal, the spelling of everything else.
    pub(super) text: String,
    pub(super) line: usize,
    /// Inside `#[cfg(test)]` or a test function, or in a test file.
    pub(super) is_test: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Name,
    Sign,
    Text,
    Other,
}

impl File {
    pub(super) fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
            role: role(path),
            code: OnceLock::new(),
        }
    }

    pub(super) fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    pub(super) fn finding(&self, line: usize, what: impl Display) -> String {
        format!("{}:{line}: {what}", self.path)
    }

    pub(super) fn words(&self) -> &[Word] {
        &self.code().words
    }

    pub(super) fn code(&self) -> &Code {
        self.code.get_or_init(|| {
            let tokens = TokenStream::from_str(&self.text)
                .unwrap_or_else(|error| panic!("{}: {error}", self.path));
            let tree = syn::parse2(tokens.clone())
                .unwrap_or_else(|error| panic!("{}: {error}", self.path));
            let outline = functions::outline(&tree);
            let mut words = Vec::new();
            flatten(tokens, &mut words);
            for word in &mut words {
                word.is_test = self.role == Role::Test || is_inside(&outline.tests, word.line);
            }
            Code {
                words,
                functions: outline.functions,
            }
        })
    }
}

/// Every text file of the repository.
pub(super) fn tree() -> &'static [File] {
    static TREE: LazyLock<Vec<File>> = LazyLock::new(|| {
        let mut files = Vec::new();
        read_folder(root(), "", &mut files);
        mark_test_modules(&mut files);
        files
    });
    &TREE
}

/// Every Rust file of the repository.
pub(super) fn rust() -> impl Iterator<Item = &'static File> {
    tree().iter().filter(|file| file.is_rust())
}

/// The repository.
pub(super) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Fails with all findings, each clickable.
#[track_caller]
pub(super) fn none_of(findings: impl IntoIterator<Item = String>) {
    let findings: Vec<String> = findings.into_iter().collect();
    assert!(
        findings.is_empty(),
        "{} findings:\n{}\n",
        findings.len(),
        findings.join("\n")
    );
}

fn role(path: &str) -> Role {
    let in_folder = |name: &str| path.split('/').rev().skip(1).any(|part| part == name);
    if in_folder("tests") || path.ends_with("/tests.rs") {
        Role::Test
    } else if in_folder("examples") {
        Role::Example
    } else {
        Role::Product
    }
}

fn read_folder(folder: &Path, prefix: &str, files: &mut Vec<File>) {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("a folder entry"))
        .collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        let kind = entry.file_type().expect("a file type");
        if kind.is_dir() && !NOT_OURS.contains(&name.as_str()) {
            read_folder(&entry.path(), &format!("{path}/"), files);
        } else if kind.is_file()
            && name != ".env"
            && let Ok(text) = fs::read_to_string(entry.path())
        {
            files.push(File::new(&path, &text));
        }
    }
}

/// Files that another file declares as `#[cfg(test)] mod name;` are tests.
fn mark_test_modules(files: &mut [File]) {
    let mut places = Vec::new();
    for file in files.iter().filter(|file| file.is_rust()) {
        let folder = module_folder(&file.path);
        for found in TEST_MODULE.captures_iter(&file.text) {
            let place = format!("{folder}{}", &found[1]);
            places.push(format!("{place}.rs"));
            places.push(format!("{place}/"));
        }
    }
    for file in files {
        let is_test = |place: &String| match place.ends_with('/') {
            true => file.path.starts_with(place.as_str()),
            false => file.path == *place,
        };
        if places.iter().any(is_test) {
            file.role = Role::Test;
        }
    }
}

static TEST_MODULE: LazyLock<regex::Regex> = LazyLock::new(|| {
    regex::Regex::new(r"(?m)^\s*#\[cfg\(test\)\]\s*(?:pub(?:\([a-z]+\))? )?mod (\w+);")
        .expect("a valid expression")
});

/// The folder in which the modules of a file lie.
fn module_folder(path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    match name {
        "mod.rs" | "lib.rs" | "main.rs" | "it.rs" => format!("{folder}/"),
        _ => format!("{}/", path.trim_end_matches(".rs")),
    }
}

fn is_inside(ranges: &[RangeInclusive<usize>], line: usize) -> bool {
    ranges.iter().any(|range| range.contains(&line))
}

fn flatten(tokens: TokenStream, words: &mut Vec<Word>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let line = token.span().start().line;
        let mut push = |kind, text: String| {
            words.push(Word {
                kind,
                text,
                line,
                is_test: false,
            });
        };
        match token {
            TokenTree::Ident(name) => push(Kind::Name, name.to_string()),
            TokenTree::Literal(literal) => match syn::Lit::new(literal) {
                syn::Lit::Str(text) => push(Kind::Text, text.value()),
                other => push(Kind::Other, quote_free(&other)),
            },
            TokenTree::Punct(sign) => {
                let mut text = sign.as_char().to_string();
                if text == ":"
                    && sign.spacing() == Spacing::Joint
                    && matches!(tokens.peek(), Some(TokenTree::Punct(next)) if next.as_char() == ':')
                {
                    tokens.next();
                    text.push(':');
                }
                push(Kind::Sign, text);
            }
            TokenTree::Group(group) => {
                let (open, close) = brackets(group.delimiter());
                if open == "[" && is_doc(&group.stream()) {
                    // The `#` (and `!`) before a doc comment says nothing.
                    while words.last().is_some_and(|word| "#!".contains(&word.text)) {
                        words.pop();
                    }
                    continue;
                }
                push(Kind::Sign, open.to_owned());
                flatten(group.stream(), words);
                words.push(Word {
                    kind: Kind::Sign,
                    text: close.to_owned(),
                    line: group.span_close().start().line,
                    is_test: false,
                });
            }
        }
    }
}

fn quote_free(literal: &syn::Lit) -> String {
    match literal {
        syn::Lit::Int(number) => number.to_string(),
        _ => String::new(),
    }
}

fn brackets(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::None => ("", ""),
    }
}

fn is_doc(attribute: &TokenStream) -> bool {
    let first = attribute.clone().into_iter().next();
    matches!(first, Some(TokenTree::Ident(name)) if name == "doc")
}

#[test]
fn words_know_where_they_stand_and_whether_they_are_tests() {
    let text =
        "/// A doc about unwrap.\nfn a() { b::c(\"x\") }\n#[cfg(test)]\nmod t {\n fn d() {}\n}\n";
    let file = File::new("core/kit/src/a.rs", text);
    let seen: Vec<(&str, usize, bool)> = file
        .words()
        .iter()
        .filter(|word| word.kind != Kind::Sign)
        .map(|word| (word.text.as_str(), word.line, word.is_test))
        .collect();
    assert_eq!(
        seen,
        [
            ("fn", 2, false),
            ("a", 2, false),
            ("b", 2, false),
            ("c", 2, false),
            ("x", 2, false),
            ("cfg", 3, true),
            ("test", 3, true),
            ("mod", 4, true),
            ("t", 4, true),
            ("fn", 5, true),
            ("d", 5, true),
        ]
    );
}

#[test]
fn files_of_test_modules_are_tests() {
    let mut files = [
        File::new(
            "core/lang/src/lib.rs",
            "#[cfg(test)]\nmod dev_set;\nmod fold;\n",
        ),
        File::new("core/lang/src/dev_set.rs", ""),
        File::new("core/lang/src/fold.rs", ""),
    ];
    mark_test_modules(&mut files);
    let roles = files.map(|file| file.role);
    assert_eq!(roles, [Role::Product, Role::Test, Role::Product]);
}

#[test]
fn the_tree_is_not_empty() {
    assert!(rust().count() > 50);
    assert!(tree().iter().any(|file| file.path == "Cargo.toml"));
}
