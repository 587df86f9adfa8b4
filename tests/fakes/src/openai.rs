//! OpenAI's Responses, transcriptions and models endpoints.
//! Source: <https://platform.openai.com/docs/api-reference/responses>.

mod content;
mod transcriptions;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde_json::{Value, json};

use crate::common::serve::{Call, Reply, Service};
use crate::common::shape::Kind::{Any, Flag, Int, List, Number, Object, OneOf, Text};
use crate::common::shape::{Field, Kind, may, must, problems};
use crate::common::traffic::without_files;
use crate::script::{Media, ModelReply, Prompt, ScriptedModels, tokens};

const EFFORTS: Kind = OneOf(&["none", "minimal", "low", "medium", "high", "xhigh", "max"]);

const FORMAT: Kind = Object(&[
    must("type", OneOf(&["text", "json_schema", "json_object"])),
    may("name", Text),
    may("description", Text),
    may("schema", Any),
    may("strict", Flag),
]);

const REQUEST: &[Field] = &[
    must("model", Text),
    must("input", Any),
    may("instructions", Text),
    may("max_output_tokens", Int),
    may(
        "reasoning",
        Object(&[may("effort", EFFORTS), may("summary", Text)]),
    ),
    may(
        "text",
        Object(&[may("format", FORMAT), may("verbosity", Text)]),
    ),
    may("tools", List(&Any)),
    may("tool_choice", Any),
    may("parallel_tool_calls", Flag),
    may("store", Flag),
    may("stream", Flag),
    may("background", Flag),
    may("include", List(&Text)),
    may("previous_response_id", Text),
    may("prompt_cache_key", Text),
    may(
        "prompt_cache_options",
        Object(&[may("mode", Text), may("ttl", Text)]),
    ),
    may("safety_identifier", Text),
    may("service_tier", Text),
    may("temperature", Number),
    may("top_p", Number),
    may("truncation", Text),
    may("metadata", Any),
];

/// A message of the `input` list.
const MESSAGE: &[Field] = &[
    may("type", OneOf(&["message"])),
    must("role", OneOf(&["user", "assistant", "system", "developer"])),
    must("content", Any),
    may("id", Text),
    may("status", Text),
];

/// A request that the vendor turns down, and a correct client does not send.
struct Refused {
    message: String,
    /// The parameter at fault; empty when it is none alone.
    param: String,
    code: &'static str,
}

impl Refused {
    fn new(message: &str, param: &str, code: &'static str) -> Self {
        Self {
            message: message.to_owned(),
            param: param.to_owned(),
            code,
        }
    }

    fn reply(&self) -> Reply {
        let given = |text| Some(text).filter(|text: &&str| !text.is_empty());
        failure(400, &self.message, (given(&self.param), given(self.code)))
    }
}

pub(crate) struct OpenAiHttp {
    models: ScriptedModels,
}

impl OpenAiHttp {
    pub(crate) fn new(models: ScriptedModels) -> Self {
        Self { models }
    }

    async fn reply(&self, call: &Call) -> Reply {
        let known = call.path.strip_prefix("/v1/").filter(|rest| {
            matches!(*rest, "responses" | "audio/transcriptions" | "models")
                || rest.starts_with("models/")
        });
        let Some(rest) = known else {
            return self.unknown(call);
        };
        if let Err(reply) = self.admit(call) {
            return reply;
        }
        match (call.method.as_str(), rest) {
            ("POST", "responses") => self.respond(call),
            ("POST", "audio/transcriptions") => self.transcribe(call).await,
            ("GET", "models") => {
                let all: Vec<Value> = self.models.models().iter().map(|id| about(id)).collect();
                Reply::json(200, &json!({"object": "list", "data": all}))
            }
            ("GET", one) => match one.strip_prefix("models/") {
                Some(id) if self.models.knows_model(id) => Reply::json(200, &about(id)),
                Some(id) => no_model(id),
                None => self.unknown(call),
            },
            _ => self.unknown(call),
        }
    }

    fn admit(&self, call: &Call) -> Result<(), Reply> {
        let header = call.header("authorization").unwrap_or_default();
        let Some(key) = header.strip_prefix("Bearer ").filter(|key| !key.is_empty()) else {
            self.models.note("request without a Bearer key");
            let why = "You didn't provide an API key.";
            return Err(failure(401, why, (None, Some("invalid_api_key"))));
        };
        if self.models.knows_key(key) {
            return Ok(());
        }
        self.models.common.traffic.hide(key, "***");
        let why = "Incorrect API key provided: ***. You can find your API key at \
            https://platform.openai.com/account/api-keys.";
        Err(failure(401, why, (None, Some("invalid_api_key"))))
    }

    fn respond(&self, call: &Call) -> Reply {
        let body = serde_json::from_slice(&call.body);
        let Ok(Value::Object(body)) = body else {
            self.models.note("the body is not a JSON object");
            let why = "We could not parse the JSON body of your request.";
            return failure(400, why, (None, None));
        };
        let mut found = problems(&body, REQUEST, "responses");
        let body = Value::Object(body);
        for item in body["input"].as_array().into_iter().flatten() {
            match item {
                Value::Object(item) => found.extend(problems(item, MESSAGE, "responses.input")),
                other => found.push(format!("responses.input: {other} is no message")),
            }
        }
        for problem in &found {
            self.models.note(problem);
        }
        if let Some(first) = found.first() {
            let why = format!("Invalid request: {first}");
            return failure(400, &why, (None, Some("invalid_value")));
        }
        if body["store"] != false {
            // The vendor keeps the conversation for 30 days otherwise.
            self.models
                .note("responses.store: customers' words need store:false");
        }
        if body["stream"] == true {
            self.models
                .note("responses.stream: streaming is not modelled");
        }
        Reply {
            request_shown: without_files(&body, &["image_url"]),
            ..self.ask(&body)
        }
    }

    fn ask(&self, body: &Value) -> Reply {
        let pictures = match content::pictures(body) {
            Ok(pictures) => pictures,
            Err(refused) => return self.refuse(&refused),
        };
        let prompt = prompt(body, pictures);
        let model = &prompt.model;
        if !self.models.knows_model(model) {
            return no_model(model);
        }
        if transcriptions::is_hearing(model) {
            let why = format!("The requested model '{model}' cannot be used with Responses.");
            return self.refuse(&Refused::new(&why, "model", "unsupported_model"));
        }
        match self.models.answer(prompt.clone()) {
            Some(reply) => self.response(&prompt, &reply),
            None => self.failure(500),
        }
    }

    fn refuse(&self, refused: &Refused) -> Reply {
        self.models.note(&refused.message);
        refused.reply()
    }

    fn response(&self, prompt: &Prompt, reply: &ModelReply) -> Reply {
        let id = self.models.next_answer_id();
        let text = reply.text();
        let seen: usize = prompt.media.iter().map(Media::tokens).sum();
        let (asked, said) = (tokens(&prompt.whole) + seen, tokens(text));
        let spoken =
            json!({"type": "output_text", "text": text, "annotations": [], "logprobs": []});
        let declined = json!({"type": "refusal", "refusal": "I cannot help with that."});
        let message = |content: Value, status: &str| {
            json!([{
                "type": "message",
                "id": format!("msg_{id}"),
                "status": status,
                "role": "assistant",
                "content": [content],
            }])
        };
        let (status, why, output) = match reply {
            ModelReply::Text(_) => ("completed", None, message(spoken, "completed")),
            ModelReply::Refusal => ("completed", None, message(declined, "completed")),
            ModelReply::Truncated(_) => {
                let output = message(spoken, "incomplete");
                ("incomplete", Some("max_output_tokens"), output)
            }
            ModelReply::Empty => ("incomplete", Some("max_output_tokens"), json!([])),
            ModelReply::Blocked => ("incomplete", Some("content_filter"), json!([])),
        };
        let body = json!({
            "id": format!("resp_{id}"),
            "object": "response",
            "created_at": self.models.common.now_ms().div_euclid(1000),
            "status": status,
            "error": null,
            "incomplete_details": why.map(|reason| json!({"reason": reason})),
            "model": prompt.model,
            "output": output,
            "store": false,
            "usage": {
                "input_tokens": asked,
                "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
                "output_tokens": said,
                "output_tokens_details": {"reasoning_tokens": 0},
                "total_tokens": asked + said,
            },
        });
        Reply::json(200, &body).with_header("x-request-id", format!("req_{id}"))
    }

    fn unknown(&self, call: &Call) -> Reply {
        let line = format!("{} {}: no such route", call.method, call.path);
        self.models.note(&line);
        let why = format!("Invalid URL ({} {})", call.method, call.path);
        failure(404, &why, (None, None))
    }
}

impl Service for OpenAiHttp {
    fn name(&self) -> &'static str {
        "openai"
    }

    fn operation(&self, call: &Call) -> String {
        let rest = call.path.trim_start_matches("/v1/");
        let rest = rest.strip_prefix("audio/").unwrap_or(rest);
        rest.split('/').next().unwrap_or_default().to_owned()
    }

    fn answer<'a>(&'a self, call: &'a Call) -> BoxFuture<'a, Reply> {
        self.reply(call).boxed()
    }

    fn failure(&self, code: u16) -> Reply {
        let body = json!({"error": {
            "message": "The server had an error while processing your request.",
            "type": "server_error",
            "param": null,
            "code": null,
        }});
        Reply::json(code, &body)
    }

    fn rate_limited(&self, retry_after_s: u32) -> Reply {
        let body = json!({"error": {
            "message": format!("Rate limit reached. Please try again in {retry_after_s}s."),
            "type": "requests",
            "param": null,
            "code": "rate_limit_exceeded",
        }});
        Reply::json(429, &body).with_header("retry-after", retry_after_s.to_string())
    }
}

fn prompt(body: &Value, media: Vec<Media>) -> Prompt {
    let instructions = body["instructions"].as_str().unwrap_or_default();
    let mut system = vec![instructions.to_owned()];
    let mut turns = Vec::new();
    if let Some(text) = body["input"].as_str() {
        turns.push(("user".to_owned(), text.to_owned()));
    }
    for item in body["input"].as_array().into_iter().flatten() {
        let text = text_of(&item["content"]);
        match item["role"].as_str().unwrap_or_default() {
            "system" | "developer" => system.push(text),
            role => turns.push((role.to_owned(), text)),
        }
    }
    system.retain(|text| !text.is_empty());
    let system = system.join("\n");
    let schema = &body["text"]["format"]["schema"];
    Prompt {
        model: body["model"].as_str().unwrap_or_default().to_owned(),
        whole: Prompt::joined(&system, &turns),
        system,
        turns,
        schema: Some(schema.clone()).filter(|schema| !schema.is_null()),
        max_output_tokens: body["max_output_tokens"].as_i64(),
        media,
    }
}

fn text_of(content: &Value) -> String {
    if let Some(text) = content.as_str() {
        return text.to_owned();
    }
    let parts = content.as_array().into_iter().flatten();
    parts.filter_map(|part| part["text"].as_str()).collect()
}

fn about(id: &str) -> Value {
    json!({"id": id, "object": "model", "created": 1_760_000_000, "owned_by": "openai"})
}

fn no_model(id: &str) -> Reply {
    let why = format!("The model `{id}` does not exist or you do not have access to it.");
    failure(404, &why, (None, Some("model_not_found")))
}

/// `about` names the parameter at fault and the vendor's code.
fn failure(status: u16, message: &str, about: (Option<&str>, Option<&str>)) -> Reply {
    let body = json!({"error": {
        "message": message,
        "type": "invalid_request_error",
        "param": about.0,
        "code": about.1,
    }});
    Reply::json(status, &body)
}
