//! What is sold until an admin says otherwise: put into an empty database once.

use scx_kit::{Id, SeededEntropy, Time, Tiyin};

use super::{Catalogue, Chosen, Period, Price, Request, RequestState, Tier, TierKind};

/// A tier as it is at first: id, kind, name, percent of the profit, and the
/// limits on channels, answers, cards and micro-dollars.
type First = (&'static str, TierKind, &'static str, i64, [Option<i64>; 4]);

const TIERS: &[First] = &[
    (
        "trial",
        TierKind::Trial,
        "Trial",
        0,
        limits(5, 1_000, 20, 3_000_000),
    ),
    (
        "chat",
        TierKind::Plan,
        "Chat",
        0,
        limits(5, 10_000, 0, 20_000_000),
    ),
    (
        "starter",
        TierKind::Plan,
        "Starter Pro",
        50,
        limits(8, 20_000, 100, 40_000_000),
    ),
    (
        "business",
        TierKind::Plan,
        "Business Standard",
        25,
        limits(12, 50_000, 400, 100_000_000),
    ),
    (
        "professional",
        TierKind::Plan,
        "Professional Plus",
        15,
        limits(20, 120_000, 1_500, 250_000_000),
    ),
    (
        "enterprise",
        TierKind::Plan,
        "Enterprise Elite",
        10,
        [None; 4],
    ),
    (
        "ai",
        TierKind::Addon,
        "AI",
        0,
        limits(0, 50_000, 500, 100_000_000),
    ),
];

/// The periods and how many months each is paid for: no rebate to begin with.
const PERIODS: &[(&str, i64, i64)] = &[("month", 30, 1), ("quarter", 90, 3), ("year", 365, 12)];

/// What a month costs.
const MONTHS: &[(&str, Tiyin)] = &[
    ("chat", Tiyin::som(450_000)),
    ("starter", Tiyin::som(3_000_000)),
    ("business", Tiyin::som(8_000_000)),
    ("professional", Tiyin::som(18_000_000)),
    ("enterprise", Tiyin::som(25_000_000)),
    ("ai", Tiyin::som(1_000_000)),
];

const fn limits(channels: i64, answers: i64, cards: i64, ai_micro_usd: i64) -> [Option<i64>; 4] {
    [
        Some(channels),
        Some(answers),
        Some(cards),
        Some(ai_micro_usd),
    ]
}

/// What is sold at first.
pub fn first_catalogue() -> Catalogue {
    let tiers = (0..)
        .zip(TIERS)
        .map(|(place, (id, kind, name, profit_percent, limits))| {
            let [channels, answers, cards, ai_micro_usd] = *limits;
            Tier {
                id: (*id).to_owned(),
                kind: *kind,
                name: (*name).to_owned(),
                place,
                is_offered: *kind != TierKind::Trial,
                profit_percent: *profit_percent,
                channels,
                answers,
                cards,
                ai_micro_usd,
            }
        });
    let periods = (1..).zip(PERIODS).map(|(place, (id, days, _))| Period {
        id: (*id).to_owned(),
        days: *days,
        place,
        is_offered: true,
    });
    let prices = PERIODS.iter().flat_map(|(period, _, months)| {
        MONTHS.iter().map(move |(tier, month)| Price {
            tier: (*tier).to_owned(),
            period: (*period).to_owned(),
            tiyin: Tiyin(month.0 * months),
        })
    });
    Catalogue {
        tiers: tiers.collect(),
        periods: periods.collect(),
        prices: prices.collect(),
    }
}

/// A request as an example for screens and cards.
pub fn sample_request(chosen: &Chosen) -> Request {
    let now = Time(1_795_230_000_000);
    Request {
        id: Id::new(now, &SeededEntropy::new("sample")),
        partner: Id::new(now, &SeededEntropy::new("sample")),
        tier: chosen.tier.clone(),
        with_ai: chosen.with_ai,
        period: "quarter".to_owned(),
        days: 90,
        list_tiyin: Tiyin::som(57_000_000),
        due_tiyin: Tiyin::som(57_000_000),
        coupon: None,
        state: RequestState::Open,
        decided_by: None,
        decided_name: None,
        decided_at: None,
        reason: None,
        created_at: now,
    }
}
