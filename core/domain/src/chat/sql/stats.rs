//! Messages counted.

use scx_kit::Time;
use scx_store::{DbError, Tx, sql};

use crate::accounts::PartnerId;
use crate::chat::stats::Tally;
use crate::messengers::Account;

scx_store::statements! {
    // Tashkent is five hours before UTC.
    TALLIES = "SELECT CAST(CASE WHEN message.created_at >= $3 THEN 1 ELSE 0 END AS BIGINT) AS is_today,
        conversation.channel, message.language, message.author, message.action,
        CAST((message.created_at + 18000000) / 3600000 % 24 AS BIGINT) AS hour,
        COUNT(*) AS count, CAST(COALESCE(SUM(message.cost_micro_usd), 0) AS BIGINT) AS cost,
        COUNT(CASE WHEN message.rating = 'good' THEN 1 END) AS liked,
        COUNT(CASE WHEN message.rating = 'bad' THEN 1 END) AS disliked
        FROM message JOIN conversation ON conversation.id = message.conversation
        WHERE message.partner = $1 AND message.created_at >= $2
        GROUP BY 1, 2, 3, 4, 5, 6";
    DELIVERED = "SELECT COUNT(*) FROM message JOIN conversation ON conversation.id = message.conversation
        WHERE message.partner = $1 AND message.created_at >= $2 AND conversation.bot = $3
        AND message.author <> 'customer' AND message.delivery IN ('delivered', 'read')";
    UNANSWERED = "SELECT question.text FROM question WHERE partner = $1 AND created_at >= $2
        AND reason = 'unanswered' ORDER BY id DESC LIMIT 2000";
}

pub(in crate::chat) async fn tallies(
    tx: &mut Tx,
    partner: PartnerId,
    (from, today): (Time, Time),
) -> Result<Vec<Tally>, DbError> {
    let tallies = sql(TALLIES).bind(partner).bind(from).bind(today);
    tallies.all(tx).await
}

pub(in crate::chat) async fn unanswered(
    tx: &mut Tx,
    partner: PartnerId,
    from: Time,
) -> Result<Vec<String>, DbError> {
    let texts = sql(UNANSWERED).bind(partner).bind(from);
    let rows = texts.all::<(String,)>(tx).await?;
    Ok(rows.into_iter().map(|(text,)| text).collect())
}

pub(in crate::chat) async fn delivered(
    tx: &mut Tx,
    partner: PartnerId,
    (account, from): (Account, Time),
) -> Result<i64, DbError> {
    let delivered = sql(DELIVERED).bind(partner).bind(from).bind(account);
    Ok(delivered.one::<(i64,)>(tx).await?.0)
}
