//! Whose a Telegram account is or was, and whether an account was closed.

use scx_store::{DbError, Tx, sql};

use crate::accounts::PartnerId;

scx_store::statements! {
    IS_OR_WAS = "SELECT id FROM partner WHERE id = $1 AND (telegram_user = $2 OR left_user = $2)";
    IS_OPEN_ACCOUNT = "SELECT id FROM partner WHERE id = $1 AND closed_at IS NULL";
}

pub(in crate::accounts) async fn is_or_was(
    tx: &mut Tx,
    id: PartnerId,
    telegram_user: i64,
) -> Result<bool, DbError> {
    let is = sql(IS_OR_WAS).bind(id).bind(telegram_user);
    Ok(is.optional::<(String,)>(tx).await?.is_some())
}

pub(in crate::accounts) async fn is_open_account(
    tx: &mut Tx,
    id: PartnerId,
) -> Result<bool, DbError> {
    let is = sql(IS_OPEN_ACCOUNT).bind(id);
    Ok(is.optional::<(String,)>(tx).await?.is_some())
}
