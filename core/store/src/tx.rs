//! A write transaction.

use std::any::Any;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, PoisonError};

use scx_kit::{
    Entropy, Id, KeyRing, Meters, Prefix, SealError, Secret, Stopwatch, Time, TransactionHold,
};
use sqlx::{Postgres, SqliteConnection};

use crate::gauge::COMMITS;
use crate::memory::Memory;
use crate::writer::Lease;
use crate::{Bell, DbError, Opened, Sealed};

/// Who acts, for the audit trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor(pub String);

impl Actor {
    /// The product itself: schedules, jobs, clean-up.
    pub fn system() -> Self {
        Self("system".to_owned())
    }
}

pub(crate) enum TxConn {
    Sqlite(Lease),
    Pg(sqlx::Transaction<'static, Postgres>),
}

pub(crate) enum Conn<'a> {
    Sqlite(&'a mut SqliteConnection),
    Pg(&'a mut sqlx::PgConnection),
}

/// The id itself, or the next one that is greater than the last.
pub(crate) fn id_after<P: Prefix>(last: &Mutex<u128>, fresh: Id<P>) -> Id<P> {
    let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
    let id = fresh.after(*last);
    *last = id.number();
    id
}

/// Whether a statement changes nothing. A lock that a SELECT takes ends with the transaction.
fn only_looks(text: &str) -> bool {
    text.split_whitespace().next() == Some("SELECT")
}

/// A transaction in which nothing can be changed.
#[derive(Debug)]
pub struct Looking<'a>(&'a mut Tx);

impl Deref for Looking<'_> {
    type Target = Tx;
    fn deref(&self) -> &Tx {
        self.0
    }
}

impl DerefMut for Looking<'_> {
    fn deref_mut(&mut self) -> &mut Tx {
        self.0
    }
}

impl Drop for Looking<'_> {
    fn drop(&mut self) {
        self.0.is_looking = false;
    }
}

/// A write transaction: everything in it happens together or not at all.
/// Dropped without [`Tx::commit`], it undoes itself.
///
/// It carries the moment, the ids and the actor of its work, and never a pool
/// or a client: nothing but SQL may be awaited while it lives.
pub struct Tx {
    conn: TxConn,
    now: Time,
    entropy: Arc<dyn Entropy>,
    ring: Arc<KeyRing>,
    bell: Bell,
    last_id: Arc<Mutex<u128>>,
    memory: Memory,
    is_work_due: bool,
    /// Nothing may be changed at present.
    is_looking: bool,
    actor: Actor,
    meters: Meters,
    after_commit: Vec<Box<dyn FnOnce() + Send>>,
    _hold: TransactionHold,
}

impl fmt::Debug for Tx {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tx")
            .field("actor", &self.actor)
            .finish_non_exhaustive()
    }
}

impl Tx {
    pub(crate) fn new(conn: TxConn, shared: &Opened, hold: TransactionHold) -> Self {
        Self {
            conn,
            now: shared.clock.now(),
            entropy: shared.entropy.clone(),
            ring: shared.ring.clone(),
            bell: shared.bell.clone(),
            last_id: shared.last_id.clone(),
            memory: shared.memory.clone(),
            is_work_due: false,
            is_looking: false,
            actor: Actor::system(),
            meters: shared.meters.clone(),
            after_commit: Vec::new(),
            _hold: hold,
        }
    }

    /// The connection for a statement, which says what it does.
    pub(crate) fn conn(&mut self, text: &str) -> Result<Conn<'_>, DbError> {
        if self.is_looking && !only_looks(text) {
            return Err(DbError::OnlyLooking);
        }
        Ok(match &mut self.conn {
            TxConn::Sqlite(lease) => Conn::Sqlite(lease.conn()),
            TxConn::Pg(transaction) => Conn::Pg(transaction),
        })
    }

    /// Lends the transaction to somebody who may look and change nothing: until what is
    /// lent is dropped, every other statement than a SELECT is refused.
    pub fn looking(&mut self) -> Looking<'_> {
        self.is_looking = true;
        Looking(self)
    }

    /// Names the person on whose behalf the transaction acts.
    #[must_use]
    pub fn acting_as(mut self, actor: Actor) -> Self {
        self.actor = actor;
        self
    }

    /// The moment of the transaction; the same for everything in it.
    pub fn now(&self) -> Time {
        self.now
    }

    /// Who acts.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// A new id of this moment, greater than every id made before it in this
    /// process, so that rows of one millisecond keep their order.
    pub fn id<P: Prefix>(&self) -> Id<P> {
        id_after(&self.last_id, Id::new(self.now, &*self.entropy))
    }

    /// Randomness for tokens and public keys of rows.
    pub fn entropy(&self) -> &dyn Entropy {
        &*self.entropy
    }

    /// What this process remembers beside its database, by type: hints that
    /// may be lost, and that a transaction undone need not undo.
    pub fn memory<T: Any + Send + Sync + Default>(&self) -> Arc<T> {
        self.memory.of()
    }

    /// Whether row locks must be asked for; SQLite has a single writer.
    pub fn locks_rows(&self) -> bool {
        matches!(self.conn, TxConn::Pg(_))
    }

    /// Seals a value for one row of a sealed column.
    pub fn seal(&self, column: &Sealed, row: &str, plain: &[u8]) -> Vec<u8> {
        self.ring.seal(column.name, row, plain, &*self.entropy)
    }

    /// Seals a value under a subkey of its own scope, e.g. of one day.
    pub fn seal_scoped(&self, column: &Sealed, scope: &str, row: &str, plain: &[u8]) -> Vec<u8> {
        self.ring
            .seal(&column.scoped(scope), row, plain, &*self.entropy)
    }

    /// Opens a value of one row of a sealed column.
    ///
    /// # Errors
    /// [`SealError`] for a missing key, another row or damaged bytes.
    pub fn open(
        &self,
        column: &Sealed,
        row: &str,
        sealed: &[u8],
    ) -> Result<Secret<Vec<u8>>, SealError> {
        self.ring.open(column.name, row, sealed)
    }

    /// Runs `effect` once the commit has returned: wake-ups and caches only,
    /// because a crash may lose it.
    pub fn after_commit(&mut self, effect: impl FnOnce() + Send + 'static) {
        self.after_commit.push(Box::new(effect));
    }

    /// Wakes the job engine once the commit has returned.
    pub fn ring_after_commit(&mut self) {
        self.is_work_due = true;
    }

    /// Makes everything durable. Returns after the data is on disk.
    ///
    /// # Errors
    /// [`DbError::Commit`]: nothing of the transaction happened.
    pub async fn commit(self) -> Result<(), DbError> {
        let Self {
            conn,
            after_commit,
            bell,
            is_work_due,
            meters,
            _hold,
            ..
        } = self;
        let watch = Stopwatch::start();
        match conn {
            TxConn::Sqlite(lease) => lease.commit().await?,
            TxConn::Pg(transaction) => transaction
                .commit()
                .await
                .map_err(|error| DbError::Commit(error.to_string()))?,
        }
        meters.took(&COMMITS, &[], watch);
        for effect in after_commit {
            effect();
        }
        if is_work_due {
            bell.ring();
        }
        Ok(())
    }
}
