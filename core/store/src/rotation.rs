//! Moving every sealed value to the primary key, while the product serves.
//!
//! Values are read in small batches on the read side, sealed anew in memory,
//! and written by a short transaction that compares the old bytes: whatever
//! the product changed meanwhile wins, and the next pass looks at it again.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use scx_kit::KeyRing;

use crate::{Db, DbError, Sealed, sql};

crate::statements! {
    FORGET_KEY = "DELETE FROM key_check WHERE key_id = $1";
}

/// Rows of one transaction: few enough that a writer who waits for it on
/// SQLite does not notice.
const BATCH: usize = 200;

/// A pass finds again what was sealed with an older key while the pass before
/// it ran. After so many, somebody still seals with that key.
const MOST_PASSES: usize = 8;

/// What became of all sealed columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rotation {
    /// Each column in the order of registration.
    pub columns: Vec<Rotated>,
    /// Values that no key opens.
    pub damaged: Vec<Damaged>,
    /// The keys of the ring besides the primary that no value needs.
    pub removable: Vec<String>,
    /// The keys of the ring besides the primary that values still need.
    pub needed: Vec<String>,
}

/// What became of one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rotated {
    /// The column.
    pub column: Sealed,
    /// Values sealed anew with the primary key.
    pub resealed: u64,
    /// Values that still need an older key.
    pub left: u64,
}

/// A value that no key of the ring opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damaged {
    /// The column.
    pub column: Sealed,
    /// The row, by the text that is bound into the value.
    pub row: String,
    /// The id of the key that the value names.
    pub key_id: Option<String>,
    /// Why it does not open.
    pub why: String,
}

/// One value as it lies in the database.
#[derive(Clone, Debug, sqlx::FromRow)]
struct Outdated {
    row: String,
    sealed: Vec<u8>,
    scope: Option<i64>,
}

/// A value and the bytes that shall replace it.
type Fresh = (Outdated, Vec<u8>);

/// Seals every value of `columns` with the primary key of the database's ring,
/// until a whole pass finds nothing to do; then forgets the keys that nothing
/// needs any more.
///
/// # Errors
/// [`DbError`]; what was sealed anew until then stays so.
pub async fn rotate(db: &Db, columns: &[Sealed]) -> Result<Rotation, DbError> {
    let mut rotation = Rotation {
        columns: columns
            .iter()
            .map(|&column| Rotated {
                column,
                resealed: 0,
                left: 0,
            })
            .collect(),
        ..Rotation::default()
    };
    for _ in 0..MOST_PASSES {
        let mut is_done = true;
        rotation.damaged.clear();
        for rotated in &mut rotation.columns {
            let found = walk(db, rotated, &mut rotation.damaged).await?;
            is_done = is_done && !found;
        }
        if is_done {
            break;
        }
    }
    settle_keys(db, &mut rotation).await?;
    Ok(rotation)
}

/// The statements of rotation for one column, for the prepare test.
pub fn rotation_statements(column: &Sealed) -> [&'static str; 3] {
    [
        text(column, Deed::Outdated),
        text(column, Deed::Replace),
        text(column, Deed::Count),
    ]
}

/// Walks one column once. Whether there was anything to seal anew.
async fn walk(db: &Db, rotated: &mut Rotated, damaged: &mut Vec<Damaged>) -> Result<bool, DbError> {
    let column = rotated.column;
    let mut after = (String::new(), Vec::new());
    let mut found = false;
    loop {
        let batch = outdated(db, &column, &after).await?;
        let is_last = batch.len() < BATCH;
        if let Some(last) = batch.last() {
            after = (last.row.clone(), last.sealed.clone());
        }
        let fresh = reseal(db, &column, batch, damaged);
        found = found || !fresh.is_empty();
        rotated.resealed += replace(db, &column, fresh).await?;
        if is_last {
            return Ok(found);
        }
    }
}

async fn outdated(
    db: &Db,
    column: &Sealed,
    after: &(String, Vec<u8>),
) -> Result<Vec<Outdated>, DbError> {
    let (from, until) = KeyRing::envelopes_of(db.shared().ring.primary());
    sql(text(column, Deed::Outdated))
        .bind(&after.0)
        .bind(after.1.clone())
        .bind(from)
        .bind(until)
        .all(db)
        .await
}

/// Opens each value and seals it with the primary key. What does not open is
/// noted and left as it is.
fn reseal(
    db: &Db,
    column: &Sealed,
    batch: Vec<Outdated>,
    damaged: &mut Vec<Damaged>,
) -> Vec<Fresh> {
    let mut fresh = Vec::with_capacity(batch.len());
    for old in batch {
        let name = match (column.scope, old.scope) {
            (Some(scope), Some(value)) => column.scoped(&scope.of(value)),
            (Some(_), None) | (None, _) => column.name.to_owned(),
        };
        match db.shared().ring.open(&name, &old.row, &old.sealed) {
            Ok(plain) => {
                let sealed =
                    db.shared()
                        .ring
                        .seal(&name, &old.row, plain.expose(), &*db.shared().entropy);
                fresh.push((old, sealed));
            }
            Err(error) => damaged.push(Damaged {
                column: *column,
                row: old.row,
                key_id: KeyRing::key_id_of(&old.sealed).map(str::to_owned),
                why: error.to_string(),
            }),
        }
    }
    fresh
}

/// Writes values whose old bytes are still there, in one transaction.
async fn replace(db: &Db, column: &Sealed, fresh: Vec<Fresh>) -> Result<u64, DbError> {
    if fresh.is_empty() {
        return Ok(0);
    }
    let mut replaced = 0;
    let mut tx = db.begin().await?;
    for (old, sealed) in fresh {
        replaced += sql(text(column, Deed::Replace))
            .bind(sealed)
            .bind(old.row)
            .bind(old.sealed)
            .execute(&mut tx)
            .await?;
    }
    tx.commit().await?;
    Ok(replaced)
}

/// Counts what each older key still opens, and forgets the keys that open
/// nothing. A damaged value keeps no key: none opens it.
async fn settle_keys(db: &Db, rotation: &mut Rotation) -> Result<(), DbError> {
    for key_id in db.shared().ring.key_ids().skip(1) {
        let mut left = 0;
        for rotated in &mut rotation.columns {
            let damaged = rotation
                .damaged
                .iter()
                .filter(|one| one.column == rotated.column)
                .filter(|one| one.key_id.as_deref() == Some(key_id))
                .count();
            let named = count(db, &rotated.column, key_id).await?;
            let opens = named.saturating_sub(u64::try_from(damaged).unwrap_or(u64::MAX));
            rotated.left += opens;
            left += opens;
        }
        if left == 0 {
            rotation.removable.push(key_id.to_owned());
        } else {
            rotation.needed.push(key_id.to_owned());
        }
    }
    let mut tx = db.begin().await?;
    for key_id in &rotation.removable {
        // Start-up then no longer asks for it.
        sql(FORGET_KEY).bind(key_id).execute(&mut tx).await?;
    }
    tx.commit().await
}

async fn count(db: &Db, column: &Sealed, key_id: &str) -> Result<u64, DbError> {
    let (from, until) = KeyRing::envelopes_of(key_id);
    let (count,) = sql(text(column, Deed::Count))
        .bind(from)
        .bind(until)
        .one::<(i64,)>(db)
        .await?;
    Ok(u64::try_from(count).unwrap_or_default())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Deed {
    /// The next values that the primary key did not seal. The pair of row and
    /// bytes is what a walk goes by: a row's name may stand in several rows.
    Outdated,
    /// Replaces a value that nobody changed meanwhile.
    Replace,
    /// How many values a key sealed.
    Count,
}

/// A statement about a registered column. Texts are made once and live as
/// long as the process, as the drivers' caches want.
fn text(column: &Sealed, deed: Deed) -> &'static str {
    type Key = (&'static str, &'static str, Deed);
    static TEXTS: LazyLock<Mutex<HashMap<Key, &'static str>>> = LazyLock::new(Mutex::default);
    let mut texts = TEXTS.lock().unwrap_or_else(PoisonError::into_inner);
    texts
        .entry((column.table, column.column, deed))
        .or_insert_with(|| Box::leak(render(column, deed).into_boxed_str()))
}

fn render(column: &Sealed, deed: Deed) -> String {
    let Sealed {
        table,
        column,
        row,
        scope,
        ..
    } = column;
    let scope = scope.map_or("CAST(NULL AS BIGINT)", |scope| scope.column());
    match deed {
        Deed::Outdated => format!(
            "SELECT {row} AS row, {column} AS sealed, {scope} AS scope FROM {table}
                WHERE ({row}, {column}) > ($1, $2) AND ({column} < $3 OR {column} >= $4)
                ORDER BY {row}, {column} LIMIT {BATCH}"
        ),
        Deed::Replace => {
            format!("UPDATE {table} SET {column} = $1 WHERE {row} = $2 AND {column} = $3")
        }
        Deed::Count => {
            format!("SELECT COUNT(*) FROM {table} WHERE {column} >= $1 AND {column} < $2")
        }
    }
}

#[cfg(test)]
mod tests;
