//! What is sold: tiers with their prices, and the periods.

use scx_domain::admins::Right;
use scx_domain::plans::{self, Catalogue, Edit, TRIAL};
use scx_domain::{Arg, Error, Refusal};
use scx_kit::Tiyin;
use serde::{Deserialize, Serialize};

use super::{Audit, TierFile, back};
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// The period that is being changed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Prices {
    period: Option<String>,
}

impl Screen for Prices {
    const ID: &'static str = "prices";
    const NEEDS: Option<Right> = Some(Right::SetPrices);
    type Data = (Catalogue, Option<String>);

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Self::Data, Error> {
        Ok((plans::catalogue(ui.tx).await?, self.period.clone()))
    }

    fn draw((known, chosen): &Self::Data, pen: &Pen<'_>) -> View {
        let mut lines = vec![pen.t("prices-title")];
        for tier in &known.tiers {
            let month = known.price(&tier.id, "month").unwrap_or(Tiyin::ZERO);
            let args = [
                ("mark", if tier.is_offered { "✅" } else { "⏸" }.into()),
                ("tier", tier.name.as_str().into()),
                ("sum", month.into()),
            ];
            let key = if tier.id == TRIAL {
                "prices-trial"
            } else {
                "prices-line"
            };
            lines.push(pen.text(key, &args));
        }
        for period in &known.periods {
            let args = [
                ("mark", if period.is_offered { "✅" } else { "⏸" }.into()),
                ("period", pen.period(&period.id).into()),
                ("days", Arg::Number(period.days)),
            ];
            lines.push(pen.text("prices-period", &args));
        }
        let selected = chosen.as_ref().and_then(|id| known.period(id));
        if let Some(period) = selected {
            let name = pen.period(&period.id);
            lines.push(String::new());
            lines.push(pen.text("prices-ask-days", &[("period", name.into())]));
        }
        let tiers: Vec<Btn> = known
            .tiers
            .iter()
            .map(|tier| Btn::with(tier.name.clone(), "tier", tier.id.clone()))
            .collect();
        let periods = known.periods.iter().take(3).map(|period| {
            let mark = if Some(&period.id) == chosen.as_ref() {
                "● "
            } else {
                ""
            };
            Btn::with(
                format!("{mark}{}", pen.period(&period.id)),
                "period",
                period.id.clone(),
            )
        });
        let view = View::new(lines.join("\n"));
        let view = tiers.chunks(2).map(<[Btn]>::to_vec).fold(view, View::row);
        let toggle = selected.map(|period| Btn::tap(pen.t(sale_key(period.is_offered)), "sale"));
        view.row(periods)
            .row(toggle)
            .row([Btn::tap(pen.t("button-price-history"), "history")])
            .row(back(pen))
    }

    fn samples() -> Vec<Self::Data> {
        let known = plans::first_catalogue();
        vec![(known.clone(), None), (known, Some("quarter".to_owned()))]
    }

    fn states() -> Vec<Self> {
        let period = Some("month".to_owned());
        vec![Self::default(), Self { period }]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let stale = || Refusal::new("button-stale");
        let known = plans::catalogue(ui.tx).await?;
        match action {
            "tier" => {
                let tier = known.tier(id).ok_or_else(stale)?;
                Ok(Next::Go(TierFile::of(&tier.id).frame()))
            }
            "period" => {
                let period = known.period(id).ok_or_else(stale)?;
                self.period = Some(period.id.clone());
                Ok(Next::Stay)
            }
            "sale" => {
                let id = self.period.clone().ok_or_else(stale)?;
                let period = known.period(&id).ok_or_else(stale)?;
                let permit = ui.permit(Right::SetPrices).await?;
                let edit = Edit::PeriodOffered(id, !period.is_offered);
                plans::edit(ui.tx, &permit, &edit).await?;
                ui.toast("saved");
                Ok(Next::Stay)
            }
            "history" => {
                ui.check(Some(Right::SeeAudit))?;
                Ok(Next::Go(Audit::of_kind("price").frame()))
            }
            _ => Err(stale().into()),
        }
    }

    async fn typed(&mut self, ui: &mut Ui<'_>, text: &str) -> Result<Option<Next>, Error> {
        let Some(period) = self.period.clone() else {
            return Ok(None);
        };
        let days = text.trim().parse();
        let days = days.map_err(|_| Refusal::new("number-wrong"))?;
        let permit = ui.permit(Right::SetPrices).await?;
        plans::edit(ui.tx, &permit, &Edit::Days(period, days)).await?;
        self.period = None;
        Ok(Some(Next::Stay))
    }
}

/// The button that puts something on sale or takes it off.
pub(super) fn sale_key(is_offered: bool) -> &'static str {
    match is_offered {
        true => "button-off-sale",
        false => "button-on-sale",
    }
}
