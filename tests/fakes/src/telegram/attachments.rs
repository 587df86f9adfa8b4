//! Files and contact cards that people and bots send.

use bytes::Bytes;
use serde_json::{Value, json};

use super::state::{State, StoredFile};

/// A file a person sends. The mime type decides how albums show it.
#[derive(Clone, Debug)]
pub struct Document {
    pub(super) file_name: String,
    pub(super) mime: String,
    pub(super) bytes: Bytes,
    pub(super) claimed_bytes: Option<u64>,
    pub(super) caption: Option<String>,
}

impl Document {
    /// A file with these bytes.
    pub fn new(file_name: &str, mime: &str, bytes: impl Into<Bytes>) -> Self {
        Self {
            file_name: file_name.to_owned(),
            mime: mime.to_owned(),
            bytes: bytes.into(),
            claimed_bytes: None,
            caption: None,
        }
    }

    /// Says the file is this large without making it so.
    #[must_use]
    pub fn claiming(mut self, size_bytes: u64) -> Self {
        self.claimed_bytes = Some(size_bytes);
        self
    }

    /// Adds a text below the file.
    #[must_use]
    pub fn captioned(mut self, caption: &str) -> Self {
        self.caption = Some(caption.to_owned());
        self
    }
}

/// Whose contact card a person sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Card {
    /// The sender's own, proven by the vendor with `user_id`.
    Own,
    /// Somebody else's.
    Other {
        /// The number on the card.
        phone: String,
        /// The name on the card.
        first_name: String,
        /// Present when the card belongs to an account the app knows.
        user_id: Option<i64>,
    },
}

/// How a file travels in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Document,
    Photo,
    Voice,
    Video,
    Animation,
    Audio,
    VideoNote,
    Sticker,
}

impl Form {
    pub(super) fn of_mime(mime: &str) -> Self {
        if mime.starts_with("image/") {
            Self::Photo
        } else if mime.starts_with("video/") {
            Self::Video
        } else {
            Self::Document
        }
    }

    pub(super) fn field(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Photo => "photo",
            Self::Voice => "voice",
            Self::Video => "video",
            Self::Animation => "animation",
            Self::Audio => "audio",
            Self::VideoNote => "video_note",
            Self::Sticker => "sticker",
        }
    }

    /// Where its files lie: what was sent as one kind is sent again as that.
    pub(super) fn folder(self) -> &'static str {
        match self {
            Self::Document => "documents",
            Self::Photo => "photos",
            Self::Voice => "voice",
            Self::Video => "videos",
            Self::Animation => "animations",
            Self::Audio => "music",
            Self::VideoNote => "video_notes",
            Self::Sticker => "stickers",
        }
    }
}

impl State {
    /// Stores the file for this bot and gives the message field that shows it.
    pub(super) fn attach(&mut self, bot: i64, form: Form, file: &Document) -> Value {
        let base = self.store(bot, form, file);
        let with = |more: Value| merged(base.clone(), more);
        match form {
            Form::Document => with(json!({
                "file_name": file.file_name,
                "mime_type": file.mime,
            })),
            Form::Photo => {
                let small = self.store(bot, form, file);
                let small = merged(small, json!({"width": 90, "height": 67}));
                let large = with(json!({"width": 1280, "height": 960}));
                json!([small, large])
            }
            Form::Voice => with(json!({"duration": 3, "mime_type": "audio/ogg"})),
            Form::Audio => with(json!({
                "duration": 180,
                "file_name": file.file_name,
                "mime_type": file.mime,
            })),
            Form::VideoNote => with(json!({"duration": 5, "length": 240})),
            Form::Video | Form::Animation => with(json!({
                "duration": 5,
                "width": 640,
                "height": 480,
                "file_name": file.file_name,
                "mime_type": file.mime,
            })),
            Form::Sticker => with(json!({
                "width": 512,
                "height": 512,
                "emoji": "👍",
                "set_name": "Salom",
                "is_animated": false,
                "is_video": false,
                "type": "regular",
            })),
        }
    }

    fn store(&mut self, bot: i64, form: Form, file: &Document) -> Value {
        let serial = self.next_serial();
        let extension = file
            .file_name
            .rsplit_once('.')
            .map_or("dat", |(_, end)| end);
        let size_bytes = file.claimed_bytes.unwrap_or(file.bytes.len() as u64);
        let stored = StoredFile {
            bot,
            unique_id: format!("AgAD{serial:08}"),
            path: format!("{}/file_{serial}.{extension}", form.folder()),
            bytes: file.bytes.clone(),
            size_bytes,
        };
        let file_id = format!("BQACAgIAAxkBAAI{serial:08}");
        let shown = json!({
            "file_id": file_id,
            "file_unique_id": stored.unique_id,
            "file_size": size_bytes,
        });
        self.files.insert(file_id, stored);
        shown
    }
}

fn merged(mut base: Value, more: Value) -> Value {
    if let (Value::Object(base), Value::Object(more)) = (&mut base, more) {
        base.extend(more);
    }
    base
}
