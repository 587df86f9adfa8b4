//! What is asked and what is answered.

use scx_kit::{Language, Time};

use crate::accounts::PartnerId;

/// A passage of the shop's knowledge that may answer the question.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Its place in the document; what an answer cites.
    pub place: u32,
    /// The heading or the header row above it.
    pub heading: Option<String>,
    /// The passage.
    pub text: String,
    /// Comparable within one search only.
    pub score: f32,
    /// The share of the question's content that is found in it, 0 to 1.
    pub covered: f32,
}

/// One earlier message of the conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The customer spoke; otherwise the shop did.
    pub is_customer: bool,
    /// What was said.
    pub text: String,
}

/// A customer's question with everything an answer may be made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Whose shop it is.
    pub partner: PartnerId,
    /// The shop's name.
    pub shop_name: String,
    /// friendly, formal or brief.
    pub tone: String,
    /// Opening hours as a person reads them.
    pub hours: Option<String>,
    /// The language and script to answer in.
    pub language: Language,
    /// Earlier messages, oldest first.
    pub history: Vec<Turn>,
    /// The question.
    pub text: String,
    /// The passages that were found, best first.
    pub sources: Vec<Source>,
    /// A stable hash of the customer, at most 128 characters.
    pub end_user: String,
}

/// What follows from a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The knowledge answers it.
    Answer,
    /// A person has to take over.
    HandOver,
    /// The knowledge does not answer it.
    NoAnswer,
}

impl Action {
    /// The name that is stored and that models use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::HandOver => "hand_over",
            Self::NoAnswer => "no_answer",
        }
    }

    /// Reads a name written by [`Action::name`].
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Answer, Self::HandOver, Self::NoAnswer]
            .into_iter()
            .find(|action| action.name() == name)
    }
}

/// What came of a question, with its price tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What follows.
    pub action: Action,
    /// The words for the customer, plain text; empty unless there is an answer.
    pub text: String,
    /// Places of the sources it rests on.
    pub cited: Vec<u32>,
    /// Who answered: a provider's id or `built-in`.
    pub provider: String,
    /// The model that answered.
    pub model: String,
    /// The version of the instructions the model was given.
    pub prompt_version: i64,
    /// Tokens read by all models that were asked.
    pub tokens_in: i64,
    /// Tokens written by all models that were asked, thinking included.
    pub tokens_out: i64,
    /// What all of it costs, in millionths of a US dollar.
    pub cost_micro_usd: i64,
    /// What of it the house pays: the rest was asked with the shop's own key.
    pub house_micro_usd: i64,
    /// The shop's own key was not accepted or has no quota; another one or the
    /// built-in answerer stood in.
    pub own_key_failed: bool,
}

/// What is known of a shop's own key; the key itself is never shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnKey {
    /// The provider it is for.
    pub provider: String,
    /// Its last four characters.
    pub last_four: String,
    /// When it was first not accepted.
    pub failed_at: Option<Time>,
}
