//! Rows between their states. Nothing else writes the table `job`.

use std::collections::HashMap;

use scx_kit::{Prefix, Time};
use scx_store::{DbError, Many, Tx, Value, many, sql};

use crate::job::{Ack, ClaimedRow};
use crate::{Attempt, Job, Lane, Priority, Stop, slot};

/// Marks the ids of jobs.
pub(crate) struct JobMark;
impl Prefix for JobMark {
    const PREFIX: &'static str = "job";
}

/// One turn in milliseconds: what a job costs its partner in the line.
const TURN_MS: i64 = 100;

/// A wake-up for a job that waits moves it forward; one for a job that runs
/// makes it run once more afterwards. `DO NOTHING` would lose the latter.
const INSERT: Many = many(
    "INSERT INTO job (id, kind, lane, priority, partner, payload, dedupe_key, order_key, state,
        again, run_at, turn, attempts, max_attempts, created_at) VALUES",
    "($, $, $, $, $, $, $, $, $, FALSE, $, $, 0, $, $)",
    "ON CONFLICT (kind, dedupe_key) WHERE state <> 'dead' DO UPDATE SET
        again = (job.again OR job.state = 'running'),
        run_at = CASE WHEN job.state = 'running' AND NOT job.again THEN excluded.run_at
            WHEN excluded.run_at < job.run_at THEN excluded.run_at ELSE job.run_at END,
        state = CASE WHEN job.state = 'later' AND excluded.state = 'ready' THEN 'ready' ELSE job.state END",
);
const TURNS: Many = many(
    "SELECT lane, partner, turn FROM job_turn WHERE (lane, partner) IN (VALUES",
    "($, $)",
    ")",
);
const TAKE_TURNS: Many = many(
    "INSERT INTO job_turn (lane, partner, turn) VALUES",
    "($, $, $)",
    "ON CONFLICT (lane, partner) DO UPDATE SET turn = excluded.turn",
);
/// Rows are named together with their owner: a row whose lease ran out belongs
/// to somebody else and must not be touched.
const DELETE_DONE: Many = many(
    "DELETE FROM job WHERE again = FALSE AND (id, lease_owner) IN (VALUES",
    "($, $)",
    ")",
);
const RUN_AGAIN: Many = many(
    "UPDATE job SET state = 'later', again = FALSE, attempts = 0, lease_owner = NULL,
        lease_until = NULL, last_error = NULL WHERE again = TRUE AND (id, lease_owner) IN (VALUES",
    "($, $)",
    ")",
);

scx_store::statements! {
    SET_STATE = "UPDATE job SET state = $2 WHERE id = $1 AND state IN ('ready', 'later', 'blocked')";
    PUT_BACK = "UPDATE job SET state = 'later', run_at = $3, attempts = attempts - $4, last_error = $5,
        again = FALSE, lease_owner = NULL, lease_until = NULL WHERE id = $1 AND lease_owner = $2";
    BURY = "UPDATE job SET state = 'dead', last_error = $3, again = FALSE, lease_owner = NULL,
        lease_until = NULL WHERE id = $1 AND lease_owner = $2";
    PROMOTE = "UPDATE job SET state = 'ready' WHERE state = 'later' AND run_at <= $1 AND order_key IS NULL";
    DUE_IN_ORDER = "SELECT id, order_key FROM job
        WHERE state = 'later' AND run_at <= $1 AND order_key IS NOT NULL ORDER BY id";
    EXPIRED = "SELECT id, attempts, max_attempts FROM job WHERE state = 'running' AND lease_until < $1";
    TAKE_BACK = "UPDATE job SET state = $3, last_error = 'the lease ran out', again = FALSE,
        lease_owner = NULL, lease_until = NULL WHERE id = $1 AND state = 'running' AND lease_until < $2";
    RENEW = "UPDATE job SET lease_until = $2 WHERE lease_owner = $1 AND state = 'running'";
    RELEASE_MINE = "UPDATE job SET state = 'ready', attempts = attempts - 1, lease_owner = NULL,
        lease_until = NULL WHERE lease_owner = $1 AND state = 'running'";
    RELEASE_ALL = "UPDATE job SET state = 'ready', lease_owner = NULL, lease_until = NULL WHERE state = 'running'";
    NEXT_DUE = "SELECT MIN(at) FROM (
        SELECT CAST(0 AS BIGINT) AS at WHERE EXISTS (SELECT 1 FROM job WHERE state = 'ready')
        UNION ALL SELECT MIN(run_at) FROM job WHERE state = 'later'
        UNION ALL SELECT MIN(lease_until) + 1 FROM job WHERE state = 'running'
        UNION ALL SELECT MIN(next_at) FROM schedule) AS due";
    CLAIM = "WITH picked AS MATERIALIZED (SELECT id FROM job WHERE state = 'ready' AND lane = $1
            ORDER BY priority, turn, id LIMIT $2)
        UPDATE job SET state = 'running', lease_owner = $3, lease_until = $4, attempts = attempts + 1
        WHERE id IN (SELECT id FROM picked)
        RETURNING id, kind, payload, order_key, attempts, max_attempts, priority, turn";
    CLAIM_LOCKED = "WITH picked AS MATERIALIZED (SELECT id FROM job WHERE state = 'ready' AND lane = $1
            ORDER BY priority, turn, id LIMIT $2 FOR UPDATE SKIP LOCKED)
        UPDATE job SET state = 'running', lease_owner = $3, lease_until = $4, attempts = attempts + 1
        WHERE id IN (SELECT id FROM picked)
        RETURNING id, kind, payload, order_key, attempts, max_attempts, priority, turn";
}

/// The statements of this module, the multi-row ones with one row.
pub(crate) fn statements() -> Vec<&'static str> {
    let many = [INSERT, TURNS, TAKE_TURNS, DELETE_DONE, RUN_AGAIN].map(|many| many.text(1));
    [ALL, &many].concat()
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
    insert(tx, jobs.iter().map(|(job, at)| NewJob::of(job, *at)).collect()).await
}

/// A job on its way into the table.
#[derive(Clone, Debug)]
pub(crate) struct NewJob {
    kind: &'static str,
    lane: Lane,
    priority: Priority,
    partner: Option<String>,
    payload: String,
    dedupe_key: Option<String>,
    order_key: Option<String>,
    run_at: Time,
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
            run_at,
        }
    }
}

/// Writes new jobs and rings for those that are due.
pub(crate) async fn insert(tx: &mut Tx, jobs: Vec<NewJob>) -> Result<(), DbError> {
    let now = tx.now();
    let jobs = without_twins(jobs);
    let turns = take_turns(tx, &jobs).await?;
    let mut rows = Vec::with_capacity(jobs.len());
    let mut ordered = Vec::new();
    for (job, turn) in jobs.into_iter().zip(turns) {
        let id = tx.id::<JobMark>().to_string();
        let is_due = job.run_at <= now;
        let state = if is_due && job.order_key.is_none() { "ready" } else { "later" };
        if let (true, Some(key)) = (is_due, &job.order_key) {
            ordered.push((id.clone(), key.clone()));
        }
        rows.push(vec![
            id.into(),
            job.kind.into(),
            job.lane.name().into(),
            job.priority.rank().into(),
            job.partner.into(),
            job.payload.into(),
            job.dedupe_key.into(),
            job.order_key.into(),
            state.into(),
            job.run_at.into(),
            turn.into(),
            job.lane.attempts().into(),
            now.into(),
        ]);
    }
    INSERT.execute(tx, rows).await?;
    for (id, key) in ordered {
        line_up(tx, &id, &key).await?;
    }
    tx.ring_after_commit();
    Ok(())
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

/// Gives every job its turn: jobs without a partner go by their due time.
async fn take_turns(tx: &mut Tx, jobs: &[NewJob]) -> Result<Vec<i64>, DbError> {
    let mut last: HashMap<(&'static str, &str), i64> = jobs
        .iter()
        .filter_map(|job| Some(((job.lane.name(), job.partner.as_deref()?), i64::MIN / 2)))
        .collect();
    let keys = last.keys().map(|&(lane, partner)| vec![lane.into(), partner.into()]).collect();
    for (lane, partner, turn) in TURNS.all::<(String, String, i64)>(&mut *tx, keys).await? {
        let lane = Lane::ALL.into_iter().map(Lane::name).find(|name| *name == lane);
        if let Some(known) = lane.and_then(|lane| known_turn(&mut last, lane, &partner)) {
            *known = turn;
        }
    }
    let mut turns = Vec::with_capacity(jobs.len());
    for job in jobs {
        let place = job.partner.as_deref().and_then(|partner| last.get_mut(&(job.lane.name(), partner)));
        turns.push(match place {
            Some(turn) => {
                *turn = job.run_at.0.max(*turn + TURN_MS);
                *turn
            }
            None => job.run_at.0,
        });
    }
    let rows: Vec<Vec<Value>> = last
        .into_iter()
        .map(|((lane, partner), turn)| vec![lane.into(), partner.into(), turn.into()])
        .collect();
    TAKE_TURNS.execute(tx, rows).await?;
    Ok(turns)
}

fn known_turn<'a>(
    turns: &'a mut HashMap<(&'static str, &str), i64>,
    lane: &'static str,
    partner: &str,
) -> Option<&'a mut i64> {
    turns
        .iter_mut()
        .find(|((known_lane, known), _)| (*known_lane, *known) == (lane, partner))
        .map(|(_, turn)| turn)
}

/// A due job with an order key is ready if it is its turn, else blocked.
async fn line_up(tx: &mut Tx, id: &str, key: &str) -> Result<(), DbError> {
    let state = if slot::take(tx, key, id).await? { "ready" } else { "blocked" };
    sql(SET_STATE).bind(id).bind(state).execute(tx).await?;
    Ok(())
}

/// Makes due what has become due, and takes back what a dead process held.
pub(crate) async fn promote(tx: &mut Tx) -> Result<(), DbError> {
    let now = tx.now();
    sql(PROMOTE).bind(now).execute(&mut *tx).await?;
    for (id, key) in sql(DUE_IN_ORDER).bind(now).all::<(String, String)>(&mut *tx).await? {
        line_up(tx, &id, &key).await?;
    }
    for (id, attempts, most) in sql(EXPIRED).bind(now).all::<(String, i64, i64)>(&mut *tx).await? {
        let state = if attempts >= most { "dead" } else { "ready" };
        sql(TAKE_BACK).bind(&id).bind(now).bind(state).execute(&mut *tx).await?;
        tracing::warn!(job.id = %id, job.state = state, "a lease ran out");
    }
    Ok(())
}

#[derive(sqlx::FromRow)]
struct ClaimRow {
    id: String,
    kind: String,
    payload: String,
    order_key: Option<String>,
    attempts: i64,
    max_attempts: i64,
    priority: i64,
    turn: i64,
}

/// Leases up to `limit` jobs of a lane, in their order.
pub(crate) async fn claim(
    tx: &mut Tx,
    lane: Lane,
    limit: usize,
    lease: (&str, Time),
) -> Result<Vec<(ClaimedRow, String)>, DbError> {
    let text = if tx.locks_rows() { CLAIM_LOCKED } else { CLAIM };
    let mut rows = sql(text)
        .bind(lane.name())
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
        .bind(lease.0)
        .bind(lease.1)
        .all::<ClaimRow>(tx)
        .await?;
    rows.sort_by(|a, b| (a.priority, a.turn, &a.id).cmp(&(b.priority, b.turn, &b.id)));
    let claimed = rows.into_iter().map(|row| {
        let attempt = Attempt {
            number: row.attempts,
            is_last: row.attempts >= row.max_attempts,
        };
        let claimed = ClaimedRow {
            id: row.id,
            kind: row.kind,
            lane,
            attempt,
            order_key: row.order_key,
            holds_its_key: false,
        };
        (claimed, row.payload)
    });
    Ok(claimed.collect())
}

/// Writes down how attempts ended.
pub(crate) async fn acknowledge(tx: &mut Tx, owner: &str, acks: &[Ack]) -> Result<(), DbError> {
    let done: Vec<Vec<Value>> = acks
        .iter()
        .filter(|ack| ack.outcome.is_ok())
        .map(|ack| vec![ack.row.id.as_str().into(), owner.into()])
        .collect();
    if !done.is_empty() {
        let deleted = DELETE_DONE.execute(tx, done.clone()).await?;
        if usize::try_from(deleted).unwrap_or(usize::MAX) < done.len() {
            RUN_AGAIN.execute(tx, done).await?;
        }
    }
    for ack in acks {
        let mut leaves_slot = true;
        if let Err(stop) = &ack.outcome {
            leaves_slot = set_aside(tx, owner, &ack.row, stop).await?;
        }
        if let (true, Some(key)) = (leaves_slot, &ack.row.order_key) {
            slot::pass_on(tx, key, &ack.row.id).await?;
        }
    }
    Ok(())
}

/// Puts a stopped job back or buries it; true when it gives up its order key.
async fn set_aside(tx: &mut Tx, owner: &str, row: &ClaimedRow, stop: &Stop) -> Result<bool, DbError> {
    let pause = row.lane.first_pause().0 << (row.attempt.number - 1).clamp(0, 8);
    let jitter = i64::try_from(tx.entropy().number() % 1_000).unwrap_or(0) * pause / 5_000;
    let (until, refunded, why) = match stop {
        Stop::Again { pause: own, why } if !row.attempt.is_last => {
            (tx.now().0 + own.map_or(pause + jitter, |own| own.0), 0, why)
        }
        Stop::Wait { until, why } => (until.0, 1, why),
        Stop::Again { why, .. } | Stop::GiveUp(why) => {
            tracing::error!(job.id = %row.id, job.name = %row.kind, error = %why, "a job is dead");
            sql(BURY).bind(&row.id).bind(owner).bind(why).execute(tx).await?;
            return Ok(true);
        }
    };
    sql(PUT_BACK)
        .bind(&row.id)
        .bind(owner)
        .bind(until)
        .bind(refunded)
        .bind(why)
        .execute(tx)
        .await?;
    Ok(!row.holds_its_key)
}

/// Prolongs every lease of this process.
pub(crate) async fn renew(tx: &mut Tx, owner: &str, until: Time) -> Result<(), DbError> {
    sql(RENEW).bind(owner).bind(until).execute(tx).await.map(|_| ())
}

/// Gives back what this process did not finish.
pub(crate) async fn release(tx: &mut Tx, owner: &str) -> Result<(), DbError> {
    sql(RELEASE_MINE).bind(owner).execute(tx).await.map(|_| ())
}

/// Takes back every lease: right only where no other process can hold one.
pub(crate) async fn release_all(tx: &mut Tx) -> Result<(), DbError> {
    sql(RELEASE_ALL).execute(tx).await.map(|_| ())
}

/// The moment at which something is due; the past when something is ready.
pub(crate) async fn next_due(db: &scx_store::Db) -> Result<Option<Time>, DbError> {
    let (at,): (Option<i64>,) = sql(NEXT_DUE).one(db).await?;
    Ok(at.map(Time))
}

