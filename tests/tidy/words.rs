//! Words that product code does not contain.

use super::source::{File, Kind, Role, Word, none_of, rust};

/// Unfinished work and leftovers, wrong even in tests.
const LEFTOVERS: &[&str] = &["todo", "unimplemented", "dbg"];
const PRINTING: &[&str] = &["println", "eprintln", "print", "eprint"];
/// Words that name no thing of the business.
const EMPTY_NAMES: &[&str] = &["Manager", "Helper", "Helpers", "Util", "Utils", "Service"];
const EMPTY_FILES: &[&str] = &["util", "utils", "helper", "helpers", "misc", "common"];
const EMPTY_VERBS: &[&str] = &["get_", "do_", "handle_", "process_"];

/// Outside libraries that are named in a few places only, so that they can be replaced.
const AT_HOME: &[(&str, &[&str])] = &[
    ("teloxide", &["core/connect/src/telegram/"]),
    ("reqwest", &["core/kit/", "tests/", "examples/"]),
    ("lettre", &["core/connect/src/mail"]),
    ("axum", &["webhooks/", "src/", "tests/", "examples/"]),
    (
        "sqlx",
        &["core/store/", "core/jobs/", "core/domain/", "tests/"],
    ),
];

fn banned_macros(file: &File) -> Vec<String> {
    let may_print = file.role != Role::Product || file.path.starts_with("src/");
    pairs(file)
        .filter(|(name, sign)| name.kind == Kind::Name && sign.text == "!")
        .filter(|(name, _)| {
            let word = name.text.as_str();
            LEFTOVERS.contains(&word) || (PRINTING.contains(&word) && !may_print && !name.is_test)
        })
        .map(|(name, _)| {
            file.finding(
                name.line,
                format!("`{}!` is not for product code", name.text),
            )
        })
        .collect()
}

fn unwraps(file: &File) -> Vec<String> {
    let words = file.words();
    let calls = words.windows(4).filter(|w| {
        let spelled = [".", "unwrap", "(", ")"];
        w.iter().map(|word| word.text.as_str()).eq(spelled) && !w[1].is_test
    });
    let is_product = file.role == Role::Product;
    calls
        .filter(|_| is_product)
        .map(|w| {
            file.finding(
                w[1].line,
                "`.unwrap()`: use `?`, or `expect` with the reason it cannot fail",
            )
        })
        .collect()
}

fn silencing_attributes(file: &File) -> Vec<String> {
    let words = file.words();
    let mut findings = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let opens = word.text == "[" && at > 0 && matches!(words[at - 1].text.as_str(), "#" | "!");
        if !opens || word.kind != Kind::Sign {
            continue;
        }
        let attribute = within(&words[at..]);
        for pair in attribute.windows(2) {
            match (pair[0].text.as_str(), pair[1].text.as_str()) {
                ("allow", "(") => findings.push(file.finding(
                    pair[0].line,
                    "`#[allow(..)]`: use `#[expect(lint, reason = \"..\")]`",
                )),
                ("ignore", "]" | "=" | ")") => {
                    findings
                        .push(file.finding(pair[0].line, "`#[ignore]`: a test runs or is deleted"));
                }
                _ => {}
            }
        }
    }
    findings
}

fn empty_names(file: &File) -> Vec<String> {
    let types = pairs(file).filter(|(keyword, name)| {
        matches!(
            keyword.text.as_str(),
            "struct" | "enum" | "trait" | "type" | "union"
        ) && name.kind == Kind::Name
            && EMPTY_NAMES.iter().any(|empty| name.text.ends_with(empty))
    });
    let types = types.map(|(_, name)| (name.line, name.text.clone()));
    let functions = file.code().functions.iter().filter(|function| {
        !function.is_of_trait
            && EMPTY_VERBS
                .iter()
                .any(|verb| function.name.starts_with(verb))
    });
    let functions = functions.map(|function| (function.line, function.name.clone()));
    let stem = file.path.rsplit('/').next().unwrap_or_default();
    let stem = stem.trim_end_matches(".rs");
    let files = EMPTY_FILES.contains(&stem).then(|| (1, stem.to_owned()));
    types
        .chain(functions)
        .chain(files)
        .map(|(line, name)| {
            file.finding(
                line,
                format!("`{name}` says nothing: name the thing or the deed"),
            )
        })
        .collect()
}

fn strangers(file: &File) -> Vec<String> {
    let mut findings = Vec::new();
    for (library, homes) in AT_HOME {
        if homes.iter().any(|home| file.path.starts_with(home)) {
            continue;
        }
        let named = file.words().iter();
        let named = named.filter(|word| word.kind == Kind::Name && word.text == *library);
        findings.extend(named.map(|word| {
            file.finding(
                word.line,
                format!("{library} is named only in {}", homes.join(", ")),
            )
        }));
    }
    findings
}

/// Sentences for people belong into the locales. Cyrillic letters betray them,
/// except in the samples of what people themselves write.
fn speech(file: &File) -> Vec<String> {
    let is_edge = file.path.starts_with("bot/src/") || file.path.starts_with("webhooks/src/");
    if !is_edge || file.role == Role::Test {
        return Vec::new();
    }
    let functions = file.code().functions.iter();
    let samples = functions.filter(|function| function.name.ends_with("samples"));
    let samples: Vec<_> = samples
        .map(|function| function.line..function.line + function.lines)
        .collect();
    let texts = file.words().iter();
    texts
        .filter(|word| word.kind == Kind::Text && !word.is_test)
        .filter(|word| word.text.chars().any(|c| ('а'..='я').contains(&c)))
        .filter(|word| !samples.iter().any(|lines| lines.contains(&word.line)))
        .map(|word| file.finding(word.line, "a sentence in code: make it a Fluent message"))
        .collect()
}

fn pairs(file: &File) -> impl Iterator<Item = (&Word, &Word)> {
    file.words().windows(2).map(|pair| (&pair[0], &pair[1]))
}

/// The words from an opening bracket to its closing one.
pub(super) fn within(words: &[Word]) -> &[Word] {
    let mut depth = 0_usize;
    for (at, word) in words.iter().enumerate() {
        if word.kind != Kind::Sign {
            continue;
        }
        match word.text.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &words[..=at];
        }
    }
    words
}

#[test]
fn nothing_is_left_unfinished_and_nothing_prints() {
    none_of(rust().flat_map(banned_macros));
}

#[test]
fn product_code_does_not_unwrap() {
    none_of(rust().flat_map(unwraps));
}

#[test]
fn lints_and_tests_are_not_silenced() {
    none_of(rust().flat_map(silencing_attributes));
}

#[test]
fn names_say_what_a_thing_is() {
    none_of(
        rust()
            .filter(|file| file.role == Role::Product)
            .flat_map(empty_names),
    );
}

#[test]
fn outside_libraries_are_named_at_home_only() {
    none_of(rust().flat_map(strangers));
}

#[test]
fn the_edges_speak_through_the_locales() {
    none_of(rust().flat_map(speech));
}

#[cfg(test)]
mod seeded {
    use super::*;

    fn lines(rule: fn(&File) -> Vec<String>, path: &str, text: &str) -> usize {
        rule(&File::new(path, text)).len()
    }

    #[test]
    fn leftovers_are_found_even_in_tests() {
        let text = "fn a() { todo!() }\n#[cfg(test)]\nmod t { fn b() { dbg!(1); println!(); } }";
        assert_eq!(lines(banned_macros, "bot/src/a.rs", text), 2);
        let printing = "fn a() { println!(\"todo!\"); } // dbg!(1)";
        assert_eq!(lines(banned_macros, "bot/src/a.rs", printing), 1);
        assert_eq!(lines(banned_macros, "src/main.rs", printing), 0);
    }

    #[test]
    fn an_unwrap_is_found_in_product_code_only() {
        let text = "fn a() { b().unwrap(); c.unwrap_or(1); }\n#[test]\nfn t() { b().unwrap(); }";
        assert_eq!(
            unwraps(&File::new("core/kit/src/a.rs", text)),
            [
                "core/kit/src/a.rs:1: `.unwrap()`: use `?`, or `expect` with the reason it cannot fail"
            ]
        );
        assert_eq!(lines(unwraps, "tests/a.rs", text), 0);
    }

    #[test]
    fn silencing_is_found_in_all_spellings() {
        for bad in [
            "#[allow(dead_code)] fn a() {}",
            "#![allow(dead_code)]",
            "#[cfg_attr(test, allow(dead_code))] fn a() {}",
            "#[test] #[ignore] fn a() {}",
            "#[test] #[ignore = \"slow\"] fn a() {}",
        ] {
            assert_eq!(lines(silencing_attributes, "tests/a.rs", bad), 1, "{bad}");
        }
        let good = "#[expect(dead_code, reason = \"allow(x)\")] fn allow(ignore: u8) {}";
        assert_eq!(lines(silencing_attributes, "tests/a.rs", good), 0);
    }

    #[test]
    fn empty_names_are_found() {
        let text = "struct ShopManager; enum TextUtil {} trait Service {} struct Services;";
        assert_eq!(lines(empty_names, "bot/src/a.rs", text), 3);
        let text = "fn get_name() {} impl Foreign for A { fn get_ref(&self) {} }";
        assert_eq!(lines(empty_names, "bot/src/a.rs", text), 1);
        assert_eq!(lines(empty_names, "bot/src/utils.rs", ""), 1);
    }

    #[test]
    fn a_stranger_is_found() {
        let text = "use teloxide::types::Message;";
        assert_eq!(lines(strangers, "bot/src/a.rs", text), 1);
        assert_eq!(
            lines(strangers, "core/connect/src/telegram/wire.rs", text),
            0
        );
        assert_eq!(
            lines(
                strangers,
                "core/connect/src/llm/a.rs",
                "fn a() { reqwest::get(); }"
            ),
            1
        );
        assert_eq!(
            lines(
                strangers,
                "core/domain/src/a.rs",
                "/// Not lettre.\nfn a() {}"
            ),
            0
        );
    }

    #[test]
    fn a_sentence_in_code_is_found() {
        let text = "fn a() { say(\"Салом\"); }\nfn samples() { say(\"Салом\"); }\n#[test]\nfn t() { say(\"Салом\"); }";
        assert_eq!(lines(speech, "bot/src/a.rs", text), 1);
        assert_eq!(lines(speech, "core/lang/src/a.rs", text), 0);
    }
}
