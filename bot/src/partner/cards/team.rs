//! What the house's people answered.

use scx_domain::accounts::Partner;
use scx_domain::tickets::{self, Author, Message, MessageId, Said, Sort, State, Ticket};
use scx_domain::{Arg, Error, Refusal};
use scx_kit::{Id, SeededEntropy, Time};
use scx_store::Tx;

use crate::admin::cards::sample_line;
use crate::partner::screens::AskTeam;
use crate::texts::escape;
use crate::tickets::words;
use crate::ui::{Btn, Card, Next, Pen, Screen, Ui, View};

/// The card of an answer.
pub struct TeamCard;

impl Card for TeamCard {
    const ID: &'static str = tickets::ANSWER_CARD;
    type Viewer = Partner;
    type Data = Message;

    async fn load(tx: &mut Tx, partner: &Partner, subject: &str) -> Result<Message, Error> {
        let id = subject.parse().map_err(|_| Refusal::new("button-stale"))?;
        Ok(tickets::answer_to(tx, partner.id, id).await?)
    }

    fn draw(message: &Message, pen: &Pen<'_>) -> View {
        let args = [
            ("number", Arg::Text(message.ticket.number.to_string())),
            ("name", message.line.name.as_str().into()),
        ];
        let title = pen.text("team-answer", &args);
        let said = &message.line.said;
        // An answer is read whole; only a screen shortens it.
        let text = match said.file {
            Some(_) => words(said),
            None => escape(&said.text).into_owned(),
        };
        let button = |key: &str, action| Btn::with(pen.t(key), action, message.line.id.base62());
        View::new(format!("{title}\n{text}")).row([
            button("button-team-again", "again"),
            button("button-team-solved", "solved"),
        ])
    }

    fn samples() -> Vec<Message> {
        let now = Time(1_795_230_000_000);
        let sample = |said: Said| Message {
            ticket: Ticket {
                id: Id::new(now, &SeededEntropy::new("sample")),
                partner: Id::new(now, &SeededEntropy::new("sample")),
                number: 12_345,
                sort: Sort::Support,
                state: State::Answered,
                last_at: now,
            },
            line: tickets::Line {
                said,
                ..sample_line(Author::Team)
            },
            answer: None,
            is_shown: true,
        };
        let words = Said {
            text: "Bot qayta ulandi & javob beryapti. ".repeat(57),
            file: None,
        };
        vec![sample(words), sample(sample_line(Author::Team).said)]
    }

    async fn tap(ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let partner = ui.seat()?.id;
        let stale = || Refusal::new("button-stale");
        let id = MessageId::from_base62(id).map_err(|_| stale())?;
        let ticket = tickets::answer_to(ui.tx, partner, id).await?.ticket;
        match action {
            "again" => Ok(Next::Go(AskTeam::about(ticket.sort).frame())),
            "solved" => {
                tickets::close_own(ui.tx, partner, ticket.id).await?;
                ui.toast("team-thanks");
                Ok(Next::Quiet)
            }
            _ => Err(stale().into()),
        }
    }

    async fn replied(ui: &mut Ui<'_>, subject: &str, text: &str) -> Result<Option<Next>, Error> {
        let partner = ui.seat()?.id;
        let id = subject.parse().map_err(|_| Refusal::new("button-stale"))?;
        let ticket = tickets::answer_to(ui.tx, partner, id).await?.ticket;
        let said = Said {
            text: text.to_owned(),
            file: None,
        };
        let ticket = tickets::ask_again(ui.tx, partner, ticket.id, &said).await?;
        let number = ("number".to_owned(), Arg::Text(ticket.number.to_string()));
        ui.say_with("team-taken", &[number]);
        Ok(Some(Next::Quiet))
    }
}
