//! What a person sees in the app.

use std::collections::BTreeMap;

use bytes::Bytes;

use super::Meta;
use super::state::State;

/// Who wrote a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Author {
    /// The customer.
    Person,
    /// The business through the API.
    Api,
    /// The merchant by hand, in the business app.
    Phone,
}

/// How far a business's message has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageState {
    /// Meta has taken it.
    Accepted,
    /// On its way.
    Sent,
    /// On the person's phone.
    Delivered,
    /// Looked at.
    Read,
    /// Will never arrive.
    Failed {
        /// Meta's error code.
        code: i64,
    },
}

/// Something to tap below a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenButton {
    /// Its id or payload; empty for links.
    pub id: String,
    /// The label.
    pub title: String,
    /// The second line of a list's row.
    pub description: Option<String>,
    /// Where a link leads.
    pub url: Option<String>,
}

/// A file in a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenMedia {
    /// image, video, audio, document, sticker or file.
    pub kind: String,
    /// The type of the bytes.
    pub mime: String,
    /// The file itself.
    pub bytes: Bytes,
    /// Documents have a name.
    pub file_name: Option<String>,
}

/// One message on the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct SeenMessage {
    /// `wamid` or `mid`.
    pub id: String,
    /// Who wrote it.
    pub by: Author,
    /// When.
    pub at_ms: i64,
    /// text, image, interactive, template ..
    pub kind: String,
    /// The text or caption.
    pub text: String,
    /// A heading above the text.
    pub header: Option<String>,
    /// Small print below the text.
    pub footer: Option<String>,
    /// What can be tapped, rows of lists included.
    pub buttons: Vec<SeenButton>,
    /// The buttons are rows of a list, behind one button with this label.
    pub list_button: Option<String>,
    /// The file that came with it.
    pub media: Option<SeenMedia>,
    /// The message it answers.
    pub reply_to: Option<String>,
    /// The emoji by each side.
    pub reactions: BTreeMap<Author, String>,
    /// Taken back by its author.
    pub is_deleted: bool,
    /// How often its author changed it.
    pub edits: u32,
    /// How far it has come; people's own messages always arrive.
    pub state: MessageState,
    /// The person's message bears the business's read mark.
    pub is_read: bool,
    /// The comment it answers in private.
    pub comment: Option<String>,
}

impl SeenMessage {
    pub(super) fn new(id: String, by: Author, kind: &str, at_ms: i64, state: MessageState) -> Self {
        Self {
            id,
            by,
            at_ms,
            kind: kind.to_owned(),
            text: String::new(),
            header: None,
            footer: None,
            buttons: Vec::new(),
            list_button: None,
            media: None,
            reply_to: None,
            reactions: BTreeMap::new(),
            is_deleted: false,
            edits: 0,
            state,
            is_read: false,
            comment: None,
        }
    }

    /// Whether it is on the person's screen.
    fn is_visible(&self) -> bool {
        if self.kind == "reaction" {
            // It hangs on another message.
            return false;
        }
        match self.state {
            MessageState::Delivered | MessageState::Read => !self.is_deleted,
            MessageState::Accepted | MessageState::Sent | MessageState::Failed { .. } => false,
        }
    }
}

/// The chat as the person sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct ChatSeen {
    /// What has arrived and was not deleted, oldest first.
    pub messages: Vec<SeenMessage>,
    /// The business seems to be writing.
    pub is_typing: bool,
}

/// A comment below a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenComment {
    /// Its id.
    pub id: String,
    /// Who wrote it; none for the account itself.
    pub person: Option<String>,
    /// What it says.
    pub text: String,
    /// The comment it answers.
    pub parent: Option<String>,
    /// When.
    pub at_ms: i64,
}

impl Meta {
    /// The chat between a number or account and a person, as the person sees it.
    pub fn chat(&self, account: &str, person: &str) -> ChatSeen {
        let now_ms = self.common.now_ms();
        let key = (account.to_owned(), person.to_owned());
        self.look(|state| {
            let thread = state.threads.get(&key);
            let messages = thread.map(|it| it.messages.as_slice()).unwrap_or_default();
            let seen = messages.iter().map(|message| &message.seen);
            let typing_until_ms = thread.and_then(|thread| thread.typing_until_ms);
            ChatSeen {
                messages: seen.filter(|it| it.is_visible()).cloned().collect(),
                is_typing: typing_until_ms.is_some_and(|end| now_ms < end),
            }
        })
    }

    /// Who has ever talked with whom: number or account, and person.
    pub fn chats(&self) -> Vec<(String, String)> {
        self.look(|state| state.threads.keys().cloned().collect())
    }

    /// All that a number or account sent, arrived or not, oldest first.
    pub fn sent(&self, account: &str) -> Vec<SeenMessage> {
        self.look(|state| {
            let threads = state.threads.iter().filter(|((own, _), _)| own == account);
            let messages = threads.flat_map(|(_, thread)| &thread.messages);
            let sent = messages.filter(|message| message.seen.by != Author::Person);
            let mut sent: Vec<SeenMessage> = sent.map(|message| message.seen.clone()).collect();
            sent.sort_by_key(|message| message.at_ms);
            sent
        })
    }

    /// How many service messages a number had delivered in the month of this
    /// moment; the first thousand are free.
    pub fn service_messages(&self, number: &str, at_ms: i64) -> u32 {
        let month = super::statuses::month(at_ms);
        self.look(|state| {
            let number = state.numbers.get(number);
            let counted = number.and_then(|it| it.service_messages.get(&month));
            counted.copied().unwrap_or_default()
        })
    }

    /// The comments below a post, oldest first.
    pub fn comments(&self, post: &str) -> Vec<SeenComment> {
        self.look(|state| comments(state, post))
    }
}

fn comments(state: &State, post: &str) -> Vec<SeenComment> {
    let found = state.comments.iter().filter(|(_, it)| it.post == post);
    let mut seen: Vec<SeenComment> = found
        .map(|(id, comment)| SeenComment {
            id: id.clone(),
            person: comment.person.clone(),
            text: comment.text.clone(),
            parent: comment.parent.clone(),
            at_ms: comment.at_ms,
        })
        .collect();
    // Ids count up, but as text they need not sort so.
    seen.sort_by_key(|comment| (comment.at_ms, comment.id.len(), comment.id.clone()));
    seen
}
