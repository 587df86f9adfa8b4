//! The partner bot: where sellers run their shop.

pub mod cards;
mod jobs;
pub mod screens;

use std::sync::LazyLock;

use futures_util::future::BoxFuture;
use scx_connect::telegram::Event;
use scx_domain::{Error, Refusal, channels, knowledge};

use crate::ui::{Frame, Map, Next, Screen, Ui};

pub use jobs::{TrialEndsSoon, TrialQuestion};
pub(crate) use jobs::{notice, redraw, seat, trial_ends_soon, trial_question};

static MAP: LazyLock<Map> = LazyLock::new(|| Map {
    screens: screens::all(),
    cards: cards::all(),
    home,
    commands: &[
        ("start", home),
        ("menu", home),
        ("kb", |ui| gated(ui, &screens::Knowledge::default())),
        ("channels", |ui| gated(ui, &screens::Channels::default())),
        ("settings", |ui| gated(ui, &screens::Settings::default())),
        ("lang", |_| screens::Languages::default().frame()),
        ("help", |_| screens::Help::default().frame()),
    ],
    pasted,
    unasked,
});

/// The screens, cards and commands of the partner bot.
pub fn map() -> &'static Map {
    &MAP
}

/// The commands shown in Telegram's menu; each has a text `command-<name>`.
pub const COMMANDS: &[&str] = &[
    "start", "menu", "kb", "channels", "settings", "lang", "help", "cancel",
];

/// A person who has chosen no language starts there, then shares the phone.
fn home(ui: &Ui<'_>) -> Frame {
    if ui.partner.is_some() {
        screens::Home::default().frame()
    } else if ui.has_chosen_language {
        screens::Contact::default().frame()
    } else {
        screens::Languages::default().frame()
    }
}

fn gated<S: Screen>(ui: &Ui<'_>, screen: &S) -> Frame {
    if ui.partner.is_some() {
        screen.frame()
    } else {
        home(ui)
    }
}

/// A bot's token is welcome at any time too.
fn pasted<'a>(ui: &'a mut Ui<'_>, text: &'a str) -> BoxFuture<'a, Result<Option<Next>, Error>> {
    Box::pin(async move {
        if ui.partner.is_none() || !channels::looks_like_token(text) {
            return Ok(None);
        }
        screens::accept_token(ui, text).await.map(Some)
    })
}

/// Files are welcome at any time; everything else gets a hint.
fn unasked<'a>(ui: &'a mut Ui<'_>, event: &'a Event) -> BoxFuture<'a, Result<Next, Error>> {
    Box::pin(async move {
        let partner = ui.seat()?.id;
        match event {
            Event::Document { file, .. } => {
                let name = file.name.clone().unwrap_or_default();
                let bytes = file.bytes.unwrap_or(1);
                knowledge::receive(ui.tx, partner, &file.id, &name, bytes).await?;
                Ok(Next::Quiet)
            }
            Event::Media { .. } => Err(Refusal::new("send-as-file").into()),
            Event::Text { .. }
            | Event::Contact { .. }
            | Event::Edited { .. }
            | Event::Tap { .. }
            | Event::Membership { .. }
            | Event::Service { .. }
            | Event::Unknown { .. } => Ok(Next::Stay),
        }
    })
}
