//! Every statement of tickets.

use scx_kit::Time;
use scx_store::{DbError, Export, Holding, On, Tx, sql};

use super::PAGE;
use super::model::{
    Author, Enclosure, Line, Message, MessageId, Said, Sort, State, Ticket, TicketId, Topic,
};
use crate::accounts::PartnerId;
use crate::notify::Place;
use crate::readable;

scx_store::statements! {
    OPEN = "SELECT id, partner, number, sort, state, last_at FROM ticket
        WHERE partner = $1 AND sort = $2 AND state <> 'closed'";
    OWN = "SELECT id, partner, number, sort, state, last_at FROM ticket WHERE partner = $1 AND id = $2";
    ONE = "SELECT id, partner, number, sort, state, last_at FROM ticket WHERE id = $1";
    OLDEST = "SELECT id, partner, number, sort, state, last_at FROM ticket WHERE state = $1
        ORDER BY last_at, id LIMIT $2 OFFSET $3";
    NEWEST = "SELECT id, partner, number, sort, state, last_at FROM ticket WHERE state = $1
        ORDER BY last_at DESC, id DESC LIMIT $2 OFFSET $3";
    WAITING_COUNT = "SELECT COUNT(*) FROM ticket WHERE state = 'waiting'";
    LAST_NUMBER = "SELECT number FROM ticket ORDER BY number DESC LIMIT 1";
    INSERT = "INSERT INTO ticket (id, partner, number, sort, state, created_at, last_at)
        VALUES ($1, $2, $3, $4, $5, $6, $6)";
    TOUCH = "UPDATE ticket SET state = $3, last_at = $4 WHERE partner = $1 AND id = $2";
    CLOSE = "UPDATE ticket SET state = 'closed' WHERE partner = $1 AND id = $2 AND state <> 'closed'";
    INSERT_MESSAGE = "INSERT INTO ticket_message (id, ticket, partner, author, admin, name, text, blob,
        file_name, media_type, answer, is_shown, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, NULL, FALSE, $11)";
    NOTE_ANSWER = "UPDATE ticket_message SET answer = $3 WHERE partner = $1 AND ticket = $2
        AND author = 'partner' AND answer IS NULL RETURNING id";
    UNANSWERED = "SELECT id FROM ticket_message WHERE partner = $1 AND ticket = $2
        AND author = 'partner' AND answer IS NULL ORDER BY id LIMIT 100";
    UNANSWERED_COUNT = "SELECT COUNT(*) FROM ticket_message WHERE partner = $1 AND ticket = $2
        AND author = 'partner' AND answer IS NULL";
    MESSAGE = "SELECT ticket, id, author, name, text, blob, file_name, media_type, answer, is_shown, created_at
        FROM ticket_message WHERE id = $1";
    ANSWER_TO = "SELECT ticket, id, author, name, text, blob, file_name, media_type, answer, is_shown, created_at
        FROM ticket_message WHERE partner = $1 AND id = $2 AND author = 'team'";
    LINES = "SELECT ticket, id, author, name, text, blob, file_name, media_type, answer, is_shown, created_at
        FROM ticket_message WHERE partner = $1 AND ticket = $2 AND id < $3 ORDER BY id DESC LIMIT $4";
    NOTE_SHOWN = "UPDATE ticket_message SET is_shown = TRUE WHERE partner = $1 AND id = $2";
    TOPIC = "SELECT thread FROM ticket_topic WHERE ticket = $1 AND bot = $2 AND chat = $3";
    AT_TOPIC = "SELECT ticket FROM ticket_topic WHERE bot = $1 AND chat = $2 AND thread = $3";
    KEEP_TOPIC = "INSERT INTO ticket_topic (ticket, partner, bot, chat, thread) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (ticket, bot, chat) DO UPDATE SET thread = excluded.thread";
    FORGET_TOPIC = "DELETE FROM ticket_topic WHERE bot = $1 AND chat = $2 AND thread = $3
        RETURNING partner, ticket";
}

/// What this capability holds of partners.
pub(super) const HOLDINGS: &[Holding] = &[
    Holding {
        table: "ticket",
        erase: &[
            "DELETE FROM card_message WHERE card IN ('ticket', 'team') AND subject IN
                (SELECT id FROM ticket_message WHERE partner = $1)",
            "DELETE FROM ticket WHERE partner = $1",
        ],
        export: Export::Rows {
            name: "tickets",
            page: "SELECT created_at, id, number, sort, state FROM ticket
                WHERE partner = $1 AND (created_at, id) > ($2, $3) ORDER BY created_at, id LIMIT 200",
            is_table: true,
        },
    },
    Holding {
        table: "ticket_message",
        erase: &["DELETE FROM ticket_message WHERE partner = $1"],
        export: Export::Rows {
            name: "ticket_messages",
            page: "SELECT created_at, id, ticket, author, text, file_name FROM ticket_message
                WHERE partner = $1 AND (created_at, id) > ($2, $3) ORDER BY created_at, id LIMIT 200",
            is_table: true,
        },
    },
    Holding {
        table: "ticket_topic",
        erase: &["DELETE FROM ticket_topic WHERE partner = $1"],
        export: Export::Left("where the house's people read the tickets"),
    },
];

#[derive(sqlx::FromRow)]
struct TicketRow {
    id: String,
    partner: String,
    number: i64,
    sort: String,
    state: String,
    last_at: i64,
}

impl TryFrom<TicketRow> for Ticket {
    type Error = DbError;

    fn try_from(row: TicketRow) -> Result<Self, DbError> {
        Ok(Self {
            id: readable(row.id.parse())?,
            partner: readable(row.partner.parse())?,
            number: row.number,
            sort: readable(Sort::try_from(row.sort))?,
            state: readable(State::try_from(row.state))?,
            last_at: Time(row.last_at),
        })
    }
}

#[derive(sqlx::FromRow)]
struct LineRow {
    ticket: String,
    id: String,
    author: String,
    name: String,
    text: String,
    blob: Option<String>,
    file_name: Option<String>,
    media_type: Option<String>,
    answer: Option<String>,
    is_shown: bool,
    created_at: i64,
}

impl TryFrom<LineRow> for Line {
    type Error = DbError;

    fn try_from(row: LineRow) -> Result<Self, DbError> {
        let file = match row.blob {
            Some(blob) => Some(Enclosure {
                blob: readable(blob.parse())?,
                name: row.file_name.unwrap_or_default(),
                media_type: row.media_type.unwrap_or_default(),
            }),
            None => None,
        };
        Ok(Self {
            id: readable(row.id.parse())?,
            author: readable(Author::try_from(row.author))?,
            name: row.name,
            said: Said {
                text: row.text,
                file,
            },
            created_at: Time(row.created_at),
        })
    }
}

pub(super) async fn open_ticket(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    sort: Sort,
) -> Result<Option<Ticket>, DbError> {
    let open = sql(OPEN).bind(partner).bind(sort.name());
    let row = open.optional::<TicketRow>(on).await?;
    row.map(Ticket::try_from).transpose()
}

pub(super) async fn own(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    id: TicketId,
) -> Result<Ticket, DbError> {
    let own = sql(OWN).bind(partner).bind(id);
    own.one::<TicketRow>(on).await?.try_into()
}

pub(super) async fn ticket(on: impl Into<On<'_>>, id: TicketId) -> Result<Ticket, DbError> {
    let row = sql(ONE).bind(id).one::<TicketRow>(on).await?;
    row.try_into()
}

pub(super) async fn page(
    on: impl Into<On<'_>>,
    state: State,
    page: i64,
) -> Result<Vec<Ticket>, DbError> {
    let ordered = match state {
        State::Waiting => OLDEST,
        State::Answered | State::Closed => NEWEST,
    };
    let from = page.clamp(0, 10_000) * PAGE;
    let rows = sql(ordered).bind(state.name()).bind(PAGE + 1).bind(from);
    let rows = rows.all::<TicketRow>(on).await?;
    rows.into_iter().map(Ticket::try_from).collect()
}

pub(super) async fn waiting_count(on: impl Into<On<'_>>) -> Result<i64, DbError> {
    Ok(sql(WAITING_COUNT).one::<(i64,)>(on).await?.0)
}

/// The next number. Two that take the same one at once meet at the unique key,
/// and the second tries again.
pub(super) async fn next_number(tx: &mut Tx) -> Result<i64, DbError> {
    let last = sql(LAST_NUMBER).optional::<(i64,)>(tx).await?;
    Ok(last.map_or(1, |(number,)| number + 1))
}

pub(super) async fn insert(tx: &mut Tx, ticket: &Ticket) -> Result<(), DbError> {
    sql(INSERT)
        .bind(ticket.id)
        .bind(ticket.partner)
        .bind(ticket.number)
        .bind(ticket.sort.name())
        .bind(ticket.state.name())
        .bind(ticket.last_at)
        .execute(tx)
        .await
        .map(|_| ())
}

/// Somebody has written: the ticket is in the state that it has here.
pub(super) async fn touch(tx: &mut Tx, ticket: &Ticket) -> Result<(), DbError> {
    let now = tx.now();
    let touch = sql(TOUCH).bind(ticket.partner).bind(ticket.id);
    let touch = touch.bind(ticket.state.name()).bind(now);
    touch.execute(tx).await.map(|_| ())
}

/// Closes; false where it was closed already.
pub(super) async fn close(tx: &mut Tx, ticket: &Ticket) -> Result<bool, DbError> {
    let close = sql(CLOSE).bind(ticket.partner).bind(ticket.id);
    Ok(close.execute(tx).await? > 0)
}

pub(super) async fn insert_message(
    tx: &mut Tx,
    ticket: &Ticket,
    (line, admin): (&Line, Option<i64>),
) -> Result<(), DbError> {
    let file = line.said.file.as_ref();
    sql(INSERT_MESSAGE)
        .bind(line.id)
        .bind(ticket.id)
        .bind(ticket.partner)
        .bind(line.author.name())
        .bind(admin)
        .bind(&line.name)
        .bind(&line.said.text)
        .bind(file.map(|file| file.blob.to_string()))
        .bind(file.map(|file| file.name.clone()))
        .bind(file.map(|file| file.media_type.clone()))
        .bind(line.created_at)
        .execute(tx)
        .await
        .map(|_| ())
}

/// What waited is answered; gives the ids of those messages.
pub(super) async fn note_answer(
    tx: &mut Tx,
    ticket: &Ticket,
    answer: MessageId,
) -> Result<Vec<String>, DbError> {
    let note = sql(NOTE_ANSWER).bind(ticket.partner).bind(ticket.id);
    let rows = note.bind(answer).all::<(String,)>(tx).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

pub(super) async fn unanswered_of(
    tx: &mut Tx,
    partner: PartnerId,
    ticket: TicketId,
) -> Result<Vec<String>, DbError> {
    let waiting = sql(UNANSWERED).bind(partner).bind(ticket);
    let rows = waiting.all::<(String,)>(tx).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

pub(super) async fn unanswered(
    on: impl Into<On<'_>>,
    partner: PartnerId,
    ticket: TicketId,
) -> Result<i64, DbError> {
    let count = sql(UNANSWERED_COUNT).bind(partner).bind(ticket);
    Ok(count.one::<(i64,)>(on).await?.0)
}

pub(super) async fn message(tx: &mut Tx, id: MessageId) -> Result<Message, DbError> {
    let row = sql(MESSAGE).bind(id).one::<LineRow>(&mut *tx).await?;
    complete(tx, row).await
}

pub(super) async fn answer_to(
    tx: &mut Tx,
    partner: PartnerId,
    id: MessageId,
) -> Result<Message, DbError> {
    let answer = sql(ANSWER_TO).bind(partner).bind(id);
    let row = answer.one::<LineRow>(&mut *tx).await?;
    complete(tx, row).await
}

/// A message with its ticket and its answer.
async fn complete(tx: &mut Tx, row: LineRow) -> Result<Message, DbError> {
    let ticket = ticket(&mut *tx, readable(row.ticket.parse())?).await?;
    let answer = match row.answer.as_deref() {
        Some(id) => {
            let answer = sql(MESSAGE).bind(id);
            Some(answer.one::<LineRow>(&mut *tx).await?.try_into()?)
        }
        None => None,
    };
    Ok(Message {
        ticket,
        is_shown: row.is_shown,
        line: row.try_into()?,
        answer,
    })
}

pub(super) async fn lines(
    on: impl Into<On<'_>>,
    (partner, ticket): (PartnerId, TicketId),
    (before, count): (Option<MessageId>, i64),
) -> Result<Vec<Line>, DbError> {
    // Ids are of letters and digits.
    let before = before.map_or_else(|| "~".to_owned(), |id| id.to_string());
    let lines = sql(LINES).bind(partner).bind(ticket).bind(before);
    let rows = lines.bind(count).all::<LineRow>(on).await?;
    rows.into_iter().map(Line::try_from).collect()
}

pub(super) async fn note_shown(
    tx: &mut Tx,
    partner: PartnerId,
    id: MessageId,
) -> Result<(), DbError> {
    let shown = sql(NOTE_SHOWN).bind(partner).bind(id);
    shown.execute(tx).await.map(|_| ())
}

pub(super) async fn topic(
    on: impl Into<On<'_>>,
    ticket: TicketId,
    place: &Place,
) -> Result<Option<i64>, DbError> {
    let topic = sql(TOPIC).bind(ticket).bind(&place.bot).bind(place.chat);
    let row = topic.optional::<(i64,)>(on).await?;
    Ok(row.map(|(thread,)| thread))
}

pub(super) async fn at_topic(
    on: impl Into<On<'_>>,
    place: &Place,
    thread: i64,
) -> Result<Option<TicketId>, DbError> {
    let at = sql(AT_TOPIC).bind(&place.bot).bind(place.chat).bind(thread);
    let row = at.optional::<(String,)>(on).await?;
    row.map(|(id,)| readable(id.parse())).transpose()
}

pub(super) async fn keep_topic(tx: &mut Tx, topic: &Topic) -> Result<(), DbError> {
    sql(KEEP_TOPIC)
        .bind(topic.ticket)
        .bind(topic.partner)
        .bind(&topic.bot)
        .bind(topic.chat)
        .bind(topic.thread)
        .execute(tx)
        .await
        .map(|_| ())
}

pub(super) async fn forget_topic(
    tx: &mut Tx,
    bot: &str,
    chat: i64,
    thread: i64,
) -> Result<Option<(PartnerId, TicketId)>, DbError> {
    let gone = sql(FORGET_TOPIC).bind(bot).bind(chat).bind(thread);
    let row = gone.optional::<(String, String)>(tx).await?;
    row.map(|(partner, ticket)| Ok((readable(partner.parse())?, readable(ticket.parse())?)))
        .transpose()
}
