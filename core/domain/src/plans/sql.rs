//! The SQL of plans.

use std::collections::BTreeMap;

use scx_kit::{Id, Time, Tiyin};
use scx_store::{DbError, Export, Holding, Many, On, Tx, many, sql};

use super::model::{
    Cause, Change, Event, EventMark, Period, Price, Request, RequestId, RequestState, Tier, Usage,
};
use super::requests::PAGE;
use crate::accounts::PartnerId;
use crate::admins::Admin;
use crate::readable;

const COUNT: Many = many(
    "INSERT INTO plan_usage (partner, month, answers, ai_micro_usd) VALUES",
    "($, $, $, $)",
    "ON CONFLICT (partner, month) DO UPDATE SET answers = plan_usage.answers + excluded.answers,
        ai_micro_usd = plan_usage.ai_micro_usd + excluded.ai_micro_usd
        RETURNING partner, answers, ai_micro_usd",
);

scx_store::statements! {
    TIERS = "SELECT id, kind, name, place, is_offered, profit_percent, channels, answers, cards, ai_micro_usd
        FROM tier ORDER BY place, id";
    PERIODS = "SELECT id, days, place, is_offered FROM period ORDER BY place, id";
    PRICES = "SELECT tier, period, tiyin FROM price ORDER BY tier, period";
    PUT_TIER = "INSERT INTO tier (id, kind, name, place, is_offered, profit_percent, channels, answers, cards, ai_micro_usd)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO UPDATE SET name = excluded.name,
        place = excluded.place, is_offered = excluded.is_offered, profit_percent = excluded.profit_percent,
        channels = excluded.channels, answers = excluded.answers, cards = excluded.cards,
        ai_micro_usd = excluded.ai_micro_usd";
    PUT_PERIOD = "INSERT INTO period (id, days, place, is_offered) VALUES ($1, $2, $3, $4)
        ON CONFLICT (id) DO UPDATE SET days = excluded.days, place = excluded.place, is_offered = excluded.is_offered";
    PUT_PRICE = "INSERT INTO price (tier, period, tiyin) VALUES ($1, $2, $3)
        ON CONFLICT (tier, period) DO UPDATE SET tiyin = excluded.tiyin";
    INSERT_REQUEST = "INSERT INTO plan_request (id, partner, tier, with_ai, period, days, list_tiyin, due_tiyin, coupon,
        state, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    REQUEST = "SELECT id, partner, tier, with_ai, period, days, list_tiyin, due_tiyin, coupon, state, decided_by,
        decided_name, decided_at, reason, created_at FROM plan_request WHERE id = $1";
    OPEN_OF = "SELECT id, partner, tier, with_ai, period, days, list_tiyin, due_tiyin, coupon, state, decided_by,
        decided_name, decided_at, reason, created_at FROM plan_request WHERE partner = $1 AND state = 'open'";
    REQUESTS_OF = "SELECT id, partner, tier, with_ai, period, days, list_tiyin, due_tiyin, coupon, state, decided_by,
        decided_name, decided_at, reason, created_at FROM plan_request WHERE partner = $1
        ORDER BY created_at DESC, id DESC LIMIT 5";
    PENDING = "SELECT id, partner, tier, with_ai, period, days, list_tiyin, due_tiyin, coupon, state, decided_by,
        decided_name, decided_at, reason, created_at FROM plan_request WHERE state = 'open'
        ORDER BY created_at, id LIMIT $1 OFFSET $2";
    PENDING_COUNT = "SELECT COUNT(*) FROM plan_request WHERE state = 'open'";
    WITHDRAW = "UPDATE plan_request SET state = 'withdrawn' WHERE partner = $1 AND state = 'open' RETURNING id";
    DECIDE = "UPDATE plan_request SET state = $2, decided_by = $3, decided_name = $4, decided_at = $5, reason = $6
        WHERE id = $1 AND state = 'open'";
    SET_PERIOD = "UPDATE plan_request SET period = $2, days = $3, due_tiyin = $4 WHERE id = $1";
    INSERT_EVENT = "INSERT INTO plan_event (id, partner, kind, tier, with_ai, days, until_before, until_after, by_whom,
        reason, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    EVENTS = "SELECT kind, tier, with_ai, days, until_before, until_after, by_whom, reason, created_at FROM plan_event
        WHERE partner = $1 ORDER BY created_at DESC, id DESC LIMIT 5";
    GIVEN = "SELECT kind, tier, with_ai, days, until_before, until_after, by_whom, reason, created_at FROM plan_event
        WHERE partner = $1 AND kind = $2 AND reason = $3 AND days > 0 LIMIT 1";
    USAGE = "SELECT answers, ai_micro_usd FROM plan_usage WHERE partner = $1 AND month = $2";
}

/// The statements of this module, the multi-row ones in every size.
pub(super) fn statements() -> Vec<&'static str> {
    [ALL.to_vec(), COUNT.texts().collect()].concat()
}

/// What this capability holds of partners.
pub(super) const HOLDINGS: &[Holding] = &[
    Holding {
        table: "plan_request",
        erase: &[
            "DELETE FROM card_message WHERE card = 'request' AND subject IN
                (SELECT id FROM plan_request WHERE partner = $1)",
            "DELETE FROM plan_request WHERE partner = $1",
        ],
        export: Export::Rows {
            name: "plan_requests",
            page: "SELECT created_at, id, tier, with_ai, period, days, list_tiyin, due_tiyin, coupon, state, decided_at,
                reason FROM plan_request WHERE partner = $1 AND (created_at, id) > ($2, $3)
                ORDER BY created_at, id LIMIT 200",
            is_table: false,
        },
    },
    Holding {
        table: "plan_event",
        erase: &["DELETE FROM plan_event WHERE partner = $1"],
        export: Export::Rows {
            name: "plan_events",
            page: "SELECT created_at, id, kind, tier, with_ai, days, until_before, until_after, reason FROM plan_event
                WHERE partner = $1 AND (created_at, id) > ($2, $3) ORDER BY created_at, id LIMIT 200",
            is_table: false,
        },
    },
    Holding {
        table: "plan_usage",
        erase: &["DELETE FROM plan_usage WHERE partner = $1"],
        export: Export::Rows {
            name: "plan_usage",
            page: "SELECT month, partner, answers, ai_micro_usd FROM plan_usage
                WHERE partner = $1 AND (month, partner) > ($2, $3) ORDER BY month, partner LIMIT 200",
            is_table: false,
        },
    },
];

pub(super) async fn tiers(on: impl Into<On<'_>>) -> Result<Vec<Tier>, DbError> {
    sql(TIERS).all(on).await
}

pub(super) async fn periods(on: impl Into<On<'_>>) -> Result<Vec<Period>, DbError> {
    sql(PERIODS).all(on).await
}

pub(super) async fn prices(on: impl Into<On<'_>>) -> Result<Vec<Price>, DbError> {
    sql(PRICES).all(on).await
}

pub(super) async fn put_tier(tx: &mut Tx, tier: &Tier) -> Result<(), DbError> {
    sql(PUT_TIER)
        .bind(&tier.id)
        .bind(tier.kind.name())
        .bind(&tier.name)
        .bind(tier.place)
        .bind(tier.is_offered)
        .bind(tier.profit_percent)
        .bind(tier.channels)
        .bind(tier.answers)
        .bind(tier.cards)
        .bind(tier.ai_micro_usd)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn put_period(tx: &mut Tx, period: &Period) -> Result<(), DbError> {
    sql(PUT_PERIOD)
        .bind(&period.id)
        .bind(period.days)
        .bind(period.place)
        .bind(period.is_offered)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn put_price(tx: &mut Tx, price: &Price) -> Result<(), DbError> {
    sql(PUT_PRICE)
        .bind(&price.tier)
        .bind(&price.period)
        .bind(price.tiyin)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn insert_request(tx: &mut Tx, request: &Request) -> Result<(), DbError> {
    sql(INSERT_REQUEST)
        .bind(request.id)
        .bind(request.partner)
        .bind(&request.tier)
        .bind(request.with_ai)
        .bind(&request.period)
        .bind(request.days)
        .bind(request.list_tiyin)
        .bind(request.due_tiyin)
        .bind(request.coupon.clone())
        .bind(request.state.name())
        .bind(request.created_at)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn request(on: impl Into<On<'_>>, id: RequestId) -> Result<Request, DbError> {
    sql(REQUEST).bind(id).one(on).await
}

pub(super) async fn open_of(
    on: impl Into<On<'_>>,
    partner: PartnerId,
) -> Result<Option<Request>, DbError> {
    sql(OPEN_OF).bind(partner).optional(on).await
}

pub(super) async fn requests_of(
    on: impl Into<On<'_>>,
    partner: PartnerId,
) -> Result<Vec<Request>, DbError> {
    sql(REQUESTS_OF).bind(partner).all(on).await
}

pub(super) async fn pending(on: impl Into<On<'_>>, page: i64) -> Result<Vec<Request>, DbError> {
    let from = page.clamp(0, 10_000) * PAGE;
    sql(PENDING).bind(PAGE + 1).bind(from).all(on).await
}

pub(super) async fn pending_count(on: impl Into<On<'_>>) -> Result<i64, DbError> {
    Ok(sql(PENDING_COUNT).one::<(i64,)>(on).await?.0)
}

pub(super) async fn withdraw(
    tx: &mut Tx,
    partner: PartnerId,
) -> Result<Option<RequestId>, DbError> {
    let row = sql(WITHDRAW)
        .bind(partner)
        .optional::<(String,)>(tx)
        .await?;
    row.map(|(id,)| readable(id.parse())).transpose()
}

pub(super) async fn decide(
    tx: &mut Tx,
    id: RequestId,
    admin: &Admin,
    (state, reason): (RequestState, Option<&str>),
) -> Result<bool, DbError> {
    let now = tx.now();
    let decided = sql(DECIDE)
        .bind(id)
        .bind(state.name())
        .bind(admin.telegram_user)
        .bind(&admin.name)
        .bind(now)
        .bind(reason)
        .execute(tx)
        .await?;
    Ok(decided > 0)
}

pub(super) async fn set_period(
    tx: &mut Tx,
    id: RequestId,
    period: &Period,
    due: Tiyin,
) -> Result<(), DbError> {
    sql(SET_PERIOD)
        .bind(id)
        .bind(&period.id)
        .bind(period.days)
        .bind(due)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn insert_event(
    tx: &mut Tx,
    partner: PartnerId,
    change: &Change,
    (before, after): (Time, Time),
) -> Result<(), DbError> {
    let (id, now): (Id<EventMark>, Time) = (tx.id(), tx.now());
    sql(INSERT_EVENT)
        .bind(id)
        .bind(partner)
        .bind(change.cause.name())
        .bind(&change.chosen.tier)
        .bind(change.chosen.with_ai)
        .bind(change.days)
        .bind(before)
        .bind(after)
        .bind(&change.by)
        .bind(&change.reason)
        .bind(now)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn events(
    on: impl Into<On<'_>>,
    partner: PartnerId,
) -> Result<Vec<Event>, DbError> {
    sql(EVENTS).bind(partner).all(on).await
}

pub(super) async fn given(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    (cause, reason): (Cause, &str),
) -> Result<Option<Event>, DbError> {
    let event = sql(GIVEN).bind(partner).bind(cause.name()).bind(reason);
    event.optional(on).await
}

pub(super) async fn usage(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    month: Time,
) -> Result<Usage, DbError> {
    let row = sql(USAGE).bind(partner).bind(month).optional(on).await?;
    Ok(row.unwrap_or_default())
}

pub(super) async fn count(
    tx: &mut Tx,
    month: Time,
    sums: &BTreeMap<PartnerId, Usage>,
) -> Result<Vec<(PartnerId, Usage)>, DbError> {
    let rows = sums.iter().map(|(partner, used)| {
        vec![
            (*partner).into(),
            month.into(),
            used.answers.into(),
            used.ai_micro_usd.into(),
        ]
    });
    let counted: Vec<(String, i64, i64)> = COUNT.all(tx, rows.collect()).await?;
    let counted = counted.into_iter().map(|(partner, answers, ai_micro_usd)| {
        let used = Usage {
            answers,
            ai_micro_usd,
        };
        Ok((readable(partner.parse())?, used))
    });
    counted.collect()
}
