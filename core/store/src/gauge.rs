//! How the database is: its size and its connections.

use scx_kit::{Meter, Meters};
use sqlx::{Postgres, Sqlite};

use crate::{Db, DbError};

/// How long a transaction waited for its COMMIT, the group's others included.
pub(crate) const COMMITS: Meter = Meter::seconds(
    "scx_database_commit_seconds",
    "How long transactions waited for their commit.",
);
const BYTES: Meter = Meter::level("scx_database_size_bytes", "Size of the database.");
const CONNECTIONS: Meter = Meter::level(
    "scx_database_connections",
    "Open connections: SQLite's readers, or PostgreSQL's pool.",
);

pub(crate) const METERS: &[Meter] = &[COMMITS, BYTES, CONNECTIONS];

// Each knows its own database only, so they stand outside the portable list.
const SQLITE_BYTES: &str =
    "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()";
const PG_BYTES: &str = "SELECT pg_database_size(current_database())";

impl Db {
    /// Writes down how the database is.
    ///
    /// # Errors
    /// [`DbError`] when it does not answer.
    pub async fn measure(&self, meters: &Meters) -> Result<(), DbError> {
        let (bytes, open, idle) = match self {
            Self::Sqlite(side) => {
                let pool = side.reader();
                let bytes: i64 = sqlx::query_scalar::<Sqlite, _>(SQLITE_BYTES)
                    .fetch_one(pool)
                    .await?;
                (bytes, pool.size(), pool.num_idle())
            }
            Self::Pg(side) => {
                let pool = side.pool();
                let bytes: i64 = sqlx::query_scalar::<Postgres, _>(PG_BYTES)
                    .fetch_one(pool)
                    .await?;
                (bytes, pool.size(), pool.num_idle())
            }
        };
        let idle = u32::try_from(idle).unwrap_or(open).min(open);
        meters.set(&BYTES, &[], bytes as f64);
        let in_use = f64::from(open - idle);
        meters.set(&CONNECTIONS, &[("state", "in_use")], in_use);
        meters.set(&CONNECTIONS, &[("state", "idle")], f64::from(idle));
        Ok(())
    }
}
