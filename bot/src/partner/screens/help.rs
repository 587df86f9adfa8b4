//! What the product does and whom to ask.

use scx_domain::Error;
use serde::{Deserialize, Serialize};

use super::back;
use crate::ui::{Next, Pen, Screen, Ui, View};

/// No state.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Help {}

impl Screen for Help {
    const ID: &'static str = "help";
    const IS_OPEN: bool = true;
    /// Whom to ask.
    type Data = String;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<String, Error> {
        Ok(ui.support.clone())
    }

    fn draw(support: &String, pen: &Pen<'_>) -> View {
        View::new(pen.text("help", &[("support", support.as_str().into())])).row(back(pen))
    }

    fn samples() -> Vec<String> {
        vec!["@sellercloudx".to_owned()]
    }

    async fn typed(&mut self, _ui: &mut Ui<'_>, _text: &str) -> Result<Option<Next>, Error> {
        Ok(Some(Next::Home))
    }
}
