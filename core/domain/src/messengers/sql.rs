//! Every statement of messengers.

mod holdings;
pub(super) mod templates;

use std::collections::HashMap;

use scx_connect::meta::Messenger;
use scx_kit::Time;
use scx_store::{Db, DbError, Many, On, Tx, many, sql};

use super::{Found, Login, MetaAccount, MetaId, State};
use crate::accounts::PartnerId;
use crate::{Refusal, plain, readable};

pub(super) use holdings::HOLDINGS;

const BY_IDS: Many = many(
    "SELECT id, partner, messenger, is_platform, app_id, app_secret IS NOT NULL AS has_app_secret, business_id,
        external_id, token IS NOT NULL AS has_token, token_last_four, token_ends_at, hook_key, verified_at, name,
        handle, own_ids, login, quality, send_limit, state, trouble, comment_word, created_at FROM meta_account WHERE id IN (VALUES",
    "($)",
    ")",
);

scx_store::statements! {
    INSERT = "INSERT INTO meta_account (id, partner, messenger, is_platform, token_last_four, verify_token, hook_key,
        name, handle, own_ids, login, state, created_at)
        VALUES ($1, $2, $3, $4, '', $5, $6, '', '', '[]', 'facebook', 'draft', $7)";
    OF_PARTNER_BY_ID = "SELECT id, partner, messenger, is_platform, app_id, app_secret IS NOT NULL AS has_app_secret,
        business_id, external_id, token IS NOT NULL AS has_token, token_last_four, token_ends_at, hook_key,
        verified_at, name, handle, own_ids, login, quality, send_limit, state, trouble, comment_word, created_at
        FROM meta_account WHERE partner = $1 AND id = $2";
    OF_PARTNER = "SELECT id, partner, messenger, is_platform, app_id, app_secret IS NOT NULL AS has_app_secret,
        business_id, external_id, token IS NOT NULL AS has_token, token_last_four, token_ends_at, hook_key,
        verified_at, name, handle, own_ids, login, quality, send_limit, state, trouble, comment_word, created_at
        FROM meta_account WHERE partner = $1 AND state <> 'removed' ORDER BY id";
    BY_HOOK_KEY = "SELECT id, partner, messenger, is_platform, app_id, app_secret IS NOT NULL AS has_app_secret,
        business_id, external_id, token IS NOT NULL AS has_token, token_last_four, token_ends_at, hook_key,
        verified_at, name, handle, own_ids, login, quality, send_limit, state, trouble, comment_word, created_at
        FROM meta_account WHERE hook_key = $1";
    BY_PLACE = "SELECT id, partner, messenger, is_platform, app_id, app_secret IS NOT NULL AS has_app_secret,
        business_id, external_id, token IS NOT NULL AS has_token, token_last_four, token_ends_at, hook_key,
        verified_at, name, handle, own_ids, login, quality, send_limit, state, trouble, comment_word, created_at
        FROM meta_account WHERE messenger = $1 AND external_id = $2 AND state IN ('wanted', 'ok', 'broken')";
    SECRETS = "SELECT token, app_secret, verify_token FROM meta_account WHERE id = $1";
    SET_COMMENT_WORD = "UPDATE meta_account SET comment_word = $3 WHERE partner = $1 AND id = $2";
    SET_APP_ID = "UPDATE meta_account SET app_id = $3 WHERE partner = $1 AND id = $2";
    SET_BUSINESS = "UPDATE meta_account SET business_id = $3 WHERE partner = $1 AND id = $2";
    SET_EXTERNAL = "UPDATE meta_account SET external_id = $3 WHERE partner = $1 AND id = $2";
    SET_APP_SECRET = "UPDATE meta_account SET app_secret = $3 WHERE partner = $1 AND id = $2";
    SET_TOKEN = "UPDATE meta_account SET token = $3, token_last_four = $4, token_ends_at = $5
        WHERE partner = $1 AND id = $2";
    SET_STATE = "UPDATE meta_account SET state = $3, trouble = $4 WHERE partner = $1 AND id = $2 AND state <> 'removed'";
    SET_FOUND = "UPDATE meta_account SET external_id = $3, name = $4, handle = $5, own_ids = $6, login = $7,
        quality = $8, send_limit = $9, token_ends_at = $10, hook_url = $11 WHERE partner = $1 AND id = $2";
    HOOK = "SELECT hook_url, verify_token FROM meta_account WHERE partner = $1 AND id = $2";
    SET_VERIFIED = "UPDATE meta_account SET verified_at = $2 WHERE id = $1 AND verified_at IS NULL";
    CHECKED = "SELECT id, partner FROM meta_account WHERE state = 'ok' ORDER BY id";
}

/// The statements of this module, the multi-row ones in every size.
pub(super) fn statements() -> Vec<&'static str> {
    let many = BY_IDS.texts().collect();
    [ALL.to_vec(), templates::ALL.to_vec(), many].concat()
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    partner: String,
    messenger: String,
    is_platform: bool,
    app_id: Option<String>,
    has_app_secret: bool,
    business_id: Option<String>,
    external_id: Option<String>,
    has_token: bool,
    token_last_four: String,
    token_ends_at: Option<i64>,
    hook_key: String,
    verified_at: Option<i64>,
    name: String,
    handle: String,
    own_ids: String,
    login: String,
    quality: Option<String>,
    send_limit: Option<String>,
    state: String,
    trouble: Option<String>,
    comment_word: Option<String>,
    created_at: i64,
}

impl TryFrom<Row> for MetaAccount {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        let messenger = Messenger::from_word(&row.messenger);
        let trouble = row.trouble.as_deref().map(serde_json::from_str::<Refusal>);
        Ok(Self {
            id: readable(row.id.parse())?,
            partner: readable(row.partner.parse())?,
            messenger: readable(messenger.ok_or("a messenger nobody knows"))?,
            is_platform: row.is_platform,
            app_id: row.app_id,
            has_app_secret: row.has_app_secret,
            business_id: row.business_id,
            external_id: row.external_id,
            has_token: row.has_token,
            token_last_four: row.token_last_four,
            token_ends_at: row.token_ends_at.map(Time),
            hook_key: row.hook_key,
            verified_at: row.verified_at.map(Time),
            name: row.name,
            handle: row.handle,
            own_ids: readable(serde_json::from_str(&row.own_ids))?,
            login: readable(Login::try_from(row.login))?,
            quality: row.quality,
            send_limit: row.send_limit,
            state: readable(State::try_from(row.state))?,
            trouble: trouble.map(readable).transpose()?,
            comment_word: row.comment_word,
            created_at: Time(row.created_at),
        })
    }
}

pub(super) async fn insert(
    tx: &mut Tx,
    (id, partner): (MetaId, PartnerId),
    (messenger, is_platform): (Messenger, bool),
    (verify_token, hook_key): (Vec<u8>, String),
) -> Result<(), DbError> {
    let now = tx.now();
    sql(INSERT)
        .bind(id)
        .bind(partner)
        .bind(messenger.word())
        .bind(is_platform)
        .bind(verify_token)
        .bind(hook_key)
        .bind(now)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn of_partner_by_id(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    id: MetaId,
) -> Result<MetaAccount, DbError> {
    let row = sql(OF_PARTNER_BY_ID).bind(partner).bind(id);
    row.one::<Row>(on).await?.try_into()
}

pub(super) async fn of_partner(
    on: impl Into<On<'_>>,
    partner: PartnerId,
) -> Result<Vec<MetaAccount>, DbError> {
    let rows = sql(OF_PARTNER).bind(partner).all::<Row>(on).await?;
    rows.into_iter().map(MetaAccount::try_from).collect()
}

pub(super) async fn by_hook_key(db: &Db, key: &str) -> Result<Option<MetaAccount>, DbError> {
    let row = sql(BY_HOOK_KEY).bind(key).optional::<Row>(db).await?;
    row.map(MetaAccount::try_from).transpose()
}

pub(super) async fn by_place(
    on: impl Into<On<'_>>,
    messenger: Messenger,
    external_id: &str,
) -> Result<Option<MetaAccount>, DbError> {
    let row = sql(BY_PLACE).bind(messenger.word()).bind(external_id);
    let row = row.optional::<Row>(on).await?;
    row.map(MetaAccount::try_from).transpose()
}

pub(super) async fn by_ids(
    db: &Db,
    ids: &[MetaId],
) -> Result<HashMap<MetaId, MetaAccount>, DbError> {
    let keys = ids.iter().map(|id| vec![(*id).into()]).collect();
    let rows = BY_IDS.all::<Row>(db, keys).await?;
    let accounts = rows.into_iter().map(|row| {
        let account = MetaAccount::try_from(row)?;
        Ok((account.id, account))
    });
    accounts.collect()
}

type Sealed = (Option<Vec<u8>>, Option<Vec<u8>>, Vec<u8>);

pub(super) async fn secrets(db: &Db, id: MetaId) -> Result<Sealed, DbError> {
    sql(SECRETS).bind(id).one::<Sealed>(db).await
}

/// A column that holds a plain word.
pub(super) enum Column {
    AppId,
    Business,
    External,
}

pub(super) async fn set_word(
    tx: &mut Tx,
    (partner, id): (PartnerId, MetaId),
    column: Column,
    word: &str,
) -> Result<(), DbError> {
    let text = match column {
        Column::AppId => SET_APP_ID,
        Column::Business => SET_BUSINESS,
        Column::External => SET_EXTERNAL,
    };
    let set = sql(text).bind(partner).bind(id).bind(word);
    set.execute(tx).await.map(|_| ())
}

pub(super) async fn set_app_secret(
    tx: &mut Tx,
    (partner, id): (PartnerId, MetaId),
    sealed: Vec<u8>,
) -> Result<(), DbError> {
    let set = sql(SET_APP_SECRET).bind(partner).bind(id).bind(sealed);
    set.execute(tx).await.map(|_| ())
}

pub(super) async fn set_token(
    tx: &mut Tx,
    (partner, id): (PartnerId, MetaId),
    (sealed, last_four): (Vec<u8>, String),
    ends_at: Option<Time>,
) -> Result<(), DbError> {
    let set = sql(SET_TOKEN).bind(partner).bind(id);
    let set = set.bind(sealed).bind(last_four).bind(ends_at);
    set.execute(tx).await.map(|_| ())
}

pub(super) async fn set_state(
    tx: &mut Tx,
    (partner, id): (PartnerId, MetaId),
    state: State,
    trouble: Option<&Refusal>,
) -> Result<(), DbError> {
    let set = sql(SET_STATE).bind(partner).bind(id).bind(state.name());
    set.bind(trouble.map(plain)).execute(tx).await.map(|_| ())
}

pub(super) async fn set_found(
    tx: &mut Tx,
    (partner, id): (PartnerId, MetaId),
    found: &Found,
) -> Result<(), DbError> {
    sql(SET_FOUND)
        .bind(partner)
        .bind(id)
        .bind(&found.external_id)
        .bind(&found.name)
        .bind(&found.handle)
        .bind(plain(&found.own_ids))
        .bind(found.login.name())
        .bind(found.quality.clone())
        .bind(found.send_limit.clone())
        .bind(found.token_ends_at)
        .bind(found.hook_url.clone())
        .execute(tx)
        .await
        .map(|_| ())
}

/// The address that Meta is told, and the sealed word it shows there.
pub(super) async fn hook(
    tx: &mut Tx,
    (partner, id): (PartnerId, MetaId),
) -> Result<(Option<String>, Vec<u8>), DbError> {
    sql(HOOK).bind(partner).bind(id).one(tx).await
}

pub(super) async fn set_verified(tx: &mut Tx, id: MetaId) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = sql(SET_VERIFIED).bind(id).bind(now).execute(tx).await?;
    Ok(changed > 0)
}

/// Every account that works: those are looked after.
pub(super) async fn checked(db: &Db) -> Result<Vec<(MetaId, PartnerId)>, DbError> {
    let rows = sql(CHECKED).all::<(String, String)>(db).await?;
    rows.into_iter()
        .map(|(id, partner)| Ok((readable(id.parse())?, readable(partner.parse())?)))
        .collect()
}

pub(super) async fn set_comment_word(
    tx: &mut Tx,
    (partner, id): (PartnerId, MetaId),
    word: Option<&str>,
) -> Result<(), DbError> {
    let set = sql(SET_COMMENT_WORD).bind(partner).bind(id);
    let set = set.bind(word.map(str::to_owned));
    set.execute(tx).await.map(|_| ())
}
