//! Send budgets shared by all processes: a vendor's bucket gives one draw per
//! spacing, and at most one second's worth at once.
//!
//! A draw is reserved in the transaction that claims the job. One that begins
//! later than the claim stays on the row, and the job waits for it in the
//! queue instead of holding a place.

use std::collections::BTreeMap;

use scx_kit::{Millis, Time};
use scx_store::{Db, DbError, Many, Tx, Value, many, sql};

/// A bucket of a vendor, from which one draw is taken per spacing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bucket {
    /// Whose budget it is, e.g. a bot's row id.
    pub name: String,
    /// How far apart the draws are.
    pub spacing: Millis,
}

/// A draw that begins this soon is waited for by the one who holds it.
pub(crate) const PATIENCE: Millis = Millis(100);

/// What may be drawn at once after a rest.
const BURST: Millis = Millis::secs(1);

const TAKE: Many = many(
    "INSERT INTO job_bucket (bucket, next_at, taken_ms) VALUES",
    "($, $, $)",
    "ON CONFLICT (bucket) DO UPDATE SET taken_ms = excluded.taken_ms, next_at =
        CASE WHEN job_bucket.next_at + excluded.taken_ms > excluded.next_at
        THEN job_bucket.next_at + excluded.taken_ms ELSE excluded.next_at END
        RETURNING bucket, next_at",
);

scx_store::statements! {
    DRAW_IF_SOON = "UPDATE job_bucket SET taken_ms = $2,
        next_at = CASE WHEN next_at > $3 THEN next_at ELSE $3 END + $2
        WHERE bucket = $1 AND next_at <= $4 RETURNING next_at";
    NEXT_AT = "SELECT next_at FROM job_bucket WHERE bucket = $1";
    HOLD = "INSERT INTO job_bucket (bucket, next_at, taken_ms) VALUES ($1, $2, 0)
        ON CONFLICT (bucket) DO UPDATE SET next_at =
        CASE WHEN job_bucket.next_at > excluded.next_at THEN job_bucket.next_at ELSE excluded.next_at END";
    HOLD_RESERVED = "UPDATE job SET run_at = $2, slot_at = NULL
        WHERE bucket = $1 AND slot_at IS NOT NULL AND state = 'later' AND run_at < $2";
    FORGET = "DELETE FROM job_bucket WHERE next_at < $1";
}

/// The statements of this module, the multi-row one in every size.
pub(crate) fn statements() -> Vec<&'static str> {
    [ALL.to_vec(), TAKE.texts().collect()].concat()
}

/// Reserves one draw for each `(bucket, spacing)`, in their order, and says
/// when it begins; a moment in the past means now.
pub(crate) async fn reserve(tx: &mut Tx, draws: &[(&str, Millis)]) -> Result<Vec<Time>, DbError> {
    // Sorted, so that two transactions never wait for each other's rows.
    let mut spans: BTreeMap<&str, i64> = BTreeMap::new();
    for (bucket, spacing) in draws {
        *spans.entry(bucket).or_default() += spacing.0;
    }
    let since = tx.now() - BURST;
    let rows = spans
        .iter()
        .map(|(bucket, span)| {
            vec![
                Value::from(*bucket),
                (since.0 + span).into(),
                (*span).into(),
            ]
        })
        .collect();
    let ends = TAKE.all::<(String, i64)>(tx, rows).await?;
    let mut next: BTreeMap<String, i64> = ends
        .into_iter()
        .map(|(bucket, end)| {
            let span = spans.get(bucket.as_str()).copied().unwrap_or_default();
            (bucket, end - span)
        })
        .collect();
    let begins = draws.iter().map(|(bucket, spacing)| {
        let at = next.entry((*bucket).to_owned()).or_insert(since.0);
        let begin = Time(*at);
        *at += spacing.0;
        begin
    });
    Ok(begins.collect())
}

impl Bucket {
    /// Draws once more. `Err` is the moment to come back at, where the next
    /// draw begins too late to be waited for; nothing is drawn then.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn draw(&self, db: &Db) -> Result<Result<Time, Time>, DbError> {
        let mut tx = db.begin().await?;
        let now = tx.now();
        let drawn = sql(DRAW_IF_SOON)
            .bind(&self.name)
            .bind(self.spacing.0)
            .bind(now - BURST)
            .bind(now + PATIENCE)
            .optional::<(i64,)>(&mut tx)
            .await?;
        let begin = match drawn {
            Some((end,)) => Ok(Time(end) - self.spacing),
            None => {
                let next = sql(NEXT_AT).bind(&self.name);
                match next.optional::<(i64,)>(&mut tx).await? {
                    Some((at,)) => Err(Time(at)),
                    // The first draw of all.
                    None => Ok(reserve(&mut tx, &[(&self.name, self.spacing)]).await?[0]),
                }
            }
        };
        tx.commit().await?;
        Ok(begin)
    }

    /// Nothing is drawn before `until`: the vendor said so, and every further
    /// attempt would prolong it.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn hold(&self, db: &Db, until: Time) -> Result<(), DbError> {
        let mut tx = db.begin().await?;
        for text in [HOLD, HOLD_RESERVED] {
            sql(text)
                .bind(&self.name)
                .bind(until)
                .execute(&mut tx)
                .await?;
        }
        tx.commit().await
    }
}

/// Forgets buckets that nobody has drawn from since `before`.
pub(crate) async fn forget(tx: &mut Tx, before: Time) -> Result<(), DbError> {
    sql(FORGET).bind(before).execute(tx).await.map(|_| ())
}
