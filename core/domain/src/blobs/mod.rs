//! Bytes that partners gave us, kept in the database in rows of at most 1 MB.
//!
//! One short transaction a part, the blob row last: a blob that exists is
//! whole, every machine sees it, and one backup holds everything. An object
//! store may replace this behind the same functions.

mod sql;

use scx_jobs::Cx;
use scx_kit::{Id, Prefix};
use sha2::{Digest, Sha256};

use crate::accounts::PartnerId;
use crate::{Error, Parts};

/// Marks the ids of blobs.
#[derive(Debug)]
pub struct BlobMark;
impl Prefix for BlobMark {
    const PREFIX: &'static str = "blb";
}

/// The id of a blob.
pub type BlobId = Id<BlobMark>;

const PART_BYTES: usize = 1 << 20;

/// A stored blob.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    /// Its id.
    pub id: BlobId,
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: String,
    /// Its size.
    pub bytes: i64,
}

/// What this capability hands to the composition root.
pub fn parts() -> Parts {
    Parts {
        statements: sql::ALL.to_vec(),
        holdings: sql::HOLDINGS.to_vec(),
        ..Parts::default()
    }
}

/// Stores bytes for a partner. The same bytes of the same partner are stored once.
///
/// # Errors
/// A fault of the database; a retry stores under a new id.
pub async fn store(cx: &Cx, partner: PartnerId, bytes: &[u8]) -> Result<Blob, Error> {
    let sha256: String = Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    if let Some(known) = sql::by_hash(&cx.db, partner, &sha256).await? {
        return Ok(known);
    }
    let id = cx.db.begin().await?.id();
    for (place, part) in bytes.chunks(PART_BYTES).enumerate() {
        let mut tx = cx.db.begin().await?;
        sql::insert_part(&mut tx, id, place, part).await?;
        tx.commit().await?;
    }
    let blob = Blob {
        id,
        sha256,
        bytes: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
    };
    let mut tx = cx.db.begin().await?;
    sql::insert(&mut tx, partner, &blob).await?;
    tx.commit().await?;
    Ok(blob)
}

/// How many bytes a partner's blob has.
///
/// # Errors
/// A fault when there is no such blob of this partner.
pub async fn size(cx: &Cx, partner: PartnerId, id: BlobId) -> Result<i64, Error> {
    Ok(sql::size(&cx.db, partner, id).await?)
}

/// A part of a partner's blob, counted from 0; none behind the last.
///
/// # Errors
/// A fault of the database.
pub async fn part(
    cx: &Cx,
    partner: PartnerId,
    id: BlobId,
    place: i64,
) -> Result<Option<Vec<u8>>, Error> {
    Ok(sql::part(&cx.db, partner, id, place).await?)
}

/// The bytes of a partner's blob.
///
/// # Errors
/// A fault when there is no such blob of this partner.
pub async fn load(cx: &Cx, partner: PartnerId, id: BlobId) -> Result<Vec<u8>, Error> {
    let size = sql::size(&cx.db, partner, id).await?;
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    let mut place = 0;
    while let Some(part) = sql::part(&cx.db, partner, id, place).await? {
        bytes.extend_from_slice(&part);
        place += 1;
    }
    Ok(bytes)
}
