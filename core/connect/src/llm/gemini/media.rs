//! Recordings and pictures for Gemini, inside the question.
//!
//! See <https://ai.google.dev/gemini-api/docs/audio>.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Gemini, SPEC};
use crate::ConnectError;
use crate::llm::exchange::MEDIA;
use crate::llm::{Ask, Completion, Llm as _, Media, Outcome, Recording, Role, Turn};

/// Words of a minute of speech, with much room.
const MOST_TOKENS: u32 = 4_000;

/// The recordings that it takes, each by the names that senders give it.
const SOUNDS: [(&str, &str); 9] = [
    ("audio/ogg", "audio/ogg"),
    ("audio/opus", "audio/ogg"),
    ("audio/mpeg", "audio/mp3"),
    ("audio/mp3", "audio/mp3"),
    ("audio/wav", "audio/wav"),
    ("audio/x-wav", "audio/wav"),
    ("audio/aac", "audio/aac"),
    ("audio/aiff", "audio/aiff"),
    ("audio/flac", "audio/flac"),
];

/// Bytes as a part of a turn.
pub(super) fn part(media: &Media) -> Value {
    json!({"inlineData": {"mimeType": media.mime, "data": STANDARD.encode(&media.bytes)}})
}

/// There is no call of its own: the model is asked to write down what it hears.
pub(super) async fn hear(
    gemini: &Gemini,
    recording: &Recording,
) -> Result<Completion, ConnectError> {
    let given = recording.media.mime.as_str();
    let Some((_, mime)) = SOUNDS.iter().find(|(name, _)| *name == given) else {
        let call = gemini.account.call(SPEC.id, "generateContent");
        return Err(call.refused(MEDIA, "a kind of recording that is not taken"));
    };
    let ask = Ask {
        model: recording.model.clone(),
        system: recording.instructions.clone(),
        turns: vec![Turn {
            role: Role::User,
            text: String::from("The recording."),
        }],
        pictures: vec![Media {
            mime: (*mime).to_owned(),
            bytes: recording.media.bytes.clone(),
        }],
        schema: json!({
            "type": "object",
            "properties": {"text": {"type": "string"}},
            "required": ["text"],
        }),
        schema_name: String::from("heard"),
        max_output_tokens: MOST_TOKENS,
        end_user: String::new(),
        timeout: recording.timeout,
    };
    let completion = gemini.complete(&ask).await?;
    let outcome = match completion.outcome {
        Outcome::Answer(json) => text_of(&json),
        other => other,
    };
    Ok(Completion {
        outcome,
        ..completion
    })
}

fn text_of(json: &str) -> Outcome {
    #[derive(Deserialize)]
    struct Heard {
        text: String,
    }
    match serde_json::from_str::<Heard>(json) {
        Ok(heard) if !heard.text.trim().is_empty() => Outcome::Answer(heard.text),
        _ => Outcome::Empty,
    }
}
