//! How this capability's tables are erased and exported.

use scx_store::{Export, Holding};

/// What this capability holds of partners.
pub(in crate::chat) const HOLDINGS: &[Holding] = &[
    Holding {
        table: "conversation",
        erase: &["DELETE FROM conversation WHERE id IN
            (SELECT id FROM conversation WHERE partner = $1 LIMIT 200)"],
        export: Export::Rows {
            name: "customers",
            page: "SELECT created_at, id, bot, channel, chat, customer_name, language, state, last_at FROM conversation
                WHERE partner = $1 AND (created_at, id) > ($2, $3) ORDER BY created_at, id LIMIT 500",
            is_table: true,
        },
    },
    Holding {
        table: "message",
        erase: &["DELETE FROM message WHERE id IN (SELECT id FROM message WHERE partner = $1 LIMIT 200)"],
        export: Export::Rows {
            name: "messages",
            page: "SELECT message.created_at, message.id, message.conversation, conversation.customer_name,
                message.author, message.kind, message.text, message.language, message.action, message.provider, message.model,
                message.document FROM message JOIN conversation ON conversation.id = message.conversation
                WHERE message.partner = $1 AND (message.created_at, message.id) > ($2, $3)
                ORDER BY message.created_at, message.id LIMIT 500",
            is_table: true,
        },
    },
    Holding {
        table: "sent_file",
        erase: &["DELETE FROM sent_file WHERE key IN (SELECT key FROM sent_file WHERE partner = $1 LIMIT 200)"],
        export: Export::Rows {
            name: "sent_files",
            page: "SELECT created_at, message AS id, mime, name FROM sent_file
                WHERE partner = $1 AND (created_at, message) > ($2, $3) ORDER BY created_at, message LIMIT 500",
            is_table: false,
        },
    },
    Holding {
        table: "comment",
        erase: &["DELETE FROM comment WHERE id IN (SELECT id FROM comment WHERE partner = $1 LIMIT 200)"],
        export: Export::Rows {
            name: "comments",
            page: "SELECT created_at, id, account, external_id, customer, customer_name, text, state FROM comment
                WHERE partner = $1 AND (created_at, id) > ($2, $3) ORDER BY created_at, id LIMIT 500",
            is_table: true,
        },
    },
    Holding {
        table: "desk_topic",
        erase: &["DELETE FROM desk_topic WHERE conversation IN
            (SELECT conversation FROM desk_topic WHERE partner = $1 LIMIT 200)"],
        export: Export::Left("which topic of the chat shows a conversation; the messages are exported"),
    },
    Holding {
        table: "question",
        erase: &["DELETE FROM question WHERE id IN (SELECT id FROM question WHERE partner = $1 LIMIT 200)"],
        export: Export::Rows {
            name: "questions",
            page: "SELECT created_at, id, conversation, text, reason, state, answer, answered_at FROM question
                WHERE partner = $1 AND (created_at, id) > ($2, $3) ORDER BY created_at, id LIMIT 500",
            is_table: true,
        },
    },
    Holding {
        table: "card_message",
        erase: &["DELETE FROM card_message WHERE (card, subject, bot, chat) IN
            (SELECT card.card, card.subject, card.bot, card.chat
            FROM question JOIN card_message AS card ON card.card = 'ask' AND card.subject = question.id
            WHERE question.partner = $1 LIMIT 200)",
            "DELETE FROM card_message WHERE card = 'figures' AND subject = $1",
            "DELETE FROM card_message WHERE (card, subject, bot, chat) IN
            (SELECT card.card, card.subject, card.bot, card.chat
            FROM desk_topic JOIN card_message AS card ON card.card = 'desk' AND card.subject = desk_topic.conversation
            WHERE desk_topic.partner = $1 LIMIT 200)"],
        export: Export::Left("which message of the chat shows a row; the rows are exported"),
    },
];
