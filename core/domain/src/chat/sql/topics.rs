//! The topics of conversations.

use scx_store::{DbError, On, Tx, sql};

use crate::accounts::PartnerId;
use crate::chat::topics::Topic;
use crate::chat::{ConversationId, Line, MessageId};
use crate::notify::Place;
use crate::readable;

use super::browse::LineRow;

scx_store::statements! {
    TOPIC = "SELECT conversation, bot, chat, thread FROM desk_topic WHERE partner = $1 AND conversation = $2";
    AT_TOPIC = "SELECT conversation FROM desk_topic WHERE partner = $1 AND bot = $2 AND chat = $3 AND thread = $4";
    KEEP_TOPIC = "INSERT INTO desk_topic (conversation, partner, bot, chat, thread, shown)
        VALUES ($1, $2, $3, $4, $5, COALESCE((SELECT message.id FROM message WHERE message.partner = $2
            AND message.conversation = $1 ORDER BY message.id DESC LIMIT 1 OFFSET 10), ''))
        ON CONFLICT (conversation) DO UPDATE SET bot = excluded.bot, chat = excluded.chat,
            thread = excluded.thread, shown = excluded.shown";
    FORGET_TOPIC = "DELETE FROM desk_topic WHERE bot = $1 AND chat = $2 AND thread = $3
        RETURNING partner, conversation";
    UNSHOWN = "SELECT message.id, message.author, message.kind, message.text, message.delivery, message.created_at
        FROM desk_topic JOIN message ON message.conversation = desk_topic.conversation
            AND message.id > desk_topic.shown
        WHERE desk_topic.partner = $1 AND desk_topic.conversation = $2 AND message.partner = $1
            AND message.said_in IS NULL
        ORDER BY message.id LIMIT 50";
    NOTE_SHOWN = "UPDATE desk_topic SET shown = $3 WHERE partner = $1 AND conversation = $2";
    NOTE_SAID_THERE = "UPDATE message SET said_in = 'topic' WHERE partner = $1 AND id = $2";
}

pub(in crate::chat) async fn topic(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    conversation: ConversationId,
) -> Result<Option<Topic>, DbError> {
    let topic = sql(TOPIC).bind(partner).bind(conversation);
    let row = topic.optional::<(String, String, i64, i64)>(on).await?;
    row.map(|(conversation, bot, chat, thread)| {
        Ok(Topic {
            conversation: readable(conversation.parse())?,
            bot,
            chat,
            thread,
        })
    })
    .transpose()
}

pub(in crate::chat) async fn at_topic(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    place: &Place,
    thread: i64,
) -> Result<Option<ConversationId>, DbError> {
    let at = sql(AT_TOPIC).bind(partner).bind(&place.bot);
    let row = at.bind(place.chat).bind(thread);
    let row = row.optional::<(String,)>(on).await?;
    row.map(|(id,)| readable(id.parse())).transpose()
}

pub(in crate::chat) async fn keep_topic(
    tx: &mut Tx,
    partner: PartnerId,
    topic: &Topic,
) -> Result<(), DbError> {
    sql(KEEP_TOPIC)
        .bind(topic.conversation)
        .bind(partner)
        .bind(&topic.bot)
        .bind(topic.chat)
        .bind(topic.thread)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(in crate::chat) async fn forget_topic(
    tx: &mut Tx,
    bot: &str,
    chat: i64,
    thread: i64,
) -> Result<Option<(PartnerId, ConversationId)>, DbError> {
    let gone = sql(FORGET_TOPIC).bind(bot).bind(chat).bind(thread);
    let row = gone.optional::<(String, String)>(tx).await?;
    row.map(|(partner, conversation)| {
        Ok((readable(partner.parse())?, readable(conversation.parse())?))
    })
    .transpose()
}

pub(in crate::chat) async fn unshown(
    tx: &mut Tx,
    partner: PartnerId,
    conversation: ConversationId,
) -> Result<Vec<Line>, DbError> {
    let lines = sql(UNSHOWN).bind(partner).bind(conversation);
    let rows = lines.all::<LineRow>(tx).await?;
    rows.into_iter().map(Line::try_from).collect()
}

pub(in crate::chat) async fn note_shown(
    tx: &mut Tx,
    partner: PartnerId,
    conversation: ConversationId,
    last: MessageId,
) -> Result<(), DbError> {
    let shown = sql(NOTE_SHOWN).bind(partner).bind(conversation).bind(last);
    shown.execute(tx).await.map(|_| ())
}

pub(in crate::chat) async fn note_said_there(
    tx: &mut Tx,
    partner: PartnerId,
    message: MessageId,
) -> Result<(), DbError> {
    let said = sql(NOTE_SAID_THERE).bind(partner).bind(message);
    said.execute(tx).await.map(|_| ())
}
