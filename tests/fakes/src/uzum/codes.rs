//! The merchant's reasons for a no, and the codes that stand for them.
//!
//! The table is data: public libraries disagree with the vendor's page in
//! places (10007 and 10008 swapped, 10013 as "cannot create"), and a contract
//! may do so too.

use std::collections::BTreeMap;

use super::asking::UzumCall;

/// Why a merchant says no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UzumNo {
    /// The login is wrong or missing.
    Access,
    /// The body is no JSON, or of another structure.
    Json,
    /// The HTTP method is not POST.
    Operation,
    /// A required parameter is missing or empty.
    Missing,
    /// The service is not the merchant's.
    Service,
    /// There is no such order.
    Attribute,
    /// The order is paid.
    Paid,
    /// The order was cancelled.
    Closed,
    /// The transaction was created before.
    Exists,
    /// The order costs something else.
    Amount,
    /// The sum is below what the service takes.
    TooSmall,
    /// The sum is above what the service takes.
    TooLarge,
    /// There is no such transaction.
    Unknown,
    /// The transaction was cancelled, so it cannot be confirmed.
    Cancelled,
    /// The transaction was confirmed before.
    Confirmed,
    /// The transaction cannot be cancelled any more.
    Irreversible,
    /// The transaction was cancelled before.
    Reversed,
    /// The merchant failed.
    Other,
}

type Row = (UzumNo, &'static str, &'static [UzumCall]);

const EVERY: &[UzumCall] = &UzumCall::ALL;
const FIRST: &[UzumCall] = &[UzumCall::Check, UzumCall::Create];
const CREATE: &[UzumCall] = &[UzumCall::Create];
const CONFIRM: &[UzumCall] = &[UzumCall::Confirm];
const REVERSE: &[UzumCall] = &[UzumCall::Reverse];
const LATER: &[UzumCall] = &[UzumCall::Confirm, UzumCall::Reverse, UzumCall::Status];
/// The page has 10015 for /confirm only; but a transaction that failed must be
/// told as FAILED by /status, which needs some code.
const FAILED: &[UzumCall] = &[UzumCall::Confirm, UzumCall::Status];

/// The page's section "Error Codes", with the calls that may answer so.
const TABLE: &[Row] = &[
    (UzumNo::Access, "10001", EVERY),
    (UzumNo::Json, "10002", EVERY),
    (UzumNo::Operation, "10003", EVERY),
    (UzumNo::Missing, "10005", EVERY),
    (UzumNo::Service, "10006", FIRST),
    (UzumNo::Attribute, "10007", FIRST),
    (UzumNo::Paid, "10008", FIRST),
    (UzumNo::Closed, "10009", FIRST),
    (UzumNo::Exists, "10010", CREATE),
    (UzumNo::Amount, "10011", CREATE),
    (UzumNo::TooSmall, "10012", CREATE),
    (UzumNo::TooLarge, "10013", CREATE),
    (UzumNo::Unknown, "10014", LATER),
    (UzumNo::Cancelled, "10015", FAILED),
    (UzumNo::Confirmed, "10016", CONFIRM),
    (UzumNo::Irreversible, "10017", REVERSE),
    (UzumNo::Reversed, "10018", REVERSE),
    (UzumNo::Other, "99999", EVERY),
];
/// What is said of the form of a request and not of the order.
const OF_THE_FORM: Nos = Nos::of(&[
    UzumNo::Access,
    UzumNo::Json,
    UzumNo::Operation,
    UzumNo::Missing,
    UzumNo::Service,
]);

/// Which code stands for which reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UzumCodes {
    codes: BTreeMap<UzumNo, String>,
}

impl Default for UzumCodes {
    /// The vendor's table.
    fn default() -> Self {
        let codes = TABLE.iter().map(|(no, code, _)| (*no, (*code).to_owned()));
        Self {
            codes: codes.collect(),
        }
    }
}

impl UzumCodes {
    /// The table with another code for a reason.
    #[must_use]
    pub fn with(mut self, no: UzumNo, code: &str) -> Self {
        self.codes.insert(no, code.to_owned());
        self
    }

    /// The code of a reason.
    pub fn code(&self, no: UzumNo) -> &str {
        self.codes.get(&no).map_or("", String::as_str)
    }

    /// The codes of reasons, for people.
    pub(super) fn shown(&self, nos: Nos) -> Vec<&str> {
        let rows = self.codes.iter().filter(|(no, _)| nos.has(**no));
        rows.map(|(_, code)| code.as_str()).collect()
    }

    /// What a code may mean; nothing when it stands in no row.
    pub(super) fn meanings(&self, code: &str) -> Nos {
        let rows = self.codes.iter().filter(|(_, known)| *known == code);
        rows.fold(Nos::default(), |nos, (no, _)| nos.and(*no))
    }
}

/// A set of reasons: one code may stand for several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Nos(u32);

impl Nos {
    pub(super) const fn of(nos: &[UzumNo]) -> Self {
        let (mut bits, mut at) = (0, 0);
        while at < nos.len() {
            bits |= 1 << (nos[at] as u32);
            at += 1;
        }
        Self(bits)
    }

    pub(super) const fn and(self, no: UzumNo) -> Self {
        Self(self.0 | (1 << (no as u32)))
    }

    pub(super) const fn without(self, no: UzumNo) -> Self {
        Self(self.0 & !(1 << (no as u32)))
    }

    pub(super) const fn has(self, no: UzumNo) -> bool {
        self.0 & (1 << (no as u32)) != 0
    }

    pub(super) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// What a well-formed call of this sort may be answered with.
    pub(super) fn of_call(call: UzumCall) -> Self {
        let rows = TABLE.iter().filter(|(_, _, calls)| calls.contains(&call));
        let all = rows.fold(Self::default(), |nos, (no, _, _)| nos.and(*no));
        Self(all.0 & !OF_THE_FORM.0)
    }
}
