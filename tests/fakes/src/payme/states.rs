//! The life of a transaction, and which answers are right in which state.

/// The methods of the Merchant API; SetFiscalData is left out, it is optional.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// CheckPerformTransaction
    CheckPerform,
    /// CreateTransaction
    Create,
    /// PerformTransaction
    Perform,
    /// CancelTransaction
    Cancel,
    /// CheckTransaction
    Check,
    /// GetStatement
    Statement,
}

impl Method {
    const ALL: [Self; 6] = [
        Self::CheckPerform,
        Self::Create,
        Self::Perform,
        Self::Cancel,
        Self::Check,
        Self::Statement,
    ];

    /// The vendor's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CheckPerform => "CheckPerformTransaction",
            Self::Create => "CreateTransaction",
            Self::Perform => "PerformTransaction",
            Self::Cancel => "CancelTransaction",
            Self::Check => "CheckTransaction",
            Self::Statement => "GetStatement",
        }
    }

    pub(super) fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.name() == name)
    }

    /// Whether a repeat must be answered byte for byte as the first one.
    pub(super) const fn is_write(self) -> bool {
        matches!(self, Self::Create | Self::Perform | Self::Cancel)
    }

    /// Whether the vendor's table has this error for the method, beside the
    /// errors of the protocol.
    pub(super) fn may_fail_with(self, code: i64) -> bool {
        let is_about_account = (-31099..=-31050).contains(&code);
        match self {
            Self::CheckPerform => is_about_account || code == -31001,
            Self::Create => is_about_account || matches!(code, -31001 | -31008),
            Self::Perform => is_about_account || matches!(code, -31003 | -31008),
            Self::Cancel => matches!(code, -31003 | -31007),
            Self::Check => code == -31003,
            Self::Statement => false,
        }
    }
}

/// Where a transaction stands at the merchant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum State {
    /// The merchant does not know it, or refused to create it.
    Absent,
    Created,
    Performed,
    CancelledBefore,
    CancelledAfter,
}

impl State {
    pub(super) const fn code(self) -> Option<i64> {
        match self {
            Self::Absent => None,
            Self::Created => Some(1),
            Self::Performed => Some(2),
            Self::CancelledBefore => Some(-1),
            Self::CancelledAfter => Some(-2),
        }
    }

    pub(super) const fn of_code(code: i64) -> Option<Self> {
        match code {
            1 => Some(Self::Created),
            2 => Some(Self::Performed),
            -1 => Some(Self::CancelledBefore),
            -2 => Some(Self::CancelledAfter),
            _ => None,
        }
    }

    const fn is_cancelled(self) -> bool {
        matches!(self, Self::CancelledBefore | Self::CancelledAfter)
    }
}

/// Whether twelve hours had passed when the merchant was asked.
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
    /// A result with this state.
    Result(State),
    Error(i64),
}

/// A call about one transaction with its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Deed {
    pub(super) method: Method,
    pub(super) verdict: Verdict,
    pub(super) age: Age,
}

/// The states after the deed, or why this answer is wrong in this state.
pub(super) fn step(state: State, deed: &Deed) -> Result<Vec<State>, String> {
    let states = match (state, deed.age) {
        (State::Created, Age::Late) => vec![State::CancelledBefore],
        (State::Created, Age::Edge) => vec![State::Created, State::CancelledBefore],
        (state, _) => vec![state],
    };
    let mut next = Vec::new();
    let mut why = String::new();
    for state in states {
        match verdict_in(state, deed) {
            Ok(states) => next.extend(states),
            Err(reason) => why = reason,
        }
    }
    if next.is_empty() { Err(why) } else { Ok(next) }
}

fn verdict_in(state: State, deed: &Deed) -> Result<Vec<State>, String> {
    if deed.verdict == Verdict::Lost {
        return Ok(vec![state, done(state, deed)]);
    }
    let after = match deed.method {
        Method::Create => created(state, deed),
        Method::Perform => performed(state, deed.verdict),
        Method::Cancel => cancelled(state, deed.verdict),
        Method::CheckPerform | Method::Check | Method::Statement => checked(state, deed.verdict),
    };
    let wrong = || {
        let name = deed.method.name();
        let was = match state {
            State::Absent => "unknown to the merchant".to_owned(),
            State::CancelledBefore if deed.age != Age::Fresh => {
                "in state -1 (by the 12 hours at the latest)".to_owned()
            }
            state => format!("in state {}", state.code().unwrap_or_default()),
        };
        let said = match deed.verdict {
            Verdict::Lost => "nothing".to_owned(),
            Verdict::Error(code) => format!("error {code}"),
            Verdict::Result(state) => format!(
                "a result (state {})",
                state.code().map_or("none".to_owned(), |it| it.to_string())
            ),
        };
        format!("{name} of a transaction {was} was answered with {said}")
    };
    after.map(|state| vec![state]).ok_or_else(wrong)
}

/// The state when the merchant did what it was asked.
fn done(state: State, deed: &Deed) -> State {
    match (deed.method, state) {
        (Method::Create, State::Absent) if deed.age != Age::Late => State::Created,
        (Method::Perform, State::Created) => State::Performed,
        (Method::Cancel, State::Created) => State::CancelledBefore,
        (Method::Cancel, State::Performed) => State::CancelledAfter,
        (_, state) => state,
    }
}

fn created(state: State, deed: &Deed) -> Option<State> {
    match (state, deed.verdict) {
        // Merchants that take a transaction of any age are common, and wrong.
        (State::Absent, Verdict::Result(State::Created)) if deed.age != Age::Late => {
            Some(State::Created)
        }
        (State::Absent, Verdict::Error(_)) => Some(State::Absent),
        (State::Created, Verdict::Result(State::Created)) => Some(State::Created),
        // A late repeat: the first answer once more, or "the state forbids it".
        (State::Performed, Verdict::Result(State::Created) | Verdict::Error(-31008)) => {
            Some(State::Performed)
        }
        (state, Verdict::Error(-31008)) if state.is_cancelled() => Some(state),
        _ => None,
    }
}

fn performed(state: State, verdict: Verdict) -> Option<State> {
    match (state, verdict) {
        (State::Absent, Verdict::Error(-31003)) => Some(State::Absent),
        (State::Created, Verdict::Error(code)) if code != -31003 => Some(State::Created),
        (State::Created | State::Performed, Verdict::Result(State::Performed)) => {
            Some(State::Performed)
        }
        (state, Verdict::Error(-31008)) if state.is_cancelled() => Some(state),
        _ => None,
    }
}

fn cancelled(state: State, verdict: Verdict) -> Option<State> {
    match (state, verdict) {
        (State::Absent, Verdict::Error(-31003)) => Some(State::Absent),
        (State::Performed, Verdict::Error(-31007)) => Some(State::Performed),
        (State::Created | State::CancelledBefore, Verdict::Result(State::CancelledBefore)) => {
            Some(State::CancelledBefore)
        }
        (State::Performed | State::CancelledAfter, Verdict::Result(State::CancelledAfter)) => {
            Some(State::CancelledAfter)
        }
        _ => None,
    }
}

fn checked(state: State, verdict: Verdict) -> Option<State> {
    match (state, verdict) {
        (State::Absent, Verdict::Error(-31003)) => Some(State::Absent),
        (State::Absent, _) => None,
        (state, Verdict::Result(shown)) => (state == shown).then_some(state),
        (_, Verdict::Lost | Verdict::Error(_)) => None,
    }
}
