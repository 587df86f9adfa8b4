//! How this capability's tables are erased and exported.

use scx_store::{Export, Holding};

/// What this capability holds of partners; what came in and goes out through
/// their bots too.
pub(in crate::channels) const HOLDINGS: &[Holding] = &[
    Holding {
        table: "bot",
        erase: &["DELETE FROM bot WHERE id IN (SELECT id FROM bot WHERE partner = $1 LIMIT 200)"],
        export: Export::Rows {
            name: "bots",
            page: "SELECT created_at, id, telegram_id, username, name, token_last_four, state FROM bot
                WHERE partner = $1 AND (created_at, id) > ($2, $3) ORDER BY created_at, id LIMIT 200",
            is_table: false,
        },
    },
    Holding {
        table: "job_bucket",
        erase: &["DELETE FROM job_bucket WHERE bucket IN (SELECT id FROM bot WHERE partner = $1)"],
        export: Export::Left("until when a bot has used up what it may send"),
    },
    Holding {
        table: "bot_told",
        erase: &["DELETE FROM bot_told WHERE bot IN (SELECT id FROM bot WHERE partner = $1)"],
        export: Export::Left("digests of what we told Telegram about a bot"),
    },
    Holding {
        table: "bot_ability",
        erase: &["DELETE FROM bot_ability WHERE bot IN (SELECT id FROM bot WHERE partner = $1)"],
        export: Export::Left("what Telegram lets a bot do"),
    },
    Holding {
        table: "inbox",
        erase: &["DELETE FROM inbox WHERE id IN (SELECT inbox.id FROM bot JOIN inbox ON inbox.account = bot.id
            WHERE bot.partner = $1 LIMIT 200)"],
        export: Export::Left("raw updates, kept sealed for three days; what they said is exported"),
    },
    Holding {
        table: "outbox",
        erase: &["DELETE FROM outbox WHERE id IN (SELECT outbox.id FROM bot JOIN outbox ON outbox.account = bot.id
            WHERE bot.partner = $1 LIMIT 200)"],
        export: Export::Left("messages that leave within seconds; what was said is exported"),
    },
    Holding {
        table: "card_message",
        erase: &["DELETE FROM card_message WHERE card = 'bot'
            AND subject IN (SELECT id FROM bot WHERE partner = $1)"],
        export: Export::Left("which message of the chat shows a row; the rows are exported"),
    },
];
