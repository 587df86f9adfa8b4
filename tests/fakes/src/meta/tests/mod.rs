//! Proofs of the Graph API's rules, over HTTP.

mod comments;
mod delivery;
mod instagram;
mod interactive;
mod media;
mod nodes;
mod people;
mod pricing;
mod sending;
mod templates;
mod tokens;

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, Method, StatusCode};
use serde_json::{Value, json};

use crate::common::lock;
use crate::meta::{
    InstagramAccount, InstagramPerson, Meta, MetaApp, MetaToken, Product, Talk, WhatsAppNumber,
    WhatsAppPerson,
};
use crate::testing::Stage;

pub(super) const APP: &str = "4001";
pub(super) const SECRET: &str = "app-secret";
pub(super) const VERIFY: &str = "verify-me";
pub(super) const WABA: &str = "102290129340398";
pub(super) const NUMBER: &str = "106540352242922";
pub(super) const TOKEN: &str = "EAAGwhatsapp";
pub(super) const LOLA: &str = "998901234567";
pub(super) const SHOP: &str = "17841400000000001";
pub(super) const PAGE: &str = "1050000001";
pub(super) const IG_TOKEN: &str = "IGAAshop";
pub(super) const PAGE_TOKEN: &str = "EAAGpage";
pub(super) const ALI: &str = "1254459154682919";

/// One app with a verified callback, one number and one Instagram account.
pub(super) struct Scene {
    pub(super) stage: Stage,
    pub(super) hook: Hook,
}

impl Scene {
    pub(super) async fn set() -> Self {
        let stage = Stage::set().await;
        let hook = Hook::start().await;
        let meta = stage.outside.meta();
        meta.app(MetaApp::new(APP, SECRET));
        meta.whatsapp_number(WhatsAppNumber::new(NUMBER, WABA, "+998 71 200 00 01"));
        meta.token(MetaToken::whatsapp(TOKEN, APP, WABA));
        meta.whatsapp_person(WhatsAppPerson::with_phone(LOLA, "Lola"));
        meta.instagram_account(InstagramAccount::new(SHOP, "dokon").with_page(PAGE));
        meta.token(MetaToken::instagram(IG_TOKEN, APP, SHOP));
        meta.token(MetaToken::page(PAGE_TOKEN, APP, PAGE));
        meta.instagram_person(InstagramPerson::new(ALI, "ali"));
        for product in [Product::WhatsApp, Product::Instagram] {
            let verified = meta.verify_callback(APP, product, &hook.url, VERIFY).await;
            verified.unwrap();
        }
        let scene = Self { stage, hook };
        scene
            .done(
                "subscribed_apps",
                &scene.graph(WABA, "subscribed_apps"),
                json!({}),
            )
            .await;
        let fields = "messages,messaging_postbacks,messaging_seen,message_reactions,message_edit,messaging_referral,comments,live_comments";
        let url = scene.instagram("me", "subscribed_apps");
        let wish = json!({"subscribed_fields": fields});
        let (status, body) = scene.post_as(IG_TOKEN, &url, &wish).await;
        assert_eq!((status, body), (200, json!({"success": true})));
        scene
    }

    pub(super) fn meta(&self) -> &Meta {
        self.stage.outside.meta()
    }

    pub(super) fn lola(&self) -> Talk {
        self.meta().talk(NUMBER, LOLA)
    }

    pub(super) fn ali(&self) -> Talk {
        self.meta().talk(SHOP, ALI)
    }

    pub(super) fn graph(&self, id: &str, edge: &str) -> String {
        format!("{}/v26.0/{id}/{edge}", self.stage.outside.url_of("graph"))
    }

    pub(super) fn instagram(&self, id: &str, edge: &str) -> String {
        format!(
            "{}/v26.0/{id}/{edge}",
            self.stage.outside.url_of("instagram")
        )
    }

    pub(super) async fn fetch_as(&self, token: &str, url: &str) -> (u16, Value) {
        let request = self.stage.client.get(url).bearer_auth(token);
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        (status, response.json().await.unwrap())
    }

    /// Asks graph.facebook.com below the version, with the number's token.
    pub(super) async fn ask(&self, path: &str) -> (u16, Value) {
        let url = format!("{}/v26.0/{path}", self.stage.outside.url_of("graph"));
        self.fetch_as(TOKEN, &url).await
    }

    pub(super) async fn post_as(&self, token: &str, url: &str, body: &Value) -> (u16, Value) {
        let request = self.stage.client.post(url).bearer_auth(token).json(body);
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        (status, response.json().await.unwrap())
    }

    pub(super) async fn done(&self, what: &str, url: &str, body: Value) -> Value {
        let (status, answer) = self.post_as(TOKEN, url, &body).await;
        assert_eq!(status, 200, "{what}: {answer}");
        answer
    }

    /// Sends by the number: status and answer.
    pub(super) async fn send(&self, body: Value) -> (u16, Value) {
        let mut whole = json!({"messaging_product": "whatsapp", "to": LOLA});
        let more = body.as_object().unwrap().clone();
        whole.as_object_mut().unwrap().extend(more);
        let whole = without_nulls(whole);
        self.post_as(TOKEN, &self.graph(NUMBER, "messages"), &whole)
            .await
    }

    /// Sends what must be taken; gives the message id.
    pub(super) async fn sent(&self, body: Value) -> String {
        let (status, answer) = self.send(body).await;
        assert_eq!(status, 200, "{answer}");
        answer["messages"][0]["id"].as_str().unwrap().to_owned()
    }

    /// Sends what must be refused at once; gives status and code.
    pub(super) async fn refused(&self, body: Value) -> (u16, i64) {
        let (status, answer) = self.send(body).await;
        assert_ne!(status, 200, "{answer}");
        (status, answer["error"]["code"].as_i64().unwrap())
    }

    pub(super) fn text(text: &str) -> Value {
        json!({"type": "text", "text": {"body": text}})
    }

    /// Sends by the Instagram account: status and answer.
    pub(super) async fn dm(&self, body: Value) -> (u16, Value) {
        self.post_as(IG_TOKEN, &self.instagram("me", "messages"), &body)
            .await
    }

    pub(super) async fn dm_done(&self, body: Value) -> String {
        let (status, answer) = self.dm(body).await;
        assert_eq!(status, 200, "{answer}");
        answer["message_id"].as_str().unwrap_or_default().to_owned()
    }

    /// Code and subcode of a refused message.
    pub(super) async fn dm_refused(&self, body: Value) -> (i64, Option<i64>) {
        let (status, answer) = self.dm(body).await;
        assert_ne!(status, 200, "{answer}");
        assert_eq!(answer["error"]["type"], "IGApiException", "{answer}");
        let error = &answer["error"];
        (
            error["code"].as_i64().unwrap(),
            error["error_subcode"].as_i64(),
        )
    }

    pub(super) fn advance(&self, ms: i64) {
        self.stage.advance(ms);
    }

    /// Delivers what is due and gives what the callback got since last time.
    pub(super) async fn told(&self) -> Vec<Value> {
        self.meta().pump().await;
        let seen = std::mem::take(&mut *lock(&self.hook.posts));
        seen.iter()
            .map(|post| serde_json::from_slice(&post.body).unwrap())
            .collect()
    }

    /// The values of all changes the callback got since last time.
    pub(super) async fn values(&self) -> Vec<Value> {
        let told = self.told().await;
        let entries = told
            .iter()
            .flat_map(|body| body["entry"].as_array().unwrap());
        let changes = entries.flat_map(|entry| entry["changes"].as_array().into_iter().flatten());
        changes.map(|change| change["value"].clone()).collect()
    }

    /// The messaging items the callback got since last time.
    pub(super) async fn items(&self) -> Vec<Value> {
        let told = self.told().await;
        let entries = told
            .iter()
            .flat_map(|body| body["entry"].as_array().unwrap());
        let items = entries.flat_map(|entry| entry["messaging"].as_array().into_iter().flatten());
        items.cloned().collect()
    }

    pub(super) fn nothing_unexpected(&self) {
        self.stage.assert_nothing_unexpected();
    }

    pub(super) fn one_unexpected(&self) -> String {
        self.stage.one_unexpected()
    }
}

fn without_nulls(mut body: Value) -> Value {
    if let Some(object) = body.as_object_mut() {
        object.retain(|_, value| !value.is_null());
    }
    body
}

/// One webhook as it came in.
#[derive(Clone, Debug)]
pub(super) struct Post {
    pub(super) signature: String,
    pub(super) body: Bytes,
}

/// A callback that shakes hands, remembers and answers as told.
#[derive(Clone, Default)]
pub(super) struct Hook {
    pub(super) url: String,
    pub(super) posts: Arc<Mutex<Vec<Post>>>,
    answers: Arc<Mutex<VecDeque<u16>>>,
    /// Files it serves below /files, by name: type and bytes.
    files: Arc<Mutex<BTreeMap<String, (String, Bytes)>>>,
}

impl Hook {
    pub(super) async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0))
            .await
            .unwrap();
        let address = listener.local_addr().unwrap();
        let hook = Self {
            url: format!("http://{address}/hook"),
            ..Self::default()
        };
        let app = Router::new().fallback(receive).with_state(hook.clone());
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        hook
    }

    pub(super) fn answer_next(&self, status: u16) {
        lock(&self.answers).push_back(status);
    }

    /// Serves a file and gives its address.
    pub(super) fn serve(&self, name: &str, mime: &str, bytes: &[u8]) -> String {
        let file = (mime.to_owned(), Bytes::copy_from_slice(bytes));
        lock(&self.files).insert(name.to_owned(), file);
        self.url.replace("/hook", &format!("/files/{name}"))
    }
}

async fn receive(
    State(hook): State<Hook>,
    method: Method,
    uri: axum::http::Uri,
    Query(query): Query<BTreeMap<String, String>>,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, HeaderMap, Bytes) {
    let mut shown = HeaderMap::new();
    if let Some(name) = uri.path().strip_prefix("/files/") {
        let Some((mime, bytes)) = lock(&hook.files).get(name).cloned() else {
            return (StatusCode::NOT_FOUND, shown, Bytes::new());
        };
        shown.insert("content-type", mime.parse().unwrap());
        return (StatusCode::OK, shown, bytes);
    }
    if method == Method::GET {
        let is_right = query["hub.mode"] == "subscribe" && query["hub.verify_token"] == VERIFY;
        let status = if is_right {
            StatusCode::OK
        } else {
            StatusCode::FORBIDDEN
        };
        return (status, shown, Bytes::from(query["hub.challenge"].clone()));
    }
    let signature = headers["x-hub-signature-256"].to_str().unwrap().to_owned();
    lock(&hook.posts).push(Post { signature, body });
    let status = lock(&hook.answers).pop_front().unwrap_or(200);
    (StatusCode::from_u16(status).unwrap(), shown, Bytes::new())
}
