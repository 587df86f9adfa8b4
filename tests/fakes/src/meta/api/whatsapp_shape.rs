//! The body of `POST /{number}/messages`: its fields and their limits.
//!
//! Source: <https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages>.

use serde_json::{Map, Value};

use super::interactive;
use crate::common::shape::Kind::{Any, Flag, List, Number, Object, OneOf, Text};
use crate::common::shape::{Field, Kind, may, must, problems};
use crate::meta::failure::Failure;
use crate::meta::views::SeenButton;

const LONGEST_TEXT: usize = 4096;
const LONGEST_CAPTION: usize = 1024;
const LONGEST_CALLBACK_DATA: usize = 512;

const FILE: &[Field] = &[may("id", Text), may("link", Text)];
const PICTURE: &[Field] = &[may("id", Text), may("link", Text), may("caption", Text)];
const SOUND: &[Field] = &[may("id", Text), may("link", Text), may("voice", Flag)];
const DOCUMENT: &[Field] = &[
    may("id", Text),
    may("link", Text),
    may("caption", Text),
    may("filename", Text),
];
const PLACE: &[Field] = &[
    must("latitude", Number),
    must("longitude", Number),
    may("name", Text),
    may("address", Text),
];

const MESSAGE: &[Field] = &[
    must("messaging_product", OneOf(&["whatsapp"])),
    may("recipient_type", OneOf(&["individual"])),
    may("to", Text),
    may("recipient", Text),
    may(
        "type",
        OneOf(&[
            "text",
            "image",
            "video",
            "audio",
            "document",
            "sticker",
            "location",
            "contacts",
            "interactive",
            "template",
            "reaction",
        ]),
    ),
    may("context", Object(&[must("message_id", Text)])),
    may("biz_opaque_callback_data", Text),
    may(
        "text",
        Object(&[must("body", Text), may("preview_url", Flag)]),
    ),
    may("image", Object(PICTURE)),
    may("video", Object(PICTURE)),
    may("audio", Object(SOUND)),
    may("document", Object(DOCUMENT)),
    may("sticker", Object(FILE)),
    may("location", Object(PLACE)),
    may("contacts", List(&Any)),
    may("interactive", interactive::FIELDS),
    may(
        "template",
        Object(&[
            must("name", Text),
            must(
                "language",
                Object(&[must("code", Text), may("policy", Text)]),
            ),
            may("components", List(&Any)),
        ]),
    ),
    may(
        "reaction",
        Object(&[must("message_id", Text), may("emoji", Text)]),
    ),
];

const RECEIPT: &[Field] = &[
    must("messaging_product", OneOf(&["whatsapp"])),
    must("status", OneOf(&["read"])),
    must("message_id", Text),
    may(
        "typing_indicator",
        Object(&[must("type", OneOf(&["text"]))]),
    ),
];

/// What a body asks for.
pub(super) enum Wish {
    Read { message_id: String, is_typing: bool },
    Send(Box<Draft>),
}

/// A message before it is known whether it may be sent.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) to: Option<String>,
    pub(super) recipient: Option<String>,
    pub(super) kind: String,
    pub(super) reply_to: Option<String>,
    pub(super) callback_data: Option<Value>,
    pub(super) content: Value,
    pub(super) text: String,
    pub(super) header: Option<String>,
    pub(super) footer: Option<String>,
    pub(super) buttons: Vec<SeenButton>,
    pub(super) file: Option<FileRef>,
}

/// A file in a message: an upload or a link.
pub(super) struct FileRef {
    pub(super) kind: String,
    pub(super) id: Option<String>,
    pub(super) link: Option<String>,
    pub(super) file_name: Option<String>,
}

pub(super) fn read(body: &Map<String, Value>) -> Result<Wish, Failure> {
    if body.contains_key("status") {
        fit(body, RECEIPT)?;
        let message_id = body["message_id"].as_str().unwrap_or_default();
        return Ok(Wish::Read {
            message_id: message_id.to_owned(),
            is_typing: body.contains_key("typing_indicator"),
        });
    }
    fit(body, MESSAGE)?;
    let text_of = |name: &str| body.get(name).and_then(Value::as_str).map(str::to_owned);
    let kind = text_of("type").unwrap_or_else(|| "text".to_owned());
    let Some(content) = body.get(&kind) else {
        let why = format!("Missing parameter '{kind}' for a message of type {kind}.");
        return Err(Failure::wrong(131_008, why));
    };
    let context = body.get("context");
    let mut draft = Draft {
        to: text_of("to"),
        recipient: text_of("recipient"),
        reply_to: context.and_then(|it| it["message_id"].as_str().map(str::to_owned)),
        callback_data: body.get("biz_opaque_callback_data").cloned(),
        content: content.clone(),
        kind,
        ..Draft::default()
    };
    if draft.to.is_none() && draft.recipient.is_none() {
        return Err(Failure::parameter("The parameter to is required."));
    }
    let data = text_of("biz_opaque_callback_data");
    at_most(
        "biz_opaque_callback_data",
        data.as_deref(),
        LONGEST_CALLBACK_DATA,
    )?;
    draft.read_content()?;
    Ok(Wish::Send(Box::new(draft)))
}

impl Draft {
    fn read_content(&mut self) -> Result<(), Failure> {
        let content = self.content.clone();
        match self.kind.as_str() {
            "text" => {
                let body = content["body"].as_str().unwrap_or_default();
                at_least_one("text['body']", body)?;
                at_most("text['body']", Some(body), LONGEST_TEXT)?;
                body.clone_into(&mut self.text);
            }
            "image" | "video" | "audio" | "document" | "sticker" => {
                let kind = self.kind.clone();
                let caption = content["caption"].as_str();
                at_most("caption", caption, LONGEST_CAPTION)?;
                self.text = caption.unwrap_or_default().to_owned();
                self.file = Some(file(&kind, &content)?);
            }
            "interactive" => interactive::read(&content, self)?,
            "location" => {
                let name = content["name"].as_str();
                self.text = name.unwrap_or_default().to_owned();
            }
            _ => {}
        }
        Ok(())
    }
}

/// A file is given by exactly one of id and link.
pub(super) fn file(kind: &str, value: &Value) -> Result<FileRef, Failure> {
    let text = |name: &str| value[name].as_str().map(str::to_owned);
    let (id, link) = (text("id"), text("link"));
    if id.is_some() == link.is_some() {
        let why = format!("Exactly one of 'id' and 'link' is required for {kind}.");
        return Err(Failure::wrong(131_008, why));
    }
    Ok(FileRef {
        kind: kind.to_owned(),
        id,
        link,
        file_name: text("filename"),
    })
}

/// Compares a body with the documented fields.
pub(super) fn fit(body: &Map<String, Value>, fields: &[Field]) -> Result<(), Failure> {
    match problems(body, fields, "messages").into_iter().next() {
        None => Ok(()),
        Some(why) if why.ends_with("unknown field") => {
            Err(Failure::parameter(&format!("Unexpected key: {why}")))
        }
        Some(why) if why.ends_with("missing") => Err(Failure::wrong(131_008, why)),
        Some(why) => Err(Failure::wrong(131_009, why)),
    }
}

/// Limits count characters, not bytes.
pub(super) fn at_most(name: &str, text: Option<&str>, most: usize) -> Result<(), Failure> {
    if text.is_some_and(|text| text.chars().count() > most) {
        let why = format!("Param {name} must be at most {most} characters long.");
        return Err(Failure::parameter(&why));
    }
    Ok(())
}

pub(super) fn at_least_one(name: &str, text: &str) -> Result<(), Failure> {
    if text.trim().is_empty() {
        let why = format!("Param {name} must not be empty.");
        return Err(Failure::parameter(&why));
    }
    Ok(())
}

/// The kind of a header's or template's file.
pub(super) const FILE_IN_HEADER: Kind = Object(DOCUMENT);
