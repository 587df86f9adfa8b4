//! Changes of what a partner has, each written down with who and why.

use scx_kit::Time;
use scx_store::{DbError, On, Tx};

use super::model::{Cause, Change, Chosen, Event};
use super::{catalogue, jobs, rules, sql};
use crate::accounts::{self, PartnerId};
use crate::admins::{Permit, Right};
use crate::audit::{self, Act};
use crate::{Arg, Error, Refusal, notify};

/// The longest gift: ten years.
const MOST_DAYS: i64 = 3_660;

/// Changes what a partner has, and gives its new end. An end that has passed
/// already counts as now, so that an expired plan comes back to life.
///
/// # Errors
/// [`DbError`].
pub async fn change(tx: &mut Tx, partner: PartnerId, change: &Change) -> Result<Time, DbError> {
    accounts::hold(tx, partner).await?;
    let known = catalogue(tx).await?;
    let before = accounts::partner(&mut *tx, partner).await?;
    let now = tx.now();
    let until = rules::extended(&before, &known, &change.chosen, change.days, now);
    accounts::set_plan(
        tx,
        partner,
        (&change.chosen.tier, change.chosen.with_ai),
        until,
    )
    .await?;
    // Another plan has other limits: what was used up is counted anew.
    accounts::set_spent(tx, partner, (Time(0), Time(0))).await?;
    sql::insert_event(tx, partner, change, (rules::end(&before), until)).await?;
    jobs::plan_endings(tx, partner, until, false).await?;
    Ok(until)
}

/// What changed for a partner, newest first.
///
/// # Errors
/// [`DbError`].
pub async fn events(on: impl Into<On<'_>>, partner: PartnerId) -> Result<Vec<Event>, DbError> {
    sql::events(on, partner).await
}

/// The change of a kind that gave a partner days for a reason, where there is one
/// such at most.
///
/// # Errors
/// [`DbError`].
pub async fn given(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    (cause, reason): (Cause, &str),
) -> Result<Option<Event>, DbError> {
    sql::given(on, partner, (cause, reason)).await
}

/// An admin gives days of a tier.
///
/// # Errors
/// A refusal for days out of range, an unknown tier and a missing reason.
pub async fn give(
    tx: &mut Tx,
    permit: &Permit,
    partner: PartnerId,
    (chosen, days, reason): (&Chosen, i64, &str),
) -> Result<Time, Error> {
    let known = catalogue(tx).await?;
    let tier = known.tier(&chosen.tier);
    if !tier.is_some_and(|tier| tier.kind == super::TierKind::Plan) {
        return Err(Refusal::new("plan-not-offered").into());
    }
    if !(1..=MOST_DAYS).contains(&days) {
        return Err(Refusal::new("days-wrong").into());
    }
    let until = by_hand(tx, permit, partner, (chosen, days, Cause::Gift, reason)).await?;
    let args = vec![
        ("days".to_owned(), Arg::Number(days)),
        ("until".to_owned(), Arg::Moment(until.0)),
    ];
    notify::tell(tx, partner, "plan-given", args).await?;
    Ok(until)
}

/// An admin takes days away; the end is never before now.
///
/// # Errors
/// A refusal where there is no plan to take from.
pub async fn take(
    tx: &mut Tx,
    permit: &Permit,
    partner: PartnerId,
    (days, reason): (i64, &str),
) -> Result<Time, Error> {
    if !(1..=MOST_DAYS).contains(&days) {
        return Err(Refusal::new("days-wrong").into());
    }
    let known = accounts::partner(&mut *tx, partner).await?;
    let held = rules::held(&known, tx.now()).ok_or_else(|| Refusal::new("plan-none-to-take"))?;
    let until = by_hand(tx, permit, partner, (&held, -days, Cause::Taken, reason)).await?;
    let args = vec![("until".to_owned(), Arg::Moment(until.0))];
    notify::tell(tx, partner, "plan-taken", args).await?;
    Ok(until)
}

/// A moment in the log: UTC, to the minute.
fn shown(moment: Time) -> String {
    let utc = chrono::DateTime::from_timestamp_millis(moment.0).unwrap_or_default();
    utc.format("%Y-%m-%d %H:%M").to_string()
}

async fn by_hand(
    tx: &mut Tx,
    permit: &Permit,
    partner: PartnerId,
    (chosen, days, cause, reason): (&Chosen, i64, Cause, &str),
) -> Result<Time, Error> {
    let admin = permit.of(Right::ChangePlan)?.clone();
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Refusal::new("reason-needed").into());
    }
    let before = rules::end(&accounts::partner(&mut *tx, partner).await?);
    let done = Change {
        chosen: chosen.clone(),
        days,
        cause,
        by: admin.telegram_user.to_string(),
        reason: reason.chars().take(300).collect(),
    };
    let until = change(tx, partner, &done).await?;
    let act = Act {
        act: "plan.changed",
        partner: Some(partner.to_string()),
        target: format!("{} {days:+}", chosen.tier),
        before: shown(before),
        after: shown(until),
        reason: done.reason,
    };
    audit::write(tx, &admin.author(), act).await?;
    Ok(until)
}
