//! The shop's figures on top of the chat.

use scx_domain::accounts::Partner;
use scx_domain::chat::{self, Stats};
use scx_domain::{Error, Refusal};
use scx_store::Tx;

use crate::partner::report;
use crate::partner::screens::Figures;
use crate::ui::{Btn, Card, Next, Pen, Screen, Ui, View};

/// The card's id.
pub const STATS: &str = "figures";

/// The card of the figures; its subject is the partner.
pub struct StatsCard;

impl Card for StatsCard {
    const ID: &'static str = STATS;
    type Viewer = Partner;
    type Data = Stats;

    async fn load(tx: &mut Tx, partner: &Partner, _subject: &str) -> Result<Stats, Error> {
        Ok(chat::stats(tx, partner.id).await?)
    }

    fn draw(stats: &Stats, pen: &Pen<'_>) -> View {
        let view = View::new(report::told(stats, pen));
        View {
            is_pinned: true,
            ..view.row([Btn::tap(pen.t("button-stats-more"), "more")])
        }
    }

    fn samples() -> Vec<Stats> {
        report::samples()
    }

    async fn tap(ui: &mut Ui<'_>, action: &str, _id: &str) -> Result<Next, Error> {
        ui.seat()?;
        match action {
            "more" => Ok(Next::Go(Figures::default().frame())),
            _ => Err(Refusal::new("button-stale").into()),
        }
    }
}
