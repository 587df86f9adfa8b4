//! A provider that answers Paynet as it must, or with one thing twisted.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use crate::Clock;
use crate::common::lock;
use crate::paynet::{PaynetRules, PaynetService};

pub(super) const SERVICE: i64 = 17;
pub(super) const AUTH: &str = "Basic cGF5bmV0OnBhc3N3b3JkLTE=";
const HOUR_MS: i64 = 3_600_000;

/// Changes an answer before it leaves: the method, the answer.
type Twist = Box<dyn Fn(&str, &mut Value) + Send>;

#[derive(Clone)]
pub(super) struct Provider {
    shop: Arc<Mutex<Shop>>,
    clock: Clock,
}

struct Shop {
    orders: BTreeMap<String, i64>,
    deals: BTreeMap<i64, Deal>,
    password: String,
    twist: Option<Twist>,
    status: Option<u16>,
    content_type: &'static str,
    seen: Vec<(HeaderMap, Value)>,
    sells_twice: bool,
    repeats_answers: bool,
    spends: bool,
    /// How far its clock is from the one in Tashkent.
    offset_ms: i64,
}

struct Deal {
    order: String,
    amount: i64,
    number: i64,
    paid_ms: i64,
    cancelled_ms: Option<i64>,
}

impl Provider {
    /// Starts it with the orders `inv-1` of 5000 tiyin and `77` of 7000.
    pub(super) async fn start(clock: Clock) -> (Self, PaynetService) {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0))
            .await
            .unwrap();
        let address = listener.local_addr().unwrap();
        let shop = Shop {
            orders: BTreeMap::from([("inv-1".to_owned(), 5000), ("77".to_owned(), 7000)]),
            deals: BTreeMap::new(),
            password: "password-1".to_owned(),
            twist: None,
            status: None,
            content_type: "application/json; charset=utf-8",
            seen: Vec::new(),
            sells_twice: false,
            repeats_answers: false,
            spends: false,
            offset_ms: 5 * HOUR_MS,
        };
        let provider = Self {
            shop: Arc::new(Mutex::new(shop)),
            clock,
        };
        let app = Router::new().fallback(answer).with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let service = PaynetService {
            service_id: SERVICE,
            merchant_id: "4590".to_owned(),
            login: "paynet".to_owned(),
            password: "password-1".to_owned(),
            url: format!("http://{address}/paynet"),
            account_field: "order_id".to_owned(),
            information_fields: names(&["amount", "name"]),
            receipt_fields: names(&["order_id"]),
            rules: PaynetRules::default(),
        };
        (provider, service)
    }

    pub(super) fn twist(&self, twist: impl Fn(&str, &mut Value) + Send + 'static) {
        lock(&self.shop).twist = Some(Box::new(twist));
    }

    pub(super) fn answer_rightly(&self) {
        let mut shop = lock(&self.shop);
        shop.twist = None;
        shop.status = None;
    }

    /// Answers have this HTTP status, though the work is done.
    pub(super) fn answer_status(&self, status: u16) {
        lock(&self.shop).status = Some(status);
    }

    pub(super) fn answer_type(&self, content_type: &'static str) {
        lock(&self.shop).content_type = content_type;
    }

    pub(super) fn sell_twice(&self) {
        lock(&self.shop).sells_twice = true;
    }

    pub(super) fn repeat_answers(&self) {
        lock(&self.shop).repeats_answers = true;
    }

    pub(super) fn spend(&self) {
        lock(&self.shop).spends = true;
    }

    pub(super) fn live_in_utc(&self) {
        lock(&self.shop).offset_ms = 0;
    }

    /// Headers and body of every request.
    pub(super) fn seen(&self) -> Vec<(HeaderMap, Value)> {
        lock(&self.shop).seen.clone()
    }
}

async fn answer(
    State(provider): State<Provider>,
    method: Method,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let now_ms = (provider.clock)();
    let mut shop = lock(&provider.shop);
    let request = serde_json::from_slice::<Value>(&body);
    let shown = request.as_ref().ok().cloned().unwrap_or_default();
    let pair = STANDARD.encode(format!("paynet:{}", shop.password));
    let auth = headers.get("authorization");
    let is_let_in = auth.is_some_and(|it| it.to_str().unwrap() == format!("Basic {pair}"));
    shop.seen.push((headers, shown.clone()));
    let outcome = match request {
        _ if !is_let_in => Err(412),
        _ if method != Method::POST => Err(-32300),
        Err(_) => Err(-32700),
        Ok(request) => shop.carry_out(&request, now_ms),
    };
    let mut status = if outcome == Err(412) { 401 } else { 200 };
    let id = shown["id"].clone();
    let mut answer = match outcome {
        Ok(result) => json!({"jsonrpc": "2.0", "id": id, "result": result}),
        Err(code) => {
            json!({"jsonrpc": "2.0", "id": id, "error": {"code": code, "message": "no"}})
        }
    };
    if let Some(twist) = &shop.twist {
        twist(shown["method"].as_str().unwrap_or_default(), &mut answer);
    }
    status = shop.status.unwrap_or(status);
    let status = StatusCode::from_u16(status).unwrap();
    let kind = [("content-type", shop.content_type)];
    (status, kind, answer.to_string()).into_response()
}

impl Shop {
    fn local(&self, at_ms: i64) -> String {
        let local = chrono::DateTime::from_timestamp_millis(at_ms + self.offset_ms).unwrap();
        local.format("%Y-%m-%d %H:%M:%S").to_string()
    }

    fn carry_out(&mut self, request: &Value, now_ms: i64) -> Result<Value, i64> {
        let name = request["method"].as_str().ok_or(-32600)?;
        if request["jsonrpc"] != "2.0" || request["id"].is_null() {
            return Err(-32600);
        }
        let params = request["params"].as_object().ok_or(-32602)?;
        if name == "ChangePassword" {
            let password = params.get("newPassword").and_then(Value::as_str);
            password.ok_or(411)?.clone_into(&mut self.password);
            return Ok(json!("success"));
        }
        let service = params.get("serviceId").ok_or(411)?;
        if *service != SERVICE {
            return Err(305);
        }
        match name {
            "GetInformation" => {
                let (_, price) = self.look_at_order(params)?;
                let fields = json!({"amount": price / 100, "name": "Plan"});
                Ok(json!({"status": "0", "timestamp": self.local(now_ms), "fields": fields}))
            }
            "PerformTransaction" => self.perform(params, now_ms),
            "CheckTransaction" => self.check(params, now_ms),
            "CancelTransaction" => self.cancel(params, now_ms),
            "GetStatement" => self.statement(params),
            _ => Err(-32601),
        }
    }

    fn look_at_order(&self, params: &Map<String, Value>) -> Result<(String, i64), i64> {
        let fields = params.get("fields").ok_or(411)?;
        let order = match &fields["order_id"] {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => return Err(411),
        };
        let price = *self.orders.get(&order).ok_or(302)?;
        let mut deals = self.deals.values();
        let is_paid = deals.any(|deal| deal.order == order && deal.cancelled_ms.is_none());
        if is_paid && !self.sells_twice {
            return Err(302);
        }
        Ok((order, price))
    }

    fn perform(&mut self, params: &Map<String, Value>, now_ms: i64) -> Result<Value, i64> {
        let amount = params.get("amount").and_then(Value::as_i64).ok_or(413)?;
        let id = params.get("transactionId").and_then(Value::as_i64);
        let id = id.ok_or(411)?;
        if let Some(deal) = self.deals.get(&id) {
            let is_same = self.repeats_answers && deal.cancelled_ms.is_none();
            return is_same.then(|| self.receipt(deal)).ok_or(201);
        }
        let (order, price) = self.look_at_order(params)?;
        if amount != price {
            return Err(413);
        }
        let number = 2323 + i64::try_from(self.deals.len()).unwrap();
        let deal = Deal {
            order,
            amount,
            number,
            paid_ms: now_ms,
            cancelled_ms: None,
        };
        let receipt = self.receipt(&deal);
        self.deals.insert(id, deal);
        Ok(receipt)
    }

    fn receipt(&self, deal: &Deal) -> Value {
        json!({
            "providerTrnId": deal.number,
            "timestamp": self.local(deal.paid_ms),
            "fields": {"order_id": deal.order},
        })
    }

    fn check(&self, params: &Map<String, Value>, now_ms: i64) -> Result<Value, i64> {
        let id = params.get("transactionId").and_then(Value::as_i64);
        let Some(deal) = self.deals.get(&id.ok_or(411)?) else {
            let at = self.local(now_ms);
            return Ok(json!({"transactionState": 3, "timestamp": at, "providerTrnId": 0}));
        };
        let at_ms = deal.cancelled_ms.unwrap_or(deal.paid_ms);
        Ok(json!({
            "transactionState": if deal.cancelled_ms.is_some() { 2 } else { 1 },
            "timestamp": self.local(at_ms),
            "providerTrnId": deal.number,
        }))
    }

    fn cancel(&mut self, params: &Map<String, Value>, now_ms: i64) -> Result<Value, i64> {
        let id = params.get("transactionId").and_then(Value::as_i64);
        let (spends, repeats) = (self.spends, self.repeats_answers);
        let deal = self.deals.get_mut(&id.ok_or(411)?).ok_or(203)?;
        match deal.cancelled_ms {
            None if spends => return Err(77),
            None => deal.cancelled_ms = Some(now_ms),
            Some(_) if repeats => {}
            Some(_) => return Err(202),
        }
        let (number, at_ms) = (deal.number, deal.cancelled_ms.unwrap_or_default());
        let at = self.local(at_ms);
        Ok(json!({"providerTrnId": number, "timestamp": at, "transactionState": 2}))
    }

    fn statement(&self, params: &Map<String, Value>) -> Result<Value, i64> {
        let end = |name: &str| {
            let text = params.get(name).and_then(Value::as_str).ok_or(411)?;
            let read = |form| chrono::NaiveDateTime::parse_from_str(text, form).ok();
            read("%Y-%m-%d %H:%M:%S")
                .map(|_| text.to_owned())
                .ok_or(414)
        };
        let (from, to) = (end("dateFrom")?, end("dateTo")?);
        if from > to {
            return Err(414);
        }
        let paid = self.deals.iter().filter(|(_, deal)| {
            let at = self.local(deal.paid_ms);
            deal.cancelled_ms.is_none() && (&from..=&to).contains(&&at)
        });
        let entries = paid.map(|(id, deal)| {
            json!({
                "amount": deal.amount,
                "transactionId": id,
                "providerTrnId": deal.number,
                "timestamp": self.local(deal.paid_ms),
            })
        });
        Ok(json!({"statements": entries.collect::<Vec<_>>()}))
    }
}
