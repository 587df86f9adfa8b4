//! What partners have written to the house.

use scx_domain::accounts;
use scx_domain::admins::Right;
use scx_domain::tickets::{self, PAGE, Sort, State, Ticket, TicketId};
use scx_domain::{Arg, Error, Refusal};
use serde::{Deserialize, Serialize};

use super::{TicketFile, back, cut, pager, sample_partner};
use crate::admin::cards::sample_ticket;
use crate::tickets::sort_name;
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// Which tickets, and which page of them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Tickets {
    state: State,
    page: i64,
}

/// A page of tickets, with the names of who wrote.
#[derive(Clone, Debug)]
pub struct Page {
    rows: Vec<(Ticket, String)>,
    state: State,
    page: i64,
    has_next: bool,
}

impl Screen for Tickets {
    const ID: &'static str = "tickets";
    const NEEDS: Option<Right> = Some(Right::AnswerTickets);
    type Data = Page;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Page, Error> {
        let mut found = tickets::page(&mut *ui.tx, self.state, self.page).await?;
        let has_next = cut(&mut found, PAGE);
        let mut rows = Vec::new();
        for ticket in found {
            let partner = accounts::partner(&mut *ui.tx, ticket.partner).await?;
            rows.push((ticket, partner.name));
        }
        Ok(Page {
            rows,
            state: self.state,
            page: self.page,
            has_next,
        })
    }

    fn draw(page: &Page, pen: &Pen<'_>) -> View {
        let mut lines = vec![pen.t("tickets-title")];
        if page.rows.is_empty() {
            lines.push(pen.t("tickets-none"));
        }
        lines.extend(page.rows.iter().map(|row| line(row, pen)));
        let states = State::ALL.map(|state| {
            let mark = if state == page.state { "● " } else { "" };
            Btn::with(
                format!("{mark}{}", pen.t(state_key(state))),
                "state",
                state.name(),
            )
        });
        let open = page.rows.iter().map(|(ticket, _)| {
            Btn::with(format!("№ {}", ticket.number), "open", ticket.id.base62())
        });
        let view = View::new(lines.join("\n")).row(states);
        open.collect::<Vec<_>>()
            .chunks(3)
            .map(<[Btn]>::to_vec)
            .fold(view, View::row)
            .row(pager(pen, page.page, page.has_next))
            .row(back(pen))
    }

    fn samples() -> Vec<Page> {
        let name = sample_partner().name;
        let sorts = Sort::ALL.into_iter().cycle().take(6);
        let rows = sorts.map(|sort| (sample_ticket(sort, State::Answered), name.clone()));
        let full = Page {
            rows: rows.collect(),
            state: State::Answered,
            page: 1,
            has_next: true,
        };
        let empty = Page {
            rows: Vec::new(),
            state: State::Waiting,
            page: 0,
            has_next: false,
        };
        vec![full, empty]
    }

    async fn tap(&mut self, _ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let stale = || Refusal::new("button-stale");
        match action {
            "state" => {
                let state = State::try_from(id.to_owned()).map_err(|_| stale())?;
                *self = Self { state, page: 0 };
                Ok(Next::Stay)
            }
            "page" => {
                self.page = id.parse().map_err(|_| stale())?;
                Ok(Next::Stay)
            }
            "open" => {
                let id = TicketId::from_base62(id).map_err(|_| stale())?;
                Ok(Next::Go(TicketFile::of(id).frame()))
            }
            _ => Err(stale().into()),
        }
    }
}

fn state_key(state: State) -> &'static str {
    match state {
        State::Waiting => "button-tickets-waiting",
        State::Answered => "button-tickets-answered",
        State::Closed => "button-tickets-closed",
    }
}

fn line((ticket, name): &(Ticket, String), pen: &Pen<'_>) -> String {
    let args = [
        ("number", Arg::Text(ticket.number.to_string())),
        ("sort", sort_name(ticket.sort, pen).into()),
        ("name", name.as_str().into()),
        ("at", Arg::Moment(ticket.last_at.0)),
    ];
    pen.text("tickets-line", &args)
}
