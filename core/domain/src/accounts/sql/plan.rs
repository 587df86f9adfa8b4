//! What a partner has paid for, and the name by which they are found.

use scx_kit::Time;
use scx_store::{DbError, Tx, sql};

use crate::accounts::{Partner, PartnerId};

scx_store::statements! {
    HOLD = "UPDATE partner SET paid_until = paid_until WHERE id = $1";
    SPEND_ANSWERS = "UPDATE partner SET spent_until = $2
        WHERE id = $1 AND spent_until < $2 AND paid_until = $3 AND COALESCE(tier, '') = $4";
    SPEND_MODELS = "UPDATE partner SET ai_spent_until = $2
        WHERE id = $1 AND ai_spent_until < $2 AND paid_until = $3 AND COALESCE(tier, '') = $4";
    SET_PLAN = "UPDATE partner SET tier = $2, has_ai_addon = $3, paid_until = $4 WHERE id = $1";
    SET_SPENT = "UPDATE partner SET spent_until = $2, ai_spent_until = $3 WHERE id = $1";
    SET_REACHABLE = "UPDATE partner SET is_unreachable = $2 WHERE id = $1 AND is_unreachable <> $2";
    SET_USERNAME = "UPDATE partner SET username = $2 WHERE id = $1";
}

pub(in crate::accounts) async fn set_plan(
    tx: &mut Tx,
    id: PartnerId,
    (tier, with_ai): (&str, bool),
    until: Time,
) -> Result<(), DbError> {
    sql(SET_PLAN)
        .bind(id)
        .bind(tier)
        .bind(with_ai)
        .bind(until)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(in crate::accounts) async fn set_spent(
    tx: &mut Tx,
    id: PartnerId,
    (answers, models): (Time, Time),
) -> Result<(), DbError> {
    let set = sql(SET_SPENT).bind(id).bind(answers).bind(models);
    set.execute(tx).await.map(|_| ())
}

pub(in crate::accounts) async fn set_username(
    tx: &mut Tx,
    id: PartnerId,
    username: Option<String>,
) -> Result<(), DbError> {
    let set = sql(SET_USERNAME).bind(id).bind(username);
    set.execute(tx).await.map(|_| ())
}

/// Holds a partner's row until the transaction ends.
pub(in crate::accounts) async fn hold(tx: &mut Tx, id: PartnerId) -> Result<(), DbError> {
    sql(HOLD).bind(id).execute(tx).await.map(|_| ())
}

/// Notes that something of the month is used up, where the plan is still the
/// one that was looked at; false where it is not, or was noted before.
pub(in crate::accounts) async fn spend(
    tx: &mut Tx,
    partner: &Partner,
    until: Time,
    of_models: bool,
) -> Result<bool, DbError> {
    let text = if of_models {
        SPEND_MODELS
    } else {
        SPEND_ANSWERS
    };
    let spent = sql(text)
        .bind(partner.id)
        .bind(until)
        .bind(partner.paid_until)
        .bind(partner.tier.as_deref().unwrap_or_default());
    Ok(spent.execute(tx).await? > 0)
}

pub(in crate::accounts) async fn set_reachable(
    tx: &mut Tx,
    id: PartnerId,
    is: bool,
) -> Result<(), DbError> {
    let set = sql(SET_REACHABLE).bind(id).bind(!is);
    set.execute(tx).await.map(|_| ())
}
