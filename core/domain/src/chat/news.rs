//! What the house told a customer by way of the shop's bot or account.

use scx_store::{DbError, Tx};

use super::model::Author;
use super::{ConversationId, SentMessage, sql, topics};
use crate::accounts::PartnerId;

/// Writes down what a customer was told, so that whoever answers next knows of
/// it: the text, and what the channel calls the message.
///
/// # Errors
/// [`DbError`].
pub async fn note_news(
    tx: &mut Tx,
    partner: PartnerId,
    id: ConversationId,
    (text, external_id): (&str, Option<&str>),
) -> Result<(), DbError> {
    let conversation = match sql::conversation(&mut *tx, partner, id).await {
        // Erased in the meantime.
        Err(DbError::Missing) => return Ok(()),
        found => found?,
    };
    let row = sql::NewMessage::of(tx, &conversation, Author::Product, text.to_owned());
    let sent = SentMessage {
        partner,
        id: row.id.to_string(),
        external_id: external_id.map(str::to_owned),
    };
    sql::insert_messages(tx, vec![row]).await?;
    sql::note_sent(tx, &[&sent]).await?;
    topics::mirror(tx, partner, id).await
}
