//! Writing in tickets, opening and closing them.

use scx_jobs::{Job, Key, Lane, Priority, enqueue};
use scx_store::{DbError, Tx};
use serde::{Deserialize, Serialize};

use super::model::{Author, Line, Message, MessageId, Said, Sort, State, Ticket, TicketId, Topic};
use super::{CARD, MESSAGE_CHARS, MOST_WAITING, sql};
use crate::accounts::PartnerId;
use crate::admins::{Permit, Right};
use crate::audit::{self, Act};
use crate::{Arg, Error, Refusal, notify};

/// What the audit log keeps of an answer, in characters.
const KEPT_CHARS: usize = 300;

/// Shows a message to whom it is for: a partner's to the admins, an answer to the
/// partner.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Show {
    /// Whose ticket it is.
    pub partner: PartnerId,
    /// The message.
    pub message: MessageId,
}

impl Job for Show {
    const NAME: &'static str = "tickets.show";
    const LANE: Lane = Lane::Send;
    const PRIORITY: Priority = Priority::High;

    fn partner(&self) -> Option<String> {
        Some(self.partner.to_string())
    }

    fn once(&self) -> Option<Key> {
        Some(Key(self.message.to_string()))
    }

    /// Messages arrive as they were written.
    fn in_order(&self) -> Option<Key> {
        Some(Key(self.partner.to_string()))
    }
}

/// A partner writes: their open ticket of the sort goes on, or one is opened.
///
/// # Errors
/// A refusal for nothing, for too much, and while too many messages wait.
pub async fn ask(
    tx: &mut Tx,
    partner: PartnerId,
    sort: Sort,
    said: &Said,
) -> Result<Ticket, Error> {
    check(said)?;
    let ticket = match sql::open_ticket(&mut *tx, partner, sort).await? {
        Some(ticket) => ticket,
        None => {
            let now = tx.now();
            let ticket = Ticket {
                id: tx.id(),
                partner,
                number: sql::next_number(tx).await?,
                sort,
                state: State::Waiting,
                last_at: now,
            };
            sql::insert(tx, &ticket).await?;
            ticket
        }
    };
    written_by_partner(tx, ticket, said).await
}

/// A partner goes on with a ticket, also with a closed one, unless another of the
/// sort has been opened since: then with that.
///
/// # Errors
/// As [`ask`], and a fault for another partner's ticket.
pub async fn ask_again(
    tx: &mut Tx,
    partner: PartnerId,
    id: TicketId,
    said: &Said,
) -> Result<Ticket, Error> {
    check(said)?;
    let known = sql::own(&mut *tx, partner, id).await?;
    let ticket = match sql::open_ticket(&mut *tx, partner, known.sort).await? {
        Some(open) => open,
        None => known,
    };
    written_by_partner(tx, ticket, said).await
}

async fn written_by_partner(tx: &mut Tx, ticket: Ticket, said: &Said) -> Result<Ticket, Error> {
    if sql::unanswered(&mut *tx, ticket.partner, ticket.id).await? >= MOST_WAITING {
        return Err(Refusal::new("ticket-many-wait").into());
    }
    let ticket = Ticket {
        state: State::Waiting,
        ..ticket
    };
    write(tx, &ticket, (Author::Partner, None), said).await?;
    Ok(ticket)
}

/// Somebody of the house answers.
///
/// # Errors
/// A refusal for nothing and for too much.
pub async fn answer(
    tx: &mut Tx,
    permit: &Permit,
    id: TicketId,
    said: &Said,
) -> Result<Ticket, Error> {
    let admin = permit.of(Right::AnswerTickets)?.clone();
    check(said)?;
    let ticket = Ticket {
        state: State::Answered,
        ..sql::ticket(&mut *tx, id).await?
    };
    let by = Some((admin.telegram_user, admin.name.as_str()));
    let message = write(tx, &ticket, (Author::Team, by), said).await?;
    for asked in sql::note_answer(tx, &ticket, message).await? {
        notify::redraw_for_admins(tx, CARD, &asked, Right::AnswerTickets).await?;
    }
    let words = match &said.file {
        Some(file) if said.text.is_empty() => file.name.as_str(),
        Some(_) | None => said.text.as_str(),
    };
    let act = Act {
        act: "ticket.answered",
        partner: Some(ticket.partner.to_string()),
        target: format!("№ {}", ticket.number),
        after: words.chars().take(KEPT_CHARS).collect(),
        ..Act::default()
    };
    audit::write(tx, &admin.author(), act).await?;
    Ok(ticket)
}

/// The partner says that nothing more is needed.
///
/// # Errors
/// A refusal where it is closed already, and a fault for another partner's.
pub async fn close_own(tx: &mut Tx, partner: PartnerId, id: TicketId) -> Result<(), Error> {
    let ticket = sql::own(&mut *tx, partner, id).await?;
    closed(tx, &ticket).await
}

/// Somebody of the house closes a ticket, and the partner is told.
///
/// # Errors
/// A refusal where it is closed already.
pub async fn close(tx: &mut Tx, permit: &Permit, id: TicketId) -> Result<(), Error> {
    let author = permit.of(Right::AnswerTickets)?.author();
    let ticket = sql::ticket(&mut *tx, id).await?;
    closed(tx, &ticket).await?;
    let act = Act {
        act: "ticket.closed",
        partner: Some(ticket.partner.to_string()),
        target: format!("№ {}", ticket.number),
        before: ticket.state.name().to_owned(),
        after: State::Closed.name().to_owned(),
        ..Act::default()
    };
    audit::write(tx, &author, act).await?;
    let number = ("number".to_owned(), Arg::Text(ticket.number.to_string()));
    Ok(notify::tell(tx, ticket.partner, "team-closed", vec![number]).await?)
}

async fn closed(tx: &mut Tx, ticket: &Ticket) -> Result<(), Error> {
    if !sql::close(tx, ticket).await? {
        return Err(Refusal::new("ticket-closed-already").into());
    }
    for asked in sql::unanswered_of(tx, ticket.partner, ticket.id).await? {
        notify::redraw_for_admins(tx, CARD, &asked, Right::AnswerTickets).await?;
    }
    Ok(())
}

/// A message was shown, its file included.
///
/// # Errors
/// [`DbError`].
pub async fn note_shown(tx: &mut Tx, message: &Message) -> Result<(), DbError> {
    sql::note_shown(tx, message.ticket.partner, message.line.id).await
}

/// Remembers a topic that was opened.
///
/// # Errors
/// [`DbError`].
pub async fn keep_topic(tx: &mut Tx, topic: &Topic) -> Result<(), DbError> {
    sql::keep_topic(tx, topic).await
}

/// A topic is gone: the ticket gets another one, in which what waits is shown.
///
/// # Errors
/// [`DbError`].
pub async fn forget_topic(tx: &mut Tx, bot: &str, chat: i64, thread: i64) -> Result<(), DbError> {
    let Some((partner, ticket)) = sql::forget_topic(tx, bot, chat, thread).await? else {
        return Ok(());
    };
    for asked in sql::unanswered_of(tx, partner, ticket).await? {
        let message = crate::readable(asked.parse())?;
        enqueue(tx, &Show { partner, message }).await?;
    }
    Ok(())
}

fn check(said: &Said) -> Result<(), Refusal> {
    let chars = said.text.trim().chars().count();
    if (chars == 0 && said.file.is_none()) || chars > MESSAGE_CHARS {
        return Err(Refusal::new("message-length-wrong"));
    }
    Ok(())
}

async fn write(
    tx: &mut Tx,
    ticket: &Ticket,
    (author, by): (Author, Option<(i64, &str)>),
    said: &Said,
) -> Result<MessageId, DbError> {
    let line = Line {
        id: tx.id(),
        author,
        name: by.map(|(_, name)| name.to_owned()).unwrap_or_default(),
        said: Said {
            text: said.text.trim().to_owned(),
            file: said.file.clone(),
        },
        created_at: tx.now(),
    };
    sql::insert_message(tx, ticket, (&line, by.map(|(user, _)| user))).await?;
    sql::touch(tx, ticket).await?;
    let show = Show {
        partner: ticket.partner,
        message: line.id,
    };
    enqueue(tx, &show).await?;
    Ok(line.id)
}
