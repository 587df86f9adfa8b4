//! The rows of templates.

use scx_connect::meta::TemplateInfo;
use scx_store::{DbError, On, Tx, sql};

use crate::accounts::PartnerId;
use crate::messengers::MetaId;
use crate::messengers::templates::{Template, TemplateId, TemplateMark};
use crate::readable;

scx_store::statements! {
    KEEP = "INSERT INTO meta_template (id, partner, account, name, language, body, places, seen_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (account, name, language) DO UPDATE SET body = excluded.body, places = excluded.places,
        seen_at = excluded.seen_at";
    FORGET_OTHERS = "DELETE FROM meta_template WHERE partner = $1 AND account = $2 AND seen_at < $3";
    OF_ACCOUNT = "SELECT id, account, name, language, body, places FROM meta_template
        WHERE partner = $1 AND account = $2 ORDER BY name, language LIMIT 100";
    TEMPLATE = "SELECT id, account, name, language, body, places FROM meta_template
        WHERE partner = $1 AND id = $2";
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    account: String,
    name: String,
    language: String,
    body: String,
    places: i64,
}

impl TryFrom<Row> for Template {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        Ok(Self {
            id: readable(row.id.parse())?,
            account: readable(row.account.parse())?,
            name: row.name,
            language: row.language,
            body: row.body,
            places: usize::try_from(row.places).unwrap_or_default(),
        })
    }
}

pub(in crate::messengers) async fn keep(
    tx: &mut Tx,
    (partner, account): (PartnerId, MetaId),
    template: &TemplateInfo,
) -> Result<(), DbError> {
    let (id, now) = (tx.id::<TemplateMark>(), tx.now());
    let keep = sql(KEEP).bind(id).bind(partner).bind(account);
    let keep = keep.bind(&template.name).bind(&template.language);
    let places = i64::try_from(template.places).unwrap_or(i64::MAX);
    let keep = keep.bind(&template.body).bind(places).bind(now);
    keep.execute(tx).await.map(|_| ())
}

pub(in crate::messengers) async fn forget_others(
    tx: &mut Tx,
    (partner, account): (PartnerId, MetaId),
) -> Result<(), DbError> {
    let now = tx.now();
    let forget = sql(FORGET_OTHERS).bind(partner).bind(account).bind(now);
    forget.execute(tx).await.map(|_| ())
}

pub(in crate::messengers) async fn of_account(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    account: MetaId,
) -> Result<Vec<Template>, DbError> {
    let rows = sql(OF_ACCOUNT).bind(partner).bind(account);
    let rows = rows.all::<Row>(on).await?;
    rows.into_iter().map(Template::try_from).collect()
}

pub(in crate::messengers) async fn by_id(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    id: TemplateId,
) -> Result<Template, DbError> {
    let row = sql(TEMPLATE).bind(partner).bind(id);
    row.one::<Row>(on).await?.try_into()
}
