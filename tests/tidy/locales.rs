//! The texts in four languages: the same messages everywhere, none too long,
//! and Uzbek Cyrillic in step with Uzbek Latin.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;
use regex::Regex;

use super::source::{File, Word, none_of, root, tree};
use super::words::within;

/// The folders; the first is written by hand and leads.
pub(super) const LOCALES: [&str; 4] = ["uz-Latn", "uz-Cyrl", "ru", "en"];
/// Where the files are compiled in.
const LOADER: &str = "bot/src/texts.rs";
/// Telegram takes 4096 characters; the rest is for the arguments.
const LONGEST_MESSAGE: usize = 3_500;
/// Stands for a placeable in the text of a message.
const HOLE: char = '\u{fffc}';
/// Names that Uzbek Cyrillic writes in Latin letters. Those of the
/// transliterator that occur in texts.
const LATIN_NAMES: &[&str] = &[
    "AI",
    "Anthropic",
    "API",
    "Bot",
    "BotFather",
    "Business",
    "CSV",
    "ChatGPT",
    "Claude",
    "Click",
    "DOCX",
    "Excel",
    "GB",
    "GPT",
    "Gemini",
    "Google",
    "HTML",
    "HTTP",
    "ID",
    "INN",
    "Instagram",
    "JSON",
    "KB",
    "MB",
    "Meta",
    "OK",
    "OpenAI",
    "Ozon",
    "PDF",
    "Payme",
    "Premium",
    "QR",
    "SCX",
    "SMS",
    "SellerCloudX",
    "Stars",
    "Telegram",
    "TXT",
    "URL",
    "USD",
    "UTC",
    "UZS",
    "Uzum",
    "WhatsApp",
    "Cloud",
    "Facebook",
    "developers",
    "facebook",
    "Wildberries",
    "Word",
    "XLSX",
    "Yandex",
    "ZIP",
    "English",
];

/// What does not count as prose: tags, addresses, commands, names after `@`, entities.
static NOT_PROSE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"<[^>]*>|https?://\S+|\bt\.me/\S*|[\w.]+@[\w.]+|[@/][A-Za-z_]\w*|&\w+;|\b\w+\.(uz|com|ru|org)\b|\bsk-\S*")
        .expect("a valid expression")
});
static LATIN_WORD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[A-Za-zʻʼ]*[A-Za-z]+[A-Za-zʻʼ]*").expect("a valid expression"));

/// One pattern: the value of a message or term, or one attribute of it.
#[derive(Debug)]
pub(super) struct Text {
    /// `key`, `key.attribute` or `-term`.
    pub(super) id: String,
    pub(super) line: usize,
    pub(super) variables: BTreeSet<String>,
    /// The messages and terms that it quotes.
    pub(super) quotes: BTreeSet<String>,
    prose: String,
    longest: usize,
}

pub(super) fn files(locale: &str) -> Vec<&'static File> {
    let prefix = format!("locales/{locale}/");
    let files = tree().iter();
    files
        .filter(|file| file.path.starts_with(&prefix) && file.path.ends_with(".ftl"))
        .collect()
}

/// Every text of a file; what does not parse is left out, see [`junk`].
pub(super) fn texts(file: &File) -> Vec<Text> {
    let resource = match parser::parse(file.text.as_str()) {
        Ok(resource) | Err((resource, _)) => resource,
    };
    let mut texts = Vec::new();
    for entry in &resource.body {
        let (id, value, attributes) = match entry {
            Entry::Message(message) => (
                message.id.name.to_owned(),
                message.value.as_ref(),
                &message.attributes,
            ),
            Entry::Term(term) => (
                format!("-{}", term.id.name),
                Some(&term.value),
                &term.attributes,
            ),
            Entry::Comment(_)
            | Entry::GroupComment(_)
            | Entry::ResourceComment(_)
            | Entry::Junk { .. } => continue,
        };
        let line = line_of(&file.text, &id);
        texts.extend(value.map(|value| Text::new(id.clone(), line, value)));
        for attribute in attributes {
            let id = format!("{id}.{}", attribute.id.name);
            texts.push(Text::new(id, line, &attribute.value));
        }
    }
    texts
}

impl Text {
    fn new(id: String, line: usize, pattern: &Pattern<&str>) -> Self {
        let mut text = Self {
            id,
            line,
            variables: BTreeSet::new(),
            quotes: BTreeSet::new(),
            prose: String::new(),
            longest: 0,
        };
        text.longest = text.read(pattern);
        text
    }

    /// Takes a pattern in and returns its length with the longest variants.
    fn read(&mut self, pattern: &Pattern<&str>) -> usize {
        let mut length = 0;
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value, .. } => {
                    self.prose.push_str(value);
                    length += value.chars().count();
                }
                PatternElement::Placeable { expression, .. } => {
                    self.prose.push(HOLE);
                    length += self.read_expression(expression);
                }
            }
        }
        length
    }

    fn read_expression(&mut self, expression: &Expression<&str>) -> usize {
        match expression {
            Expression::Inline(inline, ..) => {
                self.read_inline(inline);
                1
            }
            Expression::Select {
                selector, variants, ..
            } => {
                self.read_inline(selector);
                let mut longest = 0;
                for variant in variants {
                    self.prose.push(' ');
                    longest = longest.max(self.read(&variant.value));
                    self.prose.push(' ');
                }
                longest
            }
        }
    }

    fn read_inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id, .. } => {
                // `$count-text` is how the number `$count` is shown: a language
                // without plural forms needs only one of the two.
                let name = id.name.trim_end_matches("-text");
                self.variables.insert(name.to_owned());
            }
            InlineExpression::MessageReference { id, .. } => {
                self.quotes.insert(id.name.to_owned());
            }
            InlineExpression::TermReference { id, arguments, .. } => {
                self.quotes.insert(format!("-{}", id.name));
                let given = arguments.iter().flat_map(|arguments| &arguments.named);
                given.for_each(|argument| self.read_inline(&argument.value));
            }
            InlineExpression::FunctionReference { arguments, .. } => {
                arguments
                    .positional
                    .iter()
                    .for_each(|argument| self.read_inline(argument));
            }
            InlineExpression::Placeable { expression, .. } => {
                self.read_expression(expression);
            }
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
        }
    }
}

fn line_of(text: &str, id: &str) -> usize {
    let starts = |line: &str| {
        let rest = line.strip_prefix(id);
        rest.is_some_and(|rest| rest.trim_start().starts_with('='))
    };
    text.lines().position(starts).map_or(1, |at| at + 1)
}

fn junk(file: &File) -> Vec<String> {
    let errors = match parser::parse(file.text.as_str()) {
        Ok(_) => return Vec::new(),
        Err((_, errors)) => errors,
    };
    let line = |at: usize| {
        file.text.as_bytes()[..at]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count()
            + 1
    };
    let told = errors
        .iter()
        .map(|error| file.finding(line(error.pos.start), &error.kind));
    told.collect()
}

/// What one locale lacks of the leading one, has too much, or fills in otherwise.
fn differences(leading: &[&File], other: &[&File]) -> Vec<String> {
    let name = |file: &File| file.path.rsplit('/').next().unwrap_or_default().to_owned();
    let by_name =
        |files: &[&File]| -> BTreeMap<String, BTreeMap<String, (usize, BTreeSet<String>)>> {
            let texts = |file: &File| {
                texts(file)
                    .into_iter()
                    .map(|text| (text.id, (text.line, text.variables)))
            };
            files
                .iter()
                .map(|file| (name(file), texts(file).collect()))
                .collect()
        };
    let (expected, found) = (by_name(leading), by_name(other));
    let mut findings = Vec::new();
    for file in leading
        .iter()
        .filter(|file| !found.contains_key(&name(file)))
    {
        findings.push(file.finding(1, "the file is missing in another locale"));
    }
    for file in other {
        let Some(expected) = expected.get(&name(file)) else {
            findings.push(file.finding(1, "no such file in the leading locale"));
            continue;
        };
        let found = &found[&name(file)];
        let missing = expected.keys().filter(|id| !found.contains_key(*id));
        findings.extend(missing.map(|id| file.finding(1, format!("`{id}` is missing"))));
        for (id, (line, variables)) in found {
            match expected.get(id) {
                None => findings
                    .push(file.finding(*line, format!("`{id}` is not in the leading locale"))),
                Some((_, wanted)) if wanted != variables => findings.push(file.finding(
                    *line,
                    format!(
                        "`{id}` has the variables {variables:?}, the leading locale {wanted:?}"
                    ),
                )),
                Some(_) => {}
            }
        }
    }
    findings
}

fn defined_twice(files: &[&File]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut findings = Vec::new();
    for file in files {
        for text in texts(file) {
            if !seen.insert(text.id.clone()) {
                findings.push(file.finding(text.line, format!("`{}` is defined twice", text.id)));
            }
        }
    }
    findings
}

fn too_long(file: &File) -> Vec<String> {
    let long = texts(file)
        .into_iter()
        .filter(|text| text.longest > LONGEST_MESSAGE);
    long.map(|text| {
        file.finding(
            text.line,
            format!("`{}` has {} characters", text.id, text.longest),
        )
    })
    .collect()
}

fn latin_words(file: &File) -> Vec<String> {
    let mut findings = Vec::new();
    for text in texts(file) {
        let prose = NOT_PROSE.replace_all(&text.prose, " ");
        for word in LATIN_WORD.find_iter(&prose).map(|word| word.as_str()) {
            if !LATIN_NAMES.contains(&word) {
                findings.push(file.finding(
                    text.line,
                    format!("`{}`: `{word}` in Latin letters", text.id),
                ));
            }
        }
    }
    findings
}

fn out_of_step(latin: &File, cyrillic: &File) -> Vec<String> {
    let made = scx_lang::to_cyrillic_ftl(&latin.text);
    let mut pairs = (1..).zip(made.lines().zip(cyrillic.text.lines()));
    let differing = pairs.find(|(_, (made, written))| made != written);
    match differing {
        Some((line, (made, _))) => vec![cyrillic.finding(line, format!("expected: {made}"))],
        None if made == cyrillic.text => Vec::new(),
        None => vec![cyrillic.finding(1, "longer or shorter than its Latin twin")],
    }
}

/// Files that the loader does not name: their texts would be missing at run time.
fn not_compiled_in(files: &[&File], locale: &str, loader: &File) -> Vec<String> {
    let words = loader.words();
    let is_list = |at: &usize| words[*at].text == "(" && words[*at + 1].text == locale;
    let list = (0..words.len().saturating_sub(1)).find(is_list);
    let list: &[Word] = list.map_or(&[], |at| within(&words[at..]));
    files
        .iter()
        .filter(|file| {
            let name = file.path.rsplit('/').next().unwrap_or_default();
            let stem = name.trim_end_matches(".ftl");
            list.iter().all(|word| word.text != stem)
        })
        .map(|file| file.finding(1, format!("{} does not load it", loader.path)))
        .collect()
}

#[test]
fn every_file_is_compiled_in() {
    let loader = tree().iter().find(|file| file.path == LOADER);
    let loader = loader.expect("the module that loads the texts");
    none_of(
        LOCALES
            .iter()
            .flat_map(|locale| not_compiled_in(&files(locale), locale, loader)),
    );
}

#[test]
fn every_locale_has_texts_that_parse() {
    for locale in LOCALES {
        assert!(
            !files(locale).is_empty(),
            "locales/{locale} is missing or empty"
        );
        let empty = files(locale)
            .into_iter()
            .filter(|file| texts(file).is_empty());
        none_of(empty.map(|file| file.finding(1, "a file without texts")));
        none_of(files(locale).into_iter().flat_map(junk));
    }
}

#[test]
fn all_locales_say_the_same_things() {
    let leading = files(LOCALES[0]);
    none_of(
        LOCALES[1..]
            .iter()
            .flat_map(|locale| differences(&leading, &files(locale))),
    );
}

#[test]
fn every_key_is_defined_once() {
    none_of(
        LOCALES
            .iter()
            .flat_map(|locale| defined_twice(&files(locale))),
    );
}

#[test]
fn messages_fit_into_one_message() {
    none_of(
        LOCALES
            .iter()
            .flat_map(|locale| files(locale))
            .flat_map(too_long),
    );
}

#[test]
fn uzbek_cyrillic_has_no_latin_words() {
    none_of(files("uz-Cyrl").into_iter().flat_map(latin_words));
}

/// With `SCX_BLESS` set, the Cyrillic files are written anew from the Latin ones.
#[test]
fn uzbek_cyrillic_is_in_step_with_latin() {
    let is_blessing = std::env::var_os("SCX_BLESS").is_some();
    let mut findings = Vec::new();
    for latin in files("uz-Latn") {
        let path = latin.path.replace("uz-Latn", "uz-Cyrl");
        if is_blessing {
            let made = scx_lang::to_cyrillic_ftl(&latin.text);
            std::fs::write(root().join(&path), made).expect("a writable locale");
            continue;
        }
        let cyrillic = tree().iter().find(|file| file.path == path);
        match cyrillic {
            Some(cyrillic) => findings.extend(out_of_step(latin, cyrillic)),
            None => findings.push(format!("{path}:1: missing")),
        }
    }
    if !findings.is_empty() {
        findings.push("write them anew: SCX_BLESS=1 cargo test uzbek_cyrillic_is_in_step".into());
    }
    none_of(findings);
}

#[cfg(test)]
mod seeded {
    use super::*;

    fn ftl(name: &str, text: &str) -> File {
        File::new(&format!("locales/x/{name}.ftl"), text)
    }

    #[test]
    fn text_that_does_not_parse_is_found() {
        assert!(junk(&ftl("a", "hello = Hi { $name }\n")).is_empty());
        let found = junk(&ftl("a", "hello = Hi\nbye = { $name\n"));
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("locales/x/a.ftl:"), "{found:?}");
    }

    #[test]
    fn every_difference_between_locales_is_found() {
        let leading = ftl("a", "one = A { $x }\n    .hint = B\ntwo = C\n");
        let count = |text: &str| differences(&[&leading], &[&ftl("a", text)]).len();
        assert_eq!(
            count("two = C\none = D { $x ->\n   [one] E\n  *[other] F\n }\n    .hint = G\n"),
            0
        );
        assert_eq!(count("one = A { $x }\n    .hint = B\n"), 1);
        assert_eq!(count("one = A { $x }\ntwo = C\n"), 1);
        assert_eq!(count("one = A { $y }\n    .hint = B\ntwo = C\n"), 1);
        assert_eq!(
            count("one = A { $x }\n    .hint = B\ntwo = C\nthree = D\n"),
            1
        );
        assert_eq!(count("one = A { $x-text }\n    .hint = B\ntwo = C\n"), 0);
        assert_eq!(differences(&[&leading], &[&ftl("b", "two = C\n")]).len(), 2);
    }

    #[test]
    fn a_file_that_is_not_loaded_is_found() {
        let code = "const A: B = [(C, locale!(\"x\": \"a\" \"b\")), (D, locale!(\"y\": \"c\"))];";
        let loader = File::new("bot/src/texts.rs", code);
        let (a, c) = (ftl("a", ""), ftl("c", ""));
        assert_eq!(
            not_compiled_in(&[&a, &c], "x", &loader),
            ["locales/x/c.ftl:1: bot/src/texts.rs does not load it"]
        );
    }

    #[test]
    fn a_key_in_two_files_is_found() {
        let (a, b) = (ftl("a", "one = A\n"), ftl("b", "\none = B\ntwo = C\n"));
        assert_eq!(
            defined_twice(&[&a, &b]),
            ["locales/x/b.ftl:2: `one` is defined twice"]
        );
    }

    #[test]
    fn a_long_message_is_found_by_its_longest_variant() {
        let text = |length: usize| {
            let long = "a".repeat(length);
            format!("one = {{ $x ->\n   [one] short\n  *[other] {long}\n }}\n")
        };
        assert!(too_long(&ftl("a", &text(3_500))).is_empty());
        assert_eq!(too_long(&ftl("a", &text(3_501))).len(), 1);
    }

    #[test]
    fn a_latin_word_in_cyrillic_is_found() {
        let good =
            "one = <b>Нарх</b> { $price } — Telegram, /start, @BotFather, https://t.me/x, &amp;\n";
        assert!(latin_words(&ftl("a", good)).is_empty());
        let bad = "one = { $x ->\n   [one] narx\n  *[other] нарх\n }\n";
        assert_eq!(
            latin_words(&ftl("a", bad)),
            ["locales/x/a.ftl:1: `one`: `narx` in Latin letters"]
        );
        assert_eq!(latin_words(&ftl("a", "one = нарx\n")).len(), 1);
    }

    #[test]
    fn a_stale_cyrillic_file_is_found() {
        let latin = ftl("a", "one = Narx\ntwo = Do‘kon { $name }\n");
        let made = scx_lang::to_cyrillic_ftl(&latin.text);
        assert!(out_of_step(&latin, &ftl("a", &made)).is_empty());
        assert_eq!(
            out_of_step(&latin, &ftl("a", &made.replace("Нарх", "Баҳо"))).len(),
            1
        );
        assert_eq!(out_of_step(&latin, &ftl("a", "one = Нарх\n")).len(), 1);
    }
}
