//! Every statement of export.

use scx_kit::Time;
use scx_store::{Db, DbError, Holding, On, Record, Tx, sql};

use super::{Export, ExportId, State};
use crate::accounts::PartnerId;
use crate::blobs::BlobId;
use crate::readable;

scx_store::statements! {
    INSERT = "INSERT INTO export (id, partner, state, bytes, created_at) VALUES ($1, $2, 'making', 0, $3)";
    NEWEST = "SELECT id, state, bytes, created_at FROM export WHERE partner = $1
        ORDER BY created_at DESC, id DESC LIMIT 1";
    BY_ID = "SELECT id, state, bytes, created_at FROM export WHERE partner = $1 AND id = $2";
    MOVE_ON = "UPDATE export SET state = $4 WHERE partner = $1 AND id = $2 AND state = $3";
    PACKED = "UPDATE export SET bytes = $3 WHERE partner = $1 AND id = $2";
    ADD_PART = "INSERT INTO export_part (export, place, partner, blob) VALUES ($1, $2, $3, $4)
        ON CONFLICT (export, place) DO UPDATE SET blob = excluded.blob";
    DROP_PARTS = "DELETE FROM export_part WHERE partner = $1 AND export = $2 AND place >= $3";
    PARTS = "SELECT blob FROM export_part WHERE partner = $1 AND export = $2 ORDER BY place";
    EXPIRE_PARTS = "DELETE FROM export_part WHERE export < $1";
    EXPIRE_CARDS = "DELETE FROM card_message WHERE card = 'export' AND subject < $1";
    EXPIRE = "DELETE FROM export WHERE id < $1";
}

/// What this capability holds of partners.
pub(super) const HOLDINGS: &[Holding] = &[
    Holding {
        table: "export",
        erase: &["DELETE FROM export WHERE partner = $1"],
        export: scx_store::Export::Left("that these archives were made"),
    },
    Holding {
        table: "export_part",
        erase: &[
            "DELETE FROM export_part WHERE export IN (SELECT id FROM export WHERE partner = $1)",
        ],
        export: scx_store::Export::Left("these archives themselves"),
    },
    Holding {
        table: "card_message",
        erase: &["DELETE FROM card_message WHERE card = 'export'
            AND subject IN (SELECT id FROM export WHERE partner = $1)"],
        export: scx_store::Export::Left("which message of the chat shows a row"),
    },
];

#[derive(sqlx::FromRow)]
struct ExportRow {
    id: String,
    state: String,
    bytes: i64,
    created_at: i64,
}

impl TryFrom<ExportRow> for Export {
    type Error = DbError;

    fn try_from(row: ExportRow) -> Result<Self, DbError> {
        Ok(Self {
            id: readable(row.id.parse())?,
            state: readable(State::try_from(row.state))?,
            bytes: row.bytes,
            created_at: Time(row.created_at),
        })
    }
}

pub(super) async fn insert(tx: &mut Tx, partner: PartnerId, id: ExportId) -> Result<(), DbError> {
    let now = tx.now();
    sql(INSERT)
        .bind(id)
        .bind(partner)
        .bind(now)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn newest(
    on: impl Into<On<'_>>,
    partner: PartnerId,
) -> Result<Option<Export>, DbError> {
    let row = sql(NEWEST).bind(partner).optional::<ExportRow>(on).await?;
    row.map(Export::try_from).transpose()
}

pub(super) async fn by_id(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    id: ExportId,
) -> Result<Export, DbError> {
    sql(BY_ID)
        .bind(partner)
        .bind(id)
        .one::<ExportRow>(on)
        .await?
        .try_into()
}

/// Moves an export from one state to another; false when it is in a third.
pub(super) async fn move_on(
    tx: &mut Tx,
    partner: PartnerId,
    id: ExportId,
    from: State,
    to: State,
) -> Result<bool, DbError> {
    let moved = sql(MOVE_ON)
        .bind(partner)
        .bind(id)
        .bind(from.name())
        .bind(to.name())
        .execute(tx)
        .await?;
    Ok(moved > 0)
}

pub(super) async fn packed(
    tx: &mut Tx,
    partner: PartnerId,
    id: ExportId,
    bytes: i64,
) -> Result<(), DbError> {
    sql(PACKED)
        .bind(partner)
        .bind(id)
        .bind(bytes)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn add_part(
    tx: &mut Tx,
    partner: PartnerId,
    id: ExportId,
    (place, blob): (i64, BlobId),
) -> Result<(), DbError> {
    sql(ADD_PART)
        .bind(id)
        .bind(place)
        .bind(partner)
        .bind(blob)
        .execute(tx)
        .await
        .map(|_| ())
}

/// Drops the parts from a place on: an attempt before this one got further.
pub(super) async fn drop_parts(
    tx: &mut Tx,
    partner: PartnerId,
    id: ExportId,
    from: i64,
) -> Result<(), DbError> {
    sql(DROP_PARTS)
        .bind(partner)
        .bind(id)
        .bind(from)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn parts(
    tx: &mut Tx,
    partner: PartnerId,
    id: ExportId,
) -> Result<Vec<BlobId>, DbError> {
    let rows = sql(PARTS)
        .bind(partner)
        .bind(id)
        .all::<(String,)>(tx)
        .await?;
    rows.into_iter()
        .map(|(blob,)| readable(blob.parse()))
        .collect()
}

pub(super) async fn expire(tx: &mut Tx, before: Time) -> Result<(), DbError> {
    // An id begins with its moment; what follows does not matter here.
    let before = ExportId::new(before, &scx_kit::SeededEntropy::new("any"));
    sql(EXPIRE_PARTS).bind(before).execute(&mut *tx).await?;
    sql(EXPIRE_CARDS).bind(before).execute(&mut *tx).await?;
    sql(EXPIRE).bind(before).execute(tx).await.map(|_| ())
}

/// One page of a registered table.
pub(super) async fn page(
    db: &Db,
    text: &'static str,
    partner: PartnerId,
    (moment, key): (i64, &str),
) -> Result<Vec<Record>, DbError> {
    sql(text).bind(partner).bind(moment).bind(key).all(db).await
}
