//! The rows of connected accounts.

use scx_store::{DbError, Export, Holding, On, Tx, Value, sql};

use crate::accounts::PartnerId;
use crate::channels::BotId;
use crate::channels::business::{BusinessAccount, BusinessId, BusinessMark, Connected, Consent};
use crate::readable;

scx_store::statements! {
    NOTE = "INSERT INTO business_account (id, partner, bot, owner, connection, name, username, consent, is_enabled,
        can_reply, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT (bot, owner) DO UPDATE SET connection = excluded.connection, name = excluded.name,
        username = excluded.username, is_enabled = excluded.is_enabled, can_reply = excluded.can_reply
        WHERE excluded.is_enabled OR business_account.connection = excluded.connection";
    AT_CONNECTION = "SELECT id, partner, bot, owner, connection, name, username, consent, is_enabled, can_reply
        FROM business_account WHERE bot = $1 AND connection = $2";
    OF_OWNER = "SELECT id, partner, bot, owner, connection, name, username, consent, is_enabled, can_reply
        FROM business_account WHERE bot = $1 AND owner = $2";
    OF_PARTNER = "SELECT id, partner, bot, owner, connection, name, username, consent, is_enabled, can_reply
        FROM business_account WHERE partner = $1 ORDER BY is_enabled DESC, id DESC LIMIT 6";
    BY_ID = "SELECT id, partner, bot, owner, connection, name, username, consent, is_enabled, can_reply
        FROM business_account WHERE partner = $1 AND id = $2";
    SET_CONSENT = "UPDATE business_account SET consent = $3 WHERE partner = $1 AND id = $2";
}

/// What this part holds of partners.
pub(in crate::channels) const HOLDINGS: &[Holding] = &[
    Holding {
        table: "business_account",
        erase: &["DELETE FROM business_account WHERE id IN
            (SELECT id FROM business_account WHERE partner = $1 LIMIT 200)"],
        export: Export::Rows {
            name: "business_accounts",
            page:
                "SELECT created_at, id, bot, owner, name, username, consent, is_enabled, can_reply
                FROM business_account WHERE partner = $1 AND (created_at, id) > ($2, $3)
                ORDER BY created_at, id LIMIT 200",
            is_table: false,
        },
    },
    Holding {
        table: "card_message",
        erase: &["DELETE FROM card_message WHERE card = 'biz'
            AND subject IN (SELECT id FROM business_account WHERE partner = $1)"],
        export: Export::Left("which message of the chat shows a row; the rows are exported"),
    },
];

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    partner: String,
    bot: String,
    owner: i64,
    connection: String,
    name: String,
    username: Option<String>,
    consent: String,
    is_enabled: bool,
    can_reply: bool,
}

impl TryFrom<Row> for BusinessAccount {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        Ok(Self {
            id: readable(row.id.parse())?,
            partner: readable(row.partner.parse())?,
            bot: readable(row.bot.parse())?,
            connected: Connected {
                connection: row.connection,
                owner: row.owner,
                name: row.name,
                username: row.username,
                is_enabled: row.is_enabled,
                can_reply: row.can_reply,
            },
            consent: readable(Consent::try_from(row.consent))?,
        })
    }
}

pub(in crate::channels) async fn note(
    tx: &mut Tx,
    (partner, bot): (PartnerId, BotId),
    connected: &Connected,
    consent: Consent,
) -> Result<(), DbError> {
    let (id, now) = (tx.id::<BusinessMark>(), tx.now());
    sql(NOTE)
        .bind(id)
        .bind(partner)
        .bind(bot)
        .bind(connected.owner)
        .bind(&connected.connection)
        .bind(&connected.name)
        .bind(Value::Text(connected.username.clone()))
        .bind(consent.name())
        .bind(connected.is_enabled)
        .bind(connected.can_reply)
        .bind(now)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(in crate::channels) async fn at_connection(
    on: impl Into<On<'_>>,
    bot: BotId,
    connection: &str,
) -> Result<Option<BusinessAccount>, DbError> {
    let row = sql(AT_CONNECTION).bind(bot).bind(connection);
    let row = row.optional::<Row>(on).await?;
    row.map(BusinessAccount::try_from).transpose()
}

pub(in crate::channels) async fn of_owner(
    on: impl Into<On<'_>>,
    bot: BotId,
    owner: &str,
) -> Result<Option<BusinessAccount>, DbError> {
    let Ok(owner) = owner.parse::<i64>() else {
        return Ok(None);
    };
    let row = sql(OF_OWNER).bind(bot).bind(owner);
    let row = row.optional::<Row>(on).await?;
    row.map(BusinessAccount::try_from).transpose()
}

pub(in crate::channels) async fn of_partner(
    on: impl Into<On<'_>>,
    partner: PartnerId,
) -> Result<Vec<BusinessAccount>, DbError> {
    let rows = sql(OF_PARTNER).bind(partner).all::<Row>(on).await?;
    rows.into_iter().map(BusinessAccount::try_from).collect()
}

pub(in crate::channels) async fn by_id(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    id: BusinessId,
) -> Result<BusinessAccount, DbError> {
    let row = sql(BY_ID).bind(partner).bind(id);
    row.one::<Row>(on).await?.try_into()
}

pub(in crate::channels) async fn set_consent(
    tx: &mut Tx,
    partner: PartnerId,
    id: BusinessId,
    consent: Consent,
) -> Result<(), DbError> {
    let set = sql(SET_CONSENT).bind(partner).bind(id);
    set.bind(consent.name()).execute(tx).await.map(|_| ())
}
