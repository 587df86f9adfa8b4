//! Telegram's updates by webhook.

use axum::body::Bytes;
use axum::extract::rejection::PathRejection;
use axum::extract::{Extension, FromRequest, Path, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use scx_connect::telegram::{self, ChatKind, Event, Incoming, Money, Spot};
use scx_domain::channels::{Bot, Health, Role};
use scx_domain::chat::Channel;
use scx_jobs::Cx;
use scx_jobs::inbox::Arrived;
use scx_kit::{Elapsed, Millis, Time, timeout};

use crate::doors::{Door, Knock};
use crate::knocks::{IsResting, RightKnock};
use crate::{Shared, Web, waiting};

const SECRET_HEADER: &str = "x-telegram-bot-api-secret-token";

/// How long the body of an update may take.
const BODY: Millis = Millis::secs(10);

/// Takes one update: 404 for an unknown path, 401 for a wrong secret, 410 for
/// a bot that was disconnected, 408 for one that does not arrive, 400 for what
/// is no update, 503 when it could not be stored, else 200. Nothing of the body
/// is read before the secret is right.
pub(crate) async fn update(
    State(web): State<Shared>,
    path: Result<Path<String>, PathRejection>,
    Extension(is_resting): Extension<IsResting>,
    request: Request,
) -> Response {
    let Ok(Path(key)) = path else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let given = request.headers().get(SECRET_HEADER);
    let secret = given.map(|value| value.as_bytes()).unwrap_or_default();
    let knock = Knock {
        key: &key,
        secret,
        is_resting: is_resting.0,
    };
    let door = match web.doors.find(&web.cx.db, &knock, web.cx.clock.now()).await {
        Ok(Some(door)) => door,
        Ok(None) => return StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!(%error, "a door could not be looked up");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    if !door.opens_with(secret) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let mut response = if door.bot.health == Health::Removed {
        StatusCode::GONE.into_response()
    } else {
        take(&web, &door, request).await
    };
    response.extensions_mut().insert(RightKnock);
    response
}

/// Reads an update and stores it.
async fn take(web: &Web, door: &Door, request: Request) -> Response {
    let read = Bytes::from_request(request, &());
    let body = match timeout(&*web.cx.clock, BODY, read).await {
        Ok(Ok(body)) => body,
        Ok(Err(refused)) => return refused.into_response(),
        Err(Elapsed) => {
            let close = [(header::CONNECTION, "close")];
            return (StatusCode::REQUEST_TIMEOUT, close).into_response();
        }
    };
    let Ok(incoming) = telegram::parse(&body) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let arrived = arrived(&door.bot, &incoming, body.to_vec(), web.cx.clock.now());
    match web.intake.store(vec![arrived]).await {
        Ok(()) => thanks(&web.cx, door, &incoming).await,
        Err(error) => {
            tracing::error!(%error, "an update could not be stored");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// An update on its way into the inbox.
pub(crate) fn arrived(bot: &Bot, incoming: &Incoming, body: Vec<u8>, now: Time) -> Arrived {
    Arrived {
        account: bot.id.to_string(),
        update_key: incoming.update_id.to_string(),
        conversation: conversation(incoming),
        partner: bot.partner.map(|partner| partner.to_string()),
        due_at: now + quiet(bot, incoming),
        is_urgent: matches!(incoming.event, Event::Money(Money::Asked { .. })),
        body,
    }
}

/// What keeps its order. A question before a payment waits behind nothing: ten
/// seconds later the payment is off.
fn conversation(incoming: &Incoming) -> String {
    match &incoming.event {
        Event::Money(Money::Asked { query, .. }) => format!("checkout {query}"),
        _ => {
            let spot = incoming.spot().unwrap_or_else(|| Spot::private(0));
            spot.to_string()
        }
    }
}

/// How long to wait for the rest: an album comes as single updates, and people
/// write one thought in several messages.
fn quiet(bot: &Bot, incoming: &Incoming) -> Millis {
    const ALBUM: Millis = Millis::secs(1);
    match &incoming.event {
        Event::Document { album: Some(_), .. } | Event::Media { album: Some(_), .. } => ALBUM,
        _ if is_question(bot, incoming) => Channel::Telegram.quiet(),
        Event::Text { .. }
        | Event::Contact { .. }
        | Event::Document { .. }
        | Event::Media { .. }
        | Event::Edited { .. }
        | Event::Tap { .. }
        | Event::Membership { .. }
        | Event::ManagedBot { .. }
        | Event::Business(_)
        | Event::Reaction { .. }
        | Event::Money(_)
        | Event::Service { .. }
        | Event::Unknown { .. } => Millis(0),
    }
}

/// A customer's text that will be answered.
fn is_question(bot: &Bot, incoming: &Incoming) -> bool {
    let is_private = incoming
        .chat
        .as_ref()
        .is_some_and(|chat| chat.kind == ChatKind::Private);
    let is_text = matches!(&incoming.event, Event::Text { text, .. } if !text.starts_with('/'));
    bot.role == Role::Customer && is_private && is_text
}

/// A question whose sender sees that it is being answered. In somebody's own
/// chats the sign would stand in that person's name.
pub(crate) fn is_shown_a_sign(bot: &Bot, incoming: &Incoming) -> bool {
    is_question(bot, incoming) && incoming.business.is_none()
}

/// 200, and for a customer's question the sign that it is being answered, in
/// the answer's body.
async fn thanks(cx: &Cx, door: &Door, incoming: &Incoming) -> Response {
    let asked = incoming.chat.as_ref();
    let Some(chat) = asked.filter(|_| is_shown_a_sign(&door.bot, incoming)) else {
        return StatusCode::OK.into_response();
    };
    let has_drafts = waiting::where_allowed(cx, door.has_drafts);
    if has_drafts.is_none() {
        waiting::have_tried(cx, &door.bot, chat.id).await;
    }
    let sign = waiting::sign(has_drafts, chat.id, incoming.update_id);
    match waiting::as_answer(&sign) {
        Some(call) => ([(header::CONTENT_TYPE, "application/json")], call).into_response(),
        None => StatusCode::OK.into_response(),
    }
}
