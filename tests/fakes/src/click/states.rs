//! The life of one payment at the merchant, and which answers are right in
//! which state.

/// Where a payment stands at the merchant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum State {
    /// The merchant never prepared it.
    New,
    Reserved,
    Paid,
    /// Click cancelled it, and the order is free again.
    Released,
}

/// What was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    Prepare,
    /// The money was taken.
    Complete,
    /// No money was taken.
    Cancel,
}

/// What the merchant answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// No usable answer: it may have done it.
    Lost,
    /// `error`, where 0 is success.
    Error(i64),
}

/// A call about one payment with its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Deed {
    pub(super) wish: Wish,
    pub(super) verdict: Verdict,
    /// Another amount than the one that was prepared.
    pub(super) has_other_amount: bool,
    /// Another prepare id than the merchant gave.
    pub(super) has_other_prepare_id: bool,
}

/// The states after the deed, or why this answer is wrong in this state.
pub(super) fn step(state: State, deed: &Deed) -> Result<Vec<State>, String> {
    let error = match deed.verdict {
        Verdict::Lost if deed.has_other_amount || deed.has_other_prepare_id => {
            return Ok(vec![state]);
        }
        Verdict::Lost => return Ok(vec![state, done(state, deed.wish)]),
        Verdict::Error(error) => error,
    };
    let after = match deed.wish {
        Wish::Prepare => prepared(state, error, deed),
        Wish::Complete => completed(state, error, deed),
        Wish::Cancel => cancelled(state, error, deed),
    };
    let wrong = || {
        let wish = match deed.wish {
            Wish::Prepare => "Prepare",
            Wish::Complete => "Complete",
            Wish::Cancel => "Complete with a negative error",
        };
        let other = match (deed.has_other_amount, deed.has_other_prepare_id) {
            (false, false) => "",
            (true, false) => " for another amount",
            (false, true) => " with another prepare id",
            (true, true) => " for another amount with another prepare id",
        };
        format!("{wish}{other} of a payment that is {state:?} was answered with error {error}")
    };
    after.map(|state| vec![state]).ok_or_else(wrong)
}

/// The state when the merchant did what it was asked.
fn done(state: State, wish: Wish) -> State {
    match (wish, state) {
        (Wish::Prepare, State::New) => State::Reserved,
        (Wish::Complete, State::Reserved) => State::Paid,
        (Wish::Cancel, State::Reserved) => State::Released,
        (_, state) => state,
    }
}

fn prepared(state: State, error: i64, deed: &Deed) -> Option<State> {
    match (state, error) {
        (State::New, 0) => Some(State::Reserved),
        // No such order, another price, paid or cancelled, or a failure of ours.
        (State::New, -2 | -4 | -5 | -7 | -9) => Some(State::New),
        (State::Reserved, 0) if !deed.has_other_amount => Some(State::Reserved),
        (State::Reserved, -2) if deed.has_other_amount => Some(State::Reserved),
        (State::Paid, -4) | (State::Released, -9) => Some(state),
        _ => None,
    }
}

/// "After money is taken no error but -4 or -9 may be returned."
fn completed(state: State, error: i64, deed: &Deed) -> Option<State> {
    let is_as_prepared = !deed.has_other_amount && !deed.has_other_prepare_id;
    match (state, error) {
        (State::New, -5 | -6) => Some(State::New),
        (State::Reserved, 0) if is_as_prepared => Some(State::Paid),
        // Meanwhile the order was paid otherwise, or taken back by the merchant.
        (State::Reserved, -4) if is_as_prepared => Some(State::Reserved),
        (State::Reserved, -9) if is_as_prepared => Some(State::Released),
        (State::Paid, -4) | (State::Released, -9) => Some(state),
        (_, -2) if deed.has_other_amount => Some(state),
        (_, -6) if deed.has_other_prepare_id => Some(state),
        _ => None,
    }
}

fn cancelled(state: State, error: i64, deed: &Deed) -> Option<State> {
    match (state, error) {
        (State::New, -5 | -6 | -9) => Some(State::New),
        (_, -2) if deed.has_other_amount => Some(state),
        (_, -6) if deed.has_other_prepare_id => Some(state),
        (State::Reserved | State::Released, -9) => Some(State::Released),
        // Click's test suite wants -9, its own library answers -4.
        (State::Paid, -4 | -9) => Some(State::Paid),
        _ => None,
    }
}
