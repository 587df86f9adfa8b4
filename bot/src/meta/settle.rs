//! Checks an account with Meta before it is used, and once a day after.

use std::sync::Arc;

use scx_connect::meta::{Graph, Host, Messenger, reason};
use scx_connect::{ConnectError, ErrorKind};
use scx_domain::messengers::{
    self, Found, Login, MetaAccount, Secrets, SettleMeta, State, WatchMeta, templates,
};
use scx_domain::notify::{self, Topic};
use scx_domain::{Error, Refusal};
use scx_jobs::{Attempt, Cx, Stop, enqueue};
use scx_kit::{Millis, Secret, Time};

use crate::settle::Webhooks;

/// A token is renewed, or its end announced, so long before.
const SOON: Millis = Millis::days(7);
/// Instagram renews no token that is younger.
const YOUNG: Millis = Millis::days(1);
/// What Instagram is to tell.
const FIELDS: [&str; 6] = [
    "messages",
    "messaging_postbacks",
    "messaging_seen",
    "message_reactions",
    "messaging_referral",
    "comments",
];

/// Has every account that works checked again.
pub(crate) async fn watch(_: Arc<WatchMeta>, cx: Cx, _: Attempt) -> Result<(), Stop> {
    for (account, partner) in messengers::working(&cx.db).await? {
        let mut tx = cx.db.begin().await?;
        enqueue(&mut tx, &SettleMeta { account, partner }).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Checks one account.
pub(crate) async fn settle(job: Arc<SettleMeta>, cx: Cx, attempt: Attempt) -> Result<(), Stop> {
    let account = messengers::account_of(&cx.db, job.partner, job.account).await?;
    if matches!(account.state, State::Removed | State::Draft) {
        return Ok(());
    }
    let mut secrets = messengers::secrets(&cx.db, account.id).await?;
    let outcome = match account.messenger {
        Messenger::WhatsApp => whatsapp(&cx, &account, &secrets).await,
        Messenger::Instagram => instagram(&cx, &account, &mut secrets).await,
    };
    let trouble = match outcome {
        Ok(found) => match keep(&cx, &account, &found, &secrets).await {
            Ok(()) => return Ok(keep_templates(&cx, &account, &secrets).await?),
            Err(Error::Refused(refusal)) => refusal,
            Err(fault) => return Err(fault.into()),
        },
        Err(Trouble::Told(refusal)) => refusal,
        Err(Trouble::Call(error)) => match &error.kind {
            ErrorKind::Limited { after } => {
                return Err(Stop::Wait {
                    until: cx.clock.now() + *after,
                    why: error.to_string(),
                });
            }
            ErrorKind::Unavailable { .. } if !attempt.is_last => return Err(Stop::again(error)),
            ErrorKind::Auth => Refusal::new("meta-token-dead"),
            ErrorKind::Refused { reason } if reason == reason::FORBIDDEN => {
                Refusal::new("meta-forbidden")
            }
            ErrorKind::Refused { reason } if reason == reason::MISSING => {
                Refusal::new("meta-not-found")
            }
            ErrorKind::Refused { .. } | ErrorKind::Broken | ErrorKind::Unavailable { .. } => {
                tracing::warn!(account.id = %account.id, %error, "an account could not be checked");
                Refusal::new("meta-unreachable")
            }
        },
    };
    let mut tx = cx.db.begin().await?;
    messengers::break_off(&mut tx, &account, trouble).await?;
    Ok(tx.commit().await?)
}

/// Why an account cannot be used.
enum Trouble {
    /// In words for the partner.
    Told(Refusal),
    /// Meta said no, or nothing.
    Call(ConnectError),
}

impl From<ConnectError> for Trouble {
    fn from(error: ConnectError) -> Self {
        Self::Call(error)
    }
}

async fn keep(
    cx: &Cx,
    account: &MetaAccount,
    found: &Found,
    secrets: &Secrets,
) -> Result<(), Error> {
    let mut tx = cx.db.begin().await?;
    messengers::settle(&mut tx, account, found).await?;
    if let Some(token) = &secrets.token
        && token.last_four() != account.token_last_four
    {
        messengers::renew(&mut tx, account, token, found.token_ends_at).await?;
    }
    let soon = cx.clock.now() + SOON;
    if found.token_ends_at.is_some_and(|ends_at| ends_at < soon) {
        let args = vec![
            ("account".to_owned(), found.handle.as_str().into()),
            (
                "when".to_owned(),
                scx_domain::Arg::Moment(found.token_ends_at.map_or(0, |at| at.0)),
            ),
        ];
        notify::tell_news(
            &mut tx,
            account.partner,
            Topic::Trouble,
            "notice-meta-token-ends",
            args,
        )
        .await?;
    }
    Ok(tx.commit().await?)
}

/// Reads the templates that the account may send now. An account works without.
async fn keep_templates(cx: &Cx, account: &MetaAccount, secrets: &Secrets) -> Result<(), Error> {
    let is_whatsapp = account.messenger == Messenger::WhatsApp;
    let business = account.business_id.as_ref().filter(|_| is_whatsapp);
    let (Some(business), Some(token)) = (business, &secrets.token) else {
        return Ok(());
    };
    match cx.service::<Graph>().templates(business, token).await {
        Ok(found) => {
            let mut tx = cx.db.begin().await?;
            templates::keep_templates(&mut tx, account, &found).await?;
            Ok(tx.commit().await?)
        }
        Err(error) => {
            tracing::info!(account.id = %account.id, %error, "templates could not be read");
            Ok(())
        }
    }
}

fn told(key: &str) -> Trouble {
    Trouble::Told(Refusal::new(key))
}

/// Where the partner's own app reaches us.
fn hook_url(cx: &Cx, account: &MetaAccount) -> Option<String> {
    let base = cx.service::<Webhooks>().base_url.as_deref()?;
    let (base, word) = (base.trim_end_matches('/'), account.messenger.word());
    Some(format!("{base}/{word}/webhook/{}", account.hook_key))
}

async fn whatsapp(cx: &Cx, account: &MetaAccount, secrets: &Secrets) -> Result<Found, Trouble> {
    let graph = cx.service::<Graph>();
    let token = secrets
        .token
        .as_ref()
        .ok_or_else(|| told("meta-token-dead"))?;
    let (Some(business), Some(number)) = (&account.business_id, &account.external_id) else {
        return Err(told("meta-not-found"));
    };
    let ends_at = match (&account.app_id, &secrets.app_secret) {
        (Some(app), Some(secret)) => check_app(graph, (app, secret), token).await?,
        _ => None,
    };
    let info = graph.number(number, token).await?;
    if !graph.numbers(business, token).await?.contains(number) {
        return Err(told("meta-number-elsewhere"));
    }
    graph
        .subscribe((Host::Facebook, business), token, &[])
        .await?;
    Ok(Found {
        external_id: number.clone(),
        name: info.name,
        handle: info.display,
        own_ids: Vec::new(),
        login: Login::Facebook,
        quality: info.quality,
        send_limit: info.limit,
        token_ends_at: ends_at,
        hook_url: hook_url(cx, account),
    })
}

/// Whether the app has this secret, and the token this app; when it ends.
async fn check_app(
    graph: &Graph,
    (app, secret): (&str, &Secret<String>),
    token: &Secret<String>,
) -> Result<Option<Time>, Trouble> {
    match graph.check_app(app, secret).await {
        Err(error) if !error.is_retryable() => return Err(told("meta-secret-refused")),
        other => other?,
    }
    let info = graph.token((app, secret), token).await?;
    if !info.is_valid {
        return Err(told("meta-token-dead"));
    }
    Ok(info.expires_at_ms.map(Time))
}

/// A token of Instagram's own login tells its account; another one is of a page.
async fn instagram(
    cx: &Cx,
    account: &MetaAccount,
    secrets: &mut Secrets,
) -> Result<Found, Trouble> {
    let graph = cx.service::<Graph>();
    let token = secrets
        .token
        .clone()
        .ok_or_else(|| told("meta-token-dead"))?;
    let page = account.business_id.clone().unwrap_or_default();
    let (info, login) = match graph.instagram(&token).await {
        Ok(info) => (info, Login::Instagram),
        Err(error) if error.is_retryable() => return Err(error.into()),
        Err(_) => (
            graph.instagram_of_page(&page, &token).await?,
            Login::Facebook,
        ),
    };
    let mut ends_at = account.token_ends_at;
    let is_old = |ends_at: Time| ends_at < cx.clock.now() + SOON;
    // It lives for sixty days; one younger than a day cannot be renewed yet.
    let is_young = cx.clock.now() < account.created_at + YOUNG;
    if login == Login::Instagram
        && !is_young
        && ends_at.is_none_or(is_old)
        && let Ok((new, lives_ms)) = graph.refresh(&token).await
    {
        ends_at = lives_ms.map(|lives| cx.clock.now() + Millis(lives));
        secrets.token = Some(new);
    }
    let (host, id) = match login {
        Login::Instagram => (Host::Instagram, info.id.as_str()),
        Login::Facebook => (Host::Facebook, page.as_str()),
    };
    graph.subscribe((host, id), &token, &FIELDS).await?;
    Ok(Found {
        external_id: info.id.clone(),
        name: info.username.clone(),
        handle: format!("@{}", info.username),
        own_ids: vec![info.id, info.app_scoped_id, info.username],
        login,
        quality: None,
        send_limit: None,
        token_ends_at: ends_at,
        hook_url: hook_url(cx, account),
    })
}
