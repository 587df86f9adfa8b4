//! What Payme remembers of a cash desk: its transactions, what the merchant
//! said about them, and what contradicts that.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::CashDesk;
use super::answers::{OWN_FAILURE, Said};
use super::asking::Call;
use super::known::{First, Known, Made, TIMED_OUT};
use super::states::{Age, Deed, Method, State, Verdict, step};

pub(super) struct Book {
    pub(super) spec: CashDesk,
    transactions: BTreeMap<String, Known>,
    /// The transactions that were tried for each order.
    by_order: BTreeMap<String, Vec<String>>,
    /// A repeat of a write is the very same request.
    call_ids: BTreeMap<(Method, String), u64>,
    under_way: usize,
    begun: u64,
    /// Orders whose double occupation was told already.
    doubled: BTreeSet<String>,
}

/// A call that is under way.
pub(super) struct Ticket {
    fate: Option<u64>,
    begun: u64,
    is_alone: bool,
    sent_ms: i64,
}

/// A call that is over.
struct Over<'a> {
    call: &'a Call,
    sent_ms: i64,
    now_ms: i64,
    /// No other call of this desk was under way meanwhile.
    was_alone: bool,
}

impl Book {
    pub(super) fn new(spec: CashDesk) -> Self {
        Self {
            spec,
            transactions: BTreeMap::new(),
            by_order: BTreeMap::new(),
            call_ids: BTreeMap::new(),
            under_way: 0,
            begun: 0,
            doubled: BTreeSet::new(),
        }
    }

    pub(super) fn call_id(&mut self, method: Method, params: &Value, fresh: u64) -> u64 {
        match params["id"].as_str() {
            Some(id) if method.is_write() => {
                let key = (method, id.to_owned());
                *self.call_ids.entry(key).or_insert(fresh)
            }
            _ => fresh,
        }
    }

    pub(super) fn proven_state(&self, id: &str) -> Option<i64> {
        let possible = self.transactions.get(id)?.fates.possible();
        match possible.iter().collect::<Vec<_>>().as_slice() {
            [only] => only.code(),
            _ => None,
        }
    }

    pub(super) fn begin(&mut self, call: &Call, now_ms: i64) -> Ticket {
        let is_alone = self.under_way == 0;
        self.under_way += 1;
        self.begun += 1;
        let account = call.account(&self.spec.account_field);
        let fate = call.transaction().map(|id| {
            let known = self.transactions.entry(id.to_owned());
            let known = known.or_insert_with(Known::new);
            if call.method == Method::Create && known.made.is_none() {
                let tried = self.by_order.entry(account.clone()).or_default();
                tried.push(id.to_owned());
                known.made = Some(Made {
                    time_ms: call.int("time"),
                    amount: call.int("amount"),
                    account,
                });
            }
            if call.method == Method::Cancel {
                known.reasons.insert(call.int("reason"));
            }
            known.fates.begin()
        });
        Ticket {
            fate,
            begun: self.begun,
            is_alone,
            sent_ms: now_ms,
        }
    }

    /// Judges an answer by all that is known; the texts are what contradicts.
    pub(super) fn end(
        &mut self,
        call: &Call,
        ticket: Ticket,
        said: &Said,
        now_ms: i64,
    ) -> Vec<String> {
        self.under_way -= 1;
        let over = Over {
            call,
            sent_ms: ticket.sent_ms,
            now_ms,
            was_alone: ticket.is_alone && self.begun == ticket.begun,
        };
        match (call.method, said) {
            (Method::CheckPerform, Said::Result { .. }) => self.allowance(&over),
            (Method::Statement, Said::Result { result, .. }) => self.statement(&over, result),
            (Method::CheckPerform | Method::Statement, _) => Vec::new(),
            (_, said) => {
                let mut faults = self.about_one(&over, ticket.fate.unwrap_or_default(), said);
                faults.extend(self.doubled_order(&over));
                faults
            }
        }
    }

    fn allowance(&self, over: &Over<'_>) -> Vec<String> {
        let mut faults = Vec::new();
        if over.call.int("amount") <= 0 {
            faults.push("an amount of nothing is allowed".to_owned());
        }
        let order = over.call.account(&self.spec.account_field);
        let holders = self.holders(&order, over.now_ms);
        if over.was_alone && !holders.is_empty() {
            faults.push(format!(
                "the order {order} is allowed though {holders:?} holds it"
            ));
        }
        faults
    }

    /// The transactions that certainly reserved or paid an order.
    fn holders(&self, order: &str, now_ms: i64) -> Vec<&String> {
        let tried = self.by_order.get(order).into_iter().flatten();
        let holds = |id: &&String| {
            let known = self.transactions.get(*id);
            known.is_some_and(|known| known.holds_its_order(now_ms))
        };
        tried.filter(holds).collect()
    }

    fn doubled_order(&mut self, over: &Over<'_>) -> Option<String> {
        let known = self.transactions.get(over.call.transaction()?)?;
        let order = known.made.as_ref()?.account.clone();
        let holders = self.holders(&order, over.now_ms);
        if holders.len() < 2 {
            return None;
        }
        let fault = format!("the transactions {holders:?} hold the order {order}");
        self.doubled.insert(order).then_some(fault)
    }

    fn about_one(&mut self, over: &Over<'_>, fate: u64, said: &Said) -> Vec<String> {
        let id = over.call.transaction().unwrap_or_default();
        let Some(known) = self.transactions.get_mut(id) else {
            return Vec::new();
        };
        let age = known.age(over.sent_ms, over.now_ms);
        let (verdict, mut faults) = verdict_of(said);
        let method = over.call.method;
        let deed = Deed {
            method,
            verdict,
            age,
        };
        let claimed = match verdict {
            // What a write says is only where it led, not where it stands now.
            Verdict::Result(state) if method != Method::Create => Some(state),
            Verdict::Result(_) | Verdict::Lost | Verdict::Error(_) => None,
        };
        let before = known.fates.possible().clone();
        let Said::Result { result, raw, id } = said else {
            faults.extend(known.fates.end(fate, deed, claimed, step).err());
            return faults;
        };
        if let Err(fault) = known.fates.end(fate, deed, claimed, step) {
            faults.push(fault);
            return faults;
        }
        let code = over.call.int("reason");
        if method == Method::Cancel && over.was_alone {
            match (age, before.iter().collect::<Vec<_>>().as_slice()) {
                (Age::Fresh, [State::Created]) | (_, [State::Performed]) => {
                    known.facts.insert("reason", json!(code));
                }
                (Age::Late, [State::Created]) => {
                    known.facts.insert("reason", json!(TIMED_OUT));
                }
                (_, _) => {}
            }
        }
        faults.extend(known.learn(result, over.now_ms));
        if method.is_write() {
            let answer = First {
                id: id.clone(),
                raw: raw.clone(),
                result: result.clone(),
            };
            faults.extend(known.compare(method, answer));
        } else if let Some(state) = result["state"].as_i64() {
            let seen = known.seen_in_state.entry(state);
            let seen = seen.or_insert_with(|| result.clone());
            if seen != result {
                faults.push(format!("in state {state} it was {seen:?} before"));
            }
        }
        faults
    }

    fn statement(&mut self, over: &Over<'_>, result: &Map<String, Value>) -> Vec<String> {
        let mut faults = Vec::new();
        let range = over.call.int("from")..=over.call.int("to");
        let entries = result.get("transactions").and_then(Value::as_array);
        let entries: Vec<&Map<String, Value>> = entries
            .into_iter()
            .flatten()
            .filter_map(Value::as_object)
            .collect();
        let times: Vec<i64> = entries
            .iter()
            .filter_map(|entry| entry["time"].as_i64())
            .collect();
        if !times.is_sorted() {
            faults.push(format!("not ascending by Payme's time: {times:?}"));
        }
        if let Some(time) = times.iter().find(|time| !range.contains(*time)) {
            faults.push(format!("{time} is outside of what was asked for"));
        }
        let mut listed = BTreeSet::new();
        for entry in entries {
            let id = entry["id"].as_str().unwrap_or_default();
            if !listed.insert(id.to_owned()) {
                faults.push(format!("{id} is listed twice"));
            }
            let problems = self.entry(over, id, entry).into_iter();
            faults.extend(problems.map(|what| format!("entry {id}: {what}")));
        }
        let missing = self.transactions.iter().filter(|(id, known)| {
            let is_asked_for = known
                .made
                .as_ref()
                .is_some_and(|it| range.contains(&it.time_ms));
            let is_certain = !known.fates.possible().contains(&State::Absent);
            is_asked_for && is_certain && over.was_alone && !listed.contains(*id)
        });
        faults.extend(missing.map(|(id, _)| format!("{id} is missing")));
        faults
    }

    fn entry(&mut self, over: &Over<'_>, id: &str, entry: &Map<String, Value>) -> Vec<String> {
        let field = &self.spec.account_field;
        let Some(known) = self.transactions.get_mut(id) else {
            return vec!["Payme knows no such transaction".to_owned()];
        };
        let Some(made) = &known.made else {
            return vec!["Payme never created it".to_owned()];
        };
        let mut faults = Vec::new();
        for (name, right) in [
            ("time", json!(made.time_ms)),
            ("amount", json!(made.amount)),
            ("account", json!({ field: made.account })),
        ] {
            if entry[name] != right {
                faults.push(format!("{name} is {} and not {right}", entry[name]));
            }
        }
        let state = entry["state"].as_i64().and_then(State::of_code);
        if let (Some(state), true) = (state, over.was_alone) {
            let deed = Deed {
                method: Method::Statement,
                verdict: Verdict::Result(state),
                age: known.age(over.sent_ms, over.now_ms),
            };
            let ticket = known.fates.begin();
            faults.extend(known.fates.end(ticket, deed, Some(state), step).err());
        }
        faults.extend(known.learn(entry, over.now_ms));
        faults
    }
}

fn verdict_of(said: &Said) -> (Verdict, Vec<String>) {
    match said {
        Said::Nothing | Said::Error(OWN_FAILURE) => (Verdict::Lost, Vec::new()),
        Said::Error(code) => (Verdict::Error(*code), Vec::new()),
        Said::Result { result, .. } => {
            let code = result["state"].as_i64().unwrap_or_default();
            match State::of_code(code) {
                Some(state) => (Verdict::Result(state), Vec::new()),
                None => (Verdict::Lost, vec![format!("there is no state {code}")]),
            }
        }
    }
}
