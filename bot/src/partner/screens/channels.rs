//! The shop's channels and how they are.

use scx_domain::channels::{self, Bot, BotId};
use scx_domain::{Error, Refusal, notify};
use serde::{Deserialize, Serialize};

use super::home::dot;
use super::{Connect, back};
use crate::partner::cards::sample_bot;
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// No state.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Channels {}

impl Screen for Channels {
    const ID: &'static str = "channels";
    type Data = Vec<Bot>;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Vec<Bot>, Error> {
        let partner = ui.seat()?.id;
        Ok(channels::bots_of(&mut *ui.tx, partner).await?)
    }

    fn draw(bots: &Vec<Bot>, pen: &Pen<'_>) -> View {
        let key = if bots.is_empty() {
            "channels-empty"
        } else {
            "channels-title"
        };
        let mut view = View::new(pen.t(key));
        for bot in bots {
            let name = if bot.username.is_empty() {
                &bot.token_last_four
            } else {
                &bot.username
            };
            let label: String = format!("{} {name}", dot(bot.health))
                .chars()
                .take(24)
                .collect();
            view = view.row([Btn::with(label, "show", bot.id.base62())]);
        }
        view.row([Btn::tap(pen.t("button-connect-bot"), "connect")])
            .row(back(pen))
    }

    fn samples() -> Vec<Vec<Bot>> {
        vec![Vec::new(), vec![sample_bot(); 5]]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let partner = ui.seat()?.id;
        match action {
            "connect" => Ok(Next::Go(Connect::default().frame())),
            "show" => {
                let bot = BotId::from_base62(id).map_err(|_| Refusal::new("button-stale"))?;
                let bot = channels::bot_of(&mut *ui.tx, partner, bot).await?;
                // The card is sent anew at the end of the chat, where it is seen.
                let place = ui.place.clone();
                notify::hang_card(ui.tx, channels::CARD, &bot.id.to_string(), &place, None).await?;
                notify::redraw(ui.tx, partner, channels::CARD, &bot.id.to_string()).await?;
                Ok(Next::Quiet)
            }
            _ => Err(Refusal::new("button-stale").into()),
        }
    }
}
