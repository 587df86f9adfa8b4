//! Everything about one partner, and what can be done.

use scx_domain::accounts::{self, Partner, PartnerId, Standing, State, Tone};
use scx_domain::admins::{self, Right, Role};
use scx_domain::plans::{self, Allowance, Catalogue, Cause, Event, Usage};
use scx_domain::{Arg, Error, Refusal, channels, knowledge, leaving, messengers, referrals};
use scx_kit::{Id, Language, SeededEntropy, Time};
use serde::{Deserialize, Serialize};

use super::{Audit, Ban, Conversations, Grant, JobList, ViewAs, WriteTo, back};
use crate::partner::screens::{account_line, bot_line, shown};
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// The partner, by the id in base 62.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct PartnerFile {
    partner: String,
}

impl PartnerFile {
    /// The file of a partner.
    pub fn of(partner: PartnerId) -> Self {
        Self {
            partner: partner.base62(),
        }
    }
}

/// Reads a partner's id from a screen's state.
pub(super) fn id_of(partner: &str) -> Result<PartnerId, Refusal> {
    PartnerId::from_base62(partner).map_err(|_| Refusal::new("button-stale"))
}

/// What the file holds.
#[derive(Clone, Debug)]
pub struct File {
    partner: Partner,
    /// The name of who invited them.
    invited_by: Option<String>,
    now: Time,
    catalogue: Catalogue,
    used: Usage,
    allowance: Allowance,
    file: Option<String>,
    bots: Vec<(String, channels::Health)>,
    accounts: Vec<messengers::MetaAccount>,
    customers: i64,
    requests: usize,
    events: Vec<Event>,
    role: Role,
}

impl Screen for PartnerFile {
    const ID: &'static str = "partner";
    const NEEDS: Option<Right> = Some(Right::SeePartners);
    type Data = File;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<File, Error> {
        let id = id_of(&self.partner)?;
        let role = ui.admin.as_ref().map_or(Role::Support, |admin| admin.role);
        let partner = accounts::partner(&mut *ui.tx, id).await?;
        let catalogue = plans::catalogue(ui.tx).await?;
        let now = ui.tx.now();
        let file = knowledge::active(&mut *ui.tx, id).await?;
        let bots = channels::bots_of(&mut *ui.tx, id).await?;
        let invited_by = match referrals::inviter_of(&mut *ui.tx, id).await? {
            Some(inviter) => Some(accounts::partner(&mut *ui.tx, inviter).await?.name),
            None => None,
        };
        Ok(File {
            invited_by,
            used: plans::usage(&mut *ui.tx, id, now).await?,
            allowance: plans::allowance(&partner, &catalogue, now),
            file: file.map(|file| file.file_name),
            bots: bots.into_iter().map(shown).collect(),
            accounts: messengers::accounts_of(&mut *ui.tx, id).await?,
            customers: leaving::belongings(&mut *ui.tx, id).await?.customers,
            requests: plans::requests_of(&mut *ui.tx, id).await?.len(),
            events: plans::events(&mut *ui.tx, id).await?,
            now,
            partner,
            catalogue,
            role,
        })
    }

    fn draw(file: &File, pen: &Pen<'_>) -> View {
        let has = |right, key: &str, action| {
            admins::may(file.role, right).then(|| Btn::tap(pen.t(key), action))
        };
        let ban = match file.partner.state {
            State::Active => has(Right::Ban, "button-ban", "ban"),
            State::Banned => has(Right::Ban, "button-unban", "unban"),
        };
        View::new(text(file, pen))
            .row(
                [
                    has(Right::ChangePlan, "button-days", "days"),
                    has(Right::WriteToPartner, "button-write-to", "write"),
                ]
                .into_iter()
                .flatten(),
            )
            .row(
                [ban, has(Right::ViewAsPartner, "button-view-as", "view")]
                    .into_iter()
                    .flatten(),
            )
            .row(
                [
                    has(Right::SeeConversations, "button-talks", "chats"),
                    has(Right::SeeAudit, "button-audit", "audit"),
                    has(Right::Operate, "button-jobs", "jobs"),
                ]
                .into_iter()
                .flatten(),
            )
            .row(back(pen))
    }

    fn samples() -> Vec<File> {
        samples()
    }

    async fn tap(&mut self, ui: &mut Ui<'_>, action: &str, _id: &str) -> Result<Next, Error> {
        let id = id_of(&self.partner)?;
        match action {
            "days" => {
                let partner = accounts::partner(&mut *ui.tx, id).await?;
                Ok(Next::Go(Grant::to(&partner).frame()))
            }
            "write" => Ok(Next::Go(WriteTo::to(&self.partner).frame())),
            "ban" => Ok(Next::Go(Ban::of(&self.partner).frame())),
            "unban" => Ok(Next::Go(Ban::lifted_from(&self.partner).frame())),
            "jobs" => Ok(Next::Go(JobList::of_partner(&self.partner).frame())),
            "view" => Ok(Next::Go(ViewAs::of(&self.partner).frame())),
            "chats" => Ok(Next::Go(Conversations::of(&self.partner).frame())),
            "audit" => Ok(Next::Go(Audit::about(&self.partner).frame())),
            _ => Err(Refusal::new("button-stale").into()),
        }
    }
}

/// Who the partner is.
fn person(file: &File, pen: &Pen<'_>) -> Vec<String> {
    let partner = &file.partner;
    let none = || pen.t("file-none");
    let username = partner.username.as_ref().map(|name| format!("@{name}"));
    vec![
        pen.text("file-title", &[("name", partner.name.as_str().into())]),
        pen.text(
            "file-contact",
            &[
                ("phone", partner.phone.as_str().into()),
                ("username", username.unwrap_or_default().into()),
            ],
        ),
        pen.text(
            "file-email",
            &[("email", partner.email.clone().unwrap_or_else(none).into())],
        ),
        pen.text(
            "file-since",
            &[
                ("since", Arg::Day(partner.created_at.0)),
                ("language", partner.language.own_name().into()),
            ],
        ),
        pen.standing(Standing::of(partner, file.now), file.now),
    ]
}

fn text(file: &File, pen: &Pen<'_>) -> String {
    let partner = &file.partner;
    let mut lines = person(file, pen);
    if let Some(name) = &file.invited_by {
        lines.push(pen.text("file-invited-by", &[("name", name.as_str().into())]));
    }
    if let Some(held) = plans::held(partner, file.now) {
        let tier = pen.tier(&file.catalogue, &held);
        lines.push(pen.text("file-plan", &[("tier", tier.into())]));
    }
    lines.push(pen.text(
        "file-used",
        &[
            ("used", Arg::Number(file.used.answers)),
            ("most", most(file.allowance.answers).into()),
            ("cost", dollars(file.used.ai_micro_usd).into()),
        ],
    ));
    let name = file.file.clone().unwrap_or_else(|| pen.t("file-none"));
    lines.push(pen.text("file-knowledge", &[("file", name.into())]));
    lines.extend(file.bots.iter().map(|bot| bot_line(bot, pen)));
    lines.extend(
        file.accounts
            .iter()
            .map(|account| account_line(account, pen)),
    );
    let requests = i64::try_from(file.requests).unwrap_or(0);
    lines.push(pen.text(
        "file-counts",
        &[
            ("customers", Arg::Number(file.customers)),
            ("requests", Arg::Number(requests)),
        ],
    ));
    lines.extend(
        file.events
            .iter()
            .take(3)
            .map(|event| event_line(event, pen)),
    );
    lines.join("\n")
}

fn event_line(event: &Event, pen: &Pen<'_>) -> String {
    let what = match event.kind {
        Cause::Bought => "cause-bought",
        Cause::Granted => "cause-granted",
        Cause::Gift => "cause-gift",
        Cause::Taken => "cause-taken",
        Cause::Refunded => "cause-refunded",
        Cause::Referral => "cause-referral",
    };
    let args = [
        ("at", Arg::Day(event.created_at.0)),
        ("what", pen.t(what).into()),
        ("days", format!("{:+}", event.days).into()),
        ("until", Arg::Day(event.until_after.0)),
    ];
    pen.text("file-event", &args)
}

fn most(limit: Option<i64>) -> String {
    limit.map_or_else(|| "∞".to_owned(), |limit| limit.to_string())
}

/// Millionths of a dollar as people read them.
fn dollars(micro: i64) -> String {
    format!("{}.{:02}", micro / 1_000_000, micro % 1_000_000 / 10_000)
}

/// A partner as an example.
pub fn sample_partner() -> Partner {
    let now = Time(1_795_230_000_000);
    Partner {
        id: Id::new(now, &SeededEntropy::new("sample")),
        telegram_user: 101,
        name: "O‘zbek milliy kiyimlari va sovg‘alari <do‘koni> & hamkorlar ...".to_owned(),
        phone: "+998901234567".to_owned(),
        language: Language::UzLatn,
        email: Some("juda.uzun.elektron.pochta@milliy-kiyimlar.example.uz".to_owned()),
        is_email_proven: true,
        email_asked: 0,
        state: State::Active,
        trial_ends_at: now,
        is_ai_paused: false,
        tone: Tone::Friendly,
        greeting: None,
        opens_at: None,
        closes_at: None,
        has_topics: false,
        taught: 0,
        tier: Some("professional".to_owned()),
        has_ai_addon: true,
        paid_until: Time(1_826_766_000_000),
        spent_until: Time(0),
        ai_spent_until: Time(0),
        username: Some("milliy_kiyimlar_dokoni".to_owned()),
        created_at: now,
    }
}

fn samples() -> Vec<File> {
    let now = Time(1_795_230_000_000);
    let event = Event {
        kind: Cause::Taken,
        tier: "professional".to_owned(),
        with_ai: true,
        days: -30,
        until_before: now,
        until_after: now,
        by_whom: "5".to_owned(),
        reason: "xato".to_owned(),
        created_at: now,
    };
    let full = File {
        partner: sample_partner(),
        invited_by: Some(sample_partner().name),
        now,
        catalogue: plans::first_catalogue(),
        used: Usage {
            answers: 119_999,
            ai_micro_usd: 12_345_678,
        },
        allowance: Allowance::default(),
        file: Some("juda-uzun-nomli-narxlar-royxati-2026.pdf".to_owned()),
        bots: vec![("eski_do_kon_bot".to_owned(), channels::Health::Broken); 5],
        accounts: vec![crate::partner::cards::sample_account(); 5],
        customers: 1_240,
        requests: 5,
        events: vec![event; 5],
        role: Role::Owner,
    };
    let empty = File {
        partner: Partner {
            state: State::Banned,
            email: None,
            username: None,
            paid_until: Time(0),
            tier: None,
            ..sample_partner()
        },
        invited_by: None,
        allowance: Allowance {
            answers: Some(1_000),
            ..Allowance::default()
        },
        file: None,
        bots: Vec::new(),
        accounts: Vec::new(),
        events: Vec::new(),
        role: Role::Support,
        ..full.clone()
    };
    vec![full, empty]
}
