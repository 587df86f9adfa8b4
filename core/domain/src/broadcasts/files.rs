//! The file of a broadcast, kept where every machine can hand it to the
//! messengers that fetch it by its address.

use scx_jobs::{Cx, enqueue};
use scx_kit::{Millis, Time};
use scx_store::{Db, DbError, Tx};

use super::model::{BroadcastId, OnMeta, State};
use super::{Gather, sql};
use crate::{Error, chat};

/// A messenger may fetch late, and once more.
const KEPT: Millis = Millis::days(3);
const PART_BYTES: usize = 1 << 20;

/// A file as messengers fetch it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct NewsFile {
    /// The broadcast that it belongs to.
    pub broadcast: String,
    /// Its media type.
    pub mime: String,
    /// Its length.
    pub bytes: i64,
}

/// The message whose file is to be kept, as the bots wrote it down; none where
/// that was done, or nobody gets it any more.
///
/// # Errors
/// [`DbError`].
pub async fn to_be_kept(db: &Db, id: BroadcastId) -> Result<Option<String>, DbError> {
    let is_begun = sql::one(db, id).await?.state == State::Gathering;
    match is_begun && sql::file_key(db, id).await?.is_none() {
        true => sql::words(db, id).await.map(Some),
        false => Ok(None),
    }
}

/// Keeps the file, leaves out whoever does not take it now that its length is known,
/// and has the recipients written down. One part in a transaction, the file's row last.
///
/// # Errors
/// [`DbError`]; a retry begins anew.
pub async fn keep_file(
    cx: &Cx,
    id: BroadcastId,
    (mime, bytes): (&str, &[u8]),
    on_meta: OnMeta,
) -> Result<(), Error> {
    for (place, part) in bytes.chunks(PART_BYTES).enumerate() {
        let mut tx = cx.db.begin().await?;
        sql::keep_part(&mut tx, id, (place, part)).await?;
        tx.commit().await?;
    }
    let mut tx = cx.db.begin().await?;
    let key = chat::file_key(&tx);
    sql::insert_file(&mut tx, id, (&key, mime, bytes.len())).await?;
    sql::narrow(&mut tx, id, on_meta).await?;
    enqueue(&mut tx, &Gather { broadcast: id }).await?;
    Ok(tx.commit().await?)
}

/// The file cannot be had: it goes on without, and whoever should have got it by
/// its address is told of as failed.
///
/// # Errors
/// [`DbError`].
pub async fn go_without(cx: &Cx, id: BroadcastId) -> Result<(), DbError> {
    let mut tx = cx.db.begin().await?;
    enqueue(&mut tx, &Gather { broadcast: id }).await?;
    tx.commit().await
}

/// The file behind an address; none for a key that nobody was given.
///
/// # Errors
/// [`DbError`].
pub async fn public_file(db: &Db, key: &str) -> Result<Option<NewsFile>, DbError> {
    sql::public_file(db, key).await
}

/// A part of a file, counted from 0; none behind the last.
///
/// # Errors
/// [`DbError`].
pub async fn file_part(db: &Db, file: &NewsFile, place: i64) -> Result<Option<Vec<u8>>, DbError> {
    sql::file_part(db, &file.broadcast, place).await
}

/// Drops what nobody fetches any more; true while there may be more.
pub(super) async fn drop_old(tx: &mut Tx) -> Result<bool, DbError> {
    let before: Time = tx.now() - KEPT;
    sql::drop_files(tx, before).await
}
