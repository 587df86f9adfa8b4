//! Every key of the composition root; capabilities declare their own.

use scx_kit::{ConfigKey, Need};

/// The keys of the composition root.
pub const KEYS: &[ConfigKey] = &[
    ConfigKey::secret(
        "SECRET_KEY",
        Need::Required,
        "Seals tokens and keys in the database: 32 bytes in base64, printed by `sellercloudx secrets new`, or several as id:key with commas, the newest first.",
    ),
    ConfigKey::secret(
        "DATABASE_URL",
        Need::Default("sqlite:///sellercloudx.db"),
        "sqlite:///file.db, or postgres://user:password@host/name.",
    ),
    ConfigKey::open(
        "SCX_DATABASE_CONNECTIONS",
        Need::Default("16"),
        "How many connections a process keeps to PostgreSQL at most, from 4 to 200; SQLite needs no such number.",
    ),
    ConfigKey::open(
        "PORT",
        Need::Default("8080"),
        "The port that is listened on.",
    ),
    ConfigKey::open(
        "SCX_BIND",
        Need::Default("0.0.0.0"),
        "The address that is listened on.",
    ),
    ConfigKey::open(
        "WEBHOOK_BASE_URL",
        Need::Optional,
        "The public https address of this server; without it Telegram is asked by long polling.",
    ),
    ConfigKey::open(
        "TRUSTED_PROXIES",
        Need::Optional,
        "Addresses and networks (10.0.0.0/8, commas between) whose X-Forwarded-For is believed; without it the peer's own address counts.",
    ),
    ConfigKey::open(
        "CORS_ORIGINS",
        Need::Optional,
        "Origins (https://shop.example, commas between) whose pages may read answers; without it none may.",
    ),
    ConfigKey::secret(
        "PARTNER_BOT_TOKEN",
        Need::Optional,
        "The token of the bot in which sellers run their shops, from @BotFather.",
    ),
    ConfigKey::secret(
        "ADMIN_BOT_TOKEN",
        Need::Optional,
        "The token of the bot in which the house is run, another one than PARTNER_BOT_TOKEN.",
    ),
    ConfigKey::open(
        "ADMIN_ID",
        Need::Optional,
        "The Telegram id of the first owner of the admin bot.",
    ),
    ConfigKey::open(
        "SCX_SUPPORT_CONTACT",
        Need::Default("@sellercloudx"),
        "Whom sellers write to for help and for access after the trial.",
    ),
    ConfigKey::open(
        "SCX_SOM_PER_USD",
        Need::Optional,
        "So'm for a US dollar, a whole number: with it the statistics tell what is left after models are paid.",
    ),
    ConfigKey::open(
        "TELEGRAM_API_URL",
        Need::Optional,
        "Another address of the Bot API: a local Bot API server or a test.",
    ),
    ConfigKey::open(
        "SCX_CHANNEL_TELEGRAM_BASE_URL",
        Need::Optional,
        "The same as TELEGRAM_API_URL, in the form common to all outside services.",
    ),
    ConfigKey::open(
        "GRAPH_API_URL",
        Need::Optional,
        "Another address of Meta's Graph API (WhatsApp, and Instagram behind a page): a test.",
    ),
    ConfigKey::open(
        "SCX_CHANNEL_WHATSAPP_BASE_URL",
        Need::Optional,
        "The same as GRAPH_API_URL, in the form common to all outside services.",
    ),
    ConfigKey::open(
        "INSTAGRAM_API_URL",
        Need::Optional,
        "Another address of Instagram's Graph API: a test.",
    ),
    ConfigKey::open(
        "SCX_CHANNEL_INSTAGRAM_BASE_URL",
        Need::Optional,
        "The same as INSTAGRAM_API_URL, in the form common to all outside services.",
    ),
    ConfigKey::open(
        "META_FILES_URL",
        Need::Optional,
        "An address besides Meta's own from which files of customers are fetched: a test.",
    ),
    ConfigKey::open(
        "SCX_MESSAGE_DRAFTS",
        Need::Default("off"),
        "on shows customers a draft instead of the typing sign where Telegram lets a bot do it; off is typing.",
    ),
    ConfigKey::secret(
        "METRICS_TOKEN",
        Need::Optional,
        "What Prometheus sends as bearer token to read /metrics, at least 16 characters; without it there is no /metrics.",
    ),
    ConfigKey::secret(
        "SENTRY_DSN",
        Need::Optional,
        "The address of a Sentry project (https://key@host/number) that errors are reported to.",
    ),
    ConfigKey::open(
        "SCX_LOG",
        Need::Default("info"),
        "What is logged: a level, or a filter like `info,scx_jobs=debug`.",
    ),
    ConfigKey::open(
        "SCX_LOG_FORMAT",
        Need::Default("text"),
        "text, or json with one object a line.",
    ),
];
