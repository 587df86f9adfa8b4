//! The SQL of coupons.

use scx_kit::Time;
use scx_store::{DbError, On, Tx, sql};

use crate::accounts::PartnerId;
use crate::billing::coupons::PAGE;
use crate::billing::model::Coupon;

scx_store::statements! {
    INSERT = "INSERT INTO coupon (code, percent, most_uses, used, expires_at, tier, partner, is_off, made_by, created_at)
        VALUES ($1, $2, $3, 0, $4, $5, $6, FALSE, $7, $8) ON CONFLICT (code) DO NOTHING";
    BY_CODE = "SELECT code, percent, most_uses, used, expires_at, tier, partner, is_off, made_by, created_at
        FROM coupon WHERE code = $1";
    OF_PARTNER = "SELECT code, percent, most_uses, used, expires_at, tier, partner, is_off, made_by, created_at
        FROM coupon WHERE partner = $1 LIMIT 1";
    NEWEST = "SELECT code, percent, most_uses, used, expires_at, tier, partner, is_off, made_by, created_at
        FROM coupon WHERE partner IS NULL ORDER BY created_at DESC, code DESC LIMIT $1 OFFSET $2";
    IN_POCKET = "SELECT coupon.code, percent, most_uses, used, expires_at, tier, coupon.partner, is_off, made_by, created_at
        FROM coupon_pocket JOIN coupon ON coupon.code = coupon_pocket.code WHERE coupon_pocket.partner = $1";
    PUT_IN_POCKET = "INSERT INTO coupon_pocket (partner, code) VALUES ($1, $2)
        ON CONFLICT (partner) DO UPDATE SET code = excluded.code";
    PROLONG = "UPDATE coupon SET expires_at = $2 WHERE code = $1";
    SWITCH = "UPDATE coupon SET is_off = $2 WHERE code = $1";
    TAKE = "UPDATE coupon SET used = used + 1 WHERE code = $1 AND used < most_uses AND expires_at > $2 AND is_off = FALSE";
    USE_ONCE = "INSERT INTO coupon_use (coupon, partner, held_by, created_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (coupon, partner) DO NOTHING";
    IS_USED_BY = "SELECT held_by FROM coupon_use WHERE coupon = $1 AND partner = $2";
    FORGET_USE = "DELETE FROM coupon_use WHERE held_by = $1 RETURNING coupon";
    GIVE_BACK = "UPDATE coupon SET used = used - 1 WHERE code = $1 AND used > 0";
}

pub(in crate::billing) async fn insert(tx: &mut Tx, coupon: &Coupon) -> Result<bool, DbError> {
    let made = sql(INSERT)
        .bind(&coupon.code)
        .bind(coupon.percent)
        .bind(coupon.most_uses)
        .bind(coupon.expires_at)
        .bind(coupon.tier.clone())
        .bind(coupon.partner.clone())
        .bind(&coupon.made_by)
        .bind(coupon.created_at)
        .execute(tx)
        .await?;
    Ok(made > 0)
}

pub(in crate::billing) async fn by_code(
    on: impl Into<On<'_>>,
    code: &str,
) -> Result<Option<Coupon>, DbError> {
    sql(BY_CODE).bind(code).optional(on).await
}

pub(in crate::billing) async fn of_partner(
    tx: &mut Tx,
    partner: PartnerId,
) -> Result<Option<Coupon>, DbError> {
    sql(OF_PARTNER).bind(partner).optional(tx).await
}

pub(in crate::billing) async fn page(
    on: impl Into<On<'_>>,
    page: i64,
) -> Result<Vec<Coupon>, DbError> {
    let from = page.clamp(0, 10_000) * PAGE;
    sql(NEWEST).bind(PAGE + 1).bind(from).all(on).await
}

pub(in crate::billing) async fn in_pocket(
    on: impl Into<On<'_>>,
    partner: PartnerId,
) -> Result<Option<Coupon>, DbError> {
    sql(IN_POCKET).bind(partner).optional(on).await
}

pub(in crate::billing) async fn put_in_pocket(
    tx: &mut Tx,
    partner: PartnerId,
    code: &str,
) -> Result<(), DbError> {
    let put = sql(PUT_IN_POCKET).bind(partner).bind(code);
    put.execute(tx).await.map(|_| ())
}

pub(in crate::billing) async fn prolong(
    tx: &mut Tx,
    code: &str,
    until: Time,
) -> Result<(), DbError> {
    sql(PROLONG)
        .bind(code)
        .bind(until)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(in crate::billing) async fn switch(
    tx: &mut Tx,
    code: &str,
    is_off: bool,
) -> Result<bool, DbError> {
    let switched = sql(SWITCH).bind(code).bind(is_off).execute(tx).await?;
    Ok(switched > 0)
}

pub(in crate::billing) async fn take(tx: &mut Tx, code: &str, now: Time) -> Result<bool, DbError> {
    Ok(sql(TAKE).bind(code).bind(now).execute(tx).await? > 0)
}

pub(in crate::billing) async fn use_once(
    tx: &mut Tx,
    code: &str,
    partner: PartnerId,
    held_by: &str,
) -> Result<bool, DbError> {
    let now = tx.now();
    let used = sql(USE_ONCE)
        .bind(code)
        .bind(partner)
        .bind(held_by)
        .bind(now);
    Ok(used.execute(tx).await? > 0)
}

pub(in crate::billing) async fn is_used_by(
    tx: &mut Tx,
    code: &str,
    partner: PartnerId,
) -> Result<bool, DbError> {
    let use_of = sql(IS_USED_BY).bind(code).bind(partner);
    Ok(use_of.optional::<(String,)>(tx).await?.is_some())
}

pub(in crate::billing) async fn forget_use(
    tx: &mut Tx,
    held_by: &str,
) -> Result<Option<String>, DbError> {
    let row = sql(FORGET_USE)
        .bind(held_by)
        .optional::<(String,)>(tx)
        .await?;
    Ok(row.map(|(code,)| code))
}

pub(in crate::billing) async fn give_back(tx: &mut Tx, code: &str) -> Result<(), DbError> {
    sql(GIVE_BACK).bind(code).execute(tx).await.map(|_| ())
}
