//! The documented parameters of the methods about payments.
//! Source: <https://core.telegram.org/bots/api#payments>.

use super::fields::{Field, INLINE_MARKUP, REPLY};
use crate::common::shape::Kind::{Any, Chat, Flag, Int, List, Object, Text};
use crate::common::shape::{Kind, may, must};

const PRICES: Kind = List(&Object(&[must("label", Text), must("amount", Int)]));

pub(super) const METHODS: &[(&str, &[Field])] = &[
    (
        "sendInvoice",
        &[
            must("chat_id", Chat),
            may("message_thread_id", Int),
            may("direct_messages_topic_id", Int),
            must("title", Text),
            must("description", Text),
            must("payload", Text),
            may("provider_token", Text),
            must("currency", Text),
            must("prices", PRICES),
            may("max_tip_amount", Int),
            may("suggested_tip_amounts", List(&Int)),
            may("start_parameter", Text),
            may("provider_data", Text),
            may("photo_url", Text),
            may("photo_size", Int),
            may("photo_width", Int),
            may("photo_height", Int),
            may("need_name", Flag),
            may("need_phone_number", Flag),
            may("need_email", Flag),
            may("need_shipping_address", Flag),
            may("send_phone_number_to_provider", Flag),
            may("send_email_to_provider", Flag),
            may("is_flexible", Flag),
            may("disable_notification", Flag),
            may("protect_content", Flag),
            may("allow_paid_broadcast", Flag),
            may("message_effect_id", Text),
            may("suggested_post_parameters", Any),
            may("reply_parameters", REPLY),
            may("reply_markup", INLINE_MARKUP),
        ],
    ),
    (
        "createInvoiceLink",
        &[
            may("business_connection_id", Text),
            must("title", Text),
            must("description", Text),
            must("payload", Text),
            may("provider_token", Text),
            must("currency", Text),
            must("prices", PRICES),
            may("subscription_period", Int),
            may("max_tip_amount", Int),
            may("suggested_tip_amounts", List(&Int)),
            may("provider_data", Text),
            may("photo_url", Text),
            may("photo_size", Int),
            may("photo_width", Int),
            may("photo_height", Int),
            may("need_name", Flag),
            may("need_phone_number", Flag),
            may("need_email", Flag),
            may("need_shipping_address", Flag),
            may("send_phone_number_to_provider", Flag),
            may("send_email_to_provider", Flag),
            may("is_flexible", Flag),
        ],
    ),
    (
        "answerPreCheckoutQuery",
        &[
            must("pre_checkout_query_id", Text),
            must("ok", Flag),
            may("error_message", Text),
        ],
    ),
    (
        "refundStarPayment",
        &[
            must("user_id", Int),
            must("telegram_payment_charge_id", Text),
        ],
    ),
];
