//! Webhook delivery: in order within a lane, lanes apart from each other,
//! again after a failure.
//!
//! Rules: <https://github.com/tdlib/telegram-bot-api>, WebhookActor.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::Telegram;
use super::fields;
use super::params::Params;
use super::state::State;
use crate::common::traffic::{Exchange, readable};

const SECRET_HEADER: &str = "X-Telegram-Bot-Api-Secret-Token";
const LONGEST_WAIT_S: i64 = 60;
const LONGEST_ASKED_WAIT_S: i64 = 3600;

/// One update about to be posted.
struct Parcel {
    bot: i64,
    update_id: i64,
    url: String,
    secret: Option<String>,
    body: String,
}

/// What came of posting it.
struct Receipt {
    /// 0 when there was no answer.
    status: u16,
    retry_after_s: Option<i64>,
    body: Vec<u8>,
}

impl Telegram {
    /// Posts every update that is due to its bot's webhook and carries out
    /// the calls in the answers. Returns how many were accepted.
    pub async fn pump(&self) -> usize {
        let _only_one = self.pumping.lock().await;
        let mut accepted = 0;
        while let Some(parcel) = self.next_parcel() {
            let posted = tokio::select! {
                posted = self.post(&parcel) => posted,
                () = self.common.stop.cancelled() => return accepted,
            };
            self.log(&parcel, &posted);
            if (200..300).contains(&posted.status) {
                accepted += 1;
                self.change(|state, _| {
                    let queue = &mut state.own_bot(parcel.bot).queue;
                    remove_first(queue, parcel.update_id);
                });
                self.obey(parcel.bot, &posted.body);
            } else {
                self.change(|state, now_ms| state.postpone(&parcel, &posted, now_ms));
            }
        }
        accepted
    }

    /// Starts a task that pumps whenever something changes, until shutdown.
    pub fn run_pump(&self) {
        let (pump, mut changes) = (self.clone(), self.common.changes());
        tokio::spawn(async move {
            loop {
                pump.pump().await;
                tokio::select! {
                    changed = changes.changed() => if changed.is_err() { return },
                    () = pump.common.stop.cancelled() => return,
                }
            }
        });
    }

    /// How many updates wait for bots, whether posted or polled.
    pub fn pending(&self) -> usize {
        self.look(|state| state.bots.values().map(|bot| bot.queue.len()).sum())
    }

    /// When the pump has something to post next; None when nothing waits for
    /// a webhook.
    pub fn next_delivery_ms(&self) -> Option<i64> {
        self.look(State::next_delivery_ms)
    }

    /// How often the bot called setWebhook.
    pub fn webhook_calls(&self, bot: i64) -> usize {
        self.look(|state| state.bots.get(&bot).map_or(0, |bot| bot.webhook_calls))
    }

    /// Where the bot's updates are posted.
    pub fn webhook_url(&self, bot: i64) -> Option<String> {
        self.look(|state| Some(state.bots.get(&bot)?.webhook.as_ref()?.url.clone()))
    }

    fn next_parcel(&self) -> Option<Parcel> {
        let now_ms = self.common.now_ms();
        let mut state = crate::common::lock(&self.state);
        for bot in state.bots.values_mut().filter(|bot| bot.webhook.is_some()) {
            bot.queue.retain(|it| it.is_kept(now_ms));
        }
        state.next_parcel(now_ms)
    }

    async fn post(&self, parcel: &Parcel) -> Receipt {
        let mut request = self
            .client
            .post(&parcel.url)
            .header("content-type", "application/json")
            .body(parcel.body.clone());
        if let Some(secret) = &parcel.secret {
            request = request.header(SECRET_HEADER, secret);
        }
        let Ok(response) = request.send().await else {
            return Receipt {
                status: 0,
                retry_after_s: None,
                body: Vec::new(),
            };
        };
        let status = response.status().as_u16();
        let wait = response.headers().get("retry-after");
        let retry_after_s = wait.and_then(|it| it.to_str().ok()?.parse().ok());
        let body = response.bytes().await.unwrap_or_default().to_vec();
        Receipt {
            status,
            retry_after_s,
            body,
        }
    }

    fn log(&self, parcel: &Parcel, posted: &Receipt) {
        self.common.log(Exchange {
            seq: 0,
            at_ms: self.common.now_ms(),
            service: "telegram".to_owned(),
            method: ">POST".to_owned(),
            path: parcel.url.clone(),
            status: posted.status,
            request: parcel.body.clone(),
            response: readable(&posted.body),
        });
    }

    /// Carries out a call that rode in the answer; its result goes nowhere.
    fn obey(&self, bot: i64, body: &[u8]) {
        let Ok(Value::Object(mut call)) = serde_json::from_slice::<Value>(body) else {
            return;
        };
        let Some(Value::String(name)) = call.remove("method") else {
            return;
        };
        let lower = name.to_ascii_lowercase();
        let banned = ["setwebhook", "deletewebhook", "close", "logout"];
        let known = fields::of_method(&name);
        let allowed = !lower.starts_with("get") && !banned.contains(&lower.as_str());
        let Some((method, fields)) = known.filter(|_| allowed) else {
            let line = format!("telegram: {name} may not ride in a webhook's answer");
            return self.common.note_unexpected(line);
        };
        let mut params = Params {
            values: call,
            ..Params::default()
        };
        for problem in params.check(method, fields) {
            self.common.note_unexpected(format!("telegram {problem}"));
        }
        if let Err(failure) = self.call(bot, method, &params) {
            let at = object_without_values(&params.values);
            let line = format!(
                "telegram {method} {at} in a webhook's answer: {}",
                failure.description
            );
            self.common.note_unexpected(line);
        }
    }
}

impl State {
    fn next_delivery_ms(&self) -> Option<i64> {
        let hooked = self.bots.values().filter(|bot| bot.webhook.is_some());
        let heads = hooked.flat_map(|bot| {
            let mut seen = BTreeSet::new();
            let heads = bot.queue.iter().filter(move |it| seen.insert(it.lane));
            heads.map(|it| it.not_before_ms)
        });
        heads.min()
    }

    /// The oldest update that is the first of its lane and due.
    fn next_parcel(&self, now_ms: i64) -> Option<Parcel> {
        self.bots.values().find_map(|bot| {
            let hook = bot.webhook.as_ref()?;
            let mut seen = BTreeSet::new();
            let mut heads = bot.queue.iter().filter(|it| seen.insert(it.lane));
            let due = heads.find(|it| it.not_before_ms <= now_ms)?;
            Some(Parcel {
                bot: bot.id,
                update_id: due.update_id,
                url: hook.url.clone(),
                secret: hook.secret_token.clone(),
                body: due.body.to_string(),
            })
        })
    }

    /// At once, then after 2, 4, 8 .. seconds, or when the receiver asks.
    fn postpone(&mut self, parcel: &Parcel, posted: &Receipt, now_ms: i64) {
        let bot = self.own_bot(parcel.bot);
        if let Some(hook) = &mut bot.webhook {
            let why = match posted.status {
                0 => "Connection refused".to_owned(),
                status => format!("Wrong response from the webhook: {status}"),
            };
            hook.last_error = Some((now_ms.div_euclid(1000), why));
        }
        let late = bot
            .queue
            .iter_mut()
            .find(|it| it.update_id == parcel.update_id);
        let Some(late) = late else {
            return;
        };
        late.attempts += 1;
        let own_wait_s = match late.attempts {
            1 => 0,
            2..=6 => 1_i64 << (late.attempts - 1),
            _ => LONGEST_WAIT_S,
        };
        let asked = posted
            .retry_after_s
            .map(|wait| wait.min(LONGEST_ASKED_WAIT_S));
        late.not_before_ms = now_ms + asked.unwrap_or(own_wait_s) * 1000;
    }
}

fn remove_first(queue: &mut std::collections::VecDeque<super::updates::Queued>, update_id: i64) {
    let index = queue.iter().position(|it| it.update_id == update_id);
    if let Some(index) = index {
        queue.remove(index);
    }
}

fn object_without_values(values: &Map<String, Value>) -> String {
    format!(
        "({})",
        values.keys().cloned().collect::<Vec<_>>().join(", ")
    )
}
