//! Uzum Bank's Merchant API: five webhooks below one address.
//!
//! <https://developer.uzumbank.uz/en/merchant/>. Sums are tiyin; a refusal is
//! HTTP 400 with a code. Libraries disagree with the page about some codes, and
//! a contract may, so the table can be changed by configuration. What was done
//! before is refused with a code of its own, not answered again.

use std::collections::BTreeMap;

use scx_kit::{Config, ConfigKey, Millis, Need, Secret, Tiyin};
use serde_json::{Map, Value, json};
use url::Url;

use super::{
    Answer, Ask, Call, Decision, Incoming, No, Order, Provider, Stage, Told, is_id, is_signed_in,
    order_in, together,
};

/// Where payers go.
const PAY: &str = "https://www.uzumbank.uz/open-service";
/// The attribute of the service in the page's examples.
const FIELD: &str = "order_id";
/// After it a payment that nobody confirmed has failed.
const TIMEOUT: Millis = Millis::minutes(30);
/// The reason that is written down then.
const TIMED_OUT: i64 = 4;

/// The page's codes, by what they mean.
const CODES: [(&str, &str); 17] = [
    ("access", "10001"),
    ("json", "10002"),
    ("operation", "10003"),
    ("missing", "10005"),
    ("service", "10006"),
    ("attribute", "10007"),
    ("paid", "10008"),
    ("closed", "10009"),
    ("exists", "10010"),
    ("amount", "10011"),
    ("unknown", "10014"),
    ("cancelled", "10015"),
    ("confirmed", "10016"),
    ("irreversible", "10017"),
    ("reversed", "10018"),
    ("held", "10009"),
    ("other", "99999"),
];

pub(super) const KEYS: &[ConfigKey] = &[
    ConfigKey::open(
        "UZUM_SERVICE_ID",
        Need::Optional,
        "The id of the service at Uzum Bank; with UZUM_LOGIN and UZUM_PASSWORD it switches Uzum Bank on, whose webhooks lie below WEBHOOK_BASE_URL/payments/uzum.",
    ),
    ConfigKey::open(
        "UZUM_LOGIN",
        Need::Optional,
        "The login with which Uzum Bank calls.",
    ),
    ConfigKey::secret(
        "UZUM_PASSWORD",
        Need::Optional,
        "The password with which Uzum Bank calls.",
    ),
    ConfigKey::open(
        "UZUM_ACCOUNT_FIELD",
        Need::Default(FIELD),
        "The attribute of the service that names the invoice.",
    ),
    ConfigKey::open(
        "UZUM_ERROR_CODES",
        Need::Optional,
        "Codes of a contract that differ from Uzum Bank's page, as paid=10007,attribute=10008.",
    ),
    ConfigKey::open("UZUM_PAY_URL", Need::Default(PAY), "Where payers go."),
];

/// A service at Uzum Bank.
#[derive(Debug)]
pub struct Uzum {
    service: i64,
    login: String,
    password: Secret<String>,
    field: String,
    codes: BTreeMap<&'static str, String>,
    pay: Url,
}

impl Uzum {
    /// The service of the configuration; none without its keys.
    ///
    /// # Errors
    /// A sentence about a key that is missing or malformed.
    pub fn open(config: &Config) -> Result<Option<Self>, String> {
        let names = ["UZUM_SERVICE_ID", "UZUM_LOGIN", "UZUM_PASSWORD"];
        let Some([service, login, password]) = together(config, names)? else {
            return Ok(None);
        };
        let service = service.expose().parse();
        let pay = config.given("UZUM_PAY_URL").unwrap_or(PAY);
        Ok(Some(Self {
            service: service.map_err(|_| "UZUM_SERVICE_ID must be a number")?,
            login: login.expose().clone(),
            password,
            field: config
                .given("UZUM_ACCOUNT_FIELD")
                .unwrap_or(FIELD)
                .to_owned(),
            codes: codes(config.given("UZUM_ERROR_CODES").unwrap_or_default())?,
            pay: Url::parse(pay).map_err(|_| "UZUM_PAY_URL must be an address")?,
        }))
    }

    /// What is asked, or the meaning of the code that refuses it.
    fn ask(&self, webhook: &str, body: &Map<String, Value>) -> Result<Ask, &'static str> {
        if int(body, "serviceId")? != self.service {
            return Err("service");
        }
        int(body, "timestamp")?;
        Ok(match webhook {
            "check" => Ask::Check {
                order: self.order(body)?,
                amount: None,
            },
            "create" => Ask::Create {
                id: text(body, "transId")?,
                at_ms: None,
                order: self.order(body)?,
                amount: Tiyin(int(body, "amount")?),
            },
            "confirm" => {
                text(body, "paymentSource")?;
                text(body, "phone")?;
                Ask::Perform {
                    id: text(body, "transId")?,
                    echo: None,
                }
            }
            "reverse" => Ask::Cancel {
                id: text(body, "transId")?,
                reason: None,
                may_refund: true,
                echo: None,
            },
            "status" => Ask::Look {
                id: text(body, "transId")?,
            },
            _ => return Err("operation"),
        })
    }

    fn order(&self, body: &Map<String, Value>) -> Result<String, &'static str> {
        let params = body.get("params").and_then(Value::as_object);
        let order = params.ok_or("missing")?.get(&self.field);
        order.and_then(order_in).ok_or("attribute")
    }

    fn refused(&self, echo: &Value, meaning: &str) -> Answer {
        let code = self.codes.get(meaning).or_else(|| self.codes.get("other"));
        let mut body = json!({ "status": "FAILED", "errorCode": code });
        for name in ["serviceId", "transId"] {
            if !echo[name].is_null() {
                body[name] = echo[name].clone();
            }
        }
        answer(400, &body)
    }
}

impl Provider for Uzum {
    fn id(&self) -> &'static str {
        "uzum"
    }

    fn name(&self) -> &'static str {
        "Uzum Bank"
    }

    fn link(&self, order: &Order<'_>) -> Option<String> {
        let mut url = self.pay.clone();
        url.query_pairs_mut()
            .append_pair("serviceId", &self.service.to_string())
            .append_pair(&self.field, order.id)
            .append_pair("amount", &order.due.0.to_string())
            .append_pair("redirectUrl", order.return_url);
        Some(url.into())
    }

    fn read(&self, incoming: &Incoming<'_>) -> Result<Call, Answer> {
        if !incoming.is_post {
            return Err(self.refused(&Value::Null, "operation"));
        }
        let body = serde_json::from_slice(incoming.body).unwrap_or(Value::Null);
        let echo = echo(&body);
        if !is_signed_in(incoming.authorization, &self.login, &self.password) {
            return Err(self.refused(&echo, "access"));
        }
        let body = body
            .as_object()
            .ok_or_else(|| self.refused(&echo, "json"))?;
        match self.ask(incoming.below, body) {
            Ok(ask) => Ok(Call { ask, echo }),
            Err(meaning) => Err(self.refused(&echo, meaning)),
        }
    }

    fn answer(&self, call: &Call, decision: &Decision) -> Answer {
        let mut body = call.echo.clone();
        let said = match decision {
            Decision::No(no) => Err(meaning(&call.ask, *no)),
            Decision::Payable(_) => {
                body["status"] = json!("OK");
                Ok(())
            }
            Decision::Payment(payment) => fill(&mut body, &call.ask, payment),
            Decision::Already(payment) => match call.ask {
                Ask::Create { .. } => Err("exists"),
                Ask::Perform { .. } => Err("confirmed"),
                Ask::Cancel { .. } => Err("reversed"),
                Ask::Check { .. }
                | Ask::Pay { .. }
                | Ask::Return { .. }
                | Ask::Look { .. }
                | Ask::Statement { .. } => fill(&mut body, &call.ask, payment),
            },
            Decision::Payments(_) => Err("other"),
        };
        match said {
            Ok(()) => answer(200, &body),
            Err(meaning) => self.refused(&call.echo, meaning),
        }
    }

    fn tells_refunds(&self) -> bool {
        true
    }

    fn timeout(&self) -> Option<(Millis, i64)> {
        Some((TIMEOUT, TIMED_OUT))
    }
}

/// The page's table with what a contract says otherwise.
fn codes(given: &str) -> Result<BTreeMap<&'static str, String>, String> {
    let mut codes: BTreeMap<&'static str, String> = CODES
        .iter()
        .map(|(meaning, code)| (*meaning, (*code).to_owned()))
        .collect();
    for pair in given
        .split(',')
        .map(str::trim)
        .filter(|pair| !pair.is_empty())
    {
        let known = pair.split_once('=').and_then(|(meaning, code)| {
            let (meaning, _) = CODES.iter().find(|(known, _)| *known == meaning.trim())?;
            Some((*meaning, code.trim().to_owned()))
        });
        let (meaning, code) = known.ok_or_else(|| {
            let known: Vec<&str> = CODES.iter().map(|(meaning, _)| *meaning).collect();
            format!(
                "UZUM_ERROR_CODES has pairs like paid=10007 with {}",
                known.join(", ")
            )
        })?;
        codes.insert(meaning, code);
    }
    Ok(codes)
}

/// What the answer repeats, and the moment of the question.
fn echo(body: &Value) -> Value {
    let mut echo = json!({});
    for name in ["serviceId", "timestamp"] {
        if body[name].is_i64() {
            echo[name] = body[name].clone();
        }
    }
    if body["transId"].is_string() {
        echo["transId"] = body["transId"].clone();
        // The answers about a payment have times of their own.
        if let Some(fields) = echo.as_object_mut() {
            fields.remove("timestamp");
        }
    }
    echo
}

fn int(body: &Map<String, Value>, name: &str) -> Result<i64, &'static str> {
    match body.get(name) {
        None | Some(Value::Null) => Err("missing"),
        Some(value) => value.as_i64().ok_or("json"),
    }
}

fn text(body: &Map<String, Value>, name: &str) -> Result<String, &'static str> {
    match body.get(name) {
        None | Some(Value::Null) => Err("missing"),
        Some(Value::String(text)) if text.is_empty() => Err("missing"),
        Some(Value::String(text)) if is_id(text) => Ok(text.clone()),
        Some(_) => Err("json"),
    }
}

/// Writes how a payment stands.
fn fill(body: &mut Value, ask: &Ask, payment: &Told) -> Result<(), &'static str> {
    let moment = |ms: i64| match ms {
        0 => Value::Null,
        ms => json!(ms),
    };
    let is_look = matches!(ask, Ask::Look { .. });
    if is_look && payment.stage == Stage::Cancelled && payment.reason == Some(TIMED_OUT) {
        return Err("cancelled");
    }
    body["status"] = json!(match payment.stage {
        Stage::Created => "CREATED",
        Stage::Performed => "CONFIRMED",
        Stage::Cancelled | Stage::Refunded => "REVERSED",
    });
    body["amount"] = json!(payment.amount.0);
    if is_look || matches!(ask, Ask::Create { .. }) {
        body["transTime"] = json!(payment.created_ms);
    }
    if is_look || matches!(ask, Ask::Perform { .. }) {
        body["confirmTime"] = moment(payment.performed_ms);
    }
    if is_look || matches!(ask, Ask::Cancel { .. }) {
        body["reverseTime"] = moment(payment.cancelled_ms);
    }
    Ok(())
}

/// What a no means in Uzum Bank's words.
fn meaning(ask: &Ask, no: No) -> &'static str {
    match no {
        No::NoOrder => "attribute",
        No::OtherSum => "amount",
        No::Held => "held",
        No::Paid => "paid",
        No::Closed => "closed",
        No::NoPayment => "unknown",
        No::CalledOff | No::WrongStage if matches!(ask, Ask::Cancel { .. }) => "irreversible",
        No::CalledOff | No::WrongStage => "cancelled",
        No::NotRefundable => "irreversible",
        No::Failed => "other",
    }
}

fn answer(status: u16, body: &Value) -> Answer {
    Answer {
        status,
        content_type: "application/json",
        body: body.to_string().into_bytes(),
    }
}
