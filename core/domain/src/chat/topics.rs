//! Conversations as topics of the partner's chat, where it has topics.

use scx_jobs::{Job, Key, Lane, Priority, enqueue};
use scx_store::{DbError, On, Tx};
use serde::{Deserialize, Serialize};

use super::{ConversationId, Line, MessageId, QuestionId, sql};
use crate::accounts::{self, PartnerId};
use crate::notify::Place;

/// The card at the head of a topic.
pub const DESK_CARD: &str = "desk";

/// Shows in a topic what has been said since; opens the topic first.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Mirror {
    /// Whose customer it is.
    pub partner: PartnerId,
    /// The conversation.
    pub conversation: ConversationId,
}

impl Job for Mirror {
    const NAME: &'static str = "chat.mirror";
    const LANE: Lane = Lane::Send;
    const PRIORITY: Priority = Priority::High;

    fn partner(&self) -> Option<String> {
        Some(self.partner.to_string())
    }

    fn once(&self) -> Option<Key> {
        Some(Key(self.conversation.to_string()))
    }
}

/// The topic of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// The conversation.
    pub conversation: ConversationId,
    /// The bot's row id.
    pub bot: String,
    /// The partner's chat.
    pub chat: i64,
    /// The thread in it.
    pub thread: i64,
}

/// Has a conversation shown in its topic after the commit, where the partner's
/// chat has topics.
pub(super) async fn mirror(
    tx: &mut Tx,
    partner: PartnerId,
    conversation: ConversationId,
) -> Result<(), DbError> {
    if !accounts::partner(&mut *tx, partner).await?.has_topics {
        return Ok(());
    }
    let job = Mirror {
        partner,
        conversation,
    };
    enqueue(tx, &job).await
}

/// The topic of a conversation, once it is open.
///
/// # Errors
/// [`DbError`].
pub async fn topic(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    conversation: ConversationId,
) -> Result<Option<Topic>, DbError> {
    sql::topic(on, partner, conversation).await
}

/// The conversation that a topic of the partner's chat shows.
///
/// # Errors
/// [`DbError`].
pub async fn at_topic(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    place: &Place,
    thread: i64,
) -> Result<Option<ConversationId>, DbError> {
    sql::at_topic(on, partner, place, thread).await
}

/// Remembers a topic that was opened.
///
/// # Errors
/// [`DbError`].
pub async fn keep_topic(tx: &mut Tx, partner: PartnerId, topic: &Topic) -> Result<(), DbError> {
    sql::keep_topic(tx, partner, topic).await
}

/// A topic is gone: the conversation gets another one.
///
/// # Errors
/// [`DbError`].
pub async fn forget_topic(tx: &mut Tx, bot: &str, chat: i64, thread: i64) -> Result<(), DbError> {
    let Some((partner, conversation)) = sql::forget_topic(tx, bot, chat, thread).await? else {
        return Ok(());
    };
    mirror(tx, partner, conversation).await
}

/// What was said since a topic was last brought up to date, oldest first, and
/// which questions wait; it is up to date from now on.
///
/// # Errors
/// [`DbError`].
pub async fn catch_up(
    tx: &mut Tx,
    partner: PartnerId,
    topic: &Topic,
) -> Result<(Vec<Line>, Vec<QuestionId>), DbError> {
    let lines = sql::unshown(tx, partner, topic.conversation).await?;
    if let Some(last) = lines.last() {
        sql::note_shown(tx, partner, topic.conversation, last.id).await?;
    }
    let questions = sql::open_questions_of(tx, partner, topic.conversation).await?;
    Ok((lines, questions))
}

/// What was just written stands in the topic already.
pub(super) async fn note_said_there(
    tx: &mut Tx,
    partner: PartnerId,
    message: MessageId,
) -> Result<(), DbError> {
    sql::note_said_there(tx, partner, message).await
}
