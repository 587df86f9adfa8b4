//! How well files are read whose text is known, for tests and the load programs.
//! The files are those of the crate's folder `dev`.

use std::fs;
use std::path::{Path, PathBuf};

pub mod pdf;
pub mod word;

/// The tables of peers have four decimals.
pub const ROUNDING: f64 = 0.000_05;

fn dev() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("dev")
}

/// The names of the files with an ending, in their order.
fn stems(folder: &Path, ending: &str) -> Vec<String> {
    let files = fs::read_dir(folder).expect("the corpus");
    let mut names: Vec<String> = files
        .map(|file| file.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|end| end == ending))
        .map(|path| {
            let stem = path.file_stem().and_then(|stem| stem.to_str());
            stem.expect("a plain name").to_owned()
        })
        .collect();
    names.sort();
    names
}
