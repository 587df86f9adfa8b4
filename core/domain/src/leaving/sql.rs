//! Every statement of leaving.

use scx_kit::{Id, SeededEntropy, Time};
use scx_store::{DbError, On, Tx, sql};

use crate::accounts::PartnerId;
use crate::blobs::BlobMark;

scx_store::statements! {
    BELONGINGS = "SELECT
        (SELECT COUNT(*) FROM bot WHERE partner = $1 AND state <> 'removed') AS bots,
        (SELECT COUNT(*) FROM conversation WHERE partner = $1) AS customers,
        (SELECT COUNT(*) FROM message WHERE partner = $1) AS messages,
        (SELECT COUNT(*) FROM document WHERE partner = $1 AND state <> 'discarded') AS files,
        (SELECT COUNT(*) FROM question WHERE partner = $1 AND state = 'open') AS questions";
    UNOWNED = "SELECT id FROM blob WHERE id < $1
        AND NOT EXISTS (SELECT 1 FROM document WHERE document.blob = blob.id)
        AND NOT EXISTS (SELECT 1 FROM sent_file WHERE sent_file.blob = blob.id)
        AND NOT EXISTS (SELECT 1 FROM export_part WHERE export_part.blob = blob.id) LIMIT 20";
    DROP_BLOB = "DELETE FROM blob WHERE id = $1";
    DROP_LOOSE_PARTS = "DELETE FROM blob_part WHERE (blob, place) IN
        (SELECT part.blob, part.place FROM blob_part AS part WHERE part.blob < $1
        AND NOT EXISTS (SELECT 1 FROM blob WHERE blob.id = part.blob) LIMIT 8)";
}

/// How much a partner has here.
#[derive(Clone, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Belongings {
    /// Connected bots.
    pub bots: i64,
    /// Customers who wrote.
    pub customers: i64,
    /// Messages of all conversations.
    pub messages: i64,
    /// Files, the old ones too.
    pub files: i64,
    /// Questions that wait for an answer.
    pub questions: i64,
}

pub(super) async fn belongings(
    on: impl Into<On<'_>>,
    partner: PartnerId,
) -> Result<Belongings, DbError> {
    sql(BELONGINGS).bind(partner).one(on).await
}

/// One batch of a registered statement that erases.
pub(super) async fn erase(
    tx: &mut Tx,
    text: &'static str,
    partner: PartnerId,
) -> Result<u64, DbError> {
    sql(text).bind(partner).execute(tx).await
}

/// Drops some blobs that no row refers to, and parts without a blob, made
/// before a moment. The number of rows dropped.
pub(super) async fn drop_unowned(tx: &mut Tx, before: Time) -> Result<u64, DbError> {
    // An id begins with its moment; what follows does not matter here.
    let before: Id<BlobMark> = Id::new(before, &SeededEntropy::new("any"));
    let unowned = sql(UNOWNED).bind(before).all::<(String,)>(&mut *tx).await?;
    for (id,) in &unowned {
        sql(DROP_BLOB).bind(id).execute(&mut *tx).await?;
    }
    let parts = sql(DROP_LOOSE_PARTS).bind(before).execute(tx).await?;
    Ok(parts + u64::try_from(unowned.len()).unwrap_or(0))
}
