//! The cards of the admin bot, one file each.

mod alert;
pub(super) mod audience;
mod broadcast;
mod charge;
mod request;
mod ticket;

use crate::ui::CardEntry;

pub use alert::AlertCard;
pub(super) use alert::{line as alert_line, sample_alert};
pub use broadcast::BroadcastCard;
pub(super) use broadcast::{sample_broadcast, snippet};
pub use charge::ChargeCard;
pub use request::RequestCard;
pub use ticket::TicketCard;
pub(crate) use ticket::{sample_line, sample_ticket};

/// Every card.
pub fn all() -> Vec<CardEntry> {
    vec![
        CardEntry::of::<RequestCard>(),
        CardEntry::of::<BroadcastCard>(),
        CardEntry::of::<ChargeCard>(),
        CardEntry::of::<TicketCard>(),
        CardEntry::of::<AlertCard>(),
    ]
}
