//! Copies of a SQLite file.

use std::fs::File;
use std::path::Path;

use anyhow::{Context, bail};
use scx_kit::KeyRing;
use scx_store::Address;
use scx_store::copy::{copy_sqlite, examine_sqlite};

use super::{beside, lock, move_to};

pub(super) async fn back_up(path: &Path, to: &Path, ring: &KeyRing) -> anyhow::Result<()> {
    if !path.is_file() {
        bail!("there is no database at {}", path.display());
    }
    copy_sqlite(path, to).await?;
    examine_sqlite(to, ring)
        .await
        .context("the copy cannot be used")
}

/// Looks at the copy first. What was there before stays beside it.
pub(super) async fn restore(
    path: &Path,
    from: &Path,
    ring: &KeyRing,
    is_forced: bool,
) -> anyhow::Result<()> {
    let _lock = lock(&Address::Sqlite(path.to_owned()))?;
    if path.exists() && !is_forced {
        bail!("{} exists already; --force puts it aside", path.display());
    }
    let coming = beside(path, ".restoring");
    let looked_at = async {
        std::fs::copy(from, &coming)?;
        File::open(&coming)?.sync_all()?;
        examine_sqlite(&coming, ring).await?;
        anyhow::Ok(())
    };
    if let Err(error) = looked_at.await {
        // Nothing was changed; only the copy has to go.
        let _ = std::fs::remove_file(&coming);
        return Err(error.context(format!("{} cannot be restored", from.display())));
    }
    if path.exists() {
        // A journal belongs to its file: beside another one it would ruin it.
        let aside = beside(path, ".before-restore");
        for end in ["-wal", "-shm", ""] {
            let (old, kept) = (beside(path, end), beside(&aside, end));
            if old.exists() {
                move_to(&old, &kept)?;
            } else if kept.exists() {
                std::fs::remove_file(&kept)?;
            }
        }
    }
    move_to(&coming, path)
}
