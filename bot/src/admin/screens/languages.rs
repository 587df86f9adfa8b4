//! The language of the admin bot, for each admin.

use scx_domain::{Error, Refusal};
use scx_kit::Language;
use serde::{Deserialize, Serialize};

use super::back;
use crate::admin::show_commands;
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// No state.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Languages {}

impl Screen for Languages {
    const ID: &'static str = "desk_lang";
    type Data = ();

    async fn load(&self, _ui: &mut Ui<'_>) -> Result<(), Error> {
        Ok(())
    }

    fn draw((): &(), pen: &Pen<'_>) -> View {
        let view = View::new(pen.t("language-choose"));
        let rows = Language::ALL.chunks(2).map(|pair| {
            let name = |language: &Language| {
                Btn::with(language.own_name().to_owned(), "set", language.tag())
            };
            pair.iter().map(name).collect::<Vec<_>>()
        });
        rows.fold(view, View::row).row(back(pen))
    }

    fn samples() -> Vec<()> {
        vec![()]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let language = Language::from_tag(id).filter(|_| action == "set");
        ui.language = language.ok_or_else(|| Refusal::new("button-stale"))?;
        ui.has_chosen_language = true;
        show_commands(ui).await?;
        Ok(Next::Home)
    }
}
