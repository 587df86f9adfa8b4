//! The Bot API: bots by token, their webhooks, what they send.

use std::collections::BTreeMap;
use std::time::Duration;

use hyper::http::request;
use serde_json::{Map, Value, json};

use super::about::{self, About};
use super::{Answer, Shared, now_us, of_json, pause, rules};

/// Letters of the secret half of a token.
const SECRET_CHARS: usize = 35;
const LONGEST_TEXT_CHARS: usize = 4_096;
/// The longest that `getUpdates` is held.
const LONGEST_HOLD_S: i64 = 50;

/// All bots that have called.
#[derive(Debug, Default)]
pub(super) struct Bots {
    by_token: BTreeMap<String, Bot>,
    polling: u64,
    messages: u64,
    most_in_a_second: u64,
}

#[derive(Debug, Default)]
struct Bot {
    id: i64,
    webhook: String,
    secret: String,
    last_message: i64,
    about: About,
    /// The second of the last message, and how many it has seen.
    second: (u64, u64),
}

impl Bots {
    fn bot(&mut self, token: &str) -> &mut Bot {
        if !self.by_token.contains_key(token) {
            let number = token.split(':').next().unwrap_or_default();
            let bot = Bot {
                id: number.parse().unwrap_or_default(),
                ..Bot::default()
            };
            self.by_token.insert(token.to_owned(), bot);
        }
        self.by_token.entry(token.to_owned()).or_default()
    }

    /// Where the updates of each bot go, and the secret that goes along.
    pub(super) fn doors(&self) -> Value {
        let doors = self.by_token.values().filter(|bot| !bot.webhook.is_empty());
        doors
            .map(|bot| json!({"bot": bot.id, "url": bot.webhook, "secret": bot.secret}))
            .collect()
    }

    pub(super) fn state(&self) -> Value {
        let webhooks = self.by_token.values().filter(|b| !b.webhook.is_empty());
        json!({
            "known": self.by_token.len(),
            "webhooks": webhooks.count(),
            "polling": self.polling,
            "messages": self.messages,
            "most_messages_of_a_bot_in_a_second": self.most_in_a_second,
        })
    }
}

/// Parameters as JSON or as a form; `None` when they are neither.
pub(super) struct Params(Option<Map<String, Value>>);

impl Params {
    pub(super) fn read(kind: Option<&str>, head: &request::Parts, body: &[u8]) -> Self {
        let form = |text: &[u8]| {
            let pairs = url::form_urlencoded::parse(text);
            pairs
                .map(|(name, value)| (name.into_owned(), Value::String(value.into_owned())))
                .collect()
        };
        let query = head.uri.query().unwrap_or_default();
        match kind {
            _ if body.is_empty() => Self(Some(form(query.as_bytes()))),
            Some(kind) if kind.starts_with("application/json") => {
                Self(serde_json::from_slice(body).ok())
            }
            Some(kind) if kind.starts_with("application/x-www-form-urlencoded") => {
                Self(Some(form(body)))
            }
            _ => Self(None),
        }
    }
}

/// Token and method of a path such as `/telegram/bot1:a/sendMessage`.
pub(super) fn call(path: &str) -> Option<(&str, &str)> {
    let (front, method) = path.rsplit_once('/')?;
    let token = front.rsplit('/').next()?.strip_prefix("bot")?;
    Some((token, method))
}

/// Answers one call.
pub(super) async fn answer(
    outside: &Shared,
    (token, method): (&str, &str),
    Params(params): Params,
    run: u32,
) -> Answer {
    let is_token = token.split_once(':').is_some_and(|(number, secret)| {
        number.parse::<i64>().is_ok() && secret.len() == SECRET_CHARS
    });
    if !is_token {
        return refused(outside, 401, "Unauthorized");
    }
    let Some((name, must, may)) = rules::of(method) else {
        return refused(outside, 404, "Not Found: method not found");
    };
    *outside
        .borrow_mut()
        .calls
        .entry((*name).to_owned())
        .or_default() += 1;
    let Some(params) = params else {
        return refused(outside, 400, "Bad Request: neither JSON nor a form");
    };
    if let Some(missing) = must.iter().find(|name| !params.contains_key(**name)) {
        return refused(outside, 400, &format!("Bad Request: {missing} is missing"));
    }
    let is_known = |given: &str| must.contains(&given) || may.contains(&given);
    if let Some(strange) = params.keys().find(|given| !is_known(given)) {
        return refused(
            outside,
            400,
            &format!("Bad Request: {name} has no {strange}"),
        );
    }
    match *name {
        "getUpdates" => updates(outside, token, &params).await,
        "sendMessage" => {
            let answer = send(outside, token, &params, run);
            pause::at(outside, "sendMessage", run).await;
            answer
        }
        "setWebhook" => set_webhook(outside, token, &params),
        "deleteWebhook" => {
            outside.borrow_mut().bots.bot(token).webhook.clear();
            done(json!(true))
        }
        "getMe" => done(me(outside.borrow_mut().bots.bot(token).id)),
        "getWebhookInfo" => {
            let url = outside.borrow_mut().bots.bot(token).webhook.clone();
            done(json!({"url": url, "has_custom_certificate": false, "pending_update_count": 0}))
        }
        "editMessageText" | "editMessageReplyMarkup" => done(message(
            outside.borrow_mut().bots.bot(token),
            &params,
            int(&params, "message_id"),
        )),
        name => done(said(outside.borrow_mut().bots.bot(token), name, &params)),
    }
}

/// What a bot says about itself; other methods have no effect here.
fn said(bot: &mut Bot, name: &str, params: &Map<String, Value>) -> Value {
    match (about::field_of(name), name.starts_with("get")) {
        (Some(field), true) => bot.about.told(field, params),
        (Some(field), false) => bot.about.set(field, params),
        (None, _) => json!(true),
    }
}

/// Telegram holds the answer until there is an update; here nobody writes.
async fn updates(outside: &Shared, token: &str, params: &Map<String, Value>) -> Answer {
    if !outside.borrow_mut().bots.bot(token).webhook.is_empty() {
        let conflict = "Conflict: can't use getUpdates method while webhook is active";
        return refused(outside, 409, conflict);
    }
    let hold_s = int(params, "timeout").clamp(0, LONGEST_HOLD_S);
    let held = Held::begin(outside);
    tokio::time::sleep(Duration::from_secs(hold_s.unsigned_abs())).await;
    drop(held);
    done(json!([]))
}

/// A request that is held; hanging up ends it too.
struct Held(Shared);

impl Held {
    fn begin(outside: &Shared) -> Self {
        outside.borrow_mut().bots.polling += 1;
        Self(outside.clone())
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.0.borrow_mut().bots.polling -= 1;
    }
}

fn send(outside: &Shared, token: &str, params: &Map<String, Value>, run: u32) -> Answer {
    let text = params
        .get("text")
        .and_then(Value::as_str)
        .unwrap_or_default();
    if text.trim().is_empty() {
        return refused(outside, 400, "Bad Request: message text is empty");
    }
    if text.chars().count() > LONGEST_TEXT_CHARS {
        return refused(outside, 400, "Bad Request: message is too long");
    }
    let now = now_us();
    let chat = int(params, "chat_id");
    let mut state = outside.borrow_mut();
    state.bots.messages += 1;
    let bot = state.bots.bot(token);
    bot.last_message += 1;
    let second = now / 1_000_000;
    if bot.second.0 != second {
        bot.second = (second, 0);
    }
    bot.second.1 += 1;
    let in_a_second = bot.second.1;
    let sent = message(bot, params, bot.last_message);
    let line = format!(
        "{now} {run} {} {chat} {}\n",
        bot.id,
        text.replace('\n', " ")
    );
    state.bots.most_in_a_second = state.bots.most_in_a_second.max(in_a_second);
    state.tell(line);
    done(sent)
}

/// Plain http and any port are taken: the product is on the same machine.
fn set_webhook(outside: &Shared, token: &str, params: &Map<String, Value>) -> Answer {
    let text = |name: &str| params.get(name).and_then(Value::as_str).unwrap_or_default();
    let (url, secret) = (text("url").to_owned(), text("secret_token").to_owned());
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if secret.len() > 256 || !secret.chars().all(is_plain) {
        return refused(
            outside,
            400,
            "Bad Request: secret token contains unallowed characters",
        );
    }
    if !url.is_empty() && url::Url::parse(&url).is_err() {
        return refused(outside, 400, "Bad Request: bad webhook");
    }
    let mut state = outside.borrow_mut();
    let bot = state.bots.bot(token);
    (bot.webhook, bot.secret) = (url, secret);
    done(json!(true))
}

fn me(id: i64) -> Value {
    json!({
        "id": id, "is_bot": true,
        "first_name": format!("Bot {id}"), "username": format!("bench_{id}_bot"),
        "can_join_groups": true, "can_read_all_group_messages": false,
        "supports_inline_queries": false, "can_connect_to_business": false,
        "has_main_web_app": false, "can_manage_bots": false,
    })
}

fn message(bot: &Bot, params: &Map<String, Value>, id: i64) -> Value {
    let chat = int(params, "chat_id");
    json!({
        "message_id": id, "date": now_us() / 1_000_000,
        "from": {"id": bot.id, "is_bot": true, "first_name": "Bot"},
        "chat": {"id": chat, "type": "private", "first_name": "Customer"},
        "text": params.get("text"),
    })
}

/// A whole number, as JSON or as the text of a form.
fn int(params: &Map<String, Value>, name: &str) -> i64 {
    match params.get(name) {
        Some(Value::String(text)) => text.parse().unwrap_or_default(),
        Some(value) => value.as_i64().unwrap_or_default(),
        None => 0,
    }
}

fn done(result: Value) -> Answer {
    of_json(200, &json!({"ok": true, "result": result}))
}

fn refused(outside: &Shared, code: u16, why: &str) -> Answer {
    outside.borrow_mut().refuse(why);
    let answer = json!({"ok": false, "error_code": code, "description": why});
    of_json(code, &answer)
}
