//! One ticket: what was said, and what is typed here goes to the partner.

use scx_connect::telegram::Event;
use scx_domain::accounts;
use scx_domain::admins::Right;
use scx_domain::tickets::{self, Author, Line, MessageId, Said, Sort, State, Ticket, TicketId};
use scx_domain::{Arg, Error, Refusal};
use serde::{Deserialize, Serialize};

use super::{PartnerFile, back, sample_partner};
use crate::admin::cards::{sample_line, sample_ticket};
use crate::partner::Attached;
use crate::texts::{escape, moment};
use crate::tickets::{Sender, enclose_later, sort_name, words};
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// Messages on one screen.
const ON_PAGE: i64 = 6;

/// The ticket, by its id in base 62, and where it is read.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct TicketFile {
    id: String,
    /// Messages before this one, by its id in base 62.
    before: Option<String>,
}

impl TicketFile {
    /// Shows a ticket from its end.
    pub fn of(id: TicketId) -> Self {
        Self {
            id: id.base62(),
            before: None,
        }
    }

    fn id(&self) -> Result<TicketId, Refusal> {
        TicketId::from_base62(&self.id).map_err(|_| Refusal::new("button-stale"))
    }

    fn before(&self) -> Result<Option<MessageId>, Refusal> {
        let before = self.before.as_deref().map(MessageId::from_base62);
        before.transpose().map_err(|_| Refusal::new("button-stale"))
    }
}

/// What is told about a ticket.
#[derive(Clone, Debug)]
pub struct Shown {
    ticket: Ticket,
    name: String,
    lines: Vec<Line>,
    has_older: bool,
    is_at_end: bool,
}

impl Screen for TicketFile {
    const ID: &'static str = "ticket_file";
    const NEEDS: Option<Right> = Some(Right::AnswerTickets);
    type Data = Shown;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Shown, Error> {
        let ticket = tickets::ticket(&mut *ui.tx, self.id()?).await?;
        let of = (ticket.partner, ticket.id);
        let mut lines = tickets::lines(&mut *ui.tx, of, (self.before()?, ON_PAGE + 1)).await?;
        let has_older = i64::try_from(lines.len()).is_ok_and(|count| count > ON_PAGE);
        if has_older {
            lines.remove(0);
        }
        let partner = accounts::partner(&mut *ui.tx, ticket.partner).await?;
        Ok(Shown {
            ticket,
            name: partner.name,
            lines,
            has_older,
            is_at_end: self.before.is_none(),
        })
    }

    fn draw(shown: &Shown, pen: &Pen<'_>) -> View {
        let title = [
            ("number", Arg::Text(shown.ticket.number.to_string())),
            ("sort", sort_name(shown.ticket.sort, pen).into()),
            ("name", shown.name.as_str().into()),
        ];
        let is_closed = shown.ticket.state == State::Closed;
        let mut parts = vec![pen.text("ticket-card", &title)];
        parts.extend(shown.lines.iter().map(|line| told(line, &shown.name)));
        parts.push(pen.t(if is_closed {
            "ticket-is-closed"
        } else {
            "ticket-type-answer"
        }));
        let pages = [
            shown.has_older.then(|| Btn::tap("◀️".to_owned(), "older")),
            (!shown.is_at_end).then(|| Btn::tap("▶️".to_owned(), "end")),
        ];
        let close = (!is_closed).then(|| Btn::tap(pen.t("button-ticket-close"), "close"));
        View::new(parts.join("\n"))
            .row(pages.into_iter().flatten())
            .row(
                close
                    .into_iter()
                    .chain([Btn::tap(pen.t("button-payer"), "partner")]),
            )
            .row(back(pen))
    }

    fn samples() -> Vec<Shown> {
        let full = Shown {
            ticket: sample_ticket(Sort::Feedback, State::Waiting),
            name: sample_partner().name,
            lines: Author::ALL
                .into_iter()
                .cycle()
                .take(6)
                .map(sample_line)
                .collect(),
            has_older: true,
            is_at_end: false,
        };
        let closed = Shown {
            ticket: sample_ticket(Sort::Support, State::Closed),
            has_older: false,
            is_at_end: true,
            ..full.clone()
        };
        vec![full, closed]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, _id: &str) -> Result<Next, Error> {
        let ticket = tickets::ticket(&mut *ui.tx, self.id()?).await?;
        match action {
            "older" => {
                let place = (self.before()?, ON_PAGE);
                let of = (ticket.partner, ticket.id);
                let lines = tickets::lines(&mut *ui.tx, of, place).await?;
                let first = lines.first().map(|line| line.id.base62());
                self.before = first.or(self.before.take());
            }
            "end" => self.before = None,
            "close" => {
                let permit = ui.permit(Right::AnswerTickets).await?;
                tickets::close(ui.tx, &permit, ticket.id).await?;
                ui.toast("ticket-closed");
            }
            "partner" => return Ok(Next::Go(PartnerFile::of(ticket.partner).frame())),
            _ => return Err(Refusal::new("button-stale").into()),
        }
        Ok(Next::Stay)
    }

    async fn typed(&mut self, ui: &mut Ui<'_>, text: &str) -> Result<Option<Next>, Error> {
        answer(ui, self.id()?, text).await?;
        self.before = None;
        Ok(Some(Next::Stay))
    }

    async fn attached(&mut self, ui: &mut Ui<'_>, event: &Event) -> Result<Option<Next>, Error> {
        enclose(ui, self.id()?, event).await?;
        ui.say("ticket-file-coming");
        Ok(Some(Next::Quiet))
    }
}

/// Answers with words.
pub(in crate::admin) async fn answer(
    ui: &mut Ui<'_>,
    ticket: TicketId,
    text: &str,
) -> Result<(), Error> {
    let permit = ui.permit(Right::AnswerTickets).await?;
    let said = Said {
        text: text.to_owned(),
        file: None,
    };
    tickets::answer(ui.tx, &permit, ticket, &said).await?;
    Ok(())
}

/// Answers with a picture or a file, which is fetched first.
pub(in crate::admin) async fn enclose(
    ui: &mut Ui<'_>,
    ticket: TicketId,
    event: &Event,
) -> Result<(), Error> {
    ui.check(Some(Right::AnswerTickets))?;
    let partner = tickets::ticket(&mut *ui.tx, ticket).await?.partner;
    let sender = Sender::Team(ui.place.person, ticket);
    enclose_later(ui.tx, partner, sender, Attached::of(event)).await
}

/// One message: who, when, what.
fn told(line: &Line, partner: &str) -> String {
    let (sign, name) = match line.author {
        Author::Partner => ("👤", partner),
        Author::Team => ("🛟", line.name.as_str()),
    };
    let at = moment(line.created_at.0);
    let said = words(&line.said);
    format!("{sign} {} <i>{at}</i>\n{said}", escape(name))
}
