//! Recorded webhook bodies through the product's own parser.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::ValueEnum;
use scx_connect::meta::{self, Messenger};
use scx_connect::telegram;

/// Whose webhooks.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Channel {
    /// The Bot API's updates.
    Telegram,
    /// WhatsApp's Cloud API.
    Whatsapp,
    /// Instagram's messages and comments.
    Instagram,
}

/// How many of a kind were understood, kept without being understood, or refused.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    understood: u64,
    unknown: u64,
    refused: u64,
}

/// Prints a table by kind; fails when a body would be lost.
pub(super) fn run(channel: Channel, folder: &Path) -> anyhow::Result<ExitCode> {
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    files.sort();
    let mut counts: BTreeMap<String, Counts> = BTreeMap::new();
    for file in &files {
        let body =
            std::fs::read(file).with_context(|| format!("{} cannot be opened", file.display()))?;
        let kinds = kinds(channel, &body);
        if kinds.is_none() {
            eprintln!("refused: {}", file.display());
            counts.entry("refused".to_owned()).or_default().refused += 1;
        }
        for kind in kinds.unwrap_or_default() {
            let is_unknown = kind == "unknown";
            let count = counts.entry(kind).or_default();
            count.understood += u64::from(!is_unknown);
            count.unknown += u64::from(is_unknown);
        }
    }
    println!("kind\tunderstood\tunknown\trefused");
    let mut all = Counts::default();
    for (kind, count) in &counts {
        println!(
            "{kind}\t{}\t{}\t{}",
            count.understood, count.unknown, count.refused
        );
        all.understood += count.understood;
        all.unknown += count.unknown;
        all.refused += count.refused;
    }
    println!(
        "all in {} files\t{}\t{}\t{}",
        files.len(),
        all.understood,
        all.unknown,
        all.refused
    );
    Ok(if all.refused > 0 {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// The kinds of what happened in a body; none for a body that is refused.
fn kinds(channel: Channel, body: &[u8]) -> Option<Vec<String>> {
    let messenger = match channel {
        Channel::Telegram => {
            let incoming = telegram::parse(body).ok()?;
            return Some(vec![incoming.event.kind().to_owned()]);
        }
        Channel::Whatsapp => Messenger::WhatsApp,
        Channel::Instagram => Messenger::Instagram,
    };
    let notices = meta::split(messenger, body).ok()?;
    let kinds = notices.iter().map(|notice| {
        // As the inbox gives it back.
        let stored = meta::stored(&notice.bytes());
        stored
            .map_or("unknown", |(_, event)| event.kind())
            .to_owned()
    });
    Some(kinds.collect())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("{} cannot be read", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|end| end == "json") {
            files.push(path);
        }
    }
    Ok(())
}
