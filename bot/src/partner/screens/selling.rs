//! What Telegram wants of bots that sell: help with payments, and the terms.

use scx_domain::Error;
use serde::{Deserialize, Serialize};

use super::back;
use crate::ui::{Act, Btn, Next, Pen, Screen, Ui, View};

/// Help with payments. No state.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct PaySupport {}

impl Screen for PaySupport {
    const ID: &'static str = "paysupport";
    const IS_OPEN: bool = true;
    /// Whom to ask.
    type Data = String;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<String, Error> {
        Ok(ui.support.clone())
    }

    fn draw(support: &String, pen: &Pen<'_>) -> View {
        with_support("pay-support", support, pen)
    }

    fn samples() -> Vec<String> {
        samples()
    }

    async fn typed(&mut self, _ui: &mut Ui<'_>, _text: &str) -> Result<Option<Next>, Error> {
        Ok(Some(Next::Home))
    }
}

/// The terms of what is sold. No state.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Terms {}

impl Screen for Terms {
    const ID: &'static str = "terms";
    const IS_OPEN: bool = true;
    /// Whom to ask.
    type Data = String;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<String, Error> {
        Ok(ui.support.clone())
    }

    fn draw(support: &String, pen: &Pen<'_>) -> View {
        with_support("terms", support, pen)
    }

    fn samples() -> Vec<String> {
        samples()
    }

    async fn typed(&mut self, _ui: &mut Ui<'_>, _text: &str) -> Result<Option<Next>, Error> {
        Ok(Some(Next::Home))
    }
}

/// A text that names whom to ask, with a button to them.
fn with_support(key: &str, support: &str, pen: &Pen<'_>) -> View {
    let view = View::new(pen.text(key, &[("support", support.into())]));
    // A phone number has no address that Telegram opens.
    let button = support.strip_prefix('@').map(|name| Btn {
        label: pen.t("button-support"),
        act: Act::Url(format!("https://t.me/{name}")),
    });
    view.row(button).row(back(pen))
}

fn samples() -> Vec<String> {
    vec!["@sellercloudx".to_owned(), "+998 90 123 45 67".to_owned()]
}
