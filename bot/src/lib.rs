#![doc = include_str!("../README.md")]

pub mod admin;
mod attachments;
mod broadcasts;
mod business;
mod chart;
mod checkout;
mod customer;
mod drafts;
mod fonts;
mod inbox;
mod introduce;
mod links;
mod lookout;
mod mail;
mod managed;
pub mod meta;
mod names;
mod paper;
pub mod partner;
mod plans;
mod post;
mod rating;
mod settle;
mod texts;
mod tickets;
mod topics;
pub mod ui;
mod watch;

use std::sync::Arc;

use scx_connect::telegram::Telegram;
use scx_domain::billing::ReturnStars;
use scx_domain::broadcasts::{KeepFile, Send as SendNews};
use scx_domain::channels::{FetchManaged, Inspect, Settle, TryDraft, Watch};
use scx_domain::chat::{AnswerComment, Departures, FetchAttachment, Mirror};
use scx_domain::export::Hand;
use scx_domain::knowledge::Fetch;
use scx_domain::mail::Deliver;
use scx_domain::messengers::{SettleMeta, WatchMeta};
use scx_domain::notify::{Notice, Redraw, RedrawForAdmins};
use scx_domain::plans::Ending;
use scx_domain::tickets::Show;
use scx_domain::winback::Letter;
use scx_domain::{Pages, Parts};
use scx_jobs::inbox::{Look, LookNow};
use scx_jobs::outbox::Send;
use scx_jobs::{Every, Registry, Services};
use scx_store::Db;

pub use introduce::Introduce;
pub use lookout::Lookout;
pub use settle::{Webhooks, allowed_updates, settle_changed};
pub use texts::{Texts, escape};
pub use tickets::{Enclose, Sender};

/// Whom partners write to for help and for access; a service.
#[derive(Clone, Debug)]
pub struct Support(pub String);

/// What the bots hand to the composition root.
pub fn parts() -> Parts {
    Parts {
        registry: Registry::default()
            .batch_handled::<Look, _>(inbox::look)
            .handled::<LookNow, _>(checkout::look_now)
            .batch_handled::<Send, _>(post::send)
            .handled::<Settle, _>(settle::settle)
            .handled::<Introduce, _>(introduce::introduce)
            .handled::<FetchManaged, _>(managed::fetch)
            .handled::<TryDraft, _>(drafts::learn)
            .handled::<Watch, _>(watch::watch)
            .handled::<Inspect, _>(watch::inspect)
            .handled::<SettleMeta, _>(meta::settle)
            .handled::<WatchMeta, _>(meta::watch)
            .handled::<AnswerComment, _>(meta::answer_comment)
            .handled::<meta::ShowSeen, _>(meta::show_seen)
            .handled::<meta::LearnName, _>(meta::learn_name)
            .handled::<Mirror, _>(partner::mirror)
            .handled::<Redraw, _>(partner::redraw)
            .handled::<Notice, _>(partner::notice)
            .handled::<Hand, _>(partner::hand_export)
            .handled::<partner::TrialQuestion, _>(partner::trial_question)
            .handled::<Ending, _>(partner::ending)
            .handled::<ReturnStars, _>(checkout::return_stars)
            .handled::<RedrawForAdmins, _>(admin::redraw)
            .handled::<admin::Morning, _>(admin::morning)
            // Nine in the morning in Tashkent.
            .every::<admin::Morning>(Every::Cron("0 0 4 * * *"), || admin::Morning {})
            .handled::<admin::TellCommands, _>(admin::tell_commands)
            .handled::<Letter, _>(mail::win_back)
            .handled::<Deliver, _>(mail::deliver)
            .handled::<SendNews, _>(broadcasts::send)
            .handled::<KeepFile, _>(broadcasts::keep)
            .handled::<partner::MakeCsv, _>(partner::make_csv)
            .handled::<partner::FindLinks, _>(partner::find_links)
            .handled::<partner::SendFile, _>(partner::send_file)
            .handled::<Show, _>(tickets::show)
            .handled::<Enclose, _>(tickets::enclose)
            .handled::<partner::RefreshStats, _>(partner::refresh)
            .every::<partner::RefreshStats>(
                Every::Cron("0 12 * * * *"),
                || partner::RefreshStats {},
            )
            .handled::<partner::Digests, _>(partner::digests)
            // Monday at nine in Tashkent.
            .every::<partner::Digests>(Every::Cron("0 0 4 * * Mon"), || partner::Digests {})
            .handled::<partner::Digest, _>(partner::digest)
            .handled::<partner::RemindSteps, _>(partner::remind),
        meters: vec![watch::CHECKS],
        ..Parts::default()
    }
}

/// The services that the bots need: texts, the Telegram client, the task that
/// removes sent letters, and the ways to fetch what
/// partners and customers send.
///
/// # Errors
/// A sentence when a locale file does not parse.
pub fn services(
    services: Services,
    db: Db,
    telegram: Telegram,
    webhooks: Webhooks,
    support: Support,
) -> Result<Services, String> {
    let attachments: Arc<dyn FetchAttachment> = Arc::new(attachments::Channels);
    let pages: Arc<dyn Pages> = Arc::new(mail::PageTexts);
    let fetch: Arc<dyn Fetch> = Arc::new(attachments::PartnerFiles);
    Ok(services
        .with(Texts::default())
        .with(telegram)
        .with(webhooks)
        .with(support)
        .with(Departures::start(db))
        .with(fetch)
        .with(pages)
        .with(attachments))
}
