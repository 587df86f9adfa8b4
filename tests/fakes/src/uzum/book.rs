//! What Uzum Bank remembers of a service: its transactions, what the merchant
//! said about them, and what contradicts that.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::UzumService;
use super::answers::Said;
use super::asking::{Asked, UzumCall};
use super::codes::UzumNo;
use super::states::{Age, Deed, State, Verdict, step};
use crate::common::fates::Fates;

/// "If you do not receive the transaction confirmation request within 30
/// minutes of its creation, the transaction is considered unsuccessful."
const TIMEOUT_MS: i64 = 1_800_000;
/// What never changes once it was told.
const FACTS: [&str; 4] = ["transTime", "confirmTime", "reverseTime", "amount"];

pub(super) struct Book {
    pub(super) spec: UzumService,
    transactions: BTreeMap<String, Known>,
    /// The transactions that were tried for each order.
    by_order: BTreeMap<String, Vec<String>>,
    under_way: usize,
    begun: u64,
    /// Orders whose double payment was told already.
    doubled: BTreeSet<String>,
}

/// One transaction.
struct Known {
    /// Nothing when Uzum never tried to create it.
    made: Option<Made>,
    fates: Fates<State, Deed>,
    facts: BTreeMap<&'static str, Value>,
    first_answers: BTreeMap<UzumCall, Vec<u8>>,
    seen_in_status: BTreeMap<String, Map<String, Value>>,
}

struct Made {
    at_ms: i64,
    order: String,
    amount: i64,
}

/// A call that is under way.
pub(super) struct Ticket {
    fate: Option<u64>,
    begun: u64,
    is_alone: bool,
    sent_ms: i64,
    /// The transactions that had paid the order when the call left.
    payers: Vec<String>,
}

impl Book {
    pub(super) fn new(spec: UzumService) -> Self {
        Self {
            spec,
            transactions: BTreeMap::new(),
            by_order: BTreeMap::new(),
            under_way: 0,
            begun: 0,
            doubled: BTreeSet::new(),
        }
    }

    /// What the answers prove; a transaction fails by itself.
    pub(super) fn proven(&self, trans_id: &str, now_ms: i64) -> Option<&'static str> {
        let known = self.transactions.get(trans_id)?;
        let possible = known.fates.possible();
        match possible.iter().collect::<Vec<_>>().as_slice() {
            [State::Created] if known.age(now_ms, now_ms) == Age::Late => State::Failed.word(),
            [only] => only.word(),
            _ => None,
        }
    }

    pub(super) fn begin(&mut self, asked: &Asked, now_ms: i64) -> Option<Ticket> {
        let call = asked.call.filter(|_| asked.wrongs.is_empty())?;
        let is_alone = self.under_way == 0;
        self.under_way += 1;
        self.begun += 1;
        let fate = asked.trans_id.as_ref().map(|id| {
            let known = self.transactions.entry(id.clone());
            let known = known.or_insert_with(Known::new);
            if call == UzumCall::Create && known.made.is_none() {
                let tried = self.by_order.entry(asked.order.clone()).or_default();
                tried.push(id.clone());
                known.made = Some(Made {
                    at_ms: now_ms,
                    order: asked.order.clone(),
                    amount: asked.amount,
                });
            }
            known.fates.begin()
        });
        Some(Ticket {
            fate,
            begun: self.begun,
            is_alone,
            sent_ms: now_ms,
            payers: self.payers(&self.order_of(asked)),
        })
    }

    /// Judges an answer by all that is known; the texts are what contradicts.
    pub(super) fn end(
        &mut self,
        asked: &Asked,
        ticket: Ticket,
        said: &Said,
        now_ms: i64,
    ) -> Vec<String> {
        self.under_way -= 1;
        let order = self.order_of(asked);
        let id = asked.trans_id.as_deref().unwrap_or_default();
        let mut faults = Vec::new();
        faults.extend(self.taken_order(asked, &ticket, said, &order));
        let may_be_paid = self.may_be_paid_by_another(&order, id);
        let rules = &self.spec.rules;
        if let (Some(known), Some(fate)) = (self.transactions.get_mut(id), ticket.fate) {
            let deed = Deed {
                call: asked.call.unwrap_or(UzumCall::Status),
                verdict: verdict_of(said),
                age: known.age(ticket.sent_ms, now_ms),
                is_other: known.differs(asked),
                is_paid_otherwise: may_be_paid || ticket.payers.iter().any(|payer| payer != id),
            };
            let claimed = match said {
                Said::Yes { shown, .. } => shown.claimed(),
                Said::Nothing | Said::No(_) => None,
            };
            let judge = |state, deed: &Deed| step(state, deed, rules);
            match known.fates.end(fate, deed, claimed, judge) {
                Ok(()) => faults.extend(known.learn(deed.call, said)),
                Err(fault) => faults.push(fault),
            }
        }
        faults.extend(self.doubled_order(&order));
        faults
    }

    /// An order that is paid is neither payable nor created once more.
    fn taken_order(
        &self,
        asked: &Asked,
        ticket: &Ticket,
        said: &Said,
        order: &str,
    ) -> Option<String> {
        let is_first = matches!(asked.call, Some(UzumCall::Check | UzumCall::Create));
        let Said::Yes { .. } = said else { return None };
        let was_alone = ticket.is_alone && self.begun == ticket.begun;
        let others = ticket.payers.iter();
        let others: Vec<&String> = others
            .filter(|id| asked.trans_id.as_ref() != Some(*id))
            .collect();
        if is_first && was_alone && !others.is_empty() {
            return Some(format!(
                "the order {order} is taken though {others:?} paid it"
            ));
        }
        let is_nothing = asked.call == Some(UzumCall::Create) && asked.amount <= 0;
        is_nothing.then(|| "an amount of nothing is taken".to_owned())
    }

    fn order_of(&self, asked: &Asked) -> String {
        let id = asked.trans_id.as_deref().unwrap_or_default();
        let known = self.transactions.get(id);
        let made = known.and_then(|known| known.made.as_ref());
        made.map_or_else(|| asked.order.clone(), |made| made.order.clone())
    }

    /// The transactions that certainly paid an order and were not given back.
    fn payers(&self, order: &str) -> Vec<String> {
        let tried = self.by_order.get(order).into_iter().flatten();
        let paid = |id: &&String| {
            let known = self.transactions.get(*id);
            known.is_some_and(Known::is_certainly_paid)
        };
        tried.filter(paid).cloned().collect()
    }

    fn may_be_paid_by_another(&self, order: &str, id: &str) -> bool {
        let tried = self.by_order.get(order).into_iter().flatten();
        tried.filter(|other| *other != id).any(|other| {
            let known = self.transactions.get(other);
            known.is_some_and(|known| {
                known.fates.possible().contains(&State::Confirmed) || known.fates.is_under_way()
            })
        })
    }

    fn doubled_order(&mut self, order: &str) -> Option<String> {
        let payers = self.payers(order);
        let is_new = payers.len() > 1 && self.doubled.insert(order.to_owned());
        is_new.then(|| format!("the order {order} is paid by {payers:?}"))
    }
}

impl Known {
    fn new() -> Self {
        Self {
            made: None,
            fates: Fates::new(State::Absent),
            facts: BTreeMap::new(),
            first_answers: BTreeMap::new(),
            seen_in_status: BTreeMap::new(),
        }
    }

    fn is_certainly_paid(&self) -> bool {
        self.fates.possible().iter().eq([&State::Confirmed]) && !self.fates.is_under_way()
    }

    fn age(&self, sent_ms: i64, now_ms: i64) -> Age {
        let Some(made) = &self.made else {
            return Age::Fresh;
        };
        if sent_ms - made.at_ms > TIMEOUT_MS {
            Age::Late
        } else if now_ms - made.at_ms < TIMEOUT_MS {
            Age::Fresh
        } else {
            Age::Edge
        }
    }

    fn differs(&self, asked: &Asked) -> bool {
        let is_creation = asked.call == Some(UzumCall::Create);
        let made = self.made.as_ref().filter(|_| is_creation);
        made.is_some_and(|made| made.order != asked.order || made.amount != asked.amount)
    }

    /// Compares with what was told before, and remembers what is new.
    fn learn(&mut self, call: UzumCall, said: &Said) -> Vec<String> {
        let Said::Yes { body, raw, .. } = said else {
            return Vec::new();
        };
        let mut faults = Vec::new();
        if let Some(made) = &self.made {
            self.facts
                .entry("amount")
                .or_insert_with(|| Value::from(made.amount));
        }
        for name in FACTS {
            let Some(value) = body.get(name).filter(|value| !value.is_null()) else {
                continue;
            };
            let known = self.facts.entry(name).or_insert_with(|| value.clone());
            if known != value {
                faults.push(format!("{name} was {known} before and is {value} now"));
            }
        }
        faults.extend(self.early_times(body));
        let shown = |raw: &[u8]| String::from_utf8_lossy(raw).into_owned();
        if call.is_write() {
            let first = self.first_answers.entry(call);
            let first = first.or_insert_with(|| raw.clone());
            if first != raw {
                let (old, new) = (shown(first), shown(raw));
                faults.push(format!(
                    "the repeat is answered with {new}, first it was {old}"
                ));
            }
        } else if let Some(status) = body["status"].as_str() {
            let seen = self.seen_in_status.entry(status.to_owned());
            let seen = seen.or_insert_with(|| body.clone());
            if seen != body {
                faults.push(format!("as {status} it was {seen:?} before"));
            }
        }
        faults
    }

    /// Nothing about a transaction happened before it was sent.
    fn early_times(&self, body: &Map<String, Value>) -> Vec<String> {
        let made_ms = self.made.as_ref().map_or(0, |made| made.at_ms);
        let times = FACTS.iter().filter(|name| **name != "amount");
        let early = times.filter_map(|name| {
            let at = body.get(*name).and_then(Value::as_i64)?;
            (at < made_ms).then(|| format!("{name}: {at} lies before the payment"))
        });
        early.collect()
    }
}

fn verdict_of(said: &Said) -> Verdict {
    match said {
        Said::Nothing => Verdict::Lost,
        Said::No(nos) if nos.has(UzumNo::Other) => Verdict::Lost,
        Said::No(nos) => Verdict::No(*nos),
        Said::Yes { shown, .. } => Verdict::Yes(*shown),
    }
}
