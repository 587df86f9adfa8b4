//! What customers think of answers.

use scx_store::{DbError, Tx, sql};

use crate::accounts::PartnerId;
use crate::chat::{ConversationId, MessageId, Rated, Rating};
use crate::messengers::Account;
use crate::readable;

scx_store::statements! {
    // Only who was answered there, and only what is not so already.
    RATE = "UPDATE message SET rating = $5 WHERE partner = $1 AND id = $4 AND author = 'ai'
        AND (rating IS NULL OR rating <> $5) AND conversation IN
        (SELECT id FROM conversation WHERE partner = $1 AND bot = $2 AND chat = $3) RETURNING id, conversation";
    RATE_EXTERNAL = "UPDATE message SET rating = $5 WHERE partner = $1 AND external_id = $4 AND author = 'ai'
        AND (rating IS NULL OR rating <> $5) AND conversation IN
        (SELECT id FROM conversation WHERE partner = $1 AND bot = $2 AND chat = $3) RETURNING id, conversation";
    IS_ASKED = "SELECT COUNT(*) FROM (SELECT 1 FROM question WHERE partner = $1 AND conversation = $2
        AND message = $3 LIMIT 1) AS asked";
    ASKED_BEFORE = "SELECT text FROM message WHERE partner = $1 AND conversation = $2 AND id < $3
        AND author = 'customer' ORDER BY id DESC LIMIT 1";
}

/// Writes down a rating; gives the message where it is new.
pub(in crate::chat) async fn rate(
    tx: &mut Tx,
    partner: PartnerId,
    (account, chat): (Account, &str),
    (rated, rating): (&Rated, Rating),
) -> Result<Option<(MessageId, ConversationId)>, DbError> {
    let (statement, id) = match rated {
        Rated::Message(id) => (RATE, id.to_string()),
        Rated::External(id) => (RATE_EXTERNAL, id.clone()),
    };
    let rate = sql(statement).bind(partner).bind(account).bind(chat);
    let rate = rate.bind(id).bind(rating.name());
    let row = rate.optional::<(String, String)>(tx).await?;
    row.map(|(id, conversation)| Ok((readable(id.parse())?, readable(conversation.parse())?)))
        .transpose()
}

/// What the customer had asked before a message.
pub(in crate::chat) async fn asked_before(
    tx: &mut Tx,
    partner: PartnerId,
    conversation: ConversationId,
    message: MessageId,
) -> Result<Option<String>, DbError> {
    let asked = sql(ASKED_BEFORE).bind(partner).bind(conversation);
    let row = asked.bind(message).optional::<(String,)>(tx).await?;
    Ok(row.map(|(text,)| text))
}

/// Whether an answer that was not liked is put to the partner already.
pub(in crate::chat) async fn is_asked(
    tx: &mut Tx,
    partner: PartnerId,
    (conversation, message): (ConversationId, MessageId),
) -> Result<bool, DbError> {
    let asked = sql(IS_ASKED).bind(partner).bind(conversation).bind(message);
    Ok(asked.one::<(i64,)>(tx).await?.0 > 0)
}
