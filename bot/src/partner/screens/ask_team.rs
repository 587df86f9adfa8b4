//! Writing to the house: a question or a trouble, an opinion or a wish.

use scx_connect::telegram::Event;
use scx_domain::tickets::{self, Author, Line, Said, Sort, Ticket};
use scx_domain::{Arg, Error, Refusal};
use serde::{Deserialize, Serialize};

use super::back;
use crate::admin::cards::{sample_line, sample_ticket};
use crate::partner::Attached;
use crate::texts::moment;
use crate::tickets::{Sender, enclose_later, words};
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// The last messages that are shown.
const SHOWN: i64 = 4;

/// What is written about.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct AskTeam {
    sort: Sort,
}

impl AskTeam {
    /// Writes about something.
    pub fn about(sort: Sort) -> Self {
        Self { sort }
    }
}

/// The open ticket with its last messages, and whom to ask elsewhere.
#[derive(Clone, Debug)]
pub struct Shown {
    sort: Sort,
    open: Option<(Ticket, Vec<Line>)>,
    support: String,
}

impl Screen for AskTeam {
    const ID: &'static str = "ask_team";
    type Data = Shown;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Shown, Error> {
        let partner = ui.seat()?.id;
        let open = match tickets::open_ticket(&mut *ui.tx, partner, self.sort).await? {
            Some(ticket) => {
                let of = (partner, ticket.id);
                let lines = tickets::lines(&mut *ui.tx, of, (None, SHOWN)).await?;
                Some((ticket, lines))
            }
            None => None,
        };
        Ok(Shown {
            sort: self.sort,
            open,
            support: ui.support.clone(),
        })
    }

    fn draw(shown: &Shown, pen: &Pen<'_>) -> View {
        let key = match shown.sort {
            Sort::Support => "team-support",
            Sort::Feedback => "team-feedback",
        };
        let mut parts = vec![pen.text(key, &[("support", shown.support.as_str().into())])];
        let mut solved = None;
        if let Some((ticket, lines)) = &shown.open {
            let number = ("number", Arg::Text(ticket.number.to_string()));
            parts.push(pen.text("team-open", &[number]));
            parts.extend(lines.iter().map(told));
            solved = Some(Btn::with(
                pen.t("button-team-solved"),
                "solved",
                ticket.id.base62(),
            ));
        }
        View::new(parts.join("\n")).row(solved).row(back(pen))
    }

    fn samples() -> Vec<Shown> {
        let sample = |sort, open| Shown {
            sort,
            open,
            support: "@sellercloudx".to_owned(),
        };
        let lines = Author::ALL.into_iter().cycle().take(4);
        let lines = lines.map(sample_line).collect();
        let ticket = sample_ticket(Sort::Support, tickets::State::Answered);
        vec![
            sample(Sort::Support, Some((ticket, lines))),
            sample(Sort::Support, None),
            sample(Sort::Feedback, None),
        ]
    }

    fn states() -> Vec<Self> {
        Sort::ALL.map(Self::about).into()
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let partner = ui.seat()?.id;
        let stale = || Refusal::new("button-stale");
        if action != "solved" {
            return Err(stale().into());
        }
        let id = tickets::TicketId::from_base62(id).map_err(|_| stale())?;
        tickets::close_own(ui.tx, partner, id).await?;
        ui.toast("team-thanks");
        Ok(Next::Stay)
    }

    async fn typed(&mut self, ui: &mut Ui<'_>, text: &str) -> Result<Option<Next>, Error> {
        let partner = ui.seat()?.id;
        let said = Said {
            text: text.to_owned(),
            file: None,
        };
        let ticket = tickets::ask(ui.tx, partner, self.sort, &said).await?;
        let number = ("number".to_owned(), Arg::Text(ticket.number.to_string()));
        ui.say_with("team-taken", &[number]);
        Ok(Some(Next::Stay))
    }

    async fn attached(&mut self, ui: &mut Ui<'_>, event: &Event) -> Result<Option<Next>, Error> {
        let partner = ui.seat()?.id;
        let sender = Sender::Partner(self.sort);
        enclose_later(ui.tx, partner, sender, Attached::of(event)).await?;
        ui.say("team-file-taken");
        Ok(Some(Next::Quiet))
    }
}

/// One message: who, when, what.
fn told(line: &Line) -> String {
    let sign = match line.author {
        Author::Partner => "👤",
        Author::Team => "🛟",
    };
    let at = moment(line.created_at.0);
    format!("{sign} <i>{at}</i>\n{}", words(&line.said))
}
