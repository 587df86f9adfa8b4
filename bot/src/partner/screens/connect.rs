//! Connecting a customer bot: Telegram makes one, or its token is pasted.

use scx_connect::telegram::Keyboard;
use scx_domain::channels::{self, Ability, BotId};
use scx_domain::{Error, Refusal, notify};
use scx_kit::Secret;
use serde::{Deserialize, Serialize};

use super::back;
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// No state: the token is sealed in its row, never here.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Connect {}

impl Screen for Connect {
    const ID: &'static str = "connect";
    /// Whether Telegram lets our bot make bots.
    type Data = bool;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<bool, Error> {
        can_create(ui).await
    }

    fn draw(can_create: &bool, pen: &Pen<'_>) -> View {
        if !*can_create {
            return View::new(pen.t("connect-how")).row(back(pen));
        }
        View::new(pen.t("connect-create"))
            .row([Btn::tap(pen.t("button-create-bot"), "create")])
            .row(back(pen))
    }

    fn samples() -> Vec<bool> {
        vec![false, true]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, _id: &str) -> Result<Next, Error> {
        let partner = ui.seat()?.clone();
        if action != "create" || !can_create(ui).await? {
            return Err(Refusal::new("button-stale").into());
        }
        channels::check_room(ui.tx, partner.id).await?;
        let key = Keyboard::CreateBot {
            label: ui.t("button-create-bot"),
            username: channels::suggested_username(&partner.name),
            name: partner.name,
        };
        let html = ui.t("managed-press");
        ui.send(html, key);
        Ok(Next::Quiet)
    }

    async fn typed(&mut self, ui: &mut Ui<'_>, text: &str) -> Result<Option<Next>, Error> {
        accept(ui, text).await.map(Some)
    }
}

/// Whether Telegram lets our bot make bots.
async fn can_create(ui: &mut Ui<'_>) -> Result<bool, Error> {
    let bot: BotId = ui.place.bot.parse().map_err(anyhow::Error::from)?;
    let ability = channels::ability(&mut *ui.tx, bot, Ability::ManageBots).await?;
    Ok(ability == Some(true))
}

/// Takes a pasted token; the card of the bot shows what becomes of it.
pub(crate) async fn accept(ui: &mut Ui<'_>, text: &str) -> Result<Next, Error> {
    let partner = ui.seat()?.id;
    let token = Secret::new(text.trim().to_owned());
    match channels::offer(ui.tx, partner, &token).await {
        Ok(bot) => {
            // Its card is sent anew at the end of the chat, where it is seen.
            let (place, subject) = (ui.place.clone(), bot.to_string());
            notify::hang_card(ui.tx, channels::CARD, &subject, &place, None).await?;
            notify::redraw(ui.tx, partner, channels::CARD, &subject).await?;
        }
        // A token is a secret also when its bot cannot be taken.
        Err(Error::Refused(refusal)) if channels::looks_like_token(text) => {
            ui.refuse(&refusal);
        }
        Err(error) => return Err(error),
    }
    ui.wipe();
    Ok(Next::Quiet)
}
