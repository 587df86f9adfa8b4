//! Graph over HTTP: hosts, tokens, envelopes.

use futures_util::FutureExt;
use futures_util::future::BoxFuture;

use super::Meta;
use super::failure::Failure;
use super::request::{Host, Request, split};
use super::state::Asked;
use crate::common::serve::{Call, Reply, Service};

pub(crate) struct MetaHttp {
    model: Meta,
    host: Host,
}

impl MetaHttp {
    /// graph.facebook.com
    pub(crate) fn facebook(model: Meta) -> Self {
        Self {
            model,
            host: Host::Facebook,
        }
    }

    /// graph.instagram.com
    pub(crate) fn instagram(model: Meta) -> Self {
        Self {
            model,
            host: Host::Instagram,
        }
    }

    async fn reply(&self, call: &Call) -> Reply {
        if let Some(reply) = self.model.download(call) {
            return reply;
        }
        let request = match Request::of_call(self.host, call).await {
            Ok(request) => request,
            Err(failure) => return self.refuse(call, &failure),
        };
        let shown = request.shown().to_string();
        let answer = match self.model.answer_anybody(&request) {
            Some(answer) => answer,
            None => match self.model.admit(&request) {
                Ok(caller) => {
                    self.remember(&request);
                    self.model.answer(&caller, &request).await
                }
                Err(failure) => Err(failure),
            },
        };
        let reply = match answer {
            Ok(body) => Reply::json(200, &body),
            Err(failure) => self.refuse(call, &failure),
        };
        Reply {
            request_shown: Some(shown),
            ..reply
        }
    }

    fn remember(&self, request: &Request) {
        let [id, edge] = request.path.as_slice() else {
            return;
        };
        if request.method != "POST" {
            return;
        }
        let asked = Asked {
            id: id.clone(),
            edge: edge.clone(),
            params: request.shown(),
        };
        self.model.change(|state, _| state.calls.push(asked));
    }

    fn refuse(&self, call: &Call, failure: &Failure) -> Reply {
        let is_about_token = matches!(failure.code, 104 | 190);
        let failure = &Failure {
            // graph.instagram.com calls its errors by another name.
            kind: match self.host {
                Host::Instagram if !is_about_token => "IGApiException",
                Host::Instagram | Host::Facebook => failure.kind,
            },
            ..failure.clone()
        };
        if failure.is_unexpected {
            let details = failure.details.as_deref().unwrap_or_default();
            let (host, message) = (self.name(), &failure.message);
            let line = format!("{host} {} {}: {message} {details}", call.method, call.path);
            self.model
                .common
                .note_unexpected(line.trim_end().to_owned());
        }
        failure.reply()
    }
}

impl Service for MetaHttp {
    fn name(&self) -> &'static str {
        match self.host {
            Host::Facebook => "graph",
            Host::Instagram => "instagram",
        }
    }

    /// The edge, `node` for an object itself, `file` for bytes.
    fn operation(&self, call: &Call) -> String {
        let path = split(&call.path);
        let version = |it: &str| it.starts_with('v') && it.ends_with(".0");
        match path.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            ["whatsapp_business" | "ig_messaging_cdn", ..] => "file".to_owned(),
            [first, _, edge] if version(first) => edge.to_owned(),
            [
                first,
                name @ ("me" | "debug_token" | "refresh_access_token"),
            ] if version(first) => name.to_owned(),
            [first, _] if version(first) => "node".to_owned(),
            [.., last] => last.to_owned(),
            [] => String::new(),
        }
    }

    fn answer<'a>(&'a self, call: &'a Call) -> BoxFuture<'a, Reply> {
        self.reply(call).boxed()
    }

    fn failure(&self, code: u16) -> Reply {
        let failure = match code {
            401 => Failure::token(Some(460), "Error validating access token"),
            403 => Failure::no_permission(),
            500 if self.host == Host::Facebook => Failure::whatsapp(131000),
            500 => Failure::graph(500, 1, "An unknown error has occurred."),
            503 => Failure::graph(503, 2, "Service temporarily unavailable"),
            _ => Failure::graph(code, 1, "An unknown error has occurred."),
        };
        Failure {
            status: code,
            ..failure
        }
        .reply()
    }

    /// Meta tells the wait in minutes, in a header about the business's use.
    fn rate_limited(&self, retry_after_s: u32) -> Reply {
        let failure = match self.host {
            Host::Facebook => Failure::whatsapp(130429),
            Host::Instagram => too_many_calls(),
        };
        let minutes = retry_after_s.div_ceil(60);
        let usage = serde_json::json!({"0": [{
            "type": "messages",
            "call_count": 100,
            "total_cputime": 25,
            "total_time": 25,
            "estimated_time_to_regain_access": minutes,
        }]});
        Failure {
            status: 429,
            ..failure
        }
        .reply()
        .with_header("x-business-use-case-usage", usage.to_string())
    }
}

/// Instagram's limit, whichever it was.
pub(super) fn too_many_calls() -> Failure {
    let message = "(#613) Calls to this api have exceeded the rate limit.";
    Failure::graph(400, 613, message)
}
