//! The life of one transaction at the provider, and which answers are right in
//! which state.

use super::asking::PaynetMethod;
use super::codes::{CANCELLED, EXISTS, SPENT, UNKNOWN, is_about_repeat, may_answer};
use super::{PaynetRepeats, PaynetRules, PaynetUnknown};

/// Where a transaction stands at the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum State {
    /// The provider does not know it, or refused to perform it.
    Absent,
    Paid,
    Cancelled,
}

impl State {
    /// The vendor's `transactionState`.
    pub(super) const fn code(self) -> i64 {
        match self {
            Self::Paid => 1,
            Self::Cancelled => 2,
            Self::Absent => 3,
        }
    }

    pub(super) const fn of_code(code: i64) -> Option<Self> {
        match code {
            1 => Some(Self::Paid),
            2 => Some(Self::Cancelled),
            3 => Some(Self::Absent),
            _ => None,
        }
    }
}

/// What an answer says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// No usable answer, or the provider's own failure: it may have done it.
    Lost,
    /// The door stayed closed: nothing was done.
    Unheard,
    /// A result with this state.
    Result(State),
    Error(i64),
}

/// A call about one transaction with its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Deed {
    pub(super) method: PaynetMethod,
    pub(super) verdict: Verdict,
    /// Another sum or another order than the first time.
    pub(super) is_other: bool,
    /// Another transaction may have paid the order.
    pub(super) is_paid_otherwise: bool,
}

/// The states after the deed, or why this answer is wrong in this state.
pub(super) fn step(state: State, deed: &Deed, rules: &PaynetRules) -> Result<Vec<State>, String> {
    let after = match deed.method {
        _ if deed.verdict == Verdict::Lost => return Ok(vec![state, done(state, deed.method)]),
        _ if deed.verdict == Verdict::Unheard => Some(state),
        PaynetMethod::Perform => performed(state, deed, rules),
        PaynetMethod::Cancel => cancelled(state, deed.verdict, rules),
        PaynetMethod::Check => checked(state, deed.verdict, rules),
        PaynetMethod::Information | PaynetMethod::Statement | PaynetMethod::ChangePassword => {
            shown(state, deed.verdict)
        }
    };
    let wrong = || {
        let name = deed.method.name();
        let other = if deed.is_other {
            " with other facts"
        } else {
            ""
        };
        let said = match deed.verdict {
            Verdict::Lost | Verdict::Unheard => "nothing".to_owned(),
            Verdict::Result(state) => format!("a result (state {})", state.code()),
            Verdict::Error(code) => format!("error {code}"),
        };
        format!("{name}{other} of a transaction that is {state:?} was answered with {said}")
    };
    after.map(|state| vec![state]).ok_or_else(wrong)
}

/// The state when the provider did what it was asked.
fn done(state: State, method: PaynetMethod) -> State {
    match (method, state) {
        (PaynetMethod::Perform, State::Absent) => State::Paid,
        (PaynetMethod::Cancel, State::Paid) => State::Cancelled,
        (_, state) => state,
    }
}

fn performed(state: State, deed: &Deed, rules: &PaynetRules) -> Option<State> {
    let may_repeat = rules.repeated_perform != PaynetRepeats::Refused;
    let may_refuse = rules.repeated_perform != PaynetRepeats::Answered;
    match (state, deed.verdict) {
        (State::Absent, Verdict::Result(_)) => Some(State::Paid),
        // "Exists already" of what never was: the order's other transaction.
        (State::Absent, Verdict::Error(code)) => {
            let is_plain = may_answer(deed.method, code) && !is_about_repeat(code);
            let is_taken = code == EXISTS && deed.is_paid_otherwise;
            (is_plain || is_taken).then_some(state)
        }
        (State::Paid, Verdict::Result(_)) => (may_repeat && !deed.is_other).then_some(state),
        (State::Paid, Verdict::Error(EXISTS)) => (may_refuse || deed.is_other).then_some(state),
        (State::Cancelled, Verdict::Error(EXISTS | CANCELLED)) => Some(state),
        (_, _) => None,
    }
}

fn cancelled(state: State, verdict: Verdict, rules: &PaynetRules) -> Option<State> {
    let may_repeat = rules.repeated_cancel != PaynetRepeats::Refused;
    let may_refuse = rules.repeated_cancel != PaynetRepeats::Answered;
    match (state, verdict) {
        (State::Absent, _) => unknown(verdict, rules.unknown_cancel).then_some(state),
        (State::Paid, Verdict::Result(State::Cancelled)) => Some(State::Cancelled),
        (State::Paid, Verdict::Error(SPENT)) => Some(state),
        (State::Cancelled, Verdict::Result(State::Cancelled)) => may_repeat.then_some(state),
        (State::Cancelled, Verdict::Error(CANCELLED)) => may_refuse.then_some(state),
        (_, _) => None,
    }
}

fn checked(state: State, verdict: Verdict, rules: &PaynetRules) -> Option<State> {
    match state {
        State::Absent => unknown(verdict, rules.unknown_check).then_some(state),
        State::Paid | State::Cancelled => shown(state, verdict),
    }
}

fn shown(state: State, verdict: Verdict) -> Option<State> {
    (verdict == Verdict::Result(state)).then_some(state)
}

/// Whether this is what may be said of a transaction that is not known.
fn unknown(verdict: Verdict, rule: PaynetUnknown) -> bool {
    match verdict {
        Verdict::Error(UNKNOWN) => rule != PaynetUnknown::StateThree,
        Verdict::Result(State::Absent) => rule != PaynetUnknown::Error,
        Verdict::Lost | Verdict::Unheard | Verdict::Result(_) | Verdict::Error(_) => false,
    }
}
