//! Paynet's universal web service of a provider: JSON-RPC 2.0, payments of one
//! step.
//!
//! Neither its specification (UWS_JSON) nor the annex of a contract is
//! published; what stands here is what several public repositories quote of
//! both. Where they disagree, `PAYNET_RULES` decides. Sums are tiyin; moments
//! are local texts of Tashkent.

mod words;

use scx_kit::{Config, Secret, Tiyin};
use serde_json::{Map, Value, json};
use url::Url;

pub(super) use self::words::KEYS;
use self::words::{FIELD, Fields, PAY, Rules, code, message, moment, read_moment};
use super::{
    Answer, Ask, Call, Decision, Incoming, No, Order, Provider, Stage, Told, call_id, is_signed_in,
    order_in, together,
};

/// As stored.
pub(super) const ID: &str = "paynet";
/// Every method there is.
const METHODS: [&str; 6] = [
    "GetInformation",
    "PerformTransaction",
    "CheckTransaction",
    "CancelTransaction",
    "GetStatement",
    "ChangePassword",
];

/// A service at Paynet.
#[derive(Debug)]
pub struct Paynet {
    service: i64,
    merchant: String,
    login: String,
    password: Secret<String>,
    field: String,
    information: Fields,
    receipt: Fields,
    rules: Rules,
    pay: Url,
}

impl Paynet {
    /// The service of the configuration; none without its keys.
    ///
    /// # Errors
    /// A sentence about a key that is missing or malformed.
    pub fn open(config: &Config) -> Result<Option<Self>, String> {
        let names = [
            "PAYNET_SERVICE_ID",
            "PAYNET_MERCHANT_ID",
            "PAYNET_LOGIN",
            "PAYNET_PASSWORD",
        ];
        let Some([service, merchant, login, password]) = together(config, names)? else {
            return Ok(None);
        };
        let service = service.expose().parse();
        let fields = |key| Fields::read(key, config.given(key).unwrap_or_default());
        let pay = config.given("PAYNET_PAY_URL").unwrap_or(PAY);
        Ok(Some(Self {
            service: service.map_err(|_| "PAYNET_SERVICE_ID must be a number")?,
            merchant: merchant.expose().clone(),
            login: login.expose().clone(),
            password,
            field: config
                .given("PAYNET_ACCOUNT_FIELD")
                .unwrap_or(FIELD)
                .to_owned(),
            information: fields("PAYNET_INFORMATION_FIELDS")?,
            receipt: fields("PAYNET_RECEIPT_FIELDS")?,
            rules: Rules::read(config.given("PAYNET_RULES").unwrap_or_default())?,
            pay: Url::parse(pay).map_err(|_| "PAYNET_PAY_URL must be an address")?,
        }))
    }

    fn ask(&self, method: &str, params: Option<&Map<String, Value>>) -> Result<Ask, i64> {
        if !METHODS.contains(&method) {
            return Err(code::NO_METHOD);
        }
        let params = params.ok_or(code::NO_PARAMS)?;
        if method == "ChangePassword" {
            text(params, "newPassword")?;
            // The password is the operator's configuration, which no caller
            // changes, and a provider need not have this method.
            return Err(code::NO_METHOD);
        }
        if given(params, "serviceId")?.as_i64() != Some(self.service) {
            return Err(code::NO_SERVICE);
        }
        Ok(match method {
            "GetInformation" => Ask::Check {
                order: self.order(params)?,
                amount: None,
            },
            "PerformTransaction" => Ask::Pay {
                id: id(params)?,
                order: self.order(params)?,
                amount: Tiyin(given(params, "amount")?.as_i64().ok_or(code::OTHER_SUM)?),
            },
            "CheckTransaction" => Ask::Look {
                id: dated(params, id(params)?)?,
            },
            "CancelTransaction" => Ask::Cancel {
                id: dated(params, id(params)?)?,
                reason: None,
                may_refund: true,
                echo: None,
            },
            _ => {
                let at = |name| {
                    let at_ms = given(params, name)?.as_str().and_then(read_moment);
                    at_ms.ok_or(code::NO_DATE)
                };
                let (from_ms, to_ms) = (at("dateFrom")?, at("dateTo")?);
                if from_ms > to_ms {
                    return Err(code::NO_DATE);
                }
                // The last second is asked for as a whole.
                let to_ms = to_ms + 999;
                Ask::Statement { from_ms, to_ms }
            }
        })
    }

    fn order(&self, params: &Map<String, Value>) -> Result<String, i64> {
        let fields = given(params, "fields")?;
        match &fields[&self.field] {
            Value::String(text) if text.is_empty() => Err(code::MISSING),
            order @ (Value::String(_) | Value::Number(_)) => order_in(order).ok_or(code::NO_ORDER),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => Err(code::MISSING),
        }
    }

    fn result(&self, call: &Call, decision: &Decision) -> Result<Value, i64> {
        let now_ms = call.echo["at"].as_i64().unwrap_or_default();
        match (&call.ask, decision) {
            (Ask::Look { .. }, Decision::No(No::NoPayment))
                if self.rules.are("unknown_check", "3") =>
            {
                Ok(unknown(now_ms))
            }
            (Ask::Cancel { .. }, Decision::No(No::NoPayment))
                if self.rules.are("unknown_cancel", "3") =>
            {
                Ok(unknown(now_ms))
            }
            (_, Decision::No(no)) => Err(refused(*no)),
            (Ask::Check { order, .. }, Decision::Payable(due)) => Ok(json!({
                "status": if self.rules.are("status", "text") { json!("0") } else { json!(0) },
                "timestamp": moment(now_ms),
                "fields": self.information.filled(order, *due),
            })),
            (Ask::Pay { .. }, Decision::Payment(payment)) => Ok(self.performed(payment)),
            (Ask::Pay { order, amount, .. }, Decision::Already(known)) => {
                let is_same = known.order == *order && known.amount == *amount;
                let is_answered = self.rules.are("repeated_perform", "first") && is_same;
                match known.stage {
                    Stage::Cancelled | Stage::Refunded => Err(code::CANCELLED),
                    Stage::Performed if is_answered => Ok(self.performed(known)),
                    Stage::Created | Stage::Performed => Err(code::EXISTS),
                }
            }
            (Ask::Cancel { .. }, Decision::Already(_))
                if self.rules.are("repeated_cancel", "202") =>
            {
                Err(code::CANCELLED)
            }
            (_, Decision::Payment(payment) | Decision::Already(payment)) => {
                Ok(standing(payment, now_ms))
            }
            (_, Decision::Payments(all)) => Ok(json!({ "statements": self.entries(all) })),
            (_, Decision::Payable(_)) => Err(code::FAILED),
        }
    }

    fn performed(&self, payment: &Told) -> Value {
        json!({
            "providerTrnId": payment.number,
            "timestamp": moment(payment.performed_ms),
            "fields": self.receipt.filled(&payment.order, payment.amount),
        })
    }

    fn entries(&self, all: &[Told]) -> Vec<Value> {
        let lists_cancelled = self.rules.are("lists_cancelled", "yes");
        let listed = all.iter().filter(|one| match one.stage {
            Stage::Performed => true,
            Stage::Refunded => lists_cancelled,
            Stage::Created | Stage::Cancelled => false,
        });
        let entries = listed.map(|one| {
            json!({
                "amount": one.amount.0,
                "providerTrnId": one.number,
                // Its own number, as it came.
                "transactionId": one.id.parse::<i64>().unwrap_or_default(),
                "timestamp": moment(one.performed_ms),
            })
        });
        entries.collect()
    }
}

impl Provider for Paynet {
    fn id(&self) -> &'static str {
        ID
    }

    fn name(&self) -> &'static str {
        "Paynet"
    }

    fn link(&self, order: &Order<'_>) -> Option<String> {
        let mut url = self.pay.clone();
        url.query_pairs_mut()
            .append_pair("m", &self.merchant)
            .append_pair("c", order.id)
            .append_pair("a", &order.due.0.to_string());
        Some(url.into())
    }

    fn read(&self, incoming: &Incoming<'_>) -> Result<Call, Answer> {
        let body: Option<Value> = serde_json::from_slice(incoming.body).ok();
        let id = body.as_ref().map_or(Value::Null, call_id);
        if !is_signed_in(incoming.authorization, &self.login, &self.password) {
            let is_told_so = self.rules.are("wrong_login", "412");
            let status = if is_told_so { 200 } else { 401 };
            return Err(Answer {
                status,
                ..error(&id, code::NO_LOGIN)
            });
        }
        if !incoming.is_post {
            return Err(error(&Value::Null, code::NOT_POST));
        }
        let Some(body) = body else {
            return Err(error(&Value::Null, code::NOT_JSON));
        };
        let is_rpc = body["jsonrpc"] == "2.0" && !id.is_null();
        let Some(method) = body["method"].as_str().filter(|_| is_rpc) else {
            return Err(error(&id, code::NOT_RPC));
        };
        match self.ask(method, body["params"].as_object()) {
            Ok(ask) => Ok(Call {
                ask,
                echo: json!({ "id": id, "at": incoming.at.0 }),
            }),
            Err(code) => Err(error(&id, code)),
        }
    }

    fn answer(&self, call: &Call, decision: &Decision) -> Answer {
        let id = &call.echo["id"];
        match self.result(call, decision) {
            Ok(result) => answer(&json!({ "jsonrpc": "2.0", "id": id, "result": result })),
            Err(code) => error(id, code),
        }
    }

    fn tells_refunds(&self) -> bool {
        true
    }
}

fn given<'a>(params: &'a Map<String, Value>, name: &str) -> Result<&'a Value, i64> {
    let value = params.get(name).filter(|value| !value.is_null());
    value.ok_or(code::MISSING)
}

fn text<'a>(params: &'a Map<String, Value>, name: &str) -> Result<&'a str, i64> {
    let text = given(params, name)?.as_str();
    text.filter(|text| !text.is_empty()).ok_or(code::MISSING)
}

/// Paynet's number of a transaction, too large for 32 bits.
fn id(params: &Map<String, Value>) -> Result<String, i64> {
    let id = given(params, "transactionId")?.as_i64();
    id.map(|id| id.to_string()).ok_or(code::MISSING)
}

/// Calls about a transaction may carry its moment.
fn dated(params: &Map<String, Value>, id: String) -> Result<String, i64> {
    match params.get("timestamp") {
        Some(at) if at.as_str().and_then(read_moment).is_none() => Err(code::NO_DATE),
        Some(_) | None => Ok(id),
    }
}

/// How a payment stands: 1 paid, 2 cancelled, 3 unknown.
fn standing(payment: &Told, now_ms: i64) -> Value {
    let (state, at_ms) = match payment.stage {
        Stage::Performed => (1, payment.performed_ms),
        Stage::Cancelled | Stage::Refunded => (2, payment.cancelled_ms),
        // Nothing is begun that is not paid in the same step.
        Stage::Created => return unknown(now_ms),
    };
    json!({
        "transactionState": state,
        "timestamp": moment(at_ms),
        "providerTrnId": payment.number,
    })
}

fn unknown(now_ms: i64) -> Value {
    json!({ "transactionState": 3, "timestamp": moment(now_ms), "providerTrnId": 0 })
}

/// The code of a no. "Exists already" is said of the same transaction only: whoever
/// pays an order that another one has paid must not take it for their own success.
fn refused(no: No) -> i64 {
    match no {
        No::NoOrder | No::Held | No::Paid | No::Closed => code::NO_ORDER,
        No::OtherSum => code::OTHER_SUM,
        No::NoPayment => code::UNKNOWN,
        No::WrongStage | No::CalledOff => code::CANCELLED,
        No::NotRefundable => code::SPENT,
        No::Failed => code::FAILED,
    }
}

fn error(id: &Value, code: i64) -> Answer {
    answer(&json!({
        "jsonrpc": "2.0",
        "id": id,
        "error": { "code": code, "message": message(code) },
    }))
}

fn answer(body: &Value) -> Answer {
    Answer {
        status: 200,
        content_type: "application/json; charset=utf-8",
        body: body.to_string().into_bytes(),
    }
}
