//! Choosing the language: the very first screen, and later from the settings.

use scx_domain::{Error, Refusal, accounts};
use scx_kit::Language;
use serde::{Deserialize, Serialize};

use super::{Contact, back};
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// No state.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Languages {}

impl Screen for Languages {
    const ID: &'static str = "lang";
    const IS_OPEN: bool = true;
    /// Whether the person is registered, and so can go back.
    type Data = bool;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<bool, Error> {
        Ok(ui.partner.is_some())
    }

    fn draw(is_registered: &bool, pen: &Pen<'_>) -> View {
        let mut view = View::new(pen.t(if *is_registered {
            "language-choose"
        } else {
            "welcome"
        }));
        for pair in Language::ALL.chunks(2) {
            view =
                view.row(pair.iter().map(|language| {
                    Btn::with(language.own_name().to_owned(), "set", language.tag())
                }));
        }
        if *is_registered {
            view.row(back(pen))
        } else {
            view
        }
    }

    fn samples() -> Vec<bool> {
        vec![false, true]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let language = Language::from_tag(id).filter(|_| action == "set");
        let language = language.ok_or_else(|| Refusal::new("button-stale"))?;
        ui.language = language;
        ui.has_chosen_language = true;
        let Some(partner) = &mut ui.partner else {
            return Ok(Next::Reset(Contact::default().frame()));
        };
        partner.language = language;
        accounts::set_language(ui.tx, partner.id, language).await?;
        Ok(Next::Home)
    }
}
