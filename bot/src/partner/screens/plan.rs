//! What the shop has, what is sold, and whether a request waits.

use scx_domain::accounts::Standing;
use scx_domain::plans::{self, Allowance, Catalogue, Chosen, Request, Usage};
use scx_domain::{Arg, Error, Refusal, billing};
use scx_kit::{Time, Tiyin};
use serde::{Deserialize, Serialize};

use super::{Invite, Offer, back};
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// No state.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Plan {}

/// What the shop has now, and what it can ask for.
#[derive(Clone, Debug)]
pub struct PlanNow {
    standing: Standing,
    now: Time,
    held: Option<(Chosen, Time)>,
    used: Usage,
    allowance: Allowance,
    catalogue: Catalogue,
    waiting: Option<Request>,
}

impl Screen for Plan {
    const ID: &'static str = "plan";
    type Data = PlanNow;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<PlanNow, Error> {
        let partner = ui.seat()?.clone();
        let now = ui.tx.now();
        let catalogue = plans::catalogue(ui.tx).await?;
        Ok(PlanNow {
            standing: Standing::of(&partner, now),
            now,
            held: plans::held(&partner, now).map(|held| (held, partner.paid_until)),
            used: plans::usage(&mut *ui.tx, partner.id, now).await?,
            allowance: plans::allowance(&partner, &catalogue, now),
            waiting: plans::open_request(&mut *ui.tx, partner.id).await?,
            catalogue,
        })
    }

    fn draw(plan: &PlanNow, pen: &Pen<'_>) -> View {
        let mut lines = vec![pen.t("plan-title")];
        lines.push(match &plan.held {
            Some((held, until)) => pen.text(
                "plan-held",
                &[
                    ("tier", pen.tier(&plan.catalogue, held).into()),
                    ("until", Arg::Moment(until.0)),
                ],
            ),
            None => pen.standing(plan.standing, plan.now),
        });
        lines.push(used(plan, pen));
        if let Some(request) = &plan.waiting {
            let args = [
                ("tier", pen.tier(&plan.catalogue, &request.chosen()).into()),
                ("period", pen.period(&request.period).into()),
                ("sum", request.due_tiyin.into()),
            ];
            lines.push(pen.text("plan-request-line", &args));
        }
        lines.push(String::new());
        lines.push(pen.t("plan-list"));
        lines.extend(plan.catalogue.plans().map(|tier| {
            let month = plan.catalogue.price(&tier.id, "month");
            let args = [
                ("tier", tier.name.as_str().into()),
                ("sum", month.unwrap_or(Tiyin::ZERO).into()),
                ("percent", Arg::Number(tier.profit_percent)),
            ];
            match tier.profit_percent {
                0 => pen.text("plan-list-line", &args),
                _ => pen.text("plan-list-line-profit", &args),
            }
        }));
        let mut view = View::new(lines.join("\n"));
        if plan.waiting.is_some() {
            view = view.row([Btn::tap(pen.t("button-withdraw"), "withdraw")]);
        } else {
            for tier in plan.catalogue.plans().take(6) {
                view = view.row([Btn::with(tier.name.clone(), "tier", tier.id.clone())]);
            }
        }
        view.row([Btn::tap(pen.t("button-invite"), "invite")])
            .row(back(pen))
    }

    fn samples() -> Vec<PlanNow> {
        let now = Time(1_795_230_000_000);
        let later = Time(1_795_489_200_000);
        let trial = PlanNow {
            standing: Standing::Trial { ends_at: later },
            now,
            held: None,
            used: Usage::default(),
            allowance: Allowance {
                answers: Some(1_000),
                ..Allowance::default()
            },
            catalogue: plans::first_catalogue(),
            waiting: None,
        };
        let chosen = Chosen {
            tier: "professional".to_owned(),
            with_ai: true,
        };
        let paid = PlanNow {
            standing: Standing::Paid { until: later },
            held: Some((chosen.clone(), later)),
            used: Usage {
                answers: 119_999,
                ai_micro_usd: 0,
            },
            allowance: Allowance::default(),
            ..trial.clone()
        };
        let waiting = PlanNow {
            waiting: Some(plans::sample_request(&chosen)),
            ..trial.clone()
        };
        vec![trial, paid, waiting]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        match action {
            "tier" => Ok(Next::Go(Offer::of(id).frame())),
            "invite" => Ok(Next::Go(Invite::default().frame())),
            "withdraw" => {
                let partner = ui.seat()?.id;
                billing::withdraw(ui.tx, partner).await?;
                ui.toast("plan-request-withdrawn");
                Ok(Next::Stay)
            }
            _ => Err(Refusal::new("button-stale").into()),
        }
    }
}

/// How much of the month's answers is used.
fn used(plan: &PlanNow, pen: &Pen<'_>) -> String {
    let used = Arg::Number(plan.used.answers);
    match plan.allowance.answers {
        Some(most) => pen.text("plan-used", &[("used", used), ("most", Arg::Number(most))]),
        None => pen.text("plan-used-unlimited", &[("used", used)]),
    }
}
