//! Everything we hold about the partner, as files.

use scx_domain::{Error, Refusal, export};
use serde::{Deserialize, Serialize};

use super::back;
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// No state.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Data {}

impl Screen for Data {
    const ID: &'static str = "data";
    type Data = ();

    async fn load(&self, ui: &mut Ui<'_>) -> Result<(), Error> {
        ui.seat()?;
        Ok(())
    }

    fn draw((): &(), pen: &Pen<'_>) -> View {
        View::new(pen.t("export-ask"))
            .row([Btn::tap(pen.t("button-export"), "make")])
            .row(back(pen))
    }

    fn samples() -> Vec<()> {
        vec![()]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, _id: &str) -> Result<Next, Error> {
        if action != "make" {
            return Err(Refusal::new("button-stale").into());
        }
        let partner = ui.seat()?.id;
        export::order(ui.tx, partner).await?;
        Ok(Next::Quiet)
    }
}
