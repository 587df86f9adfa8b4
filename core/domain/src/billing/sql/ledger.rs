//! The SQL of the ledger.

use scx_kit::{Id, Tiyin};
use scx_store::{DbError, On, Tx, sql};

use crate::billing::model::{InvoiceId, Posted, PostingMark};

scx_store::statements! {
    INSERT_POSTING = "INSERT INTO posting (id, kind, invoice, by_whom, reason, created_at) VALUES ($1, $2, $3, $4, $5, $6)";
    INSERT_ENTRY = "INSERT INTO entry (posting, account, tiyin, currency) VALUES ($1, $2, $3, $4)";
    BALANCES = "SELECT account, CAST(SUM(tiyin) AS BIGINT) FROM entry GROUP BY account ORDER BY account";
    POSTED = "SELECT kind, by_whom, reason, created_at, account, tiyin FROM posting
        JOIN entry ON entry.posting = posting.id WHERE posting.invoice = $1 ORDER BY posting.id";
    POSTED_TO = "SELECT CAST(COALESCE(SUM(entry.tiyin), 0) AS BIGINT) FROM posting
        JOIN entry ON entry.posting = posting.id AND entry.account = $2 WHERE posting.invoice = $1";
    UNBALANCED = "SELECT posting.id FROM posting LEFT JOIN entry ON entry.posting = posting.id
        GROUP BY posting.id HAVING COALESCE(CAST(SUM(entry.tiyin) AS BIGINT), 1) <> 0 OR COUNT(entry.account) < 2
        ORDER BY posting.id LIMIT 10";
}

pub(in crate::billing) async fn insert_posting(
    tx: &mut Tx,
    id: Id<PostingMark>,
    (kind, invoice): (&str, &str),
    (by, reason): (&str, &str),
) -> Result<(), DbError> {
    let now = tx.now();
    sql(INSERT_POSTING)
        .bind(id)
        .bind(kind)
        .bind(invoice)
        .bind(by)
        .bind(reason)
        .bind(now)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(in crate::billing) async fn insert_entry(
    tx: &mut Tx,
    posting: Id<PostingMark>,
    (account, sum, currency): (&str, Tiyin, &str),
) -> Result<(), DbError> {
    sql(INSERT_ENTRY)
        .bind(posting)
        .bind(account)
        .bind(sum)
        .bind(currency)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(in crate::billing) async fn balances(
    on: impl Into<On<'_>>,
) -> Result<Vec<(String, Tiyin)>, DbError> {
    let rows = sql(BALANCES).all::<(String, i64)>(on).await?;
    Ok(rows
        .into_iter()
        .map(|(account, sum)| (account, Tiyin(sum)))
        .collect())
}

pub(in crate::billing) async fn posted(
    on: impl Into<On<'_>>,
    invoice: InvoiceId,
) -> Result<Vec<Posted>, DbError> {
    sql(POSTED).bind(invoice).all(on).await
}

/// What an account has gained by an invoice.
pub(in crate::billing) async fn posted_to(
    on: impl Into<On<'_>>,
    invoice: InvoiceId,
    account: &str,
) -> Result<Tiyin, DbError> {
    let of = sql(POSTED_TO).bind(invoice).bind(account);
    Ok(Tiyin(of.one::<(i64,)>(on).await?.0))
}

pub(in crate::billing) async fn unbalanced(on: impl Into<On<'_>>) -> Result<Vec<String>, DbError> {
    let rows = sql(UNBALANCED).all::<(String,)>(on).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
