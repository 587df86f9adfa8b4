//! Whether the house may write to the shop's customers.

use scx_domain::{Error, Refusal, broadcasts};
use serde::{Deserialize, Serialize};

use super::back;
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// No state.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Consent {}

impl Screen for Consent {
    const ID: &'static str = "consent";
    /// Whether the partner has agreed.
    type Data = bool;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<bool, Error> {
        let partner = ui.seat()?.id;
        Ok(broadcasts::has_consent(&mut *ui.tx, partner).await?)
    }

    fn draw(has_agreed: &bool, pen: &Pen<'_>) -> View {
        let (state, button, action) = match has_agreed {
            true => ("consent-given", "button-consent-take", "take"),
            false => ("consent-none", "button-consent-give", "give"),
        };
        let text = format!("{}\n\n{}", pen.t("consent-title"), pen.t(state));
        View::new(text)
            .row([Btn::tap(pen.t(button), action)])
            .row(back(pen))
    }

    fn samples() -> Vec<bool> {
        vec![false, true]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, _id: &str) -> Result<Next, Error> {
        let partner = ui.seat()?.id;
        let has_agreed = match action {
            "give" => true,
            "take" => false,
            _ => return Err(Refusal::new("button-stale").into()),
        };
        broadcasts::set_consent(ui.tx, partner, has_agreed).await?;
        ui.toast("saved");
        Ok(Next::Stay)
    }
}
