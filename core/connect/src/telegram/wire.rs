//! Outgoing messages as the Bot API wants them.
//!
//! Everything but a file is one of teloxide's payloads as JSON. A file is a
//! form of our own, because teloxide's form serialiser is private to its client.

use bytes::Bytes;
use scx_kit::{Body, Millis, Part};
use serde::Serialize;
use serde_json::json;
use teloxide::payloads::{
    AnswerCallbackQuery, DeleteMessage, EditMessageReplyMarkup, EditMessageText, SendChatAction,
    SendDocument, SendMessage, SendPhoto,
};
use teloxide::payloads::{
    AnswerCallbackQuerySetters as _, EditMessageReplyMarkupSetters as _,
    EditMessageTextSetters as _, SendMessageSetters as _,
};
use teloxide::requests::Payload;
use teloxide::types::{
    BusinessConnectionId, ButtonRequest, CallbackQueryId, ChatAction, ChatId, CopyTextButton,
    InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, KeyboardMarkup, KeyboardRemove,
    LinkPreviewOptions, MessageId, ParseMode, ReplyMarkup, ReplyParameters, ThreadId,
};
use url::{ParseError, Url};

use super::{Aside, Button, ButtonAction, Keyboard, Outgoing, json_wire, managed};

/// A call ready to be sent.
#[derive(Debug)]
pub(super) struct Wire {
    pub method: &'static str,
    pub body: Body,
    pub timeout: Millis,
}

/// What in a message of ours the Bot API has no place for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unsendable(pub &'static str);

/// Any payload as a call.
pub(super) fn payload<P: Payload + Serialize>(payload: &P) -> Wire {
    let json = serde_json::to_vec(payload).expect("payloads have text keys and no failing parts");
    Wire {
        method: P::NAME,
        body: Body::Json(Bytes::from(json)),
        timeout: Millis::secs(30),
    }
}

/// A payload with a keyboard that teloxide does not know.
fn with_markup(send: &SendMessage, markup: serde_json::Value) -> Wire {
    let mut json =
        serde_json::to_value(send).expect("payloads have text keys and no failing parts");
    json["reply_markup"] = markup;
    Wire {
        method: SendMessage::NAME,
        body: Body::Json(Bytes::from(json.to_string())),
        timeout: Millis::secs(30),
    }
}

/// A message as a call.
pub(super) fn wire(outgoing: &Outgoing) -> Result<Wire, Unsendable> {
    Ok(match outgoing {
        Outgoing::Text { .. } => message(outgoing)?,
        Outgoing::Edit {
            chat,
            message,
            html,
            keyboard,
        } => {
            let mut edit = EditMessageText::new(ChatId(*chat), message_id(*message)?, html)
                .parse_mode(ParseMode::Html)
                .link_preview_options(no_preview());
            edit.reply_markup = inline_only(keyboard)?;
            payload(&edit)
        }
        Outgoing::Keys {
            chat,
            message,
            keyboard,
        } => {
            let keys = EditMessageReplyMarkup::new(ChatId(*chat), message_id(*message)?);
            payload(&match inline_only(keyboard)? {
                Some(buttons) => keys.reply_markup(buttons),
                None => keys,
            })
        }
        Outgoing::Delete { chat, message } => {
            payload(&DeleteMessage::new(ChatId(*chat), message_id(*message)?))
        }
        Outgoing::Toast { query, text, alert } => {
            let mut toast = AnswerCallbackQuery::new(CallbackQueryId(query.clone()));
            if let Some(text) = text {
                toast = toast.text(text).show_alert(*alert);
            }
            payload(&toast)
        }
        Outgoing::Typing { chat } => {
            payload(&SendChatAction::new(ChatId(*chat), ChatAction::Typing))
        }
        Outgoing::Thinking { chat, draft } => json_wire(
            "SendMessageDraft",
            &json!({"chat_id": chat, "draft_id": draft, "text": ""}),
        ),
        Outgoing::Pin { chat, message } => json_wire(
            "PinChatMessage",
            &json!({"chat_id": chat, "message_id": message, "disable_notification": true}),
        ),
        Outgoing::Photo { .. } => photo(outgoing)?,
        Outgoing::Document { .. } => document(outgoing)?,
    })
}

fn message(outgoing: &Outgoing) -> Result<Wire, Unsendable> {
    let Outgoing::Text {
        chat,
        html,
        keyboard,
        reply_to,
        silent,
        thread,
        business,
    } = outgoing
    else {
        return Err(Unsendable("not a text"));
    };
    let mut send = SendMessage::new(ChatId(*chat), html)
        .parse_mode(ParseMode::Html)
        .link_preview_options(no_preview());
    send.disable_notification = silent.then_some(true);
    send.business_connection_id = business.clone().map(BusinessConnectionId);
    if let Some(thread) = thread {
        send.message_thread_id = Some(ThreadId(message_id(*thread)?));
    }
    if let Some(message) = reply_to {
        let answered = ReplyParameters::new(message_id(*message)?);
        send.reply_parameters = Some(answered.allow_sending_without_reply());
    }
    if let Keyboard::CreateBot {
        label,
        name,
        username,
    } = keyboard
    {
        return Ok(with_markup(&send, managed::keyboard(label, name, username)));
    }
    send.reply_markup = markup(keyboard)?;
    Ok(payload(&send))
}

fn document(outgoing: &Outgoing) -> Result<Wire, Unsendable> {
    let Outgoing::Document {
        chat,
        file_name,
        media_type,
        bytes,
        caption_html,
        keyboard,
        aside,
    } = outgoing
    else {
        return Err(Unsendable("not a document"));
    };
    // One wrong letter in a stored media type must not lose the file.
    let media_type = match media_type.parse::<mime::Mime>() {
        Ok(_) => media_type.clone(),
        Err(_) => String::from("application/octet-stream"),
    };
    let file = (file_name.clone(), media_type);
    let below = (caption_html.as_deref(), markup(keyboard)?);
    Ok(form(
        (SendDocument::NAME, "document"),
        (*chat, aside),
        (bytes, file),
        below,
    ))
}

fn photo(outgoing: &Outgoing) -> Result<Wire, Unsendable> {
    let Outgoing::Photo {
        chat,
        media_type,
        bytes,
        caption_html,
        aside,
    } = outgoing
    else {
        return Err(Unsendable("not a picture"));
    };
    let name = match media_type.as_str() {
        "image/jpeg" => "picture.jpg",
        _ => "picture.png",
    };
    let file = (name.to_owned(), media_type.clone());
    let below = (caption_html.as_deref(), None);
    Ok(form(
        (SendPhoto::NAME, "photo"),
        (*chat, aside),
        (bytes, file),
        below,
    ))
}

/// A file under the name of its field, and what stands below it.
fn form(
    (method, name): (&'static str, &str),
    (chat, aside): (i64, &Aside),
    (bytes, file): (&[u8], (String, String)),
    (caption_html, markup): (Option<&str>, Option<ReplyMarkup>),
) -> Wire {
    let mut parts = vec![field("chat_id", chat.to_string())];
    if let Some(caption) = caption_html {
        parts.push(field("caption", caption.to_owned()));
        parts.push(field("parse_mode", String::from("HTML")));
    }
    if let Some(markup) = markup {
        let json = serde_json::to_string(&markup).expect("a keyboard has text keys");
        parts.push(field("reply_markup", json));
    }
    if let Some(message) = aside.reply_to {
        let answered = json!({"message_id": message, "allow_sending_without_reply": true});
        parts.push(field("reply_parameters", answered.to_string()));
    }
    if let Some(thread) = aside.thread {
        parts.push(field("message_thread_id", thread.to_string()));
    }
    if let Some(business) = &aside.business {
        parts.push(field("business_connection_id", business.clone()));
    }
    parts.push(Part {
        name: name.to_owned(),
        bytes: Bytes::copy_from_slice(bytes),
        file: Some(file),
    });
    Wire {
        method,
        body: Body::Form(parts),
        // 50 MB at 5 Mbit/s take 80 s.
        timeout: Millis::secs(120),
    }
}

pub(super) fn field(name: &str, text: String) -> Part {
    Part {
        name: name.to_owned(),
        bytes: Bytes::from(text),
        file: None,
    }
}

fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}

pub(super) fn message_id(message: i64) -> Result<MessageId, Unsendable> {
    i32::try_from(message)
        .map(MessageId)
        .map_err(|_| Unsendable("a message id beyond 32 bits"))
}

fn markup(keyboard: &Keyboard) -> Result<Option<ReplyMarkup>, Unsendable> {
    Ok(match keyboard {
        Keyboard::None => None,
        Keyboard::Inline(rows) => Some(ReplyMarkup::InlineKeyboard(inline(rows)?)),
        Keyboard::Contact { label, other } => {
            let contact = KeyboardButton::new(label).request(ButtonRequest::Contact);
            let rows = std::iter::once(contact)
                .chain(other.iter().map(KeyboardButton::new))
                .map(|button| [button]);
            let mut board = KeyboardMarkup::new(rows);
            board.one_time_keyboard = true;
            board.resize_keyboard = true;
            Some(ReplyMarkup::Keyboard(board))
        }
        Keyboard::CreateBot { .. } => return Err(Unsendable("a key to make a bot below a file")),
        Keyboard::Remove => Some(ReplyMarkup::KeyboardRemove(KeyboardRemove::new())),
    })
}

fn inline_only(keyboard: &Keyboard) -> Result<Option<InlineKeyboardMarkup>, Unsendable> {
    match keyboard {
        Keyboard::None | Keyboard::Remove => Ok(None),
        Keyboard::Inline(rows) => Ok(Some(inline(rows)?)),
        Keyboard::Contact { .. } | Keyboard::CreateBot { .. } => Err(Unsendable(
            "keys in place of the keyboard below an edited message",
        )),
    }
}

fn inline(rows: &[Vec<Button>]) -> Result<InlineKeyboardMarkup, Unsendable> {
    let mut board = Vec::with_capacity(rows.len());
    for row in rows {
        let row: Result<Vec<_>, _> = row.iter().map(inline_button).collect();
        board.push(row?);
    }
    Ok(InlineKeyboardMarkup {
        inline_keyboard: board,
    })
}

fn inline_button(button: &Button) -> Result<InlineKeyboardButton, Unsendable> {
    let label = button.label.clone();
    Ok(match &button.action {
        ButtonAction::Data(data) => InlineKeyboardButton::callback(label, data.clone()),
        ButtonAction::Copy(text) => {
            InlineKeyboardButton::copy_text_button(label, CopyTextButton { text: text.clone() })
        }
        ButtonAction::Url(link) => link_of(link)
            .map(|link| InlineKeyboardButton::url(label, link))
            .map_err(|_| Unsendable("a button's link that is no link"))?,
    })
}

/// People write links without the scheme, and a host with a port then passes
/// for a scheme.
fn link_of(link: &str) -> Result<Url, ParseError> {
    match Url::parse(link) {
        Ok(url) if !url.cannot_be_a_base() => Ok(url),
        Ok(_) | Err(ParseError::RelativeUrlWithoutBase) => Url::parse(&format!("https://{link}")),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests;
