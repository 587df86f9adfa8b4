//! The SQL by which admins find partners.

use scx_kit::Time;
use scx_store::{DbError, On, sql};

use crate::accounts::browse::{Group, PAGE, Tallies};
use crate::accounts::{Partner, Phone};

scx_store::statements! {
    EVERYBODY = "SELECT id, telegram_user, name, phone, language, email, is_email_proven, email_asked, state,
        trial_ends_at, is_ai_paused, tone, greeting, opens_at, closes_at, has_topics, taught,
        tier, has_ai_addon, paid_until, spent_until, ai_spent_until, username, created_at
        FROM partner ORDER BY id DESC LIMIT $1 OFFSET $2";
    ON_TRIAL = "SELECT id, telegram_user, name, phone, language, email, is_email_proven, email_asked, state,
        trial_ends_at, is_ai_paused, tone, greeting, opens_at, closes_at, has_topics, taught,
        tier, has_ai_addon, paid_until, spent_until, ai_spent_until, username, created_at
        FROM partner WHERE state = 'active' AND trial_ends_at > $3 AND paid_until <= $3
        ORDER BY id DESC LIMIT $1 OFFSET $2";
    PAYING = "SELECT id, telegram_user, name, phone, language, email, is_email_proven, email_asked, state,
        trial_ends_at, is_ai_paused, tone, greeting, opens_at, closes_at, has_topics, taught,
        tier, has_ai_addon, paid_until, spent_until, ai_spent_until, username, created_at
        FROM partner WHERE state = 'active' AND paid_until > $3
        ORDER BY id DESC LIMIT $1 OFFSET $2";
    FREE = "SELECT id, telegram_user, name, phone, language, email, is_email_proven, email_asked, state,
        trial_ends_at, is_ai_paused, tone, greeting, opens_at, closes_at, has_topics, taught,
        tier, has_ai_addon, paid_until, spent_until, ai_spent_until, username, created_at
        FROM partner WHERE state = 'active' AND trial_ends_at <= $3 AND paid_until = 0
        ORDER BY id DESC LIMIT $1 OFFSET $2";
    EXPIRED = "SELECT id, telegram_user, name, phone, language, email, is_email_proven, email_asked, state,
        trial_ends_at, is_ai_paused, tone, greeting, opens_at, closes_at, has_topics, taught,
        tier, has_ai_addon, paid_until, spent_until, ai_spent_until, username, created_at
        FROM partner WHERE state = 'active' AND trial_ends_at <= $3 AND paid_until > 0 AND paid_until <= $3
        ORDER BY id DESC LIMIT $1 OFFSET $2";
    BANNED = "SELECT id, telegram_user, name, phone, language, email, is_email_proven, email_asked, state,
        trial_ends_at, is_ai_paused, tone, greeting, opens_at, closes_at, has_topics, taught,
        tier, has_ai_addon, paid_until, spent_until, ai_spent_until, username, created_at
        FROM partner WHERE state = 'banned' ORDER BY id DESC LIMIT $1 OFFSET $2";
    BY_PHONE = "SELECT id, telegram_user, name, phone, language, email, is_email_proven, email_asked, state,
        trial_ends_at, is_ai_paused, tone, greeting, opens_at, closes_at, has_topics, taught,
        tier, has_ai_addon, paid_until, spent_until, ai_spent_until, username, created_at
        FROM partner WHERE phone = $1";
    BY_EMAIL = "SELECT id, telegram_user, name, phone, language, email, is_email_proven, email_asked, state,
        trial_ends_at, is_ai_paused, tone, greeting, opens_at, closes_at, has_topics, taught,
        tier, has_ai_addon, paid_until, spent_until, ai_spent_until, username, created_at
        FROM partner WHERE email = $1 LIMIT 20";
    BY_USERNAME = "SELECT id, telegram_user, name, phone, language, email, is_email_proven, email_asked, state,
        trial_ends_at, is_ai_paused, tone, greeting, opens_at, closes_at, has_topics, taught,
        tier, has_ai_addon, paid_until, spent_until, ai_spent_until, username, created_at
        FROM partner WHERE username = $1 LIMIT 20";
    BY_NAME = "SELECT id, telegram_user, name, phone, language, email, is_email_proven, email_asked, state,
        trial_ends_at, is_ai_paused, tone, greeting, opens_at, closes_at, has_topics, taught,
        tier, has_ai_addon, paid_until, spent_until, ai_spent_until, username, created_at
        FROM partner WHERE folded_name LIKE $1 ESCAPE '#' OR name LIKE $2 ESCAPE '#' ORDER BY id DESC LIMIT 20";
    TALLIES = "SELECT COUNT(*) AS everybody,
        CAST(COALESCE(SUM(CASE WHEN state = 'active' AND trial_ends_at > $1 AND paid_until <= $1 THEN 1 ELSE 0 END), 0) AS BIGINT) AS on_trial,
        CAST(COALESCE(SUM(CASE WHEN state = 'active' AND paid_until > $1 THEN 1 ELSE 0 END), 0) AS BIGINT) AS paying,
        CAST(COALESCE(SUM(CASE WHEN state = 'active' AND trial_ends_at <= $1 AND paid_until = 0 THEN 1 ELSE 0 END), 0) AS BIGINT) AS free,
        CAST(COALESCE(SUM(CASE WHEN state = 'active' AND trial_ends_at <= $1 AND paid_until > 0 AND paid_until <= $1
            THEN 1 ELSE 0 END), 0) AS BIGINT) AS expired,
        CAST(COALESCE(SUM(CASE WHEN state = 'banned' THEN 1 ELSE 0 END), 0) AS BIGINT) AS banned FROM partner";
}

pub(in crate::accounts) async fn group(
    on: impl Into<On<'_>>,
    group: Group,
    page: i64,
    now: Time,
) -> Result<Vec<Partner>, DbError> {
    let text = match group {
        Group::Everybody => EVERYBODY,
        Group::Trial => ON_TRIAL,
        Group::Paid => PAYING,
        Group::Free => FREE,
        Group::Expired => EXPIRED,
        Group::Banned => BANNED,
    };
    let query = sql(text).bind(PAGE + 1).bind(page.clamp(0, 100_000) * PAGE);
    match group {
        Group::Everybody | Group::Banned => query.all(on).await,
        Group::Trial | Group::Paid | Group::Free | Group::Expired => query.bind(now).all(on).await,
    }
}

pub(in crate::accounts) async fn tallies(
    on: impl Into<On<'_>>,
    now: Time,
) -> Result<Tallies, DbError> {
    sql(TALLIES).bind(now).one(on).await
}

pub(in crate::accounts) async fn by_phone(
    on: impl Into<On<'_>>,
    phone: &Phone,
) -> Result<Vec<Partner>, DbError> {
    sql(BY_PHONE).bind(phone.stored()).all(on).await
}

pub(in crate::accounts) async fn by_email(
    on: impl Into<On<'_>>,
    email: &str,
) -> Result<Vec<Partner>, DbError> {
    sql(BY_EMAIL).bind(email).all(on).await
}

pub(in crate::accounts) async fn by_username(
    on: impl Into<On<'_>>,
    username: &str,
) -> Result<Vec<Partner>, DbError> {
    sql(BY_USERNAME).bind(username).all(on).await
}

pub(in crate::accounts) async fn by_name(
    on: impl Into<On<'_>>,
    (folded, typed): (&str, &str),
) -> Result<Vec<Partner>, DbError> {
    let within = |text: &str| {
        let plain = text
            .replace('#', "##")
            .replace('%', "#%")
            .replace('_', "#_");
        format!("%{plain}%")
    };
    sql(BY_NAME)
        .bind(within(folded))
        .bind(within(typed))
        .all(on)
        .await
}
