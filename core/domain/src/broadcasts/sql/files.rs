//! The rows of the files of broadcasts.

use scx_kit::Time;
use scx_store::{Db, DbError, On, Tx, sql};

use crate::broadcasts::{BroadcastId, NewsFile, OnMeta};

scx_store::statements! {
    WORDS = "SELECT words FROM broadcast WHERE id = $1";
    KEEP_PART = "INSERT INTO broadcast_file_part (broadcast, place, bytes) VALUES ($1, $2, $3)
        ON CONFLICT (broadcast, place) DO UPDATE SET bytes = excluded.bytes";
    INSERT_FILE = "INSERT INTO broadcast_file (broadcast, key, mime, bytes, created_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (broadcast) DO NOTHING";
    // Where it was said not to go out, it does not.
    NARROW = "UPDATE broadcast SET on_whatsapp = on_whatsapp AND $2, on_instagram = on_instagram AND $3 WHERE id = $1";
    FILE_KEY = "SELECT key FROM broadcast_file WHERE broadcast = $1";
    // Whoever knows the key was given it.
    PUBLIC_FILE = "SELECT broadcast, mime, bytes FROM broadcast_file WHERE key = $1";
    FILE_PART = "SELECT bytes FROM broadcast_file_part WHERE broadcast = $1 AND place = $2";
    DROP_FILES = "DELETE FROM broadcast_file
        WHERE (SELECT ended_at FROM broadcast WHERE broadcast.id = broadcast_file.broadcast) < $1";
    DROP_PARTS = "DELETE FROM broadcast_file_part WHERE (broadcast, place) IN
        (SELECT part.broadcast, part.place FROM broadcast_file_part AS part
        WHERE (SELECT ended_at FROM broadcast WHERE broadcast.id = part.broadcast) < $1 LIMIT 8)";
}

/// The statements of this module.
pub(super) fn statements() -> Vec<&'static str> {
    ALL.to_vec()
}

pub(in crate::broadcasts) async fn words(
    on: impl Into<On<'_>>,
    id: BroadcastId,
) -> Result<String, DbError> {
    let (words,) = sql(WORDS).bind(id).one::<(String,)>(on).await?;
    Ok(words)
}

pub(in crate::broadcasts) async fn keep_part(
    tx: &mut Tx,
    id: BroadcastId,
    (place, part): (usize, &[u8]),
) -> Result<(), DbError> {
    let place = i64::try_from(place).unwrap_or(i64::MAX);
    let keep = sql(KEEP_PART).bind(id).bind(place).bind(part);
    keep.execute(tx).await.map(drop)
}

pub(in crate::broadcasts) async fn insert_file(
    tx: &mut Tx,
    id: BroadcastId,
    (key, mime, bytes): (&str, &str, usize),
) -> Result<(), DbError> {
    let now = tx.now();
    let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
    let insert = sql(INSERT_FILE).bind(id).bind(key).bind(mime);
    let insert = insert.bind(bytes).bind(now);
    insert.execute(tx).await.map(drop)
}

pub(in crate::broadcasts) async fn narrow(
    tx: &mut Tx,
    id: BroadcastId,
    on_meta: OnMeta,
) -> Result<(), DbError> {
    let narrow = sql(NARROW).bind(id);
    let narrow = narrow.bind(on_meta.whatsapp).bind(on_meta.instagram);
    narrow.execute(tx).await.map(drop)
}

pub(in crate::broadcasts) async fn file_key(
    on: impl Into<On<'_>>,
    id: BroadcastId,
) -> Result<Option<String>, DbError> {
    let key = sql(FILE_KEY).bind(id).optional::<(String,)>(on).await?;
    Ok(key.map(|(key,)| key))
}

pub(in crate::broadcasts) async fn public_file(
    db: &Db,
    key: &str,
) -> Result<Option<NewsFile>, DbError> {
    sql(PUBLIC_FILE).bind(key).optional(db).await
}

pub(in crate::broadcasts) async fn file_part(
    db: &Db,
    broadcast: &str,
    place: i64,
) -> Result<Option<Vec<u8>>, DbError> {
    let part = sql(FILE_PART).bind(broadcast).bind(place);
    let part = part.optional::<(Vec<u8>,)>(db).await?;
    Ok(part.map(|(bytes,)| bytes))
}

/// Files first: nobody is handed half of one.
pub(in crate::broadcasts) async fn drop_files(tx: &mut Tx, before: Time) -> Result<bool, DbError> {
    sql(DROP_FILES).bind(before).execute(&mut *tx).await?;
    Ok(sql(DROP_PARTS).bind(before).execute(tx).await? > 0)
}
