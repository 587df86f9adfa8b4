//! The SQL of own keys.

use std::collections::{BTreeMap, HashMap};

use scx_kit::Time;
use scx_store::{Db, DbError, Export, Holding, Many, On, Tx, Value, many, sql};

use crate::accounts::PartnerId;
use crate::readable;

/// A clock that lags behind by seconds counts into the present minute.
const COUNT_CALLS: Many = many(
    "INSERT INTO ai_minute (partner, minute, calls) VALUES",
    "($, $, $)",
    "ON CONFLICT (partner) DO UPDATE SET
        calls = CASE WHEN excluded.minute IN (ai_minute.minute, ai_minute.minute - 1)
            THEN ai_minute.calls + excluded.calls ELSE excluded.calls END,
        minute = CASE WHEN excluded.minute = ai_minute.minute - 1
            THEN ai_minute.minute ELSE excluded.minute END
        RETURNING partner, calls",
);
const OF_PARTNERS: Many = many(
    "SELECT partner, provider, sealed, failed_at FROM ai_key WHERE partner IN (VALUES",
    "($)",
    ") ORDER BY provider DESC",
);

scx_store::statements! {
    DELETE = "DELETE FROM ai_key WHERE partner = $1";
    INSERT = "INSERT INTO ai_key (partner, provider, sealed, last_four, created_at) VALUES ($1, $2, $3, $4, $5)";
    SELECT = "SELECT provider, last_four, failed_at FROM ai_key WHERE partner = $1 ORDER BY provider LIMIT 1";
    OFFER = "INSERT INTO ai_key_offer (partner, provider, sealed, created_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (partner) DO UPDATE SET provider = excluded.provider, sealed = excluded.sealed,
            created_at = excluded.created_at";
    OFFERED = "SELECT provider, sealed FROM ai_key_offer WHERE partner = $1";
    FORGET_OFFER = "DELETE FROM ai_key_offer WHERE partner = $1";
    NOTE_FAILURE = "UPDATE ai_key SET failed_at = $2 WHERE partner = $1 AND failed_at IS NULL";
}

/// The statements of this module, the multi-row ones with one row.
pub(super) fn statements() -> Vec<&'static str> {
    let many = [COUNT_CALLS, OF_PARTNERS];
    ALL.iter()
        .copied()
        .chain(many.iter().flat_map(Many::texts))
        .collect()
}

/// A partner's key.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct PartnersKey {
    pub partner: String,
    pub provider: String,
    pub sealed: Vec<u8>,
    pub failed_at: Option<i64>,
}

/// The keys of some partners; of several keys of one partner the first
/// provider's stands last.
pub(super) async fn of_partners(
    db: &Db,
    partners: &[PartnerId],
) -> Result<Vec<PartnersKey>, DbError> {
    let rows = partners.iter().map(|partner| vec![(*partner).into()]);
    OF_PARTNERS.all(db, rows.collect()).await
}

/// What this capability holds of partners.
pub(super) const HOLDINGS: &[Holding] = &[
    Holding {
        table: "ai_key",
        erase: &["DELETE FROM ai_key WHERE partner = $1"],
        export: Export::Rows {
            name: "ai_keys",
            page: "SELECT created_at, provider, last_four, failed_at FROM ai_key
                WHERE partner = $1 AND (created_at, provider) > ($2, $3)
                ORDER BY created_at, provider LIMIT 100",
            is_table: false,
        },
    },
    Holding {
        table: "ai_key_offer",
        erase: &["DELETE FROM ai_key_offer WHERE partner = $1"],
        export: Export::Left("a secret on trial, gone within a minute"),
    },
    Holding {
        table: "ai_minute",
        erase: &["DELETE FROM ai_minute WHERE partner = $1"],
        export: Export::Left("how many calls the present minute has had"),
    },
];
/// Adds calls to the minute of each shop; what each shop then has. The shops
/// come in order, so that processes do not wait for each other in a ring.
pub(super) async fn count_calls(
    tx: &mut Tx,
    minute: i64,
    calls: &BTreeMap<PartnerId, i64>,
) -> Result<HashMap<PartnerId, i64>, DbError> {
    let rows = calls
        .iter()
        .map(|(partner, calls)| vec![Value::from(*partner), minute.into(), (*calls).into()])
        .collect();
    let counted = COUNT_CALLS.all::<(String, i64)>(tx, rows).await?;
    counted
        .into_iter()
        .map(|(partner, calls)| Ok((readable(partner.parse())?, calls)))
        .collect()
}

/// A stored key.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct KeyRow {
    pub provider: String,
    pub last_four: String,
    pub failed_at: Option<i64>,
}

impl KeyRow {
    pub fn failed_at(&self) -> Option<Time> {
        self.failed_at.map(Time)
    }
}

/// Removes the partner's key; false when there was none.
pub(super) async fn delete(tx: &mut Tx, partner: PartnerId) -> Result<bool, DbError> {
    Ok(sql(DELETE).bind(partner).execute(tx).await? > 0)
}

/// Stores the partner's key.
pub(super) async fn insert(
    tx: &mut Tx,
    partner: PartnerId,
    provider: &str,
    sealed: Vec<u8>,
    last_four: &str,
) -> Result<(), DbError> {
    let now = tx.now();
    sql(INSERT)
        .bind(partner)
        .bind(provider)
        .bind(sealed)
        .bind(last_four)
        .bind(now)
        .execute(tx)
        .await?;
    Ok(())
}

/// Keeps a key on trial; an earlier one on trial is replaced.
pub(super) async fn offer(
    tx: &mut Tx,
    partner: PartnerId,
    provider: &str,
    sealed: Vec<u8>,
) -> Result<(), DbError> {
    let now = tx.now();
    sql(OFFER)
        .bind(partner)
        .bind(provider)
        .bind(sealed)
        .bind(now)
        .execute(tx)
        .await?;
    Ok(())
}

/// The key on trial: provider and envelope.
pub(super) async fn offered(
    on: impl Into<On<'_>>,
    partner: PartnerId,
) -> Result<Option<(String, Vec<u8>)>, DbError> {
    sql(OFFERED).bind(partner).optional(on).await
}

/// Ends the trial.
pub(super) async fn forget_offer(tx: &mut Tx, partner: PartnerId) -> Result<(), DbError> {
    sql(FORGET_OFFER).bind(partner).execute(tx).await?;
    Ok(())
}

/// The partner's key.
pub(super) async fn select(
    on: impl Into<On<'_>>,
    partner: PartnerId,
) -> Result<Option<KeyRow>, DbError> {
    sql(SELECT).bind(partner).optional(on).await
}

/// Marks the partner's key as failed; false when it was marked already.
pub(super) async fn note_failure(tx: &mut Tx, partner: PartnerId) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = sql(NOTE_FAILURE)
        .bind(partner)
        .bind(now)
        .execute(tx)
        .await?;
    Ok(changed > 0)
}
