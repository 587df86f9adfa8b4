//! What Meta posts: one body of each sort, and shapes that Meta does not promise.

use super::{Seed, Values, joined, lines};

/// No signature, and a body of `tests/bodies`.
macro_rules! bodies {
    ($($messenger:literal $($name:literal)*;)*) => {
        &[$($((
            concat!($messenger, "-", $name),
            include_str!(concat!("../../../bodies/", $messenger, "/", $name, ".json")),
        )),*),*]
    };
}

const BODIES: &[(&str, &str)] = bodies! {
    "whatsapp"
        "account_alert" "app_state_sync" "audio_file" "audio_voice" "batch_everything" "button"
        "contacts_own_number" "document" "echo_edit" "echo_text" "edit_caption" "history_chunk"
        "image_caption" "interactive_button" "interactive_call_accept" "interactive_form"
        "interactive_future" "interactive_list" "location_named" "odd_changes_object"
        "odd_numbers_as_ids" "order" "preferences_resume" "reaction" "reaction_removed_absent"
        "revoke" "standby" "status_delivered" "sticker" "system_changed_number" "system_future"
        "template_approved" "text" "type_unknown" "video";
    "instagram"
        "batch_everything" "comment" "deleted" "fallback" "live_comment" "odd_numbers_as_ids"
        "own_comment_by_account_id" "policy_underscore" "postback" "read" "referral"
        "story_mention" "story_reply" "test_button" "text";
};

const ODD: &[Values] = &[
    (
        "nul",
        &[
            "sha256=00",
            r#"{"entry":[{"id":"1\u0000","messaging":[{"sender":{"id":"7\u0000"},"message":{"mid":"m\u0000","text":"a\u0000b"}}]}]}"#,
        ],
    ),
    (
        "half-surrogate",
        &[
            "",
            r#"{"entry":[{"id":"1","messaging":[{"sender":{"id":"7"},"message":{"mid":"m","text":"a\ud83d"}}]}]}"#,
        ],
    ),
    (
        "huge-number",
        &[
            "",
            r#"{"entry":[{"id":18446744073709551616,"messaging":[{"sender":{"id":9007199254740993},"timestamp":1e999,"message":{"mid":1.5,"text":"a"}}]}]}"#,
        ],
    ),
    (
        "nowhere",
        &[
            "sha1=",
            r#"{"entry":[{"id":"1","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"2"},"messages":[{"from":"7","id":"m","type":"location","location":{"latitude":"NaN","longitude":"inf"}}]}}]}]}"#,
        ],
    ),
    (
        "two-contacts",
        &[
            "",
            r#"{"entry":[{"id":"1","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"2"},"contacts":[{"wa_id":"8","user_id":"UZ.8"},{"wa_id":"9"}],"messages":[{"from":"7","id":"m","type":"text","text":{"body":"a"}}]}}]}]}"#,
        ],
    ),
    (
        "no-list",
        &[
            "",
            r#"{"entry":[{"id":"1","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"2"},"messages":"a"}}]}]}"#,
        ],
    ),
    (
        "no-field",
        &[
            "",
            r#"{"object":"instagram","entry":[{"id":"1","value":{"sender":{"id":"7"},"message":{"mid":"m","text":"a"}}}]}"#,
        ],
    ),
    ("half", &["sha256=", r#"{"entry":[{"id":"1""#]),
];

pub(super) fn seeds() -> Vec<Seed> {
    let bodies = BODIES.iter().map(|(name, body)| {
        let input = joined(&[b"sha256=", body.as_bytes()]);
        ("meta", *name, input)
    });
    let deep = [&[b'['; 100][..], &[b']'; 100]].concat();
    let long = format!(
        r#"{{"entry":[{{"id":"1","messaging":[{{"sender":{{"id":"7"}},"message":{{"mid":"{}","text":"a"}}}}]}}]}}"#,
        "m".repeat(256)
    );
    let made = [
        ("meta", "deep", joined(&[b"", &deep])),
        ("meta", "long-id", joined(&[b"", long.as_bytes()])),
    ];
    bodies.chain(made).chain(lines("meta", ODD)).collect()
}
