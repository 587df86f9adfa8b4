//! The phones: what their screens show, and what their holders do.

use axum::extract::multipart::MultipartError;
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use scx_fakes::telegram::{Card, Document};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Answer, Body, BotFather, Refusal, Server, Stage};

pub(super) fn routes() -> Router<Server> {
    Router::new()
        .route("/api/phones/{phone}/text", post(text))
        .route("/api/phones/{phone}/tap", post(tap))
        .route("/api/phones/{phone}/key", post(key))
        .route("/api/phones/{phone}/contact", post(contact))
        .route("/api/phones/{phone}/edit", post(edit))
        .route("/api/phones/{phone}/document", post(document))
}

/// All phones with the chat that is open on each.
pub(super) fn all(stage: &Stage) -> Vec<Value> {
    let people = stage.outside.telegram().people();
    let bots = stage.outside.telegram().bots();
    let phones = ["seller", "admin", "customer"].into_iter().filter_map(|id| {
        let phone = Phone::find(stage, id)?;
        let holder = people.iter().find(|it| it.id == phone.person);
        let title = holder.map(|it| it.first_name.as_str()).unwrap_or_default();
        let open = bots.iter().find(|(bot, ..)| Some(*bot) == phone.bot);
        let bot =
            open.map(|(id, username, name)| json!({"id": id, "handle": format!("@{username}"), "name": name}));
        let chat = phone
            .bot
            .map(|bot| stage.outside.telegram().chat(phone.person, bot));
        Some(json!({"id": id, "title": title, "bot": bot, "chat": chat}))
    });
    phones.collect()
}

/// Who holds it and whose chat is open; none before a shop has a bot.
struct Phone {
    person: i64,
    bot: Option<i64>,
}

impl Phone {
    fn find(stage: &Stage, id: &str) -> Option<Self> {
        match id {
            "seller" => Some(Self {
                person: stage.seller,
                bot: Some(stage.partner_bot),
            }),
            "admin" => Some(Self {
                person: stage.admin,
                bot: Some(stage.admin_bot),
            }),
            "customer" => Some(Self {
                person: stage.customer,
                bot: BotFather::new(&stage.outside).newest(),
            }),
            _ => None,
        }
    }

    /// The person and the bot to act on.
    fn open(stage: &Stage, id: &str) -> Result<(i64, i64), Refusal> {
        let missing = || Refusal(StatusCode::NOT_FOUND, format!("there is no phone {id}"));
        let phone = Self::find(stage, id).ok_or_else(missing)?;
        let closed = || Refusal(StatusCode::CONFLICT, "no chat is open yet".to_owned());
        Ok((phone.person, phone.bot.ok_or_else(closed)?))
    }
}

#[derive(Deserialize)]
struct Text {
    text: String,
}

async fn text(
    State(Server { stage, .. }): State<Server>,
    Path(phone): Path<String>,
    body: Body<Text>,
) -> Answer {
    let (person, bot) = Phone::open(&stage, &phone)?;
    let Json(Text { text }) = body?;
    let id = stage.outside.telegram().send_text(person, bot, &text)?;
    Ok(Json(json!({"message_id": id})))
}

#[derive(Deserialize)]
struct Tap {
    message_id: i64,
    data: String,
}

async fn tap(
    State(Server { stage, .. }): State<Server>,
    Path(phone): Path<String>,
    body: Body<Tap>,
) -> Answer {
    let (person, bot) = Phone::open(&stage, &phone)?;
    let Json(Tap { message_id, data }) = body?;
    let query = stage
        .outside
        .telegram()
        .tap(person, bot, message_id, &data)?;
    Ok(Json(json!({"query_id": query})))
}

#[derive(Deserialize)]
struct Key {
    label: String,
}

async fn key(
    State(Server { stage, .. }): State<Server>,
    Path(phone): Path<String>,
    body: Body<Key>,
) -> Answer {
    let (person, bot) = Phone::open(&stage, &phone)?;
    let Json(Key { label }) = body?;
    let id = stage
        .outside
        .telegram()
        .press_keyboard(person, bot, &label)?;
    Ok(Json(json!({"message_id": id})))
}

/// Shares the holder's own contact without being asked by a keyboard.
async fn contact(State(Server { stage, .. }): State<Server>, Path(phone): Path<String>) -> Answer {
    let (person, bot) = Phone::open(&stage, &phone)?;
    let id = stage
        .outside
        .telegram()
        .send_contact(person, bot, Card::Own)?;
    Ok(Json(json!({"message_id": id})))
}

#[derive(Deserialize)]
struct Edit {
    message_id: i64,
    text: String,
}

async fn edit(
    State(Server { stage, .. }): State<Server>,
    Path(phone): Path<String>,
    body: Body<Edit>,
) -> Answer {
    let (person, bot) = Phone::open(&stage, &phone)?;
    let Json(Edit { message_id, text }) = body?;
    stage
        .outside
        .telegram()
        .edit_text(person, bot, message_id, &text)?;
    Ok(Json(json!({"message_id": message_id})))
}

async fn document(
    State(Server { stage, .. }): State<Server>,
    Path(phone): Path<String>,
    mut form: Multipart,
) -> Answer {
    let (person, bot) = Phone::open(&stage, &phone)?;
    while let Some(field) = form.next_field().await? {
        let Some(name) = field.file_name().map(str::to_owned) else {
            continue;
        };
        let kind = field
            .content_type()
            .unwrap_or("application/octet-stream")
            .to_owned();
        let file = Document::new(&name, &kind, field.bytes().await?);
        let id = stage.outside.telegram().send_document(person, bot, file)?;
        return Ok(Json(json!({"message_id": id})));
    }
    let why = "the form carries no file".to_owned();
    Err(Refusal(StatusCode::UNPROCESSABLE_ENTITY, why))
}

impl From<MultipartError> for Refusal {
    fn from(error: MultipartError) -> Self {
        Self(error.status(), error.body_text())
    }
}
