//! One tier: for how long, with or without the add-on, at which price.

use scx_domain::plans::{self, AI, Catalogue, Chosen};
use scx_domain::{Arg, Error, Refusal, billing, channels, notify};
use scx_kit::{Time, Tiyin};
use serde::{Deserialize, Serialize};

use super::{TypeCoupon, back};
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// More would be cut on a phone.
const WAYS_IN_ROW: usize = 3;

/// What is chosen so far.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Offer {
    chosen: Chosen,
    period: String,
}

impl Offer {
    /// A tier, for a month at first.
    pub fn of(tier: &str) -> Self {
        Self {
            chosen: Chosen {
                tier: tier.to_owned(),
                with_ai: false,
            },
            period: "month".to_owned(),
        }
    }
}

/// What it comes to.
#[derive(Clone, Debug)]
pub struct Shown {
    offer: plans::Offer,
    catalogue: Catalogue,
    until: Time,
    coupon: Option<String>,
    /// The ways to pay at once: id and name.
    ways: Vec<(&'static str, &'static str)>,
}

impl Screen for Offer {
    const ID: &'static str = "offer";
    type Data = Shown;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Shown, Error> {
        let partner = ui.seat()?.clone();
        let catalogue = plans::catalogue(ui.tx).await?;
        let offer = catalogue.offer(&self.chosen, &self.period)?;
        let (days, now) = (offer.period.days, ui.tx.now());
        let (offer, coupon) = billing::priced(ui.tx, partner.id, offer).await?;
        let ways = ui.payments.carrying(offer.due);
        let ways = ways.map(|one| (one.id(), one.name())).collect();
        Ok(Shown {
            until: plans::extended(&partner, &catalogue, &self.chosen, days, now),
            ways,
            coupon,
            offer,
            catalogue,
        })
    }

    fn draw(shown: &Shown, pen: &Pen<'_>) -> View {
        let offer = &shown.offer;
        let chosen = Chosen {
            tier: offer.tier.id.clone(),
            with_ai: offer.with_ai,
        };
        let allowance = plans::allowed(&shown.catalogue, &chosen);
        let mut lines = vec![pen.text(
            "offer-title",
            &[("tier", pen.tier(&shown.catalogue, &chosen).into())],
        )];
        lines.extend(pen.allowed(&allowance));
        if offer.tier.profit_percent > 0 {
            let percent = Arg::Number(offer.tier.profit_percent);
            lines.push(pen.text("offer-profit", &[("percent", percent)]));
        }
        lines.push(String::new());
        let args = [
            ("period", pen.period(&offer.period.id).into()),
            ("days", Arg::Number(offer.period.days)),
        ];
        lines.push(pen.text("offer-period", &args));
        lines.push(match &shown.coupon {
            None => pen.text("offer-price", &[("sum", offer.due.into())]),
            Some(coupon) => pen.text(
                "offer-price-coupon",
                &[
                    ("sum", offer.due.into()),
                    ("list", offer.list.into()),
                    ("coupon", coupon.as_str().into()),
                ],
            ),
        });
        lines.push(pen.text("offer-until", &[("until", Arg::Day(shown.until.0))]));
        buttons(shown, pen, View::new(lines.join("\n")))
    }

    fn samples() -> Vec<Shown> {
        let catalogue = plans::first_catalogue();
        let sample = |tier: &str, with_ai, period: &str| {
            let chosen = Chosen {
                tier: tier.to_owned(),
                with_ai,
            };
            catalogue.offer(&chosen, period).ok().map(|offer| Shown {
                offer,
                catalogue: catalogue.clone(),
                until: Time(1_826_766_000_000),
                coupon: with_ai.then(|| "SAVE10_UZ_2026".to_owned()),
                ways: vec![
                    ("payme", "Payme"),
                    ("click", "Click"),
                    ("uzum", "Uzum Bank"),
                    ("paynet", "Paynet"),
                    ("stripe", "Stripe"),
                    ("stars", "Telegram Stars"),
                    ("telegram", "Telegram Payments"),
                ],
            })
        };
        let all = [
            sample("chat", false, "month"),
            sample("enterprise", true, "year"),
            sample("professional", true, "quarter"),
        ];
        all.into_iter().flatten().collect()
    }

    fn states() -> Vec<Self> {
        vec![Self::default(), Self::of("chat")]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        match action {
            "period" => {
                plans::catalogue(ui.tx).await?.offer(&self.chosen, id)?;
                self.period = id.to_owned();
                Ok(Next::Stay)
            }
            "ai" => {
                self.chosen.with_ai = !self.chosen.with_ai;
                Ok(Next::Stay)
            }
            "ask" => {
                let partner = ui.seat()?.id;
                let catalogue = plans::catalogue(ui.tx).await?;
                let offer = catalogue.offer(&self.chosen, &self.period)?;
                billing::ask(ui.tx, partner, offer).await?;
                ui.toast("plan-request-sent");
                Ok(Next::Back)
            }
            "coupon" => Ok(Next::Go(TypeCoupon::default().frame())),
            "pay" => {
                let partner = ui.seat()?.id;
                let way = ui.payments.get(id);
                let way = way.ok_or_else(|| Refusal::new("payment-not-connected"))?;
                let catalogue = plans::catalogue(ui.tx).await?;
                let offer = catalogue.offer(&self.chosen, &self.period)?;
                let back = format!("https://t.me/{}", own_name(ui).await?);
                let invoice = billing::invoice_for(ui.tx, partner, offer, (way, &back)).await?;
                // At the end of the chat, where it is seen.
                let (place, subject) = (ui.place.clone(), invoice.id.to_string());
                notify::hang_card(ui.tx, billing::INVOICE_CARD, &subject, &place, None).await?;
                notify::redraw(ui.tx, partner, billing::INVOICE_CARD, &subject).await?;
                Ok(Next::Quiet)
            }
            _ => Err(Refusal::new("button-stale").into()),
        }
    }
}

/// The @name of our bot, to which payers come back.
async fn own_name(ui: &mut Ui<'_>) -> Result<String, Error> {
    let bot = channels::of_role(&mut *ui.tx, channels::Role::Partner).await?;
    Ok(bot.map(|bot| bot.username).unwrap_or_default())
}

/// The choices, and what can be done with them.
fn buttons(shown: &Shown, pen: &Pen<'_>, view: View) -> View {
    let offer = &shown.offer;
    let periods = shown.catalogue.offered_periods().map(|period| {
        let mark = if period.id == offer.period.id {
            "● "
        } else {
            ""
        };
        let label = format!("{mark}{}", pen.period(&period.id));
        Btn::with(label, "period", period.id.clone())
    });
    let mut view = view.row(periods.take(3));
    let addon = shown.catalogue.tier(AI).filter(|addon| addon.is_offered);
    if addon.is_some() {
        let sum = shown
            .catalogue
            .price(AI, &offer.period.id)
            .unwrap_or(Tiyin::ZERO);
        let key = if offer.with_ai {
            "button-ai-without"
        } else {
            "button-ai-with"
        };
        let label = pen.text(key, &[("sum", sum.into())]);
        view = view.row([Btn::tap(label, "ai")]);
    }
    for ways in shown.ways.chunks(WAYS_IN_ROW) {
        view = view.row(ways.iter().map(|(id, name)| {
            let label = pen.text("button-pay", &[("name", (*name).into())]);
            Btn::with(label, "pay", *id)
        }));
    }
    view.row([
        Btn::tap(pen.t("button-coupon"), "coupon"),
        Btn::tap(pen.t("button-send-request"), "ask"),
    ])
    .row(back(pen))
}
