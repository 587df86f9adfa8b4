//! Every statement of accounts.

use scx_kit::{Language, Time};
use scx_store::{Db, DbError, Export, Holding, Many, On, Tx, many, sql};

pub(super) mod browse;
pub(super) mod past;
pub(super) mod plan;

use super::{NewPartner, Partner, PartnerId, Phone, State, Tone};
use crate::readable;

const BY_IDS: Many = many(
    "SELECT id, telegram_user, name, phone, language, email, is_email_proven, email_asked, state,
        trial_ends_at, is_ai_paused, tone, greeting, opens_at, closes_at, has_topics, taught,
        tier, has_ai_addon, paid_until, spent_until, ai_spent_until, username, created_at
        FROM partner WHERE id IN (VALUES",
    "($)",
    ")",
);

/// The statements of this module, the multi-row ones in every size.
pub(super) fn statements() -> Vec<&'static str> {
    [ALL, browse::ALL, past::ALL, plan::ALL]
        .concat()
        .into_iter()
        .chain(BY_IDS.texts())
        .collect()
}

scx_store::statements! {
    INSERT = "INSERT INTO partner (id, telegram_user, name, phone, language, email, email_asked, state,
        trial_ends_at, is_ai_paused, tone, greeting, opens_at, closes_at, created_at, is_phone_proven, username,
        folded_name, has_topics)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, FALSE)";
    BY_TELEGRAM = "SELECT id, telegram_user, name, phone, language, email, is_email_proven, email_asked, state,
        trial_ends_at, is_ai_paused, tone, greeting, opens_at, closes_at, has_topics, taught,
        tier, has_ai_addon, paid_until, spent_until, ai_spent_until, username, created_at
        FROM partner WHERE telegram_user = $1";
    BY_ID = "SELECT id, telegram_user, name, phone, language, email, is_email_proven, email_asked, state,
        trial_ends_at, is_ai_paused, tone, greeting, opens_at, closes_at, has_topics, taught,
        tier, has_ai_addon, paid_until, spent_until, ai_spent_until, username, created_at
        FROM partner WHERE id = $1";
    PHONE = "SELECT id FROM partner WHERE phone = $1";
    LEAVE = "UPDATE partner SET left_user = telegram_user, telegram_user = $2, closed_at = $3
        WHERE id = $1 AND telegram_user > 0";
    FORMER = "SELECT id, left_user, is_phone_proven, closed_at, is_erasing FROM partner
        WHERE phone = $1 AND telegram_user < 0";
    COME_BACK = "UPDATE partner SET telegram_user = $2, language = $3, is_phone_proven = (is_phone_proven OR $4),
        left_user = NULL, closed_at = NULL WHERE id = $1";
    CLOSED_BEFORE = "SELECT id FROM partner WHERE closed_at < $1 ORDER BY closed_at LIMIT 100";
    START_ERASING = "UPDATE partner SET is_erasing = TRUE WHERE id = $1 AND closed_at < $2 RETURNING closed_at";
    ERASE = "DELETE FROM partner WHERE id = $1";
    SPEND_TRIAL = "INSERT INTO spent_trial (phone_hash, trial_ends_at, state, created_at)
        VALUES ($1, $2, $3, $4) ON CONFLICT (phone_hash) DO UPDATE
        SET trial_ends_at = excluded.trial_ends_at, state = excluded.state";
    SPENT_TRIAL = "SELECT trial_ends_at, state FROM spent_trial WHERE phone_hash = $1";
    GET_PEPPER = "SELECT sealed FROM pepper WHERE name = $1";
    ADD_PEPPER = "INSERT INTO pepper (name, sealed) VALUES ($1, $2)";
    SET_LANGUAGE = "UPDATE partner SET language = $2 WHERE id = $1";
    SET_NAME = "UPDATE partner SET name = $2, folded_name = $3 WHERE id = $1";
    SET_EMAIL = "UPDATE partner SET email = $2, is_email_proven = $3 WHERE id = $1";
    MOVE_TO = "UPDATE partner SET telegram_user = $2, language = $3, is_phone_proven = $4,
        left_user = NULL, closed_at = NULL WHERE id = $1 AND NOT is_erasing";
    NOTE_EMAIL_ASKED = "UPDATE partner SET email_asked = email_asked + 1 WHERE id = $1";
    SET_TONE = "UPDATE partner SET tone = $2 WHERE id = $1";
    SET_GREETING = "UPDATE partner SET greeting = $2 WHERE id = $1";
    SET_HOURS = "UPDATE partner SET opens_at = $2, closes_at = $3 WHERE id = $1";
    SET_AI_PAUSED = "UPDATE partner SET is_ai_paused = $2 WHERE id = $1";
    SET_TOPICS = "UPDATE partner SET has_topics = $2 WHERE id = $1";
    SET_ALL_TOPICS = "UPDATE partner SET has_topics = $1 WHERE has_topics <> $1";
    PRESENT = "SELECT id FROM partner WHERE id > $1 AND telegram_user > 0 ORDER BY id LIMIT 200";
    NOTE_TAUGHT = "UPDATE partner SET taught = taught + 1 WHERE id = $1";
    SET_STATE = "UPDATE partner SET state = $2 WHERE id = $1";
}

/// What this capability holds of partners. Their own row goes last, by [`erase`].
pub(super) const HOLDINGS: &[Holding] = &[Holding {
    table: "partner",
    erase: &[],
    export: Export::Rows {
        name: "account",
        page: "SELECT created_at, id, telegram_user, name, phone, is_phone_proven, language, email, is_email_proven, state,
            trial_ends_at, tier, has_ai_addon, paid_until, username,
            is_ai_paused, tone, greeting, opens_at, closes_at FROM partner
            WHERE id = $1 AND (created_at, id) > ($2, $3) ORDER BY created_at, id LIMIT 1",
        is_table: false,
    },
}];

/// A partner who left a Telegram account.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Former {
    pub(super) id: String,
    pub(super) left_user: Option<i64>,
    pub(super) is_phone_proven: bool,
    pub(super) closed_at: Option<i64>,
    pub(super) is_erasing: bool,
}

pub(super) async fn insert(
    tx: &mut Tx,
    partner: &Partner,
    is_phone_proven: bool,
) -> Result<(), DbError> {
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
        .bind(is_phone_proven)
        .bind(partner.username.clone())
        .bind(scx_lang::fold(&partner.name))
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

pub(super) async fn find(tx: &mut Tx, id: PartnerId) -> Result<Option<Partner>, DbError> {
    sql(BY_ID).bind(id).optional(tx).await
}

pub(super) async fn leave(
    tx: &mut Tx,
    id: PartnerId,
    nobody: i64,
    closed_at: Option<Time>,
) -> Result<bool, DbError> {
    let left = sql(LEAVE)
        .bind(id)
        .bind(nobody)
        .bind(closed_at)
        .execute(tx)
        .await?;
    Ok(left > 0)
}

pub(super) async fn former(tx: &mut Tx, phone: &Phone) -> Result<Option<Former>, DbError> {
    sql(FORMER).bind(phone.stored()).optional(tx).await
}

pub(super) async fn come_back(tx: &mut Tx, id: PartnerId, new: &NewPartner) -> Result<(), DbError> {
    sql(COME_BACK)
        .bind(id)
        .bind(new.telegram_user)
        .bind(new.language)
        .bind(new.is_phone_proven)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn closed_before(tx: &mut Tx, moment: Time) -> Result<Vec<PartnerId>, DbError> {
    let rows = sql(CLOSED_BEFORE).bind(moment).all::<(String,)>(tx).await?;
    rows.into_iter().map(|(id,)| readable(id.parse())).collect()
}

pub(super) async fn start_erasing(
    tx: &mut Tx,
    id: PartnerId,
    moment: Time,
) -> Result<Option<Time>, DbError> {
    let row = sql(START_ERASING)
        .bind(id)
        .bind(moment)
        .optional::<(i64,)>(tx)
        .await?;
    Ok(row.map(|(closed_at,)| Time(closed_at)))
}

pub(super) async fn erase(tx: &mut Tx, id: PartnerId) -> Result<(), DbError> {
    sql(ERASE).bind(id).execute(tx).await.map(|_| ())
}

pub(super) async fn spend_trial(
    tx: &mut Tx,
    phone_hash: &str,
    partner: &Partner,
) -> Result<(), DbError> {
    let now = tx.now();
    sql(SPEND_TRIAL)
        .bind(phone_hash)
        .bind(partner.trial_ends_at)
        .bind(partner.state.name())
        .bind(now)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn spent_trial(
    tx: &mut Tx,
    phone_hash: &str,
) -> Result<Option<(Time, State)>, DbError> {
    let row = sql(SPENT_TRIAL)
        .bind(phone_hash)
        .optional::<(i64, String)>(tx)
        .await?;
    row.map(|(ends_at, state)| Ok((Time(ends_at), readable(State::try_from(state))?)))
        .transpose()
}

pub(super) async fn pepper(tx: &mut Tx, name: &str) -> Result<Option<Vec<u8>>, DbError> {
    let row = sql(GET_PEPPER)
        .bind(name)
        .optional::<(Vec<u8>,)>(tx)
        .await?;
    Ok(row.map(|(sealed,)| sealed))
}

pub(super) async fn add_pepper(tx: &mut Tx, name: &str, sealed: Vec<u8>) -> Result<(), DbError> {
    sql(ADD_PEPPER)
        .bind(name)
        .bind(sealed)
        .execute(tx)
        .await
        .map(|_| ())
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
        .bind(scx_lang::fold(name))
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn set_email(
    tx: &mut Tx,
    id: PartnerId,
    (email, is_proven): (&str, bool),
) -> Result<(), DbError> {
    let set = sql(SET_EMAIL).bind(id).bind(email).bind(is_proven);
    set.execute(tx).await.map(|_| ())
}

/// Links a partner to another Telegram account; false while they are erased.
pub(super) async fn move_to(
    tx: &mut Tx,
    id: PartnerId,
    (telegram_user, language): (i64, Language),
    is_phone_proven: bool,
) -> Result<bool, DbError> {
    let moved = sql(MOVE_TO)
        .bind(id)
        .bind(telegram_user)
        .bind(language)
        .bind(is_phone_proven);
    Ok(moved.execute(tx).await? > 0)
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

pub(super) async fn set_topics(
    tx: &mut Tx,
    partner: PartnerId,
    has_topics: bool,
) -> Result<(), DbError> {
    let set = sql(SET_TOPICS).bind(partner).bind(has_topics);
    set.execute(tx).await.map(|_| ())
}

pub(super) async fn set_all_topics(tx: &mut Tx, have_topics: bool) -> Result<(), DbError> {
    let set = sql(SET_ALL_TOPICS).bind(have_topics);
    set.execute(tx).await.map(|_| ())
}

pub(super) async fn note_taught(tx: &mut Tx, partner: PartnerId) -> Result<(), DbError> {
    sql(NOTE_TAUGHT).bind(partner).execute(tx).await.map(|_| ())
}

pub(super) async fn present(
    tx: &mut Tx,
    after: Option<PartnerId>,
) -> Result<Vec<PartnerId>, DbError> {
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    let rows = sql(PRESENT).bind(after).all::<(String,)>(tx).await?;
    rows.into_iter().map(|(id,)| readable(id.parse())).collect()
}
