//! WhatsApp and Instagram, against Meta as its rules are.

mod comments;
mod connect;
mod doors;
mod instagram;
mod platform;
mod senses;
mod whatsapp;
