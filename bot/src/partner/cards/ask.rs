//! A customer's question that waits for the partner.

use scx_domain::accounts::Partner;
use scx_domain::chat::{self, Basis, Channel, Mode, QuestionId, QuestionRow, Reason};
use scx_domain::notify::Topic;
use scx_domain::{Error, Refusal};
use scx_kit::{Id, SeededEntropy, Time};
use scx_store::Tx;

use crate::partner::screens::{Reply, Why, explained};
use crate::ui::{Btn, Card, Next, Pen, Screen, Ui, View};

/// The card of a question.
pub struct AskCard;

impl Card for AskCard {
    const ID: &'static str = chat::CARD;
    type Viewer = Partner;
    const TOPIC: Option<Topic> = Some(Topic::Questions);
    /// The question, and what the answer rests on that was not liked.
    type Data = (QuestionRow, Option<Basis>);

    async fn load(tx: &mut Tx, partner: &Partner, subject: &str) -> Result<Self::Data, Error> {
        let id: QuestionId = subject.parse().map_err(anyhow::Error::from)?;
        let question = chat::question(&mut *tx, partner.id, id).await?;
        let basis = match question.disliked {
            Some(message) => Some(chat::basis(tx, partner.id, message).await?),
            None => None,
        };
        Ok((question, basis))
    }

    fn draw((question, basis): &Self::Data, pen: &Pen<'_>) -> View {
        // Below it stands what the answer rests on.
        let most = if basis.is_some() { 300 } else { 1_000 };
        let short = |text: &str| text.chars().take(most).collect::<String>();
        let key = match question.reason {
            Reason::Unanswered => "ask-unanswered",
            Reason::Operator => "ask-operator",
            Reason::Human => "ask-human",
            Reason::Paused => "ask-paused",
            Reason::Closed => "ask-closed",
            Reason::Late => "ask-late",
            Reason::Media => "ask-media",
            Reason::Disliked => "ask-disliked",
        };
        let args = [
            ("customer", question.customer.as_str().into()),
            ("text", short(&question.text).into()),
        ];
        let mut text = pen.text(key, &args);
        if let Some(basis) = basis {
            text = format!("{text}\n\n{}", explained(basis, pen));
        }
        let view = match &question.answer {
            Some(answer) => {
                let shown = match answer.is_empty() {
                    true => "📎".to_owned(),
                    false => short(answer),
                };
                let answered = pen.text("ask-answered", &[("answer", shown.into())]);
                let view = View::new(format!("{text}\n{answered}"));
                view.row(
                    (!question.is_taught && !answer.is_empty())
                        .then(|| Btn::with(pen.t("button-teach"), "teach", question.id.base62())),
                )
            }
            None => open(View::new(text), question, pen),
        };
        View {
            thread: question.thread,
            ..view
        }
    }

    fn samples() -> Vec<Self::Data> {
        let sample = |reason, answer: Option<&str>| QuestionRow {
            id: Id::new(Time(1_795_230_000_000), &SeededEntropy::new("sample")),
            conversation: Id::new(Time(1_795_230_000_000), &SeededEntropy::new("sample")),
            text: "Yetkazib berish necha kunda? <b>".repeat(60),
            reason,
            answer: answer.map(str::to_owned),
            customer: "Aziz & Nodira".to_owned(),
            channel: Channel::WhatsApp,
            thread: None,
            is_taught: false,
            disliked: None,
            mode: match reason {
                Reason::Human => Mode::Human,
                _ => Mode::Bot,
            },
            created_at: Time(0),
        };
        let reasons = [
            Reason::Unanswered,
            Reason::Operator,
            Reason::Human,
            Reason::Paused,
            Reason::Closed,
            Reason::Late,
            Reason::Media,
        ];
        let open = reasons.map(|reason| sample(reason, None));
        open.into_iter()
            .chain([sample(Reason::Unanswered, Some("Ertaga"))])
            .map(|question| (question, None))
            .chain(Why::samples().into_iter().map(|basis| {
                let question = sample(Reason::Disliked, None);
                (question, Some(basis))
            }))
            .collect()
    }

    async fn tap(ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let partner = ui.seat()?.id;
        let stale = || Refusal::new("button-stale");
        if action == "reply" {
            return Ok(Next::Go(Reply::of(id).frame()));
        }
        let id = QuestionId::from_base62(id).map_err(|_| stale())?;
        let question = chat::question(&mut *ui.tx, partner, id).await?;
        match action {
            "pause" => {
                chat::pause(ui.tx, partner, question.conversation).await?;
                ui.toast("talk-paused");
            }
            "resume" => {
                chat::resume(ui.tx, partner, question.conversation).await?;
                ui.toast("talk-resumed");
            }
            "teach" => {
                chat::teach(ui.tx, partner, id).await?;
                ui.toast("lesson-taught");
            }
            "ai" => {
                chat::answer_now(ui.tx, partner, id).await?;
                ui.toast("talk-ai-asked");
            }
            _ => return Err(stale().into()),
        }
        Ok(Next::Quiet)
    }

    async fn replied(ui: &mut Ui<'_>, subject: &str, text: &str) -> Result<Option<Next>, Error> {
        let partner = ui.seat()?.id;
        let id: QuestionId = subject.parse().map_err(anyhow::Error::from)?;
        chat::reply(ui.tx, partner, id, text).await?;
        ui.say("reply-sent");
        Ok(Some(Next::Quiet))
    }
}

/// The buttons of a question that waits: whoever answers now can be changed.
fn open(view: View, question: &QuestionRow, pen: &Pen<'_>) -> View {
    let button = |key: &str, action| Btn::with(pen.t(key), action, question.id.base62());
    // In a topic one just writes.
    let reply = question
        .thread
        .is_none()
        .then(|| button("button-reply", "reply"));
    let view = view.row(reply);
    match question.mode {
        Mode::Bot => view.row([button("button-talk-pause", "pause")]),
        Mode::Human => view.row([
            button("button-talk-ai", "ai"),
            button("button-talk-resume", "resume"),
        ]),
    }
}
