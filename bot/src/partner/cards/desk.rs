//! The head of a customer's topic: who it is and who answers.

use scx_domain::accounts::Partner;
use scx_domain::chat::{self, Channel, ConversationId, MessageId, Mode};
use scx_domain::{Arg, Error, Refusal};
use scx_kit::{Id, SeededEntropy, Time};
use scx_store::Tx;

use crate::partner::screens::{explained, mark, named};
use crate::ui::{Btn, Card, Next, Pen, Ui, View};

/// The card at the head of a topic.
pub struct DeskCard;

/// What it tells.
pub struct Head {
    id: ConversationId,
    customer: String,
    channel: Channel,
    human_until: Option<Time>,
    thread: Option<i64>,
}

impl Card for DeskCard {
    const ID: &'static str = chat::DESK_CARD;
    type Viewer = Partner;
    type Data = Head;

    async fn load(tx: &mut Tx, partner: &Partner, subject: &str) -> Result<Head, Error> {
        let id: ConversationId = subject.parse().map_err(anyhow::Error::from)?;
        let talk = chat::conversation(&mut *tx, partner.id, id).await?;
        let topic = chat::topic(&mut *tx, partner.id, id).await?;
        let now = tx.now();
        Ok(Head {
            id,
            customer: named(&talk.customer, id),
            channel: talk.channel,
            human_until: match talk.mode {
                Mode::Human => talk.human_until.filter(|until| *until > now),
                Mode::Bot => None,
            },
            thread: topic.map(|topic| topic.thread),
        })
    }

    fn draw(head: &Head, pen: &Pen<'_>) -> View {
        let name = [
            ("customer", head.customer.as_str().into()),
            ("channel", mark(head.channel).into()),
        ];
        let (mode, label, action) = match head.human_until {
            Some(until) => (
                pen.text("talk-human", &[("until", Arg::Moment(until.0))]),
                "button-talk-resume",
                "resume",
            ),
            None => (pen.t("talk-ai"), "button-talk-pause", "pause"),
        };
        let text = [pen.text("talk-title", &name), mode, pen.t("topic-hint")];
        let view = View::new(text.join("\n"));
        View {
            thread: head.thread,
            ..view.row([Btn::with(pen.t(label), action, head.id.base62())])
        }
    }

    fn samples() -> Vec<Head> {
        let head = |human_until| Head {
            id: Id::new(Time(1_795_230_000_000), &SeededEntropy::new("sample")),
            customer: "Aziz & Nodira".to_owned(),
            channel: Channel::WhatsApp,
            human_until,
            thread: Some(7),
        };
        vec![head(None), head(Some(Time(1_795_230_000_000)))]
    }

    async fn tap(ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let partner = ui.seat()?.id;
        let stale = || Refusal::new("button-stale");
        if action == "why" {
            let id = MessageId::from_base62(id).map_err(|_| stale())?;
            let basis = chat::basis(ui.tx, partner, id).await?;
            let html = explained(&basis, &ui.pen());
            ui.send(html, scx_connect::telegram::Keyboard::None);
            return Ok(Next::Quiet);
        }
        let id = ConversationId::from_base62(id).map_err(|_| stale())?;
        match action {
            "pause" => {
                chat::pause(ui.tx, partner, id).await?;
                ui.toast("talk-paused");
            }
            "resume" => {
                chat::resume(ui.tx, partner, id).await?;
                ui.toast("talk-resumed");
            }
            _ => return Err(stale().into()),
        }
        Ok(Next::Quiet)
    }
}
