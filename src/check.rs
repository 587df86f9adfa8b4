//! `sellercloudx check`: what is on, what is off and why.

use std::sync::Arc;

use scx_connect::payment::Payments;
use scx_domain::ai::Providers;
use scx_domain::billing;
use scx_kit::{Config, Http, OsEntropy, Secret, SystemClock};
use scx_store::Db;

use crate::Settings;

/// One line of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// Something works.
    On(String),
    /// Something is not used, and why.
    Off(String),
    /// Something is wrong.
    Error(String),
}

impl Line {
    /// As it is printed.
    pub fn shown(&self) -> String {
        match self {
            Self::On(text) => format!("on     {text}"),
            Self::Off(text) => format!("off    {text}"),
            Self::Error(text) => format!("ERROR  {text}"),
        }
    }
}

/// Checks the configuration and opens the database.
pub async fn check(config: &Config) -> Vec<Line> {
    let settings = match Settings::read(config) {
        Ok(settings) => settings,
        Err(problems) => return problems.into_iter().map(Line::Error).collect(),
    };
    let mut lines = Vec::new();
    let http = Http::new(Arc::new(SystemClock), settings.hosts.clone());
    match Providers::new(http, config) {
        Ok(providers) => {
            for (id, state, why) in providers.describe() {
                let text = format!("model provider {id}: {why}");
                lines.push(if state == "on" {
                    Line::On(text)
                } else {
                    Line::Off(text)
                });
            }
        }
        Err(problem) => lines.push(Line::Error(problem)),
    }
    lines.extend(channels(&settings));
    lines.extend(payments(config));
    lines.extend(watching(&settings));
    lines.push(match &settings.relay {
        Some(relay) => Line::On(format!("mail through {}:{}", relay.host, relay.port)),
        None => Line::Off("mail: MAIL_FROM is not set, so nobody is won back by mail".to_owned()),
    });
    lines.push(database(settings).await);
    lines
}

/// Ways to pay. A problem with their keys is one of the settings.
fn payments(config: &Config) -> Vec<Line> {
    let Ok(payments) = Payments::open(config) else {
        return Vec::new();
    };
    let on = payments.all().map(|one| {
        let path = format!("WEBHOOK_BASE_URL/payments/{}", one.id());
        Line::On(format!("payments by {}, called at {path}", one.name()))
    });
    let lines: Vec<Line> = on.collect();
    if lines.is_empty() {
        let why =
            "payments: no provider's keys are set, so plans are asked for and approved by hand";
        return vec![Line::Off(why.to_owned())];
    }
    lines
}

fn watching(settings: &Settings) -> [Line; 2] {
    let metrics = match &settings.metrics_token {
        Some(_) => Line::On("metrics at /metrics, for whoever has METRICS_TOKEN".to_owned()),
        None => Line::Off("metrics: METRICS_TOKEN is not set".to_owned()),
    };
    let reports = match &settings.sentry {
        Some(_) => Line::On("errors are reported to SENTRY_DSN".to_owned()),
        None => Line::Off("error reports: SENTRY_DSN is not set".to_owned()),
    };
    [metrics, reports]
}

fn channels(settings: &Settings) -> [Line; 4] {
    let webhooks = match &settings.webhook_base_url {
        Some(url) => Line::On(format!("webhooks at {url}")),
        None => Line::Off(
            "webhooks: WEBHOOK_BASE_URL is not set, so Telegram is asked by long polling"
                .to_owned(),
        ),
    };
    let bot = |what: &str, key: &str, token: &Option<Secret<String>>| match token {
        Some(token) => Line::On(format!("{what}, token ending in {}", token.last_four())),
        None => Line::Off(format!("{what}: {key} is not set")),
    };
    let owned = &settings.owned;
    let partner_bot = bot("partner bot", "PARTNER_BOT_TOKEN", &owned.partner_bot);
    let admin_bot = match (&owned.admin_bot, owned.admin_id) {
        (Some(_), None) => {
            Line::Off("admin bot: ADMIN_ID is not set, so nobody runs it".to_owned())
        }
        (token, _) => bot("admin bot", "ADMIN_BOT_TOKEN", token),
    };
    let proxies = match settings.trusted_proxies.len() {
        0 => Line::Off(
            "trusted proxies: TRUSTED_PROXIES is not set, so a proxy before us counts as the client"
                .to_owned(),
        ),
        networks => Line::On(format!("trusted proxies: {networks} networks")),
    };
    [webhooks, proxies, partner_bot, admin_bot]
}

async fn database(settings: Settings) -> Line {
    let ring = Arc::new(settings.ring);
    let opened = Db::open(
        &settings.address,
        Arc::new(SystemClock),
        Arc::new(OsEntropy),
        ring,
    )
    .await;
    match opened {
        Ok(db) => {
            let kind = if db.is_postgres() {
                "PostgreSQL"
            } else {
                "SQLite"
            };
            let wrong = billing::unbalanced(&db).await;
            db.close().await;
            match wrong {
                Ok(wrong) if wrong.is_empty() => Line::On(format!(
                    "database: {kind}, migrated, every key in use is at hand, the ledger balances"
                )),
                Ok(wrong) => {
                    Line::Error(format!("the ledger does not balance: {}", wrong.join(", ")))
                }
                Err(error) => Line::Error(error.to_string()),
            }
        }
        Err(error) => Line::Error(error.to_string()),
    }
}
