//! The data of plans.

use scx_kit::{Id, Prefix, Time, Tiyin};

use crate::Refusal;
use crate::accounts::PartnerId;
use crate::names::stored_names;

/// Marks the ids of requests.
#[derive(Debug)]
pub struct RequestMark;
impl Prefix for RequestMark {
    const PREFIX: &'static str = "prq";
}

/// The id of a request for a plan.
pub type RequestId = Id<RequestMark>;

/// Marks the ids of changes of plans.
#[derive(Debug)]
pub struct EventMark;
impl Prefix for EventMark {
    const PREFIX: &'static str = "pev";
}

/// The tier that stands for the trial's limits.
pub const TRIAL: &str = "trial";
/// The tier that is added to another one: more of the AI.
pub const AI: &str = "ai";

/// What a tier is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TierKind {
    /// The limits of the trial; it is not sold.
    Trial,
    /// A plan.
    Plan,
    /// Something added to a plan.
    Addon,
}

stored_names!(TierKind {
    Trial => "trial",
    Plan => "plan",
    Addon => "addon",
});

/// What is sold, and what it allows. A limit of none is no limit.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Tier {
    /// A short word.
    pub id: String,
    /// What it is.
    #[sqlx(try_from = "String")]
    pub kind: TierKind,
    /// Its name, the same in every language.
    pub name: String,
    /// Its place in lists.
    pub place: i64,
    /// It can be asked for.
    pub is_offered: bool,
    /// The share of the profit that is owed, in hundredths.
    pub profit_percent: i64,
    /// Bots and accounts of messengers.
    pub channels: Option<i64>,
    /// Answers of the AI a month.
    pub answers: Option<i64>,
    /// Product cards a month.
    pub cards: Option<i64>,
    /// What the platform's models may cost a month, in millionths of a US dollar.
    pub ai_micro_usd: Option<i64>,
}

/// For how long something is sold.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Period {
    /// A short word, for which texts have a name.
    pub id: String,
    /// Days of 24 hours.
    pub days: i64,
    /// Its place in lists.
    pub place: i64,
    /// It can be asked for.
    pub is_offered: bool,
}

/// What a tier costs for a period.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Price {
    /// The tier.
    pub tier: String,
    /// The period.
    pub period: String,
    /// The sum.
    #[sqlx(try_from = "i64")]
    pub tiyin: Tiyin,
}

/// Everything that is sold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue {
    /// Every tier, in order.
    pub tiers: Vec<Tier>,
    /// Every period, in order.
    pub periods: Vec<Period>,
    /// Every price.
    pub prices: Vec<Price>,
}

impl Catalogue {
    /// A tier by its id.
    pub fn tier(&self, id: &str) -> Option<&Tier> {
        self.tiers.iter().find(|tier| tier.id == id)
    }

    /// The plans that can be asked for.
    pub fn plans(&self) -> impl Iterator<Item = &Tier> {
        let plans = self.tiers.iter();
        plans.filter(|tier| tier.kind == TierKind::Plan && tier.is_offered)
    }

    /// The periods that can be asked for.
    pub fn offered_periods(&self) -> impl Iterator<Item = &Period> {
        self.periods.iter().filter(|period| period.is_offered)
    }

    /// A period by its id.
    pub fn period(&self, id: &str) -> Option<&Period> {
        self.periods.iter().find(|period| period.id == id)
    }

    /// What a tier costs for a period.
    pub fn price(&self, tier: &str, period: &str) -> Option<Tiyin> {
        let mut prices = self.prices.iter();
        let price = prices.find(|price| price.tier == tier && price.period == period);
        price.map(|price| price.tiyin)
    }

    /// What a tier, with or without the add-on, costs for a period.
    pub fn cost(&self, chosen: &Chosen, period: &str) -> Option<Tiyin> {
        let plan = self.price(&chosen.tier, period)?;
        let addon = match chosen.with_ai {
            true => self.price(AI, period)?,
            false => Tiyin::ZERO,
        };
        Some(plan + addon)
    }

    /// What somebody gets who asks for this now.
    ///
    /// # Errors
    /// A refusal when it is not offered, or has no price.
    pub fn offer(&self, chosen: &Chosen, period: &str) -> Result<Offer, Refusal> {
        let gone = || Refusal::new("plan-not-offered");
        let tier = self.plans().find(|tier| tier.id == chosen.tier);
        let tier = tier.ok_or_else(gone)?.clone();
        let mut periods = self.offered_periods();
        let period = periods.find(|one| one.id == period).ok_or_else(gone)?;
        let has_addon = self.tier(AI).is_some_and(|addon| addon.is_offered);
        if chosen.with_ai && !has_addon {
            return Err(gone());
        }
        let list = self.cost(chosen, &period.id).ok_or_else(gone)?;
        Ok(Offer {
            tier,
            with_ai: chosen.with_ai,
            period: period.clone(),
            list,
            due: list,
        })
    }
}

/// A tier with or without the add-on.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Chosen {
    /// The tier.
    pub tier: String,
    /// With the AI add-on.
    pub with_ai: bool,
}

/// A tier for a period, with its price as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The tier.
    pub tier: Tier,
    /// With the AI add-on.
    pub with_ai: bool,
    /// The period.
    pub period: Period,
    /// The price of the catalogue.
    pub list: Tiyin,
    /// What is to be paid.
    pub due: Tiyin,
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestState {
    /// Nobody has decided yet.
    Open,
    /// An admin said yes.
    Approved,
    /// An admin said no.
    Rejected,
    /// The partner took it back.
    Withdrawn,
}

stored_names!(RequestState {
    Open => "open",
    Approved => "approved",
    Rejected => "rejected",
    Withdrawn => "withdrawn",
});

/// Why a request is rejected, ready to be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadyReason {
    /// No payment arrived.
    Unpaid,
    /// The partner could not be reached.
    Unreachable,
    /// It was asked twice.
    Duplicate,
    /// The shop breaks the terms.
    Terms,
}

stored_names!(ReadyReason {
    Unpaid => "unpaid",
    Unreachable => "unreachable",
    Duplicate => "duplicate",
    Terms => "terms",
});

/// Why a request is rejected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RejectReason {
    /// For one of the usual reasons.
    Ready(ReadyReason),
    /// In the admin's own words.
    Typed(String),
}

/// What a partner asked for. The prices are those that were shown then.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Request {
    /// The id.
    #[sqlx(try_from = "String")]
    pub id: RequestId,
    /// Who asks.
    #[sqlx(try_from = "String")]
    pub partner: PartnerId,
    /// The tier.
    pub tier: String,
    /// With the AI add-on.
    pub with_ai: bool,
    /// The period.
    pub period: String,
    /// Its days.
    pub days: i64,
    /// The price of the catalogue.
    #[sqlx(try_from = "i64")]
    pub list_tiyin: Tiyin,
    /// What is to be paid.
    #[sqlx(try_from = "i64")]
    pub due_tiyin: Tiyin,
    /// The coupon that it was asked with.
    pub coupon: Option<String>,
    /// What became of it.
    #[sqlx(try_from = "String")]
    pub state: RequestState,
    /// The Telegram account of who decided.
    pub decided_by: Option<i64>,
    /// The name of who decided.
    pub decided_name: Option<String>,
    /// When it was decided.
    pub decided_at: Option<i64>,
    /// Why it was rejected: the name of a ready reason, or somebody's own words.
    pub reason: Option<String>,
    /// When it was asked.
    #[sqlx(try_from = "i64")]
    pub created_at: Time,
}

impl Request {
    /// What was chosen.
    pub fn chosen(&self) -> Chosen {
        Chosen {
            tier: self.tier.clone(),
            with_ai: self.with_ai,
        }
    }
}

/// How a plan came to change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// It was paid.
    Bought,
    /// An admin approved a request.
    Granted,
    /// An admin gave days.
    Gift,
    /// An admin took days.
    Taken,
    /// A payment was given back.
    Refunded,
    /// Somebody who was invited has paid, or was given that payment back.
    Referral,
}

stored_names!(Cause {
    Bought => "bought",
    Granted => "granted",
    Gift => "gift",
    Taken => "taken",
    Refunded => "refunded",
    Referral => "referral",
});

/// A change of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The tier from now on.
    pub chosen: Chosen,
    /// Days that are given, or taken where negative.
    pub days: i64,
    /// How it comes.
    pub cause: Cause,
    /// Who does it.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// A change of a plan as it was written down.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Event {
    /// How it came.
    #[sqlx(try_from = "String")]
    pub kind: Cause,
    /// The tier from then on.
    pub tier: String,
    /// With the AI add-on.
    pub with_ai: bool,
    /// Days given or taken.
    pub days: i64,
    /// The end before.
    #[sqlx(try_from = "i64")]
    pub until_before: Time,
    /// The end after.
    #[sqlx(try_from = "i64")]
    pub until_after: Time,
    /// Who did it.
    pub by_whom: String,
    /// Why.
    pub reason: String,
    /// When.
    #[sqlx(try_from = "i64")]
    pub created_at: Time,
}

impl Event {
    /// What was chosen then.
    pub fn chosen(&self) -> Chosen {
        Chosen {
            tier: self.tier.clone(),
            with_ai: self.with_ai,
        }
    }
}

/// What a plan allows in a month, add-on included. None is no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Allowance {
    /// Bots and accounts of messengers.
    pub channels: Option<i64>,
    /// Answers of the AI.
    pub answers: Option<i64>,
    /// Product cards.
    pub cards: Option<i64>,
    /// What the platform's models may cost, in millionths of a US dollar.
    pub ai_micro_usd: Option<i64>,
}

/// What was used in a month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Usage {
    /// Answers of the AI.
    pub answers: i64,
    /// What the platform's models cost, in millionths of a US dollar.
    pub ai_micro_usd: i64,
}
