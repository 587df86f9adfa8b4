//! One transaction as Payme knows it from its own calls and the merchant's
//! answers.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::states::{Age, Deed, Method, State};
use crate::common::fates::Fates;

/// Payme gives up on a transaction this long after its creation.
const TIMEOUT_MS: i64 = 43_200_000;
/// The reason of what was given up.
pub(super) const TIMED_OUT: i64 = 4;
/// What never changes once it was told. A time of 0 has not happened.
const FACTS: [&str; 4] = ["create_time", "transaction", "perform_time", "cancel_time"];

/// One transaction.
pub(super) struct Known {
    /// Nothing when Payme never tried to create it.
    pub(super) made: Option<Made>,
    pub(super) fates: Fates<State, Deed>,
    pub(super) facts: BTreeMap<&'static str, Value>,
    pub(super) first_answers: BTreeMap<Method, First>,
    pub(super) seen_in_state: BTreeMap<i64, Map<String, Value>>,
    pub(super) reasons: BTreeSet<i64>,
}

pub(super) struct Made {
    pub(super) time_ms: i64,
    pub(super) amount: i64,
    pub(super) account: String,
}

pub(super) struct First {
    pub(super) id: Value,
    pub(super) raw: Vec<u8>,
    pub(super) result: Map<String, Value>,
}

impl Known {
    pub(super) fn new() -> Self {
        Self {
            made: None,
            fates: Fates::new(State::Absent),
            facts: BTreeMap::new(),
            first_answers: BTreeMap::new(),
            seen_in_state: BTreeMap::new(),
            reasons: BTreeSet::new(),
        }
    }

    pub(super) fn age(&self, sent_ms: i64, now_ms: i64) -> Age {
        let Some(made) = &self.made else {
            return Age::Fresh;
        };
        if sent_ms - made.time_ms > TIMEOUT_MS {
            Age::Late
        } else if now_ms - made.time_ms < TIMEOUT_MS {
            Age::Fresh
        } else {
            Age::Edge
        }
    }

    /// Certainly created or performed, and not timed out.
    pub(super) fn holds_its_order(&self, now_ms: i64) -> bool {
        let possible = self.fates.possible();
        let is_fresh = self.age(now_ms, now_ms) == Age::Fresh;
        let is_held = possible.iter().all(|state| match state {
            State::Created => is_fresh,
            State::Performed => true,
            State::Absent | State::CancelledBefore | State::CancelledAfter => false,
        });
        is_held && !self.fates.is_under_way()
    }

    /// Compares with what was told before, and remembers what is new.
    pub(super) fn learn(&mut self, told: &Map<String, Value>, now_ms: i64) -> Vec<String> {
        let mut faults = Vec::new();
        for name in FACTS {
            let Some(value) = told.get(name).filter(|it| **it != 0) else {
                continue;
            };
            let known = self.facts.entry(name).or_insert_with(|| value.clone());
            if known != value {
                faults.push(format!("{name} was {known} before and is {value} now"));
            }
        }
        let Some(reason) = told.get("reason").filter(|it| !it.is_null()) else {
            return faults;
        };
        let is_timed_out = self.age(now_ms, now_ms) != Age::Fresh;
        let is_possible = reason
            .as_i64()
            .is_some_and(|it| self.reasons.contains(&it) || (it == TIMED_OUT && is_timed_out));
        match self.facts.get("reason") {
            Some(first) if first != reason => {
                faults.push(format!("the first reason was {first}, not {reason}"));
            }
            None if !is_possible => faults.push(format!("nobody cancelled for reason {reason}")),
            Some(_) => {}
            None => {
                self.facts.insert("reason", reason.clone());
            }
        }
        faults
    }

    /// A repeat must be answered as the first time.
    pub(super) fn compare(&mut self, method: Method, answer: First) -> Option<String> {
        let Some(first) = self.first_answers.get(&method) else {
            self.first_answers.insert(method, answer);
            return None;
        };
        let is_same = if first.id == answer.id {
            first.raw == answer.raw
        } else {
            first.result == answer.result
        };
        let shown = |raw: &[u8]| String::from_utf8_lossy(raw).into_owned();
        let (old, new) = (shown(&first.raw), shown(&answer.raw));
        (!is_same).then(|| format!("the repeat is answered with {new}, first it was {old}"))
    }
}
