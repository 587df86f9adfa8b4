//! The shop's figures: today and the week.

use scx_connect::telegram::{Aside, Outgoing};
use scx_domain::chat::{self, Stats};
use scx_domain::{Error, Refusal, notify};
use serde::{Deserialize, Serialize};

use super::back;
use crate::chart;
use crate::partner::cards::STATS;
use crate::partner::report;
use crate::ui::{BotMail, Btn, Next, Pen, Screen, Ui, View};

/// No state.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Figures {}

impl Screen for Figures {
    const ID: &'static str = "stats";
    type Data = Stats;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Stats, Error> {
        let partner = ui.seat()?.id;
        Ok(chat::stats(ui.tx, partner).await?)
    }

    fn draw(stats: &Stats, pen: &Pen<'_>) -> View {
        View::new(report::told(stats, pen))
            .row([
                Btn::tap(pen.t("button-chart"), "chart"),
                Btn::tap(pen.t("button-pin"), "pin"),
            ])
            .row(back(pen))
    }

    fn samples() -> Vec<Stats> {
        report::samples()
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, _id: &str) -> Result<Next, Error> {
        let partner = ui.seat()?.id;
        match action {
            "chart" => {
                let stats = chat::stats(ui.tx, partner).await?;
                let Some(png) = chart::hours(&stats.hours) else {
                    return Err(anyhow::anyhow!("the hours could not be drawn").into());
                };
                ui.post(BotMail::Direct(Outgoing::Photo {
                    chat: ui.place.chat,
                    media_type: "image/png".to_owned(),
                    bytes: png,
                    caption_html: Some(ui.t("chart-caption")),
                    aside: Aside::default(),
                }));
                Ok(Next::Stay)
            }
            "pin" => {
                let (place, subject) = (ui.place.clone(), partner.to_string());
                notify::hang_card(ui.tx, STATS, &subject, &place, None).await?;
                notify::redraw(ui.tx, partner, STATS, &subject).await?;
                ui.toast("stats-pinned");
                Ok(Next::Quiet)
            }
            _ => Err(Refusal::new("button-stale").into()),
        }
    }
}
