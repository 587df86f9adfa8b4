//! `sellercloudx backup` and `sellercloudx restore`.
#![expect(clippy::print_stdout, reason = "a command line prints")]

mod postgres;
mod sqlite;

use std::fs::{File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use scx_store::Address;
use sellercloudx::Settings;

/// Writes a copy of the database to `file`, while the product serves.
pub(crate) async fn back_up(
    settings: &Settings,
    file: &Path,
    is_forced: bool,
) -> anyhow::Result<()> {
    if file.exists() && !is_forced {
        bail!("{} exists already; --force replaces it", file.display());
    }
    let partial = beside(file, ".partial");
    let written = async {
        // Sealed or not, it is everything that partners and customers said.
        let empty = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&partial)
            .with_context(|| format!("{} cannot be written", partial.display()))?;
        drop(empty);
        match &settings.address {
            Address::Sqlite(path) => sqlite::back_up(path, &partial, &settings.ring).await?,
            Address::Postgres { url, .. } => postgres::back_up(url, &partial, &settings.ring)?,
        }
        File::open(&partial)?.sync_all()?;
        Ok(())
    };
    if let Err(error) = written.await {
        // What is half written helps nobody.
        let _ = std::fs::remove_file(&partial);
        return Err(error);
    }
    move_to(&partial, file)?;
    println!(
        "{} holds the database; it opens with today's SECRET_KEY only",
        file.display()
    );
    Ok(())
}

/// Puts a copy in the place of the database.
pub(crate) async fn restore(
    settings: &Settings,
    file: &Path,
    is_forced: bool,
) -> anyhow::Result<()> {
    if !file.is_file() {
        bail!("{} is not a file", file.display());
    }
    match &settings.address {
        Address::Sqlite(path) => sqlite::restore(path, file, &settings.ring, is_forced).await?,
        Address::Postgres { url, .. } => {
            postgres::restore(url, file, &settings.ring, is_forced).await?
        }
    }
    println!("the database is that of {}", file.display());
    Ok(())
}

/// One process per SQLite file: the lock lies beside it and goes with us.
pub(crate) fn lock(address: &Address) -> anyhow::Result<Option<File>> {
    let Address::Sqlite(path) = address else {
        return Ok(None);
    };
    let file = File::create(beside(path, ".lock"))
        .context("the lock beside the database cannot be made")?;
    file.try_lock()
        .context("another process serves this database; more than one needs PostgreSQL")?;
    Ok(Some(file))
}

/// The path with more at its end.
fn beside(path: &Path, end: &str) -> PathBuf {
    let mut beside = path.as_os_str().to_owned();
    beside.push(end);
    beside.into()
}

/// Renames, so that the name holds the old bytes or the new ones and never half
/// of them, also after a power cut.
fn move_to(from: &Path, to: &Path) -> anyhow::Result<()> {
    std::fs::rename(from, to).with_context(|| format!("{} cannot be written", to.display()))?;
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    Ok(())
}
