//! Click's SHOP API: two forms that Click posts, Prepare and Complete.
//!
//! <https://docs.click.uz/click-api-request/>. Sums are so'm as decimal text;
//! the signature is an md5 over the texts exactly as they came, so they are
//! checked before any of them is read as a number.

use std::str::FromStr;

use md5::{Digest as _, Md5};
use scx_kit::{Config, ConfigKey, Millis, Need, Secret, Tiyin, same_secret};
use serde_json::{Value, json};
use url::Url;
use url::form_urlencoded::parse;

use super::{
    Answer, Ask, Call, Decision, Echo, Incoming, No, Order, Provider, begun_before, is_storable,
    together,
};

/// Where payers go.
const PAY: &str = "https://my.click.uz/services/pay/";

/// What Click is answered.
mod code {
    pub(super) const SIGNATURE: i64 = -1;
    pub(super) const OTHER_SUM: i64 = -2;
    pub(super) const NO_ACTION: i64 = -3;
    pub(super) const PAID: i64 = -4;
    pub(super) const NO_ORDER: i64 = -5;
    pub(super) const NO_PAYMENT: i64 = -6;
    pub(super) const FAILED: i64 = -7;
    pub(super) const MALFORMED: i64 = -8;
    pub(super) const CANCELLED: i64 = -9;
}

pub(super) const KEYS: &[ConfigKey] = &[
    ConfigKey::open(
        "CLICK_SERVICE_ID",
        Need::Optional,
        "The id of the service at Click; with CLICK_MERCHANT_ID and CLICK_SECRET_KEY it switches Click on, whose addresses for Prepare and Complete are both WEBHOOK_BASE_URL/payments/click.",
    ),
    ConfigKey::open(
        "CLICK_MERCHANT_ID",
        Need::Optional,
        "The id of the merchant at Click.",
    ),
    ConfigKey::secret(
        "CLICK_SECRET_KEY",
        Need::Optional,
        "The secret with which Click signs.",
    ),
    ConfigKey::open("CLICK_PAY_URL", Need::Default(PAY), "Where payers go."),
];

/// A service at Click.
#[derive(Debug)]
pub struct Click {
    service: String,
    merchant: String,
    secret: Secret<String>,
    pay: Url,
}

impl Click {
    /// The service of the configuration; none without its keys.
    ///
    /// # Errors
    /// A sentence about a key that is missing or malformed.
    pub fn open(config: &Config) -> Result<Option<Self>, String> {
        let names = ["CLICK_SERVICE_ID", "CLICK_MERCHANT_ID", "CLICK_SECRET_KEY"];
        let Some([service, merchant, secret]) = together(config, names)? else {
            return Ok(None);
        };
        let pay = config.given("CLICK_PAY_URL").unwrap_or(PAY);
        Ok(Some(Self {
            service: service.expose().clone(),
            merchant: merchant.expose().clone(),
            secret,
            pay: Url::parse(pay).map_err(|_| "CLICK_PAY_URL must be an address")?,
        }))
    }

    /// Whether Click signed these texts.
    fn is_signed(&self, form: &Form) -> bool {
        let is_complete = form.text("action") == "1";
        let parts = [
            form.text("click_trans_id"),
            form.text("service_id"),
            self.secret.expose(),
            form.text("merchant_trans_id"),
            if is_complete {
                form.text("merchant_prepare_id")
            } else {
                ""
            },
            form.text("amount"),
            form.text("action"),
            form.text("sign_time"),
        ];
        let mut md5 = Md5::new();
        for part in parts {
            md5.update(part.as_bytes());
        }
        let digest = md5.finalize();
        let wanted: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        same_secret(wanted.as_bytes(), form.text("sign_string").as_bytes())
    }
}

impl Provider for Click {
    fn id(&self) -> &'static str {
        "click"
    }

    fn name(&self) -> &'static str {
        "Click"
    }

    fn link(&self, order: &Order<'_>) -> Option<String> {
        let mut url = self.pay.clone();
        url.query_pairs_mut()
            .append_pair("service_id", &self.service)
            .append_pair("merchant_id", &self.merchant)
            .append_pair("amount", &som(order.due))
            .append_pair("transaction_param", order.id)
            .append_pair("return_url", order.return_url);
        Some(url.into())
    }

    fn read(&self, incoming: &Incoming<'_>) -> Result<Call, Answer> {
        let form = Form(parse(incoming.body).into_owned().collect());
        let echo = form.echo();
        let refuse = |code| Err(answer(&echo, code, None));
        if !incoming.is_post || !form.is_whole() {
            return refuse(code::MALFORMED);
        }
        if form.text("service_id") != self.service || !self.is_signed(&form) {
            return refuse(code::SIGNATURE);
        }
        let Some(amount) = tiyin(form.text("amount")) else {
            return refuse(code::OTHER_SUM);
        };
        let (id, order) = (form.text("click_trans_id"), form.text("merchant_trans_id"));
        if !is_storable(order) {
            return refuse(code::NO_ORDER);
        }
        let (id, order) = (id.to_owned(), order.to_owned());
        let error = whole::<i64>(form.text("error")).filter(|error| *error <= 0);
        let ask = match (form.text("action"), error) {
            ("0", Some(0)) => Ask::Create {
                id,
                at_ms: None,
                order,
                amount,
            },
            ("1", Some(error)) => {
                let Some(number) = whole(form.text("merchant_prepare_id")) else {
                    return refuse(code::NO_PAYMENT);
                };
                let repeated = Some(Echo {
                    order,
                    number: Some(number),
                    amount,
                });
                match error {
                    0 => Ask::Perform { id, echo: repeated },
                    reason => Ask::Cancel {
                        id,
                        reason: Some(reason),
                        // Money that was taken is given back by Click's own call.
                        may_refund: false,
                        echo: repeated,
                    },
                }
            }
            // Nothing was begun that could be called off.
            ("0", Some(_)) => return refuse(code::CANCELLED),
            ("0" | "1", None) => return refuse(code::MALFORMED),
            _ => return refuse(code::NO_ACTION),
        };
        Ok(Call { ask, echo })
    }

    /// A payer who turned away half-way may try again after it.
    fn timeout(&self) -> Option<(Millis, i64)> {
        Some((Millis::minutes(30), 0))
    }

    fn answer(&self, call: &Call, decision: &Decision) -> Answer {
        let is_cancel = matches!(call.ask, Ask::Cancel { .. });
        let code = match decision {
            Decision::No(no) => refused(*no),
            // Calling off was understood; Click reads that it is cancelled.
            Decision::Payment(_) | Decision::Already(_) if is_cancel => code::CANCELLED,
            Decision::Already(known) if matches!(call.ask, Ask::Create { .. }) => {
                begun_before(&call.ask, known).err().map_or(0, refused)
            }
            Decision::Already(_) => code::PAID,
            Decision::Payable(_) | Decision::Payment(_) | Decision::Payments(_) => 0,
        };
        let number = match decision {
            Decision::Payment(payment) => Some(payment.number),
            // What was done before is answered as it was then.
            Decision::Already(known) if code == 0 || is_cancel => Some(known.number),
            Decision::Already(_)
            | Decision::Payable(_)
            | Decision::Payments(_)
            | Decision::No(_) => None,
        };
        answer(&call.echo, code, number)
    }
}

/// The fields as they came.
struct Form(Vec<(String, String)>);

impl Form {
    fn text(&self, name: &str) -> &str {
        let mut fields = self.0.iter();
        let field = fields.find(|(known, _)| known == name);
        field.map(|(_, text)| text.as_str()).unwrap_or_default()
    }

    /// Whether everything is there, each thing once.
    fn is_whole(&self) -> bool {
        const ALWAYS: [&str; 8] = [
            "click_trans_id",
            "service_id",
            "merchant_trans_id",
            "amount",
            "action",
            "error",
            "sign_time",
            "sign_string",
        ];
        let is_once = |name: &&str| self.0.iter().filter(|(known, _)| known == *name).count() == 1;
        ALWAYS.iter().all(is_once)
            && whole::<u64>(self.text("click_trans_id")).is_some()
            && is_moment(self.text("sign_time"))
    }

    /// What the answer repeats.
    fn echo(&self) -> Value {
        let id = self.text("click_trans_id");
        // 64 bits, exactly as they came.
        let id = whole::<u64>(id).unwrap_or(0);
        json!({
            "click_trans_id": id,
            "merchant_trans_id": self.text("merchant_trans_id"),
            "is_complete": self.text("action") == "1",
        })
    }
}

/// A number in the one way of writing it: a payment has one name, and -0 does
/// not say that money was taken.
fn whole<T: FromStr + ToString>(text: &str) -> Option<T> {
    let number = text.parse::<T>().ok();
    number.filter(|number| number.to_string() == text)
}

/// `2026-11-21 09:05:00`. The signature is made over values without anything
/// between them; as the last one has one length, the action before it keeps its
/// place, and what was signed for Prepare is no Complete.
fn is_moment(text: &str) -> bool {
    let shape = text.bytes().map(|byte| match byte {
        b'0'..=b'9' => b'0',
        other => other,
    });
    shape.eq(*b"0000-00-00 00:00:00")
}

fn refused(no: No) -> i64 {
    match no {
        No::NoOrder => code::NO_ORDER,
        No::OtherSum => code::OTHER_SUM,
        No::Paid | No::NotRefundable => code::PAID,
        No::NoPayment => code::NO_PAYMENT,
        No::Held | No::Closed | No::WrongStage | No::CalledOff => code::CANCELLED,
        No::Failed => code::FAILED,
    }
}

fn note(code: i64) -> &'static str {
    match code {
        0 => "Success",
        code::SIGNATURE => "SIGN CHECK FAILED!",
        code::OTHER_SUM => "Incorrect parameter amount",
        code::NO_ACTION => "Action not found",
        code::PAID => "Already paid",
        code::NO_ORDER => "User does not exist",
        code::NO_PAYMENT => "Transaction does not exist",
        code::FAILED => "Failed to update user",
        code::MALFORMED => "Error in request from click",
        _ => "Transaction cancelled",
    }
}

fn answer(echo: &Value, code: i64, number: Option<i64>) -> Answer {
    let is_complete = echo["is_complete"] == json!(true);
    let ours = if is_complete {
        "merchant_confirm_id"
    } else {
        "merchant_prepare_id"
    };
    let body = json!({
        "click_trans_id": echo["click_trans_id"],
        "merchant_trans_id": echo["merchant_trans_id"],
        ours: number,
        "error": code,
        "error_note": note(code),
    });
    Answer {
        status: 200,
        content_type: "application/json; charset=utf-8",
        body: body.to_string().into_bytes(),
    }
}

/// `3000000.00`, as Click's links want it.
fn som(sum: Tiyin) -> String {
    format!("{}.{:02}", sum.0 / 100, sum.0 % 100)
}

/// Reads a sum of so'm: `3000000`, `3000000.0`, `3000000.00`. More digits may
/// only be noughts.
fn tiyin(text: &str) -> Option<Tiyin> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_digits(whole) || !is_digits(rest) {
        return None;
    }
    let (cents, noughts) = rest.split_at(rest.len().min(2));
    if noughts.bytes().any(|byte| byte != b'0') {
        return None;
    }
    let cents: i64 = format!("{cents:0<2}").parse().ok()?;
    let whole: i64 = whole.parse().ok()?;
    Some(Tiyin(whole.checked_mul(100)?.checked_add(cents)?))
}
