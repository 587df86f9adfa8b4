//! Whatever is registered: job kinds and services.

use std::sync::Arc;

use scx_bot::meta::{LearnName, ShowSeen};
use scx_bot::partner::{
    Attached, Digest, Digests, FindLinks, MakeCsv, RefreshStats, RemindSteps, SendFile,
    TrialQuestion,
};
use scx_bot::{Enclose, Introduce, Sender};
use scx_connect::llm;
use scx_domain::accounts::PartnerMark;
use scx_domain::notify::{Notice, Redraw, RedrawForAdmins, Topic};
use scx_domain::plans::Ending;
use scx_domain::{ai, channels, chat, export, knowledge, leaving, mail, messengers, tickets};
use scx_fakes::Outside;
use scx_jobs::{Job, inbox, outbox};
use scx_kit::{Hosts, Http, Id, Millis, Prefix, Secret, SeededEntropy, SystemClock, Time};
use sellercloudx::all_parts;

fn id<P: Prefix>() -> Id<P> {
    Id::new(Time(1), &SeededEntropy::new("sweep"))
}

/// Writes a job as the queue does, reads it back and gives its kind.
fn round_trip<J: Job>(job: &J) -> &'static str {
    let stored = serde_json::to_string(job).expect("a job is plain data");
    let read: J = serde_json::from_str(&stored).expect("a stored job reads back");
    assert_eq!(serde_json::to_string(&read).expect("plain data"), stored);
    let keys = |job: &J| (job.partner(), job.once(), job.in_order());
    assert_eq!(keys(&read), keys(job));
    J::NAME
}

fn words() -> String {
    "a".to_owned()
}

/// The kinds of the house itself.
fn of_the_house() -> Vec<&'static str> {
    vec![
        round_trip(&inbox::Look {
            account: words(),
            conversation: words(),
            partner: Some(words()),
        }),
        round_trip(&inbox::LookNow {
            account: words(),
            conversation: words(),
        }),
        round_trip(&inbox::Forget {}),
        round_trip(&outbox::Send {
            account: words(),
            chat: words(),
            partner: None,
        }),
        round_trip(&channels::Watch {}),
        round_trip(&knowledge::Sweep {}),
        round_trip(&leaving::Sweep {}),
        round_trip(&messengers::WatchMeta {}),
    ]
}

/// The kinds about bots.
fn of_bots(partner: Id<PartnerMark>) -> Vec<&'static str> {
    vec![
        round_trip(&channels::TryDraft {
            bot: id(),
            partner: Some(partner),
            chat: 5,
        }),
        round_trip(&channels::FetchManaged {
            partner,
            telegram_id: 7,
        }),
        round_trip(&channels::Settle {
            bot: id(),
            partner: Some(partner),
        }),
        round_trip(&channels::Inspect {
            bot: id(),
            is_polled_elsewhere: true,
        }),
        round_trip(&Introduce {
            bot: id(),
            partner: Some(partner),
        }),
    ]
}

fn of_house(partner: Id<PartnerMark>) -> Vec<&'static str> {
    vec![
        round_trip(&Ending {
            partner,
            ends_at: Time(5),
            before: Millis(3),
            is_trial: true,
        }),
        round_trip(&scx_domain::billing::CloseLate {}),
        round_trip(&scx_domain::billing::ReturnStars { charge: id() }),
        round_trip(&scx_bot::admin::TellCommands {
            person: 5,
            language: words(),
        }),
        round_trip(&scx_domain::statistics::CloseDays {}),
        round_trip(&scx_bot::admin::Morning {}),
        round_trip(&scx_domain::broadcasts::Gather { broadcast: id() }),
        round_trip(&scx_domain::broadcasts::KeepFile { broadcast: id() }),
        round_trip(&scx_domain::broadcasts::DropFiles {}),
        round_trip(&scx_domain::broadcasts::Send {
            broadcast: id(),
            account: words(),
        }),
        round_trip(&scx_domain::winback::Sweep {}),
        round_trip(&scx_domain::winback::Claim {
            partner,
            due: Time(5),
        }),
        round_trip(&scx_domain::winback::Letter { partner, slot: 3 }),
        round_trip(&RedrawForAdmins {
            card: words(),
            subject: words(),
            right: words(),
        }),
    ]
}

fn of_chat(partner: Id<PartnerMark>) -> Vec<&'static str> {
    vec![
        round_trip(&chat::AnswerNow {
            partner,
            question: id(),
        }),
        round_trip(&chat::AnswerComment {
            partner,
            account: id(),
            comment: id(),
        }),
        round_trip(&chat::Mirror {
            partner,
            conversation: id(),
        }),
    ]
}

fn of_sellers(partner: Id<PartnerMark>) -> Vec<&'static str> {
    vec![
        round_trip(&SendFile {
            partner,
            conversation: id(),
            file: Attached {
                id: words(),
                name: words(),
                mime: words(),
                bytes: Some(5),
                is_picture: true,
                caption: words(),
                album: Some(words()),
            },
            is_in_topic: true,
            key: String::new(),
        }),
        round_trip(&Enclose {
            partner,
            sender: Sender::Team(5, id()),
            file: Attached {
                id: words(),
                name: words(),
                mime: words(),
                bytes: None,
                is_picture: false,
                caption: words(),
                album: None,
            },
        }),
        round_trip(&tickets::Show {
            partner,
            message: id(),
        }),
        round_trip(&LearnName {
            partner,
            account: id(),
            chat: words(),
        }),
        round_trip(&ShowSeen {
            partner,
            account: id(),
            chat: words(),
            message: words(),
        }),
        round_trip(&FindLinks {
            partner,
            bot: id(),
            words: Some(words()),
        }),
    ]
}

#[test]
fn every_job_kind_round_trips() {
    let partner = id::<PartnerMark>();
    let mut tried = of_the_house();
    tried.extend(of_bots(partner));
    tried.extend(of_chat(partner));
    tried.extend(of_house(partner));
    tried.extend(of_sellers(partner));
    tried.extend([
        round_trip(&Notice {
            partner,
            key: words(),
            args: vec![(words(), 5_i64.into())],
            topic: Some(Topic::Questions),
        }),
        round_trip(&Redraw {
            partner,
            card: words(),
            subject: words(),
        }),
        round_trip(&TrialQuestion {
            partner,
            document: id(),
            text: words(),
        }),
        round_trip(&RemindSteps { partner }),
        round_trip(&MakeCsv::of_one(partner, id())),
        round_trip(&RefreshStats {}),
        round_trip(&mail::Deliver {
            letter: id(),
            partner,
        }),
        round_trip(&Digests {}),
        round_trip(&Digest { partner }),
        round_trip(&knowledge::ReadFile {
            partner,
            document: id(),
        }),
        round_trip(&ai::TryKey { partner }),
        round_trip(&export::Make {
            partner,
            export: id(),
        }),
        round_trip(&export::Hand {
            partner,
            export: id(),
        }),
        round_trip(&leaving::Erase { partner }),
        round_trip(&messengers::SettleMeta {
            account: id(),
            partner,
        }),
    ]);
    tried.sort_unstable();
    let registered: Vec<&str> = all_parts().registry.kinds().collect();
    assert_eq!(tried, registered, "every registered kind is tried here");
}

#[test]
fn sealed_columns_have_names_of_their_own() {
    let mut names: Vec<&str> = all_parts()
        .sealed
        .iter()
        .map(|column| column.name)
        .collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
}

#[tokio::test]
async fn every_model_provider_has_a_fake_that_knows_a_good_key_from_a_bad_one() {
    let outside = Outside::start(Arc::new(|| 0)).await;
    outside.gemini().add_key("good-key-of-the-sweep");
    outside.openai().add_key("good-key-of-the-sweep");
    for spec in llm::ALL {
        let path = spec.base_url.splitn(4, '/').nth(3).unwrap_or_default();
        let base_url = format!("{}/{path}", outside.url_of(spec.id));
        let check = async |key: &str| {
            let account = llm::Account {
                key: Secret::new(key.to_owned()),
                base_url: base_url.trim_end_matches('/').to_owned(),
                http: Http::new(Arc::new(SystemClock), Hosts::default()),
            };
            (spec.open)(account).check().await
        };
        assert!(check("good-key-of-the-sweep").await.is_ok(), "{}", spec.id);
        let refused = check("a-bad-key-of-the-sweep").await.expect_err(spec.id);
        assert_eq!(refused.kind, scx_connect::ErrorKind::Auth, "{}", spec.id);
    }
    outside.shutdown();
}
