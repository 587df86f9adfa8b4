//! Which jobs a process takes: a lease on each, and a draw from its bucket.

use scx_kit::{Millis, Time};
use scx_store::{DbError, Many, Tx, Value, many, sql};

use crate::job::ClaimedRow;
use crate::pause::goes_on;
use crate::{Attempt, Lane, bucket};

/// The draw that was reserved for it begins later: it waits in the queue.
const WAIT_FOR_SLOT: Many = many(
    "UPDATE job SET state = 'later', run_at = mine.column2, slot_at = mine.column2,
        attempts = attempts - 1, lease_owner = NULL, lease_until = NULL FROM (VALUES",
    "($, CAST($ AS BIGINT))",
    ") AS mine WHERE job.id = mine.column1",
);

scx_store::statements! {
    CLAIM = concat!("WITH picked AS MATERIALIZED (SELECT id FROM job WHERE state = 'ready' AND lane = $1", goes_on!(), "
            ORDER BY priority, turn, id LIMIT $2)
        UPDATE job SET state = 'running', lease_owner = $3, lease_until = $4, attempts = attempts + 1
        WHERE id IN (SELECT id FROM picked)
        RETURNING id, kind, payload, order_key, attempts, max_attempts, priority, turn, bucket,
            spacing_ms, slot_at");
    CLAIM_LOCKED = concat!("WITH picked AS MATERIALIZED (SELECT id FROM job WHERE state = 'ready' AND lane = $1", goes_on!(), "
            ORDER BY priority, turn, id LIMIT $2 FOR UPDATE SKIP LOCKED)
        UPDATE job SET state = 'running', lease_owner = $3, lease_until = $4, attempts = attempts + 1
        WHERE id IN (SELECT id FROM picked)
        RETURNING id, kind, payload, order_key, attempts, max_attempts, priority, turn, bucket,
            spacing_ms, slot_at");
}

/// The statements of this module, the multi-row one in every size.
pub(crate) fn statements() -> Vec<&'static str> {
    [ALL.to_vec(), WAIT_FOR_SLOT.texts().collect()].concat()
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
    bucket: Option<String>,
    spacing_ms: Option<i64>,
    slot_at: Option<i64>,
}

/// Rounds of a claim: a crowd of jobs that must wait for one bucket is sent
/// back in the first, and makes room for others in the next.
const ROUNDS: usize = 4;

/// Leases up to `limit` jobs of a lane, in their order.
pub(crate) async fn of_lane(
    tx: &mut Tx,
    lane: Lane,
    limit: usize,
    lease: (&str, Time),
) -> Result<Vec<(ClaimedRow, String)>, DbError> {
    let mut claimed = Vec::new();
    for _ in 0..ROUNDS {
        let free = limit - claimed.len();
        if free == 0 {
            return Ok(claimed);
        }
        let rows = lease_rows(tx, lane, free, lease).await?;
        let is_all = rows.len() < free;
        for (row, payload) in with_slots(tx, rows).await? {
            claimed.push((claimed_row(row, lane), payload));
        }
        if is_all {
            return Ok(claimed);
        }
    }
    // There may be more behind those that were sent back.
    tx.ring_after_commit();
    Ok(claimed)
}

async fn lease_rows(
    tx: &mut Tx,
    lane: Lane,
    limit: usize,
    lease: (&str, Time),
) -> Result<Vec<ClaimRow>, DbError> {
    let text = if tx.locks_rows() { CLAIM_LOCKED } else { CLAIM };
    let mut rows = sql(text)
        .bind(lane.name())
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
        .bind(lease.0)
        .bind(lease.1)
        .all::<ClaimRow>(tx)
        .await?;
    rows.sort_by(|a, b| (a.priority, a.turn, &a.id).cmp(&(b.priority, b.turn, &b.id)));
    Ok(rows)
}

/// Reserves a draw for each job that needs one, and sends those back whose
/// draw begins too late to be waited for.
async fn with_slots(
    tx: &mut Tx,
    mut rows: Vec<ClaimRow>,
) -> Result<Vec<(ClaimRow, String)>, DbError> {
    let draws: Vec<(&str, Millis)> = rows
        .iter()
        .filter(|row| row.slot_at.is_none())
        .filter_map(|row| Some((row.bucket.as_deref()?, Millis(row.spacing_ms?))))
        .collect();
    let mut slots = bucket::reserve(tx, &draws).await?.into_iter();
    for row in &mut rows {
        if row.bucket.is_some() && row.spacing_ms.is_some() && row.slot_at.is_none() {
            row.slot_at = slots.next().map(|slot| slot.0);
        }
    }
    let soon = (tx.now() + bucket::PATIENCE).0;
    let (now, later): (Vec<ClaimRow>, Vec<ClaimRow>) = rows
        .into_iter()
        .partition(|row| row.slot_at.is_none_or(|at| at <= soon));
    let waiting = later
        .iter()
        .map(|row| vec![Value::from(&row.id), row.slot_at.into()])
        .collect();
    WAIT_FOR_SLOT.execute(tx, waiting).await?;
    let now = now.into_iter().map(|mut row| {
        let payload = std::mem::take(&mut row.payload);
        (row, payload)
    });
    Ok(now.collect())
}

fn claimed_row(row: ClaimRow, lane: Lane) -> ClaimedRow {
    ClaimedRow {
        attempt: Attempt {
            number: row.attempts,
            is_last: row.attempts >= row.max_attempts,
        },
        id: row.id,
        kind: row.kind,
        lane,
        order_key: row.order_key,
        slot_at: row.slot_at.map(Time),
        holds_its_key: false,
    }
}
