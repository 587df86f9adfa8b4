//! Pure decisions about plans.

use chrono::{DateTime, Datelike as _, Months, NaiveDate};
use scx_kit::{Millis, Time, Tiyin};

use super::{AI, Allowance, Catalogue, Chosen, TRIAL};
use crate::accounts::{Partner, Standing, TASHKENT};

/// The end of what a partner has now: of the plan or, before there was one, of
/// the trial.
pub fn end(partner: &Partner) -> Time {
    partner.paid_until.max(partner.trial_ends_at)
}

/// The end of a plan after a change. It counts from the later of now and the
/// present end. Whoever changes to a dearer plan takes along what the rest of
/// the old one is worth, so that a long cheap plan cannot be made a long dear
/// one; a change to a cheaper one leaves the rest as long as it was.
pub fn extended(
    partner: &Partner,
    catalogue: &Catalogue,
    to: &Chosen,
    days: i64,
    now: Time,
) -> Time {
    let end = end(partner);
    let rest = Millis((end - now).0.max(0));
    let rest = match held(partner, now) {
        Some(held) if held != *to => Millis(worth(rest, &held, to, catalogue)),
        Some(_) | None => rest,
    };
    (now + rest + Millis::days(days)).max(now)
}

/// What a partner pays for now.
pub fn held(partner: &Partner, now: Time) -> Option<Chosen> {
    let tier = partner.tier.clone().filter(|_| partner.paid_until > now)?;
    Some(Chosen {
        tier,
        with_ai: partner.has_ai_addon,
    })
}

/// What days of one plan came to when they were carried into another, in whole
/// days: as [`extended`] does it.
pub fn carried(catalogue: &Catalogue, days: i64, from: &Chosen, to: &Chosen) -> i64 {
    worth(Millis::days(days), from, to, catalogue) / Millis::days(1).0
}

fn worth(rest: Millis, from: &Chosen, to: &Chosen, catalogue: &Catalogue) -> i64 {
    let month = |chosen| catalogue.cost(chosen, "month").unwrap_or(Tiyin::ZERO);
    let (old, new) = (month(from), month(to));
    if new <= old {
        return rest.0;
    }
    let exact = i128::from(rest.0) * i128::from(old.0) / i128::from(new.0);
    i64::try_from(exact).unwrap_or(rest.0)
}

/// What a partner may do in a month, by what they have now.
pub fn allowance(partner: &Partner, catalogue: &Catalogue, now: Time) -> Allowance {
    let trial = || Chosen {
        tier: TRIAL.to_owned(),
        with_ai: false,
    };
    allowed(catalogue, &held(partner, now).unwrap_or_else(trial))
}

/// What a tier allows in a month, add-on included.
pub fn allowed(catalogue: &Catalogue, chosen: &Chosen) -> Allowance {
    let of = |id: &str| {
        catalogue
            .tier(id)
            .map_or_else(Allowance::default, |tier| Allowance {
                channels: tier.channels,
                answers: tier.answers,
                cards: tier.cards,
                ai_micro_usd: tier.ai_micro_usd,
            })
    };
    match chosen.with_ai {
        true => sum(of(&chosen.tier), of(AI)),
        false => of(&chosen.tier),
    }
}

fn sum(plan: Allowance, addon: Allowance) -> Allowance {
    let add = |a: Option<i64>, b: Option<i64>| a.zip(b).map(|(a, b)| a.saturating_add(b));
    Allowance {
        channels: add(plan.channels, addon.channels),
        answers: add(plan.answers, addon.answers),
        cards: add(plan.cards, addon.cards),
        ai_micro_usd: add(plan.ai_micro_usd, addon.ai_micro_usd),
    }
}

/// The month of a moment in Tashkent: its first moment, and that of the next.
pub fn month(now: Time) -> (Time, Time) {
    let here = DateTime::from_timestamp_millis((now + TASHKENT).0).unwrap_or_default();
    let first = here.date_naive().with_day(1).unwrap_or_default();
    let start = |day: NaiveDate| {
        let midnight = day.and_hms_opt(0, 0, 0).unwrap_or_default().and_utc();
        Time(midnight.timestamp_millis()) - TASHKENT
    };
    let next = first.checked_add_months(Months::new(1)).unwrap_or(first);
    (start(first), start(next))
}

/// When a partner is told that the end is near: how long before it. The last
/// one is the end itself.
pub fn warnings(is_trial: bool) -> &'static [Millis] {
    const OF_TRIAL: &[Millis] = &[Millis::hours(24), Millis::hours(2), Millis(0)];
    const OF_PLAN: &[Millis] = &[Millis::days(7), Millis::days(3), Millis::days(1), Millis(0)];
    if is_trial { OF_TRIAL } else { OF_PLAN }
}

/// Whether what a partner has ends at this moment.
pub fn ends_at(partner: &Partner, moment: Time) -> bool {
    let is_banned = matches!(Standing::of(partner, moment), Standing::Banned);
    !is_banned && end(partner) == moment
}
