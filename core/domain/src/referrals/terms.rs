//! How many days are given, and how often.

use scx_store::{DbError, On, Tx};

use super::model::{Term, Terms};
use super::sql;
use crate::admins::{Permit, Right};
use crate::audit::{self, Act};
use crate::{Error, Refusal};

/// What holds until an admin says otherwise.
pub const FIRST: Terms = Terms {
    inviter_days: 7,
    partner_days: 7,
    most: 10,
};

/// The largest number of each sort; 0 gives nothing.
pub const HIGHEST: i64 = 365;

/// What is given now.
///
/// # Errors
/// [`DbError`].
pub async fn terms(on: impl Into<On<'_>>) -> Result<Terms, DbError> {
    let mut terms = FIRST;
    for (name, value) in sql::terms(on).await? {
        match Term::try_from(name) {
            Ok(Term::InviterDays) => terms.inviter_days = value,
            Ok(Term::PartnerDays) => terms.partner_days = value,
            Ok(Term::Most) => terms.most = value,
            // Of a later version.
            Err(_) => {}
        }
    }
    Ok(terms)
}

/// Changes one number. Whoever has come already keeps the days of that day.
///
/// # Errors
/// A refusal for a number that cannot be.
pub async fn set_term(tx: &mut Tx, permit: &Permit, term: Term, value: i64) -> Result<(), Error> {
    let author = permit.of(Right::SetPrices)?.author();
    if !(0..=HIGHEST).contains(&value) {
        return Err(Refusal::new("referral-term-wrong")
            .with("most", HIGHEST)
            .into());
    }
    let before = terms(&mut *tx).await?.of(term);
    sql::put_term(tx, term, value).await?;
    let act = Act {
        act: "referral.terms",
        target: term.name().to_owned(),
        before: before.to_string(),
        after: value.to_string(),
        ..Act::default()
    };
    Ok(audit::write(tx, &author, act).await?)
}
