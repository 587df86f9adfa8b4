//! Writing to a partner: typed, looked at, sent.

use scx_domain::accounts;
use scx_domain::admins::Right;
use scx_domain::{Error, Refusal, oversight};
use serde::{Deserialize, Serialize};

use super::partner::id_of;
use super::{back, sample_partner};
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// To whom, and what.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct WriteTo {
    partner: String,
    text: Option<String>,
}

impl WriteTo {
    /// Writes to a partner, by the id in base 62.
    pub fn to(partner: &str) -> Self {
        Self {
            partner: partner.to_owned(),
            text: None,
        }
    }
}

impl Screen for WriteTo {
    const ID: &'static str = "write_to";
    const NEEDS: Option<Right> = Some(Right::WriteToPartner);
    /// The shop's name, and the text once it is typed.
    type Data = (String, Option<String>);

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Self::Data, Error> {
        let partner = accounts::partner(&mut *ui.tx, id_of(&self.partner)?).await?;
        Ok((partner.name, self.text.clone()))
    }

    fn draw((name, text): &Self::Data, pen: &Pen<'_>) -> View {
        let to = ("name", name.as_str().into());
        let Some(text) = text else {
            return View::new(pen.text("write-to-ask", &[to])).row(back(pen));
        };
        View::new(pen.text("write-to-sure", &[to, ("text", text.as_str().into())]))
            .row([Btn::tap(pen.t("button-send"), "send")])
            .row(back(pen))
    }

    fn samples() -> Vec<Self::Data> {
        let name = sample_partner().name;
        vec![(name.clone(), None), (name, Some("<salom> ".repeat(250)))]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, _id: &str) -> Result<Next, Error> {
        let text = self.text.clone().filter(|_| action == "send");
        let text = text.ok_or_else(|| Refusal::new("button-stale"))?;
        let permit = ui.permit(Right::WriteToPartner).await?;
        oversight::write_to(ui.tx, &permit, id_of(&self.partner)?, &text).await?;
        ui.toast("write-to-sent");
        Ok(Next::Back)
    }

    async fn typed(&mut self, _ui: &mut Ui<'_>, text: &str) -> Result<Option<Next>, Error> {
        if text.chars().count() > oversight::MESSAGE_CHARS {
            return Err(Refusal::new("message-length-wrong").into());
        }
        self.text = Some(text.to_owned());
        Ok(Some(Next::Stay))
    }
}
