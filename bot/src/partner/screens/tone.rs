//! How answers sound.

use scx_domain::accounts::{self, Tone};
use scx_domain::{Error, Refusal};
use serde::{Deserialize, Serialize};

use super::back;
use super::settings::tone_key;
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// No state.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Tones {}

impl Screen for Tones {
    const ID: &'static str = "tone";
    type Data = Tone;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Tone, Error> {
        Ok(ui.seat()?.tone)
    }

    fn draw(chosen: &Tone, pen: &Pen<'_>) -> View {
        let mut view = View::new(pen.t("tone-choose"));
        for tone in Tone::ALL {
            let mark = if tone == *chosen { "✅" } else { "◻️" };
            view = view.row([Btn::with(
                format!("{mark} {}", pen.t(tone_key(tone))),
                "set",
                tone.name(),
            )]);
        }
        view.row(back(pen))
    }

    fn samples() -> Vec<Tone> {
        Tone::ALL.to_vec()
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let tone = Tone::try_from(id.to_owned())
            .ok()
            .filter(|_| action == "set");
        let tone = tone.ok_or_else(|| Refusal::new("button-stale"))?;
        let partner = ui.seat()?.id;
        accounts::set_tone(ui.tx, partner, tone).await?;
        ui.partner = Some(accounts::partner(&mut *ui.tx, partner).await?);
        ui.toast("saved");
        Ok(Next::Back)
    }
}
