//! Looking through the conversations of all partners, for the house: by the ids of
//! messages, which begin with their moment, so that no index has to follow every answer.
//! Who is in a conversation is told here, never what was said.

use scx_kit::{Id, Time};
use scx_store::{DbError, Tx};

use super::browse::{key, span};
use super::sql::{self, Said};
use super::{Channel, ConversationId, MessageId, MessageMark, Talk, Wanted};
use crate::accounts::PartnerId;

/// Messages that are looked through for one page.
pub const MOST_SEEN: usize = 5_000;

/// A conversation in the list of all partners.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anybodys {
    /// Whose it is.
    pub partner: PartnerId,
    /// The name of their shop.
    pub shop: String,
    /// The conversation, with the moment of its last message (of the day, where one is
    /// wanted).
    pub talk: Talk,
}

/// Conversations of all partners by their last message, newest first, and from which
/// message the search goes on; none where it has come to its end. A page may hold few
/// where little is found among [`MOST_SEEN`] messages.
///
/// # Errors
/// [`DbError`].
pub async fn everywhere(
    tx: &mut Tx,
    wanted: &Wanted,
    (before, count): (Option<MessageId>, usize),
) -> Result<(Vec<Anybodys>, Option<MessageId>), DbError> {
    let (from, until) = wanted.day.map_or((Time(0), Time(i64::MAX)), span);
    let [first, end] = [from, until].map(Id::<MessageMark>::first_of);
    let mut at = before.unwrap_or(end);
    let name = key(&wanted.name);
    let (mut found, mut seen) = (Vec::new(), 0);
    loop {
        let rows = sql::said(tx, (first, at, end)).await?;
        seen += rows.len();
        let is_last = rows.len() < sql::SAID;
        for row in rows {
            let Said {
                message,
                is_newest,
                of,
            } = row;
            if is_newest && fits(&of.talk, wanted.channel, &name) {
                if found.len() == count {
                    return Ok((found, Some(at)));
                }
                found.push(of);
            }
            at = message;
        }
        if is_last {
            return Ok((found, None));
        }
        if seen >= MOST_SEEN {
            return Ok((found, Some(at)));
        }
    }
}

/// Whether a conversation is of a channel, and its customer named so. A seller's own
/// account counts with Telegram.
fn fits(talk: &Talk, channel: Option<Channel>, name: &str) -> bool {
    let counted = match talk.channel {
        Channel::Business => Channel::Telegram,
        Channel::Telegram | Channel::WhatsApp | Channel::Instagram => talk.channel,
    };
    let is_of = channel.is_none_or(|wanted| wanted == counted || wanted == talk.channel);
    is_of && (name.is_empty() || key(&talk.customer).contains(name))
}

/// Whose conversation it is.
///
/// # Errors
/// [`DbError::Missing`] where there is none.
pub async fn whose(tx: &mut Tx, id: ConversationId) -> Result<PartnerId, DbError> {
    sql::whose(tx, id).await
}
