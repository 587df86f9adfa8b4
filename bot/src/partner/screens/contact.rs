//! Sharing the phone number, which registers and starts the trial.

use scx_domain::accounts::{self, Arrival, NewPartner, Partner, PartnerId, Phone, parse_name};
use scx_domain::channels::{self, Ability, Role};
use scx_domain::{Arg, Error, Refusal, identity, onboarding, plans, referrals};
use serde::{Deserialize, Serialize};

use super::Recover;
use crate::partner::cards::StepsCard;
use crate::partner::reminder;
use crate::ui::{Next, Pen, Screen, Ui, View};

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
        register(ui, phone, true).await.map(Some)
    }

    async fn typed(&mut self, ui: &mut Ui<'_>, text: &str) -> Result<Option<Next>, Error> {
        register(ui, text, false).await.map(Some)
    }
}

async fn register(ui: &mut Ui<'_>, phone: &str, is_phone_proven: bool) -> Result<Next, Error> {
    let phone = Phone::parse(phone)?;
    let new = NewPartner {
        telegram_user: ui.place.person,
        name: parse_name(&ui.person_name).unwrap_or_else(|_| ui.t("shop-unnamed")),
        phone,
        username: ui.username.as_ref().map(|name| name.to_lowercase()),
        is_phone_proven,
        language: ui.language,
    };
    let way_back = Recover::of(&new.phone, is_phone_proven);
    let is_recoverable = ui.has_mail
        && identity::recoverable(&mut *ui.tx, &new.phone)
            .await?
            .is_some();
    let (partner, arrival) = match accounts::register(ui.tx, new).await {
        Err(Error::Refused(refusal)) if is_recoverable && is_elsewhere(&refusal) => {
            return Ok(Next::Go(way_back.frame()));
        }
        registered => registered?,
    };
    let subject = partner.id.to_string();
    let promised = referrals::arrive(ui.tx, &partner, arrival).await?;
    let is_new = settle_in(ui, partner).await?;
    ui.say_and_clear_keys(match arrival {
        Arrival::New => "trial-started",
        Arrival::Known | Arrival::Back => "account-back",
        Arrival::Restored => "account-restored",
        Arrival::Again => "trial-spent",
    });
    if let Some(days) = promised {
        ui.say_with("referral-came", &[("days".to_owned(), Arg::Number(days))]);
    }
    if is_new {
        ui.hang::<StepsCard>(&subject).await?;
    }
    Ok(Next::Home)
}

/// What a partner finds who arrives at a Telegram account; true for a new one.
pub(super) async fn settle_in(ui: &mut Ui<'_>, partner: Partner) -> Result<bool, Error> {
    note_topics(ui, partner.id).await?;
    let is_trial = partner.paid_until.0 == 0;
    plans::plan_endings(ui.tx, partner.id, plans::end(&partner), is_trial).await?;
    let is_new = onboarding::begin(ui.tx, partner.id).await?;
    if is_new {
        reminder::plan(ui.tx, &partner).await?;
    }
    ui.partner = Some(partner);
    Ok(is_new)
}

/// Whoever comes when the chats have topics already has them from the start.
async fn note_topics(ui: &mut Ui<'_>, partner: PartnerId) -> Result<(), Error> {
    if let Some(bot) = channels::of_role(&mut *ui.tx, Role::Partner).await? {
        let is_able = channels::ability(&mut *ui.tx, bot.id, Ability::Topics).await?;
        accounts::set_topics(ui.tx, partner, is_able == Some(true)).await?;
    }
    Ok(())
}

/// The number belongs to an account that this person is not shown to own.
fn is_elsewhere(refusal: &Refusal) -> bool {
    ["phone-taken", "phone-share"].contains(&refusal.key.as_str())
}
