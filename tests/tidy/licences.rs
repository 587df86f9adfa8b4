//! Under which licences the dependencies may be used.

use std::path::Path;
use std::process::Command;

use serde::Deserialize;
use spdx::{Expression, LicenseReq, ParseMode};

use super::source::none_of;

/// Licences that ask for no more than their notice.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "ISC",
    "MIT",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Dependencies under another licence: package, licence, why it may stay.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    (
        "colored",
        "MPL-2.0",
        "used unchanged by teloxide; the licence covers its own files only",
    ),
    (
        "webpki-roots",
        "CDLA-Permissive-2.0",
        "a list of certificates, not code; the text must go along",
    ),
];

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    /// None for a package of ours.
    source: Option<String>,
}

/// What is built for the machines that we ship for, as the lock file has it.
fn dependencies() -> Vec<Package> {
    let arguments =
        "metadata --format-version 1 --offline --locked --filter-platform x86_64-unknown-linux-gnu";
    let answer = Command::new(env!("CARGO"))
        .args(arguments.split(' '))
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .output()
        .expect("cargo runs");
    assert!(
        answer.status.success(),
        "{}",
        String::from_utf8_lossy(&answer.stderr)
    );
    let metadata: Metadata = serde_json::from_slice(&answer.stdout).expect("cargo's own format");
    let outside = metadata.packages.into_iter();
    outside.filter(|package| package.source.is_some()).collect()
}

fn is_allowed(requirement: &LicenseReq) -> bool {
    ALLOWED.contains(&requirement.to_string().as_str())
}

/// What speaks against a package, if anything does.
fn refused(package: &Package) -> Option<String> {
    let found = |why: String| Some(format!("{} {}: {why}", package.name, package.version));
    let Some(text) = &package.license else {
        return found("names no licence".to_owned());
    };
    if EXCEPTIONS
        .iter()
        .any(|(name, licence, _)| *name == package.name && licence == text)
    {
        return None;
    }
    match Expression::parse_mode(text, ParseMode::LAX) {
        Ok(expression) if expression.evaluate(is_allowed) => None,
        Ok(_) => found(format!("is under {text}")),
        Err(_) => found(format!("has the licence {text:?}, which nobody can read")),
    }
}

#[test]
fn every_dependency_has_an_allowed_licence() {
    let packages = dependencies();
    assert!(packages.len() > 200, "only {} packages", packages.len());
    none_of(packages.iter().filter_map(refused));
}

#[test]
fn every_exception_is_still_needed() {
    let packages = dependencies();
    let is_there = |name: &str, licence: &str| {
        let mut packages = packages.iter();
        packages.any(|it| it.name == name && it.license.as_deref() == Some(licence))
    };
    let stale = EXCEPTIONS
        .iter()
        .filter(|(name, licence, _)| !is_there(name, licence));
    none_of(stale.map(|(name, _, why)| format!("{name} is no dependency any more: {why}")));
}

#[test]
fn a_licence_that_asks_for_more_is_found() {
    let package = |license: Option<&str>| Package {
        name: "some".to_owned(),
        version: "1.0.0".to_owned(),
        license: license.map(str::to_owned),
        source: None,
    };
    let is_refused = |license| refused(&package(license)).is_some();
    for bad in [
        "GPL-3.0-only",
        "MIT AND AGPL-3.0-only",
        "MPL-2.0",
        "SSPL-1.0",
        "see LICENSE",
        "",
    ] {
        assert!(is_refused(Some(bad)), "{bad}");
    }
    assert!(is_refused(None));
    for good in [
        "MIT",
        "MIT/Apache-2.0",
        "GPL-2.0-only OR Apache-2.0",
        "MIT AND Unicode-3.0",
    ] {
        assert!(!is_refused(Some(good)), "{good}");
    }
}
