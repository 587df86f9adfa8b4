//! What is sold, and how an admin changes it.

use std::sync::{Arc, Mutex, PoisonError};

use scx_kit::{Millis, Time, Tiyin};
use scx_store::{DbError, Tx};

use super::model::{Catalogue, Price, Tier};
use super::{first_catalogue, sql};
use crate::accounts::ascii_digit;
use crate::admins::{Permit, Right};
use crate::audit::{self, Act};
use crate::{Error, Refusal};

/// The dearest thing that can be sold: a hundred thousand million so'm.
const MOST: i64 = 10_000_000_000_000;

/// How long a process remembers the catalogue for what may lag a little.
const KEPT: Millis = Millis::minutes(1);

/// Everything that is sold.
///
/// # Errors
/// [`DbError`].
pub async fn catalogue(tx: &mut Tx) -> Result<Catalogue, DbError> {
    Ok(Catalogue {
        tiers: sql::tiers(&mut *tx).await?,
        periods: sql::periods(&mut *tx).await?,
        prices: sql::prices(&mut *tx).await?,
    })
}

/// The catalogue as this process has seen it within the last minute, for the
/// answer path.
pub(super) async fn remembered(tx: &mut Tx) -> Result<Arc<Catalogue>, DbError> {
    let now = tx.now();
    let memory = tx.memory::<Remembered>();
    if let Some(known) = memory.at(now) {
        return Ok(known);
    }
    let fresh = Arc::new(catalogue(tx).await?);
    memory.keep(now, fresh.clone());
    Ok(fresh)
}

#[derive(Debug, Default)]
struct Remembered(Mutex<Option<(Time, Arc<Catalogue>)>>);

impl Remembered {
    fn at(&self, now: Time) -> Option<Arc<Catalogue>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (since, known) = kept.as_ref()?;
        let age = now - *since;
        (age.0 >= 0 && age < KEPT).then(|| known.clone())
    }

    fn keep(&self, now: Time, fresh: Arc<Catalogue>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, fresh));
    }

    fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// Puts the first catalogue into a database that has none.
///
/// # Errors
/// [`DbError`].
pub async fn seed(tx: &mut Tx) -> Result<(), DbError> {
    if !sql::tiers(&mut *tx).await?.is_empty() {
        return Ok(());
    }
    let first = first_catalogue();
    for tier in &first.tiers {
        sql::put_tier(tx, tier).await?;
    }
    for period in &first.periods {
        sql::put_period(tx, period).await?;
    }
    for price in &first.prices {
        sql::put_price(tx, price).await?;
    }
    Ok(())
}

/// A limit of a tier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Bots and accounts of messengers.
    Channels,
    /// Answers a month.
    Answers,
    /// Cards a month.
    Cards,
    /// Micro-dollars a month.
    AiMicroUsd,
}

/// One change of what is sold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A tier costs something else for a period.
    Price(String, String, Tiyin),
    /// A tier is offered, or no longer.
    TierOffered(String, bool),
    /// A tier has another name.
    Name(String, String),
    /// A tier allows something else; none is no limit.
    Limit(String, Limit, Option<i64>),
    /// A tier takes another share of the profit.
    Profit(String, i64),
    /// A period has other days.
    Days(String, i64),
    /// A period is offered, or no longer.
    PeriodOffered(String, bool),
}

/// Changes what is sold. Requests and payments that exist keep what they were
/// made with.
///
/// # Errors
/// A refusal for what is not there and for a value that cannot be.
pub async fn edit(tx: &mut Tx, permit: &Permit, edit: &Edit) -> Result<(), Error> {
    let author = permit.of(Right::SetPrices)?.author();
    let known = catalogue(tx).await?;
    let (target, before, after) = match edit {
        Edit::Price(tier, period, sum) => price(tx, &known, (tier, period), *sum).await?,
        Edit::Days(id, _) | Edit::PeriodOffered(id, _) => period(tx, &known, id, edit).await?,
        Edit::TierOffered(id, _)
        | Edit::Name(id, _)
        | Edit::Limit(id, _, _)
        | Edit::Profit(id, _) => tier(tx, &known, id, edit).await?,
    };
    tx.memory::<Remembered>().forget();
    let act = Act {
        act: "price.changed",
        target,
        before,
        after,
        ..Act::default()
    };
    Ok(audit::write(tx, &author, act).await?)
}

/// What is written down of a change: target, before, after.
type Told = (String, String, String);

fn gone() -> Refusal {
    Refusal::new("plan-not-offered")
}

async fn price(
    tx: &mut Tx,
    known: &Catalogue,
    (tier, period): (&str, &str),
    sum: Tiyin,
) -> Result<Told, Error> {
    if !(1..=MOST).contains(&sum.0) {
        return Err(Refusal::new("sum-wrong").into());
    }
    let named = known.tier(tier).ok_or_else(gone)?;
    known.period(period).ok_or_else(gone)?;
    let before = known.price(tier, period).unwrap_or_default();
    let price = Price {
        tier: tier.to_owned(),
        period: period.to_owned(),
        tiyin: sum,
    };
    sql::put_price(tx, &price).await?;
    let target = format!("{} / {period}", named.name);
    // In so'm, as it was typed.
    Ok((
        target,
        (before.0 / 100).to_string(),
        (sum.0 / 100).to_string(),
    ))
}

async fn period(tx: &mut Tx, known: &Catalogue, id: &str, edit: &Edit) -> Result<Told, Error> {
    let old = known.period(id).ok_or_else(gone)?;
    let mut new = old.clone();
    let told = match edit {
        Edit::Days(_, days) if (1..=3_660).contains(days) => {
            new.days = *days;
            (old.days.to_string(), days.to_string())
        }
        Edit::PeriodOffered(_, is_offered) => {
            new.is_offered = *is_offered;
            (old.is_offered.to_string(), is_offered.to_string())
        }
        Edit::Days(..)
        | Edit::Price(..)
        | Edit::TierOffered(..)
        | Edit::Name(..)
        | Edit::Limit(..)
        | Edit::Profit(..) => return Err(Refusal::new("number-wrong").into()),
    };
    sql::put_period(tx, &new).await?;
    Ok((id.to_owned(), told.0, told.1))
}

async fn tier(tx: &mut Tx, known: &Catalogue, id: &str, edit: &Edit) -> Result<Told, Error> {
    let old = known.tier(id).ok_or_else(gone)?;
    let mut new = old.clone();
    let told = match edit {
        Edit::TierOffered(_, is_offered) => {
            new.is_offered = *is_offered;
            (old.is_offered.to_string(), is_offered.to_string())
        }
        Edit::Name(_, name) => {
            let name = name.trim();
            if !(1..=24).contains(&name.chars().count()) || name.contains(char::is_control) {
                return Err(Refusal::new("tier-name-wrong").into());
            }
            new.name = name.to_owned();
            (old.name.clone(), name.to_owned())
        }
        Edit::Limit(_, limit, value) => {
            if value.is_some_and(|value| value < 0) {
                return Err(Refusal::new("number-wrong").into());
            }
            let slot = slot(&mut new, *limit);
            let before = std::mem::replace(slot, *value);
            (shown(before), shown(*value))
        }
        Edit::Profit(_, percent) if (0..=100).contains(percent) => {
            new.profit_percent = *percent;
            (old.profit_percent.to_string(), percent.to_string())
        }
        Edit::Profit(..) | Edit::Price(..) | Edit::Days(..) | Edit::PeriodOffered(..) => {
            return Err(Refusal::new("number-wrong").into());
        }
    };
    sql::put_tier(tx, &new).await?;
    Ok((old.name.clone(), told.0, told.1))
}

fn slot(tier: &mut Tier, limit: Limit) -> &mut Option<i64> {
    match limit {
        Limit::Channels => &mut tier.channels,
        Limit::Answers => &mut tier.answers,
        Limit::Cards => &mut tier.cards,
        Limit::AiMicroUsd => &mut tier.ai_micro_usd,
    }
}

fn shown(limit: Option<i64>) -> String {
    limit.map_or_else(|| "∞".to_owned(), |limit| limit.to_string())
}

/// Reads a sum of whole so'm as people type it: `450000`, `450 000`, `450.000`.
///
/// # Errors
/// `sum-wrong`.
pub fn parse_sum(text: &str) -> Result<Tiyin, Refusal> {
    let wrong = || Refusal::new("sum-wrong");
    let mut digits = String::new();
    for c in text.trim().chars() {
        match ascii_digit(c) {
            digit if digit.is_ascii_digit() => digits.push(digit),
            c if c.is_whitespace() || matches!(c, '.' | ',' | '\'' | '_') => {}
            _ => return Err(wrong()),
        }
    }
    let som: i64 = digits.parse().map_err(|_| wrong())?;
    let is_possible = (1..=MOST / 100).contains(&som);
    is_possible.then(|| Tiyin::som(som)).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_read_as_people_type_them() {
        for text in [
            "450000",
            " 450 000 ",
            "450.000",
            "450,000",
            "450'000",
            "４５００００",
        ] {
            assert_eq!(parse_sum(text), Ok(Tiyin::som(450_000)), "{text}");
        }
        for text in [
            "",
            "0",
            "-5",
            "450 ming",
            "1e6",
            "999999999999999999999",
            "100000000001",
        ] {
            assert!(parse_sum(text).is_err(), "{text}");
        }
    }
}
