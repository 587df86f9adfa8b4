//! The rows of conversations.

use std::collections::HashMap;

use scx_kit::{Language, Time};
use scx_store::{Db, DbError, Many, On, Tx, Value, many, sql};

use crate::accounts::PartnerId;
use crate::chat::model::Mode;
use crate::chat::{Burst, Channel, Conversation, ConversationId};
use crate::messengers::Account;
use crate::readable;

/// The partner is part of the key: a conversation of another partner is never
/// found, whatever the chat is called.
const CONVERSATIONS: Many = many(
    "SELECT id, partner, bot, channel, chat, customer_name, language, is_language_chosen, other_language, state,
        human_until, takeovers, since, notice_at, busy_until, is_flooding, window_until, last_message, is_opted_out, created_at
        FROM conversation WHERE (partner, bot, chat) IN (VALUES",
    "($, $, $)",
    ")",
);
/// Whoever answers stays as it is where a hand has changed it since it was read.
const SAVE_CONVERSATIONS: Many = many(
    "INSERT INTO conversation (id, partner, bot, channel, chat, customer_name, language, is_language_chosen,
        other_language, state, human_until, takeovers, since, notice_at, busy_until, is_flooding, window_until,
        last_message, is_opted_out, created_at, last_at) VALUES",
    "($, $, $, $, $, $, $, $, $, $, $, $, $, $, $, $, $, $, $, $, $)",
    "ON CONFLICT (bot, chat) DO UPDATE SET customer_name = excluded.customer_name,
        language = excluded.language, is_language_chosen = excluded.is_language_chosen,
        other_language = excluded.other_language,
        state = CASE WHEN conversation.takeovers = excluded.takeovers THEN excluded.state
            ELSE conversation.state END,
        human_until = CASE WHEN conversation.takeovers = excluded.takeovers THEN excluded.human_until
            ELSE conversation.human_until END,
        notice_at = CASE WHEN conversation.takeovers = excluded.takeovers THEN excluded.notice_at
            ELSE conversation.notice_at END,
        since = CASE WHEN conversation.takeovers = excluded.takeovers THEN excluded.since
            ELSE conversation.since END,
        busy_until = excluded.busy_until,
        is_flooding = excluded.is_flooding, window_until = excluded.window_until,
        last_message = excluded.last_message,
        is_opted_out = excluded.is_opted_out, last_at = excluded.last_at
        RETURNING id, takeovers",
);

scx_store::statements! {
    CONVERSATION = "SELECT id, partner, bot, channel, chat, customer_name, language, is_language_chosen, other_language,
        state, human_until, takeovers, since, notice_at, busy_until, is_flooding, window_until, last_message, is_opted_out, created_at
        FROM conversation WHERE partner = $1 AND id = $2";
    CONVERSATION_AT = "SELECT id, partner, bot, channel, chat, customer_name, language, is_language_chosen, other_language,
        state, human_until, takeovers, since, notice_at, busy_until, is_flooding, window_until, last_message, is_opted_out, created_at
        FROM conversation WHERE partner = $1 AND bot = $2 AND chat = $3";
    SET_MODE = "UPDATE conversation SET state = $3, human_until = $4, notice_at = $5, since = $6,
        takeovers = takeovers + 1 WHERE partner = $1 AND id = $2";
}

/// The statements of this module, the multi-row ones in every size.
pub(super) fn statements() -> Vec<&'static str> {
    let many = [CONVERSATIONS, SAVE_CONVERSATIONS];
    [ALL.to_vec(), many.iter().flat_map(Many::texts).collect()].concat()
}

#[derive(sqlx::FromRow)]
struct ConversationRow {
    id: String,
    partner: String,
    bot: String,
    channel: String,
    chat: String,
    customer_name: String,
    language: Option<String>,
    is_language_chosen: bool,
    other_language: Option<String>,
    state: String,
    human_until: Option<i64>,
    takeovers: i64,
    since: i64,
    notice_at: Option<i64>,
    busy_until: i64,
    is_flooding: bool,
    window_until: Option<i64>,
    last_message: Option<i64>,
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
            channel: readable(Channel::try_from(row.channel))?,
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
            takeovers: row.takeovers,
            since: Time(row.since),
            notice_at: row.notice_at.map(Time),
            busy_until: Time(row.busy_until),
            is_flooding: row.is_flooding,
            window_until: row.window_until.map(Time),
            last_message: row.last_message,
            is_opted_out: row.is_opted_out,
            created_at: Time(row.created_at),
        })
    }
}

/// The known conversations of some bursts, by account and chat.
pub(in crate::chat) async fn conversations(
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

pub(in crate::chat) async fn conversation(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    id: ConversationId,
) -> Result<Conversation, DbError> {
    sql(CONVERSATION)
        .bind(partner)
        .bind(id)
        .one::<ConversationRow>(on)
        .await?
        .try_into()
}

/// The conversation of a place, if somebody wrote there before.
pub(in crate::chat) async fn conversation_at(
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

/// How often the one who answers had been changed by hand when a conversation
/// was saved.
pub(in crate::chat) type Renewed = HashMap<ConversationId, i64>;

pub(in crate::chat) async fn save_conversations(
    tx: &mut Tx,
    conversations: &[&Conversation],
) -> Result<Renewed, DbError> {
    let now = tx.now();
    let rows = conversations
        .iter()
        .map(|conversation| {
            vec![
                Value::from(conversation.id),
                conversation.partner.into(),
                conversation.account.into(),
                conversation.channel.name().into(),
                (&conversation.chat).into(),
                (&conversation.customer).into(),
                conversation.language.into(),
                conversation.is_language_chosen.into(),
                conversation.other_language.into(),
                conversation.mode.name().into(),
                conversation.human_until.into(),
                conversation.takeovers.into(),
                conversation.since.into(),
                conversation.notice_at.into(),
                conversation.busy_until.into(),
                conversation.is_flooding.into(),
                conversation.window_until.into(),
                conversation.last_message.into(),
                conversation.is_opted_out.into(),
                conversation.created_at.into(),
                now.into(),
            ]
        })
        .collect();
    let saved = SAVE_CONVERSATIONS.all::<(String, i64)>(tx, rows).await?;
    saved
        .into_iter()
        .map(|(id, takeovers)| Ok((readable(id.parse())?, takeovers)))
        .collect()
}

/// Changes by hand who answers: a person until `human_until`, or the AI.
pub(in crate::chat) async fn set_mode(
    tx: &mut Tx,
    conversation: &Conversation,
) -> Result<(), DbError> {
    sql(SET_MODE)
        .bind(conversation.partner)
        .bind(conversation.id)
        .bind(conversation.mode.name())
        .bind(conversation.human_until)
        .bind(conversation.notice_at)
        .bind(conversation.since)
        .execute(tx)
        .await
        .map(|_| ())
}
