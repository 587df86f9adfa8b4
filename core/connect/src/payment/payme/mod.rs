//! Payme's Merchant API: JSON-RPC that Payme calls.
//!
//! <https://developer.help.paycom.uz/protokol-merchant-api/>. Every answer is
//! HTTP 200, also an error; any other status Payme reads as a failure of ours.
//! Sums are tiyin, moments milliseconds of 13 digits, one that has not come is 0.

mod words;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use scx_kit::{Config, Millis, Secret, Tiyin};
use serde_json::{Value, json};

pub(super) use self::words::KEYS;
use self::words::{code, error, ok};
use super::{
    Answer, Ask, Call, Decision, Fiscal, Incoming, No, Order, Provider, Stage, Told, begun_before,
    call_id, is_id, is_signed_in, order_in, together,
};

/// How long the payer is shown that it worked, before they come back.
const SHOWN: Millis = Millis::secs(15);
/// An unpaid payment is called off after it, counted from Payme's own moment.
const TIMEOUT: Millis = Millis(43_200_000);
/// Payme's code for it.
const TIMED_OUT: i64 = 4;
/// Moments are milliseconds of 13 digits.
const MOMENTS: std::ops::Range<i64> = 1_000_000_000_000..10_000_000_000_000;

/// A cash desk.
#[derive(Debug)]
pub struct Payme {
    merchant: String,
    login: String,
    key: Secret<String>,
    field: String,
    checkout: String,
    fiscal: Option<Fiscal>,
}

impl Payme {
    /// The cash desk of the configuration; none without its keys.
    ///
    /// # Errors
    /// A sentence about a key that is missing or malformed.
    pub fn open(config: &Config) -> Result<Option<Self>, String> {
        let Some([merchant, key]) = together(config, ["PAYME_MERCHANT_ID", "PAYME_KEY"])? else {
            return Ok(None);
        };
        let value = |name: &str| {
            let declared = KEYS.iter().find(|key| key.name == name);
            let value = declared.and_then(|key| config.value(key));
            value.unwrap_or_default().trim().to_owned()
        };
        let checkout = value("PAYME_CHECKOUT_URL");
        if !checkout.starts_with("http") {
            return Err("PAYME_CHECKOUT_URL must be an address".to_owned());
        }
        Ok(Some(Self {
            merchant: merchant.expose().clone(),
            login: value("PAYME_LOGIN"),
            key,
            field: value("PAYME_ACCOUNT_FIELD"),
            checkout: format!("{}/", checkout.trim_end_matches('/')),
            fiscal: fiscal(config, &value("FISCAL_VAT_PERCENT"))?,
        }))
    }

    fn ask(&self, method: &str, params: &Value) -> Result<Ask, i64> {
        let number = |name: &str| params[name].as_i64().ok_or(code::NOT_RPC);
        let moment = |name: &str| {
            let at_ms = number(name).ok().filter(|at_ms| MOMENTS.contains(at_ms));
            at_ms.ok_or(code::NOT_RPC)
        };
        let id = || {
            let id = params["id"].as_str().filter(|id| is_id(id));
            id.map(str::to_owned).ok_or(code::NOT_RPC)
        };
        let order = || order_in(&params["account"][&self.field]).ok_or(code::NO_ORDER);
        Ok(match method {
            "CheckPerformTransaction" => Ask::Check {
                amount: Some(Tiyin(number("amount")?)),
                order: order()?,
            },
            "CreateTransaction" => Ask::Create {
                id: id()?,
                at_ms: Some(moment("time")?),
                amount: Tiyin(number("amount")?),
                order: order()?,
            },
            "PerformTransaction" => Ask::Perform {
                id: id()?,
                echo: None,
            },
            "CancelTransaction" => Ask::Cancel {
                id: id()?,
                reason: Some(number("reason")?),
                may_refund: true,
                echo: None,
            },
            "CheckTransaction" => Ask::Look { id: id()? },
            "GetStatement" => Ask::Statement {
                from_ms: number("from")?,
                to_ms: number("to")?,
            },
            _ => return Err(code::NO_METHOD),
        })
    }

    fn result(&self, call: &Call, decision: &Decision) -> Result<Value, No> {
        let payment = match decision {
            Decision::No(no) => return Err(*no),
            Decision::Payable(_) => return Ok(self.payable(call)),
            Decision::Payments(all) => {
                let entries: Vec<Value> = all.iter().map(|one| self.entry(one)).collect();
                return Ok(json!({ "transactions": entries }));
            }
            Decision::Payment(payment) => payment,
            Decision::Already(payment) => {
                begun_before(&call.ask, payment)?;
                payment
            }
        };
        Ok(match call.ask {
            Ask::Create { .. } => json!({
                "create_time": payment.created_ms,
                "transaction": payment.ours,
                "state": state(payment.stage),
                "receivers": null,
            }),
            Ask::Perform { .. } => json!({
                "transaction": payment.ours,
                "perform_time": payment.performed_ms,
                "state": state(payment.stage),
            }),
            Ask::Cancel { .. } => json!({
                "transaction": payment.ours,
                "cancel_time": payment.cancelled_ms,
                "state": state(payment.stage),
            }),
            Ask::Look { .. }
            | Ask::Check { .. }
            | Ask::Pay { .. }
            | Ask::Return { .. }
            | Ask::Statement { .. } => json!({
                "create_time": payment.created_ms,
                "perform_time": payment.performed_ms,
                "cancel_time": payment.cancelled_ms,
                "transaction": payment.ours,
                "state": state(payment.stage),
                "reason": payment.reason,
            }),
        })
    }

    /// The order can be paid; with what is sold, where receipts are fiscal.
    fn payable(&self, call: &Call) -> Value {
        let (
            Some(fiscal),
            Ask::Check {
                amount: Some(amount),
                ..
            },
        ) = (&self.fiscal, &call.ask)
        else {
            return json!({ "allow": true });
        };
        json!({ "allow": true, "detail": { "receipt_type": 0, "items": [{
            "title": "SellerCloudX",
            "price": amount.0,
            "count": 1,
            "code": fiscal.ikpu,
            "package_code": fiscal.package_code,
            "vat_percent": fiscal.vat_percent,
        }] } })
    }

    fn entry(&self, payment: &Told) -> Value {
        json!({
            "id": payment.id,
            "time": payment.provider_ms,
            "amount": payment.amount.0,
            "account": { &self.field: payment.order },
            "create_time": payment.created_ms,
            "perform_time": payment.performed_ms,
            "cancel_time": payment.cancelled_ms,
            "transaction": payment.ours,
            "state": state(payment.stage),
            "reason": payment.reason,
            "receivers": null,
        })
    }
}

impl Provider for Payme {
    fn id(&self) -> &'static str {
        "payme"
    }

    fn name(&self) -> &'static str {
        "Payme"
    }

    fn link(&self, order: &Order<'_>) -> Option<String> {
        let pairs = [
            ("m", self.merchant.as_str()),
            (&format!("ac.{}", self.field), order.id),
            ("a", &order.due.0.to_string()),
            ("l", order.language),
            ("c", order.return_url),
            ("ct", &SHOWN.0.to_string()),
        ]
        .map(|(name, value)| format!("{name}={value}"));
        Some(format!(
            "{}{}",
            self.checkout,
            STANDARD.encode(pairs.join(";"))
        ))
    }

    fn read(&self, incoming: &Incoming<'_>) -> Result<Call, Answer> {
        if !incoming.is_post {
            return Err(error(&Value::Null, code::NOT_POST, None));
        }
        let body: Option<Value> = serde_json::from_slice(incoming.body).ok();
        let id = body.as_ref().map_or(Value::Null, call_id);
        if !is_signed_in(incoming.authorization, &self.login, &self.key) {
            return Err(error(&id, code::NO_LOGIN, None));
        }
        let Some(body) = body else {
            return Err(error(&Value::Null, code::NOT_JSON, None));
        };
        let is_whole = !id.is_null() && body["params"].is_object();
        let Some(method) = body["method"].as_str().filter(|_| is_whole) else {
            return Err(error(&id, code::NOT_RPC, None));
        };
        match self.ask(method, &body["params"]) {
            Ok(ask) => Ok(Call { ask, echo: id }),
            Err(code::NO_METHOD) => Err(error(&id, code::NO_METHOD, Some(method))),
            Err(code::NO_ORDER) => Err(error(&id, code::NO_ORDER, Some(&self.field))),
            Err(other) => Err(error(&id, other, None)),
        }
    }

    fn answer(&self, call: &Call, decision: &Decision) -> Answer {
        match self.result(call, decision) {
            Ok(result) => ok(&json!({ "id": call.echo, "result": result })),
            Err(no) => {
                let code = refused(&call.ask, no);
                error(&call.echo, code, Some(&self.field))
            }
        }
    }

    fn tells_refunds(&self) -> bool {
        true
    }

    fn timeout(&self) -> Option<(Millis, i64)> {
        Some((TIMEOUT, TIMED_OUT))
    }
}

fn fiscal(config: &Config, vat: &str) -> Result<Option<Fiscal>, String> {
    let Some([ikpu, package]) = together(config, ["FISCAL_IKPU", "FISCAL_PACKAGE_CODE"])? else {
        return Ok(None);
    };
    let ikpu = ikpu.expose().clone();
    if ikpu.len() != 17 || !ikpu.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("FISCAL_IKPU must have 17 digits".to_owned());
    }
    let vat_percent = vat.parse().ok().filter(|vat| (0..=100).contains(vat));
    Ok(Some(Fiscal {
        ikpu,
        package_code: package.expose().clone(),
        vat_percent: vat_percent.ok_or("FISCAL_VAT_PERCENT must be a number from 0 to 100")?,
    }))
}

fn state(stage: Stage) -> i64 {
    match stage {
        Stage::Created => 1,
        Stage::Performed => 2,
        Stage::Cancelled => -1,
        Stage::Refunded => -2,
    }
}

/// The code of a no. What stands in the way of an order is a state of the
/// payment once there is one, and of the account as long as it is only checked.
fn refused(ask: &Ask, no: No) -> i64 {
    let is_check = matches!(ask, Ask::Check { .. });
    match no {
        No::NoOrder => code::NO_ORDER,
        No::OtherSum => code::OTHER_SUM,
        No::Held if is_check => code::HELD,
        No::Held | No::WrongStage | No::CalledOff => code::WRONG_STAGE,
        No::Paid if is_check => code::PAID,
        No::Paid => code::WRONG_STAGE,
        No::Closed => code::CLOSED,
        No::NoPayment => code::NO_PAYMENT,
        No::NotRefundable => code::NOT_REFUNDABLE,
        No::Failed => code::FAILED,
    }
}
