//! Graph's errors: codes, texts, HTTP statuses, the envelope.
//!
//! Source: <https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes>.

use serde_json::{Value, json};

use crate::common::serve::Reply;

/// What an operation gives, or how Graph refuses it.
pub(super) type Answer = Result<Value, Failure>;

#[derive(Clone, Debug)]
pub(super) struct Failure {
    pub(super) status: u16,
    pub(super) code: i64,
    pub(super) subcode: Option<i64>,
    pub(super) kind: &'static str,
    pub(super) message: String,
    /// WhatsApp says more in `error_data`.
    pub(super) details: Option<String>,
    /// A correct client would not have asked so.
    pub(super) is_unexpected: bool,
}

/// Code, HTTP status, title and details of WhatsApp's errors.
const WHATSAPP: &[(i64, u16, &str, &str)] = &[
    (
        1,
        400,
        "API Unknown",
        "Invalid request or possible server error.",
    ),
    (
        2,
        503,
        "API Service",
        "Temporary due to downtime or due to being overloaded.",
    ),
    (
        4,
        400,
        "API Too Many Calls",
        "The app has reached its API call rate limit.",
    ),
    (
        130429,
        400,
        "Rate limit hit",
        "Cloud API message throughput has been reached.",
    ),
    (
        130472,
        400,
        "User's number is part of an experiment",
        "Message was not sent because the user's number is part of an experiment.",
    ),
    (
        130497,
        403,
        "Business account is restricted from messaging users in this country.",
        "Business account is restricted from messaging users in this country.",
    ),
    (
        131000,
        500,
        "Something went wrong",
        "Message failed to send due to an unknown error.",
    ),
    (
        131008,
        400,
        "Required parameter is missing",
        "The request is missing a required parameter.",
    ),
    (
        131009,
        400,
        "Parameter value is not valid",
        "One or more parameter values are invalid.",
    ),
    (
        131016,
        500,
        "Service unavailable",
        "A service is temporarily unavailable.",
    ),
    (
        131021,
        400,
        "Recipient cannot be sender",
        "Sender and recipient phone number is the same.",
    ),
    (
        131026,
        400,
        "Message undeliverable",
        "Unable to deliver message.",
    ),
    (
        131031,
        403,
        "Account has been locked",
        "The business account has been restricted or disabled for violating a policy.",
    ),
    (
        131042,
        400,
        "Business eligibility payment issue",
        "Message failed to send because of one or more errors related to your payment method.",
    ),
    (
        131047,
        400,
        "Re-engagement message",
        "Message failed to send because more than 24 hours have passed since the customer last replied to this number.",
    ),
    (
        131048,
        400,
        "Spam rate limit hit",
        "Message failed to send because there are restrictions on how many messages can be sent from this phone number.",
    ),
    (
        131049,
        400,
        "This message was not delivered to maintain healthy ecosystem engagement.",
        "In order to maintain a healthy ecosystem engagement, the message failed to be delivered.",
    ),
    (
        131050,
        400,
        "Unable to deliver the message. This recipient has chosen to stop receiving marketing messages on WhatsApp from your business",
        "User has stopped marketing messages.",
    ),
    (
        131051,
        400,
        "Message type unknown",
        "Message type is currently not supported.",
    ),
    (
        131052,
        400,
        "Media download error",
        "Unable to download the media sent by the user.",
    ),
    (
        131053,
        400,
        "Media upload error",
        "Unable to upload the media used in the message.",
    ),
    (
        131056,
        400,
        "(Business Account, Consumer Account) pair rate limit hit",
        "Message failed to send because there were too many messages sent from this phone number to the same phone number in a short period of time.",
    ),
    (
        131057,
        500,
        "Account in maintenance mode",
        "Business Account is in maintenance mode.",
    ),
    (
        131062,
        400,
        "Business-scoped user ID not supported",
        "This message cannot be sent to a business-scoped user ID.",
    ),
    (
        132000,
        400,
        "Number of parameters does not match the expected number of params",
        "The number of variable parameter values included in the request did not match the number of variable parameters defined in the template.",
    ),
    (
        132001,
        404,
        "Template name does not exist in the translation",
        "The template does not exist in the specified language or the template has not been approved.",
    ),
    (
        132005,
        400,
        "Translated text too long",
        "The translated text is too long.",
    ),
    (
        132012,
        400,
        "Parameter format does not match format in the created template",
        "Variable parameter values formatted incorrectly.",
    ),
    (
        132015,
        400,
        "Template is Paused",
        "Template is paused due to low quality so it cannot be sent in a template message.",
    ),
    (
        132016,
        400,
        "Template is Disabled",
        "Template has been paused too many times due to low quality and is now permanently disabled.",
    ),
];

impl Failure {
    /// One of WhatsApp's own errors in its usual words.
    pub(super) fn whatsapp(code: i64) -> Self {
        let known = WHATSAPP.iter().find(|(known, ..)| *known == code);
        let (_, status, title, details) =
            known
                .copied()
                .unwrap_or((code, 400, "Error", "An error occurred."));
        Self {
            status,
            code,
            subcode: None,
            kind: "OAuthException",
            message: format!("(#{code}) {title}"),
            details: Some(details.to_owned()),
            is_unexpected: false,
        }
    }

    /// As [`Failure::whatsapp`], told in other words.
    pub(super) fn whatsapp_because(code: i64, details: String) -> Self {
        Self {
            details: Some(details),
            ..Self::whatsapp(code)
        }
    }

    /// A request that no correct client sends.
    pub(super) fn wrong(code: i64, details: String) -> Self {
        Self {
            is_unexpected: true,
            ..Self::whatsapp_because(code, details)
        }
    }

    /// Code 100 in Graph's own form; no correct client causes it.
    pub(super) fn parameter(message: &str) -> Self {
        Self {
            is_unexpected: true,
            ..Self::graph(400, 100, &format!("(#100) {message}"))
        }
    }

    pub(super) fn graph(status: u16, code: i64, message: &str) -> Self {
        Self {
            status,
            code,
            subcode: None,
            kind: "OAuthException",
            message: message.to_owned(),
            details: None,
            is_unexpected: false,
        }
    }

    pub(super) fn with_subcode(self, subcode: i64) -> Self {
        Self {
            subcode: Some(subcode),
            ..self
        }
    }

    pub(super) fn noted(self) -> Self {
        Self {
            is_unexpected: true,
            ..self
        }
    }

    /// There is no such thing, or this token may not see it.
    pub(super) fn unsupported(method: &str, id: &str) -> Self {
        let message = format!(
            "Unsupported {} request. Object with ID '{id}' does not exist, cannot be loaded due \
             to missing permissions, or does not support this operation. Please read the Graph \
             API documentation at https://developers.facebook.com/docs/graph-api",
            method.to_ascii_lowercase()
        );
        Self {
            kind: "GraphMethodException",
            ..Self::graph(400, 100, &message).with_subcode(33)
        }
    }

    /// The token lacks a permission for messages.
    pub(super) fn no_permission() -> Self {
        let message = "(#10) Application does not have permission for this action";
        Self::graph(403, 10, message)
    }

    /// The token lacks this permission.
    pub(super) fn needs(scope: &str) -> Self {
        let message = format!("(#200) Requires {scope} permission to manage the object");
        Self::graph(403, 200, &message)
    }

    pub(super) fn token(subcode: Option<i64>, message: &str) -> Self {
        Self {
            subcode,
            ..Self::graph(401, 190, message)
        }
    }

    pub(super) fn reply(&self) -> Reply {
        Reply::json(self.status, &self.envelope())
    }

    /// As it stands in a failed status.
    pub(super) fn in_status(code: i64) -> Value {
        let failure = Self::whatsapp(code);
        let title = failure.title();
        json!({
            "code": code,
            "title": title,
            "message": title,
            "error_data": {"details": failure.details},
            "href": "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
        })
    }

    fn title(&self) -> &str {
        let end = self.message.split_once(") ");
        end.map_or(self.message.as_str(), |(_, title)| title)
    }

    fn envelope(&self) -> Value {
        let mut error = json!({
            "message": self.message,
            "type": self.kind,
            "code": self.code,
            "fbtrace_id": "AfakeTrace0000000000000",
        });
        if let Some(subcode) = self.subcode {
            error["error_subcode"] = Value::from(subcode);
        }
        if let Some(details) = &self.details {
            error["error_data"] = json!({"messaging_product": "whatsapp", "details": details});
        }
        json!({"error": error})
    }
}
