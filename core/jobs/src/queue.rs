//! Rows between their states.

use std::collections::HashSet;

use scx_kit::Time;
use scx_store::{DbError, Many, Tx, Value, many, sql};

use crate::job::{Ack, ClaimedRow};
use crate::pause::goes_on;
use crate::{Lane, Stop, slot};

/// Rows are named together with their owner: a row whose lease ran out belongs
/// to somebody else and must not be touched.
const DELETE_DONE: Many = many(
    "DELETE FROM job WHERE again = FALSE AND (id, lease_owner) IN (VALUES",
    "($, $)",
    ") RETURNING id",
);
const RUN_AGAIN: Many = many(
    "UPDATE job SET state = 'later', again = FALSE, attempts = 0, lease_owner = NULL,
        lease_until = NULL, last_error = NULL, slot_at = NULL WHERE again = TRUE AND (id, lease_owner) IN (VALUES",
    "($, $)",
    ") RETURNING id",
);
/// Only what this process still works on is prolonged: a claim whose commit
/// was reported as failed may have happened all the same, and must run out.
const RENEW: Many = many(
    "UPDATE job SET lease_until = mine.column3 FROM (VALUES",
    "($, $, CAST($ AS BIGINT))",
    ") AS mine WHERE job.id = mine.column1 AND job.lease_owner = mine.column2 AND job.state = 'running'",
);

scx_store::statements! {
    LOCK_LATER = "UPDATE job SET state = state WHERE id = $1 AND state = 'later'";
    SET_STATE = "UPDATE job SET state = $2 WHERE id = $1";
    PUT_BACK = "UPDATE job SET state = 'later', run_at = $3, attempts = attempts - $4, last_error = $5,
        again = FALSE, lease_owner = NULL, lease_until = NULL, slot_at = NULL WHERE id = $1 AND lease_owner = $2";
    /// A wake-up that came while the last attempt ran asks for a fresh one.
    BURY = "UPDATE job SET state = CASE WHEN again THEN 'later' ELSE 'dead' END,
        attempts = CASE WHEN again THEN 0 ELSE attempts END, last_error = $3, again = FALSE,
        lease_owner = NULL, lease_until = NULL WHERE id = $1 AND lease_owner = $2 RETURNING state";
    PROMOTE = "UPDATE job SET state = 'ready' WHERE state = 'later' AND run_at <= $1 AND order_key IS NULL";
    /// Sorted afterwards and not here: SQLite would walk all jobs by their ids to
    /// save itself the sorting.
    DUE_IN_ORDER = "SELECT id, order_key FROM job
        WHERE state = 'later' AND run_at <= $1 AND order_key IS NOT NULL";
    EXPIRED = "SELECT id, order_key FROM job WHERE state = 'running' AND lease_until < $1";
    /// A lost lease says little about the work: processes are killed for other
    /// reasons, and what fails by itself is counted where it fails. So it takes
    /// four times the attempts until work is held to be what kills its process.
    /// A wake-up noted on the row stays noted while the row has attempts left.
    TAKE_BACK = "UPDATE job SET
        state = CASE WHEN attempts < 4 * max_attempts THEN 'ready' WHEN again THEN 'later' ELSE 'dead' END,
        attempts = CASE WHEN again AND attempts >= 4 * max_attempts THEN 0 ELSE attempts END,
        again = (again AND attempts < 4 * max_attempts),
        last_error = 'the lease ran out', lease_owner = NULL, lease_until = NULL, slot_at = NULL
        WHERE id = $1 AND state = 'running' AND lease_until < $2 RETURNING state";
    RELEASE_MINE = "UPDATE job SET state = 'ready', attempts = attempts - 1, lease_owner = NULL,
        lease_until = NULL, slot_at = NULL WHERE lease_owner = $1 AND state = 'running'";
    EXPIRE_ALL = "UPDATE job SET lease_until = 0 WHERE state = 'running'";
    /// What a tick has to do: the oldest of each sort, and the lanes in which work is ready.
    DUE = concat!("SELECT (SELECT MIN(run_at) FROM job WHERE state = 'later') AS later,
        (SELECT MIN(lease_until) FROM job WHERE state = 'running') AS lease,
        (SELECT MIN(next_at) FROM schedule) AS beat,
        EXISTS (SELECT 1 FROM job WHERE state = 'ready' AND lane = 'chat'", goes_on!(), ") AS chat,
        EXISTS (SELECT 1 FROM job WHERE state = 'ready' AND lane = 'send'", goes_on!(), ") AS send,
        EXISTS (SELECT 1 FROM job WHERE state = 'ready' AND lane = 'publish'", goes_on!(), ") AS publish,
        EXISTS (SELECT 1 FROM job WHERE state = 'ready' AND lane = 'media'", goes_on!(), ") AS media,
        EXISTS (SELECT 1 FROM job WHERE state = 'ready' AND lane = 'house'", goes_on!(), ") AS house");
    NEXT_AFTER = "SELECT MIN(at) FROM (
        SELECT MIN(run_at) AS at FROM job WHERE state = 'later' AND run_at > $1
        UNION ALL SELECT MIN(lease_until) + 1 FROM job WHERE state = 'running' AND lease_until >= $1
        UNION ALL SELECT MIN(next_at) FROM schedule WHERE next_at > $1) AS due";
}

/// The statements of this module, the multi-row ones in every size.
pub(crate) fn statements() -> Vec<&'static str> {
    let many = [DELETE_DONE, RUN_AGAIN, RENEW];
    [ALL.to_vec(), many.iter().flat_map(Many::texts).collect()].concat()
}

/// A due job with an order key is ready if it is its turn, else blocked.
pub(crate) async fn line_up(tx: &mut Tx, id: &str, key: &str) -> Result<(), DbError> {
    // Another process may have lined it up, run it and deleted it since it was
    // read; a slot held by a row that is gone would never be free again.
    if sql(LOCK_LATER).bind(id).execute(&mut *tx).await? == 0 {
        return Ok(());
    }
    let state = if slot::take(tx, key, id).await? {
        "ready"
    } else {
        "blocked"
    };
    sql(SET_STATE).bind(id).bind(state).execute(tx).await?;
    Ok(())
}

/// Makes ready what has become due, where it is its turn.
pub(crate) async fn promote(tx: &mut Tx) -> Result<(), DbError> {
    let now = tx.now();
    sql(PROMOTE).bind(now).execute(&mut *tx).await?;
    let mut due = sql(DUE_IN_ORDER)
        .bind(now)
        .all::<(String, String)>(&mut *tx)
        .await?;
    due.sort_unstable();
    for (id, key) in due {
        line_up(tx, &id, &key).await?;
    }
    Ok(())
}

/// A job taken back is ready and keeps its order key, unless that was its last
/// attempt.
pub(crate) async fn take_back(tx: &mut Tx) -> Result<(), DbError> {
    let now = tx.now();
    let mut expired = sql(EXPIRED)
        .bind(now)
        .all::<(String, Option<String>)>(&mut *tx)
        .await?;
    expired.sort_unstable();
    for (id, key) in expired {
        let taken = sql(TAKE_BACK)
            .bind(&id)
            .bind(now)
            .optional::<(String,)>(&mut *tx)
            .await?;
        let Some((state,)) = taken else { continue };
        if state == "dead" {
            tracing::error!(job.id = %id, "a job is dead: its last lease ran out");
        } else {
            tracing::warn!(job.id = %id, "a lease ran out");
        }
        if let (true, Some(key)) = (state != "ready", key) {
            slot::pass_on(tx, &key, &id).await?;
        }
    }
    Ok(())
}

/// Writes down how attempts ended. What the process lost in the meantime is
/// left alone, its order key too: somebody else works on it. True when some of
/// it waits again, and may be due already.
pub(crate) async fn acknowledge(tx: &mut Tx, owner: &str, acks: &[Ack]) -> Result<bool, DbError> {
    let done: Vec<Vec<Value>> = acks
        .iter()
        .filter(|ack| ack.outcome.is_ok())
        .map(|ack| vec![ack.row.id.as_str().into(), owner.into()])
        .collect();
    let mut ended: HashSet<String> = HashSet::new();
    let mut waits = acks.iter().any(|ack| ack.outcome.is_err());
    let deleted = DELETE_DONE.all::<(String,)>(&mut *tx, done.clone()).await?;
    ended.extend(deleted.into_iter().map(|(id,)| id));
    if ended.len() < done.len() {
        let again = RUN_AGAIN.all::<(String,)>(&mut *tx, done).await?;
        waits |= !again.is_empty();
        ended.extend(again.into_iter().map(|(id,)| id));
    }
    for ack in acks {
        let leaves_slot = match &ack.outcome {
            Ok(()) => ended.contains(&ack.row.id),
            Err(stop) => set_aside(tx, owner, &ack.row, stop).await?,
        };
        if let (true, Some(key)) = (leaves_slot, &ack.row.order_key) {
            slot::pass_on(tx, key, &ack.row.id).await?;
        }
    }
    Ok(waits)
}

/// Puts a stopped job back or buries it; true when it gives up its order key.
async fn set_aside(
    tx: &mut Tx,
    owner: &str,
    row: &ClaimedRow,
    stop: &Stop,
) -> Result<bool, DbError> {
    let pause = row.lane.first_pause().0 << (row.attempt.number - 1).clamp(0, 8);
    let jitter = i64::try_from(tx.entropy().number() % 1_000).unwrap_or(0) * pause / 5_000;
    let (until, refunded, why) = match stop {
        Stop::Again { pause: own, why } if !row.attempt.is_last => {
            (tx.now().0 + own.map_or(pause + jitter, |own| own.0), 0, why)
        }
        Stop::Wait { until, why } => (until.0, 1, why),
        Stop::Again { why, .. } | Stop::GiveUp(why) => {
            let buried = sql(BURY).bind(&row.id).bind(owner).bind(why);
            let buried = buried.optional::<(String,)>(tx).await?;
            if buried.as_ref().is_some_and(|(state,)| state == "dead") {
                tracing::error!(job.id = %row.id, job.name = %row.kind, error = %why, "a job is dead");
            }
            return Ok(buried.is_some());
        }
    };
    let put_back = sql(PUT_BACK)
        .bind(&row.id)
        .bind(owner)
        .bind(until)
        .bind(refunded)
        .bind(why)
        .execute(tx)
        .await?;
    Ok(put_back > 0 && !row.holds_its_key)
}

/// Prolongs the leases of the jobs that this process works on.
pub(crate) async fn renew(
    tx: &mut Tx,
    owner: &str,
    until: Time,
    jobs: impl Iterator<Item = &str>,
) -> Result<(), DbError> {
    let rows = jobs.map(|id| vec![id.into(), owner.into(), until.into()]);
    RENEW.execute(tx, rows.collect()).await.map(|_| ())
}

/// Gives back what this process did not finish.
pub(crate) async fn release(tx: &mut Tx, owner: &str) -> Result<(), DbError> {
    sql(RELEASE_MINE).bind(owner).execute(tx).await.map(|_| ())
}

/// Ends every lease: right only where no other process can hold one.
pub(crate) async fn expire_all(tx: &mut Tx) -> Result<(), DbError> {
    sql(EXPIRE_ALL).execute(tx).await.map(|_| ())
}

/// What there is to do, as the database says.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub(crate) struct Due {
    later: Option<i64>,
    lease: Option<i64>,
    beat: Option<i64>,
    chat: bool,
    send: bool,
    publish: bool,
    media: bool,
    house: bool,
}

impl Due {
    /// Whether waiting work has become due.
    pub(crate) fn has_come(&self, now: Time) -> bool {
        self.later.is_some_and(|at| at <= now.0)
    }

    /// Whether a lease has run out.
    pub(crate) fn has_expired(&self, now: Time) -> bool {
        self.lease.is_some_and(|until| until < now.0)
    }

    /// Whether a rhythm beats.
    pub(crate) fn has_beat(&self, now: Time) -> bool {
        self.beat.is_some_and(|at| at <= now.0)
    }

    /// Whether work of a lane is ready.
    pub(crate) fn is_ready(&self, lane: Lane) -> bool {
        match lane {
            Lane::Chat => self.chat,
            Lane::Send => self.send,
            Lane::Publish => self.publish,
            Lane::Media => self.media,
            Lane::House => self.house,
        }
    }

    /// The moment at which something is due; the past when something is ready.
    pub(crate) fn moment(&self) -> Option<Time> {
        let ready = Lane::ALL.iter().any(|lane| self.is_ready(*lane));
        let lease = self.lease.map(|until| until + 1);
        let moments = [ready.then_some(0), self.later, lease, self.beat];
        moments.into_iter().flatten().min().map(Time)
    }
}

/// What there is to do.
pub(crate) async fn due(db: &scx_store::Db) -> Result<Due, DbError> {
    sql(DUE).one(db).await
}

/// The first moment after `now` at which something becomes due.
pub(crate) async fn next_after(db: &scx_store::Db, now: Time) -> Result<Option<Time>, DbError> {
    let (at,): (Option<i64>,) = sql(NEXT_AFTER).bind(now).one(db).await?;
    Ok(at.map(Time))
}
