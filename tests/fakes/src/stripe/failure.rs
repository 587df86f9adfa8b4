//! Stripe's errors: types, codes, texts, HTTP statuses, the envelope.
//!
//! Source: <https://docs.stripe.com/api/errors> and
//! <https://docs.stripe.com/error-codes>.

use serde_json::{Value, json};

#[derive(Clone, Debug)]
pub(super) struct Failure {
    pub(super) status: u16,
    pub(super) message: String,
    kind: &'static str,
    code: Option<&'static str>,
    param: Option<String>,
    /// A correct client would not have asked so.
    pub(super) is_unexpected: bool,
    /// "We save results only after the execution of an endpoint begins. If
    /// incoming parameters fail validation .. we don't save."
    /// <https://docs.stripe.com/api/idempotent_requests>
    pub(super) is_saved: bool,
}

impl Failure {
    /// The request is wrong in itself.
    pub(super) fn invalid(message: &str) -> Self {
        Self {
            status: 400,
            message: message.to_owned(),
            kind: "invalid_request_error",
            code: None,
            param: None,
            is_unexpected: true,
            is_saved: false,
        }
    }

    /// The request is right, but things do not stand so.
    pub(super) fn refused(message: &str) -> Self {
        Self {
            is_unexpected: false,
            is_saved: true,
            ..Self::invalid(message)
        }
    }

    pub(super) fn idempotency(message: &str) -> Self {
        Self {
            kind: "idempotency_error",
            ..Self::invalid(message)
        }
    }

    pub(super) fn missing(object: &str, id: &str, param: &str) -> Self {
        Self::invalid(&format!("No such {object}: '{id}'"))
            .with_status(404)
            .with_code("resource_missing")
            .with_param(param)
    }

    pub(super) fn with_status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    pub(super) fn with_code(self, code: &'static str) -> Self {
        Self {
            code: Some(code),
            ..self
        }
    }

    pub(super) fn with_param(self, param: &str) -> Self {
        Self {
            param: Some(param.to_owned()),
            ..self
        }
    }

    /// What happens on Stripe's side, without a request being wrong.
    pub(super) fn of_status(status: u16) -> Self {
        let kind = match status {
            429 => "rate_limit_error",
            400..500 => "invalid_request_error",
            _ => "api_error",
        };
        Self {
            kind,
            is_unexpected: false,
            ..Self::invalid("An error occurred with our connection to Stripe.").with_status(status)
        }
    }

    pub(super) fn body(&self) -> Value {
        let mut error = json!({"message": self.message, "type": self.kind});
        if let Some(code) = self.code {
            let page = code.replace('_', "-");
            error["code"] = json!(code);
            error["doc_url"] = json!(format!("https://stripe.com/docs/error-codes/{page}"));
        }
        if let Some(param) = &self.param {
            error["param"] = json!(param);
        }
        json!({"error": error})
    }
}
