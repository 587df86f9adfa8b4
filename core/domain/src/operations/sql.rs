//! Every statement of operations.

use scx_connect::meta::Messenger;
use scx_kit::{Id, Time};
use scx_store::{DbError, On, Tx, sql};

use super::model::{Alert, AlertId, AlertKind, Ending};
use crate::channels;
use crate::chat::MessageMark;
use crate::readable;

scx_store::statements! {
    RAISE = "INSERT INTO alert (id, kind, subject, detail, times, state, is_told, muted_until, raised_at, changed_at)
        VALUES ($1, $2, $3, $4, $5, 'raised', FALSE, 0, $6, $6)
        ON CONFLICT (kind, subject) DO UPDATE SET detail = excluded.detail, times = excluded.times,
            state = 'raised', is_told = FALSE, changed_at = excluded.changed_at,
            id = CASE WHEN alert.state = 'settled' THEN excluded.id ELSE alert.id END,
            raised_at = CASE WHEN alert.state = 'settled' THEN excluded.raised_at ELSE alert.raised_at END
        WHERE alert.state = 'settled' OR alert.times <> excluded.times OR alert.detail <> excluded.detail";
    SETTLE = "UPDATE alert SET state = 'settled', is_told = FALSE, muted_until = 0, changed_at = $3
        WHERE kind = $1 AND subject = $2 AND state = 'raised'";
    OPEN = "SELECT id, kind, subject, detail, times, state, is_told, muted_until, raised_at, changed_at FROM alert
        WHERE state = 'raised' ORDER BY raised_at DESC, id DESC LIMIT 20";
    ONE = "SELECT id, kind, subject, detail, times, state, is_told, muted_until, raised_at, changed_at FROM alert
        WHERE id = $1";
    UNTOLD = "SELECT id, kind, subject, detail, times, state, is_told, muted_until, raised_at, changed_at FROM alert
        WHERE is_told = FALSE AND muted_until <= $1 ORDER BY raised_at, id LIMIT 20";
    NOTE_TOLD = "UPDATE alert SET is_told = TRUE, muted_until = 0 WHERE id = $1 AND state = $2 AND changed_at = $3";
    MUTE = "UPDATE alert SET muted_until = $2, is_told = FALSE WHERE id = $1 AND state = 'raised'";
    BOTS = "SELECT state, COUNT(*) FROM bot GROUP BY state ORDER BY state";
    ACCOUNTS = "SELECT state, COUNT(*) FROM meta_account GROUP BY state ORDER BY state";
    ENDINGS = "SELECT meta_account.partner, partner.name, meta_account.messenger, meta_account.token_ends_at
        FROM meta_account JOIN partner ON partner.id = meta_account.partner
        WHERE meta_account.token_ends_at < $1 AND meta_account.state IN ('wanted', 'ok', 'broken')
        ORDER BY meta_account.token_ends_at, meta_account.id LIMIT 5";
    FAILED_KEYS = "SELECT COUNT(*) FROM ai_key WHERE failed_at IS NOT NULL";
    ANSWERS = "SELECT provider, COUNT(*) FROM message WHERE id >= $1 AND author = 'ai' AND provider IS NOT NULL
        GROUP BY provider ORDER BY provider";
}

pub(super) async fn raise(
    tx: &mut Tx,
    (kind, subject): (AlertKind, &str),
    (times, detail): (i64, &str),
) -> Result<(), DbError> {
    let id: AlertId = tx.id();
    let now = tx.now();
    sql(RAISE)
        .bind(id)
        .bind(kind.name())
        .bind(subject)
        .bind(detail)
        .bind(times)
        .bind(now)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn settle(tx: &mut Tx, kind: AlertKind, subject: &str) -> Result<(), DbError> {
    let now = tx.now();
    let settle = sql(SETTLE).bind(kind.name()).bind(subject).bind(now);
    settle.execute(tx).await.map(|_| ())
}

pub(super) async fn open(on: impl Into<On<'_>>) -> Result<Vec<Alert>, DbError> {
    sql(OPEN).all(on).await
}

pub(super) async fn alert(on: impl Into<On<'_>>, id: AlertId) -> Result<Alert, DbError> {
    sql(ONE).bind(id).one(on).await
}

pub(super) async fn untold(tx: &mut Tx) -> Result<Vec<Alert>, DbError> {
    let now = tx.now();
    sql(UNTOLD).bind(now).all(tx).await
}

pub(super) async fn note_told(tx: &mut Tx, alert: &Alert) -> Result<(), DbError> {
    let note = sql(NOTE_TOLD).bind(alert.id).bind(alert.state.name());
    note.bind(alert.changed_at).execute(tx).await.map(|_| ())
}

/// Mutes until a moment; false where it is settled.
pub(super) async fn mute(tx: &mut Tx, id: AlertId, until: Time) -> Result<bool, DbError> {
    let mute = sql(MUTE).bind(id).bind(until);
    Ok(mute.execute(tx).await? > 0)
}

pub(super) async fn bots(tx: &mut Tx) -> Result<Vec<(channels::Health, i64)>, DbError> {
    let rows = sql(BOTS).all::<(String, i64)>(tx).await?;
    rows.into_iter()
        .map(|(health, count)| Ok((readable(channels::Health::try_from(health))?, count)))
        .collect()
}

pub(super) async fn accounts(tx: &mut Tx) -> Result<Vec<(String, i64)>, DbError> {
    sql(ACCOUNTS).all(tx).await
}

pub(super) async fn endings(tx: &mut Tx, before: Time) -> Result<Vec<Ending>, DbError> {
    let endings = sql(ENDINGS).bind(before);
    let rows = endings.all::<(String, String, String, i64)>(tx).await?;
    rows.into_iter()
        .map(|(partner, name, messenger, ends_at)| {
            Ok(Ending {
                partner: readable(partner.parse())?,
                name,
                messenger: readable(
                    Messenger::from_word(&messenger).ok_or("a messenger of another version"),
                )?,
                ends_at: Time(ends_at),
            })
        })
        .collect()
}

pub(super) async fn failed_keys(tx: &mut Tx) -> Result<i64, DbError> {
    Ok(sql(FAILED_KEYS).one::<(i64,)>(tx).await?.0)
}

pub(super) async fn answers(tx: &mut Tx, since: Time) -> Result<Vec<(String, i64)>, DbError> {
    let first = Id::<MessageMark>::first_of(since).to_string();
    sql(ANSWERS).bind(first).all(tx).await
}
