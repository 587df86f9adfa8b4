//! Conversations with customers: what they said, what they were answered.
//!
//! One burst of updates is one piece of work with one answer. Many bursts go
//! through `answer` together: loaded with a few statements, asked side by
//! side, and written with a few statements as they become ready. Everything
//! that follows from a burst (messages, letters, questions to the partner, the
//! handled updates) is one transaction, so a crash repeats all of it or nothing.

mod answer;
mod browse;
mod budget;
mod channel;
mod comments;
mod delivery;
mod departures;
mod desk;
mod everywhere;
mod files;
mod flood;
mod follow_up;
mod goods;
mod letters;
mod model;
mod news;
mod rating;
mod rules;
mod senses;
mod sql;
mod stats;
mod template;
mod topics;
mod write;

pub use answer::hear;
pub use browse::{Basis, Line, Talk, Wanted, basis, conversation, conversation_at, lines, talks};
pub use channel::{Channel, Kind};
pub use comments::{
    ANSWERABLE, AnswerComment, Comment, CommentId, CommentMark, CommentReply, Progress, comment,
    note_answered, note_comment, note_told, reply_to_comment,
};
pub use delivery::{
    Delivery, begin, note_delivery, note_echo, note_failed, note_identity, note_name,
    note_preference, note_unsent,
};
pub use departures::{Departures, SentMessage};
pub use desk::{AnswerNow, answer_now, pause, reply, resume, teach, test, write, write_in_topic};
pub use everywhere::{Anybodys, MOST_SEEN, everywhere, whose};
pub use files::{
    MOST_FILE_BYTES, Parcel, PublicFile, check_file, file_key, is_file_key, public_file, send_file,
};
pub use model::{
    Author, Burst, Conversation, ConversationId, ConversationMark, Heard, MessageId, MessageMark,
    Mode, QuestionId, QuestionMark, QuestionRow, Reason,
};
pub use news::note_news;
pub use rating::{Rated, Rating, rate};
pub use senses::{Attachment, FetchAttachment, MOST_BYTES, has_any as takes_long};
pub(crate) use stats::midnight;
pub use stats::{Counts, Stats, delivered_this_month, stats};
pub use template::send_template;
pub use topics::{DESK_CARD, Mirror, Topic, at_topic, catch_up, forget_topic, keep_topic, topic};

use scx_jobs::Registry;
use scx_store::{DbError, On, Tx};

use crate::Parts;
use crate::accounts::PartnerId;

/// The card that shows a question which waits for the partner.
pub const CARD: &str = "ask";

/// What this capability hands to the composition root.
pub fn parts() -> Parts {
    Parts {
        statements: sql::statements(),
        holdings: sql::HOLDINGS.to_vec(),
        registry: Registry::default().job::<AnswerNow>(),
        ..Parts::default()
    }
}

/// A question that was put to the partner.
///
/// # Errors
/// [`DbError::Missing`] for another partner's question.
pub async fn question(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    id: QuestionId,
) -> Result<QuestionRow, DbError> {
    sql::question(on, partner, id).await
}

/// The questions of a conversation that wait for the partner.
///
/// # Errors
/// [`DbError`].
pub async fn open_questions_of(
    tx: &mut Tx,
    partner: PartnerId,
    conversation: ConversationId,
) -> Result<Vec<QuestionId>, DbError> {
    sql::open_questions_of(tx, partner, conversation).await
}

/// How many questions wait for the partner.
///
/// # Errors
/// [`DbError`].
pub async fn open_questions(on: impl Into<On<'_>>, partner: PartnerId) -> Result<i64, DbError> {
    sql::open_questions(on, partner).await
}
