//! The cards of the admin bot, one file each.

pub(super) mod audience;
mod broadcast;
mod charge;
mod request;

use crate::ui::CardEntry;

pub use broadcast::BroadcastCard;
pub(super) use broadcast::{sample_broadcast, snippet};
pub use charge::ChargeCard;
pub use request::RequestCard;

/// Every card.
pub fn all() -> Vec<CardEntry> {
    vec![
        CardEntry::of::<RequestCard>(),
        CardEntry::of::<BroadcastCard>(),
        CardEntry::of::<ChargeCard>(),
    ]
}
