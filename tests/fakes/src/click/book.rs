//! What Click remembers of a service: its payments, what the merchant said
//! about them, and what contradicts that.

use std::collections::{BTreeMap, BTreeSet};

use super::ClickService;
use super::answers::Said;
use super::form::{Asked, Kind};
use super::states::{Deed, State, Verdict, Wish, step};
use crate::common::fates::Fates;

pub(super) struct Book {
    pub(super) spec: ClickService,
    payments: BTreeMap<i64, Known>,
    /// The payments that were tried for each order.
    by_order: BTreeMap<String, Vec<i64>>,
    by_paydoc: BTreeMap<i64, i64>,
    /// Orders whose double payment was told already.
    doubled: BTreeSet<String>,
}

/// One payment.
struct Known {
    order: String,
    fates: Fates<State, Deed>,
    amount: Option<i64>,
    prepare_id: Option<i64>,
    paid_at_ms: Option<i64>,
    is_reversed: bool,
}

/// A call that is under way.
pub(super) struct Ticket {
    fate: u64,
    /// The order was paid by another payment when this call left.
    is_paid_otherwise: bool,
}

/// How a payment stands, as the Merchant API tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Created,
    Paid { at_ms: i64 },
    Failed,
    Reversed,
}

impl Book {
    pub(super) fn new(spec: ClickService) -> Self {
        Self {
            spec,
            payments: BTreeMap::new(),
            by_order: BTreeMap::new(),
            by_paydoc: BTreeMap::new(),
            doubled: BTreeSet::new(),
        }
    }

    pub(super) fn is_paid(&self, trans_id: i64) -> bool {
        let known = self.payments.get(&trans_id);
        known.is_some_and(|known| known.is_certainly_paid() && !known.is_reversed)
    }

    pub(super) fn is_reversed(&self, paydoc_id: i64) -> bool {
        self.standing(paydoc_id) == Some(Standing::Reversed)
    }

    pub(super) fn standing(&self, paydoc_id: i64) -> Option<Standing> {
        let known = self.payments.get(self.by_paydoc.get(&paydoc_id)?)?;
        if known.is_reversed {
            return Some(Standing::Reversed);
        }
        let possible = known.fates.possible();
        Some(match known.paid_at_ms {
            Some(at_ms) => Standing::Paid { at_ms },
            None if possible.contains(&State::Released) => Standing::Failed,
            None => Standing::Created,
        })
    }

    pub(super) fn reverse(&mut self, paydoc_id: i64) {
        let trans_id = self.by_paydoc.get(&paydoc_id);
        if let Some(known) = trans_id.and_then(|id| self.payments.get_mut(id)) {
            known.is_reversed = true;
        }
    }

    /// Nothing comes of a form that is wrong in itself.
    pub(super) fn begin(&mut self, asked: &Asked) -> Option<Ticket> {
        let (trans_id, order) = (asked.trans_id?, asked.order.clone()?);
        if !asked.wrongs.is_empty() {
            return None;
        }
        if !self.payments.contains_key(&trans_id) {
            let tried = self.by_order.entry(order.clone()).or_default();
            tried.push(trans_id);
            self.by_paydoc.insert(asked.paydoc_id, trans_id);
        }
        let is_paid_otherwise = self.payers(&order).iter().any(|id| *id != trans_id);
        let known = self.payments.entry(trans_id);
        let known = known.or_insert_with(|| Known::new(order));
        Some(Ticket {
            fate: known.fates.begin(),
            is_paid_otherwise,
        })
    }

    /// Judges an answer by all that is known; the texts are what contradicts.
    pub(super) fn end(
        &mut self,
        asked: &Asked,
        ticket: Option<Ticket>,
        said: Option<Said>,
        now_ms: i64,
    ) -> Vec<String> {
        let known = asked.trans_id.and_then(|id| self.payments.get_mut(&id));
        let (Some(ticket), Some(known)) = (ticket, known) else {
            return Vec::new();
        };
        let mut faults = known.judge(asked, ticket.fate, said, now_ms);
        let is_prepared = asked.kind == Some(Kind::Prepare) && said.is_some_and(|it| it.error == 0);
        if is_prepared && ticket.is_paid_otherwise {
            faults.push("the order is prepared though it is paid".to_owned());
        }
        let order = known.order.clone();
        let payers = self.payers(&order);
        if payers.len() > 1 && self.doubled.insert(order.clone()) {
            faults.push(format!("the order {order} is paid by {payers:?}"));
        }
        faults
    }

    /// The payments that certainly paid an order and were not taken back.
    fn payers(&self, order: &str) -> Vec<i64> {
        let tried = self.by_order.get(order).into_iter().flatten().copied();
        tried.filter(|id| self.is_paid(*id)).collect()
    }
}

impl Known {
    fn new(order: String) -> Self {
        Self {
            order,
            fates: Fates::new(State::New),
            amount: None,
            prepare_id: None,
            paid_at_ms: None,
            is_reversed: false,
        }
    }

    fn is_certainly_paid(&self) -> bool {
        self.fates.possible().iter().eq([&State::Paid]) && !self.fates.is_under_way()
    }

    fn judge(&mut self, asked: &Asked, fate: u64, said: Option<Said>, now_ms: i64) -> Vec<String> {
        let wish = match asked.kind {
            Some(Kind::Complete) if asked.error < 0 => Wish::Cancel,
            Some(Kind::Complete) => Wish::Complete,
            Some(Kind::Prepare) | None => Wish::Prepare,
        };
        let differs = |mine: Option<i64>, sent| mine.is_some_and(|mine| Some(mine) != sent);
        let deed = Deed {
            wish,
            verdict: said.map_or(Verdict::Lost, |said| Verdict::Error(said.error)),
            has_other_amount: differs(self.amount, asked.amount),
            has_other_prepare_id: wish != Wish::Prepare
                && differs(self.prepare_id, asked.prepare_id),
        };
        let succeeded = said.is_some_and(|said| said.error == 0);
        let claimed = match wish {
            Wish::Prepare => State::Reserved,
            Wish::Complete => State::Paid,
            Wish::Cancel => State::Released,
        };
        let claimed = succeeded.then_some(claimed);
        let judged = self.fates.end(fate, deed, claimed, step);
        let mut faults: Vec<String> = judged.err().into_iter().collect();
        match (wish, said) {
            (Wish::Prepare, Some(Said { prepare_id, .. })) if succeeded => {
                self.amount = self.amount.or(asked.amount);
                let first = self.prepare_id.or(prepare_id);
                if prepare_id != first {
                    faults.push(format!(
                        "merchant_prepare_id was {first:?} and is {prepare_id:?} now"
                    ));
                }
                self.prepare_id = first;
            }
            (Wish::Complete, _) if succeeded => {
                self.paid_at_ms.get_or_insert(now_ms);
            }
            (_, _) => {}
        }
        faults
    }
}
