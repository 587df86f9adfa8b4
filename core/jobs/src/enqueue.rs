//! How work gets into the table `job`.

use std::collections::HashMap;

use scx_kit::{Prefix, Time};
use scx_store::{DbError, Many, Tx, Value, many};

use crate::{Bucket, Job, Lane, Priority, queue, turn};

/// Marks the ids of jobs.
pub(crate) struct JobMark;
impl Prefix for JobMark {
    const PREFIX: &'static str = "job";
}

/// A wake-up for a job that waits moves it forward; one for a job that runs
/// makes it run once more afterwards. `DO NOTHING` would lose the latter.
macro_rules! insert {
    ($and_then:literal) => {
        many(
            "INSERT INTO job (id, kind, lane, priority, partner, payload, dedupe_key, order_key, state,
                again, run_at, turn, attempts, max_attempts, created_at, bucket, spacing_ms) VALUES",
            "($, $, $, $, $, $, $, $, $, FALSE, $, $, 0, $, $, $, $)",
            concat!(
                "ON CONFLICT (kind, dedupe_key) WHERE state <> 'dead' DO UPDATE SET
                again = (job.again OR job.state = 'running'),
                run_at = CASE WHEN job.state = 'running' AND NOT job.again THEN excluded.run_at
                    WHEN excluded.run_at < job.run_at THEN excluded.run_at ELSE job.run_at END,
                state = CASE WHEN job.state = 'later' AND excluded.state = 'ready'
                    THEN 'ready' ELSE job.state END",
                $and_then
            ),
        )
    };
}

const INSERT: Many = insert!("");
/// A twin keeps its own row, so the rows as they are now line up.
const INSERT_IN_ORDER: Many = insert!(" RETURNING id, order_key, state, run_at");

/// The statements of this module, in every size.
pub(crate) fn statements() -> Vec<&'static str> {
    INSERT.texts().chain(INSERT_IN_ORDER.texts()).collect()
}

/// Enqueues a job inside the transaction that makes it necessary.
///
/// # Errors
/// [`DbError`].
pub async fn enqueue<J: Job>(tx: &mut Tx, job: &J) -> Result<(), DbError> {
    let now = tx.now();
    enqueue_at(tx, job, now).await
}

/// Enqueues a job that is not to run before `at`.
///
/// # Errors
/// [`DbError`].
pub async fn enqueue_at<J: Job>(tx: &mut Tx, job: &J, at: Time) -> Result<(), DbError> {
    insert(tx, vec![NewJob::of(job, at)]).await
}

/// Enqueues many jobs with few statements.
///
/// # Errors
/// [`DbError`].
pub async fn enqueue_many<J: Job>(tx: &mut Tx, jobs: &[(J, Time)]) -> Result<(), DbError> {
    insert(
        tx,
        jobs.iter().map(|(job, at)| NewJob::of(job, *at)).collect(),
    )
    .await
}

/// A job on its way into the table.
#[derive(Clone, Debug)]
pub(crate) struct NewJob {
    kind: &'static str,
    pub(crate) lane: Lane,
    priority: Priority,
    pub(crate) partner: Option<String>,
    payload: String,
    dedupe_key: Option<String>,
    order_key: Option<String>,
    bucket: Option<Bucket>,
    pub(crate) run_at: Time,
}

impl NewJob {
    pub(crate) fn of<J: Job>(job: &J, run_at: Time) -> Self {
        Self {
            kind: J::NAME,
            lane: J::LANE,
            priority: J::PRIORITY,
            partner: job.partner(),
            payload: serde_json::to_string(job).expect("a job is plain data"),
            dedupe_key: job.once().map(|key| key.0),
            order_key: job.in_order().map(|key| format!("{}|{}", J::NAME, key.0)),
            bucket: job.bucket(),
            run_at,
        }
    }
}

/// Writes new jobs and rings for those that are due.
pub(crate) async fn insert(tx: &mut Tx, jobs: Vec<NewJob>) -> Result<(), DbError> {
    let now = tx.now();
    let jobs = without_twins(jobs);
    let turns = turn::take(tx, &jobs);
    let is_in_order = jobs.iter().any(|job| job.order_key.is_some());
    let mut rows = Vec::with_capacity(jobs.len());
    for (job, turn) in jobs.into_iter().zip(turns) {
        let is_ready = job.run_at <= now && job.order_key.is_none();
        rows.push(vec![
            tx.id::<JobMark>().into(),
            job.kind.into(),
            job.lane.name().into(),
            job.priority.rank().into(),
            job.partner.into(),
            job.payload.into(),
            job.dedupe_key.into(),
            job.order_key.into(),
            if is_ready { "ready" } else { "later" }.into(),
            job.run_at.into(),
            turn.into(),
            job.lane.attempts().into(),
            now.into(),
            job.bucket.as_ref().map(|bucket| &*bucket.name).into(),
            job.bucket.as_ref().map(|bucket| bucket.spacing.0).into(),
        ]);
    }
    if is_in_order {
        line_up(tx, rows).await?;
    } else {
        INSERT.execute(tx, rows).await?;
    }
    tx.ring_after_commit();
    Ok(())
}

async fn line_up(tx: &mut Tx, rows: Vec<Vec<Value>>) -> Result<(), DbError> {
    let mut written = INSERT_IN_ORDER.all::<WrittenRow>(&mut *tx, rows).await?;
    written.sort_by(|a, b| a.id.cmp(&b.id));
    for row in written {
        if let (Some(key), "later", true) =
            (&row.order_key, row.state.as_str(), row.run_at <= tx.now().0)
        {
            queue::line_up(tx, &row.id, key).await?;
        }
    }
    Ok(())
}

#[derive(sqlx::FromRow)]
struct WrittenRow {
    id: String,
    order_key: Option<String>,
    state: String,
    run_at: i64,
}

/// Two rows with one dedupe key in one statement would be refused.
fn without_twins(jobs: Vec<NewJob>) -> Vec<NewJob> {
    let mut kept: Vec<NewJob> = Vec::with_capacity(jobs.len());
    let mut places: HashMap<(&'static str, String), usize> = HashMap::new();
    for job in jobs {
        if let Some(key) = &job.dedupe_key {
            if let Some(&place) = places.get(&(job.kind, key.clone())) {
                kept[place].run_at = kept[place].run_at.min(job.run_at);
                continue;
            }
            places.insert((job.kind, key.clone()), kept.len());
        }
        kept.push(job);
    }
    kept
}
