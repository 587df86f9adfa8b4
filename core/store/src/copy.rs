//! Whole copies of the database: made while it serves, and looked at before
//! they take its place.

use std::path::Path;

use scx_kit::KeyRing;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection, Sqlite};

use crate::keys::{KEYS_IN_USE, unlock};
use crate::{DbError, MIGRATIONS, OpenError};

// Each knows its own database only, so they stand outside the portable list.
const COPY: &str = "VACUUM INTO $1";
const WHOLE: &str = "PRAGMA integrity_check";
const VERSION: &str = "SELECT MAX(version) FROM _sqlx_migrations";
const SESSIONS: &str = "SELECT COUNT(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()";
const TABLES: &str = "SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema()";

/// A copy cannot take the database's place. Each is a sentence for the operator.
#[derive(Clone, Debug, thiserror::Error)]
pub enum CopyError {
    /// No database at all.
    #[error("it is not a database of this product: {0}")]
    Foreign(String),
    /// Parts are missing or garbled.
    #[error("it is damaged: {0}")]
    Damaged(String),
    /// A later version of the product wrote it.
    #[error("a newer version of this program made it")]
    Newer,
    /// What is sealed in it cannot be opened.
    #[error(transparent)]
    Key(#[from] OpenError),
}

/// Copies a SQLite database into a file that is absent or empty. Whoever serves
/// goes on serving; the copy is of one moment.
///
/// # Errors
/// [`DbError`].
pub async fn copy_sqlite(from: &Path, to: &Path) -> Result<(), DbError> {
    let mut conn = SqliteConnectOptions::new()
        .filename(from)
        .busy_timeout(std::time::Duration::from_secs(5))
        .connect()
        .await?;
    sqlx::query::<Sqlite>(COPY)
        .bind(to.to_string_lossy().into_owned())
        .execute(&mut conn)
        .await?;
    Ok(conn.close().await?)
}

/// Looks at a SQLite file without changing it: is it whole, is it ours, do the
/// keys at hand open it?
///
/// # Errors
/// [`CopyError`].
pub async fn examine_sqlite(path: &Path, ring: &KeyRing) -> Result<(), CopyError> {
    let foreign = |error: sqlx::Error| CopyError::Foreign(error.to_string());
    let mut conn = SqliteConnectOptions::new()
        .filename(path)
        .immutable(true)
        .connect()
        .await
        .map_err(foreign)?;
    let found: Vec<(String,)> = sqlx::query_as::<Sqlite, _>(WHOLE)
        .fetch_all(&mut conn)
        .await
        .map_err(foreign)?;
    if let Some((problem,)) = found.into_iter().find(|(word,)| word != "ok") {
        return Err(CopyError::Damaged(problem));
    }
    let version: Option<i64> = sqlx::query_scalar::<Sqlite, _>(VERSION)
        .fetch_one(&mut conn)
        .await
        .map_err(foreign)?;
    if version > MIGRATIONS.last().map(|(newest, ..)| *newest) {
        return Err(CopyError::Newer);
    }
    let keys = sqlx::query_as::<Sqlite, (String, Vec<u8>)>(KEYS_IN_USE)
        .fetch_all(&mut conn)
        .await
        .map_err(foreign)?;
    Ok(unlock(ring, &keys)?)
}

/// How a PostgreSQL database is before something takes its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occupancy {
    /// Connections beside our own.
    pub sessions: i64,
    /// Tables in it.
    pub tables: i64,
}

/// Who and what is in a PostgreSQL database.
///
/// # Errors
/// [`DbError`].
pub async fn occupancy(url: &str) -> Result<Occupancy, DbError> {
    let mut conn = PgConnection::connect(url).await?;
    let sessions = sqlx::query_scalar(SESSIONS).fetch_one(&mut conn).await?;
    let tables = sqlx::query_scalar(TABLES).fetch_one(&mut conn).await?;
    conn.close().await?;
    Ok(Occupancy { sessions, tables })
}
