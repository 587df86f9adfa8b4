//! Nothing of the machines on which we work gets into the repository.

use std::sync::LazyLock;

use regex::Regex;

use super::source::{File, none_of, tree};

/// Paths of a developer's machine and hosts of package registries. The pieces
/// are joined here so that this file passes its own test.
static PRIVATE: LazyLock<Regex> = LazyLock::new(|| {
    let hosts = [
        concat!("(static|index)\\.", "crates\\.io"),
        concat!("crates\\.io", "/api"),
        concat!("pypi", "\\.org"),
        concat!("files\\.python", "hosted\\.org"),
        concat!("registry\\.", "(npmjs\\.(org|com)|yarnpkg\\.com)"),
    ];
    let paths = [
        concat!("(^|[^\\w.~-])/", "work/"),
        concat!("(^|[^\\w.~-])/", "root/"),
        concat!("/tmp/", "(brief|bash_jobs)"),
    ];
    Regex::new(&[hosts.join("|"), paths.join("|")].join("|")).expect("a valid expression")
});

fn private(file: &File) -> Vec<String> {
    let lines = (1..).zip(file.text.lines());
    lines
        .filter_map(|(line, text)| Some((line, PRIVATE.find(text)?)))
        .map(|(line, found)| {
            let found = found.as_str().trim();
            file.finding(
                line,
                format!("`{found}` is of the machine, not of the project"),
            )
        })
        .collect()
}

#[test]
fn no_file_names_a_machine_or_a_registry() {
    none_of(tree().iter().flat_map(private));
}

#[test]
fn a_path_or_a_host_is_found() {
    let found = |text: &str| private(&File::new("README.md", text)).len();
    for bad in [
        concat!("see /", "work/main"),
        concat!("\"/", "root/.config\""),
        concat!("\"resolved\": \"https://registry.", "npmjs.org/a\""),
        concat!("index = \"https://index.", "crates.io/\""),
    ] {
        assert_eq!(found(bad), 1, "{bad}");
    }
    assert_eq!(
        found("a frame/work/shop and files of the net/root/x, registry+https://github.com"),
        0
    );
}
