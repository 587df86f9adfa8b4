//! WhatsApp and Instagram, against Meta as its rules are.

mod connect;
mod doors;
mod instagram;
mod platform;
mod senses;
mod whatsapp;
