//! What the product does, where things are, and whom to ask.

use scx_domain::tickets::Sort;
use scx_domain::{Error, Refusal};
use serde::{Deserialize, Serialize};

use super::{AskTeam, Channels, Knowledge, Settings, back};
use crate::ui::{Act, Btn, Next, Pen, Screen, Ui, View};

/// No state.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Help {}

/// Whom to ask, and whether the places are open to the person.
#[derive(Clone, Debug)]
pub struct Shown {
    support: String,
    is_registered: bool,
}

impl Screen for Help {
    const ID: &'static str = "help";
    const IS_OPEN: bool = true;
    type Data = Shown;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Shown, Error> {
        Ok(Shown {
            support: ui.support.clone(),
            is_registered: ui.partner.is_some(),
        })
    }

    fn draw(shown: &Shown, pen: &Pen<'_>) -> View {
        let mut view = View::new(pen.text("help", &[("support", shown.support.as_str().into())]));
        if shown.is_registered {
            view = view
                .row([Btn::tap(pen.t("button-knowledge-place"), "kb")])
                .row([
                    Btn::tap(pen.t("button-channels"), "channels"),
                    Btn::tap(pen.t("button-settings"), "settings"),
                ])
                .row([
                    Btn::tap(pen.t("button-ask-team"), "ask"),
                    Btn::tap(pen.t("button-feedback"), "feedback"),
                ]);
        }
        // A phone number has no address that Telegram opens.
        if !shown.is_registered
            && let Some(name) = shown.support.strip_prefix('@')
        {
            view = view.row([Btn {
                label: pen.t("button-support"),
                act: Act::Url(format!("https://t.me/{name}")),
            }]);
        }
        view.row(back(pen))
    }

    fn samples() -> Vec<Shown> {
        let sample = |support: &str, is_registered| Shown {
            support: support.to_owned(),
            is_registered,
        };
        vec![
            sample("@sellercloudx", true),
            sample("+998 90 123 45 67", false),
        ]
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, _id: &str) -> Result<Next, Error> {
        ui.seat()?;
        let frame = match action {
            "kb" => Knowledge::default().frame(),
            "channels" => Channels::default().frame(),
            "settings" => Settings::default().frame(),
            "ask" => AskTeam::about(Sort::Support).frame(),
            "feedback" => AskTeam::about(Sort::Feedback).frame(),
            _ => return Err(Refusal::new("button-stale").into()),
        };
        Ok(Next::Go(frame))
    }

    async fn typed(&mut self, _ui: &mut Ui<'_>, _text: &str) -> Result<Option<Next>, Error> {
        Ok(Some(Next::Home))
    }
}
