//! Every statement of knowledge.

mod holdings;
mod indexes;
mod lessons;
mod passages;

use std::collections::HashMap;

use scx_kit::Time;
use scx_store::{Db, DbError, Many, On, Tx, many, sql};

use super::{Document, DocumentId, Share, State};
use crate::accounts::PartnerId;
use crate::blobs::BlobId;
use crate::{Refusal, plain, readable};

pub(super) use holdings::HOLDINGS;
pub(super) use indexes::{index, keep_index};
pub(super) use lessons::{
    change_lesson, count_lessons, delete_lesson, insert_lesson, lesson, lessons, numbered,
};
pub(super) use passages::{passages, quoted, save_passages};

const ACTIVE_IDS: Many = many(
    "SELECT partner, id FROM document WHERE state = 'active' AND partner IN (VALUES",
    "($)",
    ")",
);

scx_store::statements! {
    INSERT = "INSERT INTO document (id, partner, source, file_name, bytes, state, created_at)
        VALUES ($1, $2, $3, $4, $5, 'received', $6)";
    BY_ID = "SELECT id, file_name, bytes, state, pages, pages_read, chars, languages, warnings, refusal,
        SUBSTR(text, 1, 300) AS head, replaced, created_at, activated_at
        FROM document WHERE partner = $1 AND id = $2";
    ACTIVE = "SELECT id, file_name, bytes, state, pages, pages_read, chars, languages, warnings, refusal,
        SUBSTR(text, 1, 300) AS head, replaced, created_at, activated_at
        FROM document WHERE partner = $1 AND state = 'active'";
    ACTIVE_ID = "SELECT id FROM document WHERE partner = $1 AND state = 'active'";
    NEWEST_READY = "SELECT id FROM document WHERE partner = $1 AND state = 'ready'
        ORDER BY id DESC LIMIT 1";
    RETIRE = "UPDATE document SET state = 'retired', retired_at = $3
        WHERE partner = $1 AND id = $2 AND state = 'active'";
    ACTIVATE = "UPDATE document SET state = 'active', activated_at = $4, replaced = $5
        WHERE partner = $1 AND id = $2 AND state = $3 AND text IS NOT NULL";
    DISCARD = "UPDATE document SET state = 'discarded' WHERE partner = $1 AND id = $2
        AND state IN ('ready', 'refused')";
    ERASE_TEXT = "UPDATE document SET text = NULL WHERE partner = $1 AND id = $2 AND state <> 'active'";
    START_READING = "UPDATE document SET state = 'reading' WHERE partner = $1 AND id = $2
        AND state IN ('received', 'reading') RETURNING source";
    NOTE_PROGRESS = "UPDATE document SET pages = $3, pages_read = $4
        WHERE partner = $1 AND id = $2 AND state = 'reading'";
    FINISH_READING = "UPDATE document SET state = 'ready', blob = $3, kind = $4, text = $5, pages = $6,
        chars = $7, languages = $8, warnings = $9 WHERE partner = $1 AND id = $2 AND state = 'reading'";
    REFUSE = "UPDATE document SET state = 'refused', refusal = $3
        WHERE partner = $1 AND id = $2 AND state IN ('received', 'reading')";
    FILES = "SELECT id, file_name, blob FROM document WHERE partner = $1 AND blob IS NOT NULL
        ORDER BY created_at, id";
    OVER = "SELECT id, partner FROM document WHERE state = $1 AND retired_at < $2 AND text IS NOT NULL";
}

/// The statements of this module, the multi-row ones in every size.
pub(super) fn statements() -> Vec<&'static str> {
    let many = ACTIVE_IDS.texts().collect();
    [
        ALL.to_vec(),
        indexes::ALL.to_vec(),
        lessons::ALL.to_vec(),
        passages::statements(),
        many,
    ]
    .concat()
}

pub(super) async fn insert(
    tx: &mut Tx,
    id: DocumentId,
    partner: PartnerId,
    source: &str,
    file_name: &str,
    bytes: i64,
) -> Result<(), DbError> {
    let now = tx.now();
    sql(INSERT)
        .bind(id)
        .bind(partner)
        .bind(source)
        .bind(file_name)
        .bind(bytes)
        .bind(now)
        .execute(tx)
        .await
        .map(|_| ())
}

#[derive(sqlx::FromRow)]
struct DocumentRow {
    id: String,
    file_name: String,
    bytes: i64,
    state: String,
    pages: Option<i64>,
    pages_read: Option<i64>,
    chars: Option<i64>,
    languages: Option<String>,
    warnings: Option<String>,
    refusal: Option<String>,
    head: Option<String>,
    replaced: Option<String>,
    created_at: i64,
    activated_at: Option<i64>,
}

impl TryFrom<DocumentRow> for Document {
    type Error = DbError;

    fn try_from(row: DocumentRow) -> Result<Self, DbError> {
        Ok(Self {
            id: readable(row.id.parse())?,
            file_name: row.file_name,
            bytes: row.bytes,
            state: readable(State::try_from(row.state))?,
            pages: row.pages,
            pages_read: row.pages_read,
            chars: row.chars,
            languages: json(row.languages.as_deref().unwrap_or("[]"))?,
            warnings: json(row.warnings.as_deref().unwrap_or("[]"))?,
            refusal: row.refusal.as_deref().map(json::<Refusal>).transpose()?,
            head: row.head,
            replaced: row.replaced.map(|id| readable(id.parse())).transpose()?,
            created_at: Time(row.created_at),
            activated_at: row.activated_at.map(Time),
        })
    }
}

pub(super) async fn by_id(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    id: DocumentId,
) -> Result<Document, DbError> {
    sql(BY_ID)
        .bind(partner)
        .bind(id)
        .one::<DocumentRow>(on)
        .await?
        .try_into()
}

pub(super) async fn active(
    on: impl Into<On<'_>>,
    partner: PartnerId,
) -> Result<Option<Document>, DbError> {
    let row = sql(ACTIVE)
        .bind(partner)
        .optional::<DocumentRow>(on)
        .await?;
    row.map(Document::try_from).transpose()
}

pub(super) async fn newest_ready(
    on: impl Into<On<'_>>,
    partner: PartnerId,
) -> Result<Option<DocumentId>, DbError> {
    let row = sql(NEWEST_READY)
        .bind(partner)
        .optional::<(String,)>(on)
        .await?;
    row.map(|(id,)| readable(id.parse())).transpose()
}

pub(super) async fn active_id(
    on: impl Into<On<'_>>,
    partner: PartnerId,
) -> Result<Option<DocumentId>, DbError> {
    let row = sql(ACTIVE_ID)
        .bind(partner)
        .optional::<(String,)>(on)
        .await?;
    row.map(|(id,)| readable(id.parse())).transpose()
}

pub(super) async fn active_ids(
    db: &Db,
    partners: &[PartnerId],
) -> Result<HashMap<PartnerId, DocumentId>, DbError> {
    let keys = partners.iter().map(|partner| vec![(*partner).into()]);
    let rows = ACTIVE_IDS
        .all::<(String, String)>(db, keys.collect())
        .await?;
    rows.into_iter()
        .map(|(partner, id)| Ok((readable(partner.parse())?, readable(id.parse())?)))
        .collect()
}

pub(super) async fn retire(
    tx: &mut Tx,
    partner: PartnerId,
    id: DocumentId,
) -> Result<u64, DbError> {
    let now = tx.now();
    sql(RETIRE)
        .bind(partner)
        .bind(id)
        .bind(now)
        .execute(tx)
        .await
}

pub(super) async fn activate(
    tx: &mut Tx,
    partner: PartnerId,
    id: DocumentId,
    from: State,
    replaced: Option<DocumentId>,
) -> Result<u64, DbError> {
    let now = tx.now();
    sql(ACTIVATE)
        .bind(partner)
        .bind(id)
        .bind(from.name())
        .bind(now)
        .bind(replaced)
        .execute(tx)
        .await
}

pub(super) async fn discard(
    tx: &mut Tx,
    partner: PartnerId,
    id: DocumentId,
) -> Result<u64, DbError> {
    sql(DISCARD).bind(partner).bind(id).execute(tx).await
}

pub(super) async fn erase(tx: &mut Tx, partner: PartnerId, id: DocumentId) -> Result<(), DbError> {
    sql(ERASE_TEXT)
        .bind(partner)
        .bind(id)
        .execute(&mut *tx)
        .await?;
    passages::erase(tx, partner, id).await?;
    indexes::erase(tx, partner, id).await
}

pub(super) async fn start_reading(
    tx: &mut Tx,
    partner: PartnerId,
    id: DocumentId,
) -> Result<Option<String>, DbError> {
    let row = sql(START_READING)
        .bind(partner)
        .bind(id)
        .optional::<(String,)>(tx)
        .await?;
    Ok(row.map(|(source,)| source))
}

pub(super) async fn note_progress(
    tx: &mut Tx,
    partner: PartnerId,
    id: DocumentId,
    progress: scx_read::Progress,
) -> Result<(), DbError> {
    let note = sql(NOTE_PROGRESS).bind(partner).bind(id);
    let note = note.bind(i64::from(progress.pages));
    let note = note.bind(i64::from(progress.done));
    note.execute(tx).await.map(|_| ())
}

pub(super) async fn finish_reading(
    tx: &mut Tx,
    partner: PartnerId,
    id: DocumentId,
    (blob, text, shares): (BlobId, &scx_read::Document, &[Share]),
) -> Result<(), DbError> {
    sql(FINISH_READING)
        .bind(partner)
        .bind(id)
        .bind(blob)
        .bind(text.kind.as_str())
        .bind(&text.text)
        .bind(text.pages.map(i64::from))
        .bind(i64::from(text.chars))
        .bind(plain(shares))
        .bind(plain(&text.warnings))
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn refuse(
    tx: &mut Tx,
    partner: PartnerId,
    id: DocumentId,
    refusal: &Refusal,
) -> Result<(), DbError> {
    sql(REFUSE)
        .bind(partner)
        .bind(id)
        .bind(plain(refusal))
        .execute(tx)
        .await
        .map(|_| ())
}

/// The files whose bytes are kept: document, name, blob.
pub(super) async fn files(
    db: &Db,
    partner: PartnerId,
) -> Result<Vec<(DocumentId, String, BlobId)>, DbError> {
    let rows = sql(FILES)
        .bind(partner)
        .all::<(String, String, String)>(db)
        .await?;
    rows.into_iter()
        .map(|(id, name, blob)| Ok((readable(id.parse())?, name, readable(blob.parse())?)))
        .collect()
}

/// Documents of any partner in `state` since before a moment; for the sweep,
/// which then acts partner by partner.
pub(super) async fn over(
    tx: &mut Tx,
    state: State,
    before: Time,
) -> Result<Vec<(DocumentId, PartnerId)>, DbError> {
    let rows = sql(OVER)
        .bind(state.name())
        .bind(before)
        .all::<(String, String)>(tx)
        .await?;
    rows.into_iter()
        .map(|(id, partner)| Ok((readable(id.parse())?, readable(partner.parse())?)))
        .collect()
}

fn json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, DbError> {
    readable(serde_json::from_str(text))
}
