//! A merchant that answers Uzum Bank as it must, or with one thing twisted.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use crate::Clock;
use crate::common::lock;
use crate::uzum::{UzumRules, UzumService};

pub(super) const SERVICE: i64 = 101_202;
pub(super) const AUTH: &str = "Basic YWxhZGRpbjpvcGVuc2VzYW1l";
const TIMEOUT_MS: i64 = 1_800_000;

/// Changes an answer before it leaves: the path, the answer.
type Twist = Box<dyn Fn(&str, &mut Value) + Send>;

#[derive(Clone)]
pub(super) struct Merchant {
    shop: Arc<Mutex<Shop>>,
    clock: Clock,
}

#[derive(Default)]
struct Shop {
    orders: BTreeMap<String, i64>,
    deals: BTreeMap<String, Deal>,
    twist: Option<Twist>,
    /// Another HTTP status, and for how many answers.
    status: Option<(u16, usize)>,
    content_type: &'static str,
    seen: Vec<(String, HeaderMap, Value)>,
    keeps_forever: bool,
    sells_twice: bool,
    repeats_answers: bool,
    keeps_money: bool,
}

#[derive(Clone)]
struct Deal {
    order: String,
    amount: i64,
    status: &'static str,
    times: [Option<i64>; 3],
}

impl Merchant {
    /// Starts it with the orders `inv-1` of 5000 tiyin and `77` of 7000.
    pub(super) async fn start(clock: Clock) -> (Self, UzumService) {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0))
            .await
            .unwrap();
        let address = listener.local_addr().unwrap();
        let shop = Shop {
            orders: BTreeMap::from([("inv-1".to_owned(), 5000), ("77".to_owned(), 7000)]),
            content_type: "application/json",
            ..Shop::default()
        };
        let merchant = Self {
            shop: Arc::new(Mutex::new(shop)),
            clock,
        };
        let app = Router::new().fallback(answer).with_state(merchant.clone());
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        let service = UzumService {
            service_id: SERVICE,
            login: "aladdin".to_owned(),
            password: "opensesame".to_owned(),
            base_url: format!("http://{address}/uzum"),
            account_field: "order_id".to_owned(),
            rules: UzumRules::default(),
        };
        (merchant, service)
    }

    pub(super) fn twist(&self, twist: impl Fn(&str, &mut Value) + Send + 'static) {
        lock(&self.shop).twist = Some(Box::new(twist));
    }

    pub(super) fn answer_rightly(&self) {
        let mut shop = lock(&self.shop);
        shop.twist = None;
        shop.status = None;
        shop.content_type = "application/json";
    }

    /// The next answers have this HTTP status, though the work is done.
    pub(super) fn answer_status(&self, status: u16, times: usize) {
        lock(&self.shop).status = Some((status, times));
    }

    pub(super) fn answer_type(&self, content_type: &'static str) {
        lock(&self.shop).content_type = content_type;
    }

    pub(super) fn keep_forever(&self) {
        lock(&self.shop).keeps_forever = true;
    }

    pub(super) fn sell_twice(&self) {
        lock(&self.shop).sells_twice = true;
    }

    pub(super) fn repeat_answers(&self) {
        lock(&self.shop).repeats_answers = true;
    }

    pub(super) fn keep_money(&self) {
        lock(&self.shop).keeps_money = true;
    }

    /// Path, headers and body of every request.
    pub(super) fn seen(&self) -> Vec<(String, HeaderMap, Value)> {
        lock(&self.shop).seen.clone()
    }
}

async fn answer(
    State(merchant): State<Merchant>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let now_ms = (merchant.clock)();
    let mut shop = lock(&merchant.shop);
    let path = uri.path().trim_start_matches("/uzum").to_owned();
    let request = serde_json::from_slice::<Value>(&body).unwrap_or_default();
    let is_let_in = headers.get("authorization").is_some_and(|it| it == AUTH);
    shop.seen.push((path.clone(), headers, request.clone()));
    let outcome = match request.as_object() {
        _ if method != Method::POST => Err("10003"),
        _ if !is_let_in => Err("10001"),
        None => Err("10002"),
        Some(body) => shop.carry_out(&path, body, now_ms),
    };
    let (mut status, mut answer) = match outcome {
        Ok(answer) => (200, answer),
        Err(code) => (400, json!({"status": "FAILED", "errorCode": code})),
    };
    if let Some(twist) = &shop.twist {
        twist(&path, &mut answer);
    }
    if let Some((forced, times)) = shop.status {
        status = forced;
        shop.status = (times > 1).then(|| (forced, times - 1));
    }
    let status = StatusCode::from_u16(status).unwrap();
    let kind = [("content-type", shop.content_type)];
    (status, kind, answer.to_string()).into_response()
}

impl Shop {
    fn carry_out(
        &mut self,
        path: &str,
        body: &Map<String, Value>,
        now_ms: i64,
    ) -> Result<Value, &'static str> {
        let service = body.get("serviceId").ok_or("10005")?;
        let service = service.as_i64().ok_or("10005")?;
        if !body.get("timestamp").is_some_and(Value::is_i64) {
            return Err("10005");
        }
        if service != SERVICE {
            return Err("10006");
        }
        if path == "/check" {
            self.look_at_order(body)?;
            let data = json!({"product": {"value": "Plan"}});
            let said =
                json!({"serviceId": SERVICE, "timestamp": now_ms, "status": "OK", "data": data});
            return Ok(said);
        }
        let id = body.get("transId").and_then(Value::as_str).ok_or("10005")?;
        if !self.keeps_forever {
            self.time_out(now_ms);
        }
        match path {
            "/create" => self.create(id, body, now_ms),
            "/confirm" => self.confirm(id, body, now_ms),
            "/reverse" => self.reverse(id, now_ms),
            "/status" => self.status(id),
            _ => Err("10003"),
        }
    }

    fn time_out(&mut self, now_ms: i64) {
        for deal in self.deals.values_mut() {
            let made = deal.times[0].unwrap_or_default();
            if deal.status == "CREATED" && now_ms - made > TIMEOUT_MS {
                deal.status = "FAILED";
            }
        }
    }

    fn look_at_order(&self, body: &Map<String, Value>) -> Result<(String, i64), &'static str> {
        let params = body.get("params").and_then(Value::as_object);
        let order = params.ok_or("10005")?.get("order_id").ok_or("10005")?;
        let order = match order {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let price = *self.orders.get(&order).ok_or("10007")?;
        let mut deals = self.deals.values();
        let is_paid = deals.any(|deal| deal.order == order && deal.status == "CONFIRMED");
        if is_paid && !self.sells_twice {
            return Err("10008");
        }
        Ok((order, price))
    }

    fn create(
        &mut self,
        id: &str,
        body: &Map<String, Value>,
        now_ms: i64,
    ) -> Result<Value, &'static str> {
        if let Some(deal) = self.deals.get(id) {
            let is_same = self.repeats_answers && deal.status == "CREATED";
            return is_same.then(|| deal.told(id, 0)).ok_or("10010");
        }
        let (order, price) = self.look_at_order(body)?;
        let amount = body.get("amount").and_then(Value::as_i64).ok_or("10005")?;
        if amount != price {
            return Err("10011");
        }
        let deal = Deal {
            order,
            amount,
            status: "CREATED",
            times: [Some(now_ms), None, None],
        };
        let told = deal.told(id, 0);
        self.deals.insert(id.to_owned(), deal);
        Ok(told)
    }

    fn confirm(
        &mut self,
        id: &str,
        body: &Map<String, Value>,
        now_ms: i64,
    ) -> Result<Value, &'static str> {
        for name in ["paymentSource", "phone"] {
            body.get(name).ok_or("10005")?;
        }
        let (repeats, sells_twice) = (self.repeats_answers, self.sells_twice);
        let order = self.deals.get(id).ok_or("10014")?.order.clone();
        let mut others = self.deals.iter();
        let is_paid = others
            .any(|(other, deal)| other != id && deal.order == order && deal.status == "CONFIRMED");
        let deal = self.deals.get_mut(id).ok_or("10014")?;
        match deal.status {
            "CREATED" if is_paid && !sells_twice => {
                deal.status = "FAILED";
                Err("10015")
            }
            "CREATED" => {
                (deal.status, deal.times[1]) = ("CONFIRMED", Some(now_ms));
                Ok(deal.told(id, 1))
            }
            "CONFIRMED" if repeats => Ok(deal.told(id, 1)),
            "CONFIRMED" => Err("10016"),
            _ => Err("10015"),
        }
    }

    fn reverse(&mut self, id: &str, now_ms: i64) -> Result<Value, &'static str> {
        let (repeats, keeps_money) = (self.repeats_answers, self.keeps_money);
        let deal = self.deals.get_mut(id).ok_or("10014")?;
        match deal.status {
            "CONFIRMED" if keeps_money => Err("10017"),
            "REVERSED" if repeats => Ok(deal.told(id, 2)),
            "REVERSED" | "FAILED" => Err("10018"),
            _ => {
                (deal.status, deal.times[2]) = ("REVERSED", Some(now_ms));
                Ok(deal.told(id, 2))
            }
        }
    }

    fn status(&self, id: &str) -> Result<Value, &'static str> {
        let deal = self.deals.get(id).ok_or("10014")?;
        if deal.status == "FAILED" {
            return Err("10015");
        }
        let mut told = deal.told(id, 0);
        told["status"] = json!(deal.status);
        told["confirmTime"] = json!(deal.times[1]);
        told["reverseTime"] = json!(deal.times[2]);
        Ok(told)
    }
}

impl Deal {
    /// What is said of a step that led to `CREATED`, `CONFIRMED`, `REVERSED`.
    fn told(&self, id: &str, at: usize) -> Value {
        let status = ["CREATED", "CONFIRMED", "REVERSED"][at];
        let time = ["transTime", "confirmTime", "reverseTime"][at];
        json!({
            "serviceId": SERVICE,
            "transId": id,
            "status": status,
            time: self.times[at],
            "amount": self.amount,
        })
    }
}
