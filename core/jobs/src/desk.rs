//! What a person may do with jobs: look, retry, cancel.

use scx_store::{Db, DbError, Tx, sql};

use crate::slot;

scx_store::statements! {
    LIST = "SELECT id, kind, lane, state, partner, attempts, max_attempts, run_at, last_error, payload
        FROM job WHERE (CAST($1 AS TEXT) IS NULL OR state = $1) ORDER BY created_at DESC, id DESC LIMIT $2";
    SHOW = "SELECT id, kind, lane, state, partner, attempts, max_attempts, run_at, last_error, payload
        FROM job WHERE id = $1";
    RETRY = "UPDATE job SET state = 'later', run_at = $2, attempts = 0 WHERE id = $1 AND state IN ('dead', 'later')";
    ORDER_KEY = "SELECT order_key FROM job WHERE id = $1";
    CANCEL = "DELETE FROM job WHERE id = $1 AND state <> 'running'";
}

/// A job as a person sees it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct JobRow {
    /// Its id.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// Its lane.
    pub lane: String,
    /// later, ready, blocked, running or dead.
    pub state: String,
    /// Whose it is.
    pub partner: Option<String>,
    /// Attempts made.
    pub attempts: i64,
    /// Attempts allowed.
    pub max_attempts: i64,
    /// Not before this moment, Unix milliseconds.
    pub run_at: i64,
    /// What stopped the last attempt.
    pub last_error: Option<String>,
    /// Its data: ids only.
    pub payload: String,
}

/// The newest jobs, of one state or of all.
///
/// # Errors
/// [`DbError`].
pub async fn list(db: &Db, state: Option<&str>, limit: u32) -> Result<Vec<JobRow>, DbError> {
    sql(LIST).bind(state).bind(limit).all(db).await
}

/// One job.
///
/// # Errors
/// [`DbError`].
pub async fn show(db: &Db, id: &str) -> Result<Option<JobRow>, DbError> {
    sql(SHOW).bind(id).optional(db).await
}

/// Gives a dead or waiting job a fresh set of attempts, from now on. False
/// when there is no such job.
///
/// # Errors
/// [`DbError::Unique`] when a twin of a dead job is queued already.
pub async fn retry(tx: &mut Tx, id: &str) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = sql(RETRY).bind(id).bind(now).execute(&mut *tx).await?;
    tx.ring_after_commit();
    Ok(changed > 0)
}

/// Removes a job that does not run. False when there is none.
///
/// # Errors
/// [`DbError`].
pub async fn cancel(tx: &mut Tx, id: &str) -> Result<bool, DbError> {
    let key = sql(ORDER_KEY)
        .bind(id)
        .optional::<(Option<String>,)>(&mut *tx)
        .await?;
    let deleted = sql(CANCEL).bind(id).execute(&mut *tx).await?;
    if let (true, Some((Some(key),))) = (deleted > 0, key) {
        slot::pass_on(tx, &key, id).await?;
        tx.ring_after_commit();
    }
    Ok(deleted > 0)
}
