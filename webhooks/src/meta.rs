//! Meta's webhooks: WhatsApp and Instagram.
//!
//! `GET` only answers whether the address is ours. `POST` is believed when the
//! secret of the app signs exactly these bytes; then every thing in it is stored
//! and 200 is said, whatever else is odd in it.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRequest, Path, Query, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use moka::sync::Cache;
use scx_connect::meta::{self, Event, Messenger, Notice, is_signed};
use scx_domain::chat::Channel;
use scx_domain::messengers::{self, MetaAccount, MetaId, Secrets, State as Standing};
use scx_jobs::inbox::Arrived;
use scx_kit::{Elapsed, Meter, Meters, Millis, Secret, Time, same_secret, timeout};
use scx_store::DbError;
use serde::Deserialize;

use crate::knocks::RightKnock;
use crate::{Shared, Web};

const SIGNATURE_HEADER: &str = "x-hub-signature-256";
/// How long a body may take.
const BODY: Millis = Millis::secs(10);
/// How long an account is remembered: another process may have changed it.
const MEMORY: Millis = Millis::minutes(1);
/// Accounts kept in memory.
const MOST: u64 = 10_000;
/// What the account wrote is looked at so late: when it was us, the answer
/// with the message's id is on its way.
const ECHO: Millis = Millis::secs(10);

/// What came in at Meta's doors, by messenger and kind; `nobody` is for
/// accounts that are not connected here.
pub(crate) const NOTICES: Meter = Meter::count(
    "scx_meta_notices",
    "Things that Meta told, by messenger and kind.",
);

/// The product's own Meta app.
#[derive(Clone, Debug)]
pub struct Platform {
    /// Signs its webhooks.
    pub app_secret: Secret<String>,
    /// Signs those about Instagram accounts that came by Instagram's own login.
    pub instagram_secret: Option<Secret<String>>,
    /// What it shows when it asks whether the address is ours.
    pub verify_token: Secret<String>,
}

/// The accounts behind Meta's webhooks, as this process remembers them.
#[derive(Clone, Debug)]
pub struct Lines {
    platform: Option<Platform>,
    by_key: Cache<String, (Time, Option<Arc<Line>>)>,
    by_place: Cache<(Messenger, String), (Time, Option<Home>)>,
}

/// An account with a webhook of its own.
#[derive(Debug)]
struct Line {
    account: MetaAccount,
    secrets: Secrets,
}

/// Where what happened to an account belongs.
#[derive(Clone, Copy, Debug)]
struct Home {
    account: MetaId,
    partner: scx_domain::accounts::PartnerId,
}

impl Lines {
    /// With or without an app of the product's own.
    pub fn new(platform: Option<Platform>) -> Self {
        Self {
            platform,
            by_key: Cache::new(MOST),
            by_place: Cache::new(MOST),
        }
    }

    async fn line(&self, web: &Web, key: &str) -> Result<Option<Arc<Line>>, DbError> {
        let now = web.cx.clock.now();
        if let Some((until, line)) = self.by_key.get(key)
            && until > now
        {
            return Ok(line);
        }
        let db = &web.cx.db;
        let line = match messengers::by_hook_key(db, key).await? {
            Some(account) if account.state != Standing::Removed => {
                let secrets = messengers::secrets(db, account.id).await?;
                Some(Arc::new(Line { account, secrets }))
            }
            _ => None,
        };
        // What is being connected changes with every field that is typed.
        let is_settled = line
            .as_ref()
            .is_none_or(|line| line.account.state == Standing::Ok);
        if is_settled {
            self.by_key
                .insert(key.to_owned(), (now + MEMORY, line.clone()));
        }
        Ok(line)
    }

    async fn home(&self, web: &Web, notice: &Notice) -> Result<Option<Home>, DbError> {
        let now = web.cx.clock.now();
        let place = (notice.messenger, notice.account.clone());
        if let Some((until, home)) = self.by_place.get(&place)
            && until > now
        {
            return Ok(home);
        }
        let account = messengers::by_place(&web.cx.db, notice.messenger, &notice.account).await?;
        let home = account.map(|account| Home {
            account: account.id,
            partner: account.partner,
        });
        if home.is_some() {
            self.by_place.insert(place, (now + MEMORY, home));
        }
        Ok(home)
    }
}

/// Meta's question whether an address is ours.
#[derive(Debug, Deserialize)]
pub(crate) struct Handshake {
    #[serde(rename = "hub.mode", default)]
    mode: String,
    #[serde(rename = "hub.verify_token", default)]
    token: String,
    #[serde(rename = "hub.challenge", default)]
    challenge: String,
}

impl Handshake {
    fn answered(&self, expected: &Secret<String>) -> Response {
        let is_right = same_secret(self.token.as_bytes(), expected.expose().as_bytes());
        if self.mode != "subscribe" || !is_right || expected.expose().is_empty() {
            return StatusCode::FORBIDDEN.into_response();
        }
        let plain = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
        let mut response = (plain, self.challenge.clone()).into_response();
        response.extensions_mut().insert(RightKnock);
        response
    }
}

/// Answers Meta's question for the product's own app.
pub(crate) async fn verify_platform(
    State(web): State<Shared>,
    Query(handshake): Query<Handshake>,
) -> Response {
    match &web.lines.platform {
        Some(platform) => handshake.answered(&platform.verify_token),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Answers Meta's question for a partner's app.
pub(crate) async fn verify(
    State(web): State<Shared>,
    Path(key): Path<String>,
    Query(handshake): Query<Handshake>,
) -> Response {
    let line = match web.lines.line(&web, &key).await {
        Ok(Some(line)) => line,
        Ok(None) => return StatusCode::NOT_FOUND.into_response(),
        Err(error) => return unavailable(&error),
    };
    let response = handshake.answered(&line.secrets.verify_token);
    if response.status() == StatusCode::OK {
        let noted = async {
            let mut tx = web.cx.db.begin().await?;
            messengers::note_verified(&mut tx, &line.account).await?;
            tx.commit().await
        };
        if let Err(error) = noted.await {
            return unavailable(&error);
        }
    }
    response
}

/// Takes what the product's own app was told about WhatsApp.
pub(crate) async fn whatsapp(State(web): State<Shared>, request: Request) -> Response {
    platform(&web, Messenger::WhatsApp, request).await
}

/// Takes what the product's own app was told about Instagram.
pub(crate) async fn instagram(State(web): State<Shared>, request: Request) -> Response {
    platform(&web, Messenger::Instagram, request).await
}

async fn platform(web: &Web, messenger: Messenger, request: Request) -> Response {
    match &web.lines.platform {
        Some(platform) => {
            let of_instagram = platform.instagram_secret.iter();
            let of_instagram = of_instagram.filter(|_| messenger == Messenger::Instagram);
            let secrets: Vec<_> = [&platform.app_secret]
                .into_iter()
                .chain(of_instagram)
                .collect();
            take(web, messenger, (&secrets, None), request).await
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Takes what a partner's app was told.
pub(crate) async fn own(
    State(web): State<Shared>,
    Path(key): Path<String>,
    request: Request,
) -> Response {
    let line = match web.lines.line(&web, &key).await {
        Ok(Some(line)) => line,
        Ok(None) => return StatusCode::NOT_FOUND.into_response(),
        Err(error) => return unavailable(&error),
    };
    let Some(secret) = &line.secrets.app_secret else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    let owner = Some(line.account.partner);
    take(&web, line.account.messenger, (&[secret], owner), request).await
}

/// Reads a body, believes it when one of the secrets signs it, and stores what
/// is in it. An app of a partner speaks for that partner's accounts only.
async fn take(
    web: &Web,
    messenger: Messenger,
    (secrets, owner): (&[&Secret<String>], Option<scx_domain::accounts::PartnerId>),
    request: Request,
) -> Response {
    let signature = request.headers().get(SIGNATURE_HEADER).cloned();
    let read = Bytes::from_request(request, &());
    let body = match timeout(&*web.cx.clock, BODY, read).await {
        Ok(Ok(body)) => body,
        Ok(Err(refused)) => return refused.into_response(),
        Err(Elapsed) => {
            let close = [(header::CONNECTION, "close")];
            return (StatusCode::REQUEST_TIMEOUT, close).into_response();
        }
    };
    let Some(notices) = believed(messenger, secrets, signature.as_ref(), &body) else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    let mut response = match store(web, owner, notices).await {
        Ok(()) => StatusCode::OK.into_response(),
        Err(error) => unavailable(&error),
    };
    response.extensions_mut().insert(RightKnock);
    response
}

/// What is in a body that one of the secrets signs; none where none does.
pub(crate) fn believed(
    messenger: Messenger,
    secrets: &[&Secret<String>],
    signature: Option<&HeaderValue>,
    body: &[u8],
) -> Option<Vec<Notice>> {
    let signature = signature?.to_str().ok()?;
    let mut secrets = secrets.iter();
    if !secrets.any(|secret| is_signed(secret, body, signature)) {
        return None;
    }
    // Signed, and no JSON: Meta would send it again for days.
    Some(meta::split(messenger, body).unwrap_or_else(|error| {
        tracing::error!(%error, "a signed webhook is unreadable");
        Vec::new()
    }))
}

async fn store(
    web: &Web,
    owner: Option<scx_domain::accounts::PartnerId>,
    notices: Vec<Notice>,
) -> Result<(), DbError> {
    let now = web.cx.clock.now();
    let mut arrived = Vec::with_capacity(notices.len());
    for notice in notices {
        let event = notice.event();
        let home = web.lines.home(web, &notice).await?;
        let home = home.filter(|home| owner.is_none_or(|owner| owner == home.partner));
        let kind = if home.is_some() {
            event.kind()
        } else {
            "nobody"
        };
        let labels = [("messenger", notice.messenger.word()), ("kind", kind)];
        web.cx.service::<Meters>().count(&NOTICES, &labels);
        let Some(home) = home else {
            tracing::info!(
                messenger = notice.messenger.word(),
                "a webhook for nobody here"
            );
            continue;
        };
        arrived.push(Arrived {
            account: home.account.to_string(),
            update_key: notice.key.clone(),
            conversation: conversation(&notice, &event),
            partner: Some(home.partner.to_string()),
            due_at: now + wait(notice.messenger, &event),
            is_urgent: false,
            body: notice.bytes(),
        });
    }
    if arrived.is_empty() {
        return Ok(());
    }
    web.intake.store(arrived).await
}

/// What keeps its order: a customer's messages among themselves. What the
/// account wrote waits a little and must not hold them up.
fn conversation(notice: &Notice, event: &Event) -> String {
    match event {
        Event::Echo { .. } => format!("{} echo", notice.conversation),
        _ => notice.conversation.clone(),
    }
}

/// How long to wait for the rest of a thought.
fn wait(messenger: Messenger, event: &Event) -> Millis {
    match event {
        Event::Message(message) if matches!(message.content, meta::Content::Text(_)) => {
            Channel::from(messenger).quiet()
        }
        Event::Echo { .. } => ECHO,
        _ => Millis(0),
    }
}

fn unavailable(error: &DbError) -> Response {
    tracing::error!(%error, "a webhook could not be stored");
    StatusCode::SERVICE_UNAVAILABLE.into_response()
}
