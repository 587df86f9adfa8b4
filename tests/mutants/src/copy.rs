//! The copy of the source with every fault in it, each behind a switch.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};

use crate::table::{Fault, Kind};

/// The switches, which only the copy has.
const SWITCHES: &str = include_str!("switches.rs.txt");
const SWITCHES_AT: &str = "core/kit/src/fault.rs";
/// The copy's own changes: the switches are declared, and statements go through them.
const WIRES: &[(&str, &str, &str)] = &[
    (
        "core/kit/src/lib.rs",
        "mod entropy;",
        "mod entropy;\npub mod fault;",
    ),
    (
        "core/store/src/query.rs",
        "    Query {\n        text,\n        args: Vec::new(),",
        "    Query {\n        text: scx_kit::fault::text(text),\n        args: Vec::new(),",
    ),
    (
        "core/store/src/query.rs",
        "text: self.text_with(size, marks),",
        "text: scx_kit::fault::text(self.text_with(size, marks)),",
    ),
];

/// The copy of the source.
pub(crate) struct Copy {
    /// Where it is.
    pub(crate) source: PathBuf,
    /// Where it is built.
    pub(crate) target: PathBuf,
}

impl Copy {
    /// Copies what git knows or would take, with all faults that are built in.
    /// Files that are as they shall be are left alone, so that they are not
    /// built again.
    pub(crate) fn make(root: &Path, faults: &[Fault]) -> anyhow::Result<Self> {
        let place = root.join("target/mutants");
        let copy = Self {
            source: place.join("source"),
            target: place.join("build"),
        };
        let files = files(root)?;
        copy.forget_others(&place.join("files"), &files)?;
        for file in files.iter().filter(|file| root.join(file).is_file()) {
            let bytes = fs::read(root.join(file))?;
            let bytes = match String::from_utf8(bytes) {
                Ok(text) => with_faults(file, text, faults)?.into_bytes(),
                Err(binary) => binary.into_bytes(),
            };
            put(&copy.source.join(file), &bytes)?;
        }
        put(&copy.source.join(SWITCHES_AT), SWITCHES.as_bytes())?;
        if !copy.target.exists() {
            seed(&root.join("target/debug"), &copy.target.join("debug"))?;
        }
        Ok(copy)
    }

    /// Switches one fault on until the value is dropped.
    pub(crate) fn switch_on(&self, fault: &Fault) -> anyhow::Result<On> {
        if fault.is_built() {
            let path = self.source.join("switched-on");
            let (find, replace) = match fault.kind {
                Kind::Sql => (fault.find.as_str(), fault.replace.as_str()),
                Kind::Expression | Kind::Statement | Kind::File => ("", ""),
            };
            fs::write(&path, format!("{}\0{find}\0{replace}", fault.name))?;
            return Ok(On { path, before: None });
        }
        let path = self.source.join(&fault.file);
        let before = fs::read_to_string(&path)?;
        let mut text = before.clone();
        for (find, replace) in fault.edits() {
            text = text.replacen(find, replace, 1);
        }
        fs::write(&path, text)?;
        Ok(On {
            path,
            before: Some(before),
        })
    }

    /// Removes what the last copy had and this one does not.
    fn forget_others(&self, list: &Path, files: &BTreeSet<String>) -> anyhow::Result<()> {
        let last = fs::read_to_string(list).unwrap_or_default();
        for gone in last.lines().filter(|file| !files.contains(*file)) {
            // It may be gone already.
            let _ = fs::remove_file(self.source.join(gone));
        }
        let _ = fs::remove_file(self.source.join("switched-on"));
        let names: Vec<&str> = files.iter().map(String::as_str).collect();
        put(list, names.join("\n").as_bytes())
    }
}

/// A fault that is switched on.
pub(crate) struct On {
    path: PathBuf,
    before: Option<String>,
}

impl Drop for On {
    fn drop(&mut self) {
        let back = match &self.before {
            Some(text) => fs::write(&self.path, text),
            None => fs::remove_file(&self.path),
        };
        back.expect("the copy is ours");
    }
}

fn files(root: &Path) -> anyhow::Result<BTreeSet<String>> {
    let listed = Command::new("git")
        .args([
            "ls-files",
            "--cached",
            "--others",
            "--exclude-standard",
            "-z",
        ])
        .current_dir(root)
        .output()
        .context("git lists the files")?;
    if !listed.status.success() {
        bail!("git cannot list the files");
    }
    let names = String::from_utf8(listed.stdout)?;
    let names = names.split('\0').filter(|name| !name.is_empty());
    Ok(names.map(str::to_owned).collect())
}

/// The text of a file with the faults that concern it.
fn with_faults(file: &str, mut text: String, faults: &[Fault]) -> anyhow::Result<String> {
    for fault in faults
        .iter()
        .filter(|fault| fault.is_built() && fault.file == file)
    {
        for (find, replace) in fault.edits() {
            if text.matches(find).count() != 1 {
                bail!("{}: another fault is in its way: {find}", fault.name);
            }
            text = match fault.kind {
                Kind::Sql => marked(&text, find, &fault.name)
                    .with_context(|| format!("{}: no plain string around it", fault.name))?,
                Kind::Expression => {
                    text.replacen(find, &format!("({})", switch(fault, find, replace)), 1)
                }
                Kind::Statement => text.replacen(find, &switch(fault, find, replace), 1),
                Kind::File => text,
            };
        }
    }
    for (at, find, replace) in WIRES.iter().filter(|(at, ..)| *at == file) {
        if text.matches(find).count() != 1 {
            bail!("{at}: the wire of the switches does not fit any more: {find}");
        }
        text = text.replacen(find, replace, 1);
    }
    Ok(text)
}

fn switch(fault: &Fault, find: &str, replace: &str) -> String {
    let home = match fault.file.starts_with("core/kit/") {
        true => "crate",
        false => "scx_kit",
    };
    let name = &fault.name;
    format!("if {home}::fault::is_on({name:?}) {{ {replace} }} else {{ {find} }}")
}

/// Marks the string literal around `find` with the fault's name, as a comment
/// of SQL: statements are constants, so they are changed where they are run.
fn marked(text: &str, find: &str, name: &str) -> Option<String> {
    let at = text.find(find)?;
    let start = text[..at].rfind('"')?;
    let end = at + find.len() + text[at + find.len()..].find('"')?;
    if text[start..end].contains('\\') {
        return None;
    }
    Some(format!("{} /*{name}*/{}", &text[..end], &text[end..]))
}

/// Writes a file unless it is so already.
fn put(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    if fs::read(path).is_ok_and(|known| known == bytes) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes).with_context(|| path.display().to_string())
}

/// What cargo built of others for the usual tests need not be built again.
fn seed(from: &Path, to: &Path) -> anyhow::Result<()> {
    for part in ["deps", "build", ".fingerprint"] {
        let Ok(entries) = fs::read_dir(from.join(part)) else {
            continue;
        };
        fs::create_dir_all(to.join(part))?;
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let bare = name.strip_prefix("lib").unwrap_or(&name);
            let is_ours = ["scx", "sellercloudx", "it-", "playground", "bench"];
            if !is_ours.iter().any(|start| bare.starts_with(start)) {
                copy_all(&entry.path(), &to.join(part).join(name))?;
            }
        }
    }
    Ok(())
}

/// Copies a file or folder with its times, by which cargo sees what is fresh.
fn copy_all(from: &Path, to: &Path) -> anyhow::Result<()> {
    if from.is_dir() {
        fs::create_dir_all(to)?;
        for entry in fs::read_dir(from)? {
            let entry = entry?;
            copy_all(&entry.path(), &to.join(entry.file_name()))?;
        }
        return Ok(());
    }
    fs::copy(from, to)?;
    let modified = fs::metadata(from)?.modified()?;
    Ok(fs::File::options()
        .append(true)
        .open(to)?
        .set_modified(modified)?)
}
