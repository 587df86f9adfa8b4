//! Every key of the composition root; capabilities declare their own.

use scx_kit::{ConfigKey, Need};

const fn declared(
    name: &'static str,
    need: Need,
    is_secret: bool,
    about: &'static str,
) -> ConfigKey {
    ConfigKey {
        name,
        need,
        is_secret,
        about,
    }
}

/// The keys of the composition root.
pub const KEYS: &[ConfigKey] = &[
    declared(
        "SECRET_KEY",
        Need::Required,
        true,
        "Seals tokens and keys in the database: 32 bytes in base64, printed by `sellercloudx secrets new`, or several as id:key with commas, the newest first.",
    ),
    declared(
        "DATABASE_URL",
        Need::Default("sqlite:///sellercloudx.db"),
        true,
        "sqlite:///file.db, or postgres://user:password@host/name.",
    ),
    declared(
        "PORT",
        Need::Default("8080"),
        false,
        "The port that is listened on.",
    ),
    declared(
        "SCX_BIND",
        Need::Default("0.0.0.0"),
        false,
        "The address that is listened on.",
    ),
    declared(
        "WEBHOOK_BASE_URL",
        Need::Optional,
        false,
        "The public https address of this server; without it Telegram is asked by long polling.",
    ),
    declared(
        "TRUSTED_PROXIES",
        Need::Optional,
        false,
        "Addresses and networks (10.0.0.0/8, commas between) whose X-Forwarded-For is believed; without it the peer's own address counts.",
    ),
    declared(
        "CORS_ORIGINS",
        Need::Optional,
        false,
        "Origins (https://shop.example, commas between) whose pages may read answers; without it none may.",
    ),
    declared(
        "PARTNER_BOT_TOKEN",
        Need::Optional,
        true,
        "The token of the bot in which sellers run their shops, from @BotFather.",
    ),
    declared(
        "ADMIN_BOT_TOKEN",
        Need::Optional,
        true,
        "The token of the bot in which the house is run, another one than PARTNER_BOT_TOKEN.",
    ),
    declared(
        "ADMIN_ID",
        Need::Optional,
        false,
        "The Telegram id of the first owner of the admin bot.",
    ),
    declared(
        "SCX_SUPPORT_CONTACT",
        Need::Default("@sellercloudx"),
        false,
        "Whom sellers write to for help and for access after the trial.",
    ),
    declared(
        "TELEGRAM_API_URL",
        Need::Optional,
        false,
        "Another address of the Bot API: a local Bot API server or a test.",
    ),
    declared(
        "SCX_CHANNEL_TELEGRAM_BASE_URL",
        Need::Optional,
        false,
        "The same as TELEGRAM_API_URL, in the form common to all outside services.",
    ),
    declared(
        "GRAPH_API_URL",
        Need::Optional,
        false,
        "Another address of Meta's Graph API (WhatsApp, and Instagram behind a page): a test.",
    ),
    declared(
        "SCX_CHANNEL_WHATSAPP_BASE_URL",
        Need::Optional,
        false,
        "The same as GRAPH_API_URL, in the form common to all outside services.",
    ),
    declared(
        "INSTAGRAM_API_URL",
        Need::Optional,
        false,
        "Another address of Instagram's Graph API: a test.",
    ),
    declared(
        "SCX_CHANNEL_INSTAGRAM_BASE_URL",
        Need::Optional,
        false,
        "The same as INSTAGRAM_API_URL, in the form common to all outside services.",
    ),
    declared(
        "META_FILES_URL",
        Need::Optional,
        false,
        "An address besides Meta's own from which files of customers are fetched: a test.",
    ),
    declared(
        "SCX_MESSAGE_DRAFTS",
        Need::Default("off"),
        false,
        "on shows customers a draft instead of the typing sign where Telegram lets a bot do it; off is typing.",
    ),
    declared(
        "METRICS_TOKEN",
        Need::Optional,
        true,
        "What Prometheus sends as bearer token to read /metrics, at least 16 characters; without it there is no /metrics.",
    ),
    declared(
        "SENTRY_DSN",
        Need::Optional,
        true,
        "The address of a Sentry project (https://key@host/number) that errors are reported to.",
    ),
    declared(
        "SCX_LOG",
        Need::Default("info"),
        false,
        "What is logged: a level, or a filter like `info,scx_jobs=debug`.",
    ),
    declared(
        "SCX_LOG_FORMAT",
        Need::Default("text"),
        false,
        "text, or json with one object a line.",
    ),
];
