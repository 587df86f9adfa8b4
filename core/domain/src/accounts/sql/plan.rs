//! What a partner has paid for, and the name by which they are found.

use scx_kit::Time;
use scx_store::{DbError, Tx, sql};

use crate::accounts::PartnerId;

scx_store::statements! {
    SET_PLAN = "UPDATE partner SET tier = $2, has_ai_addon = $3, paid_until = $4 WHERE id = $1";
    SET_SPENT = "UPDATE partner SET spent_until = $2, ai_spent_until = $3 WHERE id = $1";
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
