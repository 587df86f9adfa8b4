//! Reading updates leniently: each field by itself, so that one odd field costs
//! that field and not the message.

mod content;
mod money;

use scx_kit::Time;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::incoming::{
    Chat, ChatKind, Event, FileRef, Incoming, MediaKind, MemberStatus, ParseError, Person,
};
use super::{Connection, written};
use content::{ENVELOPE, MEDIA, NOTICES};

type Object = Map<String, Value>;

/// Reads the body of one kind of update.
type Reader = fn(&Object) -> Option<Event>;

/// The kinds of updates that are read; all others are [`Event::Unknown`].
const KINDS: &[(&str, Reader)] = &[
    ("message", message),
    ("business_message", message),
    ("callback_query", tap),
    ("edited_message", edited),
    ("edited_business_message", edited),
    ("my_chat_member", membership),
    ("channel_post", message),
    ("edited_channel_post", edited),
    ("managed_bot", managed),
    ("business_connection", business),
    ("message_reaction", reaction),
    ("pre_checkout_query", money::asked),
];

/// Reads one update.
///
/// # Errors
/// [`ParseError`] only when the bytes are no JSON object with an `update_id`.
pub fn parse(raw: &[u8]) -> Result<Incoming, ParseError> {
    let Ok(update) = serde_json::from_slice::<Object>(raw) else {
        return beyond_reading(raw);
    };
    let update_id = update
        .get("update_id")
        .and_then(Value::as_i64)
        .ok_or(ParseError)?;
    let known = KINDS
        .iter()
        .find_map(|(kind, event)| Some((*kind, object(&update, kind)?, Some(event))));
    let unknown = || {
        let mut others = update.iter();
        others.find_map(|(kind, body)| Some((kind.as_str(), body.as_object()?, None)))
    };
    let Some((kind, body, event)) = known.or_else(unknown) else {
        let kind = update.keys().find(|key| *key != "update_id");
        return Ok(nothing_but(update_id, kind.map_or("", |kind| kind)));
    };
    let event = event.and_then(|event| event(body));
    // A tap lies in the chat and topic of the message it was made on, but that
    // message's sender and date are not the tap's.
    let place = object(body, "message").unwrap_or(body);
    let moment = integer(body, "edit_date").or_else(|| integer(body, "date"));
    Ok(Incoming {
        update_id,
        chat: object(place, "chat")
            .and_then(chat)
            .or_else(|| own_chat(kind, body)),
        // Replies in groups without topics carry a thread too, and a message
        // cannot be sent there.
        thread: integer(place, "message_thread_id").filter(|_| is_set(place, "is_topic_message")),
        from: ["from", "user"]
            .iter()
            .find_map(|key| person(object(body, key)?)),
        business: text(place, "business_connection_id")
            .or_else(|| text(body, "id").filter(|_| kind == "business_connection")),
        is_by_bot: body.contains_key("sender_business_bot"),
        sent_at: moment.map(|seconds| Time(seconds.saturating_mul(1_000))),
        pieces: written::pieces(body),
        event: event.unwrap_or_else(|| Event::Unknown {
            kind: kind.to_owned(),
        }),
    })
}

/// The id of an update, whatever else it holds.
pub(crate) fn update_id(raw: &[u8]) -> Option<i64> {
    #[derive(Deserialize)]
    struct Head {
        update_id: i64,
    }
    // A list would also pass for the object's fields in order.
    if raw.trim_ascii_start().first() != Some(&b'{') {
        return None;
    }
    let head: Option<Head> = serde_json::from_slice(raw).ok();
    head.map(|head| head.update_id)
}

/// The id of a message, if this is one.
pub(super) fn message_id(raw: &[u8]) -> Option<i64> {
    #[derive(Deserialize)]
    struct Head {
        message_id: i64,
    }
    let head: Option<Head> = serde_json::from_slice(raw).ok();
    head.map(|head| head.message_id)
}

/// The file of a message, if it has one.
pub(super) fn file_id(raw: &[u8]) -> Option<String> {
    let body: Object = serde_json::from_slice(raw).ok()?;
    let content = MEDIA.iter().find_map(|(key, _)| body.get(*key));
    Some(file(content.or_else(|| body.get("document"))?)?.id)
}

/// Half a surrogate, a number beyond all bounds or too deep a nesting spoils a
/// whole document, but not the search for its id.
fn beyond_reading(raw: &[u8]) -> Result<Incoming, ParseError> {
    let update_id = update_id(raw).ok_or(ParseError)?;
    Ok(nothing_but(update_id, "unreadable"))
}

fn nothing_but(update_id: i64, kind: &str) -> Incoming {
    Incoming {
        update_id,
        chat: None,
        thread: None,
        from: None,
        business: None,
        is_by_bot: false,
        sent_at: None,
        pieces: Vec::new(),
        event: Event::Unknown {
            kind: kind.to_owned(),
        },
    }
}

fn message(body: &Object) -> Option<Event> {
    let message = integer(body, "message_id")?;
    if let Some(text) = text(body, "text") {
        let answered = object(body, "reply_to_message");
        return Some(Event::Text {
            message,
            text,
            reply_to: answered.and_then(|answered| integer(answered, "message_id")),
            reply_to_author: answered.and_then(|answered| integer(object(answered, "from")?, "id")),
            forwarded: body.contains_key("forward_origin") || body.contains_key("forward_date"),
        });
    }
    if let Some(contact) = object(body, "contact")
        && let Some(phone) = text(contact, "phone_number")
    {
        return Some(Event::Contact {
            message,
            phone,
            user_id: integer(contact, "user_id"),
            first_name: text(contact, "first_name").unwrap_or_default(),
        });
    }
    if let Some(event) = media(body, message).or_else(|| money::moved(body, message)) {
        return Some(event);
    }
    if let Some(created) = object(body, "managed_bot_created") {
        return Some(Event::ManagedBot {
            bot: integer(object(created, "bot")?, "id")?,
            message: Some(message),
        });
    }
    if NOTICES.iter().any(|notice| body.contains_key(*notice)) {
        return Some(Event::Service { message });
    }
    let content = body
        .keys()
        .find(|key| !ENVELOPE.contains(&key.as_str()))
        .map_or("", |key| key);
    Some(Event::Unknown {
        kind: format!("message.{content}"),
    })
}

fn media(body: &Object, message: i64) -> Option<Event> {
    let (caption, album) = (text(body, "caption"), text(body, "media_group_id"));
    for (key, kind) in MEDIA {
        if let Some(content) = body.get(*key) {
            return Some(Event::Media {
                message,
                kind: *kind,
                caption: caption.or_else(|| place(body)),
                file: file(content),
                album,
            });
        }
    }
    Some(match file(body.get("document")?) {
        Some(file) => Event::Document {
            message,
            file,
            caption,
            album,
        },
        None => Event::Media {
            message,
            kind: MediaKind::Other,
            caption,
            file: None,
            album,
        },
    })
}

/// Where a place is; a venue has a place too.
fn place(body: &Object) -> Option<String> {
    let location = object(body, "location")?;
    let degrees = |key| location.get(key)?.as_f64();
    let (latitude, longitude) = (degrees("latitude")?, degrees("longitude")?);
    Some(format!("{latitude},{longitude}"))
}

fn edited(body: &Object) -> Option<Event> {
    Some(Event::Edited {
        message: integer(body, "message_id")?,
        text: text(body, "text").or_else(|| text(body, "caption")),
    })
}

/// A tap without data is kept: it must be answered all the same.
fn tap(body: &Object) -> Option<Event> {
    Some(Event::Tap {
        query: text(body, "id")?,
        message: object(body, "message").and_then(|message| integer(message, "message_id")),
        data: text(body, "data").unwrap_or_default(),
    })
}

fn managed(body: &Object) -> Option<Event> {
    Some(Event::ManagedBot {
        bot: integer(object(body, "bot")?, "id")?,
        message: None,
    })
}

fn business(body: &Object) -> Option<Event> {
    connection(body).map(Event::Business)
}

/// A connection, as an update tells it and as the Bot API answers.
pub(super) fn connection(body: &Object) -> Option<Connection> {
    let owner = person(object(body, "user")?)?;
    let rights = object(body, "rights");
    Some(Connection {
        id: text(body, "id")?,
        chat: integer(body, "user_chat_id").unwrap_or(owner.id),
        is_enabled: is_set(body, "is_enabled"),
        // Before Bot API 9.0 there was one right and no list of them.
        can_reply: rights.map_or_else(
            || is_set(body, "can_reply"),
            |rights| is_set(rights, "can_reply"),
        ),
        owner,
    })
}

fn reaction(body: &Object) -> Option<Event> {
    let signs = body.get("new_reaction")?.as_array()?.iter();
    let signs = signs.filter_map(|sign| text(sign.as_object()?, "emoji"));
    Some(Event::Reaction {
        message: integer(body, "message_id")?,
        signs: signs.collect(),
    })
}

/// News of a managed bot and of a connection comes without a chat: it belongs
/// where its owner talks to us, and a private chat has the person's id.
fn own_chat(kind: &str, body: &Object) -> Option<Chat> {
    let id = match kind {
        "managed_bot" => integer(object(body, "user")?, "id")?,
        "business_connection" => connection(body)?.chat,
        _ => return None,
    };
    Some(Chat {
        id,
        kind: ChatKind::Private,
    })
}

fn membership(body: &Object) -> Option<Event> {
    let status = object(body, "new_chat_member")?.get("status")?.as_str()?;
    Some(Event::Membership {
        status: match status {
            "member" | "administrator" | "creator" => MemberStatus::Member,
            "left" => MemberStatus::Left,
            "kicked" => MemberStatus::Kicked,
            _ => MemberStatus::Other,
        },
    })
}

fn chat(body: &Object) -> Option<Chat> {
    let id = integer(body, "id")?;
    let kind = match body.get("type").and_then(Value::as_str) {
        Some("private") => ChatKind::Private,
        Some("channel") => ChatKind::Channel,
        Some("group" | "supergroup") => ChatKind::Group,
        // Only people have positive ids.
        _ if id > 0 => ChatKind::Private,
        _ => ChatKind::Group,
    };
    Some(Chat { id, kind })
}

fn person(body: &Object) -> Option<Person> {
    Some(Person {
        id: integer(body, "id")?,
        first_name: name(body, "first_name").unwrap_or_default(),
        last_name: name(body, "last_name"),
        username: text(body, "username"),
        language_code: text(body, "language_code"),
        is_bot: is_set(body, "is_bot"),
    })
}

fn file(content: &Value) -> Option<FileRef> {
    let body = match content {
        Value::Object(body) => body,
        // The sizes of a photo.
        Value::Array(sizes) => sizes
            .iter()
            .filter_map(Value::as_object)
            .max_by_key(|size| integer(size, "width").zip(integer(size, "height")))?,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return None,
    };
    Some(FileRef {
        id: text(body, "file_id")?,
        unique_id: text(body, "file_unique_id").unwrap_or_default(),
        name: text(body, "file_name"),
        media_type: text(body, "mime_type"),
        bytes: integer(body, "file_size"),
    })
}

fn object<'a>(body: &'a Object, key: &str) -> Option<&'a Object> {
    body.get(key)?.as_object()
}

/// Without NUL: PostgreSQL refuses a row with one.
fn text(body: &Object, key: &str) -> Option<String> {
    Some(body.get(key)?.as_str()?.replace('\0', ""))
}

/// Telegram's names have at most 64 characters; cards show them whole.
fn name(body: &Object, key: &str) -> Option<String> {
    Some(text(body, key)?.chars().take(64).collect())
}

fn integer(body: &Object, key: &str) -> Option<i64> {
    body.get(key)?.as_i64()
}

fn is_set(body: &Object, key: &str) -> bool {
    body.get(key).and_then(Value::as_bool) == Some(true)
}

#[cfg(test)]
mod tests;
