//! Dependencies point one way: between crates, and between the capabilities
//! of the domain.

use super::source::{File, Kind, Word, none_of, rust, tree};
use super::words::within;

/// Every crate of the workspace and the crates of ours that it may use.
const CRATES: &[(&str, &[&str])] = &[
    ("core/kit", &[]),
    ("core/store", &["scx-kit"]),
    ("core/jobs", &["scx-kit", "scx-store"]),
    ("core/connect", &["scx-kit"]),
    ("core/lang", &["scx-kit"]),
    ("core/read", &["scx-kit"]),
    (
        "core/domain",
        &[
            "scx-kit",
            "scx-store",
            "scx-jobs",
            "scx-connect",
            "scx-lang",
            "scx-read",
        ],
    ),
    ("bot", CORE),
    ("webhooks", CORE),
    ("", ABOVE_ALL),
    ("tests/fakes", &[]),
    ("tests/world", ABOVE_ALL),
    // It fills databases by the domain's functions and starts the rest as a process.
    ("tests/bench", CORE),
    ("tests/fuzz", ABOVE_ALL),
    // Outside of the workspace: it instruments all that it builds.
    ("tests/fuzz/engine", &["scx-fuzz"]),
    // It works on the text of the source alone.
    ("tests/mutants", &[]),
    ("tests/smtp", &["scx-kit", "scx-connect"]),
];
const CORE: &[&str] = &[
    "scx-kit",
    "scx-store",
    "scx-jobs",
    "scx-connect",
    "scx-lang",
    "scx-read",
    "scx-domain",
];
const ABOVE_ALL: &[&str] = &[
    "scx-kit",
    "scx-store",
    "scx-jobs",
    "scx-connect",
    "scx-lang",
    "scx-read",
    "scx-domain",
    "scx-bot",
    "scx-webhooks",
    "scx-fakes",
    "scx-world",
    "sellercloudx",
];

/// Outside libraries that only some crates may depend on.
const LIBRARIES: &[(&str, &[&str])] = &[
    ("teloxide", &["core/connect"]),
    ("lettre", &["core/connect"]),
    ("reqwest", &["core/kit", "", "tests/fakes", "tests/world"]),
    (
        "sqlx",
        &[
            "core/store",
            "core/jobs",
            "core/domain",
            "",
            "tests/world",
            // A search engine beside ours.
            "tests/bench",
        ],
    ),
    ("axum", &["webhooks", "", "tests/fakes", "tests/world"]),
    ("fluent-bundle", &["bot", "webhooks", "tests/world"]),
];

/// The written order of the capabilities: each may use only those before it.
const CAPABILITIES: &[&str] = &[
    "audit",
    "accounts",
    "admins",
    "vault",
    "blobs",
    "notify",
    "mail",
    "identity",
    "oversight",
    "tickets",
    "plans",
    "referrals",
    "billing",
    "winback",
    "onboarding",
    "ai",
    "knowledge",
    "channels",
    "messengers",
    "chat",
    "broadcasts",
    "statistics",
    "operations",
    "export",
    "leaving",
    "desk",
    "catalog",
    "cards",
    "orders",
    "stock",
    "pricing",
    "reviews",
    "social",
    "ads",
    "campaigns",
    "insights",
    "stats",
];

fn wrong_dependencies(file: &File) -> Vec<String> {
    let folder = file
        .path
        .trim_end_matches("Cargo.toml")
        .trim_end_matches('/');
    let Some((_, allowed)) = CRATES.iter().find(|(name, _)| *name == folder) else {
        return vec![file.finding(1, "a crate without a place in the map")];
    };
    let own = format!("scx-{}", folder.rsplit('/').next().unwrap_or_default());
    let mut findings = Vec::new();
    for (line, dependency, is_dev) in dependencies(&file.text) {
        let is_ours = dependency.starts_with("scx-") || dependency == "sellercloudx";
        let is_own = is_dev && dependency == own;
        if is_ours && !is_own && !allowed.contains(&dependency) {
            findings
                .push(file.finding(line, format!("{dependency} is above or beside this crate")));
        }
        let bound = LIBRARIES.iter().find(|(library, _)| *library == dependency);
        if bound.is_some_and(|(_, homes)| !homes.contains(&folder)) {
            findings.push(file.finding(line, format!("{dependency} has its home elsewhere")));
        }
        if !is_dev && matches!(dependency, "scx-fakes" | "scx-world") && folder.is_empty() {
            findings.push(file.finding(line, format!("{dependency} is for tests")));
        }
    }
    findings
}

/// Line, name and whether it is for tests, of everything a crate depends on.
fn dependencies(manifest: &str) -> Vec<(usize, &str, bool)> {
    let mut section = "";
    let mut found = Vec::new();
    for (line, text) in (1..).zip(manifest.lines()) {
        if let Some(name) = text.strip_prefix('[') {
            section = name.trim_end_matches(']');
        } else if matches!(
            section,
            "dependencies" | "dev-dependencies" | "build-dependencies"
        ) {
            let name = text.split(['.', '=', ' ']).next().unwrap_or_default();
            if !name.is_empty() && !name.starts_with(['#', ']', '}', '"']) {
                found.push((line, name, section == "dev-dependencies"));
            }
        }
    }
    found
}

fn rank(capability: &str) -> Option<usize> {
    CAPABILITIES.iter().position(|name| *name == capability)
}

fn wrong_capabilities(file: &File) -> Vec<String> {
    let Some(inside) = file.path.strip_prefix("core/domain/src/") else {
        return Vec::new();
    };
    let Some((own, rest)) = inside.split_once('/') else {
        return Vec::new();
    };
    let Some(own_rank) = rank(own) else {
        return vec![file.finding(
            1,
            format!("`{own}` has no place in the order of capabilities"),
        )];
    };
    let depth = match rest {
        "mod.rs" => 1,
        _ => 1 + rest.split('/').filter(|part| *part != "mod.rs").count(),
    };
    used_capabilities(file.words(), depth)
        .into_iter()
        .filter(|(_, used)| rank(used).is_some_and(|rank| rank > own_rank))
        .map(|(line, used)| {
            file.finding(
                line,
                format!("`{own}` comes before `{used}`: publish an event"),
            )
        })
        .collect()
}

/// The names directly below the crate's root that a file uses, with lines.
fn used_capabilities(words: &[Word], depth: usize) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for at in 0..words.len() {
        let begins = at == 0 || words[at - 1].text != "::";
        let path = &words[at..];
        let rest = match path[0].text.as_str() {
            "crate" if begins => steps(path, "crate").1,
            "super" if begins => match steps(path, "super") {
                (count, rest) if count >= depth => rest,
                _ => continue,
            },
            _ => continue,
        };
        match rest.first() {
            Some(name) if name.kind == Kind::Name => found.push((name.line, name.text.as_str())),
            Some(group) if group.text == "{" => found.extend(heads(within(rest))),
            _ => {}
        }
    }
    found
}

/// How often `word ::` stands at the start, and what follows.
fn steps<'a>(mut path: &'a [Word], word: &str) -> (usize, &'a [Word]) {
    let mut count = 0;
    while let [first, colons, ..] = path
        && first.text == word
        && colons.text == "::"
    {
        count += 1;
        path = &path[2..];
    }
    (count, path)
}

/// The first name of every branch of a `{..}` group of paths.
fn heads(group: &[Word]) -> Vec<(usize, &str)> {
    let mut depth = 0_usize;
    let mut found = Vec::new();
    for pair in group.windows(2) {
        match pair[0].text.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ => {}
        }
        if depth == 1 && matches!(pair[0].text.as_str(), "{" | ",") && pair[1].kind == Kind::Name {
            found.push((pair[1].line, pair[1].text.as_str()));
        }
    }
    found
}

#[test]
fn crates_depend_one_way() {
    let manifests = tree()
        .iter()
        .filter(|file| file.path.ends_with("Cargo.toml"));
    let manifests: Vec<&File> = manifests.collect();
    assert!(manifests.len() >= CRATES.len(), "a crate is missing");
    none_of(manifests.into_iter().flat_map(wrong_dependencies));
}

#[test]
fn capabilities_use_only_those_before_them() {
    none_of(rust().flat_map(wrong_capabilities));
}

#[cfg(test)]
mod seeded {
    use super::*;

    #[test]
    fn a_dependency_upwards_is_found() {
        let found = |path, text| wrong_dependencies(&File::new(path, text));
        let upwards = "[dependencies]\nserde.workspace = true\nscx-domain.workspace = true\n";
        assert_eq!(
            found("core/store/Cargo.toml", upwards),
            ["core/store/Cargo.toml:3: scx-domain is above or beside this crate"]
        );
        assert_eq!(found("bot/Cargo.toml", upwards).len(), 0);
        let beside = "[dev-dependencies]\nscx-bot = { path = \"../bot\" }\n";
        assert_eq!(found("webhooks/Cargo.toml", beside).len(), 1);
        let itself = "[dev-dependencies]\nscx-read = { path = \".\", features = [\"samples\"] }\n";
        assert_eq!(found("core/read/Cargo.toml", itself).len(), 0);
        assert_eq!(found("core/attic/Cargo.toml", "").len(), 1);
        assert_eq!(
            found("Cargo.toml", "[dependencies]\nscx-world.workspace = true\n").len(),
            1
        );
        assert_eq!(
            found("bot/Cargo.toml", "[dependencies]\nteloxide = \"0.17\"\n").len(),
            1
        );
    }

    #[test]
    fn a_later_capability_is_found_in_every_spelling() {
        let found = |path, text| wrong_capabilities(&File::new(path, text)).len();
        for bad in [
            "use crate::chat::Answer;",
            "use crate::{accounts::{self, chat}, chat};",
            "fn a() { crate::chat::answer() }",
            "use super::super::chat;",
        ] {
            assert_eq!(found("core/domain/src/knowledge/rules.rs", bad), 1, "{bad}");
            assert_eq!(found("core/domain/src/chat/rules.rs", bad), 0, "{bad}");
        }
        assert_eq!(
            found("core/domain/src/knowledge/mod.rs", "use super::chat;"),
            1
        );
        let inside = "use super::chat; use crate::accounts::chat; use scx::crate_::chat;";
        assert_eq!(found("core/domain/src/knowledge/rules.rs", inside), 0);
        assert_eq!(found("core/domain/src/attic/mod.rs", ""), 1);
    }
}
