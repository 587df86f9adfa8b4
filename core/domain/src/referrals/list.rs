//! Who invited whom, for the eyes of admins, and what they do about it.

use scx_store::{DbError, On, Tx};

use super::model::{Counts, Referral, ReferralId};
use super::sql;
use crate::accounts::PartnerId;
use crate::admins::{Permit, Right};
use crate::audit::{self, Act};
use crate::{Error, Refusal};

/// Referrals of a page.
pub const PAGE: i64 = 6;

/// Reasons longer than this are cut.
const REASON_CHARS: usize = 300;

/// A page of referrals, newest first; one more than fits.
///
/// # Errors
/// [`DbError`].
pub async fn page(on: impl Into<On<'_>>, page: i64) -> Result<Vec<Referral>, DbError> {
    sql::page(on, page).await
}

/// A referral.
///
/// # Errors
/// [`DbError`].
pub async fn referral(on: impl Into<On<'_>>, id: ReferralId) -> Result<Option<Referral>, DbError> {
    sql::referral(on, id).await
}

/// What a partner's invitations came to.
///
/// # Errors
/// [`DbError`].
pub async fn counts(on: impl Into<On<'_>>, inviter: PartnerId) -> Result<Counts, DbError> {
    sql::counts(on, inviter).await
}

/// Who invited a partner.
///
/// # Errors
/// [`DbError`].
pub async fn inviter_of(
    on: impl Into<On<'_>>,
    partner: PartnerId,
) -> Result<Option<PartnerId>, DbError> {
    let referral = sql::of_partner(on, partner).await?;
    let inviter = referral.and_then(|one| one.inviter.parse().ok());
    Ok(inviter.filter(|inviter| *inviter != partner))
}

/// Whether a partner's invitations are blocked.
///
/// # Errors
/// [`DbError`].
pub async fn is_blocked(on: impl Into<On<'_>>, inviter: PartnerId) -> Result<bool, DbError> {
    let link = sql::link(on, inviter).await?;
    Ok(link.is_some_and(|link| link.is_blocked))
}

/// Blocks an inviter: nobody who comes counts any more, and nothing is earned by
/// who has come.
///
/// # Errors
/// A refusal without a reason, and for who is blocked already.
pub async fn block(
    tx: &mut Tx,
    permit: &Permit,
    inviter: PartnerId,
    reason: &str,
) -> Result<(), Error> {
    let deed = (true, "referral.blocked", "referral-blocked-already");
    set_blocked(tx, permit, inviter, (deed, reason)).await
}

/// Lets an inviter invite again.
///
/// # Errors
/// A refusal without a reason, and for who is not blocked.
pub async fn unblock(
    tx: &mut Tx,
    permit: &Permit,
    inviter: PartnerId,
    reason: &str,
) -> Result<(), Error> {
    let deed = (false, "referral.unblocked", "referral-not-blocked");
    set_blocked(tx, permit, inviter, (deed, reason)).await
}

async fn set_blocked(
    tx: &mut Tx,
    permit: &Permit,
    inviter: PartnerId,
    ((is_blocked, act, otherwise), reason): ((bool, &'static str, &str), &str),
) -> Result<(), Error> {
    let author = permit.of(Right::ManageReferrals)?.author();
    let reason: String = reason.trim().chars().take(REASON_CHARS).collect();
    if reason.is_empty() {
        return Err(Refusal::new("reason-needed").into());
    }
    if !sql::set_blocked(tx, inviter, is_blocked).await? {
        return Err(Refusal::new(otherwise).into());
    }
    let act = Act {
        act,
        partner: Some(inviter.to_string()),
        reason,
        ..Act::default()
    };
    Ok(audit::write(tx, &author, act).await?)
}
