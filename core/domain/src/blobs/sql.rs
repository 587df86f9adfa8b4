//! Every statement of blobs.

use scx_store::{Db, DbError, Export, Holding, Tx, sql};

use super::{Blob, BlobId};
use crate::accounts::PartnerId;

scx_store::statements! {
    INSERT_PART = "INSERT INTO blob_part (blob, place, bytes) VALUES ($1, $2, $3)";
    INSERT = "INSERT INTO blob (id, partner, sha256, bytes, created_at) VALUES ($1, $2, $3, $4, $5)";
    BY_HASH = "SELECT id, sha256, bytes FROM blob WHERE partner = $1 AND sha256 = $2 ORDER BY id LIMIT 1";
    SIZE = "SELECT bytes FROM blob WHERE partner = $1 AND id = $2";
    PART = "SELECT part.bytes FROM blob_part AS part JOIN blob ON blob.id = part.blob
        WHERE blob.partner = $1 AND blob.id = $2 AND part.place = $3";
}

/// What this capability holds of partners.
pub(super) const HOLDINGS: &[Holding] = &[
    Holding {
        table: "blob",
        erase: &["DELETE FROM blob WHERE id IN (SELECT id FROM blob WHERE partner = $1 LIMIT 200)"],
        export: Export::Left("where the files lie; the files themselves are exported"),
    },
    Holding {
        table: "blob_part",
        erase: &["DELETE FROM blob_part WHERE (blob, place) IN (SELECT part.blob, part.place
            FROM blob JOIN blob_part AS part ON part.blob = blob.id WHERE blob.partner = $1 LIMIT 8)"],
        export: Export::Left("the bytes of the files that are exported"),
    },
];

pub(super) async fn insert_part(
    tx: &mut Tx,
    blob: BlobId,
    place: usize,
    bytes: &[u8],
) -> Result<(), DbError> {
    sql(INSERT_PART)
        .bind(blob)
        .bind(i64::try_from(place).unwrap_or(i64::MAX))
        .bind(bytes)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn insert(tx: &mut Tx, partner: PartnerId, blob: &Blob) -> Result<(), DbError> {
    let now = tx.now();
    sql(INSERT)
        .bind(blob.id)
        .bind(partner)
        .bind(&blob.sha256)
        .bind(blob.bytes)
        .bind(now)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn by_hash(
    db: &Db,
    partner: PartnerId,
    sha256: &str,
) -> Result<Option<Blob>, DbError> {
    let row = sql(BY_HASH)
        .bind(partner)
        .bind(sha256)
        .optional::<(String, String, i64)>(db)
        .await?;
    row.map(|(id, sha256, bytes)| {
        let id = id
            .parse()
            .map_err(|error| DbError::Unreadable(format!("{error}")))?;
        Ok(Blob { id, sha256, bytes })
    })
    .transpose()
}

pub(super) async fn size(db: &Db, partner: PartnerId, id: BlobId) -> Result<i64, DbError> {
    sql(SIZE)
        .bind(partner)
        .bind(id)
        .one::<(i64,)>(db)
        .await
        .map(|(bytes,)| bytes)
}

pub(super) async fn part(
    db: &Db,
    partner: PartnerId,
    id: BlobId,
    place: i64,
) -> Result<Option<Vec<u8>>, DbError> {
    let row = sql(PART)
        .bind(partner)
        .bind(id)
        .bind(place)
        .optional::<(Vec<u8>,)>(db)
        .await?;
    Ok(row.map(|(bytes,)| bytes))
}
