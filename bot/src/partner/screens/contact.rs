//! Sharing the phone number, which registers and starts the trial.

use scx_domain::accounts::{self, NewPartner, Phone, TRIAL, parse_name};
use scx_domain::{Error, Refusal};
use scx_jobs::enqueue_at;
use scx_kit::Millis;
use serde::{Deserialize, Serialize};

use crate::partner::TrialEndsSoon;
use crate::ui::{Next, Pen, Screen, Ui, View};

/// How long before its end a trial is announced to end.
const NOTICE: Millis = Millis::hours(24);

/// No state.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Contact {}

impl Screen for Contact {
    const ID: &'static str = "contact";
    const IS_OPEN: bool = true;
    type Data = ();

    async fn load(&self, _ui: &mut Ui<'_>) -> Result<(), Error> {
        Ok(())
    }

    fn draw((): &(), pen: &Pen<'_>) -> View {
        let mut view = View::new(pen.t("contact-ask"));
        view.contact_key = Some(pen.t("contact-button"));
        view
    }

    fn samples() -> Vec<()> {
        vec![()]
    }

    async fn contact(
        &mut self,
        ui: &mut Ui<'_>,
        phone: &str,
        is_own: bool,
    ) -> Result<Option<Next>, Error> {
        if !is_own {
            return Err(Refusal::new("contact-not-own").into());
        }
        register(ui, phone).await.map(Some)
    }

    async fn typed(&mut self, ui: &mut Ui<'_>, text: &str) -> Result<Option<Next>, Error> {
        register(ui, text).await.map(Some)
    }
}

async fn register(ui: &mut Ui<'_>, phone: &str) -> Result<Next, Error> {
    let phone = Phone::parse(phone)?;
    let new = NewPartner {
        telegram_user: ui.place.person,
        name: parse_name(&ui.person_name).unwrap_or_else(|_| ui.t("shop-unnamed")),
        phone,
        language: ui.language,
    };
    let partner = accounts::register(ui.tx, new).await?;
    let soon = TrialEndsSoon {
        partner: partner.id,
    };
    enqueue_at(ui.tx, &soon, partner.created_at + TRIAL - NOTICE).await?;
    ui.partner = Some(partner);
    ui.say_and_clear_keys("trial-started");
    Ok(Next::Home)
}
