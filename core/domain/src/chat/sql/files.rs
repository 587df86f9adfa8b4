//! The rows of files that went to customers.

use scx_store::{Db, DbError, Tx, sql};

use crate::accounts::PartnerId;
use crate::chat::{MessageId, PublicFile};
use crate::notify::EnclosedFile;
use crate::readable;

scx_store::statements! {
    INSERT_FILE = "INSERT INTO sent_file (key, partner, message, blob, mime, name, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (key) DO NOTHING";
    // Whoever knows the key was given it.
    PUBLIC_FILE = "SELECT partner, blob, mime FROM sent_file WHERE key = $1";
}

/// Keeps a file; false when its key is kept already.
pub(in crate::chat) async fn insert_file(
    tx: &mut Tx,
    message: MessageId,
    file: &EnclosedFile,
) -> Result<bool, DbError> {
    let now = tx.now();
    let insert = sql(INSERT_FILE).bind(&file.key).bind(file.partner);
    let insert = insert.bind(message).bind(file.blob).bind(&file.mime);
    let insert = insert.bind(&file.name).bind(now);
    Ok(insert.execute(tx).await? > 0)
}

pub(in crate::chat) async fn public_file(
    db: &Db,
    key: &str,
) -> Result<Option<PublicFile>, DbError> {
    let row = sql(PUBLIC_FILE).bind(key);
    let row = row.optional::<(String, String, String)>(db).await?;
    row.map(|(partner, blob, mime)| {
        let partner: PartnerId = readable(partner.parse())?;
        let blob = readable(blob.parse())?;
        Ok(PublicFile {
            partner,
            blob,
            mime,
        })
    })
    .transpose()
}
