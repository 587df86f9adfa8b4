//! What a partner wrote to the house, and whether somebody has answered.

use scx_domain::accounts;
use scx_domain::admins::{Admin, Right};
use scx_domain::tickets::{
    self, Author, Line, Message, MessageId, Said, Sort, State, Ticket, TicketId,
};
use scx_domain::{Arg, Error, Refusal, channels, notify};
use scx_kit::{Id, SeededEntropy, Time};
use scx_store::Tx;

use crate::admin::screens::{PartnerFile, TicketFile, answer_ticket, sample_partner};
use crate::tickets::{sort_name, words};
use crate::ui::{Btn, Card, Next, Pen, Screen, Ui, View};

/// The card of a partner's message.
pub struct TicketCard;

/// The message, who wrote it, and the topic in which this admin reads it.
#[derive(Clone, Debug)]
pub struct Shown {
    message: Message,
    name: String,
    thread: Option<i64>,
}

impl Card for TicketCard {
    const ID: &'static str = tickets::CARD;
    type Viewer = Admin;
    const NEEDS: Option<Right> = Some(Right::AnswerTickets);
    type Data = Shown;

    async fn load(tx: &mut Tx, admin: &Admin, subject: &str) -> Result<Shown, Error> {
        let id = subject.parse().map_err(|_| Refusal::new("button-stale"))?;
        let message = tickets::message(tx, id).await?;
        let partner = accounts::partner(&mut *tx, message.ticket.partner).await?;
        let thread = match channels::of_role(&mut *tx, channels::Role::Admin).await? {
            Some(bot) => {
                let place = notify::Place {
                    bot: bot.id.to_string(),
                    chat: admin.telegram_user,
                    person: admin.telegram_user,
                };
                tickets::topic(&mut *tx, message.ticket.id, &place).await?
            }
            None => None,
        };
        Ok(Shown {
            message,
            name: partner.name,
            thread,
        })
    }

    fn draw(shown: &Shown, pen: &Pen<'_>) -> View {
        let message = &shown.message;
        let button = |key: &str, action| Btn::with(pen.t(key), action, message.line.id.base62());
        let is_closed = message.ticket.state == State::Closed;
        let is_waiting = message.answer.is_none() && !is_closed;
        // In a topic one just writes.
        let answer =
            (is_waiting && shown.thread.is_none()).then(|| button("button-reply", "answer"));
        let close = (!is_closed).then(|| button("button-ticket-close", "close"));
        let view = View::new(text(shown, pen))
            .row(answer.into_iter().chain(close))
            .row([
                button("button-ticket-whole", "whole"),
                button("button-payer", "partner"),
            ]);
        View {
            thread: shown.thread,
            ..view
        }
    }

    fn samples() -> Vec<Shown> {
        samples()
    }

    async fn tap(ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let stale = || Refusal::new("button-stale");
        let id = MessageId::from_base62(id).map_err(|_| stale())?;
        let ticket = tickets::message(ui.tx, id).await?.ticket;
        match action {
            "answer" | "whole" => Ok(Next::Go(TicketFile::of(ticket.id).frame())),
            "partner" => Ok(Next::Go(PartnerFile::of(ticket.partner).frame())),
            "close" => {
                let permit = ui.permit(Right::AnswerTickets).await?;
                tickets::close(ui.tx, &permit, ticket.id).await?;
                ui.toast("ticket-closed");
                Ok(Next::Quiet)
            }
            _ => Err(stale().into()),
        }
    }

    async fn replied(ui: &mut Ui<'_>, subject: &str, text: &str) -> Result<Option<Next>, Error> {
        let id = subject.parse().map_err(|_| Refusal::new("button-stale"))?;
        let ticket = tickets::message(ui.tx, id).await?.ticket;
        answer_ticket(ui, ticket.id, text).await?;
        ui.say("ticket-answer-sent");
        Ok(Some(Next::Quiet))
    }
}

fn text(shown: &Shown, pen: &Pen<'_>) -> String {
    let message = &shown.message;
    let title = [
        ("number", Arg::Text(message.ticket.number.to_string())),
        ("sort", sort_name(message.ticket.sort, pen).into()),
        ("name", shown.name.as_str().into()),
    ];
    let mut lines = vec![pen.text("ticket-card", &title), words(&message.line.said)];
    if let Some(answer) = &message.answer {
        let args = [
            ("name", answer.name.as_str().into()),
            ("at", Arg::Moment(answer.created_at.0)),
        ];
        lines.push(pen.text("ticket-answered-by", &args));
        lines.push(words(&answer.said));
    }
    if message.ticket.state == State::Closed {
        lines.push(pen.t("ticket-is-closed"));
    }
    lines.join("\n")
}

/// A ticket as an example.
pub(crate) fn sample_ticket(sort: Sort, state: State) -> Ticket {
    let now = Time(1_795_230_000_000);
    let id: TicketId = Id::new(now, &SeededEntropy::new("sample"));
    Ticket {
        id,
        partner: sample_partner().id,
        number: 12_345,
        sort,
        state,
        last_at: now,
    }
}

/// A message as an example.
pub(crate) fn sample_line(author: Author) -> Line {
    let now = Time(1_795_230_000_000);
    Line {
        id: Id::new(now, &SeededEntropy::new("sample")),
        author,
        name: "Dilnoza <yordam>".to_owned(),
        said: Said {
            text: "Botim javob bermayapti & mijozlar kutyapti <b>. ".repeat(40),
            file: Some(tickets::Enclosure {
                blob: Id::new(now, &SeededEntropy::new("sample")),
                name: "juda-uzun-nomli-ekran-surati-2026-11-21.png".to_owned(),
                media_type: "image/png".to_owned(),
            }),
        },
        created_at: now,
    }
}

fn samples() -> Vec<Shown> {
    let sample = |sort, state, answer: Option<Line>, thread| Shown {
        message: Message {
            ticket: sample_ticket(sort, state),
            line: sample_line(Author::Partner),
            answer,
            is_shown: true,
        },
        name: sample_partner().name,
        thread,
    };
    let answer = || Some(sample_line(Author::Team));
    vec![
        sample(Sort::Support, State::Waiting, None, None),
        sample(Sort::Feedback, State::Waiting, None, Some(7)),
        sample(Sort::Support, State::Answered, answer(), None),
        sample(Sort::Feedback, State::Closed, answer(), Some(7)),
    ]
}
