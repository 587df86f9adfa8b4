//! The SQL of codes.

use scx_kit::Time;
use scx_store::{DbError, Export, Holding, On, Tx, sql};

use super::model::{Matter, Recoverable};
use crate::accounts::{PartnerId, Phone};
use crate::readable;

scx_store::statements! {
    PUT = "INSERT INTO mail_code (person, purpose, partner, address, code, tries, expires_at, created_at)
        VALUES ($1, $2, $3, $4, $5, 0, $6, $7)
        ON CONFLICT (person) DO UPDATE SET purpose = excluded.purpose, partner = excluded.partner,
            address = excluded.address, code = excluded.code, tries = 0, expires_at = excluded.expires_at,
            created_at = excluded.created_at";
    WAITING = "SELECT address, code, tries, expires_at FROM mail_code
        WHERE person = $1 AND purpose = $2 AND partner = $3";
    COUNT_TRY = "UPDATE mail_code SET tries = tries + 1 WHERE person = $1";
    FORGET = "DELETE FROM mail_code WHERE person = $1";
    RECOVERABLE = "SELECT id, email FROM partner
        WHERE phone = $1 AND is_email_proven AND email IS NOT NULL AND NOT is_erasing";
}

/// What this capability holds of partners.
pub(super) const HOLDINGS: &[Holding] = &[Holding {
    table: "mail_code",
    erase: &["DELETE FROM mail_code WHERE partner = $1"],
    export: Export::Left("a code that waits to be typed"),
}];

/// A row of a code: address, sealed code, tries, end.
pub(super) type Row = (String, Vec<u8>, i64, i64);

pub(super) async fn put(
    tx: &mut Tx,
    (person, matter): (i64, Matter),
    address: &str,
    (code, expires_at): (Vec<u8>, Time),
) -> Result<(), DbError> {
    let now = tx.now();
    let put = sql(PUT)
        .bind(person.to_string())
        .bind(matter.purpose.name())
        .bind(matter.partner)
        .bind(address)
        .bind(code)
        .bind(expires_at)
        .bind(now);
    put.execute(tx).await.map(|_| ())
}

/// What waits to be typed: where it went, the sealed code, the tries so far, the end.
pub(super) async fn waiting(
    on: impl Into<On<'_>>,
    person: i64,
    matter: Matter,
) -> Result<Option<Row>, DbError> {
    let row = sql(WAITING)
        .bind(person.to_string())
        .bind(matter.purpose.name())
        .bind(matter.partner);
    row.optional(on).await
}

pub(super) async fn count_try(tx: &mut Tx, person: i64) -> Result<(), DbError> {
    let count = sql(COUNT_TRY).bind(person.to_string());
    count.execute(tx).await.map(|_| ())
}

pub(super) async fn forget(tx: &mut Tx, person: i64) -> Result<(), DbError> {
    let forget = sql(FORGET).bind(person.to_string());
    forget.execute(tx).await.map(|_| ())
}

pub(super) async fn recoverable(
    on: impl Into<On<'_>>,
    phone: &Phone,
) -> Result<Option<Recoverable>, DbError> {
    let row = sql(RECOVERABLE).bind(phone.stored());
    let row = row.optional::<(String, String)>(on).await?;
    row.map(|(partner, address)| {
        let partner = readable(partner.parse::<PartnerId>())?;
        Ok(Recoverable { partner, address })
    })
    .transpose()
}
