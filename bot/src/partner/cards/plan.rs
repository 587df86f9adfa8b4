//! The way to the plan from a message that stands for itself: a warning, the
//! end of the trial, a limit that was reached.

use scx_domain::accounts::{Partner, Standing};
use scx_domain::{Error, Refusal};
use scx_kit::Time;
use scx_store::Tx;

use crate::partner::screens::Plan;
use crate::ui::{Btn, ButtonData, Card, Next, Pen, Screen, Target, Ui, View};

/// The card of a partner's plan.
pub struct PlanCard;

/// The button that leads to the plan's screen from anywhere.
pub fn plan_button() -> ButtonData {
    ButtonData {
        owner: PlanCard::ID.to_owned(),
        target: Target::Card,
        action: "open".to_owned(),
        id: String::new(),
    }
}

impl Card for PlanCard {
    const ID: &'static str = "plan_way";
    type Viewer = Partner;
    type Data = (Standing, Time);

    async fn load(
        tx: &mut Tx,
        partner: &Partner,
        _subject: &str,
    ) -> Result<(Standing, Time), Error> {
        Ok((Standing::of(partner, tx.now()), tx.now()))
    }

    fn draw((standing, now): &(Standing, Time), pen: &Pen<'_>) -> View {
        let label = match standing {
            Standing::Paid { .. } | Standing::Spent { .. } => "button-renew",
            Standing::Trial { .. } | Standing::Expired { .. } | Standing::Banned => {
                "button-ask-access"
            }
        };
        View::new(pen.standing(*standing, *now)).row([Btn::tap(pen.t(label), "open")])
    }

    fn samples() -> Vec<(Standing, Time)> {
        let now = Time(1_795_230_000_000);
        let later = Time(1_795_489_200_000);
        let all = [
            Standing::Trial { ends_at: later },
            Standing::Paid { until: later },
            Standing::Spent { until: later },
            Standing::Expired { ended_at: now },
            Standing::Banned,
        ];
        all.map(|standing| (standing, now)).to_vec()
    }

    async fn tap(_ui: &mut Ui<'_>, action: &str, _id: &str) -> Result<Next, Error> {
        match action {
            "open" => Ok(Next::Go(Plan::default().frame())),
            _ => Err(Refusal::new("button-stale").into()),
        }
    }
}
