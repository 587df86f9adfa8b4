//! The word for which comments are answered in private.

use scx_domain::messengers::{self, MetaId};
use scx_domain::{Error, Refusal};
use serde::{Deserialize, Serialize};

use super::back;
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// The account, by its id in base 62.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Comments {
    account: String,
}

impl Comments {
    /// The word of an account.
    pub fn of(account: &str) -> Self {
        Self {
            account: account.to_owned(),
        }
    }

    fn id(&self) -> Result<MetaId, Refusal> {
        MetaId::from_base62(&self.account).map_err(|_| Refusal::new("button-stale"))
    }
}

impl Screen for Comments {
    const ID: &'static str = "comments";
    /// The present word.
    type Data = Option<String>;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Option<String>, Error> {
        let partner = ui.seat()?.id;
        let account = messengers::account_of(&mut *ui.tx, partner, self.id()?).await?;
        Ok(account.comment_word)
    }

    fn draw(word: &Option<String>, pen: &Pen<'_>) -> View {
        let Some(word) = word else {
            return View::new(pen.t("comments-ask")).row(back(pen));
        };
        let args = [("word", word.as_str().into())];
        View::new(pen.text("comments-on", &args))
            .row([Btn::tap(pen.t("button-comments-off"), "off")])
            .row(back(pen))
    }

    fn samples() -> Vec<Option<String>> {
        vec![None, Some("narx".to_owned())]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, _id: &str) -> Result<Next, Error> {
        let partner = ui.seat()?.id;
        match action {
            "off" => {
                messengers::set_comment_word(ui.tx, partner, self.id()?, None).await?;
                ui.toast("comments-off");
                Ok(Next::Stay)
            }
            _ => Err(Refusal::new("button-stale").into()),
        }
    }

    async fn typed(&mut self, ui: &mut Ui<'_>, text: &str) -> Result<Option<Next>, Error> {
        let partner = ui.seat()?.id;
        messengers::set_comment_word(ui.tx, partner, self.id()?, Some(text)).await?;
        Ok(Some(Next::Stay))
    }
}
