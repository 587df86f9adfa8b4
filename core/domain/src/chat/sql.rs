//! Every statement of chat.

mod delivery;
mod holdings;

use std::collections::HashMap;

use scx_kit::{Language, Time};
use scx_store::{Db, DbError, Many, On, Tx, Value, many, sql};

use super::model::Mode;
use super::{Burst, Conversation, ConversationId, QuestionId, QuestionRow, Reason};
use crate::accounts::PartnerId;
use crate::ai;
use crate::knowledge::DocumentId;
use crate::messengers::Account;
use crate::{plain, readable};

pub(super) use delivery::{delivery, delivery_of, rename_chat, set_delivery, set_external};
pub(super) use holdings::HOLDINGS;

/// The partner is part of the key: a conversation of another partner is never
/// found, whatever the chat is called.
const CONVERSATIONS: Many = many(
    "SELECT id, partner, bot, chat, customer_name, language, is_language_chosen, other_language, state,
        human_until, notice_at, busy_until, is_flooding, window_until, is_opted_out, created_at
        FROM conversation WHERE (partner, bot, chat) IN (VALUES",
    "($, $, $)",
    ")",
);
const SAVE_CONVERSATIONS: Many = many(
    "INSERT INTO conversation (id, partner, bot, chat, customer_name, language, is_language_chosen,
        other_language, state, human_until, notice_at, busy_until, is_flooding, window_until, is_opted_out, created_at,
        last_at) VALUES",
    "($, $, $, $, $, $, $, $, $, $, $, $, $, $, $, $, $)",
    "ON CONFLICT (bot, chat) DO UPDATE SET customer_name = excluded.customer_name,
        language = excluded.language, is_language_chosen = excluded.is_language_chosen,
        other_language = excluded.other_language, state = excluded.state,
        human_until = excluded.human_until, notice_at = excluded.notice_at, busy_until = excluded.busy_until,
        is_flooding = excluded.is_flooding, window_until = excluded.window_until,
        is_opted_out = excluded.is_opted_out, last_at = excluded.last_at",
);
/// The last six messages of each conversation, which is what a model is told.
/// A cross join, so that SQLite begins with what is wanted.
const HISTORIES: Many = many(
    "SELECT message.conversation, message.author, message.text FROM (VALUES",
    "($, $)",
    ") AS wanted CROSS JOIN message
        WHERE message.partner = wanted.column1 AND message.conversation = wanted.column2
        AND message.id >= COALESCE((SELECT earlier.id FROM message AS earlier
            WHERE earlier.partner = wanted.column1 AND earlier.conversation = wanted.column2
            ORDER BY earlier.id DESC LIMIT 1 OFFSET 5), '')
        ORDER BY message.conversation, message.id",
);
const INSERT_MESSAGES: Many = many(
    "INSERT INTO message (id, partner, conversation, author, text, language, action, provider, model,
        prompt_version, tokens_in, tokens_out, cost_micro_usd, sources, document, created_at) VALUES",
    "($, $, $, $, $, $, $, $, $, $, $, $, $, $, $, $)",
    "",
);

scx_store::statements! {
    CONVERSATION = "SELECT id, partner, bot, chat, customer_name, language, is_language_chosen,
        other_language, state, human_until, notice_at, busy_until, is_flooding, window_until, is_opted_out, created_at
        FROM conversation WHERE partner = $1 AND id = $2";
    CONVERSATION_AT = "SELECT id, partner, bot, chat, customer_name, language, is_language_chosen,
        other_language, state, human_until, notice_at, busy_until, is_flooding, window_until, is_opted_out, created_at
        FROM conversation WHERE partner = $1 AND bot = $2 AND chat = $3";
    INSERT_QUESTION = "INSERT INTO question (id, partner, conversation, text, reason, state, created_at)
        VALUES ($1, $2, $3, $4, $5, 'open', $6)";
    ANSWER_QUESTION = "UPDATE question SET state = 'answered', answer = $3, answered_at = $4
        WHERE partner = $1 AND id = $2 AND state = 'open'";
    QUESTION = "SELECT question.id, question.conversation, question.text, question.reason,
        question.answer, conversation.customer_name, question.created_at
        FROM question JOIN conversation ON conversation.id = question.conversation
        WHERE question.partner = $1 AND question.id = $2";
    OPEN_QUESTIONS = "SELECT COUNT(*) FROM question WHERE partner = $1 AND state = 'open'";
}

/// The statements of this module, the multi-row ones in every size.
pub(super) fn statements() -> Vec<&'static str> {
    let many = [
        CONVERSATIONS,
        HISTORIES,
        SAVE_CONVERSATIONS,
        INSERT_MESSAGES,
    ];
    let many = many.iter().flat_map(Many::texts).collect();
    [ALL.to_vec(), delivery::ALL.to_vec(), many].concat()
}

#[derive(sqlx::FromRow)]
struct ConversationRow {
    id: String,
    partner: String,
    bot: String,
    chat: String,
    customer_name: String,
    language: Option<String>,
    is_language_chosen: bool,
    other_language: Option<String>,
    state: String,
    human_until: Option<i64>,
    notice_at: Option<i64>,
    busy_until: i64,
    is_flooding: bool,
    window_until: Option<i64>,
    is_opted_out: bool,
    created_at: i64,
}

impl TryFrom<ConversationRow> for Conversation {
    type Error = DbError;

    fn try_from(row: ConversationRow) -> Result<Self, DbError> {
        Ok(Self {
            id: readable(row.id.parse())?,
            partner: readable(row.partner.parse())?,
            account: readable(row.bot.parse())?,
            chat: row.chat,
            customer: row.customer_name,
            language: row
                .language
                .map(|tag| readable(Language::try_from(tag)))
                .transpose()?,
            is_language_chosen: row.is_language_chosen,
            other_language: row
                .other_language
                .map(|tag| readable(Language::try_from(tag)))
                .transpose()?,
            mode: readable(Mode::try_from(row.state))?,
            human_until: row.human_until.map(Time),
            notice_at: row.notice_at.map(Time),
            busy_until: Time(row.busy_until),
            is_flooding: row.is_flooding,
            window_until: row.window_until.map(Time),
            is_opted_out: row.is_opted_out,
            created_at: Time(row.created_at),
        })
    }
}

/// The known conversations of some bursts, by account and chat.
pub(super) async fn conversations(
    db: &Db,
    bursts: &[Burst],
) -> Result<HashMap<(Account, String), Conversation>, DbError> {
    let keys = bursts
        .iter()
        .map(|burst| {
            vec![
                burst.partner.into(),
                burst.account.into(),
                (&burst.chat).into(),
            ]
        })
        .collect();
    let rows = CONVERSATIONS.all::<ConversationRow>(db, keys).await?;
    rows.into_iter()
        .map(|row| {
            let conversation = Conversation::try_from(row)?;
            Ok((
                (conversation.account, conversation.chat.clone()),
                conversation,
            ))
        })
        .collect()
}

pub(super) async fn conversation(
    tx: &mut Tx,
    partner: PartnerId,
    id: ConversationId,
) -> Result<Conversation, DbError> {
    sql(CONVERSATION)
        .bind(partner)
        .bind(id)
        .one::<ConversationRow>(tx)
        .await?
        .try_into()
}

/// The conversation of a place, if somebody wrote there before.
pub(super) async fn conversation_at(
    tx: &mut Tx,
    partner: PartnerId,
    (account, chat): (Account, &str),
) -> Result<Option<Conversation>, DbError> {
    let row = sql(CONVERSATION_AT)
        .bind(partner)
        .bind(account)
        .bind(chat)
        .optional::<ConversationRow>(tx)
        .await?;
    row.map(Conversation::try_from).transpose()
}

pub(super) async fn save_conversations(
    tx: &mut Tx,
    conversations: &[&Conversation],
) -> Result<(), DbError> {
    let now = tx.now();
    let rows = conversations
        .iter()
        .map(|conversation| {
            vec![
                Value::from(conversation.id),
                conversation.partner.into(),
                conversation.account.into(),
                (&conversation.chat).into(),
                (&conversation.customer).into(),
                conversation.language.into(),
                conversation.is_language_chosen.into(),
                conversation.other_language.into(),
                conversation.mode.name().into(),
                conversation.human_until.into(),
                conversation.notice_at.into(),
                conversation.busy_until.into(),
                conversation.is_flooding.into(),
                conversation.window_until.into(),
                conversation.is_opted_out.into(),
                conversation.created_at.into(),
                now.into(),
            ]
        })
        .collect();
    SAVE_CONVERSATIONS.execute(tx, rows).await.map(|_| ())
}

/// A message on its way into the table.
#[derive(Clone)]
pub(super) struct NewMessage {
    pub(super) id: String,
    pub(super) partner: PartnerId,
    pub(super) conversation: ConversationId,
    pub(super) author: &'static str,
    pub(super) text: String,
    pub(super) language: Option<Language>,
    pub(super) answer: Option<(ai::Answer, Option<DocumentId>)>,
    pub(super) created_at: Time,
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
    let text = |pick: fn(&ai::Answer) -> String| Value::Text(answer.as_ref().map(pick));
    let number = |pick: fn(&ai::Answer) -> i64| Value::Int(answer.as_ref().map(pick));
    vec![
        message.id.into(),
        message.partner.into(),
        message.conversation.into(),
        message.author.into(),
        message.text.into(),
        message.language.into(),
        text(|answer| answer.action.name().to_owned()),
        text(|answer| answer.provider.clone()),
        text(|answer| answer.model.clone()),
        number(|answer| answer.prompt_version),
        number(|answer| answer.tokens_in),
        number(|answer| answer.tokens_out),
        number(|answer| answer.cost_micro_usd),
        text(|answer| plain(&answer.cited)),
        document.into(),
        message.created_at.into(),
    ]
}

/// The last messages of each conversation, oldest first.
pub(super) async fn histories(
    db: &Db,
    conversations: impl Iterator<Item = (PartnerId, ConversationId)>,
) -> Result<HashMap<ConversationId, Vec<ai::Turn>>, DbError> {
    let keys = conversations.map(|(partner, id)| vec![partner.into(), id.into()]);
    let rows = HISTORIES
        .all::<(String, String, String)>(db, keys.collect())
        .await?;
    let mut histories: HashMap<ConversationId, Vec<ai::Turn>> = HashMap::new();
    for (conversation, author, text) in rows.into_iter().filter(|(.., text)| !text.is_empty()) {
        let conversation = readable(conversation.parse())?;
        histories.entry(conversation).or_default().push(ai::Turn {
            is_customer: author == "customer",
            text,
        });
    }
    Ok(histories)
}

pub(super) async fn insert_question(
    tx: &mut Tx,
    conversation: &Conversation,
    text: &str,
    reason: Reason,
) -> Result<QuestionId, DbError> {
    let (id, now) = (tx.id(), tx.now());
    sql(INSERT_QUESTION)
        .bind(id)
        .bind(conversation.partner)
        .bind(conversation.id)
        .bind(text)
        .bind(reason.name())
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

pub(super) async fn question(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    id: QuestionId,
) -> Result<QuestionRow, DbError> {
    type Row = (String, String, String, String, Option<String>, String, i64);
    let (id, conversation, text, reason, answer, customer, created_at) =
        sql(QUESTION).bind(partner).bind(id).one::<Row>(on).await?;
    Ok(QuestionRow {
        id: readable(id.parse())?,
        conversation: readable(conversation.parse())?,
        text,
        reason: readable(Reason::try_from(reason))?,
        answer,
        customer,
        created_at: Time(created_at),
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
