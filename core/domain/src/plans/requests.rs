//! Requests for a plan, from the partner's tap to an admin's word.

use scx_store::{DbError, On, Tx};

use super::model::{
    Cause, Change, Offer, ReadyReason, RejectReason, Request, RequestId, RequestState,
};
use super::{Period, REQUEST_CARD, catalogue, events, rules, sql};
use crate::accounts::{self, PartnerId};
use crate::admins::{Permit, Right};
use crate::audit::{self, Act};
use crate::{Arg, Error, Refusal, notify};

/// Requests of a page.
pub const PAGE: i64 = 6;

/// Reasons longer than this are cut.
const REASON_CHARS: usize = 300;

/// Asks the admins for a plan.
///
/// # Errors
/// A refusal while an earlier request waits.
pub async fn ask(
    tx: &mut Tx,
    partner: PartnerId,
    offer: &Offer,
    coupon: Option<&str>,
) -> Result<RequestId, Error> {
    if sql::open_of(&mut *tx, partner).await?.is_some() {
        return Err(Refusal::new("plan-request-waits").into());
    }
    let request = Request {
        id: tx.id(),
        partner,
        tier: offer.tier.id.clone(),
        with_ai: offer.with_ai,
        period: offer.period.id.clone(),
        days: offer.period.days,
        list_tiyin: offer.list,
        due_tiyin: offer.due,
        coupon: coupon.map(str::to_owned),
        state: RequestState::Open,
        decided_by: None,
        decided_name: None,
        decided_at: None,
        reason: None,
        created_at: tx.now(),
    };
    sql::insert_request(tx, &request).await?;
    redraw(tx, request.id).await?;
    Ok(request.id)
}

/// Takes a request back that nobody has decided yet.
///
/// # Errors
/// A refusal when it is decided already.
pub async fn withdraw(tx: &mut Tx, partner: PartnerId) -> Result<RequestId, Error> {
    let id = sql::withdraw(tx, partner).await?;
    let id = id.ok_or_else(|| Refusal::new("plan-request-decided"))?;
    redraw(tx, id).await?;
    Ok(id)
}

/// The request of a partner that waits.
///
/// # Errors
/// [`DbError`].
pub async fn open_request(
    on: impl Into<On<'_>>,
    partner: PartnerId,
) -> Result<Option<Request>, DbError> {
    sql::open_of(on, partner).await
}

/// A request.
///
/// # Errors
/// [`DbError::Missing`].
pub async fn request(on: impl Into<On<'_>>, id: RequestId) -> Result<Request, DbError> {
    sql::request(on, id).await
}

/// The newest requests of a partner.
///
/// # Errors
/// [`DbError`].
pub async fn requests_of(
    on: impl Into<On<'_>>,
    partner: PartnerId,
) -> Result<Vec<Request>, DbError> {
    sql::requests_of(on, partner).await
}

/// A page of requests that wait, oldest first.
///
/// # Errors
/// [`DbError`].
pub async fn pending(on: impl Into<On<'_>>, page: i64) -> Result<Vec<Request>, DbError> {
    sql::pending(on, page).await
}

/// How many requests wait.
///
/// # Errors
/// [`DbError`].
pub async fn pending_count(on: impl Into<On<'_>>) -> Result<i64, DbError> {
    sql::pending_count(on).await
}

/// What an approval comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// The period that is given.
    pub period: Period,
    /// What is to be paid for it, at the prices of the request where the period
    /// is the one that was asked for.
    pub due: scx_kit::Tiyin,
    /// Until when the partner then has the plan.
    pub until: scx_kit::Time,
}

/// What approving a request for a period would come to.
///
/// # Errors
/// A refusal when the period is not sold.
pub async fn preview(tx: &mut Tx, request: &Request, period: &str) -> Result<Approval, Error> {
    let known = catalogue(tx).await?;
    let gone = || Refusal::new("plan-not-offered");
    let found = known.period(period).ok_or_else(gone)?.clone();
    let is_asked = found.id == request.period && found.days == request.days;
    let due = match is_asked {
        true => request.due_tiyin,
        false => known.cost(&request.chosen(), period).ok_or_else(gone)?,
    };
    let partner = accounts::partner(&mut *tx, request.partner).await?;
    let now = tx.now();
    let until = rules::extended(&partner, &known, &request.chosen(), found.days, now);
    Ok(Approval {
        period: found,
        due,
        until,
    })
}

/// Says yes. The first of two admins wins; the second is told who that was.
///
/// # Errors
/// A refusal when it is decided already.
pub async fn approve(
    tx: &mut Tx,
    permit: &Permit,
    id: RequestId,
    period: &str,
) -> Result<Approval, Error> {
    let admin = permit.of(Right::DecideRequests)?.clone();
    let request = decide(tx, permit, id, (RequestState::Approved, None)).await?;
    let approval = preview(tx, &request, period).await?;
    sql::set_period(tx, id, &approval.period, approval.due).await?;
    let change = Change {
        chosen: request.chosen(),
        days: approval.period.days,
        cause: Cause::Granted,
        by: admin.telegram_user.to_string(),
        reason: id.to_string(),
    };
    let until = events::change(tx, request.partner, &change).await?;
    let act = Act {
        act: "request.approved",
        partner: Some(request.partner.to_string()),
        target: id.to_string(),
        after: format!("{} {}", request.tier, approval.period.id),
        ..Act::default()
    };
    audit::write(tx, &admin.author(), act).await?;
    let args = vec![("until".to_owned(), Arg::Moment(until.0))];
    notify::tell(tx, request.partner, "plan-approved", args).await?;
    Ok(Approval { until, ..approval })
}

/// Says no, and why.
///
/// # Errors
/// A refusal when it is decided already.
pub async fn reject(
    tx: &mut Tx,
    permit: &Permit,
    id: RequestId,
    reason: &RejectReason,
) -> Result<(), Error> {
    let admin = permit.of(Right::DecideRequests)?.clone();
    let (key, reason) = match reason {
        RejectReason::Ready(ready) => (rejected(*ready), ready.name().to_owned()),
        RejectReason::Typed(text) => {
            let text: String = text.trim().chars().take(REASON_CHARS).collect();
            if text.is_empty() {
                return Err(Refusal::new("reason-needed").into());
            }
            ("plan-rejected", text)
        }
    };
    let request = decide(tx, permit, id, (RequestState::Rejected, Some(&reason))).await?;
    let act = Act {
        act: "request.rejected",
        partner: Some(request.partner.to_string()),
        target: id.to_string(),
        after: request.tier,
        reason: reason.clone(),
        ..Act::default()
    };
    audit::write(tx, &admin.author(), act).await?;
    let args = vec![("reason".to_owned(), Arg::Text(reason))];
    Ok(notify::tell(tx, request.partner, key, args).await?)
}

/// What the partner is told for a ready reason.
fn rejected(reason: ReadyReason) -> &'static str {
    match reason {
        ReadyReason::Unpaid => "plan-rejected-unpaid",
        ReadyReason::Unreachable => "plan-rejected-unreachable",
        ReadyReason::Duplicate => "plan-rejected-duplicate",
        ReadyReason::Terms => "plan-rejected-terms",
    }
}

/// Moves an open request on; whoever comes second is told who was first.
async fn decide(
    tx: &mut Tx,
    permit: &Permit,
    id: RequestId,
    (state, reason): (RequestState, Option<&str>),
) -> Result<Request, Error> {
    let admin = permit.admin();
    let decided = sql::decide(tx, id, admin, (state, reason)).await?;
    if !decided {
        let request = sql::request(&mut *tx, id).await?;
        let who = request.decided_name.filter(|name| !name.is_empty());
        let refusal = match who {
            Some(who) => Refusal::new("request-decided").with("who", who),
            None => Refusal::new("request-withdrawn"),
        };
        return Err(refusal.into());
    }
    redraw(tx, id).await?;
    Ok(sql::request(tx, id).await?)
}

async fn redraw(tx: &mut Tx, id: RequestId) -> Result<(), DbError> {
    notify::redraw_for_admins(tx, REQUEST_CARD, &id.to_string(), Right::DecideRequests).await
}
