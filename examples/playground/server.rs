//! The playground's web server: the page, the state of the phones, and what a
//! person does on them. It reaches the product only as the outside world does.

mod botfather;
mod mailbox;
mod meta;
mod page;
mod phones;
mod traffic;

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::extract::rejection::JsonRejection;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use futures_util::Stream;
use futures_util::future::BoxFuture;
use futures_util::stream;
use serde::Deserialize;
use serde_json::{Value, json};

pub use botfather::BotFather;
pub use meta::Messenger;

/// Larger than any file a phone could offer to a bot, so that the product
/// itself gets to say "too large".
const UPLOAD_LIMIT_BYTES: usize = 64 * 1024 * 1024;
/// A year and a day: more would only be a slip of the finger.
const FARTHEST_ADVANCE_MS: i64 = 366 * 24 * 3_600_000;

/// What the page needs of the running product.
#[derive(Clone)]
pub struct Stage {
    /// The fake outside world.
    pub outside: scx_fakes::Outside,
    /// The product's clock, in Unix milliseconds.
    pub now: Arc<dyn Fn() -> i64 + Send + Sync>,
    /// Moves the product's clock by so many milliseconds.
    pub advance: Arc<dyn Fn(i64) -> BoxFuture<'static, ()> + Send + Sync>,
    /// The bot sellers talk to.
    pub partner_bot: i64,
    /// The bot the house is run in.
    pub admin_bot: i64,
    /// Who holds the seller's phone.
    pub seller: i64,
    /// Who holds the admin's phone.
    pub admin: i64,
    /// Who holds the customer's phone.
    pub customer: i64,
    /// What the customer's phone has of Meta's.
    pub messengers: Vec<Messenger>,
    /// Plays "Show me" to its end.
    pub story: Arc<dyn Fn() -> BoxFuture<'static, ()> + Send + Sync>,
}

/// Serves the page on this computer only, until the future is dropped.
///
/// # Errors
/// When the port is taken.
pub async fn serve(stage: Stage, port: u16) -> anyhow::Result<()> {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    axum::serve(listener, router(stage)).await?;
    Ok(())
}

/// A refusal the page can show: a status and the words.
struct Refusal(StatusCode, String);

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.0, Json(json!({"error": self.1}))).into_response()
    }
}

impl From<scx_fakes::Impossible> for Refusal {
    fn from(impossible: scx_fakes::Impossible) -> Self {
        Self(StatusCode::CONFLICT, impossible.0)
    }
}

impl From<JsonRejection> for Refusal {
    fn from(rejection: JsonRejection) -> Self {
        Self(rejection.status(), rejection.body_text())
    }
}

/// A JSON body; a wrong one is refused in JSON too.
type Body<T> = Result<Json<T>, JsonRejection>;
type Answer = Result<Json<Value>, Refusal>;

#[derive(Clone)]
struct Server {
    stage: Stage,
    story_is_playing: Arc<AtomicBool>,
}

fn router(stage: Stage) -> Router {
    let server = Server {
        stage,
        story_is_playing: Arc::default(),
    };
    Router::new()
        .route("/api/state", get(state))
        .route("/api/events", get(events))
        .route("/api/clock", post(advance))
        .route("/api/botfather", post(create_bot))
        .route("/api/story", post(play_story))
        .merge(phones::routes())
        .merge(meta::routes())
        .layer(DefaultBodyLimit::max(UPLOAD_LIMIT_BYTES))
        .fallback(page::file)
        .with_state(server)
}

/// Everything the page draws.
async fn state(State(server): State<Server>) -> Json<Value> {
    let stage = &server.stage;
    let phones = [phones::all(stage), meta::phones(stage)].concat();
    Json(json!({
        "now_ms": (stage.now)(),
        "version": *stage.outside.changes().borrow(),
        "is_playing": server.story_is_playing.load(Ordering::SeqCst),
        "phones": phones,
        "exchanges": traffic::newest(stage.outside.exchanges()),
        "letters": mailbox::newest(stage.outside.smtp().letters()),
    }))
}

/// Tells a page that something changed; changes between two looks are one.
async fn events(
    State(server): State<Server>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let mut changes = server.stage.outside.changes();
    changes.mark_changed();
    let versions = stream::unfold(changes, async |mut changes| {
        changes.changed().await.ok()?;
        let version = *changes.borrow_and_update();
        Some((Ok(Event::default().data(version.to_string())), changes))
    });
    Sse::new(versions).keep_alive(KeepAlive::default())
}

#[derive(Deserialize)]
struct Advance {
    advance_ms: i64,
}

async fn advance(State(server): State<Server>, body: Body<Advance>) -> Answer {
    let Json(Advance { advance_ms }) = body?;
    if !(1..=FARTHEST_ADVANCE_MS).contains(&advance_ms) {
        let why = "the clock moves forward only, by a year at most".to_owned();
        return Err(Refusal(StatusCode::UNPROCESSABLE_ENTITY, why));
    }
    (server.stage.advance)(advance_ms).await;
    Ok(Json(json!({"now_ms": (server.stage.now)()})))
}

#[derive(Deserialize)]
struct BotName {
    name: String,
}

async fn create_bot(State(server): State<Server>, body: Body<BotName>) -> Answer {
    let Json(BotName { name }) = body?;
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 64 {
        let why = "a bot's name has 1 to 64 characters".to_owned();
        return Err(Refusal(StatusCode::UNPROCESSABLE_ENTITY, why));
    }
    let stage = &server.stage;
    let bot = BotFather::new(&stage.outside).create(name);
    Ok(Json(json!({
        "id": bot.id,
        "name": bot.name,
        "username": bot.username,
        "token": bot.token,
    })))
}

/// Plays the story once at a time; it ends early when its watcher leaves.
async fn play_story(State(server): State<Server>) -> Answer {
    if server.story_is_playing.swap(true, Ordering::SeqCst) {
        let why = "the story is already playing".to_owned();
        return Err(Refusal(StatusCode::CONFLICT, why));
    }
    let _playing = Playing(server.story_is_playing);
    (server.stage.story)().await;
    Ok(Json(json!({})))
}

/// Says that the story is over, also when the request was dropped.
struct Playing(Arc<AtomicBool>);

impl Drop for Playing {
    fn drop(&mut self) {
        self.0.store(false, Ordering::SeqCst);
    }
}
