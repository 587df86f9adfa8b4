//! Every statement of accounts.

use scx_kit::Language;
use scx_store::{Db, DbError, Many, On, Tx, many, sql};

use super::{Partner, PartnerId, Phone, State, Tone};

const BY_IDS: Many = many(
    "SELECT id, telegram_user, name, phone, language, email, email_asked, state,
        trial_ends_at, is_ai_paused, tone, greeting, opens_at, closes_at, created_at
        FROM partner WHERE id IN (VALUES",
    "($)",
    ")",
);

/// The statements of this module, the multi-row ones in every size.
pub(super) fn statements() -> Vec<&'static str> {
    [ALL.to_vec(), BY_IDS.texts().collect()].concat()
}

scx_store::statements! {
    INSERT = "INSERT INTO partner (id, telegram_user, name, phone, language, email, email_asked, state,
        trial_ends_at, is_ai_paused, tone, greeting, opens_at, closes_at, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    BY_TELEGRAM = "SELECT id, telegram_user, name, phone, language, email, email_asked, state,
        trial_ends_at, is_ai_paused, tone, greeting, opens_at, closes_at, created_at
        FROM partner WHERE telegram_user = $1";
    BY_ID = "SELECT id, telegram_user, name, phone, language, email, email_asked, state,
        trial_ends_at, is_ai_paused, tone, greeting, opens_at, closes_at, created_at
        FROM partner WHERE id = $1";
    PHONE = "SELECT id FROM partner WHERE phone = $1";
    SET_LANGUAGE = "UPDATE partner SET language = $2 WHERE id = $1";
    SET_NAME = "UPDATE partner SET name = $2 WHERE id = $1";
    SET_EMAIL = "UPDATE partner SET email = $2 WHERE id = $1";
    NOTE_EMAIL_ASKED = "UPDATE partner SET email_asked = email_asked + 1 WHERE id = $1";
    SET_TONE = "UPDATE partner SET tone = $2 WHERE id = $1";
    SET_GREETING = "UPDATE partner SET greeting = $2 WHERE id = $1";
    SET_HOURS = "UPDATE partner SET opens_at = $2, closes_at = $3 WHERE id = $1";
    SET_AI_PAUSED = "UPDATE partner SET is_ai_paused = $2 WHERE id = $1";
    SET_STATE = "UPDATE partner SET state = $2 WHERE id = $1";
}

pub(super) async fn insert(tx: &mut Tx, partner: &Partner) -> Result<(), DbError> {
    sql(INSERT)
        .bind(partner.id)
        .bind(partner.telegram_user)
        .bind(&partner.name)
        .bind(&partner.phone)
        .bind(partner.language)
        .bind(partner.email.clone())
        .bind(partner.email_asked)
        .bind(partner.state.name())
        .bind(partner.trial_ends_at)
        .bind(partner.is_ai_paused)
        .bind(partner.tone.name())
        .bind(partner.greeting.clone())
        .bind(partner.opens_at)
        .bind(partner.closes_at)
        .bind(partner.created_at)
        .execute(tx)
        .await?;
    Ok(())
}

pub(super) async fn by_telegram(
    on: impl Into<On<'_>>,
    user: i64,
) -> Result<Option<Partner>, DbError> {
    sql(BY_TELEGRAM).bind(user).optional(on).await
}

pub(super) async fn by_id(on: impl Into<On<'_>>, id: PartnerId) -> Result<Partner, DbError> {
    sql(BY_ID).bind(id).one(on).await
}

pub(super) async fn phone_is_taken(tx: &mut Tx, phone: &Phone) -> Result<bool, DbError> {
    let found = sql(PHONE)
        .bind(phone.stored())
        .optional::<(String,)>(tx)
        .await?;
    Ok(found.is_some())
}

pub(super) async fn set_language(
    tx: &mut Tx,
    id: PartnerId,
    language: Language,
) -> Result<(), DbError> {
    sql(SET_LANGUAGE)
        .bind(id)
        .bind(language)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn set_name(tx: &mut Tx, id: PartnerId, name: &str) -> Result<(), DbError> {
    sql(SET_NAME)
        .bind(id)
        .bind(name)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn set_email(tx: &mut Tx, id: PartnerId, email: &str) -> Result<(), DbError> {
    sql(SET_EMAIL)
        .bind(id)
        .bind(email)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn note_email_asked(tx: &mut Tx, id: PartnerId) -> Result<(), DbError> {
    sql(NOTE_EMAIL_ASKED).bind(id).execute(tx).await.map(|_| ())
}

pub(super) async fn set_tone(tx: &mut Tx, id: PartnerId, tone: Tone) -> Result<(), DbError> {
    sql(SET_TONE)
        .bind(id)
        .bind(tone.name())
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn set_greeting(
    tx: &mut Tx,
    id: PartnerId,
    text: Option<&str>,
) -> Result<(), DbError> {
    sql(SET_GREETING)
        .bind(id)
        .bind(text)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn set_hours(
    tx: &mut Tx,
    id: PartnerId,
    hours: Option<(i64, i64)>,
) -> Result<(), DbError> {
    sql(SET_HOURS)
        .bind(id)
        .bind(hours.map(|(opens, _)| opens))
        .bind(hours.map(|(_, closes)| closes))
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn set_ai_paused(
    tx: &mut Tx,
    id: PartnerId,
    is_paused: bool,
) -> Result<(), DbError> {
    sql(SET_AI_PAUSED)
        .bind(id)
        .bind(is_paused)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn set_state(tx: &mut Tx, id: PartnerId, state: State) -> Result<(), DbError> {
    sql(SET_STATE)
        .bind(id)
        .bind(state.name())
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn by_ids(db: &Db, ids: &[PartnerId]) -> Result<Vec<Partner>, DbError> {
    BY_IDS
        .all(db, ids.iter().map(|id| vec![(*id).into()]).collect())
        .await
}
