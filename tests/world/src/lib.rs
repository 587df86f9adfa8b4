#![doc = include_str!("../README.md")]

mod actors;
mod clock;
mod database;
mod errors;
mod messengers;
mod models;
mod world;

pub use actors::{Chief, Customer, Seller, screen_text};
pub use clock::{PlayClock, ScriptedClock};
pub use database::TestDb;
pub use errors::Errors;
pub use messengers::{
    INSTAGRAM, INSTAGRAM_SECRET, INSTAGRAM_TOKEN, META_APP, META_SECRET, NUMBER, PHONE, USERNAME,
    WABA, WHATSAPP_TOKEN, asked_for, paste_webhook, populate_meta,
};
pub use models::quoting_model;
pub use world::{House, Start, World, quiet, world};

/// The token of the partner bot in tests and in the playground.
pub const PARTNER_BOT_TOKEN: &str = "7000000001:AAPartnerBotTokenForTestsAndPlays01";
/// The Telegram id of the partner bot.
pub const PARTNER_BOT: i64 = 7_000_000_001;
/// The token of the admin bot in tests and in the playground.
pub const ADMIN_BOT_TOKEN: &str = "7000000002:AAAdminBotTokenForTestsAndPlays0001";
/// The Telegram id of the admin bot.
pub const ADMIN_BOT: i64 = 7_000_000_002;
/// The Telegram account of the first owner.
pub const OWNER: i64 = 90;
/// A key for tests and the playground only.
pub const SECRET_KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
/// 21.11.2026 08:00 in Tashkent: where every story begins.
pub const BEGIN_MS: i64 = 1_795_230_000_000;
