//! The cards of the partner bot, one file each.

mod ask;
mod bot;
mod business;
mod desk;
mod document;
mod export;
mod invoice;
mod messenger;
mod plan;
mod stats;
mod steps;
mod team;

use crate::ui::CardEntry;

pub use bot::sample_bot;
pub use business::sample_business;
pub use document::{sample_document, undo_button};
pub use messenger::{messenger_name, sample_account};
pub use plan::plan_button;
pub use stats::STATS;
pub use steps::StepsCard;

/// Every card.
pub fn all() -> Vec<CardEntry> {
    vec![
        CardEntry::of::<document::DocumentCard>(),
        CardEntry::of::<bot::BotCard>(),
        CardEntry::of::<business::BusinessCard>(),
        CardEntry::of::<messenger::MessengerCard>(),
        CardEntry::of::<ask::AskCard>(),
        CardEntry::of::<desk::DeskCard>(),
        CardEntry::of::<export::ExportCard>(),
        CardEntry::of::<invoice::InvoiceCard>(),
        CardEntry::of::<plan::PlanCard>(),
        CardEntry::of::<stats::StatsCard>(),
        CardEntry::of::<StepsCard>(),
        CardEntry::of::<team::TeamCard>(),
    ]
}
