//! The Bot API: one client for our own bots and for every shop's bot.
//!
//! See <https://core.telegram.org/bots/api>. The token is given with each call,
//! so one value serves thousands of bots.

pub(crate) mod answer;
mod business;
pub mod incoming;
mod managed;
mod money;
pub mod outgoing;
pub(crate) mod reading;
mod settings;
mod share;
mod spot;
mod topics;
mod wire;
mod written;

use bytes::Bytes;
use scx_kit::{Body, Http, HttpError, Millis, Request, Response, Secret};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use serde_json::value::RawValue;
use teloxide::payloads::{GetFile, GetMe};
use teloxide::types::FileId;
use url::Url;

pub use answer::reason;
pub use business::Connection;
pub use incoming::{
    Chat, ChatKind, Event, FileRef, Incoming, MediaKind, MemberStatus, ParseError, Person, parse,
};
pub use money::{ANSWERED_WITHIN, Invoice, Money};
pub use outgoing::{Aside, Button, ButtonAction, Keyboard, Outgoing};
pub use settings::{About, CommandScope, WebhookInfo};
pub use share::{share_url, start_link};
pub use spot::{NoSpot, Spot};
pub use written::{File, Piece, Said, Sort, Source, Written};

use crate::error::{Call, ConnectError, ErrorKind};
use wire::Wire;

/// Where the Bot API is.
pub const BASE_URL: &str = "https://api.telegram.org";

/// The name of this service in errors.
const SERVICE: &str = "telegram";

/// A hundred updates with long texts stay far below this.
const UPDATES_LIMIT_BYTES: usize = 16 << 20;

/// The client. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Telegram {
    http: Http,
    base_url: String,
}

/// A bot as it describes itself.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct BotInfo {
    /// Its id, the digits before the colon of its token.
    pub id: i64,
    /// The name people see.
    #[serde(rename = "first_name")]
    pub name: String,
    /// The name without the at sign.
    pub username: String,
    /// It may make bots for people, which its owner allows at BotFather.
    #[serde(default)]
    pub can_manage_bots: bool,
    /// Its private chats have topics, which its owner switches on at BotFather.
    #[serde(default)]
    pub has_topics_enabled: bool,
}

/// An update as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawUpdate {
    /// Ascending per bot.
    pub update_id: i64,
    /// The update's JSON, for [`parse`] and for the inbox.
    pub raw: Bytes,
}

/// What became of an outgoing message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The message sent or changed; a toast or a deletion has none.
    pub message_id: Option<i64>,
}

impl Telegram {
    /// A client of the Bot API at `base_url`, usually [`BASE_URL`].
    pub fn new(http: Http, base_url: String) -> Self {
        let base_url = base_url.trim_end_matches('/').to_owned();
        Self { http, base_url }
    }

    /// Who the token belongs to.
    ///
    /// # Errors
    /// [`ConnectError`]; `Auth` when the token is wrong or was revoked.
    pub async fn me(&self, token: &Secret<String>) -> Result<BotInfo, ConnectError> {
        self.ask(token, wire::payload(&GetMe::new())).await
    }

    /// The updates from `offset` on, waiting up to `wait_s` seconds for the
    /// first. Asking from `offset` forgets all before it.
    ///
    /// # Errors
    /// [`ConnectError`]; the refusal `conflict` when a webhook is set.
    pub async fn updates(
        &self,
        token: &Secret<String>,
        offset: i64,
        wait_s: u32,
        allowed: &[&str],
    ) -> Result<Vec<RawUpdate>, ConnectError> {
        let body = json!({"offset": offset, "timeout": wait_s, "allowed_updates": allowed});
        let mut wire = json_wire("GetUpdates", &body);
        wire.timeout = Millis::secs(i64::from(wait_s) + 10);
        let call = call(vec![token], wire.method);
        let answer = self.exchange(&call, token, wire).await?;
        let result = answer::result_of(&call, &answer)?;
        let updates: Vec<&RawValue> = read(&call, result)?;
        let mut read = Vec::with_capacity(updates.len());
        for update in updates {
            // One without an id cannot be acknowledged; the next one that has
            // an id moves the offset past it.
            let Some(update_id) = reading::update_id(update.get().as_bytes()) else {
                tracing::warn!("an update without an id was passed over");
                continue;
            };
            let raw = answer.body.slice_ref(update.get().as_bytes());
            read.push(RawUpdate { update_id, raw });
        }
        Ok(read)
    }

    /// Sends one message, change or toast. Equal content of a change, a message
    /// already deleted and a tap too old are successes.
    ///
    /// # Errors
    /// [`ConnectError`]; the codes of a refusal are in [`reason`].
    pub async fn send(
        &self,
        token: &Secret<String>,
        outgoing: &Outgoing,
    ) -> Result<Sent, ConnectError> {
        let wire = wire::wire(outgoing)
            .map_err(|part| call(vec![token], "send").error(ErrorKind::Broken, part.0))?;
        let call = call(vec![token], wire.method);
        let answer = self.exchange(&call, token, wire).await?;
        match answer::result_of(&call, &answer) {
            Ok(result) => Ok(Sent {
                message_id: reading::message_id(result.get().as_bytes()),
            }),
            Err(error) => as_success(outgoing, &error).ok_or(error),
        }
    }

    /// Downloads a file that somebody sent to the bot.
    ///
    /// # Errors
    /// [`ConnectError`]; the refusal `file-too-big` above `limit_bytes` and
    /// above Telegram's own 20 MB.
    pub async fn download(
        &self,
        token: &Secret<String>,
        file_id: &str,
        limit_bytes: usize,
    ) -> Result<Bytes, ConnectError> {
        #[derive(Deserialize)]
        struct File {
            file_path: Option<String>,
            file_size: Option<u64>,
        }
        let file: File = self
            .ask(
                token,
                wire::payload(&GetFile::new(FileId(file_id.to_owned()))),
            )
            .await?;
        let call = call(vec![token], "download");
        let limit = u64::try_from(limit_bytes).unwrap_or(u64::MAX);
        if file.file_size.is_some_and(|bytes| bytes > limit) {
            return Err(call.refused(reason::FILE_TOO_BIG, "longer than the caller allows"));
        }
        let url = file
            .file_path
            .and_then(|path| self.file_url(token, &path))
            .ok_or_else(|| call.error(ErrorKind::Broken, "a file without a usable path"))?;
        let mut request = Request::new(call.op.clone(), "GET", url);
        request.timeout = Millis::secs(120);
        request.answer_limit_bytes = limit_bytes;
        let answer = self.http.send(request).await.map_err(|error| match error {
            HttpError::TooLong => call.refused(reason::FILE_TOO_BIG, "longer than announced"),
            HttpError::Connect | HttpError::Timeout | HttpError::Broken => call.unanswered(error),
        })?;
        match answer.status {
            200 => Ok(answer.body),
            // The token was good a moment ago, so it is the file that is missing.
            404 => Err(call.refused(reason::OTHER, "no such file")),
            _ => Err(answer::result_of(&call, &answer)
                .err()
                .unwrap_or_else(|| call.unreadable(&answer, "no file"))),
        }
    }

    async fn tell(&self, token: &Secret<String>, wire: Wire) -> Result<(), ConnectError> {
        let call = call(vec![token], wire.method);
        let answer = self.exchange(&call, token, wire).await?;
        answer::result_of(&call, &answer).map(drop)
    }

    async fn ask<T: DeserializeOwned>(
        &self,
        token: &Secret<String>,
        wire: Wire,
    ) -> Result<T, ConnectError> {
        let call = call(vec![token], wire.method);
        let answer = self.exchange(&call, token, wire).await?;
        read(&call, answer::result_of(&call, &answer)?)
    }

    async fn exchange(
        &self,
        call: &Call<'_>,
        token: &Secret<String>,
        wire: Wire,
    ) -> Result<Response, ConnectError> {
        if !is_token(token.expose()) {
            return Err(call.error(ErrorKind::Auth, "not the shape of a token"));
        }
        let url = format!("{}/bot{}/{}", self.base_url, token.expose(), wire.method);
        let mut request = Request::new(call.op.clone(), "POST", url);
        request.body = wire.body;
        request.timeout = wire.timeout;
        request.answer_limit_bytes = UPDATES_LIMIT_BYTES;
        let sent = self.http.send(request).await;
        sent.map_err(|error| call.unanswered(error))
    }

    /// The path comes from outside: each part is escaped, and none climbs.
    fn file_url(&self, token: &Secret<String>, path: &str) -> Option<String> {
        let base = format!("{}/file/bot{}", self.base_url, token.expose());
        let mut url = Url::parse(&base).ok()?;
        url.path_segments_mut().ok()?.extend(path.split('/'));
        Some(url.into())
    }
}

fn call<'a>(secrets: Vec<&'a Secret<String>>, method: &str) -> Call<'a> {
    Call {
        service: SERVICE,
        op: format!("{SERVICE}.{method}"),
        secrets,
    }
}

fn json_wire(method: &'static str, body: &serde_json::Value) -> Wire {
    Wire {
        method,
        body: Body::Json(Bytes::from(body.to_string())),
        timeout: Millis::secs(30),
    }
}

fn read<'a, T: Deserialize<'a>>(call: &Call<'_>, result: &'a RawValue) -> Result<T, ConnectError> {
    serde_json::from_str(result.get())
        .map_err(|_| call.error(ErrorKind::Broken, "a result of an unknown shape"))
}

/// The token becomes part of the URL: a pasted `/` or `?` would change the call.
fn is_token(token: &str) -> bool {
    token.split_once(':').is_some_and(|(id, rest)| {
        let is_safe = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
        !id.is_empty()
            && id.bytes().all(|byte| byte.is_ascii_digit())
            && !rest.is_empty()
            && rest.bytes().all(is_safe)
    })
}

/// What the sender wanted is so already.
fn as_success(outgoing: &Outgoing, error: &ConnectError) -> Option<Sent> {
    match (outgoing, error.reason()?) {
        (Outgoing::Edit { message, .. } | Outgoing::Keys { message, .. }, reason::UNCHANGED) => {
            Some(Sent {
                message_id: Some(*message),
            })
        }
        (Outgoing::Delete { .. }, reason::ALREADY_GONE)
        | (Outgoing::Toast { .. }, reason::TOO_LATE) => Some(Sent { message_id: None }),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
