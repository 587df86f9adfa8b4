//! The SQL of the audit log.

use scx_store::{DbError, On, Tx, sql};

use super::{Act, Author, Entry, Filter, PAGE};

/// Above every id.
const NEWEST: &str = "aud_~";

scx_store::statements! {
    INSERT = "INSERT INTO audit (id, created_at, actor, actor_name, act, subject, target, value_before, value_after, reason)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    OF_ALL = "SELECT id, created_at, actor, actor_name, act, target, value_before, value_after, reason FROM audit
        WHERE id < $1 ORDER BY id DESC LIMIT $2";
    OF_ACTOR = "SELECT id, created_at, actor, actor_name, act, target, value_before, value_after, reason FROM audit
        WHERE actor = $3 AND id < $1 ORDER BY id DESC LIMIT $2";
    OF_SUBJECT = "SELECT id, created_at, actor, actor_name, act, target, value_before, value_after, reason FROM audit
        WHERE subject = $3 AND id < $1 ORDER BY id DESC LIMIT $2";
    LOOKS = "SELECT id, created_at, actor, actor_name, act, target, value_before, value_after, reason FROM audit
        WHERE subject = $3 AND id < $1 AND (act LIKE 'conversation.%' ESCAPE '#' OR act = 'partner.viewed')
        ORDER BY id DESC LIMIT $2";
    OF_ACT = "SELECT id, created_at, actor, actor_name, act, target, value_before, value_after, reason FROM audit
        WHERE act LIKE $3 ESCAPE '#' AND id < $1 ORDER BY id DESC LIMIT $2";
    COUNTS = "SELECT actor_name, act, COUNT(*) FROM audit WHERE id >= $1 AND id < $2 GROUP BY actor_name, act ORDER BY 3 DESC, 1, 2 LIMIT 100";
}

pub(super) async fn insert(
    tx: &mut Tx,
    id: &str,
    author: &Author,
    (act, subject): (&Act, Option<String>),
) -> Result<(), DbError> {
    let now = tx.now();
    sql(INSERT)
        .bind(id)
        .bind(now)
        .bind(&author.id)
        .bind(&author.name)
        .bind(act.act)
        .bind(subject)
        .bind(&act.target)
        .bind(&act.before)
        .bind(&act.after)
        .bind(&act.reason)
        .execute(tx)
        .await
        .map(|_| ())
}

/// One filter at a time: each has its index.
pub(super) async fn page(
    on: impl Into<On<'_>>,
    filter: &Filter,
    subject: Option<String>,
    before: Option<&str>,
) -> Result<Vec<Entry>, DbError> {
    let (text, wanted) = match (subject, &filter.actor, &filter.act) {
        (Some(subject), _, _) => (OF_SUBJECT, Some(subject)),
        (None, Some(actor), _) => (OF_ACTOR, Some(actor.clone())),
        (None, None, Some(act)) => (OF_ACT, Some(format!("{act}.%"))),
        (None, None, None) => (OF_ALL, None),
    };
    let most = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let query = sql(text).bind(before.unwrap_or(NEWEST)).bind(most);
    match wanted {
        Some(wanted) => query.bind(wanted).all(on).await,
        None => query.all(on).await,
    }
}

/// One more than a page, as [`page`] gives.
pub(super) async fn looks(
    on: impl Into<On<'_>>,
    subject: String,
    before: Option<&str>,
) -> Result<Vec<Entry>, DbError> {
    let most = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let query = sql(LOOKS).bind(before.unwrap_or(NEWEST)).bind(most);
    query.bind(subject).all(on).await
}

pub(super) async fn counts(
    on: impl Into<On<'_>>,
    (first, end): (&str, &str),
) -> Result<Vec<(String, String, i64)>, DbError> {
    sql(COUNTS).bind(first).bind(end).all(on).await
}
