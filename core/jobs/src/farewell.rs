//! What the queue holds of one partner, for the day the partner is erased.

use scx_store::{DbError, Export, Holding, On, Tx, sql};

use crate::desk::cancel;

scx_store::statements! {
    RUNNING = "SELECT id FROM job WHERE partner = $1 AND state = 'running' LIMIT 1";
    WAITING = "SELECT id FROM job WHERE partner = $1 AND state <> 'running' ORDER BY id LIMIT 100";
}

/// The tables of the queue that hold rows of partners. Jobs are no rows to
/// delete but work to cancel: [`cancel_all_of`].
pub const HOLDINGS: &[Holding] = &[
    Holding {
        table: "job",
        erase: &[],
        export: Export::Left("work in progress: it holds ids of the rows that are exported"),
    },
    Holding {
        table: "job_turn",
        erase: &["DELETE FROM job_turn WHERE partner = $1
            AND lane IN ('chat', 'send', 'publish', 'media', 'house')"],
        export: Export::Left("whose turn it is in the queue: nothing about the partner"),
    },
    Holding {
        table: "job_pause",
        erase: &["DELETE FROM job_pause WHERE what = 'partner' AND name = $1"],
        export: Export::Left("whether the house lets the work rest"),
    },
];

/// Whether any work of a partner runs at this moment.
///
/// # Errors
/// [`DbError`].
pub async fn works_for(on: impl Into<On<'_>>, partner: &str) -> Result<bool, DbError> {
    let found = sql(RUNNING).bind(partner).optional::<(String,)>(on).await?;
    Ok(found.is_some())
}

/// Cancels what waits or lies dead of a partner, a short batch of it. False
/// when nothing was left.
///
/// # Errors
/// [`DbError`].
pub async fn cancel_all_of(tx: &mut Tx, partner: &str) -> Result<bool, DbError> {
    let jobs = sql(WAITING)
        .bind(partner)
        .all::<(String,)>(&mut *tx)
        .await?;
    for (id,) in &jobs {
        cancel(tx, id).await?;
    }
    Ok(!jobs.is_empty())
}
