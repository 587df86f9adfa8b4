//! Meta's side: the pages where a seller copies values and pastes a webhook,
//! and the customer's WhatsApp and Instagram.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use scx_fakes::meta::{Author, Product, SeenMessage, Talk};
use scx_world::{META_APP, asked_for, paste_webhook};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Answer, Body, Refusal, Server, Stage};

/// How long "typing" stays on the page without news.
const TYPING_MS: i64 = 3_000;

/// One of Meta's messengers on the customer's phone.
#[derive(Clone)]
pub struct Messenger {
    /// Its name in addresses.
    pub id: &'static str,
    /// Which part of Meta's platform it belongs to.
    pub product: Product,
    /// The shop as the customer sees it.
    pub shop: &'static str,
    /// What the shop is found by.
    pub handle: String,
    /// The customer's conversation with the shop.
    pub talk: Talk,
}

pub(super) fn routes() -> Router<Server> {
    Router::new()
        .route("/api/meta/{messenger}/text", post(text))
        .route("/api/meta/{messenger}/tap", post(tap))
        .route("/api/meta/{messenger}/webhook", post(webhook))
}

/// The conversations, and what a seller needs to connect each.
pub(super) fn phones(stage: &Stage) -> Vec<Value> {
    let people = stage.outside.telegram().people();
    let holder = people.iter().find(|it| it.id == stage.customer);
    let title = holder.map(|it| it.first_name.as_str()).unwrap_or_default();
    let phones = stage.messengers.iter().map(|messenger| {
        let meta = stage.outside.meta();
        let values = asked_for(messenger.product).iter();
        let values: Vec<Value> = values
            .map(|(name, value)| json!({"name": name, "value": value}))
            .collect();
        json!({
            "id": messenger.id,
            "title": title,
            "bot": {"id": messenger.id, "name": messenger.shop, "handle": messenger.handle},
            "is_connected": meta.has_callback(META_APP, messenger.product),
            "values": values,
            "chat": chat(&messenger.talk, (stage.now)()),
        })
    });
    phones.collect()
}

/// The conversation in the shape of a Telegram chat.
fn chat(talk: &Talk, now_ms: i64) -> Value {
    let seen = talk.sees();
    let messages: Vec<Value> = seen.messages.iter().map(message).collect();
    json!({
        "messages": messages,
        "typing_until_ms": seen.is_typing.then_some(now_ms + TYPING_MS),
        "keyboard": null,
        "toasts": [],
        "commands": [],
    })
}

fn message(seen: &SeenMessage) -> Value {
    let buttons: Vec<Value> = seen
        .buttons
        .iter()
        .map(|button| json!([{"label": button.title, "data": button.id, "url": button.url, "copies": null}]))
        .collect();
    let kind = if seen.text.is_empty() {
        seen.kind.as_str()
    } else {
        "text"
    };
    json!({
        "id": seen.id,
        "from_bot": seen.by != Author::Person,
        "at_ms": seen.at_ms,
        "text": seen.text,
        "html": null,
        "buttons": buttons,
        "document": null,
        "kind": kind,
        "contact": null,
        "edited": seen.edits > 0,
        "reply_to": seen.reply_to,
        "reaction": seen.reactions.values().next(),
    })
}

fn open<'a>(stage: &'a Stage, id: &str) -> Result<&'a Messenger, Refusal> {
    let found = stage.messengers.iter().find(|it| it.id == id);
    let missing = || Refusal(StatusCode::NOT_FOUND, format!("there is no messenger {id}"));
    found.ok_or_else(missing)
}

#[derive(Deserialize)]
struct Text {
    text: String,
}

async fn text(
    State(Server { stage, .. }): State<Server>,
    Path(messenger): Path<String>,
    body: Body<Text>,
) -> Answer {
    let messenger = open(&stage, &messenger)?;
    let Json(Text { text }) = body?;
    Ok(Json(json!({"message_id": messenger.talk.says(&text)?})))
}

#[derive(Deserialize)]
struct Tap {
    message_id: String,
    data: String,
}

async fn tap(
    State(Server { stage, .. }): State<Server>,
    Path(messenger): Path<String>,
    body: Body<Tap>,
) -> Answer {
    let messenger = open(&stage, &messenger)?;
    let Json(Tap { message_id, data }) = body?;
    let id = messenger.talk.taps_on(&message_id, &data)?;
    Ok(Json(json!({"message_id": id})))
}

/// Pastes the address and the word that the seller's chat shows.
async fn webhook(
    State(Server { stage, .. }): State<Server>,
    Path(messenger): Path<String>,
) -> Answer {
    let product = open(&stage, &messenger)?.product;
    let telegram = stage.outside.telegram();
    let chat = telegram.chat(stage.seller, stage.partner_bot);
    paste_webhook(&stage.outside, product, &chat).await?;
    Ok(Json(json!({})))
}
