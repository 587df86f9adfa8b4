//! The days: given with the first payment, taken back with its refund.

use scx_kit::Tiyin;
use scx_store::{DbError, Tx};

use super::model::{Referral, Why};
use super::{sql, terms};
use crate::accounts::{self, PartnerId, State};
use crate::plans::{self, Catalogue, Cause, Change, Chosen};
use crate::{Arg, notify};

/// Who gives the days, in the events of plans.
const BY: &str = "referral";

/// A partner has paid. The first time, whoever was invited gets the days that were
/// promised, and so does the inviter, unless something speaks against it.
///
/// # Errors
/// [`DbError`].
pub async fn note_paid(
    tx: &mut Tx,
    partner: PartnerId,
    (invoice, name): (&str, &str),
) -> Result<(), DbError> {
    // One statement: of two payments at once one is the first.
    let Some(referral) = sql::claim(tx, partner, invoice).await? else {
        return Ok(());
    };
    let promised = (referral.partner_days, "referral-gift");
    give(tx, partner, promised, name).await?;
    match entitled(tx, &referral).await? {
        Ok(inviter) => {
            give(
                tx,
                inviter,
                (referral.inviter_days, "referral-reward"),
                name,
            )
            .await
        }
        Err(why) => sql::withhold(tx, referral.id, why).await,
    }
}

/// The first payment of somebody who was invited went back: so do the days of
/// both, once, and no further than to now.
///
/// # Errors
/// [`DbError`].
pub async fn take_back(tx: &mut Tx, (invoice, name): (&str, &str)) -> Result<(), DbError> {
    let Some(referral) = sql::take_back(tx, invoice).await? else {
        return Ok(());
    };
    let sides = [
        (&referral.partner, "referral-gift-taken"),
        (&referral.inviter, "referral-reward-taken"),
    ];
    for (side, key) in sides {
        // Whoever is erased has no days.
        if let Ok(partner) = side.parse() {
            take(tx, partner, key, name).await?;
        }
    }
    Ok(())
}

/// The inviter, where nothing speaks against the reward.
async fn entitled(tx: &mut Tx, referral: &Referral) -> Result<Result<PartnerId, Why>, DbError> {
    let Ok(inviter) = referral.inviter.parse::<PartnerId>() else {
        return Ok(Err(Why::Gone));
    };
    // Held, so that two who pay at once are counted one after the other.
    accounts::hold(tx, inviter).await?;
    if !accounts::is_open_account(tx, inviter).await? {
        return Ok(Err(Why::Gone));
    }
    let link = sql::link(&mut *tx, inviter).await?;
    let person = accounts::partner(&mut *tx, inviter).await?;
    if link.is_none_or(|link| link.is_blocked) || person.state == State::Banned {
        return Ok(Err(Why::Blocked));
    }
    let most = terms(&mut *tx).await?.most;
    let (month, _) = plans::month(tx.now());
    // This one is counted already.
    let rewards = sql::rewards_since(tx, inviter, month).await?;
    Ok(if rewards > most {
        Err(Why::Month)
    } else {
        Ok(inviter)
    })
}

async fn give(
    tx: &mut Tx,
    partner: PartnerId,
    (days, key): (i64, &str),
    name: &str,
) -> Result<(), DbError> {
    let known = plans::catalogue(tx).await?;
    let now = tx.now();
    let held = plans::held(&accounts::partner(&mut *tx, partner).await?, now);
    let Some(chosen) = held.or_else(|| cheapest(&known)).filter(|_| days > 0) else {
        return Ok(());
    };
    change(tx, partner, (chosen, days, name), key).await
}

/// What somebody is given days of who has no plan now: after a trial that still
/// runs, or from now on.
fn cheapest(known: &Catalogue) -> Option<Chosen> {
    let month = |id: &str| known.price(id, "month").unwrap_or(Tiyin(i64::MAX));
    let tier = known.plans().min_by_key(|tier| month(&tier.id))?;
    Some(Chosen {
        tier: tier.id.clone(),
        with_ai: false,
    })
}

async fn take(tx: &mut Tx, partner: PartnerId, key: &str, name: &str) -> Result<(), DbError> {
    accounts::hold(tx, partner).await?;
    let given = plans::given(&mut *tx, partner, (Cause::Referral, name)).await?;
    let now = tx.now();
    let held = plans::held(&accounts::partner(&mut *tx, partner).await?, now);
    let (Some(given), Some(held)) = (given, held) else {
        return Ok(());
    };
    let known = plans::catalogue(tx).await?;
    let days = plans::carried(&known, given.days, &given.chosen(), &held);
    change(tx, partner, (held, -days, name), key).await
}

async fn change(
    tx: &mut Tx,
    partner: PartnerId,
    (chosen, days, name): (Chosen, i64, &str),
    key: &str,
) -> Result<(), DbError> {
    let change = Change {
        chosen,
        days,
        cause: Cause::Referral,
        by: BY.to_owned(),
        // The invoice names nobody: either side may be erased before the other.
        reason: name.to_owned(),
    };
    let until = plans::change(tx, partner, &change).await?;
    let args = vec![
        ("days".to_owned(), Arg::Number(days.abs())),
        ("until".to_owned(), Arg::Moment(until.0)),
    ];
    notify::tell(tx, partner, key, args).await
}
