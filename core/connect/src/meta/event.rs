//! What happens at Meta's messengers, in one form for both.

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A customer sent something.
    Message(Message),
    /// A customer corrected a message.
    Edited {
        /// Which one.
        of: String,
        /// Who.
        from: Person,
        /// What it says now.
        content: Content,
    },
    /// A customer deleted a message.
    Deleted {
        /// Which one.
        of: String,
        /// Who.
        from: Person,
    },
    /// What became of a message of ours.
    Status(Status),
    /// The account itself wrote: from the merchant's phone, or we did.
    Echo {
        /// The message's id, to tell ours from the merchant's.
        id: String,
        /// To whom.
        to: Person,
        /// What.
        content: Content,
    },
    /// The customer has read up to here.
    Read {
        /// Who.
        by: Person,
    },
    /// A customer is known by another id from now on.
    Identity {
        /// The id so far.
        previous: String,
        /// The id from now on.
        current: String,
    },
    /// A customer wants news or wants them no more.
    Preference {
        /// Who.
        by: Person,
        /// Whether news may be sent.
        wants: bool,
    },
    /// A comment below a post.
    Comment(Comment),
    /// Something about the account: limits, quality, reviews, templates.
    Account {
        /// Meta's word for the field.
        field: String,
        /// What it says, in Meta's words.
        what: String,
    },
    /// Known, and nothing follows from it.
    Passed {
        /// The stable word for it.
        what: &'static str,
    },
    /// Nobody here knows it: kept as it came, and counted.
    Unknown {
        /// Meta's word for it, or where it stood.
        what: String,
    },
}

/// A person at a messenger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// The id that answers go to: on WhatsApp the id within the business or
    /// else the phone, on Instagram the scoped id.
    pub id: String,
    /// The phone number as WhatsApp writes it, without a plus.
    pub phone: Option<String>,
    /// What they call themselves.
    pub name: Option<String>,
    /// Their name after the @.
    pub username: Option<String>,
}

/// A message of a customer.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Meta's id of it.
    pub id: String,
    /// Who sent it.
    pub from: Person,
    /// When, in Unix milliseconds.
    pub at_ms: Option<i64>,
    /// What it says.
    pub content: Content,
    /// The message it answers.
    pub reply_to: Option<String>,
    /// The link or advertisement that brought the customer here.
    pub referral: Option<String>,
}

/// What a message says.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Words.
    Text(String),
    /// A file of some sort.
    Media(Media),
    /// A place.
    Place(Place),
    /// Cards of people: names with phone numbers.
    Contacts(Vec<String>),
    /// A sign on a message; none takes it away.
    Reaction {
        /// The message.
        to: String,
        /// The sign.
        sign: Option<String>,
    },
    /// A tap on a button or a row of a list.
    Choice(Choice),
    /// A filled form.
    Form {
        /// The answers as JSON, which may be broken or missing.
        answers: String,
    },
    /// Goods of the catalogue, with amounts, in words.
    Order(String),
    /// Something else of the messenger: a story, a post; its address if there is one.
    Shared {
        /// Meta's word for it.
        what: String,
        /// Where it is, for a while.
        url: Option<String>,
        /// What was written beside it.
        text: Option<String>,
    },
    /// Something that the messenger does not hand over.
    Unsupported,
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaSort {
    /// A picture.
    Image,
    /// A film.
    Video,
    /// Sound.
    Audio,
    /// Sound that was spoken for this chat.
    Voice,
    /// A file with a name.
    Document,
    /// A sticker.
    Sticker,
}

/// A file that somebody sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media {
    /// What it is.
    pub sort: MediaSort,
    /// Its id at WhatsApp.
    pub id: Option<String>,
    /// Where it is, for a while.
    pub url: Option<String>,
    /// Its type as the sender's program says.
    pub mime: Option<String>,
    /// Its name.
    pub file_name: Option<String>,
    /// What was written beside it.
    pub caption: Option<String>,
}

/// A place on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Its name and address.
    pub name: Option<String>,
}

/// What was tapped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What we wrote behind the button.
    pub data: String,
    /// What stood on it.
    pub title: String,
    /// Where it stood.
    pub sort: ChoiceSort,
}

/// Where a tapped button stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChoiceSort {
    /// Under a message.
    Button,
    /// In a list.
    Row,
    /// Under a template.
    Template,
    /// On a menu or an ice breaker.
    Postback,
    /// The answer to a wish to call.
    CallPermission,
}

/// What became of a message of ours.
#[derive(Clone, Debug, PartialEq)]
pub struct Status {
    /// The message.
    pub of: String,
    /// What became of it.
    pub state: StatusState,
    /// To whom it went.
    pub to: Person,
    /// When, in Unix milliseconds.
    pub at_ms: Option<i64>,
    /// Why it failed.
    pub failure: Option<Failure>,
    /// What Meta charges for it.
    pub pricing: Option<Pricing>,
    /// What we had written on it.
    pub note: Option<String>,
}

/// The states of a message, from the least to the last; failed is final.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatusState {
    /// Meta has it.
    Sent,
    /// It is on the phone.
    Delivered,
    /// It was looked at.
    Read,
    /// It did not arrive.
    Failed,
}

/// Why a message failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Meta's number for it.
    pub code: i64,
    /// Meta's words, for logs.
    pub detail: String,
}

/// What Meta charges for a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pricing {
    /// service, utility, marketing, authentication.
    pub category: String,
    /// regular, or one of the free kinds.
    pub sort: String,
}

/// A comment below a post of the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Its id.
    pub id: String,
    /// What it says.
    pub text: String,
    /// Who wrote it.
    pub from: Person,
    /// The comment it answers.
    pub parent: Option<String>,
    /// The post.
    pub media: Option<String>,
    /// It was written while the account was live.
    pub is_live: bool,
    /// The account itself wrote it, under one of its ids.
    pub is_own: bool,
}

impl Comment {
    /// Whether one of these ids or names wrote it.
    pub fn is_by(&self, ids: &[String]) -> bool {
        let is_one = |id: &String| *id == self.from.id || self.from.username.as_ref() == Some(id);
        self.is_own || ids.iter().any(is_one)
    }
}

impl Event {
    /// The stable word for the kind, in figures and on the command line.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Message(message) => message.content.kind(),
            Self::Edited { .. } => "edited",
            Self::Deleted { .. } => "deleted",
            Self::Status(_) => "status",
            Self::Echo { .. } => "echo",
            Self::Read { .. } => "read",
            Self::Identity { .. } => "identity",
            Self::Preference { .. } => "preferences",
            Self::Comment(comment) if comment.is_own => "own_comment",
            Self::Comment(comment) if comment.is_live => "live_comment",
            Self::Comment(_) => "comment",
            Self::Account { field, .. } if field.contains("template") => "template",
            Self::Account { .. } => "account",
            Self::Passed { what } => what,
            Self::Unknown { .. } => "unknown",
        }
    }
}

impl Content {
    fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Media(media) => match media.sort {
                MediaSort::Image => "image",
                MediaSort::Video => "video",
                MediaSort::Audio => "audio",
                MediaSort::Voice => "voice",
                MediaSort::Document => "document",
                MediaSort::Sticker => "sticker",
            },
            Self::Place(_) => "location",
            Self::Contacts(_) => "contacts",
            Self::Reaction { sign: Some(_), .. } => "reaction",
            Self::Reaction { sign: None, .. } => "unreaction",
            Self::Choice(choice) => match choice.sort {
                ChoiceSort::Button => "button",
                ChoiceSort::Row => "list_choice",
                ChoiceSort::Template => "template_button",
                ChoiceSort::Postback => "postback",
                ChoiceSort::CallPermission => "call_permission",
            },
            Self::Form { .. } => "form",
            Self::Order(_) => "order",
            Self::Shared { what, .. } => match what.as_str() {
                "story_reply" => "story_reply",
                "story_mention" => "story_mention",
                _ => "share",
            },
            Self::Unsupported => "unsupported",
        }
    }
}
