//! A message as a person wrote it, said to others with all its formatting. No
//! bot can copy out of another bot's chat, so the parts are sent anew.

use bytes::Bytes;
use scx_kit::{Body, Millis, Part, Secret};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::wire::{Wire, field};
use super::{Event, FileRef, Incoming, MediaKind, Telegram, answer, call, json_wire, reading};
use crate::error::ConnectError;

/// What lies in the text by itself, as a link or a hashtag, is found again by
/// Telegram.
const KINDS: &[&str] = &[
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "blockquote",
    "expandable_blockquote",
    "code",
    "pre",
    "text_link",
    "custom_emoji",
];

/// Telegram reads no more of them in one message.
const MOST_PIECES: usize = 100;

/// A piece of a text that looks different, as Telegram describes it. Offsets
/// count UTF-16 units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// `bold`, `text_link` and so on.
    #[serde(rename = "type")]
    pub kind: String,
    /// Where it begins.
    pub offset: u32,
    /// How long it is.
    pub length: u32,
    /// Where a link leads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The language of a listing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The emoji.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub custom_emoji_id: Option<String>,
}

/// What kind of file a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// A photo.
    Photo,
    /// A video.
    Video,
    /// A moving picture without sound.
    Animation,
    /// A piece of music.
    Audio,
    /// A voice message.
    Voice,
    /// A round video message.
    VideoNote,
    /// A sticker.
    Sticker,
    /// Any other file.
    Document,
}

impl Sort {
    /// The method that sends it, and the field that holds the file.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Photo => ("SendPhoto", "photo"),
            Self::Video => ("SendVideo", "video"),
            Self::Animation => ("SendAnimation", "animation"),
            Self::Audio => ("SendAudio", "audio"),
            Self::Voice => ("SendVoice", "voice"),
            Self::VideoNote => ("SendVideoNote", "video_note"),
            Self::Sticker => ("SendSticker", "sticker"),
            Self::Document => ("SendDocument", "document"),
        }
    }

    /// Words may stand below it.
    fn has_caption(self) -> bool {
        !matches!(self, Self::VideoNote | Self::Sticker)
    }
}

/// The file of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// What kind of file it is.
    pub sort: Sort,
    /// By which the bot that was written to can fetch it and send it again.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
    /// Its media type.
    pub media_type: Option<String>,
    /// Its length.
    pub bytes: Option<i64>,
}

/// A message as a person wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// The words, or those below the file.
    pub text: String,
    /// How they look.
    #[serde(default)]
    pub pieces: Vec<Piece>,
    /// The file.
    #[serde(default)]
    pub file: Option<File>,
}

/// Where the file of a message comes from.
#[derive(Clone, Debug)]
pub enum Source {
    /// There is none.
    None,
    /// The bot that sends has sent it or got it before.
    Known(String),
    /// It is brought along.
    Bytes(Bytes),
}

/// What became of a message that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The message.
    pub message: Option<i64>,
    /// By which the same bot can send the file again.
    pub file: Option<String>,
}

impl Written {
    /// The message of an update; none for what cannot be said again: a poll, a
    /// place, a contact, a piece of an album.
    pub fn of(incoming: &Incoming) -> Option<Self> {
        let (sort, file, text) = match &incoming.event {
            Event::Text { text, .. } => {
                return Some(Self {
                    text: text.clone(),
                    pieces: incoming.pieces.clone(),
                    file: None,
                });
            }
            Event::Document {
                file,
                caption,
                album: None,
                ..
            } => (Sort::Document, file, caption),
            Event::Media {
                kind,
                file: Some(file),
                caption,
                album: None,
                ..
            } => (sort(*kind)?, file, caption),
            _ => return None,
        };
        Some(Self {
            text: text.clone().unwrap_or_default(),
            pieces: incoming.pieces.clone(),
            file: Some(of_file(sort, file)),
        })
    }
}

fn sort(kind: MediaKind) -> Option<Sort> {
    match kind {
        MediaKind::Photo => Some(Sort::Photo),
        MediaKind::Video => Some(Sort::Video),
        MediaKind::Voice => Some(Sort::Voice),
        MediaKind::Audio => Some(Sort::Audio),
        MediaKind::Sticker => Some(Sort::Sticker),
        MediaKind::Animation => Some(Sort::Animation),
        MediaKind::VideoNote => Some(Sort::VideoNote),
        MediaKind::Location
        | MediaKind::Poll
        | MediaKind::Dice
        | MediaKind::Story
        | MediaKind::Other => None,
    }
}

fn of_file(sort: Sort, file: &FileRef) -> File {
    File {
        sort,
        id: file.id.clone(),
        name: file.name.clone(),
        media_type: file.media_type.clone(),
        bytes: file.bytes,
    }
}

/// The pieces of a message, as far as they must be sent along.
pub(super) fn pieces(body: &Map<String, Value>) -> Vec<Piece> {
    let all = body
        .get("entities")
        .or_else(|| body.get("caption_entities"));
    let all = all.and_then(Value::as_array).into_iter().flatten();
    all.filter_map(|one| serde_json::from_value::<Piece>(one.clone()).ok())
        .filter(|piece| KINDS.contains(&piece.kind.as_str()))
        .take(MOST_PIECES)
        .collect()
}

impl Telegram {
    /// Says a message in a chat, exactly as it was written.
    ///
    /// # Errors
    /// [`ConnectError`]; the codes of a refusal are in
    /// [`reason`](super::reason).
    pub async fn write(
        &self,
        token: &Secret<String>,
        chat: i64,
        (written, source): (&Written, &Source),
    ) -> Result<Said, ConnectError> {
        let wire = wire(chat, written, source);
        let call = call(vec![token], wire.method);
        let answer = self.exchange(&call, token, wire).await?;
        let result = answer::result_of(&call, &answer)?;
        let body = result.get().as_bytes();
        Ok(Said {
            message: reading::message_id(body),
            file: reading::file_id(body),
        })
    }
}

fn wire(chat: i64, written: &Written, source: &Source) -> Wire {
    let Some(file) = &written.file else {
        let body = json!({
            "chat_id": chat,
            "text": written.text,
            "entities": written.pieces,
            "link_preview_options": {"is_disabled": true},
        });
        return json_wire("SendMessage", &body);
    };
    let (method, name) = file.sort.names();
    let has_words = file.sort.has_caption() && !written.text.is_empty();
    match source {
        Source::Bytes(bytes) => {
            let mut parts = vec![field("chat_id", chat.to_string())];
            if has_words {
                let pieces = serde_json::to_string(&written.pieces);
                parts.push(field("caption", written.text.clone()));
                parts.push(field("caption_entities", pieces.unwrap_or_default()));
            }
            parts.push(Part {
                name: name.to_owned(),
                bytes: bytes.clone(),
                file: Some((file_name(file), media_type(file))),
            });
            Wire {
                method,
                body: Body::Form(parts),
                timeout: Millis::secs(120),
            }
        }
        Source::None | Source::Known(_) => {
            let id = match source {
                Source::Known(id) => id,
                _ => &file.id,
            };
            let mut body = json!({"chat_id": chat, name: id});
            if has_words {
                body["caption"] = json!(written.text);
                body["caption_entities"] = json!(written.pieces);
            }
            json_wire(method, &body)
        }
    }
}

/// Telegram tells a sticker and a voice message by the ends of their names.
fn file_name(file: &File) -> String {
    let plain = match file.sort {
        Sort::Photo => "photo.jpg",
        Sort::Video | Sort::Animation | Sort::VideoNote => "video.mp4",
        Sort::Audio => "audio.mp3",
        Sort::Voice => "voice.ogg",
        Sort::Sticker => "sticker.webp",
        Sort::Document => "file",
    };
    file.name.clone().unwrap_or_else(|| plain.to_owned())
}

fn media_type(file: &File) -> String {
    let known = file.media_type.clone();
    let known = known.filter(|known| known.parse::<mime::Mime>().is_ok());
    known.unwrap_or_else(|| "application/octet-stream".to_owned())
}
