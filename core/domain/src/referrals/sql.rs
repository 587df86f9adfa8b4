//! The SQL of referrals.

use scx_kit::Time;
use scx_store::{DbError, Export, Holding, On, Tx, sql};

use super::list::PAGE;
use super::model::{Counts, Referral, ReferralId, Term, Why};
use crate::accounts::PartnerId;
use crate::readable;

scx_store::statements! {
    LINK = "SELECT partner, code, chat, is_blocked FROM referral_code WHERE partner = $1";
    HOLD_BY_CODE = "UPDATE referral_code SET is_blocked = is_blocked WHERE code = $1
        RETURNING partner, code, chat, is_blocked";
    HOLD = "UPDATE referral_code SET is_blocked = is_blocked WHERE partner = $1
        RETURNING partner, code, chat, is_blocked";
    INSERT_CODE = "INSERT INTO referral_code (partner, code, chat, is_blocked, created_at)
        VALUES ($1, $2, $3, FALSE, $4) ON CONFLICT (partner) DO NOTHING";
    SET_BLOCKED = "UPDATE referral_code SET is_blocked = $2 WHERE partner = $1 AND is_blocked <> $2";
    PUT_VISIT = "INSERT INTO referral_visit (person, inviter, created_at) VALUES ($1, $2, $3)
        ON CONFLICT (person) DO UPDATE SET inviter = excluded.inviter, created_at = excluded.created_at";
    DROP_VISITS = "DELETE FROM referral_visit WHERE created_at < $1";
    TAKE_VISIT = "DELETE FROM referral_visit WHERE person = $1 RETURNING inviter";
    INSERT = "INSERT INTO referral (id, partner, inviter, state, why, partner_days, inviter_days, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (partner) WHERE partner <> '' DO NOTHING";
    CLAIM = "UPDATE referral SET state = 'paid', invoice = $2, paid_at = $3
        WHERE partner = $1 AND partner <> '' AND state = 'came'
        RETURNING id, partner, inviter, state, why, partner_days, inviter_days, created_at";
    WITHHOLD = "UPDATE referral SET why = $2 WHERE id = $1";
    TAKE_BACK = "UPDATE referral SET state = 'taken_back' WHERE invoice = $1 AND state = 'paid'
        RETURNING id, partner, inviter, state, why, partner_days, inviter_days, created_at";
    REWARDS_SINCE = "SELECT COUNT(*) FROM referral
        WHERE inviter = $1 AND paid_at >= $2 AND state = 'paid' AND why IS NULL";
    COUNTS = "SELECT COUNT(*) AS came,
        CAST(COALESCE(SUM(CASE WHEN state = 'paid' THEN 1 ELSE 0 END), 0) AS BIGINT) AS paid,
        CAST(COALESCE(SUM(CASE WHEN state = 'paid' AND why IS NULL THEN inviter_days ELSE 0 END), 0) AS BIGINT) AS days
        FROM referral WHERE inviter = $1 AND state <> 'refused'";
    ONE = "SELECT id, partner, inviter, state, why, partner_days, inviter_days, created_at FROM referral WHERE id = $1";
    OF_PARTNER = "SELECT id, partner, inviter, state, why, partner_days, inviter_days, created_at FROM referral
        WHERE partner = $1 AND partner <> ''";
    NEWEST = "SELECT id, partner, inviter, state, why, partner_days, inviter_days, created_at FROM referral
        ORDER BY id DESC LIMIT $1 OFFSET $2";
    TERMS = "SELECT name, value FROM referral_term";
    PUT_TERM = "INSERT INTO referral_term (name, value) VALUES ($1, $2)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value";
}

/// What this capability holds of partners. The link goes first, so that nobody
/// comes by it any more. A referral loses the side that is erased: the other one's
/// counts, and a refund that takes days back, go on without it.
pub(super) const HOLDINGS: &[Holding] = &[
    Holding {
        table: "referral",
        erase: &[
            "DELETE FROM referral WHERE partner = $1 AND partner <> '' AND inviter IN ('', $1)",
            "DELETE FROM referral WHERE inviter = $1 AND partner = ''",
            "UPDATE referral SET partner = '' WHERE partner = $1 AND partner <> ''",
            "UPDATE referral SET inviter = '' WHERE inviter = $1",
        ],
        export: Export::Rows {
            name: "referrals",
            page: "SELECT created_at, id, state, inviter_days, paid_at FROM referral
                WHERE inviter = $1 AND (created_at, id) > ($2, $3) ORDER BY created_at, id LIMIT 200",
            is_table: false,
        },
    },
    Holding {
        table: "referral_visit",
        erase: &["DELETE FROM referral_visit WHERE inviter = $1"],
        export: Export::Left("strangers who followed the link in the last month"),
    },
    Holding {
        table: "referral_code",
        erase: &["DELETE FROM referral_code WHERE partner = $1"],
        export: Export::Rows {
            name: "referral_link",
            page: "SELECT created_at, code FROM referral_code
                WHERE partner = $1 AND (created_at, code) > ($2, $3) LIMIT 1",
            is_table: false,
        },
    },
];

/// A partner's link.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Link {
    #[sqlx(try_from = "String")]
    pub(super) partner: PartnerId,
    pub(super) code: String,
    pub(super) chat: i64,
    pub(super) is_blocked: bool,
}

pub(super) async fn link(
    on: impl Into<On<'_>>,
    partner: PartnerId,
) -> Result<Option<Link>, DbError> {
    sql(LINK).bind(partner).optional(on).await
}

/// Holds a link's row until the transaction ends.
pub(super) async fn hold_by_code(tx: &mut Tx, code: &str) -> Result<Option<Link>, DbError> {
    sql(HOLD_BY_CODE).bind(code).optional(tx).await
}

/// Holds a link's row until the transaction ends.
pub(super) async fn hold(tx: &mut Tx, partner: PartnerId) -> Result<Option<Link>, DbError> {
    sql(HOLD).bind(partner).optional(tx).await
}

pub(super) async fn insert_code(
    tx: &mut Tx,
    partner: PartnerId,
    code: &str,
    chat: i64,
) -> Result<(), DbError> {
    let now = tx.now();
    let insert = sql(INSERT_CODE)
        .bind(partner)
        .bind(code)
        .bind(chat)
        .bind(now);
    insert.execute(tx).await.map(|_| ())
}

/// Blocks or unblocks; false where it was so already.
pub(super) async fn set_blocked(
    tx: &mut Tx,
    inviter: PartnerId,
    is_blocked: bool,
) -> Result<bool, DbError> {
    let set = sql(SET_BLOCKED).bind(inviter).bind(is_blocked);
    Ok(set.execute(tx).await? > 0)
}

pub(super) async fn put_visit(tx: &mut Tx, person: i64, inviter: PartnerId) -> Result<(), DbError> {
    let now = tx.now();
    let put = sql(PUT_VISIT).bind(person).bind(inviter).bind(now);
    put.execute(tx).await.map(|_| ())
}

pub(super) async fn drop_visits(tx: &mut Tx, before: Time) -> Result<(), DbError> {
    sql(DROP_VISITS).bind(before).execute(tx).await.map(|_| ())
}

pub(super) async fn take_visit(tx: &mut Tx, person: i64) -> Result<Option<PartnerId>, DbError> {
    let row = sql(TAKE_VISIT)
        .bind(person)
        .optional::<(String,)>(tx)
        .await?;
    row.map(|(inviter,)| readable(inviter.parse())).transpose()
}

/// Writes down who came; false for whom it was done before.
pub(super) async fn insert(tx: &mut Tx, referral: &Referral) -> Result<bool, DbError> {
    let inserted = sql(INSERT)
        .bind(referral.id)
        .bind(&referral.partner)
        .bind(&referral.inviter)
        .bind(referral.state.name())
        .bind(referral.why.clone())
        .bind(referral.partner_days)
        .bind(referral.inviter_days)
        .bind(referral.created_at)
        .execute(tx)
        .await?;
    Ok(inserted > 0)
}

/// Moves somebody on who came and pays for the first time.
pub(super) async fn claim(
    tx: &mut Tx,
    partner: PartnerId,
    invoice: &str,
) -> Result<Option<Referral>, DbError> {
    let now = tx.now();
    let claim = sql(CLAIM).bind(partner).bind(invoice).bind(now);
    claim.optional(tx).await
}

pub(super) async fn withhold(tx: &mut Tx, id: ReferralId, why: Why) -> Result<(), DbError> {
    let withhold = sql(WITHHOLD).bind(id).bind(why.name());
    withhold.execute(tx).await.map(|_| ())
}

pub(super) async fn take_back(tx: &mut Tx, invoice: &str) -> Result<Option<Referral>, DbError> {
    sql(TAKE_BACK).bind(invoice).optional(tx).await
}

pub(super) async fn rewards_since(
    tx: &mut Tx,
    inviter: PartnerId,
    since: Time,
) -> Result<i64, DbError> {
    let count = sql(REWARDS_SINCE).bind(inviter).bind(since);
    Ok(count.one::<(i64,)>(tx).await?.0)
}

pub(super) async fn counts(on: impl Into<On<'_>>, inviter: PartnerId) -> Result<Counts, DbError> {
    sql(COUNTS).bind(inviter).one(on).await
}

pub(super) async fn referral(
    on: impl Into<On<'_>>,
    id: ReferralId,
) -> Result<Option<Referral>, DbError> {
    sql(ONE).bind(id).optional(on).await
}

pub(super) async fn of_partner(
    on: impl Into<On<'_>>,
    partner: PartnerId,
) -> Result<Option<Referral>, DbError> {
    sql(OF_PARTNER).bind(partner).optional(on).await
}

pub(super) async fn page(on: impl Into<On<'_>>, page: i64) -> Result<Vec<Referral>, DbError> {
    let from = page.clamp(0, 10_000) * PAGE;
    sql(NEWEST).bind(PAGE + 1).bind(from).all(on).await
}

pub(super) async fn terms(on: impl Into<On<'_>>) -> Result<Vec<(String, i64)>, DbError> {
    sql(TERMS).all(on).await
}

pub(super) async fn put_term(tx: &mut Tx, term: Term, value: i64) -> Result<(), DbError> {
    let put = sql(PUT_TERM).bind(term.name()).bind(value);
    put.execute(tx).await.map(|_| ())
}
