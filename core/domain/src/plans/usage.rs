//! What a plan allows, and what of it is used: the one place that enforces it.

use std::collections::BTreeMap;

use scx_store::{DbError, On, Tx};

use super::model::Usage;
use super::{catalogue, rules, sql};
use crate::accounts::{self, Partner, PartnerId};
use crate::{Arg, Error, Refusal, notify};

/// What a partner has used in the present month.
///
/// # Errors
/// [`DbError`].
pub async fn usage(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    now: scx_kit::Time,
) -> Result<Usage, DbError> {
    let (month, _) = rules::month(now);
    sql::usage(on, partner, month).await
}

/// Whether the plan allows one more bot or account beside `present` ones.
///
/// # Errors
/// A refusal at the limit, which the bot shows with a way to a larger plan.
pub async fn check_channel(tx: &mut Tx, partner: PartnerId, present: usize) -> Result<(), Error> {
    let partner = accounts::partner(&mut *tx, partner).await?;
    let known = catalogue(tx).await?;
    let most = rules::allowance(&partner, &known, tx.now()).channels;
    let present = i64::try_from(present).unwrap_or(i64::MAX);
    match most {
        Some(most) if present >= most => Err(Refusal::new("plan-channels-full")
            .with("most", Arg::Number(most))
            .into()),
        Some(_) | None => Ok(()),
    }
}

/// Counts answers of the AI, with few statements for many. Whoever reaches the
/// month's limit gets no more until the month or the plan changes: customers
/// are told that the shop will reply, the partner why.
///
/// # Errors
/// [`DbError`].
pub async fn note_usage(tx: &mut Tx, answered: &[(&Partner, Usage)]) -> Result<(), DbError> {
    if answered.is_empty() {
        return Ok(());
    }
    let now = tx.now();
    let (month, next) = rules::month(now);
    let mut partners = BTreeMap::new();
    let mut sums: BTreeMap<PartnerId, Usage> = BTreeMap::new();
    for (partner, used) in answered {
        partners.insert(partner.id, *partner);
        let sum = sums.entry(partner.id).or_default();
        sum.answers += used.answers;
        sum.ai_micro_usd += used.ai_micro_usd;
    }
    let counted = sql::count(tx, month, &sums).await?;
    let known = catalogue::remembered(tx).await?;
    for (id, total) in counted {
        let Some(partner) = partners.get(&id) else {
            continue;
        };
        let most = rules::allowance(partner, &known, now);
        let is_reached = |used: i64, most: Option<i64>| most.is_some_and(|most| used >= most);
        let spent = is_reached(total.answers, most.answers)
            && accounts::spend(tx, partner, next, false).await?;
        let ai_spent = is_reached(total.ai_micro_usd, most.ai_micro_usd)
            && accounts::spend(tx, partner, next, true).await?;
        let key = match (spent, ai_spent) {
            (true, _) => "plan-answers-spent",
            (false, true) => "plan-ai-spent",
            (false, false) => continue,
        };
        let args = vec![("until".to_owned(), Arg::Moment(next.0))];
        notify::tell(tx, id, key, args).await?;
    }
    Ok(())
}
