//! The body of `POST /{ig}/messages`: its fields and their limits.
//!
//! Source: <https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/messaging-api>.

use serde_json::{Map, Value};

use crate::common::shape::Kind::{Any, List, Object, OneOf, Text};
use crate::common::shape::{Field, Kind, may, must, problems};
use crate::meta::failure::Failure;
use crate::meta::views::SeenButton;

const LONGEST_TEXT_BYTES: usize = 1000;
const LONGEST_TEMPLATE_TEXT: usize = 640;
const LONGEST_LINE: usize = 80;
const LONGEST_TITLE: usize = 20;
const LONGEST_PAYLOAD: usize = 1000;
const MOST_QUICK_REPLIES: usize = 13;
const MOST_ELEMENTS: usize = 10;
const MOST_BUTTONS: usize = 3;

const MESSAGE: Kind = Object(&[
    may("text", Text),
    may(
        "attachment",
        Object(&[
            must(
                "type",
                OneOf(&["image", "video", "audio", "file", "template"]),
            ),
            must("payload", Any),
        ]),
    ),
    may(
        "quick_replies",
        List(&Object(&[
            must("content_type", OneOf(&["text"])),
            must("title", Text),
            must("payload", Text),
            may("image_url", Text),
        ])),
    ),
    may("metadata", Text),
]);

const BODY: &[Field] = &[
    must(
        "recipient",
        Object(&[may("id", Text), may("comment_id", Text)]),
    ),
    may("message", MESSAGE),
    may(
        "sender_action",
        OneOf(&["typing_on", "typing_off", "mark_seen", "react", "unreact"]),
    ),
    may(
        "payload",
        Object(&[must("message_id", Text), may("reaction", OneOf(&["love"]))]),
    ),
    may(
        "messaging_type",
        OneOf(&["RESPONSE", "UPDATE", "MESSAGE_TAG"]),
    ),
    may("tag", OneOf(&["HUMAN_AGENT"])),
    may("reply_to", Object(&[must("mid", Text)])),
];

const FILE: &[Field] = &[must("url", Text)];

const BUTTON: Kind = Object(&[
    must("type", OneOf(&["web_url", "postback"])),
    must("title", Text),
    may("url", Text),
    may("payload", Text),
]);

const GENERIC: &[Field] = &[
    must("template_type", OneOf(&["generic"])),
    must(
        "elements",
        List(&Object(&[
            must("title", Text),
            may("subtitle", Text),
            may("image_url", Text),
            may(
                "default_action",
                Object(&[must("type", OneOf(&["web_url"])), must("url", Text)]),
            ),
            may("buttons", List(&BUTTON)),
        ])),
    ),
];

const BUTTONS: &[Field] = &[
    must("template_type", OneOf(&["button"])),
    must("text", Text),
    must("buttons", List(&BUTTON)),
];

/// To whom a message goes.
#[derive(Clone, Debug)]
pub(super) enum Target {
    Person(String),
    Comment(String),
}

/// What a body asks for.
pub(super) enum Wish {
    Act {
        person: String,
        action: String,
        message_id: Option<String>,
    },
    Send(Target, Box<Draft>),
}

/// A message before it is known whether it may be sent.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) kind: String,
    pub(super) text: String,
    pub(super) buttons: Vec<SeenButton>,
    /// Kind and address of a file.
    pub(super) file: Option<(String, String)>,
    pub(super) reply_to: Option<String>,
    pub(super) content: Value,
    pub(super) is_by_human: bool,
}

pub(super) fn read(body: &Map<String, Value>) -> Result<Wish, Failure> {
    fit(body, BODY)?;
    let whole = Value::Object(body.clone());
    let text = |pointer: &str| whole.pointer(pointer).and_then(Value::as_str);
    let target = match (text("/recipient/id"), text("/recipient/comment_id")) {
        (Some(id), None) => Target::Person(id.to_owned()),
        (None, Some(id)) => Target::Comment(id.to_owned()),
        _ => {
            let why = "Param recipient must have exactly one of id and comment_id";
            return Err(Failure::parameter(why));
        }
    };
    match (text("/sender_action"), body.get("message"), target) {
        (Some(action), None, Target::Person(person)) => {
            let message_id = text("/payload/message_id").map(str::to_owned);
            let is_reaction = matches!(action, "react" | "unreact");
            if is_reaction != message_id.is_some() {
                return Err(Failure::parameter(
                    "Param payload goes with react and unreact",
                ));
            }
            if action == "react" && text("/payload/reaction").is_none() {
                return Err(Failure::parameter(
                    "The parameter payload[reaction] is required.",
                ));
            }
            Ok(Wish::Act {
                person,
                action: action.to_owned(),
                message_id,
            })
        }
        (None, Some(message), target) => {
            let mut draft = read_message(message)?;
            draft.is_by_human = is_by_human(&whole)?;
            draft.reply_to = text("/reply_to/mid").map(str::to_owned);
            Ok(Wish::Send(target, Box::new(draft)))
        }
        _ => Err(Failure::parameter(
            "Must specify exactly one of message and sender_action",
        )),
    }
}

fn is_by_human(body: &Value) -> Result<bool, Failure> {
    let is_tagged = body["messaging_type"] == "MESSAGE_TAG";
    if is_tagged != body["tag"].is_string() {
        let why = "Param tag goes with messaging_type MESSAGE_TAG";
        return Err(Failure::parameter(why));
    }
    Ok(is_tagged)
}

fn read_message(message: &Value) -> Result<Draft, Failure> {
    let mut draft = Draft {
        kind: "text".to_owned(),
        content: message.clone(),
        ..Draft::default()
    };
    let (text, attachment) = (message["text"].as_str(), &message["attachment"]);
    match (text, attachment.is_object()) {
        (Some(text), false) => {
            if text.trim().is_empty() {
                return Err(Failure::parameter("Param message[text] must not be empty"));
            }
            if text.len() > LONGEST_TEXT_BYTES {
                let why = "Length of param message[text] must be less than or equal to 1000";
                return Err(Failure::parameter(why));
            }
            text.clone_into(&mut draft.text);
        }
        (None, true) => read_attachment(attachment, &mut draft)?,
        _ => {
            let why = "Must specify exactly one of message[text] and message[attachment]";
            return Err(Failure::parameter(why));
        }
    }
    if let Some(replies) = message["quick_replies"].as_array() {
        if text.is_none() {
            return Err(Failure::parameter("Quick replies go with text"));
        }
        if replies.is_empty() || replies.len() > MOST_QUICK_REPLIES {
            return Err(Failure::parameter("Param quick_replies has 1 to 13 items"));
        }
        draft.buttons = replies.iter().map(seen).collect();
        check_buttons(&draft.buttons)?;
    }
    Ok(draft)
}

fn read_attachment(attachment: &Value, draft: &mut Draft) -> Result<(), Failure> {
    let kind = attachment["type"].as_str().unwrap_or_default();
    kind.clone_into(&mut draft.kind);
    let Value::Object(payload) = &attachment["payload"] else {
        let why = "Param message[attachment][payload] must be an object";
        return Err(Failure::parameter(why));
    };
    if kind != "template" {
        fit(payload, FILE)?;
        let url = attachment["payload"]["url"].as_str().unwrap_or_default();
        draft.file = Some((kind.to_owned(), url.to_owned()));
        return Ok(());
    }
    let payload_json = &attachment["payload"];
    if payload_json["template_type"] == "button" {
        fit(payload, BUTTONS)?;
        let text = payload_json["text"].as_str().unwrap_or_default();
        short("text", text, LONGEST_TEMPLATE_TEXT)?;
        text.clone_into(&mut draft.text);
        draft.buttons = some_buttons(&payload_json["buttons"], 1)?;
        return check_buttons(&draft.buttons);
    }
    fit(payload, GENERIC)?;
    let elements = payload_json["elements"].as_array().map(Vec::as_slice);
    let elements = elements.unwrap_or_default();
    if elements.is_empty() || elements.len() > MOST_ELEMENTS {
        return Err(Failure::parameter("Param elements has 1 to 10 items"));
    }
    let mut lines = Vec::new();
    for element in elements {
        let title = element["title"].as_str().unwrap_or_default();
        let subtitle = element["subtitle"].as_str().unwrap_or_default();
        short("title", title, LONGEST_LINE)?;
        if !subtitle.is_empty() {
            short("subtitle", subtitle, LONGEST_LINE)?;
        }
        lines.extend(
            [title, subtitle]
                .iter()
                .filter(|it| !it.is_empty())
                .copied(),
        );
        draft.buttons.extend(some_buttons(&element["buttons"], 0)?);
    }
    draft.text = lines.join("\n");
    check_buttons(&draft.buttons)
}

fn some_buttons(list: &Value, least: usize) -> Result<Vec<SeenButton>, Failure> {
    let list = list.as_array().map(Vec::as_slice).unwrap_or_default();
    if list.len() < least || list.len() > MOST_BUTTONS {
        return Err(Failure::parameter("Param buttons has at most 3 items"));
    }
    for button in list {
        let is_link = button["type"] == "web_url";
        let needed = if is_link { "url" } else { "payload" };
        if !button[needed].is_string() {
            let why = format!("The parameter buttons[{needed}] is required.");
            return Err(Failure::parameter(&why));
        }
    }
    Ok(list.iter().map(seen).collect())
}

fn check_buttons(buttons: &[SeenButton]) -> Result<(), Failure> {
    for button in buttons {
        short("title", &button.title, LONGEST_TITLE)?;
        if button.url.is_none() {
            short("payload", &button.id, LONGEST_PAYLOAD)?;
        }
    }
    Ok(())
}

fn seen(button: &Value) -> SeenButton {
    let text = |name: &str| button[name].as_str().map(str::to_owned);
    SeenButton {
        id: text("payload").unwrap_or_default(),
        title: text("title").unwrap_or_default(),
        description: None,
        url: text("url"),
    }
}

fn short(name: &str, text: &str, most: usize) -> Result<(), Failure> {
    if text.trim().is_empty() || text.chars().count() > most {
        let why = format!("Length of param {name} must be between 1 and {most}");
        return Err(Failure::parameter(&why));
    }
    Ok(())
}

fn fit(object: &Map<String, Value>, fields: &[Field]) -> Result<(), Failure> {
    match problems(object, fields, "messages").into_iter().next() {
        None => Ok(()),
        Some(why) => Err(Failure::parameter(&why)),
    }
}
