//! A merchant that answers Click as it must, or with one thing twisted.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use md5::{Digest, Md5};
use serde_json::{Value, json};

use crate::click::ClickService;
use crate::common::lock;

pub(super) const SECRET: &str = "kV7pQ2xT9mLc";

type Form = BTreeMap<String, String>;
type Twist = Box<dyn Fn(&mut Value) + Send>;

#[derive(Clone, Default)]
pub(super) struct Merchant(Arc<Mutex<Shop>>);

#[derive(Default)]
struct Shop {
    /// What is reserved: by the payment, with the prepare id.
    reserved: BTreeMap<String, i64>,
    paid_by: Option<String>,
    cancelled: Vec<String>,
    twist: Option<Twist>,
    status: Option<u16>,
    trusts_everybody: bool,
    seen: Vec<Form>,
}

impl Merchant {
    /// Starts it with one order, `inv-1` of 50 so'm.
    pub(super) async fn start() -> (Self, ClickService) {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0))
            .await
            .unwrap();
        let address = listener.local_addr().unwrap();
        let merchant = Self::default();
        let app = Router::new().fallback(answer).with_state(merchant.clone());
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        let url = format!("http://{address}/click");
        let service = ClickService {
            service_id: 83_017,
            merchant_id: 11_204,
            user_id: 23,
            secret: SECRET.to_owned(),
            prepare_url: url.clone(),
            complete_url: url,
        };
        (merchant, service)
    }

    pub(super) fn twist(&self, twist: impl Fn(&mut Value) + Send + 'static) {
        lock(&self.0).twist = Some(Box::new(twist));
    }

    pub(super) fn answer_status(&self, status: u16) {
        lock(&self.0).status = Some(status);
    }

    pub(super) fn trust_everybody(&self) {
        lock(&self.0).trusts_everybody = true;
    }

    /// The fields of every request.
    pub(super) fn seen(&self) -> Vec<Form> {
        lock(&self.0).seen.clone()
    }
}

async fn answer(State(merchant): State<Merchant>, body: Bytes) -> Response {
    let form: Form = url::form_urlencoded::parse(&body).into_owned().collect();
    let mut shop = lock(&merchant.0);
    shop.seen.push(form.clone());
    let (error, id) = match shop.carry_out(&form) {
        Ok(id) => (0, json!(id)),
        Err(error) => (error, Value::Null),
    };
    let text = |name: &str| form.get(name).cloned().unwrap_or_default();
    let id_name = match text("action").as_str() {
        "1" => "merchant_confirm_id",
        _ => "merchant_prepare_id",
    };
    let mut answer = json!({
        "click_trans_id": text("click_trans_id").parse::<i64>().ok(),
        "merchant_trans_id": text("merchant_trans_id"),
        id_name: id,
        "error": error,
        "error_note": "noted",
    });
    if let Some(twist) = &shop.twist {
        twist(&mut answer);
    }
    let status = StatusCode::from_u16(shop.status.unwrap_or(200)).unwrap();
    let kind = [("content-type", "application/json")];
    (status, kind, answer.to_string()).into_response()
}

impl Shop {
    fn carry_out(&mut self, form: &Form) -> Result<i64, i64> {
        let text = |name: &str| form.get(name).map(String::as_str).ok_or(-8);
        let is_complete = text("action")? == "1";
        let parts = [
            text("click_trans_id")?,
            text("service_id")?,
            SECRET,
            text("merchant_trans_id")?,
            if is_complete {
                text("merchant_prepare_id")?
            } else {
                ""
            },
            text("amount")?,
            text("action")?,
            text("sign_time")?,
        ];
        let digest = Md5::digest(parts.concat());
        let digest: Vec<String> = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        if digest.concat() != text("sign_string")? && !self.trusts_everybody {
            return Err(-1);
        }
        if !is_complete && text("action")? != "0" {
            return Err(-3);
        }
        let payment = text("click_trans_id")?.to_owned();
        payment.parse::<i64>().map_err(|_| -8)?;
        if text("merchant_trans_id")? != "inv-1" {
            return Err(-5);
        }
        if !["50.00", "50"].contains(&text("amount")?) {
            return Err(-2);
        }
        if is_complete {
            let is_failed = text("error")?.starts_with('-');
            return self.complete(payment, text("merchant_prepare_id")?, is_failed);
        }
        if self.paid_by.is_some() {
            return Err(-4);
        }
        if self.cancelled.contains(&payment) {
            return Err(-9);
        }
        let fresh = 90_210 + i64::try_from(self.reserved.len()).unwrap();
        Ok(*self.reserved.entry(payment).or_insert(fresh))
    }

    fn complete(&mut self, payment: String, prepare_id: &str, is_failed: bool) -> Result<i64, i64> {
        if self.paid_by.is_some() {
            return Err(-4);
        }
        if self.cancelled.contains(&payment) {
            return Err(-9);
        }
        let known = self.reserved.get(&payment).copied().ok_or(-6)?;
        if known.to_string() != prepare_id {
            return Err(-6);
        }
        if is_failed {
            self.cancelled.push(payment);
            return Err(-9);
        }
        self.paid_by = Some(payment);
        Ok(known)
    }
}
