//! What Telegram wants of bots that sell: help with payments, and the terms.

use scx_domain::{Error, Refusal};
use serde::{Deserialize, Serialize};

use super::{AskTeam, back};
use crate::ui::{Act, Btn, Next, Pen, Screen, Ui, View};

/// Help with payments. No state.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct PaySupport {}

impl Screen for PaySupport {
    const ID: &'static str = "paysupport";
    const IS_OPEN: bool = true;
    /// Whom to ask, and whether the person may ask the team right here.
    type Data = (String, bool);

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Self::Data, Error> {
        Ok((ui.support.clone(), ui.partner.is_some()))
    }

    fn draw((support, is_registered): &Self::Data, pen: &Pen<'_>) -> View {
        let ask = is_registered.then(|| Btn::tap(pen.t("button-ask-team"), "ask"));
        with_support("pay-support", (support, ask), pen)
    }

    fn samples() -> Vec<Self::Data> {
        let all = samples().into_iter();
        all.flat_map(|support| [(support.clone(), true), (support, false)])
            .collect()
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, _id: &str) -> Result<Next, Error> {
        ui.seat()?;
        match action {
            "ask" => Ok(Next::Go(AskTeam::default().frame())),
            _ => Err(Refusal::new("button-stale").into()),
        }
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
        with_support("terms", (support, None), pen)
    }

    fn samples() -> Vec<String> {
        samples()
    }

    async fn typed(&mut self, _ui: &mut Ui<'_>, _text: &str) -> Result<Option<Next>, Error> {
        Ok(Some(Next::Home))
    }
}

/// A text that names whom to ask, with a button to them.
fn with_support(key: &str, (support, ask): (&str, Option<Btn>), pen: &Pen<'_>) -> View {
    let view = View::new(pen.text(key, &[("support", support.into())]));
    // A phone number has no address that Telegram opens.
    let button = support.strip_prefix('@').map(|name| Btn {
        label: pen.t("button-support"),
        act: Act::Url(format!("https://t.me/{name}")),
    });
    view.row(ask.into_iter().chain(button)).row(back(pen))
}

fn samples() -> Vec<String> {
    vec!["@sellercloudx".to_owned(), "+998 90 123 45 67".to_owned()]
}
