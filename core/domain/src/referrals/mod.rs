//! Referrals: partners who bring partners, and the free days that both get.
//!
//! Each partner has one link. Who registers by it for the first time belongs to
//! its owner for good; whoever does not count is kept with the reason, and is
//! never told. The days are given in the transaction of the first payment and
//! taken back in that of its refund, both of which billing calls, so that neither
//! can happen twice.

mod links;
mod list;
mod model;
mod rewards;
mod sql;
mod terms;

pub use links::{arrive, code, follow};
pub use list::{PAGE, block, counts, inviter_of, is_blocked, page, referral, unblock};
pub use model::{Counts, Referral, ReferralId, ReferralMark, State, Term, Terms, Why};
pub use rewards::{note_paid, take_back};
pub use terms::{FIRST, HIGHEST, set_term, terms};

use crate::Parts;

/// What this capability hands to the composition root.
pub fn parts() -> Parts {
    Parts {
        statements: sql::ALL.to_vec(),
        holdings: sql::HOLDINGS.to_vec(),
        ..Parts::default()
    }
}
