//! The methods that are answered and their documented parameters.
//! Source: <https://core.telegram.org/bots/api#available-methods>.

/// A method, what it must be given, and what it may be given.
pub(super) type Rule = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

const RULES: &[Rule] = &[
    ("getMe", &[], &[]),
    (
        "getUpdates",
        &[],
        &["offset", "limit", "timeout", "allowed_updates"],
    ),
    (
        "setWebhook",
        &["url"],
        &[
            "certificate",
            "ip_address",
            "max_connections",
            "allowed_updates",
            "drop_pending_updates",
            "secret_token",
        ],
    ),
    ("deleteWebhook", &[], &["drop_pending_updates"]),
    ("getWebhookInfo", &[], &[]),
    (
        "sendMessage",
        &["chat_id", "text"],
        &[
            "business_connection_id",
            "message_thread_id",
            "parse_mode",
            "entities",
            "link_preview_options",
            "disable_notification",
            "protect_content",
            "allow_paid_broadcast",
            "message_effect_id",
            "reply_parameters",
            "reply_markup",
        ],
    ),
    (
        "sendChatAction",
        &["chat_id", "action"],
        &["business_connection_id", "message_thread_id"],
    ),
    (
        "editMessageText",
        &["text"],
        &[
            "business_connection_id",
            "chat_id",
            "message_id",
            "inline_message_id",
            "parse_mode",
            "entities",
            "link_preview_options",
            "reply_markup",
        ],
    ),
    (
        "editMessageReplyMarkup",
        &[],
        &[
            "business_connection_id",
            "chat_id",
            "message_id",
            "inline_message_id",
            "reply_markup",
        ],
    ),
    ("deleteMessage", &["chat_id", "message_id"], &[]),
    (
        "answerCallbackQuery",
        &["callback_query_id"],
        &["text", "show_alert", "url", "cache_time"],
    ),
    ("setMyCommands", &["commands"], &["scope", "language_code"]),
    ("deleteMyCommands", &[], &["scope", "language_code"]),
    ("getMyCommands", &[], &["scope", "language_code"]),
    ("getMyName", &[], &["language_code"]),
    ("getMyDescription", &[], &["language_code"]),
    ("getMyShortDescription", &[], &["language_code"]),
    ("setMyName", &[], &["name", "language_code"]),
    ("setMyDescription", &[], &["description", "language_code"]),
    (
        "setMyShortDescription",
        &[],
        &["short_description", "language_code"],
    ),
    ("setChatMenuButton", &[], &["chat_id", "menu_button"]),
];

/// The rule of a method; names are compared without regard to case, as the
/// server does.
pub(super) fn of(method: &str) -> Option<&'static Rule> {
    RULES
        .iter()
        .find(|(name, ..)| name.eq_ignore_ascii_case(method))
}
