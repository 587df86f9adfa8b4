//! What is sent to Telegram. It is stored in the outbox before it is sent, so
//! a change of these types must still read what an older release has written.

use serde::{Deserialize, Serialize};

/// One thing to send. Texts are Telegram's HTML; link previews are always off,
/// because a customer's link must not grow into an advertisement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Outgoing {
    /// A new message.
    Text {
        /// The chat it goes to.
        chat: i64,
        /// The text, at most 4096 characters after parsing.
        html: String,
        /// The buttons.
        #[serde(default)]
        keyboard: Keyboard,
        /// The message it answers; sent without the link when that one is gone.
        #[serde(default)]
        reply_to: Option<i64>,
        /// Arrives without a sound.
        #[serde(default)]
        silent: bool,
        /// The topic of the chat.
        #[serde(default)]
        thread: Option<i64>,
        /// The connection to the account in whose name it is said.
        #[serde(default)]
        business: Option<String>,
    },
    /// New text and buttons for a message of ours. Equal content is a success.
    Edit {
        /// The chat of the message.
        chat: i64,
        /// The message.
        message: i64,
        /// The new text.
        html: String,
        /// The new buttons; only `None`, `Remove` (the same here) and `Inline`.
        #[serde(default)]
        keyboard: Keyboard,
    },
    /// New buttons for a message of ours. Equal content is a success.
    Keys {
        /// The chat of the message.
        chat: i64,
        /// The message.
        message: i64,
        /// The new buttons; only `None`, `Remove` (the same here) and `Inline`.
        #[serde(default)]
        keyboard: Keyboard,
    },
    /// Deletes a message. One already gone is a success.
    Delete {
        /// The chat of the message.
        chat: i64,
        /// The message.
        message: i64,
    },
    /// Answers a tap. A tap too old to be answered is a success.
    Toast {
        /// The tap's id.
        query: String,
        /// At most 200 characters; nothing just ends the waiting sign.
        #[serde(default)]
        text: Option<String>,
        /// As a window to close instead of a line that fades.
        #[serde(default)]
        alert: bool,
    },
    /// Shows "typing" for at most 5 s.
    Typing {
        /// The chat it is shown in.
        chat: i64,
    },
    /// Shows that an answer is being written, for at most 30 s and in private
    /// chats only. Older servers do not know it.
    Thinking {
        /// The chat it is shown in.
        chat: i64,
        /// Any number but 0; a further one with the same number replaces it.
        draft: i64,
    },
    /// Puts a message of ours on top of the chat, without a sound.
    Pin {
        /// The chat of the message.
        chat: i64,
        /// The message.
        message: i64,
    },
    /// A picture.
    Photo {
        /// The chat it goes to.
        chat: i64,
        /// The media type.
        media_type: String,
        /// At most 10 MB.
        #[serde(with = "base64_text")]
        bytes: Vec<u8>,
        /// At most 1024 characters after parsing.
        #[serde(default)]
        caption_html: Option<String>,
        /// Where in the chat it goes.
        #[serde(default)]
        aside: Aside,
    },
    /// A file.
    Document {
        /// The chat it goes to.
        chat: i64,
        /// The name the person sees.
        file_name: String,
        /// The media type; anything malformed is sent as plain bytes.
        media_type: String,
        /// The content, at most 50 MB.
        #[serde(with = "base64_text")]
        bytes: Vec<u8>,
        /// At most 1024 characters after parsing.
        #[serde(default)]
        caption_html: Option<String>,
        /// The buttons.
        #[serde(default)]
        keyboard: Keyboard,
        /// Where in the chat it goes.
        #[serde(default)]
        aside: Aside,
    },
}

/// Where in a chat something goes, and in whose name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aside {
    /// The message it answers; sent without the link when that one is gone.
    #[serde(default)]
    pub reply_to: Option<i64>,
    /// The topic of the chat.
    #[serde(default)]
    pub thread: Option<i64>,
    /// The connection to the account in whose name it is sent.
    #[serde(default)]
    pub business: Option<String>,
}

impl Outgoing {
    /// The chat it goes to; a toast has none.
    pub fn chat(&self) -> Option<i64> {
        match self {
            Self::Text { chat, .. }
            | Self::Edit { chat, .. }
            | Self::Keys { chat, .. }
            | Self::Delete { chat, .. }
            | Self::Typing { chat }
            | Self::Thinking { chat, .. }
            | Self::Pin { chat, .. }
            | Self::Photo { chat, .. }
            | Self::Document { chat, .. } => Some(*chat),
            Self::Toast { .. } => None,
        }
    }
}

/// The buttons of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Keyboard {
    /// None of its own; what stands under the input field stays there.
    #[default]
    None,
    /// Rows of buttons under the message.
    Inline(Vec<Vec<Button>>),
    /// Buttons in place of the keyboard, shown once: the first sends the
    /// person's own contact, the others their label as a text.
    Contact {
        /// The label of the button that sends the contact.
        label: String,
        /// The labels of the others, one a row.
        other: Vec<String>,
    },
    /// A button in place of the keyboard, shown once: makes a bot for the person.
    CreateBot {
        /// The label of the button.
        label: String,
        /// The name that is suggested for the bot.
        name: String,
        /// The username that is suggested, without the at sign.
        username: String,
    },
    /// Takes away buttons that stand in place of the keyboard.
    Remove,
}

/// A button under a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    /// What is written on it.
    pub label: String,
    /// What it does.
    pub action: ButtonAction,
}

/// What a button under a message does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ButtonAction {
    /// Comes back to us as a tap; 1 to 64 bytes.
    Data(String),
    /// Opens a link.
    Url(String),
    /// Copies a text of 1 to 256 characters.
    Copy(String),
}

/// Bytes as base64 text: a JSON list of numbers would be four times as long.
mod base64_text {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use serde::{Deserialize as _, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&STANDARD.encode(bytes))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(from)?;
        STANDARD.decode(text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_outbox_stores_comes_back_equal() {
        let all = [
            Outgoing::Text {
                chat: 5,
                html: String::from("<b>Salom</b>"),
                keyboard: Keyboard::Inline(vec![vec![Button {
                    label: String::from("Ha"),
                    action: ButtonAction::Data(String::from("v1|x")),
                }]]),
                reply_to: Some(3),
                silent: true,
                thread: Some(7),
                business: Some(String::from("b1")),
            },
            Outgoing::Keys {
                chat: 5,
                message: 6,
                keyboard: Keyboard::None,
            },
            Outgoing::Document {
                chat: 5,
                file_name: String::from("narxlar.xlsx"),
                media_type: String::from("text/csv"),
                bytes: vec![0, 255, 10],
                caption_html: None,
                keyboard: Keyboard::Contact {
                    label: String::from("Raqam"),
                    other: vec![String::from("Keyin")],
                },
                aside: Aside::default(),
            },
        ];
        for outgoing in all {
            let stored = serde_json::to_string(&outgoing).unwrap();
            assert_eq!(serde_json::from_str::<Outgoing>(&stored).unwrap(), outgoing);
        }
    }

    #[test]
    fn the_stored_form_is_fixed() {
        let stored = r#"{"do":"text","chat":5,"html":"a"}"#;
        let read: Outgoing = serde_json::from_str(stored).unwrap();
        assert_eq!(read.chat(), Some(5));
        let stored = r#"{"do":"document","chat":5,"file_name":"a","media_type":"b","bytes":"AP8K","keyboard":"remove"}"#;
        let Outgoing::Document {
            bytes, keyboard, ..
        } = serde_json::from_str(stored).unwrap()
        else {
            panic!("a document was stored");
        };
        assert_eq!((bytes, keyboard), (vec![0, 255, 10], Keyboard::Remove));
    }
}
