//! The secrets of an account: its token, the secret of its app, and the word
//! that Meta shows when it asks whether the address is ours.

use scx_kit::Secret;
use scx_store::{Db, DbError, Sealed};

use super::{MetaId, sql};
use crate::readable;

/// The access token.
pub const TOKEN: Sealed = sealed("messengers.token", "token");
/// The secret of the partner's app, which signs webhooks.
pub const APP_SECRET: Sealed = sealed("messengers.app_secret", "app_secret");
/// What Meta shows when it asks whether an address is ours.
pub const VERIFY_TOKEN: Sealed = sealed("messengers.verify_token", "verify_token");

const fn sealed(name: &'static str, column: &'static str) -> Sealed {
    Sealed {
        name,
        table: "meta_account",
        column,
        row: "id",
        scope: None,
    }
}

/// The opened secrets of an account.
#[derive(Clone, Debug)]
pub struct Secrets {
    /// The access token.
    pub token: Option<Secret<String>>,
    /// The secret of the partner's app; none where the product's own app serves.
    pub app_secret: Option<Secret<String>>,
    /// What Meta shows when it asks whether the address is ours.
    pub verify_token: Secret<String>,
}

/// The secrets of an account.
///
/// # Errors
/// [`DbError`] when there is no such account or one does not open.
pub async fn secrets(db: &Db, id: MetaId) -> Result<Secrets, DbError> {
    let (token, app_secret, verify_token) = sql::secrets(db, id).await?;
    let open = |column: &Sealed, bytes: Option<Vec<u8>>| {
        let open = |bytes: Vec<u8>| opened(db, column, id, &bytes);
        bytes.map(open).transpose()
    };
    Ok(Secrets {
        token: open(&TOKEN, token)?,
        app_secret: open(&APP_SECRET, app_secret)?,
        verify_token: opened(db, &VERIFY_TOKEN, id, &verify_token)?,
    })
}

fn opened(db: &Db, column: &Sealed, id: MetaId, sealed: &[u8]) -> Result<Secret<String>, DbError> {
    let bytes = readable(db.unseal(column, &id.to_string(), sealed))?;
    let text = String::from_utf8_lossy(bytes.expose()).into_owned();
    Ok(Secret::new(text))
}
