//! The documented parameters of the Bot API methods the fake knows.
//! Source: <https://core.telegram.org/bots/api#available-methods>.

use super::{media_fields, payment_fields};
use crate::common::shape::Kind::{Any, Chat, File, Flag, Int, List, Number, Object, OneOf, Text};
use crate::common::shape::{Kind, may, must};

pub(super) use crate::common::shape::Field;

/// The method's name as documented, and its parameters. Names are compared
/// without regard to case, as the server does.
pub(super) fn of_method(name: &str) -> Option<(&'static str, &'static [Field])> {
    let more = payment_fields::METHODS.iter().chain(media_fields::METHODS);
    let mut all = METHODS.iter().chain(more);
    let found = all.find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.copied()
}

pub(super) const PARSE_MODE: Kind = OneOf(&["HTML", "html", "Markdown", "MarkdownV2"]);

pub(super) const ENTITY: Kind = Object(&[
    must("type", Text),
    must("offset", Int),
    must("length", Int),
    may("url", Text),
    may("user", Any),
    may("language", Text),
    may("custom_emoji_id", Text),
]);

const LINK_PREVIEW: Kind = Object(&[
    may("is_disabled", Flag),
    may("url", Text),
    may("prefer_small_media", Flag),
    may("prefer_large_media", Flag),
    may("show_above_text", Flag),
]);

pub(super) const REPLY: Kind = Object(&[
    must("message_id", Int),
    may("chat_id", Chat),
    may("allow_sending_without_reply", Flag),
    may("quote", Text),
    may("quote_parse_mode", Text),
    may("quote_entities", List(&ENTITY)),
    may("quote_position", Int),
    may("checklist_task_id", Int),
]);

const WEB_APP: Kind = Object(&[must("url", Text)]);

const INLINE_BUTTON: Kind = Object(&[
    must("text", Text),
    may("icon_custom_emoji_id", Text),
    may("style", OneOf(&["danger", "success", "primary"])),
    may("url", Text),
    may("callback_data", Text),
    may("web_app", WEB_APP),
    may("login_url", Any),
    may("switch_inline_query", Text),
    may("switch_inline_query_current_chat", Text),
    may("switch_inline_query_chosen_chat", Any),
    may("copy_text", Object(&[must("text", Text)])),
    may("pay", Flag),
]);

/// The four markups share one table: their field names do not collide.
pub(super) const MARKUP: Kind = Object(&[
    may("inline_keyboard", List(&List(&INLINE_BUTTON))),
    may("keyboard", List(&List(&Any))),
    may("is_persistent", Flag),
    may("resize_keyboard", Flag),
    may("one_time_keyboard", Flag),
    may("input_field_placeholder", Text),
    may("selective", Flag),
    may("remove_keyboard", Flag),
    may("force_reply", Flag),
]);

pub(super) const INLINE_MARKUP: Kind =
    Object(&[must("inline_keyboard", List(&List(&INLINE_BUTTON)))]);

const SCOPE: Kind = Object(&[
    must("type", Text),
    may("chat_id", Chat),
    may("user_id", Int),
]);

const COMMANDS: Kind = List(&Object(&[must("command", Text), must("description", Text)]));

const ALLOWED: Field = may("allowed_updates", List(&Text));
const LANGUAGE: Field = may("language_code", Text);

const METHODS: &[(&str, &[Field])] = &[
    ("getMe", &[]),
    (
        "setWebhook",
        &[
            must("url", Text),
            may("certificate", File),
            may("ip_address", Text),
            may("max_connections", Int),
            ALLOWED,
            may("drop_pending_updates", Flag),
            may("secret_token", Text),
        ],
    ),
    ("deleteWebhook", &[may("drop_pending_updates", Flag)]),
    ("getWebhookInfo", &[]),
    (
        "getUpdates",
        &[
            may("offset", Int),
            may("limit", Int),
            may("timeout", Int),
            ALLOWED,
        ],
    ),
    (
        "sendMessage",
        &[
            may("business_connection_id", Text),
            must("chat_id", Chat),
            may("message_thread_id", Int),
            must("text", Text),
            may("parse_mode", PARSE_MODE),
            may("entities", List(&ENTITY)),
            may("link_preview_options", LINK_PREVIEW),
            may("disable_notification", Flag),
            may("protect_content", Flag),
            may("allow_paid_broadcast", Flag),
            may("message_effect_id", Text),
            may("reply_parameters", REPLY),
            may("reply_markup", MARKUP),
        ],
    ),
    (
        "sendChatAction",
        &[
            may("business_connection_id", Text),
            must("chat_id", Chat),
            may("message_thread_id", Int),
            must("action", Text),
        ],
    ),
    (
        "sendDocument",
        &[
            may("business_connection_id", Text),
            must("chat_id", Chat),
            may("message_thread_id", Int),
            must("document", File),
            may("thumbnail", File),
            may("caption", Text),
            may("parse_mode", PARSE_MODE),
            may("caption_entities", List(&ENTITY)),
            may("disable_content_type_detection", Flag),
            may("disable_notification", Flag),
            may("protect_content", Flag),
            may("allow_paid_broadcast", Flag),
            may("message_effect_id", Text),
            may("reply_parameters", REPLY),
            may("reply_markup", MARKUP),
        ],
    ),
    (
        "sendPhoto",
        &[
            may("business_connection_id", Text),
            must("chat_id", Chat),
            may("message_thread_id", Int),
            must("photo", File),
            may("caption", Text),
            may("parse_mode", PARSE_MODE),
            may("caption_entities", List(&ENTITY)),
            may("show_caption_above_media", Flag),
            may("has_spoiler", Flag),
            may("disable_notification", Flag),
            may("protect_content", Flag),
            may("allow_paid_broadcast", Flag),
            may("message_effect_id", Text),
            may("reply_parameters", REPLY),
            may("reply_markup", MARKUP),
        ],
    ),
    (
        "copyMessage",
        &[
            must("chat_id", Chat),
            may("message_thread_id", Int),
            must("from_chat_id", Chat),
            must("message_id", Int),
            may("caption", Text),
            may("parse_mode", PARSE_MODE),
            may("caption_entities", List(&ENTITY)),
            may("disable_notification", Flag),
            may("protect_content", Flag),
            may("reply_parameters", REPLY),
            may("reply_markup", MARKUP),
        ],
    ),
    (
        "editMessageText",
        &[
            may("business_connection_id", Text),
            may("chat_id", Chat),
            may("message_id", Int),
            may("inline_message_id", Text),
            must("text", Text),
            may("parse_mode", PARSE_MODE),
            may("entities", List(&ENTITY)),
            may("link_preview_options", LINK_PREVIEW),
            may("reply_markup", INLINE_MARKUP),
        ],
    ),
    (
        "editMessageReplyMarkup",
        &[
            may("business_connection_id", Text),
            may("chat_id", Chat),
            may("message_id", Int),
            may("inline_message_id", Text),
            may("reply_markup", INLINE_MARKUP),
        ],
    ),
    (
        "deleteMessage",
        &[must("chat_id", Chat), must("message_id", Int)],
    ),
    (
        "pinChatMessage",
        &[
            may("business_connection_id", Text),
            must("chat_id", Chat),
            must("message_id", Int),
            may("disable_notification", Flag),
        ],
    ),
    (
        "deleteMessages",
        &[must("chat_id", Chat), must("message_ids", List(&Int))],
    ),
    (
        "setMessageReaction",
        &[
            must("chat_id", Chat),
            must("message_id", Int),
            may(
                "reaction",
                List(&Object(&[
                    must("type", Text),
                    may("emoji", Text),
                    may("custom_emoji_id", Text),
                ])),
            ),
            may("is_big", Flag),
        ],
    ),
    (
        "answerCallbackQuery",
        &[
            must("callback_query_id", Text),
            may("text", Text),
            may("show_alert", Flag),
            may("url", Text),
            may("cache_time", Number),
        ],
    ),
    (
        "setMyCommands",
        &[must("commands", COMMANDS), may("scope", SCOPE), LANGUAGE],
    ),
    ("getMyCommands", &[may("scope", SCOPE), LANGUAGE]),
    ("deleteMyCommands", &[may("scope", SCOPE), LANGUAGE]),
    ("setMyName", &[may("name", Text), LANGUAGE]),
    ("getMyName", &[LANGUAGE]),
    ("setMyDescription", &[may("description", Text), LANGUAGE]),
    ("getMyDescription", &[LANGUAGE]),
    (
        "setMyShortDescription",
        &[may("short_description", Text), LANGUAGE],
    ),
    ("getMyShortDescription", &[LANGUAGE]),
    ("getManagedBotToken", &[must("user_id", Int)]),
    ("replaceManagedBotToken", &[must("user_id", Int)]),
    (
        "sendMessageDraft",
        &[
            must("chat_id", Int),
            may("message_thread_id", Int),
            must("draft_id", Int),
            may("text", Text),
            may("parse_mode", PARSE_MODE),
            may("entities", List(&ENTITY)),
            may("can_stop", Flag),
        ],
    ),
    (
        "createForumTopic",
        &[
            must("chat_id", Chat),
            must("name", Text),
            may("icon_color", Int),
            may("icon_custom_emoji_id", Text),
        ],
    ),
    (
        "editForumTopic",
        &[
            must("chat_id", Chat),
            must("message_thread_id", Int),
            may("name", Text),
            may("icon_custom_emoji_id", Text),
        ],
    ),
    (
        "deleteForumTopic",
        &[must("chat_id", Chat), must("message_thread_id", Int)],
    ),
    (
        "getBusinessConnection",
        &[must("business_connection_id", Text)],
    ),
    (
        "readBusinessMessage",
        &[
            must("business_connection_id", Text),
            must("chat_id", Int),
            must("message_id", Int),
        ],
    ),
    ("getFile", &[must("file_id", Text)]),
    (
        "setChatMenuButton",
        &[
            may("chat_id", Int),
            may(
                "menu_button",
                Object(&[
                    must("type", OneOf(&["default", "commands", "web_app"])),
                    may("text", Text),
                    may("web_app", WEB_APP),
                ]),
            ),
        ],
    ),
];
