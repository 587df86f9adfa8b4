//! Connecting a customer bot by pasting its token.

use scx_connect::telegram::Keyboard;
use scx_domain::{Error, channels, notify};
use scx_kit::Secret;
use serde::{Deserialize, Serialize};

use super::back;
use crate::ui::{Next, Pen, Screen, Ui, View};

/// No state: the token is sealed in its row, never here.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Connect {}

impl Screen for Connect {
    const ID: &'static str = "connect";
    type Data = ();

    async fn load(&self, _ui: &mut Ui<'_>) -> Result<(), Error> {
        Ok(())
    }

    fn draw((): &(), pen: &Pen<'_>) -> View {
        View::new(pen.t("connect-how")).row(back(pen))
    }

    fn samples() -> Vec<()> {
        vec![()]
    }

    async fn typed(&mut self, ui: &mut Ui<'_>, text: &str) -> Result<Option<Next>, Error> {
        accept(ui, text).await.map(Some)
    }
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
            let html = ui.pen().refusal(&refusal);
            ui.send(html, Keyboard::None);
        }
        Err(error) => return Err(error),
    }
    ui.wipe();
    Ok(Next::Quiet)
}
