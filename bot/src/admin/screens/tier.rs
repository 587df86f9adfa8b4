//! One tier: its prices, what it allows, its name. A button chooses what the
//! next typed line changes.

use scx_domain::admins::Right;
use scx_domain::plans::{self, Catalogue, Edit, Limit, Tier, TierKind};
use scx_domain::{Arg, Error, Refusal};
use scx_kit::Tiyin;
use serde::{Deserialize, Serialize};

use super::back;
use super::prices::sale_key;
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// The tier, and what is being changed: a field, or the price of a period.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct TierFile {
    tier: String,
    field: Option<String>,
}

impl TierFile {
    /// The file of a tier.
    pub fn of(tier: &str) -> Self {
        Self {
            tier: tier.to_owned(),
            field: None,
        }
    }
}

/// The tier and the catalogue that it is of.
#[derive(Clone, Debug)]
pub struct Shown {
    tier: Tier,
    known: Catalogue,
    field: Option<String>,
}

impl Screen for TierFile {
    const ID: &'static str = "tier";
    const NEEDS: Option<Right> = Some(Right::SetPrices);
    type Data = Shown;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Shown, Error> {
        let known = plans::catalogue(ui.tx).await?;
        let tier = known.tier(&self.tier);
        Ok(Shown {
            tier: tier
                .ok_or_else(|| Refusal::new("plan-not-offered"))?
                .clone(),
            field: self.field.clone(),
            known,
        })
    }

    fn draw(shown: &Shown, pen: &Pen<'_>) -> View {
        let tier = &shown.tier;
        let is_sold = tier.kind != TierKind::Trial;
        let mut lines = vec![pen.text("tier-title", &[("tier", tier.name.as_str().into())])];
        if is_sold {
            lines.extend(shown.known.periods.iter().map(|period| {
                let sum = shown
                    .known
                    .price(&tier.id, &period.id)
                    .unwrap_or(Tiyin::ZERO);
                let args = [
                    ("period", pen.period(&period.id).into()),
                    ("sum", sum.into()),
                ];
                pen.text("tier-price", &args)
            }));
            let percent = Arg::Number(tier.profit_percent);
            lines.push(pen.text("tier-profit", &[("percent", percent)]));
        }
        let limits = [
            ("tier-channels", tier.channels),
            ("tier-answers", tier.answers),
            ("tier-cards", tier.cards),
            ("tier-ai", tier.ai_micro_usd.map(|micro| micro / 1_000_000)),
        ];
        lines.extend(limits.map(|(key, limit)| {
            let shown = limit.map_or_else(|| "∞".to_owned(), |limit| limit.to_string());
            pen.text(key, &[("most", shown.into())])
        }));
        if let Some(field) = &shown.field {
            lines.push(String::new());
            lines.push(ask(field, pen));
        }
        let view = View::new(lines.join("\n"));
        let view = match is_sold {
            true => sold(shown, pen, view),
            false => view,
        };
        let field = |key: &str, word: &str| Btn::with(pen.t(key), "field", word);
        view.row([
            field("button-channels-most", "channels"),
            field("button-answers-most", "answers"),
        ])
        .row([
            field("button-cards-most", "cards"),
            field("button-ai-most", "ai"),
        ])
        .row(back(pen))
    }

    fn samples() -> Vec<Shown> {
        let known = plans::first_catalogue();
        let sample = |id: &str, field: Option<&str>| {
            known.tier(id).map(|tier| Shown {
                tier: tier.clone(),
                known: known.clone(),
                field: field.map(str::to_owned),
            })
        };
        let all = [
            sample("enterprise", None),
            sample("trial", Some("answers")),
            sample("chat", Some("price-month")),
            sample("professional", Some("name")),
            sample("starter", Some("profit")),
        ];
        all.into_iter().flatten().collect()
    }

    fn states() -> Vec<Self> {
        let state = |field: Option<&str>| Self {
            tier: "chat".to_owned(),
            field: field.map(str::to_owned),
        };
        vec![
            Self::default(),
            state(None),
            state(Some("price-month")),
            state(Some("answers")),
        ]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        match action {
            "field" => {
                self.field = Some(id.to_owned());
                Ok(Next::Stay)
            }
            "sale" => {
                let known = plans::catalogue(ui.tx).await?;
                let tier = known.tier(&self.tier);
                let is_offered = tier.is_some_and(|tier| tier.is_offered);
                let permit = ui.permit(Right::SetPrices).await?;
                let edit = Edit::TierOffered(self.tier.clone(), !is_offered);
                plans::edit(ui.tx, &permit, &edit).await?;
                ui.toast("saved");
                Ok(Next::Stay)
            }
            _ => Err(Refusal::new("button-stale").into()),
        }
    }

    async fn typed(&mut self, ui: &mut Ui<'_>, text: &str) -> Result<Option<Next>, Error> {
        let Some(field) = self.field.clone() else {
            return Ok(None);
        };
        let edit = edit(&self.tier, &field, text)?;
        let permit = ui.permit(Right::SetPrices).await?;
        plans::edit(ui.tx, &permit, &edit).await?;
        self.field = None;
        Ok(Some(Next::Stay))
    }
}

fn sold(shown: &Shown, pen: &Pen<'_>, view: View) -> View {
    let periods = shown.known.periods.iter().take(3).map(|period| {
        let label = format!("💰 {}", pen.period(&period.id));
        Btn::with(label, "field", format!("price-{}", period.id))
    });
    view.row(periods)
        .row([
            Btn::with(pen.t("button-tier-name"), "field", "name"),
            Btn::with(pen.t("button-profit"), "field", "profit"),
        ])
        .row([Btn::tap(pen.t(sale_key(shown.tier.is_offered)), "sale")])
}

/// What is asked for.
fn ask(field: &str, pen: &Pen<'_>) -> String {
    if let Some(period) = field.strip_prefix("price-") {
        return pen.text("tier-ask-price", &[("period", pen.period(period).into())]);
    }
    pen.t(match field {
        "name" => "tier-ask-name",
        "profit" => "tier-ask-profit",
        "ai" => "tier-ask-ai",
        _ => "tier-ask-most",
    })
}

/// The change that a typed line means.
fn edit(tier: &str, field: &str, text: &str) -> Result<Edit, Refusal> {
    let text = text.trim();
    let tier = tier.to_owned();
    if let Some(period) = field.strip_prefix("price-") {
        return Ok(Edit::Price(
            tier,
            period.to_owned(),
            plans::parse_sum(text)?,
        ));
    }
    let number = || {
        let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        plain
            .parse::<i64>()
            .map_err(|_| Refusal::new("number-wrong"))
    };
    // A dash stands for no limit.
    let limit = || match text {
        "-" | "—" | "∞" => Ok(None),
        _ => number().map(Some),
    };
    let micro = |dollars: i64| dollars.saturating_mul(1_000_000);
    match field {
        "name" => Ok(Edit::Name(tier, text.to_owned())),
        "profit" => Ok(Edit::Profit(tier, number()?)),
        "channels" => Ok(Edit::Limit(tier, Limit::Channels, limit()?)),
        "answers" => Ok(Edit::Limit(tier, Limit::Answers, limit()?)),
        "cards" => Ok(Edit::Limit(tier, Limit::Cards, limit()?)),
        "ai" => Ok(Edit::Limit(tier, Limit::AiMicroUsd, limit()?.map(micro))),
        _ => Err(Refusal::new("button-stale")),
    }
}
