//! The errors of the specification's section 2.5 and of the contract's annex,
//! which agree, and the methods that may answer with them.

use super::asking::PaynetMethod;

pub(super) const NOT_POST: i64 = -32300;
pub(super) const NO_JSON: i64 = -32700;
pub(super) const NO_REQUEST: i64 = -32600;
pub(super) const NO_METHOD: i64 = -32601;
pub(super) const NO_PARAMS: i64 = -32602;
const SYSTEM: i64 = -32603;

/// The payer has spent what should go back.
pub(super) const SPENT: i64 = 77;
pub(super) const EXISTS: i64 = 201;
pub(super) const CANCELLED: i64 = 202;
pub(super) const UNKNOWN: i64 = 203;
pub(super) const NO_CLIENT: i64 = 302;
pub(super) const NO_SERVICE: i64 = 305;
pub(super) const MISSING: i64 = 411;
pub(super) const LOGIN: i64 = 412;
pub(super) const AMOUNT: i64 = 413;
pub(super) const DATE: i64 = 414;
pub(super) const TOO_MUCH: i64 = 415;
/// Number and product unknown, payer forbidden, month's and day's limit, wallet
/// not identified.
const OF_THE_PAYER: [i64; 6] = [113, 140, 141, 301, 304, 501];
/// One of the ten parameters is not valid.
const INVALID: std::ops::RangeInclusive<i64> = 401..=410;
/// Not supported for now, quota used up, a failure, an unknown error.
const OWN_FAILURES: [i64; 5] = [100, 101, 102, 103, SYSTEM];

/// The provider failed, so it may have done what it was asked or not.
pub(super) fn is_own_failure(code: i64) -> bool {
    OWN_FAILURES.contains(&code)
}

/// Whether there is something the matter with the order or its payer.
pub(super) fn is_about_order(code: i64) -> bool {
    code == NO_CLIENT || OF_THE_PAYER.contains(&code) || INVALID.contains(&code)
}

/// Whether an error says that something was carried out before.
pub(super) fn is_about_repeat(code: i64) -> bool {
    matches!(code, EXISTS | CANCELLED | UNKNOWN)
}

/// Whether a well-formed call may be answered so.
pub(super) fn may_answer(method: PaynetMethod, code: i64) -> bool {
    let is_own = is_own_failure(code);
    is_own
        || match method {
            // A paid order: the table has no word of its own for it.
            PaynetMethod::Information => is_about_order(code) || code == EXISTS,
            PaynetMethod::Perform => {
                is_about_order(code) || matches!(code, EXISTS | CANCELLED | AMOUNT | TOO_MUCH)
            }
            PaynetMethod::Check => code == UNKNOWN,
            PaynetMethod::Cancel => matches!(code, SPENT | CANCELLED | UNKNOWN),
            PaynetMethod::Statement => false,
            PaynetMethod::ChangePassword => matches!(code, NO_METHOD | MISSING),
        }
}
