//! What the Bot API answers, and what its refusals mean.

use scx_kit::{Millis, Response};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::error::{Call, ConnectError, ErrorKind, retry_after};

/// The stable codes of Telegram's refusals.
pub mod reason {
    /// The person or chat cannot be reached: blocked the bot, deleted the
    /// account, never started the bot, threw it out.
    pub const GONE: &str = "gone";
    /// The message to change is not there or may not be changed: send anew.
    pub const EDIT_LOST: &str = "edit-lost";
    /// The text is not valid HTML of Telegram: send it as plain text.
    pub const BAD_MARKUP: &str = "bad-markup";
    /// The text or caption is too long: split it.
    pub const TOO_LONG: &str = "too-long";
    /// The file is larger than Telegram or the caller allows.
    pub const FILE_TOO_BIG: &str = "file-too-big";
    /// Followed by the new id: the group has become another chat.
    pub const MIGRATED: &str = "migrated:";
    /// A webhook is set, or somebody else asks for the updates too.
    pub const CONFLICT: &str = "conflict";
    /// The topic is not there any more: open another one.
    pub const TOPIC_GONE: &str = "topic-gone";
    /// The chat has no topics.
    pub const NO_TOPICS: &str = "no-topics";
    /// The bot may not write in the name of that account.
    pub const NO_BUSINESS: &str = "no-business";
    /// The person has not written to that account for a day.
    pub const WINDOW: &str = "window";
    /// The Stars of this payment went back before.
    pub const RETURNED: &str = "returned";
    /// Anything else.
    pub const OTHER: &str = "other";

    // The three below are successes of the one call that can meet them, see
    // `Outgoing`; `send` never returns them.
    pub(crate) const UNCHANGED: &str = "unchanged";
    pub(crate) const ALREADY_GONE: &str = "already-gone";
    pub(crate) const TOO_LATE: &str = "too-late";
}

/// Words in a refusal's description, in lower case, and the code they mean.
/// The first match counts. Telegram has no codes of its own.
const MEANINGS: &[(&str, &str)] = &[
    ("message is not modified", reason::UNCHANGED),
    ("message to delete not found", reason::ALREADY_GONE),
    ("query is too old", reason::TOO_LATE),
    ("query id is invalid", reason::TOO_LATE),
    ("query_id_invalid", reason::TOO_LATE),
    ("message to edit not found", reason::EDIT_LOST),
    ("message can't be edited", reason::EDIT_LOST),
    ("there is no text in the message to edit", reason::EDIT_LOST),
    ("message_id_invalid", reason::EDIT_LOST),
    ("message_edit_time_expired", reason::EDIT_LOST),
    ("message thread not found", reason::TOPIC_GONE),
    ("topic_deleted", reason::TOPIC_GONE),
    ("topic_id_invalid", reason::TOPIC_GONE),
    ("chat is not a forum", reason::NO_TOPICS),
    ("not enough rights to create a topic", reason::NO_TOPICS),
    ("can't parse entities", reason::BAD_MARKUP),
    ("message is too long", reason::TOO_LONG),
    ("caption is too long", reason::TOO_LONG),
    ("message_too_long", reason::TOO_LONG),
    ("media_caption_too_long", reason::TOO_LONG),
    ("file is too big", reason::FILE_TOO_BIG),
    ("too large", reason::FILE_TOO_BIG),
    ("charge_already_refunded", reason::RETURNED),
    ("business_connection_", reason::NO_BUSINESS),
    ("business connection not found", reason::NO_BUSINESS),
    ("business_peer_", reason::WINDOW),
    ("chat not found", reason::GONE),
    ("user not found", reason::GONE),
    ("peer_id_invalid", reason::GONE),
    ("user is deactivated", reason::GONE),
    ("input_user_deactivated", reason::GONE),
    ("group chat was deactivated", reason::GONE),
    ("bot was blocked", reason::GONE),
    ("bot was kicked", reason::GONE),
    ("bot is not a member", reason::GONE),
    ("can't initiate conversation", reason::GONE),
];

/// Every answer has this shape.
#[derive(Deserialize)]
struct Envelope<'a> {
    ok: bool,
    #[serde(borrow)]
    result: Option<&'a RawValue>,
    error_code: Option<u16>,
    description: Option<String>,
    parameters: Option<Parameters>,
}

#[derive(Deserialize)]
struct Parameters {
    retry_after: Option<i64>,
    migrate_to_chat_id: Option<i64>,
}

/// The result of a call, still as JSON.
pub(crate) fn result_of<'a>(
    call: &Call<'_>,
    answer: &'a Response,
) -> Result<&'a RawValue, ConnectError> {
    let Ok(envelope) = serde_json::from_slice::<Envelope<'a>>(&answer.body) else {
        // A server in front of the Bot API cuts long uploads off itself.
        return Err(match answer.status {
            413 => call.refused(reason::FILE_TOO_BIG, "status 413"),
            _ => call.unreadable(answer, "no answer of the Bot API"),
        });
    };
    if envelope.ok {
        return envelope
            .result
            .ok_or_else(|| call.error(ErrorKind::Broken, "an answer without a result"));
    }
    let description = envelope.description.unwrap_or_default();
    let code = envelope.error_code.unwrap_or(answer.status);
    let kind = kind_of(code, &description, envelope.parameters.as_ref(), answer);
    Err(call.error(kind, &format!("{code} {description}")))
}

fn kind_of(
    code: u16,
    description: &str,
    parameters: Option<&Parameters>,
    answer: &Response,
) -> ErrorKind {
    if let Some(chat) = parameters.and_then(|given| given.migrate_to_chat_id) {
        let reason = format!("{}{chat}", reason::MIGRATED);
        return ErrorKind::Refused { reason };
    }
    let refused = |reason: &str| ErrorKind::Refused {
        reason: reason.to_owned(),
    };
    match code {
        401 | 404 => ErrorKind::Auth,
        403 => refused(reason::GONE),
        409 => refused(reason::CONFLICT),
        413 => refused(reason::FILE_TOO_BIG),
        429 => ErrorKind::Limited {
            after: parameters
                .and_then(|given| given.retry_after)
                .map(|seconds| Millis::secs(seconds.clamp(1, 86_400)))
                .or_else(|| retry_after(answer))
                .unwrap_or(Millis::secs(5)),
        },
        500.. => ErrorKind::Unavailable { sent: true },
        _ => refused(meaning_of(description)),
    }
}

fn meaning_of(description: &str) -> &'static str {
    let words = description.to_lowercase();
    MEANINGS
        .iter()
        .find(|(part, _)| words.contains(part))
        .map_or(reason::OTHER, |(_, reason)| reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(status: u16, body: &'static str) -> Result<String, ConnectError> {
        let call = Call {
            service: "telegram",
            op: String::from("telegram.SendMessage"),
            secrets: Vec::new(),
        };
        let answer = Response {
            status,
            headers: Default::default(),
            body: bytes::Bytes::from_static(body.as_bytes()),
        };
        result_of(&call, &answer).map(|result| result.get().to_owned())
    }

    fn refusal(status: u16, body: &'static str) -> String {
        match answered(status, body).unwrap_err().kind {
            ErrorKind::Refused { reason } => reason,
            other => panic!("not a refusal: {other:?}"),
        }
    }

    #[test]
    fn a_good_answer_gives_its_result() {
        assert_eq!(
            answered(200, r#"{"ok":true,"result":{"message_id":7}}"#).unwrap(),
            r#"{"message_id":7}"#
        );
        assert_eq!(
            answered(200, r#"{"ok":true,"result":true}"#).unwrap(),
            "true"
        );
        let kind = answered(200, r#"{"ok":true}"#).unwrap_err().kind;
        assert_eq!(kind, ErrorKind::Broken);
    }

    #[test]
    fn a_flood_says_how_long_to_wait() {
        let error = answered(429, r#"{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 14","parameters":{"retry_after":14}}"#).unwrap_err();
        assert_eq!(
            error.kind,
            ErrorKind::Limited {
                after: Millis::secs(14)
            }
        );
        assert!(error.is_retryable());
    }

    #[test]
    fn a_group_that_became_a_supergroup_names_its_new_id() {
        assert_eq!(
            refusal(
                400,
                r#"{"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded to a supergroup chat","parameters":{"migrate_to_chat_id":-1001234567890}}"#
            ),
            "migrated:-1001234567890"
        );
    }

    #[test]
    fn people_who_cannot_be_reached_are_gone() {
        for body in [
            r#"{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}"#,
            r#"{"ok":false,"error_code":403,"description":"Forbidden: user is deactivated"}"#,
            r#"{"ok":false,"error_code":403,"description":"Forbidden: bot can't initiate conversation with a user"}"#,
            r#"{"ok":false,"error_code":403,"description":"Forbidden: bot was kicked from the supergroup chat"}"#,
            r#"{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}"#,
            r#"{"ok":false,"error_code":400,"description":"Bad Request: PEER_ID_INVALID"}"#,
        ] {
            assert_eq!(refusal(400, body), reason::GONE, "{body}");
        }
    }

    #[test]
    fn each_refusal_of_a_message_has_its_code() {
        for (description, code) in [
            (
                "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
                reason::UNCHANGED,
            ),
            ("message to edit not found", reason::EDIT_LOST),
            ("message can't be edited", reason::EDIT_LOST),
            ("message to delete not found", reason::ALREADY_GONE),
            ("message can't be deleted for everyone", reason::OTHER),
            (
                "query is too old and response timeout expired or query ID is invalid",
                reason::TOO_LATE,
            ),
            (
                "can't parse entities: Unsupported start tag \"li\" at byte offset 4",
                reason::BAD_MARKUP,
            ),
            ("message is too long", reason::TOO_LONG),
            ("message caption is too long", reason::TOO_LONG),
            ("file is too big", reason::FILE_TOO_BIG),
            ("message text is empty", reason::OTHER),
        ] {
            assert_eq!(
                meaning_of(&format!("Bad Request: {description}")),
                code,
                "{description}"
            );
        }
    }

    #[test]
    fn a_dead_token_is_told_by_401_and_404() {
        for body in [
            r#"{"ok":false,"error_code":401,"description":"Unauthorized"}"#,
            r#"{"ok":false,"error_code":404,"description":"Not Found"}"#,
        ] {
            assert_eq!(answered(401, body).unwrap_err().kind, ErrorKind::Auth);
        }
    }

    #[test]
    fn a_webhook_in_the_way_is_a_conflict() {
        assert_eq!(
            refusal(
                409,
                r#"{"ok":false,"error_code":409,"description":"Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"}"#
            ),
            reason::CONFLICT
        );
    }

    #[test]
    fn a_failing_server_may_have_sent_the_message() {
        let sent = ErrorKind::Unavailable { sent: true };
        let json = r#"{"ok":false,"error_code":500,"description":"Internal Server Error"}"#;
        assert_eq!(answered(500, json).unwrap_err().kind, sent);
        assert_eq!(answered(502, "<html>Bad Gateway").unwrap_err().kind, sent);
    }

    #[test]
    fn a_page_that_is_not_the_bot_api_condemns_neither_token_nor_person() {
        assert_eq!(
            refusal(413, "<html>Request Entity Too Large"),
            reason::FILE_TOO_BIG
        );
        for status in [200, 302, 401, 403, 404] {
            assert_eq!(
                answered(status, "<html>").unwrap_err().kind,
                ErrorKind::Broken
            );
        }
    }
}
