//! Opening the database, and the two sides of it.

use std::any::Any;
use std::path::Path;
use std::sync::{Arc, Mutex};

use scx_kit::{
    Clock, Entropy, Id, KeyRing, Meters, Prefix, SealError, Secret, Time, TransactionHold,
};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Executor, PgConnection, PgPool, SqlSafeStr, SqlitePool};

use crate::memory::Memory;
use crate::tx::{TxConn, id_after};
use crate::writer::{Turn, Writer};
use crate::{Address, Bell, DbError, OpenError, Sealed, Tx, checkpoint, migrations, sql};

const READERS: u32 = 3;
/// Pages in memory, as kibibytes below zero: with SQLite's own 2 MB, a few
/// thousand conversations were read from the file again and again.
const WRITER_CACHE: &str = "-6144";
/// The readers' caches are emptied by every commit of the writer, so they hold
/// what one look needs.
const READER_CACHE: &str = "-512";
/// Prepared statements kept by a connection: more than all texts of the product
/// in their sizes, because parsing costs as much as running.
pub(crate) const STATEMENTS: usize = 1_024;

crate::statements! {
    PING = "SELECT CAST(1 AS BIGINT)";
}

/// What both sides carry besides their connections.
#[derive(Clone, Debug)]
pub struct Opened {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) ring: Arc<KeyRing>,
    pub(crate) bell: Bell,
    pub(crate) last_id: Arc<Mutex<u128>>,
    pub(crate) memory: Memory,
    pub(crate) meters: Meters,
}

/// The SQLite side: one writer, a few readers.
#[derive(Clone, Debug)]
pub struct SqliteSide {
    writer: Writer,
    reader: SqlitePool,
    shared: Opened,
}

/// The PostgreSQL side: one pool.
#[derive(Clone, Debug)]
pub struct PgSide {
    pool: PgPool,
    shared: Opened,
}

/// The database. Cheap to clone.
#[derive(Clone, Debug)]
pub enum Db {
    /// A SQLite file.
    Sqlite(SqliteSide),
    /// A PostgreSQL server.
    Pg(PgSide),
}

impl SqliteSide {
    pub(crate) fn reader(&self) -> &SqlitePool {
        &self.reader
    }
}

impl PgSide {
    pub(crate) fn pool(&self) -> &PgPool {
        &self.pool
    }
}

impl Db {
    /// Runs the migrations, opens the pools and checks every key in use.
    ///
    /// # Errors
    /// [`OpenError`], each a sentence for the operator.
    pub async fn open(
        address: &Address,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        ring: Arc<KeyRing>,
    ) -> Result<Self, OpenError> {
        Self::open_with(address, clock, entropy, (ring, migrations::MIGRATIONS)).await
    }

    /// Opens with the migrations of another version.
    ///
    /// # Errors
    /// [`OpenError`], each a sentence for the operator.
    pub async fn open_with(
        address: &Address,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        (ring, steps): (Arc<KeyRing>, &[migrations::Step]),
    ) -> Result<Self, OpenError> {
        migrations::run(address, steps).await?;
        let shared = Opened {
            clock,
            entropy,
            ring,
            bell: Bell::default(),
            last_id: Arc::default(),
            memory: Memory::default(),
            meters: Meters::default(),
        };
        let db = match address {
            Address::Sqlite(path) => {
                let options = sqlite_options(path).read_only(true);
                let reader = SqlitePoolOptions::new()
                    .min_connections(1)
                    .max_connections(READERS)
                    .connect_with(options.pragma("cache_size", READER_CACHE))
                    .await?;
                let writer = sqlite_options(path)
                    .pragma("cache_size", WRITER_CACHE)
                    .pragma("wal_autocheckpoint", checkpoint::LONGEST);
                let writer = Writer::start(writer).await?;
                Self::Sqlite(SqliteSide {
                    writer,
                    reader,
                    shared,
                })
            }
            Address::Postgres { url, connections } => {
                let options: PgConnectOptions = url.parse()?;
                let options = options.statement_cache_capacity(STATEMENTS);
                let pool = PgPoolOptions::new()
                    .max_connections(*connections)
                    .after_connect(|conn, _| Box::pin(plan_once(conn)))
                    .connect_with(options)
                    .await?;
                Self::Pg(PgSide { pool, shared })
            }
        };
        db.check_keys().await?;
        Ok(db)
    }

    /// The same database with another stream of ids.
    #[must_use]
    pub fn with_entropy(mut self, entropy: Arc<dyn Entropy>) -> Self {
        match &mut self {
            Self::Sqlite(side) => side.shared.entropy = entropy,
            Self::Pg(side) => side.shared.entropy = entropy,
        }
        self
    }

    /// The same database, measured.
    #[must_use]
    pub fn with_meters(mut self, meters: Meters) -> Self {
        match &mut self {
            Self::Sqlite(side) => side.shared.meters = meters,
            Self::Pg(side) => side.shared.meters = meters,
        }
        self
    }

    /// Opens a write transaction.
    ///
    /// # Errors
    /// [`DbError`] when no connection is to be had.
    pub async fn begin(&self) -> Result<Tx, DbError> {
        self.begin_in(Turn::Usual).await
    }

    /// Opens a write transaction with a turn of its own; where there is no
    /// single writer, turns make no difference.
    ///
    /// # Errors
    /// [`DbError`] when no connection is to be had.
    pub async fn begin_in(&self, turn: Turn) -> Result<Tx, DbError> {
        let hold = TransactionHold::enter();
        let conn = match self {
            Self::Sqlite(side) => TxConn::Sqlite(side.writer.lease(turn).await?),
            // The driver's way to a connection is fifteen kilobytes of state, which
            // everything that ever begins a transaction would carry in it.
            Self::Pg(side) => TxConn::Pg(Box::pin(side.pool.begin()).await?),
        };
        Ok(Tx::new(conn, self.shared(), hold))
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// [`DbError`] when it does not.
    pub async fn ping(&self) -> Result<(), DbError> {
        sql(PING).one::<(i64,)>(self).await.map(|_| ())
    }

    /// Opens a value of one row of a sealed column.
    ///
    /// # Errors
    /// [`SealError`] for a missing key, another row or damaged bytes.
    pub fn unseal(
        &self,
        column: &Sealed,
        row: &str,
        sealed: &[u8],
    ) -> Result<Secret<Vec<u8>>, SealError> {
        self.shared().ring.open(column.name, row, sealed)
    }

    /// The moment of its clock.
    pub fn now(&self) -> Time {
        self.shared().clock.now()
    }

    /// A new id of this moment, as of [`Tx::id`], for what is made ready before
    /// its transaction begins.
    pub fn id<P: Prefix>(&self) -> Id<P> {
        let shared = self.shared();
        let fresh = Id::new(self.now(), &*shared.entropy);
        id_after(&shared.last_id, fresh)
    }

    /// Seals a value under a subkey of its own scope, as [`Tx::seal_scoped`] does.
    pub fn seal_scoped(&self, column: &Sealed, scope: &str, row: &str, plain: &[u8]) -> Vec<u8> {
        let shared = self.shared();
        shared
            .ring
            .seal(&column.scoped(scope), row, plain, &*shared.entropy)
    }

    /// Opens a value that was sealed under the subkey of a scope.
    ///
    /// # Errors
    /// [`SealError`] for a missing key, another row or damaged bytes.
    pub fn unseal_scoped(
        &self,
        column: &Sealed,
        scope: &str,
        row: &str,
        sealed: &[u8],
    ) -> Result<Secret<Vec<u8>>, SealError> {
        self.shared().ring.open(&column.scoped(scope), row, sealed)
    }

    /// Prepares a text without running it; the database then names unknown
    /// columns, functions and type slips.
    ///
    /// # Errors
    /// [`DbError`] with the database's words.
    pub async fn prepare(&self, text: &'static str) -> Result<(), DbError> {
        match self {
            Self::Sqlite(side) => drop(side.reader.prepare(text.into_sql_str()).await?),
            Self::Pg(side) => drop(side.pool.prepare(text.into_sql_str()).await?),
        }
        Ok(())
    }

    /// Whether this is PostgreSQL, for the queue's row locks and its wake-ups.
    pub fn is_postgres(&self) -> bool {
        matches!(self, Self::Pg(_))
    }

    /// Closes every connection; on SQLite the journal is written back.
    pub async fn close(self) {
        match self {
            Self::Sqlite(side) => side.reader.close().await,
            Self::Pg(side) => side.pool.close().await,
        }
    }

    /// What this process remembers beside its database, by type; see
    /// [`Tx::memory`].
    pub fn memory<T: Any + Send + Sync + Default>(&self) -> Arc<T> {
        self.shared().memory.of()
    }

    /// The wake-up that commits ring.
    pub fn bell(&self) -> &Bell {
        &self.shared().bell
    }

    pub(crate) fn shared(&self) -> &Opened {
        match self {
            Self::Sqlite(side) => &side.shared,
            Self::Pg(side) => &side.shared,
        }
    }
}

/// A statement is planned once for a connection, not anew for each of its first
/// calls: most are looks at an index that take less time than their plan. The
/// suite asks for the plans of all of them under this same setting.
async fn plan_once(conn: &mut PgConnection) -> Result<(), sqlx::Error> {
    let setting = "SET plan_cache_mode = force_generic_plan";
    conn.execute(setting).await.map(|_| ())
}

/// The settings of every SQLite connection. `synchronous=FULL` because a lost
/// acknowledgement of a job or a send is a double answer.
pub(crate) fn sqlite_options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(std::time::Duration::from_secs(5))
        .foreign_keys(true)
        .statement_cache_capacity(STATEMENTS)
        .pragma("temp_store", "memory")
}

#[cfg(test)]
mod tests;
