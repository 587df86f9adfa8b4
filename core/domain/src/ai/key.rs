//! A shop's own key at a model provider.

use std::collections::HashMap;

use scx_connect::{ConnectError, ErrorKind};
use scx_jobs::Cx;
use scx_kit::{Millis, Secret, Time};
use scx_store::{Db, On, Tx};

use super::providers::Providers;
use super::{OWN_KEY, OwnKey, sql};
use crate::accounts::PartnerId;
use crate::{Error, Refusal};

/// A key that failed is left alone for this long: long enough not to slow
/// every answer down, short enough that an account with new money works soon.
const REST: Millis = Millis::hours(1);

/// From here a limit is a quota that is used up and not a short rush.
const QUOTA_WAIT: Millis = Millis::minutes(30);

/// Stores the partner's own key; an earlier one is replaced.
///
/// # Errors
/// [`Error::Fault`] when the database fails.
pub async fn save_own_key(
    tx: &mut Tx,
    partner: PartnerId,
    provider: &str,
    key: &Secret<String>,
) -> Result<(), Error> {
    let sealed = tx.seal(&OWN_KEY, &partner.to_string(), key.expose().as_bytes());
    sql::delete(tx, partner).await?;
    sql::insert(tx, partner, provider, sealed, &key.last_four()).await?;
    Ok(())
}

/// Forgets the partner's own key. Nothing happens when there is none.
///
/// # Errors
/// [`Error::Fault`] when the database fails.
pub async fn remove_own_key(tx: &mut Tx, partner: PartnerId) -> Result<(), Error> {
    sql::delete(tx, partner).await?;
    Ok(())
}

/// What is known of the partner's own key.
///
/// # Errors
/// [`Error::Fault`] when the database fails.
pub async fn own_key_state(
    on: impl Into<On<'_>>,
    partner: PartnerId,
) -> Result<Option<OwnKey>, Error> {
    let row = sql::select(on, partner).await?;
    Ok(row.map(|row| OwnKey {
        failed_at: row.failed_at(),
        provider: row.provider,
        last_four: row.last_four,
    }))
}

/// Remembers that the partner's own key failed; true the first time, which is
/// when the partner is told.
///
/// # Errors
/// [`Error::Fault`] when the database fails.
pub async fn note_key_failure(tx: &mut Tx, partner: PartnerId) -> Result<bool, Error> {
    Ok(sql::note_failure(tx, partner).await?)
}

/// Proves a key by a call that costs nothing.
///
/// # Errors
/// The refusals `ai-key-refused`, `ai-key-no-quota` and `ai-key-unreachable`;
/// [`Error::Fault`] for a provider that is not connected.
pub async fn test_key(cx: &Cx, provider: &str, key: &Secret<String>) -> Result<(), Error> {
    let Some(llm) = cx.service::<Providers>().open(provider, key) else {
        return Err(Error::Fault(anyhow::anyhow!(
            "no model provider {provider:?} is connected"
        )));
    };
    match llm.check().await {
        Ok(()) => Ok(()),
        Err(error) => Err(refusal(&error).into()),
    }
}

/// A partner's own account at a model provider.
#[derive(Clone, Debug)]
pub struct OwnAccount {
    pub(super) provider: String,
    pub(super) key: Secret<String>,
}

/// The own accounts of some partners that are worth trying.
///
/// # Errors
/// [`Error::Fault`] when the database fails.
pub async fn own_accounts(
    db: &Db,
    partners: &[PartnerId],
    now: Time,
) -> Result<HashMap<PartnerId, OwnAccount>, Error> {
    let rows = sql::of_partners(db, partners).await?;
    let usable = rows.into_iter().filter_map(|row| {
        let partner: PartnerId = row.partner.parse().ok()?;
        if row.failed_at.is_some_and(|at| now < Time(at) + REST) {
            return None;
        }
        let key = opened(db, partner, &row.sealed)?;
        let provider = row.provider;
        Some((partner, OwnAccount { provider, key }))
    });
    Ok(usable.collect())
}

/// Opens a key. Where that fails, the customer still gets an answer, and the
/// operator learns of the damage.
fn opened(db: &Db, partner: PartnerId, sealed: &[u8]) -> Option<Secret<String>> {
    match db.unseal(&OWN_KEY, &partner.to_string(), sealed) {
        Ok(bytes) => match String::from_utf8(bytes.expose().clone()) {
            Ok(key) => Some(Secret::new(key)),
            Err(_) => {
                tracing::error!(partner.id = %partner, "a partner's own key is not text");
                None
            }
        },
        Err(error) => {
            tracing::error!(partner.id = %partner, error = %error, "a partner's own key does not open");
            None
        }
    }
}

/// Whether an error says that the key itself is of no use.
pub(super) fn is_key_failure(error: &ConnectError) -> bool {
    match &error.kind {
        ErrorKind::Auth => true,
        ErrorKind::Refused { reason } => reason == "no-quota",
        ErrorKind::Limited { .. } | ErrorKind::Unavailable { .. } | ErrorKind::Broken => false,
    }
}

fn refusal(error: &ConnectError) -> Refusal {
    let key = match &error.kind {
        ErrorKind::Auth => "ai-key-refused",
        ErrorKind::Refused { reason } if reason == "no-quota" => "ai-key-no-quota",
        ErrorKind::Limited { after } if *after >= QUOTA_WAIT => "ai-key-no-quota",
        // A key of the wrong form is a bad request to some vendors.
        ErrorKind::Refused { .. } => "ai-key-refused",
        ErrorKind::Limited { .. } | ErrorKind::Unavailable { .. } => "ai-key-unreachable",
        ErrorKind::Broken => {
            tracing::error!(error = %error, detail = %error.detail, "a model provider's answer to a key test is not understood");
            "ai-key-unreachable"
        }
    };
    Refusal::new(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(kind: ErrorKind) -> ConnectError {
        ConnectError {
            service: "openai",
            op: String::from("openai.models"),
            kind,
            detail: String::new(),
        }
    }

    fn refused(reason: &str) -> ErrorKind {
        ErrorKind::Refused {
            reason: reason.to_owned(),
        }
    }

    #[test]
    fn each_failure_of_a_test_has_its_own_sentence() {
        for (kind, key) in [
            (ErrorKind::Auth, "ai-key-refused"),
            (refused("bad-request"), "ai-key-refused"),
            (refused("no-quota"), "ai-key-no-quota"),
            (
                ErrorKind::Limited {
                    after: Millis::hours(9),
                },
                "ai-key-no-quota",
            ),
            (
                ErrorKind::Limited {
                    after: Millis::secs(9),
                },
                "ai-key-unreachable",
            ),
            (ErrorKind::Unavailable { sent: true }, "ai-key-unreachable"),
            (ErrorKind::Broken, "ai-key-unreachable"),
        ] {
            assert_eq!(refusal(&failed(kind.clone())).key, key, "{kind:?}");
        }
    }

    #[test]
    fn only_a_bad_key_or_an_empty_account_is_the_partners_to_mend() {
        assert!(is_key_failure(&failed(ErrorKind::Auth)));
        assert!(is_key_failure(&failed(refused("no-quota"))));
        assert!(!is_key_failure(&failed(refused("model-gone"))));
        assert!(!is_key_failure(&failed(ErrorKind::Unavailable {
            sent: false
        })));
    }
}
