//! The SQL of letters.

use scx_kit::Time;
use scx_store::{DbError, Export, Holding, On, Tx, sql};

use super::{Letter, LetterId};
use crate::accounts::PartnerId;

scx_store::statements! {
    INSERT = "INSERT INTO letter (id, partner, kind, address, words, outcome, invoice, good_until, created_at)
        VALUES ($1, $2, $3, $4, $5, 'queued', $6, $7, $8)";
    POSTED_SINCE = "SELECT COUNT(*) FROM letter WHERE partner = $1 AND created_at >= $2 AND kind = $3";
    STEP = "UPDATE letter SET outcome = $3 WHERE id = $1 AND outcome = $2";
    ONE = "SELECT partner, kind, address, words, invoice, good_until FROM letter WHERE id = $1 AND words IS NOT NULL";
    END = "UPDATE letter SET outcome = $2, words = NULL, ended_at = $3 WHERE id = $1 AND outcome = 'trying'";
    REST = "INSERT INTO mail_rest (name, until) VALUES ('relay', $1)
        ON CONFLICT (name) DO UPDATE SET until = excluded.until";
    RESTS_UNTIL = "SELECT until FROM mail_rest WHERE name = 'relay'";
}

/// What this capability holds of partners.
pub(super) const HOLDINGS: &[Holding] = &[Holding {
    table: "letter",
    erase: &["DELETE FROM letter WHERE partner = $1"],
    export: Export::Rows {
        name: "letters",
        page: "SELECT created_at, id, kind, address, outcome FROM letter
            WHERE partner = $1 AND (created_at, id) > ($2, $3) ORDER BY created_at, id LIMIT 200",
        is_table: false,
    },
}];

/// A letter that is not done with.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Row {
    pub(super) partner: String,
    pub(super) kind: String,
    pub(super) address: String,
    pub(super) words: Vec<u8>,
    pub(super) invoice: Option<String>,
    pub(super) good_until: Option<i64>,
}

pub(super) async fn insert(
    tx: &mut Tx,
    (id, partner): (LetterId, PartnerId),
    letter: &Letter,
    words: Vec<u8>,
) -> Result<(), DbError> {
    let now = tx.now();
    let insert = sql(INSERT)
        .bind(id)
        .bind(partner)
        .bind(&letter.kind)
        .bind(&letter.address)
        .bind(words)
        .bind(letter.invoice.clone())
        .bind(letter.good_until)
        .bind(now);
    insert.execute(tx).await.map(|_| ())
}

pub(super) async fn posted_since(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    kind: &str,
    since: Time,
) -> Result<i64, DbError> {
    let count = sql(POSTED_SINCE).bind(partner).bind(since).bind(kind);
    let (count,) = count.one::<(i64,)>(on).await?;
    Ok(count)
}

/// Moves a letter on from one outcome to another; false when it was not there.
pub(super) async fn step(
    tx: &mut Tx,
    id: LetterId,
    (from, to): (&str, &str),
) -> Result<bool, DbError> {
    let step = sql(STEP).bind(id).bind(from).bind(to);
    Ok(step.execute(tx).await? > 0)
}

pub(super) async fn one(tx: &mut Tx, id: LetterId) -> Result<Row, DbError> {
    sql(ONE).bind(id).one(tx).await
}

pub(super) async fn end(tx: &mut Tx, id: LetterId, outcome: &str) -> Result<(), DbError> {
    let now = tx.now();
    let end = sql(END).bind(id).bind(outcome).bind(now);
    end.execute(tx).await.map(|_| ())
}

pub(super) async fn rest(tx: &mut Tx, until: Time) -> Result<(), DbError> {
    sql(REST).bind(until).execute(tx).await.map(|_| ())
}

pub(super) async fn rests_until(tx: &mut Tx) -> Result<Option<Time>, DbError> {
    let row = sql(RESTS_UNTIL).optional::<(i64,)>(tx).await?;
    Ok(row.map(|(until,)| Time(until)))
}
