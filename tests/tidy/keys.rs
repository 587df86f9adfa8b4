//! Every key used in code is in the locales, and every message is used.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::locales::{LOCALES, files, texts};
use super::source::{File, Kind, Role, Word, none_of, rust};

/// Where keys are named.
const SPEAKERS: &[&str] = &["bot/src/", "core/domain/src/", "webhooks/src/", "src/"];
/// Calls whose first text is a key, and fields that hold one.
const KEY_CALLS: &[&[&str]] = &[
    &["t", "!", "("],
    &["key", "("],
    &["Refusal", "::", "new", "("],
    &[".", "t", "("],
    &[".", "text", "("],
    &[".", "say", "("],
    &[".", "say_and_clear_keys", "("],
    &[".", "say_with_languages", "("],
    &[".", "toast", "("],
    &["render", "(", "language", ","],
    &["key", ":"],
];
/// Keys that the code builds in a way which the rules below cannot see.
const BUILT: &[&str] = &[];

static KEY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[a-z]+(-[a-z0-9]+)*(\.[a-z-]+)?$").expect("a valid expression"));
static TEMPLATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^([a-z0-9]|\{\w*\})+(-([a-z0-9]|\{\w*\})+)+$").expect("a valid expression")
});
static HOLE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\\\{[^}]*\\\}").expect("a valid expression"));

/// What the code says about keys.
#[derive(Debug, Default)]
struct Uses {
    /// Every text of the code.
    literals: BTreeSet<String>,
    /// Texts with holes in which a key may be built: `plan-{}-title`.
    templates: Vec<Regex>,
}

impl Uses {
    fn take(&mut self, file: &File) {
        for word in spoken(file) {
            let is_template = TEMPLATE.is_match(&word.text) && word.text.contains('{');
            if is_template {
                let escaped = regex::escape(&word.text);
                let pattern = HOLE.replace_all(&escaped, "([a-z0-9-]+)");
                self.templates
                    .extend(Regex::new(&format!("^{pattern}$")).ok());
            }
            self.literals.insert(word.text.clone());
        }
    }

    /// A key counts as used when the code spells it, or when it spells a
    /// template and everything that fills its holes. An attribute is used
    /// when it or its message is.
    fn has(&self, key: &str) -> bool {
        let message = key.split('.').next().unwrap_or(key);
        let is_spelled = |name: &str| self.literals.contains(name) || BUILT.contains(&name);
        is_spelled(key)
            || is_spelled(message)
            || self
                .templates
                .iter()
                .any(|template| self.fills(template, message))
    }

    fn fills(&self, template: &Regex, key: &str) -> bool {
        template.captures(key).is_some_and(|holes| {
            let mut holes = holes.iter().skip(1).flatten();
            holes.all(|hole| {
                let word = hole.as_str();
                self.literals.contains(word) || self.literals.contains(&word.replace('-', "_"))
            })
        })
    }
}

/// The texts of a file that may name keys.
fn spoken(file: &File) -> impl Iterator<Item = &Word> {
    let speaks =
        file.role == Role::Product && SPEAKERS.iter().any(|folder| file.path.starts_with(folder));
    let words = if speaks { file.words() } else { &[] };
    words
        .iter()
        .filter(|word| word.kind == Kind::Text && !word.is_test)
}

fn unknown_keys(file: &File, known: &BTreeSet<String>) -> Vec<String> {
    if spoken(file).next().is_none() {
        return Vec::new();
    }
    let words = file.words();
    let mut findings = Vec::new();
    for call in KEY_CALLS {
        for window in words.windows(call.len() + 1) {
            let (name, key) = (&window[..call.len()], &window[call.len()]);
            let is_call = name
                .iter()
                .map(|word| word.text.as_str())
                .eq(call.iter().copied());
            // A field of this name may hold other things, a call may not.
            let may_be_key = call.last() != Some(&":") || key.text.contains('-');
            if is_call
                && may_be_key
                && key.kind == Kind::Text
                && !key.is_test
                && !known.contains(&key.text)
            {
                findings.push(file.finding(key.line, format!("`{}` is in no locale", key.text)));
            }
        }
    }
    findings
}

fn unused_keys(files: &[&File], uses: &Uses) -> Vec<String> {
    let all: Vec<_> = files
        .iter()
        .flat_map(|file| texts(file).into_iter().map(move |text| (file, text)))
        .collect();
    let quoted: BTreeSet<&String> = all.iter().flat_map(|(_, text)| &text.quotes).collect();
    let unused = all
        .iter()
        .filter(|(_, text)| !quoted.contains(&text.id) && !uses.has(&text.id));
    unused
        .map(|(file, text)| file.finding(text.line, format!("`{}` is used nowhere", text.id)))
        .collect()
}

fn badly_named(files: &[&File]) -> Vec<String> {
    let mut findings = Vec::new();
    for file in files {
        let ids: BTreeMap<String, usize> = texts(file)
            .into_iter()
            .map(|text| (text.id, text.line))
            .collect();
        for (id, line) in ids
            .iter()
            .filter(|(id, _)| !id.starts_with('-') && !KEY.is_match(id))
        {
            findings.push(file.finding(
                *line,
                format!("`{id}`: a key is small words joined by hyphens, `area-thing`"),
            ));
        }
    }
    findings
}

fn leading() -> Vec<&'static File> {
    files(LOCALES[0])
}

#[test]
fn every_key_in_code_is_in_the_locales() {
    let known = leading()
        .into_iter()
        .flat_map(texts)
        .map(|text| text.id)
        .collect();
    none_of(rust().flat_map(|file| unknown_keys(file, &known)));
}

#[test]
fn every_message_is_used() {
    let mut uses = Uses::default();
    rust().for_each(|file| uses.take(file));
    none_of(unused_keys(&leading(), &uses));
}

#[test]
fn keys_are_words_joined_by_hyphens() {
    none_of(badly_named(&leading()));
}

#[cfg(test)]
mod seeded {
    use super::*;

    #[test]
    fn a_key_without_a_message_is_found() {
        let known = BTreeSet::from(["home-title".to_owned()]);
        let text = "fn a() { t!(\"home-title\"); t!(\"home-titel\", name); Refusal::new(\"file-big\"); ui.say(\"oops\"); A { key: \"up\" } }";
        assert_eq!(
            unknown_keys(&File::new("bot/src/a.rs", text), &known),
            [
                "bot/src/a.rs:1: `home-titel` is in no locale",
                "bot/src/a.rs:1: `file-big` is in no locale",
                "bot/src/a.rs:1: `oops` is in no locale"
            ]
        );
        assert!(unknown_keys(&File::new("core/kit/src/a.rs", text), &known).is_empty());
    }

    #[test]
    fn a_message_that_nobody_says_is_found() {
        let ftl = "home-title = A { -brand }\n-brand = B\nhome-old = C\nplan-pro-title = D\nplan-gone-title = E\n-lost = F\ncommand-start = G\n";
        let code = "fn a() { t!(\"home-title\"); format!(\"plan-{}-title\", if a { \"pro\" } else { b }); \
            hint(\"command\", \"start\", format!(\"{prefix}-{name}\")); }";
        let mut uses = Uses::default();
        uses.take(&File::new("bot/src/a.rs", code));
        uses.take(&File::new(
            "bot/src/b.rs",
            "#[test]\nfn t() { t!(\"home-old\"); }",
        ));
        assert_eq!(
            unused_keys(&[&File::new("locales/x/a.ftl", ftl)], &uses),
            [
                "locales/x/a.ftl:3: `home-old` is used nowhere",
                "locales/x/a.ftl:5: `plan-gone-title` is used nowhere",
                "locales/x/a.ftl:6: `-lost` is used nowhere"
            ]
        );
    }

    #[test]
    fn a_badly_named_key_is_found() {
        let text = "home_old = A\nhomeNew = B\nhome-title = C\n    .hint = D\nsaved = E\n";
        let file = File::new("locales/x/a.ftl", text);
        assert_eq!(badly_named(&[&file]).len(), 2);
    }
}
