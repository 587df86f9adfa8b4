//! The admin bot: where the house is run.
//!
//! Whoever is not on the list gets one sentence that tells nothing, and the
//! attempt is logged. What a screen needs stands at the screen; what a button
//! does needs a permit of its own, made anew at every tap.

pub mod cards;
mod commands;
mod figures;
mod jobs;
mod morning;
pub mod screens;

use std::sync::LazyLock;

use futures_util::future::BoxFuture;
use scx_connect::telegram::Event;
use scx_domain::admins;
use scx_domain::channels::Role;
use scx_domain::{Error, Refusal, tickets};
use scx_jobs::enqueue;

use crate::ui::{Frame, Map, Next, Screen, Ui};

pub use commands::TellCommands;
pub(crate) use commands::tell_commands;
pub use figures::SomPerUsd;
pub(crate) use jobs::{Desk, card_at, desks, redraw};
pub use morning::Morning;
pub(crate) use morning::morning;

static MAP: LazyLock<Map> = LazyLock::new(|| Map {
    role: Role::Admin,
    screens: screens::all(),
    cards: cards::all(),
    home,
    commands: &[
        ("start", home),
        ("menu", home),
        ("requests", |ui| known(ui, &screens::Requests::default())),
        ("partners", |ui| known(ui, &screens::Partners::default())),
        ("tickets", |ui| known(ui, &screens::Tickets::default())),
        ("chats", |ui| known(ui, &screens::Conversations::default())),
        ("broadcast", |ui| known(ui, &screens::Compose::default())),
        ("stats", |ui| known(ui, &screens::Statistics::default())),
        ("jobs", |ui| known(ui, &screens::Jobs::default())),
        ("health", |ui| known(ui, &screens::HealthView::default())),
        ("audit", |ui| known(ui, &screens::Audit::default())),
        ("lang", |ui| known(ui, &screens::Languages::default())),
    ],
    pasted: |_, _| Box::pin(async { Ok(None) }),
    in_topic,
    linked,
    unknown: "admin-stranger",
    remedy: |_| None,
    unasked,
});

/// The screens, cards and commands of the admin bot.
pub fn map() -> &'static Map {
    &MAP
}

/// The commands shown in Telegram's menu; each has a text `admin-command-<name>`.
pub const COMMANDS: &[&str] = &[
    "start",
    "menu",
    "requests",
    "partners",
    "tickets",
    "chats",
    "broadcast",
    "stats",
    "jobs",
    "health",
    "audit",
    "lang",
    "cancel",
];

/// What stands before the word of an invitation in a link.
pub(crate) const INVITED: &str = "i_";

fn home(ui: &Ui<'_>) -> Frame {
    if ui.admin.is_some() {
        screens::Desk::default().frame()
    } else {
        screens::Stranger::default().frame()
    }
}

fn known<S: Screen>(ui: &Ui<'_>, screen: &S) -> Frame {
    if ui.admin.is_some() {
        screen.frame()
    } else {
        home(ui)
    }
}

/// An invitation opens the bot for whoever follows its link first.
fn linked<'a>(ui: &'a mut Ui<'_>, word: &'a str) -> BoxFuture<'a, Result<Option<Next>, Error>> {
    Box::pin(async move {
        let Some(word) = word.strip_prefix(INVITED) else {
            return Ok(None);
        };
        let (person, name) = (ui.place.person, ui.person_name.clone());
        match admins::join(ui.tx, person, &name, word).await {
            Ok(admin) => {
                ui.admin = Some(admin);
                show_commands(ui).await?;
                ui.say("admin-welcome");
                Ok(Some(Next::Home))
            }
            // A stranger learns nothing from a wrong word.
            Err(Error::Refused(_)) if ui.admin.is_none() => Ok(Some(Next::Home)),
            Err(error) => Err(error),
        }
    })
}

/// Has the commands shown in this admin's chat, in their language.
pub(super) async fn show_commands(ui: &mut Ui<'_>) -> Result<(), Error> {
    let job = TellCommands {
        person: ui.place.person,
        language: ui.language.tag().to_owned(),
    };
    Ok(enqueue(ui.tx, &job).await?)
}

/// What is written in a ticket's topic goes to the partner. Commands and buttons
/// mean there what they mean elsewhere.
fn in_topic<'a>(
    ui: &'a mut Ui<'_>,
    thread: i64,
    event: &'a Event,
) -> BoxFuture<'a, Result<Option<Next>, Error>> {
    Box::pin(async move {
        let place = ui.place.clone();
        let Some(ticket) = tickets::at_topic(&mut *ui.tx, &place, thread).await? else {
            return Ok(None);
        };
        match event {
            Event::Text { text, .. } if text.starts_with('/') => Ok(None),
            Event::Text { text, .. } => {
                screens::answer_ticket(ui, ticket, text).await?;
                Ok(Some(Next::Quiet))
            }
            Event::Contact { .. } | Event::Document { .. } | Event::Media { .. } => {
                screens::enclose_in_ticket(ui, ticket, event).await?;
                Ok(Some(Next::Quiet))
            }
            Event::Edited { .. }
            | Event::Tap { .. }
            | Event::Membership { .. }
            | Event::ManagedBot { .. }
            | Event::Business(_)
            | Event::Reaction { .. }
            | Event::Money(_)
            | Event::Service { .. }
            | Event::Unknown { .. } => Ok(None),
        }
    })
}

fn unasked<'a>(ui: &'a mut Ui<'_>, event: &'a Event) -> BoxFuture<'a, Result<Next, Error>> {
    Box::pin(async move {
        match event {
            Event::Membership { .. } | Event::ManagedBot { .. } => Ok(Next::Quiet),
            Event::Document { .. } | Event::Media { .. } if ui.admin.is_some() => {
                Err(Refusal::new("admin-no-files").into())
            }
            Event::Document { .. }
            | Event::Media { .. }
            | Event::Text { .. }
            | Event::Contact { .. }
            | Event::Edited { .. }
            | Event::Tap { .. }
            | Event::Business(_)
            | Event::Reaction { .. }
            | Event::Money(_)
            | Event::Service { .. }
            | Event::Unknown { .. } => Ok(Next::Stay),
        }
    })
}
