//! Leaving a Telegram account, coming back to it, and being forgotten.

use hmac::{Hmac, KeyInit, Mac};
use scx_kit::Time;
use scx_store::{DbError, Sealed, Tx};
use sha2::Sha256;

use super::sql::{self, Former};
use super::{NewPartner, Partner, PartnerId, Phone};
use crate::{Error, Refusal, readable};

/// Secrets that the product made for itself: the key under which the numbers
/// of erased partners are hashed.
pub const PEPPER: Sealed = Sealed {
    scope: None,
    name: "accounts.pepper",
    table: "pepper",
    column: "sealed",
    row: "name",
};

/// The row of the key for phone numbers.
const PHONES: &str = "phone";

/// Unlinks a partner from the Telegram account; with `closes` the account is
/// closed too. False when it was not linked.
///
/// # Errors
/// [`DbError`].
pub async fn leave(tx: &mut Tx, id: PartnerId, closes: bool) -> Result<bool, DbError> {
    let closed_at = closes.then(|| tx.now());
    sql::leave(tx, id, nobody(id), closed_at).await
}

/// Partners that closed their account before a moment, the first ones.
///
/// # Errors
/// [`DbError`].
pub async fn closed_before(tx: &mut Tx, moment: Time) -> Result<Vec<PartnerId>, DbError> {
    sql::closed_before(tx, moment).await
}

/// Whether a Telegram account is a partner's, or was it until they left.
///
/// # Errors
/// [`DbError`].
pub async fn is_or_was(tx: &mut Tx, id: PartnerId, telegram_user: i64) -> Result<bool, DbError> {
    sql::past::is_or_was(tx, id, telegram_user).await
}

/// Whether there is a partner who has not closed the account.
///
/// # Errors
/// [`DbError`].
pub async fn is_open_account(tx: &mut Tx, id: PartnerId) -> Result<bool, DbError> {
    sql::past::is_open_account(tx, id).await
}

/// From now on a partner cannot come back. Gives the moment of closing, or
/// nothing when the account was not closed before `moment`.
///
/// # Errors
/// [`DbError`].
pub async fn start_erasing(
    tx: &mut Tx,
    id: PartnerId,
    moment: Time,
) -> Result<Option<Time>, DbError> {
    sql::start_erasing(tx, id, moment).await
}

/// Erases the last row of a partner. The number's trial stays used up, and a
/// ban stays in force.
///
/// # Errors
/// [`DbError`].
pub async fn erase(tx: &mut Tx, id: PartnerId) -> Result<(), DbError> {
    let Some(partner) = sql::find(tx, id).await? else {
        return Ok(());
    };
    let hash = phone_hash(tx, &partner.phone).await?;
    sql::spend_trial(tx, &hash, &partner).await?;
    sql::erase(tx, id).await
}

/// The partner who left with this number, when it is provably the same person:
/// who left from this Telegram account, or whose number Telegram vouched for
/// then and vouches for now.
pub(super) async fn come_back(
    tx: &mut Tx,
    new: &NewPartner,
) -> Result<Option<(Partner, bool)>, Error> {
    let Some(former) = sql::former(&mut *tx, &new.phone).await? else {
        return Ok(None);
    };
    if former.is_erasing {
        return Err(Refusal::new("phone-erasing").into());
    }
    let is_same = former.left_user == Some(new.telegram_user)
        || (former.is_phone_proven && new.is_phone_proven);
    if !is_same {
        return Err(Refusal::new(stranger(&former, new)).into());
    }
    let id = readable(former.id.parse())?;
    sql::come_back(tx, id, new).await?;
    let partner = sql::by_id(tx, id).await?;
    Ok(Some((partner, former.closed_at.is_some())))
}

fn stranger(former: &Former, new: &NewPartner) -> &'static str {
    if former.is_phone_proven && !new.is_phone_proven {
        "phone-share"
    } else {
        "phone-taken"
    }
}

/// What is left of the trial of an erased partner with this number: its end,
/// and the state that the partner was in.
pub(super) async fn spent_trial(
    tx: &mut Tx,
    phone: &Phone,
) -> Result<Option<(Time, super::State)>, DbError> {
    let hash = phone_hash(tx, &phone.stored()).await?;
    sql::spent_trial(tx, &hash).await
}

/// A number that people never have: negative, and the partner's own.
fn nobody(id: PartnerId) -> i64 {
    let low = id.number() & u128::from(i64::MAX.unsigned_abs() >> 1);
    -1 - i64::try_from(low).unwrap_or(i64::MAX - 1)
}

/// Keyed, because there are few enough phone numbers to try them all.
async fn phone_hash(tx: &mut Tx, phone: &str) -> Result<String, DbError> {
    let key = pepper(tx).await?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("a key of any length will do");
    mac.update(phone.as_bytes());
    let bytes = mac.finalize().into_bytes();
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

async fn pepper(tx: &mut Tx) -> Result<Vec<u8>, DbError> {
    if let Some(sealed) = sql::pepper(tx, PHONES).await? {
        let opened = readable(tx.open(&PEPPER, PHONES, &sealed))?;
        return Ok(opened.expose().clone());
    }
    let mut key = vec![0; 32];
    tx.entropy().fill(&mut key);
    let sealed = tx.seal(&PEPPER, PHONES, &key);
    // Of two processes that make one at once, the second waits here and fails
    // on the key; its update is handled again, and then finds this one.
    sql::add_pepper(tx, PHONES, sealed).await?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use scx_kit::{Id, SeededEntropy};

    use super::*;

    #[test]
    fn a_partner_without_a_telegram_account_has_a_number_of_nobody() {
        let ids = ["a", "b"].map(|seed| Id::new(Time(5), &SeededEntropy::new(seed)));
        let numbers = ids.map(nobody);
        assert!(numbers.iter().all(|number| *number < 0), "{numbers:?}");
        assert_ne!(numbers[0], numbers[1]);
        assert_eq!(nobody(ids[0]), numbers[0]);
    }
}
