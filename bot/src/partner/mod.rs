//! The partner bot: where sellers run their shop.

pub mod cards;
mod csv;
mod digest;
mod files;
mod goods;
mod jobs;
mod reminder;
mod report;
pub mod screens;
mod topics;

use std::sync::LazyLock;

use futures_util::future::BoxFuture;
use scx_connect::telegram::{Event, MemberStatus};
use scx_domain::channels::Role;
use scx_domain::tickets::Sort;
use scx_domain::{Error, Refusal, accounts, channels, chat, knowledge, onboarding, referrals};

use crate::ui::{ButtonData, Frame, Map, Next, Screen, Ui};

pub use csv::MakeCsv;
pub(crate) use csv::{document, make_csv, rows, table};
pub use digest::{Digest, Digests, RefreshStats};
pub(crate) use digest::{digest, digests, refresh};
pub(crate) use files::send_file;
pub use files::{Attached, SendFile};
pub use goods::FindLinks;
pub(crate) use goods::find_links;
pub use jobs::TrialQuestion;
pub(crate) use jobs::{ending, hand_export, notice, redraw, seat, trial_question};
pub use reminder::RemindSteps;
pub(crate) use reminder::remind;
pub(crate) use topics::mirror;

static MAP: LazyLock<Map> = LazyLock::new(|| Map {
    role: Role::Partner,
    screens: screens::all(),
    cards: cards::all(),
    home,
    commands: &[
        ("start", home),
        ("menu", home),
        ("kb", |ui| gated(ui, &screens::Knowledge::default())),
        ("channels", |ui| gated(ui, &screens::Channels::default())),
        ("chats", |ui| gated(ui, &screens::Conversations::default())),
        ("stats", |ui| gated(ui, &screens::Figures::default())),
        ("plan", |ui| gated(ui, &screens::Plan::default())),
        ("settings", |ui| gated(ui, &screens::Settings::default())),
        ("lang", |_| screens::Languages::default().frame()),
        ("help", |_| screens::Help::default().frame()),
        ("paysupport", |_| screens::PaySupport::default().frame()),
        ("support", |ui| asks_team(ui, Sort::Support)),
        ("feedback", |ui| asks_team(ui, Sort::Feedback)),
        ("terms", |_| screens::Terms::default().frame()),
    ],
    pasted,
    in_topic,
    linked,
    unknown: "not-registered",
    remedy,
    unasked,
});

/// The screens, cards and commands of the partner bot.
pub fn map() -> &'static Map {
    &MAP
}

/// The commands shown in Telegram's menu; each has a text `command-<name>`.
pub const COMMANDS: &[&str] = &[
    "start", "menu", "kb", "channels", "chats", "stats", "plan", "settings", "support", "feedback",
    "lang", "help", "cancel",
];

/// What stands before the code of a partner who invites, in a link.
pub(super) const INVITED: &str = "r_";
/// The commands that are shown as well where something is sold inside Telegram, which
/// demands them then.
pub const SELLING: &[&str] = &["paysupport", "terms"];

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

/// Who has not registered yet is told whom to write to.
fn asks_team(ui: &Ui<'_>, sort: Sort) -> Frame {
    match ui.partner {
        Some(_) => screens::AskTeam::about(sort).frame(),
        None => screens::Help::default().frame(),
    }
}

/// A coupon's link fills the pocket and shows what is sold, as the link of an
/// invoice does. Whoever has not registered yet does that first; the link works
/// again afterwards. Who invites is remembered, and the start is as usual.
fn linked<'a>(ui: &'a mut Ui<'_>, word: &'a str) -> BoxFuture<'a, Result<Option<Next>, Error>> {
    Box::pin(async move {
        if let Some(code) = word.strip_prefix(INVITED) {
            let partner = ui.partner.as_ref().map(|partner| partner.id);
            referrals::follow(ui.tx, ui.place.person, partner, code).await?;
            return Ok(None);
        }
        if ui.partner.is_none() {
            return Ok(None);
        }
        match word.strip_prefix("c_") {
            Some(code) => screens::accept_coupon(ui, code).await?,
            None if word == "plan" => {}
            None => return Ok(None),
        }
        Ok(Some(Next::Go(screens::Plan::default().frame())))
    })
}

/// Whoever reaches a limit of the plan is shown the way to a larger one.
fn remedy(refusal: &Refusal) -> Option<(&'static str, ButtonData)> {
    let is_limit = refusal.key == "plan-channels-full";
    is_limit.then(|| ("button-larger-plan", cards::plan_button()))
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

/// What a seller writes in a customer's topic goes to the customer. Commands and
/// buttons mean there what they mean elsewhere.
fn in_topic<'a>(
    ui: &'a mut Ui<'_>,
    thread: i64,
    event: &'a Event,
) -> BoxFuture<'a, Result<Option<Next>, Error>> {
    Box::pin(async move {
        let Some(partner) = ui.partner.as_ref().map(|partner| partner.id) else {
            return Ok(None);
        };
        let place = ui.place.clone();
        let Some(talk) = chat::at_topic(&mut *ui.tx, partner, &place, thread).await? else {
            return Ok(None);
        };
        match event {
            Event::Text { text, .. } if text.starts_with('/') => Ok(None),
            Event::Text { text, .. } => {
                chat::write_in_topic(ui.tx, partner, talk, text).await?;
                Ok(Some(Next::Quiet))
            }
            Event::Contact { .. } | Event::Document { .. } | Event::Media { .. } => {
                let Some(file) = Attached::of(event) else {
                    ui.say("topic-text-only");
                    return Ok(Some(Next::Quiet));
                };
                let job = SendFile {
                    partner,
                    conversation: talk,
                    file,
                    is_in_topic: true,
                    key: String::new(),
                };
                files::send_later(ui.tx, &job).await?;
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

/// Files are welcome at any time; everything else gets a hint.
fn unasked<'a>(ui: &'a mut Ui<'_>, event: &'a Event) -> BoxFuture<'a, Result<Next, Error>> {
    Box::pin(async move {
        match event {
            Event::Membership { status } => return membership(ui, *status).await,
            Event::ManagedBot { bot, message } => {
                return managed(ui, *bot, message.is_some()).await;
            }
            _ => {}
        }
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
            | Event::ManagedBot { .. }
            | Event::Business(_)
            | Event::Reaction { .. }
            | Event::Money(_)
            | Event::Service { .. }
            | Event::Unknown { .. } => Ok(Next::Stay),
        }
    })
}

/// Who blocks the bot is not reminded of anything, and gets no news.
async fn membership(ui: &mut Ui<'_>, status: MemberStatus) -> Result<Next, Error> {
    if let Some(partner) = &ui.partner {
        let is_reachable = match status {
            MemberStatus::Member => true,
            MemberStatus::Left | MemberStatus::Kicked | MemberStatus::Other => false,
        };
        accounts::set_reachable(ui.tx, partner.id, is_reachable).await?;
        onboarding::set_reachable(ui.tx, partner.id, is_reachable).await?;
    }
    Ok(Next::Quiet)
}

/// Telegram made a bot for this person, or tells of a change of one. Only who
/// made it can be told so: the update names them, and nobody else can send it.
async fn managed(ui: &mut Ui<'_>, bot: i64, is_new: bool) -> Result<Next, Error> {
    let Some(partner) = ui.partner.as_ref().map(|partner| partner.id) else {
        return Ok(Next::Quiet);
    };
    match channels::note_managed(ui.tx, partner, bot, is_new).await {
        Err(Error::Refused(_)) if !is_new => return Ok(Next::Quiet),
        other => other?,
    }
    if is_new {
        ui.say_and_clear_keys("managed-created");
    }
    Ok(Next::Quiet)
}
