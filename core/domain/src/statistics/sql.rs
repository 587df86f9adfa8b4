//! The SQL of the house's figures. Ids begin with their moment, so a day's rows
//! are a span of their key.

use scx_kit::{Id, Time};
use scx_store::{DbError, Many, On, Tx, many, sql};

use super::model::{Day, Figure};
use crate::accounts::PartnerMark;
use crate::billing::PostingMark;
use crate::chat::MessageMark;
use crate::readable;

const KEEP: Many = many(
    "INSERT INTO day_figure (day, figure, label, value) VALUES",
    "($, $, $, $)",
    "ON CONFLICT (day, figure, label) DO UPDATE SET value = excluded.value",
);

scx_store::statements! {
    MESSAGES = "SELECT conversation.channel, COALESCE(message.language, ''), message.author, COALESCE(message.action, ''),
        COUNT(*), COUNT(CASE WHEN message.delivery = 'failed' THEN 1 END),
        CAST(COALESCE(SUM(COALESCE(message.house_micro_usd, message.cost_micro_usd)), 0) AS BIGINT)
        FROM message JOIN conversation ON conversation.id = message.conversation
        WHERE message.id >= $1 AND message.id < $2 GROUP BY 1, 2, 3, 4";
    CONVERSATIONS = "SELECT conversation.channel, COUNT(DISTINCT message.conversation)
        FROM message JOIN conversation ON conversation.id = message.conversation
        WHERE message.id >= $1 AND message.id < $2 AND message.author = 'customer' GROUP BY conversation.channel";
    TIMED = "SELECT COUNT(*) FROM message WHERE id >= $1 AND id < $2 AND took_ms IS NOT NULL";
    TOOK = "SELECT took_ms FROM message WHERE id >= $1 AND id < $2 AND took_ms IS NOT NULL
        ORDER BY took_ms LIMIT 1 OFFSET $3";
    REGISTERED = "SELECT COUNT(*) FROM partner WHERE id >= $1 AND id < $2";
    LAPSED = "SELECT COUNT(*) FROM partner WHERE paid_until >= $1 AND paid_until < $2";
    KNOWLEDGE = "SELECT COUNT(*) FROM document WHERE state = 'active'";
    REVENUE = "SELECT CAST(COALESCE(SUM(entry.tiyin), 0) AS BIGINT) FROM posting JOIN entry ON entry.posting = posting.id
        WHERE posting.id >= $1 AND posting.id < $2 AND entry.account IN ('revenue', 'discounts', 'refunds')";
    MONTHLY = "SELECT CAST(COALESCE(SUM(invoice.due_tiyin * 30 / invoice.days), 0) AS BIGINT)
        FROM partner JOIN invoice ON invoice.id = (SELECT paid.id FROM invoice AS paid
            WHERE paid.partner = partner.id AND paid.state = 'paid' ORDER BY paid.created_at DESC, paid.id DESC LIMIT 1)
        WHERE partner.paid_until > $1 AND partner.state = 'active'";
    DAYS = "SELECT day, figure, label, value FROM day_figure WHERE day >= $1 AND day < $2 ORDER BY day, figure, label";
    LAST_DAY = "SELECT day FROM day_figure ORDER BY day DESC LIMIT 1";
    MUTES = "SELECT admin FROM digest_mute WHERE admin = $1";
    MUTE = "INSERT INTO digest_mute (admin) VALUES ($1) ON CONFLICT (admin) DO NOTHING";
    UNMUTE = "DELETE FROM digest_mute WHERE admin = $1";
}

/// The statements of this module, the multi-row one in every size.
pub(super) fn statements() -> Vec<&'static str> {
    [ALL.to_vec(), KEEP.texts().collect()].concat()
}

/// Messages that have everything in common that is counted by.
#[derive(sqlx::FromRow)]
pub(super) struct Tally(
    pub(super) String,
    pub(super) String,
    pub(super) String,
    pub(super) String,
    pub(super) i64,
    pub(super) i64,
    pub(super) i64,
);

fn messages_of((from, until): (Time, Time)) -> [String; 2] {
    [from, until].map(|at| Id::<MessageMark>::first_of(at).to_string())
}

pub(super) async fn messages(tx: &mut Tx, span: (Time, Time)) -> Result<Vec<Tally>, DbError> {
    let [from, until] = messages_of(span);
    sql(MESSAGES).bind(from).bind(until).all(tx).await
}

pub(super) async fn conversations(
    tx: &mut Tx,
    span: (Time, Time),
) -> Result<Vec<(String, i64)>, DbError> {
    let [from, until] = messages_of(span);
    sql(CONVERSATIONS).bind(from).bind(until).all(tx).await
}

/// How long answers took at most, for each share in hundredths.
pub(super) async fn took(
    tx: &mut Tx,
    span: (Time, Time),
    shares: [i64; 2],
) -> Result<[i64; 2], DbError> {
    let [from, until] = messages_of(span);
    let timed = sql(TIMED).bind(&from).bind(&until);
    let (count,) = timed.one::<(i64,)>(&mut *tx).await?;
    let mut took = [0; 2];
    for (place, share) in shares.into_iter().enumerate() {
        let offset = (count * share + 99) / 100 - 1;
        let one = sql(TOOK).bind(&from).bind(&until).bind(offset.max(0));
        if let Some((ms,)) = one.optional::<(i64,)>(&mut *tx).await? {
            took[place] = ms;
        }
    }
    Ok(took)
}

pub(super) async fn registered(tx: &mut Tx, (from, until): (Time, Time)) -> Result<i64, DbError> {
    let [from, until] = [from, until].map(|at| Id::<PartnerMark>::first_of(at).to_string());
    let registered = sql(REGISTERED).bind(from).bind(until);
    Ok(registered.one::<(i64,)>(tx).await?.0)
}

pub(super) async fn lapsed(tx: &mut Tx, (from, until): (Time, Time)) -> Result<i64, DbError> {
    let lapsed = sql(LAPSED).bind(from).bind(until);
    Ok(lapsed.one::<(i64,)>(tx).await?.0)
}

pub(super) async fn knowledge(tx: &mut Tx) -> Result<i64, DbError> {
    Ok(sql(KNOWLEDGE).one::<(i64,)>(tx).await?.0)
}

/// Revenue is a credit account, so what was earned is its sum below zero.
pub(super) async fn revenue(tx: &mut Tx, (from, until): (Time, Time)) -> Result<i64, DbError> {
    let [from, until] = [from, until].map(|at| Id::<PostingMark>::first_of(at).to_string());
    let revenue = sql(REVENUE).bind(from).bind(until);
    Ok(-revenue.one::<(i64,)>(tx).await?.0)
}

pub(super) async fn monthly(tx: &mut Tx, now: Time) -> Result<i64, DbError> {
    Ok(sql(MONTHLY).bind(now).one::<(i64,)>(tx).await?.0)
}

pub(super) async fn keep(tx: &mut Tx, day: &Day) -> Result<(), DbError> {
    // A day on which nothing happened is over, too.
    let mark = [(Figure::Registered, "", day.of(Figure::Registered, ""))];
    let others = day
        .values()
        .filter(|(figure, _, _)| *figure != Figure::Registered);
    let rows = mark
        .into_iter()
        .chain(others)
        .map(|(figure, label, value)| {
            vec![
                day.at.into(),
                figure.name().into(),
                label.into(),
                value.into(),
            ]
        });
    KEEP.execute(tx, rows.collect()).await.map(drop)
}

pub(super) async fn days(
    on: impl Into<On<'_>>,
    (from, until): (Time, Time),
) -> Result<Vec<Day>, DbError> {
    let rows = sql(DAYS).bind(from).bind(until);
    let rows = rows.all::<(i64, String, String, i64)>(on).await?;
    let mut days: Vec<Day> = Vec::new();
    for (at, figure, label, value) in rows {
        if days.last().is_none_or(|day| day.at != at) {
            days.push(Day::new(Time(at)));
        }
        if let Some(day) = days.last_mut() {
            day.add(readable(Figure::try_from(figure))?, &label, value);
        }
    }
    Ok(days)
}

pub(super) async fn last_day(on: impl Into<On<'_>>) -> Result<Option<Time>, DbError> {
    let day = sql(LAST_DAY).optional::<(i64,)>(on).await?;
    Ok(day.map(|(day,)| Time(day)))
}

pub(super) async fn is_muted(on: impl Into<On<'_>>, admin: i64) -> Result<bool, DbError> {
    let row = sql(MUTES).bind(admin).optional::<(i64,)>(on).await?;
    Ok(row.is_some())
}

pub(super) async fn set_muted(tx: &mut Tx, admin: i64, is: bool) -> Result<(), DbError> {
    let text = if is { MUTE } else { UNMUTE };
    sql(text).bind(admin).execute(tx).await.map(drop)
}
