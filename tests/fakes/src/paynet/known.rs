//! One transaction as Paynet knows it from its own calls and the provider's
//! answers.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::answers::Said;
use super::asking::{Call, PaynetMethod};
use super::codes::is_own_failure;
use super::moment;
use super::states::{Deed, State, Verdict};
use crate::common::fates::Fates;

/// One transaction.
pub(super) struct Known {
    /// Nothing when Paynet never tried to perform it.
    pub(super) made: Option<Made>,
    pub(super) fates: Fates<State, Deed>,
    provider_id: Option<Value>,
    /// The moment that PerformTransaction told.
    pub(super) performed_at: Option<String>,
    first_answers: BTreeMap<PaynetMethod, First>,
}

pub(super) struct Made {
    pub(super) at_ms: i64,
    pub(super) order: String,
    pub(super) amount: i64,
}

struct First {
    id: Value,
    raw: Vec<u8>,
    result: Map<String, Value>,
}

impl Known {
    pub(super) fn new() -> Self {
        Self {
            made: None,
            fates: Fates::new(State::Absent),
            provider_id: None,
            performed_at: None,
            first_answers: BTreeMap::new(),
        }
    }

    pub(super) fn is_paid(&self) -> bool {
        self.fates.possible().iter().eq([&State::Paid]) && !self.fates.is_under_way()
    }

    pub(super) fn must_be_listed(&self, lists_cancelled: Option<bool>) -> bool {
        let possible = self.fates.possible();
        let is_cancelled = possible.iter().eq([&State::Cancelled]);
        self.is_paid() || (is_cancelled && lists_cancelled == Some(true))
    }

    pub(super) fn entry_problems(
        &self,
        entry: &Value,
        was_alone: bool,
        lists_cancelled: Option<bool>,
    ) -> Vec<String> {
        let mut found = Vec::new();
        let made = self.made.as_ref();
        for (name, right) in [
            ("amount", made.map(|made| json!(made.amount))),
            ("providerTrnId", self.provider_id.clone()),
            ("timestamp", self.performed_at.as_ref().map(|at| json!(at))),
        ] {
            if let Some(right) = right.filter(|right| entry[name] != *right) {
                found.push(format!("{name} is {} and not {right}", entry[name]));
            }
        }
        let possible = self.fates.possible();
        let may_be_cancelled = lists_cancelled != Some(false);
        let may_be = possible.contains(&State::Paid)
            || (may_be_cancelled && possible.contains(&State::Cancelled));
        if was_alone && !may_be {
            found.push(format!("it is {possible:?}"));
        }
        found
    }

    /// Compares with what was told before, and remembers what is new.
    pub(super) fn learn(&mut self, call: &Call, said: &Said) -> Vec<String> {
        let Said::Result { result, raw, id } = said else {
            return Vec::new();
        };
        let mut faults = Vec::new();
        faults.extend(self.learn_id(result));
        faults.extend(self.time_problem(result));
        if call.method == PaynetMethod::Perform {
            let at = result["timestamp"].as_str().map(str::to_owned);
            self.performed_at = self.performed_at.take().or(at);
        }
        if call.method != PaynetMethod::Check && result.get("transactionState") != Some(&json!(3)) {
            faults.extend(self.compare(call.method, result, raw, id));
        }
        faults
    }

    fn learn_id(&mut self, result: &Map<String, Value>) -> Option<String> {
        let id = result.get("providerTrnId").filter(|id| **id != 0)?;
        let known = self.provider_id.get_or_insert_with(|| id.clone());
        (known != id).then(|| format!("providerTrnId was {known} before and is {id} now"))
    }

    /// Nothing about a transaction happened before it was sent.
    fn time_problem(&self, result: &Map<String, Value>) -> Option<String> {
        let text = result.get("timestamp")?.as_str()?;
        let at = moment::read_either(text)?;
        let is_early = at < moment::second_of(self.made.as_ref()?.at_ms);
        is_early.then(|| format!("timestamp: {text} lies before the payment in Tashkent"))
    }

    /// A repeat must be answered as the first time.
    fn compare(
        &mut self,
        method: PaynetMethod,
        result: &Map<String, Value>,
        raw: &[u8],
        id: &Value,
    ) -> Option<String> {
        let first = self.first_answers.entry(method).or_insert_with(|| First {
            id: id.clone(),
            raw: raw.to_vec(),
            result: result.clone(),
        });
        let is_same = if first.id == *id {
            first.raw == raw
        } else {
            first.result == *result
        };
        let shown = |raw: &[u8]| String::from_utf8_lossy(raw).into_owned();
        let (old, new) = (shown(&first.raw), shown(raw));
        (!is_same).then(|| format!("the repeat is answered with {new}, first it was {old}"))
    }
}

pub(super) fn verdict_of(method: PaynetMethod, said: &Said) -> Verdict {
    match said {
        Said::Nothing | Said::Changed => Verdict::Lost,
        Said::LockedOut => Verdict::Unheard,
        Said::Error(code) if is_own_failure(*code) => Verdict::Lost,
        Said::Error(code) => Verdict::Error(*code),
        Said::Result { .. } if method == PaynetMethod::Perform => Verdict::Result(State::Paid),
        Said::Result { result, .. } => {
            let code = result["transactionState"].as_i64().unwrap_or_default();
            State::of_code(code).map_or(Verdict::Lost, Verdict::Result)
        }
    }
}
