//! What messages consist of: words, and pictures as data addresses.
//! Source: <https://platform.openai.com/docs/guides/images-vision>.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde_json::{Map, Value};

use super::Refused;
use crate::common::shape::Kind::{Any, List, OneOf, Text};
use crate::common::shape::{Field, may, must, problems};
use crate::script::Media;

const IMAGE_MIMES: &[&str] = &["image/jpeg", "image/png", "image/gif", "image/webp"];

/// What people and instructions may say.
const INPUT: &[(&str, &[Field])] = &[
    ("input_text", &[must("type", Text), must("text", Text)]),
    (
        "input_image",
        &[
            must("type", Text),
            may("image_url", Text),
            may("file_id", Text),
            may("detail", OneOf(&["low", "high", "auto", "original"])),
        ],
    ),
    (
        "input_file",
        &[
            must("type", Text),
            may("file_data", Text),
            may("file_id", Text),
            may("file_url", Text),
            may("filename", Text),
        ],
    ),
];

/// What the model said before.
const OUTPUT: &[(&str, &[Field])] = &[
    (
        "output_text",
        &[
            must("type", Text),
            must("text", Text),
            may("annotations", List(&Any)),
            may("logprobs", List(&Any)),
        ],
    ),
    ("refusal", &[must("type", Text), must("refusal", Text)]),
];

/// The pictures of all messages, or what the vendor says against them.
pub(super) fn pictures(body: &Value) -> Result<Vec<Media>, Refused> {
    let mut found = Vec::new();
    let messages = body["input"].as_array().into_iter().flatten();
    for (index, message) in messages.enumerate() {
        let place = format!("input[{index}].content");
        let parts = match &message["content"] {
            Value::String(_) => continue,
            Value::Array(parts) => parts,
            _ => {
                let why = format!(
                    "Invalid type for '{place}': expected one of an array of objects or string."
                );
                return Err(Refused::new(&why, &place, "invalid_type"));
            }
        };
        let is_model = message["role"] == "assistant";
        for (index, part) in parts.iter().enumerate() {
            let place = format!("{place}[{index}]");
            let part = known(part, is_model, &place)?;
            if part["type"] == "input_image" {
                found.push(picture(part, &place)?);
            }
        }
    }
    Ok(found)
}

/// Checks type and fields of a part.
fn known<'a>(
    part: &'a Value,
    is_model: bool,
    place: &str,
) -> Result<&'a Map<String, Value>, Refused> {
    let Value::Object(object) = part else {
        let why = format!("Invalid type for '{place}': expected an object.");
        return Err(Refused::new(&why, place, "invalid_type"));
    };
    let kind = part["type"].as_str().unwrap_or_default();
    let kinds = if is_model { OUTPUT } else { INPUT };
    let Some((_, fields)) = kinds.iter().find(|(name, _)| *name == kind) else {
        let names: Vec<String> = kinds.iter().map(|(name, _)| format!("'{name}'")).collect();
        let why = format!(
            "Invalid value: '{kind}'. Supported values are: {}.",
            names.join(", ")
        );
        let at = format!("{place}.type");
        return Err(Refused::new(&why, &at, "invalid_value"));
    };
    match problems(object, fields, place).first() {
        Some(why) => Err(Refused::new(why, place, "invalid_value")),
        None => Ok(object),
    }
}

/// Only data addresses are modelled: a picture of a customer lies at no
/// address that the vendor could fetch, and is uploaded to no store.
fn picture(part: &Map<String, Value>, place: &str) -> Result<Media, Refused> {
    let at = format!("{place}.image_url");
    let Some(url) = part.get("image_url").and_then(Value::as_str) else {
        let why = format!("Missing required parameter: '{at}'.");
        return Err(Refused::new(&why, &at, "missing_required_parameter"));
    };
    let Some(rest) = url.strip_prefix("data:") else {
        let why = format!(
            "Failed to download image from {}. Image URL is invalid.",
            start(url)
        );
        return Err(Refused::new(&why, &at, "invalid_image_url"));
    };
    let refused = |but: String| {
        let why = format!(
            "Invalid '{at}'. Expected a base64-encoded data URL with an image MIME type (e.g. \
             'data:image/png;base64,aW1nIGJ5dGVzIGhlcmU='), but got {but}."
        );
        Refused::new(&why, &at, "invalid_value")
    };
    let Some((mime, data)) = rest.split_once(";base64,") else {
        return Err(refused(format!("'{}'", start(url))));
    };
    if !IMAGE_MIMES.contains(&mime) {
        return Err(refused(format!("unsupported MIME type '{mime}'")));
    }
    let Ok(bytes) = STANDARD.decode(data) else {
        return Err(refused("invalid base64-encoded bytes".to_owned()));
    };
    if bytes.is_empty() {
        return Err(refused("empty base64-encoded bytes".to_owned()));
    }
    Ok(Media {
        mime: mime.to_owned(),
        bytes: Bytes::from(bytes),
    })
}

fn start(url: &str) -> String {
    url.chars().take(40).collect()
}
