//! One holder per order key. The slot row is locked while it changes hands; a
//! claim that merely looked for running jobs was measured to run three at once.

use scx_store::{DbError, Tx, sql};

scx_store::statements! {
    TAKE = "INSERT INTO job_slot (order_key, holder) VALUES ($1, $2)
        ON CONFLICT (order_key) DO UPDATE SET holder = job_slot.holder RETURNING holder";
    LOCK = "UPDATE job_slot SET holder = holder WHERE order_key = $1 AND holder = $2";
    FIRST_BLOCKED = "SELECT id FROM job WHERE state = 'blocked' AND order_key = $1 ORDER BY id LIMIT 1";
    HAND_OVER = "UPDATE job_slot SET holder = $2 WHERE order_key = $1";
    UNBLOCK = "UPDATE job SET state = 'ready' WHERE id = $1 AND state = 'blocked'";
    FREE = "DELETE FROM job_slot WHERE order_key = $1";
}

/// Takes the slot for `job`; false when another job holds it.
pub(crate) async fn take(tx: &mut Tx, order_key: &str, job: &str) -> Result<bool, DbError> {
    let (holder,): (String,) = sql(TAKE).bind(order_key).bind(job).one(tx).await?;
    Ok(holder == job)
}

/// Hands the slot on to the job that waits longest, if `job` holds it.
pub(crate) async fn pass_on(tx: &mut Tx, order_key: &str, job: &str) -> Result<(), DbError> {
    let is_held = sql(LOCK)
        .bind(order_key)
        .bind(job)
        .execute(&mut *tx)
        .await?
        > 0;
    if !is_held {
        return Ok(());
    }
    while let Some((id,)) = sql(FIRST_BLOCKED)
        .bind(order_key)
        .optional::<(String,)>(&mut *tx)
        .await?
    {
        // One that is cancelled at this very moment must not inherit the slot.
        if sql(UNBLOCK).bind(&id).execute(&mut *tx).await? > 0 {
            sql(HAND_OVER).bind(order_key).bind(&id).execute(tx).await?;
            return Ok(());
        }
    }
    sql(FREE).bind(order_key).execute(tx).await?;
    Ok(())
}
