//! The life of one transaction at the merchant, and which answers are right in
//! which state.

use serde_json::{Map, Value};

use super::asking::UzumCall;
use super::codes::{Nos, UzumNo};
use super::{UzumRepeats, UzumRules, UzumTimedOut};

/// Where a transaction stands at the merchant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum State {
    /// The merchant does not know it, or refused to create it.
    Absent,
    Created,
    /// Nobody confirmed it in time, or another one paid its order.
    Failed,
    Confirmed,
    /// Cancelled before it was confirmed.
    ReversedUnpaid,
    /// Given back.
    ReversedPaid,
}

impl State {
    /// The vendor's word.
    pub(super) const fn word(self) -> Option<&'static str> {
        match self {
            Self::Absent => None,
            Self::Created => Some("CREATED"),
            Self::Failed => Some("FAILED"),
            Self::Confirmed => Some("CONFIRMED"),
            Self::ReversedUnpaid | Self::ReversedPaid => Some("REVERSED"),
        }
    }
}

/// What a success says of the transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// Of a check: nothing.
    Payable,
    Created,
    Confirmed,
    /// Of a cancellation, which does not say what was before.
    Reversed,
    ReversedUnpaid,
    ReversedPaid,
}

impl Shown {
    /// What an answer to `/status` shows.
    pub(super) fn of_status(body: &Map<String, Value>) -> Self {
        let is_confirmed = body.get("confirmTime").is_some_and(|it| !it.is_null());
        match body.get("status").and_then(Value::as_str) {
            Some("CONFIRMED") => Self::Confirmed,
            Some("REVERSED") if is_confirmed => Self::ReversedPaid,
            Some("REVERSED") => Self::ReversedUnpaid,
            _ => Self::Created,
        }
    }

    /// The state that it proves by itself.
    pub(super) const fn claimed(self) -> Option<State> {
        match self {
            Self::Payable | Self::Created | Self::Reversed => None,
            Self::Confirmed => Some(State::Confirmed),
            Self::ReversedUnpaid => Some(State::ReversedUnpaid),
            Self::ReversedPaid => Some(State::ReversedPaid),
        }
    }
}

/// Whether half an hour had passed when the merchant was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Age {
    Fresh,
    /// Exactly at the end, where both readings of the rule are right.
    Edge,
    Late,
}

/// What an answer says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// No usable answer, or the merchant's own failure: it may have done it.
    Lost,
    Yes(Shown),
    No(Nos),
}

/// A call about one transaction with its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Deed {
    pub(super) call: UzumCall,
    pub(super) verdict: Verdict,
    pub(super) age: Age,
    /// Another sum or another order than the first time.
    pub(super) is_other: bool,
    /// Another transaction may have paid the order.
    pub(super) is_paid_otherwise: bool,
}

/// The states after the deed, or why this answer is wrong in this state.
pub(super) fn step(state: State, deed: &Deed, rules: &UzumRules) -> Result<Vec<State>, String> {
    let states = match (state, deed.age) {
        (State::Created, Age::Late) => vec![State::Failed],
        (State::Created, Age::Edge) => vec![State::Created, State::Failed],
        (state, _) => vec![state],
    };
    let mut next = Vec::new();
    let mut why = String::new();
    for state in states {
        match verdict_in(state, deed, rules) {
            Ok(states) => next.extend(states),
            Err(reason) => why = reason,
        }
    }
    if next.is_empty() { Err(why) } else { Ok(next) }
}

fn verdict_in(state: State, deed: &Deed, rules: &UzumRules) -> Result<Vec<State>, String> {
    let after = match deed.verdict {
        Verdict::Lost => return Ok(vec![state, done(state, deed)]),
        Verdict::Yes(shown) => yes(state, deed, shown, rules),
        Verdict::No(nos) => no(state, deed, nos, rules),
    };
    let wrong = || {
        let path = deed.call.path();
        let other = if deed.is_other {
            " with other facts"
        } else {
            ""
        };
        let was = match state {
            State::Absent => "unknown to the merchant",
            State::Failed => "FAILED (by the half hour at the latest)",
            state => state.word().unwrap_or_default(),
        };
        let said = match deed.verdict {
            Verdict::Lost => "nothing".to_owned(),
            Verdict::Yes(shown) => format!("{shown:?}"),
            Verdict::No(nos) => format!("the code {:?}", rules.codes.shown(nos)),
        };
        format!("{path}{other} of a transaction that is {was} was answered with {said}")
    };
    after.map(|state| vec![state]).ok_or_else(wrong)
}

/// The state when the merchant did what it was asked.
fn done(state: State, deed: &Deed) -> State {
    match (deed.call, state) {
        (UzumCall::Create, State::Absent) => State::Created,
        (UzumCall::Confirm, State::Created) => State::Confirmed,
        (UzumCall::Reverse, State::Created | State::Failed) => State::ReversedUnpaid,
        (UzumCall::Reverse, State::Confirmed) => State::ReversedPaid,
        (_, state) => state,
    }
}

fn yes(state: State, deed: &Deed, shown: Shown, rules: &UzumRules) -> Option<State> {
    let may_repeat = rules.repeats != UzumRepeats::Refused;
    match (deed.call, state) {
        (UzumCall::Check, _) => None,
        (UzumCall::Create, State::Absent) => Some(State::Created),
        (UzumCall::Create, State::Created | State::Confirmed) => {
            (may_repeat && !deed.is_other).then_some(state)
        }
        (UzumCall::Confirm, State::Created) => Some(State::Confirmed),
        (UzumCall::Confirm, State::Confirmed) => may_repeat.then_some(state),
        (UzumCall::Reverse, State::Created | State::Failed) => Some(State::ReversedUnpaid),
        (UzumCall::Reverse, State::Confirmed) => Some(State::ReversedPaid),
        (UzumCall::Reverse, State::ReversedUnpaid | State::ReversedPaid) => {
            may_repeat.then_some(state)
        }
        (UzumCall::Status, State::Failed) => {
            let may_show = rules.timed_out != UzumTimedOut::Failed;
            (may_show && shown == Shown::ReversedUnpaid).then_some(State::ReversedUnpaid)
        }
        (UzumCall::Status, state) => {
            let is_right = match state {
                State::Created => shown == Shown::Created,
                State::Absent | State::Failed => false,
                State::Confirmed | State::ReversedUnpaid | State::ReversedPaid => {
                    shown.claimed() == Some(state)
                }
            };
            is_right.then_some(state)
        }
        (UzumCall::Create | UzumCall::Confirm | UzumCall::Reverse, _) => None,
    }
}

fn no(state: State, deed: &Deed, nos: Nos, rules: &UzumRules) -> Option<State> {
    let may_refuse = rules.repeats != UzumRepeats::Answered;
    match (deed.call, state) {
        (UzumCall::Check, _) => None,
        (UzumCall::Create, State::Absent) => {
            let others = Nos::of_call(deed.call).without(UzumNo::Exists);
            nos.meets(others).then_some(state)
        }
        (UzumCall::Create, State::Created) => {
            let is_repeat = nos.has(UzumNo::Exists) && (may_refuse || deed.is_other);
            is_repeat.then_some(state)
        }
        (UzumCall::Create, _) => nos.has(UzumNo::Exists).then_some(state),
        (_, State::Absent) => nos.has(UzumNo::Unknown).then_some(state),
        (UzumCall::Confirm, State::Created) => {
            let is_gone = deed.is_paid_otherwise && nos.has(UzumNo::Cancelled);
            is_gone.then_some(State::Failed)
        }
        (UzumCall::Confirm, State::Confirmed) => {
            (may_refuse && nos.has(UzumNo::Confirmed)).then_some(state)
        }
        (UzumCall::Confirm, _) => nos.has(UzumNo::Cancelled).then_some(state),
        (UzumCall::Reverse, State::Created) => None,
        (UzumCall::Reverse, State::Confirmed) => nos.has(UzumNo::Irreversible).then_some(state),
        (UzumCall::Reverse, State::Failed) => {
            let is_over = nos.has(UzumNo::Reversed) || nos.has(UzumNo::Irreversible);
            is_over.then_some(state)
        }
        (UzumCall::Reverse, State::ReversedUnpaid | State::ReversedPaid) => {
            (may_refuse && nos.has(UzumNo::Reversed)).then_some(state)
        }
        // "Set the transaction status to FAILED": the page names no code.
        (UzumCall::Status, State::Failed) => {
            let is_told = nos.has(UzumNo::Cancelled) || nos.has(UzumNo::Unknown);
            (is_told && rules.timed_out != UzumTimedOut::Reversed).then_some(state)
        }
        (UzumCall::Status, _) => None,
    }
}
