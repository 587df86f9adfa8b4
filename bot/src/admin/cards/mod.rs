//! The cards of the admin bot, one file each.

mod request;

use crate::ui::CardEntry;

pub use request::RequestCard;

/// Every card.
pub fn all() -> Vec<CardEntry> {
    vec![CardEntry::of::<RequestCard>()]
}
