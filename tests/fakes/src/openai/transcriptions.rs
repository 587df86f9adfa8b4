//! Recordings that are written down: `POST /v1/audio/transcriptions`.
//! Sources: <https://platform.openai.com/docs/api-reference/audio/createTranscription>,
//! <https://platform.openai.com/docs/guides/speech-to-text>.

use bytes::Bytes;
use serde_json::{Map, Value, json};

use super::{OpenAiHttp, Refused, no_model};
use crate::common::form::{FormPart, form_parts};
use crate::common::serve::{Call, Reply, Service};
use crate::common::shape::Kind::{Any, Flag, Number, OneOf, Text};
use crate::common::shape::{Field, from_form, may, must, problems};
use crate::script::{Audio, Media, tokens};

/// The vendor counts all bytes of the request.
const MAX_REQUEST_BYTES: usize = 25 * 1024 * 1024;

const FIELDS: &[Field] = &[
    must("model", Text),
    may("language", Text),
    may("prompt", Text),
    may(
        "response_format",
        OneOf(&[
            "json",
            "text",
            "srt",
            "verbose_json",
            "vtt",
            "diarized_json",
        ]),
    ),
    may("temperature", Number),
    may("stream", Flag),
    may("chunking_strategy", Any),
    may("include[]", Text),
    may("timestamp_granularities[]", Text),
];

/// Endings of file names, and the type of what stands behind them.
const FORMATS: &[(&str, &str)] = &[
    ("flac", "audio/flac"),
    ("m4a", "audio/mp4"),
    ("mp3", "audio/mpeg"),
    ("mp4", "audio/mp4"),
    ("mpeg", "audio/mpeg"),
    ("mpga", "audio/mpeg"),
    ("oga", "audio/ogg"),
    ("ogg", "audio/ogg"),
    ("wav", "audio/wav"),
    ("webm", "audio/webm"),
];

/// The languages that the vendor lists as supported. Uzbek is none of them:
/// it is written down all the same, but cannot be asked for.
const LANGUAGES: &[&str] = &[
    "af", "ar", "az", "be", "bg", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et", "fa",
    "fi", "fr", "gl", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "kk", "kn", "ko", "lt",
    "lv", "mi", "mk", "mr", "ms", "ne", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv",
    "sw", "ta", "th", "tl", "tr", "uk", "ur", "vi", "zh",
];

/// Whether a model writes down what it hears, and nothing else.
pub(super) fn is_hearing(model: &str) -> bool {
    model.contains("transcribe") || is_whisper(model)
}

fn is_whisper(model: &str) -> bool {
    model.starts_with("whisper")
}

/// The form of a request.
#[derive(Default)]
struct Form {
    values: Map<String, Value>,
    file: Option<FormPart>,
    strangers: Vec<String>,
}

impl OpenAiHttp {
    pub(super) async fn transcribe(&self, call: &Call) -> Reply {
        if call.body.len() > MAX_REQUEST_BYTES {
            return self.too_large(call.body.len());
        }
        let form = match Form::of_call(call).await {
            Ok(form) => form,
            Err(why) => {
                self.models.note(&format!("audio/transcriptions: {why}"));
                return Refused::new("Could not parse multipart form", "", "").reply();
            }
        };
        let reply = match form.audio() {
            Ok(audio) if self.models.knows_model(&audio.model) => self.transcript(&form, &audio),
            Ok(audio) => no_model(&audio.model),
            Err(refused) => self.refuse(&refused),
        };
        Reply {
            request_shown: Some(form.shown()),
            ..reply
        }
    }

    fn too_large(&self, read_bytes: usize) -> Reply {
        let why = format!(
            "Maximum content size limit ({MAX_REQUEST_BYTES}) exceeded ({read_bytes} bytes read)"
        );
        self.models.note(&why);
        let body = json!({"error": {
            "message": why,
            "type": "server_error",
            "param": null,
            "code": null,
        }});
        Reply::json(413, &body)
    }

    fn transcript(&self, form: &Form, audio: &Audio) -> Reply {
        if !is_hearing(&audio.model) {
            let what = format!("audio/transcriptions.model: {} does not hear", audio.model);
            self.models.note(&what);
            return no_model(&audio.model);
        }
        if form.values.get("stream") == Some(&Value::Bool(true)) {
            self.models
                .note("audio/transcriptions.stream: streaming is not modelled");
        }
        let Some(text) = self.models.hear(audio) else {
            return self.failure(500);
        };
        let id = format!("req_{}", self.models.next_answer_id());
        let reply = match form.text("response_format") {
            None | Some("json") => Reply::json(200, &answer(audio, &text)),
            Some("text") => Reply {
                content_type: "text/plain; charset=utf-8",
                ..Reply::bytes(200, Bytes::from(format!("{text}\n")))
            },
            Some(other) => {
                let what = format!("audio/transcriptions: {other} is not modelled");
                self.models.note(&what);
                Reply::json(200, &answer(audio, &text))
            }
        };
        reply.with_header("x-request-id", id)
    }
}

/// Whisper is paid by the second, the others by the token.
fn answer(audio: &Audio, text: &str) -> Value {
    let seconds = audio.media.seconds();
    if is_whisper(&audio.model) {
        return json!({"text": text, "usage": {"type": "duration", "seconds": seconds}});
    }
    let words = audio.prompt.as_deref().map_or(0, tokens);
    // "Audio tokens in user messages are 1 token per 100 ms of audio."
    let heard = 10 * seconds;
    let said = tokens(text);
    json!({"text": text, "usage": {
        "type": "tokens",
        "input_tokens": words + heard,
        "input_token_details": {"text_tokens": words, "audio_tokens": heard},
        "output_tokens": said,
        "total_tokens": words + heard + said,
    }})
}

impl Form {
    async fn of_call(call: &Call) -> Result<Self, String> {
        let mut form = Self::default();
        for part in form_parts(call).await? {
            match part.file_name {
                Some(_) if part.name == "file" => form.file = Some(part),
                Some(_) => form.strangers.push(part.name),
                None => form.add(&part.name, &String::from_utf8_lossy(&part.bytes)),
            }
        }
        Ok(form)
    }

    fn add(&mut self, name: &str, text: &str) {
        let field = FIELDS.iter().find(|field| field.name == name);
        let kind = field.map_or(Text, |field| field.kind);
        self.values.insert(name.to_owned(), from_form(text, kind));
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.values.get(name).and_then(Value::as_str)
    }

    /// As the log shows it; the file is its name and size.
    fn shown(&self) -> String {
        let mut shown = self.values.clone();
        if let Some(file) = &self.file {
            let about = json!({
                "file_name": file.file_name,
                "type": file.mime,
                "bytes_len": file.bytes.len(),
            });
            shown.insert("file".to_owned(), about);
        }
        Value::Object(shown).to_string()
    }

    /// What is to be written down, or what the vendor says against it.
    fn audio(&self) -> Result<Audio, Refused> {
        let found = problems(&self.values, FIELDS, "audio/transcriptions");
        if let Some(first) = found.first() {
            let why = format!("Invalid request: {first}");
            return Err(Refused::new(&why, "", "invalid_value"));
        }
        if let Some(name) = self.strangers.first() {
            let why = format!("Unknown parameter: '{name}'.");
            return Err(Refused::new(&why, name, "unknown_parameter"));
        }
        let missing = || {
            let why = "Missing required parameter: 'file'.";
            Refused::new(why, "file", "missing_required_parameter")
        };
        let file = self.file.as_ref().ok_or_else(missing)?;
        let model = self.text("model").unwrap_or_default();
        self.check_format(model)?;
        self.check_language()?;
        Ok(Audio {
            model: model.to_owned(),
            media: sound(file)?,
            file_name: file.file_name.clone().unwrap_or_default(),
            language: self.text("language").map(str::to_owned),
            prompt: self.text("prompt").map(str::to_owned),
        })
    }

    fn check_format(&self, model: &str) -> Result<(), Refused> {
        let format = self.text("response_format").unwrap_or("json");
        let is_known_to_all = matches!(format, "json" | "text");
        if is_known_to_all || is_whisper(model) || !is_hearing(model) {
            return Ok(());
        }
        let why = format!(
            "response_format '{format}' is not compatible with model '{model}'. Use 'json' or \
             'text' instead."
        );
        Err(Refused::new(&why, "response_format", "unsupported_value"))
    }

    fn check_language(&self) -> Result<(), Refused> {
        let Some(language) = self.text("language") else {
            return Ok(());
        };
        let is_code = language.len() == 2 && language.bytes().all(|it| it.is_ascii_lowercase());
        if !is_code {
            let why = format!(
                "Invalid language '{language}'. Language parameter must be specified in \
                 ISO-639-1 format."
            );
            return Err(Refused::new(&why, "language", "invalid_language_format"));
        }
        if LANGUAGES.contains(&language) {
            return Ok(());
        }
        let why = format!("Language '{language}' is not supported.");
        Err(Refused::new(&why, "language", "unsupported_language"))
    }
}

/// The file, whose name must say what it is.
fn sound(file: &FormPart) -> Result<Media, Refused> {
    let name = file.file_name.as_deref().unwrap_or_default();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let ending = ending.to_ascii_lowercase();
    let Some((_, usual)) = FORMATS.iter().find(|(known, _)| *known == ending) else {
        let all: Vec<&str> = FORMATS.iter().map(|(known, _)| *known).collect();
        let all = all.join("', '");
        let why = format!("Invalid file format. Supported formats: ['{all}']");
        return Err(Refused::new(&why, "file", "invalid_value"));
    };
    if file.bytes.is_empty() {
        let why = "Audio file is too short. Minimum audio length is 0.1 seconds.";
        return Err(Refused::new(why, "file", "audio_too_short"));
    }
    let told = file.mime.as_deref();
    let told = told.filter(|mime| *mime != "application/octet-stream");
    Ok(Media {
        mime: told.unwrap_or(usual).to_owned(),
        bytes: file.bytes.clone(),
    })
}
