//! The screens of the admin bot, one file each.

mod audit;
mod ban;
mod bill;
mod block;
mod broadcasts;
mod compose;
mod conversation;
mod conversations;
mod coupons;
mod desk;
mod find_shop;
mod grant;
mod health;
mod job;
mod job_list;
mod jobs;
mod languages;
mod money;
mod partner;
mod partners;
mod pause;
mod people;
mod prices;
mod referrals;
mod reject;
mod requests;
mod statistics;
mod stranger;
mod sure;
mod terms;
mod ticket;
mod tickets;
mod tier;
mod view_as;
mod winback;
mod write;

use crate::ui::{Btn, Pen, ScreenEntry};

pub use audit::Audit;
pub(super) use audit::act_label;
pub use ban::Ban;
pub use bill::Bill;
pub use block::BlockInviter;
pub use broadcasts::Broadcasts;
pub use compose::Compose;
pub use conversation::Conversation;
pub use conversations::Conversations;
pub use coupons::{Coupons, MakeCoupon};
pub use desk::Desk;
pub use find_shop::FindShop;
pub use grant::Grant;
pub use health::HealthView;
pub use job::JobFile;
pub use job_list::JobList;
pub use jobs::Jobs;
pub(super) use jobs::lane_name;
pub use languages::Languages;
pub use money::Money;
pub use partner::{PartnerFile, sample_partner};
pub use partners::Partners;
pub use pause::PauseWork;
pub use people::People;
pub use prices::Prices;
pub use referrals::Referrals;
pub use reject::Reject;
pub use requests::Requests;
pub use statistics::Statistics;
pub use stranger::Stranger;
pub use terms::ReferralTerms;
pub use ticket::TicketFile;
pub(super) use ticket::{answer as answer_ticket, enclose as enclose_in_ticket};
pub use tickets::Tickets;
pub use tier::TierFile;
pub use view_as::ViewAs;
pub use winback::WinBack;
pub use write::WriteTo;

/// Every screen; the first is home.
pub fn all() -> Vec<ScreenEntry> {
    vec![
        ScreenEntry::of::<Desk>(),
        ScreenEntry::of::<Stranger>(),
        ScreenEntry::of::<Requests>(),
        ScreenEntry::of::<Reject>(),
        ScreenEntry::of::<Partners>(),
        ScreenEntry::of::<PartnerFile>(),
        ScreenEntry::of::<Grant>(),
        ScreenEntry::of::<Ban>(),
        ScreenEntry::of::<WriteTo>(),
        ScreenEntry::of::<Tickets>(),
        ScreenEntry::of::<TicketFile>(),
        ScreenEntry::of::<ViewAs>(),
        ScreenEntry::of::<Conversations>(),
        ScreenEntry::of::<Conversation>(),
        ScreenEntry::of::<FindShop>(),
        ScreenEntry::of::<Prices>(),
        ScreenEntry::of::<TierFile>(),
        ScreenEntry::of::<Coupons>(),
        ScreenEntry::of::<MakeCoupon>(),
        ScreenEntry::of::<Referrals>(),
        ScreenEntry::of::<BlockInviter>(),
        ScreenEntry::of::<ReferralTerms>(),
        ScreenEntry::of::<Money>(),
        ScreenEntry::of::<Bill>(),
        ScreenEntry::of::<WinBack>(),
        ScreenEntry::of::<Broadcasts>(),
        ScreenEntry::of::<Compose>(),
        ScreenEntry::of::<Statistics>(),
        ScreenEntry::of::<Jobs>(),
        ScreenEntry::of::<JobList>(),
        ScreenEntry::of::<JobFile>(),
        ScreenEntry::of::<PauseWork>(),
        ScreenEntry::of::<HealthView>(),
        ScreenEntry::of::<People>(),
        ScreenEntry::of::<Audit>(),
        ScreenEntry::of::<Languages>(),
    ]
}

/// The last row of every screen below home.
fn back(pen: &Pen<'_>) -> [Btn; 2] {
    [
        Btn::tap(pen.t("button-back"), "back"),
        Btn::tap(pen.t("button-home"), "home"),
    ]
}

/// Cuts the row away that was read to know whether another page follows.
fn cut<T>(rows: &mut Vec<T>, on_page: i64) -> bool {
    let most = usize::try_from(on_page).unwrap_or(usize::MAX);
    let has_next = rows.len() > most;
    rows.truncate(most);
    has_next
}

/// The row that turns pages, where there is more than one.
fn pager(pen: &Pen<'_>, page: i64, has_next: bool) -> Vec<Btn> {
    let mut row = Vec::new();
    if page > 0 {
        row.push(Btn::with(
            pen.t("button-newer"),
            "page",
            (page - 1).to_string(),
        ));
    }
    if has_next {
        row.push(Btn::with(
            pen.t("button-older"),
            "page",
            (page + 1).to_string(),
        ));
    }
    row
}
