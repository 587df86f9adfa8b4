//! Giving days of a plan, or taking them away, with a reason.

use scx_domain::accounts::{self, Partner};
use scx_domain::admins::Right;
use scx_domain::plans::{self, Catalogue, Chosen};
use scx_domain::{Arg, Error, Refusal};
use scx_kit::Time;
use serde::{Deserialize, Serialize};

use super::partner::id_of;
use super::{back, sample_partner};
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// What is about to be given.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Grant {
    partner: String,
    chosen: Chosen,
    days: i64,
    reason: Option<String>,
}

impl Grant {
    /// Days for a partner, of the tier that they have.
    pub fn to(partner: &Partner) -> Self {
        let tier = partner.tier.clone().unwrap_or_else(|| "chat".to_owned());
        Self {
            partner: partner.id.base62(),
            chosen: Chosen {
                tier,
                with_ai: partner.has_ai_addon,
            },
            days: 30,
            reason: None,
        }
    }
}

/// What it comes to.
#[derive(Clone, Debug)]
pub struct Shown {
    grant: Grant,
    name: String,
    catalogue: Catalogue,
    until: Time,
}

impl Screen for Grant {
    const ID: &'static str = "grant";
    const NEEDS: Option<Right> = Some(Right::ChangePlan);
    type Data = Shown;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Shown, Error> {
        let partner = accounts::partner(&mut *ui.tx, id_of(&self.partner)?).await?;
        let catalogue = plans::catalogue(ui.tx).await?;
        let until = plans::extended(&partner, &catalogue, &self.chosen, self.days, ui.tx.now());
        Ok(Shown {
            grant: self.clone(),
            name: partner.name,
            catalogue,
            until,
        })
    }

    fn draw(shown: &Shown, pen: &Pen<'_>) -> View {
        let grant = &shown.grant;
        let mut lines = vec![
            pen.text("grant-title", &[("name", shown.name.as_str().into())]),
            pen.text(
                "grant-what",
                &[
                    ("tier", pen.tier(&shown.catalogue, &grant.chosen).into()),
                    ("days", format!("{:+}", grant.days).into()),
                    ("until", Arg::Day(shown.until.0)),
                ],
            ),
        ];
        lines.push(match &grant.reason {
            Some(reason) => pen.text("grant-reason", &[("reason", reason.as_str().into())]),
            None => pen.t("grant-ask"),
        });
        let tiers: Vec<Btn> = shown
            .catalogue
            .plans()
            .map(|tier| {
                let mark = if tier.id == grant.chosen.tier {
                    "● "
                } else {
                    ""
                };
                Btn::with(format!("{mark}{}", tier.name), "tier", tier.id.clone())
            })
            .collect();
        let days = |days: i64| Btn::with(format!("{days:+}"), "days", days.to_string());
        let view = View::new(lines.join("\n"));
        let view = tiers
            .chunks(2)
            .map(<[Btn]>::to_vec)
            .take(3)
            .fold(view, View::row);
        let view = view
            .row([7, 30, 90].map(days))
            .row([365, -7, -30].map(days));
        let view = match grant.reason.is_some() {
            true => view.row([Btn::tap(pen.t("button-yes"), "give")]),
            false => view,
        };
        view.row(back(pen))
    }

    fn samples() -> Vec<Shown> {
        let grant = Grant::to(&sample_partner());
        let asked = Shown {
            grant: grant.clone(),
            name: sample_partner().name,
            catalogue: plans::first_catalogue(),
            until: Time(1_826_766_000_000),
        };
        let ready = Shown {
            grant: Grant {
                days: -30,
                reason: Some("Xato hisoblangan <kunlar>".to_owned()),
                ..grant
            },
            ..asked.clone()
        };
        vec![asked, ready]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let stale = || Refusal::new("button-stale");
        match action {
            "tier" => {
                let known = plans::catalogue(ui.tx).await?;
                let tier = known.plans().find(|tier| tier.id == id).ok_or_else(stale)?;
                self.chosen.tier = tier.id.clone();
                Ok(Next::Stay)
            }
            "days" => {
                self.days = id.parse().map_err(|_| stale())?;
                Ok(Next::Stay)
            }
            "give" => {
                let reason = self.reason.clone().ok_or_else(stale)?;
                let partner = id_of(&self.partner)?;
                let permit = ui.permit(Right::ChangePlan).await?;
                if self.days < 0 {
                    let taken = (-self.days, reason.as_str());
                    plans::take(ui.tx, &permit, partner, taken).await?;
                } else {
                    let given = (&self.chosen, self.days, reason.as_str());
                    plans::give(ui.tx, &permit, partner, given).await?;
                }
                ui.toast("saved");
                Ok(Next::Back)
            }
            _ => Err(stale().into()),
        }
    }

    /// A number is days, anything else the reason.
    async fn typed(&mut self, _ui: &mut Ui<'_>, text: &str) -> Result<Option<Next>, Error> {
        let text = text.trim();
        match text.replace('−', "-").parse::<i64>() {
            Ok(days) if days != 0 && days.abs() <= 3_660 => self.days = days,
            Ok(_) => return Err(Refusal::new("days-wrong").into()),
            Err(_) => self.reason = Some(text.chars().take(300).collect()),
        }
        Ok(Some(Next::Stay))
    }
}
