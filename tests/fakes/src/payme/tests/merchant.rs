//! A merchant that answers Payme as it must, or with one thing twisted.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use crate::Clock;
use crate::common::lock;
use crate::payme::CashDesk;

pub(super) const DESK: &str = "6531a0c7f2d94b18e05c7731";
pub(super) const AUTH: &str = "Basic UGF5Y29tOlprM3ZROHRAcFcxeVI2dUUybU45Ylg0Y0g3akwwc0E1ZEZnJQ==";
const TIMEOUT_MS: i64 = 43_200_000;

/// Changes an answer before it leaves: the method, the answer.
type Twist = Box<dyn Fn(&str, &mut Value) + Send>;

#[derive(Clone)]
pub(super) struct Merchant {
    shop: Arc<Mutex<Shop>>,
    clock: Clock,
}

struct Shop {
    orders: BTreeMap<String, i64>,
    transactions: BTreeMap<String, Deal>,
    twist: Option<Twist>,
    status: u16,
    content_type: &'static str,
    seen: Vec<(HeaderMap, Value)>,
    never_times_out: bool,
    takes_two: bool,
}

#[derive(Clone)]
struct Deal {
    time: i64,
    amount: i64,
    account: Value,
    create_time: i64,
    perform_time: i64,
    cancel_time: i64,
    state: i64,
    reason: Value,
}

fn error(code: i64) -> Value {
    let message = json!({"ru": "Нельзя", "uz": "Mumkin emas", "en": "Not possible"});
    match code {
        -31099..=-31050 => json!({"code": code, "message": message, "data": "invoice"}),
        _ => json!({"code": code, "message": message}),
    }
}

impl Merchant {
    /// Starts it with one order, `inv-1` of 5000 tiyin.
    pub(super) async fn start(clock: Clock) -> (Self, CashDesk) {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0))
            .await
            .unwrap();
        let address = listener.local_addr().unwrap();
        let shop = Shop {
            orders: BTreeMap::from([("inv-1".to_owned(), 5000), ("inv-2".to_owned(), 7000)]),
            transactions: BTreeMap::new(),
            twist: None,
            status: 200,
            content_type: "application/json",
            seen: Vec::new(),
            never_times_out: false,
            takes_two: false,
        };
        let merchant = Self {
            shop: Arc::new(Mutex::new(shop)),
            clock,
        };
        let app = Router::new().fallback(answer).with_state(merchant.clone());
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        let desk = CashDesk {
            id: DESK.to_owned(),
            login: "Paycom".to_owned(),
            key: "Zk3vQ8t@pW1yR6uE2mN9bX4cH7jL0sA5dFg%".to_owned(),
            callback_url: format!("http://{address}/payme"),
            account_field: "invoice".to_owned(),
        };
        (merchant, desk)
    }

    pub(super) fn twist(&self, twist: impl Fn(&str, &mut Value) + Send + 'static) {
        lock(&self.shop).twist = Some(Box::new(twist));
    }

    pub(super) fn answer_rightly(&self) {
        let mut shop = lock(&self.shop);
        shop.twist = None;
        shop.status = 200;
        shop.content_type = "application/json";
    }

    pub(super) fn answer_status(&self, status: u16) {
        lock(&self.shop).status = status;
    }

    pub(super) fn answer_type(&self, content_type: &'static str) {
        lock(&self.shop).content_type = content_type;
    }

    pub(super) fn never_time_out(&self) {
        lock(&self.shop).never_times_out = true;
    }

    pub(super) fn take_two(&self) {
        lock(&self.shop).takes_two = true;
    }

    /// Headers and body of every request.
    pub(super) fn seen(&self) -> Vec<(HeaderMap, Value)> {
        lock(&self.shop).seen.clone()
    }
}

async fn answer(
    State(merchant): State<Merchant>,
    method: Method,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let now_ms = (merchant.clock)();
    let mut shop = lock(&merchant.shop);
    let request = serde_json::from_slice::<Value>(&body);
    let shown = request.as_ref().ok().cloned().unwrap_or_default();
    let is_let_in = headers.get("authorization").is_some_and(|it| it == AUTH);
    let name = shown["method"].as_str().unwrap_or_default().to_owned();
    shop.seen.push((headers, shown.clone()));
    let outcome = match request {
        _ if method != Method::POST => Err(error(-32300)),
        _ if !is_let_in => Err(error(-32504)),
        Err(_) => Err(error(-32700)),
        Ok(request) => shop.carry_out(&request, now_ms),
    };
    let id = shown["id"].clone();
    let mut answer = match outcome {
        Ok(result) => json!({"result": result, "id": id}),
        Err(error) => json!({"error": error, "id": id}),
    };
    if let Some(twist) = &shop.twist {
        twist(&name, &mut answer);
    }
    let status = StatusCode::from_u16(shop.status).unwrap();
    let kind = [("content-type", shop.content_type)];
    (status, kind, answer.to_string()).into_response()
}

impl Shop {
    fn carry_out(&mut self, request: &Value, now_ms: i64) -> Result<Value, Value> {
        let name = request["method"].as_str().ok_or_else(|| error(-32600))?;
        let params = request["params"].as_object();
        let params = params.ok_or_else(|| error(-32600))?;
        let id = params.get("id").and_then(Value::as_str).unwrap_or_default();
        if !self.never_times_out {
            self.time_out(now_ms);
        }
        match name {
            "CheckPerformTransaction" => {
                // -31008 is not for this method.
                let held = |it: Value| {
                    if it["code"] == -31008 {
                        error(-31051)
                    } else {
                        it
                    }
                };
                self.look_at_order(params, "").map_err(held)?;
                Ok(json!({"allow": true}))
            }
            "CreateTransaction" => self.create(id, params, now_ms),
            "PerformTransaction" => self.perform(id, now_ms),
            "CancelTransaction" => self.cancel(id, &params["reason"], now_ms),
            "CheckTransaction" => Ok(self.deal(id)?.shown(id)),
            "GetStatement" => Ok(self.statement(params)),
            other => Err(json!({"code": -32601, "message": "unknown", "data": other})),
        }
    }

    fn time_out(&mut self, now_ms: i64) {
        for deal in self.transactions.values_mut() {
            if deal.state == 1 && now_ms - deal.time > TIMEOUT_MS {
                (deal.state, deal.reason, deal.cancel_time) = (-1, json!(4), now_ms);
            }
        }
    }

    fn look_at_order(&self, params: &Map<String, Value>, id: &str) -> Result<(), Value> {
        let amount = params.get("amount").and_then(Value::as_i64);
        let amount = amount.ok_or_else(|| error(-32600))?;
        let account = params.get("account").ok_or_else(|| error(-32600))?;
        let order = account["invoice"].as_str().ok_or_else(|| error(-31050))?;
        let price = self.orders.get(order).ok_or_else(|| error(-31050))?;
        if *price != amount {
            return Err(error(-31001));
        }
        let mut others = self.transactions.iter();
        let is_held =
            others.any(|(other, deal)| other != id && deal.account == *account && deal.state > 0);
        if is_held && !self.takes_two {
            return Err(error(-31008));
        }
        Ok(())
    }

    fn create(
        &mut self,
        id: &str,
        params: &Map<String, Value>,
        now_ms: i64,
    ) -> Result<Value, Value> {
        if id.is_empty() {
            return Err(error(-32600));
        }
        if let Some(deal) = self.transactions.get(id) {
            let is_open = deal.state == 1;
            return is_open
                .then(|| deal.created(id))
                .ok_or_else(|| error(-31008));
        }
        self.look_at_order(params, id)?;
        let time = params["time"].as_i64().unwrap_or_default();
        if now_ms - time > TIMEOUT_MS && !self.never_times_out {
            return Err(error(-31008));
        }
        let deal = Deal {
            time,
            amount: params["amount"].as_i64().unwrap_or_default(),
            account: params["account"].clone(),
            create_time: now_ms,
            perform_time: 0,
            cancel_time: 0,
            state: 1,
            reason: Value::Null,
        };
        let answer = deal.created(id);
        self.transactions.insert(id.to_owned(), deal);
        Ok(answer)
    }

    fn perform(&mut self, id: &str, now_ms: i64) -> Result<Value, Value> {
        let deal = self.deal(id)?;
        match deal.state {
            1 => (deal.state, deal.perform_time) = (2, now_ms),
            2 => {}
            _ => return Err(error(-31008)),
        }
        Ok(json!({"transaction": id, "perform_time": deal.perform_time, "state": 2}))
    }

    fn cancel(&mut self, id: &str, reason: &Value, now_ms: i64) -> Result<Value, Value> {
        let deal = self.deal(id)?;
        if deal.state > 0 {
            (deal.state, deal.reason, deal.cancel_time) = (-deal.state, reason.clone(), now_ms);
        }
        Ok(json!({"transaction": id, "cancel_time": deal.cancel_time, "state": deal.state}))
    }

    fn deal(&mut self, id: &str) -> Result<&mut Deal, Value> {
        self.transactions.get_mut(id).ok_or_else(|| error(-31003))
    }

    fn statement(&self, params: &Map<String, Value>) -> Value {
        let limit = |name: &str| params[name].as_i64().unwrap_or_default();
        let range = limit("from")..=limit("to");
        let mut found: Vec<_> = self
            .transactions
            .iter()
            .filter(|(_, deal)| range.contains(&deal.time))
            .collect();
        found.sort_by_key(|(_, deal)| deal.time);
        let shown = found.into_iter().map(|(id, deal)| {
            let mut shown = deal.shown(id);
            shown["id"] = json!(id);
            shown["time"] = json!(deal.time);
            shown["amount"] = json!(deal.amount);
            shown["account"] = deal.account.clone();
            shown["receivers"] = Value::Null;
            shown
        });
        json!({"transactions": shown.collect::<Vec<_>>()})
    }
}

impl Deal {
    fn created(&self, id: &str) -> Value {
        json!({"create_time": self.create_time, "transaction": id, "state": 1})
    }

    fn shown(&self, id: &str) -> Value {
        json!({
            "create_time": self.create_time,
            "perform_time": self.perform_time,
            "cancel_time": self.cancel_time,
            "transaction": id,
            "state": self.state,
            "reason": self.reason,
        })
    }
}
