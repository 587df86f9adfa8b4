//! Every statement of chat.

mod browse;
mod comments;
mod conversations;
mod delivery;
mod everywhere;
mod files;
mod holdings;
mod rating;
mod stats;
mod topics;

use std::collections::HashMap;

use scx_kit::{Language, Time};
use scx_store::{Db, DbError, Many, On, Tx, Value, many, sql};

use super::model::{Author, Mode};
use super::{
    Channel, Conversation, ConversationId, Kind, MessageId, QuestionId, QuestionRow, Reason,
};
use crate::accounts::PartnerId;
use crate::ai;
use crate::knowledge::{DocumentId, LessonId};
use crate::{plain, readable};

pub(super) use browse::{PAGE, basis, lines, talks, was_said};
pub(super) use comments::{comment, insert_comment, set_progress};
pub(super) use conversations::{
    Renewed, conversation, conversation_at, conversations, save_conversations, set_mode,
};
pub(super) use delivery::{delivery, delivery_of, note_sent, rename_chat, set_delivery, set_name};
pub(super) use everywhere::{SAID, Said, said, whose};
pub(super) use files::{insert_file, public_file};
pub(super) use holdings::HOLDINGS;
pub(super) use rating::{asked_before, is_asked, rate};
pub(super) use stats::{delivered, tallies, unanswered};
pub(super) use topics::{
    at_topic, forget_topic, keep_topic, note_said_there, note_shown, topic, unshown,
};

/// The last six messages of each conversation, which is what a model is told.
/// A cross join, so that SQLite begins with what is wanted.
const HISTORIES: Many = many(
    "SELECT message.conversation, message.author, message.text, message.created_at FROM (VALUES",
    "($, $)",
    ") AS wanted CROSS JOIN message
        WHERE message.partner = wanted.column1 AND message.conversation = wanted.column2 AND message.kind <> 'phrase'
        AND message.id >= COALESCE((SELECT earlier.id FROM message AS earlier
            WHERE earlier.partner = wanted.column1 AND earlier.conversation = wanted.column2
            ORDER BY earlier.id DESC LIMIT 1 OFFSET 5), '')
        ORDER BY message.conversation, message.id",
);
const INSERT_MESSAGES: Many = many(
    "INSERT INTO message (id, partner, conversation, author, kind, text, language, action, provider, model,
        prompt_version, tokens_in, tokens_out, cost_micro_usd, house_micro_usd, sources, document, created_at, took_ms)
        VALUES",
    "($, $, $, $, $, $, $, $, $, $, $, $, $, $, $, $, $, $, $)",
    "",
);

scx_store::statements! {
    INSERT_QUESTION = "INSERT INTO question (id, partner, conversation, text, reason, state, message, created_at)
        VALUES ($1, $2, $3, $4, $5, 'open', $6, $7)";
    ANSWER_QUESTION = "UPDATE question SET state = 'answered', answer = $3, answered_at = $4
        WHERE partner = $1 AND id = $2 AND state = 'open'";
    ANSWER_QUESTIONS = "UPDATE question SET state = 'answered', answer = $3, answered_at = $4
        WHERE partner = $1 AND conversation = $2 AND state = 'open' RETURNING id";
    NOTE_LESSON = "UPDATE question SET lesson = $3 WHERE partner = $1 AND id = $2 AND lesson IS NULL";
    OPEN_QUESTIONS_OF = "SELECT id FROM question WHERE partner = $1 AND conversation = $2 AND state = 'open'";
    QUESTION = "SELECT question.id, question.conversation, question.text, question.reason,
        question.answer, conversation.customer_name, conversation.channel, conversation.state, question.created_at,
        desk_topic.thread, question.lesson, question.message
        FROM question JOIN conversation ON conversation.id = question.conversation
        LEFT JOIN desk_topic ON desk_topic.conversation = question.conversation
        WHERE question.partner = $1 AND question.id = $2";
    OPEN_QUESTIONS = "SELECT COUNT(*) FROM question WHERE partner = $1 AND state = 'open'";
}

/// The statements of this module, the multi-row ones in every size.
pub(super) fn statements() -> Vec<&'static str> {
    let many = [HISTORIES, INSERT_MESSAGES];
    let many = many.iter().flat_map(Many::texts).collect();
    let parts = [
        browse::ALL.to_vec(),
        comments::ALL.to_vec(),
        delivery::statements(),
        everywhere::ALL.to_vec(),
        files::ALL.to_vec(),
        rating::ALL.to_vec(),
        stats::ALL.to_vec(),
        topics::ALL.to_vec(),
        conversations::statements(),
    ];
    [ALL.to_vec(), many, parts.concat()].concat()
}

/// A message on its way into the table.
#[derive(Clone)]
pub(super) struct NewMessage {
    pub(super) id: MessageId,
    pub(super) partner: PartnerId,
    pub(super) conversation: ConversationId,
    pub(super) author: Author,
    pub(super) kind: Kind,
    pub(super) text: String,
    pub(super) language: Option<Language>,
    pub(super) answer: Option<(ai::Answer, Option<DocumentId>)>,
    /// What understanding it took.
    pub(super) sensed: Option<ai::Sensed>,
    pub(super) created_at: Time,
    /// How long the customer waited for it.
    pub(super) took_ms: Option<i64>,
}

impl NewMessage {
    /// Words of somebody in a conversation, in its language.
    pub(super) fn of(tx: &Tx, conversation: &Conversation, author: Author, text: String) -> Self {
        Self {
            id: tx.id(),
            partner: conversation.partner,
            conversation: conversation.id,
            author,
            kind: Kind::Text,
            text,
            language: conversation.language,
            answer: None,
            sensed: None,
            created_at: tx.now(),
            took_ms: None,
        }
    }
}

pub(super) async fn insert_messages(tx: &mut Tx, messages: Vec<NewMessage>) -> Result<(), DbError> {
    INSERT_MESSAGES
        .execute(tx, messages.into_iter().map(message_row).collect())
        .await
        .map(|_| ())
}

fn message_row(message: NewMessage) -> Vec<Value> {
    let (answer, document) = message
        .answer
        .map_or((None, None), |(answer, document)| (Some(answer), document));
    let sensed = message.sensed;
    let text = |of_answer: fn(&ai::Answer) -> &str, of_sensed: fn(&ai::Sensed) -> &str| {
        let sensed = sensed.as_ref().map(|sensed| of_sensed(sensed).to_owned());
        let answer = answer.as_ref().map(|answer| of_answer(answer).to_owned());
        Value::Text(answer.or(sensed))
    };
    let number = |of_answer: fn(&ai::Answer) -> i64, of_sensed: fn(&ai::Sensed) -> i64| {
        let sensed = sensed.as_ref().map(of_sensed);
        Value::Int(answer.as_ref().map(of_answer).or(sensed))
    };
    vec![
        message.id.into(),
        message.partner.into(),
        message.conversation.into(),
        message.author.name().into(),
        message.kind.name().into(),
        message.text.into(),
        message.language.into(),
        Value::Text(
            answer
                .as_ref()
                .map(|answer| answer.action.name().to_owned()),
        ),
        text(|answer| &answer.provider, |sensed| &sensed.provider),
        text(|answer| &answer.model, |sensed| &sensed.model),
        Value::Int(answer.as_ref().map(|answer| answer.prompt_version)),
        number(|answer| answer.tokens_in, |sensed| sensed.tokens_in),
        number(|answer| answer.tokens_out, |sensed| sensed.tokens_out),
        number(
            |answer| answer.cost_micro_usd,
            |sensed| sensed.cost_micro_usd,
        ),
        number(
            |answer| answer.house_micro_usd,
            |sensed| sensed.house_micro_usd,
        ),
        Value::Text(answer.as_ref().map(|answer| plain(&answer.cited))),
        document.into(),
        message.created_at.into(),
        Value::Int(message.took_ms),
    ]
}

/// The last messages of each conversation since the moment that is given with
/// it, oldest first.
pub(super) async fn histories(
    db: &Db,
    conversations: &HashMap<ConversationId, (PartnerId, Time)>,
) -> Result<HashMap<ConversationId, Vec<ai::Turn>>, DbError> {
    let keys = conversations
        .iter()
        .map(|(id, (partner, _))| vec![(*partner).into(), (*id).into()]);
    let rows = HISTORIES
        .all::<(String, String, String, i64)>(db, keys.collect())
        .await?;
    let mut histories: HashMap<ConversationId, Vec<ai::Turn>> = HashMap::new();
    for (conversation, author, text, created_at) in rows {
        let conversation: ConversationId = readable(conversation.parse())?;
        let is_over = |(_, since): &(PartnerId, Time)| created_at < since.0;
        if text.is_empty() || conversations.get(&conversation).is_some_and(is_over) {
            continue;
        }
        histories.entry(conversation).or_default().push(ai::Turn {
            is_customer: author == Author::Customer.name(),
            text,
        });
    }
    Ok(histories)
}

pub(super) async fn insert_question(
    tx: &mut Tx,
    conversation: &Conversation,
    text: &str,
    (reason, disliked): (Reason, Option<MessageId>),
) -> Result<QuestionId, DbError> {
    let (id, now) = (tx.id(), tx.now());
    sql(INSERT_QUESTION)
        .bind(id)
        .bind(conversation.partner)
        .bind(conversation.id)
        .bind(text)
        .bind(reason.name())
        .bind(disliked)
        .bind(now)
        .execute(tx)
        .await?;
    Ok(id)
}

pub(super) async fn answer_question(
    tx: &mut Tx,
    partner: PartnerId,
    id: QuestionId,
    text: &str,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = sql(ANSWER_QUESTION)
        .bind(partner)
        .bind(id)
        .bind(text)
        .bind(now)
        .execute(tx)
        .await?;
    Ok(changed > 0)
}

/// Answers everything that waits of a conversation; gives the questions.
pub(super) async fn answer_questions(
    tx: &mut Tx,
    partner: PartnerId,
    conversation: ConversationId,
    text: &str,
) -> Result<Vec<QuestionId>, DbError> {
    let now = tx.now();
    let answered = sql(ANSWER_QUESTIONS)
        .bind(partner)
        .bind(conversation)
        .bind(text)
        .bind(now);
    ids(answered.all::<(String,)>(tx).await?)
}

/// Notes which lesson was made of a question; whether it was the first.
pub(super) async fn note_lesson(
    tx: &mut Tx,
    partner: PartnerId,
    id: QuestionId,
    lesson: LessonId,
) -> Result<bool, DbError> {
    let note = sql(NOTE_LESSON).bind(partner).bind(id).bind(lesson);
    Ok(note.execute(tx).await? > 0)
}

/// What waits of a conversation.
pub(super) async fn open_questions_of(
    tx: &mut Tx,
    partner: PartnerId,
    conversation: ConversationId,
) -> Result<Vec<QuestionId>, DbError> {
    let open = sql(OPEN_QUESTIONS_OF).bind(partner).bind(conversation);
    ids(open.all::<(String,)>(tx).await?)
}

fn ids(rows: Vec<(String,)>) -> Result<Vec<QuestionId>, DbError> {
    let ids = rows.into_iter().map(|(id,)| readable(id.parse()));
    ids.collect()
}

pub(super) async fn question(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    id: QuestionId,
) -> Result<QuestionRow, DbError> {
    #[derive(sqlx::FromRow)]
    struct Row {
        id: String,
        conversation: String,
        text: String,
        reason: String,
        answer: Option<String>,
        customer_name: String,
        channel: String,
        state: String,
        thread: Option<i64>,
        lesson: Option<String>,
        message: Option<String>,
        created_at: i64,
    }
    let row = sql(QUESTION).bind(partner).bind(id).one::<Row>(on).await?;
    Ok(QuestionRow {
        id: readable(row.id.parse())?,
        conversation: readable(row.conversation.parse())?,
        text: row.text,
        reason: readable(Reason::try_from(row.reason))?,
        answer: row.answer,
        customer: row.customer_name,
        channel: readable(Channel::try_from(row.channel))?,
        mode: readable(Mode::try_from(row.state))?,
        thread: row.thread,
        is_taught: row.lesson.is_some(),
        disliked: row.message.map(|id| readable(id.parse())).transpose()?,
        created_at: Time(row.created_at),
    })
}

pub(super) async fn open_questions(
    on: impl Into<On<'_>>,
    partner: PartnerId,
) -> Result<i64, DbError> {
    sql(OPEN_QUESTIONS)
        .bind(partner)
        .one::<(i64,)>(on)
        .await
        .map(|(count,)| count)
}
