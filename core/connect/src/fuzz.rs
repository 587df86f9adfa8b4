//! The readers of vendors' answers, for the fuzz targets: what a call would
//! bring if the vendor answered these bytes.

use bytes::Bytes;
use scx_kit::{Response, Secret};

use crate::ConnectError;
use crate::error::Call;
use crate::llm::{Ask, Completion, gemini, openai};
use crate::telegram::{answer, reading};

/// An answer as it came over the wire.
#[derive(Clone, Debug)]
pub struct Answered {
    /// The HTTP status.
    pub status: u16,
    /// Its headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// Its body.
    pub body: Vec<u8>,
}

impl Answered {
    fn response(&self) -> Response {
        Response {
            status: self.status,
            headers: self.headers.iter().cloned().collect(),
            body: Bytes::from(self.body.clone()),
        }
    }
}

/// The result in an answer of the Bot API, as JSON.
///
/// # Errors
/// As `Telegram::send`.
pub fn bot_api(answered: &Answered, token: &Secret<String>) -> Result<String, ConnectError> {
    let response = answered.response();
    let result = answer::result_of(&call("telegram", token), &response)?;
    Ok(result.get().to_owned())
}

/// The id of an update, as long polling reads it.
pub fn update_id(raw: &[u8]) -> Option<i64> {
    reading::update_id(raw)
}

/// What Gemini answered.
///
/// # Errors
/// As `Llm::complete`.
pub fn gemini(
    answered: &Answered,
    ask: &Ask,
    key: &Secret<String>,
) -> Result<Completion, ConnectError> {
    gemini::answered(&call("gemini", key), &answered.response(), ask)
}

/// What OpenAI answered.
///
/// # Errors
/// As `Llm::complete`.
pub fn openai(
    answered: &Answered,
    ask: &Ask,
    key: &Secret<String>,
) -> Result<Completion, ConnectError> {
    openai::answered(&call("openai", key), &answered.response(), ask)
}

fn call<'a>(service: &'static str, secret: &'a Secret<String>) -> Call<'a> {
    Call {
        service,
        op: format!("{service}.fuzz"),
        secrets: vec![secret],
    }
}
