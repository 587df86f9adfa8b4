//! What an admin does with jobs.

use scx_jobs::Paused;
use scx_store::{DbError, Tx};

use crate::admins::{Permit, Right};
use crate::audit::{self, Act, Author};
use crate::{Error, Refusal};

/// Reasons longer than this are cut.
const REASON_CHARS: usize = 300;

/// Gives a job that was given up, or waits, a fresh set of attempts.
///
/// # Errors
/// A refusal where it is gone, runs, or was queued again since.
pub async fn retry(tx: &mut Tx, permit: &Permit, id: &str) -> Result<(), Error> {
    let author = permit.of(Right::Operate)?.author();
    let job = of(tx, id).await?;
    match scx_jobs::retry(tx, id).await {
        Ok(true) => {}
        Ok(false) => return Err(Refusal::new("job-runs").into()),
        Err(DbError::Unique) => return Err(Refusal::new("job-has-twin").into()),
        Err(error) => return Err(error.into()),
    }
    written(tx, &author, "job.retried", &job).await
}

/// Gives all jobs of a kind that were given up a fresh set of attempts; says how many.
///
/// # Errors
/// A refusal where there is none.
pub async fn retry_kind(tx: &mut Tx, permit: &Permit, kind: &str) -> Result<u64, Error> {
    let author = permit.of(Right::Operate)?.author();
    let retried = scx_jobs::retry_kind(tx, kind).await?;
    if retried == 0 {
        return Err(Refusal::new("job-gone").into());
    }
    let act = Act {
        act: "job.retried",
        target: format!("{kind} × {retried}"),
        ..Act::default()
    };
    audit::write(tx, &author, act).await?;
    Ok(retried)
}

/// Removes a job that does not run.
///
/// # Errors
/// A refusal where it is gone or runs.
pub async fn cancel(tx: &mut Tx, permit: &Permit, id: &str) -> Result<(), Error> {
    let author = permit.of(Right::Operate)?.author();
    let job = of(tx, id).await?;
    if !scx_jobs::cancel(tx, id).await? {
        return Err(Refusal::new("job-runs").into());
    }
    written(tx, &author, "job.cancelled", &job).await
}

/// Lets the work of a lane or of a partner rest.
///
/// # Errors
/// A refusal without a reason, and where it rests already.
pub async fn pause(
    tx: &mut Tx,
    permit: &Permit,
    whose: &Paused,
    reason: &str,
) -> Result<(), Error> {
    let author = permit.of(Right::Operate)?.author();
    let reason: String = reason.trim().chars().take(REASON_CHARS).collect();
    if reason.is_empty() {
        return Err(Refusal::new("reason-needed").into());
    }
    if !scx_jobs::pause(tx, whose).await? {
        return Err(Refusal::new("work-rests-already").into());
    }
    let act = Act {
        reason,
        ..about("work.paused", whose)
    };
    Ok(audit::write(tx, &author, act).await?)
}

/// Lets it go on.
///
/// # Errors
/// A refusal where it does not rest.
pub async fn resume(tx: &mut Tx, permit: &Permit, whose: &Paused) -> Result<(), Error> {
    let author = permit.of(Right::Operate)?.author();
    if !scx_jobs::resume(tx, whose).await? {
        return Err(Refusal::new("work-goes-on").into());
    }
    Ok(audit::write(tx, &author, about("work.resumed", whose)).await?)
}

fn about(act: &'static str, whose: &Paused) -> Act {
    match whose {
        Paused::Lane(lane) => Act {
            act,
            target: lane.name().to_owned(),
            ..Act::default()
        },
        Paused::Partner(partner) => Act {
            act,
            partner: Some(partner.clone()),
            ..Act::default()
        },
    }
}

async fn of(tx: &mut Tx, id: &str) -> Result<scx_jobs::JobRow, Error> {
    let job = scx_jobs::show(&mut *tx, id).await?;
    Ok(job.ok_or_else(|| Refusal::new("job-gone"))?)
}

async fn written(
    tx: &mut Tx,
    author: &Author,
    act: &'static str,
    job: &scx_jobs::JobRow,
) -> Result<(), Error> {
    let act = Act {
        act,
        partner: job.partner.clone(),
        target: job.kind.clone(),
        before: job.state.clone(),
        ..Act::default()
    };
    Ok(audit::write(tx, author, act).await?)
}
