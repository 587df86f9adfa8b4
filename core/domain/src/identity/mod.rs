//! Proving by a code in a letter: that an address is one's own, and that an
//! account is, when it moves to another Telegram account.
//!
//! A person has one code at a time, for a quarter of an hour and five tries. An
//! account gets few letters, so that nobody fills a mailbox with them.

mod model;
mod sql;

use scx_kit::Millis;
use scx_store::{DbError, On, Sealed, Tx};

pub use model::{Claimant, Matter, Purpose, Recoverable, Verdict, masked};

use crate::accounts::{self, Partner, PartnerId, Phone, ascii_digit};
use crate::audit::{self, Act, Author};
use crate::mail::{self, Letter};
use crate::{Arg, Error, Parts, Refusal, readable};

/// The code that a person has to type.
const CODE: Sealed = Sealed {
    scope: None,
    name: "identity.code",
    table: "mail_code",
    column: "code",
    row: "person",
};

/// How long a code is good for.
pub const GOOD_FOR: Millis = Millis::minutes(15);
/// How often a code may be mistyped.
const MOST_TRIES: i64 = 5;
/// Letters with codes that one account gets within an hour, and within a day.
const MOST_LETTERS: [(Millis, i64); 2] = [(Millis::hours(1), 3), (Millis::days(1), 6)];
/// Longer than this is no code, but a phone or the like.
const MOST_DIGITS: usize = 8;

/// What this capability hands to the composition root.
pub fn parts() -> Parts {
    Parts {
        statements: sql::ALL.to_vec(),
        sealed: vec![CODE],
        holdings: sql::HOLDINGS.to_vec(),
        ..Parts::default()
    }
}

/// Sends a code to an address that a partner has typed.
///
/// # Errors
/// A refusal when it is no address, or too many letters went out already.
pub async fn confirm_address(tx: &mut Tx, partner: &Partner, text: &str) -> Result<(), Error> {
    let address = accounts::parse_email(text)?;
    let matter = Matter::confirming(partner.id);
    send(tx, (partner.telegram_user, matter), &address).await
}

/// The account with this number, where a letter can prove whose it is.
///
/// # Errors
/// [`DbError`].
pub async fn recoverable(
    on: impl Into<On<'_>>,
    phone: &Phone,
) -> Result<Option<Recoverable>, DbError> {
    sql::recoverable(on, phone).await
}

/// Sends the code that moves an account to another Telegram account, to the
/// address that the account has proven.
///
/// # Errors
/// A refusal when nothing can prove whose the account is, or too many letters
/// went out already.
pub async fn start_recovery(tx: &mut Tx, person: i64, phone: &Phone) -> Result<(), Error> {
    let found = sql::recoverable(&mut *tx, phone).await?;
    let found = found.ok_or_else(|| Refusal::new("phone-taken"))?;
    let matter = Matter::recovering(found.partner);
    send(tx, (person, matter), &found.address).await
}

/// Sends the code anew that a person waits for.
///
/// # Errors
/// A refusal when they wait for none, or too many letters went out already.
pub async fn send_again(tx: &mut Tx, person: i64, matter: Matter) -> Result<(), Error> {
    let address = pending(&mut *tx, person, matter).await?;
    let address = address.ok_or_else(|| Refusal::new("code-over"))?;
    send(tx, (person, matter), &address).await
}

/// Where the code went that a person has to type.
///
/// # Errors
/// [`DbError`].
pub async fn pending(
    on: impl Into<On<'_>>,
    person: i64,
    matter: Matter,
) -> Result<Option<String>, DbError> {
    let waiting = sql::waiting(on, person, matter).await?;
    Ok(waiting.map(|(address, ..)| address))
}

/// Waits for no code any more.
///
/// # Errors
/// [`DbError`].
pub async fn forget(tx: &mut Tx, person: i64) -> Result<(), DbError> {
    sql::forget(tx, person).await
}

/// Whether a text may be a code; if so, its digits.
pub fn code_in(text: &str) -> Option<String> {
    let digits: Option<String> = text
        .chars()
        .filter(|sign| !sign.is_whitespace() && *sign != '-')
        .map(|sign| Some(ascii_digit(sign)).filter(char::is_ascii_digit))
        .collect();
    digits.filter(|digits| !digits.is_empty() && digits.len() <= MOST_DIGITS)
}

/// Looks at a typed code. A right one proves the address; where it was for
/// recovery, [`take_over`] is next.
///
/// # Errors
/// [`DbError`].
pub async fn check(
    tx: &mut Tx,
    person: i64,
    matter: Matter,
    digits: &str,
) -> Result<Verdict, DbError> {
    let now = tx.now();
    let waiting = sql::waiting(&mut *tx, person, matter).await?;
    let Some((address, sealed, tries, expires_at)) = waiting else {
        return Ok(Verdict::Over);
    };
    if now.0 >= expires_at {
        sql::forget(tx, person).await?;
        return Ok(Verdict::Over);
    }
    let code = readable(tx.open(&CODE, &person.to_string(), &sealed))?;
    if code.expose() != digits.as_bytes() {
        let left = MOST_TRIES - tries - 1;
        if left <= 0 {
            sql::forget(tx, person).await?;
            return Ok(Verdict::Over);
        }
        sql::count_try(tx, person).await?;
        return Ok(Verdict::Wrong { left });
    }
    sql::forget(tx, person).await?;
    if matter.purpose == Purpose::Confirm {
        accounts::prove_email(tx, matter.partner, &address).await?;
    }
    Ok(Verdict::Right)
}

/// Moves an account to another Telegram account, after the right code. Gives the
/// partner as they are now, and the chat that they leave.
///
/// # Errors
/// A refusal when the account is being erased, or this Telegram account has
/// become another partner meanwhile.
pub async fn take_over(
    tx: &mut Tx,
    partner: PartnerId,
    claimant: &Claimant,
) -> Result<(Partner, Option<i64>), Error> {
    let before = accounts::partner(&mut *tx, partner).await?;
    if accounts::by_telegram(&mut *tx, claimant.person)
        .await?
        .is_some()
    {
        return Err(Refusal::new("button-stale").into());
    }
    let new = (claimant.person, claimant.language);
    if !accounts::move_to(tx, partner, new, claimant.is_phone_proven).await? {
        return Err(Refusal::new("phone-erasing").into());
    }
    let author = Author::system("recovery");
    let act = Act {
        act: "account.recovered",
        partner: Some(partner.to_string()),
        before: before.telegram_user.to_string(),
        after: claimant.person.to_string(),
        ..Act::default()
    };
    audit::write(tx, &author, act).await?;
    let old_chat = before.chat();
    Ok((accounts::partner(tx, partner).await?, old_chat))
}

async fn send(tx: &mut Tx, (person, matter): (i64, Matter), address: &str) -> Result<(), Error> {
    let kind = matter.purpose.letter();
    for (span, most) in MOST_LETTERS {
        let since = tx.now() - span;
        if mail::posted_since(&mut *tx, matter.partner, kind, since).await? >= most {
            return Err(Refusal::new("code-too-often").into());
        }
    }
    let code = matter.purpose.code(tx.entropy().number());
    let sealed = tx.seal(&CODE, &person.to_string(), code.as_bytes());
    let expires_at = tx.now() + GOOD_FOR;
    sql::put(tx, (person, matter), address, (sealed, expires_at)).await?;
    let letter = Letter {
        kind: kind.to_owned(),
        address: address.to_owned(),
        args: vec![("code".to_owned(), Arg::Text(code))],
        invoice: None,
        good_until: Some(expires_at),
    };
    Ok(mail::post(tx, matter.partner, &letter).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        for text in ["123456", " 123 456 ", "123-456", "１２３４５６"] {
            assert_eq!(code_in(text).as_deref(), Some("123456"), "{text}");
        }
        for text in ["", "lola@shop.uz", "12a456", "998901234567"] {
            assert_eq!(code_in(text), None, "{text}");
        }
    }
}
