//! What customers think of the AI's answers.

use scx_store::Tx;

use super::model::MessageId;
use super::{CARD, Reason, sql};
use crate::accounts::PartnerId;
use crate::messengers::Account;
use crate::names::stored_names;
use crate::{Error, notify};

/// What a customer thinks of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rating {
    /// It helped.
    Good,
    /// It did not.
    Bad,
}

stored_names!(Rating {
    Good => "good",
    Bad => "bad",
});

/// The answer that is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rated {
    /// By its own id.
    Message(MessageId),
    /// By what the channel calls it.
    External(String),
}

/// Takes note of what the customer of a chat thinks of an answer there. One
/// that is not liked is put to the partner, once, with what it rests on.
///
/// # Errors
/// A fault of the database. An unknown message changes nothing.
pub async fn rate(
    tx: &mut Tx,
    partner: PartnerId,
    place: (Account, &str),
    (rated, rating): (&Rated, Rating),
) -> Result<(), Error> {
    let changed = sql::rate(tx, partner, place, (rated, rating)).await?;
    let Some((message, conversation)) = changed.filter(|_| rating == Rating::Bad) else {
        return Ok(());
    };
    if sql::is_asked(tx, partner, (conversation, message)).await? {
        return Ok(());
    }
    let asked = sql::asked_before(tx, partner, conversation, message).await?;
    let conversation = sql::conversation(&mut *tx, partner, conversation).await?;
    let why = (Reason::Disliked, Some(message));
    let text = asked.unwrap_or_default();
    let question = sql::insert_question(tx, &conversation, &text, why).await?;
    Ok(notify::redraw(tx, partner, CARD, &question.to_string()).await?)
}
