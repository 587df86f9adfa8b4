//! The stored search indexes.

use scx_store::{Db, DbError, Tx, sql};

use crate::accounts::PartnerId;
use crate::knowledge::DocumentId;

scx_store::statements! {
    KEEP = "INSERT INTO document_index (document, partner, body) VALUES ($1, $2, $3)
        ON CONFLICT (document) DO UPDATE SET body = excluded.body
        WHERE document_index.partner = excluded.partner";
    INDEX = "SELECT body FROM document_index WHERE partner = $1 AND document = $2";
    ERASE = "DELETE FROM document_index WHERE partner = $1 AND document = $2";
}

/// Stores the index of a document.
pub(in crate::knowledge) async fn keep_index(
    tx: &mut Tx,
    partner: PartnerId,
    document: DocumentId,
    index: &[u8],
) -> Result<(), DbError> {
    sql(KEEP)
        .bind(document)
        .bind(partner)
        .bind(index.to_vec())
        .execute(tx)
        .await
        .map(|_| ())
}

/// The stored index of a document.
pub(in crate::knowledge) async fn index(
    db: &Db,
    partner: PartnerId,
    document: DocumentId,
) -> Result<Option<Vec<u8>>, DbError> {
    let row = sql(INDEX).bind(partner).bind(document);
    let row = row.optional::<(Vec<u8>,)>(db).await?;
    Ok(row.map(|(body,)| body))
}

/// Forgets the index of a document.
pub(super) async fn erase(tx: &mut Tx, partner: PartnerId, id: DocumentId) -> Result<(), DbError> {
    let erased = sql(ERASE).bind(partner).bind(id).execute(tx).await;
    erased.map(|_| ())
}
