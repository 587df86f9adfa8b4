//! What a person may do with jobs: look, retry, cancel.

use scx_store::{DbError, On, Tx, sql};

use crate::pause::goes_on;
use crate::{Lane, slot};

scx_store::statements! {
    LIST = "SELECT id, kind, lane, state, partner, attempts, max_attempts, run_at, last_error, payload
        FROM job WHERE (CAST($1 AS TEXT) IS NULL OR state = $1
            OR ($1 = 'waiting' AND state IN ('later', 'ready', 'blocked')))
        AND (CAST($2 AS TEXT) IS NULL OR lane = $2) AND (CAST($3 AS TEXT) IS NULL OR partner = $3)
        ORDER BY created_at DESC, id DESC LIMIT $4 OFFSET $5";
    SHOW = "SELECT id, kind, lane, state, partner, attempts, max_attempts, run_at, last_error, payload
        FROM job WHERE id = $1";
    RETRY = "UPDATE job SET state = 'later', run_at = $2, attempts = 0 WHERE id = $1 AND state IN ('dead', 'later')";
    /// Of dead twins the newest, and none that was queued again since.
    RETRY_KIND = "UPDATE job SET state = 'later', run_at = $2, attempts = 0 WHERE state = 'dead' AND kind = $1
        AND NOT EXISTS (SELECT 1 FROM job AS twin WHERE twin.kind = job.kind AND twin.dedupe_key = job.dedupe_key
            AND (twin.state <> 'dead' OR twin.id > job.id))";
    DEAD_KINDS = "SELECT kind, COUNT(*) AS count, MAX(id) AS newest FROM job WHERE state = 'dead'
        GROUP BY kind ORDER BY kind";
    HEAD = concat!("SELECT id FROM job WHERE state = 'ready' AND lane = $1", goes_on!(), "
        ORDER BY priority, turn, id LIMIT 1");
    ORDER_KEY = "SELECT order_key FROM job WHERE id = $1";
    CANCEL = "DELETE FROM job WHERE id = $1 AND state <> 'running'";
}

/// Which jobs are looked at; nothing set means all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// A state, or `waiting` for all in which a job is neither run nor given up.
    pub state: Option<String>,
    /// A lane.
    pub lane: Option<Lane>,
    /// Whose.
    pub partner: Option<String>,
}

impl Wanted {
    /// Those in a state.
    pub fn in_state(state: &str) -> Self {
        Self {
            state: Some(state.to_owned()),
            ..Self::default()
        }
    }
}

/// Jobs of one kind that were given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadKind {
    /// The kind.
    pub kind: String,
    /// How many.
    pub count: i64,
    /// What stopped the newest.
    pub last_error: String,
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

/// The newest jobs of those that are wanted: so many, after so many.
///
/// # Errors
/// [`DbError`].
pub async fn list(
    on: impl Into<On<'_>>,
    wanted: &Wanted,
    (count, skip): (u32, u32),
) -> Result<Vec<JobRow>, DbError> {
    sql(LIST)
        .bind(wanted.state.as_deref())
        .bind(wanted.lane.map(Lane::name))
        .bind(wanted.partner.as_deref())
        .bind(count)
        .bind(skip)
        .all(on)
        .await
}

/// One job.
///
/// # Errors
/// [`DbError`].
pub async fn show(on: impl Into<On<'_>>, id: &str) -> Result<Option<JobRow>, DbError> {
    sql(SHOW).bind(id).optional(on).await
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

/// Gives all dead jobs of a kind a fresh set of attempts; says how many.
///
/// # Errors
/// [`DbError`].
pub async fn retry_kind(tx: &mut Tx, kind: &str) -> Result<u64, DbError> {
    let now = tx.now();
    let retried = sql(RETRY_KIND).bind(kind).bind(now);
    let retried = retried.execute(&mut *tx).await?;
    tx.ring_after_commit();
    Ok(retried)
}

/// The kinds of jobs that were given up.
///
/// # Errors
/// [`DbError`].
pub async fn dead_kinds(tx: &mut Tx) -> Result<Vec<DeadKind>, DbError> {
    let rows = sql(DEAD_KINDS)
        .all::<(String, i64, String)>(&mut *tx)
        .await?;
    let mut kinds = Vec::new();
    for (kind, count, newest) in rows {
        let newest = show(&mut *tx, &newest).await?;
        kinds.push(DeadKind {
            kind,
            count,
            last_error: newest.and_then(|job| job.last_error).unwrap_or_default(),
        });
    }
    Ok(kinds)
}

/// The job that is claimed next in each lane in which one is ready. The same one
/// for minutes means that the lane makes no progress.
///
/// # Errors
/// [`DbError`].
pub async fn heads(tx: &mut Tx) -> Result<Vec<(Lane, String)>, DbError> {
    let mut heads = Vec::new();
    for lane in Lane::ALL {
        let head = sql(HEAD).bind(lane.name());
        if let Some((id,)) = head.optional::<(String,)>(&mut *tx).await? {
            heads.push((lane, id));
        }
    }
    Ok(heads)
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
