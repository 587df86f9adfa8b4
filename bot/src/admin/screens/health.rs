//! How the house is: database, queue, bots, providers, tokens.

use scx_domain::admins::Right;
use scx_domain::operations::{self, Alert, Health};
use scx_domain::{Arg, Error, Refusal};
use scx_domain::{ai, channels};
use scx_jobs::{Lags, Lane, Queue};
use scx_kit::{Millis, Time};
use serde::{Deserialize, Serialize};

use super::{Jobs, PartnerFile, back, sample_partner};
use crate::admin::cards::{alert_line, sample_alert};
use crate::partner::cards::messenger_name;
use crate::ui::{Btn, Next, Pen, Screen, Ui, View};

/// No state.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct HealthView {}

/// What is told.
#[derive(Clone, Debug)]
pub struct Shown {
    health: Health,
    alerts: Vec<Alert>,
    models: Vec<String>,
    payments: Vec<String>,
    has_mail: bool,
    has_platform: bool,
}

impl Screen for HealthView {
    const ID: &'static str = "health";
    const NEEDS: Option<Right> = Some(Right::Operate);
    type Data = Shown;

    async fn load(&self, ui: &mut Ui<'_>) -> Result<Shown, Error> {
        Ok(Shown {
            health: operations::health(ui.tx).await?,
            alerts: operations::open(&mut *ui.tx).await?,
            models: models(ui),
            payments: ui.payments.all().map(|way| way.name().to_owned()).collect(),
            has_mail: ui.has_mail,
            has_platform: ui.has_platform,
        })
    }

    fn draw(shown: &Shown, pen: &Pen<'_>) -> View {
        let mut lines = vec![pen.t("health-title"), queues(&shown.health, pen)];
        lines.push(bots(&shown.health, pen));
        lines.push(outside(shown, pen));
        if shown.health.failed_keys > 0 {
            let count = ("count", Arg::Number(shown.health.failed_keys));
            lines.push(pen.text("health-failed-keys", &[count]));
        }
        lines.push(endings(&shown.health, pen));
        match shown.alerts.as_slice() {
            [] => lines.push(pen.t("health-no-alerts")),
            alerts => lines.extend(alerts.iter().take(6).map(|alert| alert_line(alert, pen))),
        }
        let partners = (1..).zip(&shown.health.endings).map(|(place, ending)| {
            Btn::with(format!("🔑 {place}"), "partner", ending.partner.base62())
        });
        let partners: Vec<Btn> = partners.collect();
        partners
            .chunks(3)
            .map(<[Btn]>::to_vec)
            .fold(View::new(lines.join("\n")), View::row)
            .row([
                Btn::tap(pen.t("button-jobs"), "jobs"),
                Btn::tap(pen.t("button-refresh"), "again"),
            ])
            .row(back(pen))
    }

    fn samples() -> Vec<Shown> {
        samples()
    }

    async fn tap(&mut self, _ui: &mut Ui<'_>, action: &str, id: &str) -> Result<Next, Error> {
        let stale = || Refusal::new("button-stale");
        match action {
            "jobs" => Ok(Next::Go(Jobs::default().frame())),
            "again" => Ok(Next::Stay),
            "partner" => {
                let partner = operations::PartnerId::from_base62(id).map_err(|_| stale())?;
                Ok(Next::Go(PartnerFile::of(partner).frame()))
            }
            _ => Err(stale().into()),
        }
    }
}

/// The model providers that are switched on.
fn models(ui: &Ui<'_>) -> Vec<String> {
    let known = ui.models.describe().into_iter();
    let on = known.filter(|(_, state, _)| *state == "on");
    on.map(|(id, ..)| id.to_owned()).collect()
}

/// The database and what waits.
fn queues(health: &Health, pen: &Pen<'_>) -> String {
    let database = match health.is_postgres {
        true => "PostgreSQL",
        false => "SQLite",
    };
    let jobs = |state: &str| -> i64 {
        let lanes = Lane::ALL.iter();
        lanes.map(|lane| health.lags.count(*lane, state)).sum()
    };
    let queue = |key: &str, queue: &Queue| {
        let args = [
            ("waiting", Arg::Number(queue.waiting)),
            ("seconds", Arg::Number(queue.lag.0 / Millis::secs(1).0)),
        ];
        format!("{} {}", pen.t(key), pen.text("health-queue", &args))
    };
    let args = [
        ("running", Arg::Number(jobs("running"))),
        ("dead", Arg::Number(jobs("dead"))),
    ];
    [
        pen.text("health-database", &[("name", database.into())]),
        queue("health-inbox", &health.lags.inbox),
        queue("health-outbox", &health.lags.outbox),
        pen.text("health-jobs", &args),
    ]
    .join("\n")
}

/// Bots and accounts that work, and that do not.
fn bots(health: &Health, pen: &Pen<'_>) -> String {
    let bots = |states: &[channels::Health]| -> i64 {
        let found = health.bots.iter().filter(|(is, _)| states.contains(is));
        found.map(|(_, count)| *count).sum()
    };
    let accounts = |state: &str| -> i64 {
        let found = health.accounts.iter().filter(|(is, _)| is == state);
        found.map(|(_, count)| *count).sum()
    };
    let works = [channels::Health::Ok];
    let troubles = [channels::Health::Broken, channels::Health::Foreign];
    let args = [
        ("ok", Arg::Number(bots(&works))),
        ("broken", Arg::Number(bots(&troubles))),
        ("meta-ok", Arg::Number(accounts("ok"))),
        ("meta-broken", Arg::Number(accounts("broken"))),
    ];
    pen.text("health-bots", &args)
}

/// Who answers, takes money and carries letters.
fn outside(shown: &Shown, pen: &Pen<'_>) -> String {
    let listed = |names: &[String]| match names {
        [] => pen.t("health-none"),
        names => names.join(", "),
    };
    let answers = shown.health.answers.iter().map(|(who, count)| {
        let who = match who.as_str() {
            ai::BUILT_IN => pen.t("health-built-in"),
            who => who.to_owned(),
        };
        format!("{who} {count}")
    });
    let answers: Vec<String> = answers.collect();
    let mail = match (shown.has_mail, shown.health.mail_rests_until) {
        (false, _) => pen.t("health-none"),
        (true, None) => pen.t("health-mail-on"),
        (true, Some(until)) => pen.text("health-mail-rests", &[("until", Arg::Moment(until.0))]),
    };
    let platform = match shown.has_platform {
        true => pen.t("health-mail-on"),
        false => pen.t("health-none"),
    };
    [
        pen.text("health-models", &[("names", listed(&shown.models).into())]),
        pen.text("health-answers", &[("counts", listed(&answers).into())]),
        pen.text(
            "health-payments",
            &[("names", listed(&shown.payments).into())],
        ),
        pen.text("health-mail", &[("state", mail.into())]),
        pen.text("health-platform", &[("state", platform.into())]),
    ]
    .join("\n")
}

/// Tokens that end soon.
fn endings(health: &Health, pen: &Pen<'_>) -> String {
    if health.endings.is_empty() {
        return pen.t("health-no-endings");
    }
    let lines = (1_i64..).zip(&health.endings).map(|(place, ending)| {
        let messenger = messenger_name(ending.messenger);
        let args = [
            ("place", Arg::Number(place)),
            ("name", ending.name.as_str().into()),
            ("messenger", messenger.into()),
            ("at", Arg::Day(ending.ends_at.0)),
        ];
        pen.text("health-ending", &args)
    });
    let lines: Vec<String> = lines.collect();
    lines.join("\n")
}

fn samples() -> Vec<Shown> {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let full = Shown {
        health: sample_health(),
        alerts: vec![sample_alert(); 20],
        models: names(&["gemini", "openai"]),
        payments: names(&[
            "Payme",
            "Click",
            "Uzum Bank",
            "Paynet",
            "Stripe",
            "Telegram",
        ]),
        has_mail: true,
        has_platform: true,
    };
    let empty = Shown {
        health: Health {
            is_postgres: false,
            endings: Vec::new(),
            failed_keys: 0,
            answers: Vec::new(),
            mail_rests_until: None,
            ..sample_health()
        },
        alerts: Vec::new(),
        models: Vec::new(),
        payments: Vec::new(),
        has_mail: false,
        has_platform: false,
    };
    let on = Shown {
        has_mail: true,
        ..empty.clone()
    };
    vec![full, empty, on]
}

fn sample_health() -> Health {
    let now = Time(1_795_230_000_000);
    let partner = sample_partner();
    let ending = |messenger| operations::Ending {
        partner: partner.id,
        name: partner.name.clone(),
        messenger,
        ends_at: now,
    };
    let messengers = operations::Messenger::ALL.into_iter().cycle();
    let counts = |names: [&str; 3]| names.map(|name| (name.to_owned(), 12_345)).to_vec();
    Health {
        is_postgres: true,
        lags: Lags::default(),
        bots: vec![
            (channels::Health::Ok, 1_024),
            (channels::Health::Broken, 37),
        ],
        accounts: counts(["broken", "ok", "wanted"]),
        endings: messengers.take(5).map(ending).collect(),
        failed_keys: 12,
        answers: counts(["built-in", "gemini", "openai"]),
        mail_rests_until: Some(now),
    }
}
