//! The ledger: double entry, whole tiyin, only ever added to.

use scx_kit::{Id, Tiyin};
use scx_store::{DbError, On, Tx};

use super::model::{Charged, Invoice, PostingMark};
use super::sql::ledger as sql;
use crate::Error;

/// The only currency so far.
const CURRENCY: &str = "UZS";

/// What plans earned, before rebates. A credit account: its sum is negative.
pub const REVENUE: &str = "revenue";
/// What coupons took off.
pub const DISCOUNTS: &str = "discounts";
/// Money that came and pays no invoice: it is owed to whoever sent it.
pub const UNCLAIMED: &str = "unclaimed";
/// What was given back.
pub const REFUNDS: &str = "refunds";

/// What a provider owes us.
pub fn receivable(provider: &str) -> String {
    format!("receivable:{provider}")
}

/// One movement of money between accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Posting<'a> {
    /// `payment` or `refund`.
    pub(super) kind: &'static str,
    /// The invoice that it is about, as an id; empty for money that pays none.
    pub(super) invoice: String,
    /// Who caused it: a provider, or an admin.
    pub(super) by: &'a str,
    /// Why: the payment, or an admin's words.
    pub(super) reason: &'a str,
    /// What each account gains; together nothing.
    pub(super) entries: Vec<(String, Tiyin)>,
}

/// Writes a posting. Entries of nothing are left out.
pub(super) async fn post(tx: &mut Tx, posting: Posting<'_>) -> Result<(), Error> {
    let entries: Vec<_> = posting
        .entries
        .into_iter()
        .filter(|(_, sum)| sum.0 != 0)
        .collect();
    let sum: Tiyin = entries.iter().map(|(_, sum)| *sum).sum();
    if sum.0 != 0 || entries.len() < 2 {
        let slip = format!("a posting of {} that does not balance", posting.kind);
        return Err(Error::Fault(anyhow::Error::msg(slip)));
    }
    let id: Id<PostingMark> = tx.id();
    let about = (posting.kind, posting.invoice.as_str());
    sql::insert_posting(tx, id, about, (posting.by, posting.reason)).await?;
    for (account, sum) in entries {
        sql::insert_entry(tx, id, (&account, sum, CURRENCY)).await?;
    }
    Ok(())
}

/// A payment of an invoice arrived.
pub(super) async fn paid(
    tx: &mut Tx,
    invoice: &Invoice,
    (provider, by, reason): (&str, &str, &str),
) -> Result<(), Error> {
    let entries = vec![
        (receivable(provider), invoice.due_tiyin),
        (DISCOUNTS.to_owned(), invoice.discount()),
        (REVENUE.to_owned(), -invoice.list_tiyin),
    ];
    let posting = Posting {
        kind: "payment",
        invoice: invoice.id.to_string(),
        by,
        reason,
        entries,
    };
    post(tx, posting).await
}

/// Of the payment of an invoice so much has gone back by now. What was written
/// down before is not again; gives what is new.
pub(super) async fn refunded(
    tx: &mut Tx,
    invoice: &Invoice,
    (provider, by, reason): (&str, &str, &str),
    back: Tiyin,
) -> Result<Tiyin, Error> {
    let now = back - sql::posted_to(&mut *tx, invoice.id, REFUNDS).await?;
    if now <= Tiyin::ZERO {
        return Ok(Tiyin::ZERO);
    }
    let entries = vec![(receivable(provider), -now), (REFUNDS.to_owned(), now)];
    let posting = Posting {
        kind: "refund",
        invoice: invoice.id.to_string(),
        by,
        reason,
        entries,
    };
    post(tx, posting).await?;
    Ok(now)
}

/// Money arrived that pays no invoice, or went back.
pub(super) async fn unclaimed(
    tx: &mut Tx,
    charge: &Charged,
    (kind, by, reason): (&'static str, &str, &str),
) -> Result<(), Error> {
    let sum = match kind {
        "refund" => -charge.tiyin,
        _ => charge.tiyin,
    };
    if sum == Tiyin::ZERO {
        // What a Star counts for is not known while they are off.
        return Ok(());
    }
    let entries = vec![
        (receivable(&charge.provider), sum),
        (UNCLAIMED.to_owned(), -sum),
    ];
    let posting = Posting {
        kind,
        invoice: String::new(),
        by,
        reason,
        entries,
    };
    post(tx, posting).await
}

/// The sum of each account.
///
/// # Errors
/// [`DbError`].
pub async fn balances(on: impl Into<On<'_>>) -> Result<Vec<(String, Tiyin)>, DbError> {
    sql::balances(on).await
}

/// Postings whose entries do not balance: there must be none.
///
/// # Errors
/// [`DbError`].
pub async fn unbalanced(on: impl Into<On<'_>>) -> Result<Vec<String>, DbError> {
    sql::unbalanced(on).await
}
