//! Banning a partner or lifting the ban, in two steps: what it means and why,
//! then a button that is good for a minute.

use scx_domain::accounts::{self, PartnerId};
use scx_domain::admins::Right;
use scx_domain::{Arg, Error, channels, leaving, oversight};
use serde::{Deserialize, Serialize};

use super::partner::id_of;
use super::sample_partner;
use super::sure::{self, Sure};
use crate::ui::{Next, Pen, Screen, Ui, View};

/// Whom, which way, why, and since when the last button is shown.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Ban {
    partner: String,
    #[serde(default)]
    lifts: bool,
    #[serde(flatten)]
    sure: Sure,
}

impl Ban {
    /// Bans a partner, by the id in base 62.
    pub fn of(partner: &str) -> Self {
        Self {
            partner: partner.to_owned(),
            ..Self::default()
        }
    }

    /// Lifts the ban of a partner, by the id in base 62.
    pub fn lifted_from(partner: &str) -> Self {
        Self {
            lifts: true,
            ..Self::of(partner)
        }
    }
}

/// What a ban, or its end, would mean.
#[derive(Clone, Debug)]
pub struct Means {
    lifts: bool,
    name: String,
    bots: i64,
    customers: i64,
    reason: Option<String>,
}

impl Screen for Ban {
    const ID: &'static str = "ban";
    const NEEDS: Option<Right> = Some(Right::Ban);
    type Data = Means;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Means, Error> {
        let id: PartnerId = id_of(&self.partner)?;
        let partner = accounts::partner(&mut *ui.tx, id).await?;
        let bots = channels::bots_of(&mut *ui.tx, id).await?.len();
        Ok(Means {
            lifts: self.lifts,
            name: partner.name,
            bots: i64::try_from(bots).unwrap_or(0),
            customers: leaving::belongings(&mut *ui.tx, id).await?.customers,
            reason: self.sure.reason.clone(),
        })
    }

    fn draw(means: &Means, pen: &Pen<'_>) -> View {
        let args = [
            ("name", means.name.as_str().into()),
            ("bots", Arg::Number(means.bots)),
            ("customers", Arg::Number(means.customers)),
        ];
        let (about, ask, now) = if means.lifts {
            ("unban-means", "unban-ask", "button-unban-now")
        } else {
            ("ban-means", "ban-ask", "button-ban-now")
        };
        let text = pen.text(about, &args);
        sure::draw(text, means.reason.as_deref(), (ask, now), pen)
    }

    fn samples() -> Vec<Means> {
        let asked = Means {
            lifts: false,
            name: sample_partner().name,
            bots: 3,
            customers: 1_240,
            reason: None,
        };
        let sure = Means {
            reason: Some("Firibgarlik <ikki shikoyat>".to_owned()),
            ..asked.clone()
        };
        let lifted = Means {
            lifts: true,
            ..asked.clone()
        };
        let sure_lifted = Means {
            lifts: true,
            ..sure.clone()
        };
        vec![asked, sure, lifted, sure_lifted]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, _id: &str) -> Result<Next, Error> {
        let Some(reason) = self.sure.pressed(ui, action)? else {
            return Ok(Next::Stay);
        };
        let permit = ui.permit(Right::Ban).await?;
        let id = id_of(&self.partner)?;
        if self.lifts {
            oversight::unban(ui.tx, &permit, id, &reason).await?;
            ui.toast("partner-unbanned");
        } else {
            oversight::ban(ui.tx, &permit, id, &reason).await?;
            ui.toast("partner-banned");
        }
        Ok(Next::Back)
    }

    async fn typed(&mut self, ui: &mut Ui<'_>, text: &str) -> Result<Option<Next>, Error> {
        self.sure.because(ui, text);
        Ok(Some(Next::Stay))
    }
}
