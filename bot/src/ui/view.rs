//! What is drawn: text and buttons as a value.

use scx_connect::telegram::{Button, ButtonAction, Keyboard};

use super::{ButtonData, Target};

/// What a button does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Comes back to the screen or card that drew it.
    Tap {
        /// What it means there.
        action: &'static str,
        /// A row's id in base 62, or a short word.
        id: String,
    },
    /// Opens an address.
    Url(String),
}

/// A button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Btn {
    /// Its label.
    pub label: String,
    /// What it does.
    pub act: Act,
}

impl Btn {
    /// A button with an action.
    pub fn tap(label: String, action: &'static str) -> Self {
        Self::with(label, action, String::new())
    }

    /// A button with an action on something.
    pub fn with(label: String, action: &'static str, id: impl Into<String>) -> Self {
        Self {
            label,
            act: Act::Tap {
                action,
                id: id.into(),
            },
        }
    }
}

/// A screen or card as it looks now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// The text in Telegram HTML.
    pub html: String,
    /// Rows of buttons.
    pub rows: Vec<Vec<Btn>>,
    /// The label of a share-contact key, which only the reply keyboard has.
    pub contact_key: Option<String>,
    /// The topic in which a card hangs.
    pub thread: Option<i64>,
    /// A card that stays on top of the chat.
    pub is_pinned: bool,
}

impl View {
    /// A view with a text and no buttons.
    pub fn new(html: String) -> Self {
        Self {
            html,
            ..Self::default()
        }
    }

    /// Adds a row of buttons.
    #[must_use]
    pub fn row(mut self, row: impl IntoIterator<Item = Btn>) -> Self {
        let row: Vec<Btn> = row.into_iter().collect();
        if !row.is_empty() {
            self.rows.push(row);
        }
        self
    }

    /// The keyboard with the buttons' data of one owner.
    pub fn keyboard(&self, owner: &str, target: &Target) -> Keyboard {
        if let Some(label) = &self.contact_key {
            return Keyboard::Contact {
                label: label.clone(),
                other: Vec::new(),
            };
        }
        if self.rows.is_empty() {
            return Keyboard::None;
        }
        let button = |btn: &Btn| Button {
            label: btn.label.clone(),
            action: match &btn.act {
                Act::Url(url) => ButtonAction::Url(url.clone()),
                Act::Tap { action, id } => {
                    let data = ButtonData {
                        owner: owner.to_owned(),
                        target: target.clone(),
                        action: (*action).to_owned(),
                        id: id.clone(),
                    };
                    ButtonAction::Data(data.encode())
                }
            },
        };
        Keyboard::Inline(
            self.rows
                .iter()
                .map(|row| row.iter().map(button).collect())
                .collect(),
        )
    }
}
