//! Telegram's updates by webhook.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use scx_connect::telegram::{self, ChatKind, Event, Incoming};
use scx_domain::channels::{self, Bot, Health, Role};
use scx_domain::chat::QUIET_MS;
use scx_jobs::Cx;
use scx_jobs::inbox::Arrived;
use scx_kit::{Millis, Secret, Time, same_secret};

use crate::{Web, waiting};

const SECRET_HEADER: &str = "x-telegram-bot-api-secret-token";

/// Bots known by their path: one read of the database a minute and bot.
#[derive(Clone, Debug)]
pub struct Doors(moka::sync::Cache<String, Arc<Door>>);

#[derive(Debug)]
struct Door {
    bot: Bot,
    secret: Secret<String>,
    has_drafts: Option<bool>,
    known_until: Time,
}

impl Default for Doors {
    fn default() -> Self {
        Self(moka::sync::Cache::new(10_000))
    }
}

impl Doors {
    async fn open(&self, cx: &Cx, key: &str, now: Time) -> Option<Arc<Door>> {
        if let Some(door) = self.0.get(key)
            && door.known_until > now
        {
            return Some(door);
        }
        let bot = channels::by_hook_key(&cx.db, key).await.ok()??;
        let secret = channels::hook_secret(&cx.db, bot.id).await.ok()?;
        let door = Arc::new(Door {
            has_drafts: waiting::has_drafts(cx, &bot).await,
            bot,
            secret,
            known_until: now + Millis::minutes(1),
        });
        self.0.insert(key.to_owned(), door.clone());
        Some(door)
    }
}

/// Takes one update: 404 for an unknown path, 401 for a wrong secret, 410 for
/// a bot that was disconnected, 400 for what is no update, 503 when it could
/// not be stored, else 200.
pub(crate) async fn update(
    State(web): State<Web>,
    path: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let now = web.cx.clock.now();
    let Ok(Path(key)) = path else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let Some(door) = web.doors.open(&web.cx, &key, now).await else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let given = headers
        .get(SECRET_HEADER)
        .map(|value| value.as_bytes())
        .unwrap_or_default();
    if !same_secret(given, door.secret.expose().as_bytes()) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    if door.bot.health == Health::Removed {
        return StatusCode::GONE.into_response();
    }
    let Ok(incoming) = telegram::parse(&body) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let arrived = arrived(&door.bot, &incoming, body.to_vec(), now);
    match web.intake.store(vec![arrived]).await {
        Ok(()) => thanks(&web.cx, &door, &incoming).await,
        Err(error) => {
            tracing::error!(%error, "an update could not be stored");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// An update on its way into the inbox.
pub(crate) fn arrived(bot: &Bot, incoming: &Incoming, body: Vec<u8>, now: Time) -> Arrived {
    let chat = incoming.chat.as_ref().map_or(0, |chat| chat.id);
    let mut conversation = chat.to_string();
    if let Some(thread) = incoming.thread {
        conversation.push_str(&format!("/{thread}"));
    }
    if let Some(business) = &incoming.business {
        conversation.push_str(&format!("@{business}"));
    }
    Arrived {
        account: bot.id.to_string(),
        update_key: incoming.update_id.to_string(),
        conversation,
        partner: bot.partner.map(|partner| partner.to_string()),
        due_at: now + quiet(bot, incoming),
        body,
    }
}

/// How long to wait for the rest: an album comes as single updates, and people
/// write one thought in several messages.
fn quiet(bot: &Bot, incoming: &Incoming) -> Millis {
    const ALBUM: Millis = Millis::secs(1);
    match &incoming.event {
        Event::Document { album: Some(_), .. } | Event::Media { album: Some(_), .. } => ALBUM,
        _ if is_question(bot, incoming) => Millis(
            QUIET_MS
                .iter()
                .find(|(name, _)| *name == "telegram")
                .map_or(0, |(_, ms)| *ms),
        ),
        Event::Text { .. }
        | Event::Contact { .. }
        | Event::Document { .. }
        | Event::Media { .. }
        | Event::Edited { .. }
        | Event::Tap { .. }
        | Event::Membership { .. }
        | Event::ManagedBot { .. }
        | Event::Service { .. }
        | Event::Unknown { .. } => Millis(0),
    }
}

/// A customer's text that will be answered.
pub(crate) fn is_question(bot: &Bot, incoming: &Incoming) -> bool {
    let is_private = incoming
        .chat
        .as_ref()
        .is_some_and(|chat| chat.kind == ChatKind::Private);
    let is_text = matches!(&incoming.event, Event::Text { text, .. } if !text.starts_with('/'));
    bot.role == Role::Customer && is_private && is_text
}

/// 200, and for a customer's question the sign that it is being answered, in
/// the answer's body.
async fn thanks(cx: &Cx, door: &Door, incoming: &Incoming) -> Response {
    let asked = incoming.chat.as_ref();
    let Some(chat) = asked.filter(|_| is_question(&door.bot, incoming)) else {
        return StatusCode::OK.into_response();
    };
    if door.has_drafts.is_none() {
        waiting::have_tried(cx, &door.bot, chat.id).await;
    }
    let sign = waiting::sign(door.has_drafts, chat.id, incoming.update_id);
    match waiting::as_answer(&sign) {
        Some(call) => ([(header::CONTENT_TYPE, "application/json")], call).into_response(),
        None => StatusCode::OK.into_response(),
    }
}
