//! What Paynet remembers of a service: its transactions, what the provider said
//! about them, and what contradicts that.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::answers::Said;
use super::asking::{Call, PaynetMethod};
use super::codes::is_own_failure;
use super::known::{Known, Made, verdict_of};
use super::states::{Deed, State, Verdict, step};
use super::{PaynetService, moment};

pub(super) struct Book {
    pub(super) spec: PaynetService,
    /// A password whose change was never answered.
    pub(super) new_password: Option<String>,
    transactions: BTreeMap<i64, Known>,
    /// The transactions that were tried for each order.
    by_order: BTreeMap<String, Vec<i64>>,
    under_way: usize,
    begun: u64,
    /// Orders whose double payment was told already.
    doubled: BTreeSet<String>,
}

/// A call that is under way.
pub(super) struct Ticket {
    fate: Option<u64>,
    begun: u64,
    is_alone: bool,
    /// The transactions that had paid the order when the call left.
    payers: Vec<i64>,
}

impl Book {
    pub(super) fn new(spec: PaynetService) -> Self {
        Self {
            spec,
            new_password: None,
            transactions: BTreeMap::new(),
            by_order: BTreeMap::new(),
            under_way: 0,
            begun: 0,
            doubled: BTreeSet::new(),
        }
    }

    /// The change that was never answered did happen.
    pub(super) fn take_new_password(&mut self) {
        if let Some(password) = self.new_password.take() {
            self.spec.password = password;
        }
    }

    pub(super) fn proven_state(&self, id: i64) -> Option<i64> {
        let possible = self.transactions.get(&id)?.fates.possible();
        match possible.iter().collect::<Vec<_>>().as_slice() {
            [State::Absent] => None,
            [only] => Some(only.code()),
            _ => None,
        }
    }

    pub(super) fn begin(&mut self, call: &Call, now_ms: i64) -> Ticket {
        let is_alone = self.under_way == 0;
        self.under_way += 1;
        self.begun += 1;
        let fate = call.transaction().map(|id| {
            let known = self.transactions.entry(id);
            let known = known.or_insert_with(Known::new);
            if call.method == PaynetMethod::Perform && known.made.is_none() {
                let order = call.order(&self.spec.account_field);
                self.by_order.entry(order.clone()).or_default().push(id);
                known.made = Some(Made {
                    at_ms: now_ms,
                    order,
                    amount: call.amount(),
                });
            }
            known.fates.begin()
        });
        Ticket {
            fate,
            begun: self.begun,
            is_alone,
            payers: self.payers(&self.order_of(call)),
        }
    }

    /// Judges an answer by all that is known; the texts are what contradicts.
    pub(super) fn end(&mut self, call: &Call, ticket: Ticket, said: &Said) -> Vec<String> {
        self.under_way -= 1;
        let was_alone = ticket.is_alone && self.begun == ticket.begun;
        let order = self.order_of(call);
        let mut faults = Vec::new();
        if matches!(said, Said::Result { .. }) {
            // The old password opens the door: nothing came of the change.
            self.new_password = None;
        }
        match (call.method, said) {
            (PaynetMethod::Information, Said::Result { .. }) => {
                let payers = &ticket.payers;
                if was_alone && !payers.is_empty() {
                    faults.push(format!(
                        "the order {order} is shown though {payers:?} paid it"
                    ));
                }
            }
            (PaynetMethod::Statement, Said::Result { result, .. }) => {
                faults.extend(self.statement(call, result, was_alone));
            }
            (PaynetMethod::ChangePassword, said) => self.change_password(call, said),
            (PaynetMethod::Perform | PaynetMethod::Check | PaynetMethod::Cancel, said) => {
                faults.extend(self.about_one(call, &ticket, said));
                faults.extend(self.doubled_order(&order));
            }
            (PaynetMethod::Information | PaynetMethod::Statement, _) => {}
        }
        faults
    }

    fn change_password(&mut self, call: &Call, said: &Said) {
        let password = call.params["newPassword"].as_str();
        let password = password.unwrap_or_default().to_owned();
        match said {
            Said::Changed => {
                self.new_password = None;
                self.spec.password = password;
            }
            Said::Error(code) if !is_own_failure(*code) => {}
            Said::Nothing | Said::Error(_) => self.new_password = Some(password),
            Said::LockedOut | Said::Result { .. } => {}
        }
    }

    fn about_one(&mut self, call: &Call, ticket: &Ticket, said: &Said) -> Vec<String> {
        let id = call.transaction().unwrap_or_default();
        let order = self.order_of(call);
        let is_paid_otherwise = self.may_be_paid_by_another(&order, id)
            || ticket.payers.iter().any(|payer| *payer != id);
        let is_other = self.differs(call, id);
        let rules = &self.spec.rules;
        let Some(known) = self.transactions.get_mut(&id) else {
            return Vec::new();
        };
        let verdict = verdict_of(call.method, said);
        let deed = Deed {
            method: call.method,
            verdict,
            is_other,
            is_paid_otherwise,
        };
        let claimed = match (verdict, call.method) {
            // What a repeat says is only where it led, not where it stands now.
            (Verdict::Result(_), PaynetMethod::Perform) => None,
            (Verdict::Result(state), _) => Some(state),
            (Verdict::Lost | Verdict::Unheard | Verdict::Error(_), _) => None,
        };
        let judge = |state, deed: &Deed| step(state, deed, rules);
        let fate = ticket.fate.unwrap_or_default();
        if let Err(fault) = known.fates.end(fate, deed, claimed, judge) {
            return vec![fault];
        }
        let mut faults = known.learn(call, said);
        let is_new =
            call.method == PaynetMethod::Perform && verdict == Verdict::Result(State::Paid);
        if is_new && call.amount() <= 0 {
            faults.push("an amount of nothing is paid".to_owned());
        }
        faults
    }

    fn differs(&self, call: &Call, id: i64) -> bool {
        let known = self.transactions.get(&id);
        let made = known.and_then(|known| known.made.as_ref());
        let made = made.filter(|_| call.method == PaynetMethod::Perform);
        let order = call.order(&self.spec.account_field);
        made.is_some_and(|made| made.order != order || made.amount != call.amount())
    }

    fn order_of(&self, call: &Call) -> String {
        let known = call.transaction().and_then(|id| self.transactions.get(&id));
        let made = known.and_then(|known| known.made.as_ref());
        let told = || call.order(&self.spec.account_field);
        made.map_or_else(told, |made| made.order.clone())
    }

    /// The transactions that certainly paid an order and were not taken back.
    fn payers(&self, order: &str) -> Vec<i64> {
        let tried = self.by_order.get(order).into_iter().flatten().copied();
        let paid = |id: &i64| self.transactions.get(id).is_some_and(Known::is_paid);
        tried.filter(paid).collect()
    }

    fn may_be_paid_by_another(&self, order: &str, id: i64) -> bool {
        let tried = self.by_order.get(order).into_iter().flatten();
        tried.filter(|other| **other != id).any(|other| {
            let known = self.transactions.get(other);
            known.is_some_and(|known| {
                known.fates.possible().contains(&State::Paid) || known.fates.is_under_way()
            })
        })
    }

    fn doubled_order(&mut self, order: &str) -> Option<String> {
        let payers = self.payers(order);
        let is_new = payers.len() > 1 && self.doubled.insert(order.to_owned());
        is_new.then(|| format!("the order {order} is paid by {payers:?}"))
    }

    fn statement(
        &mut self,
        call: &Call,
        result: &Map<String, Value>,
        was_alone: bool,
    ) -> Vec<String> {
        let range = call.moment("dateFrom")..=call.moment("dateTo");
        let lists_cancelled = self.spec.rules.lists_cancelled;
        let mut faults = Vec::new();
        let mut listed = BTreeSet::new();
        let entries = result.get("statements").and_then(Value::as_array);
        for entry in entries.into_iter().flatten() {
            let id = entry["transactionId"].as_i64().unwrap_or_default();
            if !listed.insert(id) {
                faults.push(format!("{id} is listed twice"));
            }
            let at = entry["timestamp"].as_str().and_then(moment::read);
            if at.is_some_and(|at| !range.contains(&at)) {
                faults.push(format!("{id} is outside of what was asked for"));
            }
            let Some(known) = self.transactions.get(&id) else {
                faults.push(format!("entry {id}: Paynet knows no such transaction"));
                continue;
            };
            let problems = known.entry_problems(entry, was_alone, lists_cancelled);
            faults.extend(
                problems
                    .into_iter()
                    .map(|what| format!("entry {id}: {what}")),
            );
        }
        let missing = self.transactions.iter().filter(|(id, known)| {
            let at = known.performed_at.as_deref().and_then(moment::read);
            let is_asked_for = at.is_some_and(|at| range.contains(&at));
            is_asked_for && known.must_be_listed(lists_cancelled) && !listed.contains(*id)
        });
        if was_alone {
            faults.extend(missing.map(|(id, _)| format!("{id} is missing")));
        }
        faults
    }
}
