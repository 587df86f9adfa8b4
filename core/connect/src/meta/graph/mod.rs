//! Calls of the Graph API.
//!
//! Errors and what to do with them: section "Error codes" of
//! <https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes>.

mod accounts;
mod failure;
mod templates;

use bytes::Bytes;
use scx_kit::{Body, Http, HttpError, Millis, Request, Response, Secret};
use serde_json::{Value, json};
use url::Url;

use super::Messenger;
use super::loose::{at, items, number, word};
use super::outgoing::Outgoing;
use crate::error::{Call, ConnectError, ErrorKind};

pub use accounts::{InstagramInfo, NumberInfo, TokenInfo};
use failure::failure;
pub use failure::reason;
pub use templates::TemplateInfo;

/// Where WhatsApp and pages of Facebook are.
pub const GRAPH_URL: &str = "https://graph.facebook.com";
/// Where Instagram accounts with a login of their own are.
pub const INSTAGRAM_URL: &str = "https://graph.instagram.com";
/// The version of the API.
const VERSION: &str = "v26.0";
const SERVICE: &str = "meta";
const ANSWER_LIMIT_BYTES: usize = 4 << 20;

/// Which door of Meta an account uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// graph.facebook.com.
    Facebook,
    /// graph.instagram.com.
    Instagram,
}

/// What sends: a number, a page or an Instagram account, with its token.
#[derive(Clone, Debug)]
pub struct Sender {
    /// Whose messages.
    pub messenger: Messenger,
    /// Which door.
    pub host: Host,
    /// The id in the path.
    pub id: String,
    /// The access token.
    pub token: Secret<String>,
}

/// The client. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Graph {
    http: Http,
    /// Where files are besides at Meta.
    files: Option<String>,
}

impl Graph {
    /// A client of the Graph API.
    pub fn new(http: Http) -> Self {
        Self { http, files: None }
    }

    /// The same, which also fetches files from an address that is not Meta's: a
    /// test's.
    #[must_use]
    pub fn with_files_at(self, url: &str) -> Self {
        let files = Some(url.trim_end_matches('/').to_owned());
        Self { files, ..self }
    }

    /// Whether files may be fetched from an address. A body that a seller's own
    /// app has signed may name any, and none of those is ours to knock at.
    fn is_of_files(&self, url: &str) -> bool {
        const HOSTS: [&str; 3] = ["fbsbx.com", "fbcdn.net", "cdninstagram.com"];
        let is_tests = |files: &String| {
            url.strip_prefix(files.as_str())
                .is_some_and(|rest| rest.starts_with('/'))
        };
        if self.files.as_ref().is_some_and(is_tests) {
            return true;
        }
        let Ok(url) = Url::parse(url) else {
            return false;
        };
        let is_metas = |host: &str| {
            HOSTS.iter().any(|own| {
                host.strip_suffix(own)
                    .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            })
        };
        url.scheme() == "https" && url.port().is_none() && url.host_str().is_some_and(is_metas)
    }

    /// Sends a message; gives its id where there is one. WhatsApp repeats
    /// `note` whenever it tells what became of the message.
    ///
    /// # Errors
    /// [`ConnectError`]; the codes of a refusal are in [`reason`].
    pub async fn send(
        &self,
        sender: &Sender,
        (to, note): (&str, Option<&str>),
        outgoing: &Outgoing,
    ) -> Result<Option<String>, ConnectError> {
        let mut body = outgoing
            .body(sender.messenger, to)
            .map_err(|what| call(&sender.token, "send").error(ErrorKind::Broken, what))?;
        if let (Messenger::WhatsApp, Some(note)) = (sender.messenger, note) {
            body["biz_opaque_callback_data"] = json!(note);
        }
        let answer = self
            .post(sender.host, &[&sender.id, "messages"], &sender.token, &body)
            .await?;
        let first = items(at(&answer, "messages")).first().cloned();
        let id = word(at(&first.unwrap_or_default(), "id"));
        Ok(id.or_else(|| word(at(&answer, "message_id"))))
    }

    /// Shows that a message was seen and that an answer is being written.
    ///
    /// # Errors
    /// [`ConnectError`].
    pub async fn seen(&self, sender: &Sender, to: &str, message: &str) -> Result<(), ConnectError> {
        let path = [sender.id.as_str(), "messages"];
        match sender.messenger {
            Messenger::WhatsApp => {
                let body = json!({"messaging_product": "whatsapp", "status": "read",
                    "message_id": message, "typing_indicator": {"type": "text"}});
                self.post(sender.host, &path, &sender.token, &body).await?;
            }
            Messenger::Instagram => {
                for action in ["mark_seen", "typing_on"] {
                    let body = json!({"recipient": {"id": to}, "sender_action": action});
                    self.post(sender.host, &path, &sender.token, &body).await?;
                }
            }
        }
        Ok(())
    }

    /// Answers a comment where everybody sees it.
    ///
    /// # Errors
    /// [`ConnectError`].
    pub async fn reply_to_comment(
        &self,
        sender: &Sender,
        comment: &str,
        text: &str,
    ) -> Result<(), ConnectError> {
        let body = json!({"message": text});
        self.post(sender.host, &[comment, "replies"], &sender.token, &body)
            .await
            .map(drop)
    }

    /// The bytes of a file that a customer sent: by its id at WhatsApp, or at
    /// its address.
    ///
    /// # Errors
    /// [`ConnectError`]; the refusal `media` above `limit_bytes`.
    pub async fn download(
        &self,
        sender: &Sender,
        (id, url): (Option<&str>, Option<&str>),
        limit_bytes: usize,
    ) -> Result<Bytes, ConnectError> {
        let call = call(&sender.token, "media");
        let address = match (id, url) {
            (Some(id), _) => {
                let get = Get {
                    op: "media",
                    host: sender.host,
                    path: &[id],
                    query: &[],
                };
                let answer = self.get(&sender.token, get).await?;
                let bytes = number(at(&answer, "file_size")).unwrap_or(0.0);
                if bytes > limit_bytes as f64 {
                    return Err(call.refused(reason::MEDIA, "longer than is accepted"));
                }
                word(at(&answer, "url"))
            }
            (None, url) => url.map(str::to_owned),
        };
        let url =
            address.ok_or_else(|| call.error(ErrorKind::Broken, "a file without an address"))?;
        if !self.is_of_files(&url) {
            return Err(call.refused(reason::MISSING, "no address of Meta's files"));
        }
        let mut request = Request::new(call.op.clone(), "GET", url);
        request.timeout = Millis::secs(60);
        request.answer_limit_bytes = limit_bytes;
        if id.is_some() {
            request.headers.push(bearer(&sender.token));
        }
        let answer = self.http.send(request).await.map_err(|error| match error {
            HttpError::TooLong => call.refused(reason::MEDIA, "longer than is accepted"),
            HttpError::Connect | HttpError::Timeout | HttpError::Broken => call.unanswered(error),
        })?;
        match answer.status {
            200 => Ok(answer.body),
            403 | 404 | 410 => Err(call.refused(reason::MISSING, "the address is no longer good")),
            _ => Err(failure(&call, &answer)),
        }
    }

    async fn get(&self, token: &Secret<String>, get: Get<'_>) -> Result<Value, ConnectError> {
        let call = call(token, get.op);
        let mut url = url(get.host, get.path)
            .ok_or_else(|| call.error(ErrorKind::Broken, "a part of a path that is none"))?;
        url.query_pairs_mut().extend_pairs(get.query);
        let mut request = Request::new(call.op.clone(), "GET", url.to_string());
        request.headers.push(bearer(token));
        request.answer_limit_bytes = ANSWER_LIMIT_BYTES;
        let answer = self.http.send(request).await;
        read(&call, &answer.map_err(|error| call.unanswered(error))?)
    }

    async fn post(
        &self,
        host: Host,
        path: &[&str],
        token: &Secret<String>,
        body: &Value,
    ) -> Result<Value, ConnectError> {
        let call = call(token, path.last().unwrap_or(&"post"));
        let url = url(host, path)
            .ok_or_else(|| call.error(ErrorKind::Broken, "a part of a path that is none"))?;
        let mut request = Request::new(call.op.clone(), "POST", url.to_string());
        request.headers.push(bearer(token));
        request.body = Body::Json(Bytes::from(body.to_string()));
        request.timeout = Millis::secs(30);
        request.answer_limit_bytes = ANSWER_LIMIT_BYTES;
        let answer = self.http.send(request).await;
        read(&call, &answer.map_err(|error| call.unanswered(error))?)
    }
}

/// A question.
struct Get<'a> {
    op: &'a str,
    host: Host,
    path: &'a [&'a str],
    query: &'a [(&'a str, &'a str)],
}

fn call<'a>(token: &'a Secret<String>, op: &str) -> Call<'a> {
    Call {
        service: SERVICE,
        op: format!("{SERVICE}.{op}"),
        secrets: vec![token],
    }
}

fn bearer(token: &Secret<String>) -> (&'static str, String) {
    ("authorization", format!("Bearer {}", token.expose()))
}

/// Ids come from outside: each is one part of the path, and none climbs.
fn url(host: Host, path: &[&str]) -> Option<Url> {
    let base = match host {
        Host::Facebook => GRAPH_URL,
        Host::Instagram => INSTAGRAM_URL,
    };
    let is_part = |part: &&str| !part.is_empty() && !matches!(*part, "." | "..");
    if !path.iter().all(is_part) {
        return None;
    }
    let mut url = Url::parse(base).ok()?;
    url.path_segments_mut().ok()?.push(VERSION).extend(path);
    Some(url)
}

fn read(call: &Call<'_>, answer: &Response) -> Result<Value, ConnectError> {
    if (200..300).contains(&answer.status) {
        return serde_json::from_slice(&answer.body)
            .map_err(|_| call.error(ErrorKind::Broken, "an answer that is no JSON"));
    }
    Err(failure(call, answer))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use scx_kit::{Hosts, SystemClock};

    use super::*;

    #[test]
    fn files_are_fetched_from_meta_only() {
        let http = Http::new(Arc::new(SystemClock), Hosts::default());
        let graph = Graph::new(http).with_files_at("http://127.0.0.1:9/");
        for good in [
            "https://lookaside.fbsbx.com/ig_messaging_cdn/?asset_id=1",
            "https://scontent-fra3-1.xx.fbcdn.net/v/t1.jpg",
            "https://scontent.cdninstagram.com/v/t1.jpg",
            "http://127.0.0.1:9/graph/x",
        ] {
            assert!(graph.is_of_files(good), "{good}");
        }
        for bad in [
            "http://lookaside.fbsbx.com/",
            "https://evilfbsbx.com/",
            "https://fbsbx.com.evil.uz/",
            "https://evil.uz/?fbsbx.com",
            "https://fbsbx.com@evil.uz/",
            "https://lookaside.fbsbx.com:8443/",
            "http://169.254.169.254/latest/meta-data",
            "http://127.0.0.1:99/",
            "http://127.0.0.1:9",
            "file:///etc/passwd",
            "",
        ] {
            assert!(!graph.is_of_files(bad), "{bad}");
        }
    }
}
