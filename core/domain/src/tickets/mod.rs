//! Tickets: what partners ask the house, and what its people answer.
//!
//! A partner has at most one open ticket of each sort; whatever they write goes
//! on with it. A message shows as a card in the admins' chats, in a topic of the
//! ticket where these have topics, and an answer as a card in the partner's chat.
//! What has been said is never changed.

mod model;
mod sql;
mod write;

use scx_store::{DbError, On, Tx};

pub use model::{
    Author, Enclosure, Line, Message, MessageId, MessageMark, Said, Sort, State, Ticket, TicketId,
    TicketMark, Topic,
};
pub use write::{
    Show, answer, ask, ask_again, close, close_own, forget_topic, keep_topic, note_shown,
};

use crate::Parts;
use crate::accounts::PartnerId;
use crate::notify::Place;

/// The card of a partner's message in the admins' chats; its subject is the
/// message's id.
pub const CARD: &str = "ticket";
/// The card of an answer in the partner's chat; its subject is the message's id.
pub const ANSWER_CARD: &str = "team";
/// Tickets of a page.
pub const PAGE: i64 = 6;
/// The longest message, in characters.
pub const MESSAGE_CHARS: usize = 2_000;
/// Messages of a partner that may wait in one ticket.
pub const MOST_WAITING: i64 = 20;

/// What this capability hands to the composition root. What shows a message lies
/// where the bots are.
pub fn parts() -> Parts {
    Parts {
        statements: sql::ALL.to_vec(),
        holdings: sql::HOLDINGS.to_vec(),
        ..Parts::default()
    }
}

/// The partner's open ticket of a sort.
///
/// # Errors
/// [`DbError`].
pub async fn open_ticket(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    sort: Sort,
) -> Result<Option<Ticket>, DbError> {
    sql::open_ticket(on, partner, sort).await
}

/// A ticket, for who may see any.
///
/// # Errors
/// [`DbError::Missing`].
pub async fn ticket(on: impl Into<On<'_>>, id: TicketId) -> Result<Ticket, DbError> {
    sql::ticket(on, id).await
}

/// A message, for who may see any.
///
/// # Errors
/// [`DbError::Missing`].
pub async fn message(tx: &mut Tx, id: MessageId) -> Result<Message, DbError> {
    sql::message(tx, id).await
}

/// An answer to a partner.
///
/// # Errors
/// [`DbError::Missing`] for another partner's.
pub async fn answer_to(tx: &mut Tx, partner: PartnerId, id: MessageId) -> Result<Message, DbError> {
    sql::answer_to(tx, partner, id).await
}

/// The last messages of a partner's ticket before one of them, oldest first.
///
/// # Errors
/// [`DbError`].
pub async fn lines(
    on: impl Into<On<'_>>,
    (partner, ticket): (PartnerId, TicketId),
    (before, count): (Option<MessageId>, i64),
) -> Result<Vec<Line>, DbError> {
    let mut lines = sql::lines(on, (partner, ticket), (before, count)).await?;
    lines.reverse();
    Ok(lines)
}

/// A page of tickets in a state, with one more than fits: those that wait in the
/// order in which they came, the others from the last one on.
///
/// # Errors
/// [`DbError`].
pub async fn page(on: impl Into<On<'_>>, state: State, page: i64) -> Result<Vec<Ticket>, DbError> {
    sql::page(on, state, page).await
}

/// How many tickets wait for an answer.
///
/// # Errors
/// [`DbError`].
pub async fn waiting_count(on: impl Into<On<'_>>) -> Result<i64, DbError> {
    sql::waiting_count(on).await
}

/// The topic of a ticket in an admin's chat, once it is open.
///
/// # Errors
/// [`DbError`].
pub async fn topic(
    on: impl Into<On<'_>>,
    ticket: TicketId,
    place: &Place,
) -> Result<Option<i64>, DbError> {
    sql::topic(on, ticket, place).await
}

/// The ticket that a topic of an admin's chat shows.
///
/// # Errors
/// [`DbError`].
pub async fn at_topic(
    on: impl Into<On<'_>>,
    place: &Place,
    thread: i64,
) -> Result<Option<TicketId>, DbError> {
    sql::at_topic(on, place, thread).await
}
