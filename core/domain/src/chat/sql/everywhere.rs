//! Conversations of all partners, as the house looks through them.

use scx_kit::Time;
use scx_store::{DbError, Tx, sql};

use crate::accounts::PartnerId;
use crate::chat::everywhere::Anybodys;
use crate::chat::model::Mode;
use crate::chat::{Channel, ConversationId, MessageId, Talk};
use crate::readable;

/// Messages that one statement gives.
pub(in crate::chat) const SAID: usize = 500;

scx_store::statements! {
    LATELY = "SELECT said.id AS message, said.created_at, partner.id AS partner, partner.name AS shop, conversation.id,
        conversation.channel, conversation.customer_name, conversation.state,
        CAST(CASE WHEN EXISTS (SELECT 1 FROM message AS later WHERE later.conversation = said.conversation
            AND later.id > said.id AND later.id < $3) THEN 0 ELSE 1 END AS BIGINT) AS is_newest
        FROM (SELECT id, conversation, created_at FROM message WHERE id >= $1 AND id < $2
            ORDER BY id DESC LIMIT 500) AS said
        JOIN conversation ON conversation.id = said.conversation
        JOIN partner ON partner.id = conversation.partner
        ORDER BY said.id DESC";
    WHOSE = "SELECT partner FROM conversation WHERE id = $1";
}

/// A message without its words, and the conversation that it is of.
pub(in crate::chat) struct Said {
    pub(in crate::chat) message: MessageId,
    /// Nothing was said there after it.
    pub(in crate::chat) is_newest: bool,
    pub(in crate::chat) of: Anybodys,
}

#[derive(sqlx::FromRow)]
struct SaidRow {
    message: String,
    created_at: i64,
    partner: String,
    shop: String,
    id: String,
    channel: String,
    customer_name: String,
    state: String,
    is_newest: i64,
}

impl TryFrom<SaidRow> for Said {
    type Error = DbError;

    fn try_from(row: SaidRow) -> Result<Self, DbError> {
        let talk = Talk {
            id: readable(row.id.parse())?,
            channel: readable(Channel::try_from(row.channel))?,
            customer: row.customer_name,
            mode: readable(Mode::try_from(row.state))?,
            last_at: Time(row.created_at),
        };
        Ok(Self {
            message: readable(row.message.parse())?,
            is_newest: row.is_newest > 0,
            of: Anybodys {
                partner: readable(row.partner.parse())?,
                shop: row.shop,
                talk,
            },
        })
    }
}

/// Messages from `first` to `before`, newest first; the newest of a conversation is the
/// last one before `end`.
pub(in crate::chat) async fn said(
    tx: &mut Tx,
    (first, before, end): (MessageId, MessageId, MessageId),
) -> Result<Vec<Said>, DbError> {
    let query = sql(LATELY).bind(first).bind(before).bind(end);
    let rows = query.all::<SaidRow>(tx).await?;
    rows.into_iter().map(Said::try_from).collect()
}

pub(in crate::chat) async fn whose(tx: &mut Tx, id: ConversationId) -> Result<PartnerId, DbError> {
    let row = sql(WHOSE).bind(id).one::<(String,)>(tx).await?;
    readable(row.0.parse())
}
