//! Links to goods.

use scx_domain::channels::{self, BotId};
use scx_domain::{Error, Refusal};
use scx_jobs::enqueue;
use serde::{Deserialize, Serialize};

use super::back;
use crate::partner::FindLinks;
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// Letters of what is looked for.
const MOST_CHARS: usize = 200;

/// The bot that the links open, by its id in base 62.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Links {
    bot: String,
}

impl Links {
    /// Links that open a bot.
    pub fn of(bot: &str) -> Self {
        Self {
            bot: bot.to_owned(),
        }
    }

    fn id(&self) -> Result<BotId, Refusal> {
        BotId::from_base62(&self.bot).map_err(|_| Refusal::new("button-stale"))
    }

    async fn find(&self, ui: &mut Ui<'_>, words: Option<String>) -> Result<(), Error> {
        let partner = ui.seat()?.id;
        let bot = channels::bot_of(&mut *ui.tx, partner, self.id()?).await?.id;
        let job = FindLinks {
            partner,
            bot,
            words,
        };
        Ok(enqueue(ui.tx, &job).await?)
    }
}

impl Screen for Links {
    const ID: &'static str = "links";
    /// The bot's name.
    type Data = String;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<String, Error> {
        let partner = ui.seat()?.id;
        let bot = channels::bot_of(&mut *ui.tx, partner, self.id()?).await?;
        Ok(bot.username)
    }

    fn draw(bot: &String, pen: &Pen<'_>) -> View {
        View::new(pen.text("links-ask", &[("bot", bot.as_str().into())]))
            .row([Btn::tap(pen.t("button-links-all"), "all")])
            .row(back(pen))
    }

    fn samples() -> Vec<String> {
        vec!["ozbek_milliy_kiyimlari_dokoni_bot".to_owned()]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, _id: &str) -> Result<Next, Error> {
        match action {
            "all" => {
                self.find(ui, None).await?;
                Ok(Next::Quiet)
            }
            _ => Err(Refusal::new("button-stale").into()),
        }
    }

    async fn typed(&mut self, ui: &mut Ui<'_>, text: &str) -> Result<Option<Next>, Error> {
        let words = text.chars().take(MOST_CHARS).collect();
        self.find(ui, Some(words)).await?;
        Ok(Some(Next::Quiet))
    }
}
