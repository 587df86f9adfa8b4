//! The cards of the admin bot, one file each.

mod charge;
mod request;

use crate::ui::CardEntry;

pub use charge::ChargeCard;
pub use request::RequestCard;

/// Every card.
pub fn all() -> Vec<CardEntry> {
    vec![
        CardEntry::of::<RequestCard>(),
        CardEntry::of::<ChargeCard>(),
    ]
}
