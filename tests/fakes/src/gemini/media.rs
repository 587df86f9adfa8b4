//! Files inside a request, as base64 beside the words.
//! Sources: <https://ai.google.dev/gemini-api/docs/audio>,
//! <https://ai.google.dev/gemini-api/docs/image-understanding>.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use bytes::Bytes;
use serde_json::{Value, json};

use crate::script::Media;

/// Of the whole request, base64 and words together: "Always use the Files API
/// when the total request size (including the files, text prompt, system
/// instructions, etc.) is larger than 20 MB." The vendor has raised it since;
/// who stays below is right by both pages.
pub(super) const MAX_REQUEST_BYTES: usize = 20 * 1024 * 1024;

const MIMES: &[&str] = &[
    "audio/wav",
    "audio/mp3",
    "audio/aiff",
    "audio/aac",
    "audio/ogg",
    "audio/flac",
    "image/png",
    "image/jpeg",
    "image/webp",
    "image/heic",
    "image/heif",
];

/// What a part may be; it is one of them.
const DATA: &[&str] = &[
    "text",
    "inlineData",
    "fileData",
    "functionCall",
    "functionResponse",
];

/// With padding and without, as Google reads bytes in JSON.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The files of all contents, or what the vendor says against them.
pub(super) fn media(body: &Value) -> Result<Vec<Media>, String> {
    let mut found = Vec::new();
    let contents = body["contents"].as_array().into_iter().flatten();
    for (turn, content) in contents.enumerate() {
        let parts = content["parts"].as_array().into_iter().flatten();
        for (index, part) in parts.enumerate() {
            let place = format!("contents[{turn}].parts[{index}]");
            be_one_thing(part, &place)?;
            if part["inlineData"].is_object() {
                found.push(inline(&part["inlineData"], &place)?);
            }
        }
    }
    Ok(found)
}

fn be_one_thing(part: &Value, place: &str) -> Result<(), String> {
    let mut given = DATA.iter().filter(|name| !part[**name].is_null());
    match (given.next(), given.next()) {
        (Some(_), None) => Ok(()),
        (Some(_), Some(second)) => Err(format!(
            "Invalid value at '{place}' (oneof), oneof field 'data' is already set. \
             Cannot set '{second}'"
        )),
        (None, _) => Err(format!(
            "* GenerateContentRequest.{place}.data: required oneof field 'data' must have one \
             initialized field"
        )),
    }
}

fn inline(blob: &Value, place: &str) -> Result<Media, String> {
    let mime = blob["mimeType"].as_str().unwrap_or_default();
    let data = blob["data"].as_str().unwrap_or_default();
    // Google also reads the alphabet that is safe in addresses.
    let plain = data.replace('-', "+").replace('_', "/");
    let Ok(bytes) = BASE64.decode(plain) else {
        let start: String = data.chars().take(40).collect();
        return Err(format!(
            "Invalid value at '{place}.inline_data.data' (TYPE_BYTES), Base64 decoding failed \
             for \"{start}\""
        ));
    };
    if !MIMES.contains(&mime) {
        return Err(format!("Unsupported MIME type: {mime}"));
    }
    if bytes.is_empty() {
        return Err("Request contains an invalid argument.".to_owned());
    }
    Ok(Media {
        mime: mime.to_owned(),
        bytes: Bytes::from(bytes),
    })
}

/// Prompt tokens by kind, and all together.
pub(super) fn usage(words: usize, media: &[Media]) -> (usize, Vec<Value>) {
    let of = |is_audio: bool| -> usize {
        let fitting = media.iter().filter(|it| it.is_audio() == is_audio);
        fitting.map(Media::tokens).sum()
    };
    let kinds = [("TEXT", words), ("IMAGE", of(false)), ("AUDIO", of(true))];
    let shown = kinds
        .iter()
        .filter(|(kind, count)| *kind == "TEXT" || *count > 0);
    let shown = shown.map(|(kind, count)| json!({"modality": kind, "tokenCount": count}));
    (kinds.iter().map(|(_, count)| count).sum(), shown.collect())
}
