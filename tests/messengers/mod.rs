//! WhatsApp and Instagram, against Meta as its rules are.

mod comments;
mod connect;
mod doors;
pub(crate) mod files;
mod instagram;
mod platform;
mod senses;
mod templates;
mod whatsapp;
