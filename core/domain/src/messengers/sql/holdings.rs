//! How this capability's tables are erased and exported.

use scx_store::{Export, Holding};

/// What this capability holds of partners; what came in and goes out through
/// their accounts too.
pub(in crate::messengers) const HOLDINGS: &[Holding] = &[
    Holding {
        table: "meta_template",
        erase: &["DELETE FROM meta_template
            WHERE id IN (SELECT id FROM meta_template WHERE partner = $1 LIMIT 200)"],
        export: Export::Left("what Meta holds for the account, read again each day"),
    },
    Holding {
        table: "meta_account",
        erase: &["DELETE FROM meta_account
            WHERE id IN (SELECT id FROM meta_account WHERE partner = $1 LIMIT 200)"],
        export: Export::Rows {
            name: "messengers",
            page: "SELECT created_at, id, messenger, app_id, business_id, external_id, name, handle, token_last_four,
                state FROM meta_account WHERE partner = $1 AND (created_at, id) > ($2, $3)
                ORDER BY created_at, id LIMIT 200",
            is_table: false,
        },
    },
    Holding {
        table: "job_bucket",
        erase: &["DELETE FROM job_bucket WHERE bucket IN (SELECT id FROM meta_account WHERE partner = $1)"],
        export: Export::Left("until when an account has used up what it may send"),
    },
    Holding {
        table: "inbox",
        erase: &["DELETE FROM inbox WHERE id IN (SELECT inbox.id FROM meta_account
            JOIN inbox ON inbox.account = meta_account.id WHERE meta_account.partner = $1 LIMIT 200)"],
        export: Export::Left("raw webhooks, kept sealed for three days; what they said is exported"),
    },
    Holding {
        table: "outbox",
        erase: &["DELETE FROM outbox WHERE id IN (SELECT outbox.id FROM meta_account
            JOIN outbox ON outbox.account = meta_account.id WHERE meta_account.partner = $1 LIMIT 200)"],
        export: Export::Left("messages that leave within seconds; what was said is exported"),
    },
    Holding {
        table: "card_message",
        erase: &["DELETE FROM card_message WHERE card = 'meta'
            AND subject IN (SELECT id FROM meta_account WHERE partner = $1)"],
        export: Export::Left("which message of the chat shows a row; the rows are exported"),
    },
];
