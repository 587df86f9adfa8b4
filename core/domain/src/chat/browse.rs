//! Looking through conversations.

use scx_kit::{Millis, Time};
use scx_lang::{fold, to_latin};
use scx_store::{DbError, On, Tx};

use super::model::{MessageId, Mode};
use super::{Author, Channel, Conversation, ConversationId, Kind, sql};
use crate::Error;
use crate::accounts::{PartnerId, TASHKENT};
use crate::knowledge::{self, Quoted};
use crate::messengers::Account;

/// Conversations that are looked through for one page of results.
const MOST_SEEN: usize = 5_000;

/// Which conversations are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Only those of this channel.
    pub channel: Option<Channel>,
    /// Only customers whose name has this in it, in any script.
    pub name: String,
    /// Only those in which something happened on this day: days since 1970 in
    /// Tashkent.
    pub day: Option<i64>,
}

/// A conversation in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Talk {
    /// The id.
    pub id: ConversationId,
    /// Where it is.
    pub channel: Channel,
    /// What the customer calls themselves.
    pub customer: String,
    /// Who answers.
    pub mode: Mode,
    /// When something happened last.
    pub last_at: Time,
}

/// A message as it was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The id.
    pub id: MessageId,
    /// Who wrote it.
    pub author: Author,
    /// What it is.
    pub kind: Kind,
    /// The words; of a phrase its JSON.
    pub text: String,
    /// What became of it, where the channel tells.
    pub delivery: Option<String>,
    /// When.
    pub created_at: Time,
}

/// What an answer of the AI rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Basis {
    /// The answer.
    pub answer: String,
    /// Who gave it: a provider, or the built-in answerer.
    pub provider: String,
    /// The model.
    pub model: String,
    /// The passages it cites, as far as they are still kept.
    pub passages: Vec<Quoted>,
}

/// Conversations, newest first, from `skip` on; whether there are more.
///
/// # Errors
/// [`DbError`].
pub async fn talks(
    tx: &mut Tx,
    partner: PartnerId,
    wanted: &Wanted,
    (skip, count): (usize, usize),
) -> Result<(Vec<Talk>, bool), DbError> {
    let name = key(&wanted.name);
    let mut found = Vec::new();
    let mut before = None;
    let mut seen = 0;
    loop {
        let page = sql::talks(tx, partner, wanted.channel, before).await?;
        seen += page.len();
        before = page.last().map(|talk| (talk.last_at, talk.id));
        let is_last = page.len() < sql::PAGE || seen >= MOST_SEEN;
        for talk in page {
            let is_named = name.is_empty() || key(&talk.customer).contains(&name);
            if is_named && is_of(tx, partner, &talk, wanted.day).await? {
                found.push(talk);
            }
        }
        if is_last || found.len() > skip + count {
            break;
        }
    }
    let has_more = found.len() > skip + count;
    let talks = found.into_iter().skip(skip).take(count).collect();
    Ok((talks, has_more))
}

/// Whether something was said on a day.
async fn is_of(
    tx: &mut Tx,
    partner: PartnerId,
    talk: &Talk,
    day: Option<i64>,
) -> Result<bool, DbError> {
    let Some(day) = day else {
        return Ok(true);
    };
    let (from, until) = span(day);
    if talk.last_at < from {
        return Ok(false);
    }
    sql::was_said(tx, partner, talk.id, (from, until)).await
}

/// The moments of a day in Tashkent.
pub(super) fn span(day: i64) -> (Time, Time) {
    let from = Time(Millis::days(day).0) - TASHKENT;
    (from, from + Millis::days(1))
}

/// One spelling for a name in either script.
pub(super) fn key(name: &str) -> String {
    fold(&to_latin(&fold(name)))
}

/// One conversation.
///
/// # Errors
/// [`DbError::Missing`] for another partner's.
pub async fn conversation(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    id: ConversationId,
) -> Result<Conversation, DbError> {
    sql::conversation(on, partner, id).await
}

/// The conversation of a place, if somebody wrote there before.
///
/// # Errors
/// [`DbError`].
pub async fn conversation_at(
    tx: &mut Tx,
    partner: PartnerId,
    place: (Account, &str),
) -> Result<Option<Conversation>, DbError> {
    sql::conversation_at(tx, partner, place).await
}

/// The last messages of a conversation before one of them, oldest first.
///
/// # Errors
/// [`DbError`].
pub async fn lines(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    id: ConversationId,
    (before, count): (Option<MessageId>, i64),
) -> Result<Vec<Line>, DbError> {
    let mut lines = sql::lines(on, partner, id, (before, count)).await?;
    lines.reverse();
    Ok(lines)
}

/// What an answer rests on.
///
/// # Errors
/// [`DbError::Missing`] for what is no answer of this partner's AI.
pub async fn basis(tx: &mut Tx, partner: PartnerId, id: MessageId) -> Result<Basis, Error> {
    let (basis, cited) = sql::basis(tx, partner, id).await?;
    let (document, places) = cited;
    let passages = knowledge::quoted(tx, partner, document, &places).await?;
    Ok(Basis { passages, ..basis })
}
