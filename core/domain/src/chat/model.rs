//! The data of chat.

use scx_jobs::inbox::InboxMark;
use scx_jobs::outbox::Letter;
use scx_kit::{Id, Language, Prefix, Time};

use super::{Attachment, Channel, Kind};
use crate::accounts::PartnerId;
use crate::ai::Sensed;
use crate::knowledge::Good;
use crate::messengers::Account;
use crate::names::stored_names;

/// Marks the ids of conversations.
#[derive(Debug)]
pub struct ConversationMark;
impl Prefix for ConversationMark {
    const PREFIX: &'static str = "cnv";
}

/// The id of a conversation.
pub type ConversationId = Id<ConversationMark>;

/// Marks the ids of questions to the partner.
#[derive(Debug)]
pub struct QuestionMark;
impl Prefix for QuestionMark {
    const PREFIX: &'static str = "qst";
}

/// The id of a question.
pub type QuestionId = Id<QuestionMark>;

/// Marks the ids of messages.
#[derive(Debug)]
pub struct MessageMark;
impl Prefix for MessageMark {
    const PREFIX: &'static str = "msg";
}

/// The id of a message.
pub type MessageId = Id<MessageMark>;

/// Everything that waits in one conversation.
#[derive(Clone, Debug)]
pub struct Burst {
    /// The bot or account that was written to.
    pub account: Account,
    /// What kind of place that is.
    pub channel: Channel,
    /// Whose customer it is.
    pub partner: PartnerId,
    /// The chat within the bot.
    pub chat: String,
    /// What the customer calls themselves.
    pub customer: String,
    /// The language of the customer's app, a first guess.
    pub guess: Option<Language>,
    /// What happened, oldest first.
    pub heard: Vec<Heard>,
    /// When the last of it happened, as far as the channel tells.
    pub written_at: Time,
    /// The updates behind it.
    pub updates: Vec<Id<InboxMark>>,
    /// What the channel itself wants to hear first: that a tap was noticed.
    pub acknowledgements: Vec<Letter>,
    /// Until when the customer may be answered freely, where the channel has an end.
    pub window_until: Option<Time>,
    /// The message that answers hang on, where others write in the same chat.
    pub last_message: Option<i64>,
    /// When its first and its last words came in.
    words_came: Option<(Time, Time)>,
    /// There is more in it than words, which does not wait for the rest.
    is_pressing: bool,
}

impl Burst {
    /// Nothing has been heard so far.
    pub fn new(
        (account, channel): (Account, Channel),
        partner: PartnerId,
        updates: Vec<Id<InboxMark>>,
    ) -> Self {
        Self {
            account,
            channel,
            partner,
            chat: String::new(),
            customer: String::new(),
            guess: None,
            heard: Vec::new(),
            written_at: Time(0),
            updates,
            acknowledgements: Vec::new(),
            window_until: None,
            last_message: None,
            words_came: None,
            is_pressing: false,
        }
    }

    /// Adds what the customer did at `written_at` and what came in at `received_at`.
    pub fn add(&mut self, heard: Heard, written_at: Time, received_at: Time) {
        self.written_at = self.written_at.max(written_at);
        match &heard {
            Heard::Said { .. } => {
                let first = self.words_came.map_or(received_at, |(first, _)| first);
                self.words_came = Some((first, received_at));
            }
            Heard::Nothing => {}
            _ => self.is_pressing = true,
        }
        self.heard.push(heard);
    }

    /// Until when more of it may come, if that is not over.
    pub fn quiet_until(&self, now: Time) -> Option<Time> {
        let (first, last) = self.words_came.filter(|_| !self.is_pressing)?;
        super::rules::quiet_until(self.channel, first, last, now)
    }

    /// How long the customer has waited since their last word, in milliseconds.
    pub(super) fn waited(&self, now: Time) -> Option<i64> {
        self.words_came.map(|(_, last)| (now - last).0.max(0))
    }

    /// Nothing in it calls for anything.
    pub fn is_idle(&self) -> bool {
        self.heard.iter().all(|heard| *heard == Heard::Nothing)
    }
}

/// One thing a customer did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Wrote text, or corrected what they wrote.
    Said {
        /// The words.
        text: String,
        /// When it was written.
        at: Time,
    },
    /// Opened the bot.
    Started,
    /// Opened the bot by the link of a good, by its code.
    CameFor(String),
    /// As [`Heard::CameFor`], once the file was asked for it.
    ChoseGood(Good),
    /// Wants another language.
    AskedLanguage,
    /// Chose a language.
    ChoseLanguage(Language),
    /// Wants a person.
    AskedOperator,
    /// Wants to know what the bot can do.
    AskedHelp,
    /// Sent something that is not read yet: a photo, a voice message.
    SentMedia(Attachment),
    /// Sent a recording or a picture that was understood.
    Sensed {
        /// What it is.
        kind: Kind,
        /// The words beside it.
        caption: Option<String>,
        /// What was understood.
        sensed: Sensed,
        /// When it was sent.
        at: Time,
    },
    /// Sent a sticker or the like, which asks for nothing.
    SentSmile,
    /// Shared a place or a phone number: for the partner to see.
    Shared(String),
    /// Wants no news any more.
    OptedOut,
    /// Wants news again.
    OptedIn,
    /// Wrote in a group.
    CalledInGroup,
    /// Nothing to answer.
    Nothing,
}

/// Who answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The AI.
    Bot,
    /// A person.
    Human,
}

stored_names!(Mode {
    Bot => "bot",
    Human => "human",
});

/// Who wrote a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// The customer.
    Customer,
    /// The AI.
    Ai,
    /// Somebody of the shop.
    Partner,
    /// The product, in sentences of its own.
    Product,
}

stored_names!(Author {
    Customer => "customer",
    Ai => "ai",
    Partner => "partner",
    Product => "product",
});

/// A customer in one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Conversation {
    /// The id.
    pub id: ConversationId,
    /// Whose customer it is.
    pub partner: PartnerId,
    /// The bot or account.
    pub account: Account,
    /// What kind of place that is.
    pub channel: Channel,
    /// The chat within it.
    pub chat: String,
    /// What the customer calls themselves.
    pub customer: String,
    /// The language of the conversation, once known.
    pub language: Option<Language>,
    /// The customer chose it by a button.
    pub is_language_chosen: bool,
    /// Another language in which the last confident message was written.
    pub other_language: Option<Language>,
    /// Who answers.
    pub mode: Mode,
    /// Until when a person answers.
    pub human_until: Option<Time>,
    /// How often the one who answers was changed by hand. An answer that was
    /// begun before such a change is not given after it.
    pub takeovers: i64,
    /// What was said before is not told to a model: a talk that a person ended
    /// is over.
    pub since: Time,
    /// When the customer was last told that the shop will reply soon.
    pub notice_at: Option<Time>,
    /// When the bucket of the customer's messages is empty again.
    pub busy_until: Time,
    /// The customer writes faster than people do.
    pub is_flooding: bool,
    /// Until when the customer may be answered freely, where the channel has an end.
    pub window_until: Option<Time>,
    /// The message that answers hang on, where others write in the same chat.
    pub last_message: Option<i64>,
    /// The customer wants no news.
    pub is_opted_out: bool,
    /// The first message.
    pub created_at: Time,
}

impl Conversation {
    /// One in which nothing has happened yet.
    pub(super) fn begun(
        id: ConversationId,
        partner: PartnerId,
        (account, channel): (Account, Channel),
        (chat, customer): (&str, &str),
        now: Time,
    ) -> Self {
        Self {
            id,
            partner,
            account,
            channel,
            chat: chat.to_owned(),
            customer: customer.to_owned(),
            language: None,
            is_language_chosen: false,
            other_language: None,
            mode: Mode::Bot,
            human_until: None,
            takeovers: 0,
            since: Time(0),
            notice_at: None,
            // Empty, whenever the first words were written.
            busy_until: Time(0),
            is_flooding: false,
            window_until: None,
            last_message: None,
            is_opted_out: false,
            created_at: now,
        }
    }
}

/// Why a question is put to the partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The knowledge holds no answer.
    Unanswered,
    /// The customer wants a person.
    Operator,
    /// A person has taken over and the customer goes on writing.
    Human,
    /// The partner has paused the AI.
    Paused,
    /// The partner's plan has ended.
    Closed,
    /// It came in while the product was away for long.
    Late,
    /// A recording or a picture that the AI cannot make out.
    Media,
    /// The customer did not like the answer.
    Disliked,
}

stored_names!(Reason {
    Unanswered => "unanswered",
    Operator => "operator",
    Human => "human",
    Paused => "paused",
    Closed => "closed",
    Late => "late",
    Media => "media",
    Disliked => "disliked",
});

/// A question that waits for the partner, or was answered.
#[derive(Clone, Debug, PartialEq)]
pub struct QuestionRow {
    /// The id.
    pub id: QuestionId,
    /// The conversation.
    pub conversation: ConversationId,
    /// What the customer wrote.
    pub text: String,
    /// Why it waits.
    pub reason: Reason,
    /// The partner's answer.
    pub answer: Option<String>,
    /// What the customer calls themselves.
    pub customer: String,
    /// Where the customer writes.
    pub channel: Channel,
    /// The answer that the customer did not like.
    pub disliked: Option<MessageId>,
    /// Who answers there now.
    pub mode: Mode,
    /// The topic that shows the conversation, where there is one.
    pub thread: Option<i64>,
    /// The partner made a lesson of question and answer.
    pub is_taught: bool,
    /// When it was put.
    pub created_at: Time,
}
