//! Every statement of channels.

pub(super) mod business;
mod holdings;

use scx_kit::Time;
use scx_store::{Db, DbError, Many, On, Tx, many, sql};

use super::{Ability, Bot, BotId, Health, Role};
use crate::accounts::PartnerId;
use crate::{Refusal, plain, readable};

pub(super) use holdings::HOLDINGS;

const BY_IDS: Many = many(
    "SELECT id, role, partner, telegram_id, username, name, token_last_four, hook_key, hook_set,
        next_update, state, trouble, created_at FROM bot WHERE id IN (VALUES",
    "($)",
    ")",
);
const TOKENS: Many = many("SELECT id, token FROM bot WHERE id IN (VALUES", "($)", ")");

scx_store::statements! {
    INSERT = "INSERT INTO bot (id, role, partner, telegram_id, username, name, token, token_last_four,
        hook_key, hook_secret, next_update, state, created_at)
        VALUES ($1, $2, $3, $4, '', '', $5, $6, $7, $8, 0, 'pending', $9)";
    BY_ID = "SELECT id, role, partner, telegram_id, username, name, token_last_four, hook_key, hook_set,
        next_update, state, trouble, created_at FROM bot WHERE id = $1";
    OF_PARTNER_BY_ID = "SELECT id, role, partner, telegram_id, username, name, token_last_four, hook_key,
        hook_set, next_update, state, trouble, created_at FROM bot WHERE partner = $1 AND id = $2";
    OF_PARTNER = "SELECT id, role, partner, telegram_id, username, name, token_last_four, hook_key,
        hook_set, next_update, state, trouble, created_at FROM bot
        WHERE partner = $1 AND state <> 'removed' ORDER BY id";
    OF_ROLE = "SELECT id, role, partner, telegram_id, username, name, token_last_four, hook_key,
        hook_set, next_update, state, trouble, created_at FROM bot
        WHERE role = $1 AND state <> 'removed' ORDER BY id";
    BY_TELEGRAM = "SELECT id, role, partner, telegram_id, username, name, token_last_four, hook_key,
        hook_set, next_update, state, trouble, created_at FROM bot
        WHERE telegram_id = $1 AND state <> 'removed'";
    BY_HOOK_KEY = "SELECT id, role, partner, telegram_id, username, name, token_last_four, hook_key,
        hook_set, next_update, state, trouble, created_at FROM bot WHERE hook_key = $1";
    POLLED = "SELECT id, role, partner, telegram_id, username, name, token_last_four, hook_key,
        hook_set, next_update, state, trouble, created_at FROM bot WHERE state = 'ok' ORDER BY id";
    SECRETS = "SELECT token, hook_secret FROM bot WHERE id = $1";
    SET_TOKEN = "UPDATE bot SET token = $2, token_last_four = $3 WHERE id = $1";
    OFFER_TOKEN = "UPDATE bot SET offered_token = $2 WHERE id = $1";
    OFFERED_TOKEN = "SELECT offered_token FROM bot WHERE id = $1";
    SET_HEALTH = "UPDATE bot SET state = $2, trouble = $3 WHERE id = $1 AND state <> 'removed'";
    SET_PROFILE = "UPDATE bot SET username = $2, name = $3 WHERE id = $1";
    SET_HOOK = "UPDATE bot SET hook_set = $2 WHERE id = $1";
    HOOKED = "SELECT id, role, partner, telegram_id, username, name, token_last_four, hook_key, hook_set,
        next_update, state, trouble, created_at FROM bot
        WHERE partner = $1 AND state = 'removed' AND hook_set IS NOT NULL ORDER BY id";
    REMOVED = "SELECT id FROM bot WHERE partner = $1 AND telegram_id = $2 AND state = 'removed' LIMIT 1";
    ABILITY = "SELECT is_able FROM bot_ability WHERE bot = $1 AND ability = $2";
    NOTE_ABILITY = "INSERT INTO bot_ability (bot, ability, is_able) VALUES ($1, $2, $3)
        ON CONFLICT (bot, ability) DO UPDATE SET is_able = excluded.is_able";
    TOLD = "SELECT item, digest FROM bot_told WHERE bot = $1";
    NOTE_TOLD = "INSERT INTO bot_told (bot, item, digest) VALUES ($1, $2, $3)
        ON CONFLICT (bot, item) DO UPDATE SET digest = excluded.digest";
    SET_NEXT_UPDATE = "UPDATE bot SET next_update = $2 WHERE id = $1 AND next_update < $2";
}

/// The statements of this module, the multi-row ones in every size.
pub(super) fn statements() -> Vec<&'static str> {
    let many = [BY_IDS, TOKENS];
    let many = many.iter().flat_map(Many::texts).collect();
    [ALL.to_vec(), business::ALL.to_vec(), many].concat()
}

pub(super) struct NewBot {
    pub(super) id: BotId,
    pub(super) role: Role,
    pub(super) partner: Option<PartnerId>,
    pub(super) telegram_id: i64,
    pub(super) token: Vec<u8>,
    pub(super) last_four: String,
    pub(super) hook_key: String,
    pub(super) hook_secret: Vec<u8>,
}

#[derive(sqlx::FromRow)]
struct BotRow {
    id: String,
    role: String,
    partner: Option<String>,
    telegram_id: i64,
    username: String,
    name: String,
    token_last_four: String,
    hook_key: String,
    hook_set: Option<String>,
    next_update: i64,
    state: String,
    trouble: Option<String>,
    created_at: i64,
}

impl TryFrom<BotRow> for Bot {
    type Error = DbError;

    fn try_from(row: BotRow) -> Result<Self, DbError> {
        let trouble = row
            .trouble
            .map(|text| readable(serde_json::from_str(&text)));
        Ok(Self {
            id: readable(row.id.parse())?,
            role: readable(Role::try_from(row.role))?,
            partner: row.partner.map(|id| readable(id.parse())).transpose()?,
            telegram_id: row.telegram_id,
            username: row.username,
            name: row.name,
            token_last_four: row.token_last_four,
            hook_key: row.hook_key,
            hook_set: row.hook_set,
            next_update: row.next_update,
            health: readable(Health::try_from(row.state))?,
            trouble: trouble.transpose()?,
            created_at: Time(row.created_at),
        })
    }
}

pub(super) async fn insert(tx: &mut Tx, new: NewBot) -> Result<(), DbError> {
    let now = tx.now();
    sql(INSERT)
        .bind(new.id)
        .bind(new.role.name())
        .bind(new.partner)
        .bind(new.telegram_id)
        .bind(new.token)
        .bind(new.last_four)
        .bind(new.hook_key)
        .bind(new.hook_secret)
        .bind(now)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn by_id(on: impl Into<On<'_>>, id: BotId) -> Result<Bot, DbError> {
    sql(BY_ID).bind(id).one::<BotRow>(on).await?.try_into()
}

pub(super) async fn by_ids(db: &Db, ids: &[BotId]) -> Result<Vec<Bot>, DbError> {
    let keys = ids.iter().map(|id| vec![(*id).into()]).collect();
    let rows = BY_IDS.all::<BotRow>(db, keys).await?;
    rows.into_iter().map(Bot::try_from).collect()
}

pub(super) async fn tokens(db: &Db, ids: &[BotId]) -> Result<Vec<(String, Vec<u8>)>, DbError> {
    let keys = ids.iter().map(|id| vec![(*id).into()]).collect();
    TOKENS.all(db, keys).await
}

pub(super) async fn of_partner_by_id(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    id: BotId,
) -> Result<Bot, DbError> {
    sql(OF_PARTNER_BY_ID)
        .bind(partner)
        .bind(id)
        .one::<BotRow>(on)
        .await?
        .try_into()
}

pub(super) async fn of_partner(
    on: impl Into<On<'_>>,
    partner: PartnerId,
) -> Result<Vec<Bot>, DbError> {
    bots(sql(OF_PARTNER).bind(partner).all::<BotRow>(on).await?)
}

pub(super) async fn hooked(tx: &mut Tx, partner: PartnerId) -> Result<Vec<Bot>, DbError> {
    bots(sql(HOOKED).bind(partner).all::<BotRow>(tx).await?)
}

pub(super) async fn of_role(on: impl Into<On<'_>>, role: Role) -> Result<Vec<Bot>, DbError> {
    bots(sql(OF_ROLE).bind(role.name()).all::<BotRow>(on).await?)
}

pub(super) async fn by_telegram(
    on: impl Into<On<'_>>,
    telegram_id: i64,
) -> Result<Option<Bot>, DbError> {
    let row = sql(BY_TELEGRAM)
        .bind(telegram_id)
        .optional::<BotRow>(on)
        .await?;
    row.map(Bot::try_from).transpose()
}

pub(super) async fn by_hook_key(db: &Db, key: &str) -> Result<Option<Bot>, DbError> {
    let row = sql(BY_HOOK_KEY).bind(key).optional::<BotRow>(db).await?;
    row.map(Bot::try_from).transpose()
}

pub(super) async fn polled(db: &Db) -> Result<Vec<Bot>, DbError> {
    bots(sql(POLLED).all::<BotRow>(db).await?)
}

pub(super) async fn secrets(db: &Db, id: BotId) -> Result<(Vec<u8>, Vec<u8>), DbError> {
    sql(SECRETS).bind(id).one(db).await
}

pub(super) async fn set_token(
    tx: &mut Tx,
    id: BotId,
    sealed: Vec<u8>,
    last_four: &str,
) -> Result<(), DbError> {
    sql(SET_TOKEN)
        .bind(id)
        .bind(sealed)
        .bind(last_four)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn offer_token(
    tx: &mut Tx,
    id: BotId,
    sealed: Option<Vec<u8>>,
) -> Result<(), DbError> {
    sql(OFFER_TOKEN)
        .bind(id)
        .bind(sealed)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn offered_token(db: &Db, id: BotId) -> Result<Option<Vec<u8>>, DbError> {
    let (sealed,) = sql(OFFERED_TOKEN)
        .bind(id)
        .one::<(Option<Vec<u8>>,)>(db)
        .await?;
    Ok(sealed)
}

pub(super) async fn set_health(
    tx: &mut Tx,
    id: BotId,
    health: Health,
    trouble: Option<&Refusal>,
) -> Result<(), DbError> {
    let trouble = trouble.map(plain);
    sql(SET_HEALTH)
        .bind(id)
        .bind(health.name())
        .bind(trouble)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn set_profile(
    tx: &mut Tx,
    id: BotId,
    username: &str,
    name: &str,
) -> Result<(), DbError> {
    sql(SET_PROFILE)
        .bind(id)
        .bind(username)
        .bind(name)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn set_hook(tx: &mut Tx, id: BotId, hook: Option<&str>) -> Result<(), DbError> {
    sql(SET_HOOK)
        .bind(id)
        .bind(hook)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn set_next_update(
    tx: &mut Tx,
    id: BotId,
    next_update: i64,
) -> Result<(), DbError> {
    sql(SET_NEXT_UPDATE)
        .bind(id)
        .bind(next_update)
        .execute(tx)
        .await
        .map(|_| ())
}

/// Whether a partner once disconnected a bot.
pub(super) async fn was_removed(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    telegram_id: i64,
) -> Result<bool, DbError> {
    let found = sql(REMOVED)
        .bind(partner)
        .bind(telegram_id)
        .optional::<(String,)>(on)
        .await?;
    Ok(found.is_some())
}

pub(super) async fn ability(
    on: impl Into<On<'_>>,
    id: BotId,
    ability: Ability,
) -> Result<Option<bool>, DbError> {
    let row = sql(ABILITY)
        .bind(id)
        .bind(ability.name())
        .optional::<(bool,)>(on)
        .await?;
    Ok(row.map(|(is_able,)| is_able))
}

pub(super) async fn note_ability(
    tx: &mut Tx,
    id: BotId,
    ability: Ability,
    is_able: bool,
) -> Result<(), DbError> {
    sql(NOTE_ABILITY)
        .bind(id)
        .bind(ability.name())
        .bind(is_able)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn told(
    on: impl Into<On<'_>>,
    id: BotId,
) -> Result<Vec<(String, String)>, DbError> {
    sql(TOLD).bind(id).all(on).await
}

pub(super) async fn note_told(
    tx: &mut Tx,
    id: BotId,
    item: &str,
    digest: &str,
) -> Result<(), DbError> {
    sql(NOTE_TOLD)
        .bind(id)
        .bind(item)
        .bind(digest)
        .execute(tx)
        .await
        .map(|_| ())
}

fn bots(rows: Vec<BotRow>) -> Result<Vec<Bot>, DbError> {
    rows.into_iter().map(Bot::try_from).collect()
}
