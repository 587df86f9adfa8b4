//! Recordings and pictures for OpenAI.
//!
//! See <https://platform.openai.com/docs/api-reference/audio/createTranscription>.
//! No language is named: Uzbek is not on the list of those that may be.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use scx_kit::{Body, Part};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{OpenAi, SPEC, problem, read};
use crate::ConnectError;
use crate::llm::exchange::MEDIA;
use crate::llm::{Completion, Media, Outcome, Recording, Usage};

/// The recordings that it takes, by the endings it tells them by.
const SOUNDS: [(&str, &str); 11] = [
    ("audio/ogg", "ogg"),
    ("audio/opus", "ogg"),
    ("audio/mpeg", "mp3"),
    ("audio/mp3", "mp3"),
    ("audio/mp4", "m4a"),
    ("audio/x-m4a", "m4a"),
    ("audio/aac", "m4a"),
    ("video/mp4", "mp4"),
    ("audio/wav", "wav"),
    ("audio/flac", "flac"),
    ("audio/webm", "webm"),
];

/// A picture as a part of a turn.
pub(super) fn part(media: &Media) -> Value {
    let data = STANDARD.encode(&media.bytes);
    json!({"type": "input_image", "image_url": format!("data:{};base64,{data}", media.mime)})
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Heard {
    text: String,
    usage: Tokens,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Tokens {
    input_tokens: u32,
    output_tokens: u32,
}

/// Has a recording written down.
pub(super) async fn hear(
    openai: &OpenAi,
    recording: &Recording,
) -> Result<Completion, ConnectError> {
    let call = openai.account.call(SPEC.id, "transcriptions");
    let given = recording.media.mime.as_str();
    let Some((_, ending)) = SOUNDS.iter().find(|(name, _)| *name == given) else {
        return Err(call.refused(MEDIA, "a kind of recording that is not taken"));
    };
    let field = |name: &str, text: &str| Part {
        name: name.to_owned(),
        bytes: Bytes::copy_from_slice(text.as_bytes()),
        file: None,
    };
    let file = Part {
        name: String::from("file"),
        bytes: recording.media.bytes.clone(),
        file: Some((format!("recording.{ending}"), given.to_owned())),
    };
    let form = vec![
        field("model", &recording.model),
        field("response_format", "json"),
        file,
    ];
    let body = Some((Body::Form(form), recording.timeout));
    let credential = openai.credential();
    let path = "audio/transcriptions";
    let answer = openai
        .account
        .exchange_body(&call, path, credential, body)
        .await?;
    if answer.status != 200 {
        return Err(match problem(&answer) {
            Some(problem) => problem.error(&call, &answer),
            None => call.unreadable(&answer, "no error of OpenAI"),
        });
    }
    let heard: Heard = read(&call, &answer)?;
    Ok(Completion {
        outcome: match heard.text.trim() {
            "" => Outcome::Empty,
            text => Outcome::Answer(text.to_owned()),
        },
        usage: Usage {
            input_fresh: heard.usage.input_tokens,
            output_visible: heard.usage.output_tokens,
            ..Usage::default()
        },
        model: recording.model.clone(),
        retires_at: None,
    })
}
