//! `sellercloudx secrets`.
#![expect(clippy::print_stdout, reason = "a command line prints")]

use clap::Subcommand;
use scx_kit::{KeyRing, OsEntropy};
use scx_store::{Db, Rotation};
use sellercloudx::all_parts;

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Print a fresh key.
    New,
    /// Seal everything with the first key of SECRET_KEY, while the product serves.
    Rotate,
}

/// Prints a fresh key.
pub(crate) fn new() {
    println!("{}", *KeyRing::fresh_key(&OsEntropy));
}

/// Seals everything with the primary key and says which keys may go. Whether
/// nothing stands in the way of removing all older ones.
pub(crate) async fn rotate(db: &Db) -> anyhow::Result<bool> {
    let rotation = scx_store::rotate(db, &all_parts().sealed).await?;
    for line in report(&rotation) {
        println!("{line}");
    }
    Ok(rotation.damaged.is_empty() && rotation.needed.is_empty())
}

fn report(rotation: &Rotation) -> Vec<String> {
    let mut lines = vec![format!(
        "{:<24} {:>10} {:>10}",
        "column", "re-sealed", "left"
    )];
    for rotated in &rotation.columns {
        let (name, resealed, left) = (rotated.column.name, rotated.resealed, rotated.left);
        lines.push(format!("{name:<24} {resealed:>10} {left:>10}"));
    }
    for one in &rotation.damaged {
        let (table, column) = (one.column.table, one.column.column);
        let (row, why) = (&one.row, &one.why);
        lines.push(format!("damaged: {table} {row}, {column}: {why}"));
    }
    if !rotation.removable.is_empty() {
        lines.push(format!(
            "may now be removed from SECRET_KEY: {}",
            rotation.removable.join(", ")
        ));
    }
    if !rotation.needed.is_empty() {
        lines.push(format!(
            "still needed: {}; some process still seals with it, restart all of them first",
            rotation.needed.join(", ")
        ));
    }
    if rotation.removable.is_empty() && rotation.needed.is_empty() {
        lines.push("SECRET_KEY holds one key only; no older one is to be removed".to_owned());
    }
    lines
}
