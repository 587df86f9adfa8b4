//! Every saved input of every target: seeds, what a run has found to be
//! worth keeping, and what once broke something.

use std::collections::BTreeSet;
use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use scx_fuzz::{TARGETS, seeds};

/// A corpus is read by people and cloned by everybody.
const MOST_FILE_BYTES: u64 = 64 << 10;
const MOST_BYTES: u64 = 2 << 20;

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("a plain name")
        })
        .collect()
}

fn inputs(target: &str) -> Vec<PathBuf> {
    let folder = here().join("corpus").join(target);
    names(&folder)
        .into_iter()
        .map(|name| folder.join(name))
        .collect()
}

/// Runs a target on its corpus.
fn replay(target: &str) {
    let (_, run) = TARGETS
        .iter()
        .find(|(name, _)| *name == target)
        .expect("a target");
    run(b"");
    let inputs = inputs(target);
    assert!(!inputs.is_empty(), "{target} has no corpus");
    for input in inputs {
        let bytes = fs::read(&input).expect("an input");
        let outcome = catch_unwind(|| run(&bytes));
        assert!(outcome.is_ok(), "{} broke it", input.display());
    }
}

macro_rules! replays {
    ($($target:ident)*) => {
        $(
            #[test]
            fn $target() {
                replay(stringify!($target));
            }
        )*

        #[test]
        fn every_target_is_replayed_and_has_a_program_and_a_corpus() {
            let targets: BTreeSet<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
            let replayed: BTreeSet<String> = [$(stringify!($target).to_owned()),*].into();
            assert_eq!(replayed, targets);
            assert_eq!(names(&here().join("corpus")), targets);
            let programs = targets.iter().map(|name| format!("{name}.rs")).collect();
            assert_eq!(names(&here().join("engine/targets")), programs);
        }
    };
}

replays! {
    bot_answer button caller catalog click config csv docx facts file language letter meta
    model_answer payme paynet pdf reply stripe txt typed update uzum workbook
}

#[test]
fn the_corpora_are_small() {
    let sizes = TARGETS
        .iter()
        .flat_map(|(name, _)| inputs(name))
        .map(|input| {
            let bytes = fs::metadata(&input).expect("an input").len();
            assert!(
                bytes <= MOST_FILE_BYTES,
                "{}: {bytes} bytes",
                input.display()
            );
            bytes
        });
    let total: u64 = sizes.sum();
    assert!(total <= MOST_BYTES, "{total} bytes");
}

#[test]
fn the_seeds_are_in_the_corpora() {
    for (target, name, input) in seeds::all() {
        let path = here()
            .join("corpus")
            .join(target)
            .join(format!("seed-{name}"));
        let saved = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        // A packed file has the moment of its packing in it.
        assert!(
            saved == input || saved.starts_with(b"PK"),
            "{}",
            path.display()
        );
    }
}
