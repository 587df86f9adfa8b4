//! Duties that one process at a time has: a lease in the database, renewed by
//! whoever has it.

use scx_kit::{Millis, Time};
use scx_store::{Db, DbError, sql};

scx_store::statements! {
    TAKE = "INSERT INTO lease (duty, owner, lease_until) VALUES ($1, $2, $3)
        ON CONFLICT (duty) DO UPDATE SET owner = excluded.owner, lease_until = excluded.lease_until
        WHERE lease.owner = excluded.owner OR lease.lease_until < $4 RETURNING owner";
    LEAVE = "DELETE FROM lease WHERE duty = $1 AND owner = $2";
}

/// How long a duty is held without being renewed.
const LEASE: Millis = Millis::secs(45);

/// How often whoever has a duty, or wants it, asks for it.
pub const RENEWAL: Millis = Millis::secs(15);

/// A duty that this process wants.
#[derive(Clone, Debug)]
pub struct Duty {
    name: &'static str,
    owner: String,
}

impl Duty {
    /// A duty by its stable name; `owner` is unique to the process.
    pub fn new(name: &'static str, owner: String) -> Self {
        Self { name, owner }
    }

    /// Takes or renews the duty and says until when it is held; `None` while
    /// another process has it.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn take(&self, db: &Db) -> Result<Option<Time>, DbError> {
        let mut tx = db.begin().await?;
        let now = tx.now();
        let taken = sql(TAKE)
            .bind(self.name)
            .bind(&self.owner)
            .bind(now + LEASE)
            .bind(now)
            .optional::<(String,)>(&mut tx)
            .await?;
        tx.commit().await?;
        Ok(taken.map(|_| now + LEASE))
    }

    /// Gives the duty back, so that another process need not wait for the
    /// lease to run out.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn leave(&self, db: &Db) -> Result<(), DbError> {
        let mut tx = db.begin().await?;
        sql(LEAVE)
            .bind(self.name)
            .bind(&self.owner)
            .execute(&mut tx)
            .await?;
        tx.commit().await
    }
}
