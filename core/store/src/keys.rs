//! The keys in use: each seals a known word once, so that a wrong or missing
//! key is noticed before anything is lost to it.

use scx_kit::{KeyRing, SealError};

use crate::{Db, OpenError, Sealed, sql};

const KEY_CHECK: Sealed = Sealed {
    name: "store.key_check",
    table: "key_check",
    column: "sealed",
    row: "key_id",
    scope: None,
};
const KEY_CHECK_WORD: &[u8] = b"sellercloudx";

/// What [`unlock`] tries.
pub(crate) const KEYS_IN_USE: &str = IN_USE;

crate::statements! {
    IN_USE = "SELECT key_id, sealed FROM key_check ORDER BY key_id";
    ADD = "INSERT INTO key_check (key_id, sealed) VALUES ($1, $2) ON CONFLICT (key_id) DO NOTHING";
}

impl Db {
    /// Tries the keys at hand, and notes the one that seals from now on.
    pub(crate) async fn check_keys(&self) -> Result<(), OpenError> {
        let ring = &self.shared().ring;
        unlock(ring, &sql(IN_USE).all(self).await?)?;
        let primary = ring.primary().to_owned();
        let mut tx = self.begin().await?;
        let sealed = tx.seal(&KEY_CHECK, &primary, KEY_CHECK_WORD);
        sql(ADD).bind(primary).bind(sealed).execute(&mut tx).await?;
        Ok(tx.commit().await?)
    }
}

/// Tries the keys at hand on the rows of `key_check`: ids, and what is sealed
/// with each.
///
/// # Errors
/// [`OpenError::KeyMissing`] or [`OpenError::KeyWrong`].
pub fn unlock(ring: &KeyRing, rows: &[(String, Vec<u8>)]) -> Result<(), OpenError> {
    for (key_id, sealed) in rows {
        ring.open(KEY_CHECK.name, key_id, sealed)
            .map_err(|error| match error {
                SealError::UnknownKey { key_id } => OpenError::KeyMissing { key_id },
                SealError::Broken => OpenError::KeyWrong {
                    key_id: key_id.clone(),
                },
            })?;
    }
    Ok(())
}
