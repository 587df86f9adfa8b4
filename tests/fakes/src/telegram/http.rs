//! The Bot API over HTTP: paths, tokens, envelopes.

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde_json::json;

use super::Telegram;
use super::api::{Answer, Failure};
use super::fields;
use super::params::Params;
use crate::common::serve::{Call, Reply, Service};

pub(crate) struct TelegramHttp {
    model: Telegram,
}

/// What a path asks for.
enum Ask<'a> {
    Method { token: &'a str, name: &'a str },
    File { token: &'a str, path: &'a str },
}

impl TelegramHttp {
    pub(crate) fn new(model: Telegram) -> Self {
        Self { model }
    }

    async fn reply(&self, call: &Call) -> Reply {
        match ask(&call.path) {
            Some(Ask::Method { token, name }) => self.method(call, token, name).await,
            Some(Ask::File { token, path }) => self.file(call, token, path),
            None => self.unknown(call, &Failure::new(404, "Not Found".to_owned())),
        }
    }

    async fn method(&self, call: &Call, token: &str, name: &str) -> Reply {
        let Some(bot) = self.bot_of(token) else {
            return envelope(Err(Failure::new(401, "Unauthorized".to_owned())));
        };
        let Some((method, fields)) = fields::of_method(name) else {
            let failure = Failure::new(404, "Not Found: method not found".to_owned());
            return self.unknown(call, &failure);
        };
        let mut params = match Params::of_call(call, fields).await {
            Ok(params) => params,
            Err(why) => return self.unknown(call, &Failure::bad(&why)),
        };
        for problem in params.check(method, fields) {
            let line = format!("telegram {problem}");
            self.model.common.note_unexpected(line);
        }
        if let Some(secret) = params.text("secret_token") {
            self.model.common.traffic.hide(secret, "***");
        }
        let shown = params.shown().to_string();
        let answer = if method == "getUpdates" {
            match self.model.poll(bot, &params).await {
                Some(answer) => answer,
                None => return Reply::gone(),
            }
        } else {
            self.model.call(bot, method, &params)
        };
        Reply {
            request_shown: Some(shown),
            ..envelope(answer)
        }
    }

    fn file(&self, call: &Call, token: &str, path: &str) -> Reply {
        let Some(bot) = self.bot_of(token) else {
            return envelope(Err(Failure::new(401, "Unauthorized".to_owned())));
        };
        let found = self.model.look(|state| {
            let mut files = state.files.values();
            let file = files.find(|file| file.bot == bot && file.path == path);
            file.map(|file| file.bytes.clone())
        });
        match found {
            Some(bytes) => Reply::bytes(200, bytes),
            None => self.unknown(call, &Failure::new(404, "Not Found".to_owned())),
        }
    }

    fn bot_of(&self, token: &str) -> Option<i64> {
        self.model.look(|state| {
            let mut bots = state.bots.values();
            let bot = bots.find(|bot| bot.token == token && !bot.token_is_revoked);
            bot.map(|bot| bot.id)
        })
    }

    fn unknown(&self, call: &Call, failure: &Failure) -> Reply {
        let tail = call.path.rsplit('/').next().unwrap_or_default();
        let line = format!("telegram {} {tail}: {}", call.method, failure.description);
        self.model.common.note_unexpected(line);
        envelope(Err(failure.clone()))
    }
}

impl Service for TelegramHttp {
    fn name(&self) -> &'static str {
        "telegram"
    }

    fn operation(&self, call: &Call) -> String {
        match ask(&call.path) {
            Some(Ask::Method { name, .. }) => name.to_owned(),
            Some(Ask::File { .. }) => "file".to_owned(),
            None => String::new(),
        }
    }

    fn answer<'a>(&'a self, call: &'a Call) -> BoxFuture<'a, Reply> {
        self.reply(call).boxed()
    }

    fn failure(&self, code: u16) -> Reply {
        let description = match code {
            401 => "Unauthorized",
            403 => "Forbidden",
            404 => "Not Found",
            502 => "Bad Gateway",
            504 => "Gateway Timeout",
            _ => "Internal Server Error",
        };
        envelope(Err(Failure::new(code, description.to_owned())))
    }

    fn rate_limited(&self, retry_after_s: u32) -> Reply {
        envelope(Err(Failure::flood(i64::from(retry_after_s))))
    }
}

/// `/bot{token}/{method}` or `/file/bot{token}/{path}`.
fn ask(path: &str) -> Option<Ask<'_>> {
    if let Some(rest) = path.strip_prefix("/file/bot") {
        let (token, path) = rest.split_once('/')?;
        return Some(Ask::File { token, path });
    }
    let (token, name) = path.strip_prefix("/bot")?.split_once('/')?;
    Some(Ask::Method { token, name })
}

fn envelope(answer: Answer) -> Reply {
    match answer {
        Ok(result) => Reply::json(200, &json!({"ok": true, "result": result})),
        Err(failure) => {
            let mut body = json!({
                "ok": false,
                "error_code": failure.code,
                "description": failure.description,
            });
            if let Some(wait_s) = failure.retry_after_s {
                body["parameters"] = json!({"retry_after": wait_s});
                let reply = Reply::json(failure.code, &body);
                return reply.with_header("retry-after", wait_s.to_string());
            }
            Reply::json(failure.code, &body)
        }
    }
}
