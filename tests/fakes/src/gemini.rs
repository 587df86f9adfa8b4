//! Google's generateContent and models endpoints, `v1` and `v1beta`.
//! Source: <https://ai.google.dev/api/generate-content>.

mod media;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde_json::{Value, json};

use crate::common::serve::{Call, Reply, Service};
use crate::common::shape::Kind::{Any, Flag, Int, List, Number, Object, OneOf, Text};
use crate::common::shape::{Field, Kind, may, must, problems};
use crate::common::traffic::without_files;
use crate::script::{Media, ModelReply, Prompt, ScriptedModels, tokens};

const PART: Kind = Object(&[
    may("text", Text),
    may(
        "inlineData",
        Object(&[must("mimeType", Text), must("data", Text)]),
    ),
    may(
        "fileData",
        Object(&[may("mimeType", Text), must("fileUri", Text)]),
    ),
    may("functionCall", Any),
    may("functionResponse", Any),
    may("thought", Flag),
    may("thoughtSignature", Text),
]);

const CONTENT: Kind = Object(&[
    may("role", OneOf(&["user", "model"])),
    must("parts", List(&PART)),
]);

/// "Developer set system instruction(s). Currently, text only."
const INSTRUCTION: Kind = Object(&[
    may("role", Text),
    must("parts", List(&Object(&[must("text", Text)]))),
]);

const THINKING: Kind = Object(&[
    may(
        "thinkingLevel",
        OneOf(&["MINIMAL", "LOW", "MEDIUM", "HIGH", "XHIGH"]),
    ),
    may("includeThoughts", Flag),
]);

const GENERATION: Kind = Object(&[
    may("maxOutputTokens", Int),
    may("stopSequences", List(&Text)),
    may("responseMimeType", Text),
    may("responseJsonSchema", Any),
    may("responseSchema", Any),
    may("thinkingConfig", THINKING),
    may("responseModalities", List(&Text)),
    may("imageConfig", Any),
    may("seed", Int),
    may("temperature", Number),
    may("topP", Number),
    may("topK", Number),
]);

const REQUEST: &[Field] = &[
    must("contents", List(&CONTENT)),
    may("systemInstruction", INSTRUCTION),
    may("generationConfig", GENERATION),
    may(
        "safetySettings",
        List(&Object(&[must("category", Text), must("threshold", Text)])),
    ),
    may("tools", List(&Any)),
    may("toolConfig", Any),
    may("cachedContent", Text),
    may("serviceTier", Text),
    may("store", Flag),
];

pub(crate) struct GeminiHttp {
    models: ScriptedModels,
}

impl GeminiHttp {
    pub(crate) fn new(models: ScriptedModels) -> Self {
        Self { models }
    }

    fn reply(&self, call: &Call) -> Reply {
        let parts = ["/v1beta/", "/v1/"];
        let found = parts.iter().find_map(|version| {
            let rest = call.path.strip_prefix(version)?;
            Some((version.trim_matches('/'), rest))
        });
        let Some((version, rest)) = found else {
            return self.unknown(call);
        };
        if let Err(reply) = self.admit(call) {
            return reply;
        }
        let model = rest.strip_prefix("models/").unwrap_or_default();
        match (call.method.as_str(), rest, model.rsplit_once(':')) {
            ("GET", "models", _) => {
                let all: Vec<Value> = self.models.models().iter().map(|id| about(id)).collect();
                Reply::json(200, &json!({"models": all}))
            }
            ("GET", _, None) if !model.is_empty() => {
                if self.models.knows_model(model) {
                    Reply::json(200, &about(model))
                } else {
                    no_model(model, version)
                }
            }
            ("POST", _, Some((model, "generateContent"))) => {
                if self.models.knows_model(model) {
                    self.generate(call, model)
                } else {
                    no_model(model, version)
                }
            }
            _ => self.unknown(call),
        }
    }

    /// Only a known key in the header comes in.
    fn admit(&self, call: &Call) -> Result<(), Reply> {
        let in_address = url::form_urlencoded::parse(call.query.as_bytes())
            .find(|(name, _)| name == "key")
            .map(|(_, key)| key.into_owned());
        if let Some(key) = &in_address {
            self.models.common.traffic.hide(key, "***");
            self.models.note("key in the address: it leaks into logs");
        }
        let in_header = call.header("x-goog-api-key").map(str::to_owned);
        let Some(key) = in_header.or(in_address) else {
            self.models.note("request without x-goog-api-key");
            let why = "Method doesn't allow unregistered callers (callers without established \
                identity). Please use API Key or other form of API consumer identity to call \
                this API.";
            return Err(failure(403, why));
        };
        if self.models.knows_key(&key) {
            return Ok(());
        }
        let mut body = error(400, "API key not valid. Please pass a valid API key.");
        body["error"]["details"] = json!([{
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": "API_KEY_INVALID",
            "domain": "googleapis.com",
            "metadata": {"service": "generativelanguage.googleapis.com"},
        }]);
        Err(Reply::json(400, &body))
    }

    fn generate(&self, call: &Call, model: &str) -> Reply {
        if call.body.len() > media::MAX_REQUEST_BYTES {
            let most = media::MAX_REQUEST_BYTES;
            return self.invalid(&format!(
                "Request payload size exceeds the limit: {most} bytes."
            ));
        }
        let body = serde_json::from_slice(&call.body);
        let Ok(Value::Object(body)) = body else {
            self.models.note("the body is not a JSON object");
            return failure(400, "Invalid JSON payload received.");
        };
        let found = problems(&body, REQUEST, "generateContent");
        for problem in &found {
            self.models.note(problem);
        }
        if let Some(first) = found.first() {
            let why = format!("Invalid JSON payload received. {first}");
            return failure(400, &why);
        }
        let body = Value::Object(body);
        Reply {
            request_shown: without_files(&body, &["data"]),
            ..self.ask(model, &body)
        }
    }

    fn ask(&self, model: &str, body: &Value) -> Reply {
        let media = match media::media(body) {
            Ok(media) => media,
            Err(why) => return self.invalid(&why),
        };
        let prompt = prompt(model, body, media);
        if prompt.turns.is_empty() {
            return failure(
                400,
                "* GenerateContentRequest.contents: contents is not specified",
            );
        }
        match self.models.answer(prompt.clone()) {
            Some(reply) => self.candidate(&prompt, &reply),
            None => failure(500, "An internal error has occurred."),
        }
    }

    /// A refusal that a correct client does not get to see.
    fn invalid(&self, why: &str) -> Reply {
        self.models.note(why);
        failure(400, why)
    }

    fn candidate(&self, prompt: &Prompt, reply: &ModelReply) -> Reply {
        let text = reply.text();
        let (asked, details) = media::usage(tokens(&prompt.whole), &prompt.media);
        let said = tokens(text);
        let spoken = json!({"role": "model", "parts": [{"text": text}]});
        let silent = json!({"role": "model"});
        let candidate = match reply {
            ModelReply::Text(_) => json!({"content": spoken, "finishReason": "STOP", "index": 0}),
            ModelReply::Truncated(_) => {
                json!({"content": spoken, "finishReason": "MAX_TOKENS", "index": 0})
            }
            ModelReply::Empty => {
                json!({"content": silent, "finishReason": "MAX_TOKENS", "index": 0})
            }
            ModelReply::Refusal => json!({"finishReason": "SAFETY", "index": 0}),
            ModelReply::Blocked => Value::Null,
        };
        let mut usage = json!({
            "promptTokenCount": asked,
            "totalTokenCount": asked + said,
            "promptTokensDetails": details,
        });
        if said > 0 {
            usage["candidatesTokenCount"] = json!(said);
        }
        let mut body = json!({
            "usageMetadata": usage,
            "modelVersion": prompt.model,
            "responseId": format!("resp-{}", self.models.next_answer_id()),
        });
        if candidate.is_null() {
            body["promptFeedback"] = json!({"blockReason": "SAFETY"});
        } else {
            body["candidates"] = json!([candidate]);
        }
        Reply::json(200, &body)
    }

    fn unknown(&self, call: &Call) -> Reply {
        let line = format!("{} {}: no such route", call.method, call.path);
        self.models.note(&line);
        failure(404, "Requested entity was not found.")
    }
}

impl Service for GeminiHttp {
    fn name(&self) -> &'static str {
        "gemini"
    }

    fn operation(&self, call: &Call) -> String {
        match call.path.rsplit_once(':') {
            Some((_, operation)) => operation.to_owned(),
            None => "models".to_owned(),
        }
    }

    fn answer<'a>(&'a self, call: &'a Call) -> BoxFuture<'a, Reply> {
        async move { self.reply(call) }.boxed()
    }

    fn failure(&self, code: u16) -> Reply {
        failure(code, "The service cannot answer now.")
    }

    fn rate_limited(&self, retry_after_s: u32) -> Reply {
        let mut body = error(429, "You exceeded your current quota.");
        body["error"]["details"] = json!([
            {
                "@type": "type.googleapis.com/google.rpc.QuotaFailure",
                "violations": [{
                    "quotaMetric": "generativelanguage.googleapis.com/generate_content_requests",
                    "quotaId": "GenerateRequestsPerMinutePerProjectPerModel",
                }],
            },
            {
                "@type": "type.googleapis.com/google.rpc.RetryInfo",
                "retryDelay": format!("{retry_after_s}s"),
            },
        ]);
        Reply::json(429, &body)
    }
}

fn prompt(model: &str, body: &Value, media: Vec<Media>) -> Prompt {
    let system = text_of(&body["systemInstruction"]);
    let contents = body["contents"].as_array().into_iter().flatten();
    let turns: Vec<(String, String)> = contents
        .map(|content| {
            let role = content["role"].as_str().unwrap_or("user");
            (role.to_owned(), text_of(content))
        })
        .collect();
    let config = &body["generationConfig"];
    let schemas = ["responseJsonSchema", "responseSchema"];
    let schema = schemas
        .iter()
        .map(|name| &config[*name])
        .find(|it| !it.is_null());
    Prompt {
        model: model.to_owned(),
        whole: Prompt::joined(&system, &turns),
        system,
        turns,
        schema: schema.cloned(),
        max_output_tokens: config["maxOutputTokens"].as_i64(),
        media,
    }
}

fn text_of(content: &Value) -> String {
    let parts = content["parts"].as_array().into_iter().flatten();
    parts.filter_map(|part| part["text"].as_str()).collect()
}

fn about(id: &str) -> Value {
    json!({
        "name": format!("models/{id}"),
        "version": "001",
        "displayName": id,
        "description": "A scripted model",
        "inputTokenLimit": 1_048_576,
        "outputTokenLimit": 65_536,
        "supportedGenerationMethods": ["generateContent", "countTokens"],
    })
}

fn no_model(model: &str, version: &str) -> Reply {
    let why = format!(
        "models/{model} is not found for API version {version}, or is not supported for \
         generateContent. Call ModelService.ListModels to see the list of available models and \
         their supported methods."
    );
    failure(404, &why)
}

fn failure(code: u16, message: &str) -> Reply {
    Reply::json(code, &error(code, message))
}

fn error(code: u16, message: &str) -> Value {
    let status = match code {
        400 => "INVALID_ARGUMENT",
        401 => "UNAUTHENTICATED",
        403 => "PERMISSION_DENIED",
        404 => "NOT_FOUND",
        429 => "RESOURCE_EXHAUSTED",
        503 => "UNAVAILABLE",
        504 => "DEADLINE_EXCEEDED",
        _ => "INTERNAL",
    };
    json!({"error": {"code": code, "message": message, "status": status}})
}
