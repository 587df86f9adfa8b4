//! The screens of the partner bot, one file each.

mod account;
mod ask_team;
mod business;
mod channels;
mod close;
mod comments;
mod connect;
mod consent;
mod contact;
mod coupon;
mod email;
mod export;
mod form;
mod help;
mod home;
mod invite;
mod knowledge;
mod languages;
mod lessons;
mod links;
mod looks;
mod messenger;
mod mute;
mod offer;
mod plan;
mod recover;
mod reply;
mod selling;
mod settings;
mod stats;
mod talk;
mod talks;
mod templates;
mod tone;
mod trial;
mod why;
mod write;

use crate::ui::{Btn, Pen, ScreenEntry};

pub use account::LogOut;
pub use ask_team::AskTeam;
pub use business::Business;
pub use channels::Channels;
pub use close::Close;
pub use comments::Comments;
pub use connect::Connect;
pub(super) use connect::accept as accept_token;
pub use consent::Consent;
pub use contact::Contact;
pub use coupon::TypeCoupon;
pub(super) use coupon::accept as accept_coupon;
pub use email::Email;
pub use export::Data;
pub use form::{Field, Form};
pub use help::Help;
pub use home::Home;
pub(crate) use home::{account_line, bot_line, shown};
pub use invite::Invite;
pub use knowledge::Knowledge;
pub use languages::Languages;
pub use lessons::{LessonView, Lessons, Teach};
pub use links::Links;
pub use looks::Looks;
pub use messenger::ConnectMessenger;
pub use mute::Mute;
pub use offer::Offer;
pub use plan::Plan;
pub use recover::Recover;
pub use reply::Reply;
pub use selling::{PaySupport, Terms};
pub use settings::Settings;
pub use stats::Figures;
pub use talk::Conversation;
pub(crate) use talk::{lines_of, sample_lines, told};
pub(super) use talk::{phrase, sign, words};
pub use talks::Conversations;
pub(crate) use talks::{FILTERS, day, mark, named};
pub use templates::Templates;
pub use tone::Tones;
pub use trial::Trial;
pub use why::Why;
pub(super) use why::explained;
pub use write::Write;

/// Every screen; the first is home.
pub fn all() -> Vec<ScreenEntry> {
    vec![
        ScreenEntry::of::<Home>(),
        ScreenEntry::of::<Languages>(),
        ScreenEntry::of::<Contact>(),
        ScreenEntry::of::<Recover>(),
        ScreenEntry::of::<Knowledge>(),
        ScreenEntry::of::<Lessons>(),
        ScreenEntry::of::<LessonView>(),
        ScreenEntry::of::<Teach>(),
        ScreenEntry::of::<Channels>(),
        ScreenEntry::of::<Connect>(),
        ScreenEntry::of::<Business>(),
        ScreenEntry::of::<ConnectMessenger>(),
        ScreenEntry::of::<Comments>(),
        ScreenEntry::of::<Links>(),
        ScreenEntry::of::<Settings>(),
        ScreenEntry::of::<Tones>(),
        ScreenEntry::of::<Form>(),
        ScreenEntry::of::<Email>(),
        ScreenEntry::of::<Trial>(),
        ScreenEntry::of::<Reply>(),
        ScreenEntry::of::<Figures>(),
        ScreenEntry::of::<Conversations>(),
        ScreenEntry::of::<Conversation>(),
        ScreenEntry::of::<Write>(),
        ScreenEntry::of::<AskTeam>(),
        ScreenEntry::of::<Templates>(),
        ScreenEntry::of::<Why>(),
        ScreenEntry::of::<Help>(),
        ScreenEntry::of::<PaySupport>(),
        ScreenEntry::of::<Terms>(),
        ScreenEntry::of::<Mute>(),
        ScreenEntry::of::<Plan>(),
        ScreenEntry::of::<Offer>(),
        ScreenEntry::of::<TypeCoupon>(),
        ScreenEntry::of::<Invite>(),
        ScreenEntry::of::<Data>(),
        ScreenEntry::of::<LogOut>(),
        ScreenEntry::of::<Close>(),
        ScreenEntry::of::<Consent>(),
        ScreenEntry::of::<Looks>(),
    ]
}

/// The last row of every screen below home.
fn back(pen: &Pen<'_>) -> [Btn; 2] {
    [
        Btn::tap(pen.t("button-back"), "back"),
        Btn::tap(pen.t("button-home"), "home"),
    ]
}
