//! The SQL of winning back.

use scx_kit::Time;
use scx_store::{DbError, Export, Holding, On, Tx, sql};

use crate::accounts::PartnerId;
use crate::readable;

scx_store::statements! {
    INSERT = "INSERT INTO winback (partner, token, slot, next_at, state, created_at) VALUES ($1, $2, 0, $3, 'idle', $4)
        ON CONFLICT (partner) DO NOTHING";
    DUE = "SELECT partner FROM winback WHERE state = 'idle' AND next_at <= $1 ORDER BY next_at LIMIT 200";
    CLAIM = "UPDATE winback SET slot = slot + 1, next_at = $3 WHERE partner = $1 AND state = 'idle' AND next_at <= $2
        RETURNING slot";
    ONE_OF = "SELECT token, next_at FROM winback WHERE partner = $1";
    MOVE_ON = "UPDATE winback SET next_at = $3 WHERE partner = $1 AND slot = $2 AND state = 'idle'";
    BY_TOKEN = "SELECT partner FROM winback WHERE token = $1";
    STOP = "UPDATE winback SET state = 'stopped', why = $2 WHERE partner = $1 AND state = 'idle'";
    INSERT_LETTER = "INSERT INTO winback_letter (partner, slot, outcome, claimed_at) VALUES ($1, $2, 'claimed', $3)";
    MOVE_LETTER = "UPDATE winback_letter SET outcome = $4, ended_at = $5 WHERE partner = $1 AND slot = $2 AND outcome = $3
        RETURNING claimed_at";
    SET_CAP = "INSERT INTO winback_cap (name, most) VALUES ('letters', $1)
        ON CONFLICT (name) DO UPDATE SET most = excluded.most";
    CAP = "SELECT most FROM winback_cap WHERE name = 'letters'";
    TOLD = "SELECT outcome, COUNT(*) FROM winback_letter WHERE claimed_at >= $1 GROUP BY outcome ORDER BY outcome";
    LETTERS = "SELECT slot, outcome, claimed_at FROM winback_letter WHERE partner = $1 ORDER BY slot";
}

/// What this capability holds of partners.
pub(super) const HOLDINGS: &[Holding] = &[
    Holding {
        table: "winback",
        erase: &["DELETE FROM winback WHERE partner = $1"],
        export: Export::Left("when the next offer is sent, and the word that stops it"),
    },
    Holding {
        table: "winback_letter",
        erase: &["DELETE FROM winback_letter WHERE partner = $1"],
        export: Export::Rows {
            name: "offers",
            page: "SELECT claimed_at, outcome, slot FROM winback_letter
                WHERE partner = $1 AND (claimed_at, outcome) > ($2, $3) ORDER BY claimed_at, outcome LIMIT 200",
            is_table: false,
        },
    },
];

pub(super) async fn insert(
    tx: &mut Tx,
    partner: PartnerId,
    (token, next_at): (&str, Time),
) -> Result<bool, DbError> {
    let now = tx.now();
    let insert = sql(INSERT)
        .bind(partner)
        .bind(token)
        .bind(next_at)
        .bind(now);
    Ok(insert.execute(tx).await? > 0)
}

pub(super) async fn due(on: impl Into<On<'_>>, now: Time) -> Result<Vec<PartnerId>, DbError> {
    let rows = sql(DUE).bind(now).all::<(String,)>(on).await?;
    rows.into_iter().map(|(id,)| readable(id.parse())).collect()
}

pub(super) async fn claim(
    tx: &mut Tx,
    partner: PartnerId,
    (now, next_at): (Time, Time),
) -> Result<Option<i64>, DbError> {
    let claim = sql(CLAIM).bind(partner).bind(now).bind(next_at);
    Ok(claim.optional::<(i64,)>(tx).await?.map(|(slot,)| slot))
}

pub(super) async fn of(
    on: impl Into<On<'_>>,
    partner: PartnerId,
) -> Result<Option<(String, Time)>, DbError> {
    let row = sql(ONE_OF).bind(partner);
    let row = row.optional::<(String, i64)>(on).await?;
    Ok(row.map(|(token, next_at)| (token, Time(next_at))))
}

pub(super) async fn by_token(
    on: impl Into<On<'_>>,
    token: &str,
) -> Result<Option<PartnerId>, DbError> {
    let row = sql(BY_TOKEN).bind(token).optional::<(String,)>(on).await?;
    row.map(|(id,)| readable(id.parse())).transpose()
}

pub(super) async fn stop(tx: &mut Tx, partner: PartnerId, why: &str) -> Result<(), DbError> {
    sql(STOP)
        .bind(partner)
        .bind(why)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn insert_letter(
    tx: &mut Tx,
    partner: PartnerId,
    slot: i64,
) -> Result<(), DbError> {
    let now = tx.now();
    let insert = sql(INSERT_LETTER).bind(partner).bind(slot).bind(now);
    insert.execute(tx).await.map(|_| ())
}

/// Moves a letter on from one outcome to another, and tells when it was claimed;
/// none when it was not there.
pub(super) async fn move_letter(
    tx: &mut Tx,
    (partner, slot): (PartnerId, i64),
    (from, to): (&str, &str),
    ended_at: Option<Time>,
) -> Result<Option<Time>, DbError> {
    let moved = sql(MOVE_LETTER)
        .bind(partner)
        .bind(slot)
        .bind(from)
        .bind(to)
        .bind(ended_at);
    let claimed_at = moved.optional::<(i64,)>(tx).await?;
    Ok(claimed_at.map(|(at,)| Time(at)))
}

pub(super) async fn set_cap(tx: &mut Tx, most: i64) -> Result<(), DbError> {
    sql(SET_CAP).bind(most).execute(tx).await.map(|_| ())
}

pub(super) async fn cap(on: impl Into<On<'_>>) -> Result<Option<i64>, DbError> {
    Ok(sql(CAP).optional::<(i64,)>(on).await?.map(|(most,)| most))
}

/// How many letters came to which outcome since a moment.
pub(super) async fn told(
    on: impl Into<On<'_>>,
    since: Time,
) -> Result<Vec<(String, i64)>, DbError> {
    sql(TOLD).bind(since).all(on).await
}

pub(super) async fn letters(
    on: impl Into<On<'_>>,
    partner: PartnerId,
) -> Result<Vec<(i64, String, Time)>, DbError> {
    let rows = sql(LETTERS)
        .bind(partner)
        .all::<(i64, String, i64)>(on)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(slot, outcome, at)| (slot, outcome, Time(at)))
        .collect())
}

/// Sets when the letter after a slot may be claimed; false where that slot is not
/// the present one any more.
pub(super) async fn move_on(
    tx: &mut Tx,
    (partner, slot): (PartnerId, i64),
    next_at: Time,
) -> Result<bool, DbError> {
    let moved = sql(MOVE_ON).bind(partner).bind(slot).bind(next_at);
    Ok(moved.execute(tx).await? > 0)
}
