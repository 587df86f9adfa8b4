//! The own data from the order to its delivery.

use scx_domain::accounts::Partner;
use scx_domain::export::{self, Export, ExportId, State};
use scx_domain::{Arg, Error, Refusal};
use scx_kit::{Id, SeededEntropy, Time};
use scx_store::Tx;

use crate::ui::{Btn, Card, Next, Pen, Ui, View};

/// The card of an export.
pub struct ExportCard;

impl Card for ExportCard {
    const ID: &'static str = export::CARD;
    type Viewer = Partner;
    type Data = Export;

    async fn load(tx: &mut Tx, partner: &Partner, subject: &str) -> Result<Export, Error> {
        let id: ExportId = subject.parse().map_err(anyhow::Error::from)?;
        Ok(export::export(tx, partner.id, id).await?)
    }

    fn draw(export: &Export, pen: &Pen<'_>) -> View {
        let size = [("size", Arg::Bytes(export.bytes))];
        match export.state {
            State::Making => View::new(pen.t("export-making")),
            State::Ready => View::new(pen.text("export-ready", &size)),
            State::Handed => View::new(pen.text("export-handed", &size)),
            State::Failed => View::new(pen.t("export-failed")).row([Btn::with(
                pen.t("button-again"),
                "again",
                export.id.base62(),
            )]),
        }
    }

    fn samples() -> Vec<Export> {
        let with = |state| Export {
            id: Id::new(Time(1_795_230_000_000), &SeededEntropy::new("sample")),
            state,
            bytes: 48 << 20,
            created_at: Time(0),
        };
        State::ALL.map(with).to_vec()
    }

    async fn tap(ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let stale = || Refusal::new("button-stale");
        let partner = ui.seat()?.id;
        let id = ExportId::from_base62(id).map_err(|_| stale())?;
        export::export(&mut *ui.tx, partner, id).await?;
        if action != "again" {
            return Err(stale().into());
        }
        export::order(ui.tx, partner).await?;
        Ok(Next::Quiet)
    }
}
