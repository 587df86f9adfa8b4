//! A broadcast under way, and its report: the same message all along.

use scx_domain::admins::{Admin, Right};
use scx_domain::broadcasts::{self, Audience, Broadcast, BroadcastId, Outcome, State, Tally};
use scx_domain::{Arg, Error, Refusal};
use scx_kit::{Id, Time};
use scx_store::Tx;

use super::audience;
use crate::ui::{Btn, Card, Next, Pen, Target, Ui, View};

/// The card of a broadcast.
pub struct BroadcastCard;

/// A broadcast and how far it is.
#[derive(Clone, Debug)]
pub struct Shown {
    broadcast: Broadcast,
    tally: Tally,
}

impl Card for BroadcastCard {
    const ID: &'static str = broadcasts::CARD;
    type Viewer = Admin;
    const NEEDS: Option<Right> = Some(Right::Broadcast);
    type Data = Shown;

    async fn load(tx: &mut Tx, _admin: &Admin, subject: &str) -> Result<Shown, Error> {
        let id = subject.parse().map_err(|_| Refusal::new("button-stale"))?;
        load(tx, id).await
    }

    fn draw(shown: &Shown, pen: &Pen<'_>) -> View {
        let id = shown.broadcast.id.base62();
        let view = View::new(text(shown, pen));
        let button = |key: &str, action| Btn::with(pen.t(key), action, id.clone());
        let end = || button("button-broadcast-end", "ending");
        match shown.broadcast.state {
            State::Gathering => view.row([end()]),
            State::Running => view.row([button("button-broadcast-pause", "pause"), end()]),
            State::Paused => view.row([button("button-broadcast-go-on", "go"), end()]),
            State::Done | State::Cancelled => view,
        }
    }

    fn samples() -> Vec<Shown> {
        let sample = |state| {
            let mut tally = Tally::default();
            for outcome in Outcome::ALL {
                tally.add(outcome, 1_234);
            }
            Shown {
                broadcast: Broadcast {
                    state,
                    ..sample_broadcast()
                },
                tally,
            }
        };
        State::ALL.map(sample).to_vec()
    }

    async fn tap(ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let id = BroadcastId::from_base62(id).map_err(|_| Refusal::new("button-stale"))?;
        let to = match action {
            "ending" => return ask(ui, id).await,
            "pause" => State::Paused,
            "go" => State::Running,
            "end" => State::Cancelled,
            _ => return Err(Refusal::new("button-stale").into()),
        };
        let permit = ui.permit(Right::Broadcast).await?;
        broadcasts::hold(ui.tx, &permit, (id, to)).await?;
        ui.toast("saved");
        Ok(Next::Quiet)
    }
}

async fn load(tx: &mut Tx, id: BroadcastId) -> Result<Shown, Error> {
    let (broadcast, tally) = broadcasts::one(tx, id).await?;
    Ok(Shown { broadcast, tally })
}

/// Asks whether it is to end, in a message of its own: the card is drawn anew
/// every few seconds.
async fn ask(ui: &mut Ui<'_>, id: BroadcastId) -> Result<Next, Error> {
    let shown = load(ui.tx, id).await?;
    if shown.broadcast.state.is_over() {
        return Err(Refusal::new("broadcast-moved").into());
    }
    let pen = ui.pen();
    let left = ("count", Arg::Number(shown.tally.left()));
    let now = Btn::with(pen.t("button-broadcast-end-now"), "end", id.base62());
    let view = View::new(pen.text("broadcast-end-sure", &[left])).row([now]);
    let keyboard = view.keyboard(BroadcastCard::ID, &Target::Card);
    ui.send(view.html, keyboard);
    Ok(Next::Quiet)
}

fn text(shown: &Shown, pen: &Pen<'_>) -> String {
    let Shown {
        broadcast, tally, ..
    } = shown;
    let mut lines = vec![
        pen.text(
            "broadcast-title",
            &[("state", pen.t(audience::state_key(broadcast.state)).into())],
        ),
        pen.text(
            "broadcast-words",
            &[("text", snippet(broadcast, 200).into())],
        ),
        pen.text(
            "broadcast-to",
            &[
                ("whom", audience::line(&broadcast.audience, pen).into()),
                ("who", broadcast.admin_name.as_str().into()),
                ("at", Arg::Moment(broadcast.created_at.0)),
            ],
        ),
    ];
    let count = |name, outcome| (name, Arg::Number(tally.of(outcome)));
    let mut args = vec![
        count("sent", Outcome::Sent),
        count("blocked", Outcome::Blocked),
        count("failed", Outcome::Failed),
        count("late", Outcome::Late),
        count("unknown", Outcome::Unknown),
    ];
    args.push(("left", Arg::Number(tally.left())));
    args.push(("all", Arg::Number(tally.all())));
    lines.push(pen.text("broadcast-counts", &args));
    if let Some(who) = &broadcast.held_by {
        lines.push(pen.text("broadcast-held", &[("who", who.as_str().into())]));
    }
    if let Some(at) = broadcast.ended_at {
        lines.push(pen.text("broadcast-ended", &[("at", Arg::Moment(at.0))]));
    }
    lines.join("\n")
}

/// The beginning of the words.
pub(in crate::admin) fn snippet(broadcast: &Broadcast, most: usize) -> String {
    let words = broadcast.text.split_whitespace();
    let text = words.collect::<Vec<_>>().join(" ");
    let mut short: String = text.chars().take(most).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    if short.is_empty() {
        "📎".to_owned()
    } else {
        short
    }
}

/// A broadcast to draw samples with.
pub(in crate::admin) fn sample_broadcast() -> Broadcast {
    Broadcast {
        id: Id::first_of(Time(1_795_230_000_000)),
        state: State::Running,
        audience: Audience::default(),
        text: "Yangi imkoniyat & chegirma <salom> ".repeat(10),
        admin_name: "Bahodir <admin>".to_owned(),
        held_by: Some("Lola".to_owned()),
        created_at: Time(1_795_230_000_000),
        ended_at: Some(Time(1_795_240_000_000)),
    }
}
