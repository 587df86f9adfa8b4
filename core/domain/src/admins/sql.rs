//! The SQL of admins.

use scx_kit::Time;
use scx_store::{DbError, On, Tx, sql};

use super::{Admin, Role};
use crate::readable;

scx_store::statements! {
    BY_TELEGRAM = "SELECT telegram_user, name, role, added_by, created_at FROM admin WHERE telegram_user = $1";
    ALL_OF_THEM = "SELECT telegram_user, name, role, added_by, created_at FROM admin
        ORDER BY CASE role WHEN 'owner' THEN 0 WHEN 'admin' THEN 1 ELSE 2 END, created_at, telegram_user";
    PUT = "INSERT INTO admin (telegram_user, name, role, added_by, created_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (telegram_user) DO UPDATE SET role = excluded.role";
    SET_NAME = "UPDATE admin SET name = $2 WHERE telegram_user = $1";
    HOLD_OWNERS = "UPDATE admin SET role = role WHERE role = 'owner'";
    REMOVE = "DELETE FROM admin WHERE telegram_user = $1";
    ADD_INVITE = "INSERT INTO admin_invite (hash, role, added_by, made_by, expires_at)
        VALUES ($1, $2, $3, $4, $5)";
    TAKE_INVITE = "DELETE FROM admin_invite WHERE hash = $1 AND expires_at > $2 RETURNING role, added_by";
    DROP_INVITES_OF = "DELETE FROM admin_invite WHERE made_by = $1";
    DROP_OLD_INVITES = "DELETE FROM admin_invite WHERE expires_at <= $1";
}

pub(super) async fn by_telegram(
    on: impl Into<On<'_>>,
    user: i64,
) -> Result<Option<Admin>, DbError> {
    sql(BY_TELEGRAM).bind(user).optional(on).await
}

pub(super) async fn all(on: impl Into<On<'_>>) -> Result<Vec<Admin>, DbError> {
    sql(ALL_OF_THEM).all(on).await
}

pub(super) async fn put(tx: &mut Tx, admin: &Admin) -> Result<(), DbError> {
    sql(PUT)
        .bind(admin.telegram_user)
        .bind(&admin.name)
        .bind(admin.role.name())
        .bind(&admin.added_by)
        .bind(admin.created_at)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn set_name(tx: &mut Tx, user: i64, name: &str) -> Result<(), DbError> {
    let set = sql(SET_NAME).bind(user).bind(name);
    set.execute(tx).await.map(|_| ())
}

/// Holds the rows of all owners until the transaction ends.
pub(super) async fn hold_owners(tx: &mut Tx) -> Result<(), DbError> {
    sql(HOLD_OWNERS).execute(tx).await.map(|_| ())
}

pub(super) async fn remove(tx: &mut Tx, user: i64) -> Result<(), DbError> {
    sql(REMOVE).bind(user).execute(tx).await.map(|_| ())
}

pub(super) async fn add_invite(
    tx: &mut Tx,
    hash: &str,
    (role, by): (Role, &Admin),
    expires_at: Time,
) -> Result<(), DbError> {
    sql(ADD_INVITE)
        .bind(hash)
        .bind(role.name())
        .bind(&by.name)
        .bind(by.telegram_user)
        .bind(expires_at)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn take_invite(
    tx: &mut Tx,
    hash: &str,
    now: Time,
) -> Result<Option<(Role, String)>, DbError> {
    let taken = sql(TAKE_INVITE).bind(hash).bind(now);
    let row = taken.optional::<(String, String)>(tx).await?;
    row.map(|(role, by)| Ok((readable(Role::try_from(role))?, by)))
        .transpose()
}

pub(super) async fn drop_invites_of(tx: &mut Tx, user: i64) -> Result<(), DbError> {
    sql(DROP_INVITES_OF)
        .bind(user)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn drop_old_invites(tx: &mut Tx, now: Time) -> Result<(), DbError> {
    sql(DROP_OLD_INVITES)
        .bind(now)
        .execute(tx)
        .await
        .map(|_| ())
}
